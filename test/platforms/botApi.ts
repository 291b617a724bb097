// A server that speaks Telegram's Bot API over real HTTP, as far as a bot of groups needs it, with faults on order.
import { createServer, type IncomingMessage as Request, type ServerResponse as Response } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Update } from "grammy/types";
import { type Form, readForm } from "./botApiForm.ts";
import { createWorld, type Draft, Refusal, type WorldOptions } from "./botApiWorld.ts";

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

export type BotApi = Awaited<ReturnType<typeof startBotApi>>;

export type Call = Form & { method: string; at: number };

export type BotApiOptions = WorldOptions & { token?: string; port?: number };

const textIn = (payload: Record<string, unknown>, field: string): string =>
  typeof payload[field] === "string" ? payload[field] : "";

function answer(response: Response, status: number, body: unknown, broken = false): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  if (!broken) return void response.end(text);
  response.write(text.slice(0, Math.ceil(text.length / 2)));
  setImmediate(() => response.destroy());
}

export async function startBotApi(options: BotApiOptions = {}) {
  const token = options.token ?? "4242:test-token-that-must-not-leak";
  const queue: Update[] = [];
  const calls: Call[] = [];
  const faults = new Map<string, Fault[]>();
  const files = new Map<string, { path: string; bytes: Buffer }>();
  let nextUpdate = 1_000;
  /** The highest offset the bot has confirmed: everything below was dropped. */
  let confirmed = 0;
  let poll: { answer(): void; conflict(): void } | null = null;
  let wakeup: (() => void)[] = [];

  const changed = (): void => {
    for (const wake of wakeup.splice(0)) wake();
  };

  const world = createWorld(options, push, changed);

  /** Puts an update into the queue; returns its id. */
  function push(update: Draft): number {
    const id = nextUpdate++;
    queue.push({ update_id: id, ...update });
    poll?.answer();
    return id;
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
        return world.me;
      case "getUpdates":
        return getUpdates(payload, response);
      case "sendMessage":
        return world.deliver(payload, textIn(payload, "text"), []);
      case "sendDocument":
        return world.deliver(payload, textIn(payload, "caption"), attached);
      case "editMessageText":
        return world.edit(payload, textIn(payload, "text"));
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
  async function until(is: () => boolean, what = "something on the Bot API server", limitMs = 10_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!is()) {
      if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
      await Promise.race([new Promise<void>((resolve) => wakeup.push(resolve)), pause(20)]);
    }
  }

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    ...world,
    calls,
    push,
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
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
