// Two weeks of an invented county through the real bot: the rules hold for every lead, and the report says what a recount finds.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check, everything } from "../bench/simulate/summary.ts";
import { liveThrough, type Year } from "../bench/simulate/year.ts";
import { loadContent } from "../src/content.ts";
import { fromCivil, toCivil } from "../src/court/calendar.ts";
import type { Lead } from "../src/leads/lead.ts";
import { type AskedOne, factsOf, figuresOf } from "../src/reports/figures.ts";
import { periodOf } from "../src/reports/period.ts";
import type { Asked } from "../src/turn/documents.ts";

const live = (seed: number, leads: number, until: string): Promise<Year> =>
  liveThrough({
    loaded: loadContent(),
    // Over the year's end, with a holiday and a make-up day.
    from: "2025-12-22",
    until,
    leads,
    questions: leads,
    chatter: 10,
    groups: 12,
    people: 400,
    seed,
    folder: null,
  });

let year: Year;
let leads: Lead[];
beforeAll(async () => {
  year = await live(7, 100, "2026-01-08");
  leads = await everything<Lead>(year.bot.store, "lead");
}, 120_000);
afterAll(() => year.bot.close());

describe("a simulated fortnight", () => {
  it("registers what people report, and keeps the rules for every lead", async () => {
    const checked = await check(year.bot.store, year.county.directory, year.bot.now());
    expect(checked.faults).toEqual([]);
    expect(leads.length).toBeGreaterThan(60);
    expect(leads.filter((lead) => lead.status === "closed").length).toBeGreaterThan(5);
    expect([...year.bot.alarms.keys()]).toEqual([]);
  });

  it("reports the figures that a recount from the raw leads finds", async () => {
    const week = periodOf("week", "2025-12-30");
    const asked = await everything<Asked>(year.bot.store, "asked");
    const { directory } = year.county;
    const spoken: AskedOne[] = asked.map(({ at }) => ({ at, what: "asked" }));
    const now = year.bot.now();
    const { all, byPlace, byCause, questions } = figuresOf(leads.map(factsOf), spoken, directory, week, now);
    const inWeek = (at: number | undefined): boolean => at !== undefined && at >= week.start && at < week.end;
    const moved = (lead: Lead, name: string): number | undefined => lead.timeline.findLast((r) => r.move === name)?.at;
    const registered = leads.filter((l) => l.status !== "merged" && inWeek(l.submittedAt));
    const closed = leads.filter((l) => l.status === "closed" && inWeek(moved(l, "close")));
    expect(all.registered).toBe(registered.length);
    expect(all.closed).toBe(closed.length);
    expect(all.settled).toBe(closed.filter((l) => /^(?:settled|confirmed)$/u.test(l.outcome ?? "")).length);
    expect(all.recovered).toBe(closed.reduce((sum, l) => sum + (l.recoveredYuan ?? 0), 0));
    expect([...byPlace.values()].reduce((sum, c) => sum + c.registered, 0)).toBe(
      registered.filter((l) => l.placeId !== null).length,
    );
    expect(questions.asked).toBe(asked.filter(({ at }) => inWeek(at)).length);
    expect(questions.asked).toBeGreaterThan(0);
    // Never given to another judge: when it was to be accepted is what the lead still says.
    const once = leads.filter(
      (l) => l.timeline.filter((r) => r.move === "assign").length === 1 && l.status !== "merged",
    );
    const due = once.filter((l) => inWeek(l.acceptBy ?? undefined) && moved(l, "accept") !== undefined);
    const { accept } = figuresOf(due.map(factsOf), [], directory, week, now).all.inTime;
    expect(accept).toEqual({
      due: due.length,
      done: due.filter((l) => (moved(l, "accept") ?? 0) <= (l.acceptBy ?? 0)).length,
    });
    expect(accept.due).toBeGreaterThan(5);
    for (const [cause, counts] of byCause)
      expect(counts.registered, cause).toBe(registered.filter((l) => l.cause === cause).length);
  });

  it("falls into every part of the day, and the court rests on holidays", () => {
    const accepts = leads.flatMap((l) => l.timeline.filter((r) => r.move === "accept").map((r) => toCivil(r.at).date));
    // New Year: 1 to 3 January are free, 4 January is a make-up day.
    for (const date of ["2026-01-01", "2026-01-02", "2026-01-03"]) {
      const calm = leads.filter((l) => l.danger !== "high").flatMap((l) => l.timeline);
      expect(calm.filter((r) => r.move === "accept" && toCivil(r.at).date === date)).toEqual([]);
    }
    expect(accepts).toContain("2026-01-04");
    expect(leads.every((l) => l.submittedAt >= fromCivil("2025-12-22"))).toBe(true);
  });
});

describe("a seed", () => {
  it("makes the same leads again", async () => {
    const lives = await Promise.all(
      [3, 3].map(async (seed) => {
        const { bot } = await live(seed, 8, "2025-12-25");
        const all = await everything<Lead>(bot.store, "lead");
        await bot.close();
        return all;
      }),
    );
    expect(lives[0]?.length).toBeGreaterThan(2);
    expect(lives[0]).toEqual(lives[1]);
  }, 60_000);
});
