// Double wages for work without a written contract: from the second month to the end of the first year, eleven months at most.
import { z } from "zod";
import {
  type CalculatorData,
  type Computation,
  defineCalculator,
  isoDate,
  monthCount,
  positiveYuan,
} from "./calculator.ts";
import { addDays, addMonths, addYears, dateWords, monthsAndDays } from "./civil-date.ts";
import { cents, plain, yuanWords } from "./yuan.ts";

const maxMonths = 11;
/** 月计薪天数: (365 − 104) ÷ 12. Departmental rule (人社部发〔2025〕2号), unchanged by the two holidays added in 2025. */
export const paidDaysAMonth = 21.75;

export const doubleWages = defineCalculator({
  slug: "double-wages",
  inputs: z
    .strictObject({
      monthly_wage: positiveYuan,
      /** How long the person worked without a written contract, the first month included. */
      months_worked: monthCount.optional(),
      started_on: isoDate.optional(),
      /** The day the contract was signed at last; or `ended_on`, the last day at work. */
      signed_on: isoDate.optional(),
      ended_on: isoDate.optional(),
    })
    .refine(
      (i) =>
        i.months_worked !== undefined ||
        (i.started_on !== undefined && (i.signed_on !== undefined || i.ended_on !== undefined)),
      "give months_worked, or started_on and signed_on or ended_on",
    ),
  questions: { monthly_wage: "一个月工资多少？", months_worked: "没签合同干了多久？从哪天到哪天。" },
  needs: (given) =>
    given.started_on !== undefined && (given.signed_on !== undefined || given.ended_on !== undefined)
      ? ["monthly_wage"]
      : ["monthly_wage", "months_worked"],
  compute: (inputs, data): Computation => {
    const wage = inputs.monthly_wage;
    const { months, workdays, steps } = inputs.started_on
      ? byDates(inputs.started_on, inputs.signed_on, inputs.ended_on, data)
      : byMonths(inputs.months_worked ?? 0);
    const amount = cents(wage * months + (wage / paidDaysAMonth) * workdays);
    const warnings = [
      "这是在已经发的工资之外再要的一份。要从离开单位起一年内申请劳动仲裁；拖久了，早的月份可能过时效。",
    ];
    if (workdays > 0) warnings.push("不满一个月的那几天按实际工作日算，每天按月工资除以21.75，以仲裁、法院认定为准。");
    return {
      result: { amount, months, ...(workdays > 0 ? { workdays } : {}) },
      headline: amount > 0 ? `没签合同，能多要${yuanWords(amount)}。` : "没签合同不满一个月，还没有双倍工资。",
      steps: [
        ...steps,
        ...(amount > 0
          ? [
              `${yuanWords(wage)} × ${plain(months)}个月${workdays > 0 ? `，加${workdays}个工作日` : ""}，是${yuanWords(amount)}。`,
            ]
          : []),
      ],
      citations: [
        { law: "劳动合同法", article: "82" },
        { law: "劳动合同法实施条例", article: "7" },
        ...(workdays > 0 ? [{ law: "劳动争议解释（二）", article: "6" }] : []),
      ],
      warnings,
    };
  },
});

type Span = { months: number; workdays: number; steps: string[] };

function byMonths(worked: number): Span {
  const months = Math.min(Math.max(worked - 1, 0), maxMonths);
  return {
    months,
    workdays: 0,
    steps: [
      `干了${plain(worked)}个月没签合同。第一个月不算，从第二个月起算，最多算11个月，这里算${plain(months)}个月。`,
    ],
  };
}

function byDates(
  startedOn: string,
  signedOn: string | undefined,
  endedOn: string | undefined,
  data: CalculatorData,
): Span {
  const from = addMonths(startedOn, 1);
  // The day after the last one that counts: the signing day, the day after leaving, or the first anniversary (实施条例 art. 6, 7).
  const ends = [signedOn, endedOn && addDays(endedOn, 1), addYears(startedOn, 1)].filter(
    (day): day is string => day !== undefined && day !== "",
  );
  const end = ends.sort((a, b) => (a < b ? -1 : 1))[0] ?? from;
  if (end <= from) return { months: 0, workdays: 0, steps: ["用工第一个月内签了合同，或者不满一个月，不用付双倍。"] };
  const span = monthsAndDays(from, end);
  const months = Math.min(span.months, maxMonths);
  let workdays = 0;
  for (let day = addMonths(from, span.months); day < end; day = addDays(day, 1)) if (!data.isDayOff(day)) workdays++;
  return {
    months,
    workdays,
    steps: [
      `从${dateWords(from)}算到${dateWords(addDays(end, -1))}：${months}个月${workdays > 0 ? `零${workdays}个工作日` : ""}。第一个月不算，最多11个月。`,
    ],
  };
}
