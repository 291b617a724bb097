// The process that is killed: the real app on the Telegram channel and the embedded store. Loads first, begins when told to.
import { setTimeout as pause } from "node:timers/promises";
import { type FileIo, nodeIo } from "../../src/store/lowdb/fileIo.ts";
import { createApp } from "../../src/app.ts";
import { createTelegramChannel } from "../../src/channels/telegram/channel.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import { sourcesIn } from "./killContent.ts";
import { loadContent } from "../../src/content.ts";

const [root = "", token = "", folder = "", content = ""] = process.argv.slice(2);
const loaded = loadContent(sourcesIn(content));
const alarm = (event: string, sentence: string): void => void process.send?.({ alarm: event, sentence });

/** A disk on which each write takes its time, so that kills fall between the taking of an update and its commit. */
const slowDisk: FileIo = {
  ...nodeIo,
  async open(path, flags) {
    const file = await nodeIo.open(path, flags);
    return {
      ...file,
      async write(bytes, position) {
        await pause(Math.random() * 12);
        return file.write(bytes, position);
      },
    };
  },
};

async function begin(): Promise<void> {
  // Small journals, so that kills fall into snapshots as well.
  const store = await openStore({
    folder,
    alarm,
    onWarning: () => undefined,
    now: Date.now,
    snapshotBytes: 60_000,
    io: slowDisk,
  });
  const channel = createTelegramChannel({ token, apiRoot: root, alarm, log: () => undefined });
  const app = createApp({
    store,
    // Telegram's 25 messages a second would keep most of a short life waiting.
    channels: [{ ...channel, capabilities: { ...channel.capabilities, perMinute: null } }],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
  process.send?.("running");
}

process.on("message", () => void begin());
// Without its parent it has no purpose.
process.on("disconnect", () => process.exit());
process.send?.("loaded");
