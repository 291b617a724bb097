// One row of the outbox on its way: its chat is found, its parts go out in order, and what became of it is recorded.
import type { OutboxRow } from "../turn/documents.ts";
import type { Channel, SendOutcome } from "../turn/message.ts";
import type { Key } from "../turn/ports.ts";
import { afterOutcome, backoffMs } from "./attempts.ts";
import type { CourierOptions } from "./courier.ts";
import type { Entry, Lane, Lanes, Target } from "./lanes.ts";
import type { Outbox } from "./outbox.ts";
import { partsOf, sendWithin } from "./send.ts";

/** What waited for nothing but a working store, or a faulty delivery, is looked at again after so long. */
export const busyPollMs = 1_000;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type Means = Required<Omit<CourierOptions, "random" | "sendLimitMs">> & {
  random: () => number;
  sendLimitMs: number;
  outbox: Outbox;
  lanes: Lanes;
  /** Nothing more goes to this chat until then. */
  shut: (channel: Channel, chat: Target["chat"], until: number) => void;
  stopping: AbortSignal;
};

export function createDelivery(means: Means) {
  const { store, channels, resolve, render, onUndeliverable, alarm, now, sleep, random, sendLimitMs } = means;
  const { outbox, lanes, shut, stopping } = means;

  async function findTarget(lane: Lane, entry: Entry): Promise<void> {
    try {
      entry.target = await resolve(entry.doc.value.to);
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
      entry.parts ??= partsOf(await render(entry.doc.value, target), channel.capabilities.maxText);
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
      stopping,
    );
    if (!kept || after.row.state === "failed") return lanes.remove(entry);
    entry.notBefore = after.row.dueAt;
    if (after.hold) shut(channel, target.chat, after.row.dueAt);
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
      stopping,
    );
    lanes.remove(entry);
  }

  async function undeliverable(entry: Entry, reason: string): Promise<void> {
    const row = entry.doc.value;
    try {
      await onUndeliverable(row, reason);
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
        stopping,
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
      stopping,
    );
  }

  return { findTarget, deliver };
}
