// How many turns a second go through the Telegram channel to the disk, beside a bare grammY bot that echoes on the same server.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Bot } from "grammy";
import { createApp } from "../src/app.ts";
import { createTelegramChannel } from "../src/channels/telegram/channel.ts";
import { loadContent } from "../src/content.ts";
import { openStore } from "../src/store/lowdb/open.ts";
import { type BotApi, startBotApi } from "../test/platforms/botApi.ts";
import { groupDoc } from "../test/stories/driver.ts";

type Say = (line: string) => void;

const quiet = (): void => undefined;

const groups = 100;
const warm = 400;
const count = 3_000;
const rounds = 3;

const chatter = ["收到，明天上午九点村部开会", "今天这天真冷", "老张家的苞米卖了没", "好的，谢谢书记"];
const questions = [
  "借钱没写利息，能要利息吗？",
  "老板拖欠工资怎么办",
  "邻居家的树挡了我家的光怎么办",
  "物业费不交会怎么样",
];

/** What a load says to whom: `n` counts the messages. */
const loads: Record<string, (n: number) => string> = {
  "group chatter": (n) => chatter[n % chatter.length] ?? "",
  "one question to the bot in ten messages": (n) =>
    n % 10 === 0
      ? `@fengqiao_bot ${questions[(n / 10) % questions.length] ?? ""}`
      : (chatter[n % chatter.length] ?? ""),
  "questions to the bot only": (n) => `@fengqiao_bot ${questions[n % questions.length] ?? ""}`,
};

function put(api: BotApi, messages: number, text: (n: number) => string): void {
  for (let n = 0; n < messages; n++) api.say(-1 - (n % groups), 1 + (n % (groups * 5)), text(n));
}

const confirmedAll = (api: BotApi): Promise<void> =>
  api.until(() => api.waiting().length === 0, "all updates to be confirmed", 120_000);

/** Turns a second of a bot in a process of its own, from the first message of a full queue until all are confirmed. */
async function rate(kind: "echo" | "app", text: (n: number) => string): Promise<number> {
  const api = await startBotApi();
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-bench-"));
  const bot: ChildProcess = fork(fileURLToPath(import.meta.url), [kind, api.root, api.token, folder], {
    stdio: "inherit",
  });
  try {
    put(api, warm, text);
    await confirmedAll(api);
    const begun = performance.now();
    put(api, count, text);
    await confirmedAll(api);
    return (count / (performance.now() - begun)) * 1_000;
  } finally {
    bot.kill("SIGKILL");
    await api.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export async function benchTelegram(say: Say): Promise<void> {
  say(
    `Turns a second through the Telegram channel, ${count} messages from ${groups} groups, median of ${rounds}; the server runs in another process on the same machine`,
  );
  const names = Object.keys(loads);
  const taken = new Map<string, number[]>([["echo", []], ...names.map((name): [string, number[]] => [name, []])]);
  // In turns, so that a slow moment of the machine meets all of them.
  for (let round = 0; round < rounds; round++) {
    taken.get("echo")?.push(await rate("echo", loads["group chatter"] ?? String));
    for (const name of names) taken.get(name)?.push(await rate("app", loads[name] ?? String));
  }
  const echo = median(taken.get("echo") ?? []);
  say(`  bare grammY echo, nothing kept: ${echo.toFixed(0)}`);
  for (const name of names) {
    const own = median(taken.get(name) ?? []);
    say(
      `  fengqiao, each on disk before it is confirmed, ${name}: ${own.toFixed(0)} (${(own / echo).toFixed(2)} of it)`,
    );
  }
}

async function runEcho(root: string, token: string): Promise<void> {
  const bot = new Bot(token, { client: { apiRoot: root } });
  bot.on("message:text", (context) => context.reply(context.message.text));
  await bot.start();
}

async function runApp(root: string, token: string, folder: string): Promise<void> {
  const store = await openStore({ folder, alarm: quiet, onWarning: quiet, now: Date.now });
  for (let n = 1; n <= groups; n++) {
    await store.commit({
      at: Date.now(),
      changes: [{ key: `group/telegram:${-n}`, expect: 0, value: groupDoc("telegram", String(-n), ["p01"]) }],
    });
  }
  const loaded = loadContent();
  const channel = createTelegramChannel({ token, apiRoot: root, alarm: quiet, log: quiet });
  const app = createApp({
    store,
    channels: [channel],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    intakeAllowed: () => true,
    alarm: quiet,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , kind, root = "", token = "", folder = ""] = process.argv;
  if (kind === "echo") await runEcho(root, token);
  else if (kind === "app") await runApp(root, token, folder);
  else await benchTelegram((line) => process.stdout.write(`${line}\n`));
}
