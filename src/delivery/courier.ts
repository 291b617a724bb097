// The courier: takes what is due from the outbox, brings it to the chats at their pace, and records what became of it.
import type { Address, OutboxRow } from "../turn/documents.ts";
import type { Alarm, Channel, Platform, SendOutcome } from "../turn/message.ts";
import type { Key, Store } from "../turn/ports.ts";
import { afterOutcome, backoffMs } from "./attempts.ts";
import { createGate, type Gate } from "./gates.ts";
import { createLanes, type Entry, type Lane, type Rendered, type Target } from "./lanes.ts";
import { createOutbox } from "./outbox.ts";
import { partsOf, sendWithin } from "./send.ts";

export type CourierOptions = {
  store: Store;
  channels: Map<Platform, Channel>;
  /** Where a person or group is to be reached now; null when nowhere. */
  resolve: (to: Address) => Promise<Target | null>;
  /** The words of a row; one with `copy` gets the mark 重发. */
  render: (row: OutboxRow, target: Target) => Rendered[] | Promise<Rendered[]>;
  /** Nobody can be reached there: commits what happens instead and deletes the row in the same turn. */
  onUndeliverable: (row: OutboxRow, reason: string) => Promise<void>;
  alarm: Alarm;
  /** Epoch ms. */
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Between 0 and 1. */
  random?: () => number;
  /** A send that takes longer has an unknown outcome. */
  sendLimitMs?: number;
};

export type Courier = {
  /** Says that the outbox may have something new. */
  wake: () => void;
  /** Resolves true when nothing is due any more and nothing under way, false after `timeoutMs`. */
  drain: (timeoutMs: number) => Promise<boolean>;
  /** Sends nothing more and waits for what is under way. */
  stop: () => Promise<void>;
};

const claimAtOnce = 500;
/** The outbox is looked at again at least so often while something waits in it: clocks jump. */
const pollMs = 30_000;
const busyPollMs = 1_000;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function startCourier(options: CourierOptions): Courier {
  const { store, channels, alarm, now, sleep, random = Math.random, sendLimitMs = 60_000 } = options;
  const outbox = createOutbox(store, now, sleep, random);
  const lanes = createLanes();
  const gates = new Map<Platform, Gate>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let drains: (() => void)[] = [];
  let ticking = false;
  let again = false;
  let begun = false;
  let dispatching = false;
  let sleepsUntil = Infinity;
  let claimedAt = -Infinity;

  async function begin(): Promise<void> {
    await outbox.takeUpInterrupted();
    for (const doc of await outbox.triedBefore()) if (!lanes.has(doc.key)) lanes.add(doc);
    begun = true;
  }

  /** False when it was too early to look again. */
  async function claim(): Promise<boolean> {
    // With much in hand each look costs some ms: not at every wake.
    const pause = lanes.size() / 20;
    if (now() < claimedAt + pause && now() >= claimedAt) {
      wakeAt(claimedAt + pause);
      return false;
    }
    claimedAt = now();
    const limit = lanes.size() + claimAtOnce;
    const due = await store.claimDue<OutboxRow>("outbox", now(), limit);
    for (const doc of due) if (!lanes.has(doc.key)) lanes.add(doc);
    const next = await store.nextDue("outbox");
    if (due.length >= limit) wakeAt(now() + 1);
    else if (next !== null) wakeAt(next > now() ? next : now() + busyPollMs);
    return due.length < limit;
  }

  function wakeAt(at: number): void {
    const time = Math.min(at, now() + pollMs);
    if (time >= sleepsUntil || stopping.signal.aborted) return;
    sleepsUntil = time;
    const over = () => {
      if (sleepsUntil === time) sleepsUntil = Infinity;
      if (!stopping.signal.aborted) void tick();
    };
    sleep(Math.max(1, time - now()), stopping.signal).then(over, over);
  }

  async function tick(): Promise<void> {
    again = true;
    if (ticking) return;
    ticking = true;
    let looked = false;
    while (again && !stopping.signal.aborted) {
      again = false;
      try {
        if (!begun) await begin();
        looked = await claim();
      } catch (error) {
        alarm("courierStoreFailed", `The outbox could not be read: ${reasonOf(error)}`);
        wakeAt(now() + busyPollMs);
      }
      dispatch();
    }
    ticking = false;
    if (drains.length === 0 || !looked || lanes.isBusy() || lanes.ready(now()).ready.length > 0) return;
    for (const resolve of drains) resolve();
    drains = [];
  }

  function gateOf(channel: Channel): Gate {
    let found = gates.get(channel.platform);
    if (found === undefined) gates.set(channel.platform, (found = createGate(channel, random)));
    return found;
  }

  /** Starts everything that may go now; the rest is looked at again when it may. */
  function dispatch(): void {
    if (stopping.signal.aborted) return;
    const time = now();
    let { ready: heads, next } = lanes.ready(time);
    for (const { lane, entry } of heads) {
      const { target } = entry;
      const channel = target === null ? undefined : channels.get(target.platform);
      if (target === null || channel === undefined) {
        start(lane, () => findTarget(lane, entry));
        continue;
      }
      const gate = gateOf(channel);
      const at = gate.opensAt(target.chat, entry.doc.value.urgent, time);
      if (at > time) {
        next = Math.min(next, at);
        continue;
      }
      gate.enter(target.chat, time);
      start(lane, async () => {
        try {
          await deliver(entry, channel, target);
        } finally {
          gate.leave(target.chat);
        }
      });
    }
    if (next < Infinity) wakeAt(next);
  }

  /** Rows that end in the same commit are followed by one dispatch. */
  async function dispatchSoon(): Promise<void> {
    if (dispatching) return;
    dispatching = true;
    await Promise.resolve();
    dispatching = false;
    dispatch();
  }

  function start(lane: Lane, work: () => Promise<void>): void {
    lane.busy = true;
    const run = (async () => {
      try {
        await work();
      } catch (error) {
        alarm("courierFault", `A delivery stopped and is tried again: ${reasonOf(error)}`);
        lane.notBefore = now() + busyPollMs;
      }
      lane.busy = false;
    })();
    underWay.add(run);
    void run.then(() => {
      underWay.delete(run);
      return drains.length > 0 ? tick() : dispatchSoon();
    });
  }

  async function findTarget(lane: Lane, entry: Entry): Promise<void> {
    try {
      entry.target = await options.resolve(entry.doc.value.to);
    } catch (error) {
      alarm("courierResolveFailed", `An address could not be looked up: ${reasonOf(error)}`);
      lane.notBefore = now() + busyPollMs;
      return;
    }
    if (entry.target === null) await undeliverable(entry, "there is no chat to reach it by");
    else if (!channels.has(entry.target.platform))
      await undeliverable(entry, `the channel ${entry.target.platform} is not running`);
  }

  async function deliver(entry: Entry, channel: Channel, target: Target): Promise<void> {
    let outcome: SendOutcome | null = null;
    try {
      entry.parts ??= partsOf(await options.render(entry.doc.value, target), channel.capabilities.maxText);
    } catch (error) {
      outcome = { kind: "refused", reason: `it could not be rendered: ${reasonOf(error)}` };
    }
    const { value } = entry.doc;
    if (value.state !== "sending") {
      const marked = await outbox.write(
        entry,
        (row) => (row?.state === "pending" ? { ...row, state: "sending", attempts: row.attempts + 1 } : undefined),
        [],
      );
      // Withdrawn, or taken care of by somebody else, while it waited.
      if (!marked) return lanes.remove(entry);
    }
    const part = entry.parts?.[entry.sent.length];
    if (outcome === null && part !== undefined) {
      const replyTo = entry.sent.length === 0 && value.replyTo !== null ? { replyTo: value.replyTo } : {};
      outcome = await sendWithin(channel, { chat: target.chat, ...part, ...replyTo }, sendLimitMs, sleep);
    }
    if (outcome?.kind === "sent") entry.sent.push(outcome.messageId);
    if (outcome === null || (outcome.kind === "sent" && entry.sent.length === entry.parts?.length))
      return finish(entry, target);
    if (outcome.kind === "sent") return;
    if (outcome.kind === "unreachable") return undeliverable(entry, outcome.reason);

    const after = afterOutcome(entry.doc.value, outcome, entry.sent.length > 0, now(), random);
    if (after.alarm !== null) alarm(after.alarm.event, after.alarm.sentence);
    const { state, copy, dueAt, error } = after.row;
    const kept = await outbox.persist(
      entry,
      (row) => (row === undefined ? undefined : { ...row, state, copy, dueAt, error }),
      [],
      stopping.signal,
    );
    if (!kept || after.row.state === "failed") return lanes.remove(entry);
    entry.notBefore = after.row.dueAt;
    if (after.hold) gateOf(channel).shutUntil(target.chat, after.row.dueAt);
    // The next attempt is told as a copy, whole; after `later` it goes on where it stopped.
    entry.target = null;
    if (outcome.kind === "unknown") Object.assign(entry, { parts: null, sent: [] });
  }

  async function finish(entry: Entry, target: Target): Promise<void> {
    const { id, notice, lead, to, copy } = entry.doc.value;
    const value = { outbox: id, notice, lead, to, at: now(), copy };
    const keys = entry.sent.map((messageId): Key => `sent/${target.platform}:${target.chat.id}:${messageId}`);
    await outbox.persist(
      entry,
      () => null,
      keys.map((key) => ({ key, value })),
      stopping.signal,
    );
    lanes.remove(entry);
  }

  async function undeliverable(entry: Entry, reason: string): Promise<void> {
    const row = entry.doc.value;
    try {
      await options.onUndeliverable(row, reason);
    } catch (error) {
      alarm(
        "undeliverableNotHandled",
        `Outbox row ${row.id} (${row.notice}) reaches nobody (${reason}), and what should happen then failed: ${reasonOf(error)}`,
      );
      const dueAt = now() + backoffMs(row.attempts + 1, random);
      await outbox.persist(
        entry,
        (fresh) =>
          fresh === undefined ? undefined : { ...fresh, state: "pending", attempts: fresh.attempts + 1, dueAt },
        [],
        stopping.signal,
      );
      Object.assign(entry, { notBefore: dueAt, target: null });
      return;
    }
    lanes.remove(entry);
    if ((await store.load<OutboxRow>(entry.doc.key)) === undefined) return;
    alarm(
      "undeliverableNotHandled",
      `Outbox row ${row.id} (${row.notice}) reaches nobody (${reason}) and was not taken over by anything else.`,
    );
    await outbox.persist(
      entry,
      (fresh) => (fresh === undefined ? undefined : { ...fresh, state: "failed", error: reason }),
      [],
      stopping.signal,
    );
  }

  void tick();
  return {
    wake: () => void tick(),
    async drain(timeoutMs) {
      const over = new AbortController();
      const drained = new Promise<boolean>((resolve) => drains.push(() => resolve(true)));
      const tooLong = sleep(timeoutMs, over.signal).then(
        () => false,
        () => false,
      );
      void tick();
      const result = await Promise.race([drained, tooLong]);
      over.abort(over);
      return result;
    },
    async stop() {
      stopping.abort();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
