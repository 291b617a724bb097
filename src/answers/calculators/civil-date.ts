// Arithmetic on ISO dates (2026-05-01) by the counting rules of the Civil Code, without clock or time zone.

const dayMs = 86_400_000;

/** Days since 1970-01-01; NaN for a date that does not exist. */
export function days(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 10) === date ? ms / dayMs : Number.NaN;
}

const fromDays = (count: number): string => new Date(count * dayMs).toISOString().slice(0, 10);

export const addDays = (date: string, count: number): string => fromDays(days(date) + count);

export const daysBetween = (from: string, to: string): number => days(to) - days(from);

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const makeDate = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

export const yearOf = (date: string): number => Number(date.slice(0, 4));
export const monthOf = (date: string): number => Number(date.slice(5, 7));
export const dayOf = (date: string): number => Number(date.slice(8, 10));

/** Days of a month that is only a part of one: 一个半月 is a month and 15 days. */
const daysInPart = 30;

/** The corresponding day `count` months on; the month's last day where there is none (民法典 art. 202). */
export function addMonths(date: string, count: number): string {
  const whole = Math.trunc(count);
  if (whole !== count) return addDays(addMonths(date, whole), Math.round((count - whole) * daysInPart));
  const month = yearOf(date) * 12 + monthOf(date) - 1 + count;
  const year = Math.floor(month / 12);
  const inYear = (month % 12) + 1;
  return makeDate(year, inYear, Math.min(dayOf(date), lastDayOf(year, inYear)));
}

export const addYears = (date: string, count: number): string => addMonths(date, count * 12);

/** Whole months from one date to another, and the days left over. */
export function monthsAndDays(from: string, to: string): { months: number; days: number } {
  let months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
  while (months > 0 && addMonths(from, months) > to) months -= 1;
  return { months, days: daysBetween(addMonths(from, months), to) };
}

/**
 * Years between two dates for interest: whole years by the corresponding day, the rest by months when it is whole months,
 * otherwise by days out of 365. So a leap year earns no 366th day.
 */
export function yearsBetween(from: string, to: string): { years: number; words: string } {
  if (to <= from) return { years: 0, words: "0天" };
  const span = monthsAndDays(from, to);
  if (span.days === 0) return { years: span.months / 12, words: monthWords(span.months) };
  const whole = Math.floor(span.months / 12);
  const rest = daysBetween(addYears(from, whole), to);
  return { years: whole + rest / 365, words: whole > 0 ? `${whole}年零${rest}天` : `${rest}天` };
}

/** 76 → 6年4个月 */
export function monthWords(months: number): string {
  const years = Math.floor(months / 12);
  const rest = round(months - years * 12);
  if (years === 0) return `${rest}个月`;
  return rest === 0 ? `${years}年` : `${years}年${rest}个月`;
}

const round = (x: number): number => Math.round(x * 100) / 100;

/** 2026-05-01 → 2026年5月1日 */
export const dateWords = (date: string): string => `${yearOf(date)}年${monthOf(date)}月${dayOf(date)}日`;

const weekdayNames = ["日", "一", "二", "三", "四", "五", "六"];
export const weekdayWords = (date: string): string => `星期${weekdayNames[(((days(date) + 4) % 7) + 7) % 7]}`;

/** Holidays on fixed days of every year (全国年节及纪念日放假办法 art. 2), also where no calendar is out yet. */
const fixedHolidays = new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]);
const isFixedHoliday = (date: string): boolean =>
  fixedHolidays.has(date.slice(5)) && !(date.endsWith("05-02") && date < "2025");

/** The day itself, or the first working day after it (民法典 art. 203, 民事诉讼法 art. 85). */
export function nextOpenDay(date: string, isDayOff: (date: string) => boolean): string {
  let day = date;
  for (let tries = 0; tries < 60 && (isDayOff(day) || isFixedHoliday(day)); tries++) day = addDays(day, 1);
  return day;
}
