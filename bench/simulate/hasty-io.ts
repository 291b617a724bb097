// The store's files without waiting for the disk: a year lived in a minute need not survive a power cut on the way, a real court's does.
import { type FileIo, nodeIo } from "../../src/store/lowdb/fileIo.ts";

/** Writes go out in order behind the caller's back; closing waits for them, and a fault among them is told then. */
export function hastyIo(): FileIo {
  const identities = new Map<string, Promise<string | null>>();
  return {
    ...nodeIo,
    async open(path, flags) {
      const file = await nodeIo.open(path, flags);
      let behind: Promise<void> = Promise.resolve();
      let fault: unknown = null;
      return {
        ...file,
        write(bytes, position) {
          // The caller may use its buffer again at once.
          const copy = Buffer.from(bytes);
          behind = behind.then(() => file.write(copy, position)).catch((error: unknown) => void (fault ??= error));
          return Promise.resolve();
        },
        datasync: () => Promise.resolve(),
        sync: () => Promise.resolve(),
        async close() {
          await behind;
          await file.close();
          if (fault) throw fault;
        },
      };
    },
    syncFolder: () => Promise.resolve(),
    // Asked for after every write, to see whether another process took the folder over: here once is enough.
    identity(path) {
      const known = identities.get(path) ?? nodeIo.identity(path);
      identities.set(path, known);
      return known;
    },
  };
}
