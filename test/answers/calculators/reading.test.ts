// Numbers, days, lengths of time and rates as people write and say them.
import { describe, expect, it } from "vitest";
import { normalise, numberOf } from "../../../src/answers/calculators/numbers.ts";
import { readQuantities } from "../../../src/answers/calculators/read-quantities.ts";

const read = (text: string) => readQuantities(text, "2026-11-23");

describe("numbers", () => {
  it.each([
    ["八万", 80_000],
    ["3万5", 35_000],
    ["三万五", 35_000],
    ["四千五", 4500],
    ["一千零五", 1005],
    ["一百二", 120],
    ["12.5万", 125_000],
    ["三万五千", 35_000],
    ["一百二十万", 1_200_000],
    ["十二万三", 123_000],
    ["两千", 2000],
    ["1亿", 100_000_000],
    ["二零二四", 2024],
    ["十五", 15],
    ["3万5000", 35_000],
    ["两万零五十", 20_050],
  ])("%s is %d", (text, value) => expect(numberOf(text)).toBe(value));
  it.each(["千万", "", "万", "三四千", "甲"])("%s is none", (text) => expect(numberOf(text)).toBeNull());
  it("writes 1.2w, 12,000 and 壹万 one way", () =>
    expect(normalise("1.2w 12,000 壹万　５元")).toBe("1.2万，12000，一万，5元"));
});

describe("money", () => {
  it.each([
    ["借了3万5块钱", [35_000]],
    ["四千五一个月", [4500]],
    ["工资5000一次性", [5000]],
    ["打电话13800001234", []],
    ["千万别", []],
    ["3号楼501室", []],
    ["买了200块假酒", [200]],
  ])("%s", (text, sums) => expect(read(text).money.map((m) => m.yuan)).toEqual(sums));
});

describe("days", () => {
  it.each([
    ["2024年3月15日", "2024-03-15"],
    ["24年3月15号", "2024-03-15"],
    ["2024.3.15", "2024-03-15"],
    ["2024-03-15", "2024-03-15"],
    ["二零二四年三月十五号", "2024-03-15"],
    ["去年12月3号", "2025-12-03"],
    ["11号", "2026-11-11"],
    ["26号", "2026-10-26"],
    ["12月16号", "2025-12-16"],
    ["上个月20号", "2026-10-20"],
    ["昨天", "2026-11-22"],
    ["三天前", "2026-11-20"],
    ["上周五", "2026-11-20"],
    ["前年6月", "2024-06-01"],
    ["去年底", "2025-12-31"],
  ])("%s is %s", (text, date) => expect(read(text).dates[0]?.date).toBe(date));
  it("sees a later day from the one before it", () =>
    expect(read("2024年3月1号到5月2号").dates.map((d) => d.date)).toEqual(["2024-03-01", "2024-05-02"]));
  it.each(["腊月二十", "2月30号", "2026年13月1日", "13月40号"])("does not make up a day of %s", (text) =>
    expect(read(text).dates.filter((d) => d.precision === "day")).toEqual([]),
  );
});

describe("time and rates", () => {
  it.each([
    ["六年零四个月", 76, 0],
    ["两年半", 30, 0],
    ["半年", 6, 0],
    ["3年8个月", 44, 0],
    ["一年半", 18, 0],
    ["6个月零3天", 6, 3],
    ["90天", 0, 90],
    ["十个月", 10, 0],
    ["半个月", 0, 15],
    ["三周", 0, 21],
  ])("%s", (text, months, days) => expect(read(text).spans[0]).toMatchObject({ months, days, per: false }));
  it.each(["一个月四千五", "一年给3000", "一天200", "四千五一个月"])("%s measures", (text) =>
    expect(read(text).spans.every((s) => s.per)).toBe(true),
  );
  it.each([
    ["一分五的利", 0.18],
    ["月息2分", 0.24],
    ["月息两分半", 0.3],
    ["年息一分二", 0.12],
    ["月利率1.5%", 0.18],
    ["年利率24%", 0.24],
    ["百分之二的月息", 0.24],
    ["日息万分之五", 0.1825],
    ["5厘利息", 0.06],
    ["年化15.4%", 0.154],
    ["3分利", 0.36],
  ])("%s is %d a year", (text, rate) => expect(read(text).rates[0]).toMatchObject({ rate, unclear: false }));
  it("is not sure of a bare 2 %", () => expect(read("利息2%").rates[0]?.unclear).toBe(true));
});
