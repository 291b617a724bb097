// Who mediates best (人员库): the place's own, then by speciality and nearness, the less burdened first.
import type { Lead } from "../leads/lead.ts";
import { toCivil } from "../court/calendar.ts";
import { type Mediator, mediatorsFor, placeById } from "../court/directory.ts";
import type { Context } from "./context.ts";

/**
 * The mediator for a lead: who knows the cause before who does not, the place's own before others, then who has fewer
 * open leads, counted among those that lie with the judge who asks.
 */
export function bestMediator(context: Context, lead: Lead): Mediator | undefined {
  const { directory } = context.content;
  const load = (id: string): number =>
    context.assigned.filter((l) => l.value.mediator === id || l.value.referredTo === id).length;
  const own = placeById(directory, lead.placeId)?.mediator;
  const worth = (m: Mediator): number =>
    (m.specialities.includes(lead.cause) ? 4 : 0) + (m.id === own ? 3 : 0) - Math.min(load(m.id), 20) * 0.5;
  const able = mediatorsFor(directory, lead.placeId, lead.cause, toCivil(context.now).date);
  return able.toSorted((a, b) => worth(b) - worth(a))[0];
}
