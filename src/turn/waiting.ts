// Other disputes told in the same breath: each is a draft of its own, waits for its turn, and is lost with none of the others.
import type { Draft } from "../leads/lead.ts";
import type { Heard } from "../leads/take.ts";
import { fromCivil, addDays, toCivil } from "../court/calendar.ts";
import type { Context } from "./context.ts";
import type { Person, Timer } from "./documents.ts";
import { causeOf, goOn, keep, newDraft, sameReporter } from "./intake.ts";
import { type Talk, talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { freshId, type Pen, say, setTimer } from "./turn.ts";

/** Said beside a danger to somebody at home, or a child: nobody is kept waiting for a form about money. */
export const straight = (context: Context, cause: string | null): boolean => causeOf(context, cause).straightToPerson;

const mostAside = 5;

/** The disputes that were told beside the first are read one by one, at once. */
export function readAside(pen: Pen, context: Context, it: Talk, told: readonly string[]): void {
  const texts = told.filter((text) => text.trim() !== "");
  // Nothing is dropped: what is more than anybody tells in one breath stays together.
  const parts =
    texts.length > mostAside ? [...texts.slice(0, mostAside - 1), texts.slice(mostAside - 1).join("\n")] : texts;
  for (const [n, text] of parts.entries()) {
    const id = `aside:${freshId(pen)}`;
    const data = { text: text.slice(0, 4_000), n: String(n) };
    setTimer(pen, undefined, { id, kind: "aside", dueAt: context.now, about: it.now.id, data });
  }
}

/** One of them was read: it waits while another is being taken down, else it is its turn now. */
export function setAside(pen: Pen, context: Context, person: Person, timer: Doc<Timer>, heard: Heard): void {
  const priv = talkOf(context, person.id, null);
  const draft = newDraft(pen, context, heard, `d-${freshId(pen)}`);
  // Told after one another in one moment: they keep their order.
  const told: Draft = { ...draft, createdAt: context.now + Number(timer.value.data["n"] ?? "0") };
  const here = context.group ? talkOf(context, person.id, context.group.value.id) : priv;
  if (priv.now.draft === null && here.now.buffer.length === 0)
    return begins(pen, context, person, priv, undefined, told);
  keep(pen, context, undefined, { ...told, paused: true, waits: true });
}

/** The dispute that was told along with the one just done (or given up, or left alone too long): its turn now. */
export function nextDispute(pen: Pen, context: Context, person: Person, priv: Talk, done?: Draft): void {
  if (priv.now.draft !== null) return;
  // Earlier versions kept the words alone.
  const words = priv.now.later ?? [];
  if (words.length > 0) {
    readAside(pen, context, priv, words);
    talk(pen, context, priv, { later: [] });
  }
  const [next] = context.drafts
    .filter((d) => d.value.waits && d.value.id !== done?.id)
    .toSorted((a, b) => a.value.createdAt - b.value.createdAt);
  if (next) begins(pen, context, person, priv, next, next.value, done);
}

function begins(
  pen: Pen,
  context: Context,
  person: Person,
  priv: Talk,
  was: Doc<Draft> | undefined,
  draft: Draft,
  done?: Draft,
): void {
  const told = draft.story.map((s) => s.text).join(" ");
  const short = told.replace(/\s+/gu, " ").slice(0, 24);
  say(pen, { person: person.id }, "plain", {
    text: `您还说了一件事：“${short}${told.length > 24 ? "…" : ""}”。现在接着登记这件。`,
  });
  const { waits: _, ...own } = draft;
  goOn(pen, context, person, priv, was, sameReporter(context, { ...own, paused: false, asked: null }, done));
}

/** What is told in the middle of a form about something else; a victim or a child goes before everything. */
export function tellAside(
  pen: Pen,
  context: Context,
  person: Person,
  priv: Talk,
  open: Doc<Draft>,
  heard: Heard,
): boolean {
  const fresh = newDraft(pen, context, heard, `d-${freshId(pen)}`);
  if (straight(context, fresh.cause) && !straight(context, open.value.cause)) {
    keep(pen, context, open, { ...open.value, paused: true, waits: true });
    const intro = "这件要紧，先说这件，前面那件我给您留着。有危险马上打110；妇女热线12338，孩子的事打12355。";
    goOn(pen, context, person, priv, undefined, fresh, intro);
    return true;
  }
  keep(pen, context, undefined, { ...fresh, paused: true, waits: true });
  return false;
}

/** Whoever was in danger a moment ago is not asked for the rest; tomorrow they are reminded that it is still there. */
export function restLater(pen: Pen, context: Context): void {
  for (const doc of context.drafts)
    if (doc.value.waits) {
      const { waits: _, ...own } = doc.value;
      keep(pen, context, doc, own);
    }
}

/** A waiting draft whose time is over: while another is being filled it waits on, else it is asked about now. */
export function waitsOn(pen: Pen, context: Context, person: Person, timer: Doc<Timer>): void {
  const priv = talkOf(context, person.id, null);
  const open = context.drafts.some((d) => d.value.id === priv.now.draft);
  if (!open) {
    if (priv.now.draft !== null) talk(pen, context, priv, { draft: null });
    return nextDispute(pen, context, person, priv);
  }
  const dueAt = fromCivil(addDays(toCivil(context.now).date, 1), "10:00");
  setTimer(pen, timer, { ...timer.value, dueAt });
}
