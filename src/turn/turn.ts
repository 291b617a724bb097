// A turn as data: what a decision changes, sends and sets to wait; and the small hands that write it down.
import type { Alarm } from "./message.ts";
import type { Address, Timer } from "./documents.ts";
import type { Notices } from "./notices.ts";
import type { Change, Doc, Key } from "./ports.ts";

export type AuditNote = { by: string; role: string; action: string; about: string; outcome: "done" | "refused" };

/** Everything one decision brings about. Nothing of it has happened yet. */
export type Turn = {
  changes: Map<Key, Change>;
  audit: AuditNote[];
  /** Things the operator must hear of; passed on after the commit. */
  alarms: Parameters<Alarm>[];
  /** People who must become a contact before the bot can write to them; asked after the commit, where a platform can. */
  contacts: { person: string; group: string }[];
};

/** The pen in which a decision writes its turn. `event` seeds the ids of what it makes, so that a repeat makes the same. */
export type Pen = { turn: Turn; event: string; at: number; made: number };

export const newPen = (event: string, at: number): Pen => ({
  turn: { changes: new Map(), audit: [], alarms: [], contacts: [] },
  event,
  at,
  made: 0,
});

/** Puts a document in its new form; `was` is the one that the decision was made on, undefined for a new one. */
export function put(pen: Pen, key: Key, was: Doc | undefined, value: unknown): void {
  const earlier = pen.turn.changes.get(key);
  pen.turn.changes.set(key, { key, expect: earlier?.expect ?? was?.version ?? 0, value });
}

export const remove = (pen: Pen, doc: Doc): void => put(pen, doc.key, doc, null);

/** A fresh id, the same whenever the same event is decided again. */
export const freshId = (pen: Pen): string => `${pen.event}#${pen.made++}`;

type SayOptions = { urgent?: boolean; replyTo?: string | undefined; lead?: string | null; at?: number };

/** Lays a notice into the outbox. */
export function say<N extends keyof Notices>(
  pen: Pen,
  to: Address,
  notice: N,
  params: Notices[N],
  options: SayOptions = {},
): void {
  const id = freshId(pen);
  put(pen, `outbox/${id}`, undefined, {
    id,
    to,
    notice,
    params,
    urgent: options.urgent ?? false,
    state: "pending",
    dueAt: options.at ?? pen.at,
    createdAt: pen.at,
    attempts: 0,
    copy: false,
    replyTo: options.replyTo ?? null,
    lead: options.lead ?? null,
    error: null,
  });
}

/** Sets a timer; one of the same id is moved. */
export function setTimer(
  pen: Pen,
  was: Doc | undefined,
  timer: Omit<Timer, "state" | "urgent"> & { urgent?: boolean },
): void {
  put(pen, `timer/${timer.id}`, was, { ...timer, state: "pending", urgent: timer.urgent ?? false });
}

export const note = (pen: Pen, entry: AuditNote): void => {
  pen.turn.audit.push(entry);
};
