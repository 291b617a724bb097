// The dated tables: what they say, where they end, and how a fault in them is told.
import { describe, expect, it } from "vitest";
import { lprOn, parseLpr } from "../../../src/answers/calculators/rates.ts";
import { data } from "./data.ts";

describe("the LPR table", () => {
  it.each([
    ["2019-08-19", null],
    ["2019-08-20", 0.0425],
    ["2019-11-19", 0.042],
    ["2020-04-19", 0.0405],
    ["2020-04-20", 0.0385],
    ["2024-10-20", 0.0335],
    ["2025-05-20", 0.03],
    ["2026-01-19", 0.03],
    ["2026-01-20", null],
  ])("on %s is %s", (day, lpr) => {
    expect(lprOn(data.lpr, day)).toBe(lpr);
  });
  it("tells a fault by file and line", () => {
    const bad = parseLpr(
      "title: t\nsource: s\nuntil: 2026-01-19\nrates:\n  - { from: 2020-01-20, percent: 4 }\n  - { from: 2019-01-20, percent: 4 }\n",
      "lpr.yaml",
    );
    expect(bad).toMatchObject({ ok: false, faults: [{ file: "lpr.yaml", line: 5 }] });
    expect(parseLpr("title: t\nsource: s\nuntil: x\nrates: []\nextra: 1\n", "lpr.yaml")).toMatchObject({ ok: false });
  });
});
