// Papers from confirmed facts: Word templates that a clerk can edit, filled in, with what is unknown or missing told by name.
import Docxtemplater from "docxtemplater";
import InspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";
import { UsageError } from "../content/faults.ts";

/** What a template may hold. Lists are loops: `{#applicants}{name}{/applicants}`. */
export type PaperData = {
  /** The mark of a draft; empty once a judge has approved the paper. */
  draft: string;
  court: string;
  tribunal: string;
  address: string;
  hours: string;
  phone: string;
  today: string;
  number: string;
  registered: string;
  source: string;
  place: string;
  spot: string;
  cause: string;
  occurred: string;
  applicants: { name: string; phone: string; as: string }[];
  respondents: { name: string; phone: string; as: string }[];
  respondent_address: string;
  amount: string;
  summary: string;
  claim: string;
  willing: string;
  evidence: { label: string }[];
  elements: { name: string; value: string }[];
  missing: string;
  bring: { n: number; label: string }[];
  judge: string;
  judge_phone: string;
  clerk: string;
  mediator: string;
  mediator_org: string;
  reason: string;
  accepted: string;
  closed: string;
  outcome: string;
  feedback_by: string;
  /** Letters: to whom, and why. */
  to: string;
  why: string;
  period: string;
  finding: string;
  title: string;
  sentences: { text: string }[];
  warnings: { text: string }[];
  tables: { title: string; rows: Record<string, string>[] }[];
};

const inLists = [
  "name",
  "phone",
  "as",
  "label",
  "value",
  "n",
  "text",
  "title",
  "rows",
  ...Array.from({ length: 8 }, (_, i) => `c${i + 1}`),
];

/** What stands where a fact is not known: room to write it by hand. */
const blank = "＿＿＿＿＿＿";

export type Paper = {
  bytes: Uint8Array /** Fields that the template asks for and nobody has said. */;
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

const known = (data: PaperData): ReadonlySet<string> => new Set([...Object.keys(data), ...inLists]);

/** An empty fact leaves room to write, and is told; an empty list shows nothing. */
const asGiven = (value: unknown): unknown =>
  value === "" ? undefined : Array.isArray(value) ? value.map((row) => row as unknown) : value;

/** Fills a template. `file` is named in faults. */
export function fillPaper(template: Uint8Array, file: string, data: PaperData): Paper {
  const { doc, asked, missing } = open(template, file);
  const fields = known(data);
  const unknown = asked.filter((tag) => !fields.has(tag));
  if (unknown.length > 0)
    throw new UsageError(
      `${file}: asks for ${unknown.map((tag) => `{${tag}}`).join(", ")}, which no paper has; use ${Object.keys(data).join(", ")}.`,
    );
  const given = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, asGiven(value)]));
  // The mark of a draft is no fact: none leaves no room.
  doc.render({ ...given, draft: data.draft || "\u200b" });
  const bytes = doc.getZip().generate({ type: "uint8array", compression: "DEFLATE" }) as Uint8Array;
  return { bytes, missing: [...missing].filter((tag) => !inLists.includes(tag)) };
}
