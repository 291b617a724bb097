// The element-style complaint: every cause with a model of the Supreme People's Court gets the items of that model, filled with what was said.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../src/content/faults.ts";
import type { Cause } from "../../src/leads/causes.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { loadDirectory, loadIntents } from "../../src/load.ts";
import { complaintOf, loadComplaints } from "../../src/reports/complaint.ts";
import { fillPaper } from "../../src/reports/documents.ts";
import { paperOf } from "../../src/reports/papers.ts";
import { sampleLead } from "../store/samples.ts";

const directory = loadDirectory("knowledge/court.sample.yaml");
const { causes } = loadIntents("intents");
const forms = loadComplaints("knowledge", causes);
const look = { directory, causes, now: Date.parse("2026-11-23T10:00:00+08:00") };
const file = join("knowledge", "templates", "complaint.docx");

/** The causes of ours that have a model in the list of 2025 (法〔2025〕82号). */
const modelled: Record<string, string> = {
  "private-lending": "民间借贷纠纷",
  "financial-loan": "金融借款合同纠纷",
  divorce: "离婚纠纷",
  "sales-contract": "买卖合同纠纷",
  "property-management": "物业服务合同纠纷",
  "traffic-accident": "机动车交通事故责任纠纷",
  "labor-contract": "劳动争议纠纷",
  wages: "劳动争议纠纷",
  "work-injury": "劳动争议纠纷",
  lease: "房屋租赁合同纠纷",
  construction: "建设工程施工合同纠纷",
  enforcement: "强制执行申请书",
};

function filled(cause: Cause, over: Partial<Lead> = {}): { text: string; missing: string[] } {
  const elements = Object.fromEntries(
    cause.form.elements.map((e) => [e.id, { value: e.options[0] ?? `说的${e.name}`, words: "", how: "said" as const }]),
  );
  const lead = sampleLead("2026-0031", {
    cause: cause.id,
    tribunal: "T1",
    judge: "J02",
    amountYuan: 26_000,
    elements,
    ...over,
  });
  const form = forms.get(cause.form.model ?? "");
  if (!form) throw new Error(`no form for ${cause.id}`);
  const { bytes, missing } = fillPaper(
    readFileSync(file),
    file,
    complaintOf(lead, cause, form, paperOf(lead, look, true)),
  );
  const xml = new PizZip(bytes).file("word/document.xml")?.asText() ?? "";
  return {
    text: xml.replaceAll(/<w:br\/>|<\/w:p>/gu, "\n").replace(/<[^>]+>/g, ""),
    missing,
  };
}

describe("an element-style complaint", () => {
  it("has a model for each cause that the Supreme People's Court has one for, and no other", () => {
    const named = [...causes.values()].flatMap((c) => (c.form.model === null ? [] : [[c.id, c.form.model]]));
    expect(Object.fromEntries(named)).toEqual(modelled);
  });

  it.each([...causes.values()].map((c) => [c.id, c] as const))(
    "of %s shows every item and everything that was said",
    (_, cause) => {
      const form = forms.get(cause.form.model ?? "");
      const { text } = filled(cause);
      for (const items of [form?.claims, form?.safeguards, form?.facts])
        for (const name of Object.keys(items ?? {})) expect(text).toContain(name);
      for (const element of cause.form.elements)
        expect(text).toContain(element.options[0] === undefined ? `说的${element.name}` : element.options[0]);
      expect(text).toContain("26000元");
      for (const part of ["送达地址", "是否考虑先行调解", "证据清单", "签字、盖章"]) expect(text).toContain(part);
      expect(text).not.toMatch(/[{}]|undefined|草稿/u);
    },
  );

  it("differs from cause to cause", () => {
    const texts = new Set(Object.keys(modelled).map((id) => filled(causes.get(id) as Cause).text.slice(0, 3_000)));
    expect(texts.size).toBe(Object.keys(modelled).length);
  });

  it("ticks what was answered, and nothing else", () => {
    const lending = causes.get("private-lending") as Cause;
    const by = (value: string): string =>
      filled(lending, { elements: { paid_by: { value, words: "", how: "asked" } } }).text;
    expect(by("微信")).toContain("现金□　转账☑");
    expect(by("现金")).toContain("现金☑　转账□");
    const unknown = filled(lending, { elements: { paid_by: { value: "微信", words: "", how: "declined" } } }).text;
    expect(unknown).toContain("现金□　转账□");
    expect(unknown).not.toContain("☑　");
  });

  it("takes words as words, though they look like a field", () => {
    const lending = causes.get("private-lending") as Cause;
    const { text } = filled(lending, { claim: "{amount}{/claims}" });
    expect(text).toContain("{amount}{/claims}");
  });

  it("leaves room for a phone that nobody said, instead of the tribunal's", () => {
    const { text, missing } = filled(causes.get("lease") as Cause, { parties: [] });
    expect(text).toContain("联系电话：＿＿＿＿＿＿");
    expect(text).not.toContain(directory.tribunals[0]?.phone ?? "none");
    expect(missing).toEqual(expect.arrayContaining(["applicants", "respondents"]));
  });

  it("is refused by file and line when an item asks for what its causes do not have, or one of their elements is shown nowhere", () => {
    const folder = mkdtempSync(join(tmpdir(), "fengqiao-complaints-"));
    cpSync(join("knowledge", "complaints"), join(folder, "complaints"), { recursive: true });
    const path = join(folder, "complaints", "private-lending.yaml");
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, whole.replace("{repaid}", "{repayed}").replace("paid_by:现金", "paid_by:金条"));
    let faults: string[] = [];
    try {
      loadComplaints(folder, causes);
    } catch (error) {
      faults = error instanceof ContentError ? error.faults.map((f) => `${f.line} ${f.what}`) : [];
    }
    rmSync(folder, { recursive: true, force: true });
    const line = whole.split("\n").findIndex((l) => l.includes("{repaid}")) + 1;
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^${line} \\{repayed\\} is neither`, "u")) as string,
        expect.stringContaining("no option of paid_by") as string,
        expect.stringContaining("no item shows {repaid} of private-lending") as string,
      ]),
    );
  });
});
