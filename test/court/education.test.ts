// When a group has its story, and which: by the week, on days the court sits, by month and place, never one that was told.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../src/content/faults.ts";
import { addDays, fromCivil, isDayOff, isQuiet, statutory, toCivil } from "../../src/court/calendar.ts";
import {
  educationSchema,
  nextSlot,
  officeOf,
  placesAddressed,
  placesInReach,
  settingFor,
  slotIn,
  storiesFor,
  type Tellable,
  weekOf,
} from "../../src/court/education.ts";
import { parseDirectory } from "../../src/court/parse.ts";

const sampleText = readFileSync(new URL("../../knowledge/court.sample.yaml", import.meta.url), "utf8");
const sample = parseDirectory(sampleText, "court.sample.yaml");
const shown = (ms: number | null): string => (ms === null ? "none" : `${toCivil(ms).date} ${toCivil(ms).time}`);
const education = educationSchema.parse({});

describe("the section of court.yaml", () => {
  it("is off when it is left out, and once a week by day when it is empty", () => {
    const without = sampleText.replace(/^education:\n(?: {2}.*\n)+/mu, "");
    expect(parseDirectory(without, "court.yaml").education).toBeUndefined();
    expect(education).toEqual({ when: "周三 10:00", limit_per_week: 2, places: {} });
  });

  it("refuses night hours, days that are none, and places that are none, by line", () => {
    const faults = (change: (text: string) => string): string => {
      try {
        parseDirectory(change(sampleText), "court.yaml");
      } catch (error) {
        if (error instanceof ContentError) return error.message;
        throw error;
      }
      return "";
    };
    expect(faults((t) => t.replace("when: 周三 10:00", "when: 周三 22:00"))).toMatch(
      /court\.yaml:\d+: education\.when: lies in the quiet hours/u,
    );
    expect(faults((t) => t.replace("when: 周三 10:00", "when: 每天"))).toContain("is not a time");
    expect(faults((t) => t.replace("limit_per_week: 2", "limit_per_week: 9"))).toContain(
      "is not a number of posts a week",
    );
    expect(faults((t) => t.replace("p12: { when: 周四", "p99: { when: 周四"))).toContain('"p99" is not among places');
  });

  it("lets a place have its own hour, and the smallest limit where a group has several places", () => {
    const own = educationSchema.parse({ places: { p12: { when: "周四 15:00" }, p01: { limit_per_week: "1" } } });
    expect(settingFor(own, ["p02"])).toEqual({ when: "周三 10:00", limit: 2 });
    expect(settingFor(own, ["p02", "p12", "p01"])).toEqual({ when: "周四 15:00", limit: 1 });
  });
});

describe("the day of the story", () => {
  it("is the one named, or the next on which the court sits in that week, or none", () => {
    expect(shown(slotIn("2026-11-23", "周三 10:00", statutory))).toBe("2026-11-25 10:00");
    // National Day 2026: 1 to 7 October off, Saturday the 10th is worked.
    expect(shown(slotIn("2026-10-05", "周三 10:00", statutory))).toBe("2026-10-08 10:00");
    expect(shown(slotIn("2026-09-28", "周四 10:00", statutory))).toBe("none");
    expect(shown(slotIn("2026-11-23", "周六 10:00", statutory))).toBe("none");
  });

  it("comes at most once a week, by day, never on a day off", () => {
    let now = fromCivil("2026-01-01");
    const weeks: string[] = [];
    for (let n = 0; n < 48; n++) {
      now = nextSlot(education, statutory, now);
      expect(isDayOff(statutory, toCivil(now).date) || isQuiet(now)).toBe(false);
      weeks.push(weekOf(now));
    }
    expect(new Set(weeks).size).toBe(weeks.length);
  });

  it("counts weeks from Monday in Shanghai, whatever the host's zone", () => {
    expect(weekOf(fromCivil("2026-11-23", "00:00"))).toBe("2026-11-23");
    expect(weekOf(fromCivil("2026-11-29", "23:59"))).toBe("2026-11-23");
    expect(addDays(weekOf(fromCivil("2027-01-01")), 6)).toBe("2027-01-03");
  });
});

const story = (id: string, over: Partial<Tellable> = {}): Tellable => ({
  id,
  months: [],
  kinds: [],
  teaches: [`${id}/x`],
  ...over,
});
const asked = { month: 3, kinds: ["village"], told: [] as string[], seed: "g|w" };
const ids = (stories: readonly Tellable[]): string[] => stories.map((s) => s.id);

describe("the choice", () => {
  it("keeps to month and kind of place, the short season first", () => {
    const all = [
      story("any"),
      story("spring", { months: [3, 4] }),
      story("winter", { months: [12] }),
      story("lake", { months: [3], kinds: ["scenic-area"] }),
    ];
    expect(ids(storiesFor(all, asked))).toEqual(["spring", "any"]);
    expect(ids(storiesFor(all, { ...asked, kinds: ["scenic-area"] }))).toEqual(["lake", "spring", "any"]);
    expect(ids(storiesFor(all, { ...asked, kinds: [] }))).toEqual(["lake", "spring", "any"]);
  });

  it("leaves out what was told, and changes the subject", () => {
    const all = [
      story("a", { teaches: ["wages/x"] }),
      story("b", { teaches: ["wages/y"], months: [3] }),
      story("c", { teaches: ["land/x"] }),
    ];
    expect(ids(storiesFor(all, { ...asked, told: ["a"] }))).toEqual(["c", "b"]);
    expect(storiesFor(all, { ...asked, told: ["a", "b", "c"] })).toEqual([]);
  });

  it("is the same for the same group and week, and differs between groups", () => {
    const all = Array.from({ length: 30 }, (_, i) => story(`s${i}`));
    const first = (seed: string): string | undefined => storiesFor(all, { ...asked, seed })[0]?.id;
    expect(first("g1|2026-11-23")).toBe(first("g1|2026-11-23"));
    expect(new Set(Array.from({ length: 40 }, (_, i) => first(`g${i}|2026-11-23`))).size).toBeGreaterThan(10);
  });

  it("never repeats and never leaves the month, whatever the stories are", () => {
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 });
    const kinds = fc.uniqueArray(fc.constantFrom("village" as const, "scenic-area" as const), { maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(months, kinds), { maxLength: 40 }), fc.string(), (rows, seed) => {
        const all = rows.map(([m, k], i) => story(`s${i}`, { months: m, kinds: k }));
        const told: string[] = [];
        for (let n = 0; n < 60; n++) {
          const month = (n % 12) + 1;
          const next = storiesFor(all, { month, kinds: ["village"], told, seed: `${seed}|${n}` })[0];
          if (!next) continue;
          expect(told).not.toContain(next.id);
          expect(next.months.length === 0 || next.months.includes(month)).toBe(true);
          expect(next.kinds.length === 0 || next.kinds.includes("village")).toBe(true);
          told.push(next.id);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("who may write to which groups", () => {
  const reach = (ref: string | null): string[] => placesInReach(sample, ref).map((p) => p.id);
  it("is the tribunal's people for its places, the court office for all, nobody else", () => {
    expect(reach("J02")).toEqual(["p01", "p02", "p09", "p10", "p11"]);
    expect(reach("C02")).toEqual(["p03", "p04", "p05", "p06"]);
    expect(reach("O01")).toHaveLength(12);
    for (const ref of ["G01", "M01", "H01", "R01", null]) expect(reach(ref)).toEqual([]);
  });

  it("is read from the words: full names also glued, aliases by themselves, and what fits no place is told", () => {
    const read = (words: string) => {
      const { places, text, unknown } = placesAddressed(sample, sample.places.slice(0, 2), words);
      return [places?.map((p) => p.name) ?? null, text, unknown];
    };
    expect(read("柳树村 周五讲课，都来。")).toEqual([["柳树村"], "周五讲课，都来。", ""]);
    expect(read("柳树村周五讲课")).toEqual([["柳树村"], "周五讲课", ""]);
    expect(read("柳树村、和平社区：周五讲课")).toEqual([["柳树村", "和平社区"], "周五讲课", ""]);
    expect(read("柳树村和河东村 周五讲课")).toEqual([["柳树村", "河东村"], "周五讲课", ""]);
    expect(read("柳树村的群 周五讲课")).toEqual([["柳树村"], "周五讲课", ""]);
    expect(read("幸福小区 周五讲课")).toEqual([["幸福社区"], "周五讲课", ""]);
    expect(read("湖边周五有活动")).toEqual([null, "湖边周五有活动", ""]);
    expect(read("周五下午 柳树村讲课")).toEqual([null, "周五下午 柳树村讲课", ""]);
    expect(read("全部 周五讲课")).toEqual([["柳树村", "河东村"], "周五讲课", ""]);
    expect(read("柳树村、天边村 周五讲课")).toEqual([[], "", "天边村"]);
    expect(read("天边村 周五讲课")).toEqual([[], "", "天边村"]);
    expect(read("北沟 周五讲课")).toEqual([[], "", "北沟"]);
    expect(read("柳树村")).toEqual([["柳树村"], "", ""]);
    expect(read("")).toEqual([null, "", ""]);
  });

  it("signs with the office and its telephone, never with a person's", () => {
    expect(officeOf(sample, "J02")).toEqual({ name: "松河镇人民法庭", phone: "0400-000-0101" });
    expect(officeOf(sample, "C03")).toEqual({ name: "月亮湖人民法庭", phone: "0400-000-0103" });
    expect(officeOf(sample, "O02")).toEqual({ name: "松河县人民法院", phone: "0400-000-0100" });
  });
});
