// A story over Telegram: people write to a server that speaks the Bot API, and read what the bot sent them there.
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import type { LoadedContent } from "../../../src/content.ts";
import type { Store } from "../../../src/turn/ports.ts";
import { people } from "../../../src/court/people.ts";
import { setTimeout as pause } from "node:timers/promises";
import { type Fault, startBotApi } from "../../platforms/botApi.ts";
import { type Driver, everyDoc, groupDoc, instant, logSink } from "../driver.ts";
import { setClock } from "./clock.ts";
import { contentFor, courtFor, openStage } from "./stage.ts";

const group = -100;
const ids = new Map<string, number>();

/** The Telegram account of somebody whom a story calls by the room's account. */
function idOf(person: string): number {
  const id = ids.get(person) ?? 20_001 + ids.size;
  ids.set(person, id);
  return id;
}
const nameOf = (id: number): string => [...ids].find(([, own]) => own === id)?.[0] ?? String(id);

export const telegramCourt = (): Promise<string> => courtFor("telegram", (person) => String(idOf(person)));
export const telegramContent = async (): Promise<LoadedContent> => contentFor(await telegramCourt());

/** Everyone whom court.yaml names has pressed Start. */
export async function openChats(store: Store, loaded: LoadedContent, at: number): Promise<void> {
  const accounts = new Set(people(loaded.content.directory).flatMap((p) => p.accounts["telegram"] ?? []));
  const changes = [...accounts].map((account) => ({
    key: `person/telegram:${account}` as const,
    expect: 0,
    value: {
      id: `telegram:${account}`,
      platform: "telegram",
      account,
      name: nameOf(Number(account)),
      open: true,
      bound: [],
      groups: [],
      noticeAt: null,
      consentAt: null,
      wrongCodes: [],
      lastSeenAt: at,
    },
  }));
  await store.commit({ at, changes });
}

/** `faults`: what goes wrong, by method, one after the other whenever somebody speaks. */
export async function telegramDriver(
  loaded: LoadedContent,
  start: string,
  places: string[],
  faults: Record<string, readonly Fault[]> = {},
): Promise<Driver> {
  const clock = setClock(instant(start));
  const log = logSink();
  const api = await startBotApi();
  let read = 0;
  let spokenTimes = 0;
  const stage = await openStage({
    loaded,
    clock,
    group: groupDoc("telegram", String(group), places),
    channel: () =>
      createTelegramChannel({
        token: api.token,
        apiRoot: api.root,
        alarm: log.write,
        log: log.write,
        timing: { sleep: (ms, signal) => pause(Math.min(ms, 10), undefined, signal ? { signal } : {}) },
      }),
    // Telegram lets a bot write only to who pressed Start.
    prepare: (store) => openChats(store, loaded, clock.now()),
    taken: () => api.waiting().length === 0,
  });

  return {
    async say(spoken) {
      for (const [method, next] of Object.entries(faults)) {
        const fault = next[spokenTimes % next.length];
        if (fault !== undefined) api.fail(method, fault);
      }
      spokenTimes++;
      const from = idOf(spoken.who);
      const chat = spoken.in === "group" ? group : from;
      const { button, quote } = spoken;
      if (spoken.name !== undefined) api.names.set(from, spoken.name);
      if (button !== undefined) {
        const under = api.sentTo(chat).findLast((m) => m.buttons.some((b) => b.data === button));
        const label = under?.buttons.find((b) => b.data === button)?.label;
        if (!under || label === undefined) throw new Error(`no button ${button} was sent to ${spoken.who}`);
        return String(api.press(under, from, label));
      }
      const quoted = quote ? api.sent.find((m) => String(m.id) === quote.id) : undefined;
      const text = `${spoken.mention ? `@${api.me.username} ` : ""}${spoken.text}`;
      const date = Math.floor(clock.now() / 1_000);
      return String(api.say(chat, from, text, { date, ...(quoted ? api.asReply(quoted) : {}) }).update);
    },
    async heard() {
      await stage.settle();
      const fresh = api.sent.slice(read);
      read = api.sent.length;
      return fresh.map((m) => ({
        chat: m.chat === group ? "group" : nameOf(m.chat),
        text: m.text,
        buttons: m.buttons,
        id: String(m.id),
      }));
    },
    logged: () => [...log.lines, ...stage.log.lines],
    pass: (ms) => stage.pass(ms),
    now: () => clock.now(),
    restart: () => stage.restart(),
    unreachable(who) {
      for (const person of who) api.closed.set(idOf(person), "blocked");
    },
    all: (collection) => everyDoc(stage.store(), collection),
    store: stage.store,
    async close() {
      await stage.close();
      await api.close();
      clock.restore();
    },
  };
}
