// Hands messages in, chat by chat in order, and keeps what could not be taken until it is: WeChat delivers nothing twice.
import { readFile, rename, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Alarm, type IncomingMessage, incomingMessageSchema, type Receive } from "../../turn/message.ts";
import { reasonOf } from "./reason.ts";
import { writeWhole } from "./state.ts";

export type InboxOptions = {
  receive: Receive;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  /** Where messages wait that could not be taken, also over a restart. */
  file: string;
  /** Told the `sentAt` of each message that was taken. */
  taken(sentAt: number): void;
  /** Waits before the next tries, ms; after the last the chat goes on and the message waits aside. */
  retryMs: readonly number[];
  /** Between tries of what waits aside: the first wait, ms; it doubles to a minute. */
  asideMs: number;
};

export type Inbox = {
  /** Takes in what waited since the last run. */
  open(): Promise<void>;
  take: (message: IncomingMessage) => void;
  /** Messages not yet taken. */
  waiting(): number;
  stop(): Promise<void>;
};

export function createInbox(options: InboxOptions): Inbox {
  const { receive, alarm, log } = options;
  const chains = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let aside: IncomingMessage[] = [];
  let inHand = 0;
  let asideWait = options.asideMs;
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> = Promise.resolve();
  let keeping: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    try {
      if (aside.length === 0) await rm(options.file, { force: true });
      else await writeWhole(options.file, JSON.stringify(aside));
    } catch (error) {
      alarm(
        "wechat-not-kept",
        `有${aside.length}条微信消息存不进磁盘，只在内存里。请马上检查磁盘，先不要重启机器人。`,
        { waiting: aside.length, reason: reasonOf(error) },
      );
    }
  }

  /** Messages aside are written down, so that a crash does not lose them; when the disk itself fails they stay in memory. */
  function keep(): Promise<void> {
    keeping = keeping.then(write);
    return keeping;
  }

  async function handIn(message: IncomingMessage): Promise<void> {
    let last: unknown;
    for (const wait of [0, ...options.retryMs]) {
      if (stopping.signal.aborted) break;
      // Ended by a stop: the message is then kept aside below.
      if (wait > 0) await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      try {
        await receive(message);
        options.taken(message.sentAt);
        if (aside.length > 0 && !stopping.signal.aborted) sweepIn(0);
        return;
      } catch (error) {
        last = error;
      }
    }
    aside.push(message);
    if (!stopping.signal.aborted) {
      alarm("wechat-not-taken", "收到的微信消息存不进去，机器人会一直重试。请马上检查磁盘和数据目录。", {
        waiting: aside.length,
        reason: reasonOf(last),
      });
      sweepIn(asideWait);
    }
    await keep();
  }

  function sweepIn(ms: number): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      sweeping = sweeping.then(sweep);
    }, ms);
  }

  /** One try for each message that waits aside, the oldest first. */
  async function sweep(): Promise<void> {
    const before = aside.length;
    for (const message of aside) {
      if (stopping.signal.aborted) return;
      try {
        await receive(message);
      } catch {
        // It stays where it is: the alarm was given when it was put aside, and the next sweep tries again.
        continue;
      }
      aside = aside.filter((m) => m !== message);
      options.taken(message.sentAt);
    }
    if (aside.length < before) {
      await keep();
      log("wechat-taken-late", { taken: before - aside.length, waiting: aside.length });
      asideWait = options.asideMs;
    }
    if (aside.length === 0 || stopping.signal.aborted) return;
    asideWait = Math.min(60_000, asideWait * 2);
    sweepIn(asideWait);
  }

  return {
    async open() {
      let text: string;
      try {
        text = await readFile(options.file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
        throw error;
      }
      try {
        aside = [...z.array(incomingMessageSchema).parse(JSON.parse(text)), ...aside];
      } catch (error) {
        await rename(options.file, `${options.file}.damaged`);
        alarm("wechat-kept-damaged", "上次没存进去的微信消息文件读不出来了，已另存，请人工查看。", {
          file: `${options.file}.damaged`,
          reason: reasonOf(error),
        });
        return;
      }
      if (aside.length > 0) sweepIn(0);
    },
    take(message) {
      const chat = `${message.chat.kind}:${message.chat.id}`;
      inHand++;
      const next = (chains.get(chat) ?? Promise.resolve())
        .then(() => handIn(message))
        .finally(() => {
          inHand--;
          if (chains.get(chat) === next) chains.delete(chat);
        });
      chains.set(chat, next);
    },
    waiting: () => inHand + aside.length,
    async stop() {
      if (timer) clearTimeout(timer);
      stopping.abort();
      while (chains.size > 0) await Promise.allSettled(chains.values());
      await sweeping;
      await keep();
    },
  };
}
