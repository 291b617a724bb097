// Telegram: long polling that confirms an update only after it is on disk, and sending with every outcome told apart.
import { setTimeout as pause } from "node:timers/promises";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Alarm, Channel, Receive } from "../../turn/message.ts";
import { createTell, privacySentence } from "./alarms.ts";
import { fetchFile } from "./files.ts";
import { runPolling, type Signal } from "./polling.ts";
import { sendTo } from "./sending.ts";
import type { Timing } from "./taking.ts";
import { connect, failureOf, reasonOf } from "./transport.ts";
import { migration, toIncoming } from "./updates.ts";

export type TelegramOptions = {
  token: string;
  /** Null is Telegram's own server. */
  apiRoot: string | null;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  timing?: Partial<Timing>;
};

/** A dead connection is found after 30 + 20 s. */
export const usual: Timing = {
  pollSeconds: 30,
  answerSeconds: 20,
  sleep: (ms, signal) => pause(ms, undefined, signal ? { signal } : {}),
  random: Math.random,
  now: Date.now,
};

/** What `getMe` tells an operator: the bot's name, and the sentence about privacy mode when it hides anything. */
export type TelegramCheck = { ok: true; username: string; privacy: string | null } | { ok: false; reason: string };

/** Asks Telegram who the bot is; for `fengqiao doctor`. */
export async function checkTelegram(options: {
  token: string;
  apiRoot: string | null;
  limitSeconds?: number;
}): Promise<TelegramCheck> {
  try {
    const me = await connect({ limitSeconds: usual.answerSeconds, ...options }).getMe();
    return { ok: true, username: me.username, privacy: me.can_read_all_group_messages ? null : privacySentence };
  } catch (error) {
    return { ok: false, reason: reasonOf(failureOf(error)) };
  }
}

export function createTelegramChannel({ token, apiRoot, alarm, log, timing: given }: TelegramOptions): Channel {
  const timing = { ...usual, ...given };
  const tell = createTell(alarm, timing.now);
  const polling = connect({ token, apiRoot, limitSeconds: timing.pollSeconds + timing.answerSeconds });
  const api = connect({ token, apiRoot, limitSeconds: timing.answerSeconds });
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  /** Groups that moved: the store knows it a moment later than a send that ran into it. */
  const moves = new Map<string, string>();
  let me: UserFromGetMe | null = null;
  let receive: Receive | null = null;
  let loop: Promise<void> = Promise.resolve();

  function tracked(work: Promise<unknown>): void {
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    work.then(done, done);
  }

  async function meet(signal: Signal): Promise<void> {
    me = await api.getMe(signal);
    log("telegram-met", { id: me.id, username: me.username, readsAll: me.can_read_all_group_messages });
    if (!me.can_read_all_group_messages) tell("telegram-privacy", { username: me.username });
  }

  async function take(update: Update): Promise<void> {
    if (!me || !receive) throw new Error("the channel has not started");
    const message = toIncoming(update, me, timing.now());
    if (message) await receive(message);
    const query = update.callback_query;
    // The spinner on the button ends; when it is too late for that, nothing is lost.
    if (query)
      tracked(
        api
          .answerCallbackQuery(query.id)
          .catch((error: unknown) => log("telegram-button-unanswered", { reason: reasonOf(failureOf(error)) })),
      );
  }

  function moved(from: string, to: string): void {
    if (moves.has(from) || !receive) return;
    const told = receive(migration(from, to, "", timing.now())).then(
      () => void moves.set(from, to),
      (error: unknown) =>
        log("telegram-migration-not-taken", { kind: error instanceof Error ? error.name : typeof error }),
    );
    tracked(told);
  }

  return {
    platform: "telegram",
    capabilities: {
      buttons: true,
      files: true,
      quoting: true,
      writesFirst: false,
      maxText: 4_096,
      perGroupPerMinute: 20,
      perMinute: 1_500,
    },
    start(toReceive) {
      receive = toReceive;
      return new Promise((tried) => {
        loop = runPolling({ api: polling, meet, tried, take, tell, log, timing, stopping: stopping.signal });
      });
    },
    async send(message) {
      const id = moves.get(message.chat.id) ?? message.chat.id;
      // An anonymous admin or a channel has no private chat.
      if (!/^-?\d+$/.test(id)) return { kind: "unreachable", reason: "this is no account that can be written to" };
      return sendTo({ api, moved, sleep: (ms) => timing.sleep(ms) }, Number(id), message);
    },
    fetchFile: (fileId, limit) =>
      fetchFile({ api, token, apiRoot, limitSeconds: timing.answerSeconds, log }, fileId, limit),
    /** Empty until Telegram has told the bot's name: a link to nowhere would be worse than none. */
    privateLink: (secret) => (me ? `https://t.me/${me.username}?start=${secret}` : ""),
    async stop() {
      stopping.abort();
      await loop;
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
