// Work-injury benefits that the State's rule fixes (工伤保险条例 art. 34-39); what provinces fix is named, not guessed.
import { z } from "zod";
import {
  type CalculatorData,
  type Citation,
  type Computation,
  defineCalculator,
  positiveYuan,
  type Question,
} from "./calculator.ts";
import { disposableIncomeOf } from "./rates.ts";
import { cents, percentWords, yuanWords } from "./yuan.ts";

const law = "工伤保险条例";

/** Months of the person's own wage, by grade 1 to 10 (art. 35-37). */
const lumpMonths = [27, 25, 23, 21, 18, 16, 13, 11, 9, 7] as const;
/** Shares of the own wage paid every month, grades 1 to 6; 5 and 6 only where no fitting work is found. */
const allowanceShares = [0.9, 0.85, 0.8, 0.75, 0.7, 0.6] as const;
const nursingShares = { full: 0.5, most: 0.4, part: 0.3 } as const;
const nursingNames = { full: "完全不能自理", most: "大部分不能自理", part: "部分不能自理" } as const;

export const workInjuryInputs = z.strictObject({
  grade: z.number().int().min(1).max(10).optional(),
  death: z.boolean().optional(),
  death_year: z.number().int().min(2011).max(2100).optional(),
  /** 本人工资: the average monthly wage on which contributions were paid in the twelve months before. */
  monthly_wage: positiveYuan.optional(),
  /** 统筹地区上年度职工月平均工资 */
  local_average_wage: positiveYuan.optional(),
  nursing: z.enum(["full", "most", "part"]).optional(),
  /** Last year's disposable income per head in the country's towns, where the table has no such year. */
  disposable_income: positiveYuan.optional(),
});
type Inputs = z.infer<typeof workInjuryInputs>;

function ownWage({ monthly_wage: wage = 0, local_average_wage: local }: Inputs): { wage: number; steps: string[] } {
  if (!local) return { wage, steps: [] };
  if (wage > local * 3)
    return { wage: cents(local * 3), steps: [`本人工资高过当地平均工资3倍，按3倍${yuanWords(local * 3)}算。`] };
  if (wage < local * 0.6)
    return { wage: cents(local * 0.6), steps: [`本人工资低于当地平均工资的60%，按60%即${yuanWords(local * 0.6)}算。`] };
  return { wage, steps: [] };
}

function compute(inputs: Inputs, data: CalculatorData): Computation | Question {
  if (inputs.death) return onDeath(inputs, data);
  const grade = inputs.grade ?? 10;
  const { wage, steps } = ownWage(inputs);
  const months = lumpMonths[grade - 1] ?? 0;
  const amount = cents(wage * months);
  const result: Record<string, number> = { amount, months, base_wage: wage };
  const citations: Citation[] = [
    { law, article: grade <= 4 ? "35" : grade <= 6 ? "36" : "37" },
    { law, article: "64" },
  ];
  const warnings: string[] = [];
  steps.push(
    `${grade}级伤残，一次性伤残补助金是${months}个月本人工资：${yuanWords(wage)} × ${months} = ${yuanWords(amount)}。`,
  );
  const share = allowanceShares[grade - 1];
  if (share) {
    result["monthly_allowance"] = cents(wage * share);
    steps.push(
      `${grade <= 4 ? "每月还有伤残津贴" : "单位难安排工作的，每月发伤残津贴"}，本人工资的${percentWords(share)}：${yuanWords(wage * share)}。`,
    );
  }
  if (grade >= 5)
    warnings.push("解除或者终止劳动关系的，另有一次性医疗补助金和就业补助金，标准由各省定，请问当地人社局。");
  if (inputs.nursing) {
    const rate = nursingShares[inputs.nursing];
    if (!inputs.local_average_wage)
      return { name: "local_average_wage", question: "当地上年度职工月平均工资是多少？护理费按它算，人社局会公布。" };
    result["monthly_nursing"] = cents(inputs.local_average_wage * rate);
    steps.push(
      `生活${nursingNames[inputs.nursing]}，护理费每月是当地平均工资的${percentWords(rate)}：${yuanWords(inputs.local_average_wage * rate)}。`,
    );
    citations.push({ law, article: "34" });
  }
  if (!inputs.local_average_wage)
    warnings.push("本人工资是受伤前12个月的平均缴费工资，低于当地平均工资60%按60%算，高于3倍按3倍算。");
  warnings.push("单位没给上工伤保险的，这些钱由单位出。");
  return { result, headline: `${grade}级伤残，一次性伤残补助金是${yuanWords(amount)}。`, steps, citations, warnings };
}

function onDeath(inputs: Inputs, data: CalculatorData): Computation | Question {
  const year = inputs.death_year;
  if (!year) return { name: "death_year", question: "是哪一年出的事、人走的？" };
  const income = disposableIncomeOf(data.wages, year - 1) ?? inputs.disposable_income;
  if (!income)
    return {
      name: "disposable_income",
      question: `${year - 1}年全国城镇居民人均可支配收入是多少？我的表里没有这一年，不敢猜。国家统计局网站能查到。`,
    };
  const grant = cents(income * 20);
  const result: Record<string, number> = { amount: grant, death_grant: grant };
  const steps = [
    `${year}年因工死亡，一次性工亡补助金按${year - 1}年全国城镇居民人均可支配收入${yuanWords(income)}的20倍：${yuanWords(grant)}。`,
  ];
  const warnings = ["家里靠他养活、又没有劳动能力的亲属，每月另有抚恤金：配偶为本人工资的40%，其他人每人30%。"];
  if (inputs.local_average_wage) {
    const funeral = cents(inputs.local_average_wage * 6);
    Object.assign(result, { funeral, total: cents(grant + funeral) });
    steps.push(`丧葬补助金是6个月当地职工月平均工资：${yuanWords(funeral)}。`);
  } else warnings.push("丧葬补助金是6个月当地上年度职工月平均工资，请问当地人社局。");
  return {
    result,
    headline: `一次性工亡补助金是${yuanWords(grant)}。`,
    steps,
    citations: [{ law, article: "39" }],
    warnings,
  };
}

export const workInjury = defineCalculator({
  slug: "work-injury",
  inputs: workInjuryInputs,
  questions: {
    grade: "伤残鉴定是几级？",
    monthly_wage: "受伤前12个月，平均一个月工资多少？",
    death_year: "是哪一年出的事？",
  },
  needs: (given) => (given.death ? ["death_year"] : ["grade", "monthly_wage"]),
  compute,
});
