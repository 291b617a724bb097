// The acceptance tests: whole conversations in the users' Chinese, played on the engine with a clock of their own.
import { join } from "node:path";
import { describe, it } from "vitest";
import { type LoadedContent, loadContent } from "../../src/content.ts";
import { seedTimers } from "../../src/seeding.ts";
import { engineDriver } from "./driver.ts";
import { play } from "./play.ts";
import { loadStories } from "./story.ts";

const loaded = loadContent();
const idOf = (name: string): string => loaded.content.directory.places.find((p) => p.name === name)?.id ?? name;

/** Every reading that names a cause is torn between these two. */
const tornBetween = ([first, second]: [string, string]): LoadedContent => ({
  ...loaded,
  understand: (heard) => {
    const read = loaded.understand(heard);
    if (read.cause === null) return read;
    return { ...read, cause: first, causeConfidence: 0.46, causeRunnerUp: { cause: second, confidence: 0.42 } };
  },
});

describe("stories", () => {
  for (const story of loadStories(join(import.meta.dirname, "."))) {
    it(`${story.file}: ${story.title}`, async () => {
      const driver = await engineDriver(
        story.torn ? tornBetween(story.torn) : loaded,
        story.now,
        story.group.map(idOf),
      );
      if (story.seeded) await seedTimers(driver.store(), loaded.content.directory, driver.now());
      try {
        await play(driver, story, loaded);
      } finally {
        await driver.close();
      }
    });
  }
});
