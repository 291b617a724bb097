// Documents read lately, kept as parsed: a conversation's own documents are read again with its every message.
import type { Row } from "./tables.ts";

/** Bytes of JSON whose values are kept in each of two generations; what is read again moves to the younger. */
const most = 4 << 20;

/**
 * The value of a row, frozen, so that nobody who reads it can change it for who reads it next. A row is replaced, never
 * changed, so what was parsed once stays right.
 */
export function createRecent(): (row: Row) => unknown {
  let young = new Map<Row, unknown>();
  let old = new Map<Row, unknown>();
  let bytes = 0;
  return (row) => {
    const known = young.get(row);
    if (known !== undefined) return known;
    const value = old.get(row) ?? frozen(valueOf(row));
    bytes += row.raw.length;
    if (bytes > most) {
      old = young;
      young = new Map();
      bytes = row.raw.length;
    }
    young.set(row, value);
    return value;
  };
}

export function valueOf(row: Row): unknown {
  return JSON.parse(row.raw.toString("utf8"));
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
