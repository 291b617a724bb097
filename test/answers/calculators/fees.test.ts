// Court fees against sums done by hand on 诉讼费用交纳办法 art. 13-16 and 18.
import { describe, expect, it } from "vitest";
import { result, run } from "./data.ts";

describe("litigation fee", () => {
  it.each([
    [0, 50],
    [9_999.99, 50],
    [10_000, 50],
    [10_001, 50.03],
    [20_000, 300],
    [80_000, 1800],
    [100_000, 2300],
    [100_001, 2300.02],
    [200_000, 4300],
    [500_000, 8800],
    [1_000_000, 13_800],
    [2_000_000, 22_800],
    [5_000_000, 46_800],
    [10_000_000, 81_800],
    [20_000_000, 141_800],
    [30_000_000, 191_800],
    [1_234_567.89, 15_911.11],
  ])("for %d yuan is %d", (amount, fee) => {
    expect(result("litigation-fee", { kind: "property", amount })["fee"]).toBe(fee);
  });

  it.each([
    [{ kind: "divorce" }, 50, 300],
    [{ kind: "divorce", amount: 200_000 }, 50, 300],
    [{ kind: "divorce", amount: 500_000 }, 1550, 1800],
    [{ kind: "personality", amount: 50_000 }, 100, 500],
    [{ kind: "personality", amount: 80_000 }, 400, 800],
    [{ kind: "personality", amount: 120_000 }, 700, 1100],
    [{ kind: "intellectual-property" }, 500, 1000],
    [{ kind: "jurisdiction-objection" }, 50, 100],
    [{ kind: "other" }, 50, 100],
  ])("gives the range of %o", (inputs, min, max) => {
    expect(result("litigation-fee", inputs)).toMatchObject({ fee_min: min, fee_max: max });
  });

  it.each([
    [{ kind: "labour" }, 10],
    [{ kind: "labour", half: "summary" }, 5],
    [{ kind: "administrative" }, 50],
    [{ kind: "administrative-trademark" }, 100],
    [{ kind: "special-procedure" }, 0],
    [{ kind: "intellectual-property", amount: 20_000 }, 300],
  ])("knows the flat fee of %o", (inputs, fee) => {
    expect(result("litigation-fee", inputs)["fee"]).toBe(fee);
  });

  it.each(["summary", "small-claims", "mediated", "withdrawn", "counterclaim"])("halves once: %s", (half) => {
    expect(result("litigation-fee", { kind: "property", amount: 30_000, half })).toMatchObject({
      fee: 275,
      full_fee: 550,
    });
  });

  it("takes nothing where relief exempts, at most 70 % where it reduces, all where it defers", () => {
    expect(result("litigation-fee", { kind: "property", amount: 80_000, relief: "exempt" })["fee"]).toBe(0);
    expect(result("litigation-fee", { kind: "property", amount: 80_000, relief: "reduced" })["fee_max"]).toBe(1260);
    expect(result("litigation-fee", { kind: "property", amount: 80_000, relief: "deferred" })["fee"]).toBe(1800);
  });

  it("cites the article of the tariff and of the half", () => {
    expect(run("litigation-fee", { kind: "property", amount: 80_000, half: "mediated" }).citations).toEqual([
      { law: "诉讼费用交纳办法", article: "13" },
      { law: "诉讼费用交纳办法", article: "15" },
    ]);
  });
});

describe("application fees", () => {
  it.each([
    [0, 30],
    [1000, 30],
    [1001, 30.01],
    [30_000, 320],
    [100_000, 1020],
    [200_000, 1520],
    [896_000, 5000],
    [1_000_000, 5000],
  ])("preservation of %d costs %d", (amount, fee) => {
    expect(result("preservation-fee", { amount })["fee"]).toBe(fee);
  });

  it.each([
    [5000, 50],
    [10_000, 50],
    [10_001, 50.02],
    [300_000, 4400],
    [500_000, 7400],
    [1_200_000, 14_400],
    [5_000_000, 52_400],
    [10_000_000, 77_400],
    [20_000_000, 87_400],
  ])("enforcement of %d costs %d", (amount, fee) => {
    expect(result("enforcement-fee", { amount })["fee"]).toBe(fee);
  });

  it("gives the range where nothing of money is enforced", () => {
    expect(result("enforcement-fee", { no_amount: true })).toEqual({ fee_min: 50, fee_max: 500 });
  });

  it.each([
    [10_000, 16.67],
    [30_000, 183.33],
    [60_000, 433.33],
    [80_000, 600],
    [100_000, 766.67],
    [150_000, 1100],
  ])("a payment order over %d costs %d", (amount, fee) => {
    expect(result("payment-order-fee", { amount })["fee"]).toBe(fee);
  });
});
