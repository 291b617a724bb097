// The morning round: leads of a judge who is away, gone or no longer in charge of the place move on, with their history.
import type { Lead } from "../leads/lead.ts";
import { addDays, addWorkingDays, fromCivil, isQuiet, afterQuiet, toCivil } from "../court/calendar.ts";
import { type Directory } from "../court/directory.ts";
import { headOf, isOnLeave, judgeById, mediatorById, placeById, tribunalById } from "../court/finding.ts";
import { recusalOf } from "../court/matter.ts";
import { assignTo } from "./assign.ts";
import { cardOf, handlerOf, placeName } from "./card.ts";
import type { Context } from "./context.ts";
import { forStep } from "./flow-holder.ts";
import { withStep } from "./flow-life.ts";
import type { Timer } from "./documents.ts";
import { causeOf } from "./intake.ts";
import { keepLead, movedBySystem, setHandOver, stopTimer } from "./lead-life.ts";
import { rankedMediators } from "./mediators.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

/** The judge whose matter it is by court.yaml as it stands, present or not: the specialist, else the place's. */
export function homeJudge(directory: Directory, lead: Pick<Lead, "placeId" | "cause">): string | null {
  const place = placeById(directory, lead.placeId);
  if (!place) return null;
  return tribunalById(directory, place.tribunal)?.specialists[lead.cause] ?? place.judge;
}

/** Who stands in for a judge on that day: themselves, the deputy, the head; null for the court office. Who must recuse (回避) is passed over. */
export function standIn(directory: Directory, ref: string, lead: Lead, date: string): string | null {
  const judge = judgeById(directory, ref);
  const head = headOf(directory, lead.tribunal ?? judge?.tribunal ?? null)?.id;
  const parties = lead.parties.map((p) => p.name).filter((name) => name !== "" && name !== "本人");
  const there = (id: string | undefined): id is string => {
    const one = judgeById(directory, id);
    if (!one || isOnLeave(one, date) || lead.skipped.includes(one.id)) return false;
    return recusalOf(directory, one, lead.story.map((s) => s.text).join("；"), parties) === null;
  };
  return [judge?.id, judge?.deputy, head].find(there) ?? null;
}

/** `owed`: whose it is in the end, where `to` only stands in until `backOn`. `over`: the one who had it is not in charge any more. */
type Change = { to: string | null; owed: string | null; backOn: string | null; over: boolean; why: string };

const leaveOn = (directory: Directory, ref: string | null, date: string) =>
  judgeById(directory, ref)?.leave.find((span) => span.from <= date && date <= span.to);

/** The place has another judge now, and the lead lies with the old one, or was to go back to them. */
function ownerChanged(directory: Directory, lead: Lead): boolean {
  const home = homeJudge(directory, lead);
  if (lead.homeJudge === undefined || home === null || home === lead.homeJudge) return false;
  return lead.judge === lead.homeJudge || lead.handOverTo === lead.homeJudge;
}

/** Whether a lead has to change hands today, to whom, for how long and why; null when it stays. */
export function handOverOf(directory: Directory, lead: Lead, date: string): Change | null {
  if (lead.judge === null) return null;
  const judge = judgeById(directory, lead.judge);
  if (!judge || ownerChanged(directory, lead)) {
    const next = homeJudge(directory, lead) ?? headOf(directory, lead.tribunal)?.id ?? null;
    const to = next === null ? null : standIn(directory, next, lead, date);
    const leave = to === next ? undefined : leaveOn(directory, next, date);
    const backOn = leave ? addWorkingDays(directory.calendar, leave.to, 1).date : null;
    return { to, owed: backOn === null ? null : next, backOn, over: true, why: judge ? "管片法官换人" : "原法官调离" };
  }
  const leave = leaveOn(directory, judge.id, date);
  if (!leave) return null;
  const to = standIn(directory, judge.id, lead, date);
  if (to === judge.id) return null;
  // Who stands in and goes on leave in turn does not put off the day on which the owner has it back.
  const backOn =
    lead.handOverTo && lead.handOverOn ? lead.handOverOn : addWorkingDays(directory.calendar, leave.to, 1).date;
  return { to, owed: lead.handOverTo ?? judge.id, backOn, over: false, why: `${judge.name}${judge.title}休假` };
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
  const taken = new Map<string, Moved>();
  const given = new Map<string, Moved>();
  for (const doc of context.assigned) {
    const change = handOverOf(directory, doc.value, date);
    if (!change) {
      keepHelpers(pen, context, doc);
      continue;
    }
    const lead = handOn(pen, context, doc, change);
    if (lead.judge === doc.value.judge) continue;
    // Who is away is left in peace; who is there and no longer in charge hears what went where.
    if (doc.value.judge !== null && change.over) add(given, doc.value.judge, change, lead);
    if (lead.status !== "assigned" && lead.danger !== "high") add(taken, change.to ?? "court_office", change, lead);
  }
  const rowsOf = ({ leads }: Moved) => ({
    leads: leads.slice(0, 20).map((l) => ({
      number: l.id,
      cause: causeOf(context, l.cause).name,
      place: placeName(context, l),
    })),
    all: leads.length,
  });
  for (const moved of taken.values())
    say(pen, { staff: moved.ref }, "handedOver", { why: moved.change.why, ...rowsOf(moved) });
  for (const moved of given.values()) {
    if (!judgeById(directory, moved.ref)) continue;
    const handler = handlerOf(context, moved.change.to);
    const to = handler ? `${handler.name}${handler.title}` : "诉讼服务中心";
    say(pen, { staff: moved.ref }, "handedAway", { why: moved.change.why, to, ...rowsOf(moved) });
  }
}

/** A mediator or office that court.yaml does not name any more gives the lead back; a step of one who is away finds another. */
function keepHelpers(pen: Pen, context: Context, doc: Doc<Lead>): void {
  const { directory } = context.content;
  const { referredTo, status } = doc.value;
  const there =
    referredTo === null ||
    mediatorById(directory, referredTo) !== undefined ||
    directory.contacts.some((c) => c.id === referredTo || c.office === referredTo) ||
    Object.values(directory.co_handling).flat().includes(referredTo);
  const lost = status === "referred" && !there;
  const lead = lost
    ? { ...movedBySystem(pen, context, doc.value, "decline", "名录里没有接手的人了"), referredTo: null }
    : doc.value;
  const next = withStep(context, forStep(context, lead));
  if (!lost && next.stepWith === doc.value.stepWith) return;
  keepLead(pen, context, doc, next);
  if (!lost) return;
  const others = rankedMediators(context, next).slice(0, 3);
  const params = { number: next.id, who: "接手的人", why: "名录里没有他了" };
  const named = others.map(({ mediator, why }) => ({ name: mediator.name, why }));
  say(
    pen,
    { staff: next.judge ?? "court_office" },
    "declined",
    { ...params, others: named, reporter: false },
    { lead: next.id },
  );
}

type Moved = { ref: string; change: Change; leads: Lead[] };

/** One list for each who is told, of what goes the same way for the same reason. */
function add(lists: Map<string, Moved>, ref: string, change: Change, lead: Lead): void {
  const key = `${ref}|${change.to}|${change.why}`;
  lists.set(key, { ref, change, leads: [...(lists.get(key)?.leads ?? []), lead] });
}

function handOn(pen: Pen, context: Context, doc: Doc<Lead>, { to, owed, backOn, why }: Change): Lead {
  const { directory } = context.content;
  const home = homeJudge(directory, doc.value);
  const was: Lead = {
    ...doc.value,
    handOverTo: owed,
    handOverOn: backOn,
    ...(home === null ? {} : { homeJudge: home, tribunal: placeById(directory, doc.value.placeId)?.tribunal ?? null }),
  };
  // The one who stood in is in charge from now on, or goes on standing in for somebody else.
  if (to === doc.value.judge) {
    keepLead(pen, context, doc, was);
    setHandOver(pen, context, was);
    return was;
  }
  const waits = was.status === "assigned" || was.status === "submitted" || was.status === "sentBack";
  const next = waits
    ? assignTo(pen, context, was, doc, to, why, { kind: "reassigned", note: `${why}，由您接。` })
    : { ...movedBySystem(pen, context, was, "handOver", why), judge: to };
  if (backOn === null) stopTimer(pen, context, `handOver:${next.id}`);
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
  const home = homeJudge(directory, lead);
  // Another judge has the place since: it goes to them, not back.
  const owed = ownerChanged(directory, lead) && home !== null ? home : lead.handOverTo;
  const { date } = toCivil(context.now);
  const to = standIn(directory, owed, lead, date);
  // A leave that was made longer meanwhile: who stands in goes on, and it goes back on the later day.
  const leave = to === owed ? undefined : leaveOn(directory, owed, date);
  const free: Lead = {
    ...lead,
    handOverTo: leave ? owed : null,
    handOverOn: leave ? addWorkingDays(directory.calendar, leave.to, 1).date : null,
    ...(owed === home ? { homeJudge: owed } : {}),
  };
  if (to === lead.judge) {
    setHandOver(pen, context, free);
    return void keepLead(pen, context, doc, free);
  }
  const from = handlerOf(context, lead.judge)?.name ?? "诉讼服务中心";
  const why = leave
    ? `${handlerOf(context, owed)?.name ?? "包片法官"}还在休假，换人代办`
    : `${from}代办期满，移交包片法官`;
  if (lead.status !== "accepted" && lead.status !== "referred") {
    assignTo(pen, context, free, doc, to, why, { kind: "reassigned" });
    return;
  }
  const next = { ...movedBySystem(pen, context, free, "handOver", why), judge: to };
  keepLead(pen, context, doc, next);
  setHandOver(pen, context, next);
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
