// Snapshots: only what changed is written again, what was deleted stays deleted, and the journals do not grow for ever.
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/lowdb/open.ts";
import { createSegments, type Segment } from "../../src/store/lowdb/segments.ts";
import type { Row } from "../../src/store/lowdb/tables.ts";
import type { Store } from "../../src/turn/ports.ts";
import { createMemoryDisk, type MemoryDisk } from "./memoryDisk.ts";
import { sampleTimer } from "./samples.ts";

let disk: MemoryDisk;
const open = () =>
  openStore({ folder: "/s", io: disk.io, alarm: () => {}, onWarning: () => {}, now: () => 1, snapshotBytes: 600 });
const parts = (kind: string) => disk.names().filter((name) => name.startsWith(`/s/${kind}-`));
beforeEach(() => {
  disk = createMemoryDisk();
});

/** Commits to one collection until two more generations were written. */
async function twoSnapshots(store: Store, collection: "timer" | "alias"): Promise<void> {
  const target = Number(/\d+/.exec(parts("snapshot").at(-1)!)![0]) + 2;
  for (let n = 0; Number(/\d+/.exec(parts("snapshot").at(-1)!)![0]) < target; n += 1) {
    const key = `${collection}/again` as const;
    const value = collection === "timer" ? sampleTimer("again", n) : { to: String(n) };
    await store.commit({ at: 1, changes: [{ key, expect: (await store.load(key))?.version ?? 0, value }] });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe("a snapshot", () => {
  it("keeps a deletion, also when nothing else in that segment changes", async () => {
    const store = await open();
    await store.commit({
      at: 1,
      changes: [1, 2, 3].map((n) => ({ key: `alias/${n}`, expect: 0, value: { to: "x" } })),
    });
    await twoSnapshots(store, "timer");
    await store.commit({ at: 1, changes: [{ key: "alias/2", expect: 1, value: null }] });
    await twoSnapshots(store, "timer");
    await store.close();
    const again = await open();
    expect((await again.query("alias", { limit: 9 })).map(({ key }) => key)).toEqual(["alias/1", "alias/3"]);
    await again.close();
  });

  it("does not write again what did not change", async () => {
    const store = await open();
    await store.commit({ at: 1, changes: [{ key: "alias/1", expect: 0, value: { to: "x" } }] });
    await twoSnapshots(store, "timer");
    const before = parts("segment").filter((name) => disk.read(name)!.includes("alias/1"));
    await twoSnapshots(store, "timer");
    expect(parts("segment").filter((name) => disk.read(name)!.includes("alias/1"))).toEqual(before);
    await store.close();
  });

  it("leaves two generations and the journals they need, nothing older", async () => {
    const store = await open();
    for (let n = 0; n < 10; n += 1) await twoSnapshots(store, "alias");
    expect((await store.stats()).journalBytes).toBeLessThan(3_000);
    await store.close();
    expect(parts("snapshot")).toHaveLength(2);
    expect(parts("journal").length).toBeLessThanOrEqual(4);
    const bytes = parts("journal").reduce((sum, name) => sum + disk.read(name)!.length, 0);
    expect(bytes).toBeLessThan(6_000);
  });
});

const row = (to: string): Row => ({
  key: "alias/a",
  version: 1,
  schema: 1,
  raw: Buffer.from(JSON.stringify({ to })),
  fields: [],
});

const segment = (id: number, to: string): Segment => ({
  id,
  collection: "alias",
  rows: new Map([["alias/a", row(to)]]),
  bytes: 10,
  dirty: false,
  file: `${id}`,
});

it("a document that lies in two segments counts in the later one, and both are written again", () => {
  const segments = createSegments();
  segments.adopt(segment(1, "old"));
  const later = segment(2, "new");
  segments.adopt(later);
  const rows = segments.all().flatMap((one) => [...one.rows.values()]);
  expect(rows.map(({ raw }) => raw.toString())).toEqual(['{"to":"new"}']);
  expect(later.dirty).toBe(true);
});
