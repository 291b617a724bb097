// Which topic a question belongs to: a softmax over the terms of all ways of asking, learnt at start in well under a second.
import { inWholeNumbers } from "../understanding/linear.ts";
import type { Asked, Vocabulary } from "./term-index.ts";

export type TopicModel = {
  topics: readonly string[];
  /** Number of a term → row of `weights`, one column for each topic; −1 for a term that was not learnt. */
  rows: Int32Array;
  weights: Float32Array | Int16Array;
  /** What one of `weights` is worth. */
  unit: number;
};

export type Sample = { terms: Int32Array; topic: string; weight: number };

const rounds = 4;
const rate = 0.5;
/** Groups of like words tell much, words of what is not answered most; single characters little. */
const weightOf = (term: string): number =>
  term.startsWith("#") ? (/^#\d/.test(term) ? 1.6 : 2.6) : term.length === 1 ? 0.6 : 1;

/**
 * Rows and weights of a text's terms, scaled to one length so that a long story counts as much as a half sentence. Terms
 * never learnt count for the length: a question of mostly strange words is of no topic in particular.
 */
function featuresOf(
  terms: Iterable<number>,
  weightOfTerm: (term: number) => number,
  rows: Int32Array,
  unknown = 0,
): [Int32Array, Float32Array] {
  const at: number[] = [];
  const weight: number[] = [];
  let square = unknown;
  for (const term of new Set(terms)) {
    const w = weightOfTerm(term);
    square += w * w;
    const row = rows[term]!;
    if (row < 0) continue;
    at.push(row);
    weight.push(w);
  }
  const scale = square > 0 ? 3 / Math.sqrt(square) : 0;
  const scaled = new Float32Array(weight.length);
  for (let i = 0; i < scaled.length; i++) scaled[i] = weight[i]! * scale;
  return [Int32Array.from(at), scaled];
}

function probabilities(
  { weights, unit }: Pick<TopicModel, "weights" | "unit">,
  size: number,
  at: Int32Array,
  weight: Float32Array,
): Float64Array {
  const scores = new Float64Array(size);
  for (let i = 0; i < at.length; i++) {
    const from = at[i]! * size;
    const w = weight[i]!;
    for (let t = 0; t < size; t++) scores[t] = scores[t]! + weights[from + t]! * w;
  }
  let max = -Infinity;
  for (const s of scores) max = Math.max(max, s);
  let sum = 0;
  for (let t = 0; t < size; t++) sum += scores[t] = Math.exp((scores[t]! - max) * unit);
  for (let t = 0; t < size; t++) scores[t] = scores[t]! / sum;
  return scores;
}

/** The order of samples in a round: shuffled, and the same at every start. */
function shuffle(order: Int32Array, seed: number): void {
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((seed / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/** Learns by gradient steps that grow smaller each round. */
export function learnTopics(samples: readonly Sample[], { terms }: Vocabulary): TopicModel {
  const topics = [...new Set(samples.map((s) => s.topic))];
  const size = topics.length;
  const counts = new Map<string, number>();
  for (const s of samples) counts.set(s.topic, (counts.get(s.topic) ?? 0) + 1);
  // A term of a single sample teaches nothing about others.
  const seenIn = new Int32Array(terms.length).fill(-1);
  const rows = new Int32Array(terms.length).fill(-1);
  let learnt = 0;
  samples.forEach((s, n) => {
    for (const term of s.terms) {
      if (rows[term]! >= 0) continue;
      if (seenIn[term]! >= 0 && seenIn[term] !== n) rows[term] = learnt++;
      seenIn[term] = n;
    }
  });
  const data = samples.map((s) => {
    const [at, weight] = featuresOf(s.terms, (term) => weightOf(terms[term]!), rows);
    // A topic with many entries must not swallow one with few.
    const share = Math.min(2, Math.sqrt(samples.length / size / (counts.get(s.topic) ?? 1)));
    return { at, weight, topic: topics.indexOf(s.topic), share: s.weight * share };
  });
  const weights = new Float32Array(learnt * size);
  const columns = new Int32Array(size);
  const pulls = new Float64Array(size);
  const order = Int32Array.from(data.keys());
  for (let round = 0; round < rounds; round++) {
    shuffle(order, 20_261_123 + round);
    const step = rate / (1 + round);
    for (const n of order) {
      const { at, weight, topic, share } = data[n]!;
      const p = probabilities({ weights, unit: 1 }, size, at, weight);
      // What is known by heart needs no more teaching.
      if (p[topic]! > 0.9) continue;
      p[topic] = p[topic]! - 1;
      let pulled = 0;
      for (let t = 0; t < size; t++) {
        const pull = step * share * p[t]!;
        if (Math.abs(pull) < 1e-4) continue;
        columns[pulled] = t;
        pulls[pulled++] = pull;
      }
      for (let i = 0; i < at.length; i++) {
        const from = at[i]! * size;
        const w = weight[i]!;
        for (let c = 0; c < pulled; c++) {
          const k = from + columns[c]!;
          weights[k] = weights[k]! - pulls[c]! * w;
        }
      }
    }
  }
  return { topics, rows, ...inWholeNumbers(weights) };
}

/** The probability of every topic, for the terms of a question. */
export function topicsOf(model: TopicModel, { terms }: Vocabulary, asked: Asked): Map<string, number> {
  const [at, weight] = featuresOf(asked.numbers, (term) => weightOf(terms[term]!), model.rows, asked.unknown / 4);
  const p = probabilities(model, model.topics.length, at, weight);
  return new Map(model.topics.map((topic, t) => [topic, p[t]!]));
}
