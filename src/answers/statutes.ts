// The law's own words: which text a name means, which version applied on a day, and how an article is asked for.
import { numberOf } from "./figures.ts";

/** 有效, 尚未生效, 已修改, 已废止 as the national database marks them. */
export type Version = { effective: string; status: string };
export type Law<V extends Version = Version> = { name: string; versions: V[] };

export type ArticleRequest = { law: string; article: string; on: string | null };

/** What became of a request for an article. */
export type FoundArticle =
  | { kind: "notImported" }
  | { kind: "noLaw"; said: string; near: string[] }
  | { kind: "notYet"; law: string; from: string; on: string }
  | { kind: "noArticle"; law: string; article: string; effective: string; last: string }
  | {
      kind: "found";
      law: string;
      article: string;
      text: string;
      effective: string;
      /** The day asked about, null for today. */
      on: string | null;
      /** In force from then on the version that replaced this one, null when none did. */
      replacedFrom: string | null;
      /** Decided but not in force yet: from when. */
      comingFrom: string | null;
      repealed: boolean;
    };

/** An article that may have to do with a question: the law's words, no advice. */
export type Excerpt = { law: string; article: string; text: string; effective: string };

export type Statutes = {
  find(request: ArticleRequest): FoundArticle;
  /** At most two articles that a question is strongly about; none when nothing is imported. */
  related(text: string): Excerpt[];
};

const han = "[\\d零〇一二三四五六七八九十百千]+";
const day =
  "(?:\\s*[,，]?\\s*(?:在|于|按)?\\s*(\\d{4})\\s*[-年./]\\s*(\\d{1,2})\\s*[-月./]\\s*(\\d{1,2})日?(?:的|时|那天)?(?:版本?)?)?";
const name = "《?([\\p{Script=Han}A-Za-z][\\p{Script=Han}A-Za-z0-9 ()（）〈〉《、·]*?)》?";
const number = `第?\\s*(${han})\\s*条?(?:\\s*(?:之|-)\\s*(${han}))?`;
const asked = [
  new RegExp(`^(?:查|看|找)?\\s*(?:法条|条文|法律条文)[:：,，\\s]*${name}\\s*${number}${day}[。.?？]*$`, "u"),
  new RegExp(
    `^(?:查|看|找|念)?(?:一下)?\\s*${name}\\s*第\\s*(${han})\\s*条(?:之(${han}))?(?:的)?(?:原文|全文|法条)?${day}[。.?？]*$`,
    "u",
  ),
  // 民法典680条是啥: without 第, where the name is a law's.
  new RegExp(
    `^(?:查|看|找|念)?(?:一下)?\\s*《?(\\p{Script=Han}{1,24}?(?:法典|法|条例|规定|办法|解释))》?\\s*(${han})\\s*条(?:之(${han}))?(?:的)?(?:原文|全文|内容)?(?:是|讲|说)?(?:怎么|咋)?(?:的|说的?|写的?|规定的?|啥|什么)?${day}[。.?？]*$`,
    "u",
  ),
];

const figure = (text: string): string => String(numberOf(text.replaceAll("〇", "零")) ?? text);

/** 「法条 民法典 680」, 「《民法典》第六百八十条」, with a day behind it or without; null when it asks for no article. */
export function articleAsked(text: string): ArticleRequest | null {
  const said = text.normalize("NFKC").trim();
  if (said.length > 120) return null;
  for (const pattern of asked) {
    const m = pattern.exec(said);
    if (!m) continue;
    const [, law = "", article = "", part, year, month, date] = m;
    const on = year ? `${year}-${(month ?? "").padStart(2, "0")}-${(date ?? "").padStart(2, "0")}` : null;
    return {
      law: law.trim(),
      article: part === undefined ? figure(article) : `${figure(article)}-${figure(part)}`,
      on,
    };
  }
  return null;
}

/** 680 → 第680条, 17-1 → 第17条之1. */
export const articleName = (article: string): string => {
  const [main, part] = article.split("-");
  return `第${main}条${part === undefined ? "" : `之${part}`}`;
};

const bare = (text: string): string => text.normalize("NFKC").replace(/[\s《》〈〉"“”]/gu, "");
const state = "中华人民共和国";

/** The official title that a name means, by the table of short names, with or without 中华人民共和国; else the likely ones. */
export function lawNamed(
  said: string,
  names: readonly string[],
  short: ReadonlyMap<string, string>,
): { name: string } | { near: string[] } {
  const wanted = bare(said);
  const byBare = new Map(names.map((n) => [bare(n), n]));
  const alias = [...short].find(([key]) => bare(key) === wanted)?.[1];
  const own = byBare.get(bare(alias ?? "")) ?? byBare.get(wanted) ?? byBare.get(state + wanted);
  if (own !== undefined) return { name: own };
  if (wanted.length < 2) return { near: [] };
  const holding = [...byBare].filter(([key]) => key.includes(wanted)).map(([, n]) => n);
  const ending = holding.filter((n) => bare(n).endsWith(wanted));
  if (ending.length === 1 && ending[0]) return { name: ending[0] };
  if (holding.length === 1 && holding[0]) return { name: holding[0] };
  return { near: holding.toSorted((a, b) => a.length - b.length).slice(0, 5) };
}

/** The version that applied on a day: the last one in force by then; null when the law was not in force yet. */
export function versionOn<V extends Version>(law: Law<V>, on: string): V | null {
  return (
    law.versions.filter((v) => v.effective <= on).toSorted((a, b) => (a.effective < b.effective ? 1 : -1))[0] ?? null
  );
}

/** What is to be said beside the text: replaced, coming, repealed. `today` decides what counts as now. */
export function standing(law: Law, version: Version, today: string) {
  const later = law.versions
    .map((v) => v.effective)
    .filter((d) => d > version.effective)
    .toSorted();
  return {
    replacedFrom: later.find((d) => d <= today) ?? null,
    comingFrom: later.find((d) => d > today) ?? null,
    repealed: version.status === "已废止",
  };
}
