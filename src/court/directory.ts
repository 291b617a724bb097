// The court directory (court.yaml): which tribunals, judges, places and helpers there are, and how to find them.
import { z } from "zod";
import { civilDateOf } from "./calendar.ts";
import { educationSchema } from "./education.ts";
import { clockTime, date, list, number, oneOrMore, span, text, weekday } from "./fields.ts";
import { receptionNotice, receptionSchema, spotSchema } from "./reception.ts";
import { schedulesSchema } from "./schedules.ts";

const id = text;

/** Platform (room, telegram, wechat …) → the accounts by which this person speaks there. */
const accounts = z.record(text, oneOrMore(text)).default({});

const contactFields = { phone: text.optional(), accounts };
const personFields = { id, name: text, ...contactFields };

export const courtSchema = z.strictObject({
  name: text,
  /** 诉讼服务中心: where everything without an owner goes. */
  service_center: z
    .strictObject({
      name: text.default("诉讼服务中心"),
      phone: text.optional(),
      address: text.optional(),
      hours: text.optional(),
    })
    .optional(),
  phone: text.optional(),
  address: text.optional(),
});

export const tribunalSchema = z.strictObject({
  id,
  name: text,
  head: id,
  phone: text.optional(),
  address: text.optional(),
  hours: text.optional(),
  /** Cause → the judge of this tribunal who takes it, whatever the place. */
  specialists: z.record(text, id).default({}),
});
export type Tribunal = z.infer<typeof tribunalSchema>;

export const judgeSchema = z.strictObject({
  ...personFields,
  title: text.default("法官"),
  tribunal: id,
  deputy: id.optional(),
  /** Assistants and clerks (1+1+1). */
  team: list(id),
  leave: list(span),
  /** Names of units and people in whose matters this judge does not act (回避). */
  recusals: list(text),
});
export type Judge = z.infer<typeof judgeSchema>;

export const placeKinds = ["village", "community", "forest-farm", "scenic-area"] as const;
export const placeSchema = z.strictObject({
  id,
  name: text,
  kind: z.enum(placeKinds).default("village"),
  aliases: list(text),
  tribunal: id,
  judge: id,
  mediator: id.optional(),
  population: number.optional(),
});
export type Place = z.infer<typeof placeSchema>;

export const mediatorKinds = ["people", "retired-judge", "invited", "trade"] as const;
export const mediatorSchema = z.strictObject({
  ...personFields,
  org: text.optional(),
  /** People's mediator (人民调解员), retired judge (退休法官), invited (特邀) or of a trade (行业). */
  kind: z.enum(mediatorKinds).default("people"),
  specialities: list(text),
  /** Where this mediator goes; none means everywhere. */
  places: list(id),
  leave: list(span),
});
export type Mediator = z.infer<typeof mediatorSchema>;

export const memberSchema = z.strictObject({
  ...personFields,
  title: text.optional(),
  tribunal: id.optional(),
  /** Tribunals that a leader is in charge of (分管); none means all. */
  tribunals: list(id),
  places: list(id),
  leave: list(span),
});
export type Member = z.infer<typeof memberSchema>;
/** A bare name is enough where nobody needs to be written to. */
const member = z.union([
  memberSchema,
  text.transform((name): Member => ({ id: name, name, accounts: {}, tribunals: [], places: [], leave: [] })),
]);
const members = z.union([z.array(member), memberSchema.transform((one) => [one])]).default([]);

/** A co-handling office's person (联动单位). */
export const contactSchema = z.strictObject({
  id: id.optional(),
  office: text,
  name: text.optional(),
  places: list(id),
  ...contactFields,
});
export type Contact = z.infer<typeof contactSchema>;

/** `for` names kinds of danger (`domestic-violence`, `suicide` …); without it the line is for every danger. */
export const hotlineSchema = z.strictObject({ number: text, name: text, when: text, for: list(text) });
export type Hotline = z.infer<typeof hotlineSchema>;

export const sharedCourtroomSchema = z.strictObject({
  id,
  name: text,
  place: id,
  address: text.optional(),
  phone: text.optional(),
  hours: text.optional(),
  /** Who opens the door and starts the screen: somebody of this file, told of every session there. */
  contact: id.optional(),
  /** When it can be booked for remote sessions; without it, only as the place where a judge is met. */
  slots: list(z.strictObject({ days: oneOrMore(weekday), times: oneOrMore(clockTime) })),
  closed: list(span),
});

/** `at` names a shared courtroom; without it the judge comes to the place. */
const visitSlotSchema = z.strictObject({
  who: id,
  days: oneOrMore(weekday),
  times: oneOrMore(clockTime),
  at: id.optional(),
});
/** When a judge sits before the camera or at the telephone. */
const remoteSlotSchema = z.strictObject({ who: id, days: oneOrMore(weekday), times: oneOrMore(clockTime) });

/** What differs for a cause or in danger; what is left out stays as it is for all. */
const otherDeadlines = z.strictObject({
  accept: number.optional(),
  first_contact: number.optional(),
  feedback: number.optional(),
  close: number.optional(),
});

const deadlinesSchema = z.strictObject({
  /** Working days. */
  accept: number.default(1),
  first_contact: number.default(3),
  feedback: number.default(7),
  close: number.default(30),
  extension: number.default(30),
  /** Minutes without an acknowledgement of danger. */
  danger_head: number.default(5),
  danger_leader: number.default(15),
  by_cause: z.record(text, otherDeadlines).default({}),
  by_danger: z.strictObject({ watch: otherDeadlines.optional(), high: otherDeadlines.optional() }).default({}),
});

const calendarSchema = z.strictObject({
  holidays: list(date),
  makeup_workdays: list(date),
  /** Years whose whole statutory calendar is entered here because the package does not know it yet. */
  complete_years: list(number),
});

export const directorySchema = z.strictObject({
  court: courtSchema,
  tribunals: z.array(tribunalSchema).min(1, "names no tribunal; list at least one"),
  judges: z.array(judgeSchema).min(1, "names no judge; list at least one"),
  places: z.array(placeSchema).min(1, "names no place; list at least one"),
  mediators: list(mediatorSchema),
  /** Cause → offices that are told as well (四所一庭联动). */
  co_handling: z.record(text, oneOrMore(text)).default({}),
  calendar: calendarSchema.prefault({}),
  /** Tribunal → day off → who is on duty, the first that can act. */
  duty: z.record(text, z.record(dateKey(), oneOrMore(id))).default({}),
  leaders: members,
  court_office: members,
  assistants: members,
  clerks: members,
  grid_workers: members,
  residents: members,
  contacts: list(contactSchema),
  hotlines: list(hotlineSchema),
  shared_courtrooms: list(sharedCourtroomSchema),
  /** Fixed days on which a judge is there for everybody (法官接待日、驻村日), and where and when disputes are talked over (说事点). */
  reception_days: list(receptionSchema),
  reception_notice: receptionNotice,
  mediation_spots: list(spotSchema),
  /** When judges can be met by appointment. */
  visit_slots: list(visitSlotSchema),
  /** When judges can be met by video or telephone, from a shared courtroom or from anywhere. */
  remote_slots: list(remoteSlotSchema),
  /** The retired judges' studio (老法官工作室) and how to reach it, as people are told. */
  studio: text.optional(),
  /** The flows (intents/flows) that this court works by; without it, all whose offices stand in contacts. */
  flows: z.array(text).optional(),
  deadlines: deadlinesSchema.prefault({}),
  /** Which report is sent when, and to whom. */
  schedules: schedulesSchema.prefault({}),
  /** Stories for the groups (普法); without this section none are sent. */
  education: educationSchema.optional(),
});
export type Directory = z.infer<typeof directorySchema>;

/** Working days for one lead: those for all, changed by its cause, changed again by its danger. */
export function deadlinesFor(
  directory: Directory,
  cause: string,
  danger: "none" | "watch" | "high",
): Record<"accept" | "first_contact" | "feedback" | "close", number> {
  const { accept, first_contact, feedback, close, by_cause, by_danger } = directory.deadlines;
  const all = { accept, first_contact, feedback, close };
  const own = { ...by_cause[cause], ...(danger === "none" ? {} : by_danger[danger]) };
  for (const [key, days] of Object.entries(own)) if (days !== undefined) all[key as keyof typeof all] = days;
  return all;
}

function dateKey() {
  return z.string().refine((key) => civilDateOf(key) !== null, "is not a date; write it as 2026-10-01");
}
