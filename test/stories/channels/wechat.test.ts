// The main stories over WeChat, with wechaty itself and its mock puppet.
import { join } from "node:path";
import { describe, it } from "vitest";
import { play } from "../play.ts";
import { loadStories } from "../story.ts";
import { wechatContent, wechatDriver } from "./wechat.ts";

const loaded = await wechatContent();
const idOf = (name: string): string => loaded.content.directory.places.find((p) => p.name === name)?.id ?? name;

describe("stories over WeChat", () => {
  for (const story of loadStories(join(import.meta.dirname, "..")).filter((s) => s.everywhere)) {
    it(story.title, async () => {
      const driver = await wechatDriver(loaded, story.now, story.group.map(idOf));
      try {
        await play(driver, story, loaded);
      } finally {
        await driver.close();
      }
    });
  }
});
