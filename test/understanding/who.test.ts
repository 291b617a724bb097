// Our own reports, whole conversations through the bot: who is on which side, whose number it is, and no fact without words.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type IntakeLine, runIntake } from "../../src/batch/intake.ts";
import { loadContent } from "../../src/content.ts";

type Party = { name: string; role: string; phone?: string };
type Line = IntakeLine & { expect: { leads: { cause: string; parties: Party[] }[] } };

const tools = loadContent({ court: "knowledge/court.sample.yaml", foreignCourt: true });
const lines = ["c", "d", "e", "f", "g"].flatMap((set) =>
  readFileSync(new URL(`dev-parties-${set}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line),
);

describe("reports of our own", () => {
  it("are taken down with nine in ten names, eight in nine on the right side, and no name or number that was not said", async () => {
    let [parties, named, sided] = [0, 0, 0];
    for (const line of lines) {
      const out = await runIntake(tools, line);
      const said = line.turns.map((t) => t.text).join("\n");
      for (const [i, want] of line.expect.leads.entries()) {
        const got = out.leads.find((l) => l.cause === want.cause) ?? out.leads[i];
        for (const party of want.parties) {
          const found = got?.parties.find((p) => p.name.includes(party.name) || party.name.includes(p.name));
          parties++;
          if (found) named++;
          if (found?.role === party.role) sided++;
        }
      }
      for (const party of out.leads.flatMap((l) => l.parties))
        if (party.name !== "本人")
          expect(said, `${line.id}: ${party.name} must stand in the words`).toContain(party.name);
    }
    expect(named / parties).toBeGreaterThan(0.93);
    expect(sided / parties).toBeGreaterThan(0.88);
  }, 180_000);
});
