// A judge's own answer on its way to an entry: the law it names, what keeps it from being one, and the file it becomes.
import { numberOf } from "./figures.ts";
import { orderIn } from "./orders.ts";

export type Draft = {
  number: number;
  topic: string;
  question: string;
  asks: readonly string[];
  answer: string;
  laws: readonly { law: string; article: string }[];
};

const numeral = "[\\d零一二三四五六七八九十百千]+";

/** The articles that an answer names, by short names of laws.yaml; at most three, the first ones. */
export function lawsIn(text: string, short: ReadonlyMap<string, string>): { law: string; article: string }[] {
  const found: { law: string; article: string }[] = [];
  const plain = text.normalize("NFKC").replace(/[《》]/gu, "");
  const names = [...short.keys()].toSorted((a, b) => b.length - a.length);
  for (const m of plain.matchAll(new RegExp(`第?(${numeral})条(?:之(${numeral}))?`, "gu"))) {
    const before = plain.slice(Math.max(0, m.index - 24), m.index).trim();
    const law =
      names.find((n) => before.endsWith(n.normalize("NFKC"))) ??
      (before.endsWith("、") ? found.at(-1)?.law : undefined);
    const article = `${numberOf(m[1] ?? "") ?? m[1]}${m[2] === undefined ? "" : `-${numberOf(m[2]) ?? m[2]}`}`;
    if (law && !found.some((f) => f.law === law && f.article === article)) found.push({ law, article });
  }
  return found.slice(0, 3);
}

export const idOf = (draft: Pick<Draft, "topic" | "number">): string =>
  `${draft.topic}/q${String(draft.number).padStart(4, "0")}`;

const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}\p{S}]/gu, "");

/** At least five ways of asking: what people wrote, and the plain variants of it that the search counts as one. */
function waysOf(draft: Draft): string[] {
  const said = [...new Map(draft.asks.map((a) => [bare(a), a])).values()].slice(0, 12);
  const stem = bare(draft.question).replace(/(?:怎么办|咋办|咋整|呢|吗|么)$/u, "");
  const made = ["怎么办", "咋办", "法律上怎么说", "该怎么处理", "要注意什么"].map((end) => `${stem}${end}`);
  return [...new Map([...said, ...made].map((a) => [bare(a), a])).values()].slice(0, Math.max(5, said.length));
}

export type Signed = { by: string; on: string };

/** The file of the entry; `reviewed` once a second person has let it pass. YAML strings are written as JSON, which YAML reads. */
export function entryText(draft: Draft, author: Signed, reviewed: Signed | null): string {
  const lines = [
    "---",
    `question: ${JSON.stringify(draft.question)}`,
    "asks:",
    ...waysOf(draft).map((ask) => `  - ${JSON.stringify(ask)}`),
    draft.laws.length === 0 ? "laws: []" : "laws:",
    ...draft.laws.map((l) => `  - { law: ${JSON.stringify(l.law)}, article: "${l.article}" }`),
    `valid: { from: ${author.on} }`,
    // Figures of a judge's own answer are theirs, not the cited article's.
    `local: ${JSON.stringify(draft.answer.match(/[\d.]+[^\d\s，。；、]{0,3}/gu) ?? [])}`,
    ...(draft.laws.length === 0
      ? ['uncertain: "这条是法官的答复，没有引法条，您的情况不一样的，以法官当面说的为准。"']
      : []),
    `checked: { program: ${author.on}, reader: ${reviewed ? `{ date: ${reviewed.on}, outcome: ok, note: ${JSON.stringify(reviewed.by)} }` : "due"} }`,
    `judge_review: { by: ${JSON.stringify(author.by)}, on: ${author.on} }`,
    "---",
    draft.answer,
    "",
  ];
  return lines.join("\n");
}

/** Why words cannot become an entry, in one sentence for the judge; null when they can. */
export function unfit(answer: string): string | null {
  if (answer.length < 30) return "太短了，写成群众能照着做的话，至少30个字";
  if (answer.length > 320) return `有${answer.length}个字，太长了，320字以内，250字最好读`;
  const order = orderIn(answer);
  return order === null ? null : `里面有不像答案的话（“${order}”），请改一改`;
}
