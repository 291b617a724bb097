// The main stories over Telegram: once as it should be, once with a server that refuses, stumbles and breaks off.
import { join } from "node:path";
import { describe, it } from "vitest";
import { type Fault } from "../../platforms/botApi.ts";
import { play } from "../play.ts";
import { loadStories } from "../story.ts";
import { telegramContent, telegramDriver } from "./telegram.ts";

const loaded = await telegramContent();
const idOf = (name: string): string => loaded.content.directory.places.find((p) => p.name === name)?.id ?? name;
const stories = loadStories(join(import.meta.dirname, "..")).filter((s) => s.everywhere);

const troubled: Record<string, readonly Fault[]> = {
  getUpdates: [{ code: 409, description: "Conflict" }, { code: 502 }, "resetBody"],
  sendMessage: [{ code: 429, parameters: { retry_after: 1 } }, { code: 500 }, "resetBefore"],
};

describe("stories over Telegram", () => {
  for (const [manner, faults] of Object.entries({ "as it should be": {}, "with 409, 429 and 5xx": troubled })) {
    for (const story of stories) {
      it(`${story.title}, ${manner}`, async () => {
        const driver = await telegramDriver(loaded, story.now, story.group.map(idOf), faults);
        try {
          await play(driver, story, loaded);
        } finally {
          await driver.close();
        }
      });
    }
  }
});
