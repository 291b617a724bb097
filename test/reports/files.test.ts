// Papers, workbooks and cards opened again by program: nothing missing, no formula, no field left in braces.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../src/leads/lead.ts";
import { loadDirectory, loadIntents, readText } from "../../src/load.ts";
import { cardOf } from "../../src/reports/card.ts";
import { checkTemplates, fillPaper } from "../../src/reports/documents.ts";
import type { PaperData } from "../../src/reports/paper-data.ts";
import { factsOf, figuresOf } from "../../src/reports/figures.ts";
import { ledgerRows, parseLayout } from "../../src/reports/ledger.ts";
import { paperNamed, paperNames, papers } from "../../src/leads/papers.ts";
import { draftMark, paperOf, reportPaper } from "../../src/reports/papers.ts";
import { before, periodOf, yearBefore } from "../../src/reports/period.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { reportWorkbook, workbook } from "../../src/reports/sheets.ts";
import { sampleLead } from "../store/samples.ts";
import { sampleLeads } from "./sample.ts";

const directory = loadDirectory("knowledge/court.sample.yaml");
const { causes } = loadIntents("intents");
const look = { directory, causes, now: Date.parse("2026-11-23T10:00:00+08:00") };
const template = (name: string): Uint8Array => readFileSync(join("knowledge", "templates", `${name}.docx`));
const xml = (bytes: Uint8Array, part: string): string => new PizZip(bytes).file(part)?.asText() ?? "";
const textOf = (bytes: Uint8Array): string =>
  xml(bytes, "word/document.xml")
    .replaceAll("</w:p>", "\n")
    .replace(/<[^>]+>/g, "");
const lead = (over: Partial<Lead> = {}): Lead =>
  sampleLead("2026-0031", { tribunal: "T1", judge: "J02", mediator: "M01", amountYuan: 26_000, ...over });

describe("papers", () => {
  it.each(paperNames)("%s is filled from the lead, whole, and marked as a draft until approved", (name) => {
    const draft = fillPaper(template(papers[name]), name, paperOf(lead(), look, false));
    const text = textOf(draft.bytes);
    expect(text).not.toMatch(/[{}]|undefined|\[object/u);
    expect(text).toContain(draftMark);
    expect(textOf(fillPaper(template(papers[name]), name, paperOf(lead(), look, true)).bytes)).not.toContain("草稿");
  });

  it.each(readdirSync(join("knowledge", "templates")))(
    "%s keeps the official layout, and names fonts that are free",
    (file) => {
      const bytes = readFileSync(join("knowledge", "templates", file));
      const page = xml(bytes, "word/document.xml");
      const margin = (side: string): number =>
        Math.round((Number(new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`, "u").exec(page)?.[1]) / 1_440) * 25.4);
      // 党政机关公文格式: 37 mm above, 35 below, 28 left, 26 right, on A4.
      expect(["top", "bottom", "left", "right"].map(margin)).toEqual([37, 35, 28, 26]);
      const inside = 11_906 - 1_588 - 1_474;
      for (const [, width] of page.matchAll(/<w:tblW w:w="(\d+)"/gu)) expect(Number(width)).toBeLessThanOrEqual(inside);
      for (const [grid] of page.matchAll(/<w:tblGrid>.*?<\/w:tblGrid>/gu))
        expect([...grid.matchAll(/w:w="(\d+)"/gu)].reduce((sum, m) => sum + Number(m[1]), 0)).toBeLessThanOrEqual(
          inside,
        );
      const styles = xml(bytes, "word/styles.xml");
      for (const [, style] of page.matchAll(/<w:pStyle w:val="(\w+)"/gu))
        expect(styles).toContain(`w:styleId="${style}"`);
      expect(styles).toContain('w:eastAsia="方正小标宋简体"');
      expect(styles).toContain('w:eastAsia="仿宋"');
      for (const font of ["方正小标宋简体", "仿宋", "黑体"])
        expect(xml(bytes, "word/fontTable.xml")).toMatch(new RegExp(`"${font}"><w:altName w:val="[^"]*Noto`, "u"));
      expect(Object.keys(new PizZip(bytes).files).filter((name) => /\.(?:ttf|otf|odttf|woff2?)$/iu.test(name))).toEqual(
        [],
      );
    },
  );

  it("say which facts are missing, and leave room for them", () => {
    const paper = fillPaper(
      template("lead-registration"),
      "登记表",
      paperOf(lead({ claim: "", amountYuan: null }), look, true),
    );
    expect(paper.missing).toEqual(expect.arrayContaining(["claim", "amount"]));
    expect(textOf(paper.bytes)).toContain("＿＿＿");
  });

  it("take a person's words as words, whatever they look like", () => {
    const words = '<w:p>&amp;{court}</w:p> =1+1 "引号"';
    const text = textOf(
      fillPaper(template("lead-registration"), "登记表", paperOf(lead({ summary: words }), look, true)).bytes,
    );
    expect(text).toContain("&lt;w:p&gt;&amp;amp;{court}&lt;/w:p&gt;");
  });

  it("refuse a template with a field that no paper has, or with a brace too many, by name", () => {
    const spoilt = (from: string, to: string): Uint8Array => {
      const zip = new PizZip(template("referral-letter"));
      const part = "word/document.xml";
      zip.file(part, (zip.file(part)?.asText() ?? "").replace(from, to));
      return zip.generate({ type: "uint8array" });
    };
    const data: PaperData = paperOf(lead(), look, true);
    expect(() => fillPaper(spoilt("{summary}", "{summry}"), "转办函.docx", data)).toThrow(/转办函\.docx.*\{summry\}/su);
    expect(() => fillPaper(spoilt("{summary}", "{summary"), "转办函.docx", data)).toThrow(/转办函\.docx/u);
    expect(() => fillPaper(new Uint8Array([1, 2, 3]), "转办函.docx", data)).toThrow(/not a Word file/u);
    // All of a folder at once, as `doctor` and `knowledge check` read it.
    const folder = mkdtempSync(join(tmpdir(), "fengqiao-templates-"));
    writeFileSync(join(folder, "a.docx"), spoilt("{summary}", "{summry}"));
    writeFileSync(join(folder, "b.docx"), spoilt("{summary}", "{summary"));
    expect(() => checkTemplates(folder)).toThrow(/a\.docx.*\{summry\}.*b\.docx/su);
    rmSync(folder, { recursive: true });
    expect(checkTemplates(join("knowledge", "templates"))).toBe(12);
  });

  it("are known by the names people use", () => {
    expect(paperNamed("起诉状")).toBe("要素式起诉状");
    expect(paperNamed("《诉前调解告知书》")).toBe("诉前调解告知书");
    expect(paperNamed("登记表")).toBe("纠纷线索登记表");
    expect(paperNamed("菜谱大全")).toBeNull();
  });
});

describe("ledgers", () => {
  const layout = (name: string) => {
    const file = join("knowledge", "ledgers", `${name}.yaml`);
    const parsed = parseLayout(readText(file), file);
    if (!parsed.ok) throw new Error(parsed.faults.map((f) => f.what).join());
    return parsed.value;
  };
  const filter = { from: 0, to: Number.MAX_SAFE_INTEGER };

  it("hold text and numbers, never a formula, and stay readable whatever people wrote", async () => {
    const nasty = ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2", "\u0007\ud800<b>&", "a".repeat(40_000)];
    const rows = ledgerRows(
      nasty.map((summary, n) => lead({ id: `2026-000${n}`, summary })),
      layout("court"),
      look,
      filter,
      true,
    );
    const bytes = await workbook([{ name: "台账[1]", rows }]);
    const sheet = xml(bytes, "xl/worksheets/sheet1.xml");
    expect(sheet).not.toMatch(/<f[ >]/u);
    expect(sheet + xml(bytes, "xl/sharedStrings.xml")).toContain("=HYPERLINK");
    expect([...sheet.matchAll(/<row /gu)].length).toBe(nasty.length + 1);
  });

  it("show people's data only to who may see it", () => {
    const open = ledgerRows([lead()], layout("township"), look, filter, true).flat().join();
    const held = ledgerRows([lead()], layout("township"), look, filter, false).flat().join();
    expect(open).toContain("钱某某");
    expect(held).not.toMatch(/钱某某|赵某某|138-/u);
  });

  it("are filtered by place, cause, judge and time", () => {
    const some = sampleLeads(200, 9, directory, [...causes.keys()]);
    const one = some[0] as Lead;
    const rows = ledgerRows(
      some,
      layout("court"),
      look,
      { ...filter, place: one.placeId ?? "", cause: one.cause },
      true,
    );
    expect(rows.length - 1).toBe(some.filter((l) => l.placeId === one.placeId && l.cause === one.cause).length);
  });

  it("refuse a column that does not exist, by file and line", () => {
    const parsed = parseLayout(
      "title: x\ncolumns:\n  - { name: a, field: number }\n  - { name: b, field: nmber }\n",
      "x.yaml",
    );
    expect(parsed.ok ? [] : parsed.faults).toMatchObject([{ file: "x.yaml", line: 4 }]);
  });
});

describe("reports", () => {
  const leads = sampleLeads(1_500, 21, directory, [...causes.keys()]);
  const period = periodOf("quarter", "2026-03-04");
  const of = (p: typeof period) => figuresOf(leads.map(factsOf), [], directory, p);
  const report: Report = reportOf({
    now: of(period),
    before: of(before(period)),
    yearBefore: of(yearBefore(period)),
    earlier: [],
    directory,
    causes,
  });

  it("are a paper for a meeting with every table in it", () => {
    const { bytes } = fillPaper(template("report"), "report.docx", reportPaper(report, look.now));
    const text = textOf(bytes);
    expect(text).not.toMatch(/[{}]|undefined|＿/u);
    for (const table of report.tables) {
      expect(text).toContain(table.title);
      for (const row of table.rows) expect(text).toContain(String(row[0]));
    }
    expect(text.replaceAll("\n", "")).toContain(report.sentences[0]);
  });

  it("are a workbook with the same numbers", async () => {
    const bytes = await reportWorkbook(report);
    const first = report.tables[0];
    const sheet = xml(bytes, "xl/worksheets/sheet2.xml");
    const numbers = [...sheet.matchAll(/<v>(\d+(?:\.\d+)?)<\/v>/gu)].map((m) => Number(m[1]));
    for (const row of first?.rows ?? [])
      for (const cell of row) if (typeof cell === "number") expect(numbers).toContain(cell);
  });

  it("are one picture that a phone shows", async () => {
    const png = Buffer.from(await cardOf(report));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(1_080);
    expect(png.readUInt32BE(20)).toBeGreaterThan(1_000);
    expect(png.length).toBeLessThan(600_000);
  });
});
