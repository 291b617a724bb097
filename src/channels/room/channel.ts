// The web room: the sample court's liaison group and private chats in a browser on this machine, for trying the bot.
import { serve, type ServerType } from "@hono/node-server";
import { type Directory } from "../../court/directory.ts";
import type { Alarm, Button, Channel, Receive } from "../../turn/message.ts";
import { voicesOf } from "../terminal.ts";
import { roomPages } from "./pages.ts";

export type RoomOptions = {
  /** 0 takes any free port. */
  port: number;
  directory: Directory;
  alarm: Alarm;
  /** Told the address when the room is open. */
  onOpen?: (url: string) => void;
};

/** One line in a chat as the page shows it. */
export type RoomLine = {
  id: string;
  /** `group`, or the person whose private chat it is. */
  chat: string;
  from: string;
  name: string;
  text: string;
  buttons: Button[][];
  quote: string | null;
  files: { id: string; name: string; kind: string }[];
  at: number;
};

export type Room = {
  people: { id: string; name: string; role: string }[];
  title: string;
  lines: RoomLine[];
  files: Map<string, { name: string; mime: string; bytes: Uint8Array }>;
  receive: Receive;
  add(line: Omit<RoomLine, "id" | "at"> & { id?: string }): RoomLine;
  listen(listener: (line: RoomLine) => void): () => void;
};

const kept = 2_000;

export function createRoomChannel(options: RoomOptions): Channel & { url(): string } {
  const listeners = new Set<(line: RoomLine) => void>();
  let server: ServerType | null = null;
  let port = options.port;
  let number = 0;
  const started = Date.now().toString(36);
  const room: Room = {
    people: voicesOf(options.directory),
    title: `${options.directory.tribunals[0]?.name ?? options.directory.court.name}联络群`,
    lines: [],
    files: new Map(),
    receive: () => Promise.reject(new Error("the room is not open yet")),
    add(line) {
      const whole: RoomLine = { ...line, id: line.id ?? `${started}-${number++}`, at: Date.now() };
      room.lines.push(whole);
      if (room.lines.length > kept) room.lines.splice(0, room.lines.length - kept);
      for (const listener of listeners) listener(whole);
      return whole;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const url = (): string => `http://127.0.0.1:${port}/`;

  function listen(wanted: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const made = serve({ fetch: roomPages(room, () => port).fetch, hostname: "127.0.0.1", port: wanted }, (info) => {
        server = made;
        resolve(info.port);
      });
      made.once("error", reject);
    });
  }

  return {
    platform: "room",
    capabilities: {
      buttons: true,
      files: true,
      quoting: true,
      writesFirst: true,
      maxText: 100_000,
      perGroupPerMinute: null,
      perMinute: null,
    },
    url,
    async start(receive) {
      room.receive = receive;
      try {
        port = await listen(options.port);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
        port = await listen(0);
      }
      options.onOpen?.(url());
    },
    async send(message) {
      const quote =
        message.replyTo === undefined ? null : (room.lines.find((l) => l.id === message.replyTo)?.text ?? null);
      const files = message.files.map((file) => {
        const id = `f${started}-${number++}`;
        room.files.set(id, { name: file.name, mime: file.mime, bytes: file.bytes });
        return { id, name: file.name, kind: "file" };
      });
      const line = room.add({
        chat: message.chat.kind === "group" ? "group" : message.chat.id,
        from: "bot",
        name: "机器人",
        text: message.text,
        buttons: message.buttons,
        quote,
        files,
      });
      return { kind: "sent", messageId: line.id };
    },
    async fetchFile(fileId, limit) {
      const file = room.files.get(fileId);
      if (!file) return null;
      if (file.bytes.byteLength > limit)
        throw new RangeError(`the file has ${file.bytes.byteLength} bytes; ${limit} are taken at most`);
      return file.bytes;
    },
    async stop() {
      const running = server;
      server = null;
      if (!running) return;
      // Event streams stay open for ever: they are cut, not waited for.
      if ("closeAllConnections" in running) running.closeAllConnections();
      await new Promise<void>((resolve) => running.close(() => resolve()));
    },
  };
}
