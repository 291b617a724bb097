// JSON Lines in, JSON Lines out: same order, same id; a bad line gets an error line and the run goes on.
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { z } from "zod";

const idOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? value.id : null;

const issueText = (error: z.ZodError): string =>
  error.issues.map((i) => `${i.path.join(".") || "line"}: ${i.message}`).join("; ");

/**
 * Runs `answer` over each line. Resolves to the exit code: 0, or 1 when a line was bad. Nothing but answers goes to
 * `output`; a full pipe is waited for.
 */
export async function runLines<T>(
  input: Readable,
  output: Writable,
  schema: z.ZodType<T>,
  answer: (line: T) => unknown,
): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    const line = text.replace(/^\uFEFF/, "").trim();
    if (line === "") continue;
    let reply: unknown;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    if (value === undefined) {
      reply = { id: null, error: `line ${number} is not JSON; write one JSON object a line` };
      code = 1;
    } else {
      const parsed = schema.safeParse(value);
      if (parsed.success) {
        try {
          reply = await answer(parsed.data);
        } catch (error) {
          reply = { id: idOf(value), error: error instanceof Error ? error.message : String(error) };
          code = 1;
        }
      } else {
        reply = { id: idOf(value), error: issueText(parsed.error) };
        code = 1;
      }
    }
    if (!output.write(`${JSON.stringify(reply)}\n`)) await new Promise((resolve) => output.once("drain", resolve));
  }
  return code;
}
