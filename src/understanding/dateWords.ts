// From the words of a date to a civil date: years and seasons, lunar months, festivals, days ago; as exact as the words, no more.
import { festivalIn } from "./festivals.ts";
import { fromLunar, toLunar } from "./lunar.ts";
import { asDigits, parseNumber } from "./numbers.ts";

/** The parts of a date as they were said; what was not said is absent. */
export type DayWords = {
  year?: string | undefined;
  month?: string | undefined;
  day?: string | undefined;
  mark?: string | undefined;
  era?: string | undefined;
  part?: string | undefined;
  season?: string | undefined;
  relative?: string;
  week?: string;
  weekday?: string | undefined;
  ago?: { n: string; half: boolean; unit: string; ahead: boolean; over: boolean };
  vague?: string;
  festival?: string;
  near?: string | undefined;
};
export type Reading = { value: string; other?: string; calendar?: "lunar" | "solar"; approx?: boolean; now?: boolean };

const dayMs = 86_400_000;
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const shift = (date: string, days: number): string => isoDay(utc(date) + days * dayMs);
const two = (value: number): string => String(value).padStart(2, "0");

/** `months` later (earlier when negative) than the month of `date`, `2026-05`. */
export function monthOf(date: string, months: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}`;
}

const relativeYears: Record<string, number> = {
  今年: 0,
  本年: 0,
  当年: 0,
  去年: -1,
  上年: -1,
  头年: -1,
  旧年: -1,
  前年: -2,
  大前年: -3,
  明年: 1,
  来年: 1,
  后年: 2,
};

export function yearOf(words: string, today: string, due = false): number | null {
  const said = words.replace(/\s|年(?:底|初)?$|的$/gu, "");
  const relative = relativeYears[words.trim()] ?? relativeYears[said] ?? relativeYears[`${said}年`];
  const now = Number(today.slice(0, 4));
  if (relative !== undefined) return now + relative;
  const digits = asDigits(said);
  if (digits.length === 4) return Number(digits);
  if (digits.length !== 2) return null;
  return Number(digits) <= (now % 100) + (due ? 30 : 1)
    ? 2000 + Number(digits)
    : Number(digits) >= 50
      ? 1900 + Number(digits)
      : null;
}

/** 大前儿, 昨黑儿, 夜儿个 (yesterday), 今早: by how the word begins. */
const dayBegins: readonly (readonly [RegExp, number])[] = [
  [/^大前/u, -3],
  [/^大后/u, 3],
  [/^前/u, -2],
  [/^[昨夜]/u, -1],
  [/^(?:今|刚|方才)/u, 0],
  [/^明/u, 1],
  [/^后/u, 2],
];

const seasons: [RegExp, number, number][] = [
  [/春|化冻|开化|种地/u, 3, 5],
  [/夏|麦|伏|双抢|插秧|暑|铲地/u, 6, 8],
  [/秋|[收掰割](?:苞米|稻|水稻|玉米)|打完?场/u, 9, 11],
  [/冬|冻|数九|三九|寒假/u, 12, 12],
];

type Frame = { due: boolean; known: string | null };

/** Picks the year of a date said without one: the latest past one, or the next for what is due; after a year was said, that one. */
function withYear(monthDay: (year: number) => string | null, today: string, frame: Frame): string | null {
  const now = Number(today.slice(0, 4));
  if (frame.known) {
    const near = monthDay(Number(frame.known.slice(0, 4)));
    if (near && near.slice(0, 7) >= frame.known.slice(0, 7)) return near;
    const later = monthDay(Number(frame.known.slice(0, 4)) + 1);
    if (later && (frame.due || later <= today)) return later;
  }
  const tries = frame.due ? [now, now + 1] : [now, now - 1, now - 2];
  for (const year of tries) {
    const date = monthDay(year);
    if (date && (frame.due ? date >= today.slice(0, date.length) : date <= today)) return date;
  }
  return null;
}

function agoReading(ago: NonNullable<DayWords["ago"]>, today: string): Reading | null {
  const some = /几/u.test(ago.n);
  const count = ago.n === "半" ? 0.5 : some ? null : parseNumber(ago.n.replace("俩", "两"));
  const sign = ago.ahead ? 1 : -1;
  if (count === null)
    return /年/u.test(ago.unit)
      ? null
      : /月/u.test(ago.unit)
        ? { value: today.slice(0, 4), approx: true }
        : { value: today.slice(0, 7), approx: true };
  const whole = count + (ago.half ? 0.5 : 0);
  const approx = ago.over ? { approx: true } : {};
  switch (ago.unit) {
    case "分钟":
    case "小时":
    case "钟头":
      return { value: today, now: true };
    case "天":
    case "日":
      return { value: shift(today, sign * Math.round(whole)), ...approx };
    case "周":
    case "星期":
    case "礼拜":
      return { value: shift(today, sign * 7 * Math.round(whole)), approx: true };
    case "月":
      return whole === 0.5
        ? { value: shift(today, sign * 15).slice(0, 7), approx: true }
        : { value: monthOf(today, sign * Math.floor(whole)), ...approx, approx: true };
    default:
      return whole === 0.5
        ? { value: monthOf(today, sign * 6), approx: true }
        : { value: String(Number(today.slice(0, 4)) + sign * Math.floor(whole)), approx: true };
  }
}

function vagueReading(said: string, today: string, frame: Frame): Reading | null {
  const now = Number(today.slice(0, 4));
  const base = frame.known ? Number(frame.known.slice(0, 4)) : now;
  if (/^(?:前|这|近|最|上回)/u.test(said)) return { value: today.slice(0, 7), approx: true };
  if (said.startsWith("月")) return { value: today.slice(0, 7), approx: true };
  if (/^(?:年初|上半年|下半年|年中|年底)/u.test(said)) return { value: String(base), approx: true };
  if (/年前|年根|年关|过完?年|年后/u.test(said))
    return frame.due
      ? {
          value: /年后|过完/u.test(said) ? String(now + 1) : monthOf(festivalIn("春节", now + 1) ?? today, 0),
          approx: true,
        }
      : { value: (festivalIn("春节", now) ?? today).slice(0, 7), approx: true };
  if (said.startsWith("卖")) return frame.due ? { value: String(base), approx: true } : null;
  const season = seasons.find(([pattern]) => pattern.test(said));
  if (!season) return null;
  if (frame.known) return { value: String(base), approx: true };
  const begun = Number(today.slice(5, 7)) >= season[1];
  return {
    value: String(frame.due ? (Number(today.slice(5, 7)) > season[2] ? now + 1 : now) : begun ? now : now - 1),
    approx: true,
  };
}

function weekReading(words: DayWords, today: string): Reading | null {
  const weekday = (new Date(utc(today)).getUTCDay() + 6) % 7;
  const monday = shift(today, -weekday);
  const by = { 上上: -14, 上: -7, 这: 0, 本: 0, 下: 7, "": 0 }[words.week ?? ""] ?? 0;
  if (!words.weekday) return { value: shift(monday, by).slice(0, 7), approx: true };
  const index = /[日天末]/u.test(words.weekday) ? 6 : (parseNumber(words.weekday) ?? 1) - 1;
  const date = shift(monday, by + index);
  return { value: date };
}

/** The date that the words mean on the day `today`, null when they mean none that can be told. */
export function dayReadings(words: DayWords, today: string, frame: Frame): Reading | null {
  if (words.relative !== undefined) {
    const said = words.relative;
    const by = dayBegins.find(([pattern]) => pattern.test(said))?.[1];
    if (by === undefined) return null;
    return { value: shift(today, by), ...(by === 0 ? { now: true } : {}) };
  }
  if (words.week !== undefined) return weekReading(words, today);
  if (words.ago) return agoReading(words.ago, today);
  if (words.vague !== undefined) return vagueReading(words.vague, today, frame);
  const year = words.year === undefined ? null : yearOf(words.year, today, frame.due);
  if (words.year !== undefined && year === null) return null;
  if (words.festival !== undefined) {
    const name = words.festival;
    const date = year === null ? withYear((y) => festivalIn(name, y), today, frame) : festivalIn(name, year);
    if (!date) return null;
    // 端午前一天, 重阳节第二天.
    const beside = /^的?(?:前|头)一?[天日]$/u.test(words.near ?? "")
      ? -1
      : /(?:第二|后一|次)[天日]$/u.test(words.near ?? "")
        ? 1
        : 0;
    if (beside !== 0) return { value: shift(date, beside) };
    // 重阳节那天 is the day itself; 国庆前后 and 国庆期间 are not.
    const vaguely = words.near !== undefined && !/^(?:那天|当天)$/u.test(words.near);
    return vaguely || /春节/u.test(name) ? { value: date.slice(0, 7), approx: true } : { value: date };
  }
  if (words.month === undefined && words.day !== undefined) {
    const dayOf = parseNumber(words.day);
    if (dayOf === null || dayOf > 31) return null;
    const here = `${today.slice(0, 7)}-${two(dayOf)}`;
    const value = frame.due
      ? here >= today
        ? here
        : `${monthOf(today, 1)}-${two(dayOf)}`
      : here <= today
        ? here
        : `${monthOf(today, -1)}-${two(dayOf)}`;
    return valid(value) ? { value } : null;
  }
  if (words.month === undefined)
    return year === null ? null : { value: String(year), ...(words.season ? { approx: true } : {}) };
  return monthReading(words, year, today, frame);
}

const valid = (date: string): boolean => !Number.isNaN(utc(date)) && isoDay(utc(date)) === date;

function monthReading(words: DayWords, year: number | null, today: string, frame: Frame): Reading | null {
  const said = words.month!.replace(/份$/u, "");
  const relative = { 上上月: -2, 大上月: -2, 前月: -2, 上月: -1, 这月: 0, 本月: 0, 当月: 0, 下月: 1 }[
    said.replace("个", "")
  ];
  const lunarMonth = /正月/u.test(said) ? 1 : /冬月/u.test(said) ? 11 : /腊月/u.test(said) ? 12 : null;
  const number = lunarMonth ?? (relative !== undefined ? null : parseNumber(said.replace(/[闰月]/gu, "")));
  const dayOf = words.day === undefined ? null : parseNumber(words.day.replace(/^初/u, ""));
  const saysLunar =
    lunarMonth !== null || /农|阴|旧|老/u.test(words.era ?? "") || /初|廿/u.test(words.day ?? "") || /闰/u.test(said);
  const saysSolar =
    /阳|公|新|国/u.test(words.era ?? "") ||
    words.mark !== undefined ||
    /\d/u.test(words.day ?? "") ||
    (/\d/u.test(said) && !saysLunar);
  if (relative !== undefined) {
    const base = monthOf(today, relative);
    if (dayOf === null) return { value: base, ...(words.part ? { approx: true } : {}) };
    const solar = `${base}-${two(dayOf)}`;
    if (words.mark !== undefined || /\d/u.test(words.day!) || /阳|公|新|国/u.test(words.era ?? ""))
      return valid(solar) ? { value: solar } : { value: base };
    // 上个月十六: by the lunar calendar in the villages; the other reading is kept to be asked about.
    const there = toLunar(today);
    if (!there) return { value: solar };
    const index = there.year * 12 + there.month - 1 + relative;
    const lunar = fromLunar(Math.floor(index / 12), (index % 12) + 1, dayOf);
    return lunar
      ? { value: lunar, calendar: "lunar", ...(valid(solar) && !saysLunar ? { other: solar } : {}) }
      : { value: solar };
  }
  if (number === null || number < 1 || number > 12) return null;
  const lunarAt = (y: number): string | null =>
    dayOf === null ? (fromLunar(y, number, 1) ?? null) : fromLunar(y, number, dayOf);
  const solarAt = (y: number): string | null => {
    const value = dayOf === null ? `${y}-${two(number)}` : `${y}-${two(number)}-${two(dayOf)}`;
    return dayOf === null || valid(value) ? value : null;
  };
  const pick = (at: (y: number) => string | null): string | null =>
    year === null ? withYear(at, today, frame) : at(year);
  if (saysLunar && !/阳|公|新|国/u.test(words.era ?? "")) {
    const value = pick(lunarAt);
    return value
      ? {
          value: dayOf === null ? value.slice(0, 7) : value,
          calendar: "lunar",
          ...(dayOf === null ? { approx: true } : {}),
        }
      : null;
  }
  const solar = pick(solarAt);
  if (
    dayOf !== null &&
    !saysSolar &&
    /^(?:十[一二三四五六七八九]?|二?十[一二三四五六七八九]?|三十)$/u.test(words.day!)
  ) {
    const lunar = pick(lunarAt);
    if (lunar) return { value: lunar, calendar: "lunar", ...(solar ? { other: solar } : {}) };
  }
  return solar ? { value: solar, ...(words.part ? { approx: true } : {}) } : null;
}
