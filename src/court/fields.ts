// What a value of court.yaml may look like: texts, dates, spans of leave, days of the week and hours, each with its fault in words.
import { z } from "zod";
import { civilDateOf, quietHours } from "./calendar.ts";

// The file is read with every plain value as the text that was written, so that a phone keeps its leading zero.
export const text = z.string().trim().min(1, "must not be empty; write a value or leave the key out");
export const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);
export const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);
export const number = z.string().regex(/^\d+$/, "must be a whole number; write digits only").transform(Number);

export const date = z.string().transform((written, context) => {
  const found = civilDateOf(written);
  if (found) return found;
  context.addIssue({ code: "custom", message: `"${written}" is not a date; write it as 2026-10-01` });
  return z.NEVER;
});

/** Inclusive at both ends. */
export const span = z
  .union([
    z
      .array(date)
      .min(1)
      .max(2)
      .transform((days) => ({ from: days[0]!, to: days[1] ?? days[0]! })),
    z.strictObject({ from: date, to: date, why: text.optional() }),
    date.transform((day) => ({ from: day, to: day })),
  ])
  .refine((both) => both.from <= both.to, "leave ends before it begins; write [first day, last day]");
export type Span = { from: string; to: string; why?: string | undefined };

/** 周二 → 2; 0 is Sunday. */
export const weekday = text.transform((written, context) => {
  const n = "日一二三四五六".indexOf(written.replace(/^(?:周|星期)/u, "").replace("天", "日"));
  if (n >= 0) return n;
  context.addIssue({ code: "custom", message: `"${written}" is not a day of the week; write it as 周二` });
  return z.NEVER;
});

/** 9:00 → 09:00. */
export const clockTime = text
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/u, "is not a time; write it as 9:30")
  .transform((time) => time.padStart(5, "0"));

/** An hour at which a group may be written to. */
export const quietless = clockTime.refine(
  (time) => time >= quietHours.to && time < quietHours.from,
  `lies in the quiet hours; choose one between ${quietHours.to} and ${quietHours.from}`,
);
