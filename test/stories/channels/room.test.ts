// The main stories over the web room, in a real browser.
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { loadContent } from "../../../src/content.ts";
import { launch } from "../../channels/room/browser.ts";
import { play } from "../play.ts";
import { loadStories } from "../story.ts";
import { roomDriver } from "./room.ts";

const loaded = loadContent();
const browser = await launch();
const idOf = (name: string): string => loaded.content.directory.places.find((p) => p.name === name)?.id ?? name;
/** In the room everyone can be reached: that story is for the others. */
const stories = loadStories(join(import.meta.dirname, "..")).filter(
  (s) => s.everywhere && !s.steps.some((step) => step.unreachable),
);

afterAll(() => browser.close());

describe("stories over the web room", () => {
  for (const story of stories) {
    it(story.title, async () => {
      const driver = await roomDriver(browser, loaded, story.now, story.group.map(idOf));
      try {
        await play(driver, story, loaded);
      } finally {
        await driver.close();
      }
    });
  }
});
