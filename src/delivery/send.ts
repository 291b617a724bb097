// One message to one channel: long texts cut beforehand, and a time limit after which the outcome is unknown.
import type { Channel, OutgoingMessage, SendOutcome } from "../turn/message.ts";
import type { Rendered } from "./lanes.ts";
import { splitText } from "./splitText.ts";

/** The messages of a row; buttons and files come with the last part of a text that was cut. */
export function partsOf(messages: Rendered[], maxText: number): Rendered[] {
  return messages.flatMap(({ text, buttons, files }) => {
    const texts = splitText(text, maxText);
    return texts.map((part, at) =>
      at === texts.length - 1 ? { text: part, buttons, files } : { text: part, buttons: [], files: [] },
    );
  });
}

/** A reason of our own: making a DOMException with its stack for every message costs more than the rest of this. */
const answered = new Error("the answer is there");

/** Sends; a channel that throws, or does not answer within `limitMs`, leaves an unknown outcome. */
export async function sendWithin(
  channel: Channel,
  message: OutgoingMessage,
  limitMs: number,
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
): Promise<SendOutcome> {
  const over = new AbortController();
  const tooLong = sleep(limitMs, over.signal).then(
    (): SendOutcome => ({ kind: "unknown", reason: `no answer within ${limitMs} ms` }),
    // The sleep was ended because the answer is there: it never settles first.
    () => new Promise<SendOutcome>(() => {}),
  );
  try {
    return await Promise.race([channel.send(message), tooLong]);
  } catch (error) {
    return { kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    over.abort(answered);
  }
}
