// Timers that stand in court.yaml and not in any message: set at the start, moved when the file was changed, gone when it says so.
import { nextSlot } from "./court/education.ts";
import { nextNotice } from "./court/reception.ts";
import { nextReport, reportPeriods } from "./court/schedules.ts";
import type { Directory } from "./court/directory.ts";
import type { Timer } from "./turn/documents.ts";
import type { Change, Key, Store } from "./turn/ports.ts";

/** Sets the timers of scheduled reports, of reception days and of public education. What fell due while the bot was off is left as it is: it rings at once. */
export async function seedTimers(store: Store, directory: Directory, now: number): Promise<void> {
  const { schedules, calendar, education } = directory;
  const changes: Change[] = [];
  const seed = async (id: string, kind: string, about: string, dueAt: number | null): Promise<void> => {
    const key: Key = `timer/${id}`;
    const was = await store.load<Timer>(key);
    if (dueAt === null) {
      if (was) changes.push({ key, expect: was.version, value: null });
      return;
    }
    if (was && (was.value.dueAt <= now || was.value.dueAt === dueAt)) return;
    const timer: Timer = { id, kind, dueAt, state: "pending", urgent: false, about, data: {} };
    changes.push({ key, expect: was?.version ?? 0, value: timer });
  };
  for (const period of reportPeriods) {
    const schedule = schedules[period];
    await seed(
      `report:${period}`,
      "scheduledReport",
      period,
      schedule ? nextReport(period, schedule, calendar, now) : null,
    );
  }
  await seed("reception", "reception", "reception", nextNotice(directory, now));
  await seed("education", "education", "education", education ? nextSlot(education, calendar, now) : null);
  if (changes.length > 0) await store.commit({ at: now, changes });
}
