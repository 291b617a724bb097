// What people may want of the bot: the file format of intents/*.yaml and the list that the code reacts to.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";

/** The intents that have an answer of their own in code. Batch reports show those after `other` as `other`. */
export const intentIds = [
  "ask-legal-question",
  "report-dispute",
  "supplement-lead",
  "check-progress",
  "judge-feedback",
  "ask-judge-contact",
  "request-mediation-guidance",
  "request-visit",
  "greeting-smalltalk",
  "emergency",
  "other",
  "rate",
  "subscribe",
  "my-data",
  "help",
  "group-settings",
] as const;
export type IntentId = (typeof intentIds)[number];

/** Commands that machine-readable output reports as `other`. */
export const subCommands: ReadonlySet<IntentId> = new Set(["rate", "subscribe", "my-data", "help", "group-settings"]);
export const reportedIntent = (id: IntentId): IntentId => (subCommands.has(id) ? "other" : id);

export const senderRoles = ["resident", "gridWorker", "mediator", "judge"] as const;
export type SenderRole = (typeof senderRoles)[number];

export const intentSchema = z.strictObject({
  id: z.enum(intentIds),
  name: z.string().min(1),
  about: z.string().min(1),
  /** Who says this as a rule; others may, but it is read so only on stronger signs. */
  who: z.array(z.enum(senderRoles)).min(1),
  /** In a group only meant for the bot when it was spoken to. */
  needs_mention: z.boolean(),
  says: z.array(z.string().min(1)).min(40, "give at least 40 ways of saying it"),
});
export type Intent = z.infer<typeof intentSchema>;

const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}\p{S}]/gu, "");

/** Reads one `intents/<id>.yaml`. */
export function parseIntent(text: string, file: string): Parsed<Intent> {
  const parsed = parseYaml(text, file, intentSchema);
  if (!parsed.ok) return parsed;
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  const lineOf = linesOf(text);
  parsed.value.says.forEach((say, i) => {
    const before = seen.get(bare(say));
    if (before !== undefined)
      faults.push({
        file,
        line: lineOf(i),
        what: `"says[${i}]" repeats says[${before}]; say it in another way or remove it`,
      });
    seen.set(bare(say), i);
  });
  return faults.length > 0 ? { ok: false, faults } : parsed;
}

/** The line of the n-th entry of `says`; good enough for block lists, which is how they are written. */
const linesOf = (text: string): ((n: number) => number) => {
  const lines = text.split("\n");
  const from = lines.findIndex((l) => l.startsWith("says:"));
  const entries = lines.flatMap((l, i) => (i > from && /^\s*-\s/.test(l) ? [i + 1] : []));
  return (n) => entries[n] ?? 1;
};

/** All intents together: every one that the code knows is there once. */
export function parseIntents(files: readonly { text: string; file: string }[]): Parsed<Intent[]> {
  const faults: Fault[] = [];
  const intents: Intent[] = [];
  for (const { text, file } of files) {
    const parsed = parseIntent(text, file);
    if (!parsed.ok) faults.push(...parsed.faults);
    else if (intents.some((i) => i.id === parsed.value.id))
      faults.push({ file, line: 1, what: `"id": ${parsed.value.id} is described twice; keep one file` });
    else intents.push(parsed.value);
  }
  if (faults.length === 0) {
    for (const id of intentIds) {
      if (!intents.some((i) => i.id === id))
        faults.push({
          file: `intents/${id}.yaml`,
          line: 1,
          what: "is not there; each intent the code knows needs its file",
        });
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: intents };
}

/** What the classifier needs of a cause of dispute; the full form is read elsewhere. */
export type CauseCue = {
  id: string;
  name: string;
  synonyms: readonly string[];
  says: readonly string[];
  parties: { applicant: string; respondent: string };
};
