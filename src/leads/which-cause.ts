// What is said fits two kinds of dispute nearly alike: which two those are, and what changes once the person has said which.
import type { Understanding } from "../understanding/understand.ts";
import type { Cause } from "./causes.ts";
import type { Draft, Party } from "./lead.ts";
import { elementFromSpeech } from "./reply.ts";
import { summaryOf } from "./take.ts";

/** Nearer to each other than this, the second was right as often as the first on development messages. */
const near = 0.3;
/** Both together: below it the words fit nothing well, and the form's own questions say more than a choice of two. */
const both = 0.6;

/** The two kinds of dispute to choose between; empty where one is clear, or where asking would only cost a victim time. */
export function closeCauses(understanding: Understanding, causes: ReadonlyMap<string, Cause>): string[] {
  const { cause, causeConfidence, causeRunnerUp, danger } = understanding;
  if (cause === null || causeRunnerUp === null || danger.level === "high") return [];
  const second = causeRunnerUp.confidence;
  if (causeConfidence - second >= near || causeConfidence + second < both) return [];
  const two = [cause, causeRunnerUp.cause];
  return two.some((id) => id === "other" || causes.get(id)?.straightToPerson !== false) ? [] : two;
}

/** Which of them a reply names: in their plain words, or by what only one of them is called. */
export function causeSaid(text: string, causes: readonly Cause[]): Cause | null {
  const words = (cause: Cause): string[] => [...cause.plain.split(/[、和的]/u), cause.moneyName, ...cause.synonyms];
  const named = causes.filter((cause) => words(cause).some((word) => word.length > 1 && text.includes(word)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The draft as one of another kind: the sides take its names, and its own questions are read from what was told. */
export function asCause(draft: Draft, from: Cause, to: Cause): Draft {
  if (from.id === to.id) return draft;
  const parties = draft.parties.map(
    (p): Party => (p.role !== "other" && p.as === from.parties[p.role] ? { ...p, as: to.parties[p.role] } : p),
  );
  const own = new Set(from.form.elements.map((e) => e.id));
  const elements = Object.fromEntries(Object.entries(draft.elements).filter(([id]) => !own.has(id)));
  for (const element of to.form.elements)
    for (const { text } of draft.story) {
      const read = elementFromSpeech(element, text);
      if (read && !elements[element.id]) elements[element.id] = { ...read, how: "said" };
    }
  const next = { ...draft, cause: to.id, parties, elements };
  return { ...next, summary: summaryOf(next) };
}
