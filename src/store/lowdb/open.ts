// The embedded store: one process, one folder; documents in memory, a journal and lowdb's segments on disk.
import { join } from "node:path";
import { type CollectionSpec, documents } from "../../turn/documents.ts";
import type { Alarm } from "../../turn/message.ts";
import type { Doc, Key, Store } from "../../turn/ports.ts";
import { copyStore, requireEmpty } from "./backup.ts";
import { createCommits } from "./commits.ts";
import { reasonOf, StoreUnavailable } from "./errors.ts";
import { type FileIo, inTurn, nodeIo } from "./fileIo.ts";
import { type Lock, takeLock } from "./lock.ts";
import { type Recovered, recover, type Warn } from "./recovery.ts";
import { createSegments } from "./segments.ts";
import { createSeen } from "./seen.ts";
import { deleteOld, type SnapshotState, writeSnapshot } from "./snapshot.ts";
import { createTables, shapesOf } from "./tables.ts";
import { createMemoryWriter, createWriter, type Writer } from "./writer.ts";

export type StoreOptions = {
  /** Null keeps everything in memory and touches no file. */
  folder: string | null;
  alarm: Alarm;
  /** What an operator may want to read at start: a torn tail, a stale lock, a new store. */
  onWarning: Warn;
  /** Epoch ms. */
  now: () => number;
  io?: FileIo;
  documents?: Record<string, CollectionSpec>;
  /** Checks every value against its schema before it is stored. */
  validate?: boolean;
  /** A snapshot is begun when the journals have grown by so many bytes. */
  snapshotBytes?: number;
};

/** Above this many journals (one for each start) a snapshot is taken, however small they are. */
const maxJournals = 20;

/**
 * Opens the store or throws: `StoreLocked` when another process has it, `StoreDamaged` with the place and the remedy when a
 * file is broken, `StoreTooNew` when newer code wrote it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const shapes = shapesOf(options.documents ?? documents);
  const { folder, alarm, now, onWarning, validate = true, io = nodeIo } = options;
  const tables = createTables(shapes);
  if (folder === null) {
    const seen = createSeen();
    const commits = createCommits(tables, createSegments(), seen, validate);
    return assemble(
      tables,
      commits,
      createMemoryWriter((waiting) => commits.onDurable(waiting)),
      {
        backup: async () => {
          throw new Error("a store in memory has nothing to back up");
        },
        stats: () => ({ journalBytes: 0, snapshotBytes: 0 }),
        onCommit: () => {},
        close: async () => {},
      },
    );
  }

  await io.makeFolder(folder);
  const lock = await takeLock(io, folder, (pid) => {
    onWarning("storeStaleLock", `${join(folder, "lock")}: process ${pid} left it behind and is gone; taken over.`, {
      pid,
    });
  });
  let recovered: Recovered;
  try {
    recovered = await recover(io, folder, shapes, onWarning);
    // Under another name no later snapshot deletes them.
    for (const file of recovered.damaged)
      if ((await io.identity(file)) !== null) await io.rename(file, `${file}.damaged`);
  } catch (error) {
    await lock.release();
    throw error;
  }
  for (const segment of recovered.segments.all()) for (const row of segment.rows.values()) tables.set(row.key, row);
  const commits = createCommits(tables, recovered.segments, recovered.seen, validate);
  const writer = createWriter({
    io,
    folder,
    lock,
    alarm,
    ...recovered,
    onDurable: (waiting) => commits.onDurable(waiting),
    onLost: () => commits.onLost(),
  });
  const state: SnapshotState = {
    // Two fsyncs at once hold each other up: a snapshot's come between the journal's.
    io: inTurn(io, (work) => writer.between(work)),
    folder,
    shapes,
    store: recovered.store,
    segments: recovered.segments,
    seen: recovered.seen,
    known: recovered.known,
    scratch: { bytes: Buffer.alloc(0) },
    generation: recovered.newestGeneration,
    kept: recovered.manifest === null ? [] : [recovered.manifest],
  };
  try {
    await writer.between(writer.rotate);
    if (recovered.manifest === null) {
      await writeSnapshot(state, writer.place().number, now(), () => true);
      onWarning("storeCreated", `${folder} held no store; a new, empty one was begun there.`);
    }
  } catch (error) {
    await writer.close();
    await lock.release();
    throw new StoreUnavailable(
      `The store in ${folder} cannot be written: ${reasonOf(error)}. Check the disk, then start again.`,
      { cause: error },
    );
  }
  return assemble(tables, commits, writer, maintenance(state, writer, lock, options));
}

type Maintenance = {
  backup: (folder: string) => Promise<void>;
  stats: () => { journalBytes: number; snapshotBytes: number };
  onCommit: () => void;
  close: () => Promise<void>;
};

function snapshotBytes(state: SnapshotState): number {
  const manifest = state.kept.at(-1);
  return manifest === undefined
    ? 0
    : [...manifest.segments, ...manifest.seen].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Snapshots and backups, one at a time, beside the commits. */
function maintenance(state: SnapshotState, writer: Writer, lock: Lock, options: StoreOptions): Maintenance {
  const { alarm, now } = options;
  let working: Promise<void> | null = null;
  let retryAbove = 0;
  let failing = false;

  const limit = () => options.snapshotBytes ?? Math.min(Math.max(8_000_000, snapshotBytes(state) / 8), 32_000_000);

  let closing = false;

  async function snapshot(): Promise<void> {
    const before = writer.bytes();
    await writer.between(writer.rotate);
    await writeSnapshot(state, writer.place().number, now(), () => closing);
    writer.forgetBytes(before);
    await deleteOld(state);
  }

  /** Runs `work` when nothing else of the kind does. */
  async function alone(work: () => Promise<void>): Promise<void> {
    for (let current = working; current !== null; current = working) await current;
    const run = work();
    working = run.then(
      () => {
        working = null;
      },
      () => {
        working = null;
      },
    );
    await run;
  }

  async function snapshotInBackground(): Promise<void> {
    try {
      await alone(snapshot);
      retryAbove = 0;
      failing = false;
    } catch (error) {
      // The journals hold everything; they only grow until a snapshot succeeds.
      retryAbove = writer.bytes() + limit() / 4;
      if (!failing)
        alarm(
          "storeSnapshotFailed",
          `A snapshot in ${state.folder} could not be written: ${reasonOf(error)}. Nothing is lost; it is tried again.`,
        );
      failing = true;
    }
  }

  function snapshotWhenDue(): void {
    if (working !== null) return;
    const many = writer.place().number - (state.kept.at(-1)?.journal ?? 0) > maxJournals && retryAbove === 0;
    if (many || writer.bytes() > Math.max(limit(), retryAbove)) void snapshotInBackground();
  }

  snapshotWhenDue();
  return {
    onCommit: snapshotWhenDue,
    stats: () => ({ journalBytes: writer.bytes(), snapshotBytes: snapshotBytes(state) }),
    async backup(target) {
      await requireEmpty(state.io, target);
      await alone(async () => {
        await snapshot();
        const place = await writer.between(async () => {
          if (writer.place().length === 0) await writer.rotate();
          return writer.place();
        });
        await copyStore(state.io, state.folder, target, state.kept.at(-1)!, place);
      });
    },
    async close() {
      closing = true;
      // After much was written the next start need not replay it all.
      if (writer.bytes() > limit()) await snapshotInBackground();
      for (let current = working; current !== null; current = working) await current;
      await writer.close();
      await lock.release();
    },
  };
}

function assemble(
  tables: ReturnType<typeof createTables>,
  commits: ReturnType<typeof createCommits>,
  writer: Writer,
  keep: Maintenance,
): Store {
  let closing: Promise<void> | null = null;
  const mustBeOpen = () => {
    if (closing !== null) throw new StoreUnavailable("the store is closed");
  };
  return {
    async commit(commit) {
      mustBeOpen();
      await commits.commit(writer, commit);
      if (closing === null) keep.onCommit();
    },
    seen: (messageId) => commits.seen(messageId),
    async load<T>(key: Key): Promise<Doc<T> | undefined> {
      const row = tables.get(key);
      return row === undefined ? undefined : { key, version: row.version, value: tables.valueOf(row) as T };
    },
    query: (collection, query) => tables.query(collection, query),
    count: async (collection, where) => tables.count(collection, where),
    claimDue: async (collection, now, limit) => tables.claimDue(collection, now, limit),
    nextDue: async (collection) => tables.nextDue(collection),
    stats: async () => ({ documents: tables.counts(), ...keep.stats() }),
    backup(folder) {
      mustBeOpen();
      return keep.backup(folder);
    },
    async close() {
      closing ??= keep.close();
      await closing;
    },
  };
}
