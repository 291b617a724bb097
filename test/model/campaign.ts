// npm run gates: a thousand questions against a hostile model with short limits, then three silences at full length.
import { loadContent } from "../../src/content.ts";
import { loadKnowledge } from "../../src/loadAnswers.ts";
import { modelLimit } from "../../src/model/chat.ts";
import { type Outcome, runGates } from "./gates.ts";

const runs = Number(process.argv[2] ?? 1_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const loaded = loadContent();
const asks = loadKnowledge("knowledge").entries.flatMap((e) => [e.question, ...e.asks.slice(0, 2)]);

function tell(name: string, o: Outcome): boolean {
  const bad = o.shown.length + o.leaked.length + o.unanswered.length;
  process.stdout.write(
    `${name}: ${o.answered}/${o.runs} answered, ${o.generated} in the model's words (${o.truthful} word for word), ` +
      `${o.shown.length} invented shown, ${o.leaked.length} leaks, slowest ${(o.slowest / 1_000).toFixed(1)} s, ` +
      `others p95 ${o.others.p95.toFixed(0)} ms, longest ${o.others.longest.toFixed(0)} ms\n`,
  );
  for (const line of [...o.shown, ...o.leaked, ...o.unanswered].slice(0, 20)) process.stdout.write(`  ${line}\n`);
  return bad === 0 && o.slowest < 20_000;
}

process.stdout.write(`seed ${seed}\n`);
const short = tell("short limits", await runGates(loaded, asks, { runs, seed, limitMs: 1_500 }));
const quiet = tell(
  "no silences",
  await runGates(loaded, asks, { runs: 200, seed, limitMs: 1_500, kinds: ["the truth"] }),
);
const full = tell(
  "full length",
  await runGates(loaded, asks, { runs: 3, seed, limitMs: modelLimit, kinds: ["nothing at all", "a drip"] }),
);
if (!short || !quiet || !full) process.exitCode = 1;
