// Who stands where when no verb tells it: learnt from marked reports, and the marked reports themselves are refused when wrong.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { learnSides, parseParties, sidesOf } from "../../src/understanding/sides.ts";

const file = "intents/parties.yaml";
const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const examples = parseParties(text, file);
if (!examples.ok) throw new Error("the project's own examples must be read");
const model = learnSides(examples.value);

const side = (said: string, name: string, names: readonly string[], staff: boolean): string | undefined => {
  const spans = names
    .flatMap((n) =>
      [...said.matchAll(new RegExp(n, "gu"))].map((m) => ({ start: m.index, end: m.index + n.length, name: n })),
    )
    .toSorted((a, b) => a.start - b.start);
  return sidesOf(model, said, spans, name, staff)[0]?.label;
};

describe("sides", () => {
  it.each([
    ["村民冉大壮反映 向小虎的鸭子祸害他家秧田", "冉大壮", "applicant"],
    ["村民冉大壮反映 向小虎的鸭子祸害他家秧田", "向小虎", "respondent"],
    ["走访到冉大壮家 说是向小虎盖房占了他家半尺", "向小虎", "respondent"],
  ])("in %s, %s is the %s", (said, name, role) => expect(side(said, name, ["冉大壮", "向小虎"], true)).toBe(role));

  it("are the same each time", () => expect(learnSides(examples.value).weights).toEqual(model.weights));

  it.each([
    ["a report in which nobody is marked", /- "[^"]*甲[^"]*"/u, '- "谁也没标出来的一句话"', "甲"],
    ["a long number", /- "([^"]*甲[^"]*)"/u, '- "$1 13800001234"', "号码"],
    ["a section of another name", /^staff:/mu, "stuff:", "stuff"],
  ])("refuse %s by file and line", (_, pattern, instead, what) => {
    const spoiled = parseParties(text.replace(pattern, instead), file);
    expect(spoiled.ok).toBe(false);
    if (spoiled.ok) return;
    expect(spoiled.faults[0]?.file).toBe(file);
    expect(spoiled.faults.map((f) => f.what).join()).toContain(what);
  });
});
