// Content for a bot that is started hundreds of times: the whole court and all intents, few causes, and no entries to index.
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { telegramCourt } from "../stories/channels/telegram.ts";

const causes = ["private-lending", "domestic-violence", "other"];

export const sourcesIn = (folder: string) => ({
  court: join(folder, "court.yaml"),
  knowledge: join(folder, "knowledge"),
  intents: join(folder, "intents"),
});

export async function writeContent(folder: string): Promise<void> {
  const to = sourcesIn(folder);
  await mkdir(join(to.knowledge, "guidance"), { recursive: true });
  await mkdir(join(to.intents, "causes"), { recursive: true });
  // The flows of several parties name causes that are left out here.
  await writeFile(to.court, (await telegramCourt()).replace(/^flows:.*$/mu, ""));
  for (const item of await readdir("knowledge", { withFileTypes: true }))
    if (item.isFile() || item.name === "rates")
      await cp(join("knowledge", item.name), join(to.knowledge, item.name), { recursive: true });
  for (const item of await readdir("intents", { withFileTypes: true }))
    if (item.isFile()) await cp(join("intents", item.name), join(to.intents, item.name));
  for (const cause of causes)
    await cp(join("intents", "causes", `${cause}.yaml`), join(to.intents, "causes", `${cause}.yaml`));
}
