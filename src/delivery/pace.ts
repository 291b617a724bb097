// Decides when a chat may get its next message, so that no platform finds the bot too fast. Pure: time and chance are arguments.
import type { Capabilities, Platform } from "../turn/message.ts";

export type Limits = {
  /** Messages a minute in one group, over all chats of the platform; null when unlimited. */
  perGroupPerMinute: number | null;
  perMinute: number | null;
  /** Shortest and longest pause after a message, ms: before the next in the same chat, and in another one. */
  sameChatMs: readonly [number, number];
  otherChatMs: readonly [number, number];
};

/** WeChat watches for machines: it gets the pauses of somebody who types (1–3 s, and 3–5 s when the chat changes). */
const pauses: Partial<Record<Platform, Pick<Limits, "sameChatMs" | "otherChatMs">>> = {
  wechat: { sameChatMs: [1_000, 3_000], otherChatMs: [3_000, 5_000] },
};

export function limitsOf(
  platform: Platform,
  capabilities: Pick<Capabilities, "perGroupPerMinute" | "perMinute">,
): Limits {
  const { perGroupPerMinute, perMinute } = capabilities;
  return { perGroupPerMinute, perMinute, ...(pauses[platform] ?? { sameChatMs: [0, 0], otherChatMs: [0, 0] }) };
}

/** What was sent on one platform in the last minute. Epoch ms, oldest first. */
export type Pace = {
  all: number[];
  groups: Map<string, number[]>;
  last: { chat: string; same: number; other: number } | null;
};

export function newPace(): Pace {
  return { all: [], groups: new Map(), last: null };
}

export type Chat = { kind: "group" | "private"; id: string };

const minute = 60_000;

/** The last part of a limit is kept for what is urgent, so that a burst of chatter does not hold up a judge's notice. */
function share(limit: number, urgent: boolean): number {
  return urgent ? limit : Math.max(1, limit - Math.floor(limit / 15));
}

/** When a window that allows `limit` sends in `length` ms takes one more. */
function windowOpens(sent: readonly number[], limit: number, length: number): number {
  const blocking = sent[sent.length - limit];
  return blocking === undefined ? 0 : blocking + length;
}

/** The earliest epoch ms at which `chat` may get a message; not later than now when it may at once. */
export function mayGoAt(pace: Pace, limits: Limits, chat: Chat, urgent: boolean, now: number): number {
  let at = 0;
  if (limits.perMinute !== null) {
    at = Math.max(at, windowOpens(pace.all, share(limits.perMinute, urgent), minute));
    // A minute's worth must not go out within one second either: platforms count both.
    at = Math.max(at, windowOpens(pace.all, share(Math.ceil(limits.perMinute / 60), urgent), 1_000));
  }
  if (limits.perGroupPerMinute !== null && chat.kind === "group") {
    at = Math.max(at, windowOpens(pace.groups.get(chat.id) ?? [], share(limits.perGroupPerMinute, urgent), minute));
  }
  if (pace.last !== null) at = Math.max(at, pace.last.chat === chat.id ? pace.last.same : pace.last.other);
  // Should the clock have been set back, what was sent lies in the future; nothing waits longer than a minute for that.
  return Math.min(at, now + minute);
}

function between([shortest, longest]: readonly [number, number], random: () => number): number {
  return shortest === longest ? shortest : shortest + random() * (longest - shortest);
}

/** Records in `pace` that a message goes out now. */
export function noteSent(pace: Pace, limits: Limits, chat: Chat, now: number, random: () => number): void {
  const recent = (sent: number[]) => sent.filter((at) => at > now - minute);
  if (limits.perMinute !== null) pace.all = [...recent(pace.all), now];
  if (chat.kind === "group" && limits.perGroupPerMinute !== null)
    pace.groups.set(chat.id, [...recent(pace.groups.get(chat.id) ?? []), now]);
  // Groups that have been silent for a minute are forgotten, a few at a time.
  if (pace.groups.size > 500)
    for (const [id, sent] of pace.groups) if ((sent.at(-1) ?? 0) <= now - minute) pace.groups.delete(id);
  pace.last = {
    chat: chat.id,
    same: now + between(limits.sameChatMs, random),
    other: now + between(limits.otherChatMs, random),
  };
}
