// The batch form of routing: one JSON line in, the decision with people's names out.
import { z } from "zod";
import { type Directory } from "./directory.ts";
import { judgeById, placeById } from "./finding.ts";
import { route, type RouteAction } from "./routing.ts";

const named = z.looseObject({ place: z.string(), role: z.string().nullish() });
const party = z.union([z.string(), z.looseObject({ name: z.string() }).transform((row) => row.name)]);

export const routeLineSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  place_text: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
  cause: z.string().nullish(),
  /** Civil date or instant; today where it is left out. */
  date: z.string().nullish(),
  danger: z
    .union([
      z.enum(["none", "watch", "high"]),
      z.boolean().transform((high): "none" | "high" => (high ? "high" : "none")),
    ])
    .nullish()
    .transform((level) => level ?? "none"),
  places: z.array(z.union([named, z.string().transform((place) => ({ place, role: null }))])).nullish(),
  parties: z.array(party).nullish(),
  ownership: z.boolean().nullish(),
});
export type RouteLine = z.input<typeof routeLineSchema>;

export type RouteAnswer = {
  action: RouteAction;
  place: string | null;
  tribunal: string | null;
  judge: string | null;
  hand_over_to: string | null;
  assist: string | null;
  mediator: string | null;
  co_handle: string[];
  escalate: string[];
  reason: string;
};

/** Answers one line; `today` is a civil date. Throws a ZodError or RangeError when the line is bad. */
export function routeLine(directory: Directory, line: unknown, today: string): RouteAnswer {
  const request = routeLineSchema.parse(line);
  const decision = route(directory, {
    placeText: request.place_text,
    cause: request.cause,
    date: request.date ?? today,
    danger: request.danger,
    places: request.places ?? undefined,
    parties: request.parties ?? undefined,
    ownership: request.ownership ?? undefined,
  });
  const name = (id: string | null): string | null =>
    judgeById(directory, id)?.name ?? directory.leaders.find((leader) => leader.id === id)?.name ?? null;
  return {
    action: decision.action,
    place: placeById(directory, decision.place)?.name ?? null,
    tribunal: decision.tribunal,
    judge: name(decision.judge),
    // On a day off the base judge is named here also when on duty: the field says whose matter it will be.
    hand_over_to: decision.handOverOn === null ? null : name(decision.baseJudge),
    assist: name(decision.assist),
    mediator: decision.mediator,
    co_handle: decision.coHandle,
    escalate: decision.escalate.flatMap((id) => name(id) ?? []),
    reason: decision.reason,
  };
}
