// Which deadlines a change of a lead ends, and when: kept with the lead, because a new deadline takes the place of the old one.
import type { KeptDeadline, Lead } from "../leads/lead.ts";
import type { Directory } from "../court/directory.ts";
import { afterPause } from "./lead-time.ts";

const waiting: ReadonlySet<Lead["status"]> = new Set(["submitted", "assigned", "sentBack"]);
const working: ReadonlySet<Lead["status"]> = new Set(["accepted", "referred"]);

type Clocks = { name: KeptDeadline; due: number }[];

/** The deadlines in force for a lead as it stands; while it is paused none runs but those that had passed before. */
export function inForce(lead: Lead): Clocks {
  const clocks: [KeptDeadline, number | null | undefined][] = waiting.has(lead.status)
    ? [
        ["accept", lead.status === "sentBack" ? null : lead.acceptBy],
        ["close", lead.closeBy],
      ]
    : working.has(lead.status)
      ? [lead.contactedAt ? ["feedback", lead.feedbackBy] : ["contact", lead.contactBy], ["close", lead.closeBy]]
      : [];
  return clocks.flatMap(([name, due]) =>
    due === null || due === undefined || (lead.paused && due >= lead.paused.since) ? [] : [{ name, due }],
  );
}

/** What the change from `was` to `next` met, or ended without its being met. */
export function endedBy(directory: Directory, was: Lead, next: Lead, now: number): NonNullable<Lead["kept"]> {
  // Time spent waiting for a party does not count, also when the lead ends while it waits.
  const before = was.paused && !next.paused ? afterPause(directory, was, now) : was;
  const met = new Set<KeptDeadline>();
  const closed = next.status === "closed";
  const acting = working.has(next.status) || closed;
  if (waiting.has(before.status) && (acting || next.status === "sentBack")) met.add("accept");
  const contacted = !before.contactedAt && (next.contactedAt || closed);
  if (contacted && acting) met.add("contact");
  // Each feedback sets the next; a resumed clock is only moved.
  const anew = next.feedbackBy !== before.feedbackBy && working.has(next.status);
  if (working.has(before.status) && before.contactedAt && (anew || closed)) met.add("feedback");
  if (closed) met.add("close");
  const ran = inForce(before);
  // Accepted and contacted in one word: the clock of the first contact began with it.
  if (met.has("accept") && met.has("contact") && next.contactBy) ran.push({ name: "contact", due: next.contactBy });
  const still = new Set(inForce(next).map(({ name, due }) => `${name}@${due}`));
  return ran.flatMap(({ name, due }) => {
    if (met.has(name)) return [{ name, due, at: now }];
    // It falls away, for the lead goes to somebody else or ends: that counts only against who was late already.
    return !next.paused && due < now && !still.has(`${name}@${due}`) ? [{ name, due, at: now }] : [];
  });
}

/** The lead with what the change ended. */
export function withKept(directory: Directory, was: Lead | undefined, next: Lead, now: number): Lead {
  const ended = was ? endedBy(directory, was, next, now) : [];
  return ended.length === 0 ? next : { ...next, kept: [...(next.kept ?? []), ...ended] };
}
