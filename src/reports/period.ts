// The stretches of time that reports are about: a week, a month, a quarter, with the one before and the same a year before.
import { addDays, type CivilDate, fromCivil, weekdayOf } from "../court/calendar.ts";

export const periodKinds = ["week", "month", "quarter"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** From the first day to the last, both counted; `start` and `end` in epoch ms, the end excluded. */
export type Period = { kind: PeriodKind; first: CivilDate; last: CivilDate; start: number; end: number; name: string };

export const reportName: Record<PeriodKind, string> = { week: "周通报", month: "月分析", quarter: "季调度" };

const months: Record<PeriodKind, number> = { week: 0, month: 1, quarter: 3 };

const iso = (year: number, month: number): CivilDate => {
  const at = year * 12 + month - 1;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
};

const day = (date: CivilDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

function between(kind: PeriodKind, first: CivilDate, next: CivilDate): Period {
  const last = addDays(next, -1);
  const year = first.slice(0, 4);
  const month = Number(first.slice(5, 7));
  const name = {
    week: `${year}年${day(first)}至${first.slice(0, 4) === last.slice(0, 4) ? "" : `${last.slice(0, 4)}年`}${day(last)}`,
    month: `${year}年${month}月`,
    quarter: `${year}年第${["一", "二", "三", "四"][Math.floor((month - 1) / 3)] ?? ""}季度`,
  }[kind];
  return { kind, first, last, start: fromCivil(first), end: fromCivil(next), name };
}

/** The week (Monday to Sunday), month or quarter that a day lies in. */
export function periodOf(kind: PeriodKind, date: CivilDate): Period {
  if (kind === "week") {
    const monday = addDays(date, -((weekdayOf(date) + 6) % 7));
    return between(kind, monday, addDays(monday, 7));
  }
  const step = months[kind];
  const year = Number(date.slice(0, 4));
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / step) * step + 1;
  return between(kind, iso(year, month), iso(year, month + step));
}

/** The period just before. */
export const before = (period: Period): Period => periodOf(period.kind, addDays(period.first, -1));

/** The same period a year before; a week is the one 52 weeks before, with the same weekdays. */
export function yearBefore(period: Period): Period {
  if (period.kind === "week") return periodOf("week", addDays(period.first, -364));
  return periodOf(period.kind, `${Number(period.first.slice(0, 4)) - 1}${period.first.slice(4)}`);
}

/** The last period that is over on a day: what a report on that day is about. */
export const lastFull = (kind: PeriodKind, today: CivilDate): Period => before(periodOf(kind, today));
