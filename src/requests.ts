// How an operator's command reaches the store: opened directly when the bot is off, handed to the running bot through a folder when it is on.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { UsageError } from "./content/faults.ts";
import { queueOf } from "./curation-live.ts";
import type { Product } from "./reports/files.ts";
import { StoreLocked } from "./store/lowdb/errors.ts";
import { openStore } from "./store/lowdb/open.ts";
import { codeSchema } from "./turn/documents.ts";
import type { Key, Store } from "./turn/ports.ts";

const requestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("code"), key: z.string().startsWith("code/"), value: codeSchema }),
  z.strictObject({ kind: z.literal("backup"), folder: z.string().min(1) }),
  /** The queue of curation as JSON, into a file. */
  z.strictObject({ kind: z.literal("queue"), file: z.string().min(1) }),
  /** Read the knowledge anew. */
  z.strictObject({ kind: z.literal("reload") }),
  /** Papers, ledgers and reports, written into a folder. */
  z.strictObject({ kind: z.literal("make"), asked: z.record(z.string(), z.string()), folder: z.string().min(1) }),
]);
export type Request = z.infer<typeof requestSchema>;

const folderFor = (data: string): string => `${data}-requests`;
/** Where the files that people sent lie, beside the store in `data`. */
export const filesFor = (data: string): string => `${data}-files`;
const nothing: Maker = () => Promise.reject(new Error("this command makes no files"));
const waitMs = 60_000;
const pollMs = 500;

/** Copies the kept files, if there are any. */
export async function copyFiles(from: string, to: string): Promise<void> {
  if (existsSync(from)) await cp(from, to, { recursive: true });
}

export type Maker = (store: Store, asked: Record<string, string>) => Promise<Product>;

async function perform(
  data: string,
  store: Store,
  request: Request,
  make: Maker,
  reload: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  if (request.kind === "queue")
    return writeFile(request.file, JSON.stringify(await queueOf(data, store)), { mode: 0o600 });
  if (request.kind === "reload") {
    if (!(await reload()))
      throw new UsageError("the knowledge was not taken in, the one before stays in use; `knowledge check` says why");
    return;
  }
  if (request.kind === "make") {
    const { files } = await make(store, request.asked);
    await mkdir(request.folder, { recursive: true });
    for (const { name, bytes } of files) await writeFile(join(request.folder, name), bytes, { mode: 0o600 });
    return;
  }
  if (request.kind === "backup") {
    // The store first: what it points to is there by then, and a kept file never changes.
    await store.backup(request.folder);
    return copyFiles(filesFor(data), filesFor(request.folder));
  }
  await store.commit({
    at: request.value.madeAt,
    changes: [{ key: request.key as Key, expect: 0, value: request.value }],
  });
}

/** Carries out an operator's request on the store in `data`, through the running bot when one has it open. */
export async function writeRequest(data: string, request: Request, make: Maker = nothing): Promise<void> {
  let store: Store;
  try {
    store = await openStore({ folder: data, alarm: () => undefined, onWarning: () => undefined, now: Date.now });
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    return handOver(data, request);
  }
  try {
    await perform(data, store, request, make);
  } finally {
    await store.close();
  }
}

async function handOver(data: string, request: Request): Promise<void> {
  const folder = folderFor(data);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = join(folder, randomBytes(8).toString("hex"));
  await writeFile(`${name}.tmp`, JSON.stringify(request), { mode: 0o600 });
  await rename(`${name}.tmp`, `${name}.ask`);
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    try {
      const answer = await readFile(`${name}.answer`, "utf8");
      await rm(`${name}.answer`);
      if (answer !== "done") throw new Error(answer);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    await sleep(pollMs / 5);
  }
  await rm(`${name}.ask`, { force: true });
  throw new Error("the running bot did not answer within a minute; look at its log, then try again");
}

/** The running bot's side: looks for requests twice a second until `signal` is aborted. */
export async function serveRequests(
  data: string,
  store: Store,
  signal: AbortSignal,
  make: Maker,
  reload?: () => Promise<boolean>,
): Promise<void> {
  const folder = folderFor(data);
  while (!signal.aborted) {
    for (const name of await asked(folder)) {
      const path = join(folder, name);
      let answer = "done";
      try {
        await perform(data, store, requestSchema.parse(JSON.parse(await readFile(path, "utf8"))), make, reload);
      } catch (error) {
        answer = error instanceof Error ? error.message : String(error);
      }
      await writeFile(path.replace(/\.ask$/, ".part"), answer, { mode: 0o600 });
      await rename(path.replace(/\.ask$/, ".part"), path.replace(/\.ask$/, ".answer"));
      await rm(path, { force: true });
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

async function asked(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".ask"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
