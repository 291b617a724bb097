// 流程: the judge starts a checklist on a lead, each says 完成 for the step that lies with them, and the next one is told.
import { begun, type Flow, openStep, stepped } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { mayMove, type MoveName, moves } from "../leads/moves.ts";
import { deadlinesFor, isOnLeave, mediatorById } from "../court/directory.ts";
import { toCivil } from "../court/calendar.ts";
import { day, placeName } from "./card.ts";
import { leadNumber } from "./commands.ts";
import type { Context } from "./context.ts";
import { addressOf, flowRows, flowsFor, holds, partName, stepFacts } from "./flow-life.ts";
import type { FlowCommand } from "./flow-words.ts";
import { causeOf } from "./intake.ts";
import { owns } from "./judge.ts";
import { accepted } from "./judge-moves.ts";
import { keepLead, moved } from "./lead-life.ts";
import { closeAfter } from "./lead-time.ts";
import { bestMediator } from "./mediators.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { note, type Pen, say } from "./turn.ts";

const moveOf: Record<FlowCommand["act"], MoveName> = {
  start: "startFlow",
  show: "startFlow",
  stop: "stopFlow",
  skip: "stopFlow",
  done: "stepDone",
};

/** Carries out words about a flow; false when they mean something else from this person. */
export function flowCommand(scene: Scene, command: FlowCommand): boolean {
  const { pen, context } = scene;
  const { roles } = context.speaker;
  if (command.act === "done") return done(scene, command);
  if (!mayMove(moveOf[command.act], roles)) {
    if (command.act === "show") return mySteps(pen, context);
    if (command.act === "skip" || roles.every((r) => r === "resident" || r === "stranger")) return false;
    refuse(pen, context, command.act, "role", "");
    return true;
  }
  const doc = command.act === "start" ? toStart(scene, command) : running(scene, command);
  if (doc === null || doc === "asked") return doc !== null;
  if (command.act === "show" && doc.value.flow) show(pen, context, doc.value);
  else if (command.act === "stop") stop(pen, context, doc, command.rest);
  else if (command.act === "skip") complete(scene, doc, command.rest, true);
  else start(scene, doc, command.rest);
  return true;
}

function refuse(
  pen: Pen,
  context: Context,
  act: FlowCommand["act"],
  why: "role" | "status" | "notFound",
  about: string,
) {
  const { id, roles } = context.speaker;
  say(pen, { person: id }, "refused", { why, what: moves[moveOf[act]].name });
  note(pen, { by: id, role: roles[0] ?? "stranger", action: moveOf[act], about, outcome: "refused" });
}

const numbered = (docs: readonly Doc<Lead>[], said: string): Doc<Lead> | undefined => {
  const number = leadNumber(said) ?? "";
  return docs.find((l) => l.value.id === number || l.value.id.endsWith(`-${number}`));
};

const isRunning = (doc: Doc<Lead>): boolean => openStep(doc.value.flow) !== undefined;

/** The lead that a judge means: by number, by the quoted card, else the only one that fits. */
function meant(scene: Scene, command: FlowCommand, fits: (doc: Doc<Lead>) => boolean): Doc<Lead> | null | "asked" {
  const { pen, context, priv } = scene;
  const all = [...context.named, ...context.assigned, ...context.steps];
  if (command.number !== null || context.named.length > 0) {
    const doc = command.number === null ? context.named[0] : numbered(all, command.number);
    if (doc && owns(context, doc.value)) return doc;
    refuse(pen, context, command.act, "notFound", doc?.value.id ?? "");
    return "asked";
  }
  const found = context.assigned.filter(fits);
  if (found.length <= 1) return found[0] ?? null;
  const name = moves[moveOf[command.act]].name;
  const verb = { start: "flowStart", show: "flowShow", stop: "flowStop", skip: "flowSkip", done: "stepDone" }[
    command.act
  ];
  which(scene, found, command.act === "show" ? "看流程" : name, verb, command.rest);
  talk(pen, context, priv, { awaiting: command.rest ? { kind: verb, lead: null, data: command.rest } : null });
  return "asked";
}

function which({ pen, context, priv }: Scene, found: Doc<Lead>[], move: string, verb: string, rest: string): void {
  const leads = found.slice(0, 9).map(({ value: l }) => ({
    number: l.id,
    cause: causeOf(context, l.cause).name,
    place: placeName(context, l),
  }));
  say(pen, { person: context.speaker.id }, "whichLead", { move, leads, data: verb });
  talk(pen, context, priv, {
    choices: leads.map((l) => ({ label: l.number, data: `${verb}:${l.number}` })),
    awaiting: rest ? { kind: verb, lead: null, data: rest } : null,
  });
}

function toStart(scene: Scene, command: FlowCommand): Doc<Lead> | null | "asked" {
  const { pen, context } = scene;
  const doc = meant(scene, command, (l) => !isRunning(l) && flowsFor(context, l.value.cause).length > 0);
  if (doc !== null) return doc;
  say(pen, { person: context.speaker.id }, "plain", { text: "您手上没有能走流程的线索。" });
  return "asked";
}

function running(scene: Scene, command: FlowCommand): Doc<Lead> | null | "asked" {
  const { pen, context } = scene;
  const doc = meant(scene, command, isRunning);
  if (doc === "asked") return doc;
  if (doc && (command.act === "show" || isRunning(doc))) return doc;
  if (command.act === "show") return toStart(scene, { ...command, act: "start" });
  say(pen, { person: context.speaker.id }, "plain", { text: "没有正在走的流程。" });
  return "asked";
}

function show(pen: Pen, context: Context, lead: Lead): void {
  if (!lead.flow) return;
  say(
    pen,
    { person: context.speaker.id },
    "flowShown",
    {
      number: lead.id,
      place: placeName(context, lead),
      flow: lead.flow.name,
      rows: flowRows(lead),
      over: lead.flow.endedAt !== null,
    },
    { lead: lead.id },
  );
}

/** What lies with a mediator, an office, a clerk: their own steps, no more. */
function mySteps(pen: Pen, context: Context): boolean {
  const mine = context.steps.filter((l) => holds(context.content.directory, context.speaker, l.value));
  if (mine.length === 0) return false;
  const steps = mine.slice(0, 9).map(({ value }) => {
    const { number, place, what, due } = stepFacts(context, value);
    return { number, place, what, due };
  });
  say(pen, { person: context.speaker.id }, "mySteps", { steps });
  return true;
}

/** A lead that has been given to a judge only just is thereby accepted, as with every other move. */
function start(scene: Scene, doc: Doc<Lead>, rest: string): void {
  const { pen, context, priv } = scene;
  const me = { person: context.speaker.id };
  if (isRunning(doc)) return show(pen, context, doc.value);
  if (!["assigned", "accepted", "referred"].includes(doc.value.status))
    return refuse(pen, context, "start", "status", doc.value.id);
  const all = flowsFor(context, doc.value.cause);
  const named = [...context.content.flows.values()].filter(
    (f) => rest !== "" && (f.id === rest || f.name.includes(rest)),
  );
  const fit = named.length > 0 ? named : all;
  const flow = fit[0];
  if (!flow) return say(pen, me, "plain", { text: `${doc.value.id} 这类事没有写好的流程。` }, { lead: doc.value.id });
  if (fit.length > 1) {
    const options = fit.slice(0, 6).map((f) => ({ label: f.name, data: `flowStart:${doc.value.id}:${f.id}` }));
    say(pen, me, "which", { ask: `${doc.value.id} 走哪个流程？`, options }, { lead: doc.value.id });
    return talk(pen, context, priv, { choices: options, awaiting: null });
  }
  const base = doc.value.status === "assigned" ? accepted({ pen, context, doc, lead: doc.value, rest: "" }) : doc.value;
  const lead = begin(pen, context, base, flow);
  talk(pen, context, priv, { choices: [], awaiting: null });
  say(
    pen,
    me,
    "flowStarted",
    { number: lead.id, flow: flow.name, total: flow.steps.length, first: firstOf(lead) },
    { lead: lead.id },
  );
  keepLead(pen, context, doc, lead);
}

const firstOf = (lead: Lead): string => {
  const step = openStep(lead.flow);
  return step ? partName(step) : "";
};

const begin = (pen: Pen, context: Context, lead: Lead, flow: Flow): Lead =>
  forStep(context, { ...moved(pen, context, lead, "startFlow", flow.name), flow: begun(flow, context.now) });

/** An office may speak of the lead from its step on; a mediator who is away is replaced by the best who is there. */
function forStep(context: Context, lead: Lead): Lead {
  const step = openStep(lead.flow);
  if (step?.office) return { ...lead, coHandle: [...new Set([...lead.coHandle, step.office])] };
  if (step?.by !== "mediator") return lead;
  const { directory } = context.content;
  const had = mediatorById(directory, lead.referredTo) ?? mediatorById(directory, lead.mediator);
  if (had && !isOnLeave(had, toCivil(context.now).date)) return lead;
  const best = bestMediator(context, lead);
  return best ? { ...lead, mediator: best.mediator.id } : lead;
}

function stop(pen: Pen, context: Context, doc: Doc<Lead>, why: string): void {
  const { flow } = doc.value;
  if (!flow || !mayMove("stopFlow", context.speaker.roles)) return;
  const holder = doc.value.stepWith;
  const lead = moved(pen, context, doc.value, "stopFlow", why || flow.name);
  keepLead(pen, context, doc, { ...lead, flow: { ...flow, endedAt: context.now, dueAt: null } });
  const text = `${lead.id} 流程停了，没办的步骤不再催。要重新走，回“启动流程 ${lead.id}”。`;
  say(pen, { person: context.speaker.id }, "plain", { text }, { lead: lead.id });
  if (holder && !holds(context.content.directory, context.speaker, doc.value)) tellOff(pen, context, doc.value);
}

/** Who had the open step need not do it any more. */
function tellOff(pen: Pen, context: Context, lead: Lead): void {
  const { number, place, what } = stepFacts(context, lead);
  const to = addressOf(context.content.directory, lead);
  say(pen, to, "plain", { text: `${number} ${place}：“${what}”这一步不用办了，谢谢。` }, { lead: lead.id });
}

/** 完成: the step that lies with the speaker; a judge may say it for somebody else, by number or quote. */
function done(scene: Scene, command: FlowCommand): boolean {
  const { pen, context, message } = scene;
  const { directory } = context.content;
  const mine = context.steps.filter((l) => holds(directory, context.speaker, l.value));
  const bench = mayMove("startFlow", context.speaker.roles);
  const all = [...context.named, ...context.steps, ...context.assigned];
  const quoted = message.quoted ? context.named[0] : undefined;
  const named = command.number !== null ? numbered(all, command.number) : (quoted ?? context.named[0]);
  if (command.number !== null || quoted || context.named.length > 0) {
    if (!named?.value.flow) return false;
    const own = holds(directory, context.speaker, named.value);
    if (own || (bench && command.sure && isRunning(named) && owns(context, named.value))) {
      complete(scene, named, command.rest, false);
      return true;
    }
    return again(pen, context, named.value);
  }
  if (mine.length === 0) return false;
  const waited = scene.priv.now.awaiting?.kind === "stepDone" ? scene.priv.now.awaiting.data : "";
  if (mine.length > 1) {
    which(scene, mine, moves.stepDone.name, "stepDone", command.rest || waited);
    return true;
  }
  const only = mine[0];
  if (only) complete(scene, only, command.rest, false);
  return true;
}

/** Said twice: the step is behind them already. */
function again(pen: Pen, context: Context, lead: Lead): boolean {
  const { ref, id } = context.speaker;
  if (!lead.flow?.done.some((d) => d.by === (ref ?? id))) return false;
  say(pen, { person: id }, "plain", { text: `${lead.id} 您那一步已经记好了，谢谢。` }, { lead: lead.id });
  return true;
}

function complete(scene: Scene, doc: Doc<Lead>, words: string, skipped: boolean): void {
  const { pen, context, priv } = scene;
  const { directory } = context.content;
  const was = doc.value;
  const step = openStep(was.flow);
  if (!step || !was.flow) return;
  const fits = (moves.stepDone.from as readonly string[]).includes(was.status);
  if (!fits || !mayMove("stepDone", context.speaker.roles)) return refuse(pen, context, "done", "status", was.id);
  const said = words.slice(0, 400);
  const why = [`${skipped ? "跳过" : ""}第${was.flow.done.length + 1}步（${partName(step)}）`, said]
    .filter(Boolean)
    .join(" ");
  const row = moved(pen, context, was, "stepDone", why);
  const by = context.speaker.ref ?? context.speaker.id;
  const late = was.flow.dueAt !== null && was.flow.dueAt < context.now;
  const days = deadlinesFor(directory, was.cause, was.danger).feedback;
  const lead = forStep(context, {
    ...row,
    flow: stepped(was.flow, by, context.now, said, skipped),
    // The reporter has just heard how it goes.
    ...(was.status === "assigned" || was.danger === "high"
      ? {}
      : { feedbackBy: closeAfter(directory.calendar, context.now, days) }),
  });
  talk(pen, context, priv, { choices: [], awaiting: null });
  const kept = keepLead(pen, context, doc, lead);
  const next = openStep(kept.flow);
  const facts = {
    number: was.id,
    index: was.flow.done.length + 1,
    what: step.what,
    by: partName(step),
    words: said,
    late,
    skipped,
    next: next ? partName(next) : "",
    nextWhat: next?.what ?? "",
    due: kept.flow?.dueAt ? day(kept.flow.dueAt) : "",
  };
  const about = { lead: was.id };
  const mine = next !== undefined && holds(directory, context.speaker, kept);
  const judges = kept.judge !== null && kept.judge === context.speaker.ref;
  say(pen, { person: context.speaker.id }, "flowDone", { ...facts, mine, judge: judges }, about);
  if (skipped && !holds(directory, context.speaker, was)) tellOff(pen, context, was);
  const nextIsJudge = kept.stepWith === `staff:${kept.judge}`;
  if (!judges && !nextIsJudge) say(pen, { staff: kept.judge ?? "court_office" }, "flowMoved", facts, about);
  // In danger whoever looks over a shoulder must not read what is under way.
  const reporter = `person:${kept.reporter}`;
  if (!skipped && kept.danger !== "high" && kept.stepWith !== reporter && context.speaker.id !== kept.reporter)
    say(pen, { person: kept.reporter }, "flowTold", facts, about);
}
