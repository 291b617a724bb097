// The dated figures that the sums rest on: the one-year LPR, average wages, and the income behind the death grant.
import { z } from "zod";
import { parseYaml, type Parsed } from "../../content/faults.ts";

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, "write the date as 2026-05-20");

const lprSchema = z.strictObject({
  title: z.string(),
  source: z.string().min(1),
  /** The last day for which the table is known to be right. */
  until: date,
  rates: z
    .array(z.strictObject({ from: date, percent: z.number().positive().max(50) }))
    .min(1)
    .refine(
      (rows) => rows.every((row, i) => i === 0 || (rows[i - 1]?.from ?? "") < row.from),
      "list the rates by date, the oldest first",
    ),
});
export type LprTable = z.infer<typeof lprSchema>;

const wageSchema = z.strictObject({
  disposable_income: z.strictObject({
    title: z.string(),
    source: z.string().min(1),
    years: z.array(z.strictObject({ year: z.number().int(), yuan: z.number().positive() })),
  }),
  average_wages: z.array(
    z.strictObject({
      region: z.string().min(2),
      per: z.enum(["year", "month"]),
      year: z.number().int(),
      yuan: z.number().positive(),
      source: z.string().min(1),
      until: date,
    }),
  ),
});
export type WageTable = z.infer<typeof wageSchema>;

export const parseLpr = (text: string, file: string): Parsed<LprTable> => parseYaml(text, file, lprSchema);
export const parseWages = (text: string, file: string): Parsed<WageTable> => parseYaml(text, file, wageSchema);

/** The one-year LPR in force on a day, as a share of 1; null before the table's start and past its end. */
export function lprOn(table: LprTable, day: string): number | null {
  if (day > table.until) return null;
  const row = table.rates.findLast((rate) => rate.from <= day);
  return row ? Number((row.percent / 100).toFixed(6)) : null;
}

/** The court's own average wage of the latest year that still holds on the day. */
export const currentWage = (table: WageTable, per: "year" | "month", day: string): number | null =>
  table.average_wages.filter((row) => row.per === per && day <= row.until).sort((a, b) => b.year - a.year)[0]?.yuan ??
  null;

export const disposableIncomeOf = (table: WageTable, year: number): number | null =>
  table.disposable_income.years.find((row) => row.year === year)?.yuan ?? null;
