// What finding an answer costs, and what the ranking reaches on a public set of articles beside textbook BM25 and SQLite's FTS5.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Index } from "flexsearch";
import MiniSearch from "minisearch";
import { searchEntries } from "../src/answers/entry-search.ts";
import {
  type CorpusDoc,
  indexCorpus,
  type LabelledQuery,
  learnFrom,
  type RankedDoc,
  rankCorpus,
} from "../src/answers/corpus-ranking.ts";
import { statutory } from "../src/court/calendar.ts";
import { loadAnswers } from "../src/loadAnswers.ts";

type Say = (line: string) => void;
type Rank = (query: string) => RankedDoc[];

const quantile = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(2);

function ndcg(hits: readonly RankedDoc[], relevant: readonly (string | number)[]): number {
  const wanted = new Set(relevant.map(String));
  const gain = hits
    .slice(0, 10)
    .reduce((sum, hit, i) => sum + (wanted.has(String(hit.id)) ? 1 / Math.log2(i + 2) : 0), 0);
  const ideal = relevant.slice(0, 10).reduce<number>((sum, _, i) => sum + 1 / Math.log2(i + 2), 0);
  return ideal === 0 ? 0 : gain / ideal;
}

const recall = (hits: readonly RankedDoc[], relevant: readonly (string | number)[]): number => {
  const found = new Set(hits.map((h) => String(h.id)));
  return relevant.filter((id) => found.has(String(id))).length / Math.max(1, relevant.length);
};

/** The words that all peers get: single characters and pairs of them, Latin words and numbers whole. */
const termsOf = (text: string): string[] => characters(text).split(" ").filter(Boolean);

const characters = (text: string): string =>
  [...text.normalize("NFKC").matchAll(/[\p{Script=Han}a-z0-9]+/gu)]
    .flatMap(([run]) =>
      [run.split(""), Array.from({ length: Math.max(0, run.length - 1) }, (_, i) => run.slice(i, i + 2))].flat(),
    )
    .join(" ");

/** SQLite's FTS5 over the same characters and pairs. */
function sqlite(corpus: readonly CorpusDoc[]): Rank {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE VIRTUAL TABLE docs USING fts5(body, tokenize='unicode61')");
  const insert = db.prepare("INSERT INTO docs(rowid, body) VALUES (?, ?)");
  db.exec("BEGIN");
  corpus.forEach((doc, i) => insert.run(i + 1, characters(`${doc.title ?? ""} ${doc.text}`)));
  db.exec("COMMIT");
  const find = db.prepare("SELECT rowid, rank FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 100");
  return (query) => {
    const terms = [...new Set(characters(query).split(" "))].filter(Boolean).map((t) => `"${t}"`);
    if (terms.length === 0) return [];
    return find
      .all(terms.join(" OR "))
      .map((row) => ({ id: corpus[Number(row["rowid"]) - 1]?.id ?? "", score: -Number(row["rank"]) }));
  };
}

/** BM25 as the textbook has it (k1 1.2, b 0.75), over the same terms. */
function bm25(corpus: readonly CorpusDoc[]): Rank {
  const postings = new Map<string, Map<number, number>>();
  const lengths = corpus.map((doc, d) => {
    const terms = termsOf(`${doc.title ?? ""} ${doc.text}`);
    for (const term of terms) {
      let held = postings.get(term);
      if (!held) postings.set(term, (held = new Map()));
      held.set(d, (held.get(d) ?? 0) + 1);
    }
    return terms.length;
  });
  const average = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  return (query) => {
    const scores = new Map<number, number>();
    for (const term of new Set(termsOf(query))) {
      const held = postings.get(term);
      if (!held) continue;
      const idf = Math.log(1 + (corpus.length - held.size + 0.5) / (held.size + 0.5));
      for (const [d, count] of held) {
        const norm = 1.2 * (0.25 + (0.75 * (lengths[d] ?? 0)) / average);
        scores.set(d, (scores.get(d) ?? 0) + (idf * count * 2.2) / (count + norm));
      }
    }
    return [...scores]
      .sort((x, y) => y[1] - x[1])
      .slice(0, 100)
      .map(([d, score]) => ({ id: corpus[d]?.id ?? "", score }));
  };
}

function miniSearch(corpus: readonly CorpusDoc[]): Rank {
  const index = new MiniSearch<{ id: number; body: string }>({
    fields: ["body"],
    tokenize: termsOf,
    searchOptions: { tokenize: termsOf },
  });
  index.addAll(corpus.map((doc, id) => ({ id, body: `${doc.title ?? ""} ${doc.text}` })));
  return (query) =>
    index
      .search(query)
      .slice(0, 100)
      .map((hit) => ({ id: corpus[Number(hit.id)]?.id ?? "", score: hit.score }));
}

function flexSearch(corpus: readonly CorpusDoc[]): Rank {
  const index = new Index({ tokenize: "strict", encode: termsOf });
  corpus.forEach((doc, d) => index.add(d, `${doc.title ?? ""} ${doc.text}`));
  return (query) =>
    index
      .search(query, { limit: 100, suggest: true })
      .map((d, rank) => ({ id: corpus[Number(d)]?.id ?? "", score: -rank }));
}

function measured(say: Say, name: string, queries: readonly LabelledQuery[], rank: Rank): void {
  const times: number[] = [];
  let sum = 0;
  let deep = 0;
  for (const query of queries) {
    const start = performance.now();
    const hits = rank(query.query);
    times.push(performance.now() - start);
    sum += ndcg(hits, query.relevant);
    deep += recall(hits, query.relevant);
  }
  say(
    `${name.padEnd(34)} NDCG@10 ${(sum / queries.length).toFixed(3)}  R@100 ${(deep / queries.length).toFixed(3)}  p50 ${quantile(times, 0.5)} ms  p99 ${quantile(times, 0.99)} ms  (${queries.length} questions)`,
  );
}

const lines = <T>(file: string): T[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);

/** MB held after a collection, typed arrays included; null where the process was started without --expose-gc. */
function retained(): number | null {
  if (typeof globalThis.gc !== "function") return null;
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / 1_048_576);
}

export function benchAnswers(say: Say, data: string | null): void {
  const begun = performance.now();
  const { tools } = loadAnswers("knowledge", "intents", statutory);
  say(`${tools.index.entries.length} entries read and indexed in ${Math.round(performance.now() - begun)} ms`);
  const asks = tools.index.entries.flatMap((entry) => entry.asks);
  const times = asks.map((ask) => {
    const start = performance.now();
    searchEntries(tools.index, ask, 6);
    return performance.now() - start;
  });
  say(`one question over the entries: median ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`);
  if (data === null || !existsSync(join(data, "corpus.jsonl")))
    return say("the public set is not here; give its folder (corpus.jsonl, queries.jsonl) with --data DIR");
  const corpus = lines<CorpusDoc>(join(data, "corpus.jsonl"));
  const queries = lines<LabelledQuery>(join(data, "queries.jsonl"));
  const before = retained() ?? 0;
  const start = performance.now();
  const index = indexCorpus(corpus);
  say(`${corpus.length} articles indexed in ${Math.round(performance.now() - start)} ms`);
  const heap = retained();
  measured(say, "ours, without labelled questions", queries, (q) => rankCorpus(index, q, 100));
  const learning = performance.now();
  learnFrom(index, queries);
  say(`learned from ${queries.length} labelled questions in ${Math.round(performance.now() - learning)} ms`);
  const folds = 5;
  const learned = Array.from({ length: folds }, (_, f) =>
    learnFrom(
      index,
      queries.filter((_q, i) => i % folds !== f),
    ),
  );
  const foldOf = new Map(queries.map((q, i) => [q.query, i % folds]));
  measured(say, "ours, learned (5-fold)", queries, (q) =>
    rankCorpus(index, q, 100, learned[foldOf.get(q) ?? 0] ?? null),
  );
  if (heap !== null) say(`retained by the index: ${heap - before} MB`);
  const few = queries.filter((_q, i) => i % 6 === 0);
  measured(say, "ours, the same few questions", few, (q) => rankCorpus(index, q, 100));
  for (const [name, make] of Object.entries({
    "BM25, textbook": bm25,
    "SQLite FTS5": sqlite,
    MiniSearch: miniSearch,
    FlexSearch: flexSearch,
  })) {
    const begin = performance.now();
    const rank = make(corpus);
    say(`${name}: indexed in ${Math.round(performance.now() - begin)} ms`);
    measured(say, `${name}, same terms`, few, rank);
  }
}
