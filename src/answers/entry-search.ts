// Finding the entry that answers: the nearest way of asking, the words of the answer and the topic together, as a probability.
import type { Entry, Topic } from "./entry.ts";
import { type Lexicon, spell, termsOf } from "./words.ts";

export type Hit = { entry: Entry /** Raw likeness, for ranking. */; score: number };

export type EntryIndex = {
  entries: readonly Entry[];
  lexicon: Lexicon;
  terms: ReadonlyMap<string, number>;
  idf: Float32Array;
  /** Postings of the ways of asking: document numbers and weights, scaled so that a whole match is 1. */
  asks: Postings;
  /** Which entry each way of asking belongs to. */
  owner: Int32Array;
  answers: Postings;
};

type Postings = { docs: readonly Int32Array[]; weights: readonly Float32Array[] };

const weightOf = (term: string): number => (term.startsWith("#") ? 1.6 : term.length === 1 ? 0.35 : 1);

function postings(texts: readonly string[][], ids: ReadonlyMap<string, number>, idf: Float32Array): Postings {
  const docs: number[][] = Array.from({ length: ids.size }, () => []);
  const weights: number[][] = Array.from({ length: ids.size }, () => []);
  texts.forEach((terms, doc) => {
    const unique = [...new Set(terms)].flatMap((t) => ids.get(t) ?? []);
    const square = unique.reduce((sum, id) => sum + (idf[id] ?? 0) ** 2, 0);
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (const id of unique) {
      docs[id]?.push(doc);
      weights[id]?.push((idf[id] ?? 0) * scale);
    }
  });
  return { docs: docs.map((d) => Int32Array.from(d)), weights: weights.map((w) => Float32Array.from(w)) };
}

/** Builds the index; a few thousand ways of asking take well under half a second. */
export function indexEntries(
  entries: readonly Entry[],
  topics: ReadonlyMap<string, Topic>,
  lexicon: Lexicon,
): EntryIndex {
  const owner: number[] = [];
  const asks: string[][] = [];
  const answers: string[][] = [];
  entries.forEach((entry, e) => {
    for (const ask of [entry.question, ...entry.asks]) {
      owner.push(e);
      asks.push(termsOf(spell(ask, lexicon), lexicon));
    }
    const whole = [entry.question, entry.answer, topics.get(entry.topic)?.title ?? "", ...entry.asks].join("。");
    answers.push(termsOf(spell(whole, lexicon), lexicon));
  });
  const ids = new Map<string, number>();
  const found: number[] = [];
  // How telling a term is, counted over entries, so that an entry with many ways of asking does not blunt its own words.
  answers.forEach((terms) => {
    for (const term of new Set(terms)) {
      const id = ids.get(term) ?? ids.size;
      if (id === ids.size) ids.set(term, id);
      found[id] = (found[id] ?? 0) + 1;
    }
  });
  const idf = new Float32Array(ids.size);
  for (const [term, id] of ids) idf[id] = Math.log(1 + entries.length / (found[id] ?? 1)) * weightOf(term);
  return {
    entries,
    lexicon,
    terms: ids,
    idf,
    asks: postings(asks, ids, idf),
    owner: Int32Array.from(owner),
    answers: postings(answers, ids, idf),
  };
}

/** Parts of the score; `peak` the nearest way of asking, `second` the next, `body` all words of the entry, `topic` its topic's weight. */
export const mix = { peak: 1, second: 0.25, body: 0.9, topic: 0.35 };

/**
 * Entries for a question, best first. `favoured` is the topic last spoken of. `without` leaves one way of asking out, so
 * that the index can be tried on its own questions.
 */
export function searchEntries(
  index: EntryIndex,
  question: string,
  k: number,
  favoured: string | null = null,
  without = -1,
): Hit[] {
  const { entries, idf } = index;
  const unique = [...new Set(termsOf(spell(question, index.lexicon), index.lexicon))].flatMap(
    (t) => index.terms.get(t) ?? [],
  );
  const square = unique.reduce((sum, id) => sum + (idf[id] ?? 0) ** 2, 0);
  if (square === 0) return [];
  const norm = 1 / Math.sqrt(square);
  const near = accumulate(index.asks, unique, idf, norm, index.owner.length);
  const body = accumulate(index.answers, unique, idf, norm, entries.length);
  const peak = new Float32Array(entries.length);
  const second = new Float32Array(entries.length);
  for (let d = 0; d < near.length; d++) {
    if (d === without) continue;
    const e = index.owner[d] ?? 0;
    const s = near[d] ?? 0;
    if (s > (peak[e] ?? 0)) {
      second[e] = peak[e] ?? 0;
      peak[e] = s;
    } else if (s > (second[e] ?? 0)) second[e] = s;
  }
  const topics = new Map<string, number>();
  for (let e = 0; e < entries.length; e++) {
    const topic = entries[e]?.topic ?? "";
    const own = (peak[e] ?? 0) ** 2;
    topics.set(topic, (topics.get(topic) ?? 0) + own);
  }
  const all = Math.max(1e-6, Math.max(...topics.values()));
  const hits: Hit[] = [];
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e];
    if (!entry || ((peak[e] ?? 0) === 0 && (body[e] ?? 0) === 0)) continue;
    const topic = (topics.get(entry.topic) ?? 0) / all;
    hits.push({
      entry,
      score:
        mix.peak * (peak[e] ?? 0) +
        mix.second * (second[e] ?? 0) +
        mix.body * (body[e] ?? 0) +
        mix.topic * topic * (peak[e] ?? 0) +
        (entry.topic === favoured ? 0.12 : 0),
    });
  }
  return hits.toSorted((a, b) => b.score - a.score).slice(0, k);
}

function accumulate(
  posted: Postings,
  terms: readonly number[],
  idf: Float32Array,
  norm: number,
  size: number,
): Float32Array {
  const out = new Float32Array(size);
  for (const id of terms) {
    const docs = posted.docs[id];
    const weights = posted.weights[id];
    if (!docs || !weights) continue;
    const q = (idf[id] ?? 0) * norm;
    for (let i = 0; i < docs.length; i++) out[docs[i] ?? 0]! += q * (weights[i] ?? 0);
  }
  return out;
}
