// A knowledge entry: one question that people ask, the ways they ask it, the answer in plain words and the law behind it.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";

const date = z.union([
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date; write it like 2026-10-01"),
  z.date().transform((d) => d.toISOString().slice(0, 10)),
]);
const sayings = z.array(z.string().min(2));

export const calculatorNames = [
  "litigation-fee",
  "preservation-fee",
  "enforcement-fee",
  "payment-order-fee",
  "loan-interest",
  "overdue-interest",
  "principal-deducted",
  "limitation-period",
  "deadline",
  "severance",
  "unlawful-dismissal",
  "double-wages",
  "overtime",
  "work-injury",
  "child-support",
  "deposit",
  "guarantee-period",
  "punitive-damages",
  "small-claims",
] as const;

export const entrySchema = z.strictObject({
  question: z.string().min(4),
  asks: sayings.min(5, "give at least 5 ways in which people really ask it"),
  /** The law that carries the answer, the most decisive first; short names of knowledge/laws.yaml. */
  laws: z
    .array(
      z.strictObject({
        law: z.string().min(2),
        article: z.string().regex(/^\d+(?:-\d+)?$/, 'is not an article number; write "680"'),
      }),
    )
    .max(3, "cites more than three articles; keep those that carry the answer"),
  /** Figures that are arithmetic from the cited rules, and figures of local practice or phones: not sought in the articles. */
  computed: z.array(z.string()).default([]),
  local: z.array(z.string()).default([]),
  /** From when (and until when) the answer is right. */
  valid: z
    .strictObject({ from: date, until: date.optional() })
    .refine(({ from, until }) => until === undefined || from <= until, "ends before it begins"),
  /** One sentence for events before `valid.from`. */
  older: z.string().optional(),
  calculators: z.array(z.enum(calculatorNames)).default([]),
  beside: z.array(z.string()).default([]),
  /** What is not certain; people read it under the answer. */
  uncertain: z.string().optional(),
  checked: z.strictObject({
    program: date,
    /** A second pair of eyes against the article text; `due` until it has happened. */
    reader: z.union([
      z.literal("due"),
      z.strictObject({ date, outcome: z.enum(["ok", "amended"]), note: z.string().optional() }),
    ]),
  }),
  /** `due` until a judge has signed it in chat. */
  judge_review: z.union([z.literal("due"), z.strictObject({ by: z.string(), on: date })]),
});

export type Entry = z.infer<typeof entrySchema> & { id: string; topic: string; answer: string };

export const topicSchema = z.strictObject({
  title: z.string().min(1),
  cause: z.string().optional(),
  about: z.string().optional(),
});
export type Topic = z.infer<typeof topicSchema> & { id: string };

const longest = 320;

/** Reads `knowledge/<topic>/<slug>.md`; `id` is `<topic>/<slug>`. */
export function parseEntry(id: string, text: string, file: string): Parsed<Entry> {
  const fault = (line: number, what: string): Parsed<Entry> => ({ ok: false, faults: [{ file, line, what }] });
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(plain);
  if (!parts) return fault(1, "has no front matter; begin with --- and end it with ---");
  const [, front = "", body = ""] = parts;
  const answer = body.trim();
  const parsed = parseYaml(front, file, entrySchema, 1);
  if (!parsed.ok) return parsed;
  const line = front.split("\n").length + 3;
  if (answer.length < 30) return fault(line, "has no answer below the front matter");
  if (answer.length > longest)
    return fault(line, `the answer has ${answer.length} characters; ${longest} at most, 250 read well`);
  return { ok: true, value: { ...parsed.value, id, topic: id.split("/")[0] ?? "", answer } };
}

export function parseTopic(id: string, text: string, file: string): Parsed<Topic> {
  const parsed = parseYaml(text, file, topicSchema);
  return parsed.ok ? { ok: true, value: { id, ...parsed.value } } : parsed;
}

/** Short names of laws and their official titles (`knowledge/laws.yaml`). */
export function parseLaws(text: string, file: string): Parsed<Map<string, string>> {
  const parsed = parseYaml(text, file, z.record(z.string(), z.string()));
  return parsed.ok ? { ok: true, value: new Map(Object.entries(parsed.value)) } : parsed;
}

const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}\p{S}]/gu, "");

/** What is wrong between entries: unknown laws, entries beside that are not there, the same question or way of asking twice. */
export function crossFaults(
  entries: readonly Entry[],
  laws: ReadonlyMap<string, string>,
  fileOf: (id: string) => string,
): Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<string>();
  const twice = entries.filter(({ id }) => ids.size === ids.add(id).size);
  for (const { id } of twice)
    faults.push({ file: fileOf(id), line: 1, what: `${id} is there twice; give one of them another name` });
  const asked = new Map<string, string>();
  for (const entry of entries) {
    const file = fileOf(entry.id);
    const add = (what: string): void => void faults.push({ file, line: 2, what });
    for (const { law } of entry.laws)
      if (!laws.has(law)) add(`"${law}" is not in laws.yaml; add its official title there`);
    for (const id of entry.beside)
      if (!ids.has(id)) add(`"beside" names ${id}, which is not there; correct or remove it`);
    for (const ask of [entry.question, ...entry.asks]) {
      const other = asked.get(bare(ask));
      if (other !== undefined && other !== entry.id)
        add(`asks the same as ${other}: 「${ask}」; keep it in one of them`);
      asked.set(bare(ask), entry.id);
    }
  }
  return faults;
}
