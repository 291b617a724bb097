// WeChat's voice messages as sound that a transcriber takes: SILK decoded to a WAV file.
import { isSilk } from "../turn/files.ts";

/** Samples a second of the decoded sound; WeChat records no finer. */
const rate = 24_000;

/** A WAV file around mono samples of 16 bits. */
function wav(samples: Uint8Array): Uint8Array {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** The same sound, as WAV when it came as SILK; the decoder is loaded for the first of them. */
export async function playable(bytes: Uint8Array, name: string): Promise<{ bytes: Uint8Array; name: string }> {
  if (!isSilk(bytes)) return { bytes, name };
  const { decode } = await import("silk-wasm");
  const { data } = await decode(bytes, rate);
  return { bytes: wav(data), name: "voice.wav" };
}
