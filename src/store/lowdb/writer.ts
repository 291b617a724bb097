// Puts commits on disk in order: those that wait share one write and one fsync; a failed write loses them all and says so.
import { join } from "node:path";
import { codeOf, reasonOf, StoreUnavailable } from "./errors.ts";
import { type FileIo, type OpenFile, writeDurably } from "./fileIo.ts";
import { encodeHeader, encodeLine, journalName } from "./journal.ts";
import type { Lock } from "./lock.ts";
import type { Row } from "./tables.ts";
import type { Key } from "../../turn/ports.ts";
import type { Alarm } from "../../turn/message.ts";

/** A commit that is applied in memory and waits for the disk. */
export type Waiting = {
  content: string;
  rows: (readonly [Key, Row | undefined])[];
  messageId: string | undefined;
  at: number;
  resolve: () => void;
  reject: (error: Error) => void;
};

export type Writer = {
  append: (waiting: Waiting) => void;
  /** Runs `work` when nothing is being written, before anything that comes later is. */
  between: <T>(work: () => Promise<T>) => Promise<T>;
  /** Begins the next journal; only inside `between`. */
  rotate: () => Promise<void>;
  /** The journal in use and its good length. */
  place: () => { number: number; length: number };
  /** Bytes written since the journals that the last snapshot made needless. */
  bytes: () => number;
  forgetBytes: (before: number) => void;
  close: () => Promise<void>;
};

type Options = {
  io: FileIo;
  folder: string;
  store: string;
  lock: Lock;
  lastSeq: number;
  lastJournal: number;
  journalBytes: number;
  alarm: Alarm;
  /** On disk; called in order, before the commit resolves. */
  onDurable: (waiting: Waiting) => void;
  /** All that was applied and is not on disk must be taken back at once. */
  onLost: () => void;
};

const maxBatchBytes = 4_000_000;

export function createWriter(options: Options): Writer {
  const { io, folder, store, lock, alarm } = options;
  let queue: Waiting[] = [];
  const tasks: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;
  let seq = options.lastSeq;
  let number = options.lastJournal;
  let bytes = options.journalBytes;
  let journal: { file: OpenFile; path: string; length: number; disposable: boolean } | null = null;
  /** A journal begun after a failure that got no line either: deleted when its successor stands, lest they pile up. */
  let empty: string | null = null;
  let failing = false;
  let fenced = false;

  /** After this was tried the journal before it is never written to again, since start-up trusts the later header. */
  async function beginJournal(): Promise<void> {
    const old = journal;
    journal = null;
    await closeQuietly(old?.file);
    number += 1;
    const path = join(folder, journalName(number));
    const header = encodeHeader({ journal: 1, store, number, first: seq + 1 });
    await writeDurably(io, path, header);
    const file = await io.open(path, "r+");
    // One that a snapshot names is never deleted here.
    journal = { file, path, length: header.length, disposable: failing };
    bytes += header.length;
    const needless = empty;
    empty = null;
    try {
      if (needless !== null) await io.unlink(needless);
    } catch (error) {
      alarm("storeLeftover", `${needless} is empty and could not be deleted: ${reasonOf(error)}. It does no harm.`);
    }
  }

  async function closeQuietly(file: OpenFile | undefined): Promise<void> {
    try {
      await file?.close();
    } catch (error) {
      alarm("storeCloseFailed", `A journal could not be closed: ${reasonOf(error)}.`);
    }
  }

  /** Takes what was half written out of the file, so that it does not come back at the next start. */
  async function giveUpJournal(): Promise<void> {
    const given = journal;
    journal = null;
    if (given === null) return;
    try {
      await given.file.truncate(given.length);
      await given.file.datasync();
    } catch (error) {
      // The next journal's header makes start-up pass over the rest.
      if (!failing)
        alarm("storeTruncateFailed", `${given.path} could not be cut back to its last good line: ${reasonOf(error)}.`);
    }
    await closeQuietly(given.file);
    if (given.disposable) empty = given.path;
  }

  function takeBatch(): Waiting[] {
    let size = 0;
    let count = 0;
    for (const { content } of queue) {
      size += content.length;
      if (count > 0 && size > maxBatchBytes) break;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function flush(): Promise<void> {
    const batch = takeBatch();
    try {
      if (fenced) throw new Error("another process has taken over the folder");
      if (journal === null) await beginJournal();
      const current = journal!;
      const text = Buffer.concat(batch.map(({ content }, at) => encodeLine(seq + 1 + at, seq, content)));
      await current.file.write(text, current.length);
      await current.file.datasync();
      if (!(await lock.held())) {
        fenced = true;
        throw new Error("another process has taken over the folder");
      }
      current.length += text.length;
      current.disposable = false;
      seq += batch.length;
      bytes += text.length;
      for (const waiting of batch) {
        options.onDurable(waiting);
        waiting.resolve();
      }
      if (failing) alarm("storeHealed", "The store can write again; nothing acknowledged was lost.");
      failing = false;
    } catch (error) {
      const lost = [...batch, ...queue];
      queue = [];
      options.onLost();
      await giveUpJournal();
      const sentence = `The store in ${folder} could not write (${reasonOf(error)}). ${fenced ? "Stop this process." : remedyFor(codeOf(error))}`;
      if (!failing)
        alarm(fenced ? "storeTakenOver" : "storeWriteFailed", sentence, { code: codeOf(error), lost: lost.length });
      failing = true;
      const unavailable = new StoreUnavailable(sentence, { cause: error });
      for (const waiting of lost) waiting.reject(unavailable);
    }
  }

  async function run(): Promise<void> {
    // One turn of the event loop, so that commits made together are written together.
    await Promise.resolve();
    while (tasks.length > 0 || queue.length > 0) {
      // In turns: a snapshot's many small steps never keep a commit waiting for more than one of them.
      await tasks.shift()?.();
      if (queue.length > 0) await flush();
    }
    running = null;
  }

  function wake(): void {
    running ??= run();
  }

  return {
    append(waiting) {
      queue.push(waiting);
      wake();
    },
    between<T>(work: () => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      tasks.push(() => work().then(resolve, reject));
      wake();
      return promise;
    },
    async rotate() {
      await beginJournal();
      journal!.disposable = false;
    },
    place: () => ({ number, length: journal?.length ?? 0 }),
    bytes: () => bytes,
    forgetBytes(before) {
      bytes -= before;
    },
    async close() {
      for (let current = running; current !== null; current = running) await current;
      await closeQuietly(journal?.file);
      journal = null;
    },
  };
}

function remedyFor(code: string): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "Make room on the disk; the bot goes on by itself then.";
  if (code === "EROFS")
    return "The disk is read-only: check it, then mount it writable; the bot goes on by itself then.";
  return "Check the disk; the bot tries again with every message.";
}

/** Commits that never touch a disk, for batch commands and tests. */
export function createMemoryWriter(onDurable: (waiting: Waiting) => void): Writer {
  return {
    append(waiting) {
      onDurable(waiting);
      waiting.resolve();
    },
    between: (work) => work(),
    rotate: async () => {},
    place: () => ({ number: 0, length: 0 }),
    bytes: () => 0,
    forgetBytes: () => {},
    close: async () => {},
  };
}
