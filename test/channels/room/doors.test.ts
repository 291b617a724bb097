// Who may speak to the web room: the page of this machine's browser, as people of the sample court, and nobody else.
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { ask, own, room, tearDown, words } from "./setup.ts";

afterEach(tearDown);

describe("who may speak to the room", () => {
  it("answers this machine's own page only, by Host and by Origin", async () => {
    const { port, received } = await room();
    const say = (headers: Record<string, string>) =>
      ask(port, {
        method: "POST",
        path: "/say",
        headers: { "content-type": "application/json", ...headers },
        body: words,
      });
    expect((await ask(port, {})).status).toBe(200);
    expect((await ask(port, { headers: { host: "court.example" } })).status).toBe(403);
    expect((await ask(port, { headers: { host: `127.0.0.1.evil.example:${port}` } })).status).toBe(403);
    expect((await ask(port, { path: "/events", headers: { origin: "https://evil.example" } })).status).toBe(403);
    for (const origin of ["https://evil.example", "null", `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`])
      expect((await say({ origin })).status, origin).toBe(403);
    expect((await say({})).status).toBe(403);
    expect(received).toEqual([]);
    expect((await say(own(port))).status).toBe(200);
    expect(received.map((m) => m.text)).toEqual(["大家好"]);
  });

  it("listens on the loopback address alone", async () => {
    const { port } = await room();
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((net) => !net.internal && net.family === "IPv4");
    for (const { address } of others) {
      const refused = await new Promise<boolean>((resolve) => {
        const socket = connect({ host: address, port, timeout: 1_000 });
        const end = (gone: boolean) => () => {
          socket.destroy();
          resolve(gone);
        };
        socket.on("connect", end(false)).on("error", end(true)).on("timeout", end(true));
      });
      expect(refused, address).toBe(true);
    }
  });

  it("takes nobody who is not of the sample court, and no words it cannot read", async () => {
    const { port, received } = await room();
    const say = (body: unknown) => ask(port, { method: "POST", path: "/say", headers: own(port), body });
    expect((await say({ ...words, as: "judge-nobody" })).status).toBe(400);
    expect((await say({ ...words, role: "judge" })).status).toBe(400);
    expect((await say("大家好")).status).toBe(400);
    expect((await say({ ...words, text: "长".repeat(100_001) })).status).toBe(400);
    expect(received).toEqual([]);
  });

  it("is off, with its sample court, once a real channel is configured", () => {
    const real = { TELEGRAM_TOKEN: "12345:AbCdEfGhIjKl" };
    expect(() => readConfig(real)).toThrow(/FENGQIAO_COURT.*sample court is only for trying/su);
    expect(() => readConfig({ ...real, FENGQIAO_COURT: "./knowledge/../knowledge/court.sample.yaml" })).toThrow(
      /sample court/u,
    );
    expect(readConfig({ ...real, FENGQIAO_COURT: "my/court.yaml" }).court).toBe("my/court.yaml");
    expect(readConfig({}).court).toBeNull();
  });
});
