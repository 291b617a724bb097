// Finding the days that a question names, whole or in part, seen from the day on which it is asked.
import { addDays, addMonths, days, makeDate, monthOf, yearOf } from "./civil-date.ts";
import { numberOf } from "./numbers.ts";

export type DateMention = { date: string; precision: "day" | "month" | "year"; start: number; end: number };

const num = "(?:\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])";
const year =
  "(?:(?:19|20)\\d\\d|[二一][〇零九][〇零一二三四五六七八九]{2}|[〇零一二][〇零一二三四五六七八九]|\\d\\d)年|大前年|前年|去年|上年|今年|当年|明年";
/** Days that are called by their feast; those of the farmers' calendar are left alone. */
const feasts: Record<string, [month: number, day: number]> = {
  元旦: [1, 1],
  三八: [3, 8],
  五一: [5, 1],
  六一: [6, 1],
  七一: [7, 1],
  八一: [8, 1],
  十一: [10, 1],
  国庆: [10, 1],
};
/** Two figures of a year in words: only where a month follows, for 二三年 alone is two or three years. */
const shortYear = "[〇零一二][〇零一二三四五六七八九]年";
const patterns: {
  source: string;
  read: (groups: (string | undefined)[], seen: Seen) => Omit<DateMention, "start" | "end"> | null;
}[] = [
  {
    source: "(?<!\\d)((?:19|20)\\d\\d)[-./](\\d{1,2})[-./](\\d{1,2})(?!\\d)[日号]?",
    read: ([y, m, d]) => exact(Number(y), Number(m), Number(d)),
  },
  {
    source: `(${year})的?(元旦|三八|五一|六一|七一|八一|十一(?!月)|国庆)(?:节)?(?:那天)?(?![一二三四五六七八九十\\d月])`,
    read: ([y, feast], seen) => exact(yearFrom(y ?? "", seen), ...(feasts[feast ?? ""] ?? [0, 0])),
  },
  {
    source: `(${year}|${shortYear})的?(${num})月份?(?:(${num})[日号]?(?![个月年\\d]))?`,
    read: ([y, m, d], seen) =>
      d ? exact(yearFrom(y ?? "", seen), value(m), value(d)) : whole(yearFrom(y ?? "", seen), value(m)),
  },
  { source: "(?<!\\d)((?:19|20)\\d\\d)[-./](\\d{1,2})(?![\\d.元块万])", read: ([y, m]) => whole(Number(y), Number(m)) },
  {
    source: `(上上个?月|上个?月|这个?月|本月|下个?月)(?:的?(${num})[日号])?`,
    read: ([m, d], seen) => inMonth(addMonths(`${seen.askedOn.slice(0, 8)}01`, monthShift(m ?? "")), d),
  },
  { source: `(?<!第)(${num})月份?(${num})[日号]`, read: ([m, d], seen) => withoutYear(value(m), value(d), seen) },
  // 三月十五上的班: the day without its 日, where nothing shows that it counts something else.
  {
    source: `(?<![第\\d个一两三四五六七八九十])(${num})月(${num})(?![个月年\\d万千百亿块元毛天斤亩多来点分厘级倍成人次回%.一二三四五六七八九十])`,
    read: ([m, d], seen) => withoutYear(value(m), value(d), seen),
  },
  {
    source: `(?<=[从打自到至])(${num})月(?![\\d份底初一二三四五六七八九十])`,
    read: ([m], seen) => asMonth(withoutYear(value(m), 1, seen)),
  },
  {
    source: `(?<![\\d个第几一两三四五六七八九十])(${num})月份`,
    read: ([m], seen) => asMonth(withoutYear(value(m), 1, seen)),
  },
  { source: `(?<![\\d第])(${num})[日号](?![码息薪常子楼院店])`, read: ([d], seen) => dayOnly(value(d), seen) },
  {
    source: "(大前天|前天|昨天|昨日|昨儿|今天|今日|今儿|明天|后天|刚刚)",
    read: ([w], seen) => ({ date: addDays(seen.askedOn, dayShift(w ?? "")), precision: "day" }),
  },
  {
    source: "(上上|上|这|本|下)?个?(?:周|星期|礼拜)([一二三四五六日天])",
    read: ([w, d], seen) => weekday(w ?? "", d ?? "", seen.askedOn),
  },
  {
    source: `(${num}|半|\\d{1,3})(天|日|周|个星期|星期|个月|年)(?:以|之)?前`,
    read: ([n, u], seen) => ago(n ?? "", u ?? "", seen.askedOn),
  },
  {
    source:
      "((?:19|20)\\d\\d年|[二一][〇零九][〇零一二三四五六七八九]{2}年|大前年|前年|去年|今年|明年|(?:[〇零一二][〇零一二三四五六七八九]|[01]\\d)年(?=[初底末])|(?:1[5-9]|2[0-9])年(?=[初底末春夏秋冬借签欠入进打就]))([初底末])?",
    read: ([y, part], seen) => inYear(yearFrom(y ?? "", seen), part),
  },
];

type Seen = { askedOn: string; previous: string | undefined };

const value = (text: string | undefined): number => (text === undefined ? Number.NaN : (numberOf(text) ?? Number.NaN));

const exact = (y: number, m: number, d: number): Omit<DateMention, "start" | "end"> | null => {
  const date = makeDate(y, m, d);
  return Number.isNaN(days(date)) ? null : { date, precision: "day" };
};
const whole = (y: number, m: number): Omit<DateMention, "start" | "end"> | null =>
  m >= 1 && m <= 12 ? { date: makeDate(y, m, 1), precision: "month" } : null;
const asMonth = (found: Omit<DateMention, "start" | "end"> | null): Omit<DateMention, "start" | "end"> | null =>
  found && { ...found, precision: "month" };

function yearFrom(text: string, { askedOn }: Seen): number {
  const shift = { 大前年: -3, 前年: -2, 去年: -1, 上年: -1, 今年: 0, 当年: 0, 明年: 1 }[text];
  if (shift !== undefined) return yearOf(askedOn) + shift;
  const written = numberOf(text.replace("年", "")) ?? Number.NaN;
  if (written >= 100) return written;
  return written + (written + 2000 > yearOf(askedOn) + 10 ? 1900 : 2000);
}

const inMonth = (first: string, d: string | undefined): Omit<DateMention, "start" | "end"> | null =>
  d === undefined ? { date: first, precision: "month" } : exact(yearOf(first), monthOf(first), value(d));

const monthShift = (word: string): number =>
  word.startsWith("上上") ? -2 : word.startsWith("上") ? -1 : word.startsWith("下") ? 1 : 0;
const dayShift = (word: string): number =>
  ({ 大前天: -3, 前天: -2, 昨天: -1, 昨日: -1, 昨儿: -1, 明天: 1, 后天: 2 })[word] ?? 0;

/** 3月15号: the first one after a date named before it, else the last one that is past. */
function withoutYear(m: number, d: number, { askedOn, previous }: Seen): Omit<DateMention, "start" | "end"> | null {
  const base = yearOf(previous ?? askedOn);
  for (const y of previous ? [base, base + 1] : [base, base - 1]) {
    const found = exact(y, m, d);
    if (found && (previous ? found.date >= previous : found.date <= askedOn)) return found;
  }
  return null;
}

/** 11号: in the month of the date before it, else the last one that is past. */
function dayOnly(d: number, { askedOn, previous }: Seen): Omit<DateMention, "start" | "end"> | null {
  if (!(d >= 1 && d <= 31)) return null;
  const months = previous ? [0, 1] : [0, -1, -2];
  for (const shift of months) {
    const first = addMonths(`${(previous ?? askedOn).slice(0, 8)}01`, shift);
    const found = exact(yearOf(first), monthOf(first), d);
    if (found && (previous ? found.date >= previous : found.date <= askedOn)) return found;
  }
  return null;
}

function weekday(which: string, day: string, askedOn: string): Omit<DateMention, "start" | "end"> {
  const wanted = "一二三四五六日".indexOf(day === "天" ? "日" : day);
  const today = (((days(askedOn) + 3) % 7) + 7) % 7;
  const monday = addDays(askedOn, -today);
  const shift = { 上上: -14, 上: -7, 下: 7 }[which] ?? 0;
  const date = addDays(monday, wanted + shift);
  return { date: which === "" && date > askedOn ? addDays(date, -7) : date, precision: "day" };
}

function ago(n: string, unit: string, askedOn: string): Omit<DateMention, "start" | "end"> | null {
  const count = n === "半" ? 0.5 : (numberOf(n) ?? Number.NaN);
  if (!Number.isFinite(count)) return null;
  if (unit === "天" || unit === "日") return { date: addDays(askedOn, -Math.round(count)), precision: "day" };
  if (unit.includes("星期") || unit === "周")
    return { date: addDays(askedOn, -Math.round(count * 7)), precision: "day" };
  if (unit === "个月")
    return { date: count === 0.5 ? addDays(askedOn, -15) : addMonths(askedOn, -count), precision: "month" };
  return { date: addMonths(askedOn, -Math.round(count * 12)), precision: "month" };
}

const inYear = (y: number, part: string | undefined): Omit<DateMention, "start" | "end"> =>
  part === "底" || part === "末"
    ? { date: makeDate(y, 12, 31), precision: "month" }
    : { date: makeDate(y, 1, 1), precision: part === "初" ? "month" : "year" };

/** The days named in a normalised text, in order, none overlapping; lunar dates are left alone. */
export function readDates(text: string, askedOn: string): DateMention[] {
  const hits = patterns.flatMap(({ source, read }, rank) =>
    [...text.matchAll(new RegExp(source, "g"))].map((match) => ({ match, read, rank })),
  );
  hits.sort((a, b) => a.match.index - b.match.index || a.rank - b.rank);
  const found: DateMention[] = [];
  let end = 0;
  let previous: string | undefined;
  for (const { match, read } of hits) {
    if (
      match.index < end ||
      /(?:农历|阴历|旧历|腊月|正月)$/.test(text.slice(Math.max(0, match.index - 3), match.index))
    )
      continue;
    const mention = read(match.slice(1), { askedOn, previous });
    end = match.index + match[0].length;
    // A day that does not exist (2月30号) is passed over whole, not read in part.
    if (!mention) continue;
    previous = mention.precision === "year" ? previous : mention.date;
    found.push({ ...mention, start: match.index, end });
  }
  return found;
}
