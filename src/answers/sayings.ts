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

/**
 * How like a question is to the nearest text of each owner, between 0 and 1: the weight of what both hold against the
 * weights of either. `ownerOf` tells whose each text is, of `owners` in all.
 */
export function nearestOf(sayings: Sayings, asked: Asked, ownerOf: Uint16Array, owners: number): Float32Array {
  const { idf, masses, from, at } = sayings;
  const scores = new Float32Array(masses.length);
  let mass = asked.unknown;
  for (let i = 0; i < asked.numbers.length; i++) {
    const term = asked.numbers[i]!;
    const weight = asked.shares[i]! * (idf[term]! || strange);
    mass += weight;
    const end = from[term + 1]!;
    for (let slot = from[term]!; slot < end; slot++) {
      const n = at[slot]!;
      scores[n] = scores[n]! + weight;
    }
  }
  const nearest = new Float32Array(owners);
  for (let n = 0; n < scores.length; n++) {
    const score = scores[n]!;
    if (score === 0) continue;
    // Squared until all are known: of thousands of texts only one for each owner needs its root.
    const like = (score * score) / masses[n]!;
    const owner = ownerOf[n]!;
    if (like > nearest[owner]!) nearest[owner] = like;
  }
  for (let owner = 0; owner < owners; owner++) nearest[owner] = Math.sqrt(nearest[owner]! / mass);
  return nearest;
}
