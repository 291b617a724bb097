// Interest for paying late: by 民间借贷规定 art. 28 between people, doubled by 迟延履行利息解释 art. 1 after a judgment.
import { z } from "zod";
import {
  type CalculatorData,
  type Citation,
  type Computation,
  defineCalculator,
  isoDate,
  positiveYuan,
  type Question,
  share,
} from "./calculator.ts";
import { dateWords, daysBetween, addDays } from "./civil-date.ts";
import {
  askLpr,
  beyondTable,
  capOf,
  lendingLaw,
  oldLoanWarning,
  type Stretch,
  stretches,
  stretchYears,
} from "./interest-cap.ts";
import { lprOn } from "./rates.ts";
import { cents, percentWords, yuanWords } from "./yuan.ts";

export const overdueInterestInputs = z
  .strictObject({
    principal: positiveYuan,
    /** The last day for paying; interest runs from the day after. */
    due_on: isoDate,
    until: isoDate,
    /** The rate agreed for the loan's term and for being late, a year, as shares of 1. */
    loan_rate: share.optional(),
    overdue_rate: share.optional(),
    borrowed_on: isoDate.optional(),
    filed_on: isoDate.optional(),
    lpr: share.optional(),
    /** A sum fixed by a judgment that was not paid in time. */
    judgment: z.boolean().optional(),
  })
  .refine((i) => i.until >= i.due_on, "until lies before due_on");
type Inputs = z.infer<typeof overdueInterestInputs>;

/** 日万分之一点七五 */
const doubledDailyRate = 0.000175;
/** Late interest where nothing was agreed, until 2020-08-19 (民间借贷规定 of 2015, art. 29). */
const oldLateRate = 0.06;

function afterJudgment({ principal, due_on, until }: Inputs): Computation {
  const days = daysBetween(due_on, until);
  const interest = cents(principal * doubledDailyRate * days);
  return {
    result: { interest, days, daily_interest: cents(principal * doubledDailyRate), total: cents(principal + interest) },
    headline: `到${dateWords(until)}，加倍部分的迟延利息是${yuanWords(interest)}。`,
    steps: [
      `过了判决定的还款日${dateWords(due_on)}，共${days}天。`,
      `${yuanWords(principal)}，每天万分之1.75，${days}天，就是${yuanWords(interest)}。`,
    ],
    citations: [
      { law: "民事诉讼法", article: "264" },
      { law: "迟延履行利息解释", article: "1" },
    ],
    warnings: ["判决里原来写的利息照样另算，这里只算加倍的那部分。"],
  };
}

/** The rate that counts in a stretch, with the reason in words. */
function rateOf(
  part: Stretch,
  inputs: Inputs,
  data: CalculatorData,
): { rate: number; why: string; uncertain?: boolean } | Question {
  const agreed = inputs.overdue_rate ?? inputs.loan_rate;
  if (!agreed) {
    if (part.lprDay === null) return { rate: oldLateRate, why: "2020年8月20日以前没约定利息的，逾期按年利率6%算" };
    const lpr = lprOn(data.lpr, part.lprDay) ?? inputs.lpr;
    if (lpr === undefined) return askLpr(part.lprDay, data);
    return { rate: lpr, why: `没约定利息，逾期按一年期LPR ${percentWords(lpr)}算` };
  }
  const cap = capOf(part, agreed, inputs.lpr, data);
  if ("question" in cap) return cap;
  const name = inputs.overdue_rate === undefined ? "没约定逾期利率，按借期内的利率" : "按约定的逾期利率";
  if (agreed > cap.rate)
    return { rate: cap.rate, why: `约定的${percentWords(agreed)}超过上限，按上限${percentWords(cap.rate)}算` };
  return { rate: agreed, why: `${name}${percentWords(agreed)}算`, uncertain: !cap.known };
}

function compute(inputs: Inputs, data: CalculatorData): Computation | Question {
  if (inputs.judgment) return afterJudgment(inputs);
  const { principal, due_on: dueOn, until } = inputs;
  const agreed = inputs.overdue_rate ?? inputs.loan_rate;
  const borrowedOn = inputs.borrowed_on ?? dueOn;
  const filedOn = inputs.filed_on ?? until;
  const late = addDays(dueOn, 1);
  const parts = stretches(borrowedOn, dueOn, until, filedOn).map((part) =>
    // Where nothing was agreed, the LPR at the time of falling late counts (art. 28), not that of the contract.
    !agreed && borrowedOn >= "2020-08-20" ? { ...part, lprDay: late } : part,
  );
  const steps = [
    `约好${dateWords(dueOn)}还，从${dateWords(late)}起算逾期，到${dateWords(until)}共${daysBetween(dueOn, until)}天。`,
  ];
  const warnings = oldLoanWarning(borrowedOn);
  let interest = 0;
  let applied = 0;
  for (const part of parts) {
    const found = rateOf(part, inputs, data);
    if ("question" in found) return found;
    if (found.uncertain) warnings.push(beyondTable(data));
    applied = found.rate;
    const { years, words } = stretchYears(part);
    const sum = principal * found.rate * years;
    interest += sum;
    steps.push(`${found.why}：${yuanWords(principal)}，${words}，利息${yuanWords(sum)}。`);
  }
  interest = cents(interest);
  if (agreed && !inputs.borrowed_on) warnings.push("上限要看借钱那天的LPR。您没说哪天借的，这里按还款日那天的算。");
  const citations: Citation[] = [
    { law: lendingLaw, article: "28" },
    { law: "民法典", article: "676" },
  ];
  if (borrowedOn < "2020-08-20") citations.push({ law: lendingLaw, article: "31" });
  return {
    result: { interest, days: daysBetween(dueOn, until), applied_rate: applied, total: cents(principal + interest) },
    headline: `到${dateWords(until)}，逾期利息是${yuanWords(interest)}。`,
    steps,
    citations,
    warnings,
  };
}

export const overdueInterest = defineCalculator({
  slug: "overdue-interest",
  inputs: overdueInterestInputs,
  questions: { principal: "欠多少钱没还？", due_on: "约好哪天还？", until: "利息算到哪天？" },
  compute,
});
