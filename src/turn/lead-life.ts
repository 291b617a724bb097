// The hands by which a lead is changed: a move with its row and audit note, kept together with the timer of its clocks.
import type { Role } from "../content/roles.ts";
import type { Lead } from "../leads/lead.ts";
import { applyMove, type MoveName } from "../leads/moves.ts";
import { fromCivil } from "../court/calendar.ts";
import type { Context } from "./context.ts";
import { tellStep, withStep } from "./flow-life.ts";
import { withKept } from "./lead-kept.ts";
import { nextMark } from "./lead-time.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, remove, setTimer } from "./turn.ts";

/** The timers that a lead may have; loaded with it, so that a change of the lead can move or end them. */
export const leadTimers = (id: string): string[] =>
  ["accept", "due", "ladder1", "ladder2", "handOver", "followUp"].map((kind) => `${kind}:${id}`);

/** Puts the lead into the turn, with its clock set to the next mark; who has come to have a step of its flow is told. */
export function keepLead(pen: Pen, context: Context, was: Doc<Lead> | undefined, changed: Lead): Lead {
  const lead = withKept(context.content.directory, was?.value, withStep(context, changed), context.now);
  put(pen, `lead/${lead.id}`, was, lead);
  // `accept:` is what earlier versions set; the one clock stands for it now.
  const old = context.timers.get(`accept:${lead.id}`);
  if (old) remove(pen, old);
  const id = `due:${lead.id}`;
  const timer = context.timers.get(id);
  const dueAt = nextMark(context.content.directory.calendar, lead, context.now);
  if (dueAt !== null) setTimer(pen, timer, { id, kind: "leadDue", dueAt, about: lead.id, data: {} });
  else if (timer) remove(pen, timer);
  tellStep(pen, context, was, lead);
  return lead;
}

/** Whoever takes a lead in for somebody who is away gives it back on that morning. */
export function setHandOver(pen: Pen, context: Context, lead: Lead): void {
  if (!lead.handOverTo || !lead.handOverOn) return;
  const id = `handOver:${lead.id}`;
  const dueAt = fromCivil(lead.handOverOn, "08:00");
  setTimer(pen, context.timers.get(id), { id, kind: "handOver", dueAt, about: lead.id, data: {} });
}

export function stopTimer(pen: Pen, context: Context, id: string): void {
  const timer = context.timers.get(id);
  if (timer) remove(pen, timer);
}

export const stopLadder = (pen: Pen, context: Context, lead: string): void =>
  ["ladder1", "ladder2"].forEach((step) => stopTimer(pen, context, `${step}:${lead}`));

/** The lead after a move that was found to be allowed; a move that does not fit here is a fault of the program. */
export function moved(pen: Pen, context: Context, lead: Lead, move: MoveName, why: string): Lead {
  const { speaker, now } = context;
  const result = applyMove(lead, move, speaker.ref ?? speaker.id, speaker.roles, now, why);
  if (!result.ok) throw new Error(`${move} was checked before and must fit ${lead.id}, which is ${lead.status}`);
  const role = result.lead.timeline.at(-1)?.role ?? "";
  note(pen, { by: speaker.id, role, action: move, about: lead.id, outcome: "done" });
  return result.lead;
}

/** The same by the bot itself, by a rule or a clock; a move that does not fit any more leaves the lead as it is. */
export function movedBySystem(pen: Pen, context: Context, lead: Lead, move: MoveName, why: string): Lead {
  const by: readonly (Role | "system")[] = ["system"];
  const result = applyMove(lead, move, "system", by, context.now, why);
  if (!result.ok) return lead;
  note(pen, { by: "system", role: "system", action: move, about: lead.id, outcome: "done" });
  return result.lead;
}
