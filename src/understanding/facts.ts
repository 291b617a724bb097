// What can be read from a message: one type per kind of fact, each kept with the exact words it came from.

type Told<K extends string, V> = {
  kind: K;
  value: V;
  /** The original substring; for ID numbers and accounts it is masked, they are never repeated. */
  words: string;
  /** Offsets in the original text. */
  start: number;
  end: number;
};

/**
 * What a sum stands for. `principal` was lent, owed, agreed; `claim` is asked for; `total` adds the others up;
 * `paid` was paid or paid back; `left` is still owed; `counter` is what the other side says; `offer` what it would pay.
 */
export const moneyRoles = [
  "principal",
  "claim",
  "total",
  "monthly",
  "daily",
  "unitPrice",
  "paid",
  "left",
  "counter",
  "offer",
  "interest",
  "other",
] as const;
export type MoneyRole = (typeof moneyRoles)[number];

export type MoneyFact = Told<"money", number> & {
  role: MoneyRole;
  /** About so much (三千来块). */
  approx?: boolean;
  /** More (五十余万) or less than so much. */
  bound?: "over" | "under";
  /** 一吨三百八 → 吨. */
  per?: string;
  /** Stands where an earlier sum is taken back (不对，应该是三万). */
  correction?: boolean;
};

/** A rate as a share (一分五 → 0.015 a month); `guess`: 分 without a period, read as a month by custom. */
export type RateFact = Told<"rate", { share: number; per: "month" | "year" | "day" }> & { guess?: boolean };

/** `occurred` when it happened; `from`/`until` a span; `deadline` when something is due or promised. */
export type DateRole = "occurred" | "from" | "until" | "deadline";
export type DateFact = Told<"date", string> & {
  role: DateRole;
  approx?: boolean;
  calendar?: "lunar" | "solar";
  /** The other reading, when it is not said whether a date is lunar or solar. */
  other?: string;
  /** Ten minutes ago, now, today: it goes on. */
  now?: boolean;
  correction?: boolean;
};
/** A length of time in months (0.5 is half a month) or days. */
export type DurationFact = Told<"duration", { months?: number; days?: number }> & { approx?: boolean };

export type PartyRole = "applicant" | "respondent" | "other";
export type PersonFact = Told<"person", string> & {
  form: "name" | "nickname" | "kin" | "unit" | "speaker" | "group";
  role: PartyRole;
  /** The person's part in plain words when a verb says it: 出借人, 借款人, 用人单位 …; else empty. */
  as: string;
  /** What else the words call the one who has this name: 贝老四, 我闺女. */
  called?: string[];
  /** How many, for 我们十来个人. */
  count?: number;
  /** The one who reports, by name. */
  self?: boolean;
  correction?: boolean;
};

/** `owner`: the person of the message whose number it is, by name. */
export type PhoneFact = Told<"phone", string> & {
  of: "applicant" | "respondent" | null;
  owner?: string;
  correction?: boolean;
};
/** The number itself is not kept; `value` says whether its checksum holds. */
export type IdNumberFact = Told<"idNumber", { valid: boolean }>;
export type AccountFact = Told<"account", { valid: boolean }>;

/** A place of the directory; several ids when the words fit several. */
export type PlaceFact = Told<"place", { ids: string[]; name: string }> & {
  role: "matter" | "respondent" | "speaker";
  correction?: boolean;
};
/** A place by its pattern (某某村) that the directory does not have, or that no directory was given for. */
export type OtherPlaceFact = Told<"otherPlace", string> & { correction?: boolean };
/** House, group or landmark: 村西头, 3组, 2栋1单元. */
export type SpotFact = Told<"spot", string>;
/** Where papers can reach somebody; unconfirmed when hedged (好像, 听说). */
export type AddressFact = Told<"address", string> & { of: "applicant" | "respondent"; confirmed: boolean };

export type DoneFact = Told<"done", string>;
export type ClaimFact = Told<"claim", string> & { correction?: boolean };
export type WillingFact = Told<"willing", boolean>;
export type EvidenceFact = Told<"evidence", string> & { has: boolean };
/** The reporter speaks for somebody: who that is. */
export type BehalfFact = Told<"behalf", string> & { consent: boolean };

export type Fact =
  | MoneyFact
  | RateFact
  | DateFact
  | DurationFact
  | PersonFact
  | PhoneFact
  | IdNumberFact
  | AccountFact
  | PlaceFact
  | OtherPlaceFact
  | SpotFact
  | AddressFact
  | DoneFact
  | ClaimFact
  | WillingFact
  | EvidenceFact
  | BehalfFact;
export type FactKind = Fact["kind"];

/** Finds places of the directory in a plain text; offsets are of that text. */
export type PlaceMatcher = (
  text: string,
) => readonly { start: number; end: number; ids: readonly string[]; name: string }[];

type WithoutWords<F> = F extends Fact ? Omit<F, "words"> : never;
/** A fact before its words are looked up: offsets of the plain spelling. */
export type Found = WithoutWords<Fact>;

/** The facts of one kind. */
export const factsOf = <K extends FactKind>(facts: readonly Fact[], kind: K): Extract<Fact, { kind: K }>[] =>
  facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);
