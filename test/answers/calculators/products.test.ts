// So much for one and so many of them, in whatever order people say it; hours, people's ages and days ago are no prices.
import { describe, expect, it } from "vitest";
import { readQuantities } from "../../../src/answers/calculators/read-quantities.ts";

const products = (text: string) => readQuantities(text, "2026-11-23").products.map((p) => p.yuan);

describe("prices times counts", () => {
  it.each([
    ["三十二块一袋的化肥定了二百袋", [6400]],
    ["一车苞谷 一万三千斤 一斤一块一毛五", [14_950]],
    ["一亩地租他八百 二十亩", [16_000]],
    ["鱼卖给他三百斤 七块五一斤", [2250]],
    ["我们六个人 每人欠八千五", [51_000]],
    ["八千棵树苗 一棵两毛五", [2000]],
    ["一天二百八 一个月干二十六天", [7280]],
  ])("%s", (text, yuan) => expect(products(text)).toEqual(yuan));

  it.each(["晚上加班每天2小时 一个月加了22天", "我家三个人 一个人八十岁", "借了三万 还了一万二 剩下的一直没给"])(
    "%s has none",
    (text) => expect(products(text)).toEqual([]),
  );
});
