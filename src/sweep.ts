// Once a day: files that no draft and no lead points to any more are deleted, as the person was promised.
import { setTimeout as pause } from "node:timers/promises";
import type { Draft } from "./leads/lead.ts";
import type { FileStore } from "./store/files.ts";
import type { Store } from "./turn/ports.ts";

const hour = 3_600_000;
const page = 200;
/** A file may lie for a while before the person has said what it belongs to. */
const grace = 96 * hour;

async function hashesIn(store: Store): Promise<Set<string>> {
  const found = new Set<string>();
  for (const collection of ["draft", "lead"] as const) {
    for (let after: string | undefined; ; ) {
      const docs = await store.query<Pick<Draft, "evidence">>(collection, {
        limit: page,
        ...(after === undefined ? {} : { after }),
      });
      for (const { value } of docs) for (const { hash } of value.evidence) if (hash !== null) found.add(hash);
      after = docs.at(-1)?.key;
      if (docs.length < page || after === undefined) break;
      // Others have their turn between two pages.
      await pause(1);
    }
  }
  return found;
}

/** Deletes what nothing points to; returns how many files. `now` in epoch ms. */
export const sweepFiles = async (store: Store, files: FileStore, now: number): Promise<number> =>
  files.sweep(await hashesIn(store), now - grace);

/** Sweeps now and every day until `signal` is aborted. */
export async function sweepDaily(
  store: Store,
  files: FileStore,
  failed: (reason: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sweepFiles(store, files, Date.now());
    } catch (error) {
      if (!signal.aborted) failed(error instanceof Error ? error.name : "unknown");
    }
    await pause(24 * hour, undefined, { signal }).catch(() => undefined);
  }
}
