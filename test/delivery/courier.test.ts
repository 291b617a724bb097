// The courier against the embedded store: everything due arrives, in order, at most as often as the outcomes leave open.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type Courier, type CourierOptions, startCourier } from "../../src/delivery/courier.ts";
import { openStore, type StoreOptions } from "../../src/store/lowdb/open.ts";
import type { OutboxRow } from "../../src/turn/documents.ts";
import type { Capabilities, Channel, OutgoingMessage, SendOutcome } from "../../src/turn/message.ts";
import type { Store } from "../../src/turn/ports.ts";
import { createMemoryDisk, systemError, unlock } from "../store/memoryDisk.ts";
import { sampleRow } from "../store/samples.ts";

type Answer = (message: OutgoingMessage, nth: number) => SendOutcome | Promise<SendOutcome>;

const capabilities: Capabilities = {
  buttons: true,
  files: true,
  quoting: true,
  writesFirst: true,
  maxText: 100,
  perGroupPerMinute: null,
  perMinute: null,
};
const person = (id: string) => ({ person: id });

/** A thousand times faster than the clock on the wall, so that backoffs of minutes pass in a test. */
const speed = 1_000;
const startedAt = Date.now();
const now = () => startedAt + Math.round((performance.now() - 0) * speed);

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await pause(Math.ceil(ms / speed), undefined, signal === undefined ? {} : { signal });
}

function setUp(
  store: Store,
  over: Partial<CourierOptions & { answer: Answer; capabilities: Partial<Capabilities> }> = {},
) {
  const sent: { chat: string; text: string; at: number; message: OutgoingMessage }[] = [];
  const alarms: string[] = [];
  let nth = 0;
  const channel: Channel = {
    platform: "telegram",
    capabilities: { ...capabilities, ...over.capabilities },
    start: async () => {},
    stop: async () => {},
    async send(message) {
      nth += 1;
      sent.push({ chat: message.chat.id, text: message.text, at: now(), message });
      return (await over.answer?.(message, nth)) ?? { kind: "sent", messageId: `m${nth}` };
    },
  };
  const courier = startCourier({
    store,
    channels: new Map([["telegram", channel]]),
    resolve: async (to) => ({
      platform: "telegram",
      chat:
        "group" in to
          ? { kind: "group", id: to.group }
          : { kind: "private", id: "person" in to ? to.person : to.staff },
    }),
    render: (row) => [
      {
        text: `${row.copy ? "【重发】" : ""}${typeof row.params["text"] === "string" ? row.params["text"] : row.id}`,
        buttons: [],
        files: [],
      },
    ],
    onUndeliverable: async () => {},
    alarm: (event) => void alarms.push(event),
    now,
    sleep,
    random: () => 0.5,
    ...over,
  });
  return { courier, sent, alarms };
}

const quiet: Omit<StoreOptions, "folder"> = { alarm: () => {}, onWarning: () => {}, now };
const memoryStore = () => openStore({ ...quiet, folder: null });

let counter = 0;
async function put(store: Store, ...rows: (Partial<OutboxRow> & { id: string })[]): Promise<void> {
  const changes = rows.map((row) => ({
    key: `outbox/${row.id}` as const,
    expect: 0,
    value: sampleRow(row.id, { createdAt: (counter += 1), ...row }),
  }));
  await store.commit({ at: now(), changes });
}
/** Waits for what must come, so that a slow machine is no fault. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 1_000 && !(await holds()); n += 1) await pause(5);
}
const rowOf = async (store: Store, id: string) => (await store.load<OutboxRow>(`outbox/${id}`))?.value;

describe("the courier", () => {
  let courier: Courier | undefined;
  afterEach(async () => courier?.stop());
  const begin = (store: Store, over: Parameters<typeof setUp>[1] = {}) => {
    const made = setUp(store, over);
    courier = made.courier;
    return made;
  };

  it("brings what is due, deletes the row, and remembers which message it became", async () => {
    const store = await memoryStore();
    await put(store, { id: "a", to: { group: "g" }, lead: "2026-0001", replyTo: "77" });
    const { sent } = begin(store);
    expect(await courier!.drain(60_000)).toBe(true);
    expect(sent.map(({ message }) => message)).toEqual([
      { chat: { kind: "group", id: "g" }, text: "a", buttons: [], files: [], replyTo: "77" },
    ]);
    expect(await rowOf(store, "a")).toBeUndefined();
    expect((await store.load("sent/telegram:g:m1"))?.value).toMatchObject({
      outbox: "a",
      lead: "2026-0001",
      copy: false,
    });
  });

  it("brings what comes later, when it is due and not before", async () => {
    const store = await memoryStore();
    const { sent } = begin(store);
    const dueAt = now() + 30_000;
    await put(store, { id: "a", dueAt });
    courier!.wake();
    await until(() => sent.length > 0);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.at).toBeGreaterThanOrEqual(dueAt);
  });

  it("has the row marked as being sent on disk before the request leaves", async () => {
    const disk = createMemoryDisk();
    const store = await openStore({ ...quiet, folder: "/s", io: disk.io });
    await put(store, { id: "a" });
    const states: unknown[] = [];
    begin(store, {
      answer: async () => {
        const left = disk.afterPowerCut(0);
        unlock(left, "/s");
        const other = await openStore({ ...quiet, folder: "/s", io: left.io });
        states.push((await rowOf(other, "a"))?.state);
        return { kind: "sent", messageId: "1" };
      },
    });
    await courier!.drain(60_000);
    expect(states).toEqual(["sending"]);
  });

  it("sends again, as a copy, what was being sent when the process ended", async () => {
    const store = await memoryStore();
    await put(store, { id: "a", state: "sending", attempts: 1 }, { id: "b" });
    const { sent } = begin(store);
    await courier!.drain(60_000);
    expect(sent.map(({ text }) => text).toSorted()).toEqual(["b", "【重发】a"]);
    expect((await store.load("sent/telegram:room:zhang:m1"))?.value).toMatchObject({ outbox: "a", copy: true });
  });

  it("keeps the order within a chat, urgent ones in front", async () => {
    const store = await memoryStore();
    const rows = Array.from({ length: 12 }, (_, n) => ({ id: `r${String(n).padStart(2, "0")}`, urgent: n % 5 === 4 }));
    await put(store, ...rows);
    const { sent } = begin(store);
    await courier!.drain(60_000);
    expect(sent.map(({ text }) => text)).toEqual([
      "r04",
      "r09",
      ...rows.filter(({ urgent }) => !urgent).map(({ id }) => id),
    ]);
  });

  it("keeps the order when the first of them has to wait", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" }, { id: "b" }, { id: "c" });
    const { sent } = begin(store, {
      answer: (_, nth) =>
        nth <= 2 ? { kind: "later", retryAfterMs: 5_000, reason: "429" } : { kind: "sent", messageId: String(nth) },
    });
    await until(() => sent.length > 0);
    await put(store, { id: "d" });
    courier!.wake();
    await until(() => sent.length === 6);
    expect(sent.map(({ text }) => text)).toEqual(["a", "a", "a", "b", "c", "d"]);
    expect(sent[1]!.at - sent[0]!.at).toBeGreaterThanOrEqual(5_000);
  });

  it("lets nothing into a chat before the platform's pause is over, not even what is urgent", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" });
    const { sent } = begin(store, {
      answer: (_, nth) =>
        nth === 1 ? { kind: "later", retryAfterMs: 60_000, reason: "429" } : { kind: "sent", messageId: String(nth) },
    });
    await until(async () => (await rowOf(store, "a"))?.error === "429");
    await put(store, { id: "urgent", urgent: true });
    courier!.wake();
    await until(() => sent.length === 3);
    expect(sent.map(({ text }) => text)).toEqual(["a", "urgent", "a"]);
    expect(sent[1]!.at - sent[0]!.at).toBeGreaterThanOrEqual(60_000);
  });

  it("sends one at a time into a chat that two addresses lead to, in order", async () => {
    const store = await memoryStore();
    await put(
      store,
      ...Array.from({ length: 10 }, (_, n) => ({ id: `r${n}`, to: n % 2 ? person("zhang") : { staff: "J02" } })),
    );
    let underWay = 0;
    let most = 0;
    const { sent } = begin(store, {
      resolve: async () => ({ platform: "telegram", chat: { kind: "private", id: "zhang" } }),
      answer: async (_, nth) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await pause(2);
        underWay -= 1;
        return { kind: "sent", messageId: String(nth) };
      },
    });
    await courier!.drain(600_000);
    expect(most).toBe(1);
    expect(sent.map(({ text }) => text)).toEqual(sent.map((_, n) => `r${n}`));
  });

  it("lets no chat wait for another's trouble", async () => {
    const store = await memoryStore();
    await put(
      store,
      { id: "bad", to: person("bad") },
      ...Array.from({ length: 20 }, (_, n) => ({ id: `ok${n}`, to: person(`p${n}`) })),
    );
    const hang = Promise.withResolvers<SendOutcome>();
    const { sent } = begin(store, {
      answer: (message, nth) => (message.chat.id === "bad" ? hang.promise : { kind: "sent", messageId: String(nth) }),
    });
    await until(() => sent.length === 21);
    expect(sent).toHaveLength(21);
    hang.resolve({ kind: "sent", messageId: "x" });
    expect(await courier!.drain(60_000)).toBe(true);
  });

  it("takes a send without an end for unknown, and sends one copy more", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" });
    const { sent } = begin(store, {
      sendLimitMs: 5_000,
      answer: (_, nth) => (nth === 1 ? new Promise<SendOutcome>(() => {}) : { kind: "sent", messageId: "2" }),
    });
    await until(async () => (await rowOf(store, "a")) === undefined);
    expect(sent.map(({ text }) => text)).toEqual(["a", "【重发】a"]);
    expect(await rowOf(store, "a")).toBeUndefined();
  });

  it("never drops what the platform wants later, however often, and moves it by what the platform says", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" });
    const { sent, alarms } = begin(store, {
      answer: (_, nth) =>
        nth <= 8 ? { kind: "later", retryAfterMs: 1_000, reason: "429" } : { kind: "sent", messageId: "9" },
    });
    await pause(50);
    const waiting = await rowOf(store, "a");
    if (waiting !== undefined) expect(waiting).toMatchObject({ state: "pending", copy: false, error: "429" });
    await until(async () => (await rowOf(store, "a")) === undefined);
    expect(sent).toHaveLength(9);
    expect(sent.every(({ text }) => text === "a")).toBe(true);
    expect(alarms).toContain("deliveryLate");
  });

  it("tries an urgent one with an unknown outcome for ever, each time as a copy, and raises the alarm", async () => {
    const store = await memoryStore();
    await put(store, { id: "a", urgent: true });
    const { sent, alarms } = begin(store, {
      answer: (_, nth) => (nth <= 9 ? { kind: "unknown", reason: "reset" } : { kind: "sent", messageId: "x" }),
    });
    await until(async () => (await rowOf(store, "a")) === undefined);
    expect(sent.map(({ text }) => text)).toEqual(["a", ...Array<string>(9).fill("【重发】a")]);
    expect(alarms).toEqual(["deliveryLate"]);
  });

  it("keeps what the platform refuses, as failed, with an alarm, and goes on with the next", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" }, { id: "b" });
    const { sent, alarms } = begin(store, {
      answer: (message) =>
        message.text === "a" ? { kind: "refused", reason: "bad" } : { kind: "sent", messageId: "2" },
    });
    await courier!.drain(60_000);
    expect(await rowOf(store, "a")).toMatchObject({ state: "failed", error: "bad" });
    expect(sent.map(({ text }) => text)).toEqual(["a", "b"]);
    expect(alarms).toEqual(["deliveryFailed"]);
  });

  it("keeps what cannot be rendered, as failed, with an alarm", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" });
    const { alarms } = begin(store, {
      render: () => {
        throw new Error("no such notice");
      },
    });
    await courier!.drain(60_000);
    expect(await rowOf(store, "a")).toMatchObject({
      state: "failed",
      error: expect.stringContaining("no such notice"),
    });
    expect(alarms).toEqual(["deliveryFailed"]);
  });

  it("hands over what reaches nobody, and the row goes in that turn", async () => {
    const store = await memoryStore();
    await put(
      store,
      { id: "blocked", to: person("x") },
      { id: "nowhere", to: person("y") },
      { id: "after", to: person("x") },
    );
    const handed: string[] = [];
    begin(store, {
      resolve: async (to) =>
        "person" in to && to.person === "x" ? { platform: "telegram", chat: { kind: "private", id: "x" } } : null,
      answer: (message, nth) =>
        message.text === "blocked"
          ? { kind: "unreachable", reason: "blocked" }
          : { kind: "sent", messageId: String(nth) },
      onUndeliverable: async (row, reason) => {
        handed.push(`${row.id}: ${reason}`);
        const doc = await store.load(`outbox/${row.id}`);
        await store.commit({ at: now(), changes: [{ key: `outbox/${row.id}`, expect: doc!.version, value: null }] });
      },
    });
    await courier!.drain(60_000);
    expect(handed.toSorted()).toEqual(["blocked: blocked", "nowhere: there is no chat to reach it by"]);
    expect((await store.stats()).documents["outbox"]).toBe(0);
  });

  it("tries the handing over again when it fails", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" });
    let tries = 0;
    const { alarms } = begin(store, {
      resolve: async () => null,
      onUndeliverable: async (row) => {
        tries += 1;
        if (tries < 3) throw new Error("conflict");
        const doc = await store.load(`outbox/${row.id}`);
        await store.commit({ at: now(), changes: [{ key: `outbox/${row.id}`, expect: doc!.version, value: null }] });
      },
    });
    await until(async () => (await rowOf(store, "a")) === undefined);
    expect(tries).toBe(3);
    expect(alarms).toEqual(["undeliverableNotHandled", "undeliverableNotHandled"]);
    expect(await rowOf(store, "a")).toBeUndefined();
  });

  it("cuts a long text, brings the parts in order, and finds its lead by each of them", async () => {
    const store = await memoryStore();
    const lines = Array.from({ length: 30 }, (_, n) => `第${n}行字字字字字`);
    await put(store, { id: "a", params: { text: lines.join("\n") }, lead: "2026-0001" });
    const { sent } = begin(store, {
      answer: (_, nth) =>
        nth === 2 ? { kind: "later", retryAfterMs: 100, reason: "429" } : { kind: "sent", messageId: String(nth) },
    });
    await until(async () => (await rowOf(store, "a")) === undefined);
    const taken = sent.filter((_, at) => at !== 1).map(({ text }) => text);
    expect(taken.join("\n")).toBe(lines.join("\n"));
    expect(await store.query("sent", { where: { lead: "2026-0001" }, limit: 9 })).toHaveLength(taken.length);
  });

  it("leaves out what was withdrawn while it waited", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" }, { id: "b" });
    const first = Promise.withResolvers<SendOutcome>();
    const { sent } = begin(store, {
      answer: (_, nth) => (nth === 1 ? first.promise : { kind: "sent", messageId: "2" }),
    });
    await until(() => sent.length > 0);
    await store.commit({ at: now(), changes: [{ key: "outbox/b", expect: 1, value: null }] });
    first.resolve({ kind: "sent", messageId: "1" });
    await courier!.drain(60_000);
    expect(sent.map(({ text }) => text)).toEqual(["a"]);
  });

  it("records what was sent also when the disk fails at that moment, and does not send it twice", async () => {
    const disk = createMemoryDisk();
    const store = await openStore({ ...quiet, folder: "/s", io: disk.io });
    await put(store, { id: "a" });
    const { sent } = begin(store, {
      answer: () => {
        let failures = 3;
        disk.onOperation = ({ name }) => {
          if (name === "datasync" && (failures -= 1) >= 0) throw systemError("ENOSPC");
        };
        return { kind: "sent", messageId: "1" };
      },
    });
    await until(async () => (await rowOf(store, "a")) === undefined);
    expect(sent).toHaveLength(1);
    expect(await rowOf(store, "a")).toBeUndefined();
  });

  it("keeps to twenty a minute in a group while another chat is served", async () => {
    const store = await memoryStore();
    await put(
      store,
      ...Array.from({ length: 45 }, (_, n) => ({ id: `g${String(n).padStart(2, "0")}`, to: { group: "g" } })),
      { id: "p", to: person("p") },
    );
    const { sent } = begin(store, { capabilities: { perGroupPerMinute: 20 } });
    expect(await courier!.drain(600_000)).toBe(true);
    const times = sent.filter(({ chat }) => chat === "g").map(({ at }) => at);
    expect(times).toHaveLength(45);
    // The clock of this test is coarse: a millisecond on the wall is a second in it.
    for (const time of times)
      expect(times.filter((other) => other >= time && other < time + 55_000).length).toBeLessThanOrEqual(20);
    expect(sent.findIndex(({ chat }) => chat === "p")).toBeLessThan(30);
  });

  it("stops: finishes what is under way and begins nothing new", async () => {
    const store = await memoryStore();
    await put(store, { id: "a" }, { id: "b" });
    const first = Promise.withResolvers<SendOutcome>();
    const { sent, courier: own } = begin(store, { answer: () => first.promise });
    await until(() => sent.length > 0);
    const stopped = own.stop();
    first.resolve({ kind: "sent", messageId: "1" });
    await stopped;
    expect(sent).toHaveLength(1);
    expect(await rowOf(store, "a")).toBeUndefined();
    expect(await rowOf(store, "b")).toMatchObject({ state: "pending" });
  });

  it("brings a burst of 5,000 to 500 chats, each once and in order", async () => {
    const store = await openStore({ ...quiet, folder: null, validate: false });
    for (let block = 0; block < 50; block += 1) {
      await put(
        store,
        ...Array.from({ length: 100 }, (_, n) => ({
          id: `b${String(block * 100 + n).padStart(5, "0")}`,
          to: person(`p${n * 5 + (block % 5)}`),
        })),
      );
    }
    const { sent } = begin(store);
    expect(await courier!.drain(20_000_000)).toBe(true);
    expect(new Set(sent.map(({ text }) => text)).size).toBe(5_000);
    expect(sent).toHaveLength(5_000);
    for (const chat of ["p0", "p251"]) {
      const own = sent.filter((message) => message.chat === chat).map(({ text }) => text);
      expect(own).toEqual(own.toSorted());
    }
  });
});
