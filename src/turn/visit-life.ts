// A meeting from the proposal on: agreed to, reminded of the day before, called off by either side, by leave, or for want of an answer.
import type { Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { addDays, afterQuiet, fromCivil, toCivil } from "../court/calendar.ts";
import { hindrance } from "../court/slots.ts";
import type { Context } from "./context.ts";
import type { Timer, Visit } from "./documents.ts";
import { phoneFor } from "./intake.ts";
import { keepLead } from "./lead-life.ts";
import { judgeName, slotWords, tellRoom } from "./meeting.ts";
import { conversationId } from "./people.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, remove, say, setTimer } from "./turn.ts";

const dayBefore = (at: number): number => fromCivil(addDays(toCivil(at).date, -1), "17:00");
/** When a proposal that nobody answered is given up: the evening before, or half way to a meeting that is nearer. */
export const askedAgain = (now: number, at: number): number =>
  dayBefore(at) > now ? dayBefore(at) : now + Math.floor((at - now) / 2);

const halves = (context: Context, id: string): Doc<Visit>[] => context.visits.filter((v) => v.value.id === id);
const isJudge = (context: Context, v: Visit): boolean => v.judge === context.speaker.ref;

/** The meeting that 同意见面 or 取消见面 means: the one named, else the next of this judge or this person. */
function meant(context: Context, id: string | null, fits: (v: Visit) => boolean): Visit | undefined {
  return context.visits
    .map((v) => v.value)
    .filter((v) => (isJudge(context, v) || v.person === context.speaker.id) && (id === null || v.id === id) && fits(v))
    .toSorted((a, b) => a.at - b.at)[0];
}

const record = (pen: Pen, context: Context, action: string, about: string): void =>
  note(pen, { by: context.speaker.id, role: context.speaker.roles[0] ?? "", action, about, outcome: "done" });

/** The other side says yes: both hear it, get the day for their calendar, and are reminded the day before. */
export function acceptVisit(pen: Pen, context: Context, id: string | null): boolean {
  const waits = (v: Visit): boolean =>
    v.state === "proposed" && (v.askedBy === "judge" ? v.person === context.speaker.id : isJudge(context, v));
  const found = meant(context, id, waits);
  if (!found) return false;
  for (const half of halves(context, found.id)) put(pen, half.key, half, { ...half.value, state: "accepted" });
  record(pen, context, "acceptVisit", found.id);
  const doc = [...context.assigned, ...context.reported].find((l) => l.value.id === found.lead);
  if (doc) recordVisit(pen, context, doc, found);
  const when = slotWords(context, found);
  const { remote, lead } = found;
  const judge = isJudge(context, found) ? { person: context.speaker.id } : { staff: found.judge };
  const who = judgeName(context, found.judge);
  say(pen, { person: found.person }, "visitFixed", { when, who, mine: true, remote }, { lead });
  say(pen, judge, "visitFixed", { when, who: found.name, mine: false, remote }, { lead });
  tellRoom(pen, context, found, "booked");
  setTimer(pen, context.timers.get(`visit:${found.id}`), {
    id: `visit:${found.id}`,
    kind: "visitReminder",
    dueAt: afterQuiet(Math.max(context.now, dayBefore(found.at))),
    about: found.id,
    data: {},
  });
  for (const person of new Set([found.person, ...("person" in judge ? [judge.person] : [])]))
    calendarFile(pen, context, found, { person }, person);
  if ("staff" in judge) calendarFile(pen, context, found, judge, found.judge);
  return true;
}

function calendarFile(
  pen: Pen,
  context: Context,
  found: Visit,
  to: { person: string } | { staff: string },
  about: string,
): void {
  setTimer(pen, undefined, {
    id: `ics:${found.id}:${about}:${context.now}`,
    kind: "make",
    dueAt: context.now,
    about: "person" in to ? conversationId(about, null) : about,
    data: { ...to, what: "ics", slot: found.id, at: String(found.at), where: slotWords(context, found) },
  });
}

/** The lead's timeline shows it: the judge goes there, sits with them, or is met from afar. */
function recordVisit(pen: Pen, context: Context, doc: Doc<Lead>, visited: Visit): void {
  const move = visited.remote ? "goRemote" : visited.room === null ? "goThere" : "mediate";
  const by = isJudge(context, visited) ? context.speaker.roles : (["judge"] as const);
  const result = applyMove(doc.value, move, visited.judge, by, context.now, slotWords(context, visited));
  if (!result.ok) return;
  keepLead(pen, context, doc, { ...result.lead, contactedAt: doc.value.contactedAt ?? context.now });
  note(pen, { by: context.speaker.id, role: "judge", action: move, about: doc.value.id, outcome: "done" });
}

function free(pen: Pen, context: Context, found: Visit): void {
  for (const part of halves(context, found.id)) remove(pen, part);
  const timer = context.timers.get(`visit:${found.id}`);
  if (timer) remove(pen, timer);
  if (found.state === "accepted") tellRoom(pen, context, found, "off");
}

/** Either side calls it off, or declines: the hour is free again, the other side hears why. */
export function cancelVisit(pen: Pen, context: Context, id: string | null, why: string): boolean {
  const found = meant(context, id, () => true);
  if (!found) return false;
  free(pen, context, found);
  record(pen, context, "cancelVisit", found.id);
  const byJudge = isJudge(context, found);
  const params = { when: slotWords(context, found), why, byJudge, remote: found.remote !== undefined };
  const { lead } = found;
  say(pen, byJudge ? { person: found.person } : { staff: found.judge }, "visitOff", params, { urgent: true, lead });
  say(pen, { person: context.speaker.id }, "visitFree", { when: params.when });
  return true;
}

/** The day before: all are reminded, once; what was never agreed to, or cannot be held any more, is given up and both hear it. */
export function visitReminder(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const found = context.visits.find((v) => v.value.id === timer.value.about)?.value;
  if (!found || found.at < context.now) return;
  const when = slotWords(context, found);
  const silent = found.state === "proposed" ? ("noAnswer" as const) : null;
  const why = hindrance(context.content.directory, found) ?? silent;
  const { lead } = found;
  if (why !== null) {
    free(pen, context, found);
    const phone = phoneFor(context, found.place).phone;
    const params = { when, why, phone, remote: found.remote !== undefined };
    say(pen, { person: found.person }, "visitLapsed", { ...params, mine: true }, { lead });
    return say(pen, { staff: found.judge }, "visitLapsed", { ...params, mine: false }, { lead });
  }
  const { remote } = found;
  say(pen, { person: found.person }, "visitSoon", { when, who: judgeName(context, found.judge), remote }, { lead });
  say(pen, { staff: found.judge }, "visitSoon", { when, who: found.name }, { lead });
  tellRoom(pen, context, found, "soon");
}
