// From a question and its entry to a gated wording: masked before the call, held against its sources after it.
import type { Answered } from "../answers/answered.ts";
import { grounded } from "../answers/grounding.ts";
import { orderIn } from "../answers/orders.ts";
import { redact } from "../understanding/redact.ts";
import { type Compose, instructions } from "./chat.ts";

/**
 * Asks the model for a plainer wording of the entry that answers. Null when it gave none in time or what it gave does not
 * pass the gates: the curated words are sent then.
 */
export function createWording(
  compose: Compose,
  entryAnswer: (id: string) => Answered | null,
): (question: string, entry: string) => Promise<string | null> {
  return async (question, entry) => {
    const answered = entryAnswer(entry);
    // Where the text itself gives orders to a machine, no machine is asked.
    if (!answered || orderIn(answered.text) !== null || orderIn(question) !== null) return null;
    const masked = redact(question).text;
    const text = await compose({ question: masked, sources: [answered.text] });
    if (text === null) return null;
    return grounded(text, [{ text: answered.text, laws: answered.citations }], masked, instructions).ok ? text : null;
  };
}
