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

const anySpan = [...Object.values(spans), "今年", "去年", "20\\d{2}-\\d{1,2}"].join("|");
const please = "(?:请|麻烦|帮我|给我|我要)?";

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

/** 柳树村这个月: the span stands behind the place as well. */
function ledger(when: string, place: string): MakeCommand {
  const behind = new RegExp(`(?:${anySpan})$`, "u").exec(place);
  return behind && when === ""
    ? { kind: "make", what: "ledger", when: behind[0], place: place.slice(0, behind.index) }
    : { kind: "make", what: "ledger", when, place };
}

export const makeRules: Rule[] = [
  ...(["week", "month", "quarter"] as const).map((period) =>
    rule(
      `${please}(?:看|发|要|出)?(?:一下)?(${spans[period]})?[的]?(?:${reports[period]})[:：\\s]*(20\\d{2}-\\d{1,2}(?:-\\d{1,2})?)?`,
      (m) => ({ kind: "make", what: "report", period, when: m[2] ?? m[1] ?? "" }),
    ),
  ),
  rule(
    `${please}(?:看|发|要|出|导出)?(?:一下)?(${anySpan})?[的\\s]*(\\p{Script=Han}{2,12}?)?[的\\s]*台账[:：\\s]*(${anySpan})?`,
    (m) => ledger(m[1] ?? m[3] ?? "", m[2] ?? ""),
  ),
  // 台账 柳树村 本月: the word first, what narrows it behind.
  rule(
    `${please}(?:看|发|要|出|导出)?(?:一下)?台账[:：\\s]+(${anySpan})?[的\\s]*(\\p{Script=Han}{2,12}?)?[的\\s]*(${anySpan})?`,
    (m) => ledger(m[1] ?? m[3] ?? "", m[2] ?? ""),
  ),
];
