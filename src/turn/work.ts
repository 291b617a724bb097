// What every move of a lead works on: the lead so far, the words, and the small hands that all moves use.
import type { Lead } from "../leads/lead.ts";
import { deadlinesFor } from "../court/directory.ts";
import type { Context } from "./context.ts";
import { closeAfter } from "./lead-time.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say } from "./turn.ts";

/** What a move works on; `lead` is the lead so far. */
export type Work = { pen: Pen; context: Context; doc: Doc<Lead>; lead: Lead; rest: string };

export const me = (work: Work) => ({ person: work.context.speaker.id });
export const reporter = (work: Work) => ({ person: work.doc.value.reporter });
export const about = (work: Work) => ({ lead: work.doc.value.id });
export const days = (work: Work) => deadlinesFor(work.context.content.directory, work.lead.cause, work.lead.danger);
export const after = (work: Work, n: number): number =>
  closeAfter(work.context.content.directory.calendar, work.context.now, n);

/** One question or remark to who gave the command; nothing is changed. */
export function ask(work: Work, text: string): null {
  say(work.pen, me(work), "plain", { text }, about(work));
  return null;
}
