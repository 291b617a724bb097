// What is wanted, what there is to show, whether they would be mediated, when it was, and how many disputes: from speech.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { intakeLine, runIntake } from "../../src/batch/intake.ts";
import { loadContent } from "../../src/content.ts";

type Wanted = {
  not_missing?: string[];
  missing?: string[];
  occurred_on?: string;
  place?: string;
  amount_yuan?: number;
};
const lines = readFileSync(new URL("dev-fields.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { id: string; expect: { leads: Wanted[] } });
const tools = loadContent({ court: "knowledge/court.sample.yaml", foreignCourt: true });

describe("fields of a form, from speech", () => {
  it("are heard when they are said, and only then; what is counted out is several, and a greeting is none", async () => {
    const lost: string[] = [];
    const invented: string[] = [];
    const elsewhere: string[] = [];
    let said = 0;
    for (const line of lines) {
      const { leads } = await runIntake(tools, intakeLine.parse(line));
      if (leads.length !== line.expect.leads.length) elsewhere.push(`${line.id}: ${leads.length} leads`);
      line.expect.leads.forEach((wanted, i) => {
        const got = leads[i];
        for (const field of wanted.not_missing ?? []) {
          said++;
          if (!got || got.missing.includes(field)) lost.push(`${line.id} ${field}`);
        }
        for (const field of wanted.missing ?? [])
          if (got && !got.missing.includes(field)) invented.push(`${line.id} ${field}`);
        for (const [field, value] of [
          ["occurred_on", wanted.occurred_on],
          ["place", wanted.place],
          ["amount_yuan", wanted.amount_yuan],
        ] as const)
          if (got && value !== undefined && got[field] !== value)
            elsewhere.push(`${line.id} ${field} ${String(got[field])}`);
      });
    }
    expect(lost.length / said, lost.join("; ")).toBeLessThan(0.12);
    expect(invented).toEqual([]);
    expect(elsewhere.length, elsewhere.join("; ")).toBeLessThanOrEqual(8);
  }, 60_000);
});
