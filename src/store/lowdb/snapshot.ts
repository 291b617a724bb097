// Snapshots: the changed segments written by lowdb one after the other, then a manifest that names all of a generation's files.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Low } from "lowdb";
import { z } from "zod";
import { restoreRemedy, StoreDamaged, StoreTooNew } from "./errors.ts";
import { durableFile, type FileIo, writeSynced } from "./fileIo.ts";
import { checksum, journalNumber } from "./journal.ts";
import { encodeSegment, type Scratch, type Segment, type Segments } from "./segments.ts";
import { encodeSeen, type Seen, type SeenChunk } from "./seen.ts";
import type { Shape } from "./tables.ts";

const fileSchema = z.strictObject({ id: z.number().int(), file: z.string(), crc: z.string(), bytes: z.number().int() });

const manifestSchema = z.strictObject({
  snapshot: z.literal(1),
  store: z.string(),
  generation: z.number().int(),
  /** The first journal to replay over it. */
  journal: z.number().int(),
  /** Looked-up fields of each collection as the segments hold them. */
  fields: z.record(z.string(), z.array(z.string())),
  segments: z.array(fileSchema.extend({ collection: z.string() })),
  seen: z.array(fileSchema.extend({ newest: z.number() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function manifestName(generation: number): string {
  return `snapshot-${String(generation).padStart(8, "0")}.json`;
}

export function generationOf(name: string): number | null {
  const found = /^snapshot-(\d{8})\.json$/.exec(name);
  return found === null ? null : Number(found[1]);
}

export function isPart(name: string): boolean {
  return /^(segment|seen)-\d{8}-\d{8}\.jsonl?$/.test(name);
}

/** A store's manifest as lowdb sees it: one small document, kept with its checksum. */
export function openManifest(io: FileIo, folder: string, generation: number): Low<Manifest | null> {
  const path = join(folder, manifestName(generation));
  const adapter = durableFile<Manifest | null>(
    io,
    path,
    (manifest) => {
      const body = Buffer.from(JSON.stringify(manifest));
      return Buffer.concat([Buffer.from(`${checksum(body)} `), body, Buffer.from("\n")]);
    },
    (bytes) => {
      const body = bytes.subarray(9, -1);
      if (bytes.toString("latin1", 0, 8) !== checksum(body)) {
        throw new StoreDamaged(
          path,
          "byte 0",
          "the list of the snapshot's files does not match its checksum",
          restoreRemedy,
        );
      }
      const parsed = manifestSchema.safeParse(JSON.parse(body.toString("utf8")));
      if (!parsed.success)
        throw new StoreTooNew(
          `${path}: written in a form that this version does not know. Start the newer version that wrote it.`,
        );
      return parsed.data;
    },
  );
  return new Low(adapter, null);
}

type Known = Map<string, { crc: string; bytes: number }>;

export type SnapshotState = {
  io: FileIo;
  folder: string;
  store: string;
  shapes: Map<string, Shape>;
  segments: Segments;
  seen: Seen;
  /** Checksum and size of every part that was written or read. */
  known: Known;
  scratch: Scratch;
  /** The generation last written, and the manifests that are kept. */
  generation: number;
  kept: Manifest[];
};

/** Between two segments the disk is the journal's alone, for so many times as long as the segment took. */
const breaths = 2;

async function writePart<T extends Segment | SeenChunk>(
  state: SnapshotState,
  kind: string,
  part: T,
  generation: number,
  encode: (part: T) => Buffer,
): Promise<void> {
  const file = `${kind}-${String(part.id).padStart(8, "0")}-${String(generation).padStart(8, "0")}.${kind === "seen" ? "json" : "jsonl"}`;
  // What changes after this moment is in the new journal and makes the part dirty again.
  part.dirty = false;
  try {
    const bytes = encode(part);
    const low = new Low(
      durableFile<T>(
        state.io,
        join(state.folder, file),
        () => bytes,
        () => part,
        // The folder is synced once, before the manifest that makes the parts count.
        writeSynced,
      ),
      part,
    );
    await low.write();
    part.file = file;
    state.known.set(file, { crc: checksum(bytes), bytes: bytes.length });
  } catch (error) {
    part.dirty = true;
    throw error;
  }
}

/** Only parts that were on disk by now: one that came into being since is wholly in the new journal. */
function written<T extends { file: string | null }>(parts: readonly T[]): T[] {
  return parts.filter((part) => part.file !== null);
}

/** Writes a new generation. `journal` was begun just before: all that is not in it is in the durable segments. */
export async function writeSnapshot(
  state: SnapshotState,
  journal: number,
  now: number,
  hurry: () => boolean,
): Promise<Manifest> {
  const generation = state.generation + 1;
  state.seen.prune(now);
  for (const segment of state.segments.all()) {
    if (!segment.dirty) continue;
    const began = performance.now();
    await writePart(state, "segment", segment, generation, (part) => encodeSegment(part, state.scratch));
    if (!hurry()) await pause(Math.max(1, (performance.now() - began) * breaths));
  }
  for (const chunk of state.seen.chunks()) {
    if (chunk.dirty) await writePart(state, "seen", chunk, generation, encodeSeen);
  }
  const entry = (part: { id: number; file: string | null }) => ({
    id: part.id,
    file: part.file!,
    ...state.known.get(part.file!)!,
  });
  const manifest: Manifest = {
    snapshot: 1,
    store: state.store,
    generation,
    journal,
    fields: Object.fromEntries([...state.shapes.values()].map((shape) => [shape.name, [...shape.fields]])),
    segments: written(state.segments.all()).map((segment) => ({ ...entry(segment), collection: segment.collection })),
    seen: written(state.seen.chunks()).map((chunk) => ({ ...entry(chunk), newest: chunk.newest })),
  };
  await state.io.syncFolder(state.folder);
  const low = openManifest(state.io, state.folder, generation);
  low.data = manifest;
  await low.write();
  state.generation = generation;
  state.kept = [...state.kept.slice(-1), manifest];
  return manifest;
}

/** Deletes what neither of the two kept generations needs. Files with other names, and those marked damaged, stay. */
export async function deleteOld(state: SnapshotState): Promise<void> {
  const needed = new Set(
    state.kept.flatMap((manifest) => [...manifest.segments, ...manifest.seen].map(({ file }) => file)),
  );
  for (const part of [...state.segments.all(), ...state.seen.chunks()]) if (part.file !== null) needed.add(part.file);
  const generations = new Set(state.kept.map(({ generation }) => generation));
  const firstJournal = Math.min(...state.kept.map(({ journal }) => journal));
  for (const name of (await state.io.list(state.folder)) ?? []) {
    const generation = generationOf(name);
    const journal = journalNumber(name);
    const old =
      (generation !== null && !generations.has(generation)) ||
      (journal !== null && journal < firstJournal) ||
      (isPart(name) && !needed.has(name));
    if (!old) continue;
    await state.io.unlink(join(state.folder, name));
    state.known.delete(name);
  }
}
