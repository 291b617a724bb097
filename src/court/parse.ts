// Reading court.yaml: syntax, schema and every reference between its parts, with all faults told at once by line.
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ContentError, type Fault } from "../content/faults.ts";
import { civilDateOf, isDayOff, isProvisional } from "./calendar.ts";
import { directorySchema, type Directory } from "./directory.ts";
import { brokenReferences } from "./references.ts";

type Path = readonly PropertyKey[];

const maxCharacters = 2_000_000;

/**
 * The directory in `text`; `file` names it in faults. Throws one `ContentError` with all faults, each
 * `file:line: what is wrong; remedy`. `unknownKeys: "ignore"` reads another court's file that has sections of its own.
 */
export function parseDirectory(
  text: string,
  file: string,
  options: { unknownKeys?: "refuse" | "ignore" } = {},
): Directory {
  const lines = new LineCounter();
  const fail = (found: { line: number; what: string }[]): never => {
    throw new ContentError(
      found.map(({ line, what }) => ({ file, line, what })).sort((a, b) => a.line - b.line) satisfies Fault[],
    );
  };
  if (text.length > maxCharacters)
    return fail([{ line: 1, what: `has ${text.length} characters; ${maxCharacters} are read at most` }]);
  if (text.includes("\uFFFD")) {
    return fail([
      { line: text.slice(0, text.indexOf("\uFFFD")).split("\n").length, what: "is not UTF-8; save the file as UTF-8" },
    ]);
  }
  // Every plain value as text: a phone keeps its leading zero, an id of digits stays an id, a date a date.
  const doc = parseDocument(text.replace(/^\uFEFF/, ""), {
    lineCounter: lines,
    prettyErrors: false,
    schema: "failsafe",
  });
  if (doc.errors.length > 0) {
    return fail(
      doc.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        what:
          error.code === "DUPLICATE_KEY"
            ? "the key stands twice in the same block; keep one"
            : `${error.message}; mend the YAML there`,
      })),
    );
  }
  let data: unknown;
  try {
    data = withoutEmpty(doc.toJS({ maxAliasCount: 50 }));
  } catch (error) {
    return fail([{ line: 1, what: `${(error as Error).message}; write the values out instead of aliases` }]);
  }
  if (data === undefined) return fail([{ line: 1, what: "is empty; begin with court, tribunals, judges and places" }]);

  let result = directorySchema.safeParse(data);
  if (!result.success && options.unknownKeys === "ignore") {
    for (const issue of result.error.issues)
      if (issue.code === "unrecognized_keys") dropKeys(data, issue.path, issue.keys);
    result = directorySchema.safeParse(data);
  }
  const faults = result.success ? [] : result.error.issues.flatMap((issue) => issueFaults(issue, doc, lines));
  const raw = structuredClone(data) as Record<string, unknown>;
  // What is left without the faulty values still shows which references are broken, so that one start tells everything.
  for (let round = 0; !result.success && round < 5; round += 1) {
    for (const issue of result.error.issues) dropFaulty(data, issue);
    result = directorySchema.safeParse(data);
  }
  const broken = result.success
    ? brokenReferences(result.data, raw).map((reference) => {
        const path = faults.length > 0 ? writtenPath(reference.path, result.data, raw) : reference.path;
        return { line: lineOf(doc, lines, path), what: `${dotted(path)}: ${reference.what}` };
      })
    : [];
  if (!result.success || faults.length + broken.length > 0) return fail([...faults, ...broken]);
  return { ...result.data, duty: dutyByDate(result.data.duty) };
}

/** What an operator should be told at the start although the file can be used. `today` is a civil date. */
export function directoryWarnings(directory: Directory, today: string): string[] {
  const year = Number(today.slice(0, 4));
  const unpublished = [year, year + 1].filter(
    (y) => isProvisional(directory.calendar, `${y}-01-01`) && (y === year || today.slice(5, 7) === "12"),
  );
  const idle = Object.entries(directory.duty).flatMap(([tribunal, days]) =>
    Object.keys(days)
      .filter(
        (date) => date >= today && !isProvisional(directory.calendar, date) && !isDayOff(directory.calendar, date),
      )
      .map((date) => `duty.${tribunal}.${date} is a working day: the roster is not asked on that day`),
  );
  return [
    ...unpublished.map(
      (y) =>
        `${y}: no statutory calendar is published yet; only weekends count as days off, computed dates are marked 待公布`,
    ),
    ...idle,
    ...(directory.leaders.length === 0 ? ["leaders: none; danger that the head cannot take has nobody above"] : []),
  ];
}

const dutyByDate = (duty: Directory["duty"]): Directory["duty"] =>
  Object.fromEntries(
    Object.entries(duty).map(([tribunal, days]) => [
      tribunal,
      Object.fromEntries(Object.entries(days).map(([day, who]) => [civilDateOf(day) ?? day, who])),
    ]),
  );

/** A key without a value, `null` or `~` counts as left out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((item) => item !== undefined);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [key, withoutEmpty(item)] as const)
        .filter(([, item]) => item !== undefined),
    );
  }
  return value === "" || value === "~" || value === "null" || value === null ? undefined : value;
}

function dropKeys(data: unknown, path: Path, keys: readonly string[]): void {
  let at = data as Record<PropertyKey, unknown> | undefined;
  for (const part of path) at = at?.[part] as Record<PropertyKey, unknown> | undefined;
  for (const key of keys) if (at) delete at[key];
}

/** Empties the faulty value; where it is one that must be there, the whole entry goes. */
function dropFaulty(data: unknown, issue: z.core.$ZodIssue): void {
  if (issue.code === "unrecognized_keys") return dropKeys(data, issue.path, issue.keys);
  const parents: Record<PropertyKey, unknown>[] = [];
  let at = data;
  for (const part of issue.path) {
    if (at === null || typeof at !== "object") break;
    parents.push(at as Record<PropertyKey, unknown>);
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  const depth = at === undefined ? parents.length - 2 : parents.length - 1;
  const parent = parents[depth];
  const key = issue.path[depth];
  if (parent === undefined || key === undefined) return;
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** Where an entry stands in the file, when faulty entries before it have been left out. */
function writtenPath(path: Path, directory: Directory, raw: Record<string, unknown>): Path {
  const [section, index, ...rest] = path;
  const rows = raw[section as string];
  if (typeof index !== "number" || !Array.isArray(rows)) return path;
  const id = (directory[section as keyof Directory] as { id?: string }[])[index]?.id;
  const at = rows.findIndex((row: { id?: string } | null) => row?.id === id);
  return at < 0 ? path : [section as string, at, ...rest];
}

const dotted = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    "",
  );

/** The line of the deepest node on the path; for a map's entry, the line of its key. */
function lineOf(doc: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? doc.contents : doc.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === String(last));
      if (pair && isScalar(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = doc.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function issueFaults(issue: z.core.$ZodIssue, doc: Document, lines: LineCounter): { line: number; what: string }[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      line: lineOf(doc, lines, [...issue.path, key]),
      what: `unknown key "${key}"${issue.path.length > 0 ? ` in ${dotted(issue.path)}` : ""}; correct its spelling or remove it`,
    }));
  }
  // Of a union's branches, the one that got furthest says best what is wrong.
  if (issue.code === "invalid_union") {
    const branch = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    if (branch.length > 0)
      return branch.flatMap((inner) => issueFaults({ ...inner, path: [...issue.path, ...inner.path] }, doc, lines));
  }
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  const what = missing
    ? "is missing; add it"
    : issue.message.includes(";")
      ? issue.message
      : `${issue.message}; correct the value`;
  return [{ line: lineOf(doc, lines, issue.path), what: `${dotted(issue.path)}: ${what}` }];
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(
    0,
    ...issues.map(
      (issue) => issue.path.length * 2 + (issue.code === "invalid_type" && issue.path.length === 0 ? 0 : 1),
    ),
  );
