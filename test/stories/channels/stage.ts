// The whole app on a folder of its own, behind one real channel: played on by the drivers of the platforms.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createApp, type App } from "../../../src/app.ts";
import { type LoadedContent, loadContent } from "../../../src/content.ts";
import { openStore } from "../../../src/store/lowdb/open.ts";
import type { Group, OutboxRow } from "../../../src/turn/documents.ts";
import type { Channel } from "../../../src/turn/message.ts";
import type { Doc, Store } from "../../../src/turn/ports.ts";
import { everyDoc, logSink } from "../driver.ts";
import type { Clock } from "./clock.ts";

/** The sample court with everyone's room account turned into one of a platform. */
export async function courtFor(
  platform: "telegram" | "wechat",
  accountOf: (person: string) => string,
): Promise<string> {
  const sample = await readFile(join("knowledge", "court.sample.yaml"), "utf8");
  return sample.replace(
    /accounts: \{ room: ([a-z-]+)[^}]*\}/g,
    (_, person: string) => `accounts: { ${platform}: ${accountOf(person)} }`,
  );
}

export async function contentFor(court: string): Promise<LoadedContent> {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-court-"));
  const file = join(folder, "court.yaml");
  await writeFile(file, court);
  try {
    return loadContent({ court: file });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type StageOptions = {
  loaded: LoadedContent;
  clock: Clock;
  channel(): Promise<Channel> | Channel;
  /** Called whenever the app has started: a puppet logs in, a page connects. */
  started?(): Promise<void>;
  group: Group;
  /** Prepares the empty store. */
  prepare?(store: Store): Promise<void>;
  /** Everything that was said has been taken. */
  taken(): boolean;
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** ms of real time without progress before the clock is moved on, for the pauses that a platform's pace asks for. */
const stuckMs = 12;
/** ms of the story's time. */
const step = 500;
const longestSettle = 20_000;

export async function openStage(options: StageOptions) {
  const { clock, loaded } = options;
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-story-"));
  const alarms: string[] = [];
  const log = logSink();
  const alarm = (event: string, ...more: readonly unknown[]): void => {
    alarms.push(event);
    log.write(event, ...more);
  };
  let store: Store;
  let app: App;

  async function open(): Promise<void> {
    store = await openStore({ folder, alarm, onWarning: log.write, now: () => clock.now(), validate: true });
    const key = `group/${options.group.id}` as const;
    if (!(await store.load(key))) {
      await store.commit({ at: clock.now(), changes: [{ key, expect: 0, value: options.group }] });
      await options.prepare?.(store);
    }
    app = createApp({
      store,
      channels: [await options.channel()],
      content: loaded.content,
      understand: (input) => loaded.understand(input),
      intakeAllowed: () => true,
      alarm,
      now: () => clock.now(),
      botName: "机器人",
    });
    await app.start();
    await options.started?.();
  }

  const stateOf = (rows: Doc<OutboxRow>[]): string => rows.map((r) => `${r.key}@${r.version}`).join();

  /** Resolves when everything said is taken, every notice is out and no timer is due. */
  async function settle(): Promise<void> {
    const end = performance.now() + longestSettle;
    let last = "";
    let since = performance.now();
    for (;;) {
      const rows = (await everyDoc<OutboxRow>(store, "outbox")).filter((r) => r.value.state !== "failed");
      const next = await store.nextDue("timer");
      const due = next !== null && next <= clock.now();
      if (options.taken() && rows.length === 0 && !due) return;
      if (performance.now() > end)
        throw new Error(`the app did not come to rest: ${stateOf(rows)}; taken: ${options.taken()}; timer due: ${due}`);
      const state = stateOf(rows);
      if (state !== last) [last, since] = [state, performance.now()];
      else if (
        performance.now() - since > stuckMs &&
        rows.length > 0 &&
        rows.every((r) => r.value.state === "pending")
      ) {
        clock.forward(step);
        app.wake();
        since = performance.now();
      }
      if (due) app.wake();
      await pause(2);
    }
  }

  await open();
  return {
    alarms,
    log,
    settle,
    store: (): Store => store,
    async pass(ms: number): Promise<void> {
      const until = clock.now() + ms;
      await settle();
      for (let next = await store.nextDue("timer"); next !== null && next <= until; ) {
        clock.forward(Math.max(0, next - clock.now()));
        app.wake();
        await settle();
        next = await store.nextDue("timer");
      }
      clock.forward(Math.max(0, until - clock.now()));
    },
    async restart(): Promise<void> {
      await settle();
      await app.stop();
      await open();
    },
    async close(): Promise<void> {
      await app.stop(200);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
