// What the operator is told of Telegram, in plain sentences; the same trouble is told once, not at every attempt.
import type { Alarm } from "../../turn/message.ts";

/** What privacy mode hides, and how to switch it off. Read at start and by `fengqiao doctor`. */
export const privacySentence =
  "Telegram 的隐私模式开着：群里不@机器人的话它看不到，听不到没@它的纠纷和危险。要关掉：在 BotFather 里发 /setprivacy，选这个机器人，点 Disable，然后把机器人移出每个群再重新拉进去；或者把它设为群管理员。";

export const sentences = {
  "telegram-privacy": privacySentence,
  "telegram-token":
    "Telegram 不认这个机器人的令牌（TELEGRAM_TOKEN），现在收不到也发不出消息。请到 BotFather 核对令牌，改好后重启。机器人会继续慢慢重试。",
  "telegram-conflict":
    "另有一个程序在用同一个令牌收 Telegram 消息（409），消息可能被它拿走。请停掉那一个；机器人会继续重试。",
  "telegram-webhook": "这个令牌上还设着 webhook，收不到消息。已经把它撤掉，改由机器人自己收。",
  "telegram-network": "连不上 Telegram 服务器，正在重试。没收到的消息留在服务器上，不会丢（约24小时内）。",
  "telegram-store": "消息存不进磁盘，没有向 Telegram 确认，正在重试。请检查磁盘。",
  "telegram-poison": "有一条消息反复处理不了，已经跳过，请把日志里的编号告诉维护人员。",
  "telegram-stuck": "有一条消息处理了一分钟还没完，后面同一个群的消息在等它。",
} as const;

export type Trouble = keyof typeof sentences;

/** How long the same trouble is not told again, also when it comes and goes. */
const quietMs = 600_000;

export type Tell = (trouble: Trouble, detail?: Record<string, string | number | boolean>) => void;

export function createTell(alarm: Alarm, now: () => number): Tell {
  const toldAt = new Map<Trouble, number>();
  return (trouble, detail = {}) => {
    const last = toldAt.get(trouble);
    // Each skipped message is one of its own.
    if (trouble !== "telegram-poison" && last !== undefined && now() - last < quietMs) return;
    toldAt.set(trouble, now());
    alarm(trouble, sentences[trouble], detail);
  };
}
