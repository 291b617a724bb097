// The quarterly reports of a simulated year as files: the card, the paper for the meeting, the workbook.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toCivil } from "../../src/court/calendar.ts";
import { product } from "../../src/reports/make.ts";
import { before, lastFull, type Period } from "../../src/reports/period.ts";
import type { LoadedContent } from "../../src/content.ts";
import type { Store } from "../../src/turn/ports.ts";

/** The last full quarters before an instant, the oldest first. */
export function quartersBefore(at: number, count: number): Period[] {
  const quarters: Period[] = [];
  for (let q = lastFull("quarter", toCivil(at).date); quarters.length < count; q = before(q)) quarters.unshift(q);
  return quarters;
}

/** Writes each quarter's report into the folder; returns the words of each. */
export async function writeQuarters(
  { store, content, now }: { store: Store; content: LoadedContent["content"]; now: number },
  folder: string,
): Promise<string[]> {
  const { directory, causes } = content;
  await mkdir(folder, { recursive: true });
  const words: string[] = [];
  for (const quarter of quartersBefore(now, 4)) {
    const made = await product(
      { store, directory, causes, knowledge: "knowledge", now },
      { what: "report", period: "quarter", when: quarter.first, today: toCivil(now).date },
    );
    for (const { name, bytes } of made.files) await writeFile(join(folder, name), bytes);
    words.push(made.text);
  }
  return words;
}
