// A process that is killed while it writes: whatever it had acknowledged is there at the next start.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openStore } from "../../src/store/lowdb/open.ts";

/** Ten turns at a time, each a counter and a document of its own; says on stdout which event was acknowledged. */
const script = `
  import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../src/store/lowdb/open.ts"))};
  const [folder, life] = process.argv.slice(1);
  const store = await openStore({ folder, alarm() {}, onWarning() {}, now: Date.now, snapshotBytes: 20_000 });
  await Promise.all(Array.from({ length: 10 }, async (_, lane) => {
    for (let n = 0; ; n += 1) {
      const id = life + "-" + lane + "-" + n;
      try {
        const expect = (await store.load("alias/counter"))?.version ?? 0;
        await store.commit({ messageId: "room:" + id, at: Date.now(), changes: [
          { key: "alias/counter", expect, value: { to: id } },
          { key: "alias/" + id, expect: 0, value: { to: "字".repeat(n % 50) } },
        ] });
        process.stdout.write(id + "\\n");
      } catch (error) {
        if (error.name !== "Conflict") throw error;
      }
    }
  }));`;

const kills = 6;

it(`loses nothing acknowledged through ${kills} kills, one after the other on the same folder`, {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-kill-"));
  const acknowledged: string[] = [];
  for (let life = 0; life < kills; life += 1) {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script, folder, String(life)]);
    let text = "";
    child.stdout.on("data", (data: Buffer) => {
      text += data.toString();
    });
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 30 + 37 * life));
    child.kill("SIGKILL");
    await once(child, "close");
    // The last line may be cut off in the middle: it is not counted.
    acknowledged.push(...text.split("\n").slice(0, -1));
    const store = await openStore({ folder, alarm: () => {}, onWarning: () => {}, now: () => Date.now() });
    for (const id of acknowledged) {
      expect(await store.load(`alias/${id}`), id).toBeDefined();
      expect(await store.seen(`room:${id}`), id).toBe(true);
    }
    // One change of the counter for each document: all of a commit is there, or nothing.
    const { alias } = (await store.stats()).documents;
    expect((await store.load("alias/counter"))?.version).toBe(alias! - 1);
    await store.close();
  }
  expect(acknowledged.length).toBeGreaterThan(kills * 10);
  await rm(folder, { recursive: true });
});
