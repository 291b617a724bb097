// The report on a period made from everything in the store, as card, paper and workbook, with drafts of what it proposes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDateOf } from "../court/calendar.ts";
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import type { Asked, Question } from "../turn/documents.ts";
import { cardOf } from "./card.ts";
import { fillPaper } from "./documents.ts";
import { type AskedOne, factsOf, type Figures, figuresOf, type LeadFacts, type Past, pastOf } from "./figures.ts";
import { file, type MakerOptions, pages, type Product } from "./files.ts";
import { recommendationPaper, reportPaper } from "./papers.ts";
import { before, lastFull, type Period, type PeriodKind, periodOf, reportName, yearBefore } from "./period.ts";
import { type Report, reportOf, reportText } from "./report.ts";
import { reportWorkbook } from "./sheets.ts";

/** How many earlier periods tell what is usual. */
const remembered = 6;

/** What a question that nobody could answer is about: the cause whose words are in it. */
function themeOf(text: string, causes: ReadonlyMap<string, Cause>): string {
  let best = { name: "其他", length: 1 };
  for (const { name, synonyms } of causes.values())
    for (const word of [name.replace(/纠纷$/u, ""), ...synonyms])
      if (word.length > best.length && text.includes(word)) best = { name, length: word.length };
  return best.name;
}

/** The report on a period, from everything in the store. */
export async function report({ store, directory, causes, now }: MakerOptions, period: Period): Promise<Report> {
  const leads: LeadFacts[] = [];
  for await (const page of pages<Lead>(store, "lead")) for (const lead of page) leads.push(factsOf(lead));
  const questions: AskedOne[] = [];
  for await (const page of pages<Asked>(store, "asked"))
    for (const { at } of page) questions.push({ at, what: "asked" });
  for await (const page of pages<Question>(store, "question"))
    for (const { at, why, text } of page)
      if (why !== "suggested")
        questions.push({ at, what: why, ...(why === "unanswered" ? { theme: themeOf(text, causes) } : {}) });
  const of = (p: Period): Figures => figuresOf(leads, questions, directory, p, now);
  const last = of(before(period));
  const earlier: Past[] = [last];
  for (let p = before(before(period)); earlier.length < remembered; p = before(p)) earlier.push(pastOf(leads, p));
  return reportOf({
    now: of(period),
    before: last,
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

/** Of the most striking hot spots only: a court does not send ten recommendations at once. */
const mostDrafts = 2;

/** All files of a report. */
export async function reportFiles(options: MakerOptions, period: Period): Promise<Product> {
  const made = await report(options, period);
  const name = `${reportName[period.kind]} ${period.name}`;
  const template = join(options.knowledge, "templates", "report.docx");
  const [card, sheets] = await Promise.all([cardOf(made), reportWorkbook(made)]);
  const paper = fillPaper(readFileSync(template), template, reportPaper(made, options.now));
  const letter = join(options.knowledge, "templates", "recommendation.docx");
  const drafts = made.spots.slice(0, mostDrafts).map((spot) => {
    const { bytes } = fillPaper(readFileSync(letter), letter, recommendationPaper(made, spot, options.now));
    return file(`司法建议书 草稿 ${spot.place}${spot.cause}`, "docx", bytes);
  });
  return {
    text: [reportText(made), ...(drafts.length > 0 ? ["附上了司法建议书的草稿，用不用由法官定。"] : [])].join("\n"),
    files: [file(name, "png", card), file(name, "docx", paper.bytes), file(name, "xlsx", sheets), ...drafts],
  };
}
