// What a period's leads and questions come to: counts and rates, of the whole court and by place, cause, source and person.
import type { Lead, Outcome } from "../leads/lead.ts";
import type { Directory } from "../court/directory.ts";
import type { Question } from "../turn/documents.ts";
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
  /** Accepted, answered within the deadline that fell into the period; what is still open and overdue counts as late. */
  acceptedInTime: Rate;
  feedbackInTime: Rate;
  recovered: number;
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
  questions: { unanswered: number; rated: Rate };
  /** Filed among ten thousand people of the county's places with a known population; null without one. */
  filedPer10000: number | null;
  /** Villages and communities in which nothing was filed in the period, and how many there are. */
  withoutSuit: Rate;
};

const emptyCounts = (): Counts => ({
  registered: 0,
  open: 0,
  closed: 0,
  settled: 0,
  filed: 0,
  danger: 0,
  acceptedInTime: { done: 0, due: 0 },
  feedbackInTime: { done: 0, due: 0 },
  recovered: 0,
});

const settledOutcomes: ReadonlySet<Outcome> = new Set(["settled", "confirmed"]);
const filedOutcomes: ReadonlySet<Outcome> = new Set(["filed", "paymentOrder"]);
const ended: ReadonlySet<Lead["status"]> = new Set(["closed", "withdrawn", "merged"]);

/** When a lead was first (or last) moved so; null when never. */
const movedAt = (lead: Lead, moves: readonly string[], which: "first" | "last"): number | null => {
  const rows = lead.timeline.filter((row) => moves.includes(row.move));
  return (which === "first" ? rows[0] : rows.at(-1))?.at ?? null;
};

/** When the lead came to its end; null while it is in hand. */
export const endedAt = (lead: Lead): number | null =>
  ended.has(lead.status) ? (movedAt(lead, ["close", "withdraw", "merge"], "last") ?? lead.updatedAt) : null;

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
  | "acceptBy"
  | "feedbackBy"
> & { end: number | null; acceptedAt: number | null; answeredAt: number | null };

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
  acceptBy: lead.acceptBy,
  feedbackBy: lead.feedbackBy,
  end: endedAt(lead),
  acceptedAt: movedAt(lead, ["accept"], "first"),
  answeredAt: movedAt(lead, ["feedback", "close"], "first"),
});

const within = (at: number | null, { start, end }: Period): at is number => at !== null && at >= start && at < end;

/** Adds what a deadline means for the period: due when it fell into it, done when met. */
function addRate(rate: Rate, by: number | null, doneAt: number | null, period: Period): void {
  if (!within(by, period)) return;
  rate.due++;
  if (doneAt !== null && doneAt <= by) rate.done++;
}

/** One lead's part in the counts. Merged leads are counted with the one they went into. */
function add(counts: Counts, lead: LeadFacts, period: Period): void {
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
  }
  addRate(counts.acceptedInTime, lead.acceptBy, lead.acceptedAt, period);
  addRate(counts.feedbackInTime, lead.feedbackBy, lead.answeredAt, period);
}

const within10000 = (filed: number, people: number): number | null =>
  people === 0 ? null : Math.round((filed / people) * 100_000) / 10;

/** Figures of a period from every lead and question there is; order does not matter. */
export function figuresOf(
  leads: Iterable<LeadFacts>,
  questions: Iterable<Pick<Question, "at" | "why">>,
  directory: Directory,
  period: Period,
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
    add(counts, lead, period);
  };
  for (const lead of leads) {
    if (lead.status === "merged" || lead.submittedAt >= period.end) continue;
    const lastDue = Math.max(lead.acceptBy ?? 0, lead.feedbackBy ?? 0);
    if (lead.end !== null && lead.end < period.start && lastDue < period.start) continue;
    add(all, lead, period);
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
  const asked = { unanswered: 0, rated: { done: 0, due: 0 } };
  for (const question of questions) {
    if (!within(question.at, period)) continue;
    if (question.why === "unanswered") asked.unanswered++;
    if (question.why === "goodAnswer" || question.why === "badAnswer") {
      asked.rated.due++;
      if (question.why === "goodAnswer") asked.rated.done++;
    }
  }
  const people = directory.places.reduce((sum, place) => sum + (place.population ?? 0), 0);
  const home = directory.places.filter((place) => place.kind === "village" || place.kind === "community");
  return {
    period,
    all,
    ...groups,
    cells,
    questions: asked,
    filedPer10000: within10000(all.filed, people),
    withoutSuit: {
      done: home.filter((place) => (groups.byPlace.get(place.id)?.filed ?? 0) === 0).length,
      due: home.length,
    },
  };
}
