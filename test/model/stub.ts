// A server that speaks the OpenAI-compatible chat API and answers as it is told: well, wrongly, slowly or not at all.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Reply = { text: string } | { raw: string } | { status: number } | "hang" | "drip" | "reset";

export type Body = { messages: { role: string; content: string }[]; response_format?: unknown };

export async function startModel(reply: (body: Body) => Reply) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      asked.push(body);
      const made = reply(JSON.parse(body) as Body);
      if (made === "hang") return;
      if (made === "drip") {
        // A character every now and then, for ever: the connection lives, the answer does not come.
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(timer));
        return;
      }
      if (made === "reset") return void request.socket.destroy();
      if ("status" in made)
        return void response
          .writeHead(made.status, { "content-type": "application/json" })
          .end('{"error":{"message":"no"}}');
      const content = "raw" in made ? made.raw : JSON.stringify({ text: made.text });
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          id: "1",
          object: "chat.completion",
          created: 1,
          model: "stub",
          choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
