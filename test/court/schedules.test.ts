// When scheduled reports are sent: by weekday, by day of the month, by quarter, never on a day off, never twice.
import { describe, expect, it } from "vitest";
import { fromCivil, isDayOff, statutory, toCivil } from "../../src/court/calendar.ts";
import { nextReport, scheduleSchema } from "../../src/court/schedules.ts";

const at = (date: string, time = "09:00"): number => fromCivil(date, time);
const shown = (ms: number): string => `${toCivil(ms).date} ${toCivil(ms).time}`;
const week = { when: "周一 08:30", to: ["J01"] };

describe("scheduled reports", () => {
  it("come on their weekday at their time", () => {
    expect(shown(nextReport("week", week, statutory, at("2026-11-23", "08:00")))).toBe("2026-11-23 08:30");
    expect(shown(nextReport("week", week, statutory, at("2026-11-23", "08:30")))).toBe("2026-11-30 08:30");
  });

  it("wait for the first working day when the court does not sit", () => {
    // National Day 2026 is off from Thursday 1 to Wednesday 7 October: Monday the 5th moves to the 8th.
    expect(shown(nextReport("week", week, statutory, at("2026-09-29")))).toBe("2026-10-08 08:30");
    expect(shown(nextReport("week", week, statutory, at("2026-10-08")))).toBe("2026-10-12 08:30");
    const quarter = { when: "1日 09:00", to: ["J01"] };
    expect(shown(nextReport("quarter", quarter, statutory, at("2026-08-20")))).toBe("2026-10-08 09:00");
    expect(shown(nextReport("quarter", quarter, statutory, at("2026-10-08", "10:00")))).toMatch(/^2027-01-0[1-9]/u);
    const month = { when: "3日 09:00", to: ["J01"] };
    expect(shown(nextReport("month", month, statutory, at("2026-09-30")))).toBe("2026-10-08 09:00");
  });

  it("go on forever, each once, never on a day off", () => {
    let now = at("2026-01-01");
    const days: string[] = [];
    for (let n = 0; n < 52; n++) {
      now = nextReport("week", week, statutory, now);
      days.push(toCivil(now).date);
    }
    expect(new Set(days).size).toBe(52);
    expect(days.filter((day) => isDayOff(statutory, day))).toEqual([]);
    expect(days.at(-1)?.slice(0, 7)).toMatch(/^202[67]-(?:12|01)/u);
  });

  it("are refused when their time is none", () => {
    for (const when of ["每天", "周八 08:30", "31日 09:00", "周一 8:30", "周一 25:00"])
      expect(scheduleSchema.safeParse({ when, to: ["J01"] }).success, when).toBe(false);
    expect(scheduleSchema.safeParse({ when: "28日 09:00", to: ["J01"] }).success).toBe(true);
  });
});
