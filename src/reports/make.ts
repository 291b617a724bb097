// Makes what was asked for from the store: a report with its card, paper and workbook, a ledger, or one lead's paper.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentError, UsageError } from "../content/faults.ts";
import { civilDateOf, fromCivil } from "../court/calendar.ts";
import type { Directory } from "../court/directory.ts";
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { paperNamed, papers } from "../leads/papers.ts";
import type { Collection, Question } from "../turn/documents.ts";
import type { Store } from "../turn/ports.ts";
import { cardOf } from "./card.ts";
import { complaintOf, loadComplaints } from "./complaint.ts";
import { fillPaper } from "./documents.ts";
import { fieldNames, type PaperData } from "./paper-data.ts";
import { icsOf } from "./ics.ts";
import { factsOf, type Figures, figuresOf, type LeadFacts } from "./figures.ts";
import { ledgerRows, type Layout, parseLayout } from "./ledger.ts";
import { paperOf, reportPaper } from "./papers.ts";
import type { ToPdf } from "./pdf.ts";
import { before, lastFull, type Period, type PeriodKind, periodOf, reportName, yearBefore } from "./period.ts";
import { type Report, reportOf, reportText } from "./report.ts";
import { reportWorkbook, workbook } from "./sheets.ts";

export type MakerOptions = {
  store: Store;
  directory: Directory;
  causes: ReadonlyMap<string, Cause>;
  /** The knowledge folder, which holds `templates/` and `ledgers/`. */
  knowledge: string;
  /** Epoch ms. */
  now: number;
  /** LibreOffice; null or left out: Word files only. */
  pdf?: ToPdf | null;
};
export type MadeFile = { name: string; mime: string; bytes: Uint8Array };
export type Product = { text: string; files: MadeFile[] };

const mimes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  pdf: "application/pdf",
} as const;
const file = (name: string, kind: keyof typeof mimes, bytes: Uint8Array): MadeFile => ({
  name: `${name}.${kind}`,
  mime: mimes[kind],
  bytes,
});

const pageSize = 1_000;

async function* pages<T>(store: Store, collection: Collection): AsyncGenerator<T[]> {
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: pageSize, ...(after === undefined ? {} : { after }) });
    yield page.map((doc) => doc.value);
    after = page.at(-1)?.key;
    if (page.length < pageSize || after === undefined) return;
    // Messages have their turn between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How many earlier periods tell what is usual. */
const remembered = 6;

/** The report on a period, from everything in the store. */
export async function report({ store, directory, causes }: MakerOptions, period: Period): Promise<Report> {
  const leads: LeadFacts[] = [];
  for await (const page of pages<Lead>(store, "lead")) for (const lead of page) leads.push(factsOf(lead));
  const questions: Pick<Question, "at" | "why">[] = [];
  for await (const page of pages<Question>(store, "question"))
    for (const { at, why } of page) questions.push({ at, why });
  const of = (p: Period): Figures => figuresOf(leads, questions, directory, p);
  const earlier: Figures[] = [];
  for (let p = before(period); earlier.length < remembered; p = before(p)) earlier.push(of(p));
  return reportOf({
    now: of(period),
    before: earlier[0] ?? of(before(period)),
    yearBefore: of(yearBefore(period)),
    earlier,
    directory,
    causes,
  });
}

/** `2026-10`, `2026-10-05`, `上周`, `本月`: the period of a kind that is meant; the last full one when nothing is said. */
export function periodMeant(kind: PeriodKind, when: string, today: string): Period {
  const date = civilDateOf(when) ?? civilDateOf(`${when}-01`);
  if (date !== null) return periodOf(kind, date);
  return /^(?:本|这)/u.test(when) ? periodOf(kind, today) : lastFull(kind, today);
}

async function reportFiles(options: MakerOptions, period: Period): Promise<Product> {
  const made = await report(options, period);
  const name = `${reportName[period.kind]} ${period.name}`;
  const template = join(options.knowledge, "templates", "report.docx");
  const [card, sheets] = await Promise.all([cardOf(made), reportWorkbook(made)]);
  const paper = fillPaper(readFileSync(template), template, reportPaper(made, options.now));
  return {
    text: reportText(made),
    files: [file(name, "png", card), file(name, "docx", paper.bytes), file(name, "xlsx", sheets)],
  };
}

/** All ledger layouts by the name of their file; throws every fault of every file. */
export function layouts(knowledge: string): Map<string, Layout> {
  const folder = join(knowledge, "ledgers");
  const found = new Map<string, Layout>();
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".yaml"))) {
    const path = join(folder, name);
    const parsed = parseLayout(readFileSync(path, "utf8"), path);
    if (!parsed.ok) throw new ContentError(parsed.faults);
    found.set(name.slice(0, -5), parsed.value);
  }
  return found;
}

/** `本月`, `上月`, `本季`, `今年`, `2026-10`, or everything. */
function span(when: string, today: string): { from: number; to: number; name: string } {
  const kind: PeriodKind | null = /周/u.test(when)
    ? "week"
    : /月|^\d{4}-\d{2}$/u.test(when)
      ? "month"
      : /季/u.test(when)
        ? "quarter"
        : null;
  if (kind !== null) {
    const period = periodMeant(kind, when, today);
    return { from: period.start, to: period.end, name: period.name };
  }
  const year = when.endsWith("年") ? Number(today.slice(0, 4)) - (/去/u.test(when) ? 1 : 0) : null;
  if (year === null) return { from: 0, to: Number.MAX_SAFE_INTEGER, name: "全部" };
  return { from: fromCivil(`${year}-01-01`), to: fromCivil(`${year + 1}-01-01`), name: `${year}年` };
}

async function ledgerFiles(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
  const { directory, causes } = options;
  const { from, to, name } = span(asked["when"] ?? "", asked["today"] ?? "");
  const filter = {
    from,
    to,
    ...(asked["place"] ? { place: asked["place"] } : {}),
    ...(asked["judge"] ? { judge: asked["judge"] } : {}),
  };
  const leads: Lead[] = [];
  for await (const page of pages<Lead>(options.store, "lead")) leads.push(...page);
  const known = layouts(options.knowledge);
  const wanted = asked["layout"] ? [asked["layout"]] : [...known.keys()];
  const made: MadeFile[] = [];
  let count = 0;
  for (const id of wanted) {
    const layout = known.get(id);
    if (!layout) throw new UsageError(`there is no ledger layout "${id}"; one of ${[...known.keys()].join(", ")}`);
    const rows = ledgerRows(leads, layout, { directory, causes }, filter, asked["personal"] === "yes");
    count = rows.length - 1;
    made.push(
      file(
        `${layout.title} ${name}`,
        "xlsx",
        await workbook([{ name: layout.title, rows, widths: layout.columns.map((c) => c.width) }]),
      ),
    );
  }
  return { text: `台账（${name}），共${count}件。`, files: made };
}

async function paperFiles(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
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
  const title = `${name} ${lead.id}${final ? "" : " 草稿"}`;
  const pdf = (await options.pdf?.(bytes)) ?? null;
  const onlyPdf = asked["as"] === "pdf" && pdf !== null;
  return {
    text: [
      `${name}（${lead.id}${final ? "，定稿" : "，草稿"}）。`,
      missing.length > 0 ? `没有说过、留了空的：${missing.map(nameOfField).join("、")}，请手写或补充。` : "",
      final ? "" : `看过没问题，回“定稿 ${lead.id} ${name}”。`,
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

/** A meeting for the phone's own calendar. */
function meetingFile({ now, directory }: MakerOptions, asked: Record<string, string>): Product {
  const { slot = "", at = "0", where = "" } = asked;
  const title = `${directory.court.name}：和法官见面`;
  const text = icsOf({ id: slot, at: Number(at), madeAt: now, title, where });
  const bytes = new TextEncoder().encode(text);
  return { text: "点开文件，可以加到手机日历里。", files: [{ name: "和法官见面.ics", mime: "text/calendar", bytes }] };
}

/** Makes what a chat or a command line asked for. Throws `UsageError` for what cannot be made. */
export function product(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
  switch (asked["what"]) {
    case "report":
      return reportFiles(
        options,
        periodMeant(asked["period"] as PeriodKind, asked["when"] ?? "", asked["today"] ?? ""),
      );
    case "ics":
      return Promise.resolve(meetingFile(options, asked));
    case "ledger":
      return ledgerFiles(options, asked);
    default:
      return paperFiles(options, asked);
  }
}
