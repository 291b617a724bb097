// What is not answered, politely and with what can be done instead: out of scope, forging, prying, pleading, grave matters.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { AnswerOutcome } from "./answered.ts";
import { askedOf } from "./asking.ts";

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
  /** Of a kind that is recorded: what is said where only the model hears it, on whose word nobody is recorded. */
  unrecorded: z.string().default(""),
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
  unrecorded: string;
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

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\s]/g, "")
    .slice(0, looked);

/** Words that make an ordinary question of it after all. */
export const isExcused = (kind: ScopeKind, text: string): boolean => {
  const said = plain(text);
  return kind.but.some((p) => p.test(said));
};

/** Whether a pattern says so, not the model alone. */
export const saidOutright = (kind: ScopeKind, text: string): boolean => {
  const said = plain(text);
  return kind.any.some((p) => p.test(said));
};

/** How the model that tells the topics names a kind among them. */
export const kindTopic = (id: string): string => `!${id}`;

/** How likely all kinds together are. */
export const kindsHeard = (topics: ReadonlyMap<string, number>, scope: Scope): number =>
  scope.reduce((sum, kind) => sum + (topics.get(kindTopic(kind.id)) ?? 0), 0);

/** How likely all kinds together must be before one is taken without a pattern. */
const heard = 0.5;
/** Where the model is as sure as this, a word that excuses elsewhere (哪个医院治得好) does not. */
const beyondExcuse = 0.95;
/** Below this a pattern is doubted: the words stand in a question that the entries know. */
const doubted: Partial<Record<ScopeKind["outcome"], number>> = { decline: 0.03, "refer-lawyer": 0.015 };

/**
 * The likeliest kind, where all kinds together are as likely as `least` and most of it is of one outcome: a plea that is half
 * forging is refused, whichever it is. On the word of the model alone nobody is recorded.
 */
export function likeliestKind(topics: ReadonlyMap<string, number>, scope: Scope, least: number): ScopeKind | null {
  const shareOf = (kind: ScopeKind): number => topics.get(kindTopic(kind.id)) ?? 0;
  const all = kindsHeard(topics, scope);
  if (all < least) return null;
  for (const [topic, p] of topics) if (p > all && !topic.startsWith("!")) return null;
  const [first] = scope.toSorted((x, y) => shareOf(y) - shareOf(x));
  if (!first) return null;
  const alike = scope.reduce((sum, kind) => sum + (kind.outcome === first.outcome ? shareOf(kind) : 0), 0);
  if (alike < all / 2) return null;
  if (!first.interference) return first;
  return first.unrecorded === "" ? null : { ...first, interference: false, reply: first.unrecorded };
}

/**
 * The kind of thing that is not answered which a text is, null for an ordinary question. `topics` gives the probability of
 * every topic and kind. What is refused by a pattern is refused; a softer pattern yields to a model that hears none of it.
 */
export function outOfScope(
  text: string,
  scope: Scope,
  topics: (text: string) => ReadonlyMap<string, number>,
): ScopeKind | null {
  const said = plain(text);
  const excused = (kind: ScopeKind): boolean => isExcused(kind, text);
  const shares = topics(text.slice(0, looked));
  const all = kindsHeard(shares, scope);
  const fitting = scope.find((kind) => kind.any.some((p) => p.test(said)) && !excused(kind));
  if (fitting && all >= (doubted[fitting.outcome] ?? 0)) return fitting;
  // After a long story the model hears the story; what is asked in the end may be another thing (有几成, 给个准话).
  const asked = askedOf(text.slice(0, looked));
  if (fitting && asked !== null && kindsHeard(topics(asked), scope) >= heard) return fitting;
  const likeliest = likeliestKind(shares, scope, heard);
  return likeliest && (all >= beyondExcuse || !excused(likeliest)) ? likeliest : null;
}
