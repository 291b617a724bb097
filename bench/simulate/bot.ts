// The real bot on a clock that is moved by hand: engine, embedded store and courier, with a channel that keeps what is said in memory.
import { setImmediate as breathe } from "node:timers/promises";
import type { LoadedContent } from "../../src/content.ts";
import { startCourier } from "../../src/delivery/courier.ts";
import { renderNotice } from "../../src/delivery/notices/render.ts";
import { createReach } from "../../src/reach.ts";
import { reportText } from "../../src/reports/report.ts";
import { periodMeant, report } from "../../src/reports/make-report.ts";
import { madeOnce } from "../../src/reports/once.ts";
import type { PeriodKind } from "../../src/reports/period.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { Group, OutboxRow } from "../../src/turn/documents.ts";
import { createEngine } from "../../src/turn/engine.ts";
import type { Button, Channel, IncomingMessage } from "../../src/turn/message.ts";
import type { Store } from "../../src/turn/ports.ts";
import type { Understanding } from "../../src/understanding/understand.ts";
import { hastyIo } from "./hasty-io.ts";
import { seedTimers } from "../../src/seeding.ts";

/** What the bot said in a chat: a person's private one, or a group. */
export type Heard = { chat: string; group: boolean; text: string; buttons: Button[]; id: string };
export type Spoken = {
  who: string;
  name: string;
  /** The group's chat id; absent in the private chat. */
  group?: string;
  text: string;
  button?: string;
  /** Called with @. */
  mention?: boolean;
  at: number;
};

export type Bot = {
  store: Store;
  now(): number;
  /** Moves the clock on; never back. */
  moveTo(at: number): void;
  /** Takes all of these at once, rings what is due, delivers, and returns what was said, in the order of each chat. */
  play(spoken: readonly Spoken[]): Promise<Heard[]>;
  /** Alarms by event, counted. */
  alarms: Map<string, number>;
  turns(): number;
  close(): Promise<void>;
};

/** A report is read when it comes and again when the silence after it is over: the same words are not worked out twice. */
function readOnce(loaded: LoadedContent): LoadedContent["understand"] {
  const latest = new Map<string, Understanding>();
  return (input) => {
    const key = JSON.stringify(input);
    const found = latest.get(key) ?? loaded.understand(input);
    if (latest.size > 500) latest.clear();
    latest.set(key, found);
    return found;
  };
}

type Sleeper = { at: number; wake(): void };

/** Sleeps end when the clock is moved past them, not when time passes. */
function handClock(start: number) {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    moveTo(at: number): void {
      now = Math.max(now, at);
      for (const sleeper of sleepers) if (sleeper.at <= now) sleeper.wake();
    },
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const sleeper = { at: now + ms, wake };
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        if (signal?.aborted) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
      }),
  };
}

export async function startBot(options: {
  loaded: LoadedContent;
  /** Null keeps everything in memory. */
  folder: string | null;
  start: number;
  groups: readonly Group[];
  /** Checks each value against its schema before it is stored. */
  validate?: boolean;
}): Promise<Bot> {
  const { loaded, folder, start, groups, validate = true } = options;
  const clock = handClock(start);
  const { now } = clock;
  const alarms = new Map<string, number>();
  const alarm = (event: string): void => void alarms.set(event, (alarms.get(event) ?? 0) + 1);
  const store = await openStore({ folder, alarm, onWarning: () => undefined, now, validate, io: hastyIo() });
  await store.commit({ at: now(), changes: groups.map((value) => ({ key: `group/${value.id}`, expect: 0, value })) });
  await seedTimers(store, loaded.content.directory, now());
  let said: Heard[] = [];
  let number = 0;
  let turns = 0;
  let secrets = 0;
  const channel: Channel = {
    platform: "room",
    capabilities: {
      buttons: true,
      files: true,
      quoting: true,
      writesFirst: true,
      maxText: 100_000,
      perGroupPerMinute: null,
      perMinute: null,
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    send(message) {
      const id = `b${number++}`;
      said.push({
        chat: message.chat.id,
        group: message.chat.kind === "group",
        text: message.text,
        buttons: message.buttons.flat(),
        id,
      });
      return Promise.resolve({ kind: "sent", messageId: id });
    },
  };
  const channels = new Map([["room" as const, channel]]);
  const { directory, causes } = loaded.content;
  // The weekly and monthly reports as words; the pictures and papers of the quarters are made at the end.
  const reportWords = madeOnce(async (asked) => {
    if (asked["what"] !== "report") return null;
    const period = periodMeant(asked["period"] as PeriodKind, asked["when"] ?? "", asked["today"] ?? "");
    const made = await report({ store, directory, causes, knowledge: "knowledge", now: now() }, period);
    return JSON.stringify({ text: reportText(made), files: [] });
  }, now);
  const engine = createEngine({
    store,
    content: loaded.content,
    settings: {
      platforms: { room: { writesFirst: true, privateLink: false } },
      intakeAllowed: () => true,
      composes: false,
      transcribes: false,
      keepsFiles: false,
      readsPhotos: false,
    },
    understand: readOnce(loaded),
    now,
    secret: () => `secret-${secrets++}`,
    alarm,
    committed: () => void turns++,
    makeFiles: reportWords,
  });
  const reach = createReach({ store, channels, directory: () => directory });
  const courier = startCourier({
    store,
    channels,
    resolve: reach,
    render: (row, target) => [
      {
        ...renderNotice(row, {
          group: target.chat.kind === "group",
          buttons: true,
          link: () => null,
          botName: "机器人",
        }),
        files: [],
      },
    ],
    async onUndeliverable(row, reason) {
      const doc = await store.load<OutboxRow>(`outbox/${row.id}`);
      if (doc) await engine.undelivered(doc, reason);
    },
    alarm,
    now,
    sleep: clock.sleep,
    random: () => 0.5,
  });

  async function take(spoken: Spoken): Promise<void> {
    const group = spoken.group;
    const message: IncomingMessage = {
      platform: "room",
      messageId: `m${number++}`,
      event: "message",
      chat:
        group === undefined
          ? { kind: "private", id: spoken.who, title: "" }
          : { kind: "group", id: group, title: "联络群" },
      person: { id: spoken.who, name: spoken.name, bot: false },
      text: spoken.text,
      addressed: group === undefined || spoken.mention === true || spoken.button !== undefined,
      ...(spoken.button === undefined ? {} : { button: spoken.button }),
      attachments: [],
      sentAt: spoken.at,
    };
    await engine.take(message);
  }

  async function settle(): Promise<void> {
    for (;;) {
      while ((await engine.ring()) > 0) await breathe();
      await engine.idle();
      await courier.drain(Number.MAX_SAFE_INTEGER / 2);
      const timer = await store.nextDue("timer");
      const row = await store.nextDue("outbox");
      if ((timer ?? Infinity) > now() && (row ?? Infinity) > now()) return;
    }
  }

  return {
    store,
    now,
    moveTo: clock.moveTo,
    alarms,
    turns: () => turns,
    async play(spoken) {
      await Promise.all(spoken.map(take));
      await settle();
      const heard = said;
      said = [];
      // Chats are served side by side: only within one is there an order.
      return heard.toSorted((x, y) => (x.chat < y.chat ? -1 : x.chat > y.chat ? 1 : 0));
    },
    async close() {
      await engine.idle();
      await courier.stop();
      await store.close();
    },
  };
}
