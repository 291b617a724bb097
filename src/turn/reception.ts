// Fixed reception days and 说事点: told in the groups concerned the day before, and answered when somebody asks.
import { addDays, dayName, isProvisional, isQuiet, toCivil } from "../court/calendar.ts";
import { judgeById, placeById } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import { type Held, heldNext, nextNotice, type Reception } from "../court/reception.ts";
import { people } from "../court/people.ts";
import type { Context } from "./context.ts";
import type { Group, Timer } from "./documents.ts";
import { closedTo, recordPost } from "./education.ts";
import { phoneFor } from "./intake.ts";
import { slotWords } from "./meeting.ts";
import type { ReceptionDay } from "./notices.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { type Pen, say, setTimer } from "./turn.ts";
import type { ReceptionCommand } from "./reception-words.ts";

/** 09:30 → 9点半. */
function hour(time: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return `${hours}点${minutes === 30 ? "半" : minutes === 0 ? "" : `${minutes}分`}`;
}

/** 「12月11日（周五）」, with the doubt of a year whose holidays are not published yet. */
function dateWords(context: Context, date: string): string {
  const { calendar } = context.content.directory;
  const [, month, day] = date.split("-").map(Number);
  return `${month}月${day}日（${dayName(calendar, date)}${isProvisional(calendar, date) ? "，放假安排待公布" : ""}）`;
}

function personOf(context: Context, ref: string | null): string {
  const judge = judgeById(context.content.directory, ref);
  if (judge) return `${judge.name}${judge.title}`;
  const other = people(context.content.directory).find((p) => p.ref === ref);
  return other ? `${other.name}${other.role === "mediator" ? "调解员" : ""}` : "";
}

function shown(context: Context, row: Reception, held: Held): ReceptionDay {
  return {
    place: placeById(context.content.directory, row.place)?.name ?? "",
    name: row.name ?? "法官接待日",
    rule: row.when.said,
    date: dateWords(context, held.date),
    today: held.date === toCivil(context.now).date,
    hours: `${hour(row.when.from)}到${hour(row.when.to)}`,
    where: row.where,
    who: personOf(context, held.who),
    moved: held.planned === held.date ? "" : dateWords(context, held.planned),
    instead: held.who !== (row.who ?? null),
    phone: "",
  };
}

/** Told at most once a day in a group, and never beyond what it takes in a week; without public education, unless it is off. */
function closed(context: Context, group: Group): boolean {
  if (group.education?.off || group.mode !== "normal" || !group.member) return true;
  const posts = context.education?.records.find((doc) => doc.value.group === group.id)?.value.posts ?? [];
  const today = toCivil(context.now).date;
  if (posts.some((post) => post.what === "reception" && toCivil(post.at).date === today)) return true;
  return context.content.directory.education !== undefined && closedTo(context, group, context.now) !== null;
}

/** The hour of the day before: each group hears of what is held tomorrow in its places. What was missed stays missed. */
export function announceReceptions(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const { directory } = context.content;
  const next = nextNotice(directory, context.now);
  if (next !== null) setTimer(pen, timer, { ...timer.value, dueAt: next });
  if (toCivil(timer.value.dueAt).date !== toCivil(context.now).date || isQuiet(context.now)) return;
  const tomorrow = addDays(toCivil(context.now).date, 1);
  const coming = directory.reception_days.flatMap((row) =>
    heldNext(directory, row, context.now, 2)
      .filter((held) => held.date === tomorrow)
      .map((held) => ({ row, held })),
  );
  for (const { value: group } of context.education?.groups ?? []) {
    const days = coming.filter(({ row }) => group.places.includes(row.place));
    if (days.length === 0 || closed(context, group)) continue;
    const first = !context.education?.records.some((doc) => doc.value.group === group.id);
    say(pen, { group: group.id }, "receptionTomorrow", {
      days: days.map(({ row, held }) => shown(context, row, held)),
      first,
    });
    recordPost(pen, context, group.id, { at: context.now, what: "reception", story: null });
  }
}

/** The place meant: the one in the words, the group's, the person's own. */
function placesMeant({ context, message }: Scene): string[] {
  const named = findPlaces(context.content.directory, message.text).flatMap((mention) => mention.places);
  if (named.length > 0) return named;
  if (context.group) return context.group.value.places;
  const own = context.reported.find((l) => l.value.placeId)?.value.placeId;
  return own ? [own] : context.speaker.places;
}

const mostShown = 3;

/** 「法官啥时候来俺村」「说事点几点开门」: the next date by the calendar; of the nearest place where one's own has none. */
export function reception(scene: Scene, { what }: ReceptionCommand): boolean {
  const { pen, context, message, person } = scene;
  if (context.group && !message.addressed) return false;
  const { directory } = context.content;
  const rows = what === "judge" ? directory.reception_days : directory.mediation_spots;
  const places = placesMeant(scene);
  const tribunals = new Set(places.flatMap((id) => placeById(directory, id)?.tribunal ?? []));
  const own = rows.filter((row) => places.includes(row.place));
  const near = rows.filter((row) => tribunals.has(placeById(directory, row.place)?.tribunal ?? ""));
  const meant = own.length > 0 ? own : near.length > 0 ? near : rows;
  const days = meant
    .flatMap((row) =>
      heldNext(directory, row, context.now, 1, what === "judge" ? "moved" : "skipped").map((held) => ({ row, held })),
    )
    .toSorted((a, b) => a.held.from - b.held.from)
    .slice(0, mostShown)
    .map(({ row, held }) => ({
      ...shown(context, row, held),
      phone: what === "spot" ? (directory.mediation_spots.find((s) => s === row)?.phone ?? "") : "",
    }));
  const booked = context.group ? undefined : context.visits.find((v) => v.value.person === person.id)?.value;
  say(
    pen,
    context.group ? { group: context.group.value.id } : { person: person.id },
    "receptions",
    {
      what,
      days,
      none: own.length > 0 || places.length === 0 ? "" : (placeById(directory, places[0])?.name ?? ""),
      booked: booked ? slotWords(context, booked) : "",
      phone: phoneFor(context, places[0] ?? null).phone,
    },
    { replyTo: scene.replyTo },
  );
  return true;
}
