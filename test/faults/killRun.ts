// Kills the bot again and again, each time with an update in flight, and holds what it acknowledged against what is on disk.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { people } from "../../src/court/people.ts";
import { type LoadedContent, loadContent } from "../../src/content.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { OutboxRow } from "../../src/turn/documents.ts";
import { type BotApi, startBotApi } from "../platforms/botApi.ts";
import { everyDoc } from "../stories/driver.ts";
import { openChats } from "../stories/channels/telegram.ts";
import { auditHolds } from "../turn/audit.ts";
import { sourcesIn, writeContent } from "./killContent.ts";
import { createVillage, noticesOf, seeded, type Village } from "./killVillage.ts";

export type KillFigures = {
  kills: number;
  leads: number;
  /** Updates that were not answered yet when a kill fell, over all kills. */
  inFlight: number;
  /** Notices that were being sent when a kill fell: nobody knows whether they arrived. */
  unknown: number;
  copies: number;
  accepted: number;
  slowestStartMs: number;
  faults: string[];
};

const bot = join(import.meta.dirname, "killedBot.ts");

/** The next message of a process; one that ends by itself instead is a fault of the run. */
async function word(child: ChildProcess): Promise<void> {
  const over = new AbortController();
  const ended = once(child, "exit", { signal: over.signal }).then(([code]) => {
    throw new Error(`the bot ended by itself with code ${String(code)}`);
  });
  try {
    await Promise.race([once(child, "message"), ended]);
  } finally {
    over.abort();
    // Aborted above: nobody waits for it any more.
    ended.catch(() => undefined);
  }
}

/** Processes that have loaded everything and wait for the word: loading is not what is tested. */
function createPool(size: number, args: string[]) {
  const waiting: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const fill = (): void => {
    while (waiting.length < size) {
      const child = fork(bot, args, {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
        env: { ...process.env, NODE_COMPILE_CACHE: join(args.at(-1) ?? tmpdir(), "cache") },
      });
      all.add(child);
      child.once("exit", () => all.delete(child));
      waiting.push(child);
    }
  };
  const loaded = new WeakMap<ChildProcess, Promise<unknown>>();
  const watch = (child: ChildProcess): void => {
    const ready = word(child);
    // Met by whoever takes the process; one that is never taken may end as it likes.
    ready.catch(() => undefined);
    loaded.set(child, ready);
  };
  fill();
  waiting.forEach(watch);
  return {
    async next(last: boolean): Promise<ChildProcess> {
      const child = waiting.shift() as ChildProcess;
      if (!last) {
        fill();
        watch(waiting.at(-1) as ChildProcess);
      }
      await loaded.get(child);
      return child;
    },
    close(): void {
      for (const child of all) child.kill("SIGKILL");
    },
  };
}

type Checks = {
  api: BotApi;
  village: Village;
  content: LoadedContent;
  faults: string[];
  /** Attempts to send that were cut off, by row and number. */
  interrupted: Set<string>;
};

/** What must hold whenever the process is gone: opened by another one, as the next start would. */
async function inspect(folder: string, { api, village, faults, interrupted }: Checks, kill: number): Promise<void> {
  const store = await openStore({ folder, alarm: () => undefined, onWarning: () => undefined, now: Date.now });
  const wrong = (what: string): void => void faults.push(`after kill ${kill}: ${what}`);
  const leads = (await everyDoc<Lead>(store, "lead")).map((d) => d.value);
  const of = (villager: number): Lead[] => leads.filter((l) => l.reporter === `telegram:${villager}`);
  for (const villager of village.villagers.values()) {
    const own = of(villager.id);
    if (own.length > 1) wrong(`villager ${villager.id} has ${own.length} leads`);
    for (const number of villager.told)
      if (!own.some((l) => l.id === number)) wrong(`villager ${villager.id} was told ${number}, which is not there`);
    if (villager.decisive !== null && villager.decisive < api.confirmed() && own.length === 0)
      wrong(`the update ${villager.decisive} was confirmed, and its lead is not there`);
  }
  for (const [number, update] of village.accepts) {
    const lead = leads.find((l) => l.id === number);
    if (update < api.confirmed() && lead?.status !== "accepted")
      wrong(`${number} was accepted, and is ${lead?.status}`);
    if ((lead?.timeline.filter((t) => t.move === "accept").length ?? 0) > 1) wrong(`${number} was accepted twice`);
  }
  const numbers = leads.map((l) => Number(l.id.slice(5))).toSorted((a, b) => a - b);
  if (numbers.some((n, i) => n !== i + 1)) wrong(`the numbers have a gap: ${numbers.join(" ")}`);
  if (!(await auditHolds(store))) wrong("the audit chain is broken");
  const sending = await store.query<OutboxRow>("outbox", { where: { state: "sending" }, limit: 500 });
  for (const { value } of sending) interrupted.add(`${value.id}:${value.attempts}`);
  await store.close();
}

/** What must hold in the end: everyone has one lead and heard its number, and each judge heard of each of theirs. */
async function judge(folder: string, { api, village, content, faults, interrupted }: Checks): Promise<number> {
  const store = await openStore({ folder, alarm: () => undefined, onWarning: () => undefined, now: Date.now });
  const leads = (await everyDoc<Lead>(store, "lead")).map((d) => d.value);
  if (leads.length !== village.villagers.size)
    faults.push(`${village.villagers.size} villagers came, and there are ${leads.length} leads`);
  const chatOf = (ref: string | null): number =>
    Number(people(content.content.directory).find((p) => p.ref === ref)?.accounts["telegram"]?.[0] ?? 0);
  const unknown = interrupted.size;
  const copies = api.sent.filter((m) => m.text.startsWith("【重发】")).length;
  if (copies > unknown) faults.push(`${copies} copies after ${unknown} unknown outcomes`);
  for (const lead of leads) {
    const about = lead.danger === "high" ? `★紧急★ ${lead.id} ` : `【新线索】${lead.id} `;
    const duty = `【值班线索】${lead.id} `;
    const judges = noticesOf(api, chatOf(lead.judge), about);
    const onDuty = noticesOf(api, chatOf(lead.judge), duty);
    const [first, again] = [judges.first + onDuty.first, judges.copies + onDuty.copies];
    if (first + again === 0) faults.push(`the judge never heard of ${lead.id}`);
    if (first > 1) faults.push(`the judge heard of ${lead.id} ${first} times, not marked as copies`);
    const teller = Number(lead.reporter.replace("telegram:", ""));
    const told = noticesOf(api, teller, `登记好了，编号${lead.id}`);
    if (told.first > 1) faults.push(`the reporter heard of ${lead.id} ${told.first} times, not marked as copies`);
  }
  await store.close();
  return copies;
}

/** `seed` decides who comes with what, and when each kill falls. */
export async function killMany(
  kills: number,
  seed: number,
  log: (line: string) => void = () => undefined,
): Promise<KillFigures> {
  const random = seeded(seed);
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-killed-"));
  const contentFolder = await mkdtemp(join(tmpdir(), "fengqiao-content-"));
  await writeContent(contentFolder);
  const api = await startBotApi();
  const village = createVillage(api, random);
  const content = loadContent(sourcesIn(contentFolder));
  const checks: Checks = { api, village, content, faults: [], interrupted: new Set() };
  const figures: KillFigures = {
    kills: 0,
    leads: 0,
    inFlight: 0,
    unknown: 0,
    copies: 0,
    accepted: 0,
    slowestStartMs: 0,
    faults: checks.faults,
  };
  const store = await openStore({ folder, alarm: () => undefined, onWarning: () => undefined, now: Date.now });
  await openChats(store, content, Date.now());
  await store.close();
  const pool = createPool(2, [api.root, api.token, folder, contentFolder]);

  async function live(kill: number): Promise<ChildProcess> {
    const child = await pool.next(kill >= kills);
    child.on("message", (said) => {
      if (typeof said === "object" && said !== null && "alarm" in said) log(`life ${kill}: ${JSON.stringify(said)}`);
    });
    api.heal();
    // Answers that come late hold sends open, so that kills fall between the arrival of a notice and its record.
    api.fail("sendMessage", ...Array.from({ length: 40 }, () => ({ slowMs: Math.floor(random() * 25) })));
    const begun = performance.now();
    const running = word(child);
    child.send("begin");
    await running;
    figures.slowestStartMs = Math.max(figures.slowestStartMs, performance.now() - begun);
    return child;
  }

  try {
    for (let kill = 1; kill <= kills; kill++) {
      // Somebody may come while nobody is there.
      if (random() < 0.5) village.comes();
      const child = await live(kill);
      const end = performance.now() + random() * 500;
      while (performance.now() < end) {
        if (random() < 0.03) village.comes();
        village.react();
        await pause(5);
      }
      // The kill falls while something is in flight, at any moment of its way.
      for (;;) {
        village.comes();
        await pause(random() * 20);
        if (village.unanswered() > 0) break;
      }
      figures.inFlight += village.unanswered();
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      figures.kills++;
      await inspect(folder, checks, kill);
    }
    const last = await live(kills + 1);
    const end = performance.now() + 20_000;
    let calm = 0;
    for (let sent = 0; calm < 60 && performance.now() < end; calm++) {
      village.react();
      if (!village.content() || api.waiting().length > 0 || api.sent.length > sent) calm = 0;
      sent = api.sent.length;
      await pause(10);
    }
    if (!village.content()) {
      const silent = [...village.villagers.values()].filter((v) => v.told.size === 0);
      for (const { id } of silent)
        checks.faults.push(
          `villager ${id} never heard a number: ${api
            .sentTo(id)
            .map((m) => m.text.slice(0, 40))
            .join(" | ")}`,
        );
    }
    const gone = once(last, "exit");
    last.kill("SIGKILL");
    await gone;
    await inspect(folder, checks, kills + 1);
    figures.copies = await judge(folder, checks);
    figures.unknown = checks.interrupted.size;
    figures.leads = village.villagers.size;
    figures.accepted = village.accepts.size;
    return figures;
  } finally {
    pool.close();
    await api.close();
    await rm(folder, { recursive: true, force: true });
    await rm(contentFolder, { recursive: true, force: true });
  }
}
