// The journal's lines: one checksummed line per commit, and the reading of a journal that may end torn or be damaged.
import { crc32 } from "node:zlib";
import { z } from "zod";
import type { Key } from "../../turn/ports.ts";
import { restoreRemedy, StoreDamaged, StoreTooNew } from "./errors.ts";

/** [key, version, schema version, value]; a null value deletes. */
export type JournalChange = [key: Key, version: number, schema: number, value: unknown];

/** `seq` counts commits over all journals; `durable` is the last seq known to be on disk when this line was written. */
export type JournalLine = {
  seq: number;
  durable: number;
  at: number;
  messageId: string | null;
  changes: JournalChange[];
};

/** `first`: the seq of the first line; whatever an older journal holds from there on was never acknowledged. */
const headerSchema = z.strictObject({
  journal: z.literal(1),
  store: z.string(),
  number: z.number().int(),
  first: z.number().int(),
});
export type JournalHeader = z.infer<typeof headerSchema>;

const lineSchema = z.strictObject({
  s: z.number().int(),
  d: z.number().int(),
  t: z.number(),
  m: z.string().nullable(),
  c: z.array(z.tuple([z.string(), z.number().int(), z.number().int(), z.unknown()])),
});

export function journalName(number: number): string {
  return `journal-${String(number).padStart(8, "0")}.log`;
}

export function journalNumber(name: string): number | null {
  const found = /^journal-(\d{8})\.log$/.exec(name);
  return found === null ? null : Number(found[1]);
}

export function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

function withChecksum(body: string): Buffer {
  const bytes = Buffer.from(`00000000 ${body}\n`);
  bytes.write(checksum(bytes.subarray(9, -1)), 0, "latin1");
  return bytes;
}

export function encodeHeader(header: JournalHeader): Buffer {
  return withChecksum(JSON.stringify(header));
}

/** The part of a line that is known before its place in the journal is. `values` are JSON texts. */
export function lineContent(
  at: number,
  messageId: string | undefined,
  changes: { key: Key; version: number; schema: number; json: string }[],
): string {
  const parts = changes.map(
    ({ key, version, schema, json }) => `[${JSON.stringify(key)},${version},${schema},${json}]`,
  );
  return `"t":${at},"m":${JSON.stringify(messageId ?? null)},"c":[${parts.join(",")}]}`;
}

export function encodeLine(seq: number, durable: number, content: string): Buffer {
  return withChecksum(`{"s":${seq},"d":${durable},${content}`);
}

/** The JSON of a line (without its newline), undefined when the checksum does not hold. */
function decode(line: Buffer): unknown {
  if (line.length < 10 || line[8] !== 0x20) return undefined;
  const body = line.subarray(9);
  if (line.toString("latin1", 0, 8) !== checksum(body)) return undefined;
  return JSON.parse(body.toString("utf8"));
}

/** A journal's header, which is written before anything else and durable before the journal is used. */
export function readHeader(file: string, bytes: Buffer): JournalHeader {
  const end = bytes.indexOf(0x0a);
  const content = decode(bytes.subarray(0, Math.max(0, end)));
  const header = headerSchema.safeParse(content);
  if (!header.success && content !== undefined) {
    throw new StoreTooNew(
      `${file}: written in a form that this version does not know. Start the newer version that wrote it.`,
    );
  }
  if (!header.success) throw new StoreDamaged(file, "line 1 (byte 0)", "the header cannot be read", restoreRemedy);
  return header.data;
}

/** `torn`: a tail that was being written when the machine stopped, never acknowledged, and was left out. */
export type JournalContent = { lines: JournalLine[]; torn: { offset: number; line: number; bytes: number } | null };

/**
 * Reads the lines of a journal in order, those with seq below `end` (that is where the next journal takes over).
 *
 * A tail is torn when its last line has no end, or holds a run of zero bytes (sectors that were never written), and no later
 * line says that it was already durable. Anything else that fails its checksum was once acknowledged: damage.
 */
export function readJournal(file: string, bytes: Buffer, end: number): JournalContent {
  const header = readHeader(file, bytes);
  const lines: JournalLine[] = [];
  let offset = bytes.indexOf(0x0a) + 1;
  let number = 2;
  let expected = header.first;
  while (offset < bytes.length && expected < end) {
    const newline = bytes.indexOf(0x0a, offset);
    const stop = newline === -1 ? bytes.length : newline;
    const place = `line ${number} (byte ${offset})`;
    const parsed = lineSchema.safeParse(decode(bytes.subarray(offset, stop)));
    if (!parsed.success) {
      if (end !== Infinity) throw new StoreDamaged(file, place, `the line does not match its checksum`, restoreRemedy);
      if (!isTorn(bytes, offset, newline, expected)) {
        throw new StoreDamaged(file, place, "the line does not match its checksum", restoreRemedy);
      }
      return { lines, torn: { offset, line: number, bytes: bytes.length - offset } };
    }
    const { s, d, t, m, c } = parsed.data;
    if (s !== expected) {
      throw new StoreDamaged(file, place, `commit ${s} stands where commit ${expected} should be`, restoreRemedy);
    }
    lines.push({ seq: s, durable: d, at: t, messageId: m, changes: c as JournalChange[] });
    expected += 1;
    number += 1;
    offset = stop + 1;
  }
  if (end !== Infinity && expected < end) {
    throw new StoreDamaged(
      file,
      `line ${number}`,
      `it ends at commit ${expected - 1}, but the next journal begins at commit ${end}`,
      restoreRemedy,
    );
  }
  return { lines, torn: null };
}

function isTorn(bytes: Buffer, offset: number, newline: number, seq: number): boolean {
  const rest = bytes.subarray(offset);
  const zeros = rest.includes("\0\0");
  if (newline === -1) {
    // A whole line whose end alone is wrong was acknowledged and then damaged.
    const lastByteWrong = rest.length > 10 && rest.at(-1) !== 0 && decode(rest.subarray(0, -1)) !== undefined;
    return !lastByteWrong;
  }
  if (!zeros) return false;
  for (let from = newline + 1; from < bytes.length; ) {
    const next = bytes.indexOf(0x0a, from);
    const later = lineSchema.safeParse(decode(bytes.subarray(from, next === -1 ? bytes.length : next)));
    if (later.success && later.data.d >= seq) return false;
    from = next === -1 ? bytes.length : next + 1;
  }
  return true;
}
