// Who is going to say what, when: the coming moments of the year in their order, and how people's hours lie over a day.
import {
  addDays,
  type Calendar,
  type CivilDate,
  fromCivil,
  isDayOff,
  nextWorkingDay,
  toCivil,
} from "../../src/court/calendar.ts";
import type { Spoken } from "./bot.ts";
import type { Chance } from "./chance.ts";

/** Something somebody means to do; null when by then there is nothing to say. */
export type Intention = (at: number) => Promise<Spoken | null> | Spoken | null;
type Moment = { at: number; order: number; intention: Intention };

export type Agenda = {
  add(at: number, intention: Intention): void;
  /** Epoch ms of the first moment, null when nothing is meant any more. */
  next(): number | null;
  /** Takes out what lies up to that time, in order. */
  upTo(at: number): Moment[];
};

/** A binary heap: the year holds hundreds of thousands of moments. */
export function createAgenda(): Agenda {
  const heap: Moment[] = [];
  let order = 0;
  const before = (x: Moment, y: Moment): boolean => x.at < y.at || (x.at === y.at && x.order < y.order);
  const at = (n: number): Moment => heap[n] as Moment;
  function swap(i: number, j: number): void {
    [heap[i], heap[j]] = [at(j), at(i)];
  }
  function take(): Moment {
    const first = at(0);
    const last = heap.pop() as Moment;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(at(child), at(least))) least = child;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  }
  return {
    add(when, intention) {
      heap.push({ at: Math.round(when), order: order++, intention });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!before(at(i), at(parent))) break;
        swap(i, parent);
        i = parent;
      }
    },
    next: () => heap[0]?.at ?? null,
    upTo(when) {
      const found: Moment[] = [];
      while (heap.length > 0 && at(0).at <= when) found.push(take());
      return found;
    },
  };
}

const hour = 3_600_000;

/** The first moment from then on at which a court works: 8:30–11:30 and 13:30–17:00 on working days, `away` apart. */
export function atWork(
  at: number,
  calendar: Calendar,
  chance: Chance,
  away: (date: CivilDate) => boolean = () => false,
): number {
  for (let when = at; ; ) {
    const { date, time } = toCivil(when);
    if (!isDayOff(calendar, date) && !away(date)) {
      if (time < "08:30") return fromCivil(date, "08:30") + chance.next() * 2 * hour;
      if (time < "11:30" || (time >= "13:30" && time < "17:00")) return when;
      if (time < "13:30") return fromCivil(date, "13:30") + chance.next() * hour;
    }
    when = fromCivil(nextWorkingDay(calendar, date).date, "08:30") + chance.next() * 3 * hour;
  }
}

/** So many working days on (a part of a day counts by its hours), at a moment at which the court works. */
export function workLater(
  at: number,
  days: number,
  calendar: Calendar,
  chance: Chance,
  away?: (date: CivilDate) => boolean,
): number {
  let { date } = toCivil(at);
  for (let n = Math.floor(days); n > 0; n--) date = nextWorkingDay(calendar, date).date;
  const whole = Math.floor(days) === 0 ? at : fromCivil(date, toCivil(at).time);
  return atWork(whole + (days % 1) * 8 * hour, calendar, chance, away);
}

/** When people write: seldom before seven or after half past nine, most after breakfast, at noon and in the evening. */
export function momentOf(date: CivilDate, chance: Chance): number {
  const start = chance.weighed([6.5, 8, 9.5, 11, 13, 15, 17.5, 19, 20.5], (h) => (h === 6.5 ? 2 : h === 20.5 ? 5 : 8));
  return fromCivil(date) + (start + chance.next() * 1.6) * hour;
}

export const daysOf = (from: CivilDate, until: CivilDate): CivilDate[] => {
  const days: CivilDate[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) days.push(date);
  return days;
};
