// What anyone may do besides moving a lead: the table of actions and roles; with the table of moves the only authority there is.
import type { Role } from "../content/roles.ts";

const everyone: readonly Role[] = [
  "stranger",
  "resident",
  "gridWorker",
  "mediator",
  "coHandler",
  "clerk",
  "assistant",
  "judge",
  "head",
  "leader",
  "courtOffice",
];
const staff: readonly Role[] = [
  "gridWorker",
  "mediator",
  "coHandler",
  "clerk",
  "assistant",
  "judge",
  "head",
  "leader",
  "courtOffice",
];
const bench: readonly Role[] = ["judge", "head"];

/** `own`: only what the person reported or what is assigned to them. */
export const actions = {
  ask: { by: everyone, own: false, name: "问法律问题" },
  report: { by: everyone, own: false, name: "登记纠纷" },
  reportForOther: { by: everyone, own: false, name: "替别人登记" },
  seeProgress: { by: everyone, own: true, name: "查进度" },
  manageOwnData: { by: everyone, own: true, name: "我的信息" },
  rate: { by: everyone, own: false, name: "评价回答" },
  judgeContact: { by: everyone, own: false, name: "联系法官" },
  requestVisit: { by: everyone, own: false, name: "请法官上门" },
  bindSelf: { by: everyone, own: true, name: "绑定身份" },
  guidance: { by: ["mediator", "gridWorker", "clerk", "assistant", "judge", "head"], own: false, name: "调解指引" },
  /** What lies with them: given, referred or told. */
  listLeads: { by: [...bench, "mediator", "coHandler", "courtOffice"], own: true, name: "我的线索" },
  bindGroup: { by: ["clerk", "judge", "head", "courtOffice"], own: false, name: "绑定群" },
  setGroupMode: { by: ["gridWorker", "mediator", "clerk", "judge", "head", "courtOffice"], own: false, name: "设置群" },
  /** In the groups of one's own places. */
  setEducation: {
    by: ["gridWorker", "mediator", "clerk", "judge", "head", "courtOffice"],
    own: true,
    name: "开关普法",
  },
  announce: { by: ["clerk", "judge", "head", "courtOffice"], own: false, name: "发通知" },
  seeReports: { by: ["judge", "head", "leader", "courtOffice", "clerk"], own: false, name: "看报表" },
  seeLedger: { by: ["judge", "head", "leader", "courtOffice", "clerk"], own: false, name: "看台账" },
  /** Names and phones in a ledger; who only supervises sees the rest. */
  seePersonalData: { by: ["judge", "head", "courtOffice", "clerk"], own: false, name: "看当事人信息" },
  makePapers: { by: ["judge", "head", "courtOffice", "clerk", "assistant", "mediator"], own: true, name: "出文书" },
  approvePapers: { by: bench, own: true, name: "文书定稿" },
  seeQueue: { by: ["judge", "head", "courtOffice"], own: false, name: "看待答问题" },
  answerQuestion: { by: bench, own: false, name: "答问题" },
  /** What lies with them of stepwise answering (层进式答疑). */
  answerDoubt: { by: ["judge", "head", "leader"], own: true, name: "回复群众的疑问" },
  reviewAnswer: { by: ["judge", "head", "courtOffice"], own: false, name: "审答案" },
  signEntry: { by: bench, own: false, name: "签条目" },
  seeAudit: { by: ["courtOffice", "head"], own: false, name: "查操作记录" },
  help: { by: everyone, own: false, name: "帮助" },
  workHelp: { by: staff, own: false, name: "工作人员帮助" },
} as const satisfies Record<string, { by: readonly Role[]; own: boolean; name: string }>;

export type Action = keyof typeof actions;

export const may = (action: Action, roles: readonly Role[]): boolean =>
  roles.some((role) => (actions[action].by as readonly string[]).includes(role));
