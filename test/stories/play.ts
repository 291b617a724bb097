// Plays a story on a driver and holds what was said against what must be seen.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { parseDirectory } from "../../src/court/parse.ts";
import { people } from "../../src/court/people.ts";
import type { Draft, Lead } from "../../src/leads/lead.ts";
import type { LoadedContent } from "../../src/content.ts";
import { type Driver, instant, type Seen } from "./driver.ts";
import type { Step, Story } from "./story.ts";

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const duration = (text: string): number => {
  const match = /^(\d+)([smhd])$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a length of time; write 4s, 10m, 3h or 2d`);
  return Number(match[1]) * (units[match[2] ?? "s"] ?? 0);
};

const shown = (seen: readonly Seen[]): string =>
  seen
    .map((s) => `[${s.chat}] ${s.text}${s.buttons.length > 0 ? ` {${s.buttons.map((b) => b.label).join("|")}}` : ""}`)
    .join("\n") || "(nothing)";

/** The number in front of a choice that a channel without buttons lists. */
const listed = (text: string, label: string): string | undefined =>
  [...text.matchAll(/(\d+)\. ([^\n　]+)/gu)].find(([, , words]) => words?.includes(label))?.[1];

async function speak(driver: Driver, step: Step, history: Seen[]): Promise<void> {
  for (const said of step.says ?? []) await driver.say({ ...said });
  const { say } = step;
  if (!say) return;
  const chat = say.in === "group" ? "group" : say.who;
  const there = history.filter((s) => s.chat === chat);
  const typed =
    say.press !== undefined && driver.typesChoices
      ? (there.map((s) => listed(s.text, say.press ?? "")).findLast((n) => n !== undefined) ?? say.press)
      : undefined;
  const button =
    say.press === undefined || typed !== undefined
      ? undefined
      : there.flatMap((s) => s.buttons).findLast((b) => b.label.includes(say.press ?? ""))?.data;
  if (say.press !== undefined && button === undefined && typed === undefined)
    throw new Error(`there is no button "${say.press}" in ${chat}:\n${shown(there)}`);
  const quote = say.quote === undefined ? undefined : there.findLast((s) => s.text.includes(say.quote ?? ""));
  if (say.quote !== undefined && quote === undefined)
    throw new Error(`nothing with "${say.quote}" to quote in ${chat}:\n${shown(there)}`);
  const spoken = {
    who: say.who,
    in: say.in,
    text: typed ?? say.text,
    mention: say.mention,
    ...(say.name === undefined ? {} : { name: say.name }),
    ...(button === undefined ? {} : { button }),
    ...(quote === undefined ? {} : { quote }),
    ...(say.file === undefined ? {} : { file: { kind: say.file.kind, name: say.file.name, size: say.file.size } }),
  };
  const id = await driver.say(spoken);
  if (say.twice) await driver.say({ ...spoken, id });
}

const mostAnswers = 10;

async function finish(driver: Driver, who: string, history: Seen[]): Promise<void> {
  for (let n = 0; n < mostAnswers; n++) {
    const last = history.findLast((s) => s.chat === who);
    const readBack = last?.text.includes("我念一遍") ?? false;
    await driver.say({ who, in: "private", text: readBack ? "对" : "不知道", mention: false });
    if (readBack) return;
    await driver.pass(4_000);
    history.push(...(await driver.heard()));
  }
  throw new Error(`${who} was still asked after ${mostAnswers} answers:\n${shown(history.slice(-3))}`);
}

/** Not one byte that goes to a group may hold a name, a phone or an ID number of a draft or a lead. */
async function heldBack(driver: Driver, story: Story, loaded: LoadedContent, history: readonly Seen[]): Promise<void> {
  const { directory } = loaded.content;
  const court = new Set(people(directory).map((p) => p.name));
  const docs = [...(await driver.all<Lead>("lead")), ...(await driver.all<Draft>("draft"))];
  const secrets = docs
    .flatMap(({ value }) => [
      ...value.parties.flatMap((p) => [p.name, p.phone ?? ""]),
      ...value.story.flatMap((u) => u.text.match(/\d[\d -]{9,}\d/gu) ?? []),
    ])
    .filter(
      (text) => text.length >= 2 && text !== "本人" && !court.has(text) && !/^(?:对方|男方|女方|老人|孩子)/u.test(text),
    );
  const phone = /(?<!\d)1[3-9]\d(?:[ -]?\d){8}(?!\d)/gu;
  // The court's people give their numbers to everybody.
  const published = JSON.stringify(directory);
  for (const line of driver.logged()) {
    for (const secret of secrets)
      expect(line, `「${story.title}」: the log must not read 「${secret}」`).not.toContain(secret);
    expect(
      (line.match(phone) ?? []).filter((n) => !published.includes(n)),
      `「${story.title}」: a phone in the log`,
    ).toEqual([]);
  }
  for (const { text, buttons } of history.filter((s) => s.chat === "group")) {
    const words = [text, ...buttons.map((b) => b.label)].join("\n");
    for (const secret of secrets)
      expect(words, `「${story.title}」: the group must not read 「${secret}」`).not.toContain(secret);
    const phones = (words.match(phone) ?? []).filter((number) => !published.includes(number));
    expect(phones, `「${story.title}」: a phone in the group:\n${words}`).toEqual([]);
  }
}

/** The content with another court.yaml, read and checked as at any start. */
function changed(loaded: LoadedContent, changes: readonly (readonly [string, string])[]): LoadedContent {
  const file = "knowledge/court.sample.yaml";
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    expect(text, "court.sample.yaml").toContain(from);
    text = text.replaceAll(from, to);
  }
  return { ...loaded, content: { ...loaded.content, directory: parseDirectory(text, file) } };
}

/** Plays every step; the message of a failure holds the step and what was really said. */
export async function play(driver: Driver, story: Story, loaded: LoadedContent): Promise<Seen[]> {
  const history: Seen[] = [];
  let now = loaded;
  for (const [n, step] of story.steps.entries()) {
    const at = `「${story.title}」 step ${n + 1}`;
    if (step.court) now = changed(now, step.court);
    if (step.restart || step.court) await driver.restart(step.court ? now : undefined);
    if (step.unreachable) driver.unreachable(step.unreachable);
    await speak(driver, step, history);
    if (step.finish) await finish(driver, step.finish, history);
    await driver.pass(
      step.until === undefined ? duration(step.wait ?? "4s") : Math.max(0, instant(step.until) - driver.now()),
    );
    const heard = await driver.heard();
    history.push(...heard);
    for (const sight of step.see) {
      const there = heard.filter((s) => s.chat === sight.at);
      const text = there.map((s) => `${s.text}\n${s.buttons.map((b) => b.label).join("\n")}`).join("\n");
      for (const has of sight.has)
        expect(text, `${at}: ${sight.at} must see 「${has}」; said was:\n${shown(heard)}`).toContain(has);
      for (const lacks of sight.lacks)
        expect(text, `${at}: ${sight.at} must not see 「${lacks}」; said was:\n${shown(heard)}`).not.toContain(lacks);
      if (sight.has.length === 0 && sight.count === undefined && sight.lacks.length === 0)
        expect(there.length, `${at}: ${sight.at} must see something; said was:\n${shown(heard)}`).toBeGreaterThan(0);
      if (sight.count !== undefined)
        expect(there.length, `${at}: messages at ${sight.at}; said was:\n${shown(heard)}`).toBe(sight.count);
    }
    for (const chat of step.silent)
      expect(
        heard.filter((s) => s.chat === chat).length,
        `${at}: nothing may be said at ${chat}; said was:\n${shown(heard)}`,
      ).toBe(0);
    if (step.leads !== undefined || step.lead) {
      const leads = (await driver.all<Lead>("lead")).map((d) => d.value).toSorted((a, b) => a.id.localeCompare(b.id));
      if (step.leads !== undefined) expect(leads.length, `${at}: leads; said was:\n${shown(heard)}`).toBe(step.leads);
      for (const [field, value] of Object.entries(step.lead ?? {})) {
        const last = leads.at(-1) as unknown as Record<string, unknown> | undefined;
        const got =
          field === "place"
            ? loaded.content.directory.places.find((p) => p.id === last?.["placeId"])?.name
            : field === "respondent"
              ? (last as unknown as Lead | undefined)?.parties.find((p) => p.role === "respondent")?.name
              : last?.[field];
        expect(got, `${at}: lead.${field}; lead: ${JSON.stringify(last)?.slice(0, 900)}`).toEqual(value);
      }
    }
  }
  await heldBack(driver, story, loaded, history);
  return history;
}
