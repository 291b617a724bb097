// Everyday words and their legal ones, wrong characters and right ones: what a question is read as before it is sought.
import { z } from "zod";
import { type Parsed, parseYaml } from "../content/faults.ts";

const wordsSchema = z.strictObject({
  groups: z.array(z.array(z.string().min(2)).min(2)),
  typos: z.record(z.string(), z.string()).default({}),
});

export type Lexicon = {
  /** The words of all groups by their first two characters, so that a text is read once, whatever the number of words. */
  byStart: ReadonlyMap<string, readonly (readonly [word: string, sign: string])[]>;
  typos: readonly (readonly [string, string])[];
};

/** The lexicon with one more group of words, under a sign of its own. */
export function withWords(lexicon: Lexicon, sign: string, words: readonly string[]): Lexicon {
  const byStart = new Map(lexicon.byStart);
  for (const word of words) {
    const start = word.slice(0, 2);
    byStart.set(start, [...(byStart.get(start) ?? []), [word, sign] as const]);
  }
  return { ...lexicon, byStart };
}

/** Reads `knowledge/words.yaml`. */
export function parseWords(text: string, file: string): Parsed<Lexicon> {
  const parsed = parseYaml(text, file, wordsSchema);
  if (!parsed.ok) return parsed;
  const { groups, typos } = parsed.value;
  const empty: Lexicon = { byStart: new Map(), typos: Object.entries(typos) };
  return { ok: true, value: groups.reduce((lexicon, words, g) => withWords(lexicon, `#${g}`, words), empty) };
}

const digits: Record<string, string> = {
  零: "0",
  一: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
};

/** Plain spelling for search: NFKC, small letters, wrong characters mended, spoken digits before a unit as figures. */
export function spell(text: string, lexicon: Lexicon): string {
  let plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "");
  for (const [wrong, right] of lexicon.typos) if (plain.includes(wrong)) plain = plain.replaceAll(wrong, right);
  return plain.replace(/[零一二两三四五六七八九](?=[年个月天万千百块岁倍次周日])/g, (c) => digits[c] ?? c);
}

const han = /[\p{Script=Han}a-z0-9]+/gu;
/** Characters that carry no matter of their own in a question. */
const idle = new Set(
  "的了吗呢吧啊呀嘛么我你他她它们这那就是不有在和跟给被把要能可会得着过也都很还又再个什怎咋啥俺您们请问想".split(""),
);

/** The terms of a text: character pairs, single telling characters, and one sign for each group of like words it names. */
export function termsOf(text: string, lexicon: Lexicon): string[] {
  const terms: string[] = [];
  for (const [run] of text.matchAll(han)) {
    for (let i = 0; i < run.length; i++) {
      const c = run[i] ?? "";
      if (!idle.has(c)) terms.push(c);
      if (i + 1 < run.length && !(idle.has(c) && idle.has(run[i + 1] ?? ""))) terms.push(run.slice(i, i + 2));
    }
  }
  const signs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) {
    for (const [word, sign] of lexicon.byStart.get(text.slice(i, i + 2)) ?? [])
      if (text.startsWith(word, i)) signs.add(sign);
  }
  terms.push(...signs);
  return terms;
}
