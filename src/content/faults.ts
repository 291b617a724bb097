// Reading what operators write: YAML checked against a schema, with every fault told by file and line and how to mend it.
import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

/** One thing that is wrong in a file an operator wrote. */
export type Fault = { file: string; line: number; what: string };

/** All faults of a start, told together. */
export class ContentError extends Error {
  override name = "ContentError";
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join("\n"));
    this.faults = faults;
  }
}

export const faultLine = (fault: Fault): string => `${fault.file}:${fault.line}: ${fault.what}`;

export type Parsed<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

/** Bigger than any honest file; a bomb is refused before it is read. */
const maxBytes = 2_000_000;

const lineOf = (doc: Document, lines: LineCounter, path: readonly PropertyKey[], shift: number): number => {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = doc.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node && typeof node === "object" && node.range) return lines.linePos(node.range[0]).line + shift;
  }
  return 1 + shift;
};

const issueText = (issue: z.core.$ZodIssue): string => {
  const at = issue.path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    "",
  );
  if (issue.code === "unrecognized_keys") {
    return `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}${at ? ` in "${at}"` : ""}; remove it or correct its spelling`;
  }
  return at ? `"${at}": ${issue.message}` : issue.message;
};

/**
 * Parses a YAML text by a schema. Anchors are expanded at most 50 times (an alias bomb is refused); repeated keys are
 * faults. `shift` is added to line numbers, for front matter inside another file.
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>, shift = 0): Parsed<T> {
  const one = (what: string, line = 1 + shift): Parsed<T> => ({ ok: false, faults: [{ file, line, what }] });
  if (text.length > maxBytes)
    return one(`the file has ${text.length} characters; split it, 2,000,000 are read at most`);
  const bad = text.indexOf("\uFFFD");
  if (bad >= 0) return one("the file is not UTF-8; save it as UTF-8", text.slice(0, bad).split("\n").length + shift);
  const lines = new LineCounter();
  const doc = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  if (doc.errors.length > 0) {
    return {
      ok: false,
      faults: doc.errors.map((e) => ({
        file,
        line: lines.linePos(e.pos[0]).line + shift,
        what: `${e.message}; mend the YAML there`,
      })),
    };
  }
  let data: unknown;
  try {
    data = doc.toJS({ maxAliasCount: 50 });
  } catch (error) {
    return one(`${(error as Error).message}; write the values out instead of aliases`);
  }
  const result = schema.safeParse(data);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
      return { file, line: lineOf(doc, lines, path, shift), what: issueText(issue) };
    }),
  };
}

/** A mistake in how a command was called, or in a file that it was given: told in one sentence, without a stack. */
export class UsageError extends Error {
  override name = "UsageError";
}
