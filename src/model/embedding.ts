// Texts as vectors by an OpenAI-compatible embeddings endpoint: asked under a hard limit, never throwing.
import type { Alarm } from "../turn/message.ts";

export type EmbeddingOptions = { baseUrl: string; apiKey: string; model: string; alarm: Alarm };

/** Vectors of length 1, one for each text in its order; null when they are not there within `limitMs`. */
export type Embed = (texts: readonly string[], limitMs: number) => Promise<Float32Array[] | null>;

/** The most texts in one call that every provider takes. */
export const together = 10;

function unitVector(numbers: readonly number[]): Float32Array | null {
  let square = 0;
  for (const n of numbers) square += n * n;
  return square > 0 && Number.isFinite(square) ? Float32Array.from(numbers, (n) => n / Math.sqrt(square)) : null;
}

export function createEmbedder(options: EmbeddingOptions): Embed {
  const library = import("openai");
  library.catch(() => undefined);
  let down = 0;
  return async (texts, limitMs) => {
    const limit = AbortSignal.timeout(limitMs);
    const late = new Promise<null>((resolve) => limit.addEventListener("abort", () => resolve(null), { once: true }));
    const call = (async () => {
      const { default: OpenAI } = await library;
      const client = new OpenAI({
        baseURL: options.baseUrl,
        apiKey: options.apiKey || "none",
        maxRetries: 0,
        timeout: limitMs,
      });
      // Plain numbers: not every provider knows the library's own default, base64.
      const reply = await client.embeddings.create(
        { model: options.model, input: [...texts], encoding_format: "float" },
        { signal: limit },
      );
      const rows = reply.data.toSorted((a, b) => a.index - b.index).map((row) => unitVector(row.embedding));
      const whole = rows.filter((row) => row !== null);
      return whole.length === texts.length ? whole : null;
    })();
    try {
      const vectors = await Promise.race([call, late]);
      if (vectors) down = 0;
      return vectors;
    } catch (error) {
      // Said once when it begins, not at every question.
      if (down++ === 0)
        options.alarm("embeddings-failed", "语义检索没有回应，先按字词查找。", {
          reason: error instanceof Error ? error.name : "unknown",
        });
      return null;
    } finally {
      call.catch(() => undefined);
    }
  };
}
