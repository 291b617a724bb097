// Keeps of a language model's reading only what the person's own words bear out, and lets it sway a reading that was in doubt.
import { z } from "zod";
import type { Fact, MoneyFact, PersonFact } from "./facts.ts";
import { moneyRoles } from "./facts.ts";
import { type IntentId, intentIds } from "./intents.ts";
import { normalize, place } from "./normalize.ts";
import { hanNumber, parseNumber } from "./numbers.ts";
import type { Understanding } from "./understand.ts";

const words = z.string().min(1).max(200);
/** What the model is asked for; everything may be missing, unknown keys are dropped. */
export const modelReadingSchema = z.object({
  intent: z.enum(intentIds).nullish(),
  cause: z.string().nullish(),
  people: z
    .array(z.object({ words, role: z.enum(["applicant", "respondent", "other"]) }))
    .max(30)
    .nullish(),
  money: z
    .array(z.object({ words, yuan: z.number().positive().max(1e12), role: z.enum(moneyRoles).nullish() }))
    .max(30)
    .nullish(),
  claims: z.array(z.object({ words })).max(5).nullish(),
});
export type ModelReading = z.infer<typeof modelReadingSchema>;

/** The intents a model may move a reading to, away from or between: commands and danger stay with the rules. */
const fixed: ReadonlySet<IntentId> = new Set(["emergency", "rate", "subscribe", "my-data", "help", "group-settings"]);
const doubtful = 0.75;

const numbersIn = (text: string): number[] =>
  [...text.matchAll(new RegExp(`[\\d.,]*[\\d${hanNumber}][\\d.,${hanNumber}万亿]*`, "gu"))].flatMap(
    (m) => parseNumber(m[0].replace(/^[.,]+|[.,]+$/g, "")) ?? [],
  );

/**
 * `reading` with what `modelJson` adds. A proposed fact is kept only when its words stand in the text, it does not overlap a
 * fact of its kind, and a sum is the number that the words say. Danger is never lowered, an emergency never taken back.
 */
export function mergeModelReading(
  reading: Understanding,
  modelJson: unknown,
  causes?: ReadonlySet<string>,
): Understanding {
  const parsed = modelReadingSchema.safeParse(modelJson);
  if (!parsed.success) return reading;
  const proposed = parsed.data;
  const normal = normalize(reading.text, 2_000);
  const find = (said: string): { start: number; end: number; words: string } | null => {
    const plain = normalize(said).text.trim();
    const at = plain === "" ? -1 : normal.text.indexOf(plain);
    return at < 0 ? null : place(normal, at, at + plain.length);
  };
  const facts: Fact[] = [...reading.facts];
  const fits = (kind: Fact["kind"], at: { start: number; end: number }): boolean =>
    !facts.some((f) => f.kind === kind && at.start < f.end && at.end > f.start);
  for (const person of proposed.people ?? []) {
    const at = find(person.words);
    if (!at || at.words.length > 24) continue;
    if (fits("person", at))
      facts.push({
        kind: "person",
        value: at.words,
        form: "name",
        role: person.role,
        as: "",
        ...at,
      } satisfies PersonFact);
  }
  for (const sum of proposed.money ?? []) {
    const at = find(sum.words);
    if (!at || !fits("money", at) || !numbersIn(normalize(at.words).text).includes(sum.yuan)) continue;
    facts.push({ kind: "money", value: sum.yuan, role: sum.role ?? "other", ...at } satisfies MoneyFact);
  }
  for (const claim of proposed.claims ?? []) {
    const at = find(claim.words);
    if (at && fits("claim", at)) facts.push({ kind: "claim", value: at.words, ...at });
  }
  facts.sort((a, b) => a.start - b.start || a.end - b.end);
  let merged: Understanding = { ...reading, facts };
  const intent = proposed.intent;
  if (
    intent &&
    intent !== reading.intent &&
    reading.confidence < doubtful &&
    !fixed.has(intent) &&
    !fixed.has(reading.intent)
  ) {
    merged = {
      ...merged,
      intent,
      confidence: Math.max(0.6, reading.runnerUp?.intent === intent ? 0.8 : 0.6),
      runnerUp: { intent: reading.intent, confidence: reading.confidence },
    };
  }
  const cause = proposed.cause;
  if (
    cause &&
    causes?.has(cause) &&
    reading.cause !== null &&
    cause !== reading.cause &&
    reading.causeConfidence < doubtful
  ) {
    merged = { ...merged, cause, causeConfidence: 0.7, causeRunnerUp: null };
  }
  return merged;
}
