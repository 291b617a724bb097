// `fengqiao retrieve --batch`: the ranking on any corpus, with or without labelled questions to learn from.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { indexCorpus, learnFrom, rankCorpus } from "../answers/corpus-ranking.ts";
import { UsageError } from "../content/faults.ts";
import { runLines } from "./lines.ts";

const id = z.union([z.string(), z.number()]);
const corpusLine = z.object({ id, title: z.string().optional(), text: z.string() });
const labelLine = z.object({ id, query: z.string(), relevant: z.array(id) });
const queryLine = z.object({ id, query: z.string() });
const hitsGiven = 100;

async function readAll<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, "utf8") })) {
    number++;
    if (line.trim() === "") continue;
    const place = `${file}:${number}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new UsageError(`${place}: this is not one line of JSON; write one object a line.`);
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success)
      throw new UsageError(
        `${place}: ${parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ")}`,
      );
    rows.push(parsed.data);
  }
  return rows;
}

export async function retrieve(corpus: string, labels?: string): Promise<void> {
  const index = indexCorpus(await readAll(corpus, corpusLine));
  const learned = labels === undefined ? null : learnFrom(index, await readAll(labels, labelLine));
  process.exitCode = await runLines(process.stdin, process.stdout, queryLine, (line) => ({
    id: line.id,
    hits: rankCorpus(index, line.query, hitsGiven, learned),
  }));
}
