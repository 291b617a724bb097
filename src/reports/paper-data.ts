// What a paper can say: the fields that a Word template may ask for, and what a clerk calls them.
export type Party = { name: string; phone: string; as: string };
type Item = { n: number; name: string; text: string };

/** What a template may hold. Lists are loops: `{#applicants}{name}{/applicants}`. */
export type PaperData = {
  /** The mark of a draft; empty once a judge has approved the paper. */
  draft: string;
  /** How the paper came to be: by a machine, from whose words. */
  origin: string;
  court: string;
  tribunal: string;
  address: string;
  hours: string;
  phone: string;
  today: string;
  number: string;
  registered: string;
  source: string;
  place: string;
  spot: string;
  cause: string;
  occurred: string;
  applicants: Party[];
  respondents: Party[];
  respondent_address: string;
  amount: string;
  summary: string;
  claim: string;
  willing: string;
  evidence: { label: string }[];
  elements: { name: string; value: string }[];
  missing: string;
  /** `mark`: what stands behind it in one line. */
  bring: { n: number; label: string; mark: string }[];
  judge: string;
  judge_phone: string;
  clerk: string;
  mediator: string;
  mediator_org: string;
  reason: string;
  accepted: string;
  closed: string;
  outcome: string;
  feedback_by: string;
  /** What was agreed, in the words in which it was told; the day; what is still to be paid, and until when. */
  agreed: string;
  agreed_on: string;
  promised: string;
  paid: string;
  pay_by: string;
  /** Letters: to whom, and why. */
  to: string;
  why: string;
  period: string;
  finding: string;
  title: string;
  sentences: { text: string }[];
  warnings: { text: string }[];
  tables: { title: string; rows: Record<string, string>[] }[];
  /** A complaint: the model that it follows, and its items. */
  form: string;
  note: string;
  plaintiff: string;
  defendant: string;
  claims_heading: string;
  safeguards_heading: string;
  facts_heading: string;
  claims: Item[];
  safeguards: Item[];
  facts: Item[];
};

/** What the clerk calls a field that nobody has said; what is not here is never missed. */
export const fieldNames: Partial<Record<keyof PaperData, string>> = {
  address: "法庭地址",
  hours: "办公时间",
  phone: "法庭电话",
  place: "地方",
  spot: "具体位置",
  occurred: "发生时间",
  applicants: "申请人",
  respondents: "对方",
  respondent_address: "对方住址",
  amount: "金额",
  summary: "经过",
  claim: "想怎么解决",
  willing: "愿不愿意调解",
  judge: "承办法官",
  judge_phone: "法官电话",
  clerk: "书记员",
  mediator: "调解员",
  mediator_org: "调解组织",
  accepted: "签收日期",
  closed: "办结日期",
  feedback_by: "反馈期限",
  agreed: "协议内容",
  agreed_on: "达成协议的日子",
  pay_by: "付清的日子",
  to: "收件单位",
  why: "原因",
  finding: "发现的问题",
};

/** A paper of which nothing is known yet. */
export const noFacts: PaperData = {
  draft: "",
  origin: "",
  court: "",
  tribunal: "",
  address: "",
  hours: "",
  phone: "",
  today: "",
  number: "",
  registered: "",
  source: "",
  place: "",
  spot: "",
  cause: "",
  occurred: "",
  applicants: [],
  respondents: [],
  respondent_address: "",
  amount: "",
  summary: "",
  claim: "",
  willing: "",
  evidence: [],
  elements: [],
  missing: "",
  bring: [],
  judge: "",
  judge_phone: "",
  clerk: "",
  mediator: "",
  mediator_org: "",
  reason: "",
  accepted: "",
  closed: "",
  outcome: "",
  feedback_by: "",
  agreed: "",
  agreed_on: "",
  promised: "",
  paid: "",
  pay_by: "",
  to: "",
  why: "",
  period: "",
  finding: "",
  title: "",
  sentences: [],
  warnings: [],
  tables: [],
  form: "",
  note: "",
  plaintiff: "",
  defendant: "",
  claims_heading: "",
  safeguards_heading: "",
  facts_heading: "",
  claims: [],
  safeguards: [],
  facts: [],
};
