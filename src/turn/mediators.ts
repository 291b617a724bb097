// Who mediates best (人员库): by speciality, nearness and how many leads each has over all judges; who is away is left out.
import type { Lead } from "../leads/lead.ts";
import { toCivil } from "../court/calendar.ts";
import { type Mediator } from "../court/directory.ts";
import { isOnLeave, mediatorsFor, placeById } from "../court/finding.ts";
import type { Context } from "./context.ts";
import { causeOf } from "./intake.ts";

export type Ranked = { mediator: Mediator; why: string };

const kinds: Record<Mediator["kind"], string> = {
  people: "",
  "retired-judge": "退休法官",
  invited: "特邀调解员",
  trade: "行业调解员",
};

/** Why somebody is proposed: 「本村的，擅长婚姻家庭，手上2件」. */
function whyOf(context: Context, lead: Lead, mediator: Mediator): string {
  const own = placeById(context.content.directory, lead.placeId)?.mediator === mediator.id;
  const cause = causeOf(context, lead.cause).name.replace(/纠纷$/u, "");
  return [
    kinds[mediator.kind],
    own ? "管这一片" : "",
    mediator.specialities.includes(lead.cause) ? `擅长${cause}` : "",
    `手上${context.loads.get(mediator.id) ?? 0}件`,
  ]
    .filter(Boolean)
    .join("，");
}

/**
 * Mediators for a lead, the best first: who knows the cause before who does not, the place's own before others, and each
 * open lead counts against its mediator, so that with five in hand the expert stands behind a free colleague.
 */
export function rankedMediators(context: Context, lead: Lead, kind: Mediator["kind"] | null = null): Ranked[] {
  const { directory } = context.content;
  const date = toCivil(context.now).date;
  const own = placeById(directory, lead.placeId)?.mediator;
  const worth = (m: Mediator): number =>
    (m.specialities.includes(lead.cause) ? 4 : 0) + (m.id === own ? 3 : 0) - (context.loads.get(m.id) ?? 0) * 0.5;
  const serves = ({ places }: Mediator): boolean => places.length === 0 || places.includes(lead.placeId ?? "");
  const able =
    kind === null
      ? mediatorsFor(directory, lead.placeId, lead.cause, date)
      : directory.mediators.filter((m) => m.kind === kind && serves(m) && !isOnLeave(m, date));
  return able
    .toSorted((a, b) => worth(b) - worth(a))
    .map((mediator) => ({ mediator, why: whyOf(context, lead, mediator) }));
}

export const bestMediator = (context: Context, lead: Lead, kind: Mediator["kind"] | null = null): Ranked | undefined =>
  rankedMediators(context, lead, kind)[0];

/** 「转 老法官工作室」「转 行业调解员」: a kind of mediator, whoever of them is best. */
export const kindAsked = (words: string): Mediator["kind"] | null =>
  /老法官|退休法官/u.test(words)
    ? "retired-judge"
    : /特邀/u.test(words)
      ? "invited"
      : /行业/u.test(words)
        ? "trade"
        : null;
