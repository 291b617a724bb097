// The second opinion on a cause: counts of what each cause's own sentences have.
import { describe, expect, it } from "vitest";
import { count, opinion } from "../../src/understanding/bayes.ts";

const told = (text: string, label: string) => ({ text, signs: [], label });
const samples = [
  told("借条写了不还钱", "lending"),
  told("借给他两万不还", "lending"),
  told("工钱拖着不发", "wages"),
  told("干活不给工钱", "wages"),
];
const counted = count(samples, ["lending", "wages"], 1 << 12);

describe("counts of words", () => {
  it("speak for the label whose sentences have the words, and give the best 0", () => {
    const asked = opinion(counted, { text: "他借条都不认", signs: [] }, 1);
    expect(asked["lending"]).toBe(0);
    expect(asked["wages"]).toBeLessThan(-1);
  });

  it("say nothing of words that nobody used", () => {
    const asked = opinion(counted, { text: "雪", signs: [] }, 1);
    expect(Math.abs(asked["lending"]! - asked["wages"]!)).toBeLessThan(0.01);
  });

  it("speak the louder the more they are trusted", () => {
    const quiet = opinion(counted, { text: "工钱", signs: [] }, 0.1);
    const loud = opinion(counted, { text: "工钱", signs: [] }, 1);
    expect(loud["lending"]!).toBeCloseTo(quiet["lending"]! * 10, 5);
  });
});
