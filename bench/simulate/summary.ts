// What a simulated year came to: leads by how they stand, what was in time, and the rules that may never be broken, checked on every lead.
import { toCivil } from "../../src/court/calendar.ts";
import { judgeById } from "../../src/court/finding.ts";
import type { Directory } from "../../src/court/directory.ts";
import type { Lead } from "../../src/leads/lead.ts";
import type { Collection, OutboxRow, Timer } from "../../src/turn/documents.ts";
import type { Store } from "../../src/turn/ports.ts";

const pageSize = 1_000;

export async function everything<T>(store: Store, collection: Collection): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: pageSize, ...(after === undefined ? {} : { after }) });
    found.push(...page.map((doc) => doc.value));
    after = page.at(-1)?.key;
    if (page.length < pageSize || after === undefined) return found;
  }
}

export const countBy = <T>(items: readonly T[], name: (item: T) => string): [string, number][] =>
  [...Map.groupBy(items, name)]
    .map(([key, all]): [string, number] => [key, all.length])
    .toSorted((x, y) => y[1] - x[1]);

const endings = new Set(["closed", "withdrawn", "merged"]);

/** What is wrong with a lead, in words with its number; nothing personal. */
function faultsOf(lead: Lead, directory: Directory, timers: ReadonlySet<string>, now: number): string[] {
  const faults: string[] = [];
  const say = (what: string): void => void faults.push(`${lead.id}: ${what}`);
  const open = !endings.has(lead.status);
  if (open && lead.judge !== null && !judgeById(directory, lead.judge)) say(`is with ${lead.judge}, who is nobody`);
  if (open && lead.judge === null && lead.status !== "assigned" && lead.status !== "submitted")
    say(`is ${lead.status}, but with nobody`);
  if (["draft", "submitted", "sentBack"].includes(lead.status)) say(`stayed ${lead.status}`);
  if (lead.status === "closed" && lead.outcome === null) say("is closed without an outcome");
  if (lead.timeline.length === 0 || lead.timeline[0]?.move !== "submit") say("has no first row in its timeline");
  if (lead.timeline.some((row, n) => row.at < (lead.timeline[n - 1]?.at ?? 0))) say("has a timeline out of order");
  if (lead.timeline.some((row) => row.at > now)) say("has a row of the future");
  const fired = lead.fired ?? [];
  if (new Set(fired).size !== fired.length) say("had a reminder twice");
  for (const mark of fired) {
    const [step = "", due = "0"] = mark.split("@");
    const [, month = "", day = ""] = toCivil(Number(due)).date.split("-").map(Number).map(String);
    const early = lead.timeline.some(
      (row) => row.move === "redCard" && row.why.includes(`应于${month}月${day}日`) && row.at < Number(due),
    );
    if (early) say(`had a red card before ${step} was due`);
  }
  if (open && !timers.has(lead.id)) say(`is ${lead.status}, and no timer waits for it`);
  return faults;
}

export type Checked = { leads: Lead[]; faults: string[] };

/** Every lead against the rules. */
export async function check(store: Store, directory: Directory, now: number): Promise<Checked> {
  const leads = await everything<Lead>(store, "lead");
  const timers = new Set((await everything<Timer>(store, "timer")).map((t) => t.about));
  const faults = leads.flatMap((lead) => faultsOf(lead, directory, timers, now));
  const numbers = new Set(leads.map((lead) => lead.id));
  if (numbers.size !== leads.length) faults.push("two leads have one number");
  const stuck = (await everything<OutboxRow>(store, "outbox")).filter((row) => row.dueAt <= now);
  if (stuck.length > 0) faults.push(`${stuck.length} notices that were due did not go out`);
  return { leads, faults };
}

const share = (done: number, due: number): string => (due === 0 ? "—" : `${Math.round((done / due) * 1_000) / 10} %`);
const list = (rows: readonly [string, number][]): string => rows.map(([name, count]) => `${name} ${count}`).join(", ");

/** The summary as lines for the terminal: figures and numbers only. */
export function summaryLines({ leads, faults }: Checked): string[] {
  const moved = (lead: Lead, move: string): number | undefined => lead.timeline.find((row) => row.move === move)?.at;
  const accepted = leads.filter((lead) => moved(lead, "accept") !== undefined);
  const inTime = accepted.filter((lead) => (moved(lead, "accept") ?? 0) <= (lead.acceptBy ?? Infinity));
  const closed = leads.filter((lead) => lead.status === "closed");
  const days = closed
    .map((lead) => ((moved(lead, "close") ?? 0) - lead.submittedAt) / 86_400_000)
    .toSorted((x, y) => x - y);
  const asked = leads.filter((lead) => lead.satisfaction !== undefined);
  const marks = leads.flatMap((lead) => lead.timeline.map((row) => row.move));
  return [
    `leads: ${leads.length} (${list(countBy(leads, (lead) => lead.status))})`,
    `causes: ${list(countBy(leads, (lead) => lead.cause).slice(0, 8))} …`,
    `outcomes: ${list(countBy(closed, (lead) => lead.outcome ?? "none"))}`,
    `accepted in time: ${share(inTime.length, accepted.length)}; median days to the end: ${Math.round(days[Math.floor(days.length / 2)] ?? 0)}`,
    `danger high: ${leads.filter((lead) => lead.danger === "high").length}, acknowledged ${leads.filter((lead) => lead.danger === "high" && lead.acknowledgedAt !== null).length}`,
    `moves: ${list(countBy(marks, (move) => move))}`,
    `recovered and promised: ${Math.round(leads.reduce((sum, lead) => sum + (lead.recoveredYuan ?? 0), 0) / 10_000)} 万元`,
    `follow-up: ${list(countBy(asked, (lead) => lead.satisfaction?.score ?? ""))}`,
    faults.length === 0
      ? "rules: every lead kept them"
      : `rules: ${faults.length} broken\n${faults
          .slice(0, 20)
          .map((fault) => `  ${fault}`)
          .join("\n")}`,
  ];
}
