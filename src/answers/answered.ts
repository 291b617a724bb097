// What an answer is, as the turn and the batch command receive it.

export const answerOutcomes = [
  "answered",
  "suggested",
  "no-answer",
  "decline",
  "refuse",
  "refer-lawyer",
  "refer-emergency",
  "ignore",
] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

/** `law` is the short name people use, `law_full` the official title. */
export type Citation = { law: string; law_full: string; article: string };

export type Answered = {
  outcome: AnswerOutcome;
  /** Id of the entry that answers, null where none does. */
  entry: string | null;
  topic: string | null;
  /** What the person reads, without the line of sources. */
  text: string;
  /** The line of sources as people read it: 《民法典》第680条、第676条; empty where there is none. */
  law: string;
  /** What is uncertain about the entry, empty where nothing is. */
  uncertain: string;
  /** At most three, the ones that carry the answer. */
  citations: Citation[];
  calculation: { kind: string; inputs: Record<string, unknown>; result: Record<string, unknown> } | null;
  /** Questions to choose from when the answer is near but not sure. */
  suggestions: { entry: string; question: string }[];
  /** Probability that this answer is right, 0–1. */
  score: number;
  /** Somebody asks after a case or pleads for a party (三个规定): it is recorded. */
  interference: boolean;
};
