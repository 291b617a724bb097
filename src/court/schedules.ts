// When which report is sent to whom, as court.yaml says it: 「周一 08:30 → J01, L01」, moved on when the court does not sit.
import { z } from "zod";
import { addDays, addWorkingDays, type Calendar, type CivilDate, fromCivil, toCivil, weekdayOf } from "./calendar.ts";

export const reportPeriods = ["week", "month", "quarter"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

const weekdays = "日一二三四五六";

/** `when` in the words of the court: 周一 08:30 (a weekly report), 5日 09:00 (the day of the month, or of the quarter's first). */
export const scheduleSchema = z.strictObject({
  when: z
    .string()
    .regex(
      /^(?:周[一二三四五六日]|(?:[1-9]|1\d|2[0-8])日)\s+(?:[01]\d|2[0-3]):[0-5]\d$/u,
      'is not a time; write "周一 08:30" or "5日 09:00"',
    ),
  /** Ids of people of this file. */
  to: z.array(z.string()).min(1, "names nobody; list at least one id"),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const schedulesSchema = z.strictObject({
  week: scheduleSchema.optional(),
  month: scheduleSchema.optional(),
  quarter: scheduleSchema.optional(),
});

/** The first day on which the report is due, from `date` on, before days off are looked at. */
function nominal(period: ReportPeriod, day: string, date: CivilDate): CivilDate {
  for (let at = date; ; at = addDays(at, 1)) {
    const fits = day.startsWith("周")
      ? weekdayOf(at) === weekdays.indexOf(day.charAt(1))
      : Number(at.slice(8)) === Number.parseInt(day, 10) &&
        (period !== "quarter" || (Number(at.slice(5, 7)) - 1) % 3 === 0);
    if (fits) return at;
  }
}

/** When the next report is sent, after the instant `after` (epoch ms); on a day off it waits for the next working day. */
export function nextReport(period: ReportPeriod, schedule: Schedule, calendar: Calendar, after: number): number {
  const [day = "", time = "09:00"] = schedule.when.split(/\s+/u);
  // A report that was moved on by holidays may be due after a day that already lies behind.
  for (let from = addDays(toCivil(after).date, -12); ; ) {
    const planned = nominal(period, day, from);
    const at = fromCivil(addWorkingDays(calendar, planned, 0).date, time);
    if (at > after) return at;
    from = addDays(planned, 1);
  }
}
