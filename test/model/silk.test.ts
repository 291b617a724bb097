// WeChat's voices: SILK comes out as a WAV of the same length, anything else as it went in.
import { encode } from "silk-wasm";
import { expect, it } from "vitest";
import { playable } from "../../src/model/silk.ts";

const second = 24_000;

it("turns a second of SILK into a second of WAV", async () => {
  const tone = Int16Array.from({ length: second }, (_, n) =>
    Math.round(8_000 * Math.sin((n * 2 * Math.PI * 440) / second)),
  );
  const { data } = await encode(new Uint8Array(tone.buffer), second);
  const { bytes, name } = await playable(data, "voice.sil");
  const wav = Buffer.from(bytes);
  expect(name).toBe("voice.wav");
  expect(wav.toString("latin1", 0, 4) + wav.toString("latin1", 8, 12)).toBe("RIFFWAVE");
  expect(wav.readUInt32LE(24)).toBe(second);
  expect((wav.length - 44) / 2).toBeGreaterThan(second * 0.95);
  expect((wav.length - 44) / 2).toBeLessThan(second * 1.1);
});

it("leaves other sounds alone", async () => {
  const ogg = Buffer.from("OggS....");
  expect(await playable(ogg, "voice.ogg")).toEqual({ bytes: ogg, name: "voice.ogg" });
});
