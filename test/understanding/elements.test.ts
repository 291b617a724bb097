// Reports of every cause with what they say of its form and what they leave open: what was said is not asked again.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { elementFromSpeech } from "../../src/leads/reply.ts";
import { causeOf } from "../leads/sample.ts";

type Line = {
  turns: { text: string }[];
  expect: { leads: { cause: string; not_missing: string[]; missing: string[] }[] };
};
const lines = readFileSync(new URL("dev-elements.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);

const heard = (fields: "not_missing" | "missing"): { field: string; text: string; value: string | undefined }[] =>
  lines.flatMap(({ turns, expect: { leads } }) =>
    leads.flatMap((lead) =>
      lead[fields].map((field) => {
        const text = turns.map((t) => t.text).join(" ");
        const element = causeOf(lead.cause).form.elements.find((e) => e.id === field);
        if (!element) throw new Error(`${lead.cause} has no element ${field}`);
        return { field: `${lead.cause}.${field}`, text, value: elementFromSpeech(element, text)?.value };
      }),
    ),
  );

describe("of the elements of 28 forms", () => {
  it("what a report says is heard", () => {
    const said = heard("not_missing");
    const lost = said.filter((s) => s.value === undefined);
    expect(lost.length / said.length, JSON.stringify(lost, null, 1)).toBeLessThan(0.03);
  });

  it("nothing is heard that was not said", () => {
    expect(heard("missing").filter((s) => s.value !== undefined)).toEqual([]);
  });
});
