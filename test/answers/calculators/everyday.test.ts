// Child support, deposit, punitive damages and small claims against sums done by hand.
import { describe, expect, it } from "vitest";
import { result } from "./data.ts";

describe("child support", () => {
  it.each([
    [6000, 1, 1200, 1800],
    [8000, 2, 1600, 4000],
    [10_000, 3, 2000, 5000],
    [4333.33, 1, 866.67, 1300],
    [1, 1, 0.2, 0.3],
    [12_000, 1, 2400, 3600],
  ])("of %d a month for %d", (monthly_income, children, min, max) => {
    expect(result("child-support", { monthly_income, children })).toMatchObject({ amount_min: min, amount_max: max });
  });
});

describe("deposit", () => {
  it.each([
    [{ deposit: 20_000, contract_amount: 80_000, breach: "receiver" }, 36_000],
    [{ deposit: 16_000, contract_amount: 80_000, breach: "receiver" }, 32_000],
    [{ deposit: 16_000.01, contract_amount: 80_000, breach: "receiver" }, 32_000.01],
    [{ deposit: 30_000, contract_amount: 100_000, breach: "giver" }, 10_000],
    [{ deposit: 10_000, breach: "giver" }, 0],
    [{ deposit: 5000 }, 10_000],
    [{ deposit: 50_000, contract_amount: 1_000_000, breach: "receiver" }, 100_000],
  ])("%o brings back %d", (inputs, amount) => {
    expect(result("deposit", inputs)["amount"]).toBe(amount);
  });
});

describe("punitive damages", () => {
  it.each([
    [{ kind: "fraud", price: 3000 }, 9000],
    [{ kind: "fraud", price: 166.66 }, 500],
    [{ kind: "fraud", price: 166.67 }, 500.01],
    [{ kind: "food", price: 60 }, 1000],
    [{ kind: "food", price: 100 }, 1000],
    [{ kind: "food", price: 100.5 }, 1005],
    [{ kind: "food", price: 50, loss: 2000 }, 6000],
    [{ kind: "fraud", price: 0 }, 500],
  ])("%o gives %d", (inputs, amount) => {
    expect(result("punitive-damages", inputs)["amount"]).toBe(amount);
  });
});

describe("small claims", () => {
  it.each([
    [50_000, 100_000, "mandatory"],
    [50_000.01, 100_000, "by-agreement"],
    [200_000, 100_000, "by-agreement"],
    [200_000.01, 100_000, "not-available"],
    [0, 100_000, "mandatory"],
    [45_000, 90_001, "mandatory"],
  ])("%d yuan at an average wage of %d is %s", (amount, average_wage, outcome) => {
    expect(result("small-claims", { amount, average_wage })["outcome"]).toBe(outcome);
  });
});
