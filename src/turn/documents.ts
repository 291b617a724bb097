// The table of what is stored: each collection with its schema, its schema version and the fields it is looked up by.
import { z } from "zod";
import { leadSchema, draftSchema } from "../leads/lead.ts";
import { roles } from "../content/roles.ts";
import { platforms } from "./message.ts";
import { stepwiseSchema } from "./stepwise-document.ts";

/** Whom a notice is for; `staff` is an id of court.yaml, turned into that person's reachable account when it is sent. */
export const addressSchema = z.union([
  z.strictObject({ person: z.string() }),
  z.strictObject({ group: z.string() }),
  z.strictObject({ staff: z.string() }),
]);
export type Address = z.infer<typeof addressSchema>;

export const personSchema = z.strictObject({
  /** `platform:account` as first seen; stays the key when the platform's id changes (see `alias`). */
  id: z.string(),
  platform: z.enum(platforms),
  /** The platform's present id, which is also the id of the private chat. */
  account: z.string(),
  name: z.string(),
  /** The private chat can be written to. */
  open: z.boolean(),
  /** Bound by a claim code: role and the directory's id. Roles by court.yaml accounts are not stored. */
  bound: z.array(z.strictObject({ role: z.enum(roles), ref: z.string(), places: z.array(z.string()) })),
  /** Groups this person was seen in (group ids), the latest first. */
  groups: z.array(z.string()),
  /** Epoch ms when the privacy notice was shown, and when it was agreed to. */
  noticeAt: z.number().nullable(),
  consentAt: z.number().nullable(),
  /** Wrong claim codes: epoch ms of each, newest last. */
  wrongCodes: z.array(z.number()),
  lastSeenAt: z.number(),
});
export type Person = z.infer<typeof personSchema>;

export const groupModes = ["normal", "answerOnly", "quiet"] as const;
export const groupSchema = z.strictObject({
  id: z.string(),
  platform: z.enum(platforms),
  chatId: z.string(),
  title: z.string(),
  /** Directory ids of the places this group belongs to; empty until an authorised person binds it. */
  places: z.array(z.string()),
  mode: z.enum(groupModes),
  /** False once the bot was thrown out. */
  member: z.boolean(),
  boundBy: z.string().nullable(),
  /** Public education (普法) as this group was set to have it; without it as court.yaml says. */
  education: z.strictObject({ off: z.boolean(), perWeek: z.number().int().optional() }).optional(),
});
export type Group = z.infer<typeof groupSchema>;

/** What was told in a group by itself or on demand, for a year: no story twice, and never more than the limit. Key: the group. */
export const groupPostsSchema = z.strictObject({
  group: z.string(),
  posts: z.array(
    z.strictObject({
      at: z.number(),
      what: z.enum(["story", "announcement", "reception", "asked"]),
      story: z.string().nullable(),
    }),
  ),
});
export type GroupPosts = z.infer<typeof groupPostsSchema>;

/** The persons (accounts) bound to an id of court.yaml by claim codes. Key: that id. */
export const bindingSchema = z.strictObject({ persons: z.array(z.string()) });

/** A platform's id that now belongs to a person or group known under an older one. */
export const aliasSchema = z.strictObject({ to: z.string() });

/** What waits to be read as one: messages of one person that came within the silence window. */
export const bufferedSchema = z.strictObject({
  messageId: z.string(),
  replyId: z.string().nullable(),
  text: z.string(),
  at: z.number(),
  addressed: z.boolean(),
});

export const choiceSchema = z.strictObject({ label: z.string(), data: z.string() });

/** What the bot and one person in one chat are in the middle of. Key: `<person id>|<chat id>`. */
export const conversationSchema = z.strictObject({
  id: z.string(),
  person: z.string(),
  group: z.string().nullable(),
  /** A report that is still being said: read after 3 s of silence. */
  buffer: z.array(bufferedSchema),
  bufferSince: z.number().nullable(),
  /** The numbered choices last offered here, so that 「1」 means the first. */
  choices: z.array(choiceSchema),
  /** The draft being filled in this chat. */
  draft: z.string().nullable(),
  /** What the person last asked about, for 「那利息呢」. */
  lastTopic: z.string().nullable(),
  lastEntry: z.string().nullable(),
  lastQuestion: z.string().nullable(),
  /** The story told along with questions, under which 登记 was offered: what it is about when they say 登记. */
  told: z.string().nullable().optional(),
  /** A judge's half-said command: which lead, which move, waiting for the reason. */
  awaiting: z.strictObject({ kind: z.string(), lead: z.string().nullable(), data: z.string() }).nullable(),
  /** Written by earlier versions: other disputes told in the same breath, in their words; now each is a draft of its own. */
  later: z.array(z.string()).optional(),
  /** Epoch ms when 登记 was last offered here unasked. */
  offeredAt: z.number().nullable(),
  updatedAt: z.number(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const timerSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  dueAt: z.number(),
  state: z.literal("pending"),
  urgent: z.boolean(),
  /** What the timer is about: a lead, draft, conversation or person id. */
  about: z.string(),
  data: z.record(z.string(), z.string()),
});
export type Timer = z.infer<typeof timerSchema>;

/** A notice to be rendered and sent. `copy` marks one that may have arrived before (重发). */
export const outboxSchema = z.strictObject({
  id: z.string(),
  to: addressSchema,
  notice: z.string(),
  params: z.record(z.string(), z.unknown()),
  urgent: z.boolean(),
  state: z.enum(["pending", "sending", "failed"]),
  dueAt: z.number(),
  createdAt: z.number(),
  attempts: z.number().int(),
  copy: z.boolean(),
  replyTo: z.string().nullable(),
  lead: z.string().nullable(),
  error: z.string().nullable(),
});
export type OutboxRow = z.infer<typeof outboxSchema>;

/** A message that went out, so that a reply to it finds its lead. Key: `<platform>:<chat id>:<message id>`. */
export const sentSchema = z.strictObject({
  outbox: z.string(),
  notice: z.string(),
  lead: z.string().nullable(),
  to: addressSchema,
  at: z.number(),
  copy: z.boolean(),
});

/** A claim code, by the hash of it. */
export const codeSchema = z.strictObject({
  role: z.enum(roles),
  ref: z.string(),
  places: z.array(z.string()),
  madeAt: z.number(),
  expiresAt: z.number(),
  usedBy: z.string().nullable(),
});

/** A one-time token of a private link: what it leads back to. */
export const tokenSchema = z.strictObject({
  person: z.string(),
  draft: z.string().nullable(),
  group: z.string(),
  expiresAt: z.number(),
  used: z.boolean(),
});

/** A question the knowledge could not answer, or an answer rated bad: waits for curation. */
export const questionSchema = z.strictObject({
  id: z.string(),
  /** Redacted. */
  text: z.string(),
  at: z.number(),
  why: z.enum(["unanswered", "suggested", "badAnswer", "goodAnswer"]),
  entry: z.string().nullable(),
  place: z.string().nullable(),
  person: z.string(),
  state: z.enum(["open", "done"]),
  /** By which people speak of it; only what waits for an answer has one. */
  number: z.number().int().optional(),
  /** Where it was asked, when that was a group. */
  group: z.string().optional(),
  /** Epoch ms when a judge got a card of it. */
  forwardedAt: z.number().optional(),
});

/** That a question was asked, where and about what, for the reports: neither whose it was nor its words. */
export const askedSchema = z.strictObject({
  at: z.number(),
  place: z.string().nullable(),
  topic: z.string().nullable(),
  outcome: z.enum(["answered", "suggested", "unanswered"]),
});
export type Asked = z.infer<typeof askedSchema>;

const someoneSchema = z.strictObject({ person: z.string(), ref: z.string(), name: z.string() });

/** A judge's own answer to a question, on its way to an entry. Key: the question's number in six digits. */
export const proposalSchema = z.strictObject({
  number: z.number().int(),
  question: z.string(),
  asks: z.array(z.string()),
  topic: z.string(),
  answer: z.string(),
  laws: z.array(z.strictObject({ law: z.string(), article: z.string() })),
  by: someoneSchema,
  at: z.number(),
  state: z.enum(["draft", "published", "rejected"]),
  review: someoneSchema.extend({ at: z.number(), why: z.string() }).nullable(),
});

/** A judge has read an entry and found it right; the hash is of the words that were read. Key: the entry's id. */
export const signatureSchema = z.strictObject({
  entry: z.string(),
  by: someoneSchema,
  at: z.number(),
  sha256: z.string().length(64),
});

/** Who did what to what: ids only, each row chained to the one before by hash. Key: sequence number. */
export const auditSchema = z.strictObject({
  at: z.number(),
  by: z.string(),
  role: z.string(),
  action: z.string(),
  about: z.string(),
  outcome: z.enum(["done", "refused"]),
  previous: z.string(),
  hash: z.string(),
});

export const counterSchema = z.strictObject({ next: z.number().int(), hash: z.string() });

/** 三个规定: somebody asked about a case or pleaded for a party. Redacted words only. */
export const interferenceSchema = z.strictObject({
  id: z.string(),
  at: z.number(),
  person: z.string(),
  group: z.string().nullable(),
  text: z.string(),
});

/**
 * A meeting with a judge. Keys: `<judge>@<date>T<time>` of every half hour that it touches, and the same of the shared
 * courtroom, so that neither is booked twice; `id` is the first of them.
 */
export const visitSchema = z.strictObject({
  id: z.string(),
  judge: z.string(),
  room: z.string().nullable(),
  at: z.number(),
  person: z.string(),
  name: z.string(),
  place: z.string(),
  lead: z.string().nullable(),
  words: z.string(),
  state: z.enum(["proposed", "accepted"]),
  /** A remote session: from the shared courtroom of `room`, by video, or by telephone; without it they meet in person. */
  remote: z.enum(["room", "video", "phone"]).optional(),
  /** Without it the person asked, and the judge has to agree. */
  askedBy: z.literal("judge").optional(),
});
export type Visit = z.infer<typeof visitSchema>;

export type CollectionSpec = {
  schema: z.ZodType;
  /** Schema version written with each document. */
  version: number;
  /** Fields that `query.where` may name. */
  indexed: readonly string[];
  /** Brings a document of an older schema version up to date. */
  upgrade?: (value: unknown, from: number) => unknown;
};

export const documents = {
  lead: {
    schema: leadSchema,
    version: 1,
    indexed: [
      "status",
      "judge",
      "placeId",
      "reporter",
      "tribunal",
      "cause",
      "mediator",
      "referredTo",
      "stepWith",
      "coHandle",
    ],
  },
  draft: { schema: draftSchema, version: 1, indexed: ["reporter"] },
  person: { schema: personSchema, version: 1, indexed: ["platform"] },
  group: { schema: groupSchema, version: 1, indexed: ["platform"] },
  education: { schema: groupPostsSchema, version: 1, indexed: [] },
  binding: { schema: bindingSchema, version: 1, indexed: [] },
  alias: { schema: aliasSchema, version: 1, indexed: [] },
  conversation: { schema: conversationSchema, version: 1, indexed: ["person"] },
  timer: { schema: timerSchema, version: 1, indexed: ["about"] },
  outbox: { schema: outboxSchema, version: 1, indexed: ["state"] },
  sent: { schema: sentSchema, version: 1, indexed: ["lead"] },
  code: { schema: codeSchema, version: 1, indexed: [] },
  token: { schema: tokenSchema, version: 1, indexed: ["person"] },
  question: { schema: questionSchema, version: 1, indexed: ["state", "person"] },
  asked: { schema: askedSchema, version: 1, indexed: [] },
  proposal: { schema: proposalSchema, version: 1, indexed: ["state"] },
  signature: { schema: signatureSchema, version: 1, indexed: [] },
  audit: { schema: auditSchema, version: 1, indexed: [] },
  counter: { schema: counterSchema, version: 1, indexed: [] },
  visit: { schema: visitSchema, version: 1, indexed: ["judge", "person"] },
  stepwise: { schema: stepwiseSchema, version: 1, indexed: ["person", "with"] },
  interference: { schema: interferenceSchema, version: 1, indexed: ["person"] },
} as const satisfies Record<string, CollectionSpec>;

export type Collection = keyof typeof documents;
export type ClaimCode = z.infer<typeof codeSchema>;
export type Token = z.infer<typeof tokenSchema>;
export type Question = z.infer<typeof questionSchema>;
export type Proposal = z.infer<typeof proposalSchema>;
export type Signature = z.infer<typeof signatureSchema>;
export type Sent = z.infer<typeof sentSchema>;
