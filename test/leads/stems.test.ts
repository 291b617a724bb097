// Words that may be said, as operators write them: gaps, numbers, lengths of time, choices, and what takes them back.
import { expect, it } from "vitest";
import { parseCause } from "../../src/leads/causes.ts";
import { saidIn, spoken, stemFault } from "../../src/leads/stems.ts";
import { causeOf } from "./sample.ts";
import { readFileSync } from "node:fs";

it.each([
  ["苞米地让牛给祸害了二亩", "牛…祸害", "牛给祸害"],
  ["牛没拴 咬了我", "牛…咬", null],
  ["牛在西头。狗咬了我", "牛…咬", null],
  ["在他那干了三个多月", "干了~", "干了三个多月"],
  ["干了12年就不让去了", "干了~", "干了12年"],
  ["闺女十三岁", "#岁", "十三岁"],
  ["闺女十三岁", "三岁", null],
  ["咬了我孩子", "咬了(我|)(孩子|娃)", "咬了我孩子"],
  ["买了台割草机 用两天就坏", "买了(台|件)…", "买了台割草机"],
  ["从来没报过警", "报过警", null],
  ["狗没拴咬了我", "咬了我", "咬了我"],
])("%s says by %s: %s", (text, stem, words) => {
  expect(saidIn(text, [stem])).toBe(words);
});

it.each(["咬(我", "咬(我(孩子|娃))", "咬.*我", "…咬", "咬……我", "咬…我…孩子…手", "我|他", "#"])(
  "refuses %s, with the remedy",
  (stem) => {
    expect(stemFault(stem)).toMatch(/write|there are only|no word/u);
  },
);

it("can be said aloud for trials, whatever signs it holds", () => {
  expect(["(咬|踢)…我", "干了~", "#岁", "拴着"].map(spoken)).toEqual(["咬我", "干了三年", "三岁", "拴着"]);
});

const file = readFileSync(new URL("../../intents/causes/animal-damage.yaml", import.meta.url), "utf8");

it("tells a bad stem, and a value that is no option, by file and line", () => {
  const broken = file
    .replace("words: [狗,", "words: [狗((,")
    .replace("value: 是, words: [铁链", "value: 拴, words: [铁链");
  const parsed = parseCause("animal-damage", broken, "animal-damage.yaml");
  const line = (text: string): number => file.split("\n").findIndex((l) => l.includes(text)) + 1;
  expect(parsed.ok ? [] : parsed.faults.map((f) => f.line)).toEqual([line("words: [狗,"), line("words: [铁链")]);
});

it("finds every stem in time that grows with the text", () => {
  const text = "我".repeat(40_000);
  const animal = causeOf("animal-damage");
  const before = performance.now();
  for (const element of animal.form.elements) for (const read of element.reads) saidIn(text, read.words);
  expect(performance.now() - before).toBeLessThan(2_000);
});
