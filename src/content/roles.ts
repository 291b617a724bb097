// Who takes part in the court's work: the roles that the tables of moves and actions speak of.

/** `stranger`: in no bound group. Everyone else by court.yaml, a claim code, or (resident) by being in a bound group. */
export const roles = [
  "stranger",
  "resident",
  "gridWorker",
  "mediator",
  "coHandler",
  "clerk",
  "assistant",
  "judge",
  "head",
  "leader",
  "courtOffice",
] as const;
export type Role = (typeof roles)[number];
