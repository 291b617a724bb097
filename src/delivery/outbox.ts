// What the courier writes into the store: a row's next state, its end, and the messages that went out for it.
import type { OutboxRow } from "../turn/documents.ts";
import { type Change, Conflict, type Doc, type Key, type Store } from "../turn/ports.ts";
import { backoffMs } from "./attempts.ts";

/** The row as it shall be, null to delete it, undefined to leave it alone. */
type Decide = (row: OutboxRow | undefined) => OutboxRow | null | undefined;
type Held = { doc: Doc<OutboxRow> };
type Put = { key: Key; value: unknown };

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(
  store: Store,
  now: () => number,
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
  random: () => number,
) {
  /** False when the row was left alone. A row that somebody else changed is decided on again. */
  async function write(held: Held, decide: Decide, puts: Put[]): Promise<boolean> {
    const { key } = held.doc;
    let fresh: Doc<OutboxRow> | undefined = held.doc;
    for (;;) {
      const value = decide(fresh?.value);
      const changes: Change[] = [];
      if (value !== undefined && (fresh !== undefined || value !== null))
        changes.push({ key, expect: fresh?.version ?? 0, value });
      for (const put of puts) changes.push({ ...put, expect: (await store.load(put.key))?.version ?? 0 });
      if (changes.length === 0) return false;
      try {
        await store.commit({ at: now(), changes });
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        fresh = await store.load<OutboxRow>(key);
        continue;
      }
      if (value !== undefined && value !== null) held.doc = { key, version: (fresh?.version ?? 0) + 1, value };
      return value !== undefined;
    }
  }

  return {
    write,

    /**
     * As `write`, tried again until the disk takes it: what is recorded has happened already. Once `stopping` is aborted it
     * is tried twice more; then the row stays `sending`, which the next start takes for what it is, an unknown outcome.
     */
    async persist(held: Held, decide: Decide, puts: Put[], stopping: AbortSignal): Promise<boolean> {
      for (let attempt = 1, lastOnes = 0; ; attempt += 1) {
        try {
          return await write(held, decide, puts);
        } catch (error) {
          if (stopping.aborted && (lastOnes += 1) > 2) throw error;
          await sleep(Math.min(10_000, backoffMs(attempt, random) / 4));
        }
      }
    },

    /** Rows that were being sent when the process ended: nobody knows whether they arrived, so they go again as copies. */
    async takeUpInterrupted(): Promise<void> {
      for (;;) {
        const page = await store.query<OutboxRow>("outbox", { where: { state: "sending" }, limit: 100 });
        if (page.length === 0) return;
        const again = (row: OutboxRow): OutboxRow => ({ ...row, state: "pending", copy: true, dueAt: now() });
        await store.commit({
          at: now(),
          changes: page.map(({ key, version, value }) => ({ key, expect: version, value: again(value) })),
        });
      }
    },

    /** Rows that wait for another attempt; they keep their place in front of newer ones to the same chat. */
    async triedBefore(): Promise<Doc<OutboxRow>[]> {
      const tried: Doc<OutboxRow>[] = [];
      let after: string | undefined;
      do {
        const page: Doc<OutboxRow>[] = await store.query<OutboxRow>("outbox", {
          where: { state: "pending" },
          limit: 500,
          ...(after === undefined ? {} : { after }),
        });
        tried.push(...page.filter(({ value }) => value.attempts > 0));
        after = page.at(-1)?.key;
      } while (after !== undefined);
      return tried;
    },
  };
}
