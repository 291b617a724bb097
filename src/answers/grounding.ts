// The gates for text a model wrote: nothing passes that the sources, the question or a calculator do not bear out.
import { figuresIn } from "./figures.ts";

export type Source = { text: string; laws: readonly { law: string; article: string }[] };

export type Verdict =
  | { ok: true }
  | { ok: false; why: "citation" | "figure" | "phone" | "link" | "unsupported" | "length" | "label" };

const han = /\p{Script=Han}+/gu;

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(han)) for (let i = 0; i + 1 < run.length; i++) pairs.add(run.slice(i, i + 2));
  return pairs;
}

/** The share of a sentence's character pairs that must stand in the sources; below it, it says something of its own. */
const borneOut = 0.5;
const shortest = 8;
const longest = 600;

const articleNumber = (text: string): string => text.replace(/[第条\s]/g, "");
const digitsOf: Record<string, string> = {
  零: "0",
  一: "1",
  二: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
};

/** 六百八十 → 680; figures stay. */
function arabic(text: string): string {
  if (/^\d+$/.test(text)) return text;
  let total = 0;
  let n = 0;
  for (const c of text) {
    if (c in digitsOf) n = Number(digitsOf[c]);
    else {
      total += (n || 1) * (c === "千" ? 1000 : c === "百" ? 100 : 10);
      n = 0;
    }
  }
  return String(total + n);
}

/**
 * Holds a generated text against its sources. Citations must be among the sources' articles, figures, dates and periods in a
 * source or the question, phones in a source; every sentence must be borne out by the sources' own words.
 */
export function grounded(text: string, sources: readonly Source[], question: string): Verdict {
  const said = text.normalize("NFKC").trim();
  if (said.length < 10 || said.length > longest) return { ok: false, why: "length" };
  if (/https?:|www\.|\bcom\b|\.cn\b|@[a-z]/iu.test(said)) return { ok: false, why: "link" };
  const known = sources
    .map((s) => s.text)
    .join("\n")
    .normalize("NFKC");
  const all = `${known}\n${question.normalize("NFKC")}`;
  const articles = new Set(sources.flatMap((s) => s.laws.map((l) => l.article)));
  const laws = new Set(sources.flatMap((s) => s.laws.map((l) => l.law)));
  for (const [cited] of said.matchAll(/第[\d零一二三四五六七八九十百千]+条/gu))
    if (!articles.has(arabic(articleNumber(cited)))) return { ok: false, why: "citation" };
  for (const m of said.matchAll(/《([^》]+)》/gu))
    if (![...laws].some((law) => law === m[1] || `中华人民共和国${law}` === m[1]) && !known.includes(`《${m[1]}》`))
      return { ok: false, why: "citation" };
  for (const [phone] of said.matchAll(/\d[\d-]{4,}/gu))
    if (!all.replace(/[\s-]/g, "").includes(phone.replaceAll("-", ""))) return { ok: false, why: "phone" };
  const figures = new Set(figuresIn(all).map((f) => `${f.value}${f.unit}`));
  for (const figure of figuresIn(said))
    if (!figures.has(`${figure.value}${figure.unit}`) && !all.includes(figure.words))
      return { ok: false, why: "figure" };
  // Bare numbers that no unit follows: only ones that stand somewhere.
  for (const [bare] of said.matchAll(/\d+(?:\.\d+)?/gu))
    if (!all.includes(bare) && !articles.has(bare)) return { ok: false, why: "figure" };
  const pairs = pairsOf(all);
  for (const sentence of said.split(/[。！？!?；;\n]/u)) {
    const own = [...pairsOf(sentence)];
    if (own.length < shortest) continue;
    if (own.filter((p) => pairs.has(p)).length / own.length < borneOut) return { ok: false, why: "unsupported" };
  }
  return { ok: true };
}
