// Papers from confirmed facts: Word templates that a clerk can edit, filled in, with what is unknown or missing told by name.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Docxtemplater from "docxtemplater";
import InspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";
import { UsageError } from "../content/faults.ts";
import { fieldNames, noFacts, type PaperData, type Party } from "./paper-data.ts";

const inLists = [
  "name",
  "phone",
  "as",
  "label",
  "mark",
  "value",
  "n",
  "text",
  "title",
  "rows",
  ...Array.from({ length: 10 }, (_, i) => `c${i + 1}`),
];

/** What stands where a fact is not known: room to write it by hand. */
export const blank = "＿＿＿＿＿＿";

export type Paper = {
  bytes: Uint8Array;
  /** Fields that the template asks for and nobody has said. */
  missing: string[];
};

type Tags = { [tag: string]: Tags };

const names = (tags: Tags): string[] => Object.entries(tags).flatMap(([name, within]) => [name, ...names(within)]);

/** Reads a template's bytes. Throws what a clerk can mend: no Word file, a brace too many, a field that does not exist. */
function open(template: Uint8Array, file: string): { doc: Docxtemplater; asked: string[]; missing: Set<string> } {
  const missing = new Set<string>();
  let zip: PizZip;
  try {
    zip = new PizZip(template);
  } catch {
    throw new UsageError(`${file}: is not a Word file (.docx); save it again in Word as .docx.`);
  }
  const inspect = new InspectModule();
  try {
    const doc = new Docxtemplater(zip, {
      paragraphLoop: true,
      // What a template holds is told by the fault, never by a log.
      errorLogging: false,
      linebreaks: true,
      modules: [inspect],
      nullGetter: (part: { module?: string; value?: string }) => {
        if (part.module === undefined && part.value !== undefined) missing.add(part.value);
        return part.module === undefined ? blank : "";
      },
    });
    return { doc, asked: [...new Set(names(inspect.getAllTags() as Tags))], missing };
  } catch (error) {
    const faults = (error as { properties?: { errors?: { properties?: { explanation?: string } }[] } }).properties
      ?.errors;
    const told = faults?.map((fault) => fault.properties?.explanation ?? "").filter(Boolean) ?? [];
    throw new UsageError(`${file}: ${told.join("; ") || (error instanceof Error ? error.message : String(error))}`);
  }
}

const isParties = (field: string, value: unknown): value is Party[] =>
  (field === "applicants" || field === "respondents") && Array.isArray(value);

/** An empty fact leaves room to write, and is told; so does a party whom nobody named. Any other empty list shows nothing. */
function asGiven(field: string, value: unknown): unknown {
  if (value === "") return undefined;
  if (!isParties(field, value)) return value;
  // Never left out: docxtemplater would go on to look outside the list, and find the tribunal's own phone.
  const room = ({ name, phone, as }: Party): Party => ({ name: name || blank, phone: phone || blank, as });
  return (value.length === 0 ? [{ name: "", phone: "", as: "" }] : value).map(room);
}

/** What a template asks for and no paper has, by name. */
function refuseUnknown(asked: readonly string[], file: string): void {
  const unknown = asked.filter((tag) => !(tag in noFacts) && !inLists.includes(tag));
  if (unknown.length > 0)
    throw new UsageError(
      `${file}: asks for ${unknown.map((tag) => `{${tag}}`).join(", ")}, which no paper has; use ${Object.keys(noFacts).join(", ")}.`,
    );
}

/** Reads every template of a folder as a clerk left it; returns how many there are, throws what is to be mended in all of them. */
export function checkTemplates(folder: string): number {
  const names = readdirSync(folder).filter((name) => name.endsWith(".docx") && !name.startsWith("~"));
  const faults = names.flatMap((name) => {
    const file = join(folder, name);
    try {
      refuseUnknown(open(readFileSync(file), file).asked, file);
      return [];
    } catch (error) {
      if (error instanceof UsageError) return [error.message];
      throw error;
    }
  });
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return names.length;
}

/** Fills a template. `file` is named in faults. */
export function fillPaper(template: Uint8Array, file: string, data: PaperData): Paper {
  const { doc, asked, missing } = open(template, file);
  refuseUnknown(asked, file);
  const given = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, asGiven(name, value)]));
  for (const list of ["applicants", "respondents"] as const)
    if (asked.includes(list) && data[list].every((party) => party.name === "")) missing.add(list);
  // The mark of a draft is no fact: none leaves no room.
  doc.render({ ...given, draft: data.draft || "\u200b" });
  const bytes = doc.getZip().generate({ type: "uint8array", compression: "DEFLATE" }) as Uint8Array;
  return { bytes, missing: [...missing].filter((tag) => tag in fieldNames) };
}
