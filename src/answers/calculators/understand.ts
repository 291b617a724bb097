// From a question in free text to a sum: which calculator is meant, what it is told, what is still to be asked.
import { type CalculatorData, type Citation, type PlainValues, type Question } from "./calculator.ts";
import { calculators, type CalculatorSlug } from "./calculators.ts";
import { readChildSupport, readDeposit, readPunitive } from "./read-everyday.ts";
import { type Found, readFees, type Reader, readSmallClaims } from "./read-fees.ts";
import { readDismissal, readDoubleWages, readOvertime, readWorkInjury } from "./read-labour.ts";
import { readDeducted, readLoans } from "./read-loans.ts";
import { readDeadline, readGuarantee, readLimitation } from "./read-periods.ts";
import { readQuantities } from "./read-quantities.ts";

/** The narrower question first: a fee for an appeal is no deadline, double wages are no severance. */
const readers: readonly Reader[] = [
  readFees,
  readSmallClaims,
  readDeadline,
  readGuarantee,
  readLimitation,
  readWorkInjury,
  readOvertime,
  readDoubleWages,
  readDismissal,
  readChildSupport,
  readDeposit,
  readPunitive,
  readDeducted,
  readLoans,
];

/** Longer texts are stories, not sums; reading stops there so that its time is bounded. */
const maxLength = 600;

export type ReadCalculation = { kind: CalculatorSlug; inputs: PlainValues; missing: Question[]; notes: string[] };

/**
 * What a person wants worked out, or null where the text asks for nothing that can be. `askedOn` is the day of asking
 * (ISO, Shanghai): days without a year are seen from it. To go on after a question, read the first text and the reply
 * together, joined by a comma.
 */
export function readCalculation(text: string, askedOn: string, data: CalculatorData): ReadCalculation | null {
  if (text.length > maxLength) return null;
  const reading = readQuantities(text, askedOn);
  let found: Found | null = null;
  for (const reader of readers) {
    found = reader(reading, data);
    if (found) break;
  }
  if (!found) return null;
  const kind = found.kind as CalculatorSlug;
  return { kind, inputs: found.inputs, missing: calculators[kind].missing(found.inputs), notes: found.notes ?? [] };
}

export type Calculated = {
  kind: CalculatorSlug;
  inputs: PlainValues;
  result: Record<string, number | string>;
  /** The conclusion first, then the steps and what may change it; without the line of sources. */
  text: string;
  citations: Citation[];
  warnings: string[];
};

/** Works the sum out; a question back where something is missing; null where nothing was to be worked out. */
export function calculate(
  text: string,
  askedOn: string,
  data: CalculatorData,
): Calculated | { kind: CalculatorSlug; ask: string; missing: string } | null {
  const read = readCalculation(text, askedOn, data);
  if (!read) return null;
  const { kind, inputs, missing, notes } = read;
  const first = missing[0];
  if (first) return { kind, ask: first.question, missing: first.name };
  const calculator = calculators[kind];
  // A reader may put together what cannot be (a wage of nothing, an end before the start): then it is no sum for us.
  if (!calculator.inputs.safeParse(inputs).success) return null;
  const done = calculator.compute(inputs, data);
  if (!done.ok) return { kind, ask: done.ask.question, missing: done.ask.name };
  const { result, headline, steps, citations, warnings } = done.computation;
  const all = [...notes, ...warnings];
  return {
    kind,
    inputs,
    result,
    text: [headline, steps.join(""), all.join("")].filter((part) => part !== "").join("\n"),
    citations: citations.slice(0, 3),
    warnings: all,
  };
}
