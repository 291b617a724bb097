// What the sums of these tests rest on: the project's own tables, and the holidays of 2025 and 2026 that the cases touch.
import { readFileSync } from "node:fs";
import { addDays, days } from "../../../src/answers/calculators/civil-date.ts";
import type { CalculatorData, Computation, PlainValues } from "../../../src/answers/calculators/calculator.ts";
import { calculators, type CalculatorSlug } from "../../../src/answers/calculators/calculators.ts";
import { parseLpr, parseWages } from "../../../src/answers/calculators/rates.ts";

const range = (from: string, to: string): string[] =>
  Array.from({ length: days(to) - days(from) + 1 }, (_, i) => addDays(from, i));
const holidays = new Set([
  ...range("2025-01-28", "2025-02-04"),
  ...range("2025-05-01", "2025-05-05"),
  ...range("2025-10-01", "2025-10-08"),
  "2026-01-01",
  "2026-01-02",
  ...range("2026-02-15", "2026-02-23"),
  ...range("2026-10-01", "2026-10-07"),
]);
const makeupWorkdays = new Set([
  "2025-01-26",
  "2025-02-08",
  "2025-09-28",
  "2025-10-11",
  "2026-02-14",
  "2026-02-28",
  "2026-09-20",
  "2026-10-10",
]);

const rates = new URL("../../../knowledge/rates/", import.meta.url);
const lpr = parseLpr(readFileSync(new URL("lpr.yaml", rates), "utf8"), "knowledge/rates/lpr.yaml");
const wages = parseWages(readFileSync(new URL("wages.yaml", rates), "utf8"), "knowledge/rates/wages.yaml");
if (!lpr.ok || !wages.ok) throw new Error("the tables in knowledge/rates do not parse");

export const data: CalculatorData = {
  lpr: lpr.value,
  wages: wages.value,
  isDayOff: (date) =>
    !makeupWorkdays.has(date) && (holidays.has(date) || [0, 6].includes((((days(date) + 4) % 7) + 7) % 7)),
  isPublished: (year) => year <= 2026,
};

/** The finished sum; fails the test where the calculator asks back. */
export function run(slug: CalculatorSlug, inputs: PlainValues): Computation {
  const done = calculators[slug].compute(inputs, data);
  if (!done.ok) throw new Error(`asked for ${done.ask.name}`);
  return done.computation;
}
export const result = (slug: CalculatorSlug, inputs: PlainValues): Computation["result"] => run(slug, inputs).result;
