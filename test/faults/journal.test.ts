// A recorded journal, cut anywhere or with any bit turned over: it opens as it was, or is refused with the place; never silently less.
import { describe, expect, it } from "vitest";
import { StoreDamaged } from "../../src/store/lowdb/errors.ts";
import { openStore, type StoreOptions } from "../../src/store/lowdb/open.ts";
import { recover } from "../../src/store/lowdb/recovery.ts";
import { shapesOf } from "../../src/store/lowdb/tables.ts";
import { documents } from "../../src/turn/documents.ts";
import { createMemoryDisk, type MemoryDisk, unlock } from "../store/memoryDisk.ts";

const folder = "/store";
const shapes = shapesOf(documents);

type Warning = { event: string; sentence: string };

function optionsFor(disk: MemoryDisk, warnings: Warning[] = []): StoreOptions {
  return {
    folder,
    io: disk.io,
    alarm: () => {},
    now: () => 1_780_000_000_000,
    onWarning: (event, sentence) => void warnings.push({ event, sentence }),
  };
}

/** What start-up would see: each document with its version. */
async function stateOf(disk: MemoryDisk, warnings: Warning[] = []): Promise<string> {
  const { segments, manifest } = await recover(
    disk.io,
    folder,
    shapes,
    (event, sentence) => void warnings.push({ event, sentence }),
  );
  if (manifest === null) return "nothing";
  const rows = segments.all().flatMap((segment) => [...segment.rows.values()]);
  return rows
    .map(({ key, version, raw }) => `${key} ${version} ${raw.toString("utf8")}`)
    .toSorted()
    .join("\n");
}

/** A store with a dozen commits in its last journal; `states[n]` is what there was after n of them, `ends[n]` the journal's length then. */
async function record() {
  const disk = createMemoryDisk();
  const store = await openStore(optionsFor(disk));
  const journal = disk.names().findLast((name) => name.includes("journal-"))!;
  const states = [await stateOf(disk)];
  const ends = [disk.read(journal)!.length];
  for (let n = 0; n < 12; n += 1) {
    const changes = [
      {
        key: `alias/${n % 5}` as const,
        expect: (await store.load(`alias/${n % 5}`))?.version ?? 0,
        value: n === 8 ? null : { to: `第${n}次` },
      },
    ];
    await store.commit({ messageId: `room:${n}`, at: n, changes });
    states.push(await stateOf(disk));
    ends.push(disk.read(journal)!.length);
  }
  await store.close();
  return { disk, journal, states, ends, bytes: disk.read(journal)! };
}

/** The state that opens, or the refusal's message. */
async function attempt(disk: MemoryDisk): Promise<{ state: string; warnings: Warning[] } | { refused: string }> {
  const warnings: Warning[] = [];
  try {
    return { state: await stateOf(disk, warnings), warnings };
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    return { refused: error.message };
  }
}

describe("a journal that was cut", () => {
  it("opens at every length with exactly the commits that are whole, and says where the rest was cut", async () => {
    const { disk, journal, states, ends, bytes } = await record();
    const cut = disk.copy();
    for (let length = 0; length <= bytes.length; length += 1) {
      cut.write(journal, bytes.subarray(0, length));
      const result = await attempt(cut);
      if (length < ends[0]!) {
        expect(result, `cut at ${length}`).toEqual({
          refused: expect.stringMatching(/journal-\d+\.log: line 1 \(byte 0\)/),
        });
        continue;
      }
      // A line is whole also when only its end of line is missing.
      const whole = ends.findLastIndex((end) => end <= length + 1);
      const torn = length > ends[whole]!;
      expect("state" in result && result.state, `cut at ${length}`).toBe(states[whole]);
      expect("warnings" in result && result.warnings, `cut at ${length}`).toEqual(
        torn
          ? [{ event: "storeTornTail", sentence: expect.stringContaining(`line ${whole + 2} (byte ${ends[whole]})`) }]
          : [],
      );
    }
  });

  it("goes on after a torn tail, and the tail does not come back", async () => {
    const { disk, journal, states, ends, bytes } = await record();
    disk.write(journal, bytes.subarray(0, ends[6]! + 20));
    unlock(disk, folder);
    const store = await openStore(optionsFor(disk));
    await store.commit({ at: 1, changes: [{ key: "alias/after", expect: 0, value: { to: "x" } }] });
    await store.close();
    expect(await stateOf(disk)).toBe([...states[6]!.split("\n"), `alias/after 1 {"to":"x"}`].toSorted().join("\n"));
  });

  it("takes sectors that were never written for a torn tail, also when later ones of the same write are there", async () => {
    const { disk, states } = await record();
    const store = await openStore(optionsFor(disk));
    const last = disk.names().findLast((name) => name.includes("journal-"))!;
    const before = disk.read(last)!.length;
    const many = Array.from({ length: 40 }, (_, n) =>
      store.commit({ at: 1, changes: [{ key: `alias/many${n}`, expect: 0, value: { to: "字".repeat(20) } }] }),
    );
    await Promise.all(many);
    const whole = Buffer.from(disk.read(last)!);
    expect(whole.length - before).toBeGreaterThan(1_536);
    whole.fill(0, 512, 1_024);
    disk.write(last, whole);
    const result = await attempt(disk);
    expect("state" in result && result.state.startsWith(states.at(-1)!.split("\n")[0]!)).toBe(true);
    expect("warnings" in result && result.warnings[0]?.event).toBe("storeTornTail");
  });
});

describe("a journal with damage", () => {
  it("is refused for every bit that is turned over, with file, line and byte, and stays as it is", async () => {
    const { disk, journal, bytes, states } = await record();
    const damaged = disk.copy();
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << bit;
        damaged.write(journal, changed);
        const result = await attempt(damaged);
        if ("state" in result) {
          // Only a changed end of file may pass, and then nothing is missing.
          expect(result.state, `byte ${at}, bit ${bit}`).toBe(states.at(-1));
        } else {
          expect(result.refused, `byte ${at}, bit ${bit}`).toMatch(
            /journal-\d+\.log: line \d+ \(byte \d+\): .*left as it is\. Restore/s,
          );
        }
        expect(damaged.read(journal)!.equals(changed)).toBe(true);
      }
    }
  });

  it("is refused when zeros lie where an acknowledged line was", async () => {
    const { disk, journal, bytes, ends } = await record();
    const changed = Buffer.from(bytes);
    changed.fill(0, ends[3], ends[4]! - 1);
    disk.write(journal, changed);
    expect(await attempt(disk)).toEqual({ refused: expect.stringContaining(`line 5 (byte ${ends[3]})`) });
  });

  it("is refused when a line is gone, or stands twice", async () => {
    const { disk, journal, bytes, ends } = await record();
    const line = (n: number) => bytes.subarray(ends[n - 1], ends[n]);
    disk.write(journal, Buffer.concat([bytes.subarray(0, ends[3]), bytes.subarray(ends[4])]));
    expect(await attempt(disk)).toEqual({
      refused: expect.stringContaining("commit 5 stands where commit 4 should be"),
    });
    disk.write(journal, Buffer.concat([bytes.subarray(0, ends[4]), line(4), bytes.subarray(ends[4])]));
    expect(await attempt(disk)).toEqual({
      refused: expect.stringContaining("commit 4 stands where commit 5 should be"),
    });
  });

  it("is refused when it is missing, and so is a folder whose list of files is gone", async () => {
    const { disk, journal } = await record();
    const without = disk.copy();
    without.remove(journal);
    expect(await attempt(without)).toEqual({
      refused: expect.stringMatching(/journal-\d+\.log: the journal is missing/),
    });
    for (const name of disk.names()) if (name.includes("snapshot-")) disk.remove(name);
    expect(await attempt(disk)).toEqual({ refused: expect.stringMatching(/journal-\d+\.log: there is no snapshot-/) });
  });
});

/** Two generations, with commits before, between and after. */
async function withSnapshots() {
  const disk = createMemoryDisk();
  const store = await openStore({ ...optionsFor(disk), snapshotBytes: 600 });
  // A snapshot is written beside the commits: on a busy machine it takes more of them until two generations lie there.
  const generations = (): number => disk.names().filter((name) => name.includes("snapshot-")).length;
  for (let n = 0; n < 30 || (generations() < 2 && n < 500); n += 1) {
    await store.commit({
      messageId: `room:${n}`,
      at: 1_780_000_000_000,
      changes: [{ key: `alias/${n}`, expect: 0, value: { to: `第${n}个` } }],
    });
    await new Promise((resolve) => setTimeout(resolve, 6));
  }
  await store.close();
  return { disk, state: await stateOf(disk) };
}

describe("segments with damage", () => {
  it("opens from the generation before, with nothing missing, or is refused by name", async () => {
    const { disk, state } = await withSnapshots();
    const parts = disk.names().filter((name) => /snapshot-|segment-|seen-/.test(name));
    expect(parts.length).toBeGreaterThanOrEqual(6);
    let olderOpened = 0;
    for (const part of parts) {
      const bytes = disk.read(part)!;
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        const damaged = disk.copy();
        damaged.write(part, changed);
        const result = await attempt(damaged);
        if ("refused" in result) expect(result.refused).toContain(part);
        else {
          expect(result.state).toBe(state);
          if (result.warnings.length > 0) olderOpened += 1;
        }
      }
    }
    expect(olderOpened).toBeGreaterThan(0);
  });

  it("names a segment that is missing, empty or cut, when no generation is left without it", async () => {
    const { disk } = await withSnapshots();
    const manifests = disk.names().filter((name) => name.includes("snapshot-"));
    disk.remove(manifests[0]!);
    const segment = disk.names().findLast((name) => name.includes("segment-"))!;
    const bytes = disk.read(segment)!;
    const cut = disk.copy();
    for (const length of [0, 1, 20, bytes.length - 1]) {
      cut.write(segment, bytes.subarray(0, length));
      expect(await attempt(cut)).toEqual({ refused: expect.stringContaining(segment) });
    }
    cut.remove(segment);
    expect(await attempt(cut)).toEqual({
      refused: expect.stringMatching(new RegExp(`${segment}: the file is missing`)),
    });
  });

  it("keeps a damaged file through the next snapshots", async () => {
    const { disk, state } = await withSnapshots();
    const newest = disk.names().findLast((name) => name.includes("snapshot-"))!;
    disk.write(newest, Buffer.from("broken"));
    const store = await openStore({ ...optionsFor(disk), snapshotBytes: 300 });
    for (let n = 100; n < 130; n += 1) {
      await store.commit({ at: 1, changes: [{ key: `alias/${n}`, expect: 0, value: { to: "x" } }] });
      await new Promise((resolve) => setTimeout(resolve, 6));
    }
    await store.close();
    expect((await stateOf(disk)).startsWith(state.slice(0, 8))).toBe(true);
    expect(disk.names().some((name) => name.startsWith(newest) && disk.read(name)!.toString() === "broken")).toBe(true);
  });
});
