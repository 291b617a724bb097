// A Telegram update as the one message shape of all channels, or null when it says nothing to the bot. Pure.
import type { CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User } from "grammy/types";
import type { IncomingMessage } from "../../turn/message.ts";
import { attachmentsOf } from "./attachments.ts";
import { type Me, readWords } from "./words.ts";

/** What is asked for; a reaction under a message is no word. */
export const allowedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

type Chat = IncomingMessage["chat"];
type Person = IncomingMessage["person"];

/** GroupAnonymousBot, Channel Bot and Telegram itself: the accounts behind which a chat speaks, not a person. */
const masks = new Set([1_087_968_824, 136_817_688, 777_000]);

function chatOf(chat: Message["chat"]): Chat | null {
  if (chat.type === "channel") return null;
  return chat.type === "private"
    ? { kind: "private", id: String(chat.id), title: "" }
    : { kind: "group", id: String(chat.id), title: chat.title ?? "" };
}

const nameOf = (user: User): string => [user.first_name, user.last_name].filter(Boolean).join(" ");

/**
 * Who speaks. An anonymous group admin or a channel is nobody in particular: its id starts with `chat:`, so that it never
 * equals an account (Telegram's are numbers) and gets no right by it.
 */
function personOf(
  from: User | undefined,
  behind: { id: number; title?: string | undefined } | undefined,
  chatId: number,
): Person {
  if (behind || !from || masks.has(from.id))
    return { id: `chat:${behind?.id ?? chatId}`, name: behind?.title ?? "", bot: false };
  return { id: String(from.id), name: nameOf(from), bot: from.is_bot };
}

function quotedOf(message: Message, me: Me): Pick<IncomingMessage, "quoted"> {
  const to = message.reply_to_message;
  // In a forum every message hangs on the one that opened the topic: that is no quote.
  if (!to || "forum_topic_created" in to) return {};
  return {
    quoted: { messageId: String(to.message_id), fromBot: to.from?.id === me.id, text: to.text ?? to.caption ?? "" },
  };
}

/** Both groups of a migration tell it; with one id for both, the second is dropped as a repeat. */
export function migration(oldId: string, newId: string, title: string, at: number): IncomingMessage {
  return {
    platform: "telegram",
    messageId: `migrated:${oldId}:${newId}`,
    event: "migrated",
    chat: { kind: "group", id: oldId, title },
    person: { id: `chat:${newId}`, name: "", bot: false },
    text: "",
    addressed: false,
    attachments: [],
    newChatId: newId,
    sentAt: at,
  };
}

/** The old and the new id of a group that became a supergroup, when this update tells it. */
export function migrationIn(update: Update): { from: string; to: string } | null {
  const { message } = update;
  if (message?.migrate_to_chat_id !== undefined)
    return { from: String(message.chat.id), to: String(message.migrate_to_chat_id) };
  if (message?.migrate_from_chat_id !== undefined)
    return { from: String(message.migrate_from_chat_id), to: String(message.chat.id) };
  return null;
}

function fromMessage(update: Update, message: Message, edited: boolean, me: Me): IncomingMessage | null {
  const chat = chatOf(message.chat);
  if (!chat) return null;
  const sentAt = (edited ? (message.edit_date ?? message.date) : message.date) * 1_000;
  const moved = migrationIn(update);
  if (moved) return migration(moved.from, moved.to, chat.title, sentAt);
  // A live position moves every few seconds; where it started was told already.
  if (edited && message.location) return null;
  const { contact } = message;
  const shared = contact ? [contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(" ") : "";
  const words = readWords(
    message.text ?? message.caption ?? shared,
    message.entities ?? message.caption_entities ?? [],
    me,
    chat.kind === "private",
  );
  const attachments = attachmentsOf(message);
  // Somebody joined, the title changed, a message was pinned: not a word to anybody.
  if (words.text === "" && attachments.length === 0 && !words.addressed) return null;
  const quoted = quotedOf(message, me);
  return {
    platform: "telegram",
    messageId: String(update.update_id),
    event: words.start !== null && !edited ? "opened" : edited ? "edit" : "message",
    chat,
    person: personOf(message.from, message.sender_chat, message.chat.id),
    text: words.text,
    addressed: chat.kind === "private" || words.addressed || (quoted.quoted?.fromBot ?? false),
    ...quoted,
    replyId: String(message.message_id),
    attachments,
    ...(words.start ? { token: words.start } : {}),
    sentAt,
  };
}

function fromButton(update: Update, query: CallbackQuery, now: number): IncomingMessage | null {
  const chat = query.message ? chatOf(query.message.chat) : null;
  if (!chat || query.message === undefined || query.data === undefined) return null;
  return {
    platform: "telegram",
    messageId: String(update.update_id),
    event: "message",
    chat,
    person: personOf(query.from, undefined, query.message.chat.id),
    text: "",
    addressed: true,
    replyId: String(query.message.message_id),
    button: query.data,
    attachments: [],
    sentAt: now,
  };
}

const isIn = (member: ChatMember): boolean =>
  member.status === "restricted" ? member.is_member : member.status !== "left" && member.status !== "kicked";

/** The bot came or went; in a private chat, it was unblocked or blocked. */
function fromMembership(update: Update, change: ChatMemberUpdated): IncomingMessage | null {
  const chat = chatOf(change.chat);
  const [was, is] = [isIn(change.old_chat_member), isIn(change.new_chat_member)];
  if (!chat || was === is) return null;
  return {
    platform: "telegram",
    messageId: String(update.update_id),
    event: is ? "botAdded" : "botRemoved",
    chat,
    // Whoever did it, a program too: the group is to be met all the same.
    person: { ...personOf(change.from, undefined, change.chat.id), bot: false },
    text: "",
    addressed: false,
    attachments: [],
    sentAt: change.date * 1_000,
  };
}

/** Telegram never tells a bot that a message was deleted: `recall` does not come from here. */
export function toIncoming(update: Update, me: Me, now: number): IncomingMessage | null {
  if (update.callback_query) return fromButton(update, update.callback_query, now);
  if (update.my_chat_member) return fromMembership(update, update.my_chat_member);
  if (update.message) return fromMessage(update, update.message, false, me);
  return update.edited_message ? fromMessage(update, update.edited_message, true, me) : null;
}

/** The chat whose updates must stay in order with this one. */
export function chatIdOf(update: Update): string {
  const chat = (update.message ?? update.edited_message ?? update.my_chat_member ?? update.callback_query?.message)
    ?.chat;
  return chat ? String(chat.id) : `update:${update.update_id}`;
}
