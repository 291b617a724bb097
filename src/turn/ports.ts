// The narrow doors through which the turn reaches what survives: documents by key, one atomic commit, what is due.
import type { Collection } from "./documents.ts";

export type Key = `${Collection}/${string}`;

/** A stored document. `version` counts its changes from 1; a compare-and-set names the version it was decided on. */
export type Doc<T = unknown> = { key: Key; version: number; value: T };

/** `expect` 0: must not exist yet. `value` null deletes. */
export type Change = { key: Key; expect: number; value: unknown };

/** All of one turn: applied whole or not at all, on disk when the promise resolves. */
export type Commit = {
  /** `platform:messageId` of the event that this turn answers; a second commit with it is a `Duplicate`. */
  messageId?: string;
  /** Epoch ms. */
  at: number;
  changes: Change[];
};

/** A document was changed since it was loaded: decide again on fresh documents. */
export class Conflict extends Error {
  override name = "Conflict";
  readonly key: Key;
  constructor(key: Key) {
    super(`${key} was changed by another turn`);
    this.key = key;
  }
}

/** This event was taken before: drop it. */
export class Duplicate extends Error {
  override name = "Duplicate";
}

export type Query = {
  /** Equal to, or among, by fields that documents.ts declares as indexed for the collection. */
  where?: Record<string, string | number | boolean | null>;
  /** A number field within [from, to). */
  range?: { field: string; from?: number; to?: number };
  /** Continue behind this key; documents come in key order. */
  after?: string;
  limit: number;
};

export type StoreStats = { documents: Record<string, number>; journalBytes: number; snapshotBytes: number };

export type Store = {
  commit(commit: Commit): Promise<void>;
  seen(messageId: string): Promise<boolean>;
  /** What is loaded or found is for reading: a changed document is another value in a commit. */
  load<T>(key: Key): Promise<Doc<T> | undefined>;
  query<T>(collection: Collection, query: Query): Promise<Doc<T>[]>;
  /** How many documents have these values in their indexed fields; none of them is read. */
  count(collection: Collection, where: NonNullable<Query["where"]>): Promise<number>;
  /** Documents of `timer` or `outbox` whose `dueAt` is not after `now` and whose `state` is `pending`, urgent first, then by `dueAt`. */
  claimDue<T>(collection: "timer" | "outbox", now: number, limit: number): Promise<Doc<T>[]>;
  /** Epoch ms of the next pending `dueAt` in the collection, null when nothing waits. */
  nextDue(collection: "timer" | "outbox"): Promise<number | null>;
  stats(): Promise<StoreStats>;
  /** Writes a consistent copy into an empty folder while the store goes on. */
  backup(folder: string): Promise<void>;
  close(): Promise<void>;
};
