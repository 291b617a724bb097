// One gate for each platform: lets one message at a time into a chat, at the platform's pace, and keeps a chat shut that asked for it.
import type { Channel } from "../turn/message.ts";
import { type Chat, limitsOf, mayGoAt, newPace, noteSent } from "./pace.ts";

/** Sends under way on one platform; the pace limits further. */
const maxUnderWay = 50;

export type Gate = ReturnType<typeof createGate>;

export function createGate(channel: Channel, random: () => number) {
  const limits = limitsOf(channel.platform, channel.capabilities);
  const pace = newPace();
  const busy = new Set<string>();
  const shut = new Map<string, number>();

  return {
    /** Epoch ms from which `chat` may get its next message; Infinity while one is under way and its end has to be awaited. */
    opensAt(chat: Chat, urgent: boolean, now: number): number {
      if (busy.has(chat.id) || busy.size >= maxUnderWay) return Infinity;
      const until = shut.get(chat.id) ?? 0;
      if (until <= now) shut.delete(chat.id);
      return Math.max(until, mayGoAt(pace, limits, chat, urgent, now));
    },
    enter(chat: Chat, now: number): void {
      busy.add(chat.id);
      noteSent(pace, limits, chat, now, random);
    },
    leave(chat: Chat): void {
      busy.delete(chat.id);
    },
    shutUntil(chat: Chat, at: number): void {
      shut.set(chat.id, at);
    },
  };
}
