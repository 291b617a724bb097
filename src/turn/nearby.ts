// The open leads of a place, loaded when a form is being submitted: the same dispute may be among them.
import { toCivil } from "../court/calendar.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { readCommand } from "./commands.ts";
import type { IncomingMessage } from "./message.ts";
import type { Doc, Store } from "./ports.ts";

/** As many leads back as the same dispute is looked for. */
const lookBack = 2_000;

/** Open leads of the place of the form that this message submits; none for any other message. */
export async function nearbyLeads(
  options: { store: Store; now: number },
  message: IncomingMessage,
  drafts: readonly Doc<Draft>[],
  next: number,
): Promise<Doc<Lead>[]> {
  const draft = drafts.find((d) => d.value.confirming);
  const submits =
    message.button === "confirm" ||
    /^\s*1\s*$/.test(message.text.normalize("NFKC")) ||
    readCommand(message.text, false)?.kind === "confirm";
  if (!draft || !submits || draft.value.placeId === null) return [];
  const year = toCivil(options.now).date.slice(0, 4);
  const after = `lead/${year}-${String(Math.max(0, next - lookBack)).padStart(4, "0")}`;
  const docs = await options.store.query<Lead>("lead", {
    where: { placeId: draft.value.placeId, cause: draft.value.cause },
    after,
    limit: 200,
  });
  return docs.filter((d) => ["submitted", "assigned", "accepted", "referred", "sentBack"].includes(d.value.status));
}
