// fengqiao knowledge drafts and reload: the queue of curation printed, judges' signatures put into entries, the knowledge read anew.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "./config.ts";
import { loadContent } from "./content.ts";
import { UsageError } from "./content/faults.ts";
import { toCivil } from "./court/calendar.ts";
import type { Queue } from "./curation-live.ts";
import { folderOf } from "./operator.ts";
import { writeRequest } from "./requests.ts";
import { answerHash } from "./turn/curation.ts";

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const states: Record<string, string> = { draft: "waits for review", published: "published", rejected: "sent back" };

export async function drafts(options: { sign?: boolean }): Promise<void> {
  const config = readConfig();
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-queue-"));
  const file = join(folder, "queue.json");
  let queue: Queue;
  try {
    await writeRequest(folderOf(config), { kind: "queue", file });
    queue = JSON.parse(await readFile(file, "utf8")) as Queue;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(queue.questions.length === 0 ? "No question waits." : "Questions, the most asked first:");
  for (const q of queue.questions) {
    print(`  ${q.number}  ×${q.times}  ${q.text}${q.bad ? `  (badly rated: ${q.bad})` : ""}`);
    for (const other of q.others) print(`        ${other}`);
  }
  if (queue.drafts.length > 0) print("Drafts:");
  for (const d of queue.drafts)
    print(`  ${d.number}  ${states[d.state] ?? d.state}  ${d.question}  by ${d.by}\n      ${d.file}`);
  if (queue.signatures.length > 0) print("Signed:");
  for (const s of queue.signatures) print(`  ${s.entry}  by ${s.by} on ${s.on}`);
  if (options.sign) await sign(config.knowledge, queue.signatures);
}

/** Only an entry that still reads as it did: a signature is for words, not for a file name. */
async function sign(knowledge: string, signatures: Queue["signatures"]): Promise<void> {
  const { content } = loadContent({ knowledge });
  const today = toCivil(Date.now()).date;
  for (const { entry, by, on, sha256 } of signatures) {
    const file = join(knowledge, `${entry}.md`);
    const now = content.entryAnswer(entry, today);
    if (!now || !existsSync(file)) print(`${entry}: is not in ${knowledge}; nothing written`);
    else if (answerHash(now.text) !== sha256)
      print(`${entry}: reads differently than when it was signed; have it signed again`);
    else {
      const text = await readFile(file, "utf8");
      const signed = text.replace(/^judge_review: .*$/m, `judge_review: { by: ${JSON.stringify(by)}, on: ${on} }`);
      if (signed !== text) await writeFile(file, signed);
      print(`${entry}: signed by ${by}`);
    }
  }
}

export async function reloadNow(): Promise<void> {
  const data = folderOf(readConfig());
  if (!existsSync(data)) throw new UsageError("there is no running bot with this data folder");
  await writeRequest(data, { kind: "reload" });
  print("The knowledge was read anew.");
}
