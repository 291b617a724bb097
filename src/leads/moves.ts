// The life of a lead as one table: which move leads from where to where, and who may make it.
import type { Role } from "../content/roles.ts";
import type { Lead, LeadStatus } from "./lead.ts";

export type Move = {
  from: readonly LeadStatus[];
  to: LeadStatus | null;
  by: readonly (Role | "system")[];
  name: string;
};

const open = ["submitted", "assigned", "accepted", "referred", "sentBack"] as const;
const working = ["accepted", "referred"] as const;
const bench = ["judge", "head"] as const;
/** Who settles beside the judge: a mediator, or a co-handling office (联动单位). */
const settlers = ["judge", "head", "mediator", "coHandler"] as const;
const reporters = ["resident", "stranger", "gridWorker", "mediator", "clerk", "assistant", "coHandler"] as const;

/** `to` null: the status stays. `system` is the bot itself, acting by a rule or a clock. */
export const moves = {
  submit: { from: ["draft"], to: "submitted", by: [...reporters, "judge", "head", "courtOffice"], name: "登记" },
  assign: {
    from: ["submitted", "sentBack", "assigned"],
    to: "assigned",
    by: ["system", "courtOffice", "head"],
    name: "分派",
  },
  accept: { from: ["assigned"], to: "accepted", by: bench, name: "签收" },
  sendBack: { from: ["assigned", "accepted"], to: "sentBack", by: bench, name: "退回" },
  refer: { from: working, to: "referred", by: bench, name: "转办" },
  /** A mediator or office gives back what was referred to them. */
  decline: { from: ["referred"], to: "accepted", by: ["mediator", "coHandler", "system"], name: "退还" },
  contact: { from: working, to: null, by: settlers, name: "联系当事人" },
  mediate: { from: working, to: null, by: settlers, name: "调解" },
  goThere: { from: working, to: null, by: settlers, name: "上门" },
  goRemote: { from: working, to: null, by: settlers, name: "远程" },
  // An office that was told at once may answer before the judge has accepted.
  feedback: { from: ["assigned", ...working], to: null, by: settlers, name: "反馈" },
  pause: { from: working, to: null, by: bench, name: "暂停" },
  resume: { from: working, to: null, by: [...bench, "system"], name: "恢复" },
  extend: { from: working, to: null, by: bench, name: "延期" },
  supplement: { from: open, to: null, by: reporters, name: "补充" },
  correct: {
    from: [...open, "closed"],
    to: null,
    by: ["clerk", "assistant", "judge", "head", "courtOffice"],
    name: "更正",
  },
  acknowledge: { from: open, to: null, by: ["judge", "head", "leader", "courtOffice"], name: "警情确认" },
  /** To another judge, who has to accept it. */
  transfer: { from: open, to: "assigned", by: ["judge", "head", "courtOffice"], name: "移交" },
  /** The same work under another name, where it stood: duty that ended, leave, another judge for the place. */
  handOver: { from: open, to: null, by: ["system"], name: "交接" },
  startFlow: { from: working, to: null, by: bench, name: "启动流程" },
  stopFlow: { from: open, to: null, by: bench, name: "停止流程" },
  /** By whoever has the step, or by the judge for them. */
  stepDone: { from: open, to: null, by: ["judge", "head", "courtOffice", ...reporters], name: "办好一步" },
  merge: { from: open, to: "merged", by: ["judge", "head", "clerk", "courtOffice"], name: "合并" },
  close: { from: working, to: "closed", by: bench, name: "办结" },
  pay: { from: [...working, "closed"], to: null, by: ["judge", "head", ...reporters], name: "履行" },
  followUp: { from: ["closed"], to: null, by: reporters, name: "回访" },
  complain: { from: [...open, "closed"], to: null, by: reporters, name: "投诉" },
  withdraw: {
    from: open,
    to: "withdrawn",
    by: ["resident", "stranger", "gridWorker", "mediator", "clerk"],
    name: "撤回",
  },
  reopen: { from: ["closed", "withdrawn"], to: "assigned", by: ["judge", "head", "courtOffice"], name: "重开" },
  /** The clock's own rows: 黄牌 on the day something is due, 红牌 when it goes up to the head and the leader. */
  yellowCard: { from: [...open, "closed"], to: null, by: ["system"], name: "黄牌" },
  redCard: { from: [...open, "closed"], to: null, by: ["system"], name: "红牌" },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;
export const moveNames = Object.keys(moves) as MoveName[];

export type MoveResult = { ok: true; lead: Lead } | { ok: false; why: "role" | "status" };

/** Whether one of these roles may make the move at all, whatever the lead's status. */
export const mayMove = (move: MoveName, roles: readonly (Role | "system")[]): boolean =>
  roles.some((role) => (moves[move].by as readonly string[]).includes(role));

/**
 * Makes a move: the lead with its new status and one more row in its timeline. A role that may not, or a status from
 * which the move does not start, is an outcome, not an error; the lead is then untouched.
 */
export function applyMove(
  lead: Lead,
  move: MoveName,
  by: string,
  as: readonly (Role | "system")[],
  at: number,
  why = "",
): MoveResult {
  const row: Move = moves[move];
  const role = as.find((r) => row.by.includes(r));
  if (!role) return { ok: false, why: "role" };
  if (!row.from.includes(lead.status)) return { ok: false, why: "status" };
  return {
    ok: true,
    lead: {
      ...lead,
      status: row.to ?? lead.status,
      updatedAt: at,
      timeline: [...lead.timeline, { at, by, role, move, why }],
    },
  };
}
