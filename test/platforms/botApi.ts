// A server that speaks Telegram's Bot API over real HTTP, as far as a bot of groups needs it, with faults on order.
import { createServer, type IncomingMessage as Request, type ServerResponse as Response } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { MessageEntity, Update } from "grammy/types";
import { readForm } from "./botApiForm.ts";

/**
 * What goes wrong with the next call of a method. `code`: the API says no. `resetBefore`: the connection breaks and
 * nothing was done. `resetAfter`: it was done, and the answer is lost. `resetBody`: the answer breaks in the middle.
 * `mute`: no answer ever. `slowMs`: the answer comes late. `page`: a proxy's page instead of JSON.
 */
export type Fault =
  | { code: number; description?: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  | "resetBefore"
  | "resetAfter"
  | "resetBody"
  | "mute"
  | { slowMs: number }
  | { page: number };

export type Call = {
  method: string;
  payload: Record<string, unknown>;
  files: { name: string; bytes: Buffer }[];
  at: number;
};
/** A message of the bot as its readers have it. */
export type SentMessage = {
  id: number;
  chat: number;
  text: string;
  replyTo: number | null;
  buttons: { label: string; data: string }[];
  files: { name: string; bytes: Buffer }[];
};
type Draft = Omit<Update, "update_id">;
type Extra = Record<string, unknown>;

export type BotApi = Awaited<ReturnType<typeof startBotApi>>;

export type BotApiOptions = { readsAll?: boolean; username?: string; token?: string; port?: number };

class Refusal extends Error {
  readonly code: number;
  readonly parameters: Record<string, number>;
  constructor(code: number, description: string, parameters: Record<string, number> = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

const textIn = (payload: Record<string, unknown>, field: string): string =>
  typeof payload[field] === "string" ? payload[field] : "";

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

function answer(response: Response, status: number, body: unknown, broken = false): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  if (!broken) return void response.end(text);
  response.write(text.slice(0, Math.ceil(text.length / 2)));
  setImmediate(() => response.destroy());
}

export async function startBotApi(options: BotApiOptions = {}) {
  const token = options.token ?? "4242:test-token-that-must-not-leak";
  const me = {
    id: 4242,
    is_bot: true as const,
    first_name: "枫桥",
    username: options.username ?? "fengqiao_bot",
    can_join_groups: true,
    can_read_all_group_messages: options.readsAll ?? true,
    supports_inline_queries: false,
  };
  const queue: Update[] = [];
  const calls: Call[] = [];
  const sent: SentMessage[] = [];
  const faults = new Map<string, Fault[]>();
  const files = new Map<string, { path: string; bytes: Buffer }>();
  const names = new Map<number, string>();
  /** Private chats that were never opened or are blocked, and groups that are gone. */
  const closed = new Map<number, "never" | "blocked" | "kicked">();
  const migrated = new Map<number, number>();
  let nextUpdate = 1_000;
  let nextMessage = 1;
  /** The highest offset the bot has confirmed: everything below was dropped. */
  let confirmed = 0;
  let poll: { answer(): void; conflict(): void } | null = null;
  let wakeup: (() => void)[] = [];

  const userOf = (id: number) => ({ id, is_bot: false, first_name: names.get(id) ?? `用户${id}` });
  const chatOf = (id: number) =>
    id < 0
      ? { id, type: "supergroup" as const, title: names.get(id) ?? "联络群" }
      : { ...userOf(id), type: "private" as const };
  const changed = (): void => {
    for (const wake of wakeup.splice(0)) wake();
  };

  /** Puts an update into the queue; returns its id. */
  function push(update: Draft): number {
    const id = nextUpdate++;
    queue.push({ update_id: id, ...update });
    poll?.answer();
    return id;
  }

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
      id: `q${nextUpdate}`,
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

  function getUpdates(payload: Record<string, unknown>, response: Response): Promise<Update[]> {
    const offset = Number(payload["offset"] ?? 0);
    if (offset > confirmed) confirmed = offset;
    while (queue[0] && queue[0].update_id < offset) queue.shift();
    // As Telegram does: the newer poll ends the older one.
    poll?.conflict();
    const ready = (): Update[] => queue.slice(0, Number(payload["limit"] ?? 100));
    const timeout = Number(payload["timeout"] ?? 0);
    changed();
    if (queue.length > 0 || timeout === 0) return Promise.resolve(ready());
    return new Promise((resolve, reject) => {
      const own = {
        answer: () => end(() => resolve(ready())),
        conflict: () =>
          end(() =>
            reject(
              new Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
              ),
            ),
          ),
      };
      const timer = setTimeout(own.answer, timeout * 1_000);
      function end(then: () => void): void {
        clearTimeout(timer);
        if (poll === own) poll = null;
        then();
      }
      response.on("close", () => end(() => resolve([])));
      poll = own;
      changed();
    });
  }

  async function run({ method, payload, files: attached }: Call, response: Response): Promise<unknown> {
    switch (method) {
      case "getMe":
        return me;
      case "getUpdates":
        return getUpdates(payload, response);
      case "sendMessage":
        return deliver(payload, textIn(payload, "text"), []);
      case "sendDocument":
        return deliver(payload, textIn(payload, "caption"), attached);
      case "editMessageText": {
        const found = sent.find((m) => m.id === Number(payload["message_id"]));
        if (!found) throw new Refusal(400, "Bad Request: message to edit not found");
        found.text = textIn(payload, "text");
        return { message_id: found.id, date: seconds(), chat: chatOf(found.chat), from: me, text: found.text };
      }
      case "getFile": {
        const file = files.get(textIn(payload, "file_id"));
        if (!file) throw new Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
        return { file_id: payload["file_id"], file_unique_id: "u", file_size: file.bytes.length, file_path: file.path };
      }
      case "answerCallbackQuery":
      case "deleteWebhook":
      case "leaveChat":
      case "sendChatAction":
        return true;
      default:
        throw new Refusal(404, "Not Found");
    }
  }

  async function serve(request: Request, response: Response): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, root = "", method = "", ...rest] = decodeURIComponent(request.url ?? "").split("/");
    const [kind, given] = root === "file" ? ["file", method] : ["call", root];
    if (given !== `bot${token}`)
      return answer(response, 401, { ok: false, error_code: 401, description: "Unauthorized" });
    if (kind === "file") {
      const file = [...files.values()].find(({ path }) => path === rest.join("/"));
      if (!file) return answer(response, 404, { ok: false, error_code: 404, description: "Not Found" });
      return void response.end(file.bytes);
    }
    const call: Call = {
      method,
      at: Date.now(),
      ...readForm(Buffer.concat(chunks), request.headers["content-type"] ?? ""),
    };
    calls.push(call);
    const fault = faults.get(method)?.shift();
    if (fault === "mute") return;
    if (fault === "resetBefore") return void request.socket.destroy();
    if (typeof fault === "object" && "page" in fault)
      return void response.writeHead(fault.page, { "content-type": "text/html" }).end("<html>Bad Gateway</html>");
    if (typeof fault === "object" && "code" in fault) {
      return answer(response, fault.code, {
        ok: false,
        error_code: fault.code,
        description: fault.description ?? "injected",
        ...(fault.parameters ? { parameters: fault.parameters } : {}),
      });
    }
    try {
      const result = await run(call, response);
      if (typeof fault === "object" && "slowMs" in fault) await pause(fault.slowMs);
      if (fault === "resetAfter") return void request.socket.destroy();
      answer(response, 200, { ok: true, result }, fault === "resetBody");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message: description, parameters } = error;
      answer(response, code, {
        ok: false,
        error_code: code,
        description,
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      });
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));

  /** Resolves when `is` holds; it is looked at whenever something happened. */
  async function until(is: () => boolean, what = "something on the Bot API server", limitMs = 5_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!is()) {
      if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
      await Promise.race([new Promise<void>((resolve) => wakeup.push(resolve)), pause(20)]);
    }
  }

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    me,
    calls,
    sent,
    names,
    closed,
    migrated,
    push,
    say,
    post,
    press,
    asReply,
    membership,
    until,
    /** The next calls of a method fail so, one fault each, in this order. */
    fail: (method: string, ...next: Fault[]): void => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    heal: (): void => faults.clear(),
    addFile: (id: string, bytes: Buffer, path = `files/${id}`): void => void files.set(id, { path, bytes }),
    /** The updates that still lie on the server, by id. */
    waiting: (): number[] => queue.map((u) => u.update_id),
    confirmed: (): number => confirmed,
    polling: (): boolean => poll !== null,
    callsOf: (method: string): Call[] => calls.filter((c) => c.method === method),
    sentTo: (chat: number): SentMessage[] => sent.filter((m) => m.chat === chat),
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
