// A story for a group (普法, 以案释法): told in a few plain sentences, ends with what to do, and names the entry to ask about next.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { Entry } from "./entry.ts";
import { orderIn } from "./orders.ts";

export const storyKinds = ["village", "community", "forest-farm", "scenic-area"] as const;
const month = z.number().int().min(1, "is no month; write 1 to 12").max(12, "is no month; write 1 to 12");
const once = (rows: readonly unknown[]): boolean => new Set(rows).size === rows.length;

export const storySchema = z.strictObject({
  title: z.string().min(4).max(24, "is too long for a headline; 24 characters at most"),
  /** True for 以案释法: a tale with people in it, always invented or with other names, and marked as such. */
  tale: z.boolean(),
  /** When it fits; a story for every month lists none. */
  months: z.array(month).refine(once, "names a month twice; keep one").default([]),
  /** Kinds of places that it fits; none listed means all. */
  kinds: z.array(z.enum(storyKinds)).refine(once, "names a kind of place twice; keep one").default([]),
  /** Entries of the knowledge that it teaches, the one to ask about next first. */
  teaches: z.array(z.string()).min(1, "teaches no entry; name at least one").max(3),
  laws: z
    .array(
      z.strictObject({
        law: z.string().min(2),
        article: z.string().regex(/^\d+(?:-\d+)?$/, 'is not an article number; write "680"'),
      }),
    )
    .min(1, "cites no law; name the article that carries it")
    .max(2, "cites more than two articles; keep those that carry it"),
  /** Figures of the tale itself (sums, spans), and arithmetic from the cited rules: not sought in the articles. */
  told: z.array(z.string()).default([]),
});
export type CaseStory = z.infer<typeof storySchema> & { id: string; text: string };

const shortest = 60;
const longest = 220;
/** With headline, question and source it is six lines in a group at most. */
const mostLines = 3;

/** Words of statutes and papers, which nobody says at the door. */
const stiff =
  /兹|系指|之规定|应当|予以|主体|客体|当事人|上述|根据.{0,12}法.{0,6}第|第[\d零一二三四五六七八九十百千]+条/u;

/** Reads `knowledge/stories/<slug>.md`; `id` is the slug. */
export function parseStory(id: string, written: string, file: string): Parsed<CaseStory> {
  const plain = written.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(plain);
  const fault = (line: number, what: string): Fault => ({ file, line, what });
  if (!parts) return { ok: false, faults: [fault(1, "has no front matter; begin with --- and end it with ---")] };
  const [, front = "", body = ""] = parts;
  const parsed = parseYaml(front, file, storySchema, 1);
  const text = body.trim();
  const first = front.split("\n").length + 3;
  const faults: Fault[] = parsed.ok ? [] : [...parsed.faults];
  if (text.length < shortest)
    faults.push(fault(first, `is no story yet: ${text.length} characters; ${shortest} at least`));
  if (text.length > longest)
    faults.push(fault(first, `has ${text.length} characters; ${longest} at most, or nobody reads to the end`));
  if (text.split("\n").filter(Boolean).length > mostLines)
    faults.push(fault(first, `has more than ${mostLines} lines; join them, a group is shown six in all`));
  body.split("\n").forEach((line, i) => {
    const words = stiff.exec(line)?.[0];
    if (words !== undefined)
      faults.push(fault(front.split("\n").length + 3 + i, `「${words}」 is law on paper; say it in plain words`));
  });
  const order = orderIn(text);
  if (order !== null)
    faults.push(
      fault(first, `holds what reads as an order to a machine (「${order}」); a story only informs, say it otherwise`),
    );
  if (!parsed.ok || faults.length > 0) return { ok: false, faults };
  return { ok: true, value: { ...parsed.value, id, text } };
}

/** What is wrong between stories and the rest of the knowledge: entries and laws that are not there, a title told twice. */
export function storyFaults(
  stories: readonly CaseStory[],
  entries: ReadonlySet<string>,
  laws: ReadonlyMap<string, string>,
  fileOf: (id: string) => string,
): Fault[] {
  const titles = new Map<string, string>();
  return stories.flatMap(({ id, title, teaches, laws: cited }) => {
    const found: string[] = [];
    for (const entry of teaches)
      if (!entries.has(entry)) found.push(`"teaches" names ${entry}, which is not there; correct or remove it`);
    for (const { law } of cited)
      if (!laws.has(law)) found.push(`"${law}" is not in laws.yaml; add its official title there`);
    const other = titles.get(title);
    if (other !== undefined) found.push(`has the title of ${other}; give it another`);
    titles.set(title, id);
    return found.map((what) => ({ file: fileOf(id), line: 2, what }));
  });
}

/** A story as what is held against the lock of citations. */
export const storyAsCited = (story: CaseStory): Cited => ({
  id: `stories/${story.id}`,
  topic: "stories",
  answer: story.text,
  laws: story.laws,
  computed: story.told,
  local: [],
});

/** What a text that cites the law must tell of itself. */
export type Cited = Pick<Entry, "id" | "topic" | "answer" | "laws" | "computed" | "local"> &
  Partial<Pick<Entry, "valid" | "uncertain" | "question" | "older">>;
