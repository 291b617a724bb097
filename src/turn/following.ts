// Who else must hear of a step: the reporters of what was merged into a lead, and the partner who is at work on it.
import type { Lead } from "../leads/lead.ts";
import type { Context } from "./context.ts";
import type { OutboxRow } from "./documents.ts";
import { type Pen, say } from "./turn.ts";
import type { NoticeName } from "./notices.ts";

/** Steps that anybody who reported the matter may know of. */
const outward: ReadonlySet<NoticeName> = new Set([
  "accepted",
  "referred",
  "onTheWay",
  "waiting",
  "extended",
  "closed",
  "reassigned",
  "reopened",
  "sentBack",
]);

/** What this turn tells the reporter of a lead, those whose leads were merged into it are told as well. */
export function tellFollowers(pen: Pen, lead: Lead): void {
  if (!lead.followers || lead.followers.length === 0) return;
  const told = [...pen.turn.changes.values()].flatMap((change) => {
    const row = change.key.startsWith("outbox/") ? (change.value as OutboxRow | null) : null;
    return row && row.lead === lead.id && "person" in row.to && row.to.person === lead.reporter ? [row] : [];
  });
  for (const row of told)
    if (outward.has(row.notice as NoticeName))
      for (const { person } of lead.followers)
        say(pen, { person }, row.notice as "plain", row.params as { text: string }, { lead: lead.id });
}

/** The mediator or office that a lead was referred to. */
export function tellPartners(pen: Pen, context: Context, lead: Lead, text: string): void {
  const to = lead.referredTo;
  const { mediators, contacts } = context.content.directory;
  if (lead.status !== "referred" || to === null || to === context.speaker.ref) return;
  if ([...mediators, ...contacts].some((one) => one.id === to))
    say(pen, { staff: to }, "plain", { text }, { lead: lead.id });
}
