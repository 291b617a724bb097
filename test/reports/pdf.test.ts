// LibreOffice as a child process: found where it is, never waited for too long, and the Word file goes without it.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { loadDirectory, loadIntents } from "../../src/load.ts";
import { product } from "../../src/reports/make.ts";
import { findOffice, pdfMaker } from "../../src/reports/pdf.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import { sampleLead } from "../store/samples.ts";

const folder = mkdtempSync(join(tmpdir(), "fengqiao-soffice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const standIn = (name: string): string => {
  const path = join(folder, name);
  copyFileSync(join(import.meta.dirname, "soffice.sh"), path);
  return path;
};
const paper = readFileSync(join("knowledge", "templates", "referral-letter.docx"));
const leftOver = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("fengqiao-pdf-"));

describe.skipIf(process.platform === "win32")("a PDF", () => {
  it("is made by the program in PATH, which gets a profile of its own, and leaves nothing behind", async () => {
    standIn("soffice");
    const office = findOffice(null, `/nowhere:${folder}`);
    expect(office).toBe(join(folder, "soffice"));
    const before = leftOver().length;
    const pdf = await pdfMaker(office ?? "")(paper);
    expect(Buffer.from(pdf ?? []).toString("latin1", 0, 5)).toBe("%PDF-");
    const profile = readFileSync(join(folder, "runs"), "utf8").trim().split(" ")[1] ?? "";
    expect(existsSync(dirname(profile))).toBe(false);
    expect(leftOver().length).toBeLessThanOrEqual(before);
  });

  it("is given up when it hangs, with everything that was started for it", async () => {
    const begun = performance.now();
    let ticks = 0;
    const clock = setInterval(() => ticks++, 20);
    expect(await pdfMaker(standIn("hang"), 600)(paper)).toBeNull();
    clearInterval(clock);
    expect(performance.now() - begun).toBeLessThan(3_000);
    // Messages had their turn all the while.
    expect(ticks).toBeGreaterThan(10);
    await sleep(100);
    const child = Number(readFileSync(join(folder, "child"), "utf8"));
    expect(existsSync(`/proc/${child}`) && !/\) Z /u.test(readFileSync(`/proc/${child}/stat`, "utf8"))).toBe(false);
  });

  it("is none when it fails, is no PDF, or cannot be started, and the next is made all the same", async () => {
    expect(await pdfMaker(standIn("fail"))(paper)).toBeNull();
    expect(await pdfMaker(standIn("half"))(paper)).toBeNull();
    expect(await pdfMaker(join(folder, "gone"))(paper)).toBeNull();
    const make = pdfMaker(standIn("well"));
    const made = await Promise.all([make(paper), make(paper), make(paper)]);
    expect(made.every((pdf) => pdf !== null)).toBe(true);
  });

  it("waits no longer for those before it than for itself", async () => {
    const make = pdfMaker(standIn("hang-queue"), 500);
    const begun = performance.now();
    expect(await Promise.all([make(paper), make(paper), make(paper)])).toEqual([null, null, null]);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it("is looked for only where SOFFICE says, when it says so", () => {
    expect(findOffice(join(folder, "no such"), folder)).toBeNull();
    expect(findOffice(standIn("mine"), "")).toBe(join(folder, "mine"));
  });

  const real = findOffice(process.env["SOFFICE"] ?? null, process.env["PATH"] ?? "");
  it.skipIf(real === null)("is made by the LibreOffice of this machine", { timeout: 60_000 }, async () => {
    const pdf = Buffer.from((await pdfMaker(real ?? "")(paper)) ?? []);
    expect(pdf.toString("latin1", 0, 5)).toBe("%PDF-");
    expect(pdf.toString("latin1").trimEnd().endsWith("%%EOF")).toBe(true);
  });
});

describe("a paper asked for as PDF", () => {
  const lead = sampleLead("2026-0031", { tribunal: "T1", judge: "J02" });
  const asked = { what: "paper", number: "2026-0031", paper: "转办函" };
  async function made(as: string, pdf: ((docx: Uint8Array) => Promise<Uint8Array | null>) | null) {
    const quiet = (): void => undefined;
    const store = await openStore({ folder: null, alarm: quiet, onWarning: quiet, now: Date.now });
    await store.commit({ at: 0, changes: [{ key: "lead/2026-0031", expect: 0, value: lead }] });
    const directory = loadDirectory("knowledge/court.sample.yaml");
    const { causes } = loadIntents("intents");
    const made = await product({ store, directory, causes, knowledge: "knowledge", now: 0, pdf }, { ...asked, as });
    await store.close();
    return { text: made.text, kinds: made.files.map((f) => f.name.slice(f.name.lastIndexOf(".") + 1)) };
  }
  const bytes = new TextEncoder().encode("%PDF-1.7");

  it("comes as PDF alone; unasked it comes beside the Word file", async () => {
    expect((await made("pdf", () => Promise.resolve(bytes))).kinds).toEqual(["pdf"]);
    expect((await made("", () => Promise.resolve(bytes))).kinds).toEqual(["docx", "pdf"]);
  });

  it("comes as the Word file with one sentence when it could not be made, or there is no LibreOffice", async () => {
    const failed = await made("pdf", () => Promise.resolve(null));
    expect(failed).toMatchObject({ kinds: ["docx"], text: expect.stringContaining("没有转成") as string });
    const none = await made("pdf", null);
    expect(none).toMatchObject({ kinds: ["docx"], text: expect.stringContaining("没有装 LibreOffice") as string });
    expect((await made("", null)).text).not.toMatch(/PDF|LibreOffice/u);
  });
});
