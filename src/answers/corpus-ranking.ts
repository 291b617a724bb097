// Ranking any corpus for questions: BM25 over character pairs and characters in typed arrays, with what labelled questions teach.

export type CorpusDoc = { id: string | number; title?: string | undefined; text: string };
export type LabelledQuery = { id: string | number; query: string; relevant: readonly (string | number)[] };
export type RankedDoc = { id: string | number; score: number };

type Table = {
  ids: Map<string, number>;
  starts: Int32Array;
  docs: Int32Array;
  weights: Float32Array;
  idf: Float32Array;
};

export type CorpusIndex = {
  docs: readonly (string | number)[];
  groups: Int32Array;
  groupNames: readonly string[];
  pairs: Table;
};

/** BM25's constants, chosen on public questions (bench/answers.ts prints what they reach). */
const k1 = 1.6;
const b = 0.9;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Terms: single characters and pairs of them; words in letters and runs of digits stay whole. */
function* pairsOf(text: string): Generator<string> {
  for (const [run] of plain(text).matchAll(/[\p{Script=Han}]+|[a-z]+|\d+/gu)) {
    if (/^[a-z\d]/.test(run)) yield run;
    else for (const character of run) yield character;
    for (let i = 0; i + 1 < run.length && !/^[a-z\d]/.test(run); i++) yield run.slice(i, i + 2);
  }
}

function tableOf(texts: readonly string[]): Table {
  const ids = new Map<string, number>();
  const perDoc: Int32Array[] = [];
  const counts: Int32Array[] = [];
  const lengths = new Float64Array(texts.length);
  const found: number[] = [];
  texts.forEach((text, d) => {
    const count = new Map<number, number>();
    for (const term of pairsOf(text)) {
      let id = ids.get(term);
      if (id === undefined) ids.set(term, (id = ids.size));
      count.set(id, (count.get(id) ?? 0) + 1);
      lengths[d]! += 1;
    }
    for (const id of count.keys()) found[id] = (found[id] ?? 0) + 1;
    perDoc.push(Int32Array.from(count.keys()));
    counts.push(Int32Array.from(count.values()));
  });
  const average = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, texts.length);
  const starts = new Int32Array(ids.size + 1);
  for (let t = 0; t < ids.size; t++) starts[t + 1] = (starts[t] ?? 0) + (found[t] ?? 0);
  const fill = starts.slice();
  const docs = new Int32Array(starts[ids.size] ?? 0);
  const weights = new Float32Array(docs.length);
  const idf = new Float32Array(ids.size);
  for (let t = 0; t < ids.size; t++)
    idf[t] = Math.log(1 + (texts.length - (found[t] ?? 0) + 0.5) / ((found[t] ?? 0) + 0.5));
  perDoc.forEach((terms, d) => {
    const norm = k1 * (1 - b + (b * (lengths[d] ?? 0)) / average);
    terms.forEach((t, i) => {
      const at = fill[t]!;
      fill[t] = at + 1;
      const tf = counts[d]?.[i] ?? 0;
      docs[at] = d;
      weights[at] = ((idf[t] ?? 0) * tf * (k1 + 1)) / (tf + norm);
    });
  });
  return { ids, starts, docs, weights, idf };
}

/** What documents share with others of the same law: the title up to its article number. */
const groupOf = (doc: CorpusDoc): string =>
  (doc.title ?? "").replace(/第?[\d零一二三四五六七八九十百千]+条.*$/u, "").trim();

/** Builds the index; 57,000 articles take a few seconds. */
export function indexCorpus(corpus: readonly CorpusDoc[]): CorpusIndex {
  const names = new Map<string, number>();
  const groups = Int32Array.from(corpus, (doc) => {
    const name = groupOf(doc);
    let id = names.get(name);
    if (id === undefined) names.set(name, (id = names.size));
    return id;
  });
  return {
    docs: corpus.map((doc) => doc.id),
    groups,
    groupNames: [...names.keys()],
    pairs: tableOf(corpus.map((doc) => `${doc.title ?? ""} ${doc.text}`)),
  };
}

function scoresOf(table: Table, query: string, size: number): Float32Array {
  const out = new Float32Array(size);
  for (const term of new Set(pairsOf(query))) {
    const t = table.ids.get(term);
    if (t === undefined) continue;
    for (let i = table.starts[t] ?? 0; i < (table.starts[t + 1] ?? 0); i++) out[table.docs[i]!]! += table.weights[i]!;
  }
  return out;
}

/** What labelled questions teach: which laws people ask about, and which articles questions like this one led to. */
export type Learned = { prior: Float32Array; queries: Table; relevant: readonly Int32Array[] };

export function learnFrom(index: CorpusIndex, labels: readonly LabelledQuery[]): Learned {
  const at = new Map(index.docs.map((id, d) => [String(id), d]));
  const counts = new Float64Array(index.groupNames.length);
  const sizes = new Float64Array(index.groupNames.length);
  for (const g of index.groups) sizes[g]! += 1;
  let all = 0;
  const relevant = labels.map((label) => Int32Array.from(label.relevant.flatMap((id) => at.get(String(id)) ?? [])));
  for (const docs of relevant) {
    for (const d of docs) {
      counts[index.groups[d]!]! += 1;
      all++;
    }
  }
  // Log odds of a law being meant, against its share of the corpus, smoothed.
  const prior = Float32Array.from(
    counts,
    (n, g) => Math.log((n + 0.5) / (all + 0.5 * counts.length)) - Math.log((sizes[g] ?? 1) / index.docs.length),
  );
  return { prior, queries: tableOf(labels.map((label) => label.query)), relevant };
}

/** Weights of what was learned beside BM25. */
const priorWeight = 4;
const neighbourWeight = 50;
const neighbours = 20;

/** The best `k` documents for a question, best first. */
export function rankCorpus(index: CorpusIndex, query: string, k: number, learned: Learned | null = null): RankedDoc[] {
  const scores = scoresOf(index.pairs, query, index.docs.length);
  if (learned) {
    for (let d = 0; d < scores.length; d++)
      if ((scores[d] ?? 0) > 0)
        scores[d]! += priorWeight * Math.max(-3, Math.min(3, learned.prior[index.groups[d]!] ?? 0));
    const near = scoresOf(learned.queries, query, learned.relevant.length);
    const top = [...near.keys()].toSorted((x, y) => (near[y] ?? 0) - (near[x] ?? 0)).slice(0, neighbours);
    const mass = top.reduce((sum, q) => sum + (near[q] ?? 0), 0) || 1;
    for (const q of top)
      for (const d of learned.relevant[q] ?? []) scores[d]! += (neighbourWeight * (near[q] ?? 0) * 4) / mass;
  }
  return best(scores, k).map((d) => ({ id: index.docs[d] ?? 0, score: scores[d] ?? 0 }));
}

/** The numbers of the `k` highest scores, highest first, ties by number. */
function best(scores: Float32Array, k: number): number[] {
  const kept: number[] = [];
  let least = 0;
  for (let d = 0; d < scores.length; d++) {
    const s = scores[d]!;
    if (s <= 0 || (kept.length >= k * 2 && s <= least)) continue;
    kept.push(d);
    if (kept.length >= k * 4) {
      kept.sort((x, y) => scores[y]! - scores[x]! || x - y);
      kept.length = k;
      least = scores[kept[k - 1]!]!;
    }
  }
  return kept.sort((x, y) => scores[y]! - scores[x]! || x - y).slice(0, k);
}
