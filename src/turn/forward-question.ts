// A question that nobody could answer goes to the judge of the place, once for all who ask alike, and not in the night.
import { alike } from "../answers/likeness.ts";
import { toCivil } from "../court/calendar.ts";
import { dutyJudge } from "../court/routing.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import type { Doc } from "./ports.ts";
import { type Pen, put, say } from "./turn.ts";

/** Cards a day; what is beyond waits in the list. */
const mostADay = 12;
const day = 24 * 3_600_000;

export function forwardQuestion(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const open = context.curation?.open ?? [];
  const doc = open.find((q) => q.value.id === timer.value.about);
  if (!doc || doc.value.number === undefined) return;
  const { text, place, number, why, entry } = doc.value;
  const before = open.filter((q) => q !== doc && q.value.forwardedAt !== undefined);
  if (before.some((q) => alike(q.value.text, text))) return;
  if (before.filter((q) => (q.value.forwardedAt ?? 0) > context.now - day).length >= mostADay) return;
  put(pen, doc.key, doc, { ...doc.value, forwardedAt: context.now });
  const { directory } = context.content;
  // Asked in private, it belongs to the place of the group in which the person was last seen.
  const where = place ?? context.group?.value.places[0] ?? null;
  const judge = dutyJudge(directory, where, toCivil(context.now).date);
  if (judge === null && directory.court_office.length === 0) return;
  say(pen, { staff: judge ?? "court_office" }, "questionCard", {
    number,
    text,
    place: directory.places.find((p) => p.id === where)?.name ?? "",
    entry: why === "badAnswer" ? (entry ?? "") : "",
  });
}
