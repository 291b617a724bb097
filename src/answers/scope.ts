// What is not answered, politely and with what can be done instead: out of scope, forging, prying, pleading, grave matters.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { AnswerOutcome } from "./answered.ts";

const pattern = z.string().min(2);
const kindSchema = z.strictObject({
  id: z.string(),
  outcome: z.enum(["decline", "refuse", "refer-lawyer"]),
  /** Asking after a case or pleading for a party: recorded (三个规定). */
  interference: z.boolean().default(false),
  any: z.array(pattern).min(1),
  /** Where one of these stands as well, it is an ordinary question after all. */
  but: z.array(pattern).default([]),
  reply: z.string().min(10),
});
const scopeSchema = z.strictObject({ kinds: z.array(kindSchema).min(1) });

export type ScopeKind = {
  id: string;
  outcome: Extract<AnswerOutcome, "decline" | "refuse" | "refer-lawyer">;
  interference: boolean;
  any: RegExp[];
  but: RegExp[];
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

/** The kind of thing that is not answered which a text is, null for an ordinary question. */
export function outOfScope(text: string, scope: Scope): ScopeKind | null {
  const said = text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\s]/g, "")
    .slice(0, looked);
  return scope.find((kind) => kind.any.some((p) => p.test(said)) && !kind.but.some((p) => p.test(said))) ?? null;
}
