// The composition root: ties channels, store, courier, clock and content into the running bot.
import { randomBytes } from "node:crypto";
import { setTimeout as sleepFor } from "node:timers/promises";
import { startCourier } from "./delivery/courier.ts";
import type { Product } from "./reports/files.ts";
import { madeOnce } from "./reports/once.ts";
import type { FileStore } from "./store/files.ts";
import { renderNotice } from "./delivery/notices/render.ts";
import type { Content, Settings } from "./turn/context.ts";
import { createReach } from "./reach.ts";
import type { Group, OutboxRow, Person } from "./turn/documents.ts";
import { createEngine, type UnderstandInput } from "./turn/engine.ts";
import type { Alarm, Channel, IncomingMessage, OutgoingMessage, Platform } from "./turn/message.ts";
import type { Store } from "./turn/ports.ts";
import type { Nearness } from "./answers/entry-search.ts";
import type { Turn } from "./turn/turn.ts";
import type { Understanding } from "./understanding/understand.ts";

export type AppOptions = {
  store: Store;
  channels: readonly Channel[];
  content: Content;
  understand(input: UnderstandInput): Understanding;
  /** Whether personal data may be taken in on a platform. */
  intakeAllowed(platform: Platform): boolean;
  alarm: Alarm;
  /** Epoch ms. */
  now(): number;
  /** A language model's wording of an answer, when one is configured. */
  compose?: (question: string, entry: string) => Promise<string | null>;
  /** How near in meaning the entries are to a question, when a model of embeddings is configured. */
  near?: (text: string) => Promise<Nearness | null>;
  /** Turns a voice's bytes into text, when an endpoint is configured. */
  transcribe?: (bytes: Uint8Array, name: string) => Promise<string | null>;
  /** A model's second reading of a doubtful report, when one is configured. */
  secondReading?: (text: string) => Promise<unknown>;
  /** Where the files that people send are kept. */
  files?: FileStore;
  /** Papers, ledgers and reports. */
  make?: (asked: Record<string, string>) => Promise<Product>;
  /** The words on a photo, when a model that sees is configured. */
  readPhoto?: (bytes: Uint8Array, mime: string) => Promise<string | null>;
  /** Something was curated in chat: it is to be written down and taken into use. */
  curated?: () => void;
  /** How the bot is called on a platform, for 「@我」. */
  botName: string;
};

export type App = {
  start(): Promise<void>;
  /** Takes no more messages, finishes what is under way, sends what is due, within `drainMs`. */
  stop(drainMs?: number): Promise<void>;
  /** The clock was set: what is due now is done now, not when the sleep ends. */
  wake(): void;
};

/** Bytes of a voice message that are worth listening to. */
const largestVoice = 10_000_000;
/** Bytes of a file that is kept as evidence. */
const largestFile = 20_000_000;

/** The longest sleep of the clock: a machine that slept, or a changed system time, is noticed by then. */
const longestSleep = 15_000;

export const newSecret = (): string => randomBytes(12).toString("base64url");

export function createApp(options: AppOptions): App {
  const { store, content, alarm, now } = options;
  const channels = new Map(options.channels.map((channel) => [channel.platform, channel]));
  const settings: Settings = {
    platforms: Object.fromEntries(
      options.channels.map((c) => [
        c.platform,
        { writesFirst: c.capabilities.writesFirst, privateLink: c.privateLink !== undefined },
      ]),
    ),
    intakeAllowed: options.intakeAllowed,
    composes: options.compose !== undefined,
    transcribes: options.transcribe !== undefined,
    keepsFiles: options.files !== undefined,
    readsPhotos: options.readPhoto !== undefined,
  };
  const stopping = new AbortController();
  let clockWakes: () => void = () => {};
  let clock: Promise<void> = Promise.resolve();

  const engine = createEngine({
    store,
    content,
    settings,
    understand: options.understand,
    now,
    secret: newSecret,
    ...(options.compose ? { compose: options.compose } : {}),
    ...(options.near ? { near: options.near } : {}),
    ...(options.transcribe ? { transcribe: listen } : {}),
    ...(options.secondReading ? { secondReading: options.secondReading } : {}),
    ...(options.files ? { keepFile } : {}),
    ...(options.readPhoto ? { readPhoto } : {}),
    ...(options.make ? { makeFiles } : {}),
    alarm,
    committed: onCommit,
  });
  const courier = startCourier({
    store,
    channels,
    resolve: createReach({ store, channels, directory: () => content.directory }),
    render: async (row, target) => [{ ...renderNotice(row, whereOf(target)), files: await filesOf(row) }],
    onUndeliverable: async (row, reason) => {
      const doc = await store.load<OutboxRow>(`outbox/${row.id}`);
      if (doc) await engine.undelivered(doc, reason);
    },
    alarm,
    now,
    sleep: (ms, signal) => sleepFor(ms, undefined, signal ? { signal } : {}),
  });

  async function listen(platform: string, fileId: string, name: string): Promise<string | null> {
    try {
      const bytes = await channels.get(platform as Platform)?.fetchFile?.(fileId, largestVoice);
      return bytes ? ((await options.transcribe?.(bytes, name)) ?? null) : null;
    } catch (error) {
      alarm("voice-not-fetched", "一条语音没有取到，已请对方打字。", {
        reason: error instanceof Error ? error.name : "unknown",
      });
      return null;
    }
  }

  async function keepFile(platform: string, fileId: string): Promise<string | null> {
    try {
      const bytes = await channels.get(platform as Platform)?.fetchFile?.(fileId, largestFile);
      if (!bytes) return null;
      const kept = await options.files?.keep(bytes);
      return kept ? JSON.stringify({ hash: kept.hash, mime: kept.mime }) : "refused";
    } catch (error) {
      alarm("file-not-kept", "一个文件没有取到或没有存下，稍后再试。", {
        reason: error instanceof Error ? error.name : "unknown",
      });
      return null;
    }
  }

  const make = options.make && madeOnce(options.make, options.now);
  async function makeFiles(asked: Record<string, string>): Promise<string | null> {
    try {
      const product = await make?.(asked);
      if (!product || !options.files) return null;
      const files = [];
      for (const { name, mime, bytes } of product.files) {
        const kept = await options.files.keep(bytes);
        if (kept) files.push({ hash: kept.hash, name, mime });
      }
      return JSON.stringify({ text: product.text, files });
    } catch (error) {
      // A template's fault is told by its name; it holds nothing that people said.
      const reason = error instanceof Error ? (error.name === "UsageError" ? error.message : error.name) : "unknown";
      alarm("not-made", "一份报表或文书没有做出来。", { what: asked["what"] ?? "", reason });
      return null;
    }
  }

  /** The bytes of the files that a notice names. */
  async function filesOf(row: OutboxRow): Promise<OutgoingMessage["files"]> {
    const named = (row.params as { files?: { hash: string; name: string; mime: string }[] }).files ?? [];
    const found: OutgoingMessage["files"] = [];
    for (const { hash, name, mime } of row.notice === "made" ? named : []) {
      const bytes = await options.files?.read(hash);
      if (bytes) found.push({ name, mime, bytes });
    }
    return found;
  }

  async function readPhoto(hash: string, mime: string): Promise<string | null> {
    const bytes = await options.files?.read(hash);
    return bytes ? ((await options.readPhoto?.(bytes, mime)) ?? null) : null;
  }

  function onCommit(turn: Turn): void {
    let timers = false;
    let outbox = false;
    let curated = false;
    for (const key of turn.changes.keys()) {
      if (key.startsWith("timer/")) timers = true;
      else if (key.startsWith("outbox/")) outbox = true;
      else if (key.startsWith("proposal/") || key.startsWith("signature/")) curated = true;
    }
    if (outbox) courier.wake();
    if (timers) clockWakes();
    if (curated) options.curated?.();
    for (const { person, group } of turn.contacts) void befriend(person, group);
  }

  /** Asked once, never waited for: the call in the group and its reminder stand by themselves. */
  async function befriend(personId: string, groupId: string): Promise<void> {
    try {
      const [person, group] = await Promise.all([
        store.load<Person>(`person/${personId}`),
        store.load<Group>(`group/${groupId}`),
      ]);
      if (person && group)
        await channels.get(person.value.platform)?.requestContact?.(person.value.account, group.value.chatId);
    } catch (error) {
      alarm("contact-not-asked", "一个好友申请没有发出去，群里已经请对方自己加机器人。", {
        reason: error instanceof Error ? error.name : "unknown",
      });
    }
  }

  function whereOf(target: { platform: Platform; chat: { kind: "group" | "private" } }) {
    const channel = channels.get(target.platform);
    return {
      group: target.chat.kind === "group",
      buttons: channel?.capabilities.buttons ?? false,
      link: (token: string) => channel?.privateLink?.(token) ?? null,
      botName: options.botName,
    };
  }

  async function runClock(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        while ((await engine.ring()) > 0 && !stopping.signal.aborted);
      } catch (error) {
        alarm("clock-failed", "定时任务没有办成，稍后再试。", {
          reason: error instanceof Error ? error.message : String(error),
        });
        await pause(1_000);
      }
      const next = await store.nextDue("timer");
      const wait = next === null ? longestSleep : Math.min(longestSleep, Math.max(5, next - now()));
      await pause(wait);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      // Stopped while it was ringing: there is nothing left to sleep for.
      if (stopping.signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        stopping.signal.removeEventListener("abort", done);
        resolve();
      }
      clockWakes = done;
      stopping.signal.addEventListener("abort", done, { once: true });
    });
  }

  let closing = false;

  async function receive(message: IncomingMessage): Promise<void> {
    // Not taken is not confirmed: the platform offers it again at the next start.
    if (closing) throw Object.assign(new Error("the bot is stopping; the message was not taken"), { name: "Stopping" });
    await engine.take(message);
  }

  return {
    wake() {
      courier.wake();
      clockWakes();
    },
    async start() {
      courier.wake();
      clock = runClock();
      for (const channel of channels.values()) await channel.start(receive);
    },
    async stop(drainMs = 5_000) {
      closing = true;
      await engine.idle();
      stopping.abort();
      await clock;
      await courier.drain(drainMs);
      await Promise.all([...channels.values()].map((channel) => channel.stop()));
      await courier.stop();
      await store.close();
    },
  };
}
