// The words that ask for something made: a paper of a lead, a report of a period, a ledger.
import { paperNamed } from "../leads/papers.ts";
import { end, leadNumber, type Rule, rule } from "./command.ts";
import type { MakeCommand } from "./making.ts";

const reports = {
  week: "周通报|周报",
  month: "月分析|月报|月通报",
  quarter: "季调度|季报|季度通报",
} as const;
const spans = {
  week: "本周|这周|上周",
  month: "本月|这个月|上个?月",
  quarter: "本季度?|这个?季度?|上个?季度?",
} as const;

/** 「文书 2026-0031 告知书」「2026-0031 出转办函」「定稿 2026-0031 转办函」「文书 2026-0031 起诉状 pdf」. */
export function paperCommand(text: string): MakeCommand | null {
  const m = new RegExp(
    `^(?:(定稿)|文书|出文书|出|打印)?[:：\\s]*(20\\d{2}[-—–_]\\d{1,6})[:：\\s]*(?:出|打印)?(?:一份|份)?\\s*([\\p{Script=Han}《》]{3,12})\\s*(pdf|PDF)?(?:版|格式)?${end}`,
    "u",
  ).exec(text);
  const paper = m ? paperNamed(m[3] ?? "") : null;
  if (!m || paper === null) return null;
  const number = leadNumber(m[2]) ?? "";
  return { kind: "make", what: "paper", number, paper, final: m[1] !== undefined, pdf: m[4] !== undefined };
}

export const makeRules: Rule[] = [
  ...(["week", "month", "quarter"] as const).map((period) =>
    rule(
      `(?:看|发|要|出)?(?:一下)?(${spans[period]})?[的]?(?:${reports[period]})[:：\\s]*(20\\d{2}-\\d{1,2}(?:-\\d{1,2})?)?`,
      (m) => ({ kind: "make", what: "report", period, when: m[2] ?? m[1] ?? "" }),
    ),
  ),
  rule(
    `(?:看|发|要|出|导出)?(?:一下)?(${Object.values(spans).join("|")}|今年|去年|20\\d{2}-\\d{1,2})?[的]?(\\p{Script=Han}{2,12}?)?[的]?台账[:：\\s]*(${Object.values(spans).join("|")}|今年|去年|20\\d{2}-\\d{1,2})?`,
    (m) => ({ kind: "make", what: "ledger", when: m[1] ?? m[3] ?? "", place: m[2] ?? "" }),
  ),
];
