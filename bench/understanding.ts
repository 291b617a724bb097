// What reading one message costs: the project's own ways of saying, and hostile text of 64 KB.
import { loadReading } from "../src/content.ts";
import { loadIntents } from "../src/load.ts";

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);

export function benchUnderstanding(say: (line: string) => void): void {
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
  ].map((t) => t.slice(0, 65_536));
  for (const [name, texts] of [
    ["ordinary messages", ordinary],
    ["64 KB of hostile text", [...hostile, ...hostile, ...hostile]],
  ] as const) {
    const times = texts.map((text) => {
      const start = performance.now();
      read({ text, senderRole: "resident", addressed: true, at: 1_795_000_000_000, lastTopic: null });
      return performance.now() - start;
    });
    times.sort((a, b) => a - b);
    say(`${name}: ${times.length} read, median ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`);
  }
}
