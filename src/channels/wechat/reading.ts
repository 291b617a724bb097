// From wechaty's message to the project's: who, where, what was quoted and attached; or why it is none of the bot's business.
import type { Message } from "wechaty";
import type { Attachment, IncomingMessage } from "../../turn/message.ts";
import type { Identity } from "./identity.ts";
import type { Kit, Puppet } from "./load.ts";
import { type Notice, noticeIn, readMention, splitQuote } from "./texts.ts";

export type Reading =
  | { kind: "take"; message: IncomingMessage }
  /**
   * `chat`: the contact or group it was said in, by its id of this session. `typed`: it came as a person's text, so
   * somebody may only have written it down.
   */
  | { kind: "notice"; notice: Notice; chat: string; group: boolean; typed: boolean; at: number }
  | { kind: "pass"; why: "own" | "history" | "official" | "system" | "empty" };

export type ReadingDeps = {
  types: Kit["types"];
  puppet: Puppet;
  identity: Identity;
  /** Configured names of the bot. */
  names: readonly string[];
  /** Epoch ms: what was sent before was heard in an earlier session, or before there was one. */
  cutoff: number;
  /** Whether the bot said this in that chat lately. */
  saidLately(chatId: string, text: string): boolean;
  /** A new title, told by an event before the puppet's own copy changes. */
  titleOf(roomId: string): string | undefined;
  /** Who said a message of this session, for its recall. */
  recent: Map<string, Pick<IncomingMessage, "chat" | "person">>;
};

/** Accounts of WeChat itself. */
const special = new Set([
  "weixin",
  "fmessage",
  "medianote",
  "floatbottle",
  "filehelper",
  "newsapp",
  "qqmail",
  "tmessage",
  "qmessage",
  "notifymessage",
  "notification_messages",
  "exmail_tool",
  "mphelper",
]);
const isSpecial = (id: string): boolean =>
  special.has(id) || id.startsWith("gh_") || id.startsWith("@@") || id.endsWith("@chatroom");

/** The bot's names in a group: configured, its WeChat name, its nickname there. */
async function namesIn({ puppet, names }: ReadingDeps, roomId: string): Promise<string[]> {
  const self = puppet.currentUserId;
  const [contact, member] = await Promise.all([
    puppet.contactPayload(self).catch(() => undefined),
    puppet.roomMemberPayload(roomId, self).catch(() => undefined),
  ]);
  return [...names, contact?.name ?? "", member?.roomAlias ?? "", member?.name ?? ""].filter((n) => n.trim() !== "");
}

/** wechat4u cuts a group text at its second ":\n"; the raw message still has all of it. */
async function wholeText(puppet: Puppet, message: Message): Promise<string> {
  const text = message.text();
  if (!message.room()) return text;
  const inside = puppet as Puppet & { messageRawPayload?(id: string): Promise<unknown> };
  const raw = await inside.messageRawPayload?.(message.id).catch(() => undefined);
  const content =
    typeof raw === "object" && raw !== null && "Content" in raw && "MsgType" in raw && raw.MsgType === 1
      ? raw.Content
      : undefined;
  if (typeof content !== "string") return text;
  const said = content.slice(content.indexOf(":\n") + 2);
  return text !== "" && said.startsWith(`${text}:\n`) ? said : text;
}

async function attachmentOf(deps: ReadingDeps, message: Message): Promise<Attachment | null> {
  const kinds = deps.types.Message;
  const it = { fileId: message.id };
  switch (message.type()) {
    case kinds.Image:
      return { kind: "picture", ...it };
    case kinds.Audio:
      return { kind: "voice", mime: "audio/silk", ...it };
    case kinds.Video:
      return { kind: "video", ...it };
    case kinds.Attachment: {
      const { filename } = await deps.puppet.messagePayload(message.id);
      return { kind: "file", ...it, ...(filename ? { name: filename } : {}) };
    }
    case kinds.Emoticon:
      return { kind: "sticker", ...it };
    case kinds.Location: {
      // Some puppets cannot tell the place; that one was sent is said all the same.
      const place = await deps.puppet.messageLocation(message.id).catch(() => undefined);
      const label = [place?.name, place?.address].filter(Boolean).join(" ");
      return { kind: "place", ...(label ? { label } : {}) };
    }
    case kinds.Contact:
      return { kind: "other", label: "名片" };
    case kinds.ChatHistory:
      return { kind: "other", label: "聊天记录" };
    case kinds.MiniProgram:
      return { kind: "other", label: "小程序" };
    case kinds.Url: {
      const link = await deps.puppet.messageUrl(message.id).catch(() => undefined);
      return { kind: "other", label: link?.title ? `链接：${link.title}` : "链接" };
    }
    case kinds.Post:
    case kinds.GroupNote:
      return { kind: "other", label: message.text().slice(0, 80) || "分享" };
    default:
      return null;
  }
}

/** A recall: the platform gives it a message of its own, which names the one that was taken back. */
function readRecall(deps: ReadingDeps, message: Message): Reading {
  const named = message.text();
  const original =
    /<newmsgid>(\d+)<\/newmsgid>/.exec(named)?.[1] ?? /<msgid>(\d+)<\/msgid>/.exec(named)?.[1] ?? named.trim();
  const said = deps.recent.get(original);
  if (!said) return { kind: "pass", why: "system" };
  const { chat, person } = said;
  return {
    kind: "take",
    message: {
      platform: "wechat",
      messageId: `recall:${message.id}`,
      event: "recall",
      chat,
      person,
      text: "",
      addressed: false,
      replyId: original,
      attachments: [],
      sentAt: message.date().getTime(),
    },
  };
}

export async function readMessage(deps: ReadingDeps, message: Message): Promise<Reading> {
  const { types, puppet, identity } = deps;
  const kinds = types.Message;
  const type = message.type();
  const at = message.date().getTime();
  if (at < deps.cutoff) return { kind: "pass", why: "history" };
  if (type === kinds.Recalled) return readRecall(deps, message);
  const room = message.room();
  const talker = message.talker();
  const unknown = type === kinds.Unknown;
  const plain = type === kinds.Text || unknown ? message.text() : "";
  const notice = noticeIn(plain);
  const other = talker.id === puppet.currentUserId ? (message.listener()?.id ?? talker.id) : talker.id;
  // Notices come under the bot's own name too, so they are looked for before its own words are left out.
  if (notice && (unknown || !message.self()))
    return { kind: "notice", notice, chat: room?.id ?? other, group: room !== undefined, typed: !unknown, at };
  if (message.self()) return { kind: "pass", why: "own" };
  if (unknown || type === kinds.RedEnvelope || type === kinds.Transfer) return { kind: "pass", why: "system" };
  const contact = await puppet.contactPayload(talker.id).catch(() => undefined);
  if (isSpecial(talker.id) || contact?.type === types.Contact.Official) return { kind: "pass", why: "official" };

  const person = { id: await identity.known(talker.id), name: contact?.name ?? "", bot: false };
  const chat = room
    ? { kind: "group" as const, id: room.id, title: deps.titleOf(room.id) ?? (await room.topic().catch(() => "")) }
    : { kind: "private" as const, id: person.id, title: "" };
  const attachment = type === kinds.Text ? null : await attachmentOf(deps, message);
  const text = type === kinds.Text ? await wholeText(puppet, message) : "";
  if (!attachment && text.trim() === "") return { kind: "pass", why: "empty" };

  const quote = splitQuote(text);
  const own = room ? await namesIn(deps, room.id) : [];
  const list =
    room && type === kinds.Text ? await mentionsOf(message, puppet.currentUserId) : { self: false, others: false };
  const said = room
    ? readMention(quote ? quote.rest : text, own, list)
    : { addressed: true, text: (quote ? quote.rest : text).trim() };
  const quotesBot =
    quote !== null &&
    (deps.saidLately(chat.id, quote.text) ||
      (room
        ? own.includes(quote.who)
        : quote.who !== "" && quote.who !== contact?.name && quote.who !== contact?.alias));
  return {
    kind: "take",
    message: {
      platform: "wechat",
      messageId: message.id,
      replyId: message.id,
      event: "message",
      chat,
      person,
      text: said.text,
      addressed: said.addressed || quotesBot,
      ...(quote ? { quoted: { fromBot: quotesBot, text: quote.text } } : {}),
      attachments: attachment ? [attachment] : [],
      sentAt: at,
    },
  };
}

async function mentionsOf(message: Message, self: string): Promise<{ self: boolean; others: boolean }> {
  // A list that cannot be loaded leaves the names in the text to decide.
  const list = await message.mentionList().catch(() => []);
  return { self: list.some((c) => c.id === self), others: list.some((c) => c.id !== self) };
}
