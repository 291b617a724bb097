// An index over any corpus in typed arrays: which documents hold a term how often, and which stand side by side in one law.
import { lawNamesOf, type LawNames, partsOf } from "./corpus-laws.ts";
import { eachTerm, emptyVocabulary, type Vocabulary } from "./corpus-terms.ts";

export type DocId = string | number;
export type CorpusDoc = { id: DocId; title?: string | undefined; text: string };

export type CorpusIndex = {
  ids: readonly DocId[];
  vocabulary: Vocabulary;
  /** Where the documents of term t stand in `docs`: from `starts[t]` up to `starts[t + 1]`. */
  starts: Int32Array;
  docs: Int32Array;
  counts: Uint8Array;
  idf: Float32Array;
  /** Terms of a document, and BM25's correction for them. */
  lengths: Uint16Array;
  norms: Float32Array;
  /** The law that a document belongs to by its title; one without a title is in the law "". */
  laws: Int32Array;
  lawNames: LawNames;
  lawSizes: Int32Array;
  /** The documents in the order of laws and articles, and where each stands in it: neighbours speak of one matter. */
  order: Int32Array;
  placeInOrder: Int32Array;
  /** Room to score in, kept so that no question has to ask for megabytes of its own. */
  scratch: { pairs: Scored; units: Scored; base: Float32Array; staged: Float32Array };
};

/** BM25's constants, chosen on public questions (bench/answers.ts prints what they reach). */
const k1 = 1.6;
const b = 0.9;

/** Whole numbers, growing as they are filled. */
function stream(): { push(value: number): void; values(): Int32Array } {
  let held = new Int32Array(1 << 16);
  let size = 0;
  return {
    push(value) {
      if (size === held.length) {
        const more = new Int32Array(held.length * 2);
        more.set(held);
        held = more;
      }
      held[size++] = value;
    },
    values: () => held.subarray(0, size),
  };
}

type Postings = Pick<CorpusIndex, "starts" | "docs" | "counts">;

/** Turns the terms of all documents, one document after another, into the documents of each term. */
function postingsOf(terms: Int32Array, ends: Int32Array, size: number): Postings {
  const found = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  for (let d = 0, i = 0; d < ends.length; d++) {
    for (; i < ends[d]!; i++) {
      const t = terms[i]!;
      if (last[t] === d) continue;
      last[t] = d;
      found[t]! += 1;
    }
  }
  const starts = new Int32Array(size + 1);
  for (let t = 0; t < size; t++) starts[t + 1] = starts[t]! + found[t]!;
  const docs = new Int32Array(starts[size]!);
  const counts = new Uint8Array(docs.length);
  const fill = starts.slice(0, -1);
  last.fill(-1);
  for (let d = 0, i = 0; d < ends.length; d++) {
    for (; i < ends[d]!; i++) {
      const t = terms[i]!;
      if (last[t] === d) {
        const at = fill[t]! - 1;
        if (counts[at]! < 255) counts[at]! += 1;
      } else {
        last[t] = d;
        const at = fill[t]!;
        fill[t] = at + 1;
        docs[at] = d;
        counts[at] = 1;
      }
    }
  }
  return { starts, docs, counts };
}

/** Builds the index; 57,000 articles take about two seconds. */
export function indexCorpus(corpus: readonly CorpusDoc[]): CorpusIndex {
  const vocabulary = emptyVocabulary();
  const terms = stream();
  const ends = new Int32Array(corpus.length);
  corpus.forEach((doc, d) => {
    eachTerm(vocabulary, doc.title === undefined ? doc.text : `${doc.title}\n${doc.text}`, true, terms.push);
    ends[d] = terms.values().length;
  });
  const all = terms.values();
  const postings = postingsOf(all, ends, vocabulary.size);
  const idf = new Float32Array(vocabulary.size);
  for (let t = 0; t < idf.length; t++) {
    const n = postings.starts[t + 1]! - postings.starts[t]!;
    idf[t] = Math.log(1 + (corpus.length - n + 0.5) / (n + 0.5));
  }
  const lengths = Uint16Array.from(ends, (end, d) => Math.min(0xffff, end - (ends[d - 1] ?? 0)));
  const average = all.length / Math.max(1, corpus.length);
  const norms = Float32Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average));
  const ids = corpus.map((doc) => doc.id);
  const scratch = {
    pairs: emptyScores(ids.length),
    units: emptyScores(ids.length),
    base: new Float32Array(ids.length),
    staged: new Float32Array(ids.length),
  };
  return { ids, vocabulary, ...postings, idf, lengths, norms, ...placed(corpus, vocabulary, idf), scratch };
}

function placed(corpus: readonly CorpusDoc[], vocabulary: Vocabulary, idf: Float32Array) {
  const names = new Map<string, number>();
  const laws = new Int32Array(corpus.length);
  const articles = new Int32Array(corpus.length);
  corpus.forEach((doc, d) => {
    const { law, article } = partsOf(doc.title ?? "");
    let id = names.get(law);
    if (id === undefined) names.set(law, (id = names.size));
    laws[d] = id;
    articles[d] = article;
  });
  const lawSizes = new Int32Array(names.size);
  for (const law of laws) lawSizes[law]! += 1;
  const order = Int32Array.from(corpus.keys()).sort(
    (x, y) => laws[x]! - laws[y]! || articles[x]! - articles[y]! || x - y,
  );
  const placeInOrder = new Int32Array(order.length);
  order.forEach((d, at) => {
    placeInOrder[d] = at;
  });
  return { laws, lawNames: lawNamesOf([...names.keys()], vocabulary, idf), lawSizes, order, placeInOrder };
}

/** One term of a question: its number and whether it is a pair. */
export type QueryTerm = { term: number; isPair: boolean };

/** A character that half of all documents hold says nothing of what is asked. */
const leastIdf = 0.7;

/** The different terms of a question that the corpus knows. */
export function queryTerms(index: CorpusIndex, query: string): QueryTerm[] {
  const terms = new Map<number, QueryTerm>();
  eachTerm(index.vocabulary, query, false, (term, isPair) => {
    if (term >= 0 && index.idf[term]! >= leastIdf) terms.set(term, { term, isPair });
  });
  return [...terms.values()];
}

export type Scored = { scores: Float32Array; held: Float32Array };
const emptyScores = (size: number): Scored => ({ scores: new Float32Array(size), held: new Float32Array(size) });

/** BM25 of every document by some terms, and the weight of those terms it holds at all; `into` is used again. */
export function scoreAll(index: CorpusIndex, terms: readonly QueryTerm[], into: Scored): Scored {
  const { starts, docs, counts, norms, idf } = index;
  const { scores, held } = into;
  scores.fill(0);
  held.fill(0);
  for (const { term } of terms) {
    const weight = idf[term]!;
    const full = weight * (k1 + 1);
    const end = starts[term + 1]!;
    for (let i = starts[term]!; i < end; i++) {
      const d = docs[i]!;
      const count = counts[i]!;
      scores[d]! += (full * count) / (count + norms[d]!);
      held[d]! += weight;
    }
  }
  return into;
}

/** The numbers of the `k` highest scores above 0, highest first, ties by number. */
export function highest(scores: Float32Array, k: number): number[] {
  // A heap of the best so far with the least of them on top: nearly every score is passed over by one comparison.
  const heap = new Int32Array(k);
  let size = 0;
  let least = 0;
  const worse = (x: number, y: number): boolean => (scores[x]! - scores[y]! || y - x) < 0;
  const sink = (at: number): void => {
    const d = heap[at]!;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && worse(heap[child + 1]!, heap[child]!)) child++;
      if (!worse(heap[child]!, d)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = d;
  };
  for (let d = 0; d < scores.length; d++) {
    if (scores[d]! <= least) continue;
    if (size < k) {
      heap[size++] = d;
      if (size < k) continue;
      for (let at = (k >> 1) - 1; at >= 0; at--) sink(at);
    } else {
      heap[0] = d;
      sink(0);
    }
    least = scores[heap[0]!]!;
  }
  return [...heap.subarray(0, size)].sort((x, y) => scores[y]! - scores[x]! || x - y);
}
