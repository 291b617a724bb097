// Start-up: the last good generation of segments, then the journals replayed over it; never a silent empty start.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { restoreRemedy, StoreDamaged, StoreTooNew } from "./errors.ts";
import type { FileIo } from "./fileIo.ts";
import { checksum, type JournalHeader, journalName, journalNumber, readHeader, readJournal } from "./journal.ts";
import { createSegments, decodeSegment, type Segments } from "./segments.ts";
import { createSeen, decodeSeen, type Seen } from "./seen.ts";
import { generationOf, isPart, type Manifest, manifestName, openManifest, type SnapshotState } from "./snapshot.ts";
import { valueOf } from "./recent.ts";
import { collectionOf, fieldsOf, type Row, type Shape } from "./tables.ts";

export type Warn = (event: string, sentence: string, detail?: Record<string, string | number | boolean>) => void;

export type Recovered = {
  store: string;
  segments: Segments;
  seen: Seen;
  known: SnapshotState["known"];
  /** Null for a folder that never held a store. */
  manifest: Manifest | null;
  /** Generations that cannot be read: their numbers are not used again. */
  newestGeneration: number;
  /** Files of newer generations that were passed over. */
  damaged: string[];
  lastSeq: number;
  lastJournal: number;
  journalBytes: number;
};

/** Reads the store in `folder` and changes nothing there. */
export async function recover(io: FileIo, folder: string, shapes: Map<string, Shape>, warn: Warn): Promise<Recovered> {
  const names = (await io.list(folder)) ?? [];
  const generations = names
    .map(generationOf)
    .filter((generation) => generation !== null)
    .toSorted((a, b) => b - a);
  const journals = names.map(journalNumber).filter((number) => number !== null);
  const newestGeneration = generations[0] ?? 0;
  if (generations.length === 0) {
    // The very first start may have stopped between its journal and its manifest: a journal without a line is nothing.
    const first =
      journals.length === 1 ? ((await io.read(join(folder, journalName(journals[0]!)))) ?? Buffer.alloc(0)) : null;
    const begun = first !== null && first.indexOf(0x0a) === first.length - 1;
    const left = names.find((name) => (journalNumber(name) !== null && !begun) || isPart(name));
    if (left !== undefined) {
      throw new StoreDamaged(
        join(folder, left),
        "",
        `there is no ${manifestName(1)} or later beside it that says what belongs together`,
        restoreRemedy,
      );
    }
    const none = { segments: createSegments(), seen: createSeen(), known: new Map(), manifest: null, damaged: [] };
    return { ...none, store: randomUUID(), newestGeneration, lastSeq: 0, lastJournal: 0, journalBytes: 0 };
  }
  const faults: StoreDamaged[] = [];
  for (const generation of generations) {
    try {
      const recovered = await recoverGeneration(io, folder, generation, journals, shapes, warn);
      for (const { finding } of faults) {
        warn(
          "storeOlderSnapshot",
          `${finding} Opened from ${manifestName(generation)} and the journals after it instead; nothing is missing.`,
        );
      }
      return { ...recovered, newestGeneration, damaged: faults.map(({ file }) => file) };
    } catch (error) {
      if (!(error instanceof StoreDamaged)) throw error;
      faults.push(error);
    }
  }
  throw faults[0]!;
}

const readAhead = 4;

/** The error as a value, so that a read that nobody awaits any more harms nothing. */
async function settled(work: Promise<Buffer>): Promise<Buffer | Error> {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function recoverGeneration(
  io: FileIo,
  folder: string,
  generation: number,
  journals: number[],
  shapes: Map<string, Shape>,
  warn: Warn,
): Promise<Omit<Recovered, "newestGeneration" | "damaged">> {
  const low = openManifest(io, folder, generation);
  await low.read();
  const manifest = low.data;
  if (manifest === null)
    throw new StoreDamaged(join(folder, manifestName(generation)), "", "the file is missing", restoreRemedy);
  const segments = createSegments();
  const seen = createSeen();
  const known: SnapshotState["known"] = new Map();

  async function part(file: string, bytes: number): Promise<Buffer> {
    const path = join(folder, file);
    const content = await io.read(path);
    if (content === null)
      throw new StoreDamaged(
        path,
        "",
        `the file is missing, though ${manifestName(generation)} names it`,
        restoreRemedy,
      );
    if (content.length === 0 && bytes > 0) throw new StoreDamaged(path, "byte 0", "the file is empty", restoreRemedy);
    return content;
  }

  /** Some files are read ahead while one is taken apart. */
  const ahead = manifest.segments.slice(0, readAhead).map(({ file, bytes }) => settled(part(file, bytes)));
  for (const [at, { id, collection, file, crc, bytes }] of manifest.segments.entries()) {
    const next = manifest.segments[at + readAhead];
    if (next !== undefined) ahead.push(settled(part(next.file, next.bytes)));
    const content = await ahead.shift()!;
    if (content instanceof Error) throw content;
    const rows = decodeSegment(join(folder, file), content, crc);
    let dirty = false;
    const shape = shapes.get(collection);
    const sameFields = shape !== undefined && String(manifest.fields[collection]) === String(shape.fields);
    for (const [key, row] of rows) {
      const fit = fitRow(row, shapes, sameFields);
      if (fit === row) continue;
      rows.set(key, fit);
      dirty = true;
    }
    const size = [...rows.values()].reduce((sum, row) => sum + row.raw.length, 0);
    segments.adopt({ id, collection, rows, bytes: size, dirty, file });
    known.set(file, { crc, bytes });
  }
  for (const { id, file, crc, bytes, newest } of manifest.seen) {
    const content = await part(file, bytes);
    if (checksum(content) !== crc)
      throw new StoreDamaged(join(folder, file), "byte 0", "the file does not match its checksum", restoreRemedy);
    seen.adopt({ id, entries: decodeSeen(content), dirty: false, file, newest });
    known.set(file, { crc, bytes });
  }
  const replayed = await replay(io, folder, manifest, journals, shapes, segments, seen, warn);
  return { store: manifest.store, segments, seen, known, manifest, ...replayed };
}

async function replay(
  io: FileIo,
  folder: string,
  manifest: Manifest,
  all: number[],
  shapes: Map<string, Shape>,
  segments: Segments,
  seen: Seen,
  warn: Warn,
) {
  const journals: { number: number; path: string; bytes: Buffer; header: JournalHeader }[] = [];
  for (const number of all.filter((number) => number >= manifest.journal).toSorted((a, b) => a - b)) {
    const path = join(folder, journalName(number));
    const bytes = (await io.read(path)) ?? Buffer.alloc(0);
    const header = readHeader(path, bytes);
    if (header.number !== number || header.store !== manifest.store) {
      throw new StoreDamaged(path, "line 1 (byte 0)", "the journal belongs to another store", restoreRemedy);
    }
    journals.push({ number, path, bytes, header });
  }
  if (journals[0]?.number !== manifest.journal) {
    throw new StoreDamaged(
      join(folder, journalName(manifest.journal)),
      "",
      `the journal is missing, though ${manifestName(manifest.generation)} needs it`,
      restoreRemedy,
    );
  }
  let lastSeq = journals[0].header.first - 1;
  let journalBytes = 0;
  for (const [at, { path, bytes, header }] of journals.entries()) {
    journalBytes += bytes.length;
    // Two journals may begin at the same commit when the first was given up before anything was written.
    if (header.first !== lastSeq + 1) {
      throw new StoreDamaged(
        path,
        "line 1 (byte 0)",
        `it begins at commit ${header.first} where commit ${lastSeq + 1} should be; a journal before it is missing`,
        restoreRemedy,
      );
    }
    const { lines, torn } = readJournal(path, bytes, journals[at + 1]?.header.first ?? Infinity);
    for (const line of lines) {
      for (const [key, version, schema, value] of line.changes) {
        const shape = shapes.get(collectionOf(key));
        if (value === null) segments.remove(key);
        else {
          const row: Row = {
            key,
            version,
            schema,
            raw: Buffer.from(JSON.stringify(value)),
            fields: shape === undefined ? [] : fieldsOf(shape, value),
          };
          segments.put(fitRow(row, shapes, true));
        }
      }
      if (line.messageId !== null && !seen.has(line.messageId)) seen.add(line.messageId, line.at);
      lastSeq = line.seq;
    }
    if (torn !== null) {
      warn(
        "storeTornTail",
        `${path}: line ${torn.line} (byte ${torn.offset}): the last ${torn.bytes} bytes were being written when the machine stopped. They were never acknowledged and are left out.`,
        { line: torn.line, offset: torn.offset, bytes: torn.bytes },
      );
    }
  }
  return { lastSeq, lastJournal: journals.at(-1)!.number, journalBytes };
}

/** The row as this version of the code knows it: upgraded, its looked-up fields read again; itself when nothing is to be done. */
function fitRow(row: Row, shapes: Map<string, Shape>, sameFields: boolean): Row {
  const shape = shapes.get(collectionOf(row.key));
  if (shape === undefined) {
    throw new StoreTooNew(
      `${row.key}: this version does not know the collection "${collectionOf(row.key)}". Start the newer version that wrote it.`,
    );
  }
  const { version: schema, upgrade } = shape.spec;
  if (row.schema > schema) {
    throw new StoreTooNew(
      `${row.key}: written with schema version ${row.schema}, this version knows ${schema}. Start the newer version that wrote it.`,
    );
  }
  if (row.schema === schema && sameFields) return row;
  if (row.schema < schema && upgrade === undefined) {
    throw new StoreTooNew(
      `${row.key}: written with schema version ${row.schema}; turn/documents.ts has no upgrade to ${schema}. Add one.`,
    );
  }
  const value = row.schema < schema && upgrade !== undefined ? upgrade(valueOf(row), row.schema) : valueOf(row);
  return { ...row, schema, raw: Buffer.from(JSON.stringify(value)), fields: fieldsOf(shape, value) };
}
