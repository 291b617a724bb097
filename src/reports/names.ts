// How what is recorded reads in ledgers, papers and reports: where a lead came from, where it stands, how it ended.
import type { Lead } from "../leads/lead.ts";

export const statusNames: Record<Lead["status"], string> = {
  draft: "未提交",
  submitted: "已登记",
  assigned: "待签收",
  accepted: "办理中",
  referred: "已转办",
  sentBack: "已退回",
  closed: "已办结",
  withdrawn: "已撤回",
  merged: "已合并",
};
export const outcomeNames: Record<NonNullable<Lead["outcome"]>, string> = {
  settled: "调解成功",
  confirmed: "司法确认",
  paymentOrder: "支付令",
  filed: "转立案",
  withdrawn: "撤回",
  referredOut: "转其他部门",
  unsettled: "调解不成",
};
export const filingNames: Record<NonNullable<Lead["filedAs"]>, string> = {
  smallClaims: "小额诉讼",
  simplified: "简易程序",
  ordinary: "普通程序",
};
export const wayNames: Record<NonNullable<Lead["way"]>, string> = {
  mediation: "调解",
  onSite: "上门",
  remote: "远程",
};
export const sourceNames: Record<Lead["source"], string> = {
  group: "联络群",
  private: "私聊",
  township: "乡镇、综治中心",
  tribunal: "法庭",
  judgeCard: "法官联心卡",
  walkIn: "来访",
  telephone: "电话",
};

/** The result in words: how it ended, by which procedure, what is recorded beside. */
export const outcomeText = ({ outcome, filedAs }: Pick<Lead, "outcome" | "filedAs">): string =>
  outcome === null ? "" : `${outcomeNames[outcome]}${filedAs ? `（${filingNames[filedAs]}）` : ""}`;

/** What every form asks for, as a clerk reads it in 还缺什么. */
export const commonNames: Readonly<Record<string, string>> = {
  place: "在哪个村",
  applicant: "反映人",
  applicant_contact: "反映人电话",
  respondent: "对方是谁",
  respondent_contact: "对方电话或住处",
  amount_yuan: "金额",
  occurred_on: "什么时候的事",
  facts: "经过",
  claim: "想怎么解决",
  evidence: "证据",
  willing_to_mediate: "愿不愿意调解",
};
