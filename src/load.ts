// Reads everything operators write — court, intents, causes, knowledge, rates — once, and tells every fault at once.
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ContentError, type Fault, type Parsed } from "./content/faults.ts";
import { parseDirectory } from "./court/parse.ts";
import type { Directory } from "./court/directory.ts";
import { type Cause, parseCause } from "./leads/causes.ts";
import { type Flow, parseFlow } from "./leads/flows.ts";
import { type FormTexts, parseFormTexts } from "./leads/form.ts";
import { type Intent, parseIntent } from "./understanding/intents.ts";
import { parseParties, type PartyExamples } from "./understanding/sides.ts";

const largestFile = 2_000_000;

/** A text file of the operator's; links are refused, so that nothing outside the folder is read by accident. */
export function readText(file: string): string {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) throw new ContentError([{ file, line: 1, what: "is a link; put the file itself here" }]);
  if (stat.size > largestFile)
    throw new ContentError([{ file, line: 1, what: `has ${stat.size} bytes; split it, 2,000,000 are read at most` }]);
  return readFileSync(file, "utf8");
}

const inFolder = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending) && !name.startsWith("."))
    .toSorted()
    .map((name) => join(folder, name));

/** Gathers faults over many files, so that all of them are told together. */
export function collector() {
  const faults: Fault[] = [];
  return {
    faults,
    take<T>(read: () => Parsed<T>): T | undefined {
      try {
        const parsed = read();
        if (parsed.ok) return parsed.value;
        faults.push(...parsed.faults);
      } catch (error) {
        if (error instanceof ContentError) faults.push(...error.faults);
        else throw error;
      }
      return undefined;
    },
    missing(file: string, error: unknown): void {
      faults.push({
        file,
        line: 1,
        what: `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); check the path in .env`,
      });
    },
  };
}

export function loadDirectory(file: string): Directory {
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    if (error instanceof ContentError) throw error;
    throw new ContentError([
      {
        file,
        line: 1,
        what: `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); check FENGQIAO_COURT`,
      },
    ]);
  }
  return parseDirectory(text, file);
}

export type IntentContent = {
  intents: Intent[];
  causes: Map<string, Cause>;
  flows: Map<string, Flow>;
  forms: FormTexts;
  /** Reports whose parties are marked; a court may go without. */
  parties: PartyExamples | null;
};

/** A court without flows has no such folder. */
const flowFiles = (folder: string): string[] => {
  const flows = join(folder, "flows");
  return existsSync(flows) ? inFolder(flows, ".yaml") : [];
};

export function loadIntents(folder: string): IntentContent {
  const { faults, take, missing } = collector();
  const intents: Intent[] = [];
  const causes = new Map<string, Cause>();
  const flows = new Map<string, Flow>();
  let forms: FormTexts | undefined;
  let parties: PartyExamples | null = null;
  try {
    for (const file of inFolder(folder, ".yaml")) {
      const name = basename(file, ".yaml");
      if (name === "parties") parties = take(() => parseParties(readText(file), file)) ?? null;
      else if (name === "form") forms = take(() => parseFormTexts(readText(file), file));
      else if (name !== "scope") {
        const intent = take(() => parseIntent(readText(file), file));
        if (intent) intents.push(intent);
      }
    }
    for (const file of inFolder(join(folder, "causes"), ".yaml")) {
      const cause = take(() => parseCause(basename(file, ".yaml"), readText(file), file));
      if (cause) causes.set(cause.id, cause);
    }
    for (const file of flowFiles(folder)) {
      const id = basename(file, ".yaml");
      const flow = take(() => parseFlow(id, readText(file), file, { causes: new Set(causes.keys()) }));
      if (flow) flows.set(id, flow);
    }
  } catch (error) {
    missing(folder, error);
  }
  if (!forms && faults.length === 0)
    faults.push({
      file: join(folder, "form.yaml"),
      line: 1,
      what: "is missing; it holds the questions every form asks",
    });
  if (!causes.has("other") && faults.length === 0)
    faults.push({
      file: join(folder, "causes", "other.yaml"),
      line: 1,
      what: "is missing; it is the form for whatever fits no other cause",
    });
  if (faults.length > 0 || !forms) throw new ContentError(faults);
  return { intents, causes, flows, forms, parties };
}

/** Guidance for mediators: `knowledge/guidance/<cause>.md`, plain Markdown. */
export function loadGuidance(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (const file of inFolder(join(folder, "guidance"), ".md"))
      found.set(basename(file, ".md"), readText(file).trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return found;
}

/** Another court's file, for the batch commands: sections that this version does not know are passed over. */
export const loadCourtForBatch = (file: string): Directory =>
  parseDirectory(readText(file), file, { unknownKeys: "ignore" });
