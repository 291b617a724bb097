// The clocks of a lead against cases counted by hand on the calendar: festivals, make-up days, month ends, a leap day.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromCivil, statutory, toCivil } from "../../src/court/calendar.ts";
import { deadlinesFor } from "../../src/court/directory.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { afterPause, closeAfter, comeDue, type DeadlineName, marksOf, nextMark } from "../../src/turn/lead-time.ts";
import { leadOf } from "../leads/sample.ts";

const file = "knowledge/court.sample.yaml";
const directory = parseDirectory(readFileSync(file, "utf8"), file);
const at = (civil: string): number => fromCivil(civil.slice(0, 10), civil.slice(11));
const said = (ms: number): string => `${toCivil(ms).date}T${toCivil(ms).time}`;

/** From, working days, close of business; counted on a wall calendar. */
const closes: [string, number, string][] = [
  // An ordinary week, and over a weekend.
  ["2026-11-24T10:00", 1, "2026-11-25T18:00"],
  ["2026-11-26T10:00", 3, "2026-12-01T18:00"],
  ["2026-11-27T17:59", 1, "2026-11-30T18:00"],
  // Spring Festival 2026: 15–23 February off, Saturdays 14 and 28 February worked.
  ["2026-02-12T09:00", 1, "2026-02-13T18:00"],
  ["2026-02-13T09:00", 1, "2026-02-14T18:00"],
  ["2026-02-13T09:00", 3, "2026-02-25T18:00"],
  ["2026-02-14T09:00", 1, "2026-02-24T18:00"],
  ["2026-02-18T09:00", 1, "2026-02-24T18:00"],
  ["2026-02-25T09:00", 3, "2026-02-28T18:00"],
  ["2026-02-14T09:00", 7, "2026-03-03T18:00"],
  // National Day 2026: 1–7 October off, Sunday 20 September and Saturday 10 October worked.
  ["2026-09-18T09:00", 1, "2026-09-20T18:00"],
  ["2026-09-30T09:00", 1, "2026-10-08T18:00"],
  ["2026-09-30T09:00", 3, "2026-10-10T18:00"],
  ["2026-10-03T09:00", 7, "2026-10-15T18:00"],
  // Month ends, the end of a year, and a leap day.
  ["2026-04-30T09:00", 1, "2026-05-06T18:00"],
  ["2026-07-31T09:00", 1, "2026-08-03T18:00"],
  ["2024-02-28T09:00", 1, "2024-02-29T18:00"],
  ["2024-02-29T09:00", 1, "2024-03-01T18:00"],
  ["2024-02-27T09:00", 3, "2024-03-01T18:00"],
  // The day itself, while it lasts.
  ["2026-11-24T10:00", 0, "2026-11-24T18:00"],
  ["2026-11-24T19:00", 0, "2026-11-25T18:00"],
];

describe("a deadline in working days", () => {
  it.each(closes)("from %s, %i days: %s", (from, days, close) => {
    expect(said(closeAfter(statutory, at(from), days))).toBe(close);
  });

  it("differs by cause, and by danger more than by cause", () => {
    const own = {
      ...directory,
      deadlines: {
        ...directory.deadlines,
        by_cause: { wages: { first_contact: 2, close: 20 } },
        by_danger: { high: { first_contact: 1 } },
      },
    };
    expect(deadlinesFor(own, "wages", "none")).toEqual({ accept: 1, first_contact: 2, feedback: 7, close: 20 });
    expect(deadlinesFor(own, "wages", "high")).toEqual({ accept: 1, first_contact: 1, feedback: 7, close: 20 });
    expect(deadlinesFor(own, "divorce", "none")).toEqual({ accept: 1, first_contact: 3, feedback: 7, close: 30 });
  });
});

const marks = (lead: Lead, name: DeadlineName): string[] =>
  marksOf(statutory, lead)
    .filter((m) => m.name === name)
    .map((m) => `${m.step} ${said(m.at)}`);

const lead = (changes: Partial<Lead>): Lead => leadOf({ judge: "J02", ...changes });

describe("the marks of a lead", () => {
  it("remind before, at and after acceptance: judge, head, leader", () => {
    expect(marks(lead({ status: "assigned", acceptBy: at("2026-11-25T18:00") }), "accept")).toEqual([
      "before 2026-11-25T09:00",
      "due 2026-11-25T18:00",
      "head 2026-11-26T09:00",
      "leader 2026-11-30T09:00",
    ]);
  });

  it("stand on working days when the end falls before a festival", () => {
    const before = lead({ status: "accepted", contactedAt: 1, feedbackBy: at("2026-02-14T18:00") });
    expect(marks(before, "feedback")).toEqual([
      "before 2026-02-13T09:00",
      "due 2026-02-14T18:00",
      "head 2026-02-24T09:00",
      "leader 2026-02-26T09:00",
    ]);
    const after = lead({ status: "accepted", contactBy: at("2026-10-08T18:00") });
    expect(marks(after, "contact")[0]).toBe("before 2026-09-30T09:00");
  });

  it("count 30 days for 司法确认 by the calendar, off days and all, and stop when it was confirmed", () => {
    const settled = lead({ status: "closed", outcome: "settled", confirmBy: at("2026-12-24T18:00") });
    expect(marks(settled, "confirm")).toEqual(["before 2026-12-17T09:00", "due 2026-12-24T09:00"]);
    expect(marks({ ...settled, outcome: "confirmed" }, "confirm")).toEqual([]);
    const paid = { promisedYuan: null, paidYuan: 26_000, payBy: null, words: "" };
    expect(marks({ ...settled, settlement: paid }, "confirm")).toEqual([]);
  });

  it("follow a promise to pay until the money has come", () => {
    const settlement = { promisedYuan: 20_000, paidYuan: 0, payBy: "2026-11-30", words: "" };
    const settled = lead({ status: "closed", outcome: "settled", settlement });
    expect(marks(settled, "promise")).toEqual([
      "before 2026-11-27T09:00",
      "due 2026-12-01T09:00",
      "head 2026-12-08T09:00",
    ]);
    expect(marks({ ...settled, recoveredYuan: 20_000 }, "promise")).toEqual([]);
    expect(marks({ ...settled, recoveredYuan: 5_000 }, "promise")).toHaveLength(3);
  });

  it("rest while a party is waited for, but for one question after ten working days", () => {
    const paused = lead({
      status: "accepted",
      contactedAt: 1,
      feedbackBy: at("2026-11-25T18:00"),
      closeBy: at("2026-12-01T18:00"),
      paused: { since: at("2026-11-24T10:00"), why: "等对方回来" },
    });
    expect(marksOf(statutory, paused).map((m) => `${m.name} ${said(m.at)}`)).toEqual(["paused 2026-12-08T09:00"]);
    const again = afterPause(directory, paused, at("2026-12-01T10:00"));
    expect(said(again.feedbackBy ?? 0)).toBe("2026-12-02T18:00");
    expect(said(again.closeBy ?? 0)).toBe("2026-12-08T18:00");
  });
});

describe("what has come due", () => {
  const late = lead({ status: "assigned", acceptBy: at("2026-11-25T18:00"), closeBy: at("2027-01-05T18:00") });

  it("is told once, at its moment and never before", () => {
    let now: Lead = late;
    const told: string[] = [];
    for (let hour = at("2026-11-24T10:00"); hour < at("2026-12-05T10:00"); hour += 900_000) {
      const { tell, fired } = comeDue(statutory, now, hour);
      told.push(...tell.map((m) => `${m.step} ${said(hour)}`));
      now = { ...now, fired };
    }
    expect(told).toEqual([
      "before 2026-11-25T09:00",
      "due 2026-11-25T18:00",
      "head 2026-11-26T09:00",
      "leader 2026-11-30T09:00",
    ]);
  });

  it("after the machine was off for three days is only the highest of each, and nothing of it comes again", () => {
    const { tell, fired } = comeDue(statutory, late, at("2026-11-28T12:00"));
    expect(tell.map((m) => m.step)).toEqual(["head"]);
    expect(fired).toHaveLength(3);
    expect(comeDue(statutory, { ...late, fired }, at("2026-11-29T12:00")).tell).toEqual([]);
    expect(said(nextMark(statutory, { ...late, fired }, at("2026-11-28T12:00")) ?? 0)).toBe("2026-11-30T09:00");
  });

  it("waits for nothing once a lead has ended", () => {
    for (const status of ["withdrawn", "merged"] as const)
      expect(nextMark(statutory, { ...late, status }, at("2026-11-24T10:00"))).toBeNull();
  });
});
