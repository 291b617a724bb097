// A dispute lead (纠纷线索) and the draft it grows from: what is recorded, with the person's own words beside every value.
import { z } from "zod";
import { runningFlowSchema } from "./flows.ts";

export const leadStatuses = [
  "draft",
  "submitted",
  "assigned",
  "accepted",
  "referred",
  "sentBack",
  "closed",
  "withdrawn",
  "merged",
] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const outcomes = [
  "settled",
  "confirmed",
  "paymentOrder",
  "filed",
  "withdrawn",
  "referredOut",
  "unsettled",
] as const;
export type Outcome = (typeof outcomes)[number];

/** How a suit went on when mediation was left: small claims (小额诉讼), simplified (简易程序) or ordinary procedure (普通程序). */
export const filings = ["smallClaims", "simplified", "ordinary"] as const;
export type Filing = (typeof filings)[number];

/** How the lead is being worked on: at the table, at their place, or by video (远程). */
export const ways = ["mediation", "onSite", "remote"] as const;

export const scores = ["good", "fair", "bad"] as const;

/** What was agreed (调解结果): sums in yuan, and the last day for what is still to be paid. */
export const settlementSchema = z.strictObject({
  promisedYuan: z.number().nullable(),
  paidYuan: z.number(),
  payBy: z.string().nullable(),
  words: z.string(),
  /** Yuan that had come back before this was agreed on. */
  before: z.number().optional(),
});
export type Settlement = z.infer<typeof settlementSchema>;

export const dangerLevels = ["none", "watch", "high"] as const;
export type DangerLevel = (typeof dangerLevels)[number];

/** Where a lead came from (线索来源). */
export const sources = ["group", "private", "township", "tribunal", "judgeCard", "walkIn", "telephone"] as const;

export const partySchema = z.strictObject({
  /** As the person named them: a full name, a nickname, 「老孙家大闺女」. */
  name: z.string(),
  role: z.enum(["applicant", "respondent", "other"]),
  /** The part in plain words: 出借人, 房东 … */
  as: z.string(),
  phone: z.string().nullable(),
  /** The words the name was read from. */
  words: z.string(),
});
export type Party = z.infer<typeof partySchema>;

/** One filled element of the form. `value` is what the court reads, `words` what was said. */
export const answerSchema = z.strictObject({
  value: z.string(),
  words: z.string(),
  /** `said`: read from free speech; `asked`: the answer to a question; `unknown`: the person does not know; `declined`: does not want to say. */
  how: z.enum(["said", "asked", "unknown", "declined"]),
});
export type Answer = z.infer<typeof answerSchema>;

export const utteranceSchema = z.strictObject({ at: z.number(), person: z.string(), text: z.string() });

export const evidenceSchema = z.strictObject({
  kind: z.string(),
  /** What the person said it is, or the file's name. */
  label: z.string(),
  platform: z.string().nullable(),
  fileId: z.string().nullable(),
  /** SHA-256 of the stored bytes, null while it is only known to the platform. */
  hash: z.string().nullable(),
});

const content = {
  cause: z.string(),
  /** Directory id of the place, null while unknown or outside the list. */
  placeId: z.string().nullable(),
  placeWords: z.string(),
  /** House, group, landmark. */
  spot: z.string(),
  parties: z.array(partySchema),
  /** Yuan, as the applicant claims it; null when not known or not about money. */
  amountYuan: z.number().nullable(),
  amountWords: z.string(),
  /** `2026`, `2026-05` or `2026-05-12`. */
  occurredOn: z.string().nullable(),
  occurredWords: z.string(),
  summary: z.string(),
  claim: z.string(),
  /** yes, no, unknown. */
  willing: z.enum(["yes", "no", "unknown"]),
  elements: z.record(z.string(), answerSchema),
  evidence: z.array(evidenceSchema),
  danger: z.enum(dangerLevels),
  dangerReasons: z.array(z.string()),
  /** Everything the person said for it, verbatim, oldest first. */
  story: z.array(utteranceSchema),
  reporter: z.string(),
  reporterRole: z.string(),
  /** Whom the reporter speaks for, with that person's consent as stated; empty when for themselves. */
  onBehalfOf: z.string(),
  source: z.enum(sources),
  groupId: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
};

/** A lead being said: not yet numbered, private to its reporter, kept 72 h after the last word. */
export const draftSchema = z.strictObject({
  id: z.string(),
  ...content,
  /** The field or element last asked for, null when nothing is open. */
  asked: z.string().nullable(),
  /** How often each field was asked: a question is repeated once, in other words, then left open. */
  askedTimes: z.record(z.string(), z.number().int()),
  questions: z.number().int(),
  confirming: z.boolean(),
  paused: z.boolean(),
  /** What the person must choose between, for a place or a date that reads two ways. */
  options: z.array(z.string()),
  /** Told beside another dispute: nothing was asked of it yet, it waits until that one is done. */
  waits: z.boolean().optional(),
  /** Two kinds of dispute that the words fit nearly alike, until the person has said which. */
  causes: z.array(z.string()).optional(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Deadlines of which the reports say how many were kept: 签收, 首次联系, 反馈, 办结. */
export const keptDeadlines = ["accept", "contact", "feedback", "close"] as const;
export type KeptDeadline = (typeof keptDeadlines)[number];

export const timelineSchema = z.strictObject({
  at: z.number(),
  by: z.string(),
  role: z.string(),
  move: z.string(),
  why: z.string(),
});

export const leadSchema = z.strictObject({
  /** `2026-0001`: year of registration and running number. */
  id: z.string(),
  status: z.enum(leadStatuses),
  ...content,
  submittedAt: z.number(),
  tribunal: z.string().nullable(),
  /** Directory id of the one who is responsible now; null only while it waits at the service centre. */
  judge: z.string().nullable(),
  handOverTo: z.string().nullable(),
  handOverOn: z.string().nullable(),
  assist: z.string().nullable(),
  mediator: z.string().nullable(),
  coHandle: z.array(z.string()),
  routeReason: z.string(),
  /** Judges who were skipped because no message reaches them (未送达), or who sent it back. */
  skipped: z.array(z.string()),
  undelivered: z.boolean(),
  referredTo: z.string().nullable(),
  missing: z.array(z.string()),
  acceptBy: z.number().nullable(),
  feedbackBy: z.number().nullable(),
  closeBy: z.number().nullable(),
  /** Epoch ms when a danger lead was acknowledged by a person. */
  acknowledgedAt: z.number().nullable(),
  outcome: z.enum(outcomes).nullable(),
  outcomeNote: z.string(),
  recoveredYuan: z.number().nullable(),
  /** Other leads against the same party (群体性), by number. */
  linked: z.array(z.string()).optional(),
  filedAs: z.enum(filings).nullable().optional(),
  settlement: settlementSchema.nullable().optional(),
  way: z.enum(ways).optional(),
  /** First contact with the parties: until when, and when it was made. */
  contactBy: z.number().nullable().optional(),
  contactedAt: z.number().nullable().optional(),
  /** The last day on which both parties can ask for 司法确认 (民事诉讼法第205条: 30 days from the agreement). */
  confirmBy: z.number().nullable().optional(),
  /** Waiting for a party: the clock stands still since then. */
  paused: z.strictObject({ since: z.number(), why: z.string() }).nullable().optional(),
  extended: z.boolean().optional(),
  /** The deadlines that are over: when each was due, and when it was met or fell away; epoch ms. For the figures. */
  kept: z.array(z.strictObject({ name: z.enum(keptDeadlines), due: z.number(), at: z.number() })).optional(),
  /** Reminders given: `<deadline>:<step>@<epoch ms of the deadline>`; each is given once. */
  fired: z.array(z.string()).optional(),
  mergedInto: z.string().optional(),
  /** Who reported what was merged into this one, by their own number: they hear of each step too. */
  followers: z.array(z.strictObject({ person: z.string(), number: z.string() })).optional(),
  /** Whose matter it was by court.yaml when it was assigned, so that a change of responsibility is seen. */
  homeJudge: z.string().optional(),
  /** The checklist that several parties work through together (多方流程). */
  flow: runningFlowSchema.optional(),
  /** Who has the flow's open step: `staff:` an id of court.yaml, `office:` its name, `person:` the reporter. */
  stepWith: z.string().nullable().optional(),
  satisfaction: z.strictObject({ at: z.number(), score: z.enum(scores), words: z.string() }).optional(),
  timeline: z.array(timelineSchema),
});
export type Lead = z.infer<typeof leadSchema>;
