// From a confirmed draft to a judge: the number is drawn, the responsible judge found, everyone told who must know.
import { missingOf } from "../leads/form.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { addWorkingDays, type Calendar, toCivil } from "../court/calendar.ts";
import { contactsOf, headOf, judgeById, tribunalOf } from "../court/finding.ts";
import { route, type Routed } from "../court/routing.ts";
import { cardOf, clock, day, handlerOf, placeName } from "./card.ts";
import type { Context } from "./context.ts";
import { causeOf, phoneFor } from "./intake.ts";
import { keepLead, setHandOver } from "./lead-life.ts";
import { answerBy, startClocks } from "./lead-time.ts";
import { type Doc } from "./ports.ts";
import { homeJudge, keepRound } from "./roster.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";

const minute = 60_000;

function drawNumber(pen: Pen, context: Context): string {
  const year = toCivil(context.now).date.slice(0, 4);
  const was = context.leadCounter;
  const next = was?.value.next ?? 1;
  put(pen, `counter/lead-${year}`, was, { next: next + 1, hash: "" });
  return `${year}-${String(next).padStart(4, "0")}`;
}

const calendarOf = (context: Context): Calendar => context.content.directory.calendar;

/** The draft's own words for the routing: where, who, what. */
function routed(
  context: Context,
  lead: Pick<Lead, "placeId" | "placeWords" | "parties" | "story" | "cause" | "danger">,
): Routed {
  const parties = lead.parties.map((p) => p.name).filter((n) => n !== "" && n !== "本人");
  return route(context.content.directory, {
    placeText: lead.story.map((s) => s.text).join("；") || lead.placeWords,
    ...(lead.placeId ? { places: [{ place: lead.placeId, role: "respondent" as const }] } : {}),
    parties,
    cause: lead.cause,
    date: toCivil(context.now).date,
    danger: lead.danger,
  });
}

/** Registers a draft: the lead gets its number and its judge; the reporter, the judge and the others are told. */
export function register(pen: Pen, context: Context, draft: Draft, linked: readonly string[] = []): Lead {
  const id = drawNumber(pen, context);
  const found = routed(context, draft);
  const {
    asked: _a,
    askedTimes: _t,
    questions: _q,
    confirming: _c,
    paused: _p,
    options: _o,
    causes: _k,
    waits: _w,
    ...content
  } = draft;
  const submitted: Lead = {
    ...content,
    id,
    status: "submitted",
    submittedAt: context.now,
    tribunal:
      found.tribunal ?? (draft.placeId ? (tribunalOf(context.content.directory, draft.placeId)?.id ?? null) : null),
    judge: null,
    handOverTo: null,
    handOverOn: null,
    assist: found.assist,
    mediator: found.mediator,
    coHandle: found.coHandle,
    routeReason: found.reason,
    skipped: [],
    undelivered: false,
    referredTo: null,
    missing: missingOf(draft, causeOf(context, draft.cause)),
    acceptBy: null,
    feedbackBy: null,
    closeBy: null,
    acknowledgedAt: null,
    outcome: null,
    outcomeNote: "",
    recoveredYuan: null,
    ...(linked.length > 0 ? { linked: [...linked] } : {}),
    updatedAt: context.now,
    timeline: [
      {
        at: context.now,
        by: context.speaker.id,
        role: context.speaker.roles[0] ?? "stranger",
        move: "submit",
        why: "",
      },
    ],
  };
  note(pen, { by: context.speaker.id, role: submitted.reporterRole, action: "submit", about: id, outcome: "done" });
  const lead = assignTo(pen, context, submitted, undefined, found.judge, found.reason, {
    handOverTo: found.handOverTo,
    handOverOn: found.handOverOn,
    escalate: found.escalate,
  });
  if (lead.assist && lead.assist !== lead.judge) {
    say(
      pen,
      { staff: lead.assist },
      "card",
      { card: cardOf(context, lead), kind: "assist", note: "请协助主办法官。" },
      { lead: id },
    );
  }
  for (const office of lead.coHandle) tellOffice(pen, context, lead, office);
  // Who is in danger hears how to be reached safely instead (danger.ts).
  if (lead.danger !== "high")
    tellReporter(pen, context, lead, found.action === "guide-to-government" ? found.reason : "");
  return lead;
}

/** A co-handling office (联动单位) hears what, where and whom to call; no names, no story. */
export function tellOffice(pen: Pen, context: Context, lead: Lead, office: string): void {
  const contact = contactsOf(context.content.directory, office, lead.placeId)[0];
  say(
    pen,
    { staff: contact?.id ?? office },
    "coHandlerCard",
    {
      number: lead.id,
      office,
      cause: causeOf(context, lead.cause).name,
      place: placeName(context, lead),
      danger: lead.danger === "high",
      phone: phoneFor(context, lead.placeId).phone,
    },
    { lead: lead.id },
  );
}

/** A lead whose place became known later goes to the judge of that place. */
export function rehome(pen: Pen, context: Context, lead: Lead, was: Doc<Lead>, words: string): void {
  const found = routed(context, lead);
  const homed = { ...lead, tribunal: found.tribunal ?? lead.tribunal, acknowledgedAt: null };
  assignTo(pen, context, homed, was, found.judge, found.reason, {
    escalate: found.escalate,
    kind: "reassigned",
    note: words ? `刚补充：${words.slice(0, 200)}` : "",
  });
}

function tellReporter(pen: Pen, context: Context, lead: Lead, guide: string): void {
  const toldBy = answerBy(lead);
  say(
    pen,
    { person: lead.reporter },
    "submitted",
    {
      number: lead.id,
      handler: handlerOf(context, lead.judge),
      place: placeName(context, lead),
      reason: lead.routeReason,
      answerBy: lead.acceptBy ? clock(lead.acceptBy) : "",
      feedbackBy: toldBy ? day(toldBy) : "",
      phone: phoneFor(context, lead.placeId).phone,
      danger: lead.danger === "high",
      provisional: addWorkingDays(
        calendarOf(context),
        toCivil(context.now).date,
        context.content.directory.deadlines.feedback,
      ).provisional,
      guide,
      bring:
        lead.evidence.length > 0 || lead.elements["evidence"] ? [] : causeOf(context, lead.cause).evidence.slice(0, 3),
    },
    { lead: lead.id },
  );
  if (lead.groupId) say(pen, { group: lead.groupId }, "groupSubmitted", { number: lead.id }, { lead: lead.id });
}

type Extras = {
  handOverTo?: string | null;
  handOverOn?: string | null;
  escalate?: readonly string[];
  kind?: "assigned" | "duty" | "reassigned";
  note?: string;
};

/**
 * Gives a lead to a judge (`to` null: to the service centre) and sends the card; the accept deadline starts again.
 * The lead is put into the turn.
 */
export function assignTo(
  pen: Pen,
  context: Context,
  lead: Lead,
  was: Doc<Lead> | undefined,
  to: string | null,
  reason: string,
  extras: Extras = {},
): Lead {
  const moved = applyMove(lead, "assign", "system", ["system"], context.now, reason);
  const base = moved.ok ? moved.lead : lead;
  const home = homeJudge(context.content.directory, base);
  const next: Lead = {
    ...base,
    judge: to,
    handOverTo: extras.handOverTo ?? base.handOverTo,
    handOverOn: extras.handOverOn ?? base.handOverOn,
    routeReason: reason,
    ...(home === null ? {} : { homeJudge: home }),
    ...startClocks(context.content.directory, base, context.now),
  };
  keepLead(pen, context, was, next);
  note(pen, { by: "system", role: "system", action: "assign", about: next.id, outcome: "done" });
  const high = next.danger === "high";
  const kind = extras.kind ?? (next.handOverTo && next.handOverTo !== to ? "duty" : "assigned");
  const card = cardOf(context, next);
  const told = [to ?? "court_office", ...(extras.escalate ?? []).filter((ref) => ref !== to)];
  for (const ref of told) {
    if (high)
      say(
        pen,
        { staff: ref },
        "dangerCard",
        { card, words: "", level: 0, ladder: ref === told[0] ? (extras.note ?? "") : "" },
        { lead: next.id, urgent: true },
      );
    else
      say(
        pen,
        { staff: ref },
        "card",
        { card, kind: ref === told[0] ? kind : "head", note: extras.note ?? "" },
        { lead: next.id, urgent: true },
      );
  }
  setHandOver(pen, context, next);
  keepRound(pen, context);
  if (high) setLadder(pen, context, next.id);
  return next;
}

/** Danger that nobody acknowledged: after 5 minutes the deputy and the head, after 15 the leader. */
export function setLadder(pen: Pen, context: Context, id: string): void {
  const { danger_head, danger_leader } = context.content.directory.deadlines;
  setTimer(pen, context.timers.get(`ladder1:${id}`), {
    id: `ladder1:${id}`,
    kind: "ladder",
    dueAt: context.now + danger_head * minute,
    about: id,
    data: { step: "1" },
    urgent: true,
  });
  setTimer(pen, context.timers.get(`ladder2:${id}`), {
    id: `ladder2:${id}`,
    kind: "ladder",
    dueAt: context.now + danger_leader * minute,
    about: id,
    data: { step: "2" },
    urgent: true,
  });
}

/** Who comes after a judge who cannot take it: deputy, head, then the court office (null). */
export function nextAfter(context: Context, lead: Lead): string | null {
  const { directory } = context.content;
  const judge = lead.judge ? judgeById(directory, lead.judge) : undefined;
  const tribunal = lead.tribunal ?? judge?.tribunal ?? null;
  const chain = [judge?.deputy, tribunal ? headOf(directory, tribunal)?.id : undefined];
  return (
    chain.find((ref): ref is string => typeof ref === "string" && ref !== lead.judge && !lead.skipped.includes(ref)) ??
    null
  );
}
