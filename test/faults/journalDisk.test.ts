// The disk fails, or the power: what was acknowledged is there afterwards, what was refused is not, and the store heals by itself.
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/store/lowdb/errors.ts";
import { openStore, type StoreOptions } from "../../src/store/lowdb/open.ts";
import type { Key, Store } from "../../src/turn/ports.ts";
import { createMemoryDisk, type MemoryDisk, systemError, unlock } from "../store/memoryDisk.ts";

const folder = "/store";
const codes = ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE"];

type Model = Map<string, string>;

function optionsFor(disk: MemoryDisk, alarms: string[] = []): StoreOptions {
  return {
    folder,
    io: disk.io,
    snapshotBytes: 700,
    alarm: (event) => void alarms.push(event),
    onWarning: () => {},
    now: () => 1_780_000_000_000,
  };
}

async function contentOf(store: Store): Promise<Model> {
  const docs = await store.query<{ to: string }>("alias", { limit: 1_000 });
  return new Map(docs.map(({ key, value }) => [key, value.to]));
}

let runs = 0;
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * A run of commits, three at a time and partly on the same documents, each with an event id. `model` is what was acknowledged.
 * `onAcknowledged` is called with the model after each.
 */
async function run(
  store: Store,
  model: Model,
  rounds: number,
  onAcknowledged: (events: string[]) => void = () => {},
): Promise<{ refused: number }> {
  let refused = 0;
  runs += 1;
  const events: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      [0, 1, 2].map(async (n) => {
        const key: Key = `alias/${(round * 2 + n) % 7}`;
        const messageId = `room:${runs}-${round}-${n}`;
        const expect = (await store.load(key))?.version ?? 0;
        const value = (round + n) % 6 === 5 && expect > 0 ? null : { to: messageId };
        try {
          await store.commit({ messageId, at: 1_780_000_000_000, changes: [{ key, expect, value }] });
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          refused += 1;
          return;
        }
        if (value === null) model.delete(key);
        else model.set(key, value.to);
        events.push(messageId);
        onAcknowledged(events);
      }),
    );
    await rest();
  }
  return { refused };
}

describe("a disk that fails", () => {
  it("at each call in turn: memory equals what was acknowledged, the store heals, and so does the next start", async () => {
    const clean = createMemoryDisk();
    const cleanStore = await openStore(optionsFor(clean));
    const first = clean.count();
    await run(cleanStore, new Map(), 12);
    await cleanStore.close();
    const total = clean.count();
    let refusals = 0;
    for (let at = first + 1; at <= total; at += 1) {
      const code = codes[at % codes.length]!;
      const disk = createMemoryDisk();
      const alarms: string[] = [];
      const store = await openStore(optionsFor(disk, alarms));
      disk.onOperation = ({ count }) => {
        if (count === at) throw systemError(code);
      };
      const model: Model = new Map();
      const { refused } = await run(store, model, 12);
      refusals += refused;
      expect(await contentOf(store), `${code} at call ${at}`).toEqual(model);
      if (refused > 0) expect(alarms).toContain("storeWriteFailed");
      disk.onOperation = () => {};
      await store.commit({ at: 1, changes: [{ key: "alias/healed", expect: 0, value: { to: "yes" } }] });
      model.set("alias/healed", "yes");
      // The machine stops here.
      for (const torn of [0, 1_000_000]) {
        const left = disk.afterPowerCut(torn);
        unlock(left, folder);
        const again = await openStore(optionsFor(left));
        expect(await contentOf(again), `${code} at call ${at}, after a power cut`).toEqual(model);
        await again.close();
      }
      await store.close();
    }
    expect(refusals).toBeGreaterThan(20);
  });

  it("for a while: every commit is refused with a remedy, nothing is half there, and it goes on without a restart", async () => {
    const disk = createMemoryDisk();
    const alarms: string[] = [];
    const store = await openStore(optionsFor(disk, alarms));
    const model: Model = new Map();
    await run(store, model, 4);
    disk.onOperation = ({ name }) => {
      if (name !== "unlink") throw systemError("ENOSPC");
    };
    const before = disk.names().length;
    const refused = store.commit({
      messageId: "room:full",
      at: 1,
      changes: [{ key: "alias/full", expect: 0, value: { to: "x" } }],
    });
    await expect(refused).rejects.toThrow(/ENOSPC.*Make room on the disk/);
    await run(store, model, 4);
    expect(await contentOf(store)).toEqual(model);
    expect(await store.seen("room:full")).toBe(false);
    expect(disk.names().length).toBeLessThanOrEqual(before + 1);
    disk.onOperation = () => {};
    await store.commit({
      messageId: "room:full",
      at: 1,
      changes: [{ key: "alias/full", expect: 0, value: { to: "x" } }],
    });
    model.set("alias/full", "x");
    expect(await contentOf(store)).toEqual(model);
    expect(alarms.filter((event) => event === "storeWriteFailed")).toHaveLength(1);
    expect(alarms).toContain("storeHealed");
    await store.close();
    const again = await openStore(optionsFor(disk));
    expect(await contentOf(again)).toEqual(model);
    await again.close();
  });

  it("takes back what was built on a commit that did not reach the disk", async () => {
    const disk = createMemoryDisk();
    const store = await openStore(optionsFor(disk));
    await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "first" } }] });
    disk.onOperation = ({ name }) => {
      if (name === "datasync") throw systemError("EIO");
    };
    const second = store.commit({
      messageId: "room:2",
      at: 1,
      changes: [{ key: "alias/a", expect: 1, value: { to: "second" } }],
    });
    const third = store.commit({ at: 1, changes: [{ key: "alias/a", expect: 2, value: { to: "third" } }] });
    const repeat = store.commit({ messageId: "room:2", at: 1, changes: [] });
    const results = await Promise.allSettled([second, third, repeat]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    // The repeat is not told "taken before": the first of it is lost.
    expect(results[2]).toMatchObject({ reason: { name: "StoreUnavailable" } });
    expect(await store.load("alias/a")).toMatchObject({ version: 1, value: { to: "first" } });
    await store.close();
  });
});

describe("a power cut", () => {
  it("at each call: everything acknowledged is there, and nothing that was never begun", async () => {
    for (const torn of [0, 300]) {
      const disk = createMemoryDisk();
      const states: { left: MemoryDisk; acknowledged: string[] }[] = [];
      let acknowledged: string[] = [];
      disk.onOperation = () => void states.push({ left: disk.afterPowerCut(torn), acknowledged: [...acknowledged] });
      const store = await openStore(optionsFor(disk));
      await run(store, new Map(), 12, (events) => {
        acknowledged = events;
      });
      await store.close();
      for (const { left, acknowledged: events } of states) {
        unlock(left, folder);
        const again = await openStore(optionsFor(left));
        for (const event of events) expect(await again.seen(event), event).toBe(true);
        // Each document carries the event that wrote it: all of a commit is there or nothing.
        for (const event of (await contentOf(again)).values()) expect(await again.seen(event)).toBe(true);
        await again.close();
      }
      expect(states.length).toBeGreaterThan(100);
    }
  });
});
