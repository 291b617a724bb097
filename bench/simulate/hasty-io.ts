// The store's files without waiting for the disk: a year lived in a minute need not survive a power cut on the way, a real court's does.
import { type FileIo, nodeIo } from "../../src/store/lowdb/fileIo.ts";

/** Writes go out in order behind the caller's back; closing waits for them, and a fault among them is told then. */
export function hastyIo(): FileIo {
  const identities = new Map<string, Promise<string | null>>();
  return {
    ...nodeIo,
    async open(path, flags) {
      const file = await nodeIo.open(path, flags);
      let waiting: { bytes: Buffer; position: number }[] = [];
      let behind: Promise<void> | null = null;
      let fault: unknown = null;
      /** What has gathered since the last write goes out in one, as long as it lies end to end. */
      async function writeBehind(): Promise<void> {
        while (waiting.length > 0) {
          const batch = waiting;
          waiting = [];
          for (let n = 0; n < batch.length; ) {
            const from = n;
            let end = batch[n]!.position;
            while (n < batch.length && batch[n]!.position === end) end += batch[n++]!.bytes.length;
            await file.write(Buffer.concat(batch.slice(from, n).map(({ bytes }) => bytes)), batch[from]!.position);
          }
        }
        behind = null;
      }
      return {
        ...file,
        write(bytes, position) {
          // The caller may use its buffer again at once.
          waiting.push({ bytes: Buffer.from(bytes), position });
          behind ??= writeBehind().catch((error: unknown) => void (fault ??= error));
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
