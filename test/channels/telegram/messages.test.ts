// What an update becomes: over real HTTP, from the Bot API's JSON to the message the turn takes.
import { afterEach, describe, expect, it } from "vitest";
import { setUp, tearDown } from "./setup.ts";

afterEach(tearDown);

const group = -100123;
const person = 7;

describe("what was said", () => {
  it("takes a group message that is not for the bot as what it is", async () => {
    const t = await setUp();
    t.api.names.set(group, "柳树村联络群").set(person, "王某");
    const { message } = t.api.say(group, person, "老李家又吵起来了");
    await t.until(() => t.received.length === 1);
    expect(t.received[0]).toEqual({
      platform: "telegram",
      messageId: String(t.api.waiting()[0] ?? 1_000),
      event: "message",
      chat: { kind: "group", id: String(group), title: "柳树村联络群" },
      person: { id: "7", name: "王某", bot: false },
      text: "老李家又吵起来了",
      addressed: false,
      replyId: String(message["message_id"]),
      attachments: [],
      sentAt: Number(message["date"]) * 1_000,
    });
  });

  it("a private message is always for the bot", async () => {
    const t = await setUp();
    expect(await t.next(() => t.api.say(person, person, "工资不发怎么办"))).toMatchObject({
      addressed: true,
      chat: { kind: "private", id: "7" },
    });
  });

  it.each([
    ["@fengqiao_bot 借钱没写利息能要吗", "借钱没写利息能要吗"],
    ["@Fengqiao_Bot，借钱没写利息能要吗", "借钱没写利息能要吗"],
    ["请问 @fengqiao_bot 借钱没写利息能要吗", "请问 借钱没写利息能要吗"],
    ["👨‍👩‍👧 在吗 @fengqiao_bot", "👨‍👩‍👧 在吗"],
    ["@fengqiao_bot", ""],
    ["/help@fengqiao_bot", "帮助"],
    ["@fengqiao_bot /help", "帮助"],
    ["/start@fengqiao_bot", "帮助"],
    ["/report@fengqiao_bot 欠钱不还", "登记 欠钱不还"],
    ["/unknown@fengqiao_bot 欠钱不还", "欠钱不还"],
  ])("in a group %s is for the bot", async (said, text) => {
    const t = await setUp();
    expect(await t.next(() => t.api.say(group, person, said))).toMatchObject({
      event: "message",
      addressed: true,
      text,
    });
  });

  it.each(["@other_bot 在吗", "@fengqiao_bot2 在吗", "/help", "/help@other_bot", "邮箱 a@fengqiao_bots.example"])(
    "in a group %s is not, and stays as it was",
    async (said) => {
      const t = await setUp();
      expect(await t.next(() => t.api.say(group, person, said))).toMatchObject({ addressed: false, text: said });
    },
  );

  it("knows a mention made by choosing the bot from the list", async () => {
    const t = await setUp();
    const entities = [{ type: "text_mention", offset: 0, length: 2, user: t.api.me }];
    expect(await t.next(() => t.api.say(group, person, "枫桥 借条怎么写", { entities }))).toMatchObject({
      addressed: true,
      text: "借条怎么写",
    });
  });

  it.each([
    ["/help", "帮助"],
    ["/cancel", "取消"],
    ["/progress 2026-0031", "进度 2026-0031"],
    ["/bind 7F3K-29", "绑定 7F3K-29"],
  ])("in private %s means %s", async (said, text) => {
    const t = await setUp();
    expect(await t.next(() => t.api.say(person, person, said))).toMatchObject({ event: "message", text });
  });

  it("opens the private chat with the token of a link, or without one", async () => {
    const t = await setUp();
    const link = t.channel.privateLink?.("tok-En_1") ?? "";
    expect(link).toBe("https://t.me/fengqiao_bot?start=tok-En_1");
    const opened = await t.next(() => t.api.say(person, person, `/start ${new URL(link).searchParams.get("start")}`));
    expect(opened).toMatchObject({ event: "opened", token: "tok-En_1", text: "" });
    const plain = await t.next(() => t.api.say(person, person, "/start"));
    expect(plain).toMatchObject({ event: "opened" });
    expect(plain).not.toHaveProperty("token");
  });

  it("a reply to the bot is for the bot, and says what it replies to", async () => {
    const t = await setUp();
    await t.channel.send({ chat: { kind: "group", id: String(group) }, text: "编号2026-0031", buttons: [], files: [] });
    const [card] = t.api.sentTo(group);
    if (!card) throw new Error("nothing was sent");
    expect(await t.next(() => t.api.say(group, person, "收", t.api.asReply(card)))).toMatchObject({
      addressed: true,
      quoted: { messageId: String(card.id), fromBot: true, text: "编号2026-0031" },
    });
  });

  it("a reply to a person is a quote and no more, and the head of a forum topic is no quote", async () => {
    const t = await setUp();
    const reply = { message_id: 3, from: { id: 8 }, text: "他欠我三万" };
    expect(await t.next(() => t.api.say(group, person, "真的吗", { reply_to_message: reply }))).toMatchObject({
      addressed: false,
      quoted: { messageId: "3", fromBot: false, text: "他欠我三万" },
    });
    const topic = { message_id: 2, from: t.api.me, forum_topic_created: { name: "纠纷" } };
    const said = await t.next(() => t.api.say(group, person, "新的", { reply_to_message: topic }));
    expect(said.addressed).toBe(false);
    expect(said).not.toHaveProperty("quoted");
  });

  it("an edit is told as one, under its own number; a live position that moves is not", async () => {
    const t = await setUp();
    const { message, update } = t.api.say(group, person, "欠我3万");
    t.api.push({ edited_message: { ...message, text: "欠我5万", edit_date: 1_790_000_000 } } as never);
    t.api.push({
      edited_message: { ...message, text: undefined, location: { latitude: 30, longitude: 103 } },
    } as never);
    await t.next(() => t.api.say(group, person, "完"));
    expect(t.received.map((m) => [m.event, m.text, m.replyId])).toEqual([
      ["message", "欠我3万", String(message["message_id"])],
      ["edit", "欠我5万", String(message["message_id"])],
      ["message", "完", expect.anything()],
    ]);
    expect(t.received[1]).toMatchObject({ messageId: String(update + 1), sentAt: 1_790_000_000_000 });
  });

  it("passes over service messages, channels' own posts and kinds it does not know, and confirms them", async () => {
    const t = await setUp();
    t.api.post(group, person, { new_chat_title: "新群名" });
    t.api.post(group, person, { new_chat_members: [{ id: 9 }] });
    t.api.push({
      message: { message_id: 1, date: 1, chat: { id: -9, type: "channel", title: "频道" }, text: "通知" },
    } as never);
    t.api.push({ something_new: { x: 1 } } as never);
    await t.next(() => t.api.say(group, person, "完"));
    expect(t.received).toHaveLength(1);
    await t.until(() => t.api.waiting().length === 0);
    expect(t.alarms).toEqual([]);
  });

  it("takes whatever characters people send", async () => {
    const t = await setUp();
    const odd = `\u202E你\u200B好\uD800 ${"字".repeat(4_000)}\u0000`;
    expect((await t.next(() => t.api.say(person, person, odd))).text).toBe(odd);
  });
});

describe("who speaks", () => {
  it("gives an anonymous admin and a channel an id that is no account's, and keeps them from being bots", async () => {
    const t = await setUp();
    const anonymous = await t.next(() =>
      t.api.say(group, person, "收", {
        from: { id: 1_087_968_824, is_bot: true, first_name: "Group" },
        sender_chat: { id: group, type: "supergroup", title: "联络群" },
      }),
    );
    expect(anonymous.person).toEqual({ id: `chat:${group}`, name: "联络群", bot: false });
    const channel = await t.next(() =>
      t.api.say(group, person, "收", {
        from: { id: 136_817_688, is_bot: true, first_name: "Channel" },
        sender_chat: { id: -100777, type: "channel", title: "频道" },
      }),
    );
    expect(channel.person.id).toBe("chat:-100777");
    const masked = await t.next(() =>
      t.api.say(group, person, "收", { from: { id: 1_087_968_824, is_bot: true, first_name: "Group" } }),
    );
    expect(masked.person.id).toMatch(/^chat:/);
    expect(
      await t.channel.send({ chat: { kind: "private", id: "chat:-100777" }, text: "好", buttons: [], files: [] }),
    ).toMatchObject({ kind: "unreachable" });
  });

  it("says of another bot that it is one", async () => {
    const t = await setUp();
    expect(
      (await t.next(() => t.api.say(group, person, "叮", { from: { id: 5, is_bot: true, first_name: "机" } }))).person
        .bot,
    ).toBe(true);
  });
});

describe("buttons", () => {
  it("hands in what stands behind a pressed button, and ends the spinner only when that is on disk", async () => {
    let letGo: (() => void) | null = null;
    const t = await setUp({
      receive: (m) => (m.button ? new Promise((resolve) => (letGo = resolve)) : Promise.resolve()),
    });
    await t.channel.send({
      chat: { kind: "group", id: String(group) },
      text: "要登记吗",
      buttons: [[{ label: "登记", data: "report" }], [{ label: "不用", data: "cancel" }]],
      files: [],
    });
    const [sent] = t.api.sentTo(group);
    if (!sent) throw new Error("nothing was sent");
    const update = t.api.press(sent, person, "登记");
    await t.until(() => t.api.confirmed() >= update);
    expect(t.api.callsOf("answerCallbackQuery")).toEqual([]);
    (letGo as (() => void) | null)?.();
    await t.until(() => t.api.callsOf("answerCallbackQuery").length === 1);
    expect(t.received[0]).toMatchObject({
      messageId: String(update),
      button: "report",
      addressed: true,
      text: "",
      replyId: String(sent.id),
      chat: { kind: "group", id: String(group) },
      person: { id: "7" },
    });
  });

  it("two presses are two messages, and an answer that comes too late harms nothing", async () => {
    const t = await setUp();
    await t.channel.send({
      chat: { kind: "group", id: String(group) },
      text: "要登记吗",
      buttons: [[{ label: "登记", data: "report" }]],
      files: [],
    });
    t.api.fail("answerCallbackQuery", { code: 400, description: "Bad Request: query is too old" });
    const [sent] = t.api.sent;
    if (!sent) throw new Error("nothing was sent");
    t.api.press(sent, person, "登记");
    t.api.press(sent, person, "登记");
    await t.until(() => t.received.length === 2 && t.api.callsOf("answerCallbackQuery").length === 2);
    expect(new Set(t.received.map((m) => m.messageId)).size).toBe(2);
  });
});

describe("groups", () => {
  it("tells that the bot was added, also by an anonymous admin, and that it was thrown out", async () => {
    const t = await setUp();
    expect(await t.next(() => t.api.membership(group, person, "left", "member"))).toMatchObject({
      event: "botAdded",
      chat: { kind: "group", id: String(group) },
      person: { id: "7", bot: false },
    });
    expect(await t.next(() => t.api.membership(group, 1_087_968_824, "kicked", "administrator"))).toMatchObject({
      event: "botAdded",
      person: { id: `chat:${group}`, bot: false },
    });
    expect(await t.next(() => t.api.membership(group, person, "administrator", "kicked"))).toMatchObject({
      event: "botRemoved",
    });
  });

  it("passes over a change of its rights, and tells of being blocked and unblocked in private", async () => {
    const t = await setUp();
    t.api.membership(group, person, "member", "administrator");
    expect(await t.next(() => t.api.membership(person, person, "member", "kicked"))).toMatchObject({
      event: "botRemoved",
      chat: { kind: "private", id: "7" },
    });
    expect(await t.next(() => t.api.membership(person, person, "kicked", "member"))).toMatchObject({
      event: "botAdded",
      chat: { kind: "private" },
    });
    expect(t.received).toHaveLength(2);
  });

  it("tells a migration once under one id, before anything that is said in the new group", async () => {
    let letGo: (() => void) | null = null;
    const t = await setUp({
      receive: (m) =>
        m.event === "migrated" && letGo === null ? new Promise((resolve) => (letGo = resolve)) : Promise.resolve(),
      before: (api) => {
        api.post(-5, person, { migrate_to_chat_id: -1005 });
        api.post(-1005, person, { migrate_from_chat_id: -5 });
        api.say(-1005, person, "新群里的话");
      },
    });
    await t.until(() => letGo !== null && t.api.callsOf("getUpdates").length > 2);
    expect(t.received).toEqual([]);
    (letGo as (() => void) | null)?.();
    await t.until(() => t.received.length === 3);
    expect(t.received.map((m) => [m.messageId, m.event, m.chat.id, m.newChatId ?? null])).toEqual([
      ["migrated:-5:-1005", "migrated", "-5", "-1005"],
      ["migrated:-5:-1005", "migrated", "-5", "-1005"],
      [expect.anything(), "message", "-1005", null],
    ]);
  });
});

describe("attachments", () => {
  it.each([
    [
      "the largest photo",
      {
        photo: [
          { file_id: "s", width: 90, height: 60, file_size: 1 },
          { file_id: "l", width: 1280, height: 960, file_size: 9 },
          { file_id: "m", width: 320, height: 240 },
        ],
      },
      { kind: "picture", fileId: "l", size: 9, mime: "image/jpeg" },
    ],
    [
      "a voice",
      { voice: { file_id: "v", duration: 3, mime_type: "audio/ogg", file_size: 5 } },
      { kind: "voice", fileId: "v", mime: "audio/ogg", size: 5 },
    ],
    [
      "a recording",
      { audio: { file_id: "a", duration: 3, file_name: "录音.m4a" } },
      { kind: "voice", fileId: "a", name: "录音.m4a" },
    ],
    [
      "a document",
      { document: { file_id: "d", file_name: "合同.docx", mime_type: "application/msword" } },
      { kind: "file", fileId: "d", name: "合同.docx", mime: "application/msword" },
    ],
    [
      "a picture sent as a file",
      { document: { file_id: "d", file_name: "借条.png", mime_type: "image/png" } },
      { kind: "picture", fileId: "d", name: "借条.png", mime: "image/png" },
    ],
    ["a video", { video: { file_id: "w", width: 1, height: 1, duration: 1 } }, { kind: "video", fileId: "w" }],
    ["a place", { location: { latitude: 30.1, longitude: 103.2 } }, { kind: "place", label: "30.1,103.2" }],
    [
      "a venue",
      { location: { latitude: 1, longitude: 2 }, venue: { title: "说事点", address: "柳树村", location: {} } },
      { kind: "place", label: "说事点 柳树村" },
    ],
    ["a sticker", { sticker: { file_id: "k", emoji: "😀" } }, { kind: "sticker", fileId: "k", label: "😀" }],
    ["a poll", { poll: { id: "1" } }, { kind: "other" }],
  ])("takes %s", async (_, content, attachment) => {
    const t = await setUp();
    expect((await t.next(() => t.api.post(group, person, content))).attachments).toEqual([attachment]);
  });

  it("reads the caption, and the mention in it", async () => {
    const t = await setUp();
    const caption = "@fengqiao_bot 这张借条有用吗";
    expect(
      await t.next(() =>
        t.api.post(group, person, {
          caption,
          caption_entities: [{ type: "mention", offset: 0, length: 13 }],
          photo: [{ file_id: "p", width: 1, height: 1 }],
        }),
      ),
    ).toMatchObject({ text: "这张借条有用吗", addressed: true, attachments: [{ kind: "picture" }] });
  });

  it("reads a shared contact as its name and number", async () => {
    const t = await setUp();
    expect(
      (
        await t.next(() =>
          t.api.post(person, person, { contact: { first_name: "李", last_name: "某", phone_number: "138-0000-0001" } }),
        )
      ).text,
    ).toBe("李 某 138-0000-0001");
  });

  it("fetches a file, refuses one that is larger than asked for, and has none where there is none", async () => {
    const t = await setUp();
    t.api.addFile("a", Buffer.from("语音"), "voice/文件 1.oga");
    t.api.addFile("b", Buffer.alloc(2_000));
    expect(Buffer.from((await t.channel.fetchFile?.("a", 100)) ?? []).toString()).toBe("语音");
    await expect(t.channel.fetchFile?.("b", 1_999)).rejects.toThrow(RangeError);
    expect(await t.channel.fetchFile?.("c", 100)).toBeNull();
    t.api.fail("getFile", { code: 400, description: "Bad Request: file is too big" });
    await expect(t.channel.fetchFile?.("a", 100)).rejects.toThrow(RangeError);
    t.api.fail("getFile", "resetBefore");
    expect(await t.channel.fetchFile?.("a", 100)).toBeNull();
    expect(JSON.stringify(t.logged)).not.toContain("must-not-leak");
  });
});
