// A voice becomes text by a real HTTP endpoint, within its limit, or the person is asked to type.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createTranscriber } from "../../src/model/speech.ts";

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

async function endpoint(answer: "text" | "hang" | "error") {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      asked.push(`${request.url} ${Buffer.concat(parts).toString("latin1")}`);
      if (answer === "hang") return;
      response.writeHead(answer === "text" ? 200 : 500, { "content-type": "application/json" });
      response.end(answer === "text" ? JSON.stringify({ text: " 他借我两万块钱不还 " }) : "{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

const transcriber = (url: string, limitMs = 10_000) =>
  createTranscriber({ baseUrl: url, apiKey: "k", model: "whisper", limitMs, alarm: () => undefined });

describe("a voice message", () => {
  it("is sent with its ending and comes back as text", async () => {
    const { url, asked } = await endpoint("text");
    expect(await transcriber(url)(new Uint8Array([1, 2, 3]), "voice.ogg")).toBe("他借我两万块钱不还");
    expect(asked[0]).toContain("/audio/transcriptions");
    expect(asked[0]).toContain('filename="voice.ogg"');
  });
  it("is given up when the endpoint fails or hangs", async () => {
    const broken = await endpoint("error");
    expect(await transcriber(broken.url)(new Uint8Array([1]), "voice.ogg")).toBeNull();
    await close();
    const mute = await endpoint("hang");
    expect(await transcriber(mute.url, 300)(new Uint8Array([1]), "voice.ogg")).toBeNull();
  });
});
