// Nobody is booked twice, whoever presses when: two engines over one store, every commit delayed and some refused by chance.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { OutboxRow, Visit } from "../../src/turn/documents.ts";
import { createEngine } from "../../src/turn/engine.ts";
import { incomingMessageSchema } from "../../src/turn/message.ts";
import { Conflict, type Store } from "../../src/turn/ports.ts";
import { seeded } from "../faults/killVillage.ts";
import { everyDoc, groupDoc, instant } from "../stories/driver.ts";

const loaded = loadContent();
const sample = loaded.content.directory;
const hours = { days: [1, 5], times: ["09:00", "09:30", "10:30"] };
/** Two judges who share one room; their hours overlap by half. */
const content = {
  ...loaded.content,
  directory: {
    ...sample,
    shared_courtrooms: sample.shared_courtrooms.map((r) => ({ ...r, slots: [hours], closed: [] })),
    remote_slots: ["J02", "J03"].map((who) => ({ who, ...hours })),
  },
};

const people = [
  { who: "resident-li", place: "柳树村" },
  { who: "grid-wang", place: "柳树村" },
  { who: "resident-sun", place: "河东村" },
  { who: "grid-li", place: "河东村" },
] as const;

/** Commits wait a turn or several of the event loop, and now and then are refused for nothing. */
function troubled(store: Store, random: () => number): Store {
  return {
    ...store,
    async load(key) {
      await new Promise((r) => setImmediate(r));
      return store.load(key);
    },
    async commit(turn) {
      for (let n = Math.floor(random() * 4); n > 0; n--) await new Promise((r) => setImmediate(r));
      if (random() < 0.15) throw new Conflict("visit/refused");
      return store.commit(turn);
    },
  };
}

async function village(chance: number) {
  const now = instant("2026-11-24T10:00");
  const random = seeded(chance);
  const store = await openStore({
    folder: null,
    alarm: () => undefined,
    onWarning: () => undefined,
    now: () => now,
    validate: true,
  });
  await store.commit({
    at: now,
    changes: [{ key: "group/room:group", expect: 0, value: groupDoc("room", "group", ["p01"]) }],
  });
  let number = 0;
  const make = () =>
    createEngine({
      store: troubled(store, random),
      content,
      settings: {
        platforms: { room: { writesFirst: true, privateLink: false } },
        intakeAllowed: () => true,
        composes: false,
        transcribes: false,
        keepsFiles: false,
        readsPhotos: false,
      },
      understand: loaded.understand,
      now: () => now,
      secret: () => `secret-${number++}`,
      alarm: () => undefined,
    });
  const engines = [make(), make()];
  const say = (who: string, text: string, by = 0): Promise<unknown> =>
    (engines[by % engines.length] ?? make()).take(
      incomingMessageSchema.parse({
        platform: "room",
        messageId: `m${number++}`,
        chat: { kind: "private", id: who },
        person: { id: who, name: who },
        text,
        addressed: true,
        sentAt: now,
      }),
    );
  const told = async (who: string): Promise<string[]> =>
    (await everyDoc<OutboxRow>(store, "outbox"))
      .filter(({ value }) => "person" in value.to && value.to.person === `room:${who}`)
      .map(({ value }) => value.notice);
  return { store, say, told };
}

/** Every half hour of a judge and of a room belongs to one meeting, and each meeting has all of its own. */
async function booked(store: Store): Promise<Map<string, Visit>> {
  const docs = await everyDoc<Visit>(store, "visit");
  const byMeeting = new Map<string, Visit>();
  for (const { value } of docs) byMeeting.set(`${value.id} ${value.person}`, value);
  const all = [...byMeeting.values()];
  for (const a of all)
    for (const b of all) {
      if (a === b || Math.abs(a.at - b.at) >= 3_600_000) continue;
      expect([a.judge, a.room], `${a.person} and ${b.person}`).not.toContain(b.judge);
      if (a.room !== null) expect(b.room).not.toBe(a.room);
    }
  for (const visit of all)
    expect(docs.filter((d) => d.value.id === visit.id && d.value.person === visit.person)).toHaveLength(
      visit.room === null ? 2 : 4,
    );
  return byMeeting;
}

const choice = fc.record({ pick: fc.integer({ min: 1, max: 4 }), by: fc.nat(1) });

describe("booking at the same instant", () => {
  it(
    "never gives a judge or a room twice, and tells each either that it is held or that it is gone",
    { timeout: 110_000 },
    () =>
      fc.assert(
        fc.asyncProperty(fc.tuple(choice, choice, choice, choice), fc.nat(), async (choices, chance) => {
          const { store, say, told } = await village(chance);
          try {
            // Judges of two villages, one room: all are offered its hours.
            for (const { who, place } of people) {
              await say(who, `${place}的，想去柳树村共享法庭`);
              await say(who, "去柳树村共享法庭");
            }
            await Promise.all(people.map(({ who }, n) => say(who, String(choices[n]?.pick), choices[n]?.by)));
            const meetings = await booked(store);
            for (const { who } of people) {
              const notices = await told(who);
              const held = notices.filter((n) => n === "visitHeld").length;
              const gone = notices.filter((n) => n === "visitTaken").length;
              expect(held + gone, `${who}: ${notices.join(" ")}`).toBe(1);
              expect([...meetings.values()].filter((v) => v.person === `room:${who}`)).toHaveLength(held);
            }
            expect(meetings.size).toBeGreaterThan(0);
          } finally {
            await store.close();
          }
        }),
        { seed: 20_261_124, numRuns: 60 },
      ),
  );
});
