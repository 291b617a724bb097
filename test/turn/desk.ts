// The engine behind one platform, spoken to message by message: who writes what where, and what lies in the outbox for whom.
import { createEngine } from "../../src/turn/engine.ts";
import { renderNotice } from "../../src/delivery/notices/render.ts";
import type { LoadedContent } from "../../src/content.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { Settings } from "../../src/turn/context.ts";
import type { OutboxRow } from "../../src/turn/documents.ts";
import { type IncomingMessage, incomingMessageSchema, type Platform } from "../../src/turn/message.ts";
import type { Store } from "../../src/turn/ports.ts";
import type { Turn } from "../../src/turn/turn.ts";
import { everyDoc, groupDoc, instant } from "../stories/driver.ts";

export type Desk = {
  store: Store;
  /** Contacts that the turns so far asked for. */
  contacts: Turn["contacts"];
  /** What the bot said because of it, as `address: words`. */
  say(who: string, text: string, more?: Partial<IncomingMessage>): Promise<string[]>;
  /** The same in the group, spoken to the bot. */
  inGroup(who: string, text: string, more?: Partial<IncomingMessage>): Promise<string[]>;
  /** The clock goes on; what the timers made the bot say. */
  pass(ms: number): Promise<string[]>;
  /** The machine was off so long: all that fell due rings at once. */
  off(ms: number): Promise<string[]>;
};

export async function openDesk(
  loaded: LoadedContent,
  platform: Exclude<Platform, "terminal">,
  settings: Partial<Settings>,
  secondReading?: (text: string) => Promise<unknown>,
): Promise<Desk> {
  let now = instant("2026-11-23 10:00");
  let number = 0;
  const store = await openStore({
    folder: null,
    alarm: () => undefined,
    onWarning: () => undefined,
    now: () => now,
    validate: true,
  });
  await store.commit({
    at: now,
    changes: [{ key: `group/${platform}:group`, expect: 0, value: groupDoc(platform, "group", ["p01"]) }],
  });
  const contacts: Turn["contacts"] = [];
  const engine = createEngine({
    store,
    content: loaded.content,
    settings: {
      platforms: { [platform]: { writesFirst: false, privateLink: platform === "telegram" } },
      intakeAllowed: () => true,
      composes: false,
      transcribes: false,
      keepsFiles: false,
      readsPhotos: false,
      ...settings,
    },
    understand: loaded.understand,
    now: () => now,
    secret: () => `secret-${number++}`,
    alarm: () => undefined,
    ...(secondReading ? { secondReading } : {}),
    committed: (turn) => void contacts.push(...turn.contacts),
  });

  async function heard(): Promise<string[]> {
    const rows = await everyDoc<OutboxRow>(store, "outbox");
    const made = rows.map(({ value }) => {
      const to = "group" in value.to ? "group" : "person" in value.to ? value.to.person : value.to.staff;
      const where = {
        group: to === "group",
        buttons: true,
        link: (t: string) => (platform === "telegram" ? `link:${t}` : null),
        botName: "小枫",
      };
      return `${to}: ${renderNotice(value, where).text}`;
    });
    await store.commit({ at: now, changes: rows.map((r) => ({ key: r.key, expect: r.version, value: null })) });
    return made;
  }

  const message = (who: string, text: string, more: Partial<IncomingMessage>): IncomingMessage =>
    incomingMessageSchema.parse({
      platform,
      messageId: `m${number++}`,
      chat: { kind: "private", id: who },
      person: { id: who, name: who },
      text,
      addressed: true,
      sentAt: now,
      ...more,
    });

  return {
    store,
    contacts,
    async say(who, text, more = {}) {
      await engine.take(message(who, text, more));
      return heard();
    },
    async inGroup(who, text, more = {}) {
      await engine.take(message(who, text, { chat: { kind: "group", id: "group", title: "" }, ...more }));
      return heard();
    },
    async pass(ms) {
      const until = now + ms;
      for (let due = await store.nextDue("timer"); due !== null && due <= until; due = await store.nextDue("timer")) {
        now = Math.max(now, due);
        await engine.ring();
        await engine.idle();
      }
      now = until;
      return heard();
    },
    async off(ms) {
      now += ms;
      while ((await engine.ring()) > 0);
      await engine.idle();
      return heard();
    },
  };
}
