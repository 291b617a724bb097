// `fengqiao intake --batch`: whole conversations through the very same turn as live, on a store in memory and a clock of their own.
import { z } from "zod";
import { renderNotice } from "../delivery/notices/render.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { missingOf } from "../leads/form.ts";
import { fromCivil, civilDateOf } from "../court/calendar.ts";
import { placeById } from "../court/finding.ts";
import { openStore } from "../store/lowdb/open.ts";
import type { Content, Settings } from "../turn/context.ts";
import type { Collection, Conversation, OutboxRow, Person } from "../turn/documents.ts";
import { createEngine, type UnderstandInput } from "../turn/engine.ts";
import type { IncomingMessage } from "../turn/message.ts";
import type { Doc, Store } from "../turn/ports.ts";
import type { Understanding } from "../understanding/understand.ts";

const id = z.union([z.string(), z.number()]);
export const senderRole = z.enum(["resident", "grid_worker", "mediator", "judge"]);

export const intakeLine = z.object({
  id,
  now: z.union([z.string(), z.number()]).optional(),
  turns: z.array(
    z.object({
      from: senderRole,
      text: z.string(),
      who: z.string().optional(),
      where: z.enum(["private", "group"]).default("private"),
      at: z.union([z.string(), z.number()]).optional(),
    }),
  ),
});
export type IntakeLine = z.infer<typeof intakeLine>;

export type IntakeTools = { content: Content; understand(input: UnderstandInput): Understanding };

/** A date, a civil time or an instant; a time without a zone is Shanghai's. */
export function instantOf(said: string | number): number {
  if (typeof said === "number") return said;
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(said)) {
    const at = Date.parse(said);
    if (!Number.isNaN(at)) return at;
  }
  const date = civilDateOf(said);
  if (date === null) throw new RangeError(`"${said}" is not a date; write 2026-10-01 or 2026-10-01T09:30`);
  const time = /[T\s](\d{1,2}):(\d{2})/.exec(said);
  return fromCivil(date, time ? `${(time[1] ?? "").padStart(2, "0")}:${time[2]}` : "09:00");
}

const causeId = (lead: Draft | Lead): string => lead.cause;

function leadOut(tools: IntakeTools, lead: Draft | Lead, state: "draft" | "submitted") {
  const { content } = tools;
  const cause = content.causes.get(causeId(lead)) ?? content.causes.get("other");
  return {
    state,
    cause: lead.cause,
    place: lead.placeId ? (placeById(content.directory, lead.placeId)?.name ?? null) : null,
    parties: lead.parties
      .filter((p) => p.name !== "")
      .map((p) => ({ name: p.name, role: p.role, as: p.as, ...(p.phone ? { phone: p.phone } : {}) })),
    amount_yuan: lead.amountYuan,
    occurred_on: lead.occurredOn,
    summary: lead.summary,
    danger: lead.danger,
    missing: cause ? missingOf(lead as Draft, cause) : [],
  };
}

async function all<T>(store: Store, collection: Collection): Promise<Doc<T>[]> {
  const found: Doc<T>[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: 500, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    after = page.at(-1)?.key;
    if (page.length < 500 || after === undefined) return found;
  }
}

export type IntakeOut = { id: IntakeLine["id"]; leads: ReturnType<typeof leadOut>[]; replies: string[] };

/** One conversation: what became of it, and what the bot said, in order. */
export async function runIntake(tools: IntakeTools, line: IntakeLine): Promise<IntakeOut> {
  let now = line.now === undefined ? Date.now() : instantOf(line.now);
  const store = await openStore({
    folder: null,
    alarm: () => undefined,
    onWarning: () => undefined,
    now: () => now,
    validate: false,
  });
  const settings: Settings = {
    platforms: { terminal: { writesFirst: true, privateLink: false } },
    intakeAllowed: () => true,
    composes: false,
    transcribes: false,
    keepsFiles: false,
    readsPhotos: false,
  };
  let drawn = 0;
  const replies: string[] = [];
  const staff: Record<string, Person["bound"]> = {
    grid_worker: [{ role: "gridWorker", ref: "batch-grid-worker", places: [] }],
    mediator: [{ role: "mediator", ref: "batch-mediator", places: [] }],
  };
  const engine = createEngine({
    store,
    content: tools.content,
    settings,
    understand: tools.understand,
    now: () => now,
    secret: () => `s${drawn++}`,
    alarm: () => undefined,
  });

  async function collect(): Promise<void> {
    const rows = (await all<OutboxRow>(store, "outbox")).toSorted(
      (a, b) => a.value.createdAt - b.value.createdAt || order(a.value.id) - order(b.value.id),
    );
    for (const row of rows) {
      if (!("staff" in row.value.to)) {
        const group = "group" in row.value.to;
        replies.push(renderNotice(row.value, { group, buttons: false, link: () => null, botName: "" }).text);
      }
      await store.commit({ at: now, changes: [{ key: row.key, expect: row.version, value: null }] });
    }
  }
  /** Lets the silence pass in which a report is gathered. */
  async function settle(until: number): Promise<void> {
    for (let next = await store.nextDue("timer"); next !== null && next <= until; next = await store.nextDue("timer")) {
      now = Math.max(now, next);
      await engine.ring();
      await collect();
    }
    now = Math.max(now, until);
  }

  for (const [n, turn] of line.turns.entries()) {
    if (turn.at !== undefined) await settle(instantOf(turn.at));
    const person = turn.who ?? turn.from;
    const key = `person/terminal:${person}` as const;
    const bound = staff[turn.from];
    if (bound && !(await store.load(key))) {
      await store.commit({
        at: now,
        changes: [
          {
            key,
            expect: 0,
            value: {
              id: `terminal:${person}`,
              platform: "terminal",
              account: person,
              name: "",
              open: true,
              bound,
              groups: [],
              noticeAt: null,
              consentAt: null,
              wrongCodes: [],
              lastSeenAt: now,
            } satisfies Person,
          },
        ],
      });
    }
    const message: IncomingMessage = {
      platform: "terminal",
      messageId: `m${n}`,
      event: "message",
      chat: turn.where === "group" ? { kind: "group", id: "g", title: "" } : { kind: "private", id: person, title: "" },
      person: { id: person, name: "", bot: false },
      text: turn.text,
      addressed: true,
      attachments: [],
      sentAt: now,
    };
    await engine.take(message);
    await collect();
    // People type: the next message comes some seconds later. The same person's words within the window belong together.
    const next = line.turns[n + 1];
    const together = next !== undefined && next.at === undefined && (next.who ?? next.from) === person;
    await settle(now + (together ? 2_000 : 60_000));
  }
  await settle(now + 60_000);
  const [leads, drafts] = [await all<Lead>(store, "lead"), await all<Draft>(store, "draft")];
  const talks = await all<Conversation>(store, "conversation");
  await store.close();
  // A dispute told along with another waits in the talk until the first is done; it is taken down from the same words.
  const waiting: IntakeOut["leads"] = [];
  for (const text of talks.flatMap((t) => t.value.later ?? [])) {
    const from = line.turns[0]?.from ?? "resident";
    const told = await runIntake(tools, { id: line.id, now, turns: [{ from, text, where: "private" }] });
    waiting.push(...told.leads);
  }
  return {
    id: line.id,
    leads: [
      ...leads.map((l) => leadOut(tools, l.value, "submitted")),
      // The dispute that was told first is the one being taken down; the others wait their turn.
      ...drafts
        .toSorted((a, b) => Number(a.value.waits ?? false) - Number(b.value.waits ?? false))
        .map((d) => leadOut(tools, d.value, "draft")),
      ...waiting,
    ],
    replies,
  };
}

const order = (outboxId: string): number => Number(outboxId.split("#").at(-1) ?? 0);
