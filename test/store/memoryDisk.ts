// A disk in memory for the store's tests: any operation can be made to fail, and the power can be cut.
import { basename, dirname, join } from "node:path";
import type { FileIo } from "../../src/store/lowdb/fileIo.ts";

type Node = { id: number; data: Buffer; synced: Buffer };

export type Operation = { name: string; path: string; count: number };

export type MemoryDisk = {
  io: FileIo;
  /** Called before each operation that changes something; what it throws, the operation throws. */
  onOperation: (operation: Operation) => void;
  /** Operations so far. */
  count: () => number;
  read: (path: string) => Buffer | undefined;
  write: (path: string, bytes: Buffer) => void;
  remove: (path: string) => void;
  names: () => string[];
  /** What a machine finds after the power was cut: names and bytes that were synced; `torn` bytes of each unsynced tail stay. */
  afterPowerCut: (torn: number) => MemoryDisk;
  copy: () => MemoryDisk;
};

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

export function createMemoryDisk(names = new Map<string, Node>(), durable = new Map<string, Node>(names)): MemoryDisk {
  let nextId = 1 + Math.max(0, ...[...names.values()].map(({ id }) => id));
  let count = 0;

  function begin(name: string, path: string): void {
    count += 1;
    disk.onOperation({ name, path, count });
  }
  function nodeAt(path: string): Node {
    const node = names.get(path);
    if (node === undefined) throw systemError("ENOENT");
    return node;
  }

  const io: FileIo = {
    async open(path, flags) {
      begin("open", path);
      if (flags === "wx" && names.has(path)) throw systemError("EEXIST");
      if (flags === "wx") names.set(path, { id: nextId++, data: Buffer.alloc(0), synced: Buffer.alloc(0) });
      const node = nodeAt(path);
      return {
        async write(bytes, position) {
          // A disk that fills up takes a part of it first.
          try {
            begin("write", path);
          } catch (error) {
            const some = bytes.subarray(0, bytes.length >> 1);
            node.data = Buffer.concat([node.data.subarray(0, position), some]);
            throw error;
          }
          const before = Buffer.concat([node.data, Buffer.alloc(Math.max(0, position - node.data.length))]).subarray(
            0,
            position,
          );
          node.data = Buffer.concat([before, bytes, node.data.subarray(position + bytes.length)]);
        },
        async datasync() {
          begin("datasync", path);
          node.synced = node.data;
        },
        async sync() {
          begin("sync", path);
          node.synced = node.data;
        },
        async truncate(length) {
          begin("truncate", path);
          node.data = node.data.subarray(0, length);
        },
        async close() {},
      };
    },
    read: async (path) => names.get(path)?.data ?? null,
    async list(folder) {
      const found = [...names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path));
      return found.length === 0 ? null : found.toSorted();
    },
    async rename(from, to) {
      begin("rename", to);
      names.set(to, nodeAt(from));
      names.delete(from);
    },
    async link(from, to) {
      begin("link", to);
      if (names.has(to)) throw systemError("EEXIST");
      names.set(to, nodeAt(from));
    },
    async unlink(path) {
      begin("unlink", path);
      names.delete(path);
    },
    async makeFolder() {},
    async syncFolder(folder) {
      begin("syncFolder", folder);
      for (const path of durable.keys()) if (dirname(path) === folder && !names.has(path)) durable.delete(path);
      for (const [path, node] of names) if (dirname(path) === folder) durable.set(path, node);
    },
    async identity(path) {
      const node = names.get(path);
      return node === undefined ? null : String(node.id);
    },
  };

  const disk: MemoryDisk = {
    io,
    onOperation: () => {},
    count: () => count,
    read: (path) => names.get(path)?.data,
    write: (path, bytes) => void names.set(path, { id: nextId++, data: bytes, synced: bytes }),
    remove: (path) => void names.delete(path),
    names: () => [...names.keys()].toSorted(),
    afterPowerCut(torn) {
      const left = new Map<string, Node>();
      for (const [path, { id, data, synced }] of durable) {
        const kept =
          data.length > synced.length
            ? Buffer.concat([synced, data.subarray(synced.length, synced.length + torn)])
            : synced;
        left.set(path, { id, data: kept, synced: kept });
      }
      return createMemoryDisk(left);
    },
    copy() {
      const same = new Map<string, Node>();
      for (const [path, { id, data }] of names) same.set(path, { id, data, synced: data });
      return createMemoryDisk(same);
    },
  };
  return disk;
}

/** Removes the lock of a process that is thought to have been killed. */
export function unlock(disk: MemoryDisk, folder: string): void {
  for (const path of disk.names()) if (path.startsWith(join(folder, "lock"))) disk.remove(path);
}
