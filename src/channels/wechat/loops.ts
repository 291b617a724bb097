// Finds another machine in a chat before the two answer each other all night: WeChat does not tell who is one.
import type { Alarm, IncomingMessage } from "../../turn/message.ts";

export type LoopGuard = {
  /** Whether this message comes from what writes like a machine; counts it. */
  isMachine(message: IncomingMessage): boolean;
};

/** Nobody reads the bot's answer and types this many characters in this time, several times running. */
const quickMs = 2_000;
const quickLength = 8;
const quickTimes = 4;
/** Nor sends the very same sentence this often in ten minutes. */
const sameTimes = 5;
const windowMs = 600_000;

type Record = { quick: number; until: number; same: Map<string, number>; since: number };

export function createLoopGuard(options: {
  lastSaidAt(chatId: string): number;
  alarm: Alarm;
  now(): number;
}): LoopGuard {
  const records = new Map<string, Record>();

  return {
    isMachine(message) {
      if (message.event !== "message" || !message.addressed || message.text.length < quickLength) return false;
      const now = options.now();
      const key = `${message.chat.id}|${message.person.id}`;
      let it = records.get(key);
      if (!it || (now - it.since > windowMs && now > it.until)) {
        it = { quick: 0, until: 0, same: new Map(), since: now };
        records.delete(key);
        records.set(key, it);
        if (records.size > 2_000) records.delete(records.keys().next().value ?? "");
      }
      it.quick = now - options.lastSaidAt(message.chat.id) < quickMs ? it.quick + 1 : 0;
      const times = (it.same.get(message.text) ?? 0) + 1;
      it.same.set(message.text, times);
      if (it.quick >= quickTimes || times >= sameTimes) {
        if (now > it.until)
          options.alarm(
            "wechat-loop",
            "有一个号像是机器人，一直在和我们的机器人对答。十分钟内不再回它，请看看是谁。",
            {},
          );
        it.until = now + windowMs;
      }
      return now < it.until;
    },
  };
}
