// What becomes of an outbox row after an attempt to send it: tried again, and when; given up; or somebody must know. Pure.
import type { OutboxRow } from "../turn/documents.ts";
import type { SendOutcome } from "../turn/message.ts";

/** `alarm`: a sentence for the operator. `hold`: the whole chat waits until the row's `dueAt`. */
export type After = { row: OutboxRow; hold: boolean; alarm: { event: string; sentence: string } | null };

const firstBackoffMs = 2_000;
const longestBackoffMs = 600_000;
const shortestLaterMs = 250;
/** A message that nobody's safety hangs on is copied at most so often; an urgent one until it is through. */
const plainAttempts = 6;

/** 2 s, 4 s, 8 s … 10 min, each ±25 % so that many rows do not come back at the same moment. */
export function backoffMs(attempts: number, random: () => number): number {
  const base = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.round(base * (0.75 + random() / 2));
}

/** After 5 attempts (about a minute), and then whenever a good hour more has passed, somebody should look. */
function isAlarming(attempts: number): boolean {
  return attempts === 5 || (attempts >= 15 && (attempts - 15) % 10 === 0);
}

function late(row: OutboxRow, reason: string): After["alarm"] {
  if (!isAlarming(row.attempts)) return null;
  return {
    event: "deliveryLate",
    sentence: `Outbox row ${row.id} (${row.notice}) was tried ${row.attempts} times and is tried again: ${reason}`,
  };
}

function failed(row: OutboxRow, reason: string): After {
  const sentence = `Outbox row ${row.id} (${row.notice}) is given up after ${row.attempts} attempts: ${reason}`;
  return { row: { ...row, state: "failed", error: reason }, hold: false, alarm: { event: "deliveryFailed", sentence } };
}

/**
 * `later` never drops anything; `unknown` brings one more copy, marked 重发; `refused` parks the row as failed and raises the alarm.
 * `row.attempts` already counts this attempt; `begun` says that a part of the message has arrived.
 */
export function afterOutcome(
  row: OutboxRow,
  outcome: Exclude<SendOutcome, { kind: "sent" | "unreachable" }>,
  begun: boolean,
  now: number,
  random: () => number,
): After {
  const { reason } = outcome;
  if (outcome.kind === "refused") return failed(row, reason);
  if (outcome.kind === "later") {
    // A platform that says "soon" again and again is down: then the pauses grow as for any failure.
    const pause = Math.max(
      shortestLaterMs,
      outcome.retryAfterMs,
      row.attempts > 3 ? backoffMs(row.attempts, random) : 0,
    );
    return {
      row: { ...row, state: "pending", copy: row.copy || begun, dueAt: now + pause, error: reason },
      hold: true,
      alarm: late(row, reason),
    };
  }
  if (!row.urgent && row.attempts >= plainAttempts) return failed(row, reason);
  const dueAt = now + backoffMs(row.attempts, random);
  return { row: { ...row, state: "pending", copy: true, dueAt, error: reason }, hold: false, alarm: late(row, reason) };
}
