// The room's few addresses: the page, what was said, the live stream, and saying something; for this machine's browser only.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { Attachment, IncomingMessage } from "../../turn/message.ts";
import type { Room, RoomLine } from "./channel.ts";

const here = import.meta.dirname;
const asset = (name: string): string => readFileSync(join(here, name), "utf8");

const saySchema = z.strictObject({
  as: z.string(),
  chat: z.enum(["group", "private"]),
  text: z.string().max(100_000),
  button: z.string().max(64).optional(),
  quote: z.string().optional(),
  /** Lets a page say again what may not have arrived: the second is dropped. */
  key: z.string().min(6).max(60),
  file: z.strictObject({ name: z.string().max(200), mime: z.string().max(100), base64: z.string() }).optional(),
});

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const kindOf = (mime: string): Attachment["kind"] =>
  mime.startsWith("image/")
    ? "picture"
    : mime.startsWith("audio/")
      ? "voice"
      : mime.startsWith("video/")
        ? "video"
        : "file";

/** A quoted line is known to whoever can see it: the group's, or the person's own. */
const quotable = (room: Room, id: string | undefined, chat: string): RoomLine | undefined =>
  id === undefined ? undefined : room.lines.find((l) => l.id === id && l.chat === chat);

export function roomPages(room: Room, port: () => number): Hono {
  const app = new Hono();
  const fonts = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json"));

  app.use(async (c, next) => {
    const allowed = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const origin = c.req.header("origin");
    // A page elsewhere must not speak here by way of this browser (DNS rebinding, cross-site requests).
    if (!allowed.includes(c.req.header("host") ?? "")) return c.text("only for this machine", 403);
    if (origin !== undefined && !allowed.some((host) => origin === `http://${host}`))
      return c.text("only from the room's own page", 403);
    if (c.req.method !== "GET" && origin === undefined) return c.text("only from the room's own page", 403);
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  });

  app.get("/", (c) => c.html(asset("room.html")));
  app.get("/room.js", (c) => c.body(asset("room.js"), 200, { "content-type": "text/javascript; charset=utf-8" }));
  app.get("/room.css", (c) => c.body(asset("room.css"), 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/font.css", (c) =>
    c.body(readFileSync(join(fonts, "chinese-simplified-400.css"), "utf8"), 200, {
      "content-type": "text/css; charset=utf-8",
    }),
  );
  app.get("/files/:name{[a-z0-9.-]+\\.woff2?}", (c) => {
    const bytes = readFileSync(join(fonts, "files", c.req.param("name")));
    return c.body(bytes, 200, { "content-type": "font/woff2", "cache-control": "max-age=86400" });
  });
  app.get("/people", (c) => c.json({ people: room.people, title: room.title }));
  app.get("/download/:id", (c) => {
    const file = room.files.get(c.req.param("id"));
    if (!file) return c.notFound();
    // Never shown inline: what somebody sent must not run here.
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });

  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const queue: RoomLine[] = [...room.lines];
      let wake: () => void = () => {};
      const stop = room.listen((line) => {
        queue.push(line);
        wake();
      });
      stream.onAbort(() => {
        stop();
        wake();
      });
      while (!stream.aborted && !stream.closed) {
        const line = queue.shift();
        if (line) await stream.writeSSE({ data: JSON.stringify(line), id: line.id });
        else {
          const beat = setTimeout(() => wake(), 20_000);
          await new Promise<void>((resolve) => (wake = resolve));
          clearTimeout(beat);
          if (queue.length === 0 && !stream.aborted) await stream.writeSSE({ event: "beat", data: "" });
        }
      }
      stop();
    }),
  );

  app.post(
    "/say",
    bodyLimit({ maxSize: 12_000_000, onError: (c) => c.json({ error: "太大了，最大8MB。" }, 413) }),
    async (c) => {
      const parsed = saySchema.safeParse(await c.req.json().catch(() => null));
      if (!parsed.success) return c.json({ error: "这条消息格式不对，没有收下。" }, 400);
      const said = parsed.data;
      const person = room.people.find((p) => p.id === said.as);
      if (!person) return c.json({ error: "没有这个人。" }, 400);
      const chat = said.chat === "group" ? "group" : person.id;
      const quoted = quotable(room, said.quote, chat);
      const id = `p-${said.key}`;
      const attachments: Attachment[] = [];
      if (said.file) {
        const bytes = Buffer.from(said.file.base64, "base64");
        room.files.set(id, { name: said.file.name, mime: said.file.mime, bytes });
        attachments.push({
          kind: kindOf(said.file.mime),
          fileId: id,
          name: said.file.name,
          mime: said.file.mime,
          size: bytes.byteLength,
        });
      }
      const message: IncomingMessage = {
        platform: "room",
        messageId: id,
        event: "message",
        chat:
          said.chat === "group"
            ? { kind: "group", id: "group", title: room.title }
            : { kind: "private", id: person.id, title: "" },
        person: { id: person.id, name: person.name, bot: false },
        text: said.text.replace(/@机器人\s*/g, ""),
        addressed:
          said.chat === "private" ||
          said.text.includes("@机器人") ||
          quoted?.from === "bot" ||
          said.button !== undefined,
        ...(quoted ? { quoted: { messageId: quoted.id, fromBot: quoted.from === "bot", text: quoted.text } } : {}),
        ...(said.button === undefined ? {} : { button: said.button }),
        attachments,
        sentAt: Date.now(),
      };
      if (!room.lines.some((l) => l.id === id)) {
        room.add({
          id,
          chat,
          from: person.id,
          name: person.name,
          text: said.text,
          buttons: [],
          quote: quoted?.text ?? null,
          files: said.file ? [{ id, name: said.file.name, kind: kindOf(said.file.mime) }] : [],
        });
      }
      try {
        await room.receive(message);
      } catch {
        return c.json({ error: "没有存上，请再发一次。" }, 503);
      }
      return c.json({ taken: true });
    },
  );

  return app;
}
