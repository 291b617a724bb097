// The morning round: leads of a judge who is away, gone or no longer in charge of the place move on, with their history.
import type { Lead } from "../leads/lead.ts";
import { addDays, addWorkingDays, fromCivil, isQuiet, afterQuiet, toCivil } from "../court/calendar.ts";
import { type Directory, headOf, isOnLeave, judgeById, placeById, tribunalById } from "../court/directory.ts";
import { assignTo } from "./assign.ts";
import { cardOf, handlerOf, placeName } from "./card.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { causeOf } from "./intake.ts";
import { keepLead, movedBySystem, setHandOver } from "./lead-life.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

/** The judge whose matter it is by court.yaml as it stands, present or not: the specialist, else the place's. */
export function homeJudge(directory: Directory, lead: Pick<Lead, "placeId" | "cause">): string | null {
  const place = placeById(directory, lead.placeId);
  if (!place) return null;
  return tribunalById(directory, place.tribunal)?.specialists[lead.cause] ?? place.judge;
}

/** Who stands in for a judge on that day: themselves, the deputy, the head; null for the court office. */
export function standIn(directory: Directory, ref: string, lead: Lead, date: string): string | null {
  const judge = judgeById(directory, ref);
  const head = headOf(directory, lead.tribunal ?? judge?.tribunal ?? null)?.id;
  const there = (id: string | undefined): id is string => {
    const one = judgeById(directory, id);
    return one !== undefined && !isOnLeave(one, date) && !lead.skipped.includes(one.id);
  };
  return [judge?.id, judge?.deputy, head].find(there) ?? null;
}

type Change = { to: string | null; backOn: string | null; why: string };

/** Whether a lead has to change hands today, to whom, for how long and why; null when it stays. */
export function handOverOf(directory: Directory, lead: Lead, date: string): Change | null {
  if (lead.judge === null) return null;
  const judge = judgeById(directory, lead.judge);
  const home = homeJudge(directory, lead);
  const moved =
    lead.homeJudge !== undefined && home !== null && home !== lead.homeJudge && lead.judge === lead.homeJudge;
  if (!judge || moved) {
    const next = home ?? headOf(directory, lead.tribunal)?.id ?? null;
    const to = next === null ? null : standIn(directory, next, lead, date);
    if (to === lead.judge) return null;
    return { to, backOn: null, why: judge ? "管片法官换人" : "原法官调离" };
  }
  const leave = judge.leave.find((span) => span.from <= date && date <= span.to);
  if (!leave) return null;
  const to = standIn(directory, judge.id, lead, date);
  const backOn = addWorkingDays(directory.calendar, leave.to, 1).date;
  return to === judge.id ? null : { to, backOn, why: `${judge.name}${judge.title}休假` };
}

const again = (now: number): number => {
  const { date, time } = toCivil(now);
  return fromCivil(time < "08:00" ? date : addDays(date, 1), "08:00");
};

/** Sets the round for the next morning, where it is not set yet. */
export function keepRound(pen: Pen, context: Context): void {
  if (context.timers.has("roster")) return;
  setTimer(pen, undefined, { id: "roster", kind: "roster", dueAt: again(context.now), about: "roster", data: {} });
}

export function round(pen: Pen, context: Context, timer: Doc<Timer>): void {
  if (isQuiet(context.now)) return setTimer(pen, timer, { ...timer.value, dueAt: afterQuiet(context.now) });
  setTimer(pen, timer, { ...timer.value, dueAt: again(context.now) });
  const { directory } = context.content;
  const date = toCivil(context.now).date;
  const lists = new Map<string, { to: string | null; why: string; leads: Lead[] }>();
  for (const doc of context.assigned) {
    const change = handOverOf(directory, doc.value, date);
    if (!change) continue;
    const lead = handOn(pen, context, doc, change);
    if (lead.status === "assigned" || lead.danger === "high") continue;
    const key = `${change.to}|${change.why}`;
    const list = lists.get(key) ?? { to: change.to, why: change.why, leads: [] };
    lists.set(key, { ...list, leads: [...list.leads, lead] });
  }
  for (const { to, why, leads } of lists.values()) {
    const rows = leads.map((l) => ({
      number: l.id,
      cause: causeOf(context, l.cause).name,
      place: placeName(context, l),
    }));
    say(pen, { staff: to ?? "court_office" }, "handedOver", { why, leads: rows.slice(0, 20), all: rows.length });
  }
}

function handOn(pen: Pen, context: Context, doc: Doc<Lead>, { to, backOn, why }: Change): Lead {
  const was = doc.value;
  const back = backOn === null ? {} : { handOverTo: was.handOverTo ?? was.judge, handOverOn: backOn };
  const home = homeJudge(context.content.directory, was);
  const waits = was.status === "assigned" || was.status === "submitted" || was.status === "sentBack";
  const next = waits
    ? assignTo(pen, context, { ...was, ...back }, doc, to, why, { kind: "reassigned", note: `${why}，由您接。` })
    : {
        ...movedBySystem(pen, context, was, "handOver", why),
        ...back,
        judge: to,
        ...(home === null ? {} : { homeJudge: home }),
      };
  if (!waits) {
    keepLead(pen, context, doc, next);
    setHandOver(pen, context, next);
    if (next.danger === "high")
      say(
        pen,
        { staff: to ?? "court_office" },
        "card",
        { card: cardOf(context, next), kind: "reassigned", note: why },
        { lead: next.id, urgent: true },
      );
  }
  const handler = handlerOf(context, to);
  if (handler)
    say(pen, { person: was.reporter }, "reassigned", { number: was.id, handler, reason: why }, { lead: was.id });
  return next;
}

/** The working day after a holiday or a leave: the lead goes back to the judge whose it is, or to who stands in for them. */
export function handBack(pen: Pen, context: Context): void {
  const doc = context.named[0];
  const lead = doc?.value;
  if (!doc || !lead || !lead.handOverTo || ["closed", "withdrawn", "merged"].includes(lead.status)) return;
  const { directory } = context.content;
  const to = standIn(directory, lead.handOverTo, lead, toCivil(context.now).date);
  const free = { ...lead, handOverTo: null, handOverOn: null };
  if (to === lead.judge) return void keepLead(pen, context, doc, free);
  const from = handlerOf(context, lead.judge)?.name ?? "诉讼服务中心";
  const why = `${from}代办期满，移交包片法官`;
  if (lead.status !== "accepted" && lead.status !== "referred") {
    assignTo(pen, context, free, doc, to, why, { kind: "reassigned" });
    return;
  }
  const next = { ...movedBySystem(pen, context, free, "handOver", why), judge: to };
  keepLead(pen, context, doc, next);
  const note = `${from}已经接手办了一阵，现在移交给您。`;
  say(
    pen,
    { staff: to ?? "court_office" },
    "card",
    { card: cardOf(context, next), kind: "reassigned", note },
    { lead: lead.id, urgent: true },
  );
  const handler = handlerOf(context, to);
  if (handler)
    say(pen, { person: lead.reporter }, "reassigned", { number: lead.id, handler, reason: why }, { lead: lead.id });
}
