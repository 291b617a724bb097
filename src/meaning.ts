// Nearness of meaning beside nearness of words: entries as vectors, kept beside the data, and each question held against them.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Entry } from "./answers/entry.ts";
import type { Nearness } from "./answers/entry-search.ts";
import { type Embed, together } from "./model/embedding.ts";
import { redact } from "./understanding/redact.ts";

export type Meaning = {
  /** Makes the vectors that are missing; safe to call again, after the knowledge was read anew or the endpoint was away. */
  learn(): Promise<void>;
  /** Null when there is no answer in time, or not all entries have a vector yet. Never throws. */
  near(text: string): Promise<Nearness | null>;
};

/** ms for a batch of entries, which nobody waits for, and for a question, for which somebody does. */
const limits = { entries: 30_000, question: 1_500 };
/** After so many failures in a row nobody is made to wait for it, for so many ms. */
const patience = { failures: 3, pause: 60_000 };
const remembered = 200;

const textOf = ({ question, asks, answer }: Entry): string =>
  [question, ...asks.slice(0, 4), answer.slice(0, 120)].join("\n");
const nameOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 24);

/** What was kept in an earlier run; a file that cannot be read is made again. */
async function kept(file: string): Promise<Map<string, Float32Array>> {
  try {
    const value: unknown = deserialize(await readFile(file));
    return value instanceof Map ? (value as Map<string, Float32Array>) : new Map<string, Float32Array>();
  } catch {
    return new Map();
  }
}

/** How far each entry stands above the mean of all, in standard deviations: comparable between models. */
export function standing(question: Float32Array, entries: ReadonlyMap<string, Float32Array>): Nearness {
  const cosines = [...entries].map(([id, vector]): [string, number] => {
    let dot = 0;
    for (let i = 0; i < vector.length; i++) dot += vector[i]! * (question[i] ?? 0);
    return [id, dot];
  });
  const mean = cosines.reduce((sum, [, c]) => sum + c, 0) / Math.max(1, cosines.length);
  const spread = Math.sqrt(cosines.reduce((sum, [, c]) => sum + (c - mean) ** 2, 0) / Math.max(1, cosines.length));
  return new Map(cosines.map(([id, c]) => [id, spread > 0 ? (c - mean) / spread : 0]));
}

export function createMeaning(options: {
  embed: Embed;
  /** The model's name: vectors of two models are never held against each other. */
  model: string;
  folder: string;
  entries(): readonly Entry[];
  now(): number;
}): Meaning {
  const { embed, now } = options;
  const file = join(options.folder, `vectors-${nameOf(options.model)}.bin`);
  const vectors = new Map<string, Float32Array>();
  const asked = new Map<string, Nearness>();
  let whole = false;
  let failures = 0;
  let until = 0;
  let learning: Promise<void> | null = null;

  async function learnNow(): Promise<void> {
    const known = await kept(file);
    const wanted = options.entries().map((entry) => ({ id: entry.id, text: textOf(entry) }));
    const missing = wanted.filter(({ text }) => !known.has(nameOf(text)));
    for (let from = 0; from < missing.length; from += together) {
      const batch = missing.slice(from, from + together);
      const made = await embed(
        batch.map((b) => b.text),
        limits.entries,
      );
      if (!made) break;
      batch.forEach(({ text }, i) => known.set(nameOf(text), made[i]!));
    }
    vectors.clear();
    asked.clear();
    for (const { id, text } of wanted) {
      const vector = known.get(nameOf(text));
      if (vector) vectors.set(id, vector);
    }
    whole = vectors.size === wanted.length && wanted.length > 0;
    if (missing.length === 0) return;
    const used = new Map(
      wanted.flatMap(({ text }) => (known.has(nameOf(text)) ? [[nameOf(text), known.get(nameOf(text))]] : [])),
    );
    await mkdir(options.folder, { recursive: true });
    await writeFile(`${file}.tmp`, serialize(used), { mode: 0o600 });
    await rename(`${file}.tmp`, file);
  }

  function learn(): Promise<void> {
    learning ??= learnNow()
      // Kept for speed alone: a disk that refuses is met by whoever stores leads.
      .catch(() => undefined)
      .finally(() => (learning = null));
    return learning;
  }

  return {
    learn,
    async near(text) {
      const masked = redact(text.slice(0, 500)).text;
      const before = asked.get(masked);
      if (before) return before;
      if (now() < until) return null;
      if (!whole) {
        until = now() + patience.pause;
        void learn();
        return null;
      }
      const [vector] = (await embed([masked], limits.question)) ?? [];
      if (!vector) {
        if (++failures >= patience.failures) until = now() + patience.pause;
        return null;
      }
      failures = 0;
      const found = standing(vector, vectors);
      if (asked.size >= remembered) asked.delete(asked.keys().next().value ?? "");
      asked.set(masked, found);
      return found;
    },
  };
}
