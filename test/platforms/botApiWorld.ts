// What happens in Telegram as its people see it: they write, press, come and go, and the bot's messages reach them or do not.
import type { MessageEntity, Update } from "grammy/types";

/** A message of the bot as its readers have it. */
export type SentMessage = {
  id: number;
  chat: number;
  text: string;
  replyTo: number | null;
  buttons: { label: string; data: string }[];
  files: { name: string; bytes: Buffer }[];
};
export type Draft = Omit<Update, "update_id">;
type Extra = Record<string, unknown>;

/** A call that the Bot API refuses. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Record<string, number>;
  constructor(code: number, description: string, parameters: Record<string, number> = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

/** Entities as Telegram's apps make them: @names and a leading command. */
function entitiesOf(text: string): MessageEntity[] {
  const found = [...text.matchAll(/@[A-Za-z]\w{3,}|(?<![\w/])\/[A-Za-z0-9_]+(?:@\w+)?/g)];
  return found.map((m) => ({
    type: m[0].startsWith("@") ? "mention" : "bot_command",
    offset: m.index,
    length: m[0].length,
  }));
}

function keyboard(payload: Record<string, unknown>): SentMessage["buttons"] {
  const rows =
    (payload["reply_markup"] as { inline_keyboard?: { text: string; callback_data?: string }[][] } | undefined)
      ?.inline_keyboard ?? [];
  return rows.flat().map(({ text, callback_data }) => {
    if (callback_data !== undefined && Buffer.byteLength(callback_data) > 64)
      throw new Refusal(400, "Bad Request: BUTTON_DATA_INVALID");
    return { label: text, data: callback_data ?? "" };
  });
}

export type WorldOptions = { readsAll?: boolean; username?: string };

export type World = ReturnType<typeof createWorld>;

/** `push` puts an update into the bot's queue and returns its id; `changed` is told when the bot has said something. */
export function createWorld(options: WorldOptions, push: (update: Draft) => number, changed: () => void) {
  const me = {
    id: 4242,
    is_bot: true as const,
    first_name: "枫桥",
    username: options.username ?? "fengqiao_bot",
    can_join_groups: true,
    can_read_all_group_messages: options.readsAll ?? true,
    supports_inline_queries: false,
  };
  const sent: SentMessage[] = [];
  const names = new Map<number, string>();
  /** Private chats that were never opened or are blocked, and groups that are gone. */
  const closed = new Map<number, "never" | "blocked" | "kicked">();
  const migrated = new Map<number, number>();
  let nextMessage = 1;
  let nextQuery = 1;

  const userOf = (id: number) => ({ id, is_bot: false, first_name: names.get(id) ?? `用户${id}` });
  const chatOf = (id: number) =>
    id < 0
      ? { id, type: "supergroup" as const, title: names.get(id) ?? "联络群" }
      : { ...userOf(id), type: "private" as const };

  function message(chat: number, from: number, content: Extra): Extra {
    return { message_id: nextMessage++, date: seconds(), chat: chatOf(chat), from: userOf(from), ...content };
  }

  /** Somebody writes; `extra` adds or replaces fields of the message. Returns the update's id and the message. */
  function say(chat: number, from: number, text: string, extra: Extra = {}) {
    if (chat === from) closed.delete(chat);
    const entities = entitiesOf(text);
    const said = message(chat, from, { text, ...(entities.length > 0 ? { entities } : {}), ...extra });
    return { update: push({ message: said } as unknown as Draft), message: said };
  }

  /** A message without words of its own: a photo, a voice, a place, a service message. */
  function post(chat: number, from: number, content: Extra) {
    const said = message(chat, from, content);
    return { update: push({ message: said } as unknown as Draft), message: said };
  }

  /** The bot's message as Telegram shows it where it is replied to. */
  const asReply = (of: SentMessage): Extra => ({
    reply_to_message: { message_id: of.id, date: seconds(), chat: chatOf(of.chat), from: me, text: of.text },
  });

  function press(of: SentMessage, from: number, label: string): number {
    const button = of.buttons.find((b) => b.label.includes(label));
    if (!button) throw new Error(`there is no button "${label}" under: ${of.text}`);
    const query = {
      id: `q${nextQuery++}`,
      from: userOf(from),
      chat_instance: "1",
      data: button.data,
      message: { message_id: of.id, date: seconds(), chat: chatOf(of.chat), from: me, text: of.text },
    };
    return push({ callback_query: query });
  }

  /** The bot is added to or thrown out of a group; in a private chat, unblocked or blocked. */
  function membership(chat: number, from: number, was: string, is: string): number {
    if (chat > 0 || is === "kicked" || is === "left") {
      if (is === "member" || is === "administrator") closed.delete(chat);
      else closed.set(chat, chat > 0 ? "blocked" : "kicked");
    }
    return push({
      my_chat_member: {
        chat: chatOf(chat),
        from: userOf(from),
        date: seconds(),
        old_chat_member: { status: was, user: me },
        new_chat_member: { status: is, user: me },
      },
    } as unknown as Draft);
  }

  function deliver(payload: Record<string, unknown>, text: string, attached: SentMessage["files"]) {
    const chat = Number(payload["chat_id"]);
    const moved = migrated.get(chat);
    if (moved !== undefined)
      throw new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
        migrate_to_chat_id: moved,
      });
    const shut = closed.get(chat);
    if (shut === "never") throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    if (shut === "blocked") throw new Refusal(403, "Forbidden: bot was blocked by the user");
    if (shut === "kicked") throw new Refusal(403, "Forbidden: bot was kicked from the supergroup chat");
    if (text.trim() === "" && attached.length === 0) throw new Refusal(400, "Bad Request: message text is empty");
    if (text.length > (attached.length > 0 ? 1_024 : 4_096)) throw new Refusal(400, "Bad Request: message is too long");
    const reply = payload["reply_parameters"] as { message_id: number } | undefined;
    const made: SentMessage = {
      id: nextMessage++,
      chat,
      text,
      replyTo: reply?.message_id ?? null,
      buttons: keyboard(payload),
      files: attached,
    };
    sent.push(made);
    changed();
    return {
      message_id: made.id,
      date: seconds(),
      chat: chatOf(chat),
      from: me,
      ...(attached.length > 0 ? { caption: text } : { text }),
    };
  }

  function edit(payload: Record<string, unknown>, text: string) {
    const found = sent.find((m) => m.id === Number(payload["message_id"]));
    if (!found) throw new Refusal(400, "Bad Request: message to edit not found");
    found.text = text;
    return { message_id: found.id, date: seconds(), chat: chatOf(found.chat), from: me, text };
  }

  return {
    me,
    sent,
    names,
    closed,
    migrated,
    say,
    post,
    press,
    asReply,
    membership,
    deliver,
    edit,
    sentTo: (chat: number): SentMessage[] => sent.filter((m) => m.chat === chat),
  };
}
