// Fixed reception days: by week, by day of the month, by the nth weekday; holidays and leave; faults told by line.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromCivil, toCivil } from "../../src/court/calendar.ts";
import type { Directory } from "../../src/court/directory.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import { heldNext, nextNotice } from "../../src/court/reception.ts";

const file = "knowledge/court.sample.yaml";
const sample = readFileSync(file, "utf8");
const first = sample.indexOf("  - { place: p01, name: 法官接待日");
const last = sample.indexOf("# 前一天几点在群里说");
const withRows = (...rows: string[]): Directory =>
  parseDirectory(
    `${sample.slice(0, first)}${rows.map((r) => `  - { place: p02, where: 村委会, ${r} }\n`).join("")}${sample.slice(last)}`,
    file,
  );
const dates = (row: string, from: string, most = 3): string[] => {
  const directory = withRows(row);
  return heldNext(directory, directory.reception_days[0]!, fromCivil(from, "08:00"), most).map((h) => h.date);
};

describe("reception days", () => {
  it("come by the week, by days of the month, by the nth weekday", () => {
    expect(dates("when: 每周三 09:00-11:30", "2026-11-23")).toEqual(["2026-11-25", "2026-12-02", "2026-12-09"]);
    expect(dates("when: 每周一、周四上午", "2026-11-23")).toEqual(["2026-11-23", "2026-11-26", "2026-11-30"]);
    expect(dates('when: "每月1日、15日 09:00-15:00"', "2026-09-28")).toEqual([
      "2026-10-08",
      "2026-10-15",
      "2026-11-02",
    ]);
    expect(dates("when: 每月第二个周五 14:00-17:00", "2026-11-23")).toEqual(["2026-12-11", "2027-01-08", "2027-02-12"]);
    // No 31st in every month: it is not made up for.
    expect(dates("when: 每月31日", "2026-03-01", 2)).toEqual(["2026-03-31", "2026-06-01"]);
  });

  it("are over when their hours are over, not before", () => {
    const directory = withRows("when: 每周三 09:00-11:30");
    const next = (time: string) =>
      heldNext(directory, directory.reception_days[0]!, fromCivil("2026-11-25", time))[0]?.date;
    expect(next("11:29")).toBe("2026-11-25");
    expect(next("11:30")).toBe("2026-12-02");
  });

  it("move from a holiday to the first working day, are left out, or are held all the same", () => {
    // National Day 2026: Thursday 1 to Wednesday 7 October.
    expect(dates("when: 每月1日", "2026-09-28", 1)).toEqual(["2026-10-08"]);
    expect(dates("when: 每月1日, day_off: skipped", "2026-09-28", 1)).toEqual(["2026-12-01"]);
    expect(dates("when: 每月1日, day_off: kept", "2026-09-28", 1)).toEqual(["2026-10-01"]);
    expect(dates("when: 每周六上午, day_off: kept", "2026-11-23", 1)).toEqual(["2026-11-28"]);
    // Two days that are moved to the same one are one.
    expect(dates("when: 每周一、周二、周四", "2026-09-30", 3)).toEqual(["2026-10-08", "2026-10-12", "2026-10-13"]);
  });

  it("follow except and extra, and the leave of who comes: the deputy, or nobody", () => {
    expect(dates("when: 每周三, except: [2026-11-25], extra: [2026-11-27]", "2026-11-23", 2)).toEqual([
      "2026-11-27",
      "2026-12-02",
    ]);
    const directory = withRows("when: 每周三, who: J02");
    const row = directory.reception_days[0]!;
    expect(heldNext(directory, row, fromCivil("2026-11-30"))[0]).toMatchObject({ date: "2026-12-02", who: "J03" });
    const both = {
      ...directory,
      judges: directory.judges.map((j) => ({ ...j, leave: [{ from: "2026-11-30", to: "2026-12-04" }] })),
    };
    expect(heldNext(both, row, fromCivil("2026-11-30"))[0]?.date).toBe("2026-12-09");
  });

  it("are announced the day before, each once, forever", () => {
    const directory = withRows("when: 每周三 09:00-11:30");
    let now = fromCivil("2026-01-01", "09:00");
    const told: string[] = [];
    for (let n = 0; n < 50; n++) {
      now = nextNotice(directory, now) ?? 0;
      told.push(toCivil(now).date);
      expect(toCivil(now).time).toBe("16:00");
    }
    expect(new Set(told).size).toBe(50);
    expect(nextNotice({ ...directory, reception_days: [] }, now)).toBeNull();
  });

  it.each([
    ["when: 有空就来", /:\d+: .*says no days and hours/u],
    ["when: 每周三 11:30-09:00", /says no days and hours/u],
    ["when: 每周六、周日", /day_off: kept/u],
    ["when: 每周三, who: J99", /"J99" is nobody of this file/u],
    ["when: 每周三, day: moved", /Unrecognized key|unknown|day/u],
    ["when: 每周三, except: [下周]", /is not a date/u],
  ])("refuse %s, by line", (row, fault) => {
    expect(() => withRows(row)).toThrow(fault);
  });

  it("refuse an hour of the night for the announcement", () => {
    expect(() =>
      parseDirectory(sample.replace('reception_notice: "16:00"', 'reception_notice: "22:00"'), file),
    ).toThrow(/quiet hours/u);
  });
});
