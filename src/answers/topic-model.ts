// Which topic a question belongs to: a softmax over the terms of all ways of asking, learnt at start in well under a second.

export type TopicModel = {
  topics: readonly string[];
  /** Term → row of `weights`, one column for each topic. */
  rows: ReadonlyMap<string, number>;
  weights: Float32Array;
};

type Sample = { terms: readonly string[]; topic: string; weight: number };

const rounds = 6;
const rate = 0.5;
/** Groups of like words tell most; single characters little. */
const weightOf = (term: string): number => (term.startsWith("#") ? 2.5 : term.length === 1 ? 0.6 : 1);

/** Rows and weights of a text's terms, scaled to one length so that a long story counts as much as a half sentence. */
function featuresOf(terms: Iterable<string>, rowOf: (term: string) => number | undefined): [Int32Array, Float32Array] {
  const at: number[] = [];
  const weight: number[] = [];
  let square = 0;
  for (const term of new Set(terms)) {
    const row = rowOf(term);
    const w = weightOf(term);
    // Terms never learnt count for the length: a question of mostly strange words is of no topic in particular.
    square += w * w;
    if (row === undefined) continue;
    at.push(row);
    weight.push(w);
  }
  const scale = square > 0 ? 3 / Math.sqrt(square) : 0;
  return [Int32Array.from(at), Float32Array.from(weight, (w) => w * scale)];
}

function probabilities(weights: Float32Array, size: number, at: Int32Array, weight: Float32Array): Float64Array {
  const scores = new Float64Array(size);
  for (let i = 0; i < at.length; i++) {
    const from = at[i]! * size;
    const w = weight[i]!;
    for (let t = 0; t < size; t++) scores[t] = scores[t]! + weights[from + t]! * w;
  }
  let max = -Infinity;
  for (const s of scores) max = Math.max(max, s);
  let sum = 0;
  for (let t = 0; t < size; t++) sum += scores[t] = Math.exp(scores[t]! - max);
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
export function learnTopics(samples: readonly Sample[]): TopicModel {
  const topics = [...new Set(samples.map((s) => s.topic))];
  const size = topics.length;
  const counts = new Map<string, number>();
  for (const s of samples) counts.set(s.topic, (counts.get(s.topic) ?? 0) + 1);
  const rows = new Map<string, number>();
  const data = samples.map((s) => {
    const [at, weight] = featuresOf(s.terms, (term) => {
      const row = rows.get(term);
      if (row !== undefined) return row;
      rows.set(term, rows.size);
      return rows.size - 1;
    });
    // A topic with many entries must not swallow one with few.
    const share = Math.min(2, Math.sqrt(samples.length / size / (counts.get(s.topic) ?? 1)));
    return { at, weight, topic: topics.indexOf(s.topic), share: s.weight * share };
  });
  const weights = new Float32Array(rows.size * size);
  const order = Int32Array.from(data.keys());
  for (let round = 0; round < rounds; round++) {
    shuffle(order, 20_261_123 + round);
    const step = rate / (1 + round);
    for (const n of order) {
      const { at, weight, topic, share } = data[n]!;
      const p = probabilities(weights, size, at, weight);
      // What is known by heart needs no more teaching.
      if (p[topic]! > 0.95) continue;
      p[topic] = p[topic]! - 1;
      for (let t = 0; t < size; t++) {
        const pull = step * share * p[t]!;
        if (Math.abs(pull) < 1e-4) continue;
        for (let i = 0; i < at.length; i++) {
          const k = at[i]! * size + t;
          weights[k] = weights[k]! - pull * weight[i]!;
        }
      }
    }
  }
  return { topics, rows, weights };
}

/** The probability of every topic, for the terms of a question. */
export function topicsOf(model: TopicModel, terms: Iterable<string>): Map<string, number> {
  const [at, weight] = featuresOf(terms, (term) => model.rows.get(term));
  const p = probabilities(model.weights, model.topics.length, at, weight);
  return new Map(model.topics.map((topic, t) => [topic, p[t]!]));
}
