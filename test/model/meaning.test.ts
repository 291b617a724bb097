// Nearness of meaning by an embeddings endpoint: finds what no word finds, masks what it sends, and is never waited for long.
import { mkdtemp, rm } from "node:fs/promises";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { searchEntries } from "../../src/answers/entry-search.ts";
import { statutory } from "../../src/court/calendar.ts";
import { loadAnswers } from "../../src/loadAnswers.ts";
import { createMeaning } from "../../src/meaning.ts";
import { createEmbedder } from "../../src/model/embedding.ts";

const { tools, answer } = loadAnswers("knowledge", "intents", statutory);
const entries = tools.index.entries;
const wanted = "animal-damage/own-animal";

type Mood = "well" | "hang" | "down" | "short";

/** An endpoint whose model knows one thing: a strange word means what one entry is about. */
async function startEmbeddings(mood: () => Mood, target: string) {
  const asked: string[][] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { input } = JSON.parse(Buffer.concat(parts).toString()) as { input: string[] };
      asked.push(input);
      if (mood() === "hang") return;
      if (mood() === "down") return void response.writeHead(500).end("{}");
      const data = input.slice(mood() === "short" ? 1 : 0).map((said, index) => {
        const embedding = Array.from({ length: 16 }, (_, i) => 1 + ((said.length * (i + 3)) % 7) / 20);
        if (said.includes("旮旯喵") || said.startsWith(target)) embedding[0] = 9;
        return { object: "embedding", index, embedding };
      });
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ object: "list", model: "stub", data, usage: { prompt_tokens: 1, total_tokens: 1 } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function world() {
  let mood: Mood = "well";
  const target = entries.find((e) => e.id === wanted) ?? entries[0];
  if (!target) throw new Error("no entries");
  const endpoint = await startEmbeddings(() => mood, target.question);
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-vectors-"));
  const alarms: string[] = [];
  closing.push(endpoint.close, () => rm(folder, { recursive: true, force: true }));
  let at = 0;
  const make = () =>
    createMeaning({
      embed: createEmbedder({ baseUrl: endpoint.url, apiKey: "", model: "stub", alarm: (event) => alarms.push(event) }),
      model: "stub",
      folder,
      entries: () => entries,
      now: () => at,
    });
  return {
    target,
    endpoint,
    alarms,
    make,
    mood: (next: Mood) => (mood = next),
    later: (ms: number) => (at += ms),
  };
}

describe("nearness of meaning", () => {
  it("brings forward the entry that is meant, and only where it says so", async () => {
    const { target, make } = await world();
    const meaning = make();
    await meaning.learn();
    const question = "旮旯喵这个事咋办";
    const near = await meaning.near(question);
    const place = (nearness: typeof near): number =>
      searchEntries(tools.index, question, 845, null, nearness).findIndex((hit) => hit.entry.id === target.id);
    expect(near?.get(target.id)).toBeGreaterThan(5);
    expect(place(near)).toBe(0);
    expect(place(null)).not.toBe(0);
  });

  it("is asked for each entry once, also after a restart", async () => {
    const { endpoint, make } = await world();
    await make().learn();
    expect(endpoint.asked.flat()).toHaveLength(entries.length);
    const again = make();
    await again.learn();
    await again.near("借钱没写利息");
    await again.near("借钱没写利息");
    expect(endpoint.asked.flat()).toHaveLength(entries.length + 1);
  });

  it("is told no names and no numbers of people", async () => {
    const { endpoint, make } = await world();
    const meaning = make();
    await meaning.learn();
    await meaning.near("张铁柱电话138-0000-1234，欠我钱不还咋办");
    const sent = endpoint.asked.at(-1)?.join("") ?? "";
    expect(sent).toContain("不还咋办");
    expect(sent).not.toMatch(/张铁柱|138|1234/u);
  });

  it.each<Mood>(["hang", "down", "short"])(
    "leaves the answer as it was when the endpoint does not answer: %s",
    async (bad) => {
      const { make, mood, alarms, later, endpoint } = await world();
      const meaning = make();
      await meaning.learn();
      mood(bad);
      const question = "借钱没写利息能要利息吗";
      const near = await meaning.near(question);
      expect(near).toBeNull();
      const asked = { text: question, askedOn: "2026-11-23", addressed: true, lastTopic: null, lastEntry: null };
      expect(answer({ ...asked, near })).toEqual(answer(asked));
      if (bad === "down") expect(alarms).toEqual(["embeddings-failed"]);
      // After three failures nobody waits for it any more, until a minute is over.
      await meaning.near(`${question}呢`);
      await meaning.near(`${question}啊`);
      const before = endpoint.asked.length;
      expect(await meaning.near(`${question}吧`)).toBeNull();
      expect(endpoint.asked.length).toBe(before);
      mood("well");
      later(61_000);
      expect(await meaning.near(`${question}吧`)).not.toBeNull();
    },
  );

  it("is used by the batch command where it is configured", async () => {
    const { target, endpoint } = await world();
    const data = await mkdtemp(join(tmpdir(), "fengqiao-vectors-"));
    closing.push(() => rm(data, { recursive: true, force: true }));
    const child = spawn(process.execPath, ["src/main.ts", "ask", "--batch"], {
      env: {
        ...process.env,
        FENGQIAO_DATA: data,
        MODEL_BASE_URL: endpoint.url,
        MODEL_NAME: "stub",
        MODEL_IN_CHINA: "true",
        EMBEDDINGS_MODEL: "stub",
      },
    });
    const done = text(child.stdout);
    child.stdin.end(`${JSON.stringify({ id: 1, text: "旮旯喵这个事咋办" })}\n`);
    const line = JSON.parse(await done) as { entry: string; suggestions?: string[] };
    expect([line.entry, ...(line.suggestions ?? [])]).toContain(target.id);
  }, 60_000);

  it("waits for no vectors while some are missing, and makes them later", async () => {
    const { make, mood, later } = await world();
    mood("down");
    const meaning = make();
    await meaning.learn();
    expect(await meaning.near("借钱没写利息")).toBeNull();
    mood("well");
    await meaning.learn();
    later(61_000);
    expect(await meaning.near("借钱没写利息")).not.toBeNull();
  });
});
