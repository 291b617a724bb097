// The knowledge base from the command line: checked against the lock or the statutes, and the lock written anew.
import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { citationFaults, type Lock, lockSchema, makeLock, statuteLine, type StatuteLine } from "./answers/citations.ts";
import { orderIn } from "./answers/orders.ts";
import { storyAsCited } from "./answers/story.ts";
import { ContentError, UsageError } from "./content/faults.ts";
import { toCivil } from "./court/calendar.ts";
import { loadKnowledge } from "./loadAnswers.ts";

const folder = "knowledge";
const lockFile = join(folder, "citations.lock.json");

async function readStatutes(from: string): Promise<StatuteLine[]> {
  const file = existsSync(join(from, "articles.jsonl")) ? join(from, "articles.jsonl") : from;
  if (!existsSync(file)) throw new UsageError(`${from} holds no articles.jsonl; give the folder of the statutes`);
  const lines: StatuteLine[] = [];
  for await (const line of createInterface({ input: createReadStream(file, "utf8") })) {
    if (line.trim() !== "") lines.push(statuteLine.parse(JSON.parse(line)));
  }
  return lines;
}

function readLock(): Lock {
  if (!existsSync(lockFile))
    throw new UsageError(`${lockFile} is missing; write it with: fengqiao knowledge check --statutes FOLDER --write`);
  return lockSchema.parse(JSON.parse(readFileSync(lockFile, "utf8")));
}

/** Checks every entry; with `statutes` against the texts themselves, with `write` keeping the lock of what they cite. */
export async function check(options: { statutes?: string; write?: boolean }): Promise<void> {
  const { entries, topics, laws, stories } = loadKnowledge(folder);
  const cited = [...entries, ...stories.map(storyAsCited)];
  const today = toCivil(Date.now()).date;
  let lock: Lock;
  if (options.statutes === undefined) lock = readLock();
  else {
    const made = makeLock(cited, laws, await readStatutes(options.statutes), today);
    lock = made.lock;
    if (options.write) writeFileSync(lockFile, `${JSON.stringify(lock, null, 1)}\n`);
    else changedTexts(lock);
  }
  const faults = citationFaults(cited, laws, lock, today, (id) => join(folder, `${id}.md`));
  for (const entry of entries) {
    const order = orderIn([entry.question, ...entry.asks, entry.answer].join("\n"));
    if (order !== null)
      faults.push({
        file: join(folder, `${entry.id}.md`),
        line: 1,
        what: `holds what reads as an order to a machine, or hidden signs (「${order}」); an entry only informs people, say it otherwise`,
      });
  }
  if (faults.length > 0) throw new ContentError(faults);
  process.stdout.write(
    `${entries.length} entries in ${topics.size} topics, ${stories.length} stories, ${Object.keys(lock.articles).length} articles cited: all hold.\n`,
  );
}

/** Says which cited articles read differently now than when the lock was written. */
function changedTexts(now: Lock): void {
  if (!existsSync(lockFile)) return;
  const before = readLock();
  for (const [key, article] of Object.entries(now.articles)) {
    const old = before.articles[key];
    if (old && old.sha256 !== article.sha256)
      process.stderr.write(
        `${article.law}第${article.article}条 has changed since the lock was written; read the entries that cite it again.\n`,
      );
  }
}
