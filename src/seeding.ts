// Timers that stand in court.yaml and not in any message: set at the start, moved when the file was changed, gone when it says so.
import { nextReport, reportPeriods } from "./court/schedules.ts";
import type { Directory } from "./court/directory.ts";
import type { Timer } from "./turn/documents.ts";
import type { Change, Key, Store } from "./turn/ports.ts";

/** Sets the timers of scheduled reports. What fell due while the bot was off is left as it is: it rings at once. */
export async function seedTimers(store: Store, { schedules, calendar }: Directory, now: number): Promise<void> {
  const changes: Change[] = [];
  for (const period of reportPeriods) {
    const id = `report:${period}`;
    const key: Key = `timer/${id}`;
    const was = await store.load<Timer>(key);
    const schedule = schedules[period];
    if (!schedule) {
      if (was) changes.push({ key, expect: was.version, value: null });
      continue;
    }
    const dueAt = nextReport(period, schedule, calendar, now);
    if (was && (was.value.dueAt <= now || was.value.dueAt === dueAt)) continue;
    const timer: Timer = {
      id,
      kind: "scheduledReport",
      dueAt,
      state: "pending",
      urgent: false,
      about: period,
      data: {},
    };
    changes.push({ key, expect: was?.version ?? 0, value: timer });
  }
  if (changes.length > 0) await store.commit({ at: now, changes });
}
