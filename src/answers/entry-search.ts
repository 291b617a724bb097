// Finding the entry that answers: its question, its ways of asking and its answer as fields of one BM25, and the topic's weight.
import type { Entry, Topic } from "./entry.ts";
import { type Lexicon, spell, termsOf } from "./words.ts";

export type Hit = {
  entry: Entry;
  /** For ranking: likeness and the topic's share together. */
  score: number;
  /** Share of the question's weight that the entry bears out; comparable between questions. */
  likeness: number;
  /** The topic's share among all that is like the question, 0–1. */
  topicShare: number;
};

export type EntryIndex = {
  entries: readonly Entry[];
  lexicon: Lexicon;
  postings: ReadonlyMap<string, { entries: Int32Array; weights: Float32Array; idf: number }>;
};

/** How often a term counts by where it stands, and the two constants of BM25; chosen on ways of asking left out in turn. */
const fields = { question: 4, ask: 1, answer: 2, topic: 1 };
const k1 = 2;
const b = 0.8;
/** A single character tells more than nothing, a group of like words more than a pair of characters. */
const kindWeight = (term: string): number => (term.startsWith("#") ? 1.8 : term.length === 1 ? 1.2 : 1);
const topicWeight = 0.8;
const topicFocus = 8;
const favour = 0.25;

/** Builds the index; a few thousand ways of asking take well under half a second. */
export function indexEntries(
  entries: readonly Entry[],
  topics: ReadonlyMap<string, Topic>,
  lexicon: Lexicon,
): EntryIndex {
  const counts = entries.map((entry) => {
    const count = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const term of termsOf(spell(text, lexicon), lexicon)) count.set(term, (count.get(term) ?? 0) + weight);
    };
    add(entry.question, fields.question);
    for (const ask of entry.asks) add(ask, fields.ask);
    add(entry.answer, fields.answer);
    add(topics.get(entry.topic)?.title ?? "", fields.topic);
    return count;
  });
  const lengths = counts.map((count) => [...count.values()].reduce((sum, n) => sum + n, 0));
  const average = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, lengths.length);
  const found = new Map<string, [number, number][]>();
  counts.forEach((count, e) => {
    for (const [term, tf] of count) {
      const list = found.get(term);
      if (list) list.push([e, tf]);
      else found.set(term, [[e, tf]]);
    }
  });
  const postings = new Map<string, { entries: Int32Array; weights: Float32Array; idf: number }>();
  for (const [term, list] of found) {
    const idf = Math.log(1 + (entries.length - list.length + 0.5) / (list.length + 0.5)) * kindWeight(term);
    postings.set(term, {
      entries: Int32Array.from(list, ([e]) => e),
      weights: Float32Array.from(
        list,
        ([e, tf]) => (idf * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * (lengths[e] ?? 0)) / average)),
      ),
      idf,
    });
  }
  return { entries, lexicon, postings };
}

/** The best `k` entries for a question. `favoured` is the topic last spoken of; half sentences lean on it. */
export function searchEntries(index: EntryIndex, question: string, k: number, favoured: string | null = null): Hit[] {
  const { entries, postings } = index;
  const scores = new Float32Array(entries.length);
  let mass = 0;
  for (const term of new Set(termsOf(spell(question, index.lexicon), index.lexicon))) {
    const posting = postings.get(term);
    // A word the knowledge has never seen counts against every entry.
    mass += posting?.idf ?? (term.length === 1 ? 2 : 4);
    if (!posting) continue;
    for (let i = 0; i < posting.entries.length; i++) scores[posting.entries[i] ?? 0]! += posting.weights[i] ?? 0;
  }
  const best = scores.reduce((max, s) => Math.max(max, s), 0);
  if (best <= 0) return [];
  const topics = new Map<string, number>();
  let all = 0;
  entries.forEach((entry, e) => {
    const share = Math.exp(topicFocus * ((scores[e] ?? 0) / best - 1));
    topics.set(entry.topic, (topics.get(entry.topic) ?? 0) + share);
    all += share;
  });
  const hits: Hit[] = [];
  entries.forEach((entry, e) => {
    const raw = scores[e] ?? 0;
    if (raw <= 0) return;
    const likeness = raw / mass;
    const topicShare = (topics.get(entry.topic) ?? 0) / all;
    hits.push({
      entry,
      likeness,
      topicShare,
      score: likeness + topicWeight * topicShare + (entry.topic === favoured ? favour : 0),
    });
  });
  return hits.toSorted((x, y) => y.score - x.score).slice(0, k);
}
