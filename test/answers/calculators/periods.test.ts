// Last days against the calendar: the first day is not counted, a last day off moves on, months end at their end.
import { describe, expect, it } from "vitest";
import { calculators } from "../../../src/answers/calculators/calculators.ts";
import { deadlineEvents } from "../../../src/answers/calculators/deadline-rules.ts";
import { result, run } from "./data.ts";

describe("deadline", () => {
  it.each([
    ["appeal-judgment", "2026-11-11", "2026-11-26"], // Thursday
    ["appeal-judgment", "2026-11-06", "2026-11-23"], // the 21st is a Saturday
    ["appeal-judgment", "2026-09-16", "2026-10-08"], // October 1 to 7 are holidays
    ["appeal-judgment", "2026-09-25", "2026-10-10"], // a Saturday worked in exchange
    ["appeal-judgment", "2026-01-31", "2026-02-24"], // into the Spring Festival
    ["appeal-ruling", "2026-11-09", "2026-11-19"],
    ["answer", "2026-10-26", "2026-11-10"],
    ["judicial-confirmation", "2026-11-03", "2026-12-03"],
    ["judicial-confirmation", "2024-01-30", "2024-02-29"],
    ["enforcement", "2024-02-29", "2026-02-28"], // no February 29; a worked Saturday
    ["enforcement", "2024-05-16", "2026-05-18"],
    ["retrial", "2025-08-31", "2026-02-28"],
    ["labour-award-suit", "2026-11-12", "2026-11-27"],
    ["administrative-suit", "2026-05-31", "2026-11-30"],
    ["arbitration-annulment", "2026-08-31", "2026-11-30"],
    ["public-notice", "2026-11-06", "2026-12-06"], // time that passes, nothing to be done: a Sunday stays
    ["preservation-review", "2026-11-18", "2026-11-23"],
    ["work-injury-claim", "2025-12-01", "2026-12-01"],
  ])("%s from %s runs to %s", (event, start_on, deadline) => {
    expect(result("deadline", { event, start_on })["deadline"]).toBe(deadline);
  });

  it("counts the cooling-off and then thirty days for the certificate", () => {
    expect(result("deadline", { event: "divorce-withdrawal", start_on: "2026-10-12" })).toEqual({
      deadline: "2026-11-11",
      withdraw_until: "2026-11-11",
      certificate_from: "2026-11-12",
      certificate_until: "2026-12-11",
    });
    expect(result("deadline", { event: "divorce-certificate", start_on: "2026-01-31" })).toMatchObject({
      withdraw_until: "2026-03-02",
      deadline: "2026-04-01",
    });
  });

  it("moves on from New Year where the year's calendar is not out, and says so", () => {
    const done = run("deadline", { event: "judicial-confirmation", start_on: "2026-12-02" });
    expect(done.result["deadline"]).toBe("2027-01-04");
    expect(done.warnings.join("")).toContain("待公布");
  });

  it("has a question and an article for every event", () => {
    for (const event of deadlineEvents) {
      expect(calculators.deadline.missing({ event })[0]?.question).toMatch(/？/);
      expect(run("deadline", { event, start_on: "2026-03-02" }).citations.length).toBeGreaterThan(0);
    }
  });
});

const limit = (inputs: Record<string, string | string[]>) =>
  result("limitation-period", { kind: "general", ...inputs });

describe("limitation period", () => {
  it.each([
    ["2023-03-15", "2026-03-16"],
    ["2024-02-29", "2027-03-01"],
    ["2022-03-01", "2025-03-03"],
    ["2023-11-23", "2026-11-23"],
    ["2014-01-10", "2016-01-11"],
    ["2015-10-08", "2018-10-08"],
  ])("from %s ends on %s", (start_on, expires_on) => {
    expect(limit({ start_on })["expires_on"]).toBe(expires_on);
  });
  it("starts anew with each demand in time, and not with one too late", () => {
    expect(limit({ start_on: "2020-06-01", interrupted_on: ["2025-01-06", "2022-06-01"] })["expires_on"]).toBe(
      "2028-01-06",
    );
    const late = run("limitation-period", { kind: "general", start_on: "2020-06-01", interrupted_on: ["2024-06-03"] });
    expect(late.result["expires_on"]).toBe("2023-06-01");
    expect(late.warnings.join("")).toContain("已经过了时效");
  });
  it("stops at twenty years, and waits six months after an obstacle", () => {
    expect(limit({ start_on: "2026-01-05", harmed_on: "2007-03-02" })["expires_on"]).toBe("2027-03-02");
    expect(limit({ start_on: "2023-06-01", obstacle_ended_on: "2026-05-20" })["expires_on"]).toBe("2026-11-20");
    expect(limit({ start_on: "2023-06-01", obstacle_ended_on: "2024-05-20" })["expires_on"]).toBe("2026-06-01");
  });
  it("knows the shorter and the endless ones", () => {
    expect(
      result("limitation-period", { kind: "labour", start_on: "2025-10-15", asked_on: "2026-11-23" }),
    ).toMatchObject({ expires_on: "2026-10-15", expired: 1, days_left: -39 });
    expect(result("limitation-period", { kind: "insurance", start_on: "2024-12-02" })["expires_on"]).toBe("2026-12-02");
    expect(result("limitation-period", { kind: "none" })).toEqual({ unlimited: 1 });
  });
});

describe("guarantee period", () => {
  it.each([
    [{ due_on: "2026-03-15" }, "2026-09-15"],
    [{ due_on: "2025-08-31" }, "2026-02-28"],
    [{ due_on: "2025-12-31" }, "2026-06-30"],
    [{ due_on: "2025-06-30", agreed_months: 24 }, "2027-06-30"],
    [{ due_on: "2026-05-31", until_paid: true, agreed_months: 36 }, "2026-11-30"],
    [{ due_on: "2026-03-15", agreed_until: "2026-03-15" }, "2026-09-15"],
    [{ due_on: "2026-04-03" }, "2026-10-08"],
  ])("%o ends on %s", (inputs, expires_on) => {
    expect(result("guarantee-period", inputs)["expires_on"]).toBe(expires_on);
  });
});
