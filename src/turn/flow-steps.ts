// A step of a flow: 完成 from whom it lies with, who has the next one, and who hears of it.
import { openStep, stepped } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { mayMove, type MoveName, moves } from "../leads/moves.ts";
import { deadlinesFor } from "../court/directory.ts";
import { day, placeName } from "./card.ts";
import { leadNumber } from "./command.ts";
import type { Context } from "./context.ts";
import { holds, partName, stepFacts, tellOff } from "./flow-life.ts";
import { forStep } from "./flow-holder.ts";
import type { FlowCommand } from "./flow-words.ts";
import { causeOf } from "./intake.ts";
import { owns } from "./judge.ts";
import { keepLead, moved } from "./lead-life.ts";
import { closeAfter } from "./lead-time.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { note, type Pen, say } from "./turn.ts";

export const moveOf: Record<FlowCommand["act"], MoveName> = {
  start: "startFlow",
  show: "startFlow",
  stop: "stopFlow",
  skip: "stopFlow",
  done: "stepDone",
};

export function refuse(
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

export const numbered = (docs: readonly Doc<Lead>[], said: string): Doc<Lead> | undefined => {
  const number = leadNumber(said) ?? "";
  return docs.find((l) => l.value.id === number || l.value.id.endsWith(`-${number}`));
};

export const isRunning = (doc: Doc<Lead>): boolean => openStep(doc.value.flow) !== undefined;

/** The word by which each is said, and the verb of its button. */
const spoken = {
  start: ["启动流程", "flowStart"],
  show: ["流程", "flowShow"],
  stop: ["停止流程", "flowStop"],
  skip: ["跳过", "flowSkip"],
  done: ["完成", "stepDone"],
} as const;

/** Several fit: which one is asked, what was said with it is kept. */
export function which({ pen, context, priv }: Scene, found: Doc<Lead>[], act: FlowCommand["act"], rest: string): void {
  const [move, verb] = spoken[act];
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

/** What lies with a mediator, an office, a clerk: their own steps, no more. */
export function mySteps(pen: Pen, context: Context): boolean {
  const mine = context.steps.filter((l) => holds(context.content.directory, context.speaker, l.value));
  if (mine.length === 0) return false;
  const steps = mine.slice(0, 9).map(({ value }) => {
    const { number, place, what, due } = stepFacts(context, value);
    return { number, place, what, due };
  });
  say(pen, { person: context.speaker.id }, "mySteps", { steps });
  return true;
}

/** 完成: the step that lies with the speaker; a judge may say it for somebody else, by number or quote. */
export function done(scene: Scene, command: FlowCommand): boolean {
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
    return notYours(pen, context, named.value, command.sure);
  }
  if (mine.length === 0) return false;
  const waited = scene.priv.now.awaiting?.kind === "stepDone" ? scene.priv.now.awaiting.data : "";
  if (mine.length > 1) {
    which(scene, mine, "done", command.rest || waited);
    return true;
  }
  const only = mine[0];
  if (only) complete(scene, only, command.rest, false);
  return true;
}

/** Said twice, or of a step that lies with somebody else; false when who says it has no part in the lead. */
function notYours(pen: Pen, context: Context, lead: Lead, sure: boolean): boolean {
  const { ref, id } = context.speaker;
  const step = openStep(lead.flow);
  const mine = lead.flow?.done.some((d) => d.by === (ref ?? id)) ?? false;
  if (!mine && !(sure && step && owns(context, lead))) return false;
  const now = step ? `现在这一步归${partName(step)}。有进展可以回“反馈”加一句话。` : "流程已经走完了。";
  const text = mine ? `${lead.id} 您那一步已经记好了，谢谢。` : `${lead.id} ${now}`;
  say(pen, { person: id }, "plain", { text }, { lead: lead.id });
  return true;
}

export function complete(scene: Scene, doc: Doc<Lead>, words: string, skipped: boolean): void {
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
    // As with a feedback: something was done, and the reporter has just heard of it.
    ...(was.status === "assigned" || was.danger === "high" || skipped
      ? {}
      : {
          contactedAt: was.contactedAt ?? context.now,
          feedbackBy: closeAfter(directory.calendar, context.now, days),
        }),
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
