// Whom a step of a flow goes to, where there is a choice: the office that may now speak of the lead, the mediator who is there.
import { openStep } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { toCivil } from "../court/calendar.ts";
import { isOnLeave, mediatorById } from "../court/finding.ts";
import type { Context } from "./context.ts";
import { bestMediator } from "./mediators.ts";

/**
 * An office may speak of the lead from its step on. A mediator's step goes to whom the judge referred the lead, else to who
 * has it or had one before, else to the best; who is away is passed over.
 */
export function forStep(context: Context, lead: Lead): Lead {
  const step = openStep(lead.flow);
  if (step?.office) return { ...lead, coHandle: [...new Set([...lead.coHandle, step.office])] };
  if (step?.by !== "mediator") return lead;
  const { directory } = context.content;
  const before = lead.flow?.done.some((d, i) => !d.skipped && lead.flow?.steps[i]?.by === "mediator");
  const has = before || lead.stepWith === `staff:${lead.mediator}`;
  const had = mediatorById(directory, lead.referredTo) ?? (has ? mediatorById(directory, lead.mediator) : undefined);
  if (had && !isOnLeave(had, toCivil(context.now).date)) return lead;
  const best = bestMediator(context, lead);
  return best ? { ...lead, mediator: best.mediator.id } : lead;
}
