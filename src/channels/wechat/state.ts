// What the WeChat channel keeps between runs, in one small file: how far it has heard, the groups it met, who carries which mark.
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Alarm } from "../../turn/message.ts";
import { reasonOf } from "./reason.ts";

const stateSchema = z.strictObject({
  /** The bot's own id at the last login; another one means that a protocol gave out new ids. */
  self: z.string().nullable(),
  /** Epoch ms of the latest message that was taken: what is older was heard before. */
  heardUntil: z.number().nullable(),
  rooms: z.array(z.string()),
  /** The mark in a contact's remark → the id under which the bot came to know that contact. */
  contacts: z.record(z.string(), z.string()),
  /** Contact requests: person id → epoch ms of the last. */
  requested: z.record(z.string(), z.number()),
});
export type WechatState = z.infer<typeof stateSchema>;

export type StateFile = {
  value: WechatState;
  /** Resolves when the present state is on disk. */
  save(): Promise<void>;
  /** Writes within some seconds; for what may be a little old after a crash. */
  saveSoon(): void;
  close(): Promise<void>;
};

const fresh: WechatState = { self: null, heardUntil: null, rooms: [], contacts: {}, requested: {} };

export const folderOf = (data: string): string => join(data, "wechat");

/** Writes a file whole or not at all, readable by this user only. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

export async function openState(data: string, alarm: Alarm, delayMs = 5_000): Promise<StateFile> {
  const folder = folderOf(data);
  const file = join(folder, "state.json");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let value: WechatState = structuredClone(fresh);
  try {
    value = stateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      // Rights are lost by this, never gained: groups and people bind again.
      await rename(file, `${file}.damaged`);
      alarm(
        "wechat-state-damaged",
        "微信通道的状态文件坏了，已另存为 state.json.damaged。各群和有职务的人可能要重新绑定。",
      );
    }
  }
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  function save(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const result = writing.then(() => writeWhole(file, JSON.stringify(value)));
    // A failed write is met by whoever asked for it; the next one starts all the same.
    writing = result.catch(() => undefined);
    return result;
  }

  function failed(error: unknown): void {
    alarm("wechat-state-not-saved", "微信通道的状态写不进磁盘，请检查磁盘。", { reason: reasonOf(error) });
  }

  return {
    value,
    save,
    saveSoon() {
      timer ??= setTimeout(() => void save().catch(failed), delayMs).unref();
    },
    close: () => save().catch(failed),
  };
}
