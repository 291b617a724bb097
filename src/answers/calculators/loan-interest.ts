// What interest a lender can claim for a private loan (民间借贷): the agreed rate, cut at the cap of its time.
import { z } from "zod";
import {
  type CalculatorData,
  type Citation,
  type Computation,
  defineCalculator,
  isoDate,
  monthCount,
  positiveYuan,
  type Question,
  share,
} from "./calculator.ts";
import { addDays, addMonths, dateWords, monthWords, yearsBetween } from "./civil-date.ts";
import {
  beyondTable,
  capCitations,
  capOf,
  capWords,
  lendingLaw,
  newRuleFrom,
  oldCap,
  oldLoanWarning,
  stretches,
  stretchYears,
} from "./interest-cap.ts";
import { cents, percentWords, yuanWords } from "./yuan.ts";

export const loanInterestInputs = z
  .strictObject({
    /** Left out where only the cap is asked for. */
    principal: positiveYuan.optional(),
    /** The agreed rate a year as a share of 1; 0 where no interest was agreed. */
    rate: share.optional(),
    borrowed_on: isoDate.optional(),
    /** The day of the loan is not known, and the rate within the cap of all days known, or over all of them. */
    undated: z.literal(true).optional(),
    until: isoDate.optional(),
    /** The length of the loan where there is no `until`. */
    months: monthCount.optional(),
    /** Days on top of `months`. */
    days: z.number().int().nonnegative().max(36_500).optional(),
    /** The day of filing, whose LPR counts for loans made before 2020-08-20. */
    filed_on: isoDate.optional(),
    /** The LPR of the day that counts, as a share of 1, where the table does not reach. */
    lpr: share.optional(),
  })
  .refine(
    (i) => i.until === undefined || i.borrowed_on === undefined || i.until >= i.borrowed_on,
    "until lies before borrowed_on",
  );
type Inputs = z.infer<typeof loanInterestInputs>;

function noInterest(principal: number): Computation {
  return {
    result: { interest: 0, total: principal, agreed_rate: 0 },
    headline: `没约定利息，利息是0元，只能要回本金${yuanWords(principal)}。`,
    steps: ["借钱没约定利息，就按没有利息算。", "约好的还款日过了还不还，从逾期那天起可以另外要逾期利息。"],
    citations: [
      { law: "民法典", article: "680" },
      { law: lendingLaw, article: "24" },
    ],
    warnings: [],
  };
}

/** The loan's length: by its dates where both are there, else by the months and days that were said. */
function lengthOf({ borrowed_on, until, months, days }: Inputs): { years: number; words: string } {
  if (until && borrowed_on) return yearsBetween(borrowed_on, until);
  const words = `${months ? monthWords(months) : ""}${days ? `${days}天` : ""}` || "0天";
  return { years: (months ?? 0) / 12 + (days ?? 0) / 365, words };
}

/** Only the cap for a loan of that day. */
function capOnly(
  borrowedOn: string,
  rate: number | undefined,
  inputs: Inputs,
  data: CalculatorData,
): Computation | Question {
  const lprDay = borrowedOn < newRuleFrom ? (inputs.filed_on ?? borrowedOn) : borrowedOn;
  const cap = capOf({ from: borrowedOn, until: borrowedOn, lprDay }, Number.POSITIVE_INFINITY, inputs.lpr, data);
  if ("question" in cap) return cap;
  const over = rate !== undefined && rate > cap.rate;
  return {
    result: {
      capped_rate: cap.rate,
      ...(rate === undefined ? {} : { agreed_rate: rate, applied_rate: Math.min(rate, cap.rate) }),
    },
    headline: `法院支持的利息最高是年利率${percentWords(cap.rate)}。${rate === undefined ? "" : over ? `约定的年利率${percentWords(rate)}超了，超过的部分不支持。` : `约定的年利率${percentWords(rate)}没超。`}`,
    steps: [
      `${borrowedOn < newRuleFrom ? "2020年8月20日以后的利息，按起诉时" : `${dateWords(borrowedOn)}借的，按当时`}的一年期${capWords(cap)}。`,
    ],
    citations: capCitations.slice(0, borrowedOn < newRuleFrom ? 2 : 1),
    warnings: borrowedOn < newRuleFrom ? ["2020年8月20日以前的利息，按年利率24%为限。"] : [],
  };
}

/** What was agreed on, for a loan whose day is not known. */
function asAgreed(principal: number, rate: number, inputs: Inputs, data: CalculatorData): Computation {
  const { years, words } = lengthOf(inputs);
  const interest = cents(principal * rate * years);
  const highest = Math.max(...data.lpr.rates.map((row) => (4 * row.percent) / 100));
  if (rate > highest)
    return {
      result: { agreed_interest: interest, agreed_rate: rate },
      headline: `照说好的算，利息是${yuanWords(interest)}。但年利率${percentWords(rate)}多半超过了上限，超过的部分法院不支持。`,
      steps: [`本金${yuanWords(principal)}，年利率${percentWords(rate)}，${words}，利息${yuanWords(interest)}。`],
      citations: [...capCitations.slice(0, 1), { law: "民法典", article: "680" }],
      warnings: ["上限是借钱那天一年期LPR的4倍。说了哪年哪月借的，我再算能要多少。"],
    };
  return {
    result: {
      interest,
      total: cents(principal + interest),
      agreed_interest: interest,
      agreed_rate: rate,
      applied_rate: rate,
    },
    headline: `按约定，利息是${yuanWords(interest)}，连本带利${yuanWords(principal + interest)}。`,
    steps: [`本金${yuanWords(principal)}，年利率${percentWords(rate)}，${words}，利息${yuanWords(interest)}。`],
    citations: [...capCitations.slice(0, 1), { law: "民法典", article: "680" }],
    warnings: ["您没说哪天借的：利息最高到借钱那天一年期LPR的4倍，超过的部分法院不支持。说了日子，我再对一遍上限。"],
  };
}

function compute(inputs: Inputs, data: CalculatorData): Computation | Question {
  const { principal, rate, borrowed_on: borrowedOn } = inputs;
  if (principal === undefined && borrowedOn) return capOnly(borrowedOn, rate, inputs, data);
  if (principal === undefined) return { name: "principal", question: "借了多少钱？" };
  if (rate === 0) return noInterest(principal);
  if (rate === undefined) return { name: "rate", question: "约定的利息是多少？" };
  if (!borrowedOn && inputs.undated) return asAgreed(principal, rate, inputs, data);
  if (!borrowedOn) return { name: "borrowed_on", question: "这笔钱是哪年哪月借的？利息的上限看借钱那天。" };
  const length = lengthOf(inputs);
  const until =
    inputs.until ??
    addDays(
      addMonths(borrowedOn, Math.floor(inputs.months ?? 0)),
      (inputs.days ?? 0) + Math.round(((inputs.months ?? 0) % 1) * 30),
    );
  const agreed = cents(principal * rate * length.years);
  const parts = stretches(borrowedOn, borrowedOn, until, inputs.filed_on ?? until);
  const steps = [
    `按约定算：本金${yuanWords(principal)}，年利率${percentWords(rate)}，${length.words}，利息${yuanWords(agreed)}。`,
  ];
  const warnings = oldLoanWarning(borrowedOn);
  if (borrowedOn < newRuleFrom && rate > oldCap)
    warnings.push("以前已经自愿付了的利息，没超过年利率36%的，一般要不回来。");
  const extra: Record<string, number> = {};
  let interest = 0;
  let cap = Number.POSITIVE_INFINITY;
  let over = false;
  for (const part of parts) {
    const found = capOf(part, rate, inputs.lpr, data);
    if ("question" in found)
      return {
        name: found.name,
        question: `按约定算，${length.words}的利息是${yuanWords(agreed)}。能不能全要，还要看上限：一年期LPR的4倍。${found.question}`,
      };
    cap = found.rate;
    if (!found.known) warnings.push(beyondTable(data));
    const years = parts.length === 1 ? length.years : stretchYears(part).years;
    const earned = principal * Math.min(rate, cap) * years;
    interest += earned;
    if (parts.length > 1) {
      extra[part.lprDay === null ? "interest_old_rule" : "interest_new_rule"] = cents(earned);
      steps.push(
        `${part.lprDay === null ? "2020年8月20日以前" : "2020年8月20日以后"}，上限是${capWords(found)}，${stretchYears(part).words}，利息${yuanWords(earned)}。`,
      );
    } else if (found.known) steps.push(`${dateWords(borrowedOn)}借的，法院支持的上限是年利率${capWords(found)}。`);
    over ||= rate > cap;
  }
  interest = over || parts.length > 1 ? cents(Math.min(interest, agreed)) : agreed;
  if (over)
    steps.push(
      `约定的${percentWords(rate)}超过上限，超过的部分法院不支持。${parts.length === 1 ? `按上限算：利息${yuanWords(interest)}。` : ""}`,
    );
  else if (Number.isFinite(cap)) steps.push("没超过上限，按约定算。");
  const citations: Citation[] = [
    ...capCitations.slice(0, borrowedOn < newRuleFrom ? 2 : 1),
    { law: "民法典", article: "680" },
  ];
  return {
    result: {
      interest,
      total: cents(principal + interest),
      agreed_interest: agreed,
      agreed_rate: rate,
      ...(Number.isFinite(cap) ? { capped_rate: cap, applied_rate: Math.min(rate, cap) } : { applied_rate: rate }),
      ...extra,
    },
    headline: `能要的利息是${yuanWords(interest)}，连本带利${yuanWords(principal + interest)}。`,
    steps,
    citations,
    warnings,
  };
}

export const loanInterest = defineCalculator({
  slug: "loan-interest",
  inputs: loanInterestInputs,
  questions: {
    principal: "借了多少钱？",
    rate: "约定的利息是多少？比如月息一分、年利率10%。没约定就说没约定。",
    borrowed_on: "这笔钱是哪年哪月哪天借的？利息的上限看借钱那天。",
    months: "借了多久，或者利息要算到哪天？",
  },
  needs: (given) => {
    if (given.rate === 0) return ["principal"];
    if (given.principal === undefined && given.borrowed_on !== undefined) return [];
    return [
      "principal",
      "rate",
      ...(given.until === undefined && given.days === undefined ? ["months"] : []),
      ...(given.undated === undefined ? ["borrowed_on"] : []),
    ];
  },
  compute,
});
