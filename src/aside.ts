// Reading and learning beside the running bot: a child process makes what `prepared.ts` keeps, so that the loop never waits for it.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { ContentError } from "./content/faults.ts";
import { loadIntents } from "./load.ts";
import { loadAnswers } from "./loadAnswers.ts";
import { loadReading } from "./content.ts";
import { statutory } from "./court/calendar.ts";

export type Folders = { knowledge: string; intents: string; published?: string | undefined };

const faultsSchema = z.array(z.object({ file: z.string(), line: z.number(), what: z.string() }));
const limitMs = 120_000;
/** The exit code of a child that found faults and wrote them to its output. */
const foundFaults = 3;

/** Reads and learns everything once, so that the next start finds it made. What operators wrote wrongly is for that start to tell. */
export function prepareHere(folders: Folders = { knowledge: "knowledge", intents: "intents" }): void {
  loadReading(folders.intents);
  loadAnswers(folders.knowledge, folders.intents, statutory, folders.published);
}

/** The child's part: faults go to its output as JSON. */
export function prepareForParent(folders: Folders): void {
  try {
    loadIntents(folders.intents);
    prepareHere(folders);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    process.stdout.write(JSON.stringify(error.faults));
    process.exitCode = foundFaults;
  }
}

/**
 * Has a child read and learn the files; resolves when it has, or could not: then the reading that follows does it itself.
 *
 * @throws {ContentError} when something in the files is not right
 */
export function prepareAside({ knowledge, intents, published }: Folders): Promise<void> {
  const args = [join(import.meta.dirname, "main.ts"), "prepare", "--for-parent", knowledge, intents, published ?? ""];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: limitMs, maxBuffer: 16_000_000 }, (error, stdout) => {
      if (error?.code !== foundFaults) return resolve();
      const faults = faultsSchema.safeParse(parsed(stdout));
      if (faults.success) reject(new ContentError(faults.data));
      else resolve();
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
