// What a worker gets when the job ends: 经济补偿 N by 劳动合同法 art. 47, and 赔偿金 2N for an unlawful dismissal by art. 87.
import { z } from "zod";
import { type Citation, type Computation, defineCalculator, isoDate, monthCount, positiveYuan } from "./calculator.ts";
import { addDays, addMonths, dayOf, monthsAndDays, monthWords } from "./civil-date.ts";
import { cents, plain, yuanWords } from "./yuan.ts";

const law = "劳动合同法";
/** The law came into force then; service before it is counted by older rules (art. 97). */
const lawFrom = "2008-01-01";
const cappedYears = 12;

export const severanceInputs = z
  .strictObject({
    /** The average of the last twelve months before the end, all pay included. */
    monthly_wage: positiveYuan,
    months_worked: monthCount.optional(),
    /** Days on top of `months_worked`. */
    days_worked: z.number().int().min(0).max(36_500).optional(),
    started_on: isoDate.optional(),
    /** The last day at work. */
    ended_on: isoDate.optional(),
    /** Last year's average monthly wage in the city; three times it is the cap. */
    local_average_wage: positiveYuan.optional(),
    minimum_wage: positiveYuan.optional(),
    /** Dismissed under art. 40 without 30 days' notice: one month's wage more (代通知金). */
    without_notice: z.boolean().optional(),
    last_month_wage: positiveYuan.optional(),
  })
  .refine(
    (i) =>
      i.months_worked !== undefined ||
      i.days_worked !== undefined ||
      (i.started_on !== undefined && i.ended_on !== undefined),
    "give months_worked, or started_on and ended_on",
  )
  .refine((i) => !i.started_on || !i.ended_on || i.started_on <= i.ended_on, "ended_on lies before started_on");
type Inputs = z.infer<typeof severanceInputs>;

/** Months of wages due: one for a full year, one for six months or more, half for less. */
export function monthsDue(months: number, days: number): number {
  const years = Math.floor(months / 12);
  const rest = months - years * 12;
  if (rest >= 6) return years + 1;
  return rest > 0 || days > 0 ? years + 0.5 : years;
}

/** Full months and days at work, both ends counted: from the 1st to the month's last day is a month, so is January 31 to February 28. */
function worked(from: string, to: string): { months: number; days: number } {
  const whole = monthsAndDays(from, addDays(to, 1));
  const month = addMonths(from, whole.months);
  const shortened = whole.months > 0 && dayOf(month) < dayOf(from);
  return shortened ? { months: whole.months, days: whole.days - 1 } : whole;
}

function serviceOf(inputs: {
  months_worked?: number | undefined;
  days_worked?: number | undefined;
  started_on?: string | undefined;
  ended_on?: string | undefined;
}): { months: number; days: number } {
  if (inputs.started_on && inputs.ended_on) return worked(inputs.started_on, inputs.ended_on);
  const months = inputs.months_worked ?? 0;
  return { months: Math.floor(months), days: (inputs.days_worked ?? 0) + Math.round((months % 1) * 30) };
}

const serviceWords = ({ months, days }: { months: number; days: number }): string =>
  `${months > 0 || days === 0 ? monthWords(months) : ""}${days > 0 ? `${months > 0 ? "零" : ""}${days}天` : ""}`;

function base(inputs: Inputs): { wage: number; due: number; steps: string[]; warnings: string[] } {
  const service = serviceOf(inputs);
  let due = monthsDue(service.months, service.days);
  let wage = inputs.monthly_wage;
  const steps = [
    `干了${serviceWords(service)}，按${plain(due)}个月工资算。满一年算1个月，满半年不满一年算1个月，不满半年算半个月。`,
  ];
  const warnings: string[] = [];
  if (inputs.minimum_wage && wage < inputs.minimum_wage) {
    wage = inputs.minimum_wage;
    steps.push(`月工资低于当地最低工资，按最低工资${yuanWords(wage)}算。`);
  }
  if (inputs.local_average_wage && wage > inputs.local_average_wage * 3) {
    wage = cents(inputs.local_average_wage * 3);
    steps.push(`月工资高过当地平均工资3倍，按3倍${yuanWords(wage)}算，最多算12年。`);
    due = Math.min(due, cappedYears);
  } else if (!inputs.local_average_wage && wage >= 12_000) {
    warnings.push("月工资要是超过当地上年平均工资的3倍，只按3倍算，最多12个月。当地平均工资请问人社局。");
  }
  if (inputs.started_on && inputs.started_on < lawFrom)
    warnings.push("2008年1月1日以前的工龄，按当时的规定算，请再核对。");
  return { wage, due, steps, warnings };
}

export const severance = defineCalculator({
  slug: "severance",
  inputs: severanceInputs,
  questions: {
    monthly_wage: "走之前12个月，平均一个月工资多少？奖金、补贴都算进去。",
    months_worked: "在这家单位一共干了多久？几年几个月。",
  },
  needs: needsOfService,
  compute: (inputs): Computation => {
    const { wage, due, steps, warnings } = base(inputs);
    const amount = cents(wage * due);
    steps.push(`${yuanWords(wage)} × ${plain(due)} = ${yuanWords(amount)}。`);
    const citations: Citation[] = [
      { law, article: "47" },
      { law, article: "46" },
    ];
    const result: Record<string, number> = { amount, months: due, base_wage: wage };
    let headline = `经济补偿是${yuanWords(amount)}（${plain(due)}个月工资）。`;
    if (inputs.without_notice) {
      const notice = inputs.last_month_wage ?? inputs.monthly_wage;
      const total = cents(amount + notice);
      Object.assign(result, { notice_pay: notice, total });
      steps.push(`没提前30天书面通知，再加1个月工资${yuanWords(notice)}。`);
      headline = `一共是${yuanWords(total)}：经济补偿${yuanWords(amount)}，加1个月工资${yuanWords(notice)}。`;
      citations.push({ law, article: "40" });
    }
    result["unlawful_amount"] = cents(amount * 2);
    warnings.push(`单位要是违法辞退，赔双倍：${yuanWords(amount * 2)}。自己辞职或者严重违纪被辞的，一般没有。`);
    return { result, headline, steps, citations, warnings };
  },
});

export const unlawfulDismissal = defineCalculator({
  slug: "unlawful-dismissal",
  inputs: severanceInputs,
  questions: severance.questions,
  needs: needsOfService,
  compute: (inputs): Computation => {
    const { wage, due, steps, warnings } = base(inputs);
    const one = cents(wage * due);
    const amount = cents(wage * due * 2);
    steps.push(
      `经济补偿是${yuanWords(wage)} × ${plain(due)} = ${yuanWords(one)}。`,
      `违法辞退赔双倍：${yuanWords(amount)}。`,
    );
    warnings.push("拿了双倍赔偿，就不再另拿经济补偿。要从离开之日起一年内申请劳动仲裁。");
    return {
      result: { amount, months: due, base_wage: wage, severance: one },
      headline: `违法辞退的赔偿金是${yuanWords(amount)}。`,
      steps,
      citations: [
        { law, article: "87" },
        { law, article: "47" },
        { law, article: "48" },
      ],
      warnings,
    };
  },
});

function needsOfService(given: Record<string, unknown>): string[] {
  if (given["days_worked"] !== undefined || (given["started_on"] !== undefined && given["ended_on"] !== undefined))
    return ["monthly_wage"];
  return ["monthly_wage", "months_worked"];
}
