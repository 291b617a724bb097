// Until when something must be done at court: statutory periods counted from the day after, moved on from a day off.
import { z } from "zod";
import { type Calculator, type CalculatorData, type Citation, type Computation, defineCalculator, isoDate } from "./calculator.ts";
import { addDays, addMonths, addYears, dateWords, nextOpenDay, weekdayWords, yearOf } from "./civil-date.ts";

type Rule = {
  /** What has to be done by then. */
  what: string;
  days?: number;
  months?: number;
  years?: number;
  /** What the day is from which it runs, as a question. */
  question: string;
  /** What that day is called in the steps. */
  start: string;
  laws: Citation[];
  warning?: string;
};

const civil = (article: string): Citation => ({ law: "民事诉讼法", article });

/** The periods, by event. Each names the day that it runs from. */
export const deadlineRules = {
  "appeal-judgment": { what: "上诉", days: 15, question: "判决书是哪天收到的？", start: "收到判决书", laws: [civil("171"), civil("85")], warning: "小额诉讼的判决不能上诉。" },
  "appeal-ruling": { what: "对裁定上诉", days: 10, question: "裁定书是哪天收到的？", start: "收到裁定书", laws: [civil("171"), civil("85")], warning: "只有不予受理、驳回起诉、管辖异议的裁定能上诉。" },
  answer: { what: "交答辩状", days: 15, question: "起诉状副本是哪天收到的？", start: "收到起诉状副本", laws: [civil("128"), civil("85")], warning: "不交答辩状，案子照样审。" },
  "jurisdiction-objection": { what: "提管辖异议", days: 15, question: "起诉状副本是哪天收到的？", start: "收到起诉状副本", laws: [civil("130"), civil("128"), civil("85")] },
  enforcement: { what: "申请强制执行", years: 2, question: "判决书或调解书定的还款最后一天是哪天？没写的，告诉我它哪天生效。", start: "履行期限最后一天", laws: [civil("250"), civil("85")], warning: "中间要过账、对方答应过还，时间重新算。" },
  "judicial-confirmation": { what: "申请司法确认", days: 30, question: "调解协议是哪天生效的？一般就是签字那天。", start: "调解协议生效", laws: [civil("205"), civil("85")], warning: "要双方一起申请。" },
  "divorce-withdrawal": { what: "撤回离婚登记申请", days: 30, question: "民政局是哪天收下离婚申请的？", start: "民政局收到离婚申请", laws: [{ law: "民法典", article: "1077" }, { law: "民法典", article: "203" }] },
  "divorce-certificate": { what: "领离婚证", days: 30, question: "民政局是哪天收下离婚申请的？", start: "民政局收到离婚申请", laws: [{ law: "民法典", article: "1077" }, { law: "民法典", article: "203" }], warning: "要双方亲自去。到期不去，就当撤回了。" },
  retrial: { what: "申请再审", months: 6, question: "判决是哪天生效的？", start: "判决生效", laws: [civil("216"), civil("85")], warning: "有新证据、证据是假的、法官有贪污受贿等情形的，从知道那天起6个月。" },
  "labour-award-suit": { what: "向法院起诉", days: 15, question: "仲裁裁决书是哪天收到的？", start: "收到仲裁裁决书", laws: [{ law: "劳动争议调解仲裁法", article: "50" }, civil("85")] },
  "labour-award-annulment": { what: "申请撤销劳动仲裁裁决", days: 30, question: "仲裁裁决书是哪天收到的？", start: "收到仲裁裁决书", laws: [{ law: "劳动争议调解仲裁法", article: "49" }, civil("85")], warning: "这是单位对终局裁决的办法。" },
  "arbitration-annulment": { what: "申请撤销仲裁裁决", months: 3, question: "仲裁裁决书是哪天收到的？", start: "收到仲裁裁决书", laws: [{ law: "仲裁法", article: "72" }, civil("85")] },
  "payment-order-objection": { what: "对支付令提异议", days: 15, question: "支付令是哪天收到的？", start: "收到支付令", laws: [civil("227"), civil("85")] },
  "preservation-suit": { what: "起诉或者申请仲裁", days: 30, question: "法院是哪天采取保全措施的？", start: "采取诉前保全", laws: [civil("104"), civil("85")], warning: "到期不起诉，法院会解除保全。" },
  "preservation-review": { what: "对保全裁定申请复议", days: 5, question: "保全裁定书是哪天收到的？", start: "收到保全裁定书", laws: [{ law: "民诉法解释", article: "171" }, civil("85")] },
  "enforcement-review": { what: "对执行异议裁定申请复议", days: 10, question: "执行异议的裁定书是哪天收到的？", start: "收到裁定书", laws: [civil("236"), civil("85")] },
  "third-party-suit": { what: "提执行异议之诉", days: 15, question: "驳回异议的裁定书是哪天收到的？", start: "收到裁定书", laws: [civil("238"), civil("85")] },
  "public-notice": { what: "公告送达", days: 30, question: "公告是哪天登的？", start: "公告发出", laws: [civil("95")], warning: "满30天就算送到了。" },
  "administrative-suit": { what: "提起行政诉讼", months: 6, question: "是哪天知道这个处理决定的？", start: "知道行政行为", laws: [{ law: "行政诉讼法", article: "46" }] },
  "administrative-review": { what: "申请行政复议", days: 60, question: "是哪天知道这个处理决定的？", start: "知道行政行为", laws: [{ law: "行政复议法", article: "20" }] },
  "administrative-review-suit": { what: "对复议决定起诉", days: 15, question: "复议决定书是哪天收到的？", start: "收到复议决定书", laws: [{ law: "行政诉讼法", article: "45" }] },
  "work-injury-claim": { what: "自己申请工伤认定", years: 1, question: "是哪天受的伤？", start: "受伤", laws: [{ law: "工伤保险条例", article: "17" }], warning: "单位应该在30天内申请。单位不申请，本人或家属一年内可以申请。" },
  "work-injury-claim-employer": { what: "单位申请工伤认定", days: 30, question: "是哪天受的伤？", start: "受伤", laws: [{ law: "工伤保险条例", article: "17" }] },
  "disability-reappraisal": { what: "申请再次鉴定伤残等级", days: 15, question: "鉴定结论是哪天收到的？", start: "收到鉴定结论", laws: [{ law: "工伤保险条例", article: "26" }] },
  "legatee-acceptance": { what: "表示接受遗赠", days: 60, question: "是哪天知道有遗赠的？", start: "知道受遗赠", laws: [{ law: "民法典", article: "1124" }, { law: "民法典", article: "203" }] },
} as const satisfies Record<string, Rule>;

export type DeadlineEvent = keyof typeof deadlineRules;
export const deadlineEvents = Object.keys(deadlineRules) as DeadlineEvent[];

/** The last day, moved on from a day off; with the last day as counted, and a sentence when it moved. */
export function lastDay(counted: string, data: CalculatorData): { day: string; steps: string[]; warnings: string[] } {
  const day = nextOpenDay(counted, data.isDayOff);
  const steps = day === counted ? [] : [`${dateWords(counted)}是${weekdayWords(counted)}，赶上休息日，顺延到${dateWords(day)}（${weekdayWords(day)}）。`];
  const published = data.isPublished?.(yearOf(counted)) ?? true;
  return { day, steps, warnings: published ? [] : [`${yearOf(counted)}年的放假安排还没公布，日期待公布后再核对。`] };
}

export const spanWords = (rule: { days?: number; months?: number; years?: number }): string =>
  rule.days !== undefined ? `${rule.days}日` : rule.months !== undefined ? `${rule.months}个月` : `${rule.years}年`;

export const spanEnd = (start: string, rule: { days?: number; months?: number; years?: number }): string =>
  rule.days !== undefined ? addDays(start, rule.days) : rule.months !== undefined ? addMonths(start, rule.months) : addYears(start, rule.years ?? 0);

const counted = defineCalculator({
  slug: "deadline",
  inputs: z.strictObject({ event: z.enum(deadlineEvents), start_on: isoDate }),
  questions: { event: "是什么期限？比如上诉、答辩、申请执行。", start_on: "从哪天起算？比如哪天收到的判决书。" },
  compute: ({ event, start_on: start }, data): Computation => {
    const rule: Rule = deadlineRules[event];
    if (event === "divorce-withdrawal" || event === "divorce-certificate") return coolingOff(event, start, data);
    const end = spanEnd(start, rule);
    // A publication takes effect when the days have passed; nothing has to be done on its last day.
    const { day, steps, warnings } = event === "public-notice" ? { day: end, steps: [], warnings: [] } : lastDay(end, data);
    const length: Record<string, number> = rule.days !== undefined ? { days: rule.days } : rule.months !== undefined ? { months: rule.months } : { months: (rule.years ?? 0) * 12 };
    return {
      result: { deadline: day, counted_to: end, ...length },
      headline: event === "public-notice" ? `公告到${dateWords(day)}满30日，过后就算送达了。` : `${rule.what}最晚到${dateWords(day)}（${weekdayWords(day)}）。`,
      steps: [`${dateWords(start)}${rule.start}，当天不算，第二天起算，期限${spanWords(rule)}，算到${dateWords(end)}。`, ...steps],
      citations: [...rule.laws],
      warnings: [...warnings, ...(rule.warning ? [rule.warning] : [])],
    };
  },
});

/** The question after the day is the one of the event. */
export const deadline: Calculator = {
  ...counted,
  missing: (given) => {
    const rule = deadlineEvents.includes(given["event"] as DeadlineEvent) ? deadlineRules[given["event"] as DeadlineEvent] : undefined;
    return counted.missing(given).map((asked) => (rule && asked.name === "start_on" ? { ...asked, question: rule.question } : asked));
  },
};

/** 离婚冷静期: 30 days in which either may withdraw, then 30 days in which both must come for the certificate. */
function coolingOff(event: "divorce-withdrawal" | "divorce-certificate", start: string, data: CalculatorData): Computation {
  const rule: Rule = deadlineRules[event];
  const first = lastDay(addDays(start, 30), data);
  const second = lastDay(addDays(first.day, 30), data);
  const from = nextOpenDay(addDays(first.day, 1), data.isDayOff);
  return {
    result: { deadline: event === "divorce-withdrawal" ? first.day : second.day, withdraw_until: first.day, certificate_from: addDays(first.day, 1), certificate_until: second.day },
    headline: event === "divorce-withdrawal" ? `离婚冷静期到${dateWords(first.day)}满，反悔的要在这天前撤回。` : `冷静期到${dateWords(first.day)}满，${dateWords(from)}起到${dateWords(second.day)}之间去领离婚证。`,
    steps: [
      `${dateWords(start)}收下申请，第二天起算30天，到${dateWords(addDays(start, 30))}。`, ...first.steps,
      `再往后30天内双方亲自去领证，最晚${dateWords(second.day)}。`, ...second.steps,
    ],
    citations: [...rule.laws],
    warnings: [...new Set([...first.warnings, ...second.warnings]), "要双方亲自去。到期不去领，就当撤回了。"],
  };
}
