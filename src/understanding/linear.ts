// A small linear text model: hashed character n-grams weighed by rarity and named signs, multinomial logistic regression, trained at start.

/** Sparse features: index → weight, as two parallel lists, the n-grams first; `letters` is how many those are. */
type Features = { at: Int32Array; weight: Float32Array; letters: number };

/** A text in plain spelling and the signs read from it. */
export type Told = { text: string; signs: readonly string[] };
export type Sample = Told & { label: string; weight?: number };

export type LinearModel = {
  labels: readonly string[];
  buckets: number;
  settings: Settings;
  /** How much an n-gram tells, by its bucket: what few samples have, tells most. */
  rarity: Float32Array;
  /** Feature by feature: the weights of all labels for one feature lie together, which is how they are read. */
  weights: Float32Array | Int16Array;
  /** What one of `weights` is worth: 1 while learning; learnt weights are whole numbers, which take half the room. */
  unit: number;
};

export type Settings = {
  /** The longest n-gram. */
  longest: number;
  /** Length of the n-grams' vector, and the weight of one sign beside it. */
  letters: number;
  sign: number;
  rounds: number;
  rate: number;
  decay: number;
  /** How often, of 1, a sentence is learnt from its letters alone, so that they do not lean on the signs beside them. */
  alone: number;
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

/** The buckets of a text's n-grams, each once; an n-gram does not reach over a blank. */
export function gramsOf(text: string, longest: number, buckets: number): Set<number> {
  const found = new Set<number>();
  const padded = `^${text}$`;
  const length = padded.length;
  // The hash of `${n}${gram}`, reckoned unit by unit: no string is cut for it.
  for (let n = 1; n <= longest; n++) {
    const first = Math.imul(0x811c9dc5 ^ (48 + n), 0x01000193);
    for (let i = 0; i + n <= length; i++) {
      let h = first;
      let whole = true;
      for (let j = i; j < i + n; j++) {
        const unit = padded.charCodeAt(j);
        if (n > 1 && unit === 32) {
          whole = false;
          break;
        }
        h = Math.imul(h ^ unit, 0x01000193);
      }
      if (whole) found.add((h >>> 0) % buckets);
    }
  }
  return found;
}

function featuresOf(
  told: Told,
  model: Pick<LinearModel, "buckets" | "settings" | "rarity">,
  grams = Int32Array.from(gramsOf(told.text, model.settings.longest, model.buckets)),
): Features {
  const { buckets, rarity, settings } = model;
  const at = new Int32Array(grams.length + told.signs.length);
  const weight = new Float32Array(at.length);
  let n = 0;
  let square = 0;
  for (const gram of grams) {
    at[n] = gram;
    weight[n] = rarity[gram]!;
    square += weight[n]! ** 2;
    n++;
  }
  // One length for short and long, the signs apart, so that a long story does not drown them.
  const scale = square > 0 ? settings.letters / Math.sqrt(square) : 0;
  for (let i = 0; i < n; i++) weight[i] = weight[i]! * scale;
  const letters = n;
  for (const sign of told.signs) {
    at[n] = hash(`sign:${sign}`, buckets);
    weight[n++] = settings.sign;
  }
  return { at, weight, letters };
}

function scoresOf(model: Pick<LinearModel, "labels" | "weights" | "unit">, features: Features): Float64Array {
  const size = model.labels.length;
  const scores = new Float64Array(size);
  for (let i = 0; i < features.at.length; i++) {
    const row = features.at[i]! * size;
    const weight = features.weight[i]!;
    for (let l = 0; l < size; l++) scores[l] = scores[l]! + model.weights[row + l]! * weight;
  }
  for (let l = 0; l < size; l++) scores[l] = scores[l]! * model.unit;
  return scores;
}

function softmax(scores: Float64Array, temperature: number): Float64Array {
  let max = -Infinity;
  for (const s of scores) max = Math.max(max, s);
  let sum = 0;
  const out = new Float64Array(scores.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.exp((scores[i]! - max) / temperature);
    sum += out[i]!;
  }
  for (let i = 0; i < out.length; i++) out[i] = out[i]! / sum;
  return out;
}

/** A fixed sequence that looks random, so that training is the same at every start. */
const sequence = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** Logarithm of how rare each n-gram is among the samples; one that none has counts as the rarest. */
function rarityOf(samples: readonly Int32Array[], buckets: number): Float32Array {
  const seen = new Float32Array(buckets);
  for (const grams of samples) for (const gram of grams) seen[gram] = seen[gram]! + 1;
  return seen.map((n) => Math.log((samples.length + 1) / (n + 0.5)));
}

const lettersOf = ({ at, weight, letters }: Features): Features => ({
  at: at.subarray(0, letters),
  weight: weight.subarray(0, letters),
  letters,
});

/** Labels that a sentence all but excludes already learn nothing from it: most of 28, and most of the time. */
const slight = 0.01;

/** Learns by AdaGrad with a little weight decay; the same samples give the same model. */
export function train(
  samples: readonly Sample[],
  labels: readonly string[],
  buckets: number,
  settings: Settings,
): LinearModel {
  const size = labels.length;
  const grams = samples.map((s) => Int32Array.from(gramsOf(s.text, settings.longest, buckets)));
  const model: LinearModel = {
    labels,
    buckets,
    settings,
    rarity: rarityOf(grams, buckets),
    weights: new Float32Array(size * buckets),
    unit: 1,
  };
  const squares = new Float32Array(size * buckets).fill(0.1);
  const counts = new Map<string, number>();
  for (const s of samples) counts.set(s.label, (counts.get(s.label) ?? 0) + 1);
  const known = samples.map((s, i) => ({
    features: featuresOf(s, model, grams[i]),
    label: labels.indexOf(s.label),
    // A class with many ways of saying must not swallow one with few.
    share: (s.weight ?? 1) * Math.min(2, Math.sqrt(samples.length / size / (counts.get(s.label) ?? 1))),
  }));
  const random = sequence(20261123);
  const teach = new Int32Array(size);
  let taught = 0;
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = known.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [known[i], known[j]] = [known[j]!, known[i]!];
    }
    for (const { features: whole, label, share } of known) {
      const features = settings.alone > 0 && random() < settings.alone ? lettersOf(whole) : whole;
      const error = softmax(scoresOf(model, features), 1);
      // What is known by heart needs no more teaching; this halves the time of the later rounds.
      if (error[label]! > 0.97) continue;
      taught = 0;
      for (let l = 0; l < size; l++) {
        error[l] = (error[l]! - (l === label ? 1 : 0)) * share;
        if (Math.abs(error[l]!) >= slight) teach[taught++] = l;
      }
      for (let i = 0; i < features.at.length; i++) {
        const row = features.at[i]! * size;
        const weight = features.weight[i]!;
        for (let t = 0; t < taught; t++) {
          const l = teach[t]!;
          const at = row + l;
          const gradient = error[l]! * weight + settings.decay * model.weights[at]!;
          squares[at] = squares[at]! + gradient * gradient;
          model.weights[at] = model.weights[at]! - (settings.rate * gradient) / Math.sqrt(squares[at]);
        }
      }
    }
  }
  return { ...model, ...inWholeNumbers(model.weights) };
}

/** Weights as whole numbers of one unit, of which the largest is 32,767. */
export function inWholeNumbers(weights: ArrayLike<number>): { weights: Int16Array; unit: number } {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) largest = Math.max(largest, Math.abs(weights[i]!));
  const unit = largest > 0 ? largest / 32_767 : 1;
  const whole = new Int16Array(weights.length);
  for (let i = 0; i < whole.length; i++) whole[i] = Math.round(weights[i]! / unit);
  return { weights: whole, unit };
}

/** All labels with their probabilities, best first; equal ones in the order of the labels. */
export function rank(model: LinearModel, told: Told, nudge?: Readonly<Record<string, number>>): Ranked {
  const scores = scoresOf(model, featuresOf(told, model));
  if (nudge) model.labels.forEach((label, l) => (scores[l] = scores[l]! + (nudge[label] ?? 0)));
  const p = softmax(scores, model.settings.temperature);
  return model.labels.map((label, l) => ({ label, probability: p[l]! })).sort((a, b) => b.probability - a.probability);
}
