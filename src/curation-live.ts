// What was curated in chat as files beside the store — drafts, published entries, signatures — and the knowledge read anew while the bot runs.
import { existsSync, watch } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { entryText, idOf } from "./answers/proposal.ts";
import { ContentError } from "./content/faults.ts";
import { toCivil } from "./court/calendar.ts";
import { grouped } from "./answers/likeness.ts";
import type { Proposal, Question, Signature } from "./turn/documents.ts";
import type { Alarm } from "./turn/message.ts";
import type { Collection } from "./turn/documents.ts";
import type { Doc, Store } from "./turn/ports.ts";

/** Where entries published in chat lie, beside the store in `data`: a folder like knowledge/, read after it. */
export const publishedIn = (data: string): string => `${data}-knowledge`;
const draftsIn = (data: string): string => `${data}-drafts`;
const signaturesIn = (data: string): string => join(draftsIn(data), "signatures.json");

async function every<T>(store: Store, collection: Collection): Promise<Doc<T>[]> {
  const found: Doc<T>[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: 500, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    after = page.at(-1)?.key;
    if (page.length < 500 || after === undefined) return found;
  }
}

/** True when the file was not like that before. */
async function write(file: string, text: string): Promise<boolean> {
  if (existsSync(file) && (await readFile(file, "utf8")) === text) return false;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, text, { mode: 0o600 });
  await rename(`${file}.tmp`, file);
  return true;
}

const dayOf = (at: number): string => toCivil(at).date;

/** The file of a proposal: a draft says so in its name and in `reader: due`. */
const textOf = (p: Proposal): string =>
  entryText(
    p,
    { by: p.by.name, on: dayOf(p.at) },
    p.state === "published" && p.review ? { by: p.review.name, on: dayOf(p.review.at) } : null,
  );

/** Writes what the store holds into files; true when a published entry is new or was changed. */
export async function writeCurated(data: string, store: Store): Promise<boolean> {
  let changed = false;
  for (const { value } of await every<Proposal>(store, "proposal")) {
    const draft = join(draftsIn(data), `${idOf(value).replace("/", "--")}.md`);
    if (value.state === "published") {
      await rm(draft, { force: true });
      if (await write(join(publishedIn(data), `${idOf(value)}.md`), textOf(value))) changed = true;
    } else if (value.state === "draft") await write(draft, textOf(value));
    else await rm(draft, { force: true });
  }
  const signatures = (await every<Signature>(store, "signature")).map((d) => d.value);
  if (signatures.length > 0) await write(signaturesIn(data), `${JSON.stringify(signatures, null, 1)}\n`);
  return changed;
}

export type Queue = {
  questions: { number: number; times: number; text: string; others: string[]; bad: string | null }[];
  drafts: { number: number; state: string; question: string; by: string; file: string }[];
  signatures: { entry: string; by: string; on: string; sha256: string }[];
};

/** The queue as a list to print: questions that are asked alike as one, the most asked first; drafts and signatures. */
export async function queueOf(data: string, store: Store): Promise<Queue> {
  await writeCurated(data, store);
  const open = (await store.query<Question>("question", { where: { state: "open" }, limit: 5_000 }))
    .map((d) => d.value)
    .filter((q) => q.number !== undefined)
    .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
  return {
    questions: grouped(open, (q) => q.text)
      .toSorted((a, b) => b.length - a.length)
      .map((group) => ({
        number: group[0]?.number ?? 0,
        times: group.length,
        text: group[0]?.text ?? "",
        others: group.slice(1, 6).map((q) => q.text),
        bad: group.find((q) => q.why === "badAnswer")?.entry ?? null,
      })),
    drafts: (await every<Proposal>(store, "proposal")).map(({ value: p }) => ({
      number: p.number,
      state: p.state,
      question: p.question,
      by: p.by.name,
      file:
        p.state === "published"
          ? join(publishedIn(data), `${idOf(p)}.md`)
          : join(draftsIn(data), `${idOf(p).replace("/", "--")}.md`),
    })),
    signatures: (await every<Signature>(store, "signature")).map(({ value: s }) => ({
      entry: s.entry,
      by: s.by.name,
      on: dayOf(s.at),
      sha256: s.sha256,
    })),
  };
}

/** ms of quiet after a file was saved before it is read: editors write in several steps. */
const settle = 800;

export type Reloader = { reload(): Promise<boolean>; curated(): Promise<void>; watch(signal: AbortSignal): void };

/**
 * Reads the knowledge anew: when a file of `folders` changes, when something was published in chat, or when asked to. A
 * fault is told by file and line, and what was there before stays in use.
 */
export function createReloader(options: {
  data: string;
  store: Store;
  folders: readonly string[];
  /** Reads and learns beside the loop; throws like `read`. */
  prepare(): Promise<void>;
  /** Takes in what `prepare` made. */
  read(): void;
  alarm: Alarm;
  log(event: string): void;
}): Reloader {
  const { data, store, alarm } = options;
  async function reload(): Promise<boolean> {
    try {
      await options.prepare();
      options.read();
      options.log("knowledge-reloaded");
      return true;
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      alarm("knowledge-refused", `知识库的改动没有生效，还用原来的：${error.message.split("\n")[0] ?? ""}`, {
        faults: error.faults.length,
        first: error.message.slice(0, 500),
      });
      return false;
    }
  }
  // One after another: two notices of one save, or two approvals at once, write the same files.
  let last: Promise<void> = Promise.resolve();
  return {
    reload,
    curated() {
      last = last.then(async () => {
        try {
          if (await writeCurated(data, store)) await reload();
        } catch (error) {
          alarm("curation-not-written", "聊天里审过的条目没有写成文件，请看数据文件夹。", {
            reason: error instanceof Error ? error.message : "unknown",
          });
        }
      });
      return last;
    },
    watch(signal) {
      let waiting = false;
      const soon = async (): Promise<void> => {
        if (waiting) return;
        waiting = true;
        await pause(settle, undefined, { signal }).catch(() => undefined);
        waiting = false;
        if (!signal.aborted) await reload();
      };
      for (const folder of options.folders) {
        if (!existsSync(folder)) continue;
        try {
          watch(folder, { recursive: true, signal }, (_event, name) => {
            if (name === null || /\.(?:md|yaml)$/.test(name)) void soon();
          }).on("error", () => options.log("knowledge-not-watched"));
        } catch {
          // A file system without notices: a change is read by `fengqiao knowledge reload`.
          options.log("knowledge-not-watched");
        }
      }
    },
  };
}
