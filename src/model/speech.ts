// A voice message as text, by an OpenAI-compatible transcription endpoint: asked once, under a hard limit, read back before it counts.
import type { Alarm } from "../turn/message.ts";
import { playable } from "./silk.ts";

export type SpeechOptions = {
  baseUrl: string;
  apiKey: string;
  model: string /** ms for the whole call. */;
  limitMs: number;
  alarm: Alarm;
};

/** Longer texts than this were not spoken into a phone. */
const longest = 4_000;

/**
 * A transcriber that never throws: null when there is no text in time. `name` carries the ending by which the endpoint knows
 * the format (voice.ogg).
 */
export function createTranscriber(options: SpeechOptions): (bytes: Uint8Array, name: string) => Promise<string | null> {
  const library = import("openai");
  library.catch(() => undefined);
  return async (bytes, name) => {
    try {
      const { default: OpenAI, toFile } = await library;
      const client = new OpenAI({
        baseURL: options.baseUrl,
        apiKey: options.apiKey || "none",
        maxRetries: 0,
        timeout: options.limitMs,
      });
      const sound = await playable(bytes, name);
      const heard = await client.audio.transcriptions.create(
        { file: await toFile(sound.bytes, sound.name), model: options.model, language: "zh" },
        { signal: AbortSignal.timeout(options.limitMs) },
      );
      const text = typeof heard.text === "string" ? heard.text.trim() : "";
      return text === "" || text.length > longest ? null : text;
    } catch (error) {
      options.alarm("speech-failed", "语音没有转成文字，已请对方打字。", {
        reason: error instanceof Error ? error.name : "unknown",
      });
      return null;
    }
  };
}
