// How each provider behaves: what it refuses with a 400, and how it wraps what it says.
import type { ModelKind } from "../../src/model/chat.ts";
import type { Reply } from "./stub.ts";

export type Request = { messages: { role: string; content: string }[] } & Record<string, unknown>;

const saysJson = (request: Request): boolean => request.messages.some((m) => /json/i.test(m.content));
const wantsJson = (request: Request): boolean =>
  (request["response_format"] as { type?: string } | undefined)?.type === "json_object";
const refused: Reply = { status: 400 };
const known = new Set(["model", "messages", "response_format", "stream", "n"]);
const only = (request: Request, ...more: string[]): boolean =>
  Object.keys(request).every((key) => known.has(key) || more.includes(key));

/** The reply of a provider of this kind whose model says `text`. */
export const providers: Record<ModelKind, (request: Request, text: string) => Reply> = {
  // Newer models: no max_tokens, no temperature but their own; unknown parameters are refused.
  openai: (request, text) =>
    !only(request, "max_completion_tokens", "temperature") ||
    (request["temperature"] ?? 1) !== 1 ||
    (wantsJson(request) && !saysJson(request))
      ? refused
      : { text },
  // json_object only where the prompt says "json"; the reply comes with blank lines in front.
  deepseek: (request, text) =>
    !only(request, "max_tokens", "temperature") || (wantsJson(request) && !saysJson(request))
      ? refused
      : { raw: `\n\n${JSON.stringify({ text })}` },
  // Refuses a call that does not stream while thinking is on.
  qwen: (request, text) =>
    !only(request, "max_tokens", "temperature", "enable_thinking") ||
    (request["stream"] !== true && request["enable_thinking"] !== false) ||
    (wantsJson(request) && !saysJson(request))
      ? refused
      : { raw: JSON.stringify({ text }, null, 2) },
  // A temperature of 0 is out of its range; the JSON is fenced, and thoughts may stand before it.
  glm: (request, text) =>
    !only(request, "max_tokens", "temperature", "thinking") || request["temperature"] === 0
      ? refused
      : { raw: `<think>\n用户问{利息}。\n</think>\n好的，如下：\n\`\`\`json\n${JSON.stringify({ text })}\n\`\`\`` },
};
