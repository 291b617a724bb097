// Public education (普法) as court.yaml sets it: on which day and hour a group gets its story, how many posts a week, and which story.
import { z } from "zod";
import { addDays, addWorkingDays, type Calendar, type CivilDate, fromCivil, quietHours, toCivil } from "./calendar.ts";
import type { Directory, Place } from "./directory.ts";

const when = z
  .string()
  .regex(/^周[一二三四五六日]\s+(?:[01]\d|2[0-3]):[0-5]\d$/u, 'is not a time; write "周三 10:00"')
  .refine((written) => {
    const time = written.slice(-5);
    return time >= quietHours.to && time < quietHours.from;
  }, `lies in the quiet hours; choose one between ${quietHours.to} and ${quietHours.from}`);
/** Stories and announcements together; what somebody asked for does not count. */
const limit = z
  .string()
  .regex(/^[0-7]$/, "is not a number of posts a week; write 0 to 7")
  .transform(Number);

export const educationSchema = z.strictObject({
  when: when.default("周三 10:00"),
  limit_per_week: limit.default(2),
  /** What differs for the groups of a place, by its id. */
  places: z.record(z.string(), z.strictObject({ when: when.optional(), limit_per_week: limit.optional() })).default({}),
});
export type Education = z.infer<typeof educationSchema>;

const weekdays = "一二三四五六日";

/** The Monday of an instant's week: by it a week is named. */
export function weekOf(ms: number): CivilDate {
  const { date, weekday } = toCivil(ms);
  return addDays(date, -((weekday + 6) % 7));
}

/** What holds for a group: a place's own setting before the court's, the smallest limit where it has several places. */
export function settingFor(education: Education, places: readonly string[]): { when: string; limit: number } {
  const own = places.flatMap((id) => education.places[id] ?? []);
  const limits = own.flatMap((o) => o.limit_per_week ?? []);
  return {
    when: own.find((o) => o.when !== undefined)?.when ?? education.when,
    limit: limits.length > 0 ? Math.min(...limits) : education.limit_per_week,
  };
}

/**
 * When the week that begins on `monday` has its story (epoch ms): on the day named, or the next working day of that week;
 * null when the court does not sit any more in it.
 */
export function slotIn(monday: CivilDate, said: string, calendar: Calendar): number | null {
  const planned = addDays(monday, weekdays.indexOf(said.charAt(1)));
  const { date } = addWorkingDays(calendar, planned, 0);
  return date < addDays(monday, 7) ? fromCivil(date, said.slice(-5)) : null;
}

/** The next instant after `after` at which some group has its story. */
export function nextSlot(education: Education, calendar: Calendar, after: number): number {
  const times = new Set([education.when, ...Object.values(education.places).flatMap((own) => own.when ?? [])]);
  for (let monday = weekOf(after); ; monday = addDays(monday, 7)) {
    const slots = [...times].flatMap((said) => slotIn(monday, said, calendar) ?? []).filter((at) => at > after);
    if (slots.length > 0) return Math.min(...slots);
  }
}

export type Tellable = {
  id: string;
  months: readonly number[];
  kinds: readonly Place["kind"][];
  teaches: readonly string[];
};

/** FNV-1a: the same words give the same number, on every machine. */
function hashOf(words: string): number {
  let hash = 0x811c9dc5;
  for (const c of words) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

const topicOf = (story: Tellable): string => story.teaches[0]?.split("/")[0] ?? "";

/**
 * The stories that fit a month and kinds of places and were not `told` yet, the best first: those of a short season before
 * those of every month, another topic than the last, and among equals as the hash of `seed` has it.
 */
export function storiesFor<S extends Tellable>(
  stories: readonly S[],
  { month, kinds, told, seed }: { month: number; kinds: readonly string[]; told: readonly string[]; seed: string },
): S[] {
  const last = stories.find((story) => story.id === told.at(-1));
  const rank = (story: S): number =>
    (last && topicOf(last) === topicOf(story) ? 100 : 0) + (story.months.length === 0 ? 12 : story.months.length);
  return stories
    .filter((story) => story.months.length === 0 || story.months.includes(month))
    .filter((story) => story.kinds.length === 0 || kinds.length === 0 || story.kinds.some((k) => kinds.includes(k)))
    .filter((story) => !told.includes(story.id))
    .map((story) => ({ story, rank: rank(story), hash: hashOf(`${seed}|${story.id}`) }))
    .toSorted((a, b) => a.rank - b.rank || a.hash - b.hash || (a.story.id < b.story.id ? -1 : 1))
    .map(({ story }) => story);
}

/** Places whose groups somebody of the court may write to: the court office's are all, a judge's and a clerk's those of the tribunal. */
export function placesInReach(directory: Directory, ref: string | null): Place[] {
  if (ref === null) return [];
  if (directory.court_office.some((member) => member.id === ref)) return directory.places;
  const tribunal =
    directory.judges.find((judge) => judge.id === ref)?.tribunal ??
    directory.clerks.find((clerk) => clerk.id === ref)?.tribunal;
  return directory.places.filter((place) => place.tribunal === tribunal);
}

const looksLikePlace = /^\p{Script=Han}{1,8}(?:村|屯|社区|林场|景区)$/u;

/** What the first word of `words` names: an alias by itself, or a full name also with more glued to it. */
function placeAt(directory: Directory, words: string): { named: Place[]; bare: string; after: string } {
  const token = /^[^\s:：，,、。]+/u.exec(words)?.[0] ?? "";
  const bare = token.replace(/的?(?:联络|工作|微信)*群$/u, "");
  const named = directory.places.filter((p) => p.name === bare || p.aliases.includes(bare));
  if (named.length > 0) return { named, bare, after: words.slice(token.length) };
  const glued = directory.places.find((p) => words.startsWith(p.name));
  return glued
    ? { named: [glued], bare: glued.name, after: words.slice(glued.name.length) }
    : { named: [], bare, after: words.slice(token.length) };
}

/**
 * The places with which the words of an announcement begin, and what is left to be told; null where none is named.
 * An alias counts only when it stands by itself: 湖边 may as well be the beginning of what is told.
 */
export function placesAddressed(
  directory: Directory,
  reach: readonly Place[],
  words: string,
): { places: readonly Place[] | null; text: string; unknown: string } {
  const everywhere = /^(?:全部|所有|各|全)(?:的|村|群|县|庭|镇|屯|社区|地方)*[\s:：，,]+(.+)$/su.exec(words);
  if (everywhere) return { places: reach, text: (everywhere[1] ?? "").trim(), unknown: "" };
  const found = new Set<Place>();
  const unclear: string[] = [];
  let rest = words.trim();
  for (let more = true; more; ) {
    const next = rest.replace(/^[\s:：，,、]+/u, "");
    // 和平社区 begins with the word for "and".
    const heads = [next, next.replace(/^[和与及]/u, "")].map((head) => placeAt(directory, head));
    const head = heads.find((at) => at.named.length > 0) ?? heads[1];
    more = head !== undefined && (head.named.length > 0 || looksLikePlace.test(head.bare));
    if (!head || !more) break;
    const [one] = head.named;
    if (head.named.length === 1 && one) found.add(one);
    else unclear.push(head.bare);
    rest = head.after.replace(/^的?(?:联络|工作|微信)*群/u, "");
  }
  if (unclear.length > 0) return { places: [], text: "", unknown: unclear.join("、") };
  const text = rest.replace(/^[\s:：，,、]+/u, "");
  return { places: found.size > 0 ? directory.places.filter((p) => found.has(p)) : null, text, unknown: "" };
}

/** By which name and telephone the author's office is called in a group: the tribunal's, or the court's own. */
export function officeOf(directory: Directory, ref: string | null): { name: string; phone: string } {
  const { court, tribunals } = directory;
  const tribunal = tribunals.find((t) => t.id === placesInReach(directory, ref)[0]?.tribunal);
  const whole = directory.court_office.some((member) => member.id === ref) || tribunal === undefined;
  return whole
    ? { name: court.name, phone: court.service_center?.phone ?? court.phone ?? "" }
    : { name: tribunal.name, phone: tribunal.phone ?? "" };
}
