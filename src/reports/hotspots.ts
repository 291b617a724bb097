// Clusters that chance does not explain: more leads of one cause in one place than its usual share of them leads to expect.
import type { Figures, Past } from "./figures.ts";

export type HotSpot = {
  cause: string;
  place: string;
  count: number;
  /** How many would have been expected, from earlier periods or, without any, from the shares of cause and place. */
  expected: number;
  basis: "past" | "shares";
  /** Chance of so many or more (Poisson, upper tail), times the number of cells looked at (Bonferroni). */
  chance: number;
};

/** Fewer are never called a cluster: they would point to people, not to a cause. */
const least = 4;
const unlikely = 0.05;

/** P(X ≥ count) for a Poisson variable of this mean. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  let term = Math.exp(-mean);
  let below = term;
  for (let k = 1; k < count; k++) {
    term *= mean / k;
    below += term;
  }
  return Math.max(0, 1 - below);
}

/**
 * Hot spots of a period, the most striking first. What is expected comes from earlier periods of the same length where there
 * are some, else from the shares of the cause and of the place among all leads of the period.
 */
export function hotSpots(now: Figures, earlier: readonly Past[]): HotSpot[] {
  const past = earlier.filter((figures) => figures.all.registered > 0);
  const spots: HotSpot[] = [];
  const cells = Math.max(1, now.byCause.size * now.byPlace.size);
  for (const [cell, count] of now.cells) {
    if (count < least) continue;
    const [cause = "", place = ""] = cell.split("|");
    const share =
      ((now.byCause.get(cause)?.registered ?? 0) * (now.byPlace.get(place)?.registered ?? 0)) /
      Math.max(1, now.all.registered);
    // Half a lead is added to what was, so that a first case after a quiet time is not a wonder.
    const usual = (past.reduce((sum, figures) => sum + (figures.cells.get(cell) ?? 0), 0) + 0.5) / (past.length || 1);
    const expected = past.length > 0 ? usual : share;
    const chance = Math.min(1, poissonTail(count, expected) * cells);
    if (chance < unlikely)
      spots.push({ cause, place, count, expected, basis: past.length > 0 ? "past" : "shares", chance });
  }
  return spots.sort((x, y) => x.chance - y.chance || y.count - x.count);
}
