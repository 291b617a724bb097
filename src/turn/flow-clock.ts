// The clock of a flow's open step: a reminder on its day, one after with word to the judge; one list after the machine was off.
import { openStep } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { afterQuiet, isQuiet } from "../court/calendar.ts";
import { day } from "./card.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { addressOf, partName, stepFacts } from "./flow-life.ts";
import { noteLate } from "./late.ts";
import type { Mark } from "./lead-time.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

/** On the day of a step who has it is reminded; the morning after they hear once more, and the judge with them. */
export function stepReminder(pen: Pen, context: Context, lead: Lead, mark: Mark, late: boolean): void {
  const step = openStep(lead.flow);
  if (!step) return;
  const judge = lead.judge ?? "court_office";
  const judges = lead.stepWith === `staff:${judge}`;
  if (late && lead.danger !== "high") {
    if (mark.step === "due") noteLate(pen, context, "lateSummary", judge);
    if (!judges && lead.stepWith) noteLate(pen, context, "lateSteps", lead.stepWith);
    return;
  }
  const { number, place, index, what } = stepFacts(context, lead);
  const params = { number, place, index, what, who: partName(step), due: day(mark.due), late: mark.step === "due" };
  say(pen, addressOf(context.content.directory, lead), "flowLate", { ...params, judge: false }, { lead: lead.id });
  if (mark.step !== "due" || judges) return;
  say(pen, { staff: judge }, "flowLate", { ...params, judge: true }, { lead: lead.id });
}

/** What lies with one holder, in one message. */
export function lateSteps(pen: Pen, context: Context, timer: Doc<Timer>): void {
  if (isQuiet(context.now)) return setTimer(pen, timer, { ...timer.value, dueAt: afterQuiet(context.now) });
  const first = context.steps[0]?.value;
  if (!first) return;
  const steps = context.steps.slice(0, 9).map(({ value }) => {
    const { number, place, what, due } = stepFacts(context, value);
    return { number, place, what, due };
  });
  say(pen, addressOf(context.content.directory, first), "mySteps", { steps });
}
