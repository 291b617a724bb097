// How often each label's own sentences have an n-gram or a sign: a second opinion beside the linear model, which weighs them together.
import { gramsOf, hash, inWholeNumbers, type Sample, type Told } from "./linear.ts";

export type Counted = {
  labels: readonly string[];
  buckets: number;
  /** Feature by feature, the logarithm of each label's share of sentences that have it; 0 where none has. */
  shares: Int16Array;
  /** What one of `shares` is worth. */
  unit: number;
};

/** Short sentences hold few pairs of characters that were heard before; three in a row are the words themselves. */
const longest = 3;

function featuresOf(told: Told, buckets: number): Set<number> {
  const found = gramsOf(told.text, longest, buckets);
  for (const sign of told.signs) found.add(hash(`sign:${sign}`, buckets));
  return found;
}

/** Counts the samples by label; the same samples give the same counts. */
export function count(samples: readonly Sample[], labels: readonly string[], buckets: number): Counted {
  const size = labels.length;
  const having = new Float32Array(size * buckets);
  const all = new Float32Array(size);
  for (const sample of samples) {
    const label = labels.indexOf(sample.label);
    const weight = sample.weight ?? 1;
    all[label] = all[label]! + weight;
    for (const at of featuresOf(sample, buckets)) {
      const cell = at * size + label;
      having[cell] = having[cell]! + weight;
    }
  }
  for (let at = 0; at < buckets; at++) {
    const row = having.subarray(at * size, (at + 1) * size);
    if (row.every((n) => n === 0)) continue;
    for (let l = 0; l < size; l++) row[l] = Math.log((row[l]! + 0.3) / (all[l]! + 0.6));
  }
  const { weights, unit } = inWholeNumbers(having);
  return { labels, buckets, shares: weights, unit };
}

/** What the counts add to each label's score; the best gets 0. Features are taken as independent, hence the `trust` well below 1. */
export function opinion(counted: Counted, told: Told, trust: number): Record<string, number> {
  const size = counted.labels.length;
  const scores = new Float64Array(size);
  for (const at of featuresOf(told, counted.buckets)) {
    const row = at * size;
    for (let l = 0; l < size; l++) scores[l] = scores[l]! + counted.shares[row + l]!;
  }
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  return Object.fromEntries(counted.labels.map((label, l) => [label, (scores[l]! - most) * counted.unit * trust]));
}
