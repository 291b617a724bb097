// Meeting the judge: slots are offered, one is chosen, the judge says yes, everyone is reminded; nobody is booked twice.
import type { Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { addDays, afterQuiet, fromCivil, toCivil, weekdayOf } from "../court/calendar.ts";
import { judgeById, placeById } from "../court/directory.ts";
import { freeSlots, type Slot, slotKeys } from "../court/slots.ts";
import { clock, handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person, Timer, Visit } from "./documents.ts";
import { phoneFor } from "./intake.ts";
import { keepLead } from "./lead-life.ts";
import { conversationId, talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, remove, say, setTimer } from "./turn.ts";

const offered = 4;

export function visit(pen: Pen, context: Context, person: Person, words: string, placeId: string | null): void {
  const { directory } = context.content;
  const id =
    placeId ?? context.group?.value.places[0] ?? context.reported.find((l) => l.value.placeId)?.value.placeId ?? null;
  const place = id === null ? undefined : placeById(directory, id);
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  if (!place) {
    say(pen, to, "plain", { text: "可以请法官上门。您在哪个村、哪个社区？什么事、哪天方便？告诉我，我转给管片法官。" });
    return;
  }
  const slots = context.group ? [] : freeSlots(directory, place.judge, context.now, takenIn(context)).slice(0, offered);
  if (slots.length === 0) {
    say(
      pen,
      { staff: place.judge },
      "visitCard",
      { from: person.name, place: place.name, words: words.slice(0, 300) },
      { urgent: true },
    );
    say(pen, to, "visitAsked", { handler: handlerOf(context, place.judge), phone: phoneFor(context, place.id).phone });
    return;
  }
  const choices = slots.map((slot) => ({ label: slotWords(context, slot), data: `visit:${slot.id}` }));
  const options = [...choices, { label: "都不方便", data: "visit:none" }];
  say(pen, to, "which", { ask: `可以约${handlerOf(context, place.judge)?.name ?? ""}法官。哪个时间方便？`, options });
  talk(pen, context, talkOf(context, person.id, null), {
    choices: options,
    awaiting: { kind: "visit", lead: null, data: JSON.stringify({ place: place.id, words: words.slice(0, 300) }) },
  });
}

const takenIn = (context: Context): Set<string> => new Set(context.visits.map((v) => v.key.slice("visit/".length)));

const weekday = (at: number): string => `周${"日一二三四五六"[weekdayOf(toCivil(at).date)]}`;
const whenOf = (at: number): string => clock(at).replace("日", `日（${weekday(at)}）`);

function slotWords(context: Context, slot: Pick<Slot, "at" | "room">): string {
  const room = context.content.directory.shared_courtrooms.find((r) => r.id === slot.room);
  return `${whenOf(slot.at)} ${room ? (room.address ?? room.name) : "法官到您村里"}`;
}

/** A slot was chosen: held at once, so that nobody else gets it, and laid before the judge. */
export function chooseSlot(pen: Pen, context: Context, person: Person, id: string): void {
  const me = { person: person.id };
  const priv = talkOf(context, person.id, null);
  const wait = priv.now.awaiting?.kind === "visit" ? priv.now.awaiting : null;
  const asked = wait ? (JSON.parse(wait.data) as { place: string; words: string }) : { place: "", words: "" };
  const judge = id.split("@")[0] ?? "";
  const place = placeById(context.content.directory, asked.place);
  talk(pen, context, priv, { choices: [], awaiting: null });
  if (id === "none") {
    if (place)
      say(
        pen,
        { staff: place.judge },
        "visitCard",
        { from: person.name, place: place.name, words: asked.words },
        { urgent: true },
      );
    return say(pen, me, "visitAsked", {
      handler: handlerOf(context, place?.judge ?? null),
      phone: phoneFor(context, place?.id ?? null).phone,
    });
  }
  const slot = freeSlots(context.content.directory, judge, context.now, takenIn(context)).find((s) => s.id === id);
  if (!slot || !place) return say(pen, me, "visitTaken", { judge: handlerOf(context, judge)?.name ?? "" });
  const lead = context.reported.find(
    (l) => l.value.judge === judge && ["assigned", "accepted", "referred"].includes(l.value.status),
  );
  const booked: Visit = {
    id,
    judge,
    room: slot.room,
    at: slot.at,
    person: person.id,
    name: person.name,
    place: place.id,
    lead: lead?.value.id ?? null,
    words: asked.words,
    state: "proposed",
  };
  for (const key of slotKeys(slot)) put(pen, `visit/${key}`, undefined, booked);
  note(pen, { by: person.id, role: context.speaker.roles[0] ?? "", action: "bookVisit", about: id, outcome: "done" });
  const when = slotWords(context, slot);
  say(
    pen,
    { staff: judge },
    "visitProposed",
    { from: person.name, place: place.name, when, words: asked.words, slot: id },
    { urgent: true, lead: booked.lead },
  );
  say(pen, me, "visitHeld", { when });
}

const halves = (context: Context, id: string): Doc<Visit>[] => context.visits.filter((v) => v.value.id === id);

/** The visit that 同意见面 or 取消见面 means: the one named, else the next of this judge or this person. */
function meant(context: Context, id: string | null, state?: Visit["state"]): Visit | undefined {
  const mine = (v: Visit): boolean => v.judge === context.speaker.ref || v.person === context.speaker.id;
  return context.visits
    .map((v) => v.value)
    .filter((v) => mine(v) && (id === null || v.id === id) && (state === undefined || v.state === state))
    .toSorted((a, b) => a.at - b.at)[0];
}

/** The judge says yes: both hear it, get the day for their calendar, and are reminded the day before. */
export function acceptVisit(pen: Pen, context: Context, id: string | null): boolean {
  const found = meant(context, id, "proposed");
  if (!found || found.judge !== context.speaker.ref) return false;
  for (const half of halves(context, found.id)) put(pen, half.key, half, { ...half.value, state: "accepted" });
  note(pen, {
    by: context.speaker.id,
    role: context.speaker.roles[0] ?? "",
    action: "acceptVisit",
    about: found.id,
    outcome: "done",
  });
  const doc = context.assigned.find((l) => l.value.id === found.lead);
  if (doc) recordVisit(pen, context, doc, found);
  const when = slotWords(context, found);
  const handler = handlerOf(context, found.judge);
  say(
    pen,
    { person: found.person },
    "visitFixed",
    { when, who: handler ? `${handler.name}${handler.title}` : "", mine: true },
    { lead: found.lead },
  );
  say(pen, { person: context.speaker.id }, "visitFixed", { when, who: found.name, mine: false }, { lead: found.lead });
  const reminder = Math.max(context.now, fromCivil(addDays(toCivil(found.at).date, -1), "17:00"));
  setTimer(pen, undefined, {
    id: `visit:${found.id}`,
    kind: "visitReminder",
    dueAt: afterQuiet(reminder),
    about: found.id,
    data: {},
  });
  for (const person of [found.person, context.speaker.id])
    setTimer(pen, undefined, {
      id: `ics:${found.id}:${person}`,
      kind: "make",
      dueAt: context.now,
      about: conversationId(person, null),
      data: { person, what: "ics", slot: found.id, at: String(found.at), where: when },
    });
  return true;
}

function recordVisit(pen: Pen, context: Context, doc: Doc<Lead>, visited: Visit): void {
  const move = visited.room === null ? "goThere" : "mediate";
  const result = applyMove(
    doc.value,
    move,
    context.speaker.ref ?? "",
    context.speaker.roles,
    context.now,
    slotWords(context, visited),
  );
  if (!result.ok) return;
  keepLead(pen, context, doc, { ...result.lead, contactedAt: doc.value.contactedAt ?? context.now });
  note(pen, { by: context.speaker.id, role: "judge", action: move, about: doc.value.id, outcome: "done" });
}

/** Either side calls it off: the hour is free again, the other side hears why. */
export function cancelVisit(pen: Pen, context: Context, id: string | null, why: string): boolean {
  const found = meant(context, id);
  if (!found) return false;
  for (const half of halves(context, found.id)) remove(pen, half);
  const timer = context.timers.get(`visit:${found.id}`);
  if (timer) remove(pen, timer);
  note(pen, {
    by: context.speaker.id,
    role: context.speaker.roles[0] ?? "",
    action: "cancelVisit",
    about: found.id,
    outcome: "done",
  });
  const byJudge = found.judge === context.speaker.ref;
  const params = { when: slotWords(context, found), why, byJudge };
  say(pen, byJudge ? { person: found.person } : { staff: found.judge }, "visitOff", params, {
    urgent: true,
    lead: found.lead,
  });
  say(pen, { person: context.speaker.id }, "visitFree", { when: params.when });
  return true;
}

/** The day before: both are reminded, once. */
export function visitReminder(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const found = context.visits.find((v) => v.value.id === timer.value.about)?.value;
  if (found?.state !== "accepted" || found.at < context.now) return;
  const judge = judgeById(context.content.directory, found.judge);
  const when = slotWords(context, found);
  say(
    pen,
    { person: found.person },
    "visitSoon",
    { when, who: judge ? `${judge.name}${judge.title}` : "" },
    { lead: found.lead },
  );
  say(pen, { staff: found.judge }, "visitSoon", { when, who: found.name }, { lead: found.lead });
}
