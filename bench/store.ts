// How fast the embedded store is: commits beside plain lowdb, start-up and memory, the event loop under load with snapshots.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { JSONFilePreset } from "lowdb/node";
import type { Lead } from "../src/leads/lead.ts";
import { openStore, type StoreOptions } from "../src/store/lowdb/open.ts";
import type { Store } from "../src/turn/ports.ts";
import { sampleLead, sampleRow } from "../test/store/samples.ts";

type Say = (line: string) => void;

const quiet: Omit<StoreOptions, "folder"> = { alarm: () => {}, onWarning: () => {}, now: () => Date.now() };
const sizes = [1_000, 10_000, 100_000] as const;

const idOf = (n: number) => `2026-${String(n).padStart(6, "0")}`;

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(folder: string, leads: number): Promise<Store> {
  const store = await openStore({ ...quiet, folder, validate: false });
  for (let from = 0; from < leads; from += 500) {
    const block = Array.from({ length: Math.min(500, leads - from) }, (_, n) => idOf(from + n));
    await store.commit({
      at: Date.now(),
      changes: block.map((id) => ({
        key: `lead/${id}`,
        expect: 0,
        value: sampleLead(id, { judge: `J${Number(id.slice(5)) % 40}` }),
      })),
    });
  }
  await store.close();
  return openStore({ ...quiet, folder });
}

let event = 0;

/** What a turn writes: a changed lead, a notice, the event's id. */
async function turn(store: Store, n: number): Promise<void> {
  const own = (event += 1);
  const key = `lead/${idOf(n)}` as const;
  const doc = await store.load<Lead>(key);
  if (doc === undefined) throw new Error(`${key} is missing`);
  const row = sampleRow(`${own}`, { createdAt: own, dueAt: Date.now() + 3_600_000, lead: doc.value.id });
  await store.commit({
    messageId: `bench:${own}`,
    at: Date.now(),
    changes: [
      { key, expect: doc.version, value: { ...doc.value, updatedAt: own } },
      { key: `outbox/${row.id}`, expect: 0, value: row },
    ],
  });
}

/** One commit at a time, at three sizes, beside plain lowdb rewriting its file. */
export async function commitCost(say: Say): Promise<void> {
  say("Commit, one at a time, durable (ms, median); plain lowdb JSONFile does not fsync");
  await inFolder(async (base) => {
    const stores = [];
    for (const size of sizes)
      stores.push({ size, store: await fill(join(base, String(size)), size), took: [] as number[] });
    // In turns, so that a slow moment of the disk meets all three.
    for (let round = 0; round < 400; round += 1) {
      for (const { size, store, took } of stores) {
        const start = performance.now();
        await turn(store, (round * 7_919) % size);
        if (round >= 50) took.push(performance.now() - start);
      }
    }
    for (const { store } of stores) await store.close();
    const first = quantile(stores[0]!.took, 0.5);
    for (const { size, took } of stores) {
      const plain = await plainLowdb(join(base, `${size}.json`), size);
      const own = quantile(took, 0.5);
      say(
        `  ${size} leads: ${own.toFixed(2)} (p99 ${quantile(took, 0.99).toFixed(1)}, ${((own / first) * 100).toFixed(0)} % of the smallest); plain lowdb ${plain.toFixed(1)}, ${(plain / own).toFixed(0)} times as much`,
      );
    }
  });
}

async function plainLowdb(file: string, size: number): Promise<number> {
  const db = await JSONFilePreset<{ leads: Record<string, Lead> }>(file, { leads: {} });
  for (let n = 0; n < size; n += 1) db.data.leads[idOf(n)] = sampleLead(idOf(n));
  const took: number[] = [];
  for (let n = 0; n < (size > 50_000 ? 3 : 10); n += 1) {
    const start = performance.now();
    await db.update(({ leads }) => {
      leads[idOf(n)] = sampleLead(idOf(n), { updatedAt: n });
    });
    took.push(performance.now() - start);
  }
  return quantile(took, 0.5);
}

/** A fresh process each: milliseconds until the store is open, and memory then. */
export async function startCost(say: Say): Promise<void> {
  say("Start of a process with the store alone");
  for (const leads of [0, 100_000]) {
    await inFolder(async (base) => {
      const folder = join(base, "store");
      await (await fill(folder, leads)).close();
      const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), "open", folder]);
      const { ms, openMs, rss } = JSON.parse(stdout) as { ms: number; openMs: number; rss: number };
      say(
        `  ${leads} leads: ${(ms / 1_000).toFixed(2)} s from the start of the process (${openMs.toFixed(0)} ms of it opening), ${(rss / 2 ** 20).toFixed(0)} MB`,
      );
    });
  }
}

async function openOnce(folder: string): Promise<void> {
  const before = performance.now();
  const store = await openStore({ ...quiet, folder });
  const figures = { ms: performance.now(), openMs: performance.now() - before, rss: process.memoryUsage().rss };
  process.stdout.write(JSON.stringify(figures));
  await store.close();
}

/** 300 turns a second over 100,000 leads for `seconds`, with a snapshot of nearly everything every few seconds. */
export async function underLoad(say: Say, seconds = 20): Promise<void> {
  const perSecond = 300;
  say(`Under load: 100,000 leads, ${perSecond} turns a second for ${seconds} s, snapshots every 3 MB of journal`);
  await inFolder(async (base) => {
    const folder = join(base, "store");
    await (await fill(folder, 100_000)).close();
    const store = await openStore({ ...quiet, folder, snapshotBytes: 3_000_000 });
    await pause(3_000);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const took: number[] = [];
    const running: Promise<void>[] = [];
    let snapshots = 0;
    let last = 0;
    const began = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const due = began + (n * 1_000) / perSecond;
      if (due > performance.now()) await pause(Math.max(1, due - performance.now()));
      running.push(
        turn(store, (n * 7_919) % 100_000).then(() => void took.push(performance.now() - Math.max(due, began))),
      );
      if (n % 50 === 0) {
        const { journalBytes } = await store.stats();
        if (journalBytes < last) snapshots += 1;
        last = journalBytes;
      }
    }
    await Promise.all(running);
    delay.disable();
    say(
      `  commits p50 ${quantile(took, 0.5).toFixed(1)} ms, p99 ${quantile(took, 0.99).toFixed(1)} ms, longest ${Math.max(...took).toFixed(0)} ms; ${snapshots} snapshots ended meanwhile`,
    );
    say(
      `  event loop: longest stall ${(delay.max / 1e6).toFixed(0)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms; ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
    );
    await store.close();
  });
}

/** How many turns a second reach the disk when many wait together. */
export async function groupCommit(say: Say): Promise<void> {
  await inFolder(async (folder) => {
    const store = await fill(folder, 1_000);
    const count = 5_000;
    const start = performance.now();
    for (let from = 0; from < count; from += 200)
      await Promise.all(Array.from({ length: 200 }, (_, n) => turn(store, (from + n) % 1_000)));
    say(
      `Group commit: ${((count / (performance.now() - start)) * 1_000).toFixed(0)} turns a second, 200 waiting at a time`,
    );
    await store.close();
  });
}

export async function benchStore(say: Say): Promise<void> {
  await commitCost(say);
  await groupCommit(say);
  await startCost(say);
  await underLoad(say);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "open") await openOnce(process.argv[3]!);
  else await benchStore((line) => process.stdout.write(`${line}\n`));
}
