// Ranking any corpus for questions: candidates by BM25 over character pairs, put in order by weighed figures, better with labels.
import { featureWeights, type Pool, poolOf, width } from "./corpus-features.ts";
import type { CorpusIndex, DocId } from "./corpus-index.ts";
import { type LabelledQuery, type Labels, readLabels } from "./corpus-labels.ts";
import { fitWeights } from "./corpus-learning.ts";

export { type CorpusDoc, type CorpusIndex, indexCorpus } from "./corpus-index.ts";
export type { LabelledQuery } from "./corpus-labels.ts";
export type RankedDoc = { id: DocId; score: number };

export type Learned = { labels: Labels; weights: Float32Array };

const withLabels = Object.values(featureWeights).map(([weight]) => weight);
const withoutLabels = Float32Array.from(Object.values(featureWeights), ([, weight]) => weight);

/** Learns from labelled questions: what they point to, and how much each figure counts. Seconds for a thousand of them. */
export function learnFrom(index: CorpusIndex, queries: readonly LabelledQuery[]): Learned {
  const labels = readLabels(index, queries);
  const lists = labels.queries.map((query, own) => ({
    pool: poolOf(index, labels, query, own),
    relevant: new Set(labels.relevant[own]),
  }));
  return { labels, weights: fitWeights(lists, withLabels) };
}

function scoresOf({ docs, features }: Pool, weights: Float32Array): Float32Array {
  return Float32Array.from(docs, (_, row) => {
    let sum = 0;
    for (let f = 0, at = row * width; f < width; f++, at++) sum += weights[f]! * features[at]!;
    return sum;
  });
}

/** The best `k` documents for a question, best first; `score` orders the hits of one question. */
export function rankCorpus(index: CorpusIndex, query: string, k: number, learned: Learned | null = null): RankedDoc[] {
  const pool = poolOf(index, learned?.labels ?? null, query);
  const scores = scoresOf(pool, learned?.weights ?? withoutLabels);
  return [...scores.keys()]
    .sort((x, y) => scores[y]! - scores[x]! || pool.docs[x]! - pool.docs[y]!)
    .slice(0, k)
    .map((row) => ({ id: index.ids[pool.docs[row]!]!, score: scores[row]! }));
}
