// How a story is played: the engine itself, or the whole app behind a real channel; the story cannot tell which.
import { renderNotice } from "../../src/delivery/notices/render.ts";
import type { LoadedContent } from "../../src/content.ts";
import { accountsOf } from "../../src/court/people.ts";
import { fromCivil } from "../../src/court/calendar.ts";
import { product } from "../../src/reports/make.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { OutboxRow, Person } from "../../src/turn/documents.ts";
import type { Settings } from "../../src/turn/context.ts";
import { createEngine } from "../../src/turn/engine.ts";
import type { Attachment, Button, IncomingMessage } from "../../src/turn/message.ts";
import type { Collection } from "../../src/turn/documents.ts";
import type { Doc, Key, Store } from "../../src/turn/ports.ts";

export type Seen = { chat: string; text: string; buttons: Button[]; id: string };
export type Spoken = {
  who: string;
  in: "group" | "private";
  text: string;
  mention: boolean;
  button?: string;
  quote?: Seen;
  file?: Attachment;
  id?: string;
  name?: string;
};

export type Driver = {
  /** Without buttons a choice is typed: its number in the list, or its words. */
  typesChoices?: boolean;
  say(spoken: Spoken): Promise<string>;
  /** What the bot has said since the last call, in order. */
  heard(): Promise<Seen[]>;
  pass(ms: number): Promise<void>;
  /** Time passes while the machine is off: nothing rings. */
  off?(ms: number): void;
  now(): number;
  /** With another content when what operators write was changed meanwhile. */
  restart(changed?: LoadedContent): Promise<void>;
  unreachable(people: string[]): void;
  /** Everything that was given to the log and to the alarm, as one line each. */
  logged(): readonly string[];
  all<T>(collection: Collection): Promise<Doc<T>[]>;
  store(): Store;
  close(): Promise<void>;
};

/** What log and alarm are given, kept to be looked through for people's data. */
export function logSink() {
  const lines: string[] = [];
  return {
    lines,
    write: (...said: readonly unknown[]): void =>
      void lines.push(said.map((s) => (typeof s === "string" ? s : JSON.stringify(s))).join(" ")),
  };
}

export const instant = (civil: string): number => fromCivil(civil.slice(0, 10), civil.slice(11, 16) || "10:00");

export async function everyDoc<T>(store: Store, collection: Collection): Promise<Doc<T>[]> {
  const found: Doc<T>[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: 500, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    after = page.at(-1)?.key;
    if (page.length < 500 || after === undefined) return found;
  }
}

/** The group as it is when a story begins. */
export const groupDoc = (platform: "room" | "telegram" | "wechat", chatId: string, places: string[]) => ({
  id: `${platform}:${chatId}`,
  platform,
  chatId,
  title: "联络群",
  places,
  mode: "normal" as const,
  member: true,
  boundBy: null,
});

/** The engine with a store in memory and a clock of its own: what the outbox holds is read as delivered. */
export async function engineDriver(
  loaded: LoadedContent,
  start: string,
  places: string[],
  options: {
    /** The store as the engine sees it: one that refuses now and then. */
    wrap?: (store: Store) => Store;
    settings?: Partial<Settings>;
  } = {},
): Promise<Driver> {
  let now = instant(start);
  let number = 0;
  let gone = new Set<string>();
  const log = logSink();
  const store = await openStore({
    folder: null,
    alarm: log.write,
    onWarning: log.write,
    now: () => now,
    validate: true,
  });
  await store.commit({
    at: now,
    changes: [{ key: "group/room:group", expect: 0, value: groupDoc("room", "group", places) }],
  });
  const make = () =>
    createEngine({
      store: options.wrap?.(store) ?? store,
      content: loaded.content,
      settings: {
        platforms: { room: { writesFirst: true, privateLink: false } },
        intakeAllowed: () => true,
        composes: false,
        transcribes: false,
        keepsFiles: false,
        readsPhotos: false,
        ...options.settings,
      },
      understand: loaded.understand,
      now: () => now,
      secret: () => `secret-${number++}`,
      alarm: log.write,
      makeFiles,
    });
  /** Real papers and reports; their bytes are looked at elsewhere. */
  async function makeFiles(asked: Record<string, string>): Promise<string> {
    const { directory, causes } = loaded.content;
    const { text, files } = await product({ store, directory, causes, knowledge: "knowledge", now }, asked);
    return JSON.stringify({ text, files: files.map(({ name, mime }) => ({ hash: "", name, mime })) });
  }
  let engine = make();
  const said: Seen[] = [];

  async function resolve(to: OutboxRow["to"]): Promise<string | null> {
    if ("group" in to) return "group";
    if ("person" in to) {
      const person = (await store.load<Person>(`person/${to.person}`))?.value;
      return person && !gone.has(person.account) ? person.account : null;
    }
    const refs = to.staff === "court_office" ? loaded.content.directory.court_office.map((m) => m.id) : [to.staff];
    for (const ref of refs) {
      const bound =
        (await store.load<{ persons: string[] }>(`binding/${ref}`))?.value.persons.map((p) =>
          p.replace(/^room:/, ""),
        ) ?? [];
      const account = [...bound, ...(accountsOf(loaded.content.directory, ref)["room"] ?? [])].find(
        (a) => !gone.has(a),
      );
      if (account) return account;
    }
    return null;
  }

  async function deliver(): Promise<void> {
    for (;;) {
      const rows = (await everyDoc<OutboxRow>(store, "outbox"))
        .filter((r) => r.value.dueAt <= now)
        .toSorted((a, b) => a.value.createdAt - b.value.createdAt || tail(a.value.id) - tail(b.value.id));
      if (rows.length === 0) return;
      for (const row of rows) {
        const chat = await resolve(row.value.to);
        if (chat === null) {
          await engine.undelivered(row, "unreachable");
          continue;
        }
        const made = renderNotice(row.value, {
          group: chat === "group",
          buttons: true,
          link: () => null,
          botName: "机器人",
        });
        const id = `b${number++}`;
        said.push({ chat, text: made.text, buttons: made.buttons.flat(), id });
        await store.commit({
          at: now,
          changes: [
            { key: row.key, expect: row.version, value: null },
            {
              key: `sent/room:${chat}:${id}` as Key,
              expect: 0,
              value: {
                outbox: row.value.id,
                notice: row.value.notice,
                lead: row.value.lead,
                to: row.value.to,
                at: now,
                copy: false,
              },
            },
          ],
        });
      }
    }
  }

  return {
    async say(spoken) {
      const id = spoken.id ?? `m${number++}`;
      const group = spoken.in === "group";
      const message: IncomingMessage = {
        platform: "room",
        messageId: id,
        event: "message",
        chat: group ? { kind: "group", id: "group", title: "联络群" } : { kind: "private", id: spoken.who, title: "" },
        person: { id: spoken.who, name: spoken.name ?? spoken.who, bot: false },
        text: spoken.text,
        addressed: !group || spoken.mention || spoken.button !== undefined || spoken.quote !== undefined,
        ...(spoken.quote ? { quoted: { messageId: spoken.quote.id, fromBot: true, text: spoken.quote.text } } : {}),
        ...(spoken.button === undefined ? {} : { button: spoken.button }),
        attachments: spoken.file ? [spoken.file] : [],
        sentAt: now,
      };
      await engine.take(message);
      await deliver();
      return id;
    },
    logged: () => log.lines,
    async heard() {
      return said.splice(0);
    },
    async pass(ms) {
      const until = now + ms;
      for (
        let next = await store.nextDue("timer");
        next !== null && next <= until;
        next = await store.nextDue("timer")
      ) {
        now = Math.max(now, next);
        await engine.ring();
        await engine.idle();
        await deliver();
      }
      now = until;
    },
    off: (ms) => void (now += ms),
    now: () => now,
    async restart(changed) {
      await engine.idle();
      loaded = changed ?? loaded;
      engine = make();
    },
    unreachable: (people) => (gone = new Set(people)),
    all: (collection) => everyDoc(store, collection),
    store: () => store,
    close: () => store.close(),
  };
}

const tail = (id: string): number => Number(id.split("#").at(-1) ?? 0);
