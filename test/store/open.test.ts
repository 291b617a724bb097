// Opening the store: a second process, older and newer documents, backups; and a long random life against a plain map.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { restoreBackup, verify } from "../../src/store/lowdb/backup.ts";
import { StoreLocked, StoreTooNew, StoreUnavailable } from "../../src/store/lowdb/errors.ts";
import { openStore, type StoreOptions } from "../../src/store/lowdb/open.ts";
import type { CollectionSpec } from "../../src/turn/documents.ts";
import { Conflict, Duplicate, type Key, type Store } from "../../src/turn/ports.ts";
import { createMemoryDisk, systemError, unlock } from "./memoryDisk.ts";
import { sampleLead } from "./samples.ts";

const quiet: Omit<StoreOptions, "folder"> = { alarm: () => {}, onWarning: () => {}, now: () => Date.now() };
let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "fengqiao-open-"));
});
afterEach(async () => rm(base, { recursive: true }));

const script = `
  import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../src/store/lowdb/open.ts"))};
  try {
    await openStore({ folder: process.argv[1], alarm() {}, onWarning() {}, now: Date.now });
    process.stdout.write("open");
    setTimeout(() => {}, 60_000);
  } catch (error) {
    process.stdout.write(error.name + ": " + error.message);
  }`;

describe("a second process", () => {
  it("is refused with the number of the first, and gets in when that one was killed", async () => {
    const folder = join(base, "store");
    const first = spawn(process.execPath, ["--input-type=module-typescript", "-e", script, folder]);
    await once(first.stdout, "data");
    await expect(openStore({ ...quiet, folder })).rejects.toThrow(new RegExp(`open in process ${first.pid}`));
    await expect(openStore({ ...quiet, folder })).rejects.toBeInstanceOf(StoreLocked);
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module-typescript",
      "-e",
      script,
      folder,
    ]);
    expect(stdout).toContain("StoreLocked");
    first.kill("SIGKILL");
    await once(first, "exit");
    const warnings: string[] = [];
    const store = await openStore({ ...quiet, folder, onWarning: (event) => void warnings.push(event) });
    expect(warnings).toEqual(["storeStaleLock"]);
    await store.close();
    expect((await readdir(folder)).filter((name) => name.startsWith("lock"))).toEqual([]);
  });

  it("gets in when another process has the number of one that is gone", async () => {
    const folder = join(base, "store");
    await (await openStore({ ...quiet, folder })).close();
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "")).trim();
    const { hostname } = await import("node:os");
    await writeFile(
      join(folder, "lock"),
      JSON.stringify({ pid: process.pid, started: "1", boot, host: hostname(), token: "x" }),
    );
    const store = await openStore({ ...quiet, folder });
    await store.close();
  });

  it("that took the folder stops the first before it acknowledges anything more", async () => {
    const folder = join(base, "store");
    const alarms: string[] = [];
    const store = await openStore({ ...quiet, folder, alarm: (event) => void alarms.push(event) });
    await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "before" } }] });
    await rm(join(folder, "lock"));
    const second = await openStore({ ...quiet, folder });
    await expect(
      store.commit({ at: 1, changes: [{ key: "alias/b", expect: 0, value: { to: "lost" } }] }),
    ).rejects.toBeInstanceOf(StoreUnavailable);
    expect(alarms).toContain("storeTakenOver");
    await second.commit({ at: 1, changes: [{ key: "alias/c", expect: 0, value: { to: "second" } }] });
    await store.close();
    await second.close();
    const third = await openStore({ ...quiet, folder });
    expect((await third.query("alias", { limit: 9 })).map(({ key }) => key)).toEqual(["alias/a", "alias/c"]);
    await third.close();
  });

  it("is one of ten that start at once, or none of them has the folder", async () => {
    const folder = join(base, "store");
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => openStore({ ...quiet, folder })));
    const opened = results.filter((result) => result.status === "fulfilled");
    expect(opened).toHaveLength(1);
    await opened[0]!.value.close();
  });
});

const note = z.strictObject({ text: z.string(), about: z.string().optional() });
const noteSpec = (
  version: number,
  indexed: string[] = [],
  upgrade?: CollectionSpec["upgrade"],
): Record<string, CollectionSpec> => ({
  alias: { schema: note, version, indexed, ...(upgrade === undefined ? {} : { upgrade }) },
});

/** Some in a snapshot, one in the journal only. */
async function older(): Promise<string> {
  const folder = join(base, "store");
  const store = await openStore({ ...quiet, folder, documents: noteSpec(1), snapshotBytes: 400 });
  for (let n = 0; n < 9; n += 1) {
    await store.commit({ at: 1, changes: [{ key: `alias/${n}`, expect: 0, value: { text: `第${n}条` } }] });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await store.close();
  return folder;
}

function upgrade(value: unknown, from: number): unknown {
  return { ...(value as object), about: `from ${from}` };
}

describe("documents of another version of the code", () => {
  it("are upgraded when they are older, keep their version, and are found by new fields", async () => {
    const folder = await older();
    for (const times of [1, 2]) {
      const store = await openStore({
        ...quiet,
        folder,
        documents: noteSpec(2, ["about"], upgrade),
        snapshotBytes: 100,
      });
      const found = await store.query("alias", { where: { about: "from 1" }, limit: 99 });
      expect(found, `opened ${times} times`).toHaveLength(9);
      expect(found[0]).toEqual({ key: "alias/0", version: 1, value: { text: "第0条", about: "from 1" } });
      await store.commit({ at: 1, changes: [{ key: `alias/new${times}`, expect: 0, value: { text: "x" } }] });
      await store.close();
    }
  });

  it("are refused when newer code wrote them, by name, and nothing is changed", async () => {
    const folder = await older();
    const store = await openStore({
      ...quiet,
      folder,
      documents: noteSpec(2, [], (value) => value),
      snapshotBytes: 100,
    });
    await store.commit({ at: 1, changes: [{ key: "alias/new", expect: 0, value: { text: "x" } }] });
    await store.close();
    await expect(openStore({ ...quiet, folder, documents: noteSpec(1) })).rejects.toThrow(
      /alias\/\w+: written with schema version 2, this version knows 1\. Start the newer version/,
    );
    await expect(openStore({ ...quiet, folder, documents: noteSpec(1) })).rejects.toBeInstanceOf(StoreTooNew);
    const again = await openStore({ ...quiet, folder, documents: noteSpec(2) });
    expect((await again.stats()).documents).toEqual({ alias: 10 });
    await again.close();
  });

  it("are refused when there is no way up, or the collection is not known", async () => {
    const folder = await older();
    await expect(openStore({ ...quiet, folder, documents: noteSpec(2) })).rejects.toThrow(/no upgrade to 2/);
    await expect(openStore({ ...quiet, folder, documents: {} })).rejects.toThrow(
      /does not know the collection "alias"/,
    );
  });
});

describe("a backup", () => {
  it("is taken while the store is written to, holds a moment of it, and can be put back into an empty folder only", async () => {
    const folder = join(base, "store");
    const store = await openStore({ ...quiet, folder });
    const progress = { done: 0, stop: false };
    const writing = (async () => {
      for (let n = 0; !progress.stop; n += 1) {
        // Two documents that always change together.
        const expect = n === 0 ? 0 : n;
        const value = { to: String(n) };
        await store.commit({
          messageId: `room:${n}`,
          at: Date.now(),
          changes: [
            { key: "alias/a", expect, value },
            { key: "alias/b", expect, value },
            { key: `lead/${n}`, expect: 0, value: sampleLead(String(n)) },
          ],
        });
        progress.done = n;
      }
    })();
    while (progress.done < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = progress.done;
    await store.backup(join(base, "backup"));
    progress.stop = true;
    await writing;
    await expect(store.backup(join(base, "backup"))).rejects.toThrow(/not empty/);
    await store.close();
    const found = await verify(join(base, "backup"), () => {});
    expect(found.documents["lead"]).toBeGreaterThanOrEqual(before);
    await restoreBackup(join(base, "backup"), join(base, "restored"), () => {});
    await expect(restoreBackup(join(base, "backup"), join(base, "restored"), () => {})).rejects.toThrow(/not empty/);
    const restored = await openStore({ ...quiet, folder: join(base, "restored") });
    const [a, b] = [await restored.load<{ to: string }>("alias/a"), await restored.load<{ to: string }>("alias/b")];
    expect(a).toEqual({ ...b, key: "alias/a" });
    expect((await restored.stats()).documents["lead"]).toBe(Number(a!.value.to) + 1);
    expect(await restored.seen(`room:${before}`)).toBe(true);
    await restored.close();
  });

  it("that is damaged, or is no backup, is not put back", async () => {
    const folder = join(base, "store");
    const store = await openStore({ ...quiet, folder });
    await store.commit({ at: 1, changes: [{ key: "lead/1", expect: 0, value: sampleLead("1") }] });
    await store.backup(join(base, "backup"));
    await store.close();
    const part = (await readdir(join(base, "backup"))).find((name) => name.startsWith("segment-"))!;
    const bytes = await readFile(join(base, "backup", part));
    bytes[100]! ^= 1;
    await writeFile(join(base, "backup", part), bytes);
    await expect(restoreBackup(join(base, "backup"), join(base, "restored"), () => {})).rejects.toThrow(part);
    await expect(restoreBackup(join(base, "nothing"), join(base, "restored"), () => {})).rejects.toThrow(
      /holds no store/,
    );
    expect(await readdir(base)).not.toContain("restored");
  });

  it("that was broken off is no store", async () => {
    const disk = createMemoryDisk();
    const store = await openStore({ ...quiet, folder: "/s", io: disk.io });
    await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "b" } }] });
    const from = disk.count();
    let at = from + 1;
    for (let whole = false; !whole && at < from + 200; at += 1) {
      disk.onOperation = ({ count, path }) => {
        if (count >= at && path.startsWith("/b")) throw systemError("ENOSPC");
      };
      whole = await store.backup(`/b${at}`).then(
        () => true,
        () => false,
      );
      disk.onOperation = () => {};
      if (!whole)
        await expect(verify(`/b${at}`, () => {}, undefined, disk.io)).rejects.toThrow(
          /holds no store|there is no snapshot-/,
        );
      at = Math.max(at, disk.count() - 30);
    }
    await store.close();
  });
});

/** What a store must agree with. */
type Model = { docs: Map<Key, { version: number; to: string }>; seen: Set<string> };

type Step =
  | { kind: "commit"; changes: { key: number; stale: boolean; to: string | null }[]; event: number }
  | { kind: "together"; key: number; n: number }
  | { kind: "reopen"; kill: boolean; torn: number }
  | { kind: "fail"; after: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      changes: fc.uniqueArray(
        fc.record({
          key: fc.nat(6),
          stale: fc.boolean().map((stale) => stale),
          to: fc.option(fc.string({ maxLength: 30 }), { freq: 4 }),
        }),
        { maxLength: 4, selector: ({ key }) => key },
      ),
      event: fc.nat(40),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("together" as const), key: fc.nat(6), n: fc.integer({ min: 2, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen" as const), kill: fc.boolean(), torn: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail" as const), after: fc.integer({ min: 1, max: 12 }) }) },
);

describe("a random life", () => {
  it("agrees with a plain map through conflicts, repeats, disk faults, power cuts and snapshots", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 200, max: 3_000 }),
        async (steps, snapshotBytes) => {
          let disk = createMemoryDisk();
          const open = () => openStore({ ...quiet, folder: "/s", io: disk.io, snapshotBytes });
          let store: Store = await open();
          const model: Model = { docs: new Map(), seen: new Set() };
          for (const [n, one] of steps.entries()) {
            if (one.kind === "fail") {
              const until = disk.count() + one.after;
              disk.onOperation = ({ count }) => {
                if (count === until) throw systemError("EIO");
              };
            } else if (one.kind === "reopen") {
              disk.onOperation = () => {};
              if (one.kill) disk = disk.afterPowerCut(one.torn);
              else await store.close();
              unlock(disk, "/s");
              store = await open();
            } else if (one.kind === "commit") {
              const changes = one.changes.map(({ key, stale, to }) => ({
                key: `alias/${key}` as Key,
                expect: (model.docs.get(`alias/${key}`)?.version ?? 0) + (stale && n % 3 === 0 ? 1 : 0),
                value: to === null ? null : { to },
              }));
              const messageId = `room:${one.event}`;
              const repeat = model.seen.has(messageId);
              const conflict = changes.some(({ key, expect }) => expect !== (model.docs.get(key)?.version ?? 0));
              const result = await store.commit({ messageId, at: Date.now(), changes }).then(
                () => "done",
                (error: Error) => error,
              );
              if (repeat) expect(result).toBeInstanceOf(Duplicate);
              else if (conflict) expect(result).toBeInstanceOf(Conflict);
              else if (result === "done") {
                model.seen.add(messageId);
                for (const { key, expect, value } of changes) {
                  if (value === null) model.docs.delete(key);
                  else model.docs.set(key, { version: expect + 1, to: value.to });
                }
              } else expect(result).toBeInstanceOf(StoreUnavailable);
            } else {
              // Turns that load, decide and commit, again on a conflict: as the bot does.
              const key: Key = `alias/${one.key}`;
              const results = await Promise.allSettled(
                Array.from({ length: one.n }, async (_, k) => {
                  for (;;) {
                    const expect = (await store.load(key))?.version ?? 0;
                    try {
                      await store.commit({ at: 1, changes: [{ key, expect, value: { to: `${n} ${k}` } }] });
                      return { version: expect + 1, to: `${n} ${k}` };
                    } catch (error) {
                      if (!(error instanceof Conflict)) throw error;
                    }
                  }
                }),
              );
              for (const result of results) {
                if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StoreUnavailable);
                else if (result.value.version > (model.docs.get(key)?.version ?? 0)) model.docs.set(key, result.value);
              }
            }
            const docs = await store.query<{ to: string }>("alias", { limit: 99 });
            expect(docs.map(({ key, version, value }) => [key, version, value.to])).toEqual(
              [...model.docs]
                .toSorted(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, { version, to }]) => [key, version, to]),
            );
            for (let event = 0; event <= 40; event += 7)
              expect(await store.seen(`room:${event}`)).toBe(model.seen.has(`room:${event}`));
          }
          disk.onOperation = () => {};
          await store.close();
        },
      ),
      { numRuns: 150 },
    );
  });
});
