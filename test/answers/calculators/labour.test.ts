// Workers' money against sums done by hand on 劳动合同法, 劳动法 art. 44 and 工伤保险条例.
import { describe, expect, it } from "vitest";
import { calculators } from "../../../src/answers/calculators/calculators.ts";
import { data, result, run } from "./data.ts";

describe("severance and unlawful dismissal", () => {
  it.each([
    [{ months_worked: 76 }, 6.5],
    [{ months_worked: 6 }, 1],
    [{ months_worked: 5, days_worked: 29 }, 0.5],
    [{ months_worked: 12 }, 1],
    [{ months_worked: 12, days_worked: 1 }, 1.5],
    [{ months_worked: 18 }, 2],
    [{ days_worked: 10 }, 0.5],
    [{ started_on: "2020-03-01", ended_on: "2021-02-28" }, 1],
    [{ started_on: "2020-03-01", ended_on: "2021-03-01" }, 1.5],
    [{ started_on: "2019-03-01", ended_on: "2025-08-31" }, 7],
    [{ started_on: "2019-03-01", ended_on: "2025-08-30" }, 6.5],
    [{ started_on: "2024-02-29", ended_on: "2025-02-28" }, 1],
  ])("%o gives %d months", (time, months) => {
    expect(result("severance", { monthly_wage: 4500, ...time })).toMatchObject({ months, amount: 4500 * months });
    expect(result("unlawful-dismissal", { monthly_wage: 4500, ...time })).toMatchObject({ amount: 9000 * months });
  });

  it("cuts a high wage at three times the local average and then twelve years", () => {
    expect(result("severance", { monthly_wage: 30_000, months_worked: 240, local_average_wage: 7000 })).toMatchObject({
      base_wage: 21_000,
      months: 12,
      amount: 252_000,
    });
    expect(result("severance", { monthly_wage: 21_000, months_worked: 240, local_average_wage: 7000 })).toMatchObject({
      months: 20,
      amount: 420_000,
    });
  });

  it("lifts a wage under the minimum, and adds a month without notice", () => {
    expect(result("severance", { monthly_wage: 1500, months_worked: 24, minimum_wage: 2000 })["amount"]).toBe(4000);
    expect(result("severance", { monthly_wage: 7000, months_worked: 26, without_notice: true })).toMatchObject({
      amount: 17_500,
      notice_pay: 7000,
      total: 24_500,
    });
  });
});

describe("double wages", () => {
  it.each([
    [0.5, 0],
    [1, 0],
    [2, 1],
    [8, 7],
    [12, 11],
    [13, 11],
    [60, 11],
  ])("%d months without a contract give %d", (months_worked, months) => {
    expect(result("double-wages", { monthly_wage: 5000, months_worked })).toEqual({ amount: 5000 * months, months });
  });
  it.each([
    [{ started_on: "2025-03-01", ended_on: "2025-12-31" }, 9, undefined],
    [{ started_on: "2025-03-01", signed_on: "2025-04-01" }, 0, undefined],
    [{ started_on: "2025-03-01", signed_on: "2025-05-01" }, 1, undefined],
    [{ started_on: "2024-01-01", ended_on: "2025-12-31" }, 11, undefined],
    [{ started_on: "2026-03-02", ended_on: "2026-05-08" }, 1, 5],
  ])("%o give %d months and %s workdays", (time, months, workdays) => {
    expect(result("double-wages", { monthly_wage: 4350, ...time })).toMatchObject({
      months,
      amount: 4350 * months + 200 * (workdays ?? 0),
      ...(workdays ? { workdays } : {}),
    });
  });
});

describe("overtime", () => {
  it.each([
    [{ monthly_wage: 4350, workday_hours: 44 }, 1650],
    [{ monthly_wage: 4350, restday_days: 2 }, 800],
    [{ monthly_wage: 4350, holiday_days: 3 }, 1800],
    [{ monthly_wage: 6525, workday_hours: 20, restday_days: 2 }, 2325],
    [{ monthly_wage: 5000, restday_days: 4, holiday_days: 3 }, 3908.05],
    [{ hourly_wage: 20, restday_hours: 8 }, 320],
    [{ daily_wage: 200, holiday_days: 1, workday_hours: 1 }, 637.5],
  ])("%o pays %d", (inputs, amount) => {
    expect(result("overtime", inputs)["amount"]).toBe(amount);
  });
  it("says that 21.75 days are a departmental rule, and does not cite it", () => {
    const done = run("overtime", { monthly_wage: 4350, workday_hours: 1 });
    expect(done.warnings.join("")).toContain("人社部");
    expect(done.citations).toEqual([{ law: "劳动法", article: "44" }]);
  });
});

describe("work injury", () => {
  it.each([
    [1, 27],
    [2, 25],
    [3, 23],
    [4, 21],
    [5, 18],
    [6, 16],
    [7, 13],
    [8, 11],
    [9, 9],
    [10, 7],
  ])("grade %d gives %d months", (grade, months) => {
    expect(result("work-injury", { grade, monthly_wage: 5000 })).toMatchObject({ months, amount: 5000 * months });
  });
  it("keeps the wage between 60 % and 300 % of the local average", () => {
    expect(result("work-injury", { grade: 10, monthly_wage: 3000, local_average_wage: 6000 })["amount"]).toBe(25_200);
    expect(result("work-injury", { grade: 10, monthly_wage: 30_000, local_average_wage: 6000 })["amount"]).toBe(
      126_000,
    );
  });
  it("adds the monthly allowance and nursing", () => {
    expect(
      result("work-injury", { grade: 4, monthly_wage: 8000, local_average_wage: 6000, nursing: "most" }),
    ).toMatchObject({ monthly_allowance: 6000, monthly_nursing: 2400 });
    expect(result("work-injury", { grade: 7, monthly_wage: 8000 })["monthly_allowance"]).toBeUndefined();
  });
  it("takes twenty times the income of the year before for a death, and asks where the table has none", () => {
    expect(result("work-injury", { death: true, death_year: 2025 })["amount"]).toBe(1_083_760);
    expect(result("work-injury", { death: true, death_year: 2024, local_average_wage: 7000 })).toMatchObject({
      death_grant: 1_036_420,
      funeral: 42_000,
      total: 1_078_420,
    });
    expect(calculators["work-injury"].compute({ death: true, death_year: 2026 }, data)).toMatchObject({
      ok: false,
      ask: { name: "disposable_income" },
    });
  });
});
