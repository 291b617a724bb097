// What is stored of a question on its way up (层进式答疑): who was asked when, and what each answered.
import { z } from "zod";

/**
 * Stepwise answering (层进式答疑): a question on its way up, each level once. Key: its number in the queue of questions, in
 * six digits.
 */
export const stepwiseSchema = z.strictObject({
  number: z.number().int(),
  /** Redacted. */
  question: z.string(),
  person: z.string(),
  /** Where it was asked and is answered; null for in private. */
  group: z.string().nullable(),
  replyTo: z.string().nullable(),
  place: z.string().nullable(),
  how: z.enum(["ask", "unclear", "unhappy"]),
  /** The entry with which it was answered first. */
  entry: z.string().nullable(),
  at: z.number(),
  steps: z.array(
    z.strictObject({
      level: z.enum(["judge", "head", "leader"]),
      ref: z.string(),
      name: z.string(),
      /** Epoch ms when they were asked, and until when they answer. */
      at: z.number(),
      by: z.number(),
      answer: z.string().nullable(),
    }),
  ),
  /** Who has to answer now, by the id of court.yaml; empty when nobody has. */
  with: z.string(),
  state: z.enum(["open", "done"]),
});
export type Stepwise = z.infer<typeof stepwiseSchema>;
