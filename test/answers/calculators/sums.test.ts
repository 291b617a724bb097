// Sums asked for in people's words, worked out by hand in test/answers/sums-dev.jsonl; and what only sounds like a sum.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calculate } from "../../../src/answers/calculators/understand.ts";
import { data } from "./data.ts";

type Line = {
  text: string;
  asked_on: string;
  expect: { calculation: { kind: string; result: Record<string, number | string>; tolerance?: number } };
};
const lines = readFileSync("test/answers/sums-dev.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line): Line => JSON.parse(line));

describe("sums in people's words", () => {
  it.each(lines.map((line) => [line.text, line] as const))("%s", (text, { asked_on: askedOn, expect: wanted }) => {
    const got = calculate(text, askedOn, data);
    expect(got).toMatchObject({ kind: wanted.calculation.kind });
    const values = got && "result" in got ? Object.values(got.result) : [];
    const { result, tolerance = 0.011 } = wanted.calculation;
    for (const want of Object.values(result))
      expect(values).toSatisfy((all: unknown[]) =>
        all.some((v) => (typeof want === "number" ? Math.abs(Number(v) - want) <= tolerance : v === want)),
      );
  });

  it("takes the wages of several months together for what they are", () =>
    expect(calculate("老板欠我三个月工资一万二 不让我干了 我干了三年 能赔多少", "2026-11-23", data)).toMatchObject({
      inputs: { monthly_wage: 4000, months_worked: 36 },
    }));
});

describe("what only sounds like a sum", () => {
  it.each([
    "欠我三万不还 2023年5月借的 咋办",
    "干了八年 老板把我辞了 工资4000 我去哪告",
    "11月3号收到判决书 我不服 怎么写上诉状",
    "他一个月挣八千 就是不给抚养费 咋整",
    "没签合同干了半年 工资五千 咋证明我在那干过",
    "国庆加了三天班 老板不给加班费 找哪个部门",
    "担保五万 借的人跑了 银行找我 我有责任吗",
    "法院判他给我六万 他一分没给 申请执行要啥材料",
    "彩礼八万八 没领证 能退多少",
    "合同三年 干了一年半 我想走 要赔老板钱吗",
  ])("%s", (text) => expect(calculate(text, "2026-11-23", data)).toBeNull());
});
