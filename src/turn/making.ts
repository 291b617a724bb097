// Papers, ledgers and reports asked for in a chat: who may have them, what is to be made, and where it goes when it is there.
import { may } from "../leads/actions.ts";
import type { Lead } from "../leads/lead.ts";
import { toCivil } from "../court/calendar.ts";
import { findPlaces } from "../court/places.ts";
import { nextReport, reportPeriods } from "../court/schedules.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { conversationId } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";

/** `report`: a period's picture; `ledger`: rows of leads; `paper`: one lead's paper, `final` once a judge approves it. */
export type MakeCommand =
  | { kind: "make"; what: "report"; period: "week" | "month" | "quarter"; when: string }
  | { kind: "make"; what: "ledger"; when: string; place: string }
  | { kind: "make"; what: "paper"; number: string; paper: string; final: boolean; pdf: boolean };

/** What a maker gave back, laid by the clock into the outbox. */
export type Made = { text: string; files: { hash: string; name: string; mime: string }[] };

const actionOf = { report: "seeReports", ledger: "seeLedger", paper: "makePapers" } as const;
const nameOf = { report: "看报表", ledger: "看台账", paper: "出文书" } as const;

export function make(scene: Scene, command: MakeCommand): void {
  const { pen, context, person } = scene;
  const me = { person: person.id };
  const roles = context.speaker.roles;
  const about = command.what === "paper" ? command.number : command.what;
  const allowed = may(actionOf[command.what], roles);
  const lead =
    command.what === "paper"
      ? [...context.named, ...context.assigned].find((l) => l.value.id === command.number)
      : undefined;
  const mine = command.what !== "paper" || (lead !== undefined && isMine(context, lead.value));
  const may2 = allowed && mine && !(command.what === "paper" && command.final && !may("approvePapers", roles));
  note(pen, {
    by: person.id,
    role: roles[0] ?? "stranger",
    action: `make:${command.what}`,
    about,
    outcome: may2 ? "done" : "refused",
  });
  if (!may2) return say(pen, me, "refused", { why: "role", what: nameOf[command.what] });
  const data: Record<string, string> = { person: person.id, ref: context.speaker.ref ?? "", role: roles[0] ?? "" };
  if (command.what === "report") Object.assign(data, { what: "report", period: command.period, when: command.when });
  else if (command.what === "ledger") {
    // A judge's ledger is that of their own leads; a head's and the court office's is everybody's.
    const own = roles.includes("judge") && !roles.includes("head") ? (context.speaker.ref ?? "") : "";
    const personal = may("seePersonalData", roles) ? "yes" : "";
    Object.assign(data, {
      what: "ledger",
      when: command.when,
      ...narrow(context, command.place),
      judge: own,
      personal,
    });
  } else {
    if (lead && command.final) approve(pen, context, lead, command.paper);
    Object.assign(data, {
      what: "paper",
      number: command.number,
      paper: command.paper,
      final: command.final ? "yes" : "",
      as: command.pdf ? "pdf" : "",
    });
  }
  setTimer(pen, undefined, {
    id: `make:${pen.event}`,
    kind: "make",
    dueAt: context.now,
    about: conversationId(person.id, null),
    data: { ...data, today: toCivil(context.now).date },
  });
  if (context.group) say(pen, { group: context.group.value.id }, "plain", { text: "好，做好了私聊发给您。" });
}

const states: readonly [string, RegExp][] = [
  ["open", /未(?:办)?结|没(?:办)?(?:结|完)|在办|正在办/u],
  ["closed", /已?办结|结了|办完/u],
];

/** What the words before 台账 narrow it to: a place, a cause, a state; the rest (`called`) names the kind of ledger. */
function narrow(context: Context, words: string): Record<string, string> {
  const { directory, causes } = context.content;
  const found: Record<string, string> = {};
  let rest = words;
  const place = findPlaces(directory, words).find((mention) => mention.places.length > 0);
  if (place) {
    found["place"] = place.places[0] ?? "";
    rest = rest.replace(place.words, "");
  }
  let longest = "";
  for (const cause of causes.values())
    for (const name of [cause.name, cause.name.replace(/(?:责任)?纠纷$/u, ""), ...cause.synonyms])
      if (name.length > Math.max(1, longest.length) && rest.includes(name)) {
        longest = name;
        found["cause"] = cause.id;
      }
  rest = rest.replace(longest, "");
  const state = states.find(([, pattern]) => pattern.test(rest));
  if (state) {
    found["state"] = state[0];
    rest = rest.replace(state[1], "");
  }
  return { ...found, called: rest.replace(/[的和、]|纠纷$/gu, "") };
}

/** A lead is a judge's own, their team's, or of the tribunal that a head leads. */
function isMine({ speaker, content }: Context, lead: Lead): boolean {
  if (speaker.roles.some((role) => role === "head" || role === "courtOffice")) return true;
  if (lead.judge === speaker.ref || lead.stepWith === `staff:${speaker.ref}` || lead.referredTo === speaker.ref)
    return true;
  return content.directory.judges.some((j) => j.id === lead.judge && j.team.includes(speaker.ref ?? ""));
}

function approve(pen: Pen, context: Context, doc: Doc<Lead>, paper: string): void {
  const row = {
    at: context.now,
    by: context.speaker.id,
    role: context.speaker.roles[0] ?? "",
    move: "paper",
    why: `${paper}定稿`,
  };
  put(pen, doc.key, doc, { ...doc.value, timeline: [...doc.value.timeline, row] });
}

/** The report of a period that court.yaml sends by itself: made once for each who gets it, and set for the next time. */
export function scheduledReport(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const { directory } = context.content;
  const period = reportPeriods.find((kind) => kind === timer.value.about);
  const schedule = period && directory.schedules[period];
  if (!period || !schedule) return;
  setTimer(pen, timer, { ...timer.value, dueAt: nextReport(period, schedule, directory.calendar, context.now) });
  for (const ref of schedule.to)
    setTimer(pen, undefined, {
      id: `make:${pen.event}:${ref}`,
      kind: "make",
      dueAt: context.now,
      about: ref,
      data: { staff: ref, what: "report", period, when: "", today: toCivil(context.now).date },
    });
}

/** What was made goes to who asked; when nothing could be made, they are told. */
export function made(pen: Pen, timer: Doc<Timer>, outcome: string | null): void {
  const { staff, person = "" } = timer.value.data;
  const to = staff ? { staff } : { person };
  if (outcome === null) return say(pen, to, "plain", { text: "没有做出来，已经告诉管理员。请过一会儿再试。" });
  const { text, files } = JSON.parse(outcome) as Made;
  say(pen, to, "made", { text, files });
}
