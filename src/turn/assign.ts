// From a confirmed draft to a judge: the number is drawn, the responsible judge found, everyone told who must know.
import { manyPeople } from "../leads/duplicates.ts";
import { missingOf, fieldName } from "../leads/form.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { replyKind } from "../leads/take.ts";
import { addWorkingDays, dueAt, type Calendar, fromCivil, toCivil } from "../court/calendar.ts";
import { contactsOf, headOf, judgeById, placeById, tribunalOf } from "../court/directory.ts";
import { route, type Routed } from "../court/routing.ts";
import type { Context } from "./context.ts";
import type { Card, Handler } from "./notices.ts";
import { causeOf, civil, linesOf, phoneFor, yuan } from "./intake.ts";
import { type Doc } from "./ports.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";

const minute = 60_000;

export function handlerOf(context: Context, ref: string | null): Handler | null {
  const judge = ref === null ? undefined : judgeById(context.content.directory, ref);
  if (!judge) return null;
  const tribunal = context.content.directory.tribunals.find((t) => t.id === judge.tribunal);
  return { name: judge.name, title: judge.title ?? "法官", phone: judge.phone ?? tribunal?.phone ?? "" };
}

/** 「1月5日18点」 of an instant. */
export function clock(at: number): string {
  const { date, time } = toCivil(at);
  const [, month, day] = date.split("-").map(Number);
  const [hours, minutes] = time.split(":").map(Number);
  return `${month}月${day}日${hours}点${minutes ? `${minutes}分` : ""}`;
}

export const day = (at: number): string => clock(at).replace(/\d+点.*$/, "");

function drawNumber(pen: Pen, context: Context): string {
  const year = toCivil(context.now).date.slice(0, 4);
  const was = context.leadCounter;
  const next = was?.value.next ?? 1;
  put(pen, `counter/lead-${year}`, was, { next: next + 1, hash: "" });
  return `${year}-${String(next).padStart(4, "0")}`;
}

const calendarOf = (context: Context): Calendar => context.content.directory.calendar;

function dueIn(context: Context, days: number): number {
  const today = toCivil(context.now).date;
  return dueAt(addWorkingDays(calendarOf(context), today, days).date);
}

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
  const cause = causeOf(context, draft.cause);
  const id = drawNumber(pen, context);
  const found = routed(context, draft);
  const { asked: _a, askedTimes: _t, questions: _q, confirming: _c, paused: _p, options: _o, ...content } = draft;
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
    missing: missingOf(draft, cause),
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
  for (const office of lead.coHandle) {
    const tribunal = phoneFor(context, lead.placeId);
    const contact = contactsOf(context.content.directory, office, lead.placeId)[0];
    say(
      pen,
      { staff: contact?.id ?? office },
      "coHandlerCard",
      {
        number: id,
        office,
        cause: cause.name,
        place: placeName(context, lead),
        danger: lead.danger === "high",
        phone: tribunal.phone,
      },
      { lead: id },
    );
  }
  // Who is in danger hears how to be reached safely instead (danger.ts).
  if (lead.danger !== "high")
    tellReporter(pen, context, lead, found.action === "guide-to-government" ? found.reason : "");
  return lead;
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

export const placeName = (context: Context, lead: Pick<Lead, "placeId" | "placeWords">): string =>
  (lead.placeId ? placeById(context.content.directory, lead.placeId)?.name : undefined) ?? lead.placeWords;

function tellReporter(pen: Pen, context: Context, lead: Lead, guide: string): void {
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
      feedbackBy: lead.feedbackBy ? day(lead.feedbackBy) : "",
      phone: phoneFor(context, lead.placeId).phone,
      danger: lead.danger === "high",
      provisional: addWorkingDays(
        calendarOf(context),
        toCivil(context.now).date,
        context.content.directory.deadlines.feedback,
      ).provisional,
      guide,
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
  const { deadlines } = context.content.directory;
  const next: Lead = {
    ...base,
    judge: to,
    handOverTo: extras.handOverTo ?? base.handOverTo,
    handOverOn: extras.handOverOn ?? base.handOverOn,
    routeReason: reason,
    acceptBy: dueIn(context, deadlines.accept),
    feedbackBy: dueIn(context, deadlines.first_contact),
    closeBy: base.closeBy ?? dueIn(context, deadlines.close),
  };
  put(pen, `lead/${next.id}`, was, next);
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
  setTimer(pen, context.timers.get(`accept:${next.id}`), {
    id: `accept:${next.id}`,
    kind: "acceptDue",
    dueAt: next.acceptBy ?? context.now,
    about: next.id,
    data: {},
  });
  if (next.handOverTo && next.handOverOn) {
    setTimer(pen, context.timers.get(`handOver:${next.id}`), {
      id: `handOver:${next.id}`,
      kind: "handOver",
      dueAt: fromCivil(next.handOverOn, "08:00"),
      about: next.id,
      data: {},
    });
  }
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

const roleNames: Record<string, string> = {
  gridWorker: "网格员",
  mediator: "调解员",
  resident: "居民",
  stranger: "群外人员",
  clerk: "书记员",
  judge: "法官",
  head: "庭长",
  assistant: "法官助理",
  coHandler: "联动单位",
  leader: "分管领导",
  courtOffice: "立案庭",
};

/** The card a judge reads; nothing masked, for private chats only. */
export function cardOf(context: Context, lead: Lead): Card {
  const cause = causeOf(context, lead.cause);
  const shown = new Set([
    "类型",
    "地点",
    "凭证",
    "时间",
    "想怎么解决",
    "愿意调解吗",
    cause.moneyName,
    cause.parties.applicant || "反映人",
    cause.parties.respondent || "对方",
  ]);
  const draftLike = lead as unknown as Draft;
  return {
    number: lead.id,
    cause: cause.name,
    place: [placeName(context, lead), lead.spot].filter(Boolean).join(" "),
    danger: lead.danger,
    dangerReasons: lead.dangerReasons,
    parties: lead.parties
      .filter((p) => p.name !== "")
      .map((p) => ({
        as: p.as || (p.role === "applicant" ? "反映人" : p.role === "respondent" ? "对方" : "相关人"),
        name: p.name === "本人" ? "报告人本人" : p.name,
        phone: p.phone,
      })),
    amount: lead.amountYuan === null ? null : yuan(lead.amountYuan),
    occurredOn: lead.occurredOn ? civil(lead.occurredOn) : lead.occurredWords || null,
    claim: lead.claim,
    willing: { yes: "愿意调解", no: "不愿调解", unknown: "" }[lead.willing],
    details: linesOf(context, draftLike).filter((line) => !shown.has(line.name)),
    evidence: lead.evidence.map((e) => e.label),
    missing: lead.missing.map((field) => fieldName(field, cause, context.content.forms)),
    words: lead.story
      .map((s) => s.text)
      .filter((text) => replyKind(text) === "other")
      .slice(0, 12),
    reporter: context.speaker.id === lead.reporter ? (context.speaker.doc?.value.name ?? "") : "",
    reporterRole: roleNames[lead.reporterRole] ?? "",
    onBehalfOf: lead.onBehalfOf,
    routeReason: lead.routeReason,
    acceptBy: lead.acceptBy ? clock(lead.acceptBy) : "",
    warnings: [...manyOf(lead), ...warningsOf(context, lead)],
  };
}

/** 群体性: others against the same party, or a report that itself is about many. */
function manyOf(lead: Lead): string[] {
  const linked = lead.linked ?? [];
  const many = manyPeople(lead.story);
  if (linked.length > 0) return [`可能是群体性纠纷，同一个对方还有${linked.length}件：${linked.slice(-8).join("、")}`];
  return many ? [`可能是群体性纠纷，说到“${many}”`] : [];
}

/** Time limits that may run out soon; computed from the day of the event, to be checked by the judge. */
function warningsOf(context: Context, lead: Lead): string[] {
  if (!lead.occurredOn || lead.occurredOn.length < 7) return [];
  const cause = causeOf(context, lead.cause);
  const since = Date.parse(`${lead.occurredOn.slice(0, 10).padEnd(10, "-01")}T00:00:00+08:00`);
  return cause.limits.flatMap((limit) => {
    const end = since + (limit.days ?? (limit.months ?? 0) * 30.4) * 86_400_000;
    const left = Math.round((end - context.now) / 86_400_000);
    if (left > 60) return [];
    return [left >= 0 ? `${limit.name}大约还剩${left}天，请核实` : `${limit.name}可能已过，请核实有无中断`];
  });
}
