// The clocks of a lead: what is due when (签收, 首次联系, 反馈, 办结, 司法确认, 付款), and who is reminded at which mark.
import { z } from "zod";
import type { Lead } from "../leads/lead.ts";
import {
  addDays,
  addWorkingDays,
  type Calendar,
  dueAt,
  fromCivil,
  isDayOff,
  nextWorkingDay,
  toCivil,
  workingDaysBetween,
} from "../court/calendar.ts";
import { deadlinesFor, type Directory } from "../court/directory.ts";

export const deadlineNames = [
  "accept",
  "contact",
  "feedback",
  "close",
  "paused",
  "confirm",
  "promise",
  "step",
] as const;
export type DeadlineName = (typeof deadlineNames)[number];
/** before: a reminder · due: 黄牌 to who handles it · head, leader: 红牌, one rung higher each. */
export const markSteps = ["before", "due", "head", "leader"] as const;
export type MarkStep = (typeof markSteps)[number];
export const markSchema = z.strictObject({
  name: z.enum(deadlineNames),
  step: z.enum(markSteps),
  /** Epoch ms at which the mark is reached, and of the deadline it belongs to. */
  at: z.number(),
  due: z.number(),
});
export type Mark = z.infer<typeof markSchema>;

const morning = "09:00";
/** How long a lead may wait for a party before the judge is asked whether it still does; working days. */
const pauseAsked = 10;

const dateOf = (at: number): string => toCivil(at).date;

/** Close of business `days` working days on; a day whose close is past already does not count. */
export function closeAfter(calendar: Calendar, now: number, days: number): number {
  const at = dueAt(addWorkingDays(calendar, dateOf(now), days).date);
  return at > now ? at : dueAt(nextWorkingDay(calendar, dateOf(now)).date);
}

/** The last working day before a date. */
function workingDayBefore(calendar: Calendar, date: string): string {
  let day = addDays(date, -1);
  while (isDayOff(calendar, day)) day = addDays(day, -1);
  return day;
}

/** The deadlines that start when a lead is given to a judge; the end of all, once set, stays. */
export function startClocks(
  directory: Directory,
  lead: Pick<Lead, "cause" | "danger" | "closeBy">,
  now: number,
): Pick<Lead, "acceptBy" | "contactBy" | "feedbackBy" | "closeBy"> {
  const days = deadlinesFor(directory, lead.cause, lead.danger);
  const after = (n: number): number => closeAfter(directory.calendar, now, n);
  return {
    acceptBy: after(days.accept),
    contactBy: after(days.first_contact),
    feedbackBy: after(days.feedback),
    closeBy: lead.closeBy ?? after(days.close),
  };
}

/** The same deadlines, later by the working days that were spent waiting for a party. */
export function afterPause(directory: Directory, lead: Lead, now: number): Lead {
  if (!lead.paused) return lead;
  const { calendar } = directory;
  const waited = workingDaysBetween(calendar, dateOf(lead.paused.since), dateOf(now));
  const later = (at: number | null | undefined): number | null =>
    at === null || at === undefined ? null : dueAt(addWorkingDays(calendar, dateOf(at), waited).date);
  return {
    ...lead,
    paused: null,
    contactBy: later(lead.contactBy),
    feedbackBy: later(lead.feedbackBy),
    closeBy: later(lead.closeBy),
    ...(lead.flow ? { flow: { ...lead.flow, dueAt: later(lead.flow.dueAt) } } : {}),
  };
}

/** When the reporter hears next: the first contact, then each feedback. */
export const answerBy = (lead: Lead): number | null =>
  lead.contactedAt ? lead.feedbackBy : (lead.contactBy ?? lead.feedbackBy);

function workMarks(calendar: Calendar, name: DeadlineName, due: number | null | undefined): Mark[] {
  if (due === null || due === undefined) return [];
  const day = dateOf(due);
  const rung = (days: number): number => fromCivil(addWorkingDays(calendar, day, days).date, morning);
  const before = fromCivil(name === "accept" ? day : workingDayBefore(calendar, day), morning);
  return [
    { name, step: "before", at: before, due },
    { name, step: "due", at: due, due },
    { name, step: "head", at: rung(1), due },
    { name, step: "leader", at: rung(3), due },
  ];
}

/** Money that was promised and has not come yet; 0 when nothing is open. */
export const stillOwed = (lead: Lead): number =>
  Math.max(
    0,
    (lead.settlement?.promisedYuan ?? 0) +
      (lead.settlement?.paidYuan ?? 0) -
      ((lead.recoveredYuan ?? 0) - (lead.settlement?.before ?? 0)),
  );

/** Something is still to be paid by a day, but nobody said how much. */
const unnamed = ({ settlement }: Lead): boolean =>
  settlement != null && settlement.promisedYuan === null && settlement.payBy !== null;

/** What is still to be paid; null where no sum was agreed on and what came is not all that was asked for: nobody knows. */
export const leftToPay = (lead: Lead): number | null =>
  (lead.settlement && !unnamed(lead)) || (lead.amountYuan !== null && (lead.recoveredYuan ?? 0) >= lead.amountYuan)
    ? stillOwed(lead)
    : null;

/** All that was agreed on came at once. */
export const performed = ({ settlement }: Lead): boolean =>
  settlement != null && settlement.paidYuan > 0 && settlement.promisedYuan === null && settlement.payBy === null;

function afterwards(lead: Lead): Mark[] {
  const marks: Mark[] = [];
  // What was paid on the spot needs no court behind it.
  if (lead.outcome === "settled" && lead.confirmBy && !performed(lead)) {
    const day = dateOf(lead.confirmBy);
    marks.push(
      { name: "confirm", step: "before", at: fromCivil(addDays(day, -7), morning), due: lead.confirmBy },
      { name: "confirm", step: "due", at: fromCivil(day, morning), due: lead.confirmBy },
    );
  }
  const payBy = lead.settlement?.payBy;
  if (payBy && (stillOwed(lead) > 0 || lead.settlement?.promisedYuan === null) && lead.outcome !== "unsettled") {
    const due = dueAt(payBy);
    marks.push(
      { name: "promise", step: "before", at: fromCivil(addDays(payBy, -3), morning), due },
      { name: "promise", step: "due", at: fromCivil(addDays(payBy, 1), morning), due },
      { name: "promise", step: "head", at: fromCivil(addDays(payBy, 8), morning), due },
    );
  }
  return marks;
}

/** The open step of a flow: on its day, and once after. */
function stepMarks(calendar: Calendar, due: number | null | undefined): Mark[] {
  if (due === null || due === undefined) return [];
  const after = fromCivil(addWorkingDays(calendar, dateOf(due), 1).date, morning);
  return [
    { name: "step", step: "before", at: fromCivil(dateOf(due), morning), due },
    { name: "step", step: "due", at: after, due },
  ];
}

/** Whoever waits for a party is asked every ten working days whether they still do; from the second time on the head hears of it. */
function pauseMarks(calendar: Calendar, lead: Lead, since: number): Mark[] {
  const told = (lead.fired ?? []).filter((id) => id.startsWith("paused:") && Number(id.split("@")[1]) >= since);
  return Array.from({ length: told.length + 1 }, (_, n) => {
    const at = fromCivil(addWorkingDays(calendar, dateOf(since), pauseAsked * (n + 1)).date, morning);
    return { name: "paused", step: n === 0 ? "before" : "head", at, due: at };
  });
}

/** Every mark that the lead's clocks have as it stands now, in no order. */
export function marksOf(calendar: Calendar, lead: Lead): Mark[] {
  if (lead.status === "closed") return afterwards(lead);
  if (lead.status === "assigned" || lead.status === "submitted" || lead.status === "sentBack")
    return [
      ...workMarks(calendar, "accept", lead.acceptBy),
      ...workMarks(calendar, "close", lead.closeBy),
      ...(lead.paused ? [] : stepMarks(calendar, lead.flow?.dueAt)),
    ];
  if (lead.status !== "accepted" && lead.status !== "referred") return [];
  if (lead.paused) return pauseMarks(calendar, lead, lead.paused.since);
  const next = lead.contactedAt ? ("feedback" as const) : ("contact" as const);
  return [
    ...workMarks(calendar, next, next === "contact" ? (lead.contactBy ?? null) : lead.feedbackBy),
    ...workMarks(calendar, "close", lead.closeBy),
    ...stepMarks(calendar, lead.flow?.dueAt),
  ];
}

export const markId = (mark: Mark): string => `${mark.name}:${mark.step}@${mark.due}`;

const rank = (mark: Mark): number => markSteps.indexOf(mark.step);

/**
 * What has come due by `now` and was not said yet: of each deadline only the highest mark, so that a machine that was
 * off says each thing once. `fired` holds all of them, the lower ones too.
 */
export function comeDue(calendar: Calendar, lead: Lead, now: number): { tell: Mark[]; fired: string[] } {
  const had = new Set(lead.fired ?? []);
  const open = marksOf(calendar, lead).filter((mark) => mark.at <= now && !had.has(markId(mark)));
  const above = (mark: Mark): boolean =>
    open.some((other) => other.name === mark.name && other.due === mark.due && rank(other) > rank(mark));
  return { tell: open.filter((mark) => !above(mark)), fired: [...had, ...open.map(markId)] };
}

/** Epoch ms of the next mark; null when nothing is due any more. */
export function nextMark(calendar: Calendar, lead: Lead, now: number): number | null {
  const had = new Set(lead.fired ?? []);
  // A reminder whose hour was past already when the deadline was set is not made up for.
  const ahead = marksOf(calendar, lead).filter((m) => !had.has(markId(m)) && (m.at > now || m.step !== "before"));
  return ahead.length === 0 ? null : Math.max(now, Math.min(...ahead.map((m) => m.at)));
}
