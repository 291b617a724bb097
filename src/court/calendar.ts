// The court's civil time: Shanghai dates and instants, working days with holidays and make-up workdays, quiet hours, deadlines.
import published from "chinese-days/dist/chinese-days.json" with { type: "json" };

/** A civil date of Asia/Shanghai, `2026-10-01`. */
export type CivilDate = string;

/** Single days that differ from the statutory calendar, as court.yaml states them. */
export type Calendar = {
  holidays: readonly CivilDate[];
  makeup_workdays: readonly CivilDate[];
  /** Years whose whole calendar stands in court.yaml, for when the State Council was quicker than the package. */
  complete_years?: readonly number[] | undefined;
};

export type Civil = { date: CivilDate; time: string /** 0 is Sunday. */; weekday: number };

/** A computed date; `provisional` when a year on the way has no published calendar yet (待公布). */
export type ComputedDate = { date: CivilDate; provisional: boolean };

const dayMs = 86_400_000;
// China has kept UTC+8 without summer time since September 1991; the court's matters lie after that.
const shanghaiMs = 8 * 3_600_000;

const holidays: Readonly<Record<string, string>> = published.holidays;
const workdays: Readonly<Record<string, string>> = published.workdays;
const publishedYears = new Set(Object.keys(holidays).map((date) => Number(date.slice(0, 4))));

/** The statutory calendar as it is, without the court's own days. */
export const statutory: Calendar = { holidays: [], makeup_workdays: [] };

const dayNumber = (date: CivilDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
/** The dates of 1991 to 2100 by their number, as they are asked for: working days are counted one by one, for every lead. */
const dates = new Map<number, CivilDate>();
function fromDayNumber(day: number): CivilDate {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (day > 7_670 && day < 47_500) dates.set(day, date);
  return date;
}

/** True for a date that exists, in the form `2026-02-28`. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/**
 * The Shanghai date that a written date or instant means: `2026-3-9`, `2026-03-09`, `2026-03-09T20:00`, and with a zone
 * (`2026-03-08T20:00Z`) the date it then is in Shanghai. Null when it is no date.
 */
export function civilDateOf(text: string): CivilDate | null {
  const trimmed = text.trim();
  if (/T.*(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) {
    const ms = Date.parse(trimmed);
    return Number.isNaN(ms) ? null : toCivil(ms).date;
  }
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:$|[日T\s])/.exec(trimmed);
  if (!parts) return null;
  const date = `${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}`;
  return isCivilDate(date) ? date : null;
}

/** What clocks in Shanghai show at an instant (epoch ms). */
export function toCivil(ms: number): Civil {
  const shifted = new Date(ms + shanghaiMs);
  const iso = shifted.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: shifted.getUTCDay() };
}

/** The instant (epoch ms) of a Shanghai date and time, `18:00` or `18:00:30`. */
export function fromCivil(date: CivilDate, time = "00:00"): number {
  const ms = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(ms)) throw new RangeError(`"${date} ${time}" is not a date and time; write 2026-10-01 and 18:00`);
  return ms - shanghaiMs;
}

/** Calendar days later (or earlier), whatever kind of days they are. */
export const addDays = (date: CivilDate, days: number): CivilDate => fromDayNumber(dayNumber(date) + days);

/** 0 is Sunday. */
export const weekdayOf = (date: CivilDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

/** True when the statutory calendar of that year is not known: only weekends count as days off. */
export function isProvisional(calendar: Calendar, date: CivilDate): boolean {
  const year = Number(date.slice(0, 4));
  return !publishedYears.has(year) && !(calendar.complete_years ?? []).includes(year);
}

/** A weekend or holiday on which the court does not sit; a make-up workday (调休上班) is not one. */
export function isDayOff(calendar: Calendar, date: CivilDate): boolean {
  if (calendar.makeup_workdays.includes(date)) return false;
  if (calendar.holidays.includes(date)) return true;
  if (date in workdays) return false;
  if (date in holidays) return true;
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}

/** What kind of day it is, in the words of the reader: 国庆节, 周六, 调休上班 … */
export function dayName(calendar: Calendar, date: CivilDate): string {
  const weekday = `周${"日一二三四五六"[weekdayOf(date)]}`;
  if (!isDayOff(calendar, date))
    return date in workdays || calendar.makeup_workdays.includes(date) ? "调休上班" : weekday;
  return holidays[date]?.split(",")[1] ?? (calendar.holidays.includes(date) ? "放假" : weekday);
}

/** The first working day after `date`. */
export function nextWorkingDay(calendar: Calendar, date: CivilDate): ComputedDate {
  return addWorkingDays(calendar, date, 1);
}

/**
 * The working day that is `days` working days after `date`; the day itself does not count (民事诉讼法第85条).
 * 0 gives the day itself, or the next working day when it is a day off.
 */
export function addWorkingDays(calendar: Calendar, date: CivilDate, days: number): ComputedDate {
  if (!Number.isInteger(days) || days < 0)
    throw new RangeError(`${days} working days cannot be counted; give a whole number from 0`);
  let day = date;
  let provisional = isProvisional(calendar, day);
  let left = days;
  while (left > 0 || isDayOff(calendar, day)) {
    day = addDays(day, 1);
    provisional ||= isProvisional(calendar, day);
    if (left > 0 && !isDayOff(calendar, day)) left -= 1;
  }
  return { date: day, provisional };
}

/** Working days in the half-open span (from, to]; negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (!isDayOff(calendar, day)) count += 1;
  return count;
}

/** Close of business on the day that is `days` working days after the instant `from` (epoch ms). */
export function deadline(calendar: Calendar, from: number, days: number): ComputedDate & { at: number } {
  const due = addWorkingDays(calendar, toCivil(from).date, days);
  return { ...due, at: dueAt(due.date) };
}

export const closeOfBusiness = "18:00";
/** The instant (epoch ms) until which something due on that day may be done. */
export const dueAt = (date: CivilDate): number => fromCivil(date, closeOfBusiness);

/** Everything but danger waits from 21:00 to 08:00. */
export const quietHours = { from: "21:00", to: "08:00" } as const;

export function isQuiet(ms: number): boolean {
  const { time } = toCivil(ms);
  return time >= quietHours.from || time < quietHours.to;
}

/** The instant at which something that is ready at `ms` may go out: itself by day, else the next 08:00. */
export function afterQuiet(ms: number): number {
  if (!isQuiet(ms)) return ms;
  const { date, time } = toCivil(ms);
  return fromCivil(time < quietHours.to ? date : addDays(date, 1), quietHours.to);
}
