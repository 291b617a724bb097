// How long a claim can be pressed (诉讼时效) and how long a guarantor stands in (保证期间).
import { z } from "zod";
import {
  type CalculatorData,
  type Citation,
  type Computation,
  defineCalculator,
  isoDate,
  monthCount,
  type Question,
} from "./calculator.ts";
import { addMonths, addYears, dateWords, daysBetween } from "./civil-date.ts";
import { lastDay } from "./deadline.ts";

/** When the general part of the civil law made two years three; a claim not yet expired then got three. */
const threeYearsFrom = "2017-10-01";

type Kind = { name: string; years: number; law: Citation };
const kinds = {
  general: { name: "一般的诉讼时效", years: 3, law: { law: "民法典", article: "188" } },
  labour: { name: "劳动仲裁时效", years: 1, law: { law: "劳动争议调解仲裁法", article: "27" } },
  product: { name: "产品有缺陷造成损害的时效", years: 2, law: { law: "产品质量法", article: "45" } },
  insurance: { name: "向保险公司要钱的时效", years: 2, law: { law: "保险法", article: "26" } },
  "life-insurance": { name: "人寿保险金的时效", years: 5, law: { law: "保险法", article: "26" } },
} as const satisfies Record<string, Kind>;

export const limitationInputs = z.strictObject({
  kind: z.enum(["general", "labour", "product", "insurance", "life-insurance", "none"]),
  /** The day the debt fell due, or the person knew of the harm and who did it, or left the job. */
  start_on: isoDate.optional(),
  /** Days on which the claim was pressed, or the other side agreed: each starts the time anew (art. 195). */
  interrupted_on: z.array(isoDate).max(100).optional(),
  /** The end of an obstacle in the last six months (art. 194). */
  obstacle_ended_on: isoDate.optional(),
  /** The day of the harm, from which twenty years run (art. 188). */
  harmed_on: isoDate.optional(),
  /** The day for which one wants to know. */
  asked_on: isoDate.optional(),
});
type Inputs = z.infer<typeof limitationInputs>;

const timeless: Computation = {
  result: { unlimited: 1 },
  headline: "这种要求没有诉讼时效，什么时候都能要。",
  steps: ["要抚养费、赡养费、扶养费，要求停止侵害、排除妨碍，还有不动产的返还，不受时效限制。"],
  citations: [{ law: "民法典", article: "196" }],
  warnings: ["证据会丢，还是早提为好。"],
};

function compute(inputs: Inputs, data: CalculatorData): Computation | Question {
  if (inputs.kind === "none") return timeless;
  const rule: Kind = kinds[inputs.kind];
  const { start_on: start } = inputs;
  if (!start) return { name: "start_on", question: "约好哪天还，或者哪天知道吃了亏、是谁干的？" };
  const warnings: string[] = [];
  const steps: string[] = [];
  const citations: Citation[] = [rule.law];
  let from = start;
  const yearsFrom = (day: string): number =>
    inputs.kind === "general" && addYears(day, 2) < threeYearsFrom ? 2 : rule.years;
  let expires = addYears(from, yearsFrom(from));
  steps.push(`${rule.name}${yearsFrom(from)}年，从${dateWords(from)}起算，到${dateWords(expires)}。`);
  if (yearsFrom(from) !== rule.years) warnings.push("2017年10月以前已经满2年的，按当时的2年算。");
  const interruptions = [...(inputs.interrupted_on ?? [])].sort().filter((day) => day > from);
  for (const day of interruptions) {
    if (day > expires) {
      warnings.push(`${dateWords(day)}那次已经过了时效，单是去要不起作用；对方要是答应还，才算数。`);
      continue;
    }
    from = day;
    expires = addYears(from, yearsFrom(from));
    steps.push(`${dateWords(day)}要过账（或对方答应还），时效从这天重新算，到${dateWords(expires)}。`);
  }
  if (interruptions.length > 0) citations.push(inputs.kind === "labour" ? rule.law : { law: "民法典", article: "195" });
  const obstacle = inputs.obstacle_ended_on;
  if (obstacle && addMonths(obstacle, 6) > expires && addMonths(expires, -6) <= obstacle) {
    expires = addMonths(obstacle, 6);
    steps.push(`最后6个月里有没法要账的原因，原因${dateWords(obstacle)}消除，再给6个月，到${dateWords(expires)}。`);
    citations.push({ law: "民法典", article: "194" });
  }
  const longest = inputs.harmed_on && inputs.kind === "general" ? addYears(inputs.harmed_on, 20) : undefined;
  if (longest && longest < expires) {
    expires = longest;
    steps.push(`从受损害那天起最长20年，到${dateWords(longest)}。`);
  }
  const last = lastDay(expires, data);
  steps.push(...last.steps);
  warnings.push(...last.warnings);
  if (inputs.kind === "labour") warnings.push("还在单位干的，拖欠工资不受一年限制，离开后一年内要提。");
  else
    warnings.push(
      "中间要过账、对方还过一点或答应还，都会从那天起重新算，留好证据。过了时效也能起诉，但对方可以拿这个来挡。",
    );
  const asked = inputs.asked_on;
  const left = asked === undefined ? undefined : daysBetween(asked, last.day);
  const state = left === undefined ? "" : left >= 0 ? `还没过，还有${left}天。` : "已经过了。";
  return {
    result: {
      expires_on: last.day,
      counted_to: expires,
      years: yearsFrom(from),
      ...(left === undefined ? {} : { days_left: left, expired: left < 0 ? 1 : 0 }),
    },
    headline: `${inputs.kind === "labour" ? "仲裁时效" : "诉讼时效"}到${dateWords(last.day)}。${state}`,
    steps,
    citations: citations.filter((c, i) => citations.findIndex((d) => d.law === c.law && d.article === c.article) === i),
    warnings,
  };
}

export const limitationPeriod = defineCalculator({
  slug: "limitation-period",
  inputs: limitationInputs,
  questions: {
    kind: "是什么事？欠钱、工资，还是别的？",
    start_on: "约好哪天还，或者哪天知道吃了亏？没约定还钱日子的，说您第一次要账、对方答应的期限。",
  },
  needs: (given) => (given.kind === "none" ? ["kind"] : ["kind", "start_on"]),
  compute,
});

/** 保证期间: as agreed, else six months from the debt's due day; it is neither interrupted nor prolonged (art. 692). */
export const guaranteePeriod = defineCalculator({
  slug: "guarantee-period",
  inputs: z.strictObject({
    /** The day on which the main debt falls due. */
    due_on: isoDate,
    agreed_months: monthCount.optional(),
    agreed_until: isoDate.optional(),
    /** "Until everything is paid back" counts as not agreed (担保制度解释 art. 32). */
    until_paid: z.boolean().optional(),
    joint: z.boolean().optional(),
    asked_on: isoDate.optional(),
  }),
  questions: { due_on: "借款约好哪天还？担保的时间从那天算。" },
  compute: (inputs, data): Computation => {
    const { due_on: due } = inputs;
    const agreedUntil =
      inputs.agreed_until ?? (inputs.agreed_months === undefined ? undefined : addMonths(due, inputs.agreed_months));
    const valid = agreedUntil !== undefined && agreedUntil > due && !inputs.until_paid;
    const counted = valid ? agreedUntil : addMonths(due, 6);
    const steps = [
      valid
        ? `担保时间按约定，到${dateWords(counted)}。`
        : inputs.until_paid
          ? "写“还清为止”，等于没约定时间，按6个月算。"
          : agreedUntil === undefined
            ? "没约定担保多久，按6个月算。"
            : "约定的时间不晚于还款日，等于没约定，按6个月算。",
    ];
    if (!valid) steps.push(`还款日${dateWords(due)}，往后6个月，到${dateWords(counted)}。`);
    const last = lastDay(counted, data);
    const left = inputs.asked_on === undefined ? undefined : daysBetween(inputs.asked_on, last.day);
    return {
      result: {
        expires_on: last.day,
        counted_to: counted,
        ...(valid ? {} : { months: 6 }),
        ...(left === undefined ? {} : { days_left: left, expired: left < 0 ? 1 : 0 }),
      },
      headline: `担保到${dateWords(last.day)}为止。${left === undefined ? "" : left >= 0 ? `还没过，还有${left}天。` : "已经过了。"}`,
      steps: [...steps, ...last.steps],
      citations: [
        { law: "民法典", article: "692" },
        { law: "民法典", article: "693" },
        ...(inputs.until_paid ? [{ law: "担保制度解释", article: "32" }] : []),
      ],
      warnings: [
        ...last.warnings,
        inputs.joint === true
          ? "连带担保，要在这之前向担保人要钱。"
          : inputs.joint === false
            ? "一般担保，要在这之前起诉借钱的人或申请仲裁。"
            : "写明连带担保的，要在这之前向担保人要钱；没写明的是一般担保，要在这之前起诉借钱的人。",
        "担保时间不会中断，也不会延长。",
      ],
    };
  },
});
