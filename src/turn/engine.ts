// The loop of a turn: gather, decide, commit; again on a conflict, dropped on a repeat. Who calls it brings clock, chance and store.
import { createHash } from "node:crypto";
import type { Nearness } from "../answers/entry-search.ts";
import type { SenderRole } from "../understanding/intents.ts";
import { mergeModelReading } from "../understanding/merge.ts";
import type { Understanding } from "../understanding/understand.ts";
import type { Content, Context, Event, Settings } from "./context.ts";
import { decide } from "./decide.ts";
import type { Conversation, OutboxRow, Person, Timer } from "./documents.ts";
import { gatherContext, knownAs } from "./gather.ts";
import { speakerOf } from "./gather-parts.ts";
import type { Alarm, IncomingMessage } from "./message.ts";
import { conversationId } from "./people.ts";
import { type Change, Conflict, type Doc, Duplicate, type Store, type Key } from "./ports.ts";
import { bufferText } from "./report.ts";
import type { AuditNote, Turn } from "./turn.ts";

export type UnderstandInput = {
  text: string;
  senderRole: SenderRole;
  addressed: boolean;
  at: number;
  lastTopic: string | null;
};

export type EngineOptions = {
  store: Store;
  content: Content;
  settings: Settings;
  understand(input: UnderstandInput): Understanding;
  /** Epoch ms. */
  now(): number;
  /** A random string that cannot be guessed. */
  secret(): string;
  alarm: Alarm;
  /** A model's wording of an entry's answer to a question, gated; null when there is none in time. Never throws. */
  compose?(question: string, entry: string): Promise<string | null>;
  /** How near in meaning the entries are to a question; null when there is no answer in time. Never throws. */
  near?(text: string): Promise<Nearness | null>;
  /** A voice message as text; null when there is none in time. Never throws. */
  transcribe?(platform: string, fileId: string, name: string): Promise<string | null>;
  /** A model's second reading of a doubtful report, as it came; null when there is none in time. Never throws. */
  secondReading?(text: string): Promise<unknown>;
  /** Fetches a file and keeps it: `{hash, mime}` as JSON, `refused`, or null when it cannot be had now. Never throws. */
  keepFile?(platform: string, fileId: string): Promise<string | null>;
  /** Makes a paper, a ledger or a report and keeps its files: `Made` as JSON, null when it cannot be made. Never throws. */
  makeFiles?(asked: Record<string, string>): Promise<string | null>;
  /** The words on a kept photo; null when there are none in time. Never throws. */
  readPhoto?(hash: string, mime: string): Promise<string | null>;
  /** Called after each commit: the courier and the clock may have something to do. */
  committed?(turn: Turn): void;
};

export type Engine = {
  /** Takes one message; resolves when it is on disk, rejects when it is not. */
  take(message: IncomingMessage): Promise<"taken" | "repeat">;
  /** Rings every timer that is due; returns how many. */
  ring(limit?: number): Promise<number>;
  undelivered(row: Doc<OutboxRow>, reason: string): Promise<void>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
};

const tries = 12;

/** Below this the rules are unsure of what they read. */
const doubtful = 0.75;

/** ms: longer than a model is ever waited for. */
const composeLimit = 30_000;
/** Words that are read as a report: what was gathered, or what was told beside it. */
const isReport = ({ value: { kind } }: Doc<Timer>): boolean => kind === "buffer" || kind === "aside";
const slowKinds: ReadonlySet<string> = new Set(["compose", "transcribe", "keepFile", "readPhoto", "make"]);

/** Longer texts are taken whole into the record of what was said, but read only so far. */
const longest = 65_536;

/** What is worth a look at its meaning: a question to the bot, not an answer within a form, a button or a word of command. */
const asksBot = ({ addressed, button }: IncomingMessage, { intent, danger, text }: Understanding): boolean =>
  addressed &&
  button === undefined &&
  danger.level !== "high" &&
  text.length > 3 &&
  (intent === "ask-legal-question" || intent === "other");

export function createEngine(options: EngineOptions): Engine {
  const { store, content, settings, now, alarm } = options;
  const underWay = new Set<Promise<unknown>>();
  const asking = new Set<string>();
  // Decisions are made one after another, so that in one process they never conflict; their commits share an fsync.
  let gate: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = gate.then(work);
    gate = result.catch(() => undefined);
    return result;
  }

  async function audited(turn: Turn, at: number): Promise<Change[]> {
    const changes = [...turn.changes.values()];
    if (turn.audit.length === 0) return changes;
    const head = await store.load<{ next: number; hash: string }>("counter/audit");
    let next = head?.value.next ?? 1;
    let previous = head?.value.hash ?? "";
    for (const entry of turn.audit) {
      const hash = auditHash(previous, next, at, entry);
      changes.push({
        key: `audit/${String(next).padStart(10, "0")}`,
        expect: 0,
        value: { at, ...entry, previous, hash },
      });
      previous = hash;
      next++;
    }
    changes.push({ key: "counter/audit", expect: head?.version ?? 0, value: { next, hash: previous } });
    return changes;
  }

  /** Another turn of the same moment set the timer anew or took it away: it rings by itself when it is due again. */
  const movedOn = async (timer: Doc<Timer>): Promise<boolean> =>
    (await store.load(timer.key))?.version !== timer.version;

  /** A timer set anew for the very moment in which it rang would give its notices the names of those of that ringing. */
  const named = async (key: Key, id: string): Promise<boolean> =>
    key.includes(`${id}#`) && (await store.load(key)) !== undefined;

  /** One event to its end. The commit is begun inside the gate and awaited outside it: others go on while the disk writes. */
  async function run(given: Event, messageId: string | undefined): Promise<"taken" | "repeat"> {
    let event = given;
    for (let attempt = 1; ; attempt++) {
      try {
        const [turn, written] = await inTurn(async () => {
          const at = now();
          const context: Context = await gatherContext(
            { store, content, settings, now: at, secrets: [options.secret(), options.secret()] },
            event,
          );
          const decided = decide(event, context);
          const changes = await audited(decided, at);
          const commit = store.commit({ ...(messageId === undefined ? {} : { messageId }), at, changes });
          // A rejection is met by whoever awaits it below, not by the process.
          commit.catch(() => undefined);
          return [decided, commit] as const;
        });
        await written;
        for (const row of turn.alarms) alarm(...row);
        options.committed?.(turn);
        return "taken";
      } catch (error) {
        if (error instanceof Duplicate) return "repeat";
        if (error instanceof Conflict && event.kind === "timer" && (await movedOn(event.timer))) return "repeat";
        if (error instanceof Conflict && attempt < tries) {
          if (await named(error.key, event.id)) event = { ...event, id: `${given.id}.${attempt}` };
          continue;
        }
        throw error;
      }
    }
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    work.then(done, done);
    return work;
  }

  const senderRole = (roles: readonly string[]): UnderstandInput["senderRole"] =>
    roles.includes("judge") || roles.includes("head") || roles.includes("leader")
      ? "judge"
      : roles.includes("mediator") || roles.includes("coHandler")
        ? "mediator"
        : roles.includes("gridWorker") || roles.includes("clerk") || roles.includes("assistant")
          ? "gridWorker"
          : "resident";

  async function read(message: IncomingMessage): Promise<Understanding> {
    const { platform } = message;
    const person = await knownAs(store, platform, message.person.id);
    const group = message.chat.kind === "group" ? await knownAs(store, platform, message.chat.id) : null;
    const [doc, talk] = await Promise.all([
      store.load<Person>(`person/${person}`),
      store.load<Conversation>(`conversation/${conversationId(person, group)}`),
    ]);
    const { roles } = speakerOf(content, person, platform, message.person.id, doc, true);
    return options.understand({
      text: message.text.slice(0, longest),
      senderRole: senderRole(roles),
      addressed: message.addressed,
      at: message.sentAt,
      lastTopic: talk?.value.lastTopic ?? null,
    });
  }

  async function ringOne(timer: Doc<Timer>): Promise<void> {
    await rung(timer, isReport(timer) ? await readReport(timer) : null, null);
  }

  /** A report that the rules are unsure of is read once more by a model; who goes on speaking meanwhile is waited for as ever. */
  async function readTwice(timer: Doc<Timer>): Promise<void> {
    const first = await readReport(timer);
    const unsure = first.confidence < doubtful || (first.cause !== null && first.causeConfidence < doubtful);
    if (!unsure || first.text.trim() === "" || first.danger.level === "high")
      return ringOne(timer).then(() => undefined);
    const later: Timer = { ...timer.value, dueAt: now() + composeLimit };
    try {
      await store.commit({ at: now(), changes: [{ key: timer.key, expect: timer.version, value: later }] });
    } catch (error) {
      // More was said in this very moment: the timer stands elsewhere now and rings by itself.
      if (error instanceof Conflict) return;
      throw error;
    }
    const said = await options.secondReading?.(first.text);
    const still = await store.load<Timer>(timer.key);
    if (still?.value.dueAt !== later.dueAt) return;
    const causes = new Set(content.causes.keys());
    await rung(still, mergeModelReading(await readReport(still), said, causes), null);
  }

  async function readReport(timer: Doc<Timer>): Promise<Understanding> {
    const talk = await store.load<Conversation>(`conversation/${timer.value.about}`);
    const [person = ""] = timer.value.about.split("|");
    const doc = await store.load<Person>(`person/${person}`);
    const platform = doc?.value.platform;
    const roles = platform ? speakerOf(content, person, platform, doc.value.account, doc, true).roles : [];
    const gathered = talk ? bufferText({ key: talk.key, was: talk, now: talk.value }) : "";
    const text = timer.value.data["text"] ?? gathered;
    return options.understand({
      text,
      senderRole: senderRole(roles),
      addressed: true,
      at: talk?.value.buffer.at(-1)?.at ?? now(),
      lastTopic: null,
    });
  }

  const rung = (timer: Doc<Timer>, understanding: Understanding | null, composed: string | null) =>
    run({ kind: "timer", timer, id: `t:${timer.value.id}:${timer.value.dueAt}`, understanding, composed }, undefined);

  /** What a slow timer waits for: a model's wording, or a voice's words. */
  function askFor({ kind, data }: Timer): (() => Promise<string | null>) | undefined {
    const { compose: word, transcribe, keepFile, readPhoto, makeFiles } = options;
    if (kind === "keepFile" && keepFile) return () => keepFile(data["platform"] ?? "", data["fileId"] ?? "");
    if (kind === "make" && makeFiles) return () => makeFiles(data);
    if (kind === "readPhoto" && readPhoto) return () => readPhoto(data["hash"] ?? "", data["mime"] ?? "");
    if (kind === "compose" && word) return () => word(data["question"] ?? "", data["entry"] ?? "");
    if (kind === "transcribe" && transcribe)
      return () => transcribe(data["platform"] ?? "", data["fileId"] ?? "", data["name"] ?? "");
    return undefined;
  }

  /**
   * An answer that a model may word. The timer is put off first, past the model's limit: others ring meanwhile, and should
   * the process end, it rings once more and the curated words go out.
   */
  async function compose(timer: Doc<Timer>): Promise<void> {
    const ask = askFor(timer.value);
    if (!ask || timer.value.data["asked"]) {
      await rung(timer, null, null);
      return;
    }
    const later: Timer = { ...timer.value, dueAt: now() + composeLimit, data: { ...timer.value.data, asked: "yes" } };
    await store.commit({ at: now(), changes: [{ key: timer.key, expect: timer.version, value: later }] });
    const text = await ask();
    const still = await store.load<Timer>(timer.key);
    if (still) await rung(still, null, text);
  }

  return {
    async take(message) {
      const id = `${message.platform}:${message.messageId}`;
      if (await store.seen(id)) return "repeat";
      return tracked(
        (async () => {
          const understanding = await read(message);
          const near = asksBot(message, understanding) ? ((await options.near?.(message.text)) ?? null) : null;
          return run({ kind: "message", message, id, understanding, near }, id);
        })(),
      );
    },
    async ring(limit = 100) {
      const due = await store.claimDue<Timer>("timer", now(), limit);
      const [slow, quick] = [
        due.filter((t) => slowKinds.has(t.value.kind)),
        due.filter((t) => !slowKinds.has(t.value.kind)),
      ];
      for (const timer of slow) {
        if (asking.has(timer.key)) continue;
        asking.add(timer.key);
        const done = tracked(compose(timer)).finally(() => asking.delete(timer.key));
        done.catch((error: unknown) =>
          alarm("compose-failed", "一条答案没有发出去，稍后再试。", {
            reason: error instanceof Error ? error.name : "unknown",
          }),
        );
      }
      const reports = options.secondReading ? quick.filter(isReport) : [];
      for (const timer of reports) {
        if (asking.has(timer.key)) continue;
        asking.add(timer.key);
        const done = tracked(readTwice(timer)).finally(() => asking.delete(timer.key));
        done.catch((error: unknown) =>
          alarm("report-not-read", "一件反映没有读成，稍后再试。", {
            reason: error instanceof Error ? error.name : "unknown",
          }),
        );
      }
      const plain = quick.filter((timer) => !reports.includes(timer));
      await Promise.all(plain.map((timer) => tracked(ringOne(timer))));
      return plain.length;
    },
    undelivered: (row, reason) =>
      tracked(run({ kind: "undelivered", row, reason, id: `u:${row.value.id}` }, undefined)).then(() => undefined),
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The hash that chains an audit row to the one before it. */
export const auditHash = (previous: string, number: number, at: number, entry: AuditNote): string =>
  createHash("sha256")
    .update(JSON.stringify([previous, number, at, entry.by, entry.role, entry.action, entry.about, entry.outcome]))
    .digest("hex");
