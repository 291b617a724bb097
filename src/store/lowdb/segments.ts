// The durable documents, parted into segments of about a megabyte: only the changed ones are written again by a snapshot.
import { restoreRemedy, StoreDamaged } from "./errors.ts";
import { checksum } from "./journal.ts";
import { collectionOf, type Field, type Row } from "./tables.ts";
import type { Key } from "../../turn/ports.ts";

const maxBytes = 1_000_000;
const maxRows = 1_000;

/** `file`: where its last written state lies, null while it was never written. */
export type Segment = {
  id: number;
  collection: string;
  rows: Map<Key, Row>;
  bytes: number;
  dirty: boolean;
  file: string | null;
};

export type Segments = ReturnType<typeof createSegments>;

export function createSegments() {
  const segments = new Map<number, Segment>();
  const segmentOf = new Map<Key, Segment>();
  /** By collection: segments with room for new documents. */
  const open = new Map<string, Segment>();
  const roomy = new Map<string, Set<Segment>>();
  let nextId = 1;

  function segmentWithRoom(collection: string): Segment {
    const current = open.get(collection);
    if (current !== undefined && segments.has(current.id) && current.bytes < maxBytes && current.rows.size < maxRows)
      return current;
    const [again] = roomy.get(collection) ?? [];
    const chosen = again ?? { id: nextId++, collection, rows: new Map<Key, Row>(), bytes: 0, dirty: true, file: null };
    roomy.get(collection)?.delete(chosen);
    segments.set(chosen.id, chosen);
    open.set(collection, chosen);
    return chosen;
  }

  function remove(key: Key): void {
    const segment = segmentOf.get(key);
    if (segment === undefined) return;
    segment.bytes -= segment.rows.get(key)!.raw.length;
    segment.rows.delete(key);
    segment.dirty = true;
    segmentOf.delete(key);
    if (segment.rows.size > 0) {
      if (segment.bytes < maxBytes / 2 && segment.rows.size < maxRows / 2 && open.get(segment.collection) !== segment) {
        let free = roomy.get(segment.collection);
        if (free === undefined) roomy.set(segment.collection, (free = new Set()));
        free.add(segment);
      }
      return;
    }
    if (open.get(segment.collection) === segment) return;
    roomy.get(segment.collection)?.delete(segment);
    segments.delete(segment.id);
  }

  return {
    /** Records that the row is on disk. */
    put(row: Row): void {
      let segment = segmentOf.get(row.key);
      if (segment === undefined) {
        segment = segmentWithRoom(collectionOf(row.key));
        segmentOf.set(row.key, segment);
      }
      segment.bytes += row.raw.length - (segment.rows.get(row.key)?.raw.length ?? 0);
      segment.rows.set(row.key, row);
      segment.dirty = true;
    },

    remove,

    /** Takes over a segment read from disk. A key that lies in two of them was moved while a snapshot ran: both are written again. */
    adopt(segment: Segment): void {
      segments.set(segment.id, segment);
      nextId = Math.max(nextId, segment.id + 1);
      for (const key of segment.rows.keys()) {
        if (segmentOf.has(key)) {
          remove(key);
          segment.dirty = true;
        }
        segmentOf.set(key, segment);
      }
      if (segment.bytes < maxBytes / 2 && segment.rows.size < maxRows / 2) open.set(segment.collection, segment);
    },

    all: (): Segment[] => [...segments.values()],
  };
}

/** A buffer used again for one segment after the other, since large new ones set the garbage collector going. */
export type Scratch = { bytes: Buffer };

/**
 * One line per document: checksum, TAB, its head as JSON, TAB, its value as JSON (which never holds a raw TAB).
 * Where many of the values lie scattered in memory they afterwards lie together, in the buffer that is returned; else that
 * buffer is `scratch` and good until the next call.
 */
export function encodeSegment(segment: Segment, scratch: Scratch): Buffer {
  const parts: { row: Row; head: Buffer }[] = [];
  let length = 0;
  let scattered = 0;
  let home: ArrayBufferLike | undefined;
  for (const row of segment.rows.values()) {
    const head = Buffer.from(`\t${JSON.stringify([row.key, row.version, row.schema, row.fields])}\t`);
    parts.push({ row, head });
    length += 8 + head.length + row.raw.length + 1;
    home ??= row.raw.buffer;
    if (row.raw.buffer !== home) scattered += 1;
  }
  const gather = scattered > parts.length / 3;
  if (!gather && scratch.bytes.length < length) scratch.bytes = Buffer.allocUnsafeSlow(length + (length >> 2));
  const bytes = gather ? Buffer.allocUnsafeSlow(length) : scratch.bytes.subarray(0, length);
  let at = 0;
  for (const { row, head } of parts) {
    const start = at;
    at += 8;
    at += head.copy(bytes, at);
    const from = at;
    at += row.raw.copy(bytes, at);
    if (gather) row.raw = bytes.subarray(from, at);
    bytes.write(checksum(bytes.subarray(start + 8, at)), start, "latin1");
    bytes[at] = 0x0a;
    at += 1;
  }
  return bytes;
}

/** Reads a segment; `crc` is what the snapshot says of the whole file. */
export function decodeSegment(file: string, bytes: Buffer, crc: string): Map<Key, Row> {
  const whole = checksum(bytes) === crc;
  const rows = new Map<Key, Row>();
  let offset = 0;
  for (let number = 1; offset < bytes.length; number += 1) {
    const newline = bytes.indexOf(0x0a, offset);
    const stop = newline === -1 ? bytes.length : newline;
    if (
      !whole &&
      (newline === -1 || bytes.toString("latin1", offset, offset + 8) !== checksum(bytes.subarray(offset + 8, stop)))
    ) {
      throw new StoreDamaged(
        file,
        `line ${number} (byte ${offset})`,
        "the document does not match its checksum",
        restoreRemedy,
      );
    }
    const tab = bytes.indexOf(0x09, offset + 9);
    const [key, version, schema, fields] = JSON.parse(bytes.toString("utf8", offset + 9, tab)) as [
      Key,
      number,
      number,
      Field[],
    ];
    rows.set(key, { key, version, schema, fields, raw: bytes.subarray(tab + 1, stop) });
    offset = stop + 1;
  }
  if (!whole)
    throw new StoreDamaged(
      file,
      `byte ${bytes.length}`,
      "the file is shorter or longer than it was written",
      restoreRemedy,
    );
  return rows;
}
