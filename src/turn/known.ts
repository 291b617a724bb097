// A dispute that is known already is added to, not opened twice; many against one are linked and flagged (群体性).
import { missingOf } from "../leads/form.ts";
import { sameDispute, sameOpponent } from "../leads/duplicates.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { summaryOf } from "../leads/take.ts";
import { headOf } from "../court/finding.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import { causeOf, phoneFor } from "./intake.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, say } from "./turn.ts";

/** The lead that this draft tells of once more. */
export const knownAlready = (context: Context, draft: Draft): Doc<Lead> | undefined =>
  context.nearby.find((l) => sameDispute(draft, l.value));

/** Adds what the second reporter said; they hear the number and nothing of what the first one said. */
export function addToKnown(pen: Pen, context: Context, doc: Doc<Lead>, draft: Draft): void {
  const was = doc.value;
  const moved = applyMove(was, "supplement", context.speaker.id, ["resident"], context.now, "又有人报告同一件事");
  const base = moved.ok ? moved.lead : was;
  const told = Object.entries(draft.elements).filter(([, a]) => a.how === "said" || a.how === "asked");
  const open = told.filter(([id]) => !["said", "asked"].includes(was.elements[id]?.how ?? ""));
  const elements = { ...was.elements, ...Object.fromEntries(open) };
  const filled: Lead = {
    ...base,
    amountYuan: was.amountYuan ?? draft.amountYuan,
    amountWords: was.amountWords || draft.amountWords,
    occurredOn: was.occurredOn ?? draft.occurredOn,
    occurredWords: was.occurredWords || draft.occurredWords,
    claim: was.claim || draft.claim,
    spot: was.spot || draft.spot,
    elements,
    evidence: [...was.evidence, ...draft.evidence.filter((e) => !was.evidence.some((o) => o.label === e.label))],
    story: [...was.story, ...draft.story],
  };
  const lead: Lead = { ...filled, missing: missingOf(filled as unknown as Draft, causeOf(context, was.cause)) };
  put(pen, doc.key, doc, lead);
  note(pen, { by: context.speaker.id, role: draft.reporterRole, action: "supplement", about: was.id, outcome: "done" });
  const words = summaryOf(draft);
  say(
    pen,
    { staff: lead.judge ?? "court_office" },
    "card",
    { card: cardOf(context, lead), kind: "supplement", note: `又有人报告这件事：${words.slice(0, 260)}` },
    { lead: was.id },
  );
  say(pen, { person: context.speaker.id }, "known", { number: was.id, phone: phoneFor(context, was.placeId).phone });
}

/** Several people against one: linked both ways, and from the third on the head of the tribunal is told. */
export function linkMany(pen: Pen, context: Context, draft: Draft, register: (linked: string[]) => Lead): void {
  const others = context.nearby.filter((l) => sameOpponent(draft, l.value)).slice(0, 20);
  const lead = register(others.map((l) => l.value.id));
  for (const other of others)
    put(pen, other.key, other, { ...other.value, linked: [...(other.value.linked ?? []), lead.id] });
  const head = lead.tribunal ? headOf(context.content.directory, lead.tribunal)?.id : undefined;
  if (others.length >= 2 && head && head !== lead.judge)
    say(pen, { staff: head }, "card", { card: cardOf(context, lead), kind: "head", note: "" }, { lead: lead.id });
}
