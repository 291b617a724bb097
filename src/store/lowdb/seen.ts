// The ids of events that were taken, for seven days, in chunks that are written once and dropped whole.

export const seenMs = 7 * 24 * 3_600_000;
const chunkSize = 5_000;

/** `entries`: message id → epoch ms. `file`: where the chunk lies on disk, null while it was never written. */
export type SeenChunk = {
  id: number;
  entries: Map<string, number>;
  dirty: boolean;
  file: string | null;
  newest: number;
};

export type Seen = ReturnType<typeof createSeen>;

export function createSeen() {
  let chunks: SeenChunk[] = [];
  let nextId = 1;

  return {
    has: (messageId: string): boolean => chunks.some((chunk) => chunk.entries.has(messageId)),

    add(messageId: string, at: number): void {
      let chunk = chunks.at(-1);
      if (chunk === undefined || chunk.entries.size >= chunkSize) {
        chunk = { id: nextId++, entries: new Map(), dirty: true, file: null, newest: at };
        chunks.push(chunk);
      }
      chunk.entries.set(messageId, at);
      chunk.newest = Math.max(chunk.newest, at);
      chunk.dirty = true;
    },

    /** Takes over a chunk that was read from disk. */
    adopt(chunk: SeenChunk): void {
      chunks.push(chunk);
      nextId = Math.max(nextId, chunk.id + 1);
    },

    /** Forgets chunks all of whose ids are older than seven days. */
    prune(now: number): void {
      chunks = chunks.filter((chunk) => chunk.newest >= now - seenMs);
    },

    chunks: (): readonly SeenChunk[] => chunks,
  };
}

/** The id of the message, then when it came: one per line as JSON. */
export function encodeSeen(chunk: Pick<SeenChunk, "entries">): Buffer {
  return Buffer.from(JSON.stringify([...chunk.entries]));
}

export function decodeSeen(bytes: Buffer): Map<string, number> {
  return new Map(JSON.parse(bytes.toString("utf8")) as [string, number][]);
}
