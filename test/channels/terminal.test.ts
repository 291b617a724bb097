// The bot in a terminal, from typed lines to printed ones: ask in the group, report in private, accept as the judge.
import { PassThrough } from "node:stream";
import { afterEach, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { createTerminalChannel } from "../../src/channels/terminal.ts";
import { loadContent } from "../../src/content.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import { groupDoc } from "../stories/driver.ts";

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function terminal() {
  const loaded = loadContent({});
  const alarm = (): void => undefined;
  const store = await openStore({ folder: null, alarm, onWarning: () => undefined, now: Date.now });
  const value = { ...groupDoc("room", "group", ["p01"]), id: "terminal:group", platform: "terminal" as const };
  await store.commit({ at: Date.now(), changes: [{ key: "group/terminal:group", expect: 0, value }] });
  const input = new PassThrough();
  const output = new PassThrough();
  let printed = "";
  output.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  let ended = false;
  const { directory } = loaded.content;
  const channel = createTerminalChannel({ directory, input, output, onEnd: () => (ended = true) });
  const app = createApp({
    store,
    channels: [channel],
    content: loaded.content,
    understand: (given) => loaded.understand(given),
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
  ends.push(() => app.stop(500));
  return {
    type: (line: string) => void input.write(`${line}\n`),
    /** Waits until the bot has printed something; what was printed before is forgotten. */
    async sees(pattern: RegExp): Promise<string> {
      await expect.poll(() => pattern.test(printed), { timeout: 8_000 }).toBe(true);
      const seen = printed;
      printed = "";
      return seen;
    },
    ended: () => ended,
  };
}

it("goes from a question and a report to the judge who accepts it", async () => {
  const { type, sees, ended } = await terminal();
  await sees(/\/我是/u);
  type("/群");
  type("@机器人 借条没写利息能要利息吗");
  expect(await sees(/民法典/u)).toContain("【群】");
  type("/私聊");
  type("/我是 王小燕");
  type("登记 柳树村老孙家大闺女去年5月从后街赵老三那拿了两万六，有借条，一直不还");
  await sees(/只用来处理这件纠纷/u);
  type("提交");
  // Few questions are left; each is passed over until everything is read back.
  for (let n = 0; n < 8; n++) {
    const seen = await sees(/机器人：/u);
    if (seen.includes("对，登记")) break;
    type("不知道");
  }
  type("对");
  expect(await sees(/【发给法官/u)).toMatch(/2\d{3}-0001/u);
  type("/我是 张明");
  type("收");
  expect(await sees(/王小燕】/u)).toContain("张明");
  type("/我是 没有的人");
  await sees(/没有这个人/u);
  type("/退出");
  await expect.poll(ended).toBe(true);
}, 40_000);
