// Pictures and voices over Telegram: kept by their bytes with the lead they belong to, and read back before their words count.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import { loadContent } from "../../../src/content.ts";
import type { Draft } from "../../../src/leads/lead.ts";
import { createPhotoReader } from "../../../src/model/photo.ts";
import { createFileStore } from "../../../src/store/files.ts";
import { openStore } from "../../../src/store/lowdb/open.ts";
import { startModel } from "../../model/stub.ts";
import { startBotApi } from "../../platforms/botApi.ts";
import { everyDoc } from "../../stories/driver.ts";

const resident = 7;
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]);

async function bot(photo: string | null) {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-files-"));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const api = await startBotApi();
  ends.push(() => api.close());
  const model = await startModel(() => (photo === "hang" ? "hang" : photo === null ? { status: 500 } : { raw: photo }));
  ends.push(() => model.close());
  const alarm = (): void => undefined;
  const store = await openStore({ folder: join(folder, "store"), alarm, onWarning: () => undefined, now: Date.now });
  const files = createFileStore(join(folder, "files"));
  const loaded = loadContent({});
  const app = createApp({
    store,
    channels: [createTelegramChannel({ token: api.token, apiRoot: api.root, alarm, log: () => undefined })],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
    files,
    readPhoto: createPhotoReader({ baseUrl: model.url, apiKey: "k", model: "sees", limitMs: 1_500, alarm }),
  });
  await app.start();
  ends.push(() => app.stop(500));
  const said = (): string =>
    api
      .sentTo(resident)
      .map((m) => m.text)
      .join("\n");
  return {
    api,
    files,
    model,
    said,
    draft: async () => (await everyDoc<Draft>(store, "draft"))[0]?.value,
    /** A resident who is in the middle of reporting a loan. */
    async reporting() {
      api.say(resident, resident, "登记 柳树村的赵老三去年5月跟我借钱一直不还");
      await api.until(() => /\d项|哪|多少|谁/u.test(said()), "the first question");
    },
    picture(bytes: Buffer) {
      api.addFile("p1", bytes, "photos/p1.jpg");
      const size = { file_id: "p1", file_unique_id: "u1", width: 800, height: 600, file_size: bytes.length };
      const from = { id: resident, is_bot: false, first_name: "李" };
      const chat = { id: resident, type: "private", first_name: "李" };
      api.push({
        message: { message_id: 900, date: Math.floor(Date.now() / 1_000), chat, from, photo: [size] },
      } as never);
    },
  };
}

describe("a photo in the middle of a report", () => {
  it("is kept under its hash, and its words count once the person says they are right", async () => {
    const it = await bot("借条 今借到李秀英人民币贰万陆仟元整 赵老三 2025年5月1日");
    await it.reporting();
    it.picture(jpeg);
    await it.api.until(() => it.said().includes("照片上的字我认成这样"), "the words read back");
    const before = await it.draft();
    expect(before?.evidence).toMatchObject([
      { kind: "picture", hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ]);
    expect(before?.amountYuan).toBeNull();
    expect(Buffer.from((await it.files.read(before?.evidence[0]?.hash ?? "")) ?? [])).toEqual(jpeg);
    it.api.say(resident, resident, "对");
    await expect.poll(async () => (await it.draft())?.amountYuan, { timeout: 8_000 }).toBe(26_000);
    // The picture went to the model as it was, and nothing that the person wrote went along.
    expect(it.model.asked.join()).toContain(jpeg.toString("base64"));
    expect(it.model.asked.join()).not.toContain("柳树村");
  });

  it.each(["hang", null] as const)("is kept all the same when the model answers %s", async (answer) => {
    const it = await bot(answer);
    await it.reporting();
    it.picture(jpeg);
    await expect.poll(async () => (await it.draft())?.evidence[0]?.hash ?? null, { timeout: 8_000 }).not.toBeNull();
    await it.api.until(() => it.said().includes("收下了"), "a word that it is kept");
    expect(it.said()).not.toContain("认成");
  });

  it("is refused in plain words when it is no picture at all", async () => {
    const it = await bot(null);
    await it.reporting();
    it.picture(Buffer.from("#!/bin/sh\nrm -rf /\n"));
    await it.api.until(() => it.said().includes("存不了"), "the refusal");
    expect((await it.draft())?.evidence).toEqual([]);
  });
});
