// Interest against sums done by hand: the cap of each time, the split of 2020-08-20, and the end of the LPR table.
import { describe, expect, it } from "vitest";
import { calculators } from "../../../src/answers/calculators/calculators.ts";
import { data, result, run } from "./data.ts";

const loan = (inputs: Record<string, number | string>) => result("loan-interest", inputs);

describe("loan interest", () => {
  it.each([
    ["2020-08-20", 0.154],
    ["2021-12-19", 0.154],
    ["2021-12-20", 0.152],
    ["2022-01-19", 0.152],
    ["2022-01-20", 0.148],
    ["2022-08-22", 0.146],
    ["2023-06-20", 0.142],
    ["2023-08-21", 0.138],
    ["2024-07-22", 0.134],
    ["2024-10-21", 0.124],
    ["2025-05-19", 0.124],
    ["2025-05-20", 0.12],
  ])("made on %s is capped at %d", (borrowed_on, cap) => {
    expect(loan({ principal: 100_000, rate: 0.36, borrowed_on, months: 12 })).toMatchObject({
      capped_rate: cap,
      applied_rate: cap,
      interest: Math.round(cap * 1e5),
    });
  });

  it("leaves a rate under the cap alone, by months and by dates", () => {
    expect(loan({ principal: 50_000, rate: 0.12, borrowed_on: "2022-03-01", months: 18 })).toMatchObject({
      interest: 9000,
      total: 59_000,
    });
    expect(loan({ principal: 50_000, rate: 0.12, borrowed_on: "2022-03-01", until: "2023-09-01" })["interest"]).toBe(
      9000,
    );
  });

  it("counts odd days out of 365 and gives a leap year no day more", () => {
    expect(loan({ principal: 100_000, rate: 0.1, borrowed_on: "2023-01-01", until: "2023-07-20" })["interest"]).toBe(
      5479.45,
    );
    expect(loan({ principal: 100_000, rate: 0.1, borrowed_on: "2023-03-01", until: "2024-03-01" })["interest"]).toBe(
      10_000,
    );
    expect(loan({ principal: 100_000, rate: 0.1, borrowed_on: "2024-02-29", until: "2025-02-28" })["interest"]).toBe(
      10_000,
    );
  });

  it("splits an older loan at 2020-08-20: 24 % before, four times the LPR of the filing day after", () => {
    // 2019-03-01 to 2020-08-20: 1 year and 172 days at 24 %; then 193 days at 4 × 3.10 %
    expect(
      loan({ principal: 100_000, rate: 0.3, borrowed_on: "2019-03-01", until: "2021-03-01", filed_on: "2025-03-03" }),
    ).toMatchObject({ interest_old_rule: 35_309.59, interest_new_rule: 6556.71, interest: 41_866.3 });
  });

  it("needs no LPR for a loan that ended before 2020-08-20", () => {
    expect(
      loan({ principal: 50_000, rate: 0.36, borrowed_on: "2018-05-01", until: "2020-05-01", filed_on: "2026-11-23" })[
        "interest"
      ],
    ).toBe(24_000);
  });

  it("gives no interest where none was agreed", () => {
    const done = run("loan-interest", { principal: 20_000, rate: 0 });
    expect(done.result).toMatchObject({ interest: 0, total: 20_000 });
    expect(done.citations[0]).toEqual({ law: "民法典", article: "680" });
  });

  it("asks for the LPR past the table's end, works with the one that is given, and only warns far under any cap", () => {
    const inputs = { principal: 10_000, rate: 0.18, borrowed_on: "2026-03-01", months: 12 };
    const asked = calculators["loan-interest"].compute(inputs, data);
    expect(asked).toMatchObject({ ok: false, ask: { name: "lpr" } });
    expect(loan({ ...inputs, lpr: 0.03 })["interest"]).toBe(1200);
    expect(run("loan-interest", { ...inputs, rate: 0.05 }).warnings.join("")).toContain("没有核对利息上限");
  });

  it("tells the cap alone", () => {
    expect(loan({ borrowed_on: "2024-11-01", rate: 0.36 })).toEqual({
      capped_rate: 0.124,
      agreed_rate: 0.36,
      applied_rate: 0.124,
    });
  });

  it("refuses an end before the start and keys that it does not know", () => {
    expect(() => loan({ principal: 1, rate: 0.1, borrowed_on: "2024-01-02", until: "2024-01-01" })).toThrow();
    expect(() => loan({ principal: 1, rate: 0.1, borrowed_on: "2024-01-02", months: 1, intrest: 2 })).toThrow();
    expect(() => loan({ principal: 1, rate: 0.1, borrowed_on: "2023-02-29", months: 1 })).toThrow();
  });
});

const late = (inputs: Record<string, number | string | boolean>) =>
  result("overdue-interest", { principal: 100_000, ...inputs });

describe("overdue interest", () => {
  it("runs at the LPR of falling late where nothing was agreed", () => {
    expect(late({ due_on: "2022-06-01", until: "2023-06-01" })).toMatchObject({
      interest: 3700,
      days: 365,
      applied_rate: 0.037,
    });
    // falls late on 2023-06-20, the day of the new LPR
    expect(late({ due_on: "2023-06-19", until: "2024-06-19" })["interest"]).toBe(3550);
  });
  it("runs at the rate of the term, or at the agreed late rate, under the cap", () => {
    expect(
      late({ due_on: "2023-12-31", until: "2024-06-30", loan_rate: 0.12, borrowed_on: "2023-01-01" })["interest"],
    ).toBe(6000);
    expect(
      late({ due_on: "2023-12-31", until: "2024-12-31", loan_rate: 0.1, overdue_rate: 0.2, borrowed_on: "2023-01-01" }),
    ).toMatchObject({ interest: 14_600, applied_rate: 0.146 });
  });
  it("took 6 % before 2020-08-20 where nothing was agreed", () => {
    expect(late({ due_on: "2019-05-20", until: "2020-05-20", borrowed_on: "2018-05-20" })["interest"]).toBe(6000);
  });
  it("adds 1.75 in ten thousand a day after a judgment", () => {
    expect(late({ due_on: "2024-03-01", until: "2025-03-01", judgment: true })).toMatchObject({
      interest: 6387.5,
      days: 365,
    });
    expect(late({ due_on: "2025-03-01", until: "2025-03-02", judgment: true })["interest"]).toBe(17.5);
  });
  it("is nothing on the day itself, and asks past the table's end", () => {
    expect(late({ due_on: "2024-03-01", until: "2024-03-01" })["interest"]).toBe(0);
    expect(
      calculators["overdue-interest"].compute({ principal: 1000, due_on: "2026-05-01", until: "2026-11-01" }, data),
    ).toMatchObject({ ok: false, ask: { name: "lpr" } });
  });
});

describe("principal with interest deducted in advance", () => {
  it.each([
    [{ amount: 100_000, deducted: 10_000 }, 90_000],
    [{ amount: 200_000, received: 180_000 }, 180_000],
    [{ amount: 50_000, deducted: 0 }, 50_000],
    [{ amount: 50_000, received: 45_000.5 }, 45_000.5],
    [{ amount: 200_000, deducted: 20_000, received: 180_000 }, 180_000],
    [{ amount: 1000, deducted: 1000 }, 0],
  ])("%o leaves %d", (inputs, principal) => {
    expect(result("principal-deducted", inputs)["principal"]).toBe(principal);
  });
  it("refuses to deduct more than was lent", () => {
    expect(() => result("principal-deducted", { amount: 1000, deducted: 1001 })).toThrow();
  });
});
