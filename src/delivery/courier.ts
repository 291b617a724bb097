// The courier: takes what is due from the outbox, brings it to the chats at their pace, and records what became of it.
import type { Address, OutboxRow } from "../turn/documents.ts";
import type { Alarm, Channel, Platform } from "../turn/message.ts";
import type { Store } from "../turn/ports.ts";
import { createGate, type Gate } from "./gates.ts";
import { createLanes, type Lane, type Rendered, type Target } from "./lanes.ts";
import { busyPollMs, createDelivery, reasonOf } from "./one-row.ts";
import { createOutbox } from "./outbox.ts";

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

  const { findTarget, deliver } = createDelivery({
    ...options,
    random,
    sendLimitMs,
    outbox,
    lanes,
    shut: (channel, chat, until) => gateOf(channel).shutUntil(chat, until),
    stopping: stopping.signal,
  });

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
