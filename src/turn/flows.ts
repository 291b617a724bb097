// 流程: the judge starts a checklist on a lead, each says 完成 for the step that lies with them, and the next one is told.
import { begun, type Flow, openStep } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { mayMove } from "../leads/moves.ts";
import { placeName } from "./card.ts";
import type { Context } from "./context.ts";
import { forStep } from "./flow-holder.ts";
import { flowRows, flowsFor, holds, partName, tellOff } from "./flow-life.ts";
import { complete, done, isRunning, moveOf, mySteps, numbered, refuse, which } from "./flow-steps.ts";
import type { FlowCommand } from "./flow-words.ts";
import { owns } from "./judge.ts";
import { accepted } from "./judge-moves.ts";
import { keepLead, moved } from "./lead-life.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { type Pen, say } from "./turn.ts";

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

/** The lead that a judge means: by number, by the quoted card, else the only one that fits. */
function meant(scene: Scene, command: FlowCommand, fits: (doc: Doc<Lead>) => boolean): Doc<Lead> | null | "asked" {
  const { pen, context } = scene;
  const all = [...context.named, ...context.assigned, ...context.steps];
  if (command.number !== null || context.named.length > 0) {
    const doc = command.number === null ? context.named[0] : numbered(all, command.number);
    if (doc && owns(context, doc.value)) return doc;
    refuse(pen, context, command.act, "notFound", doc?.value.id ?? "");
    return "asked";
  }
  const found = context.assigned.filter(fits);
  if (found.length <= 1) return found[0] ?? null;
  which(scene, found, command.act, command.rest);
  return "asked";
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
