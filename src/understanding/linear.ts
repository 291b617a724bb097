// A small linear text model: hashed character n-grams and named signs, multinomial logistic regression, trained at start.

/** Sparse features: index → weight, as two parallel lists. */
export type Features = { at: Int32Array; weight: Float32Array };

export type LinearModel = {
  labels: readonly string[];
  buckets: number;
  /** Feature by feature: the weights of all labels for one feature lie together, which is how they are read. */
  weights: Float32Array;
  /** Divides the scores before they become probabilities, so that 0.8 means right in 8 of 10. */
  temperature: number;
};

export type Ranked = { label: string; probability: number }[];

/** FNV-1a over UTF-16 units. */
export function hash(text: string, buckets: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return (h >>> 0) % buckets;
}

/**
 * Features of a text already in plain spelling: character 1- to 4-grams of words and signs as given. Scaled to length one,
 * the signs apart, so that a long story does not drown them.
 */
export function featuresOf(text: string, signs: readonly string[], buckets: number, signWeight = 1): Features {
  const counts = new Map<number, number>();
  const padded = `^${text}$`;
  for (let n = 1; n <= 4; n++) {
    const weight = n === 1 ? 0.5 : n === 4 ? 0.7 : 1;
    for (let i = 0; i + n <= padded.length; i++) {
      const gram = padded.slice(i, i + n);
      if (n > 1 && gram.includes(" ")) continue;
      const at = hash(`${n}${gram}`, buckets);
      counts.set(at, Math.max(counts.get(at) ?? 0, weight));
    }
  }
  let square = 0;
  for (const w of counts.values()) square += w * w;
  const scale = square > 0 ? 3 / Math.sqrt(square) : 0;
  const at: number[] = [];
  const weight: number[] = [];
  for (const [index, w] of counts) {
    at.push(index);
    weight.push(w * scale);
  }
  const share = signs.length > 0 ? signWeight / Math.sqrt(Math.max(3, signs.length)) : 0;
  for (const sign of signs) {
    at.push(hash(`sign:${sign}`, buckets));
    weight.push(share);
  }
  return { at: Int32Array.from(at), weight: Float32Array.from(weight) };
}

const scoresOf = (model: LinearModel, features: Features): Float64Array => {
  const size = model.labels.length;
  const scores = new Float64Array(size);
  for (let i = 0; i < features.at.length; i++) {
    const row = features.at[i]! * size;
    const weight = features.weight[i]!;
    for (let l = 0; l < size; l++) scores[l] = scores[l]! + model.weights[row + l]! * weight;
  }
  return scores;
};

const softmax = (scores: Float64Array, temperature: number): Float64Array => {
  let max = -Infinity;
  for (const s of scores) max = Math.max(max, s);
  let sum = 0;
  const out = scores.map((s) => {
    const e = Math.exp((s - max) / temperature);
    sum += e;
    return e;
  });
  return out.map((e) => e / sum);
};

/** A fixed sequence that looks random, so that training is the same at every start. */
const sequence = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

export type Sample = { features: Features; label: string; weight?: number };

/** Learns by AdaGrad with a little weight decay; the same samples give the same model. */
export function train(
  samples: readonly Sample[],
  labels: readonly string[],
  buckets: number,
  rounds = 10,
  decay = 1e-4,
): LinearModel {
  const model: LinearModel = { labels, buckets, weights: new Float32Array(labels.length * buckets), temperature: 1 };
  const squares = new Float32Array(labels.length * buckets).fill(0.1);
  const counts = new Map<string, number>();
  for (const s of samples) counts.set(s.label, (counts.get(s.label) ?? 0) + 1);
  const size = labels.length;
  const order = samples.map((_, i) => i);
  const random = sequence(20261123);
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const index of order) {
      const sample = samples[index]!;
      // A class with many ways of saying must not swallow one with few.
      const share =
        (sample.weight ?? 1) * Math.min(2, Math.sqrt(samples.length / labels.length / (counts.get(sample.label) ?? 1)));
      const error = softmax(scoresOf(model, sample.features), 1);
      // What is known by heart needs no more teaching; this halves the time of the later rounds.
      if (error[labels.indexOf(sample.label)]! > 0.97) continue;
      for (let l = 0; l < size; l++) error[l] = (error[l]! - (labels[l] === sample.label ? 1 : 0)) * share;
      for (let i = 0; i < sample.features.at.length; i++) {
        const row = sample.features.at[i]! * size;
        const weight = sample.features.weight[i]!;
        for (let l = 0; l < size; l++) {
          const at = row + l;
          const gradient = error[l]! * weight + decay * model.weights[at]!;
          squares[at] = squares[at]! + gradient * gradient;
          model.weights[at] = model.weights[at]! - (0.35 * gradient) / Math.sqrt(squares[at]);
        }
      }
    }
  }
  return model;
}

/** All labels with their probabilities, best first; equal ones in the order of the labels. */
export function rank(model: LinearModel, features: Features, nudge?: Readonly<Record<string, number>>): Ranked {
  const scores = scoresOf(model, features);
  if (nudge) model.labels.forEach((label, l) => (scores[l] = scores[l]! + (nudge[label] ?? 0)));
  const p = softmax(scores, model.temperature);
  return model.labels.map((label, l) => ({ label, probability: p[l]! })).sort((a, b) => b.probability - a.probability);
}
