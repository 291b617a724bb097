// The whole app behind the Telegram channel: what is on disk is confirmed, what was confirmed is not asked for again.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import { loadContent } from "../../../src/content.ts";
import { openStore } from "../../../src/store/lowdb/open.ts";
import { type BotApi, startBotApi } from "../../platforms/botApi.ts";
import { groupDoc } from "../../stories/driver.ts";

const loaded = loadContent(process.env["STORY_INTENTS"] ? { intents: process.env["STORY_INTENTS"] } : {});
const group = -100;
const resident = 7;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "fengqiao-telegram-"));
  ends.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function server(): Promise<BotApi> {
  const api = await startBotApi();
  ends.push(() => api.close());
  return api;
}

/** A bot in a group of 柳树村, on this folder. */
async function bot(api: BotApi, data: string) {
  const alarms: string[] = [];
  const alarm = (event: string): void => void alarms.push(event);
  const store = await openStore({ folder: data, alarm, onWarning: () => undefined, now: Date.now, validate: true });
  if (!(await store.load(`group/telegram:${group}`))) {
    const value = groupDoc("telegram", String(group), ["p01"]);
    await store.commit({ at: Date.now(), changes: [{ key: `group/telegram:${group}`, expect: 0, value }] });
  }
  const channel = createTelegramChannel({ token: api.token, apiRoot: api.root, alarm, log: () => undefined });
  const app = createApp({
    store,
    channels: [channel],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await app.stop(2_000);
    running = false;
  };
  ends.push(stop);
  return { alarms, store, stop };
}

const question = "@fengqiao_bot 借钱没写利息，能要利息吗？";

describe("the app on Telegram", () => {
  it("answers a question in the group, under the question, and confirms it", async () => {
    const api = await server();
    await bot(api, await folder());
    const { message, update } = api.say(group, resident, question);
    await api.until(() => api.sentTo(group).length === 1);
    const [answer] = api.sentTo(group);
    expect(answer?.replyTo).toBe(message["message_id"]);
    expect(answer?.text).toMatch(/依据：《民法典》/u);
    await api.until(() => api.confirmed() > update);
  });

  it("after a death between commit and confirmation, the message comes again and is dropped as a repeat", async () => {
    const api = await server();
    const data = await folder();
    const first = await bot(api, data);
    await api.until(() => api.polling());
    api.fail("getUpdates", ...Array.from({ length: 50 }, () => "resetBefore" as const));
    const { update } = api.say(group, resident, question);
    await api.until(() => api.sentTo(group).length === 1);
    await first.stop();
    // On disk and answered, but Telegram was never told.
    expect(api.waiting()).toEqual([update]);
    api.heal();
    const second = await bot(api, data);
    await api.until(() => api.waiting().length === 0);
    await second.stop();
    expect(api.sent).toHaveLength(1);
    expect(second.alarms).toEqual([]);
  });

  it("leads from the group to the private chat by a link, and goes on there with the draft in hand", async () => {
    const api = await server();
    await bot(api, await folder());
    api.closed.set(resident, "never");
    api.say(group, resident, "@fengqiao_bot 登记 我家和隔壁老李为宅基地的墙吵起来了，在柳树村");
    const link = (): string | undefined =>
      api
        .sentTo(group)
        .map((m) => /https:\/\/t\.me\/\S+/.exec(m.text)?.[0])
        .find(Boolean);
    await api.until(() => link() !== undefined, "a link in the group");
    api.say(resident, resident, `/start ${new URL(link() ?? "").searchParams.get("start")}`);
    await api.until(() => api.sentTo(resident).length > 0, "words in the private chat");
    expect(
      api
        .sentTo(resident)
        .map((m) => m.text)
        .join("\n"),
    ).toContain("松河县人民法院");
  });

  it("keeps a group's places when it becomes a supergroup, whoever tells of it first", async () => {
    const api = await server();
    const { store } = await bot(api, await folder());
    api.migrated.set(group, -100_200);
    // The answer runs into the migration before any update tells of it.
    api.say(group, resident, question);
    await api.until(() => api.sentTo(-100_200).length === 1);
    api.post(group, resident, { migrate_to_chat_id: -100_200 });
    api.post(-100_200, resident, { migrate_from_chat_id: group });
    api.say(-100_200, resident, question);
    await api.until(() => api.sentTo(-100_200).length === 2);
    expect((await store.load<{ places: string[]; chatId: string }>(`group/telegram:${group}`))?.value).toMatchObject({
      places: ["p01"],
      chatId: "-100200",
    });
    expect(await store.load("group/telegram:-100200")).toBeUndefined();
  });

  it("greets a group that it is added to, and says nothing more where it was thrown out", async () => {
    const api = await server();
    const { store } = await bot(api, await folder());
    api.membership(-300, 1_087_968_824, "left", "member");
    await api.until(() => api.sentTo(-300).length === 1);
    api.membership(-300, resident, "member", "kicked");
    await api.until(() => api.waiting().length === 0);
    expect((await store.load<{ member: boolean }>("group/telegram:-300"))?.value.member).toBe(false);
  });
});
