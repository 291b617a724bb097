// Sums that nobody says outright: a price times how many, a day's or a month's pay times how long, less what was paid.
import { type DurationFact, type Fact, factsOf, type MoneyFact } from "./facts.ts";
import { hanNumber, parseNumber } from "./numbers.ts";

export type SumInDispute = { yuan: number; words: string; approx: boolean };

const cents = (n: number): number => Math.round(n * 100) / 100;
export const joined = (facts: readonly { words: string }[]): string =>
  [...new Set(facts.map((f) => f.words))].join("，");

/** How things of a price are counted in other words: 一平十八 and 四百平方. */
const alike: Readonly<Record<string, string>> = {
  斤: "斤",
  吨: "吨",
  平: "平(?:方|米|方米)?",
  米: "米",
  人: "(?:个)?(?:人|工人|工友|弟兄|伙计)|口(?:子)?|名",
  头: "头",
  天: "天|个?工",
  趟: "趟",
};
const several: Readonly<Record<string, number>> = { 俩: 2, 仨: 3 };

type Count = { n: number; words: string };

/** How many of a thing that has its price by the piece (一袋二百三): 十四袋. Null where nobody says, or 一 alone. */
function countOf(text: string, price: MoneyFact, money: readonly MoneyFact[]): Count | null {
  const { per } = price;
  if (per === undefined) return null;
  const unit = alike[per] ?? per;
  const pattern = new RegExp(
    `(?<![第每\\d${hanNumber}])(?<n>\\d{1,6}(?:\\.\\d{1,2})?万?|[${hanNumber}万]{1,7}|[俩仨])(?:多|来)?(?:${unit})`,
    "gu",
  );
  let best: Count | null = null;
  // 错了 是八趟: the number that was put right is looked at first.
  const mended = (m: RegExpMatchArray): boolean =>
    /(?:错了|不对|说错|更正|应该是)[^。]{0,5}$/u.test(text.slice(Math.max(0, (m.index ?? 0) - 8), m.index));
  const found = [...text.matchAll(pattern)];
  for (const m of [...found.filter(mended), ...found.filter((o) => !mended(o))]) {
    const [start, end] = [m.index, m.index + m[0].length];
    if (money.some((f) => start < f.end && end > f.start)) continue;
    const said = m.groups?.["n"] ?? "";
    const n = several[said] ?? parseNumber(said);
    // 一头两千一: the price itself; 赔一头的钱: one of them.
    const one = /^(?:一|1)$/u.test(said);
    if (one && !(/赔|退|要|换/u.test(text.slice(Math.max(0, start - 4), start)) && text.startsWith("的钱", end)))
      continue;
    if (n === null || n <= 0 || n > 1_000_000) continue;
    if (one || mended(m)) return { n, words: m[0] };
    // 拉了十八车 给结了八车的 剩十车不给: the rest of them.
    if (
      /(?:剩|剩下|余下|还差|还有|欠)(?:的)?(?:那)?$/u.test(text.slice(Math.max(0, start - 4), start)) ||
      /^(?:的)?(?:钱)?(?:没|不|一直没)(?:给|结|付|算)/u.test(text.slice(end, end + 5))
    )
      return { n, words: m[0] };
    if (!best) best = { n, words: m[0] };
  }
  // 一张票一百二 我们五个人: a ticket for each.
  if (!best && (per === "张" || per === "位")) {
    const heads = new RegExp(
      `(?:我|俺|咱)们?(?:一共|总共|一家)?(?:(?<n>[${hanNumber}\\d]{1,3})(?:个人|口人|人)|(?<few>[俩仨]))`,
      "u",
    ).exec(text);
    const said = heads?.groups?.["n"] ?? heads?.groups?.["few"] ?? "";
    const n = several[said] ?? parseNumber(said);
    if (heads && n !== null && n > 1 && n <= 100) best = { n, words: heads[0] };
  }
  if (!best && per === "人") {
    const us = /(?:我|俺|咱)们?(?<n>[俩仨])/u.exec(text);
    const n = several[us?.groups?.["n"] ?? ""];
    if (us && n) return { n, words: us[0] };
  }
  return best;
}

const owedBefore = /[欠拖压断停差短](?:了|着|下)?(?:我|他|她|俺|村里|人家)?[^,。\s]{0,4}$/u;
const owedBehind = /^.{0,4}(?:没|不|一分|分文|未|都没)/u;
const workedBefore = /(?:干|做|打|上)(?:了|过|的)?(?:.{0,3}(?:活|工|班))?(?:了)?(?:整|足足|整整)?[^,。\s]{0,2}$/u;
/** Nothing came, or not the rest: who worked so long is owed for all of it. */
const unpaid = /欠|拖|压|没[发给结付]|不[发给结付认]|一分|分文|赖|剩|跑|没影|没信|要不|要账|讨|差/u;

/** A length of time that only says what the pay is for: 一个月 四千. */
const ofThePrice = (d: DurationFact, price: MoneyFact): boolean =>
  d.end <= price.start &&
  price.start - d.end <= 4 &&
  (d.value.months === 1 || d.value.days === 1 || d.value.months === 12) &&
  d.words.startsWith("一");

/**
 * How long a pay by the time was not paid; not how long somebody worked by the month, or has been divorced. Who is paid by the
 * day is owed for the days worked, where nothing came.
 */
function timesOf(price: MoneyFact, facts: readonly Fact[], text: string): Count | null {
  const { per } = price;
  if (per === undefined) return null;
  const lengths = factsOf(facts, "duration").filter((d) => !ofThePrice(d, price));
  const timesIn = (d: DurationFact): number =>
    per === "天" ? (d.value.days ?? 0) : per === "年" ? (d.value.months ?? 0) / 12 : (d.value.months ?? 0);
  const before = (d: DurationFact): string => text.slice(Math.max(0, d.start - 8), d.start);
  const paid = lengths.find(
    (d) => timesIn(d) > 0 && /(?:给|结|发|开|付|拿到)(?:了|过)?(?:我|他|她)?$/u.test(before(d)),
  );
  const owed = lengths.find(
    (d) =>
      d !== paid &&
      timesIn(d) > 0 &&
      (owedBefore.test(text.slice(0, d.start)) || owedBehind.test(text.slice(d.end, d.end + 8))),
  );
  if (owed) return { n: timesIn(owed), words: owed.words };
  // 从去年七月就没给过 到今年十月: each month of them, the last one too.
  const [from, until] = ["from", "until"].map((role) =>
    factsOf(facts, "date").find((d) => d.role === role && /^\d{4}-\d\d/u.test(d.value)),
  );
  if (per === "月" && from && until && owedBehind.test(text.slice(from.end, from.end + 8))) {
    const month = (d: { value: string }): number => Number(d.value.slice(0, 4)) * 12 + Number(d.value.slice(5, 7));
    const n = month(until) - month(from) + 1;
    if (n > 0 && n < 240) return { n, words: joined([from, until]) };
  }
  // 干了四个半月 只给结了两个月: the rest of it.
  const whole = lengths.find((d) => d !== paid && timesIn(d) > 0 && workedBefore.test(before(d)));
  if (paid && whole && timesIn(whole) > timesIn(paid) && unpaid.test(text))
    return { n: timesIn(whole) - timesIn(paid), words: joined([whole, paid]) };
  if (per !== "天" || !unpaid.test(text)) return null;
  const worked = lengths.filter((d) => timesIn(d) > 0 && !d.words.endsWith("前"));
  const days =
    worked.find((d) => workedBefore.test(text.slice(0, d.start))) ?? (worked.length === 1 ? worked[0] : null);
  return days ? { n: timesIn(days), words: days.words } : null;
}

/** 六个瓦工 每人每天二百四: how many were paid by the head, where the pay is each one's. */
function headsOf(text: string, price: MoneyFact): Count | null {
  const before = text.slice(Math.max(0, price.start - 8), price.start) + price.words;
  if (!/(?:每|一)(?:个)?人|人均|每位/u.test(before)) return null;
  const heads = new RegExp(
    `(?<![第每一])(?<n>[${hanNumber}\\d]{1,3})(?:个|名|位)[^,。;\\d]{0,8}?(?:人|工|弟兄|老乡|师傅|伙计)|(?<few>[俩仨])人`,
    "u",
  ).exec(text);
  const said = heads?.groups?.["n"] ?? heads?.groups?.["few"] ?? "";
  const n = several[said] ?? parseNumber(said);
  return heads && n !== null && n > 1 && n <= 300 ? { n, words: heads[0] } : null;
}

/** A price or a pay times how many or how long; null where the words do not say. */
export function reckoned(facts: readonly Fact[], text: string): SumInDispute | null {
  // 错了错了 一天一百八: of two prices the one that was put right.
  const money = factsOf(facts, "money").toSorted(
    (a, b) => Number(b.correction ?? false) - Number(a.correction ?? false),
  );
  for (const price of money) {
    if (price.per === undefined || price.role === "counter" || price.role === "offer") continue;
    const timed = /^(?:月|年|天|季|周)$/u.test(price.per);
    const count = timed
      ? (timesOf(price, facts, text) ?? (price.per === "天" ? countOf(text, price, money) : null))
      : countOf(text, price, money);
    if (!count) continue;
    const heads = price.per === "天" && !/人/u.test(count.words) ? headsOf(text, price) : null;
    return {
      yuan: cents(price.value * count.n * (heads?.n ?? 1)),
      words: joined([price, { words: count.words }, ...(heads ? [heads] : [])]),
      approx: price.approx ?? false,
    };
  }
  return null;
}

const gave =
  /(?:给|还|付|退|腿|结|掏|打|转|拿|交|赔|补|顶|抵|垫)(?:了|过|来)(?:给)?(?:我|俺)?(?:们)?(?:回)?$|(?:就|才|只|光)(?:给|还|付|退|腿|结|掏|赔)(?:我)?$|(?:交强险|保险)(?:公司)?(?:给|赔|报)(?:了)?$/u;
const byMe =
  /(?:我|俺|咱)(?:们|家|自己|爸|妈|哥|老公)?(?:已经|先|就|又|也|还|前后|一共|总共)?(?:给|付|打|转|交|拿|掏|花|垫|赔)|(?:借|交|付|打|转)给|给(?:他|她|人家|老板|对方)/u;
const twice = /(?:又|再)(?:给|还|付|退)?(?:了|过)?$/u;

/** What came back of a larger sum said before, though no 只 or 已经 stands by it: 给了两千, 他掏了三千, 用苞米顶了一万二. */
export function paidBack(money: readonly MoneyFact[], text: string, from: { yuan: number; at: number }): MoneyFact[] {
  const clauseOf = (m: MoneyFact): string =>
    text
      .slice(Math.max(0, m.start - 14), m.start)
      .split(/[,，。;；\n\s]/u)
      .at(-1) ?? "";
  return money.filter((m, i) => {
    if (m.start < from.at || m.value >= from.yuan || m.per !== undefined) return false;
    if (m.role === "paid") return true;
    if (m.role !== "principal") return false;
    const clause = clauseOf(m);
    if (byMe.test(clause)) return false;
    // 前后给过两回 一回一万 一回五千
    if (/(?:一|头|这|那|另)[回次]$/u.test(clause))
      return /(?:给|还|付|退|结)(?:了|过)/u.test(text.slice(from.at, m.start));
    const before = money[i - 1];
    return gave.test(clause) || (twice.test(clause) && before !== undefined && gave.test(clauseOf(before)));
  });
}
