// `npm run simulate`: lives an invented county's weeks or year through the real bot, and says what came of it.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../../src/config.ts";
import { loadContent } from "../../src/content.ts";
import { addDays, fromCivil, toCivil } from "../../src/court/calendar.ts";
import { lastFull } from "../../src/reports/period.ts";
import { check, summaryLines } from "./summary.ts";
import { quartersBefore, writeQuarters } from "./quarters.ts";
import { liveThrough } from "./year.ts";

const usage = `npm run simulate -- [--year] [--seed N] [--leads N] [--questions N] [--from DATE] [--until DATE] [--out DIR] [--fill-room]
  --year        a whole year of four full quarters: 3,000 leads, 20,000 questions (else two weeks, 100 leads)
  --out DIR     where the store and the reports go (else data/simulated)
  --fill-room   the year up to now, put into the web room's folder, which must be empty: then npm start
`;

const { values } = parseArgs({
  options: {
    year: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    leads: { type: "string" },
    questions: { type: "string" },
    from: { type: "string" },
    until: { type: "string" },
    out: { type: "string", default: join("data", "simulated") },
    "fill-room": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The days to live through: up to yesterday for the room, four whole quarters and the week after for a year. */
function span(): { from: string; until: string } {
  const today = toCivil(Date.now()).date;
  const yesterday = addDays(today, -1);
  if (values["fill-room"]) return { from: values.from ?? addDays(today, -365), until: values.until ?? yesterday };
  if (!values.year) return { from: values.from ?? addDays(today, -14), until: values.until ?? yesterday };
  const last = lastFull("quarter", today);
  const first = quartersBefore(Date.now(), 4)[0]?.first ?? today;
  return { from: values.from ?? first, until: values.until ?? addDays(last.last, 6) };
}

async function main(): Promise<void> {
  if (values.help) return say(usage);
  const { from, until } = span();
  const whole = values.year || values["fill-room"];
  const room = join(readConfig().data, "room");
  const out = values["fill-room"] ? `${room}-filling` : values.out;
  if (values["fill-room"] && (await exists(room)))
    throw new Error(`${room} is there already; move it away first, nothing in it is overwritten`);
  if (await exists(join(out, "store")))
    throw new Error(`${out} holds a simulated year already; name another with --out`);
  await mkdir(out, { recursive: true });
  const loaded = loadContent();
  const begun = performance.now();
  const folder = values["fill-room"] ? out : join(out, "store");
  const { bot, county, counts } = await liveThrough({
    loaded,
    from,
    until,
    seed: Number(values.seed),
    leads: Number(values.leads ?? (whole ? 3_000 : 100)),
    questions: Number(values.questions ?? (whole ? 20_000 : 700)),
    chatter: whole ? 2_000 : 80,
    groups: 30,
    people: whole ? 5_000 : 600,
    folder,
    day(date) {
      if (whole && date.endsWith("-01")) process.stderr.write(`${date}\n`);
    },
    // Checked at every test; a year of it is time lost.
    validate: !whole,
  });
  const lived = (performance.now() - begun) / 1_000;
  const busy = process.cpuUsage().user / 1_000_000;
  const checked = await check(bot.store, county.directory, bot.now());
  say(
    `${from} to ${until}, seed ${values.seed}: ${bot.turns()} turns in ${lived.toFixed(1)} s (${busy.toFixed(1)} s of a processor)`,
  );
  say(
    `said: ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ")}`,
  );
  for (const line of summaryLines(checked)) say(line);
  if (bot.alarms.size > 0) say(`alarms: ${[...bot.alarms].map(([event, count]) => `${event} ${count}`).join(", ")}`);
  if (whole && !values["fill-room"]) {
    const reports = join(out, "reports");
    for (const words of await writeQuarters({ store: bot.store, content: loaded.content, now: bot.now() }, reports))
      say(`\n${words}`);
    say(`\nThe reports lie in ${reports}.`);
  }
  await bot.close();
  if (values["fill-room"]) {
    await rename(out, room);
    say(`The room is filled: ${room}. Start it with npm start.`);
  }
  say(`${((performance.now() - begun) / 1_000).toFixed(1)} s in all; now ${toCivil(fromCivil(until)).date}`);
  if (checked.faults.length > 0) process.exitCode = 1;
}

main().catch(async (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (values["fill-room"]) await rm(`${join(readConfig().data, "room")}-filling`, { recursive: true, force: true });
  process.exitCode = 1;
});
