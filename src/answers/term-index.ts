// BM25 over one field of the entries: which of them hold the terms of a question, and how tellingly. Terms are numbers here.

/** A single character tells more than nothing, a group of like words more than a pair of characters. */
export const kindWeight = (term: string): number => (term.startsWith("#") ? 1.8 : term.length === 1 ? 1.2 : 1);
/** What a term weighs that the field has never seen: it counts against every entry. */
export const unseenWeight = (term: string): number => (term.length === 1 ? 2 : 4);

/** Every term of the entries by its number. */
export type Vocabulary = { numbers: Map<string, number>; terms: string[] };

export const newVocabulary = (): Vocabulary => ({ numbers: new Map(), terms: [] });

/** The numbers of terms; a new term gets the next one. */
export function numbered(terms: readonly string[], { numbers, terms: all }: Vocabulary): Int32Array {
  const out = new Int32Array(terms.length);
  for (let i = 0; i < out.length; i++) {
    const term = terms[i]!;
    let number = numbers.get(term);
    if (number === undefined) {
      number = all.length;
      numbers.set(term, number);
      all.push(term);
    }
    out[i] = number;
  }
  return out;
}

/** The terms of a question: known ones by number with their share, unknown ones by what they weigh. */
export type Asked = { numbers: number[]; shares: number[]; unknown: number };

export type Field = {
  size: number;
  idf: Float32Array;
  /** The entries of term `n` and their weights lie from `from[n]` to `from[n + 1]`. */
  from: Int32Array;
  at: Uint16Array;
  weights: Float32Array;
};

/** What stands in one entry: terms, each counting `weight` times. */
export type Part = { terms: Int32Array; weight: number };

/** Indexes the parts of every entry; `k1` and `b` as BM25 names them. */
export function indexField(
  entries: readonly (readonly Part[])[],
  vocabulary: Vocabulary,
  k1: number,
  b: number,
): Field {
  const words = vocabulary.terms.length;
  const lengths = entries.map((parts) => parts.reduce((sum, { terms, weight }) => sum + terms.length * weight, 0));
  const average = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, lengths.length);
  // Two rounds over the same terms: the first counts the entries of each, the second lays them down.
  const counts = new Float32Array(words);
  const from = new Int32Array(words + 2);
  const counted = (parts: readonly Part[], each: (term: number, tf: number) => void): void => {
    const touched: number[] = [];
    for (const { terms, weight } of parts) {
      for (const term of terms) {
        if (counts[term] === 0) touched.push(term);
        counts[term] = counts[term]! + weight;
      }
    }
    for (const term of touched) {
      each(term, counts[term]!);
      counts[term] = 0;
    }
  };
  for (const parts of entries) counted(parts, (term) => (from[term + 2] = from[term + 2]! + 1));
  const idf = new Float32Array(words);
  for (let term = 0; term < words; term++) {
    const held = from[term + 2]!;
    if (held > 0)
      idf[term] = Math.log(1 + (entries.length - held + 0.5) / (held + 0.5)) * kindWeight(vocabulary.terms[term]!);
  }
  for (let term = 2; term < words + 2; term++) from[term] = from[term]! + from[term - 1]!;
  const at = new Uint16Array(from[words + 1]!);
  const weights = new Float32Array(at.length);
  entries.forEach((parts, e) => {
    const norm = k1 * (1 - b + (b * lengths[e]!) / average);
    counted(parts, (term, tf) => {
      const slot = from[term + 1]!;
      from[term + 1] = slot + 1;
      at[slot] = e;
      weights[slot] = (idf[term]! * tf * (k1 + 1)) / (tf + norm);
    });
  });
  return { size: entries.length, idf, from, at, weights };
}

/** The score of every entry for a question, and the mass of its terms to hold them against. */
export function fieldScores(field: Field, asked: Asked): { scores: Float32Array; mass: number } {
  const { idf, from, at, weights } = field;
  const scores = new Float32Array(field.size);
  let mass = asked.unknown;
  for (let i = 0; i < asked.numbers.length; i++) {
    const term = asked.numbers[i]!;
    const share = asked.shares[i]!;
    // A term that stands in another field only is as strange to this one as a new one.
    mass += share * (idf[term]! || strange);
    const end = from[term + 1]!;
    for (let slot = from[term]!; slot < end; slot++) {
      const e = at[slot]!;
      scores[e] = scores[e]! + share * weights[slot]!;
    }
  }
  return { scores, mass: Math.max(mass, 1e-9) };
}

/** What a term weighs in a field that does not hold it. */
export const strange = 4;
