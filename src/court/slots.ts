// When a judge can be met: the slots of court.yaml on the working days ahead, without those that are taken or on leave.
import { addDays, fromCivil, isDayOff, toCivil, weekdayOf } from "./calendar.ts";
import { type Directory, isOnLeave, judgeById } from "./directory.ts";

export type Slot = {
  /** `J02@2026-11-26T0900`: a judge is met by one at a time; it is the key under which the slot is booked. */
  id: string;
  judge: string;
  /** Shared courtroom, null when the judge comes to the place. */
  room: string | null;
  /** Epoch ms. */
  at: number;
};

/** People decide about the next two weeks, not about a season. */
const daysAhead = 21;
/** Nobody is sent off at an hour's notice. */
const notice = 12 * 3_600_000;

/** Both keys of a booking: the judge's hour and the room's. */
export const slotKeys = (slot: Pick<Slot, "id" | "room">): string[] => [
  slot.id,
  ...(slot.room === null ? [] : [slot.id.replace(/^[^@]*/u, slot.room)]),
];

/** The free slots of a judge, the next first. `taken` holds the keys of all bookings. */
export function freeSlots(directory: Directory, judge: string, now: number, taken: ReadonlySet<string>): Slot[] {
  const person = judgeById(directory, judge);
  const rows = directory.visit_slots.filter((row) => row.who === judge);
  const today = toCivil(now).date;
  const found: Slot[] = [];
  if (!person) return [];
  for (let n = 0; n <= daysAhead; n++) {
    const date = addDays(today, n);
    if (isDayOff(directory.calendar, date) || isOnLeave(person, date)) continue;
    for (const row of rows.filter((r) => r.days.includes(weekdayOf(date))))
      for (const time of row.times) {
        const at = fromCivil(date, time);
        const slot: Slot = { id: `${judge}@${date}T${time.replace(":", "")}`, judge, room: row.at ?? null, at };
        if (at - now >= notice && !slotKeys(slot).some((key) => taken.has(key))) found.push(slot);
      }
  }
  return found.toSorted((a, b) => a.at - b.at);
}
