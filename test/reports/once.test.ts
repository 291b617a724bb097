// One report for all whom court.yaml names, and a new one for whoever asks.
import { expect, it } from "vitest";
import { madeOnce } from "../../src/reports/once.ts";

const week = { what: "report", period: "week", when: "", today: "2026-11-23" };

function counted() {
  let now = 0;
  let made = 0;
  let fails = false;
  const make = madeOnce(
    () => (fails ? Promise.reject(new Error("no disk")) : Promise.resolve(++made)),
    () => now,
  );
  return {
    make,
    pass: (ms: number) => void (now += ms),
    fail: (yes: boolean) => void (fails = yes),
  };
}

it("makes a scheduled report once for all to whom it goes", async () => {
  const { make, pass } = counted();
  const all = await Promise.all(["J01", "J04", "J07"].map((staff) => make({ ...week, staff })));
  expect(all).toEqual([1, 1, 1]);
  expect(await make({ ...week, staff: "J01", period: "month" })).toBe(2);
  pass(61_000);
  expect(await make({ ...week, staff: "J01" })).toBe(3);
});

it("makes anew what a person asks for, and what is no report", async () => {
  const { make } = counted();
  expect(await make({ ...week, person: "p" })).toBe(1);
  expect(await make({ ...week, person: "p" })).toBe(2);
  expect(await make({ what: "ledger", staff: "J01" })).toBe(3);
  expect(await make({ what: "ledger", staff: "J01" })).toBe(4);
});

it("tries again after a failure", async () => {
  const { make, fail } = counted();
  fail(true);
  await expect(make({ ...week, staff: "J01" })).rejects.toThrow("no disk");
  fail(false);
  expect(await make({ ...week, staff: "J01" })).toBe(1);
});
