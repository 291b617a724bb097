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
import { type AskedOne, factsOf, figuresOf } from "../../src/reports/figures.ts";
import { ledgerRows, parseLayout } from "../../src/reports/ledger.ts";
import { paperNamed, paperNames, papers } from "../../src/leads/papers.ts";
import { draftMark, paperOf, recommendationPaper, reportPaper } from "../../src/reports/papers.ts";
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

  it.each(readdirSync(join("knowledge", "ledgers")).map((n) => n.slice(0, -5)))(
    "of the layout %s hold no formula in any cell, whatever was said, and no person's data for who may not see it",
    async (name) => {
      const nasty = (opening: string): string => `${opening}cmd|' /C calc'!A1`;
      const made = ["=", "+", "-", "@", "\t=", "\r="].map((opening, n) =>
        lead({
          id: `2026-000${n}`,
          summary: nasty(opening),
          claim: nasty(opening),
          outcomeNote: nasty(opening),
          spot: nasty(opening),
          placeId: null,
          placeWords: nasty(opening),
          occurredOn: null,
          occurredWords: nasty(opening),
          status: "closed",
          outcome: "settled",
          settlement: { promisedYuan: 1, paidYuan: 0, payBy: null, words: nasty(opening) },
          parties: [
            { name: nasty(opening), role: "applicant", as: "", phone: nasty(opening), words: "" },
            { name: nasty(opening), role: "respondent", as: "", phone: null, words: "" },
          ],
        }),
      );
      const rows = ledgerRows(made, layout(name), look, filter, true);
      expect(rows).toHaveLength(made.length + 1);
      const bytes = await workbook([{ name: "台账", rows }]);
      const sheet = xml(bytes, "xl/worksheets/sheet1.xml");
      expect(sheet).not.toMatch(/<f[ >]/u);
      expect(`${sheet}${xml(bytes, "xl/sharedStrings.xml")}`).toContain("=cmd|");
      // Every cell that is no number is shared text: what a spreadsheet shows as it stands.
      for (const [cell] of sheet.matchAll(/<c [^>]*>/gu))
        expect(cell).toMatch(/t="(?:s|n|inlineStr)"|^<c r="\w+"(?: s="\d+")?\/?>$/u);
      const people = [
        lead({
          status: "closed",
          outcome: "settled",
          settlement: { promisedYuan: 1, paidYuan: 0, payBy: null, words: "赵某某付钱" },
        }),
      ];
      expect(JSON.stringify(ledgerRows(people, layout(name), look, filter, false))).not.toMatch(
        /钱某某|赵某某|138-|院墙/u,
      );
    },
  );

  it("keep to what their layout says, numbered from one, and to the state that was asked for", () => {
    const some = [
      lead({ id: "2026-0001", mediator: null, status: "closed", outcome: "filed" }),
      lead({ id: "2026-0002", status: "closed", outcome: "settled" }),
      lead({ id: "2026-0003", status: "accepted" }),
    ];
    const numbers = (name: string, more = {}): unknown[][] =>
      ledgerRows(some, layout(name), look, { ...filter, ...more }, true)
        .slice(1)
        .map((row) => row.slice(0, 2));
    expect(numbers("confirmation")).toEqual([[1, "2026-0002"]]);
    expect(numbers("mediation")).toEqual([
      [1, "2026-0002"],
      [2, "2026-0003"],
    ]);
    expect(numbers("supervision", { state: "open" })).toEqual([[1, "2026-0003"]]);
    expect(numbers("supervision", { state: "closed" })).toHaveLength(2);
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
  const of = (p: typeof period) => figuresOf(leads.map(factsOf), [], directory, p, look.now);
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

  it("propose a recommendation where there are far more than usual, named with the statistic, as a draft", () => {
    const month = periodOf("month", "2026-03-04");
    const many = sampleLeads(12, 6, directory, ["wages"]).map((l) => ({
      ...l,
      status: "accepted" as const,
      placeId: "p07",
      submittedAt: month.start + 5,
    }));
    const figures = (some: readonly Lead[], p: typeof month) =>
      figuresOf(some.map(factsOf), [], directory, p, look.now);
    const [now, usual] = [figures([...leads, ...many], month), figures(leads, before(month))];
    const hot = reportOf({ now, before: usual, yearBefore: usual, earlier: [usual, usual, usual], directory, causes });
    const spot = hot.spots[0];
    expect(spot).toMatchObject({ cause: "追索劳动报酬纠纷", to: directory.co_handling["wages"] });
    if (!spot) return;
    const { bytes, missing } = fillPaper(
      template("recommendation"),
      "r.docx",
      recommendationPaper(hot, spot, look.now),
    );
    const text = textOf(bytes);
    expect(missing).toEqual([]);
    for (const part of [draftMark, "司法建议书", "泊松检验", "12件", directory.co_handling["wages"]?.[0] ?? ""])
      expect(text).toContain(part);
    expect(text).not.toMatch(/[{}]|某某/u);
  });

  it("say what people asked, what nobody could answer, and how satisfied they were", () => {
    const at = period.start + 1;
    const asked: AskedOne[] = [
      { at, what: "asked" },
      { at, what: "asked" },
      { at, what: "unanswered", theme: "林地林木纠纷" },
      { at, what: "goodAnswer" },
      { at, what: "badAnswer" },
      { at: period.end, what: "asked" },
    ];
    const figures = figuresOf(leads.map(factsOf), asked, directory, period, look.now);
    expect(figures.questions).toMatchObject({ asked: 2, unanswered: 1, rated: { done: 1, due: 2 } });
    const said = reportOf({
      now: figures,
      before: figures,
      yearBefore: figures,
      earlier: [],
      directory,
      causes,
    }).sentences.join("");
    expect(said).toMatch(/问法律问题2个，没答上来1个（多是林地林木纠纷）；评价过的回答2次，说有用的50%/u);
    expect(said).toMatch(/回访\d+件，满意的\d+%/u);
  });

  it("are one picture that a phone shows", async () => {
    const png = Buffer.from(await cardOf(report));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(1_080);
    expect(png.readUInt32BE(20)).toBeGreaterThan(1_000);
    expect(png.length).toBeLessThan(600_000);
  });
});
