// What labelled questions teach a ranking: which laws and articles people ask about, and which questions are like this one.
import { type CorpusIndex, type DocId, queryTerms } from "./corpus-index.ts";

export type LabelledQuery = { id: DocId; query: string; relevant: readonly DocId[] };

export type Labels = {
  queries: readonly string[];
  relevant: readonly Int32Array[];
  /** Times that each law and each document was relevant, and all of them. */
  perLaw: Float64Array;
  perDoc: Float32Array;
  all: number;
  priors: Float32Array | null;
  /** Which labelled questions hold a term, with its share of the question (unit length). */
  holding: ReadonlyMap<number, { labels: number[]; weights: number[] }>;
};

/** Terms of a question with unit length, each by how rare it is in the corpus. */
function unitVector(index: CorpusIndex, query: string): [number, number][] {
  const terms = queryTerms(index, query).map(({ term }): [number, number] => [term, index.idf[term] ?? 0]);
  const length = Math.sqrt(terms.reduce((sum, [, w]) => sum + w * w, 0)) || 1;
  return terms.map(([term, w]) => [term, w / length]);
}

export function readLabels(index: CorpusIndex, labels: readonly LabelledQuery[]): Labels {
  const at = new Map(index.ids.map((id, d) => [String(id), d]));
  const relevant = labels.map((label) =>
    Int32Array.from(new Set(label.relevant.flatMap((id) => at.get(String(id)) ?? []))),
  );
  const perLaw = new Float64Array(index.lawSizes.length);
  const perDoc = new Float32Array(index.ids.length);
  let all = 0;
  for (const docs of relevant) {
    for (const d of docs) {
      perLaw[index.laws[d]!]! += 1;
      perDoc[d]! += 1;
      all++;
    }
  }
  const holding = new Map<number, { labels: number[]; weights: number[] }>();
  labels.forEach((label, l) => {
    for (const [term, weight] of unitVector(index, label.query)) {
      let held = holding.get(term);
      if (!held) holding.set(term, (held = { labels: [], weights: [] }));
      held.labels.push(l);
      held.weights.push(weight);
    }
  });
  return { queries: labels.map((label) => label.query), relevant, perLaw, perDoc, all, priors: null, holding };
}

/** Log odds that a law is meant, against its share of the corpus, with some documents left out of the count. */
function lawPrior(index: CorpusIndex, labels: Labels, law: number, without: ReadonlySet<number>): number {
  let count = labels.perLaw[law]!;
  for (const d of without) if (index.laws[d] === law) count--;
  const share = (count + 0.5) / (labels.all - without.size + 0.5 * index.lawSizes.length);
  return Math.log(share / (index.lawSizes[law]! / index.ids.length));
}

const none: ReadonlySet<number> = new Set();

/** The weight of every law, as if the documents `without` had not been labelled. */
export function lawPriors(index: CorpusIndex, labels: Labels, without: ReadonlySet<number>): Float32Array {
  labels.priors ??= Float32Array.from(index.lawSizes, (_, law) => lawPrior(index, labels, law, none));
  if (without.size === 0) return labels.priors;
  const priors = labels.priors.slice();
  for (const d of without) priors[index.laws[d]!] = lawPrior(index, labels, index.laws[d]!, without);
  return priors;
}

export type Neighbour = { relevant: Int32Array; likeness: number };
const least = 0.02;

/** The labelled questions most like this one, the likest first; `without` is the number of one to leave out. */
export function neighboursOf(
  index: CorpusIndex,
  labels: Labels,
  query: string,
  k: number,
  without: number,
): Neighbour[] {
  const likeness = new Float32Array(labels.queries.length);
  for (const [term, weight] of unitVector(index, query)) {
    const held = labels.holding.get(term);
    if (!held) continue;
    for (let i = 0; i < held.labels.length; i++) likeness[held.labels[i]!]! += weight * held.weights[i]!;
  }
  const found: number[] = [];
  for (let l = 0; l < likeness.length; l++) if (l !== without && likeness[l]! > least) found.push(l);
  return found
    .sort((x, y) => likeness[y]! - likeness[x]! || x - y)
    .slice(0, k)
    .map((l) => ({ relevant: labels.relevant[l]!, likeness: likeness[l]! }));
}
