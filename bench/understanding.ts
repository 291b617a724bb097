// What reading one message costs, with hostile text of 64 KB, and how many questions a report needs until it is complete.
import { readFileSync } from "node:fs";
import { type IntakeLine, intakeLine, runIntake } from "../src/batch/intake.ts";
import { loadContent, loadReading } from "../src/content.ts";
import { loadIntents } from "../src/load.ts";

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);

/** More answers than any form has questions. */
const most = 12;
const isQuestion = (reply: string): boolean => /[？?]/u.test(reply) && !/我念一遍|先说明一下/u.test(reply);

/**
 * How often a person who says no more than the report holds is asked before everything is read back; null for a report that
 * is not taken down by asking (danger, a child) or makes no lead.
 */
async function questionsOf(tools: ReturnType<typeof loadContent>, line: IntakeLine): Promise<number | null> {
  const last = line.turns.at(-1);
  if (!last) return null;
  const answers = Array.from({ length: most }, () => ({ ...last, where: "private" as const, text: "不知道" }));
  const { leads, replies } = await runIntake(tools, { ...line, turns: [...line.turns, ...answers] });
  const readBack = replies.findIndex((reply) => reply.includes("我念一遍"));
  if (readBack < 0 || leads.some((lead) => lead.danger === "high")) return null;
  return replies.slice(0, readBack).filter(isQuestion).length;
}

async function benchQuestions(say: (line: string) => void): Promise<void> {
  const tools = loadContent();
  const lines = readFileSync("test/understanding/dev-first-intake.jsonl", "utf8").trim().split("\n");
  const counts: number[] = [];
  for (const line of lines) {
    const count = await questionsOf(tools, intakeLine.parse(JSON.parse(line)));
    if (count !== null) counts.push(count);
  }
  counts.sort((a, b) => a - b);
  const spread = Array.from({ length: most + 1 }, (_, n) => counts.filter((c) => c === n).length);
  say(
    `questions until a report is complete: median ${counts[Math.floor(counts.length / 2)] ?? 0}, ${counts.length} reports; ${spread.map((n, asked) => `${asked}: ${n}`).join(", ")}`,
  );
}

export async function benchUnderstanding(say: (line: string) => void): Promise<void> {
  await benchQuestions(say);

  const begun = performance.now();
  const read = loadReading();
  say(`content read and models trained in ${Math.round(performance.now() - begun)} ms`);
  const { intents, causes } = loadIntents("intents");
  const ordinary = [...intents.flatMap((i) => i.says), ...[...causes.values()].flatMap((c) => c.says)];
  const hostile = [
    "他打我".repeat(22_000),
    "一万二".repeat(22_000),
    "1380000".repeat(9_000),
    "（".repeat(65_000),
    "\u200b的".repeat(32_000),
    "老王说".repeat(22_000),
    // No two sentences are alike: nothing is spared for having been read before.
    Array.from({ length: 16_000 }, (_, n) => `他打我${String.fromCharCode(0x4e00 + (n % 7_000))}`).join(""),
  ].map((t) => t.slice(0, 65_536));
  const readAt = (text: string): void =>
    void read({ text, senderRole: "resident", addressed: true, at: 1_795_000_000_000, lastTopic: null });
  for (const [name, texts] of [
    ["ordinary messages", ordinary],
    ["64 KB of hostile text", Array.from({ length: 30 }, () => hostile).flat()],
  ] as const) {
    // One round unmeasured: a bot that runs has read its first messages long ago.
    for (const text of new Set(texts)) readAt(text);
    const times = texts.map((text) => {
      const start = performance.now();
      readAt(text);
      return performance.now() - start;
    });
    times.sort((a, b) => a - b);
    say(`${name}: ${times.length} read, median ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`);
  }
}
