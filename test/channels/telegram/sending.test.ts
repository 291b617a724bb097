// Sending: how a message looks on Telegram, and which outcome each answer of the platform is.
import { afterEach, describe, expect, it } from "vitest";
import { checkTelegram, createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import { partsOf } from "../../../src/delivery/send.ts";
import type { OutgoingMessage } from "../../../src/turn/message.ts";
import type { Fault } from "../../platforms/botApi.ts";
import { setUp, tearDown } from "./setup.ts";

afterEach(tearDown);

const toGroup = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  chat: { kind: "group", id: "-100" },
  text: "没约定利息，就按没有利息算。",
  buttons: [],
  files: [],
  ...more,
});

const file = (name: string) => ({ name, mime: "text/plain", bytes: Buffer.from(`内容 ${name}`) });
const no = (code: number, description: string): Fault => ({ code, description });

describe("how it looks", () => {
  it("sends plain text that quotes the question, even when the question is gone", async () => {
    const t = await setUp();
    const outcome = await t.channel.send(toGroup({ text: "*星号* _下划线_ <b>", replyTo: "12" }));
    const [sent] = t.api.sentTo(-100);
    expect(outcome).toEqual({ kind: "sent", messageId: String(sent?.id) });
    expect(sent).toMatchObject({ text: "*星号* _下划线_ <b>", replyTo: 12 });
    const [call] = t.api.callsOf("sendMessage");
    expect(call?.payload["parse_mode"]).toBeUndefined();
    expect(call?.payload["reply_parameters"]).toEqual({ message_id: 12, allow_sending_without_reply: true });
  });

  it("puts buttons under it, row by row", async () => {
    const t = await setUp();
    const buttons = [
      [
        { label: "收", data: "accept:2026-0001" },
        { label: "退", data: "sendBack:2026-0001" },
      ],
      [{ label: "转", data: "refer:2026-0001" }],
    ];
    await t.channel.send(toGroup({ buttons }));
    expect(t.api.callsOf("sendMessage")[0]?.payload["reply_markup"]).toEqual({
      inline_keyboard: buttons.map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data }))),
    });
  });

  it("lists choices by number where one is too long for a button of Telegram", async () => {
    const t = await setUp();
    const outcome = await t.channel.send(
      toGroup({ buttons: [[{ label: "甲", data: "字".repeat(30) }], [{ label: "乙", data: "b" }]] }),
    );
    expect(outcome.kind).toBe("sent");
    expect(t.api.sent[0]).toMatchObject({ text: "没约定利息，就按没有利息算。\n1. 甲\n2. 乙", buttons: [] });
  });

  it("takes texts of 4096, to which the courier cuts", async () => {
    const t = await setUp();
    const parts = partsOf([{ text: "字".repeat(9_000), buttons: [], files: [] }], t.channel.capabilities.maxText);
    for (const part of parts) expect((await t.channel.send(toGroup(part))).kind).toBe("sent");
    expect(t.api.sent.map((m) => m.text.length)).toEqual([4_096, 4_096, 808]);
  });

  it("sends one file with its text as the caption, several after the text", async () => {
    const t = await setUp();
    expect((await t.channel.send(toGroup({ files: [file("登记 表;1.docx")], replyTo: "3" }))).kind).toBe("sent");
    expect(t.api.sent[0]).toMatchObject({ text: "没约定利息，就按没有利息算。", replyTo: 3 });
    expect(t.api.sent[0]?.files.map((f) => [f.name, f.bytes.toString()])).toEqual([
      ["登记_表_1.docx", "内容 登记 表;1.docx"],
    ]);
    await t.channel.send(toGroup({ files: [file("a"), file("b")] }));
    expect(t.api.sent.slice(1).map((m) => [m.text, m.files.map((f) => f.name)])).toEqual([
      ["没约定利息，就按没有利息算。", []],
      ["", ["a"]],
      ["", ["b"]],
    ]);
  });

  it("waits between the parts of one message rather than send the first again", async () => {
    const t = await setUp();
    t.api.fail("sendDocument", { code: 429, parameters: { retry_after: 3 } });
    expect((await t.channel.send(toGroup({ files: [file("a"), file("b")] }))).kind).toBe("sent");
    expect(t.waits).toContain(3_000);
    expect(t.api.sent).toHaveLength(3);
    t.api.fail("sendDocument", { code: 429, parameters: { retry_after: 300 } });
    expect((await t.channel.send(toGroup({ files: [file("a"), file("b")] }))).kind).toBe("unknown");
  });
});

describe("what became of it", () => {
  it.each<[Fault, object]>([
    [
      { code: 429, description: "Too Many Requests", parameters: { retry_after: 17 } },
      { kind: "later", retryAfterMs: 17_000 },
    ],
    [no(429, "Too Many Requests"), { kind: "later", retryAfterMs: 5_000 }],
    [no(403, "Forbidden: bot was blocked by the user"), { kind: "unreachable" }],
    [no(403, "Forbidden: bot can't initiate conversation with a user"), { kind: "unreachable" }],
    [no(400, "Bad Request: chat not found"), { kind: "unreachable" }],
    [no(400, "Bad Request: not enough rights to send text messages to the chat"), { kind: "unreachable" }],
    [no(400, "Bad Request: PEER_ID_INVALID"), { kind: "unreachable" }],
    [no(400, "Bad Request: message is too long"), { kind: "refused" }],
    [no(413, "Request Entity Too Large"), { kind: "refused" }],
    [no(401, "Unauthorized"), { kind: "later" }],
    [no(409, "Conflict"), { kind: "later" }],
    [no(500, "Internal Server Error"), { kind: "later" }],
    [{ page: 502 }, { kind: "later" }],
    [{ page: 200 }, { kind: "unknown" }],
    ["resetBefore", { kind: "unknown" }],
    ["resetAfter", { kind: "unknown" }],
    ["resetBody", { kind: "unknown" }],
    ["mute", { kind: "unknown" }],
  ])("%j", async (fault, outcome) => {
    const t = await setUp({ timing: { answerSeconds: 0.3 } });
    t.api.fail("sendMessage", fault);
    expect(await t.channel.send(toGroup())).toMatchObject(outcome);
    // The next one goes through: nothing of a failure stays behind.
    expect((await t.channel.send(toGroup())).kind).toBe("sent");
  });

  it("knows when nothing can have left: the server is not there", async () => {
    const t = await setUp();
    await t.stop();
    expect(await t.channel.send(toGroup())).toMatchObject({ kind: "later", reason: "ECONNREFUSED" });
  });

  it("a slow answer is an answer", async () => {
    const t = await setUp();
    t.api.fail("sendMessage", { slowMs: 150 });
    expect((await t.channel.send(toGroup())).kind).toBe("sent");
  });

  it("a group that became a supergroup: the message goes there, and the migration is told", async () => {
    const t = await setUp();
    t.api.migrated.set(-100, -100200);
    expect((await t.channel.send(toGroup())).kind).toBe("sent");
    expect(t.api.sentTo(-100200)).toHaveLength(1);
    await t.until(() => t.received.length === 1);
    expect(t.received[0]).toMatchObject({
      messageId: "migrated:-100:-100200",
      event: "migrated",
      chat: { id: "-100" },
      newChatId: "-100200",
    });
    expect((await t.channel.send(toGroup())).kind).toBe("sent");
    expect(t.received).toHaveLength(1);
    expect(t.api.callsOf("sendMessage")).toHaveLength(3);
  });

  it("tells the migration again when the disk did not take it", async () => {
    let fails = 1;
    const t = await setUp({
      receive: async () => {
        if (fails-- > 0) throw new Error("no");
      },
    });
    t.api.migrated.set(-100, -100200);
    await t.channel.send(toGroup());
    await t.channel.send(toGroup());
    await t.until(() => t.received.length === 1);
    expect(t.api.sentTo(-100200)).toHaveLength(2);
  });

  it("says what the platform can do", async () => {
    const t = await setUp();
    expect(t.channel.capabilities).toEqual({
      buttons: true,
      files: true,
      quoting: true,
      writesFirst: false,
      maxText: 4_096,
      perGroupPerMinute: 20,
      perMinute: 1_500,
    });
  });
});

describe("the doctor", () => {
  it("learns the bot's name and what privacy mode hides, or why it cannot", async () => {
    const t = await setUp({ readsAll: false });
    expect(await checkTelegram({ token: t.api.token, apiRoot: `${t.api.root}/` })).toEqual({
      ok: true,
      username: "fengqiao_bot",
      privacy: expect.stringContaining("BotFather"),
    });
    expect(await checkTelegram({ token: "1:wrong", apiRoot: t.api.root })).toEqual({
      ok: false,
      reason: "401 Unauthorized",
    });
  });

  it("a channel with a wrong token starts, alarms, and stops at once when told", async () => {
    const t = await setUp();
    const alarms: string[] = [];
    const wrong = createTelegramChannel({
      token: "1:wrong",
      apiRoot: t.api.root,
      alarm: (event) => alarms.push(event),
      log: () => undefined,
    });
    await wrong.start(async () => undefined);
    expect(alarms).toEqual(["telegram-token"]);
    await wrong.stop();
  });
});
