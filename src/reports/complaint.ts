// The element-style complaint (要素式起诉状): the items of the Supreme People's Court's model for a cause, as YAML, filled from a lead.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ContentError, type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { blank } from "./documents.ts";
import type { PaperData } from "./paper-data.ts";

/** Item → what stands beside it: `{amount}` is filled in, `现金{paid_by:现金}` becomes 现金☑ or 现金□. */
const itemsSchema = z.record(z.string().min(1), z.string().min(1));

export const complaintSchema = z.strictObject({
  /** As in a cause's `form.model`; null for all that have no model. */
  model: z.string().nullable(),
  title: z.string().default("民事起诉状"),
  note: z.string().default(""),
  applicant: z.string().default("原告"),
  respondent: z.string().default("被告"),
  headings: z
    .strictObject({ claims: z.string(), safeguards: z.string(), facts: z.string() })
    .default({ claims: "诉讼请求", safeguards: "约定管辖和诉前保全", facts: "事实与理由" }),
  claims: itemsSchema,
  safeguards: itemsSchema,
  facts: itemsSchema,
});
export type Complaint = z.infer<typeof complaintSchema>;

/** Reads `knowledge/complaints/<name>.yaml`. */
export const parseComplaint = (text: string, file: string): Parsed<Complaint> => parseYaml(text, file, complaintSchema);

/** What of every lead an item may show; the rest are elements of the cause's form. */
const common = ["amount", "occurred", "place", "spot", "summary", "claim", "applicant", "respondent"] as const;
const reference = /\{([a-z_]+)(?::([^{}]+))?\}/gu;

const parts = (form: Complaint): string[] =>
  [form.claims, form.safeguards, form.facts].flatMap((items) => Object.values(items));
const asked = (form: Complaint): Set<string> =>
  new Set(parts(form).flatMap((text) => [...text.matchAll(reference)].map((m) => m[1] ?? "")));

/** What does not fit together: a reference to nothing, an answer that nobody can give, an element that no item shows. */
function faultsOf(form: Complaint, file: string, text: string, causes: readonly Cause[]): Fault[] {
  const elements = causes.flatMap((cause) => cause.form.elements);
  const lineOf = (words: string): number => text.slice(0, Math.max(0, text.indexOf(words))).split("\n").length;
  const faults: Fault[] = [];
  for (const [whole, name = "", values] of parts(form).flatMap((t) => [...t.matchAll(reference)])) {
    const mine = elements.filter((element) => element.id === name);
    if (mine.length === 0 && name !== "elements" && !(common as readonly string[]).includes(name))
      faults.push({
        file,
        line: lineOf(whole),
        what: `{${name}} is neither an element of its causes nor one of ${common.join(", ")}`,
      });
    for (const value of values?.split("|") ?? [])
      if (mine.length > 0 && !mine.some((element) => element.options.includes(value)))
        faults.push({ file, line: lineOf(whole), what: `"${value}" is no option of ${name}` });
  }
  const shown = asked(form);
  if (form.model !== null)
    for (const cause of causes)
      for (const { id } of cause.form.elements)
        if (!shown.has(id)) faults.push({ file, line: 1, what: `no item shows {${id}} of ${cause.id}` });
  return faults;
}

/** All models by the name of their cause (`""`: for the rest); throws every fault of every file. */
export function loadComplaints(knowledge: string, causes: ReadonlyMap<string, Cause>): Map<string, Complaint> {
  const folder = join(knowledge, "complaints");
  const forms = new Map<string, Complaint>();
  const faults: Fault[] = [];
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".yaml"))) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    const parsed = parseComplaint(text, file);
    if (!parsed.ok) {
      faults.push(...parsed.faults);
      continue;
    }
    const using = [...causes.values()].filter((cause) => cause.form.model === parsed.value.model);
    faults.push(...faultsOf(parsed.value, file, text, using));
    if (using.length === 0)
      faults.push({ file, line: 1, what: `no cause has the model "${parsed.value.model ?? "null"}"` });
    forms.set(parsed.value.model ?? "", parsed.value);
  }
  for (const cause of causes.values())
    if (!forms.has(cause.form.model ?? ""))
      faults.push({
        file: folder,
        line: 1,
        what: `there is no file for the model "${cause.form.model ?? "null"}" of ${cause.id}`,
      });
  if (faults.length > 0) throw new ContentError(faults);
  return forms;
}

/** What was said for an element; "" when nobody said it, or did not want to. */
export function saidOf(lead: Pick<Lead, "elements">, element: string): string {
  const answer = lead.elements[element];
  return answer && (answer.how === "said" || answer.how === "asked") ? answer.value : "";
}

type Item = { n: number; name: string; text: string };

/** The fields of a complaint, after those that every paper has (`data`). */
export function complaintOf(lead: Lead, cause: Cause, form: Complaint, data: PaperData): PaperData {
  const names = (parties: PaperData["applicants"]): string =>
    parties
      .map((p) => p.name)
      .filter(Boolean)
      .join("、");
  const known: Record<string, string> = {
    amount: data.amount,
    occurred: data.occurred,
    place: data.place,
    spot: data.spot === "" ? "" : `（${data.spot}）`,
    summary: data.summary,
    claim: data.claim,
    applicant: names(data.applicants),
    respondent: names(data.respondents),
  };
  const mine = new Map(cause.form.elements.map((element) => [element.id, element]));
  const filled = (text: string): string =>
    text.replace(reference, (_, name: string, values: string | undefined) => {
      const value = known[name] ?? saidOf(lead, name);
      if (values !== undefined) return values.split("|").includes(value) ? "☑" : "□";
      return value || (name === "spot" ? "" : blank);
    });
  /** A line that only asks what another cause of the same model asks is left out. */
  const fits = (line: string): boolean => {
    const names = [...line.matchAll(reference)].map((m) => m[1] ?? "");
    return names.length === 0 || names.some((name) => name in known || mine.has(name));
  };
  const rows = [...mine.values()].map((element) => `${element.name}：{${element.id}}`).join("\n");
  const itemsOf = (items: Record<string, string>): Item[] =>
    Object.entries(items).map(([name, text], at) => {
      const lines = text
        .replace("{elements}", () => rows)
        .split("\n")
        .filter(fits);
      return { n: at + 1, name, text: lines.length === 0 ? blank : lines.map(filled).join("\n") };
    });
  return {
    ...data,
    title: form.title,
    form: form.model !== null && form.title === "民事起诉状" ? form.model : cause.name,
    note: form.note,
    plaintiff: form.applicant,
    defendant: form.respondent,
    claims_heading: form.headings.claims,
    safeguards_heading: form.headings.safeguards,
    facts_heading: form.headings.facts,
    claims: itemsOf(form.claims),
    safeguards: itemsOf(form.safeguards),
    facts: itemsOf(form.facts),
  };
}
