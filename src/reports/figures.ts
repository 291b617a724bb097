// What a period's leads and questions come to: counts and rates, of the whole court and by place, cause, source and person.
import type { KeptDeadline, Lead, Outcome } from "../leads/lead.ts";
import type { Directory } from "../court/directory.ts";
import { inForce } from "../turn/lead-kept.ts";
import { stillOwed } from "../turn/lead-time.ts";
import type { Period } from "./period.ts";

/** A share of what should have been: `done` of `due`. */
export type Rate = { done: number; due: number };

/** The figures of a set of leads in a period. Sums in yuan. */
export type Counts = {
  registered: number;
  /** Still in hand at the end of the period. */
  open: number;
  closed: number;
  settled: number;
  filed: number;
  danger: number;
  /**
   * Deadlines that fell into the period, and how many of them were met in time: 签收, 首次联系, 反馈, 办结. Each as it was in
   * force, after pauses and extensions; what is still open and overdue counts as late.
   */
  inTime: Record<KeptDeadline, Rate>;
  /** Paid already, and promised beside: yuan. */
  recovered: number;
  promised: number;
  /** Those who said how it was (回访), and how many of them were satisfied. */
  satisfied: Rate;
};

export type Figures = {
  period: Period;
  all: Counts;
  byPlace: Map<string, Counts>;
  byCause: Map<string, Counts>;
  bySource: Map<string, Counts>;
  byJudge: Map<string, Counts>;
  byMediator: Map<string, Counts>;
  byTribunal: Map<string, Counts>;
  /** Registered leads by cause and place, for hot spots: `cause|place`. */
  cells: Map<string, number>;
  questions: {
    asked: number;
    unanswered: number;
    /** What those were about that nobody could answer, by the cause or topic they speak of. */
    themes: Map<string, number>;
    rated: Rate;
  };
  /** Filed among ten thousand people of the county's places with a known population; null without one. */
  filedPer10000: number | null;
  /** Villages and communities in which nothing was filed in the period (无讼村), and how many there are. */
  withoutSuit: Rate & { places: string[] };
};

const emptyCounts = (): Counts => ({
  registered: 0,
  open: 0,
  closed: 0,
  settled: 0,
  filed: 0,
  danger: 0,
  inTime: {
    accept: { done: 0, due: 0 },
    contact: { done: 0, due: 0 },
    feedback: { done: 0, due: 0 },
    close: { done: 0, due: 0 },
  },
  recovered: 0,
  promised: 0,
  satisfied: { done: 0, due: 0 },
});

const settledOutcomes: ReadonlySet<Outcome> = new Set(["settled", "confirmed"]);
const filedOutcomes: ReadonlySet<Outcome> = new Set(["filed", "paymentOrder"]);
const ended: ReadonlySet<Lead["status"]> = new Set(["closed", "withdrawn", "merged"]);
const endings: ReadonlySet<string> = new Set(["close", "withdraw", "merge"]);

/** When the lead came to its end; null while it is in hand. */
export const endedAt = (lead: Lead): number | null =>
  ended.has(lead.status) ? (lead.timeline.findLast((row) => endings.has(row.move))?.at ?? lead.updatedAt) : null;

/** What of a lead the figures need: a hundred thousand of them fit where the leads themselves would not. Instants in epoch ms. */
export type LeadFacts = Pick<
  Lead,
  | "submittedAt"
  | "placeId"
  | "cause"
  | "source"
  | "judge"
  | "mediator"
  | "tribunal"
  | "danger"
  | "status"
  | "outcome"
  | "recoveredYuan"
> & {
  end: number | null;
  promisedYuan: number;
  /** Deadlines that are over, and those that run. */
  kept: NonNullable<Lead["kept"]>;
  running: ReturnType<typeof inForce>;
  satisfaction: { at: number; good: boolean } | null;
};

const none: never[] = [];

export const factsOf = (lead: Lead): LeadFacts => ({
  submittedAt: lead.submittedAt,
  placeId: lead.placeId,
  cause: lead.cause,
  source: lead.source,
  judge: lead.judge,
  mediator: lead.mediator,
  tribunal: lead.tribunal,
  danger: lead.danger,
  status: lead.status,
  outcome: lead.outcome,
  recoveredYuan: lead.recoveredYuan,
  end: endedAt(lead),
  promisedYuan: stillOwed(lead),
  kept: lead.kept ?? none,
  running: ended.has(lead.status) ? none : inForce(lead),
  satisfaction: lead.satisfaction ? { at: lead.satisfaction.at, good: lead.satisfaction.score === "good" } : null,
});

const within = (at: number | null, { start, end }: Period): at is number => at !== null && at >= start && at < end;

/** One lead's part in the counts. Merged leads are counted with the one they went into. */
function add(counts: Counts, lead: LeadFacts, period: Period, now: number): void {
  if (within(lead.submittedAt, period)) {
    counts.registered++;
    if (lead.danger === "high") counts.danger++;
  }
  if (lead.submittedAt < period.end && (lead.end === null || lead.end >= period.end)) counts.open++;
  if (within(lead.end, period) && lead.status === "closed") {
    counts.closed++;
    if (lead.outcome !== null && settledOutcomes.has(lead.outcome)) counts.settled++;
    if (lead.outcome !== null && filedOutcomes.has(lead.outcome)) counts.filed++;
    counts.recovered += lead.recoveredYuan ?? 0;
    counts.promised += lead.promisedYuan;
  }
  for (const { name, due, at } of lead.kept) {
    if (!within(due, period)) continue;
    counts.inTime[name].due++;
    if (at <= due) counts.inTime[name].done++;
  }
  // What is open and not yet due is neither kept nor late.
  for (const { name, due } of lead.running) if (due < now && within(due, period)) counts.inTime[name].due++;
  if (lead.satisfaction && within(lead.satisfaction.at, period)) {
    counts.satisfied.due++;
    if (lead.satisfaction.good) counts.satisfied.done++;
  }
}

/** What of an earlier period tells what is usual; a whole `Figures` will do. */
export type Past = { all: Pick<Counts, "registered">; cells: ReadonlyMap<string, number> };

/** Only that, which is quicker to count. */
export function pastOf(leads: Iterable<LeadFacts>, period: Period): Past {
  const cells = new Map<string, number>();
  let registered = 0;
  for (const { submittedAt, status, placeId, cause } of leads) {
    if (!within(submittedAt, period) || status === "merged") continue;
    registered++;
    if (placeId !== null) cells.set(`${cause}|${placeId}`, (cells.get(`${cause}|${placeId}`) ?? 0) + 1);
  }
  return { all: { registered }, cells };
}

/** Something of a lead that ended before falls into the period all the same: a deadline, a word of satisfaction. */
const touches = ({ kept, satisfaction }: LeadFacts, period: Period): boolean =>
  kept.some(({ due }) => within(due, period)) || within(satisfaction?.at ?? null, period);

const within10000 = (filed: number, people: number): number | null =>
  people === 0 ? null : Math.round((filed / people) * 100_000) / 10;

/** Of a question: that it was asked, that nobody could answer it (about what), or how its answer was rated. */
export type AskedOne = { at: number; what: "asked" | "unanswered" | "goodAnswer" | "badAnswer"; theme?: string };

/** Figures of a period from every lead and question there is; order does not matter. `now`: epoch ms. */
export function figuresOf(
  leads: Iterable<LeadFacts>,
  questions: Iterable<AskedOne>,
  directory: Directory,
  period: Period,
  now: number,
): Figures {
  const all = emptyCounts();
  const groups = {
    byPlace: new Map<string, Counts>(),
    byCause: new Map<string, Counts>(),
    bySource: new Map<string, Counts>(),
    byJudge: new Map<string, Counts>(),
    byMediator: new Map<string, Counts>(),
    byTribunal: new Map<string, Counts>(),
  };
  const cells = new Map<string, number>();
  const into = (group: Map<string, Counts>, key: string | null, lead: LeadFacts): void => {
    if (key === null) return;
    let counts = group.get(key);
    if (!counts) group.set(key, (counts = emptyCounts()));
    add(counts, lead, period, now);
  };
  for (const lead of leads) {
    if (lead.status === "merged" || lead.submittedAt >= period.end) continue;
    if (lead.end !== null && lead.end < period.start && !touches(lead, period)) continue;
    add(all, lead, period, now);
    into(groups.byPlace, lead.placeId, lead);
    into(groups.byCause, lead.cause, lead);
    into(groups.bySource, lead.source, lead);
    into(groups.byJudge, lead.judge, lead);
    into(groups.byMediator, lead.mediator, lead);
    into(groups.byTribunal, lead.tribunal, lead);
    if (within(lead.submittedAt, period) && lead.placeId !== null) {
      const cell = `${lead.cause}|${lead.placeId}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
  }
  const asked = { asked: 0, unanswered: 0, themes: new Map<string, number>(), rated: { done: 0, due: 0 } };
  for (const { at, what, theme } of questions) {
    if (!within(at, period)) continue;
    if (what === "asked" || what === "unanswered") asked[what]++;
    else asked.rated.due++;
    if (what === "goodAnswer") asked.rated.done++;
    if (theme !== undefined) asked.themes.set(theme, (asked.themes.get(theme) ?? 0) + 1);
  }
  const people = directory.places.reduce((sum, place) => sum + (place.population ?? 0), 0);
  const home = directory.places.filter((place) => place.kind === "village" || place.kind === "community");
  const quiet = home.filter((place) => (groups.byPlace.get(place.id)?.filed ?? 0) === 0);
  return {
    period,
    all,
    ...groups,
    cells,
    questions: asked,
    filedPer10000: within10000(all.filed, people),
    withoutSuit: { done: quiet.length, due: home.length, places: quiet.map((place) => place.id) },
  };
}
