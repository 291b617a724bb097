// The life of a lead as one table: which move leads from where to where, and who may make it.
import type { Role } from "../content/roles.ts";
import type { Lead, LeadStatus } from "./lead.ts";

export type Move = {
  from: readonly LeadStatus[];
  to: LeadStatus | null;
  by: readonly (Role | "system")[];
  name: string;
};

/** `to` null: the status stays. `system` is the bot itself, acting by a rule or a clock. */
export const moves = {
  submit: {
    from: ["draft"],
    to: "submitted",
    by: ["resident", "stranger", "gridWorker", "mediator", "clerk", "assistant", "coHandler", "judge", "head"],
    name: "登记",
  },
  assign: {
    from: ["submitted", "sentBack", "assigned"],
    to: "assigned",
    by: ["system", "courtOffice", "head"],
    name: "分派",
  },
  accept: { from: ["assigned"], to: "accepted", by: ["judge", "head"], name: "签收" },
  sendBack: { from: ["assigned", "accepted"], to: "sentBack", by: ["judge", "head"], name: "退回" },
  refer: { from: ["accepted", "referred"], to: "referred", by: ["judge", "head"], name: "转办" },
  feedback: { from: ["accepted", "referred"], to: null, by: ["judge", "head", "mediator", "coHandler"], name: "反馈" },
  supplement: {
    from: ["submitted", "assigned", "accepted", "referred", "sentBack"],
    to: null,
    by: ["resident", "stranger", "gridWorker", "mediator", "clerk", "assistant", "coHandler"],
    name: "补充",
  },
  acknowledge: {
    from: ["submitted", "assigned", "accepted", "referred", "sentBack"],
    to: null,
    by: ["judge", "head", "leader"],
    name: "警情确认",
  },
  close: { from: ["accepted", "referred"], to: "closed", by: ["judge", "head"], name: "办结" },
  withdraw: {
    from: ["submitted", "assigned", "sentBack", "accepted", "referred"],
    to: "withdrawn",
    by: ["resident", "stranger", "gridWorker", "mediator", "clerk"],
    name: "撤回",
  },
  reopen: { from: ["closed", "withdrawn"], to: "assigned", by: ["judge", "head", "courtOffice"], name: "重开" },
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
