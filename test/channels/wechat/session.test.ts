import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { codeLink } from "../../../src/channels/wechat/login.ts";
import { deliver, openWechat, pause, until, type Wechat } from "./wechat.ts";

let wechat: Wechat;
afterEach(() => wechat.stop());

const restarts = (): number[] =>
  wechat.logs
    .filter((l) => l.startsWith("wechat-restart"))
    .map((l) => (JSON.parse(l.slice("wechat-restart ".length)) as { inMs: number }).inMs);

describe("the WeChat session", () => {
  it("shows the login code in the terminal and as a link, and calls the operator once", async () => {
    wechat = await openWechat({ times: { alarmEveryMs: 60_000 } });
    await wechat.start();
    const code = "https://login.weixin.qq.com/l/abc==";
    wechat.mocker().scan(code);
    wechat.mocker().scan(code);
    wechat.mocker().scan("https://login.weixin.qq.com/l/next==");
    await until("both codes", () => wechat.printed.length === 2);
    expect(wechat.printed[0]).toContain(codeLink(code));
    expect(wechat.printed[0]).toContain("https://wechaty.js.org/qrcode/https%3A%2F%2Flogin.weixin.qq.com");
    expect(wechat.printed[0]).toMatch(/█ ▄▄▄ █.*█ ▄▄▄ █/);
    expect(wechat.alarms).toEqual(["wechat-login-needed"]);
  });

  it("survives an error event, and goes on hearing", async () => {
    wechat = await openWechat();
    await wechat.start();
    const { mike, me } = wechat.login();
    wechat.puppet().emit("error", { data: "the socket broke" });
    mike.say("还在吗").to(me);
    await until("the message", () => wechat.said().length === 1);
    expect(wechat.alarms).toContain("wechat-error");
    expect(wechat.puppets).toHaveLength(1);
  });

  it("comes back after a logout that nothing follows, with an alarm", async () => {
    wechat = await openWechat();
    await wechat.start();
    wechat.login();
    await wechat.puppet().logout("在别处登录");
    await until("a new connection", () => wechat.puppets.length === 2);
    expect(wechat.alarms).toContain("wechat-logged-out");
    const { mike, me } = wechat.login();
    mike.say("回来了吗").to(me);
    await until("the message", () => wechat.said().length === 1);
  });

  it("waits for the scan, and does not restart, when a logout brings a new code", async () => {
    wechat = await openWechat();
    await wechat.start();
    wechat.login();
    await wechat.puppet().logout("手机退出");
    wechat.mocker().scan("https://login.weixin.qq.com/l/again==");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(wechat.puppets).toHaveLength(1);
  });

  it("restarts after a reset, further apart each time, and alarms", async () => {
    wechat = await openWechat({ times: { backoffMs: [20, 200] } });
    await wechat.start();
    for (let i = 1; i <= 5; i++) {
      await until("logged in", () => wechat.puppets.length === i);
      wechat.login();
      wechat.puppet().emit("reset", { data: "boom" });
      await until("restarted", () => wechat.puppets.length === i + 1);
    }
    const waits = restarts();
    expect(waits).toHaveLength(5);
    for (const [i, wait] of waits.entries()) {
      const full = Math.min(200, 20 * 2 ** i);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(full * 0.75));
      expect(wait).toBeLessThanOrEqual(Math.ceil(full * 1.25));
    }
    expect(wechat.alarms.filter((a) => a === "wechat-reset")).toHaveLength(5);
  });

  it("finds a mute session, and leaves alone one that still answers", async () => {
    wechat = await openWechat({ times: { muteMs: 150 } });
    await wechat.start();
    wechat.login();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(wechat.puppets).toHaveLength(1);
    wechat.puppet().ding = () => {};
    await until("a new connection", () => wechat.puppets.length === 2);
    expect(wechat.alarms).toContain("wechat-mute");
  });

  it("keeps trying when WeChat cannot be reached at the start", async () => {
    let starts = 0;
    const made = await openWechat();
    wechat = await openWechat({
      newPuppet: () => {
        throw new Error(`no network ${++starts}`);
      },
    });
    await wechat.start();
    await until("the third try", () => starts >= 3);
    expect(wechat.alarms).toContain("wechat-start-failed");
    await made.stop();
  });

  it("says which package to install when one is missing", async () => {
    wechat = await openWechat({ puppet: "wechaty-puppet-of-nobody", newPuppet: undefined as never });
    await expect(wechat.start()).rejects.toThrow(/npm install wechaty-puppet-of-nobody/);
  });

  it("takes a puppet by the name of its package", async () => {
    wechat = await openWechat({ newPuppet: undefined as never });
    await wechat.start();
    expect(wechat.alarms).toEqual([]);
  });

  it("never lets a handler's fault out, and goes on", async () => {
    wechat = await openWechat();
    await wechat.start();
    const { mike, me, room } = wechat.login();
    wechat.puppet().contactPayload = () => {
      throw new Error("the puppet is confused");
    };
    wechat.puppet().roomInvitationAccept = () => Promise.reject(new Error("no such invitation"));
    mike.say("一").to(room);
    wechat.puppet().emit("friendship", { friendshipId: "nonsense" });
    wechat.puppet().emit("room-invite", { roomInvitationId: "nonsense" });
    wechat.puppet().emit("message", { messageId: "no-such-message" });
    await until(
      "alarms",
      () => wechat.alarms.includes("wechat-handler-failed") && wechat.alarms.includes("wechat-unreadable"),
    );
    delete (wechat.puppet() as { contactPayload?: unknown }).contactPayload;
    mike.say("二").to(me);
    await until("the next message", () => wechat.said().some((m) => m.text === "二"));
  });
});

describe("messages that cannot be taken", () => {
  it("are tried again from memory until they go in, in their chat's order", async () => {
    let fails = 2;
    wechat = await openWechat();
    await wechat.start(() => (fails-- > 0 ? Promise.reject(new Error("ENOSPC")) : Promise.resolve()));
    const { mike, me } = wechat.login();
    mike.say("一").to(me);
    mike.say("二").to(me);
    await until("both", () => wechat.said().length === 2);
    expect(wechat.said().map((m) => m.text)).toEqual(["一", "二"]);
    expect(wechat.alarms).toEqual([]);
  });

  it("wait aside with an alarm, and are never dropped", async () => {
    let full = true;
    wechat = await openWechat();
    await wechat.start(() => (full ? Promise.reject(new Error("ENOSPC")) : Promise.resolve()));
    const { mike, me, room } = wechat.login();
    for (const text of ["一", "二", "三"]) mike.say(text).to(me);
    mike.say("群里的").to(room);
    await until("the alarm", () => wechat.alarms.filter((a) => a === "wechat-not-taken").length === 5);
    expect(wechat.received).toEqual([]);
    full = false;
    await until("all of them", () => wechat.said().length === 4);
    expect(
      wechat
        .said()
        .filter((m) => m.chat.kind === "private")
        .map((m) => m.text),
    ).toEqual(["一", "二", "三"]);
    await until("nothing kept", () => !existsSync(`${wechat.data}/wechat/not-taken.json`));
  });

  it("go in at the next start when the bot stops before", async () => {
    wechat = await openWechat();
    await wechat.start(() => Promise.reject(new Error("stopping")));
    const { mike, me } = wechat.login();
    mike.say("停机时的报告").to(me);
    await until("the message is in hand", () => wechat.logs.length > 0);
    await pause();
    await wechat.stop();
    expect(await readFile(`${wechat.data}/wechat/not-taken.json`, "utf8")).toContain("停机时的报告");
    wechat = await openWechat({ data: wechat.data });
    await wechat.start();
    await until("the message of before", () => wechat.said().some((m) => m.text === "停机时的报告"));
  });

  it("do not hold up other chats", async () => {
    wechat = await openWechat({ times: { retryMs: [200, 200] } });
    await wechat.start((m) => (m.chat.kind === "group" ? Promise.reject(new Error("poison")) : Promise.resolve()));
    const { mike, me, room } = wechat.login();
    mike.say("坏的").to(room);
    mike.say("好的").to(me);
    await until("the other chat", () => wechat.said().length === 1, 150);
  });

  it("are kept apart when what was kept cannot be read", async () => {
    const { mkdir, writeFile } = await import("node:fs/promises");
    wechat = await openWechat();
    await mkdir(`${wechat.data}/wechat`, { recursive: true });
    await writeFile(`${wechat.data}/wechat/not-taken.json`, "{broken");
    await writeFile(`${wechat.data}/wechat/state.json`, "{broken");
    await wechat.start();
    wechat.login();
    expect(wechat.alarms).toEqual(expect.arrayContaining(["wechat-kept-damaged", "wechat-state-damaged"]));
    deliver(wechat, { talkerId: "mike-id", text: "照常" });
    await until("the message", () => wechat.said().length === 1);
    expect((await stat(`${wechat.data}/wechat/not-taken.json.damaged`)).isFile()).toBe(true);
  });
});
