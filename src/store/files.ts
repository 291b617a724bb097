// The files people send as evidence: kept under the hash of their bytes, known by what the bytes are, never by what they are called.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isSilk } from "../turn/files.ts";

/** `hash`: SHA-256 in hex; `size` in bytes. */
export type KeptFile = { hash: string; size: number; mime: string };

export type FileStore = {
  /** Writes the bytes once, however often they come; null when they are no picture, sound, film or document. */
  keep(bytes: Uint8Array): Promise<KeptFile | null>;
  read(hash: string): Promise<Uint8Array | null>;
  /** Deletes what nothing points to any more and is older than `before` (epoch ms); returns how many. */
  sweep(known: ReadonlySet<string>, before: number): Promise<number>;
};

/** What a judge can look at. Programs, scripts and archives are none of it, whatever they are called. */
const documents: ReadonlySet<string> = new Set([
  "application/pdf",
  "application/msword",
  "application/x-cfb",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  // The day of a meeting, which the bot itself makes.
  "text/calendar",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
]);
const media = /^(?:image\/(?!svg)|audio\/|video\/)/;

async function mimeOf(bytes: Uint8Array): Promise<string | null> {
  if (isSilk(bytes)) return "audio/silk";
  // Loaded with the first file: it knows hundreds of formats.
  const { fileTypeFromBuffer } = await import("file-type");
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? null;
  return mime !== null && (media.test(mime) || documents.has(mime)) ? mime : null;
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export function createFileStore(folder: string): FileStore {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);

  return {
    async keep(bytes) {
      const mime = await mimeOf(bytes);
      if (mime === null) return null;
      const hash = createHash("sha256").update(bytes).digest("hex");
      const path = pathOf(hash);
      const kept = { hash, size: bytes.length, mime };
      if ((await stat(path).catch(() => null))?.size === bytes.length) return kept;
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
      const part = `${path}.${randomBytes(4).toString("hex")}.part`;
      const file = await open(part, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
      return kept;
    },
    read: (hash) => (isHash(hash) ? readFile(pathOf(hash)).catch(() => null) : Promise.resolve(null)),
    async sweep(known, before) {
      let gone = 0;
      for (const name of await readdir(folder).catch(() => [])) {
        for (const file of await readdir(join(folder, name)).catch(() => [])) {
          const path = join(folder, name, file);
          if (known.has(file) || ((await stat(path).catch(() => null))?.mtimeMs ?? before) >= before) continue;
          await rm(path, { force: true });
          gone++;
        }
      }
      return gone;
    },
  };
}
