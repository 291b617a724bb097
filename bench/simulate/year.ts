// The year itself: day by day people report, ask and chat, the court works, and the clock jumps from one moment to the next.
import { addDays, type CivilDate, fromCivil } from "../../src/court/calendar.ts";
import type { LoadedContent } from "../../src/content.ts";
import { createAgenda, daysOf, momentOf } from "./agenda.ts";
import { readDanger } from "../../src/understanding/danger.ts";
import { normalize } from "../../src/understanding/normalize.ts";
import { type Bot, type Heard, type Spoken, startBot } from "./bot.ts";
import { chanceOf } from "./chance.ts";
import { type County, countyOf } from "./county.ts";
import { courtOf } from "./court.ts";
import { questionsOf } from "./questions.ts";
import { residentsOf } from "./residents.ts";
import { burdenOf, fullnessOf, weightOf } from "./seasons.ts";
import { matterOf } from "./words.ts";

export type YearOptions = {
  loaded: LoadedContent;
  /** First and last day that are lived through. */
  from: CivilDate;
  until: CivilDate;
  leads: number;
  questions: number;
  chatter: number;
  groups: number;
  people: number;
  seed: number;
  /** Null keeps everything in memory. */
  folder: string | null;
  validate?: boolean;
  /** Everything said, as it is said. */
  overhear?(line: { at: number; from: string; chat: string; text: string }): void;
  /** After each day. */
  day?(date: CivilDate): void;
};

export type Year = { bot: Bot; county: County; counts: Record<string, number> };

const minute = 60_000;
/** Messages within so many ms are taken at once, as on a busy channel; less while somebody is in danger. */
const wide = 5 * minute;
const narrow = minute / 2;

export async function liveThrough(options: YearOptions): Promise<Year> {
  const { loaded, from, until, overhear } = options;
  const chance = chanceOf(options.seed);
  const days = daysOf(from, until);
  const county = countyOf(loaded.content.directory, chance, {
    from,
    days: days.length,
    groups: options.groups,
    people: options.people,
  });
  const { directory, groups, villagers } = county;
  // The very object that the bot works with: leave and duty of the simulated year are in it.
  Object.assign(loaded.content, { directory });
  const start = fromCivil(from, "06:00");
  const bot = await startBot({
    loaded,
    folder: options.folder,
    start,
    groups,
    ...(options.validate === undefined ? {} : { validate: options.validate }),
  });
  const agenda = createAgenda();
  const court = courtOf({ store: bot.store, agenda, chance, directory });
  const residents = residentsOf({ agenda, chance, content: loaded.content });
  const causes = [...loaded.content.causes.values()];
  const looked = new Map<string, boolean>();
  /** Whether the bot's rules take words for an emergency, looked at once for each. */
  const isHigh = (text: string): boolean => {
    const high = looked.get(text) ?? readDanger(normalize(text).text).level === "high";
    looked.set(text, high);
    return high;
  };
  const talk = questionsOf(loaded.knownEntries(), isHigh);
  const byId = new Map(villagers.map((v) => [v.id, v]));
  const byPlace = Map.groupBy(villagers, (v) => v.place.id);
  const counts: Record<string, number> = { messages: 0, questions: 0, chatter: 0, heard: 0 };
  let dangerUntil = 0;

  function newReport(date: CivilDate): void {
    const place = chance.weighed(directory.places, burdenOf);
    const reporter = chance.pick(byPlace.get(place.id) ?? villagers);
    if (!residents.free(reporter)) return newReport(date);
    const cause = chance.weighed(causes, (c) => weightOf(c.id, date, place));
    const threatened = chance.happens(cause.straightToPerson ? 0.4 : 0.012);
    const matter = matterOf(chance, cause, reporter, { today: date, threatened, isHigh });
    residents.report(matter, momentOf(date, chance), chance.happens(0.4));
  }

  function newQuestion(date: CivilDate): void {
    const asker = chance.pick(villagers);
    const text = talk.question(chance, date, asker.place);
    const inGroup = chance.happens(0.7);
    counts["questions"]!++;
    agenda.add(momentOf(date, chance), (at) => ({
      who: asker.id,
      name: asker.name,
      text,
      at,
      ...(inGroup ? { group: asker.group, mention: true } : {}),
    }));
  }

  function newChatter(date: CivilDate): void {
    const { id: who, name, group } = chance.pick(villagers);
    counts["chatter"]!++;
    agenda.add(momentOf(date, chance), (at) => ({ who, name, group, text: talk.chatter(chance), at }));
  }

  const fullness = new Map(days.map((date) => [date, fullnessOf(date, directory.calendar)]));
  const whole = [...fullness.values()].reduce((sum, f) => sum + f, 0);
  for (const date of days)
    agenda.add(fromCivil(date, "06:00"), () => {
      options.day?.(date);
      const share = (fullness.get(date) ?? 0) / whole;
      const some = (all: number): number => {
        const mean = all * share;
        return Math.floor(mean) + (chance.happens(mean % 1) ? 1 : 0);
      };
      for (let n = some(options.leads); n > 0; n--) newReport(date);
      for (let n = some(options.questions); n > 0; n--) newQuestion(date);
      for (let n = some(options.chatter); n > 0; n--) newChatter(date);
      return null;
    });

  function hear(heard: Heard): void {
    counts["heard"]!++;
    const at = bot.now();
    overhear?.({ at, from: "机器人", chat: heard.chat, text: heard.text });
    if (heard.text.startsWith("★紧急★")) dangerUntil = at + 20 * minute;
    if (heard.group) return;
    if (court.isStaff(heard.chat)) return court.hear(heard, at);
    const villager = byId.get(heard.chat);
    if (!villager) return;
    const good = heard.buttons.find((b) => b.data.startsWith("good:"));
    if (good && chance.happens(0.12)) {
      const pressed = chance.happens(0.83) ? good : (heard.buttons.find((b) => b.data.startsWith("bad:")) ?? good);
      return agenda.add(at + chance.between(20, 300) * 1_000, (when) => ({
        who: villager.id,
        name: villager.name,
        text: pressed.label,
        button: pressed.data,
        at: when,
      }));
    }
    residents.hear(heard, villager, at);
  }

  const end = fromCivil(addDays(until, 1), "00:00");
  for (;;) {
    const moments = [agenda.next(), await bot.store.nextDue("timer"), await bot.store.nextDue("outbox")];
    const next = Math.min(...moments.map((at) => at ?? Infinity));
    if (next >= end) break;
    const window = Math.min(end - 1, Math.max(next, bot.now()) + (bot.now() < dangerUntil ? narrow : wide));
    const spoken: Spoken[] = [];
    const speaking = new Set<string>();
    for (const { at, intention } of agenda.upTo(window)) {
      const said = await intention(at);
      if (said === null) continue;
      // One after another within a chat: the next word of the same person comes with the next look.
      if (speaking.has(said.who)) {
        agenda.add(window + 1, (when) => ({ ...said, at: when }));
        continue;
      }
      speaking.add(said.who);
      spoken.push(said);
      counts["messages"]!++;
      overhear?.({ at, from: said.who, chat: said.group ?? said.who, text: said.text });
    }
    bot.moveTo(window);
    for (const heard of await bot.play(spoken)) hear(heard);
  }
  bot.moveTo(end);
  return { bot, county, counts: { ...counts, ...residents.counts } };
}
