// A story over the web room: a person at a keyboard in a real browser, who sees only what the page shows.
import type { Browser, Locator, Page } from "playwright-core";
import { createRoomChannel } from "../../../src/channels/room/channel.ts";
import type { LoadedContent } from "../../../src/content.ts";
import { type Driver, everyDoc, groupDoc, instant, type Seen, logSink } from "../driver.ts";
import { setClock } from "./clock.ts";
import { openStage } from "./stage.ts";

const patience = 10_000;

export async function roomDriver(
  browser: Browser,
  loaded: LoadedContent,
  start: string,
  places: string[],
): Promise<Driver> {
  const clock = setClock(instant(start));
  const log = logSink();
  const made = { port: 0, channel: createRoomChannel };
  let channel: ReturnType<typeof createRoomChannel>;
  const stage = await openStage({
    loaded,
    clock,
    group: groupDoc("room", "group", places),
    channel() {
      channel = made.channel({ port: made.port, directory: loaded.content.directory, alarm: log.write });
      return channel;
    },
    started() {
      made.port = Number(new URL(channel.url()).port);
      return Promise.resolve();
    },
    // What is said is taken before the page's request is answered.
    taken: () => true,
  });
  const page: Page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(patience);
  await page.goto(channel!.url());
  await page.locator("#people button").first().waitFor();

  /** How many lines of each chat were read. */
  const read = new Map<string, number>();
  let heardOfBot = 0;
  const person = (who: string): Locator => page.locator(`#people button[data-person="${who}"]`);
  const lines = (): Locator => page.locator("#lines > li");

  async function go(who: string, where: "group" | "private"): Promise<void> {
    await person(who).click();
    await page.locator(`#tab-${where}`).click();
  }

  /** What is new in the chat on the screen. */
  async function readChat(chat: string): Promise<Seen[]> {
    const from = read.get(chat) ?? 0;
    const shown = await lines().evaluateAll(
      (nodes, skip) =>
        nodes.slice(skip).map((node) => ({
          bot: node.classList.contains("bot"),
          text: [...(node.querySelector(".bubble")?.childNodes ?? [])]
            .filter((child) => child.nodeType === 3)
            .map((child) => child.textContent ?? "")
            .join(""),
          labels: [...node.querySelectorAll(".presses button")].map((button) => button.textContent ?? ""),
        })),
      from,
    );
    read.set(chat, from + shown.length);
    return shown.flatMap(({ bot, text, labels }, n) =>
      bot ? [{ chat, text, buttons: labels.map((label) => ({ label, data: label })), id: `${from + n}` }] : [],
    );
  }

  /** Goes wherever the page says that something new lies. */
  async function lookAround(): Promise<Seen[]> {
    const found: Seen[] = [];
    const waiting = await page
      .locator("#people button:has(.new)")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset["person"] ?? ""));
    const here = await page.locator('#people button[aria-selected="true"]').getAttribute("data-person");
    for (const who of new Set([...(here === null ? [] : [here]), ...waiting])) {
      await go(who, "private");
      found.push(...(await readChat(who)));
    }
    await page.locator("#tab-group").click();
    found.push(...(await readChat("group")));
    return found;
  }

  /** Everything that left the app has reached the page. */
  async function untilShown(): Promise<Seen[]> {
    const sent = (await everyDoc(stage.store(), "sent")).length;
    const found: Seen[] = [];
    for (const end = performance.now() + patience; ; ) {
      const more = await lookAround();
      found.push(...more);
      heardOfBot += more.length;
      if (heardOfBot >= sent) return found;
      if (performance.now() > end) throw new Error(`the page shows ${heardOfBot} of ${sent} messages of the bot`);
    }
  }

  return {
    async say(spoken) {
      if (spoken.file || spoken.id !== undefined) throw new Error("not in the stories that run over the room");
      await go(spoken.who, spoken.in);
      if (spoken.quote) {
        await lines().nth(Number(spoken.quote.id)).locator(".reply").click();
      }
      const answered = page.waitForResponse((response) => response.url().endsWith("/say"));
      if (spoken.button === undefined) {
        if (spoken.mention) await page.locator("#mention").click();
        else await page.locator("#text").focus();
        await page.keyboard.insertText(spoken.text);
        await page.keyboard.press("Enter");
      } else {
        await page.locator(".presses button").getByText(spoken.button, { exact: true }).last().click();
      }
      const response = await answered;
      if (!response.ok()) throw new Error(`the room answered ${response.status()}`);
      return "";
    },
    async heard() {
      await stage.settle();
      return untilShown();
    },
    logged: () => [...log.lines, ...stage.log.lines],
    pass: (ms) => stage.pass(ms),
    now: () => clock.now(),
    async restart() {
      await stage.restart();
      // The page finds its way back by itself, and what it showed before it still shows.
      await page.locator("#trouble").filter({ hasText: /^$/ }).waitFor({ timeout: 15_000 });
    },
    unreachable() {
      throw new Error("in the room everyone can be reached");
    },
    all: (collection) => everyDoc(stage.store(), collection),
    store: stage.store,
    async close() {
      await page.context().close();
      await stage.close();
      clock.restore();
    },
  };
}
