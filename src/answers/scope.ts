// What is not answered, politely and with what can be done instead: out of scope, forging, prying, pleading, grave matters.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { AnswerOutcome } from "./answered.ts";

const pattern = z.string().min(2);
const kindSchema = z.strictObject({
  id: z.string(),
  outcome: z.enum(["decline", "refuse", "refer-lawyer", "ignore", "no-answer"]),
  /** Asking after a case or pleading for a party: recorded (三个规定). */
  interference: z.boolean().default(false),
  any: z.array(pattern).min(1),
  /** Where one of these stands as well, it is an ordinary question after all. */
  but: z.array(pattern).default([]),
  /** Words that tell the kind: one sign for all of them, as for words of one meaning. */
  words: z.array(z.string().min(2)).default([]),
  /** Ways of saying it that no pattern holds: the model that tells the topics learns them beside the asks of all entries. */
  says: z.array(z.string().min(1)).default([]),
  reply: z.string().default(""),
});
const scopeSchema = z.strictObject({ kinds: z.array(kindSchema).min(1) });

export type ScopeKind = {
  id: string;
  outcome: Extract<AnswerOutcome, "decline" | "refuse" | "refer-lawyer" | "ignore" | "no-answer">;
  interference: boolean;
  any: RegExp[];
  but: RegExp[];
  words: readonly string[];
  says: readonly string[];
  reply: string;
};
export type Scope = readonly ScopeKind[];

/** Reads `intents/scope.yaml`; a pattern that is no regular expression is a fault. */
export function parseScope(text: string, file: string): Parsed<Scope> {
  const parsed = parseYaml(text, file, scopeSchema);
  if (!parsed.ok) return parsed;
  const faults: Fault[] = [];
  const compile = (source: string): RegExp[] => {
    try {
      return [new RegExp(source, "u")];
    } catch (error) {
      const line = text.slice(0, Math.max(0, text.indexOf(source))).split("\n").length;
      faults.push({ file, line, what: `「${source}」 is no regular expression: ${(error as Error).message}` });
      return [];
    }
  };
  const value = parsed.value.kinds.map((kind) => ({
    ...kind,
    any: kind.any.flatMap(compile),
    but: kind.but.flatMap(compile),
  }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value };
}

/** Only so much is looked at: what matters here is said early, and hostile text is long. */
const looked = 2_000;

/** How the model that tells the topics names a kind among them. */
export const kindTopic = (id: string): string => `!${id}`;

/** How likely all kinds together must be before one is taken without a pattern, and how unlikely to doubt a pattern. */
const heard = 0.5;
const unheard = 0.04;

/**
 * The kind of thing that is not answered which a text is, null for an ordinary question. `topics` gives the probability of
 * every topic and kind. What is refused by a pattern is refused; a softer pattern yields to a model that hears none of it.
 */
export function outOfScope(
  text: string,
  scope: Scope,
  topics: (text: string) => Map<string, number>,
): ScopeKind | null {
  const said = text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\s]/g, "")
    .slice(0, looked);
  const ordinary = (kind: ScopeKind): boolean => kind.but.some((p) => p.test(said));
  const shares = topics(text.slice(0, looked));
  const all = scope.reduce((sum, kind) => sum + (shares.get(kindTopic(kind.id)) ?? 0), 0);
  const fitting = scope.find((kind) => kind.any.some((p) => p.test(said)) && !ordinary(kind));
  if (fitting && (fitting.outcome === "refuse" || all >= unheard)) return fitting;
  if (all < heard) return null;
  const likeliest = scope
    .filter((kind) => !ordinary(kind))
    .toSorted((x, y) => (shares.get(kindTopic(y.id)) ?? 0) - (shares.get(kindTopic(x.id)) ?? 0))[0];
  return likeliest && (shares.get(kindTopic(likeliest.id)) ?? 0) >= all / 2 ? likeliest : null;
}
