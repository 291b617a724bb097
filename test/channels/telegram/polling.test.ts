// The long poll: what is confirmed and when, and how it comes back from every trouble.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { usual } from "../../../src/channels/telegram/channel.ts";
import { createTaking } from "../../../src/channels/telegram/taking.ts";
import type { IncomingMessage } from "../../../src/turn/message.ts";
import type { BotApi } from "../../platforms/botApi.ts";
import { setUp, tearDown } from "./setup.ts";

afterEach(tearDown);

const failing = (name: string): Error => Object.assign(new Error("words of a person"), { name });

/** A receive that holds what it is told to hold until it is let go. */
function holding(held: (message: IncomingMessage) => boolean) {
  const waiting: (() => void)[] = [];
  return {
    receive: (message: IncomingMessage) =>
      held(message) ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve(),
    waiting: () => waiting.length,
    letGo: () => waiting.splice(0).forEach((go) => go()),
  };
}

describe("what is confirmed", () => {
  it("confirms an update only after it is on disk", async () => {
    const hold = holding(() => true);
    const t = await setUp({ receive: hold.receive });
    const { update } = t.api.say(-100, 7, "欠钱不还怎么办");
    await t.until(() => hold.waiting() === 1);
    await pause(400);
    expect(t.api.waiting()).toEqual([update]);
    hold.letGo();
    await t.until(() => t.api.waiting().length === 0);
    expect(t.received.map((m) => m.messageId)).toEqual([String(update)]);
  });

  it("takes other chats while one chat waits, and confirms nothing behind the one that is not taken", async () => {
    const hold = holding((m) => m.chat.id === "-1");
    const ids: number[] = [];
    const said = [-2, -1, -2] as const;
    const before = (api: BotApi): void => {
      for (const [n, chat] of said.entries()) ids.push(api.say(chat, 7, "abc".charAt(n)).update);
    };
    const t = await setUp({ receive: hold.receive, before });
    const [first, second, third] = ids;
    await t.until(() => t.received.length === 2 && t.api.confirmed() === second);
    // What comes while one waits is fetched too, and once only.
    t.api.say(-3, 8, "d");
    await t.until(() => t.received.length === 3);
    await pause(600);
    expect(t.received.map((m) => m.text)).toEqual(["a", "c", "d"]);
    expect(t.api.waiting()).toEqual([second, third, (third ?? 0) + 1]);
    expect(first).toBe((second ?? 0) - 1);
    hold.letGo();
    await t.until(() => t.api.waiting().length === 0);
    expect(t.received.map((m) => m.text)).toEqual(["a", "c", "d", "b"]);
  });

  it("keeps the order within a chat and takes chats at the same time", async () => {
    let under = 0;
    let most = 0;
    const t = await setUp({
      receive: async () => {
        most = Math.max(most, ++under);
        await pause(5);
        under--;
      },
      before: (api) => {
        for (let n = 0; n < 60; n++) api.say(-1 - (n % 6), 7, String(n));
      },
    });
    await t.until(() => t.received.length === 60);
    for (let chat = 1; chat <= 6; chat++) {
      const own = t.received.filter((m) => m.chat.id === String(-chat)).map((m) => Number(m.text));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    expect(most).toBe(6);
  });

  it("tries a message that was not taken again until it is, and tells the operator that the disk fails", async () => {
    let times = 0;
    const t = await setUp({
      receive: async () => {
        if (++times <= 9) throw failing("StoreUnavailable");
      },
    });
    t.api.say(-1, 7, "钱");
    await t.until(() => t.received.length === 1);
    expect(times).toBe(10);
    expect(t.alarmed("telegram-store")).toBe(1);
    expect(t.alarmed("telegram-poison")).toBe(0);
    expect(t.waits).toEqual(expect.arrayContaining([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]));
  });

  it("skips a message that fails by itself five times, names it by its number alone, and goes on", async () => {
    const t = await setUp({
      receive: async (m) => {
        if (m.text === "毒") throw failing("TypeError");
      },
    });
    const { update } = t.api.say(-1, 7, "毒");
    t.api.say(-1, 7, "好");
    await t.until(() => t.received.length === 1);
    expect(t.received[0]?.text).toBe("好");
    expect(t.alarms.filter((a) => a.event === "telegram-poison").map((a) => a.detail)).toEqual([
      { update, kind: "TypeError" },
    ]);
    expect(JSON.stringify([t.alarms, t.logged])).not.toMatch(/毒|words of a person/);
    await t.until(() => t.api.waiting().length === 0);
  });

  it("never skips a message because the bot is stopping", async () => {
    let times = 0;
    const t = await setUp({
      receive: async () => {
        times++;
        throw failing("Stopping");
      },
    });
    t.api.say(-1, 7, "在吗");
    await t.until(() => times > 8);
    await t.channel.stop();
    expect(t.api.waiting()).toHaveLength(1);
    expect(t.alarms).toEqual([]);
  });

  it("on stop, ends the poll at once, waits for what is under way, and confirms it", async () => {
    const hold = holding(() => true);
    const t = await setUp({ receive: hold.receive });
    t.api.say(-1, 7, "a");
    await t.until(() => hold.waiting() === 1);
    let stopped = false;
    const stopping = t.channel.stop().then(() => (stopped = true));
    await pause(50);
    expect(stopped).toBe(false);
    hold.letGo();
    await stopping;
    expect(t.received).toHaveLength(1);
    expect(t.api.waiting()).toEqual([]);
    // What is still in the outbox may go out after that.
    expect(
      await t.channel.send({ chat: { kind: "group", id: "-1" }, text: "好", buttons: [], files: [] }),
    ).toMatchObject({ kind: "sent" });
  });

  it("stops within a moment when nothing happens", async () => {
    const t = await setUp();
    await t.until(() => t.api.polling());
    const begun = Date.now();
    await t.channel.stop();
    expect(Date.now() - begun).toBeLessThan(500);
  });
});

describe("trouble", () => {
  it("says once that another process polls, and goes on trying", async () => {
    const t = await setUp({
      before: (api) =>
        api.fail(
          "getUpdates",
          ...Array.from({ length: 6 }, () => ({
            code: 409,
            description: "Conflict: terminated by other getUpdates request",
          })),
        ),
    });
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.alarmed("telegram-conflict")).toBe(1);
    expect(t.waits.filter((ms) => ms >= 3_000).length).toBeGreaterThanOrEqual(6);
  });

  it("two bots on one token: both alarm, neither dies, nothing is lost", async () => {
    const first = await setUp();
    const second = await setUp({ api: first.api });
    for (let n = 0; n < 5; n++) first.api.say(-1, 7, String(n));
    const heard = () => new Set([...first.received, ...second.received].map((m) => m.messageId)).size;
    await first.until(() => heard() === 5);
    await first.until(() => first.alarmed("telegram-conflict") + second.alarmed("telegram-conflict") >= 1);
  });

  it("takes away a webhook that keeps the messages from it, and says so", async () => {
    const t = await setUp({
      before: (api) =>
        api.fail("getUpdates", {
          code: 409,
          description: "Conflict: can't use getUpdates method while webhook is active",
        }),
    });
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.alarmed("telegram-webhook")).toBe(1);
    expect(t.api.callsOf("deleteWebhook").map((c) => c.payload)).toEqual([{}]);
  });

  it("a refused token: starts, says it clearly and once, keeps trying slowly, and hears again when it is accepted", async () => {
    const t = await setUp({ before: (api) => api.fail("getMe", { code: 401 }, { code: 401 }, { code: 401 }) });
    expect(t.alarms.map((a) => a.event)).toEqual(["telegram-token"]);
    expect(t.alarms[0]?.sentence).toContain("TELEGRAM_TOKEN");
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.waits.filter((ms) => ms === 60_000)).toHaveLength(3);
    expect(t.alarmed("telegram-token")).toBe(1);
  });

  it("a token revoked while it runs does not leave it silently deaf", async () => {
    const t = await setUp();
    t.api.fail("getUpdates", { code: 401 }, { code: 401 });
    await t.next(() => t.api.say(-1, 7, "a"));
    await t.next(() => t.api.say(-1, 7, "b"));
    expect(t.alarmed("telegram-token")).toBe(1);
  });

  it("waits as long as Telegram asks", async () => {
    const t = await setUp({ before: (api) => api.fail("getUpdates", { code: 429, parameters: { retry_after: 17 } }) });
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.waits).toContain(17_000);
  });

  it("comes back after broken connections, server errors and proxies' pages, with growing pauses and one alarm", async () => {
    const t = await setUp({
      before: (api) =>
        api.fail(
          "getUpdates",
          "resetBefore",
          { code: 502 },
          { page: 502 },
          "resetBody",
          "resetAfter",
          { page: 200 },
          { code: 500 },
        ),
    });
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.alarmed("telegram-network")).toBe(1);
    expect(t.waits.filter((ms) => ms >= 1_000)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
    expect(t.logged.filter((l) => l.event === "telegram-back")).toEqual([
      { event: "telegram-back", detail: { failures: 7 } },
    ]);
  });

  it("finds a connection that is dead without a word", async () => {
    const t = await setUp({
      timing: { pollSeconds: 0.2, answerSeconds: 0.3 },
      before: (api) => api.fail("getUpdates", "mute"),
    });
    const begun = Date.now();
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(Date.now() - begun).toBeLessThan(1_500);
  });

  it("by default finds it within 90 seconds", () => {
    expect(usual.pollSeconds + usual.answerSeconds + 60 / 4).toBeLessThanOrEqual(90);
  });

  it("starts while the server cannot be reached, and gives no link to nowhere", async () => {
    const t = await setUp({ before: (api) => api.fail("getMe", "resetBefore") });
    expect(["", "https://t.me/fengqiao_bot?start=x"]).toContain(t.channel.privateLink?.("x"));
    await t.next(() => t.api.say(-1, 7, "在吗"));
    expect(t.channel.privateLink?.("x")).toBe("https://t.me/fengqiao_bot?start=x");
  });

  it("never writes the token anywhere", async () => {
    const t = await setUp({
      before: (api) => api.fail("getUpdates", "resetBefore", { page: 200 }, { code: 500 }, { code: 401 }),
    });
    await t.next(() => t.api.say(-1, 7, "在吗"));
    t.api.fail("sendMessage", "resetAfter", { code: 400, description: "Bad Request" });
    const message = { chat: { kind: "group" as const, id: "-1" }, text: "好", buttons: [], files: [] };
    const outcomes = [await t.channel.send(message), await t.channel.send(message)];
    expect(JSON.stringify([t.alarms, t.logged, outcomes])).not.toContain("must-not-leak");
  });
});

describe("a message that takes too long", () => {
  it("is told after a minute, and nothing is confirmed or skipped for that", async () => {
    vi.useFakeTimers();
    try {
      const told: [string, unknown][] = [];
      const taking = createTaking({
        take: () => new Promise(() => {}),
        tell: (trouble, detail) => told.push([trouble, detail]),
        log: () => undefined,
        timing: { ...usual, now: () => 0 },
        stopping: new AbortController().signal,
      });
      taking.offer([{ update_id: 5 }], undefined);
      await vi.advanceTimersByTimeAsync(59_000);
      expect(told).toEqual([]);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(told).toEqual([["telegram-stuck", { update: 5 }]]);
      expect([taking.offset(), taking.size()]).toEqual([5, 1]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("privacy mode", () => {
  it("says at start what it hides and how to switch it off", async () => {
    const t = await setUp({ readsAll: false });
    expect(t.alarmed("telegram-privacy")).toBe(1);
    expect(t.alarms[0]?.sentence).toMatch(/不@机器人的话它看不到.*BotFather.*重新拉进/su);
  });

  it("says nothing where everything is heard", async () => {
    expect((await setUp({ readsAll: true })).alarms).toEqual([]);
  });
});
