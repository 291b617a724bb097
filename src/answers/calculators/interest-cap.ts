// How high interest between people may be: 24% a year until 2020-08-19, four times the one-year LPR since (民间借贷规定 art. 25, 31).
import type { CalculatorData, Citation, Question } from "./calculator.ts";
import { dateWords, yearsBetween } from "./civil-date.ts";
import { lprOn } from "./rates.ts";
import { plain } from "./yuan.ts";

/** From this day on the cap is four times the LPR, for loans made before it too. */
export const newRuleFrom = "2020-08-20";
/** The earlier rule (民间借贷规定 of 2015, art. 26): up to 24% was enforced. */
export const oldCap = 0.24;
/** The first rule with fixed percentages; before it four times the bank's rate was the limit. */
const fixedCapFrom = "2015-09-01";

export const lendingLaw = "民间借贷规定";

/** A stretch of time under one rule; `lprDay` is the day whose LPR counts, null under the old rule. */
export type Stretch = { from: string; until: string; lprDay: string | null };

/** Loans made before 2020-08-20 are split there; after it the LPR of the day of filing counts (art. 31). */
export function stretches(borrowedOn: string, from: string, until: string, filedOn: string): Stretch[] {
  if (borrowedOn >= newRuleFrom) return [{ from, until, lprDay: borrowedOn }];
  const parts: Stretch[] = [];
  if (from < newRuleFrom) parts.push({ from, until: until < newRuleFrom ? until : newRuleFrom, lprDay: null });
  if (until > newRuleFrom) parts.push({ from: from > newRuleFrom ? from : newRuleFrom, until, lprDay: filedOn });
  return parts;
}

export type Cap = { rate: number; lpr: number | null; known: boolean };

/** Rates up to this share of the last known cap are far from any cap, so that the sum can stand with a warning. */
const safeShare = 0.5;

/** The cap of a stretch, or the question after the LPR where the table does not reach and the rate comes near the cap. */
export function capOf(stretch: Stretch, rate: number, given: number | undefined, data: CalculatorData): Cap | Question {
  if (stretch.lprDay === null) return { rate: oldCap, lpr: null, known: true };
  const lpr = lprOn(data.lpr, stretch.lprDay) ?? given;
  if (lpr !== undefined) return { rate: Number((lpr * 4).toFixed(6)), lpr, known: true };
  const last = (data.lpr.rates.at(-1)?.percent ?? 0) / 100;
  if (rate <= last * 4 * safeShare) return { rate: Number.POSITIVE_INFINITY, lpr: null, known: false };
  return askLpr(stretch.lprDay, data);
}

export const askLpr = (day: string, data: CalculatorData): Question => ({
  name: "lpr",
  question: `${dateWords(day)}那时的一年期LPR（贷款市场报价利率）是多少？我手里的表只到${dateWords(data.lpr.until)}，不敢猜。在中国人民银行网站能查到。`,
});

export const beyondTable = (data: CalculatorData): string =>
  `LPR表只到${dateWords(data.lpr.until)}，这里没有核对利息上限。`;

export const capWords = (cap: Cap): string =>
  cap.lpr === null ? "24%" : `LPR ${plain(cap.lpr * 100)}%的4倍，就是${plain(cap.rate * 100)}%`;

export const capCitations: Citation[] = [
  { law: lendingLaw, article: "25" },
  { law: lendingLaw, article: "31" },
];

export const oldLoanWarning = (borrowedOn: string): string[] =>
  borrowedOn < fixedCapFrom ? ["2015年9月1日以前借的钱，更早的规定不一样，请法官核对。"] : [];

export const stretchYears = (stretch: Stretch): { years: number; words: string } =>
  yearsBetween(stretch.from, stretch.until);
