// When a judge can be met, in person or by video: the slots of court.yaml on the working days ahead, without those taken or on leave.
import { addDays, fromCivil, isDayOff, toCivil, weekdayOf } from "./calendar.ts";
import { type Directory } from "./directory.ts";
import { isOnLeave, judgeById } from "./finding.ts";

export type Slot = {
  /** `J02@2026-11-26T0900`: a judge is met by one at a time. */
  id: string;
  judge: string;
  /** Shared courtroom, null when the judge comes to the place, or when none is needed. */
  room: string | null;
  /** Epoch ms. */
  at: number;
};

/** People decide about the next two weeks, not about a season. */
const daysAhead = 21;
/** Nobody is sent off at an hour's notice. */
const notice = 12 * 3_600_000;

/** ms: a meeting is taken to last an hour. */
const lasts = 3_600_000;
const half = 1_800_000;

/**
 * The keys of a booking: every half hour that it touches, of the judge and of the room. Each is a document that is created,
 * so that of two who book at the same instant one is refused by the store, also when 9:00 and 9:30 only overlap.
 */
export function slotKeys({ judge, room, at }: Pick<Slot, "judge" | "room" | "at">): string[] {
  const keys: string[] = [];
  for (const who of room === null ? [judge] : [judge, room])
    for (let cell = Math.floor(at / half) * half; cell < at + lasts; cell += half) {
      const { date, time } = toCivil(cell);
      keys.push(`${who}@${date}T${time.replace(":", "")}`);
    }
  return keys;
}

type Row = { days: readonly number[]; times: readonly string[]; room: string | null };

/** Why a meeting that stands cannot be held as court.yaml now is; null when it can. */
export function hindrance(
  directory: Directory,
  { judge, room, at }: Pick<Slot, "judge" | "room" | "at">,
): "leave" | "dayOff" | "closed" | null {
  const person = judgeById(directory, judge);
  const { date } = toCivil(at);
  if (!person || isOnLeave(person, date)) return "leave";
  if (isDayOff(directory.calendar, date)) return "dayOff";
  return room !== null && !isOpen(directory, room, date) ? "closed" : null;
}

const isOpen = (directory: Directory, room: string, date: string): boolean =>
  directory.shared_courtrooms.some((r) => r.id === room && !isOnLeave({ leave: r.closed }, date));

function free(directory: Directory, judge: string, rows: readonly Row[], now: number, taken: ReadonlySet<string>) {
  const today = toCivil(now).date;
  const found = new Map<string, Slot>();
  for (let n = 0; n <= daysAhead; n++) {
    const date = addDays(today, n);
    for (const { times, room } of rows.filter((r) => r.days.includes(weekdayOf(date))))
      for (const time of times) {
        const at = fromCivil(date, time);
        const slot: Slot = { id: `${judge}@${date}T${time.replace(":", "")}`, judge, room, at };
        if (at - now < notice || found.has(slot.id) || hindrance(directory, slot) !== null) continue;
        if (!slotKeys(slot).some((key) => taken.has(key))) found.set(slot.id, slot);
      }
  }
  return [...found.values()].toSorted((a, b) => a.at - b.at);
}

/** The free slots of a judge for meeting in person, the next first. `taken` holds the keys of all bookings. */
export const freeSlots = (directory: Directory, judge: string, now: number, taken: ReadonlySet<string>): Slot[] =>
  free(
    directory,
    judge,
    directory.visit_slots.filter((row) => row.who === judge).map((row) => ({ ...row, room: row.at ?? null })),
    now,
    taken,
  );

/** The free slots for a remote session: the judge's hours, and where a room is needed only those that the room has as well. */
export function remoteSlots(
  directory: Directory,
  { judge, room }: Pick<Slot, "judge" | "room">,
  now: number,
  taken: ReadonlySet<string>,
): Slot[] {
  const theirs = directory.remote_slots.filter((row) => row.who === judge);
  const rooms = directory.shared_courtrooms.find((r) => r.id === room)?.slots ?? [];
  const both = theirs.flatMap((row) =>
    rooms.map((own) => ({
      days: row.days.filter((d) => own.days.includes(d)),
      times: row.times.filter((t) => own.times.includes(t)),
      room,
    })),
  );
  return free(directory, judge, room === null ? theirs.map((row) => ({ ...row, room })) : both, now, taken);
}
