// The laws of a corpus, read from its titles: 民法典第六百八十条 stands in 民法典; questions that name a law mean it.
import { eachTerm, type Vocabulary } from "./corpus-terms.ts";
import { numberOf } from "./figures.ts";

const title = /^(.*?)第?([\d零〇一二三四五六七八九十百千]+)条/u;

/** The law and the article that a title names; article 0 where it names none. */
export function partsOf(text: string): { law: string; article: number } {
  const m = title.exec(text);
  const law = (m?.[1] ?? text).replaceAll("中华人民共和国", "").replace(/[《》\s]/gu, "");
  return { law, article: m ? (numberOf(m[2] ?? "") ?? 0) : 0 };
}

export type LawNames = {
  names: readonly string[];
  /** The laws whose names hold a pair of characters, and the weight of all pairs of each name. */
  byPair: ReadonlyMap<number, readonly number[]>;
  weights: Float32Array;
};

/** Words of titles that tell nothing of their matter. */
const form = /最高人民法院|最高人民检察院|关于|审理|适用|案件|具体|应用|法律|若干|问题|的|解释|规定|条例|办法/gu;

export function lawNamesOf(names: readonly string[], vocabulary: Vocabulary, idf: Float32Array): LawNames {
  const byPair = new Map<number, number[]>();
  const weights = new Float32Array(names.length);
  names.forEach((name, law) => {
    const seen = new Set<number>();
    eachTerm(vocabulary, name.replace(form, " "), false, (term, isPair) => {
      if (!isPair || term < 0 || seen.has(term)) return;
      seen.add(term);
      weights[law]! += idf[term]!;
      const laws = byPair.get(term);
      if (laws) laws.push(law);
      else byPair.set(term, [law]);
    });
  });
  return { names, byPair, weights };
}

/** For each law the share of its name that the question's terms hold. */
export function namedLaws(laws: LawNames, terms: readonly { term: number }[], idf: Float32Array): Float32Array {
  const shares = new Float32Array(laws.names.length);
  for (const { term } of terms)
    for (const law of laws.byPair.get(term) ?? []) shares[law]! += idf[term]! / laws.weights[law]!;
  return shares;
}
