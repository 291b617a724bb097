// fengqiao knowledge import-statutes: JSON Lines of articles, or Word files as the national database of laws hands them out.
import { existsSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { numberOf } from "./answers/figures.ts";
import { readConfig } from "./config.ts";
import { ContentError, type Fault, UsageError } from "./content/faults.ts";
import { toCivil } from "./court/calendar.ts";
import { importStatutes, readStatuteLines, statutesFolder, type StatuteText } from "./statutes.ts";

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (whole, hex: string, dec: string, name: string) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : dec ? String.fromCodePoint(Number(dec)) : (entities[name] ?? whole),
  );

/** The paragraphs of a Word document's XML, in order. */
export const paragraphsOf = (xml: string): string[] =>
  [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/gu)].map(([p]) =>
    [...p.matchAll(/<w:t(?: [^>]*)?>([\s\S]*?)<\/w:t>|<w:(tab|br)\b[^>]*\/>/gu)]
      .map(([, text, mark]) => (mark ? "　" : unescape(text ?? "")))
      .join("")
      .trim(),
  );

const iso = (m: RegExpMatchArray): string =>
  `${m[1]}-${(m[2] ?? "").padStart(2, "0")}-${(m[3] ?? "").padStart(2, "0")}`;
const date = /(\d{4})年(\d{1,2})月(\d{1,2})日/u;
const article = /^第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?[\s　]+/u;
const heading = /^第[零一二三四五六七八九十百]+(?:分?编|章|节)[\s　]|^附\s*则|^目\s*录/u;

/** A law read from its paragraphs: title, the line in brackets that tells when it was passed and amended, the articles. */
export function lawOf(paragraphs: readonly string[], effective: string | undefined): StatuteText | string {
  const lines = paragraphs.filter((p) => p !== "");
  const start = lines.findIndex((l) => article.test(l));
  if (start < 0) return "holds no article; give the law's own text, not a notice about it";
  const head = lines.slice(0, start);
  const history = head.findIndex((l) => /^[（(]/u.test(l));
  const title = head
    .slice(0, history < 0 ? 1 : history)
    .join("")
    .replace(/\s/gu, "");
  if (title === "") return "has no title above its first article";
  const articles = new Map<string, string>();
  let current = "";
  for (const line of lines.slice(start)) {
    const m = article.exec(line);
    if (m) {
      current = `${numberOf((m[1] ?? "").replaceAll("〇", "零")) ?? m[1]}${m[2] === undefined ? "" : `-${numberOf(m[2])}`}`;
      if (articles.has(current)) return `has article ${current} twice`;
      articles.set(current, line.slice(m[0].length));
    } else if (!heading.test(line)) articles.set(current, `${articles.get(current) ?? ""}\n${line}`);
  }
  const told = history < 0 ? "" : head.slice(history).join("");
  const amended = [...told.matchAll(new RegExp(`${date.source}[^年]*?(?:修正|修订)`, "gu"))].map(iso).toSorted().at(-1);
  const from = [
    ...`${told}${[...articles.values()].slice(-3).join("")}`.matchAll(new RegExp(`自${date.source}起施行`, "gu")),
  ]
    .map(iso)
    .toSorted()
    .at(-1);
  const day = effective ?? (from !== undefined && (amended === undefined || from >= amended) ? from : amended);
  if (day === undefined) return "does not say from when it is in force; state it with --effective 2021-01-01";
  return { law: title, effective: day, status: "有效", articles };
}

export async function readWord(file: string, effective: string | undefined): Promise<StatuteText | string> {
  const { default: PizZip } = await import("pizzip");
  try {
    const xml = new PizZip(await readFile(file)).file("word/document.xml")?.asText();
    return xml === undefined ? "is no Word document" : lawOf(paragraphsOf(xml), effective);
  } catch (error) {
    return `is no Word document (${error instanceof Error ? error.message : "unknown"})`;
  }
}

async function filesOf(from: string): Promise<string[]> {
  if (!existsSync(from)) throw new UsageError(`${from} is not there; give a file or folder of statutes`);
  if (!statSync(from).isDirectory()) return [from];
  const found = (await readdir(from)).filter((n) => /\.(?:jsonl|docx)$/i.test(n) && !n.startsWith("~$")).toSorted();
  if (found.length === 0) throw new UsageError(`${from} holds no .jsonl or .docx file`);
  return found.map((n) => join(from, n));
}

export async function importFrom(from: string, options: { effective?: string }): Promise<void> {
  if (options.effective !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.effective))
    throw new UsageError("--effective is not a date; write it like 2021-01-01");
  const texts: StatuteText[] = [];
  const faults: Fault[] = [];
  for (const file of await filesOf(from)) {
    if (/\.jsonl$/i.test(file)) texts.push(...(await readStatuteLines(file)));
    else {
      const read = await readWord(file, options.effective);
      if (typeof read === "string") faults.push({ file: basename(file), line: 1, what: read });
      else texts.push(read);
    }
  }
  if (faults.length > 0) throw new ContentError(faults);
  const folder = statutesFolder(readConfig());
  const done = await importStatutes(folder, texts, toCivil(Date.now()).date);
  process.stdout.write(
    `${texts.length} texts read. ${folder} now holds ${done.articles} articles of ${done.laws} laws in ${done.versions} versions, ${(done.bytes / 1e6).toFixed(1)} MB.\n`,
  );
}
