// What is set for the very moment in which it rings: two disputes of one message, taken one after the other by a clock that stands.
import { expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { Draft } from "../../src/leads/lead.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import { createEngine } from "../../src/turn/engine.ts";
import { everyDoc, groupDoc, instant } from "../stories/driver.ts";

const loaded = loadContent();

it("rings twice in one millisecond, and what was told is taken down", async () => {
  let now = instant("2026-11-24T10:00");
  const store = await openStore({
    folder: null,
    alarm: () => undefined,
    onWarning: () => undefined,
    now: () => now,
    validate: true,
  });
  const place = loaded.content.directory.places[0]?.id ?? "";
  await store.commit({
    at: now,
    changes: [{ key: "group/room:group", expect: 0, value: groupDoc("room", "group", [place]) }],
  });
  const engine = createEngine({
    store,
    content: loaded.content,
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
    secret: () => "secret",
    alarm: () => undefined,
  });
  await engine.take({
    platform: "room",
    messageId: "m1",
    event: "message",
    chat: { kind: "private", id: "resident-li", title: "" },
    person: { id: "resident-li", name: "", bot: false },
    text: "登记两件事。第一件，隔壁老周把我家过道堵了。第二件，老板欠我三个月工资不给",
    addressed: true,
    attachments: [],
    sentAt: now,
  });
  // The clock moves on to each timer's own moment and no further.
  for (let due = await store.nextDue("timer"); due !== null && due < instant("2026-11-24T10:01"); ) {
    now = Math.max(now, due);
    await engine.ring();
    due = await store.nextDue("timer");
  }
  const drafts = await everyDoc<Draft>(store, "draft");
  expect([drafts.length, drafts.filter((d) => d.value.waits).length]).toEqual([2, 1]);
  await store.close();
});
