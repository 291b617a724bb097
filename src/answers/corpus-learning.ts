// Learning how much each figure of a candidate counts: listwise, linear, always the same for the same labels.
import { type Pool, width } from "./corpus-features.ts";

export type LearnRow = { pool: Pool; relevant: ReadonlySet<number> };

/** Of the candidates below the first ones every third is enough to learn from. */
const firstRows = 60;
const thinning = 3;
const steps = 120;
/** How strongly the weights are held to what carried over elsewhere; few labels move them little. */
const hold = 0.02;
const holdPerLabels = 3;

function rowsOf(lists: readonly LearnRow[]): { x: Float32Array; gain: Float32Array; ends: Int32Array } {
  const picked: { pool: Pool; row: number; gain: number }[] = [];
  const ends: number[] = [];
  for (const { pool, relevant } of lists) {
    const found = pool.docs.filter((d) => relevant.has(d)).length;
    if (found === 0) continue;
    pool.docs.forEach((d, row) => {
      if (relevant.has(d)) picked.push({ pool, row, gain: 1 / found });
      else if (row < firstRows || row % thinning === 0) picked.push({ pool, row, gain: 0 });
    });
    ends.push(picked.length);
  }
  const x = new Float32Array(picked.length * width);
  picked.forEach(({ pool, row }, i) => x.set(pool.features.subarray(row * width, (row + 1) * width), i * width));
  return { x, gain: Float32Array.from(picked, (p) => p.gain), ends: Int32Array.from(ends) };
}

function spreads(x: Float32Array): Float64Array {
  const n = x.length / width;
  return Float64Array.from({ length: width }, (_, f) => {
    let sum = 0;
    let squares = 0;
    for (let i = f; i < x.length; i += width) {
      sum += x[i]!;
      squares += x[i]! * x[i]!;
    }
    return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) || 1;
  });
}

/** Weights under which relevant candidates come first (softmax over each question's list), starting from `weights`. */
export function fitWeights(lists: readonly LearnRow[], weights: readonly number[]): Float32Array {
  const { x, gain, ends } = rowsOf(lists);
  if (ends.length === 0) return Float32Array.from(weights);
  const spread = spreads(x);
  for (let i = 0; i < x.length; i++) x[i]! /= spread[i % width]!;
  const start = Float64Array.from(weights, (w, f) => w * spread[f]!);
  const w = start.slice();
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  const held = hold + holdPerLabels / ends.length;
  const scores = new Float64Array(gain.length);
  for (let step = 1; step <= steps; step++) {
    const slope = new Float64Array(width);
    let from = 0;
    for (const end of ends) {
      let most = -Infinity;
      for (let i = from; i < end; i++) {
        let z = 0;
        for (let f = 0, at = i * width; f < width; f++, at++) z += w[f]! * x[at]!;
        scores[i] = z;
        if (z > most) most = z;
      }
      let all = 0;
      for (let i = from; i < end; i++) all += scores[i] = Math.exp(scores[i]! - most);
      for (let i = from; i < end; i++) {
        const miss = (scores[i]! / all - gain[i]!) / ends.length;
        for (let f = 0, at = i * width; f < width; f++, at++) slope[f]! += miss * x[at]!;
      }
      from = end;
    }
    const rate = 0.1 * (1 - (0.9 * step) / steps);
    for (let f = 0; f < width; f++) {
      const g = slope[f]! + held * (w[f]! - start[f]!);
      first[f] = 0.9 * first[f]! + 0.1 * g;
      second[f] = 0.99 * second[f]! + 0.01 * g * g;
      w[f]! -= (rate * (first[f]! / (1 - 0.9 ** step))) / (Math.sqrt(second[f]! / (1 - 0.99 ** step)) + 1e-8);
    }
  }
  return Float32Array.from(w, (value, f) => value / spread[f]!);
}
