// The court's calendar, against dates counted by hand on the State Council's notices.
import { describe, expect, it } from "vitest";
import * as calendar from "../../src/court/calendar.ts";

const { statutory, fromCivil: at } = calendar;

describe("days off", () => {
  it.each([
    ["2026-01-01", true, "元旦"],
    ["2026-01-04", false, "调休上班"],
    ["2026-02-14", false, "调休上班"],
    ["2026-02-15", true, "春节"],
    ["2026-02-23", true, "春节"],
    ["2026-02-24", false, "周二"],
    ["2026-02-28", false, "调休上班"],
    ["2026-09-20", false, "调休上班"],
    ["2026-10-07", true, "国庆节"],
    ["2026-10-08", false, "周四"],
    ["2026-10-10", false, "调休上班"],
    ["2026-10-11", true, "周日"],
    ["2026-11-23", false, "周一"],
    ["2024-02-29", false, "周四"],
    ["2027-01-01", false, "周五"],
    ["2027-01-02", true, "周六"],
  ])("knows what %s is", (date, off, name) => {
    expect([calendar.isDayOff(statutory, date), calendar.dayName(statutory, date)]).toEqual([off, name]);
  });

  it("lets the court's own days stand above the statutory ones", () => {
    const overrides = { holidays: ["2026-10-08"], makeup_workdays: ["2026-10-07"] };
    expect(calendar.isDayOff(overrides, "2026-10-08")).toBe(true);
    expect(calendar.isDayOff(overrides, "2026-10-07")).toBe(false);
  });

  it("says that a year without a published calendar is provisional, until the court states the year itself", () => {
    expect(calendar.isProvisional(statutory, "2026-12-31")).toBe(false);
    expect(calendar.isProvisional(statutory, "2027-01-01")).toBe(true);
    expect(calendar.isProvisional({ ...statutory, complete_years: [2027] }, "2027-01-01")).toBe(false);
  });
});

describe("working days", () => {
  it.each([
    // Spring Festival 2026: off 15–23 February, at work on Saturday 14 and Saturday 28.
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-13", 2, "2026-02-24"],
    ["2026-02-18", 0, "2026-02-24"],
    ["2026-02-18", 1, "2026-02-24"],
    ["2026-02-27", 1, "2026-02-28"],
    ["2026-02-27", 2, "2026-03-02"],
    // National Day 2026: Mid-Autumn 25–27 September, off 1–7 October, at work on 20 September and 10 October.
    ["2026-09-18", 1, "2026-09-20"],
    ["2026-09-24", 3, "2026-09-30"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-09-30", 3, "2026-10-10"],
    ["2026-09-30", 4, "2026-10-12"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2024-02-29", 1, "2024-03-01"],
    ["2026-11-23", 30, "2027-01-04"],
  ])("%s and %i working days is %s", (from, days, to) => {
    expect(calendar.addWorkingDays(statutory, from, days).date).toBe(to);
  });

  it("marks a date that runs into an unpublished year", () => {
    expect(calendar.addWorkingDays(statutory, "2026-12-30", 1)).toEqual({ date: "2026-12-31", provisional: false });
    expect(calendar.addWorkingDays(statutory, "2026-12-30", 2)).toEqual({ date: "2027-01-01", provisional: true });
  });

  it("counts the working days between two dates both ways", () => {
    expect(calendar.workingDaysBetween(statutory, "2026-09-30", "2026-10-12")).toBe(4);
    expect(calendar.workingDaysBetween(statutory, "2026-10-12", "2026-09-30")).toBe(-4);
    expect(calendar.workingDaysBetween(statutory, "2026-10-12", "2026-10-12")).toBe(0);
  });
});

describe("instants", () => {
  it("reads and writes Shanghai time whatever the host's zone", () => {
    expect(calendar.fromCivil("2026-10-01", "00:00")).toBe(Date.UTC(2026, 8, 30, 16));
    expect(calendar.toCivil(Date.UTC(2026, 8, 30, 16, 5))).toEqual({ date: "2026-10-01", time: "00:05", weekday: 4 });
  });

  it("is due at the close of business", () => {
    expect(calendar.deadline(statutory, at("2026-09-30", "20:30"), 1)).toEqual({
      date: "2026-10-08",
      provisional: false,
      at: at("2026-10-08", "18:00"),
    });
    expect(calendar.deadline(statutory, at("2026-10-03", "09:00"), 1).date).toBe("2026-10-08");
  });

  it.each([
    ["2026-11-23", "20:59", "2026-11-23", "20:59"],
    ["2026-11-23", "21:00", "2026-11-24", "08:00"],
    ["2026-12-31", "23:30", "2027-01-01", "08:00"],
    ["2026-11-23", "07:59", "2026-11-23", "08:00"],
    ["2026-11-23", "08:00", "2026-11-23", "08:00"],
  ])("what is ready on %s %s goes out on %s %s", (date, time, onDate, onTime) => {
    expect(calendar.afterQuiet(at(date, time))).toBe(at(onDate, onTime));
  });

  it.each([
    ["2026-3-9", "2026-03-09"],
    ["2026年3月9日", "2026-03-09"],
    ["2026-03-09T23:00", "2026-03-09"],
    ["2026-03-08T20:00Z", "2026-03-09"],
    ["2026-03-09T01:00:00+08:00", "2026-03-09"],
    ["2024-02-29", "2024-02-29"],
    ["2026-02-29", null],
    ["明天", null],
  ])("reads %s as %s", (text, date) => {
    expect(calendar.civilDateOf(text)).toBe(date);
  });
});
