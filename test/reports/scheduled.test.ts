// Reports that court.yaml sends by itself: each to whom it names, at its time, once, also after a restart.
import { afterEach, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { seedTimers } from "../../src/seeding.ts";
import { type Driver, engineDriver } from "../stories/driver.ts";

const loaded = loadContent({});
const day = 86_400_000;
let driver: Driver;
afterEach(() => driver.close());

const begun = async (start: string): Promise<Driver> => {
  driver = await engineDriver(loaded, start, ["p01"]);
  await seedTimers(driver.store(), loaded.content.directory, driver.now());
  return driver;
};
const reports = async (): Promise<string[]> =>
  (await driver.heard())
    .filter((s) => s.text.includes("诉前解纷"))
    .map((s) => `${s.chat} ${/周通报|月分析|季调度/u.exec(s.text)?.[0]}`);

it("sends the week's report on Monday morning to each head, and no other", async () => {
  await begun("2026-11-22 12:00");
  await driver.pass(day);
  expect((await reports()).toSorted()).toEqual(["judge-li 周通报", "judge-zhao 周通报", "judge-zhou 周通报"]);
  await driver.pass(5 * day);
  expect(await reports()).toEqual([]);
});

it("sends none twice when the bot starts again, and what fell due while it was off at once", async () => {
  await begun("2026-11-23 07:00");
  await driver.pass(3 * 3_600_000);
  expect(await reports()).toHaveLength(3);
  await seedTimers(driver.store(), loaded.content.directory, driver.now());
  await driver.pass(day);
  expect(await reports()).toEqual([]);
  // Off over the next Monday: the timer still stands at it.
  await seedTimers(driver.store(), loaded.content.directory, driver.now() + 8 * day);
  await driver.pass(9 * day);
  expect(new Set(await reports())).toContain("judge-li 周通报");
});
