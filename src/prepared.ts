// What follows from files alone, an index or a trained model, is kept beside the installed packages until a file changes.
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";

const usual = join(import.meta.dirname, "..", "node_modules", ".cache", "fengqiao");
/** The code that makes what is kept: another version of it makes it anew. */
const code = [
  "answers",
  "content",
  "understanding",
  "leads/causes.ts",
  "leads/flows.ts",
  "leads/form.ts",
  "load.ts",
  "loadAnswers.ts",
].map((path) => join(import.meta.dirname, path));

function add(hash: ReturnType<typeof createHash>, path: string): void {
  if (!lstatSync(path).isDirectory()) {
    hash.update(readFileSync(path)).update("\0");
    return;
  }
  for (const name of readdirSync(path).toSorted()) {
    hash.update(`${name}\0`);
    add(hash, join(path, name));
  }
}

/** A name for the content of files and folders, of the code that reads them and of the Node that runs it. */
function keyOf(paths: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of [...code, ...paths]) add(hash, path);
  return hash.digest("hex").slice(0, 32);
}

/** The value in a kept file; undefined when it is not there, or not whole. */
function taken(file: string): unknown {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(4);
    return bytes.readUInt32LE(0) === crc32(body) ? deserialize(body) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What `make` gives, made only when one of `paths` (files and folders, read whole) or the code has changed since the last
 * time. The value must be plain data. What cannot be kept, on a disk that is full or not ours, is made each time.
 */
export function prepared<T>(name: string, paths: readonly string[], make: () => T, folder = usual): T {
  let file: string;
  try {
    file = join(folder, `${name}-${keyOf(paths)}.bin`);
  } catch {
    // A file that cannot be read is told by who reads it for its content.
    return make();
  }
  const known = taken(file);
  if (known !== undefined) return known as T;
  const made = make();
  try {
    mkdirSync(folder, { recursive: true });
    const body = serialize(made);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(crc32(body));
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([head, body]));
    for (const old of readdirSync(folder))
      if (old.startsWith(`${name}-`) && old.endsWith(".bin")) rmSync(join(folder, old), { force: true });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Kept for speed alone.
  }
  return made;
}
