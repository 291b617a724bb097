// Copies of a store: taken while it runs, put back where nothing is, and checked without opening.
import { join } from "node:path";
import { type CollectionSpec, documents } from "../../turn/documents.ts";
import { restoreRemedy, StoreDamaged } from "./errors.ts";
import { type FileIo, nodeIo, writeDurably } from "./fileIo.ts";
import { checksum, journalName, journalNumber } from "./journal.ts";
import { recover, type Warn } from "./recovery.ts";
import { generationOf, isPart, type Manifest, manifestName } from "./snapshot.ts";
import { collectionOf, shapesOf } from "./tables.ts";

export async function requireEmpty(io: FileIo, folder: string): Promise<void> {
  const names = (await io.list(folder)) ?? [];
  if (names.length > 0) {
    throw new Error(
      `${folder} is not empty (it holds ${names[0]}${names.length > 1 ? " and more" : ""}). Name an empty or a new folder.`,
    );
  }
}

async function readThere(io: FileIo, path: string): Promise<Buffer> {
  const bytes = await io.read(path);
  if (bytes === null) throw new StoreDamaged(path, "", "the file is missing", restoreRemedy);
  return bytes;
}

/** The generation of `manifest` and the journals over it, the last one up to `place`; the manifest comes last and makes it a store. */
export async function copyStore(
  io: FileIo,
  from: string,
  to: string,
  manifest: Manifest,
  place: { number: number; length: number },
): Promise<void> {
  await io.makeFolder(to);
  for (const { file, crc } of [...manifest.segments, ...manifest.seen]) {
    const bytes = await readThere(io, join(from, file));
    if (checksum(bytes) !== crc)
      throw new StoreDamaged(join(from, file), "byte 0", "the file does not match its checksum", restoreRemedy);
    await writeDurably(io, join(to, file), bytes);
  }
  for (let number = manifest.journal; number <= place.number; number += 1) {
    const bytes = await io.read(join(from, journalName(number)));
    // A journal that was given up before its first line leaves a gap in the numbers.
    if (bytes === null) continue;
    await writeDurably(
      io,
      join(to, journalName(number)),
      number === place.number ? bytes.subarray(0, place.length) : bytes,
    );
  }
  const name = manifestName(manifest.generation);
  await writeDurably(io, join(to, name), await readThere(io, join(from, name)));
}

export type Verified = { documents: Record<string, number>; commits: number };

/** Reads the whole store in `folder` as a start would, and changes nothing. Throws what a start would throw. */
export async function verify(
  folder: string,
  onWarning: Warn,
  specs: Record<string, CollectionSpec> = documents,
  io: FileIo = nodeIo,
): Promise<Verified> {
  const { segments, lastSeq, manifest } = await recover(io, folder, shapesOf(specs), onWarning);
  if (manifest === null) throw new Error(`${folder} holds no store.`);
  const counts: Record<string, number> = {};
  for (const segment of segments.all()) {
    for (const key of segment.rows.keys()) counts[collectionOf(key)] = (counts[collectionOf(key)] ?? 0) + 1;
  }
  return { documents: counts, commits: lastSeq };
}

/** Puts a backup into an empty or new folder; nobody may have either of them open. Refuses a damaged backup. */
export async function restoreBackup(from: string, to: string, onWarning: Warn, io: FileIo = nodeIo): Promise<Verified> {
  await requireEmpty(io, to);
  const found = await verify(from, onWarning, documents, io);
  await io.makeFolder(to);
  const names = ((await io.list(from)) ?? []).filter(
    (name) => journalNumber(name) !== null || isPart(name) || generationOf(name) !== null,
  );
  // Manifests last: without one the folder is no store yet.
  const inOrder = [
    ...names.filter((name) => generationOf(name) === null),
    ...names.filter((name) => generationOf(name) !== null),
  ];
  for (const name of inOrder) await writeDurably(io, join(to, name), await readThere(io, join(from, name)));
  return found;
}
