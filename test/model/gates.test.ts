// A hostile model in front of the whole app: whatever it says, people read only what the knowledge says, in time.
import { expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { loadKnowledge } from "../../src/loadAnswers.ts";
import { runGates } from "./gates.ts";

it("shows nothing invented, leaks nothing and keeps nobody waiting, whatever the model does", async () => {
  const asks = loadKnowledge("knowledge").entries.map((e) => e.question);
  const run = await runGates(loadContent(), asks, { runs: 132, seed: 20261123, limitMs: 3_000 });
  expect(run.shown).toEqual([]);
  expect(run.leaked).toEqual([]);
  expect(run.unanswered).toEqual([]);
  expect(run.generated, "a run in which not even the truth passes shows nothing").toBeGreaterThan(0);
  expect(run.slowest).toBeLessThan(20_000);
}, 120_000);
