// Taking a dispute down in private: the draft is opened, filled question by question, read back and confirmed.
import type { Cause } from "../leads/causes.ts";
import { asCause } from "../leads/which-cause.ts";
import { fieldName, leftToAsk, missingOf, nextField, questionFor } from "../leads/form.ts";
import type { Draft } from "../leads/lead.ts";
import { sourceOf } from "../leads/source.ts";
import { type Heard, summaryOf, take } from "../leads/take.ts";
import { placeById, tribunalOf } from "../court/finding.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import type { Doc } from "./ports.ts";
import { linesOf, yuan } from "./lead-lines.ts";
import { type Talk, talk } from "./people.ts";
import { type Pen, put, remove, say, setTimer } from "./turn.ts";
import { askCause, asksCause, replyToCause } from "./which-cause.ts";

const hour = 3_600_000;
/** A form left alone is kept this long after the last word. */
export const draftLife = 72 * hour;
/** One reminder when a form was left in the middle. */
/** A child or a victim who falls silent is not waited for: what was said goes to a person. */
const victimsSilence = 15 * 60_000;
const nudgeAfter = 24 * hour;

export const causeOf = (context: Context, id: string | null): Cause => {
  const cause =
    context.content.causes.get(id ?? "other") ??
    context.content.causes.get("other") ??
    [...context.content.causes.values()][0];
  if (!cause) throw new Error("intents/causes holds no cause at all");
  return cause;
};

/** The phone a person can call instead: the tribunal's of their place, else the service centre's. */
export function phoneFor(context: Context, placeId: string | null): { phone: string; tribunal: string } {
  const { directory } = context.content;
  const id = placeId ?? context.group?.value.places[0] ?? null;
  const tribunal = id === null ? undefined : tribunalOf(directory, id);
  return {
    phone: tribunal?.phone ?? directory.court.service_center?.phone ?? "12368",
    tribunal: tribunal?.name ?? directory.court.name,
  };
}

export function newDraft(pen: Pen, context: Context, heard: Heard, id: string): Draft {
  const cause = causeOf(context, heard.cause);
  const role = context.speaker.roles[0] ?? "stranger";
  const empty: Draft = {
    id,
    cause: cause.id,
    placeId: null,
    placeWords: "",
    spot: "",
    parties: [],
    amountYuan: null,
    amountWords: "",
    occurredOn: null,
    occurredWords: "",
    summary: "",
    claim: "",
    willing: "unknown",
    elements: {},
    evidence: [],
    danger: "none",
    dangerReasons: [],
    story: [],
    reporter: context.speaker.id,
    reporterRole: role,
    onBehalfOf: "",
    source: sourceOf(heard.text, context.speaker.roles, context.group !== undefined),
    groupId: context.group?.value.id ?? null,
    createdAt: context.now,
    updatedAt: context.now,
    asked: null,
    askedTimes: {},
    questions: 0,
    confirming: false,
    paused: false,
    options: [],
  };
  const told = { ...take(empty, cause, heard, null), causes: heard.causesClose ?? [] };
  return place(context, sameReporter(context, told), heard);
}

/** Who said a moment ago who they are is not asked again for their second dispute; it is read back with the rest. */
export function sameReporter(context: Context, draft: Draft, done?: Draft): Draft {
  const cause = causeOf(context, draft.cause);
  const registered = context.reported.find((l) => context.now - l.value.submittedAt < hour)?.value;
  const before = done ?? registered;
  const self = (before?.onBehalfOf === "" ? before : undefined)?.parties.find(
    (p) => p.role === "applicant" && p.name !== "" && p.name !== "本人",
  );
  const own = ["resident", "stranger"].includes(draft.reporterRole) && draft.onBehalfOf === "";
  const named = draft.parties.some((p) => p.role === "applicant" && p.name !== "" && p.name !== "本人");
  if (!self || !own || named || draft.parties.some((p) => p.role === "respondent" && p.name === "本人")) return draft;
  const others = draft.parties.filter((p) => p.role !== "applicant");
  return { ...draft, parties: [...others, { ...self, as: cause.parties.applicant }] };
}

/** A group bound to one place, or a person who belongs to one, says where, unless the words name another; it is read back. */
function place(context: Context, draft: Draft, heard: Heard): Draft {
  const only = context.group?.value.places ?? context.speaker.places;
  if (draft.placeId === null && heard.places.length === 0 && !heard.otherPlace && only.length === 1 && only[0]) {
    return { ...draft, placeId: only[0], placeWords: context.group ? "本群所属" : "报告人所在" };
  }
  if (heard.places.length > 1 && draft.placeId === null)
    return { ...draft, options: heard.places.map((p) => p.id), placeWords: heard.places[0]?.words ?? "" };
  return draft;
}

/** Kept with the clocks of a form left alone; one that waits its turn is reminded of only where nobody may be kept waiting. */
export const keep = (pen: Pen, context: Context, was: Doc<Draft> | undefined, draft: Draft): void => {
  put(pen, `draft/${draft.id}`, was, draft);
  setTimer(pen, context.timers.get(`draft-end:${draft.id}`), {
    id: `draft-end:${draft.id}`,
    kind: "draftEnd",
    dueAt: context.now + draftLife,
    about: draft.id,
    data: {},
  });
  if (draft.waits && !causeOf(context, draft.cause).straightToPerson) return;
  setTimer(pen, context.timers.get(`draft-nudge:${draft.id}`), {
    id: `draft-nudge:${draft.id}`,
    kind: "draftNudge",
    dueAt: context.now + (causeOf(context, draft.cause).straightToPerson ? victimsSilence : nudgeAfter),
    about: draft.id,
    data: {},
  });
};

/** Shows the notice about personal data once, before the first personal question (PIPL art. 17, 35). */
function notice(pen: Pen, context: Context, person: Person): void {
  if (person.noticeAt !== null) return;
  const { phone, tribunal } = phoneFor(context, null);
  say(pen, { person: person.id }, "privacyNotice", { court: tribunal, phone, first: true });
  put(pen, `person/${person.id}`, context.speaker.doc, { ...person, noticeAt: context.now, consentAt: context.now });
}

/** Asks the next thing, or reads everything back when nothing is left to ask. */
export function goOn(
  pen: Pen,
  context: Context,
  person: Person,
  it: Talk,
  was: Doc<Draft> | undefined,
  draft: Draft,
  intro = "",
): void {
  const cause = causeOf(context, draft.cause);
  notice(pen, context, person);
  if (asksCause(draft)) {
    askCause(pen, context, person, it, draft, intro);
    keep(pen, context, was, { ...draft, asked: "cause", askedTimes: { ...draft.askedTimes, cause: 1 }, paused: false });
    return;
  }
  if (draft.placeId === null && draft.options.length > 1) {
    const options = draft.options.map((id) => ({
      label: placeById(context.content.directory, id)?.name ?? id,
      data: `place:${id}`,
    }));
    say(pen, { person: person.id }, "which", { ask: `您说的“${draft.placeWords}”是哪一个？`, options });
    talk(pen, context, it, { draft: draft.id, choices: options });
    keep(pen, context, was, { ...draft, asked: "place", paused: false });
    return;
  }
  const field = draft.confirming ? null : nextField(draft, cause);
  if (field === null) return readBack(pen, context, person, it, was, draft);
  const { ask, options } = questionFor(draft, cause, context.content.forms, field);
  const asking: Draft = {
    ...draft,
    asked: field,
    askedTimes: { ...draft.askedTimes, [field]: (draft.askedTimes[field] ?? 0) + 1 },
    questions: draft.questions + 1,
    paused: false,
  };
  say(pen, { person: person.id }, "question", { intro, field, ask, left: leftToAsk(draft, cause), options });
  const choices = options.map((o, i) => ({ label: o, data: `o:${field}:${i}` }));
  talk(pen, context, it, { draft: draft.id, choices, ...unread(it) });
  keep(pen, context, was, asking);
}

/** A voice or photo that was read back and not confirmed: a later 对 must not be taken for it. */
const unread = (it: Talk): { awaiting?: null } => (it.now.awaiting?.kind === "voice" ? { awaiting: null } : {});

function readBack(
  pen: Pen,
  context: Context,
  person: Person,
  it: Talk,
  was: Doc<Draft> | undefined,
  draft: Draft,
): void {
  const cause = causeOf(context, draft.cause);
  const missing = missingOf(draft, cause).map((field) => fieldName(field, cause, context.content.forms));
  say(pen, { person: person.id }, "confirm", {
    lines: linesOf(context, draft, cause),
    missing,
    words: summaryOf(draft),
  });
  talk(pen, context, it, {
    draft: draft.id,
    ...unread(it),
    choices: [
      { label: "对，登记", data: "confirm" },
      { label: "要改", data: "change" },
      { label: "取消", data: "cancel" },
    ],
  });
  keep(pen, context, was, { ...draft, asked: null, confirming: true, paused: false });
}

/** How soon after a question a message still belongs to what was said before it. */
const crossing = 1_500;

/** One more message for an open draft. */
export function hear(pen: Pen, context: Context, person: Person, it: Talk, was: Doc<Draft>, heard: Heard): void {
  const before = replyToCause(context, was.value, heard);
  const crossed =
    before.asked !== null && heard.at < before.updatedAt + crossing && before.updatedAt > before.createdAt;
  const asked = crossed ? null : before.asked;
  // A cause read again may be surer now; a correction may name another one. The form follows, what was said stays.
  const surer = before.cause === "other" && heard.cause && heard.cause !== "other" ? heard.cause : before.cause;
  const causeId = heard.causeNamed ?? surer;
  const cause = causeOf(context, causeId);
  const confirming = before.confirming;
  let draft = take({ ...before, cause: causeId }, cause, { ...heard, corrects: heard.corrects || confirming }, asked);
  draft = place(context, draft, heard);
  if (draft.placeId !== null) draft = { ...draft, options: [] };
  const unheard = confirming && sameContent(before, draft);
  if (unheard && heard.corrects && heard.amount !== null && heard.amount.yuan === before.amountYuan) {
    say(pen, { person: person.id }, "plain", {
      text: `记的就是${yuan(heard.amount.yuan)}，没有变。`,
    });
    return readBack(pen, context, person, it, was, draft);
  }
  if (unheard) {
    say(pen, { person: person.id }, "plain", {
      text: "这句我记在经过里了。要改哪一项，请直接说，比如“钱是3万”“对方叫某某”。没问题就回“对”。",
    });
    keep(pen, context, was, draft);
    return;
  }
  goOn(pen, context, person, it, was, { ...draft, confirming }, "");
}

function sameContent(a: Draft, b: Draft): boolean {
  const of = (d: Draft) =>
    JSON.stringify([
      d.placeId,
      d.parties,
      d.amountYuan,
      d.occurredOn,
      d.claim,
      d.willing,
      d.elements,
      d.evidence,
      d.cause,
      d.onBehalfOf,
    ]);
  return of(a) === of(b);
}

/** Picks a place for a draft whose words fitted several. */
export function choosePlace(
  pen: Pen,
  context: Context,
  person: Person,
  it: Talk,
  was: Doc<Draft>,
  placeId: string,
): void {
  const found = placeById(context.content.directory, placeId);
  if (!found) return;
  goOn(pen, context, person, it, was, { ...was.value, placeId, options: [], asked: null });
}

/** Settles which of two kinds of dispute it is; none of both is 其他. */
export function chooseCause(
  pen: Pen,
  context: Context,
  person: Person,
  it: Talk,
  was: Doc<Draft>,
  chosen: string,
): void {
  const from = causeOf(context, was.value.cause);
  const to = causeOf(context, chosen === "" ? "other" : chosen);
  goOn(pen, context, person, it, was, { ...asCause(was.value, from, to), causes: [], asked: null });
}

export function dropDraft(pen: Pen, context: Context, it: Talk, draft: Doc<Draft>): void {
  remove(pen, draft);
  for (const id of [`draft-end:${draft.value.id}`, `draft-nudge:${draft.value.id}`, `draft-open:${draft.value.id}`]) {
    const timer = context.timers.get(id);
    if (timer) remove(pen, timer);
  }
  // One that waited its turn leaves the form that is being filled alone.
  if (it.now.draft === null || it.now.draft === draft.value.id)
    talk(pen, context, it, { draft: null, choices: [], awaiting: null });
}

export const putAside = (pen: Pen, context: Context, draft: Doc<Draft>): void =>
  keep(pen, context, draft, { ...draft.value, paused: true });
