// The lunar calendar by the tables of chinese-days, counted in UTC so that the host's time zone never shifts a day.
import chineseDays from "chinese-days";

const { monthDays, getYearLeapMonth, getSolarTermDate } = chineseDays as unknown as {
  getSolarTermDate: (year: number, month: number, term: string) => string;
  monthDays: (year: number, month: number) => number;
  getYearLeapMonth: (year: number) => { days: number; leapMonth?: number | undefined };
};

const dayMs = 86_400_000;
const firstYear = 1900;
const lastYear = 2099;
/** Lunar new year's day of 1900. */
const epoch = Date.UTC(1900, 0, 31);

const newYears: number[] = [];

function newYear(year: number): number {
  if (newYears.length === 0) {
    let at = epoch;
    for (let y = firstYear; y <= lastYear + 1; y++) {
      newYears.push(at);
      if (y > lastYear) break;
      let days = getYearLeapMonth(y).days;
      for (let m = 1; m <= 12; m++) days += monthDays(y, m);
      at += days * dayMs;
    }
  }
  return newYears[year - firstYear] ?? Number.NaN;
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The civil date of a lunar one, null when that year is not in the tables or the month has no such day. */
export function fromLunar(year: number, month: number, day: number): string | null {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > monthDays(year, month))
    return null;
  const leap = getYearLeapMonth(year);
  let at = newYear(year);
  for (let m = 1; m < month; m++) at += (monthDays(year, m) + (leap.leapMonth === m ? leap.days : 0)) * dayMs;
  return iso(at + (day - 1) * dayMs);
}

/** The last day of a lunar month: 年三十 falls on the 29th in some years. */
export const lunarMonthDays = (year: number, month: number): number => monthDays(year, month);

/** The lunar year and month in which a civil date falls; a leap month counts as the month before it. */
export function toLunar(date: string): { year: number; month: number; day: number } | null {
  const at = Date.parse(`${date}T00:00:00Z`);
  let year = Number(date.slice(0, 4));
  if (year < firstYear + 1 || year > lastYear) return null;
  if (at < newYear(year)) year--;
  let day = Math.round((at - newYear(year)) / dayMs);
  const leap = getYearLeapMonth(year);
  for (let m = 1; m <= 12; m++) {
    const own = monthDays(year, m);
    if (day < own) return { year, month: m, day: day + 1 };
    day -= own;
    if (leap.leapMonth === m) {
      if (day < leap.days) return { year, month: m, day: day + 1 };
      day -= leap.days;
    }
  }
  return null;
}

/** The civil date of a solar term, named as chinese-days names it. */
export const solarTerm = (year: number, month: number, term: string): string => getSolarTermDate(year, month, term);
