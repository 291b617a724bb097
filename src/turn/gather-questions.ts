// Loaded only for the words that need it: questions on their way up to the judge, and the queue of curation.
import type { CurationCommand, CurationDocs } from "./curation.ts";
import type { Proposal, Question } from "./documents.ts";
import { timersOf } from "./gather-parts.ts";
import type { Store } from "./ports.ts";
import type { StepwiseDocs } from "./stepwise.ts";
import type { Stepwise } from "./stepwise-document.ts";

/** What this person asked on, what lies with this official, and the person's questions in the queue; the latest first. */
export async function stepwiseDocs(store: Store, person: string, ref: string | null): Promise<StepwiseDocs> {
  const [own, withMe, asked] = await Promise.all([
    store.query<Stepwise>("stepwise", { where: { person }, limit: 200 }),
    ref === null ? [] : store.query<Stepwise>("stepwise", { where: { with: ref }, limit: 200 }),
    store.query<Question>("question", { where: { person, state: "open" }, limit: 100 }),
  ]);
  return { mine: own.toSorted((a, b) => b.value.at - a.value.at), withMe, asked };
}

export const stepwiseTimers = (store: Store, docs: StepwiseDocs | undefined) =>
  timersOf(
    store,
    [...(docs?.mine ?? []), ...(docs?.withMe ?? [])].map((d) => `stepwise:${d.value.number}`),
  );

/** The open questions, and the draft or signature that a command of curation names. */
export async function curationDocs(
  store: Store,
  command: CurationCommand | null,
  lastEntry: string | null,
): Promise<CurationDocs> {
  const number = command && "number" in command ? String(command.number).padStart(6, "0") : null;
  const entry = command?.kind === "sign" ? (command.entry ?? lastEntry) : null;
  const [open, proposal, signature] = await Promise.all([
    store.query<Question>("question", { where: { state: "open" }, limit: 500 }),
    number === null ? undefined : store.load<Proposal>(`proposal/${number}`),
    entry === null ? undefined : store.load(`signature/${entry}`),
  ]);
  const waiting = open.filter((q) => q.value.number !== undefined);
  return { open: waiting.toSorted((a, b) => (a.value.number ?? 0) - (b.value.number ?? 0)), proposal, signature };
}
