// The few file operations the store needs, as one object so that tests can make each of them fail; and lowdb's adapter made durable.
import { link, mkdir, open, readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import type { Adapter } from "lowdb";
import { codeOf } from "./errors.ts";

export type OpenFile = {
  /** Writes all of it or throws. */
  write: (bytes: Buffer, position: number) => Promise<void>;
  datasync: () => Promise<void>;
  sync: () => Promise<void>;
  truncate: (length: number) => Promise<void>;
  close: () => Promise<void>;
};

export type FileIo = {
  /** `wx` makes a new file and fails when there is one; `r+` opens one that exists. */
  open: (path: string, flags: "wx" | "r+") => Promise<OpenFile>;
  /** Null when there is no such file. */
  read: (path: string) => Promise<Buffer | null>;
  /** Names in the folder, sorted; null when there is no such folder. */
  list: (folder: string) => Promise<string[] | null>;
  rename: (from: string, to: string) => Promise<void>;
  link: (from: string, to: string) => Promise<void>;
  /** Deletes a file; a file that is not there is no fault. */
  unlink: (path: string) => Promise<void>;
  makeFolder: (path: string) => Promise<void>;
  syncFolder: (path: string) => Promise<void>;
  /** Which file stands behind the name: changes when another one is put there. Null when there is none. */
  identity: (path: string) => Promise<string | null>;
};

async function nullWhenMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

export const nodeIo: FileIo = {
  async open(path, flags) {
    const handle = await open(path, flags, 0o600);
    return {
      async write(bytes, position) {
        let done = 0;
        while (done < bytes.length) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
          done += bytesWritten;
        }
      },
      datasync: () => handle.datasync(),
      sync: () => handle.sync(),
      truncate: (length) => handle.truncate(length),
      close: () => handle.close(),
    };
  },
  read: (path) => nullWhenMissing(readFile(path)),
  async list(folder) {
    const names = await nullWhenMissing(readdir(folder));
    return names === null ? null : names.toSorted();
  },
  rename: (from, to) => rename(from, to),
  link: (from, to) => link(from, to),
  async unlink(path) {
    await nullWhenMissing(unlink(path));
  },
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  async syncFolder(path) {
    // Windows cannot open a folder; its rename is durable with the file.
    if (process.platform === "win32") return;
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async identity(path) {
    const found = await nullWhenMissing(stat(path, { bigint: true }));
    return found === null ? null : `${found.dev}:${found.ino}:${found.mtimeNs}`;
  },
};

/** The same files, each operation done when `turn` comes to it. */
export function inTurn(io: FileIo, turn: <T>(work: () => Promise<T>) => Promise<T>): FileIo {
  return {
    ...io,
    async open(path, flags) {
      const file = await turn(() => io.open(path, flags));
      return {
        write: (bytes, position) => turn(() => file.write(bytes, position)),
        datasync: () => turn(() => file.datasync()),
        sync: () => turn(() => file.sync()),
        truncate: (length) => turn(() => file.truncate(length)),
        close: () => file.close(),
      };
    },
    rename: (from, to) => turn(() => io.rename(from, to)),
    unlink: (path) => turn(() => io.unlink(path)),
    syncFolder: (path) => turn(() => io.syncFolder(path)),
  };
}

/** Of a larger file so much is synced at a time, so that the journal's fsync never waits for a megabyte. */
const pieceBytes = 128 * 1024;

/** Writes the whole file, synced, under its name; after a power cut the name may still stand for what was there before. */
export async function writeSynced(io: FileIo, path: string, bytes: Buffer): Promise<void> {
  const temporary = `${path}.tmp`;
  await io.unlink(temporary);
  const file = await io.open(temporary, "wx");
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      await file.write(bytes.subarray(at, at + pieceBytes), at);
      if (at + pieceBytes < bytes.length) await file.datasync();
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await io.rename(temporary, path);
}

/** Puts `bytes` at `path` so that after a power cut there is the old file or the new one, whole. */
export async function writeDurably(io: FileIo, path: string, bytes: Buffer): Promise<void> {
  await writeSynced(io, path, bytes);
  await io.syncFolder(dirname(path));
}

/** lowdb's own file adapter never fsyncs and rewrites everything; this one writes one small file, by `write`, so that it stays. */
export function durableFile<T>(
  io: FileIo,
  path: string,
  encode: (data: T) => Buffer,
  decode: (bytes: Buffer) => T,
  write: typeof writeDurably = writeDurably,
): Adapter<T> {
  return {
    async read() {
      const bytes = await io.read(path);
      return bytes === null ? null : decode(bytes);
    },
    write: (data) => write(io, path, encode(data)),
  };
}
