// Who is asked at each level of stepwise answering: the place's judge or who stands in, the head, the leader; by day, with a date.
import { addWorkingDays, afterQuiet, type Calendar, fromCivil, isDayOff, toCivil } from "../court/calendar.ts";
import { headOf, isOnLeave, leaderOf, tribunalOf } from "../court/finding.ts";
import { dutyJudge } from "../court/routing.ts";
import { day } from "./card.ts";
import type { Context } from "./context.ts";
import type { Stepwise } from "./stepwise-document.ts";
import { type Pen, say, setTimer } from "./turn.ts";

type Level = Stepwise["steps"][number]["level"];
/** From the first to the last, each asked once. */
export const levels = ["judge", "head", "leader"] as const;
/** Working days in which each has to answer. */
const answersIn = 2;
export const timerId = (number: number): string => `stepwise:${number}`;

/** By day, and on a day on which the court sits. */
function humane(calendar: Calendar, now: number): number {
  const at = afterQuiet(now);
  const { date } = toCivil(at);
  return isDayOff(calendar, date) ? fromCivil(addWorkingDays(calendar, date, 0).date, "08:30") : at;
}

/** Who has this level for a place now; null where nobody has, or somebody who was asked already. */
export function whoAt(
  context: Context,
  level: Level,
  it: Pick<Stepwise, "place" | "steps">,
): { ref: string; name: string } | null {
  const { directory } = context.content;
  const date = toCivil(humane(directory.calendar, context.now)).date;
  const tribunal = tribunalOf(directory, it.place)?.id ?? null;
  const asked = new Set(it.steps.map((s) => s.ref));
  if (level === "leader") {
    const leader = leaderOf(directory, tribunal, date);
    return leader && !asked.has(leader.id) ? { ref: leader.id, name: `${leader.name}${leader.title ?? ""}` } : null;
  }
  const head = headOf(directory, tribunal);
  const ref = level === "head" ? head?.id : (dutyJudge(directory, it.place, date) ?? undefined);
  const judge = directory.judges.find((j) => j.id === ref);
  return judge && !asked.has(judge.id) && !isOnLeave(judge, date)
    ? { ref: judge.id, name: `${judge.name}${judge.title}` }
    : null;
}

/** Lays the question before the next level that has somebody; null when all were asked. */
export function goUp(pen: Pen, context: Context, it: Stepwise): Stepwise | null {
  const last = it.steps.at(-1)?.level;
  for (const level of levels.slice(last === undefined ? 0 : levels.indexOf(last) + 1)) {
    const who = whoAt(context, level, it);
    if (!who) continue;
    const { calendar, places } = context.content.directory;
    const at = humane(calendar, context.now);
    const by = fromCivil(addWorkingDays(calendar, toCivil(at).date, answersIn).date, "18:00");
    const step = { level, ref: who.ref, name: who.name, at, by, answer: null };
    say(
      pen,
      { staff: who.ref },
      "stepwiseCard",
      {
        number: it.number,
        level,
        question: it.question,
        place: places.find((p) => p.id === it.place)?.name ?? "",
        how: it.how,
        entry: it.entry ?? "",
        earlier: it.steps.map((s) => ({ name: s.name, answer: s.answer ?? "" })),
        by: day(by),
      },
      { at },
    );
    setTimer(pen, context.timers.get(timerId(it.number)), {
      id: timerId(it.number),
      kind: "stepwise",
      dueAt: by,
      about: String(it.number),
      data: {},
    });
    return { ...it, steps: [...it.steps, step], with: who.ref, state: "open" };
  }
  return null;
}
