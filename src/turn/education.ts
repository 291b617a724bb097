// Stories for a group (普法): the weekly one when the clock rings, one on demand, and the word that turns them off.
import { lawLine } from "../answers/one-question.ts";
import type { CaseStory } from "../answers/story.ts";
import { isQuiet, toCivil } from "../court/calendar.ts";
import { placeById } from "../court/finding.ts";
import { type Education, nextSlot, placesInReach, settingFor, slotIn, storiesFor, weekOf } from "../court/education.ts";
import { may } from "../leads/actions.ts";
import type { Context } from "./context.ts";
import type { Group, GroupPosts, Timer } from "./documents.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";

/** Asked for in one group on one day; more would use up what the weeks to come are to be told. */
const mostAsked = 2;
const yearMs = 366 * 86_400_000;

type Posted = GroupPosts["posts"][number];

const recordOf = (context: Context, group: string): Doc<GroupPosts> | undefined =>
  context.education?.records.find((doc) => doc.value.group === group);

/** Posts of a week that count: what somebody asked for does not. */
const postsInWeek = (context: Context, group: string, at: number): number =>
  (recordOf(context, group)?.value.posts ?? []).filter(
    (post) => post.what !== "asked" && weekOf(post.at) === weekOf(at),
  ).length;

/** How many posts a week a group takes at most: the court's limit, or the smaller one that the group was set to. */
const limitOf = (education: Education, group: Group): number =>
  Math.min(settingFor(education, group.places).limit, group.education?.perWeek ?? 7);

/** Why nothing is posted in a group unasked at the instant `at`; null when it may be. */
export function closedTo(context: Context, group: Group, at: number): "off" | "silent" | "full" | null {
  const { education } = context.content.directory;
  if (!education || group.education?.off) return "off";
  if (group.mode !== "normal") return "silent";
  return postsInWeek(context, group.id, at) >= limitOf(education, group) ? "full" : null;
}

/** Writes down what was posted; what is older than a year may be told again. */
export function recordPost(pen: Pen, context: Context, group: string, post: Posted): void {
  const was = recordOf(context, group);
  const posts = (was?.value.posts ?? []).filter((old) => old.at > context.now - yearMs);
  put(pen, `education/${group}`, was, { group, posts: [...posts, post] });
}

const told = (context: Context, group: string): string[] =>
  (recordOf(context, group)?.value.posts ?? [])
    .filter((post) => post.at > context.now - yearMs)
    .flatMap((post) => post.story ?? []);

const kindsOf = (context: Context, places: readonly string[]): string[] =>
  places.flatMap((id) => placeById(context.content.directory, id)?.kind ?? []);

const monthOf = (at: number): number => Number(toCivil(at).date.slice(5, 7));

/** The first of what fits this group now; undefined when it has heard all of it. */
const storyFor = (context: Context, group: Group, seed: string): CaseStory | undefined =>
  storiesFor(context.content.stories, {
    month: monthOf(context.now),
    kinds: kindsOf(context, group.places),
    told: told(context, group.id),
    seed: `${group.id}|${seed}`,
  })[0];

const shown = (context: Context, story: CaseStory) => ({
  title: story.title,
  tale: story.tale,
  text: story.text,
  ask: context.content.questionOf(story.teaches[0] ?? "") ?? "",
  law: lawLine(story.laws),
});

/**
 * The day and hour of the week's story has come for some groups. What was missed while the machine was off stays missed:
 * a story is sent on its own day and by day only.
 */
export function postStories(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const { education, calendar } = context.content.directory;
  if (!education) return;
  const slot = timer.value.dueAt;
  setTimer(pen, timer, { ...timer.value, dueAt: nextSlot(education, calendar, context.now) });
  if (toCivil(slot).date !== toCivil(context.now).date || isQuiet(context.now)) return;
  const week = weekOf(slot);
  for (const { value: group } of context.education?.groups ?? []) {
    if (!group.member || group.places.length === 0 || closedTo(context, group, context.now) !== null) continue;
    if (slotIn(week, settingFor(education, group.places).when, calendar) !== slot) continue;
    const story = storyFor(context, group, week);
    if (!story) continue;
    const first = recordOf(context, group.id) === undefined;
    say(pen, { group: group.id }, "caseStory", { ...shown(context, story), first, more: "" });
    recordPost(pen, context, group.id, { at: context.now, what: "story", story: story.id });
  }
}

/** 「普法」「讲个案例」: one at once, in a group another than it has heard, in private the next of the month's. */
export function tellStory(scene: Scene, turn = 0): void {
  const { pen, context, here, person } = scene;
  const group = context.group?.value;
  if (group) {
    const today = toCivil(context.now).date;
    const asked = (recordOf(context, group.id)?.value.posts ?? []).filter(
      (post) => post.what === "asked" && toCivil(post.at).date === today,
    );
    if (asked.length >= mostAsked)
      return say(
        pen,
        { group: group.id },
        "plain",
        { text: "今天讲过两个了。还想听，私聊我说“普法”。" },
        { replyTo: scene.replyTo },
      );
    const story = storyFor(context, group, `${weekOf(context.now)}|${told(context, group.id).length}`);
    if (!story)
      return say(
        pen,
        { group: group.id },
        "plain",
        { text: "这个季节的故事都讲过了，过些天再讲新的。" },
        { replyTo: scene.replyTo },
      );
    say(
      pen,
      { group: group.id },
      "caseStory",
      { ...shown(context, story), first: false, more: "" },
      { replyTo: scene.replyTo },
    );
    return recordPost(pen, context, group.id, { at: context.now, what: "asked", story: story.id });
  }
  const fit = storiesFor(context.content.stories, {
    month: monthOf(context.now),
    kinds: kindsOf(context, context.speaker.places),
    told: [],
    seed: person.id,
  });
  const story = fit[(Number(toCivil(context.now).date.slice(8)) + turn) % Math.max(1, fit.length)];
  if (!story) return say(pen, { person: person.id }, "plain", { text: "现在还没有可讲的故事。" });
  const params = shown(context, story);
  const choices = [
    ...(params.ask ? [{ label: params.ask, data: `entry:${story.teaches[0]}` }] : []),
    { label: "再讲一个", data: `story:${turn + 1}` },
  ];
  say(pen, { person: person.id }, "caseStory", { ...params, first: false, more: `story:${turn + 1}` });
  talk(pen, context, here, { choices });
}

/** Somebody of this group: bound to one of its places, or of the tribunal in whose reach it lies. */
function servesHere(context: Context, group: Group): boolean {
  if (group.places.length === 0) return true;
  const { speaker, content } = context;
  const mine = new Set([...speaker.places, ...placesInReach(content.directory, speaker.ref).map((p) => p.id)]);
  return group.places.some((id) => mine.has(id));
}

/** 「普法关」「普法开」「普法每周1条」 in a group, by those who look after it; false when the words were not for the bot. */
export function setEducation(scene: Scene, change: { off: boolean } | { perWeek: number }): boolean {
  const { pen, context, person, message } = scene;
  const group = context.group;
  const roles = context.speaker.roles;
  const allowed = may("setEducation", roles) && (!group || servesHere(context, group.value));
  if (!group) {
    say(pen, { person: person.id }, "plain", {
      text: allowed
        ? "这句话请在那个群里发，只对那个群起作用。"
        : "普法只发在群里，不会单独发给您。想听一个，回“普法”。",
    });
    return true;
  }
  // Residents speak of it among themselves: only who asks the bot is told why not.
  if (!allowed && !message.addressed) return false;
  note(pen, {
    by: person.id,
    role: roles[0] ?? "stranger",
    action: "off" in change ? `education:${change.off ? "off" : "on"}` : `education:${change.perWeek}`,
    about: group.value.id,
    outcome: allowed ? "done" : "refused",
  });
  const to = { group: group.value.id };
  if (!allowed) {
    say(pen, to, "refused", { why: "role", what: "开关普法" });
    return true;
  }
  const { education } = context.content.directory;
  if (!education) {
    say(pen, to, "plain", { text: "法院还没有开普法这一项，现在什么都不发。" });
    return true;
  }
  const was = group.value.education;
  const next =
    "off" in change
      ? { off: change.off, ...(was?.perWeek === undefined || change.off ? {} : { perWeek: was.perWeek }) }
      : { off: change.perWeek === 0, ...(change.perWeek === 0 ? {} : { perWeek: change.perWeek }) };
  put(pen, `group/${group.value.id}`, group, { ...group.value, education: next });
  const perWeek = limitOf(education, { ...group.value, education: next });
  say(pen, to, "educationSet", {
    on: !next.off && perWeek > 0,
    when: settingFor(education, group.value.places).when,
    perWeek,
    silent: group.value.mode !== "normal",
  });
  return true;
}
