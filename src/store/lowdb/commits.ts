// The commit: compare-and-set against memory, applied there in order, acknowledged when on disk, taken back when that fails.
import { type Change, type Commit, Conflict, Duplicate, type Key } from "../../turn/ports.ts";
import { lineContent } from "./journal.ts";
import type { Segments } from "./segments.ts";
import type { Seen } from "./seen.ts";
import { collectionOf, fieldsOf, type Row, type Tables } from "./tables.ts";
import type { Waiting, Writer } from "./writer.ts";

export type Commits = ReturnType<typeof createCommits>;

/**
 * Commits see each other in memory before they are on disk, so that turns which touch the same document (the audit chain's
 * counter) share one fsync. That is safe because the disk takes them in the same order: when one is lost, all behind it are.
 */
export function createCommits(tables: Tables, segments: Segments, seen: Seen, validate: boolean) {
  /** What is on disk of the keys that memory is ahead of. */
  const durable = new Map<Key, Row | undefined>();
  const inFlight = new Map<string, Promise<void>>();

  function next(change: Change): { row: Row | undefined; json: string } {
    const { key, value } = change;
    const shape = tables.shapeOf(collectionOf(key));
    if (value === null) return { row: undefined, json: "null" };
    if (validate) {
      const checked = shape.spec.schema.safeParse(value);
      if (!checked.success) {
        const faults = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
        throw new TypeError(`${key} does not fit its schema: ${faults.join("; ")}`);
      }
    }
    const json = JSON.stringify(value);
    if (json === undefined) throw new TypeError(`${key}: the value cannot be written as JSON`);
    const row = {
      key,
      version: change.expect + 1,
      schema: shape.spec.version,
      raw: Buffer.from(json),
      fields: fieldsOf(shape, value),
    };
    return { row, json };
  }

  return {
    async commit(writer: Writer, { messageId, at, changes }: Commit): Promise<void> {
      if (messageId !== undefined) {
        // A repeat of what is being written now is one only if that write succeeds.
        for (let first = inFlight.get(messageId); first !== undefined; first = inFlight.get(messageId)) await first;
        if (seen.has(messageId)) throw new Duplicate(`${messageId} was taken before`);
      }
      const keys = new Set<Key>();
      for (const { key, expect } of changes) {
        if (keys.has(key)) throw new TypeError(`${key} is changed twice in one commit`);
        keys.add(key);
        if ((tables.get(key)?.version ?? 0) !== expect) throw new Conflict(key);
      }
      const results = changes
        .filter(({ expect, value }) => expect > 0 || value !== null)
        .map((change) => ({ change, ...next(change) }));
      if (results.length === 0 && messageId === undefined) return;
      for (const { change, row } of results) {
        if (!durable.has(change.key)) durable.set(change.key, tables.get(change.key));
        tables.set(change.key, row);
      }
      const lines = results.map(({ change, row, json }) => ({
        key: change.key,
        version: change.expect + 1,
        schema: row?.schema ?? 0,
        json,
      }));
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const settled = promise.then(
        () => {},
        () => {},
      );
      if (messageId !== undefined) inFlight.set(messageId, settled);
      const rows = results.map(({ change, row }) => [change.key, row] as const);
      writer.append({ content: lineContent(at, messageId, lines), rows, messageId, at, resolve, reject });
      return promise;
    },

    onDurable({ rows, messageId, at }: Waiting): void {
      for (const [key, row] of rows) {
        if (row === undefined) segments.remove(key);
        else segments.put(row);
        if (tables.get(key) === row) durable.delete(key);
        else durable.set(key, row);
      }
      if (messageId === undefined) return;
      seen.add(messageId, at);
      inFlight.delete(messageId);
    },

    onLost(): void {
      for (const [key, row] of durable) tables.set(key, row);
      durable.clear();
      inFlight.clear();
    },

    /** Waits for the event if it is being written now. */
    async seen(messageId: string): Promise<boolean> {
      await inFlight.get(messageId);
      return seen.has(messageId);
    },
  };
}
