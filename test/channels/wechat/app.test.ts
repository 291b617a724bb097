// The whole app behind WeChat, before somebody who is no contact of the bot: asked to be one, called in the group, nothing lost.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { loadContent } from "../../../src/content.ts";
import { openStore } from "../../../src/store/lowdb/open.ts";
import { groupDoc } from "../../stories/driver.ts";
import { deliver, openWechat, until } from "./wechat.ts";

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
}, 40_000);

it("asks for the contact of who reports in a group and is none, and calls them there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-wechat-app-"));
  const wechat = await openWechat();
  ends.push(() => Promise.all([folder, wechat.data].map((path) => rm(path, { recursive: true, force: true }))));
  const loaded = loadContent({});
  const alarm = (): void => undefined;
  const store = await openStore({ folder, alarm, onWarning: () => undefined, now: Date.now, validate: true });
  const id = "wechat:room-1@chatroom";
  const value = { ...groupDoc("wechat", "room-1@chatroom", ["p01"]), id };
  await store.commit({ at: Date.now(), changes: [{ key: `group/${id}`, expect: 0, value }] });
  const app = createApp({
    store,
    channels: [wechat.channel],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
  ends.push(() => app.stop(500));
  wechat.login();
  const asked: string[] = [];
  wechat.puppet().friendshipAdd = async (contact: string) => void asked.push(contact);
  deliver(wechat, {
    talkerId: "mary-id",
    roomId: "room-1@chatroom",
    text: "@小枫\u2005登记 去年5月老赵借了我两万六一直不还，有借条",
  });
  await until("the call in the group", () => wechat.sent.some(([, text]) => text.includes("加我好友")), 25_000);
  await until("the request", () => asked.length > 0);
  expect(asked).toEqual(["mary-id"]);
  expect((await store.query("draft", { limit: 5 })).length).toBe(1);
  expect(wechat.sent.map(([, text]) => text).join()).not.toContain("老赵");
}, 40_000);
