// What a report over 100,000 leads costs, from the store to the picture, and what a paper costs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadDirectory, loadIntents } from "../src/load.ts";
import { cardOf } from "../src/reports/card.ts";
import { fillPaper } from "../src/reports/documents.ts";
import { report } from "../src/reports/make-report.ts";
import { paperOf } from "../src/reports/papers.ts";
import { periodOf } from "../src/reports/period.ts";
import { reportWorkbook } from "../src/reports/sheets.ts";
import { openStore } from "../src/store/lowdb/open.ts";
import { sampleLeads } from "../test/reports/sample.ts";

const count = 100_000;
const atOnce = 500;

async function timed<T>(work: () => Promise<T> | T): Promise<[T, number]> {
  const begun = performance.now();
  const made = await work();
  return [made, Math.round(performance.now() - begun)];
}

export async function benchReports(say: (line: string) => void): Promise<void> {
  const directory = loadDirectory(join("knowledge", "court.sample.yaml"));
  const { causes } = loadIntents("intents");
  const quiet = (): void => undefined;
  const store = await openStore({ folder: null, alarm: quiet, onWarning: quiet, now: Date.now });
  const leads = sampleLeads(count, 1, directory, [...causes.keys()]);
  for (let at = 0; at < leads.length; at += atOnce) {
    const changes = leads
      .slice(at, at + atOnce)
      .map((lead, n) => ({ key: `lead/2026-${at + n}` as const, expect: 0, value: { ...lead, id: `2026-${at + n}` } }));
    await store.commit({ at: 0, changes });
  }
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const options = { store, directory, causes, knowledge: "knowledge", now: Date.now() };
  const [made, ms] = await timed(() => report(options, periodOf("quarter", "2026-03-04")));
  const more = Math.round((process.memoryUsage().rss - before) / 1_048_576);
  say(`a quarter's report over ${count} leads in the store: ${ms} ms, ${more} MB more than the store alone`);
  const [, first] = await timed(() => cardOf(made));
  const [png, again] = await timed(() => cardOf(made));
  say(
    `its picture: ${again} ms (${first} ms the first time, with the libraries), ${Math.round(png.length / 1_024)} KB`,
  );
  const [, sheets] = await timed(() => reportWorkbook(made));
  say(`its workbook: ${sheets} ms`);
  const lead = leads[0];
  if (!lead) return;
  const template = readFileSync(join("knowledge", "templates", "lead-registration.docx"));
  const fill = () => fillPaper(template, "lead-registration.docx", paperOf(lead, options, true));
  const [, paperFirst] = await timed(fill);
  const [, paper] = await timed(fill);
  say(`a paper: ${paper} ms (${paperFirst} ms the first time)`);
  await store.close();
}
