// What every calculator is: a strict schema of inputs, a question for each, and a pure sum that shows its steps and its rule.
import { z } from "zod";
import { days } from "./civil-date.ts";
import type { LprTable, WageTable } from "./rates.ts";

/** `law` is the short name of knowledge/laws.yaml, `article` the number as a string. */
export type Citation = { law: string; article: string };

/** Plain numbers (yuan, shares of 1, months, days), ISO dates, and the words of an enumeration. */
export type PlainValue = number | string | boolean | string[];
export type PlainValues = Record<string, PlainValue>;

/** An input that is still needed, with the question that a villager can answer. */
export type Question = { name: string; question: string };

export type Computation = {
  result: Record<string, number | string>;
  /** The conclusion in one sentence, with its figure. */
  headline: string;
  steps: string[];
  citations: Citation[];
  /** What may make the figure different; said after the steps. */
  warnings: string[];
};

/** What the sums need from outside: dated tables and the calendar. */
export type CalculatorData = {
  lpr: LprTable;
  wages: WageTable;
  /** Whether courts are closed on that day: weekend or holiday, and not a make-up workday. */
  isDayOff: (date: string) => boolean;
  /** Whether the calendar of that year has been published; when left out, every year counts as published. */
  isPublished?: (year: number) => boolean;
};

export type Computed = { ok: true; computation: Computation } | { ok: false; ask: Question };

export type Calculator = {
  slug: string;
  inputs: z.ZodType;
  /** Questions in the order in which they are asked; only for what cannot be done without. */
  questions: Readonly<Record<string, string>>;
  /** The first inputs still missing among `given`; empty when the sum can be done. */
  missing: (given: PlainValues) => Question[];
  /** Throws on inputs that the schema refuses. */
  compute: (inputs: unknown, data: CalculatorData) => Computed;
};

export function defineCalculator<S extends z.ZodType>(parts: {
  slug: string;
  inputs: S;
  questions: Record<string, string>;
  /** Names that are needed given what is there; all of `questions` when left out. */
  needs?: (given: PlainValues) => string[];
  compute: (inputs: z.infer<S>, data: CalculatorData) => Computation | Question;
}): Calculator {
  const { slug, inputs, questions, compute } = parts;
  const needs = parts.needs ?? (() => Object.keys(questions));
  return {
    slug,
    inputs,
    questions,
    missing: (given) =>
      needs(given)
        .filter((name) => given[name] === undefined)
        .map((name) => ({ name, question: questions[name] ?? name })),
    compute: (raw, data) => {
      const done = compute(inputs.parse(raw), data);
      return "question" in done ? { ok: false, ask: done } : { ok: true, computation: done };
    },
  };
}

/** Sums above this are typing errors, and floating point would start to lose cents. */
const maxYuan = 100_000_000_000;
export const yuan = z.number().nonnegative().max(maxYuan);
export const positiveYuan = z.number().positive().max(maxYuan);
export const share = z.number().nonnegative().max(100);
export const monthCount = z.number().nonnegative().max(1200);
export const isoDate = z
  .string()
  .refine(
    (text) => /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && Number.isFinite(days(text)),
    "write the date as 2026-05-01",
  );
