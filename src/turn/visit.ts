// Asking for a meeting with the judge: slots are offered, one is chosen and held at once, and it is laid before the other side.
import { placeById } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import { freeSlots, remoteSlots, type Slot, slotKeys } from "../court/slots.ts";
import { afterQuiet } from "../court/calendar.ts";
import type { Context } from "./context.ts";
import type { Person, Visit } from "./documents.ts";
import { handToJudge, judgeName, remoteOf, slotWords, takenIn, type Wanted } from "./meeting.ts";
import { talk, talkOf } from "./people.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";
import type { Scene } from "./scene.ts";
import { askedAgain } from "./visit-life.ts";
import { visitTalk } from "./visit-words.ts";

const offered = 4;

export function visit(pen: Pen, context: Context, person: Person, words: string, placeId: string | null): void {
  const { directory } = context.content;
  const own = context.speaker.places.length > 0 ? context.speaker.places : (context.homes ?? []);
  const id =
    placeId ??
    context.group?.value.places[0] ??
    context.reported.find((l) => l.value.placeId)?.value.placeId ??
    (own.length === 1 ? own[0] : undefined) ??
    null;
  const place = id === null ? undefined : placeById(directory, id);
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  if (!place) {
    say(pen, to, "plain", {
      text: "可以请法官上门，不收钱。您在哪个村、哪个社区？什么事、哪天方便？告诉我，我转给管片法官。",
    });
    if (!context.group)
      talk(pen, context, talkOf(context, person.id, null), {
        choices: [],
        awaiting: { kind: "visitPlace", lead: null, data: words.slice(0, 300) },
      });
    return;
  }
  const wanted: Wanted = { place: place.id, words: words.slice(0, 300) };
  if (context.group || !offerSlots(pen, context, place.judge, wanted))
    handToJudge(pen, context, place.judge, wanted, person.name);
}

function slotsFor(context: Context, judge: string, { way, whom }: Wanted): Slot[] {
  const { directory } = context.content;
  const person = whom?.person ?? context.speaker.id;
  const own = context.visits.filter((v) => v.value.person === person).map((v) => v.value.at);
  const room = way === undefined || way === "video" || way === "phone" ? null : way;
  const free =
    way === undefined
      ? freeSlots(directory, judge, context.now, takenIn(context))
      : remoteSlots(directory, { judge, room }, context.now, takenIn(context));
  // Nobody is in two places at once either.
  return free.filter((slot) => own.every((at) => Math.abs(at - slot.at) >= 3_600_000));
}

/** The place that was asked for is said: the wish goes on with it. False when no place is in the words. */
export function visitPlaceSaid({ pen, context, person, priv, message }: Scene): boolean {
  const wait = priv.now.awaiting;
  const place = findPlaces(context.content.directory, message.text)[0]?.places[0];
  if (wait?.kind !== "visitPlace" || place === undefined) return false;
  talk(pen, context, priv, { awaiting: null });
  visit(pen, context, person, `${wait.data}；${message.text.trim()}`, place);
  return true;
}

/** Words about judges who come: answered as what they are, and nothing is opened. False where a visit is asked for. */
export function visitOnlyTalked(scene: Scene): boolean {
  const { pen, context, message, person } = scene;
  const about = visitTalk(message.text);
  if (about === null || about === "what") return false;
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  const text = {
    cost: "法官上门、视频、到共享法庭说事，都不收钱，也不用管饭。想请法官来，说“请法官上门”，再说什么事、哪天方便。",
    was: "好，知道了。还想让法官再来，说“请法官上门”；有新的情况，跟我说就行。",
  }[about];
  // 法官来过了 in a group is talk among neighbours.
  if (context.group && about === "was") return true;
  say(pen, to, "plain", { text }, { replyTo: scene.replyTo });
  return true;
}

/** Lays the next free hours before the speaker, in private; false when there are none. */
export function offerSlots(pen: Pen, context: Context, judge: string, wanted: Wanted): boolean {
  const slots = slotsFor(context, judge, wanted).slice(0, offered);
  if (slots.length === 0) return false;
  const remote = remoteOf(wanted.way);
  const choices = slots.map((slot) => ({
    label: slotWords(context, { ...slot, remote }),
    data: `visit:${slot.id}`,
  }));
  const options = [...choices, { label: "都不方便", data: "visit:none" }];
  const ask = wanted.whom
    ? "约哪个时间？对方点了头我告诉您。"
    : `可以约${judgeName(context, judge)}${remote ? "（不用跑法庭）" : ""}。哪个时间方便？`;
  say(pen, { person: context.speaker.id }, "which", { ask, options });
  talk(pen, context, talkOf(context, context.speaker.id, null), {
    choices: options,
    awaiting: { kind: "visit", lead: null, data: JSON.stringify({ ...wanted, judge }) },
  });
  return true;
}

/** A slot was chosen: held at once, so that nobody else gets it, and laid before the judge, or before whom the judge asks. */
export function chooseSlot(pen: Pen, context: Context, person: Person, id: string): void {
  const me = { person: person.id };
  const priv = talkOf(context, person.id, null);
  const wait = priv.now.awaiting?.kind === "visit" ? priv.now.awaiting : null;
  const wanted = wait ? (JSON.parse(wait.data) as Wanted & { judge?: string }) : { place: "", words: "" };
  const place = placeById(context.content.directory, wanted.place);
  const judge = ("judge" in wanted ? wanted.judge : undefined) ?? (id === "none" ? place?.judge : id.split("@")[0]);
  talk(pen, context, priv, { choices: [], awaiting: null });
  if (!place || judge === undefined)
    return say(pen, me, "visitTaken", { judge: judgeName(context, id.split("@")[0] ?? null) });
  if (id === "none") {
    if (wanted.whom) return say(pen, me, "plain", { text: "好，没有约。" });
    return handToJudge(pen, context, judge, wanted, person.name);
  }
  const slot = slotsFor(context, judge, wanted).find((s) => s.id === id);
  const remote = remoteOf(wanted.way);
  if (!slot) return say(pen, me, "visitTaken", { judge: judgeName(context, judge), remote: remote !== undefined });
  const lead = context.reported.find(
    (l) => l.value.judge === judge && ["assigned", "accepted", "referred"].includes(l.value.status),
  );
  const booked: Visit = {
    id,
    judge,
    room: slot.room,
    at: slot.at,
    person: wanted.whom?.person ?? person.id,
    name: wanted.whom?.name ?? person.name,
    place: place.id,
    lead: wanted.lead ?? lead?.value.id ?? null,
    words: wanted.words,
    state: "proposed",
    ...(remote === undefined ? {} : { remote }),
    ...(wanted.whom ? { askedBy: "judge" as const } : {}),
  };
  for (const key of slotKeys(slot)) put(pen, `visit/${key}`, undefined, booked);
  note(pen, { by: person.id, role: context.speaker.roles[0] ?? "", action: "bookVisit", about: id, outcome: "done" });
  const when = slotWords(context, booked);
  const proposal = { place: place.name, when, words: wanted.words, slot: id, remote: remote !== undefined };
  if (wanted.whom)
    say(pen, { person: wanted.whom.person }, "sessionOffer", {
      judge: judgeName(context, judge),
      when,
      slot: id,
      number: booked.lead ?? "",
    });
  else
    say(
      pen,
      { staff: judge },
      "visitProposed",
      { from: person.name, ...proposal },
      { urgent: true, lead: booked.lead },
    );
  say(pen, me, wanted.whom ? "sessionAsked" : "visitHeld", { when });
  setTimer(pen, context.timers.get(`visit:${id}`), {
    id: `visit:${id}`,
    kind: "visitReminder",
    dueAt: afterQuiet(askedAgain(context.now, slot.at)),
    about: id,
    data: {},
  });
}
