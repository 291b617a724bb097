// BM25 over one field of the entries: which of them hold the terms of a question, and how tellingly.

export type Field = {
  size: number;
  postings: ReadonlyMap<string, { at: Int32Array; weights: Float32Array; idf: number }>;
};

/** A single character tells more than nothing, a group of like words more than a pair of characters. */
const kindWeight = (term: string): number => (term.startsWith("#") ? 1.8 : term.length === 1 ? 1.2 : 1);
/** What a term weighs that the field has never seen: it counts against every entry. */
const unseen = (term: string): number => (term.length === 1 ? 2 : 4);

/** Indexes term counts, one map for each entry; `k1` and `b` as BM25 names them. */
export function indexField(counts: readonly ReadonlyMap<string, number>[], k1: number, b: number): Field {
  const lengths = counts.map((count) => [...count.values()].reduce((sum, n) => sum + n, 0));
  const average = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, lengths.length);
  const found = new Map<string, { at: number[]; tf: number[] }>();
  counts.forEach((count, e) => {
    for (const [term, tf] of count) {
      const list = found.get(term);
      if (list) {
        list.at.push(e);
        list.tf.push(tf);
      } else found.set(term, { at: [e], tf: [tf] });
    }
  });
  const postings = new Map<string, { at: Int32Array; weights: Float32Array; idf: number }>();
  for (const [term, { at, tf }] of found) {
    const idf = Math.log(1 + (counts.length - at.length + 0.5) / (at.length + 0.5)) * kindWeight(term);
    postings.set(term, {
      at: Int32Array.from(at),
      weights: Float32Array.from(
        at,
        (e, i) => (idf * tf[i]! * (k1 + 1)) / (tf[i]! + k1 * (1 - b + (b * lengths[e]!) / average)),
      ),
      idf,
    });
  }
  return { size: counts.length, postings };
}

/** The score of every entry for weighted terms, and the mass of the terms to hold them against. */
export function fieldScores(field: Field, terms: ReadonlyMap<string, number>): { scores: Float32Array; mass: number } {
  const scores = new Float32Array(field.size);
  let mass = 0;
  for (const [term, share] of terms) {
    const posting = field.postings.get(term);
    mass += share * (posting?.idf ?? unseen(term));
    if (!posting) continue;
    for (let i = 0; i < posting.at.length; i++) {
      const e = posting.at[i]!;
      scores[e] = scores[e]! + share * posting.weights[i]!;
    }
  }
  return { scores, mass: Math.max(mass, 1e-9) };
}
