// Finding sums of money, lengths of time and rates of interest in a question, without taking one for another.
import { normalise, numberOf, numberSource, smallSource } from "./numbers.ts";
import { type DateMention, readDates } from "./read-dates.ts";
import { type Product, readProducts } from "./read-products.ts";

type Place = { start: number; end: number };
export type Money = Place & { yuan: number };
/** `per`: said as a measure (一个月四千五), not as a length. */
export type Span = Place & { months: number; days: number; per: boolean };
export type Hours = Place & { hours: number };
/** A rate a year, as a share of 1; `unclear` where it may be a month's (利息2%). */
export type Rate = Place & { rate: number; unclear: boolean };

export type Reading = {
  text: string;
  askedOn: string;
  dates: DateMention[];
  spans: Span[];
  hours: Hours[];
  rates: Rate[];
  money: Money[];
  /** Prices times counts, where both are said. */
  products: Product[];
};

const n = numberSource;
const small = smallSource;
const mask = (text: string, place: Place): string =>
  text.slice(0, place.start) + "□".repeat(place.end - place.start) + text.slice(place.end);

/** Every match that `read` accepts, in order; what was read is masked for the readers after it. */
function take<T extends object>(
  text: string,
  source: string,
  read: (groups: (string | undefined)[], at: Place) => T | null,
): { found: (T & Place)[]; rest: string } {
  let rest = text;
  const found: (T & Place)[] = [];
  for (const match of text.matchAll(new RegExp(source, "g"))) {
    const place = { start: match.index, end: match.index + match[0].length };
    const value = read(match.slice(1), place);
    if (!value) continue;
    found.push({ ...value, ...place });
    rest = mask(rest, place);
  }
  return { found, rest };
}

const perYear = { 年: 1, 月: 12, 日: 365, 天: 365 } as const;
const periodOf = (word: string | undefined): keyof typeof perYear | undefined =>
  /[年]/.test(word ?? "") ? "年" : /月/.test(word ?? "") ? "月" : /[日天]/.test(word ?? "") ? "日" : undefined;

const period = "((?:[年月日]|每[个]?[年月日天]|按[年月日]|一个?[年月天])[的付]?)?";
const interestWord = "(?:利息|利率|利钱|息|利|化)";
const link = "[为是按算写约定的]{0,4}";
const before = `${period}${interestWord}?${link}`;

/** 月息2分 is 2% a month, 年息1分 10% a year; a bare 2分 is a month's. 厘 is a tenth of 分. */
function fenRate(period: string | undefined, fen: number, li: number): number {
  const parts = fen + li / 10;
  const p = periodOf(period) ?? "月";
  if (p === "年") return parts / 10;
  return p === "日" ? (parts / 1000) * 365 : (parts / 100) * 12;
}

const tidy = (rate: number): number => Number(rate.toFixed(8));

function readFen([period, a, half, b]: (string | undefined)[]): Omit<Rate, "start" | "end"> | null {
  const rate = tidy(
    fenRate(period, numberOf(a ?? "") ?? Number.NaN, half ? 5 : b === undefined ? 0 : (numberOf(b) ?? Number.NaN)),
  );
  return Number.isFinite(rate) && rate < 20 ? { rate, unclear: false } : null;
}

/** 一点五 → 1.5 */
function point(text: string): number {
  const [whole, part] = text.split("点");
  return (numberOf(whole ?? "") ?? Number.NaN) + (part === undefined ? 0 : Number(`0.${numberOf(part) ?? 0}`));
}

function readRates(text: string): { found: Rate[]; rest: string } {
  const fenSource = `(${small})分(?!钟|钱|之)(?:(半)|(${small})(?:厘)?(?![\\d个万千百元块年月天]))?`;
  const called = take(text, `${period}${interestWord}${link}${fenSource}`, readFen);
  const bare = take(called.rest, `${before}${fenSource}(?=的?(?:利|息|钱的利|$|[，。、？！的算借]))`, readFen);
  const fen = { found: [...called.found, ...bare.found], rest: bare.rest };
  const li = take(fen.rest, `${before}(${small})厘(?:(${small}))?`, ([period, a, b]) => {
    const rate = tidy(
      fenRate(period, 0, (numberOf(a ?? "") ?? Number.NaN) + (b === undefined ? 0 : (numberOf(b) ?? 0) / 10)),
    );
    return Number.isFinite(rate) ? { rate, unclear: false } : null;
  });
  const percent = take(
    li.rest,
    `${before}(?:(${small})(?:%|个点)|百分之(${small}(?:点${small})?)|千分之(${small})|万分之(${small}(?:点${small})?))的?((?:[年月日]|每个?[年月天]|一个?[年月天])(?:利|息|化)?)?`,
    ([period, a, b, c, d, after]) => {
      const share = a
        ? (numberOf(a) ?? Number.NaN) / 100
        : b
          ? point(b) / 100
          : c
            ? point(c) / 1000
            : d
              ? point(d) / 10_000
              : Number.NaN;
      const p = periodOf(period) ?? periodOf(after);
      if (!Number.isFinite(share)) return null;
      return { rate: tidy(share * perYear[p ?? (d ? "日" : "年")]), unclear: p === undefined && share <= 0.03 && !d };
    },
  );
  return { found: [...fen.found, ...li.found, ...percent.found].sort((x, y) => x.start - y.start), rest: percent.rest };
}

/** What may stand between 一个月 and the sum that it measures. */
const measured = new RegExp(
  `^(?:的?[才就是给发拿挣开能到手工资薪水利息收入大概差不多约要付还得有只]{0,6})${n}(?:元|块|[，。？！]|$|[^年个天月%分])`,
);

const v = (text: string | undefined): number =>
  text === undefined ? 0 : text === "半" ? 0.5 : (numberOf(text) ?? Number.NaN);

function readSpans(text: string): { found: Span[]; rest: string } {
  const source = [
    `(${small}|半)(?:来|多)?年(?:(半)|(?:零|又|加|多|(?!一个?月[^，。]{0,6}[\\d一二三四五六七八九]|1个?月[才就拿挣给发开能到手]{0,3}\\d))(${small})个?(半)?月)?(?:零|又)?(?:(${small})[天日])?`,
    `(${small})个(半)?月(半)?(?:(?:零|又|(?<!一个月))(${small})[天日])?`,
    "(半个月)",
    `(${small}|\\d+|[一二两三四五六七八九十百]{1,5})(?:天|日(?!息))`,
    `(${small})个?(?:周|星期|礼拜)`,
  ].join("|");
  return take(
    text,
    `(?<![第每\\d前上下])(?:${source})(?![级前份])`,
    ([y, yHalf, yMonths, yMonthHalf, yDays, m, mHalf, mHalf2, mDays, halfMonth, d, w], { start, end }) => {
      let months = 0;
      let days = 0;
      if (y !== undefined) {
        months = v(y) * 12 + (yHalf ? 6 : 0) + v(yMonths) + (yMonthHalf ? 0.5 : 0);
        days = v(yDays);
      } else if (m !== undefined) {
        months = v(m) + (mHalf || mHalf2 ? 0.5 : 0);
        days = v(mDays);
      } else if (halfMonth) days = 15;
      else days = d === undefined ? v(w) * 7 : v(d);
      if (!Number.isFinite(months) || !Number.isFinite(days) || months > 1200 || days > 36_500) return null;
      if (!Number.isInteger(months * 2)) months = Math.round(months * 100) / 100;
      const single = (months === 1 && days === 0) || (months === 12 && days === 0) || (months === 0 && days === 1);
      return {
        months,
        days,
        per:
          single &&
          (/[元块钱\d千百万二三四五六七八九]$/.test(text.slice(0, start)) ||
            measured.test(text.slice(end, end + 24)) ||
            /^[^，。]{0,3}?\d+天/.test(text.slice(end, end + 6))),
      };
    },
  );
}

function readMoney(text: string): Money[] {
  const { found } = take(
    text,
    `(?<![\\d.第])(${n})(?:多|来)?(万|千|百)?(块钱?|元|圆|钱)?`,
    ([amount, unit, word], { end }) => {
      const raw = (amount ?? "") + (unit ?? "");
      const value = numberOf(raw);
      if (value === null || value <= 0 || value > 100_000_000_000) return null;
      const following = text.slice(end, end + 1);
      const bare = word === undefined && !/[万千百亿]/.test(raw);
      if (
        bare &&
        (!/^\d+(?:\.\d+)?$/.test(raw) ||
          value < 100 ||
          raw.length > 9 ||
          /[%号页条级人名次倍岁斤亩平个年月天日小时度期张位室栋幢楼层路院]/.test(following))
      )
        return null;
      if (!bare && word === undefined && /[多]?[人个斤亩平袋棵头只条次倍里年天名件页]/.test(following)) return null;
      return { yuan: value };
    },
  );
  return found;
}

/** Reads all of a question once; the readers of each kind pick from it. */
export function readQuantities(question: string, askedOn: string): Reading {
  const text = normalise(question);
  const dates = readDates(text, askedOn);
  const undated = dates.reduce(mask, text);
  const rates = readRates(undated);
  const hours = take(rates.rest, `(${small}|\\d+|半)个?(半)?(?:小时|钟头|(?<=个)钟(?!头))`, ([h, half], { end }) => {
    if (/^[一1]$/.test(h ?? "") && measured.test(rates.rest.slice(end, end + 24))) return null;
    const hours = h === "半" ? 0.5 : (numberOf(h ?? "") ?? Number.NaN) + (half ? 0.5 : 0);
    return Number.isFinite(hours) ? { hours } : null;
  });
  const spans = readSpans(hours.rest);
  return {
    text,
    askedOn,
    dates,
    rates: rates.found,
    hours: hours.found,
    spans: spans.found,
    money: readMoney(spans.rest),
    products: readProducts(rates.rest),
  };
}

/** Whether the words just before or after a find match. */
export const precededBy = ({ text }: Reading, place: Place, words: RegExp, reach = 8): boolean =>
  words.test(text.slice(Math.max(0, place.start - reach), place.start));
export const followedBy = ({ text }: Reading, place: Place, words: RegExp, reach = 8): boolean =>
  words.test(text.slice(place.end, place.end + reach));

/** The lengths of time proper, without the measures. */
export const lengths = (reading: Reading): Span[] => reading.spans.filter((span) => !span.per);
