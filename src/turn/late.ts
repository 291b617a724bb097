// After the machine was off: one list to each who has something late, in place of every single reminder.
import type { Lead } from "../leads/lead.ts";
import { afterQuiet, isQuiet } from "../court/calendar.ts";
import { judgeById } from "../court/finding.ts";
import { day, placeName } from "./card.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { causeOf } from "./intake.ts";
import type { Mark } from "./lead-time.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

/** Long enough for everything that is late to have rung. */
const minute = 60_000;

/** `about`: somebody of the court for a summary, who holds steps (`stepWith`) for a list of them. */
export function noteLate(pen: Pen, context: Context, kind: "lateSummary" | "lateSteps", about: string): void {
  const id = `late:${about}`;
  if (context.timers.has(id)) return;
  setTimer(pen, undefined, { id, kind, dueAt: context.now + minute, about, data: {} });
}

export function lateSummary(pen: Pen, context: Context, timer: Doc<Timer>): void {
  if (isQuiet(context.now)) return setTimer(pen, timer, { ...timer.value, dueAt: afterQuiet(context.now) });
  const { now } = context;
  const due = (l: Lead): { what: Mark["name"]; at: number } | null => {
    if (l.paused) return null;
    const first = l.contactedAt ? ("feedback" as const) : ("contact" as const);
    const at = l.status === "assigned" ? l.acceptBy : first === "contact" ? (l.contactBy ?? null) : l.feedbackBy;
    if (at !== null && at <= now) return { what: l.status === "assigned" ? "accept" : first, at };
    if (l.closeBy !== null && l.closeBy <= now) return { what: "close", at: l.closeBy };
    const step = l.flow?.dueAt ?? null;
    return step !== null && step <= now ? { what: "step", at: step } : null;
  };
  const leads = context.assigned
    .flatMap(({ value }) => {
      const over = due(value);
      return over ? [{ lead: value, ...over }] : [];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ lead, what, at }) => ({
      number: lead.id,
      cause: causeOf(context, lead.cause).name,
      place: placeName(context, lead),
      what,
      due: day(at),
      judge: lead.judge === timer.value.about ? "" : (judgeById(context.content.directory, lead.judge)?.name ?? ""),
    }));
  if (leads.length > 0)
    say(pen, { staff: timer.value.about }, "lateSummary", { leads: leads.slice(0, 20), all: leads.length });
}
