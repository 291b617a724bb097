// The web room as a slow network, a phone, a keyboard and hostile words meet it: nothing lost, nothing twice, nothing run.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { launch } from "./browser.ts";
import { afterwards, ask, firstEvent, own, room, tearDown, words } from "./setup.ts";

let launched: Promise<Browser> | null = null;

afterEach(tearDown);
afterAll(async () => (await launched)?.close());

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  launched ??= launch();
  const context = await (await launched).newContext(options);
  afterwards(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("#people button").first().waitFor();
  return page;
}

describe("what was said", () => {
  it("is taken once, however often the page sends it", async () => {
    const { port, received, url } = await room();
    const page = await open(url);
    const say = () => ask(port, { method: "POST", path: "/say", headers: own(port), body: words });
    expect((await say()).status).toBe(200);
    await say();
    // The engine drops the second by this id.
    expect(new Set(received.map((m) => m.messageId)).size).toBe(1);
    await page.locator("#lines li").first().waitFor();
    await ask(port, {
      method: "POST",
      path: "/say",
      headers: own(port),
      body: { ...words, text: "完", key: "key-000002" },
    });
    await page.locator("#lines li", { hasText: "完" }).waitFor();
    expect(await page.locator("#lines li", { hasText: "大家好" }).count()).toBe(1);
  });

  it("is sent again by the page when it was not stored, and shown once", async () => {
    let refusals = 2;
    const { url, received } = await room(() =>
      refusals-- > 0 ? Promise.reject(new Error("the disk is full")) : Promise.resolve(),
    );
    const page = await open(url);
    await page.locator("#text").fill("借条丢了怎么办");
    await page.keyboard.press("Enter");
    await expect.poll(() => received.length, { timeout: 8_000 }).toBe(1);
    expect(await page.locator("#lines li").count()).toBe(1);
    await expect.poll(() => page.locator("#trouble").textContent()).toBe("");
  });

  it("comes once over a stream that broke and came back, to this server and to the next", async () => {
    const first = await room();
    const send = (channel: typeof first.channel, text: string) =>
      channel.send({ chat: { kind: "group", id: "group" }, text, buttons: [], files: [] });
    await send(first.channel, "第一句");
    launched ??= launch();
    const context = await (await launched).newContext();
    afterwards(() => context.close());
    const page = await context.newPage();
    // The first stream breaks off after one line; the browser comes back by itself and is told everything again.
    const told = await firstEvent(first.port);
    let streams = 0;
    await page.route("**/events", (route) =>
      streams++ === 0
        ? route.fulfill({ contentType: "text/event-stream", body: `retry: 100\ndata: ${told}\n\n` })
        : route.continue(),
    );
    await page.goto(first.url);
    await expect.poll(() => streams).toBe(2);
    await send(first.channel, "第二句");
    await page.locator("#lines li", { hasText: "第二句" }).waitFor();
    await first.channel.stop();
    await page.locator("#trouble", { hasText: "断了" }).waitFor();
    const second = await room(undefined, first.port);
    await page.locator("#trouble").filter({ hasText: /^$/ }).waitFor({ timeout: 15_000 });
    await send(second.channel, "第三句");
    await page.locator("#lines li", { hasText: "第三句" }).waitFor();
    expect(await page.locator("#lines li .bubble").allTextContents()).toEqual(["第一句", "第二句", "第三句"]);
  });

  it("is shown as text, whatever it looks like", async () => {
    const { channel, url } = await room();
    const page = await open(url);
    const asked: string[] = [];
    page.on("request", (made) => asked.push(made.url()));
    page.on("dialog", (dialog) => asked.push(`dialog: ${dialog.message()}`));
    const hostile = [
      "<script>document.title='taken'</script>",
      "<img src=x onerror=\"document.title='taken'\">",
      "<svg/onload=fetch('https://evil.example/')>",
      "[点这里](javascript:alert(1)) <a href='https://evil.example'>x</a>",
      "\u202E反着写的字 ${7*7} {{7*7}}",
    ];
    for (const text of hostile) {
      await channel.send({
        chat: { kind: "group", id: "group" },
        text,
        buttons: [[{ label: text.slice(0, 40), data: "x" }]],
        files: [{ name: `${text.slice(0, 30)}.txt`, mime: "text/html", bytes: new Uint8Array([60]) }],
      });
    }
    await page.locator("#text").fill(hostile[1] ?? "");
    await page.keyboard.press("Enter");
    await page.locator("#lines li.mine").waitFor();
    const shown = (await page.locator("#lines li .bubble").allTextContents()).join("\n");
    for (const text of hostile) expect(shown).toContain(text);
    expect(await page.locator("#lines script, #lines img, #lines svg, #lines iframe").count()).toBe(0);
    expect(await page.title()).toContain("枫桥");
    expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
  });
});

describe("the page", () => {
  it("asks no other host for anything", async () => {
    const { url, channel } = await room();
    launched ??= launch();
    const context = await (await launched).newContext();
    afterwards(() => context.close());
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (made) => asked.push(made.url()));
    await page.goto(url);
    await channel.send({ chat: { kind: "group", id: "group" }, text: "汉字：枫桥", buttons: [], files: [] });
    await page.locator("#lines li").waitFor();
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
  });

  it("can be used with the keyboard alone: choose a person and a chat, speak, press a button", async () => {
    const { channel, url, received } = await room();
    const page = await open(url);
    const press = async (times: number, key = "Tab"): Promise<void> => {
      for (let n = 0; n < times; n++) await page.keyboard.press(key);
    };
    const focused = (): Promise<string> =>
      page.evaluate(
        () =>
          document.activeElement?.id ||
          (document.activeElement as HTMLElement | null)?.dataset["person"] ||
          document.activeElement?.textContent ||
          "",
      );
    const tabTo = async (target: string): Promise<void> => {
      for (let n = 0; n < 120 && (await focused()) !== target; n++) await press(1);
      expect(await focused()).toBe(target);
    };
    await tabTo("grid-wang");
    await page.keyboard.press("Enter");
    await tabTo("tab-private");
    await page.keyboard.press("Enter");
    await tabTo("text");
    await page.keyboard.type("在吗");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => received.map((m) => [m.person.id, m.chat.kind, m.text]))
      .toEqual([["grid-wang", "private", "在吗"]]);
    await channel.send({
      chat: { kind: "private", id: "grid-wang" },
      text: "对不对？",
      buttons: [[{ label: "对，登记", data: "confirm" }]],
      files: [],
    });
    await page.locator(".presses button").waitFor();
    await tabTo("对，登记");
    await page.keyboard.press("Enter");
    await expect.poll(() => received.at(-1)?.button).toBe("confirm");
  });

  it("fits a phone: nothing is wider than the screen", async () => {
    const { channel, url } = await room();
    const page = await open(url, { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    await channel.send({
      chat: { kind: "group", id: "group" },
      text: `${"一个很长很长没有空格的句子".repeat(20)} https://example.com/${"a".repeat(300)}`,
      buttons: [[{ label: "一个不短的按钮".repeat(4), data: "x" }], [{ label: "收", data: "y" }]],
      files: [],
    });
    await page.locator("#lines li").waitFor();
    const wide = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
      lines: document.getElementById("lines")?.scrollWidth ?? 0,
      box: document.getElementById("lines")?.clientWidth ?? 0,
    }));
    expect(wide.scroll).toBeLessThanOrEqual(wide.client);
    expect(wide.lines).toBeLessThanOrEqual(wide.box);
    expect((await page.screenshot()).byteLength).toBeGreaterThan(5_000);
    // The box to write in is on the screen, not below it.
    const box = await page.locator("#text").boundingBox();
    expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
  });
});
