import { types } from "wechaty-puppet";
import { afterEach, describe, expect, it } from "vitest";
import { deliver, openWechat, type People, pause, until, type Wechat } from "./wechat.ts";

let wechat: Wechat;
let people: People;

async function open(options: Parameters<typeof openWechat>[0] = {}): Promise<void> {
  wechat = await openWechat(options);
  await wechat.start();
  people = wechat.login();
}

afterEach(() => wechat.stop());

const last = () => wechat.said().at(-1);

describe("hearing WeChat", () => {
  it("hands in a group message with its group, person, time and number", async () => {
    await open();
    people.mike.say("隔壁把路堵了").to(people.room);
    await until("the message", () => wechat.said().length === 1);
    const message = last();
    expect(message).toMatchObject({
      platform: "wechat",
      event: "message",
      chat: { kind: "group", id: "room-1@chatroom", title: "柳树村联络群" },
      person: { id: "mike-id", name: "小明", bot: false },
      text: "隔壁把路堵了",
      addressed: false,
    });
    expect(message?.replyId).toBe(message?.messageId);
    expect(Math.abs((message?.sentAt ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  it("is addressed in private, by a mention, and by its names; not by 所有人 or a mention of somebody else", async () => {
    await open();
    const told: [string, Parameters<People["mike"]["say"]>[1], boolean, string][] = [
      ["@小枫\u2005没利息怎么办", [people.me], true, "没利息怎么办"],
      ["@机器人\u2005没利息怎么办", [], true, "没利息怎么办"],
      ["@机器人没利息怎么办", [], true, "没利息怎么办"],
      ["机器人，没利息怎么办", [], true, "没利息怎么办"],
      ["大家好@机器人", [], true, "大家好"],
      ["@群里的枫\u2005没利息怎么办", [people.me], true, "没利息怎么办"],
      ["@所有人\u2005下午开会", [people.me, people.mike], false, "@所有人\u2005下午开会"],
      ["@机器人小红\u2005在吗", [people.mary], false, "@机器人小红\u2005在吗"],
      ["机器人坏了", [], false, "机器人坏了"],
    ];
    for (const [text, mentions, addressed, rest] of told) {
      const before = wechat.said().length;
      people.mike.say(text, mentions).to(people.room);
      await until(text, () => wechat.said().length > before);
      expect([text, last()?.addressed, last()?.text]).toEqual([text, addressed, rest]);
    }
    people.mike.say("没利息怎么办").to(people.me);
    await until("private", () => last()?.chat.kind === "private");
    expect(last()).toMatchObject({ addressed: true, chat: { kind: "private", id: "mike-id" } });
  });

  it("knows the name that it carries in one group only", async () => {
    await open();
    const payload = wechat.puppet().roomMemberRawPayload.bind(wechat.puppet());
    wechat.puppet().roomMemberRawPayload = async (room: string, id: string) => ({
      ...(await payload(room, id)),
      ...(id === "bot-id" ? { roomAlias: "法庭小助手" } : {}),
    });
    people.mike.say("@法庭小助手 怎么办").to(people.room);
    await until("the message", () => wechat.said().length === 1);
    expect(last()).toMatchObject({ addressed: true, text: "怎么办" });
  });

  it("parts a quote from the reply, and takes a quote of its own words as spoken to", async () => {
    await open();
    await wechat.channel.send({
      chat: { kind: "group", id: people.room.id },
      text: "线索2026-0031，请您收一下。",
      buttons: [],
      files: [],
    });
    const dashes = "- - - - - - - - - - - - - - -";
    const told: [string, boolean, string, string][] = [
      [`「小枫：线索2026-0031，请您收一下。」\n${dashes}\n收`, true, "线索2026-0031，请您收一下。", "收"],
      ["「老枫：线索2026-0031，请您收一下。」\n—————————\n收", true, "线索2026-0031，请您收一下。", "收"],
      [`「小红：借了三万\n不还」\n${dashes}\n我知道`, false, "借了三万\n不还", "我知道"],
    ];
    for (const [text, fromBot, quoted, rest] of told) {
      const before = wechat.said().length;
      people.mike.say(text).to(people.room);
      await until(text, () => wechat.said().length > before);
      expect(last()).toMatchObject({ text: rest, addressed: fromBot, quoted: { fromBot, text: quoted } });
    }
    people.mike.say(`「小枫：线索2026-0032」\n${dashes}\n退 不归我管`).to(people.me);
    await until("private quote", () => last()?.chat.kind === "private");
    expect(last()).toMatchObject({ text: "退 不归我管", quoted: { fromBot: true, text: "线索2026-0032" } });
  });

  it("has a whole group text where the web protocol cuts it at a line that ends in a colon", async () => {
    await open();
    deliver(wechat, {
      talkerId: "mike-id",
      roomId: people.room.id,
      text: "经过",
      MsgType: 1,
      Content: "@abc:\n经过:\n1. 他借了三万\n2. 没还",
    });
    await until("the message", () => wechat.said().length === 1);
    expect(last()?.text).toBe("经过:\n1. 他借了三万\n2. 没还");
  });

  it("never answers itself, official accounts, or notices of WeChat", async () => {
    await open();
    const shop = wechat.mocker().createContact({ id: "gh_shop", name: "某公众号", type: types.Contact.Official });
    people.me.say("我自己说的").to(people.room);
    people.me.say("我自己说的").to(people.mike);
    shop.say("最新优惠").to(people.me);
    for (const text of [
      "以上是打招呼的内容",
      '"小明" 撤回了一条消息',
      "你撤回了一条消息",
      '"小明" 拍了拍 "小红"',
      "收到红包，请在手机上查看",
      '"小明"邀请"小红"加入了群聊',
    ]) {
      deliver(wechat, { talkerId: "mike-id", text });
      deliver(wechat, { talkerId: "mike-id", roomId: people.room.id, text });
    }
    for (const type of [0, 11, 12]) deliver(wechat, { talkerId: "mike-id", type, text: "<msg></msg>" });
    await pause();
    expect(wechat.received).toEqual([]);
    people.mike.say("他收了我的红包，又拍了拍我的肩膀说不还").to(people.me);
    await until("a report in the same words", () => wechat.said().length === 1);
  });

  it("passes over history from before its first login, and takes the same message once it is new", async () => {
    await open();
    deliver(wechat, { talkerId: "mike-id", text: "@机器人 昨天的", at: Date.now() - 86_400_000 });
    deliver(wechat, {
      talkerId: "mike-id",
      roomId: people.room.id,
      text: "@机器人 三分钟前的",
      at: Date.now() - 180_000,
    });
    await pause();
    expect(wechat.received).toEqual([]);
    deliver(wechat, { talkerId: "mike-id", text: "刚才的", at: Date.now() - 60_000 });
    await until("the message", () => wechat.said().length === 1);
  });

  it("takes what arrived while it was off, and nothing older, when it comes back", async () => {
    await open();
    people.mike.say("第一句").to(people.me);
    await until("the first", () => wechat.said().length === 1);
    await wechat.stop();
    // Ten minutes later, as the state file sees it.
    const { readFile, writeFile } = await import("node:fs/promises");
    const file = `${wechat.data}/wechat/state.json`;
    const state = JSON.parse(await readFile(file, "utf8")) as { heardUntil: number };
    await writeFile(file, JSON.stringify({ ...state, heardUntil: state.heardUntil - 600_000 }));
    await open({ data: wechat.data });
    deliver(wechat, { talkerId: "mike-id", text: "离线时的报告", at: Date.now() - 300_000 });
    deliver(wechat, { talkerId: "mike-id", roomId: people.room.id, text: "离线时群里的话", at: Date.now() - 300_000 });
    deliver(wechat, { talkerId: "mike-id", text: "早就听过的", at: Date.now() - 1_800_000 });
    await until("both", () => wechat.said().length === 2);
    await pause();
    expect(wechat.said().map((m) => m.text)).toEqual(["离线时的报告", "离线时群里的话"]);
  });

  it("takes pictures, voice, video, files, places, stickers and cards as attachments", async () => {
    await open();
    const kinds: [number, string][] = [
      [6, "picture"],
      [2, "voice"],
      [15, "video"],
      [1, "file"],
      [8, "place"],
      [5, "sticker"],
      [3, "other"],
      [14, "other"],
    ];
    for (const [type] of kinds)
      deliver(wechat, { talkerId: "mike-id", type, text: "<xml/>", ...(type === 1 ? { filename: "欠条.pdf" } : {}) });
    await until("all", () => wechat.said().length === kinds.length);
    expect(wechat.said().map((m) => m.attachments[0]?.kind)).toEqual(kinds.map(([, kind]) => kind));
    expect(wechat.said().every((m) => m.text === "")).toBe(true);
    expect(wechat.said()[1]?.attachments[0]).toMatchObject({ mime: "audio/silk", fileId: wechat.said()[1]?.messageId });
    expect(wechat.said()[3]?.attachments[0]?.name).toBe("欠条.pdf");
    expect(wechat.said()[4]?.attachments[0]?.label).toContain("东升乡人民政府");
  });

  it("fetches a file again, within a limit", async () => {
    await open();
    const { FileBox } = await import("file-box");
    people.mike.say(FileBox.fromBase64(Buffer.from("欠条的照片").toString("base64"), "欠条.jpg")).to(people.me);
    await until("the picture", () => wechat.said().length === 1);
    const id = last()?.attachments[0]?.fileId ?? "";
    expect(Buffer.from((await wechat.channel.fetchFile?.(id, 1_000)) ?? []).toString()).toBe("欠条的照片");
    await expect(wechat.channel.fetchFile?.(id, 5)).rejects.toThrow(RangeError);
    expect(await wechat.channel.fetchFile?.("no-such-message", 1_000)).toBeNull();
  });

  it("tells of a recall with the number of what was taken back", async () => {
    await open();
    const id = deliver(wechat, { talkerId: "mike-id", roomId: people.room.id, text: "他欠我三万" });
    await until("the message", () => wechat.said().length === 1);
    deliver(wechat, { talkerId: "bot-id", roomId: people.room.id, type: 13, text: id });
    await until("the recall", () => wechat.received.some((m) => m.event === "recall"));
    expect(wechat.received.at(-1)).toMatchObject({
      event: "recall",
      replyId: id,
      person: { id: "mike-id" },
      chat: { id: people.room.id },
    });
    expect(wechat.received.at(-1)?.messageId).not.toBe(id);
  });

  it("tells when it is put into a group and thrown out, and meets a group it never saw", async () => {
    await open();
    people.mike.say("这个群早就有了").to(people.room);
    people.mike.say("第二句").to(people.room);
    await until("both", () => wechat.said().length === 2);
    expect(wechat.received.map((m) => m.event)).toEqual(["botAdded", "message", "message"]);
    expect(wechat.received[0]).toMatchObject({ chat: { kind: "group", id: people.room.id, title: "柳树村联络群" } });
    const other = wechat
      .mocker()
      .createRoom({ id: "room-2@chatroom", topic: "松林村联络群", memberIdList: [people.mike.id] });
    other.add(people.me).by(people.mike);
    await until("added", () => wechat.received.some((m) => m.event === "botAdded" && m.chat.id === other.id));
    other.remove(people.me).by(people.mike);
    await until("removed", () => wechat.received.some((m) => m.event === "botRemoved" && m.chat.id === other.id));
    people.room.add(people.mary).by(people.mike);
    await pause();
    expect(wechat.received.filter((m) => m.event !== "message")).toHaveLength(3);
  });

  it("has a group's new title with the next message", async () => {
    await open();
    people.mike.say("一").to(people.room);
    await until("one", () => wechat.said().length === 1);
    people.room.topic("柳树村和松林村联络群").by(people.mike);
    people.mike.say("二").to(people.room);
    await until("two", () => wechat.said().length === 2);
    expect(last()?.chat.title).toBe("柳树村和松林村联络群");
  });

  it("takes another machine that answers it at once for one, and a quick person not", async () => {
    await open();
    const id = people.room.id;
    for (let i = 0; i < 6; i++) {
      await wechat.channel.send({ chat: { kind: "group", id }, text: `回答${i}`, buttons: [], files: [] });
      people.mike.say(`@机器人 您的问题我已经收到第${i}次`).to(people.room);
      await until("heard", () => wechat.said().length === i + 1);
    }
    expect(wechat.said().map((m) => m.person.bot)).toEqual([false, false, false, true, true, true]);
    expect(wechat.alarms).toContain("wechat-loop");
    for (let i = 0; i < 6; i++) people.mary.say("@机器人 是").to(people.room);
    await until("the quick person", () => wechat.said().length === 12);
    expect(
      wechat
        .said()
        .filter((m) => m.person.id === "mary-id")
        .every((m) => !m.person.bot),
    ).toBe(true);
  });

  it("lives through text of every kind", async () => {
    await open();
    const texts = [
      "\u202E倒过来",
      "\u200B零宽\u200B",
      "👨‍👩‍👧‍👦",
      "坏\uD800字",
      "长".repeat(65_536),
      "「".repeat(3_000),
      `「a：${"-\n".repeat(3_000)}`,
      "@".repeat(5_000),
      "\u0000空",
    ];
    for (const text of texts) people.mike.say(text).to(people.room);
    await until("all", () => wechat.said().length === texts.length);
    people.mike.say("   ").to(people.room);
    await pause();
    expect(wechat.said()).toHaveLength(texts.length);
    expect(wechat.alarms).toEqual([]);
  });
});
