// Every way of asking by itself: which of them a question is nearest to, whatever else its entry says.
import { type Asked, kindWeight, strange, type Vocabulary } from "./term-index.ts";

/** Short texts: the numbers of those that hold term `n` lie in `at` from `from[n]` to `from[n + 1]`. */
export type Sayings = { idf: Float32Array; masses: Float32Array; from: Int32Array; at: Uint16Array };

/** Indexes short texts one by one: which terms each holds, however often, and how much they weigh together. */
export function indexSayings(texts: readonly Int32Array[], vocabulary: Vocabulary): Sayings {
  const words = vocabulary.terms.length;
  const from = new Int32Array(words + 2);
  const sets = texts.map((terms) => new Set(terms));
  for (const set of sets) for (const term of set) from[term + 2] = from[term + 2]! + 1;
  const idf = new Float32Array(words);
  for (let term = 0; term < words; term++) {
    const held = from[term + 2]!;
    if (held > 0)
      idf[term] = Math.log(1 + (texts.length - held + 0.5) / (held + 0.5)) * kindWeight(vocabulary.terms[term]!);
  }
  for (let term = 2; term < words + 2; term++) from[term] = from[term]! + from[term - 1]!;
  const at = new Uint16Array(from[words + 1]!);
  const masses = new Float32Array(texts.length);
  sets.forEach((set, n) => {
    for (const term of set) {
      masses[n] = masses[n]! + idf[term]!;
      const slot = from[term + 1]!;
      from[term + 1] = slot + 1;
      at[slot] = n;
    }
  });
  return { idf, masses, from, at };
}

/** How like each text is to a question, between 0 and 1: the weight of what both hold against the weights of either. */
export function likenesses(sayings: Sayings, asked: Asked): Float32Array {
  const scores = new Float32Array(sayings.masses.length);
  let mass = asked.unknown;
  asked.numbers.forEach((term, i) => {
    const idf = sayings.idf[term]! || strange;
    mass += asked.shares[i]! * idf;
    for (let slot = sayings.from[term]!; slot < sayings.from[term + 1]!; slot++) {
      const n = sayings.at[slot]!;
      scores[n] = scores[n]! + asked.shares[i]! * idf;
    }
  });
  for (let n = 0; n < scores.length; n++)
    if (scores[n]! > 0) scores[n] = scores[n]! / Math.sqrt(mass * sayings.masses[n]!);
  return scores;
}
