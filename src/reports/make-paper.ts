// One lead's paper from its template: as a draft until a judge approves it, as Word and, where it can be, as PDF.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../content/faults.ts";
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { paperNamed, papers } from "../leads/papers.ts";
import { complaintOf, loadComplaints } from "./complaint.ts";
import { fillPaper } from "./documents.ts";
import { file, type MakerOptions, type Product } from "./files.ts";
import { fieldNames, type PaperData } from "./paper-data.ts";
import { paperOf } from "./papers.ts";

export async function paperFiles(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
  const lead = (await options.store.load<Lead>(`lead/${asked["number"] ?? ""}`))?.value;
  if (!lead) throw new UsageError(`there is no lead ${asked["number"] ?? ""}`);
  const name = paperNamed(asked["paper"] ?? "");
  if (name === null)
    throw new UsageError(`there is no paper "${asked["paper"] ?? ""}"; one of ${Object.keys(papers).join("、")}`);
  const final = asked["final"] === "yes" || approvedAs(lead, name);
  const template = join(options.knowledge, "templates", `${papers[name]}.docx`);
  const data = paperOf(lead, options, final);
  const cause = options.causes.get(lead.cause);
  const whole = name === "要素式起诉状" && cause ? complaintFor(options, lead, cause, data) : data;
  const { bytes, missing } = fillPaper(readFileSync(template), template, whole);
  // For enforcement the court's form is an application (强制执行申请书).
  const shown = whole.title === "" || whole.title === "民事起诉状" ? name : whole.title;
  const title = `${shown} ${lead.id}${final ? "" : " 草稿"}`;
  const pdf = (await options.pdf?.(bytes)) ?? null;
  const onlyPdf = asked["as"] === "pdf" && pdf !== null;
  return {
    text: [
      `${shown}（${lead.id}${final ? "，定稿" : "，草稿"}）。`,
      missing.length > 0 ? `没有说过、留了空的：${missing.map(nameOfField).join("、")}，请手写或补充。` : "",
      final ? "" : `法官看过没问题，由法官回“定稿 ${lead.id} ${name}”。`,
      noPdf(options, asked, pdf),
    ]
      .filter(Boolean)
      .join(""),
    files: [...(onlyPdf ? [] : [file(title, "docx", bytes)]), ...(pdf ? [file(title, "pdf", pdf)] : [])],
  };
}

const nameOfField = (field: string): string => fieldNames[field as keyof PaperData] ?? field;

/** A judge has approved this very paper, and nothing has happened to the lead since. */
function approvedAs(lead: Lead, name: string): boolean {
  const last = lead.timeline.findLastIndex((row) => row.move !== "paper");
  return lead.timeline.slice(last + 1).some((row) => row.why === `${name}定稿`);
}

function complaintFor({ knowledge, causes }: MakerOptions, lead: Lead, cause: Cause, data: PaperData): PaperData {
  const form = loadComplaints(knowledge, causes).get(cause.form.model ?? "");
  return form ? complaintOf(lead, cause, form, data) : data;
}

/** Why the PDF is not there, when it should be. */
function noPdf({ pdf: office }: MakerOptions, asked: Record<string, string>, pdf: Uint8Array | null): string {
  if (pdf !== null) return "";
  if (office) return "PDF 这次没有转成，先用 Word 版。";
  return asked["as"] === "pdf" ? "这台机器没有装 LibreOffice，只能给 Word 版。" : "";
}
