// Chance from a seed: the same seed always makes the same year.
export type Chance = {
  /** In [0, 1). */
  next(): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** A whole number from the first to the last, both counted. */
  between(first: number, last: number): number;
  pick<T>(from: readonly T[]): T;
  /** An item, the heavier the likelier. */
  weighed<T>(from: readonly T[], weight: (item: T) => number): T;
  /** Around a median, with a long tail: how long things take. */
  spread(median: number, wideness: number): number;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32: small, and good enough for an invented county.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => {
    const item = from[Math.floor(next() * from.length)];
    if (item === undefined) throw new RangeError("there is nothing to pick from");
    return item;
  };
  return {
    next,
    happens: (probability) => next() < probability,
    between: (first, last) => first + Math.floor(next() * (last - first + 1)),
    pick,
    weighed(from, weight) {
      let left = next() * from.reduce((sum, item) => sum + weight(item), 0);
      for (const item of from) if ((left -= weight(item)) < 0) return item;
      return pick(from);
    },
    spread(median, wideness) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(normal * wideness);
    },
  };
}
