// The numbers of every report, counted again from the raw leads by another path; hot spots; periods at the edges of a year.
import { describe, expect, it } from "vitest";
import { fromCivil } from "../../src/court/calendar.ts";
import { type Lead, sources } from "../../src/leads/lead.ts";
import { loadDirectory, loadIntents } from "../../src/load.ts";
import { factsOf, figuresOf, pastOf } from "../../src/reports/figures.ts";
import { hotSpots, poissonTail } from "../../src/reports/hotspots.ts";
import { before, lastFull, type Period, periodKinds, periodOf, yearBefore } from "../../src/reports/period.ts";
import { reportOf, reportText } from "../../src/reports/report.ts";
import { sampleLeads } from "./sample.ts";

const directory = loadDirectory("knowledge/court.sample.yaml");
const { causes } = loadIntents("intents");
const leads = sampleLeads(3_000, 11, directory, [...causes.keys()]);

const day = 86_400_000;
/** In the middle of what the sample holds: some deadlines are still to come. */
const now = Date.parse("2026-03-20T10:00:00+08:00");
const pair = (rate: { done: number; due: number } | undefined): [number, number] => [rate?.due ?? 0, rate?.done ?? 0];

/** The second path: plain filters over the leads, one question at a time. */
function recount(period: Period, of: (lead: Lead) => boolean) {
  const mine = leads.filter((l) => l.status !== "merged" && of(l));
  const inside = (at: number | undefined): boolean => at !== undefined && at >= period.start && at < period.end;
  const at = (l: Lead, name: string): number | undefined => l.timeline.findLast((row) => row.move === name)?.at;
  const end = (l: Lead): number => at(l, "close") ?? at(l, "withdraw") ?? Number.POSITIVE_INFINITY;
  const closed = mine.filter((l) => l.status === "closed" && inside(at(l, "close")));
  // Of each deadline the day on which it was due, and that on which its move was made, whatever the lead says was kept.
  const rate = (pairs: (readonly [by: number | null | undefined, met: number | undefined])[]): [number, number] => {
    const due = pairs.filter(([by, met]) => inside(by ?? undefined) && (met !== undefined || (by ?? 0) < now));
    return [due.length, due.filter(([by, met]) => (met ?? Number.POSITIVE_INFINITY) <= (by ?? 0)).length];
  };
  const open = (l: Lead): boolean => !["closed", "withdrawn"].includes(l.status);
  const inHand = (l: Lead): boolean => l.status === "accepted";
  return {
    registered: mine.filter((l) => inside(l.submittedAt)).length,
    open: mine.filter((l) => l.submittedAt < period.end && end(l) >= period.end).length,
    closed: closed.length,
    settled: closed.filter((l) => l.outcome === "settled" || l.outcome === "confirmed").length,
    filed: closed.filter((l) => l.outcome === "filed" || l.outcome === "paymentOrder").length,
    recovered: closed.reduce((sum, l) => sum + (l.recoveredYuan ?? 0), 0),
    promised: closed.reduce((sum, l) => sum + (l.settlement?.promisedYuan ?? 0), 0),
    satisfied: [
      mine.filter((l) => inside(l.satisfaction?.at)).length,
      mine.filter((l) => inside(l.satisfaction?.at) && l.satisfaction?.score === "good").length,
    ],
    accept: rate(mine.flatMap((l) => (at(l, "accept") || open(l) ? [[l.acceptBy, at(l, "accept")] as const] : []))),
    contact: rate(
      mine.flatMap((l) => (l.contactedAt || inHand(l) ? [[l.contactBy, l.contactedAt ?? undefined] as const] : [])),
    ),
    feedback: rate(
      mine.flatMap((l) => {
        const rows = l.timeline.filter((row) => row.move === "feedback").map((row) => row.at);
        const met = rows.map((t, n) => [(rows[n - 1] ?? l.contactedAt ?? 0) + 7 * day, t] as const);
        return inHand(l) && l.contactedAt
          ? [...met, [(rows.at(-1) ?? l.contactedAt) + 7 * day, undefined] as const]
          : met;
      }),
    ),
    close: rate(mine.flatMap((l) => (at(l, "close") || open(l) ? [[l.closeBy, at(l, "close")] as const] : []))),
  };
}

describe("figures", () => {
  const periods = periodKinds.flatMap((kind) => {
    const now = periodOf(kind, "2026-03-04");
    return [now, before(now), yearBefore(now)];
  });

  it.each(periods.map((p) => [p.name, p] as const))("of %s are the same by another path", (_, period) => {
    const figures = figuresOf(leads.map(factsOf), [], directory, period, now);
    const check = (counts: typeof figures.all | undefined, of: (lead: Lead) => boolean): void => {
      const again = recount(period, of);
      expect({
        registered: counts?.registered ?? 0,
        open: counts?.open ?? 0,
        closed: counts?.closed ?? 0,
        settled: counts?.settled ?? 0,
        filed: counts?.filed ?? 0,
        recovered: counts?.recovered ?? 0,
        promised: counts?.promised ?? 0,
        satisfied: pair(counts?.satisfied),
        accept: pair(counts?.inTime.accept),
        contact: pair(counts?.inTime.contact),
        feedback: pair(counts?.inTime.feedback),
        close: pair(counts?.inTime.close),
      }).toEqual(again);
    };
    check(figures.all, () => true);
    for (const place of directory.places) check(figures.byPlace.get(place.id), (l) => l.placeId === place.id);
    for (const judge of directory.judges) check(figures.byJudge.get(judge.id), (l) => l.judge === judge.id);
    for (const cause of causes.keys()) check(figures.byCause.get(cause), (l) => l.cause === cause);
    for (const source of sources) check(figures.bySource.get(source), (l) => l.source === source);
    for (const { id } of directory.mediators) check(figures.byMediator.get(id), (l) => l.mediator === id);
    for (const { id } of directory.tribunals) check(figures.byTribunal.get(id), (l) => l.tribunal === id);
  });

  it.each(periods.map((p) => [p.name, p] as const))(
    "of what is usual in %s are the whole figures' own",
    (_, period) => {
      const { all, cells } = figuresOf(leads.map(factsOf), [], directory, period, now);
      const past = pastOf(leads.map(factsOf), period);
      expect(past).toEqual({ all: { registered: all.registered }, cells });
    },
  );

  it("do not depend on the order of the leads", () => {
    const period = periodOf("quarter", "2026-03-04");
    const text = (some: readonly Lead[]): string => {
      const of = (p: Period) => figuresOf(some.map(factsOf), [], directory, p, now);
      return reportText(
        reportOf({
          now: of(period),
          before: of(before(period)),
          yearBefore: of(yearBefore(period)),
          earlier: [],
          directory,
          causes,
        }),
      );
    };
    expect(text(leads.toReversed())).toBe(text(leads));
  });

  it("hold a number back that would point to a person", () => {
    const period = periodOf("week", "2026-03-04");
    const few = sampleLeads(40, 3, directory, ["wages"]).map((l) => ({
      ...l,
      submittedAt: period.start + 1,
      placeId: "p01",
    }));
    const figures = figuresOf(few.slice(0, 2).map(factsOf), [], directory, period, now);
    const report = reportOf({ now: figures, before: figures, yearBefore: figures, earlier: [], directory, causes });
    const row = report.tables.find((t) => t.title === "按地方")?.rows[0];
    expect(row?.[1]).toBe("少于3");
    // A share of two would say what the count does not.
    expect(row?.slice(-4)).toEqual(["—", "—", "—", "—"]);
  });
});

describe("periods", () => {
  it("end where the next begins, over months, years and weeks", () => {
    expect(periodOf("week", "2026-01-01")).toMatchObject({ first: "2025-12-29", last: "2026-01-04" });
    expect(periodOf("month", "2028-02-10")).toMatchObject({ first: "2028-02-01", last: "2028-02-29" });
    expect(periodOf("quarter", "2026-11-23")).toMatchObject({ first: "2026-10-01", last: "2026-12-31" });
    expect(before(periodOf("month", "2026-01-15")).name).toBe("2025年12月");
    expect(yearBefore(periodOf("quarter", "2026-11-23")).name).toBe("2025年第四季度");
    expect(yearBefore(periodOf("week", "2026-11-23")).first).toBe("2025-11-24");
    expect(lastFull("week", "2026-11-23")).toMatchObject({ first: "2026-11-16", last: "2026-11-22" });
    expect(periodOf("month", "2026-12-31").end).toBe(fromCivil("2027-01-01"));
  });
});

describe("hot spots", () => {
  it("are told by a Poisson tail that adds up", () => {
    expect(poissonTail(0, 3)).toBe(1);
    expect(poissonTail(1, 3)).toBeCloseTo(1 - Math.exp(-3), 10);
    // By hand: 1 − e⁻²(1 + 2 + 2 + 4/3) = 0.1429.
    expect(poissonTail(4, 2)).toBeCloseTo(0.1429, 4);
  });

  it("are found where there are many more than usual, and nowhere else", () => {
    const period = periodOf("month", "2026-03-04");
    const usual = sampleLeads(2_000, 5, directory, [...causes.keys()]);
    const many = sampleLeads(9, 6, directory, ["wages"]).map((l) => ({
      ...l,
      placeId: "p07",
      submittedAt: period.start + 5,
    }));
    const past = [before(period), before(before(period)), before(before(before(period)))];
    const of = (some: readonly Lead[], p: Period) => figuresOf(some.map(factsOf), [], directory, p, now);
    const earlier = past.map((p) => of(usual, p));
    expect(hotSpots(of(usual, period), earlier)).toEqual([]);
    expect(hotSpots(of([...usual, ...many], period), earlier)).toMatchObject([{ cause: "wages", place: "p07" }]);
  });
});
