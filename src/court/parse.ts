// Reading court.yaml: syntax, schema and every reference between its parts, with all faults told at once by line.
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ContentError, type Fault } from "../content/faults.ts";
import { civilDateOf, isDayOff, isProvisional } from "./calendar.ts";
import { directorySchema, type Directory } from "./directory.ts";

type Path = readonly PropertyKey[];

const maxCharacters = 2_000_000;

/**
 * The directory in `text`; `file` names it in faults. Throws one `ContentError` with all faults, each
 * `file:line: what is wrong; remedy`. `unknownKeys: "ignore"` reads another court's file that has sections of its own.
 */
export function parseDirectory(text: string, file: string, options: { unknownKeys?: "refuse" | "ignore" } = {}): Directory {
  const lines = new LineCounter();
  const fail = (found: { line: number; what: string }[]): never => {
    throw new ContentError(found.map(({ line, what }) => ({ file, line, what })).sort((a, b) => a.line - b.line) satisfies Fault[]);
  };
  if (text.length > maxCharacters) return fail([{ line: 1, what: `has ${text.length} characters; ${maxCharacters} are read at most` }]);
  if (text.includes("\uFFFD")) {
    return fail([{ line: text.slice(0, text.indexOf("\uFFFD")).split("\n").length, what: "is not UTF-8; save the file as UTF-8" }]);
  }
  // Every plain value as text: a phone keeps its leading zero, an id of digits stays an id, a date a date.
  const doc = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: lines, prettyErrors: false, schema: "failsafe" });
  if (doc.errors.length > 0) {
    return fail(
      doc.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        what: error.code === "DUPLICATE_KEY" ? "the key stands twice in the same block; keep one" : `${error.message}; mend the YAML there`,
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
    for (const issue of result.error.issues) if (issue.code === "unrecognized_keys") dropKeys(data, issue.path, issue.keys);
    result = directorySchema.safeParse(data);
  }
  if (!result.success) return fail(result.error.issues.flatMap((issue) => issueFaults(issue, doc, lines)));

  const directory = { ...result.data, duty: dutyByDate(result.data.duty) };
  const broken = brokenReferences(directory).map(({ path, what }) => ({ line: lineOf(doc, lines, path), what: `${dotted(path)}: ${what}` }));
  return broken.length > 0 ? fail(broken) : directory;
}

/** What an operator should be told at the start although the file can be used. `today` is a civil date. */
export function directoryWarnings(directory: Directory, today: string): string[] {
  const year = Number(today.slice(0, 4));
  const unpublished = [year, year + 1].filter((y) => isProvisional(directory.calendar, `${y}-01-01`) && (y === year || today.slice(5, 7) === "12"));
  const idle = Object.entries(directory.duty).flatMap(([tribunal, days]) =>
    Object.keys(days)
      .filter((date) => date >= today && !isProvisional(directory.calendar, date) && !isDayOff(directory.calendar, date))
      .map((date) => `duty.${tribunal}.${date} is a working day: the roster is not asked on that day`),
  );
  return [
    ...unpublished.map((y) => `${y}: no statutory calendar is published yet; only weekends count as days off, computed dates are marked 待公布`),
    ...idle,
    ...(directory.leaders.length === 0 ? ["leaders: none; danger that the head cannot take has nobody above"] : []),
  ];
}

const dutyByDate = (duty: Directory["duty"]): Directory["duty"] =>
  Object.fromEntries(
    Object.entries(duty).map(([tribunal, days]) => [tribunal, Object.fromEntries(Object.entries(days).map(([day, who]) => [civilDateOf(day) ?? day, who]))]),
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

const dotted = (path: Path): string => path.reduce<string>((text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)), "");

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
    if (branch.length > 0) return branch.flatMap((inner) => issueFaults({ ...inner, path: [...issue.path, ...inner.path] }, doc, lines));
  }
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  const what = missing ? "is missing; add it" : issue.message.includes(";") ? issue.message : `${issue.message}; correct the value`;
  return [{ line: lineOf(doc, lines, issue.path), what: `${dotted(issue.path)}: ${what}` }];
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length * 2 + (issue.code === "invalid_type" && issue.path.length === 0 ? 0 : 1)));

function brokenReferences(directory: Directory): { path: Path; what: string }[] {
  const found: { path: Path; what: string }[] = [];
  const ids = (rows: readonly { id?: string | undefined }[]) => new Set(rows.flatMap((row) => (row.id === undefined ? [] : [row.id])));
  const known = { judges: ids(directory.judges), tribunals: ids(directory.tribunals), places: ids(directory.places), mediators: ids(directory.mediators) };
  const check = (section: keyof typeof known, id: string | undefined, ...path: PropertyKey[]) => {
    if (id !== undefined && !known[section].has(id)) found.push({ path, what: `"${id}" is not among ${section}; add it there or correct the id` });
  };
  const unique = (section: string, rows: readonly { id?: string | undefined }[]) => {
    const seen = new Set<string>();
    rows.forEach((row, i) => {
      if (row.id === undefined) return;
      if (seen.has(row.id)) found.push({ path: [section, i, "id"], what: `"${row.id}" is used twice; give each its own id` });
      seen.add(row.id);
    });
  };
  const people = ["judges", "mediators", "leaders", "court_office", "assistants", "clerks", "grid_workers", "residents", "contacts"] as const;
  for (const section of ["tribunals", "places", "shared_courtrooms", ...people] as const) unique(section, directory[section]);

  directory.tribunals.forEach((tribunal, i) => {
    check("judges", tribunal.head, "tribunals", i, "head");
    for (const [cause, judge] of Object.entries(tribunal.specialists)) check("judges", judge, "tribunals", i, "specialists", cause);
  });
  const helpers = new Set([...ids(directory.clerks), ...ids(directory.assistants)]);
  directory.judges.forEach((judge, i) => {
    check("tribunals", judge.tribunal, "judges", i, "tribunal");
    check("judges", judge.deputy, "judges", i, "deputy");
    if (judge.deputy === judge.id) found.push({ path: ["judges", i, "deputy"], what: "a judge cannot be the own deputy; name another" });
    // Files that list no assistants and clerks name them here only for the reader.
    if (helpers.size > 0) {
      judge.team.forEach((id, j) => {
        if (!helpers.has(id)) found.push({ path: ["judges", i, "team", j], what: `"${id}" is not among assistants or clerks; add it there or correct the id` });
      });
    }
  });
  const names = new Map<string, number>();
  directory.places.forEach((place, i) => {
    check("tribunals", place.tribunal, "places", i, "tribunal");
    check("judges", place.judge, "places", i, "judge");
    check("mediators", place.mediator, "places", i, "mediator");
    if (names.has(place.name)) found.push({ path: ["places", i, "name"], what: `"${place.name}" stands twice; two places need different names` });
    names.set(place.name, i);
  });
  for (const [tribunal, days] of Object.entries(directory.duty)) {
    check("tribunals", tribunal, "duty", tribunal);
    for (const [day, who] of Object.entries(days)) for (const judge of who) check("judges", judge, "duty", tribunal, day);
  }
  for (const section of ["leaders", "court_office", "assistants", "clerks", "grid_workers", "residents"] as const) {
    directory[section].forEach((row, i) => {
      check("tribunals", row.tribunal, section, i, "tribunal");
      row.tribunals.forEach((id, j) => check("tribunals", id, section, i, "tribunals", j));
      row.places.forEach((id, j) => check("places", id, section, i, "places", j));
    });
  }
  directory.contacts.forEach((contact, i) => contact.places.forEach((id, j) => check("places", id, "contacts", i, "places", j)));
  directory.shared_courtrooms.forEach((room, i) => check("places", room.place, "shared_courtrooms", i, "place"));
  directory.reception_days.forEach((day, i) => check("places", day.place, "reception_days", i, "place"));

  const owners = new Map<string, string>();
  for (const section of people) {
    directory[section].forEach((person, i) => {
      for (const [platform, accounts] of Object.entries(person.accounts)) {
        for (const account of accounts) {
          const owner = owners.get(`${platform}:${account}`);
          if (owner) found.push({ path: [section, i, "accounts", platform], what: `account "${account}" already belongs to ${owner}; an account is one person's` });
          owners.set(`${platform}:${account}`, person.name ?? person.id ?? "");
        }
      }
    });
  }
  return found;
}
