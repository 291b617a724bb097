// The updates in hand: taken concurrently across chats and in order within one, tried again when they fail, never forgotten.
import type { Update } from "grammy/types";
import type { Tell } from "./alarms.ts";
import { chatIdOf, migrationIn } from "./updates.ts";

export type Timing = {
  /** How long Telegram holds a poll open when there is nothing new. */
  pollSeconds: number;
  /** How long an answer may take beyond that; then the connection is dead. */
  answerSeconds: number;
  /** Rejects when the signal ends it. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
  /** Epoch ms. */
  now: () => number;
};

/** 1 s, 2 s, 4 s … 60 s, each ±25 %: many bots must not come back at the same moment. */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.round(Math.min(60_000, 1_000 * 2 ** Math.min(16, attempt - 1)) * (0.75 + random() / 2));

export type TakingOptions = {
  /** Resolves when what the update says is on disk, or when it says nothing. */
  take: (update: Update) => Promise<void>;
  tell: Tell;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  timing: Timing;
  stopping: AbortSignal;
};

export type Taking = {
  /** Begins with those that are new; returns how many. `asked` is the offset for which they were the answer. */
  offer(updates: readonly Update[], asked: number | undefined): number;
  /** What may be told to Telegram: everything before this id is on disk; undefined before the first update. */
  offset(): number | undefined;
  size(): number;
  /** Resolves when nothing is in hand any more, or what is left waits for its next attempt while stopping. */
  idle(): Promise<void>;
};

/** Not this update's fault: the disk, or a bot that is stopping. Such an update is tried for ever. */
const passing = new Set(["StoreUnavailable", "StoreDamaged", "StoreLocked", "Stopping"]);
const isPassing = (error: unknown): boolean =>
  error instanceof Error && (passing.has(error.name) || typeof (error as NodeJS.ErrnoException).errno === "number");

/** So often an update may fail by itself before it is skipped. */
const poisonous = 5;
const stuckMs = 60_000;

export function createTaking({ take, tell, log, timing, stopping }: TakingOptions): Taking {
  const inHand = new Set<number>();
  /** Taken and not confirmed yet: Telegram may offer them again, here they are known. */
  const taken = new Set<number>();
  const lanes = new Map<string, Promise<void>>();
  let after: number | undefined;

  /** True when it is taken; false when the bot stops before that. */
  async function untilTaken(update: Update): Promise<boolean> {
    let faults = 0;
    for (let attempt = 1; !stopping.aborted; attempt++) {
      const started = timing.now();
      const watch = setTimeout(() => tell("telegram-stuck", { update: update.update_id }), stuckMs);
      watch.unref();
      try {
        await take(update);
        if (attempt > 1) log("telegram-taken-late", { update: update.update_id, attempts: attempt });
        return true;
      } catch (error) {
        // The words of an error may hold the words of a person: only its kind is told.
        const kind = error instanceof Error ? error.name : typeof error;
        log("telegram-not-taken", { update: update.update_id, attempt, kind, ms: timing.now() - started });
        if (isPassing(error)) {
          if (kind !== "Stopping") tell("telegram-store", { kind });
        } else if (++faults >= poisonous) {
          tell("telegram-poison", { update: update.update_id, kind });
          return true;
        }
      } finally {
        clearTimeout(watch);
      }
      await timing.sleep(backoffMs(attempt, timing.random), stopping).catch(() => undefined);
    }
    return false;
  }

  async function inLane(before: Promise<void> | undefined, update: Update): Promise<void> {
    await before;
    if (!(await untilTaken(update))) return;
    inHand.delete(update.update_id);
    taken.add(update.update_id);
  }

  return {
    offer(updates, asked = -Infinity) {
      // Only what was confirmed by asking is never offered again: an answer can be older than the last thing taken.
      for (const id of taken) if (id < asked) taken.delete(id);
      // What is said in the new group must come after the migration itself.
      const moved = new Map(updates.flatMap((u) => migrationIn(u) ?? []).map(({ from, to }) => [to, from]));
      let fresh = 0;
      for (const update of updates) {
        const id = update.update_id;
        after = id + 1;
        if (inHand.has(id) || taken.has(id)) continue;
        fresh++;
        inHand.add(id);
        const chat = chatIdOf(update);
        const lane = moved.get(chat) ?? chat;
        const work = inLane(lanes.get(lane), update);
        lanes.set(lane, work);
        void work.then(() => lanes.get(lane) === work && lanes.delete(lane));
      }
      return fresh;
    },
    offset: () => (inHand.size === 0 ? after : Math.min(...inHand)),
    size: () => inHand.size,
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
  };
}
