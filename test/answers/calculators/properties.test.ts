// What holds for any figures: fees and interest never fall as sums grow, nothing is NaN, periods never run backwards, reading never throws.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, days } from "../../../src/answers/calculators/civil-date.ts";
import { deadlineEvents } from "../../../src/answers/calculators/deadline-rules.ts";
import { calculate } from "../../../src/answers/calculators/understand.ts";
import { data, result } from "./data.ts";

const yuan = fc
  .double({ min: 0.01, max: 50_000_000, noNaN: true })
  .map((x) => Math.round(x * 100) / 100)
  .filter((x) => x > 0);
const day = fc.integer({ min: days("2010-01-01"), max: days("2025-12-31") }).map((n) => addDays("1970-01-01", n));
const plainNumbers = (values: Record<string, number | string>): boolean =>
  Object.values(values).every((x) => (typeof x === "number" ? Number.isFinite(x) && x >= -40_000 : x.length > 0));

const feeOf = (kind: string, amount: number): number => {
  const fees = result("litigation-fee", { kind, amount });
  return Number(fees["fee"] ?? fees["fee_max"]);
};
const awardEnds = (start_on: string): string =>
  String(result("limitation-period", { kind: "labour", start_on })["expires_on"]);

describe("fees", () => {
  it.each(["preservation-fee", "enforcement-fee", "payment-order-fee"] as const)(
    "%s never falls as the sum grows",
    (slug) => {
      fc.assert(
        fc.property(yuan, yuan, (a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          expect(Number(result(slug, { amount: low })["fee"])).toBeLessThanOrEqual(
            Number(result(slug, { amount: high })["fee"]),
          );
        }),
      );
    },
  );
  it.each(["property", "divorce", "personality"])(
    "a %s suit never costs less for more, nor less than nothing",
    (kind) => {
      fc.assert(
        fc.property(yuan, yuan, (a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          expect(feeOf(kind, low)).toBeLessThanOrEqual(feeOf(kind, high));
          expect(feeOf(kind, low)).toBeGreaterThan(0);
        }),
      );
    },
  );
});

describe("interest", () => {
  const rate = fc.double({ min: 0.001, max: 3, noNaN: true });
  it("is never above the agreed sum and never falls as the principal grows", () => {
    fc.assert(
      fc.property(yuan, yuan, rate, day, fc.integer({ min: 0, max: 360 }), (a, b, r, borrowed_on, months) => {
        const interest = (principal: number) =>
          result("loan-interest", { principal, rate: r, borrowed_on, months, filed_on: "2025-06-01" });
        const [low, high] = a < b ? [interest(a), interest(b)] : [interest(b), interest(a)];
        expect(plainNumbers(low)).toBe(true);
        expect(Number(low["interest"])).toBeLessThanOrEqual(Number(high["interest"]));
        expect(Number(low["interest"])).toBeLessThanOrEqual(Number(low["agreed_interest"]));
      }),
    );
  });
});

describe("periods", () => {
  it("end on an open day, never before the start", () => {
    fc.assert(
      fc.property(fc.constantFrom(...deadlineEvents), day, (event, start_on) => {
        const end = String(result("deadline", { event, start_on })["deadline"]);
        expect(end > start_on).toBe(true);
        if (event !== "public-notice") expect(data.isDayOff(end)).toBe(false);
      }),
    );
  });
  it("never end earlier for a later start", () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(awardEnds(early) <= awardEnds(late)).toBe(true);
      }),
    );
  });
});

describe("workers' money", () => {
  it("never falls with longer service, and unlawful dismissal is twice severance", () => {
    fc.assert(
      fc.property(
        yuan,
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 120 }),
        (monthly_wage, months_worked, more) => {
          const now = result("severance", { monthly_wage, months_worked });
          expect(plainNumbers(now)).toBe(true);
          expect(
            Number(result("severance", { monthly_wage, months_worked: months_worked + more })["amount"]),
          ).toBeGreaterThanOrEqual(Number(now["amount"]));
          expect(result("unlawful-dismissal", { monthly_wage, months_worked })["amount"]).toBeCloseTo(
            Number(now["amount"]) * 2,
            1,
          );
        },
      ),
    );
  });
});

describe("reading", () => {
  const words = fc.constantFrom(
    "借了",
    "5万",
    "三年",
    "月息2分",
    "诉讼费",
    "多少",
    "判决书",
    "11号",
    "收到",
    "上诉",
    "哪天",
    "定金",
    "工资",
    "一个月",
    "四千五",
    "被辞退",
    "加班",
    "2小时",
    "没签合同",
    "双倍",
    "，",
    "到期",
    "2024年2月30日",
    "去年",
    "担保",
    "时效",
    "过期",
    "利息",
    "0元",
    "半年",
    "工伤",
    "十级",
    "99999999999999",
    "千万",
    "百分之",
  );
  it("counts a month and a half", () => {
    const sum = calculate("11号担保一个月半年到期", "2026-11-23", data);
    expect(sum && "result" in sum ? plainNumbers(sum.result) : true).toBe(true);
    expect(addMonths("2026-01-31", 1.5)).toBe("2026-03-15");
  });

  it("never throws and never gives NaN, whatever the words", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        const done = calculate(parts.join(""), "2026-11-23", data);
        if (done && "result" in done) {
          expect(plainNumbers(done.result)).toBe(true);
          expect(done.text).not.toMatch(/NaN|undefined|Infinity|null/);
          expect(done.citations.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "binary" }), (text) => void calculate(text, "2026-11-23", data)),
      { numRuns: 300 },
    );
  });
});
