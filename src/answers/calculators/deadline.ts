// Until when something must be done at court: statutory periods counted from the day after, moved on from a day off.
import { z } from "zod";
import { type Calculator, type CalculatorData, type Computation, defineCalculator, isoDate } from "./calculator.ts";
import { addDays, addMonths, addYears, dateWords, nextOpenDay, weekdayWords, yearOf } from "./civil-date.ts";
import { type DeadlineEvent, deadlineEvents, deadlineRules, type Rule } from "./deadline-rules.ts";

/** The last day, moved on from a day off; with the last day as counted, and a sentence when it moved. */
export function lastDay(counted: string, data: CalculatorData): { day: string; steps: string[]; warnings: string[] } {
  const day = nextOpenDay(counted, data.isDayOff);
  const steps =
    day === counted
      ? []
      : [
          `${dateWords(counted)}是${weekdayWords(counted)}，赶上休息日，顺延到${dateWords(day)}（${weekdayWords(day)}）。`,
        ];
  const published = data.isPublished?.(yearOf(counted)) ?? true;
  return { day, steps, warnings: published ? [] : [`${yearOf(counted)}年的放假安排还没公布，日期待公布后再核对。`] };
}

const spanWords = (rule: { days?: number; months?: number; years?: number }): string =>
  rule.days !== undefined ? `${rule.days}日` : rule.months !== undefined ? `${rule.months}个月` : `${rule.years}年`;

const spanEnd = (start: string, rule: { days?: number; months?: number; years?: number }): string =>
  rule.days !== undefined
    ? addDays(start, rule.days)
    : rule.months !== undefined
      ? addMonths(start, rule.months)
      : addYears(start, rule.years ?? 0);

const counted = defineCalculator({
  slug: "deadline",
  inputs: z.strictObject({ event: z.enum(deadlineEvents), start_on: isoDate }),
  questions: { event: "是什么期限？比如上诉、答辩、申请执行。", start_on: "从哪天起算？比如哪天收到的判决书。" },
  compute: ({ event, start_on: start }, data): Computation => {
    const rule: Rule = deadlineRules[event];
    if (event === "divorce-withdrawal" || event === "divorce-certificate") return coolingOff(event, start, data);
    const end = spanEnd(start, rule);
    // A publication takes effect when the days have passed; nothing has to be done on its last day.
    const { day, steps, warnings } =
      event === "public-notice" ? { day: end, steps: [], warnings: [] } : lastDay(end, data);
    const length: Record<string, number> =
      rule.days !== undefined
        ? { days: rule.days }
        : rule.months !== undefined
          ? { months: rule.months }
          : { months: (rule.years ?? 0) * 12 };
    return {
      result: { deadline: day, counted_to: end, ...length },
      headline:
        event === "public-notice"
          ? `公告到${dateWords(day)}满30日，过后就算送达了。`
          : `${rule.what}最晚到${dateWords(day)}（${weekdayWords(day)}）。`,
      steps: [
        `${dateWords(start)}${rule.start}，当天不算，第二天起算，期限${spanWords(rule)}，算到${dateWords(end)}。`,
        ...steps,
      ],
      citations: [...rule.laws],
      warnings: [...warnings, ...(rule.warning ? [rule.warning] : [])],
    };
  },
});

/** The question after the day is the one of the event. */
export const deadline: Calculator = {
  ...counted,
  missing: (given) => {
    const rule = deadlineEvents.includes(given["event"] as DeadlineEvent)
      ? deadlineRules[given["event"] as DeadlineEvent]
      : undefined;
    return counted
      .missing(given)
      .map((asked) => (rule && asked.name === "start_on" ? { ...asked, question: rule.question } : asked));
  },
};

/** 离婚冷静期: 30 days in which either may withdraw, then 30 days in which both must come for the certificate. */
function coolingOff(
  event: "divorce-withdrawal" | "divorce-certificate",
  start: string,
  data: CalculatorData,
): Computation {
  const rule: Rule = deadlineRules[event];
  const first = lastDay(addDays(start, 30), data);
  const second = lastDay(addDays(first.day, 30), data);
  const from = nextOpenDay(addDays(first.day, 1), data.isDayOff);
  return {
    result: {
      deadline: event === "divorce-withdrawal" ? first.day : second.day,
      withdraw_until: first.day,
      certificate_from: addDays(first.day, 1),
      certificate_until: second.day,
    },
    headline:
      event === "divorce-withdrawal"
        ? `离婚冷静期到${dateWords(first.day)}满，反悔的要在这天前撤回。`
        : `冷静期到${dateWords(first.day)}满，${dateWords(from)}起到${dateWords(second.day)}之间去领离婚证。`,
    steps: [
      `${dateWords(start)}收下申请，第二天起算30天，到${dateWords(addDays(start, 30))}。`,
      ...first.steps,
      `再往后30天内双方亲自去领证，最晚${dateWords(second.day)}。`,
      ...second.steps,
    ],
    citations: [...rule.laws],
    warnings: [...new Set([...first.warnings, ...second.warnings]), "要双方亲自去。到期不去领，就当撤回了。"],
  };
}
