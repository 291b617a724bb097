// A room on a port of its own for one test, and bare requests to it, with headers that no browser would let a page set.
import { request } from "node:http";
import { createRoomChannel } from "../../../src/channels/room/channel.ts";
import { loadDirectory } from "../../../src/load.ts";
import type { IncomingMessage } from "../../../src/turn/message.ts";

const directory = loadDirectory("knowledge/court.sample.yaml");
const ends: (() => Promise<unknown>)[] = [];

/** Done when the test is over, the last first. */
export const afterwards = (end: () => Promise<unknown>): void => void ends.push(end);
export async function tearDown(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}

export async function room(receive: (message: IncomingMessage) => Promise<void> = () => Promise.resolve(), port = 0) {
  const received: IncomingMessage[] = [];
  const channel = createRoomChannel({ port, directory, alarm: () => undefined });
  await channel.start(async (message) => {
    await receive(message);
    received.push(message);
  });
  afterwards(() => channel.stop());
  const url = channel.url();
  return { channel, received, url, port: Number(new URL(url).port) };
}

type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: unknown };

export function ask(
  port: number,
  { method = "GET", path = "/", headers = {}, body }: Ask,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const made = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    made.on("error", reject);
    made.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The first thing that the event stream tells. */
export function firstEvent(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const made = request({ host: "127.0.0.1", port, path: "/events" }, (response) => {
      response.on("data", (part: Buffer) => {
        const told = /^data: (.*)$/mu.exec(part.toString())?.[1];
        if (told === undefined) return;
        made.destroy();
        resolve(told);
      });
    });
    made.on("error", reject);
    made.end();
  });
}

export const own = (port: number) => ({ origin: `http://127.0.0.1:${port}`, "content-type": "application/json" });
export const words = { as: "resident-li", chat: "group", text: "大家好", key: "key-000001" };
