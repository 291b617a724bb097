// WeChat through wechaty, with whatever puppet is configured: what came in is told once, what goes out is told truly.
import { join } from "node:path";
import type { Alarm, Channel } from "../../turn/message.ts";
import { createFriends, type Friends } from "./friends.ts";
import { createHearing, type Hearing } from "./hearing.ts";
import { createIdentity } from "./identity.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { givesNewIds, loadKit, loadPuppet, type Puppet } from "./load.ts";
import { createShowCode } from "./login.ts";
import { createLoopGuard } from "./loops.ts";
import { reasonOf } from "./reason.ts";
import { createSending, type Sending } from "./sending.ts";
import { createSession, type Session, type Times } from "./session.ts";
import { folderOf, openState, type StateFile } from "./state.ts";

export type WechatOptions = {
  /** The npm package of the puppet. */
  puppet: string;
  /** Handed to the puppet as it is. */
  options: Record<string, unknown>;
  /** Names that people call the bot by, besides its WeChat name. */
  names: readonly string[];
  /** The data folder; the channel keeps its login and its state in `wechat/` below it. */
  data: string;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  /** Makes a puppet for each connection, instead of the package. */
  newPuppet?: () => unknown;
  /** Whether ids change at each login; known from the package's name where it is left out. */
  idsChange?: boolean;
  /** Where the login code is shown; the terminal by default. */
  print?: (text: string) => void;
  times?: Partial<WechatTimes>;
};

export type WechatTimes = Times & {
  bounceMs: number;
  settleMs: number;
  acceptGapMs: number;
  retryMs: readonly number[];
  asideMs: number;
};

const usualTimes: WechatTimes = {
  muteMs: 90_000,
  graceMs: 30_000,
  backoffMs: [1_000, 60_000],
  alarmEveryMs: 600_000,
  startMs: 60_000,
  bounceMs: 1_000,
  settleMs: 120_000,
  acceptGapMs: 4_000,
  retryMs: [200, 1_000, 3_000],
  asideMs: 5_000,
};

type Parts = { session: Session; sending: Sending; friends: Friends; hearing: Hearing; inbox: Inbox; state: StateFile };

export function createWechatChannel(options: WechatOptions): Channel {
  const { alarm, log } = options;
  const times = { ...usualTimes, ...options.times };
  let parts: Parts | null = null;

  return {
    platform: "wechat",
    capabilities: {
      buttons: false,
      files: true,
      quoting: false,
      writesFirst: true,
      maxText: 2_000,
      perGroupPerMinute: 20,
      perMinute: 30,
    },
    async start(receive) {
      const kit = await loadKit();
      const newPuppet =
        (options.newPuppet as (() => Puppet) | undefined) ?? (await loadPuppet(options.puppet, options.options));
      const state = await openState(options.data, alarm);
      const folder = folderOf(options.data);
      const showCode = createShowCode({
        print: options.print ?? ((text) => void process.stdout.write(text)),
        alarm,
        log,
        alarmEveryMs: times.alarmEveryMs,
      });
      const session = createSession({
        kit,
        newPuppet,
        memory: join(folder, "session"),
        times,
        alarm,
        log,
        showCode,
        listen: (puppet, bot) => parts?.hearing.listen(puppet, bot),
        onLogin: (selfId) => parts?.hearing.onLogin(selfId),
      });
      const identity = createIdentity({
        state,
        puppet: session.puppet,
        idsChange: options.idsChange ?? givesNewIds(options.puppet),
        alarm,
      });
      const sending = createSending({
        kit,
        session,
        identity,
        alarm,
        bounceMs: times.bounceMs,
        settleMs: times.settleMs,
      });
      const taken = (sentAt: number): void => {
        state.value.heardUntil = Math.max(state.value.heardUntil ?? 0, sentAt);
        state.saveSoon();
      };
      const inbox = createInbox({
        receive,
        alarm,
        log,
        file: join(folder, "not-taken.json"),
        taken,
        retryMs: times.retryMs,
        asideMs: times.asideMs,
      });
      const friends = createFriends({
        kit,
        session,
        identity,
        sending,
        state,
        take: inbox.take,
        alarm,
        log,
        acceptGapMs: times.acceptGapMs,
      });
      const loops = createLoopGuard({ lastSaidAt: sending.lastSaidAt, alarm, now: Date.now });
      const hearing = createHearing({
        kit,
        state,
        identity,
        sending,
        friends,
        loops,
        names: options.names,
        take: inbox.take,
        alarm,
        log,
        retryMs: times.retryMs,
      });
      parts = { session, sending, friends, hearing, inbox, state };
      await inbox.open();
      await session.open();
    },
    send: (message) =>
      parts?.sending.send(message) ??
      Promise.resolve({ kind: "later", retryAfterMs: 5_000, reason: "the channel is not started" }),
    requestContact: (personId, groupId) => parts?.friends.requestContact(personId, groupId) ?? Promise.resolve(false),
    async fetchFile(fileId, limit) {
      const bot = parts?.session.bot();
      if (!bot || !parts?.session.loggedIn()) return null;
      const chunks: Uint8Array[] = [];
      let size = 0;
      const tooLarge = (bytes: number): RangeError =>
        new RangeError(`the file has ${bytes} bytes or more; ${limit} are taken at most`);
      try {
        const message = await bot.Message.find({ id: fileId });
        if (!message) return null;
        const box = await message.toFileBox();
        if (box.size > limit) throw tooLarge(box.size);
        for await (const chunk of await box.toStream()) {
          size += (chunk as Uint8Array).byteLength;
          if (size > limit) throw tooLarge(size);
          chunks.push(chunk as Uint8Array);
        }
      } catch (error) {
        if (error instanceof RangeError) throw error;
        log("wechat-file-failed", { reason: reasonOf(error) });
        return null;
      }
      return new Uint8Array(Buffer.concat(chunks));
    },
    async stop() {
      const all = parts;
      if (!all) return;
      await all.session.close();
      await all.hearing.idle();
      await all.inbox.stop();
      await all.state.close();
      parts = null;
    },
  };
}
