// The documents in memory: their JSON as bytes, parsed only when read, with the indexes that queries and the clock need.
import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { CollectionSpec } from "../../turn/documents.ts";
import type { Doc, Key, Query } from "../../turn/ports.ts";
import { createRecent } from "./recent.ts";
import { createSortedKeys, type SortedKeys } from "./sortedKeys.ts";

type Single = string | number | boolean | null;
/** What a document is looked up by: a value, or several of which any does. */
export type Field = Single | readonly Single[];

/** `fields` are the values of the collection's looked-up fields, in the order of its `Shape`. */
export type Row = { key: Key; version: number; schema: number; raw: Buffer; fields: Field[] };

export type Shape = { name: string; spec: CollectionSpec; fields: readonly string[]; due: boolean };

/** A query that looks at many documents lets other work run this often. */
const sliceMs = 8;

const dueFields = ["state", "dueAt", "urgent"];

export function shapesOf(specs: Record<string, CollectionSpec>): Map<string, Shape> {
  return new Map(
    Object.entries(specs).map(([name, spec]) => {
      const due = name === "timer" || name === "outbox";
      return [name, { name, spec, due, fields: [...new Set([...spec.indexed, ...(due ? dueFields : [])])] }];
    }),
  );
}

export function collectionOf(key: string): string {
  return key.slice(0, key.indexOf("/"));
}

function primitive(value: unknown): Single {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

const isSeveral = (field: Field): field is readonly Single[] => Array.isArray(field);
const singles = (field: Field): readonly Single[] => (isSeveral(field) ? [...new Set(field)] : [field]);
const same = (a: Field, b: Field | undefined): boolean =>
  a === b ||
  (isSeveral(a) && b !== undefined && isSeveral(b) && a.length === b.length && a.every((v, n) => v === b[n]));

export function fieldsOf(shape: Shape, value: unknown): Field[] {
  const record = value as Record<string, unknown>;
  return shape.fields.map((name) => {
    const value = record[name];
    return Array.isArray(value) ? value.map(primitive) : primitive(value);
  });
}

type Table = {
  shape: Shape;
  keys: SortedKeys;
  /** By field name, then by value. */
  postings: Map<string, Map<Single, SortedKeys>>;
  /** What is due: urgent ones, and the others, in the order of `dueAt`. */
  urgent: SortedKeys;
  plain: SortedKeys;
};

export type Tables = ReturnType<typeof createTables>;

export function createTables(shapes: Map<string, Shape>) {
  const rows = new Map<Key, Row>();
  const tables = new Map<string, Table>();
  const valueOf = createRecent();
  for (const shape of shapes.values()) {
    const postings = new Map(shape.spec.indexed.map((name) => [name, new Map<Single, SortedKeys>()]));
    tables.set(shape.name, {
      shape,
      postings,
      keys: createSortedKeys(),
      urgent: createSortedKeys(),
      plain: createSortedKeys(),
    });
  }

  function tableOf(collection: string): Table {
    const table = tables.get(collection);
    if (table === undefined) throw new Error(`there is no collection "${collection}"; add it to turn/documents.ts`);
    return table;
  }

  /** The row's place among what is due: undefined unless it is pending. */
  function dueKey(table: Table, row: Row): { list: SortedKeys; key: string; dueAt: number } | undefined {
    const { fields } = table.shape;
    const dueAt = row.fields[fields.indexOf("dueAt")];
    if (row.fields[fields.indexOf("state")] !== "pending" || typeof dueAt !== "number") return undefined;
    const list = row.fields[fields.indexOf("urgent")] === true ? table.urgent : table.plain;
    const order = Math.min(Math.max(0, Math.floor(dueAt)), Number.MAX_SAFE_INTEGER);
    return { list, dueAt, key: `${String(order).padStart(16, "0")} ${row.key}` };
  }

  function index(table: Table, row: Row): void {
    table.shape.spec.indexed.forEach((name, at) => {
      const byValue = table.postings.get(name)!;
      for (const value of singles(row.fields[at] ?? null)) {
        let keys = byValue.get(value);
        if (keys === undefined) byValue.set(value, (keys = createSortedKeys()));
        keys.add(row.key);
      }
    });
    if (!table.shape.due) return;
    const due = dueKey(table, row);
    due?.list.add(due.key);
  }

  function unindex(table: Table, row: Row): void {
    table.shape.spec.indexed.forEach((name, at) => {
      const byValue = table.postings.get(name)!;
      for (const value of singles(row.fields[at] ?? null)) {
        const keys = byValue.get(value);
        keys?.remove(row.key);
        if (keys?.size === 0) byValue.delete(value);
      }
    });
    if (!table.shape.due) return;
    const due = dueKey(table, row);
    due?.list.remove(due.key);
  }

  function sameFields(a: Row, b: Row): boolean {
    return a.fields.every((value, at) => same(value, b.fields[at]));
  }

  /** The fewest keys among which all that fit are, undefined when there are none, and whether a row fits. */
  function lookUp(collection: string, wanted: NonNullable<Query["where"]>) {
    const table = tableOf(collection);
    const where = Object.entries(wanted);
    let candidates: SortedKeys | undefined = table.keys;
    for (const [name, value] of where) {
      if (!table.shape.spec.indexed.includes(name))
        throw new Error(`${collection} cannot be looked up by "${name}"; add it to "indexed" in turn/documents.ts`);
      const keys: SortedKeys | undefined = table.postings.get(name)!.get(value);
      if (candidates !== undefined && (keys === undefined || keys.size < candidates.size)) candidates = keys;
    }
    const conditions = where.map(([name, value]) => [table.shape.fields.indexOf(name), value] as const);
    return { candidates, fits: (row: Row): boolean => conditions.every(([at, value]) => holds(row.fields[at], value)) };
  }

  return {
    get: (key: Key): Row | undefined => rows.get(key),
    /** The value of a row in these tables; frozen. */
    valueOf,

    /** Puts or, with undefined, deletes; indexes follow. */
    set(key: Key, row: Row | undefined): void {
      const table = tableOf(collectionOf(key));
      const old = rows.get(key);
      if (row === undefined) {
        if (old === undefined) return;
        unindex(table, old);
        table.keys.remove(key);
        rows.delete(key);
        return;
      }
      rows.set(key, row);
      if (old !== undefined && sameFields(old, row)) return;
      if (old === undefined) table.keys.add(key);
      else unindex(table, old);
      index(table, row);
    },

    shapeOf: (collection: string): Shape => tableOf(collection).shape,

    counts: (): Record<string, number> =>
      Object.fromEntries([...tables].map(([name, table]) => [name, table.keys.size])),

    count(collection: string, where: NonNullable<Query["where"]>): number {
      const { candidates, fits } = lookUp(collection, where);
      if (candidates === undefined) return 0;
      if (Object.keys(where).length < 2) return candidates.size;
      let count = 0;
      for (const key of candidates.behind("")) if (fits(rows.get(key as Key)!)) count += 1;
      return count;
    },

    async query<T>(collection: string, query: Query): Promise<Doc<T>[]> {
      const { fields } = tableOf(collection).shape;
      const { candidates, fits } = lookUp(collection, query.where ?? {});
      if (candidates === undefined) return [];
      const { range } = query;
      const rangeAt = range === undefined ? -1 : fields.indexOf(range.field);
      const found: Doc<T>[] = [];
      let last =
        query.after === undefined
          ? ""
          : query.after.startsWith(`${collection}/`)
            ? query.after
            : `${collection}/${query.after}`;
      let more = true;
      while (more) {
        more = false;
        const until = performance.now() + sliceMs;
        for (const key of candidates.behind(last)) {
          if (found.length >= query.limit) return found;
          last = key;
          const row = rows.get(key as Key)!;
          if (fits(row)) {
            // A field that is not indexed costs parsing the document.
            const value =
              rangeAt >= 0 && range !== undefined && !within(row.fields[rangeAt], range)
                ? undefined
                : (valueOf(row) as T);
            const inside =
              range === undefined || rangeAt >= 0 || within((value as Record<string, unknown>)[range.field], range);
            if (value !== undefined && inside) found.push({ key: row.key, version: row.version, value });
          }
          if (performance.now() > until) {
            more = true;
            break;
          }
        }
        if (more) await yieldToOthers();
      }
      return found;
    },

    claimDue<T>(collection: string, now: number, limit: number): Doc<T>[] {
      const table = tableOf(collection);
      const due: Doc<T>[] = [];
      for (const list of [table.urgent, table.plain]) {
        for (const entry of list.behind("")) {
          if (due.length >= limit || Number(entry.slice(0, 16)) > now) break;
          const row = rows.get(entry.slice(17) as Key)!;
          if ((dueKey(table, row)?.dueAt ?? Infinity) <= now)
            due.push({ key: row.key, version: row.version, value: valueOf(row) as T });
        }
      }
      return due;
    },

    nextDue(collection: string): number | null {
      const table = tableOf(collection);
      const next = [table.urgent, table.plain].flatMap((list) => {
        const entry = list.first();
        const row = entry === undefined ? undefined : rows.get(entry.slice(17) as Key);
        const due = row === undefined ? undefined : dueKey(table, row);
        return due === undefined ? [] : [due.dueAt];
      });
      return next.length === 0 ? null : Math.min(...next);
    },
  };
}

function holds(field: Field | undefined, value: Single): boolean {
  return field === value || (field !== undefined && isSeveral(field) && field.includes(value));
}

function within(value: unknown, range: { from?: number; to?: number }): boolean {
  return typeof value === "number" && value >= (range.from ?? -Infinity) && value < (range.to ?? Infinity);
}
