// Fixed days on which a judge receives people in a village (法官接待日、驻村日) and the hours of 说事点, as court.yaml writes them.
import { z } from "zod";
import {
  addDays,
  addWorkingDays,
  type Calendar,
  type CivilDate,
  fromCivil,
  isDayOff,
  toCivil,
  weekdayOf,
} from "./calendar.ts";
import type { Directory } from "./directory.ts";
import { date, list, quietless, text } from "./fields.ts";

const weekdays = "日一二三四五六";
const span = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-—–~至到]\s*([01]?\d|2[0-3]):([0-5]\d)$/u;
const parts: Readonly<Record<string, readonly [string, string]>> = {
  上午: ["08:30", "11:30"],
  下午: ["13:30", "17:00"],
  全天: ["08:30", "17:00"],
  "": ["08:30", "17:00"],
};

type Days =
  | { every: "week"; on: readonly number[] }
  | { every: "month"; on: readonly number[] }
  /** The nth weekday of the month. */
  | { every: "nth"; n: number; on: readonly number[] };
export type When = Days & { from: string; to: string /** As it was written, for people to read. */; said: string };

function daysIn(said: string): Days | null {
  const day = "[一二三四五六日天]";
  if (/^每[天日]$/u.test(said)) return { every: "week", on: [0, 1, 2, 3, 4, 5, 6] };
  const numbers = (letters: string): number[] =>
    [...letters.matchAll(/[一二三四五六日天]/gu)].map(([c]) => weekdays.indexOf(c.replace("天", "日")));
  const run = new RegExp(`^每?周(${day})[至到-]周?(${day})$`, "u").exec(said);
  if (run) {
    const [from = 0, to = 0] = numbers(`${run[1]}${run[2]}`);
    return { every: "week", on: Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => (from + n) % 7) };
  }
  if (new RegExp(`^每周${day}(?:[、,，和]周?${day})*$`, "u").test(said))
    return { every: "week", on: numbers(said.slice(2)) };
  const nth = new RegExp(`^每月第([一二三四])个(?:周|星期)(${day})$`, "u").exec(said);
  if (nth) return { every: "nth", n: weekdays.indexOf(nth[1] ?? ""), on: numbers(nth[2] ?? "") };
  if (!/^每月(?:[1-9]|[12]\d|3[01])[日号](?:[、,，和](?:[1-9]|[12]\d|3[01])[日号])*$/u.test(said)) return null;
  return { every: "month", on: [...said.matchAll(/\d+/gu)].map(([n]) => Number(n)) };
}

/** 「每周三 09:00-11:30」「每月1日、15日上午」「每月第二个周三 下午」「周一至周五 08:30-17:00」. */
const when = text.transform((said, context): When => {
  const [, head = "", tail = ""] = /^(\S*?)\s*(\d{1,2}:.*|上午|下午|全天|)$/u.exec(said.normalize("NFKC")) ?? [];
  const days = daysIn(head);
  const clock = span.exec(tail);
  const [from = "", to = ""] = clock
    ? [`${clock[1]?.padStart(2, "0")}:${clock[2]}`, `${clock[3]?.padStart(2, "0")}:${clock[4]}`]
    : (parts[tail] ?? []);
  if (days && from && from < to) return { ...days, from, to, said: head };
  context.addIssue({
    code: "custom",
    message: `"${said}" says no days and hours; write "每周三 09:00-11:30", "每月1日、15日 09:00-11:30" or "每月第二个周三 14:00-17:00"`,
  });
  return z.NEVER;
});

const common = {
  place: text,
  name: text.optional(),
  when,
  where: text,
  who: text.optional(),
  /** What happens on a day on which the court does not sit: moved to the next working day, left out, or held all the same. */
  day_off: z.enum(["moved", "skipped", "kept"]).optional(),
  /** Days on which it is not held after all, and days on which it is held besides. */
  except: list(date),
  extra: list(date),
};

const settled = (row: { when: When; day_off?: "moved" | "skipped" | "kept" | undefined }): boolean =>
  row.day_off === "kept" || row.when.every === "month" || row.when.on.some((d) => d !== 0 && d !== 6);
const weekendFault = "falls on weekends only, when the court does not sit; add day_off: kept";

export const receptionSchema = z.strictObject(common).refine(settled, { path: ["when"], message: weekendFault });
export const spotSchema = z
  .strictObject({ ...common, name: text, phone: text.optional() })
  .refine(settled, { path: ["when"], message: weekendFault });
/** The hour of the day before at which the groups concerned are told. */
export const receptionNotice = quietless.default("16:00");

export type Reception = z.infer<typeof receptionSchema>;
/** One day on which it is held; `planned` differs from `date` when a holiday moved it. */
export type Held = { date: CivilDate; planned: CivilDate; from: number; to: number; who: string | null };

function falls(row: When, on: CivilDate): boolean {
  const dayOfMonth = Number(on.slice(8));
  if (row.every === "month") return row.on.includes(dayOfMonth);
  return row.on.includes(weekdayOf(on)) && (row.every === "week" || Math.ceil(dayOfMonth / 7) === row.n);
}

/** Somebody named is away: the deputy of a judge comes instead; undefined when nobody does. */
function whoComes(directory: Directory, who: string | undefined, on: CivilDate): string | null | undefined {
  if (who === undefined) return null;
  const away = (leave: readonly { from: string; to: string }[]) => leave.some((s) => s.from <= on && on <= s.to);
  const judge = directory.judges.find((j) => j.id === who);
  const other = [...directory.mediators, ...directory.clerks, ...directory.assistants].find((m) => m.id === who);
  if (!judge) return other && away(other.leave) ? undefined : who;
  if (!away(judge.leave)) return who;
  const deputy = directory.judges.find((j) => j.id === judge.deputy);
  return deputy && !away(deputy.leave) ? deputy.id : undefined;
}

/** How far a holiday may move a day: the longest is nine days with its weekends. */
const longestMove = 12;

function dayFor(
  row: Reception,
  calendar: Calendar,
  planned: CivilDate,
  byDefault: "moved" | "skipped",
): CivilDate | null {
  const rule = row.day_off ?? byDefault;
  const day =
    !isDayOff(calendar, planned) || rule === "kept"
      ? planned
      : rule === "skipped"
        ? null
        : addWorkingDays(calendar, planned, 0).date;
  return day === null || row.except.includes(day) || row.except.includes(planned) ? null : day;
}

/**
 * The next times it is held that are not over at `now`, within the year, the next first; holidays moved or left out as the
 * row says, and days left out on which nobody could come.
 */
export function heldNext(
  directory: Directory,
  row: Reception,
  now: number,
  most = 1,
  byDefault: "moved" | "skipped" = "moved",
): Held[] {
  const today = toCivil(now).date;
  const found = new Map<CivilDate, Held>();
  const hold = (day: CivilDate, planned: CivilDate): void => {
    const who = whoComes(directory, row.who, day);
    const to = fromCivil(day, row.when.to);
    if (who !== undefined && to > now && !found.has(day))
      found.set(day, { date: day, planned, from: fromCivil(day, row.when.from), to, who });
  };
  for (let n = -longestMove; n <= 366 && found.size < most + longestMove; n++) {
    const planned = addDays(today, n);
    const day = falls(row.when, planned) ? dayFor(row, directory.calendar, planned, byDefault) : null;
    if (day !== null) hold(day, planned);
  }
  for (const day of row.extra) hold(day, day);
  return [...found.values()].toSorted((a, b) => a.from - b.from).slice(0, most);
}

/** The next instant after `after` at which some group is told of tomorrow's reception; null when there is none. */
export function nextNotice(directory: Directory, after: number): number | null {
  const times = directory.reception_days.flatMap((row) =>
    heldNext(directory, row, after, 3).map((held) => fromCivil(addDays(held.date, -1), directory.reception_notice)),
  );
  const coming = times.filter((at) => at > after);
  return coming.length > 0 ? Math.min(...coming) : null;
}
