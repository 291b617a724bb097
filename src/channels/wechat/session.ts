// The connection to WeChat: opened, watched and opened again, with growing waits, whatever breaks it.
import { setTimeout as sleep } from "node:timers/promises";
import type { Wechaty } from "wechaty";
import type { Alarm } from "../../turn/message.ts";
import type { Kit, Puppet } from "./load.ts";
import type { ShowCode } from "./login.ts";
import { reasonOf } from "./reason.ts";

export type Times = {
  /** Silence after which a logged-in session counts as mute, ms. */
  muteMs: number;
  /** How long a lost login may take to come back, or to show a code, before a restart, ms. */
  graceMs: number;
  /** The first and the longest wait before a restart, ms. */
  backoffMs: readonly [number, number];
  /** The same alarm is given once in this time, ms. */
  alarmEveryMs: number;
  /** Starting or stopping takes this long at most, ms. */
  startMs: number;
};

export type Session = {
  /** Null while there is no connection. */
  bot: () => Wechaty | null;
  puppet: () => Puppet | null;
  loggedIn(): boolean;
  /** Epoch ms of the login of this session. */
  loginAt(): number;
  open(): Promise<void>;
  close(): Promise<void>;
};

export type SessionOptions = {
  kit: Kit;
  newPuppet(): Puppet;
  /** Where the puppet keeps its login. */
  memory: string;
  times: Times;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  showCode: ShowCode;
  /** Listens to a new puppet; must not throw. */
  listen(puppet: Puppet, bot: Wechaty): void;
  onLogin(selfId: string): void;
};

type Connection = {
  bot: Wechaty;
  puppet: Puppet;
  closed: boolean;
  loginAt: number;
  lastSign: number;
  waitsForLogin: number | null;
};

/** A session that held this long was no part of a series of failures, ms. */
const calmMs = 5 * 60_000;

export function createSession(options: SessionOptions): Session {
  const { kit, times, log } = options;
  const stopping = new AbortController();
  let now: Connection | null = null;
  let attempts = 0;
  let restarting: Promise<void> | null = null;
  let ticker: NodeJS.Timeout | null = null;
  const alarmed = new Map<string, number>();

  function alarm(event: string, sentence: string, detail: Record<string, string | number | boolean> = {}): void {
    log(event, detail);
    const last = alarmed.get(event);
    if (last !== undefined && Date.now() - last < times.alarmEveryMs) return;
    alarmed.set(event, Date.now());
    options.alarm(event, sentence, detail);
  }

  async function within(what: string, work: Promise<unknown>): Promise<void> {
    const over = new AbortController();
    const tooLong = sleep(times.startMs, undefined, { signal: over.signal }).then(
      () => Promise.reject(new Error(`${what} took more than ${times.startMs} ms`)),
      () => undefined,
    );
    try {
      await Promise.race([work, tooLong]);
    } finally {
      over.abort();
    }
  }

  async function connect(): Promise<void> {
    const puppet = options.newPuppet();
    // A fresh instance each time: a puppet that hung while stopping cannot be started again.
    const bot = kit.build({ name: options.memory, puppet: puppet as never });
    const it: Connection = { bot, puppet, closed: false, loginAt: 0, lastSign: Date.now(), waitsForLogin: null };
    const failures: unknown[] = [];
    bot.on("error", (error) => {
      failures.push(error);
      if (it.closed || now !== it) return log("wechat-error-late", { reason: reasonOf(error) });
      alarm("wechat-error", "微信接口报错。机器人还在运行，会自己检查并重连。", { reason: reasonOf(error) });
      if (it.loginAt > 0 && puppet.state.inactive()) restart("error");
    });
    watch(it);
    now = it;
    await within("starting the puppet", bot.start());
    if (puppet.state.inactive())
      throw failures[0] instanceof Error ? failures[0] : new Error("the puppet did not start");
  }

  function watch(it: Connection): void {
    const { puppet } = it;
    // On the puppet itself: wechaty drops an event when it cannot load everything the event names.
    const on: Puppet["on"] = puppet.on.bind(puppet);
    const sign = (): void => void (it.lastSign = Date.now());
    on("heartbeat", ({ data }) => {
      // wechat4u beats by a timer, also when it has lost its login.
      if (!/:(?:logout|init|uuid)$/.test(data ?? "")) sign();
    });
    on("dong", sign);
    on("message", sign);
    on("scan", ({ qrcode, status }) => {
      if (it.closed) return;
      sign();
      it.waitsForLogin = null;
      options.showCode(qrcode ?? "", status);
    });
    on("login", ({ contactId }) => {
      if (it.closed) return;
      sign();
      it.loginAt = Date.now();
      it.waitsForLogin = null;
      alarmed.delete("wechat-logged-out");
      log("wechat-login", {});
      options.onLogin(contactId);
    });
    on("logout", ({ data }) => {
      if (it.closed) return;
      it.waitsForLogin = Date.now();
      alarm(
        "wechat-logged-out",
        "微信账号掉线了：机器人现在收不到也发不出微信消息。请到运行机器人的终端看二维码，用手机扫码登录。",
        { reason: (data ?? "").slice(0, 100) },
      );
    });
    on("reset", ({ data }) => {
      if (it.closed) return;
      alarm("wechat-reset", "微信连接被重置，正在重连。", { reason: (data ?? "").slice(0, 100) });
      restart("reset");
    });
    options.listen(puppet, it.bot);
  }

  async function disconnect(): Promise<void> {
    const it = now;
    now = null;
    if (!it) return;
    it.closed = true;
    try {
      await within("stopping the puppet", it.bot.stop());
    } catch (error) {
      log("wechat-stop-failed", { reason: reasonOf(error) });
    }
  }

  /** One restart at a time; failures of it are restarts too, ever further apart. */
  function restart(why: string): void {
    if (restarting || stopping.signal.aborted) return;
    const run = async (): Promise<void> => {
      if (now && now.loginAt > 0 && Date.now() - now.loginAt > calmMs) attempts = 0;
      for (;;) {
        const [first, longest] = times.backoffMs;
        const wait = Math.min(longest, first * 2 ** attempts) * (0.75 + Math.random() / 2);
        attempts = Math.min(attempts + 1, 20);
        log("wechat-restart", { why, inMs: Math.round(wait) });
        await disconnect();
        // Ended by a stop: the loop ends below.
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        try {
          await connect();
          return;
        } catch (error) {
          alarm("wechat-start-failed", "微信连不上，正在不断重试。", { reason: reasonOf(error) });
        }
      }
    };
    restarting = run().finally(() => {
      restarting = null;
    });
  }

  function tick(): void {
    const it = now;
    if (!it || it.closed || restarting) return;
    const time = Date.now();
    if (it.waitsForLogin !== null && time - it.waitsForLogin > times.graceMs) {
      it.waitsForLogin = null;
      return restart("logout");
    }
    if (!it.puppet.isLoggedIn) return;
    if (time - it.lastSign > times.muteMs) {
      alarm("wechat-mute", "微信连接没有声音了（登录着，但收不到任何信号），正在重连。", {
        silentMs: time - it.lastSign,
      });
      return restart("mute");
    }
    void (async () => {
      try {
        // Some puppets answer with a promise, whatever the type says.
        const asked: unknown = it.puppet.ding("fengqiao");
        await asked;
      } catch (error) {
        log("wechat-ding-failed", { reason: reasonOf(error) });
      }
    })();
  }

  return {
    bot: () => now?.bot ?? null,
    puppet: () => now?.puppet ?? null,
    loggedIn: () => now !== null && !now.closed && now.puppet.isLoggedIn,
    loginAt: () => now?.loginAt ?? 0,
    async open() {
      ticker = setInterval(tick, Math.max(10, Math.min(times.muteMs, times.graceMs) / 3));
      try {
        await connect();
      } catch (error) {
        alarm("wechat-start-failed", "微信连不上，正在不断重试。", { reason: reasonOf(error) });
        restart("start");
      }
    },
    async close() {
      if (ticker) clearInterval(ticker);
      stopping.abort();
      // A start that hangs is not waited for: disconnecting ends it.
      await Promise.race([restarting, sleep(1_000)]);
      await disconnect();
    },
  };
}
