// The parts of a language model that are configured: wording, second reading, speech, photos, embeddings; each loaded only then.
import { join } from "node:path";
import type { Config } from "./config.ts";
import type { LoadedContent } from "./content.ts";
import { toCivil } from "./court/calendar.ts";
import type { Logger } from "./log.ts";
import type { Alarm } from "./turn/message.ts";

export async function wordingOf(config: Config, loaded: LoadedContent, alarm: Alarm, log: Logger) {
  if (!config.model) return undefined;
  if (!config.model.inChina && config.assessment === null) {
    log.warn(
      { event: "model-off" },
      "the model is outside China and no security assessment is stated; the bot works without it",
    );
    return undefined;
  }
  const [{ createComposer, modelLimit }, { createWording }] = await Promise.all([
    import("./model/chat.ts"),
    import("./model/wording.ts"),
  ]);
  const { baseUrl, apiKey, name, kind } = config.model;
  const composer = createComposer({ baseUrl, apiKey, name, kind, limitMs: modelLimit, alarm });
  return createWording(composer, (id) => loaded.content.entryAnswer(id, toCivil(Date.now()).date));
}

/** Only where a model may be asked at all; `wordingOf` has looked at that. */
export async function readerOf(config: Config, loaded: LoadedContent, alarm: Alarm) {
  if (!config.model) return undefined;
  const [{ createAsk }, { createReader, readingLimit }] = await Promise.all([
    import("./model/chat.ts"),
    import("./model/reading.ts"),
  ]);
  const { baseUrl, apiKey, name, kind } = config.model;
  const ask = createAsk({ baseUrl, apiKey, name, kind, limitMs: readingLimit, alarm });
  return createReader(ask, loaded.intents, [...loaded.content.causes.values()]);
}

export async function speechOf(config: Config, alarm: Alarm) {
  if (!config.model?.speech || (!config.model.inChina && config.assessment === null)) return undefined;
  const [{ createTranscriber }, { modelLimit }] = await Promise.all([
    import("./model/speech.ts"),
    import("./model/chat.ts"),
  ]);
  const { baseUrl, apiKey, speech } = config.model;
  return createTranscriber({ baseUrl, apiKey, model: speech, limitMs: modelLimit, alarm });
}

export async function photosOf(config: Config, alarm: Alarm) {
  if (!config.model?.vision || (!config.model.inChina && config.assessment === null)) return undefined;
  const [{ createPhotoReader }, { modelLimit }] = await Promise.all([
    import("./model/photo.ts"),
    import("./model/chat.ts"),
  ]);
  const { baseUrl, apiKey, vision } = config.model;
  return createPhotoReader({ baseUrl, apiKey, model: vision, limitMs: modelLimit, alarm });
}

/** Entries as vectors, so that a question finds them by its meaning too. */
export async function meaningOf(config: Config, { knownEntries }: Pick<LoadedContent, "knownEntries">, alarm: Alarm) {
  if (!config.model?.embeddings || (!config.model.inChina && config.assessment === null)) return undefined;
  const [{ createEmbedder }, { createMeaning }] = await Promise.all([
    import("./model/embedding.ts"),
    import("./meaning.ts"),
  ]);
  const { baseUrl, apiKey, embeddings } = config.model;
  return createMeaning({
    embed: createEmbedder({ baseUrl, apiKey, model: embeddings, alarm }),
    model: embeddings,
    folder: join(config.data, "vectors"),
    entries: knownEntries,
    now: Date.now,
  });
}
