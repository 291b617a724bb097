import { types } from "wechaty-puppet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../../../src/turn/message.ts";
import { deliver, openWechat, type People, until, type Wechat } from "./wechat.ts";

let wechat: Wechat;
let people: People;
beforeEach(async () => {
  wechat = await openWechat();
  await wechat.start();
  people = wechat.login();
});
afterEach(() => wechat.stop());

const toGroup = (text: string): OutgoingMessage => ({
  chat: { kind: "group", id: "room-1@chatroom" },
  text,
  buttons: [],
  files: [],
});
const toPerson = (id: string, text: string): OutgoingMessage => ({
  chat: { kind: "private", id },
  text,
  buttons: [],
  files: [],
});

describe("writing to WeChat", () => {
  it("sends to groups and contacts, and does not hear itself", async () => {
    expect(await wechat.channel.send(toGroup("绑定好了"))).toMatchObject({ kind: "sent" });
    expect(await wechat.channel.send(toPerson("mike-id", "您好"))).toMatchObject({ kind: "sent" });
    expect(wechat.sent).toEqual([
      ["room-1@chatroom", "绑定好了"],
      ["mike-id", "您好"],
    ]);
    expect(wechat.received).toEqual([]);
  });

  it("sends files after the words", async () => {
    const heard: string[] = [];
    people.mike.on(
      "message",
      (m) => void heard.push(m.type() === types.Message.Text ? (m.text() ?? "") : `file ${m.type()}`),
    );
    const file = { name: "告知书.png", mime: "image/png", bytes: new TextEncoder().encode("告知书") };
    expect(await wechat.channel.send({ ...toPerson("mike-id", "这是告知书"), files: [file] })).toMatchObject({
      kind: "sent",
    });
    expect(heard).toEqual(["这是告知书", "file 6"]);
  });

  it("cannot reach strangers, people who are no contact, and groups that are gone", async () => {
    expect(await wechat.channel.send(toPerson("nobody", "您好"))).toMatchObject({ kind: "unreachable" });
    expect(await wechat.channel.send(toPerson("mary-id", "您好"))).toMatchObject({ kind: "unreachable" });
    expect(
      await wechat.channel.send({ ...toGroup("好"), chat: { kind: "group", id: "room-9@chatroom" } }),
    ).toMatchObject({ kind: "unreachable" });
    expect(wechat.sent).toEqual([]);
  });

  it("waits right after a login before it calls anybody unreachable", async () => {
    await wechat.stop();
    wechat = await openWechat({ times: { settleMs: 60_000 } });
    await wechat.start();
    wechat.login();
    expect(await wechat.channel.send(toPerson("nobody", "您好"))).toMatchObject({ kind: "later" });
  });

  it("waits while it is not logged in", async () => {
    await wechat.puppet().logout("kicked");
    expect(await wechat.channel.send(toGroup("好"))).toMatchObject({ kind: "later" });
    await wechat.stop();
    expect(await wechat.channel.send(toGroup("好"))).toMatchObject({ kind: "later" });
  });

  it("finds out at once that a message was refused, and writes again once they talk", async () => {
    const send = wechat.puppet().messageSendText.bind(wechat.puppet());
    wechat.puppet().messageSendText = async (chat: string, text: string) => {
      await send(chat, text);
      deliver(wechat, { talkerId: "mike-id", type: 0, text: "消息已发出，但被对方拒收了。" });
    };
    expect(await wechat.channel.send(toPerson("mike-id", "您有新线索"))).toMatchObject({ kind: "unreachable" });
    wechat.puppet().messageSendText = send;
    expect(await wechat.channel.send(toPerson("mike-id", "您有新线索"))).toMatchObject({ kind: "unreachable" });
    people.mike.say("我又能收了").to(people.me);
    await until("heard", () => wechat.said().length === 1);
    expect(await wechat.channel.send(toPerson("mike-id", "您有新线索"))).toMatchObject({ kind: "sent" });
  });

  it("says of each failure what is known of it", async () => {
    const fail = async (message: string) => {
      wechat.puppet().messageSendText = () => Promise.reject(new Error(message));
      return (await wechat.channel.send(toGroup("好"))).kind;
    };
    expect(await fail("socket hang up")).toBe("unknown");
    expect(await fail("connect ECONNREFUSED 1.2.3.4")).toBe("later");
    expect(await fail("not logged in")).toBe("later");
    expect(await fail("发送消息过于频繁，请稍后再试")).toBe("later");
    expect(wechat.alarms).toContain("wechat-too-fast");
  });

  it("slows down when WeChat says so, everywhere; when a person writes it, only there", async () => {
    deliver(wechat, {
      talkerId: "mike-id",
      roomId: "room-1@chatroom",
      type: 7,
      text: "发送消息过于频繁，可稍后再试。",
    });
    await until("the alarm", () => wechat.alarms.includes("wechat-too-fast"));
    expect(await wechat.channel.send(toGroup("好"))).toMatchObject({ kind: "later" });
    expect(await wechat.channel.send(toPerson("mike-id", "好"))).toMatchObject({ kind: "sent" });
    deliver(wechat, { talkerId: "bot-id", roomId: "room-1@chatroom", type: 0, text: "发送消息过于频繁，可稍后再试。" });
    await until("the second alarm", () => wechat.alarms.length === 2);
    expect(await wechat.channel.send(toPerson("mike-id", "好"))).toMatchObject({ kind: "later" });
    expect(wechat.received).toEqual([]);
  });
});

const befriend = async (type: number, contactId: string, id: string): Promise<string[]> => {
  const accepted: string[] = [];
  const puppet = wechat.puppet();
  puppet.friendshipAccept = async (friendshipId: string) => void accepted.push(friendshipId);
  puppet.friendshipRawPayload = async () => ({ id, contactId, type, hello: "我是小红", timestamp: 1, ticket: "t" });
  puppet.emit("friendship", { friendshipId: id });
  return accepted;
};

describe("becoming contacts", () => {
  it("accepts whoever asks, and tells once that the private chat is open", async () => {
    const accepted = await befriend(2, "mary-id", "f1");
    await until("opened", () => wechat.received.length === 1);
    expect(accepted).toEqual(["f1"]);
    deliver(wechat, { talkerId: "mary-id", text: "你已添加了小红，现在可以开始聊天了。" });
    await befriend(1, "mary-id", "f2");
    await until("the notice", () => wechat.logs.some((l) => l.includes("befriended")));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(wechat.received).toMatchObject([
      { event: "opened", chat: { kind: "private", id: "mary-id" }, person: { id: "mary-id", name: "小红" } },
    ]);
  });

  it("tells that a person accepted its own request", async () => {
    deliver(wechat, { talkerId: "mike-id", text: "我通过了你的朋友验证请求，现在我们可以开始聊天了" });
    await until("opened", () => wechat.received.length === 1);
    expect(wechat.received[0]).toMatchObject({ event: "opened", person: { id: "mike-id" } });
  });

  it("alarms when a request cannot be accepted", async () => {
    await befriend(2, "mary-id", "f1");
    await until("first", () => wechat.received.length === 1);
    wechat.puppet().friendshipAccept = () => Promise.reject(new Error("expired"));
    wechat.puppet().friendshipRawPayload = async () => ({
      id: "f9",
      contactId: "mike-id",
      type: 2,
      timestamp: 1,
      ticket: "t",
    });
    wechat.puppet().emit("friendship", { friendshipId: "f9" });
    await until("the alarm", () => wechat.alarms.includes("wechat-accept-failed"));
  });

  it("asks to become a contact once a day and person, politely, and says when it cannot", async () => {
    const asked: [string, unknown][] = [];
    wechat.puppet().friendshipAdd = async (id: string, options: unknown) => void asked.push([id, options]);
    expect(await wechat.channel.requestContact?.("mary-id", "room-1@chatroom")).toBe(true);
    expect(await wechat.channel.requestContact?.("mary-id", "room-1@chatroom")).toBe(false);
    expect(await wechat.channel.requestContact?.("mike-id", "room-1@chatroom")).toBe(false);
    expect(await wechat.channel.requestContact?.("nobody", "room-1@chatroom")).toBe(false);
    expect(asked).toMatchObject([
      ["mary-id", { roomId: "room-1@chatroom", hello: expect.stringContaining("您好") as string }],
    ]);
    wechat.mocker().createContact({ id: "lily-id", name: "小丽", friend: false });
    wechat.puppet().friendshipAdd = () => Promise.reject(new Error("unsupported"));
    expect(await wechat.channel.requestContact?.("lily-id", "room-1@chatroom")).toBe(false);
  });
});
