// Every notice the bot can send, by name, with the facts its words are made from; delivery/notices says how each reads.
import type { Excerpt, FoundArticle } from "../answers/statutes.ts";
import type { DangerLevel, Filing, Outcome, scores } from "../leads/lead.ts";
import type { DeadlineName, MarkStep } from "./lead-time.ts";

export type Option = { label: string; data: string };

/** What a judge sees of a lead: nothing masked, privately. */
export type Card = {
  number: string;
  cause: string;
  place: string;
  danger: DangerLevel;
  dangerReasons: string[];
  parties: { as: string; name: string; phone: string | null }[];
  amount: string | null;
  occurredOn: string | null;
  claim: string;
  willing: string;
  details: { name: string; value: string }[];
  evidence: string[];
  missing: string[];
  /** The person's own words. */
  words: string[];
  reporter: string;
  reporterRole: string;
  onBehalfOf: string;
  routeReason: string;
  /** Empty once it is accepted. */
  acceptBy: string;
  /** With the service centre, which gives it to a judge. */
  withOffice: boolean;
  /** What it is paused for; empty while it goes on. */
  waitsFor: string;
  warnings: string[];
  /** The checklist of several parties that could be started; empty where there is none or one is under way. */
  flow?: string;
};

export type Handler = { name: string; title: string; phone: string };

/** A step that is behind, and the one that comes; `next` is empty after the last. */
type FlowMove = {
  number: string;
  index: number;
  what: string;
  by: string;
  words: string;
  late: boolean;
  skipped: boolean;
  next: string;
  nextWhat: string;
  due: string;
};

export type Notices = {
  // answers
  answer: {
    text: string;
    law: string;
    uncertain: string;
    rate: string | null;
    offer: Option | null;
    generated: boolean;
  };
  suggest: { options: Option[] };
  noAnswer: { phone: string; duty: Handler | null; studio: string; excerpts?: Excerpt[] };
  plain: { text: string };
  // curation
  questionCard: { number: number; text: string; place: string; entry: string };
  questionQueue: { groups: { number: number; text: string; times: number; bad: string }[]; all: number };
  draftCard: {
    number: number;
    question: string;
    asks: string[];
    answer: string;
    laws: string[];
    by: string;
    state: string;
  };
  answerAtLast: { question: string; answer: string; laws: string[] };
  /** The law's own words: never worded anew, never marked as generated. */
  article: { found: FoundArticle };
  followUpAsk: { text: string };
  rated: { good: boolean };
  smalltalk: { kind: "hello" | "thanks" | "who" };
  help: { commands: { words: string; does: string }[]; role: string };
  // group
  groupWelcome: { privacy: boolean };
  groupBound: { places: string[]; judges: { place: string; judge: string }[] };
  groupMode: { mode: "normal" | "answerOnly" | "quiet" };
  offerReport: { data: string };
  movedToPrivate: { name: string };
  openPrivate: { token: string; name: string };
  openPrivateAgain: { token: string; name: string };
  groupSubmitted: { number: string };
  privateDataHere: { name: string };
  // public education
  caseStory: { title: string; tale: boolean; text: string; ask: string; law: string; first: boolean; more: string };
  announcement: { office: { name: string; phone: string }; text: string };
  announcePreview: {
    office: { name: string; phone: string };
    text: string;
    to: string[];
    left: { name: string; why: "off" | "silent" | "full" | "noGroup" }[];
    /** What looks like somebody's name. */
    names: string[];
  };
  announced: { to: string[]; left: { name: string; why: "off" | "silent" | "full" }[]; later: boolean };
  educationSet: { on: boolean; when: string; perWeek: number; silent: boolean };
  // intake
  made: { text: string; files: { hash: string; name: string; mime: string }[] };
  fileNotKept: { kind: string; refused: boolean };
  photoHeard: { text: string };
  privacyNotice: { court: string; phone: string; first: boolean };
  question: { intro: string; field: string; ask: string; left: number; options: string[] };
  confirm: { lines: { name: string; value: string }[]; missing: string[]; words: string };
  kept: { hours: number };
  cancelled: { what: "draft" | "nothing" };
  resumed: { cause: string };
  expired: { cause: string };
  /** `more`: disputes told beside this one that wait their turn. */
  stillThere: { cause: string; more: number };
  which: { ask: string; options: Option[] };
  submitted: {
    number: string;
    handler: Handler | null;
    place: string;
    reason: string;
    answerBy: string;
    feedbackBy: string;
    phone: string;
    danger: boolean;
    provisional: boolean;
    guide: string;
    /** What would prove it, as far as nothing of it was named yet. */
    bring: string[];
  };
  known: { number: string; phone: string };
  supplemented: { number: string };
  voiceHeard: { text: string };
  attachmentKept: { kind: string; number: string | null };
  attachmentAlone: { kind: string };
  intakeOff: { phone: string; tribunal: string };
  // the judge and the others who are told
  card: {
    card: Card;
    kind: "assigned" | "duty" | "head" | "assist" | "reassigned" | "supplement" | "referred" | "shown";
    note: string;
  };
  coHandlerCard: { number: string; office: string; cause: string; place: string; danger: boolean; phone: string };
  judgeDone: {
    number: string;
    did: string;
    /** How a result was read, so that a wrong reading is seen at once. */
    more: {
      outcome: Outcome | null;
      filedAs: Filing | null | undefined;
      promisedYuan: number | null;
      paidYuan: number;
      payBy: string;
    } | null;
  };
  judgeAsk: { number: string; move: string; options?: { label: string; data: string; why: string }[] };
  whichLead: { move: string; leads: { number: string; cause: string; place: string }[]; data: string };
  myLeads: { leads: { number: string; cause: string; place: string; status: string; due: string; overdue: boolean }[] };
  reminder: {
    number: string;
    cause: string;
    place: string;
    what: DeadlineName;
    step: MarkStep;
    due: string;
    why: string;
    /** Who handles it, where somebody else is told. */
    judge: string;
  };
  handedOver: { why: string; leads: { number: string; cause: string; place: string }[]; all: number };
  handedAway: { why: string; to: string; leads: { number: string; cause: string; place: string }[]; all: number };
  declined: {
    number: string;
    who: string;
    why: string;
    others: { name: string; why: string }[];
    /** For the reporter: that the judge goes on, and no more. */
    reporter: boolean;
  };
  askFeedback: { number: string; cause: string; place: string; due: string; late: boolean };
  corrected: { number: string; change: string };
  correctHow: { number: string };
  lateSummary: {
    leads: { number: string; cause: string; place: string; what: DeadlineName; due: string; judge: string }[];
    all: number;
  };
  promiseHandler: { number: string; yuan: number | null; payBy: string; step: MarkStep };
  promiseBroken: { number: string; confirmed: boolean };
  complaint: { number: string; from: string; handler: string; words: string };
  // a flow: several parties, one checklist
  flowStep: {
    number: string;
    cause: string;
    place: string;
    flow: string;
    index: number;
    total: number;
    what: string;
    due: string;
    kind: "office" | "reporter" | "staff";
    office: string;
    phone: string;
    insteadOf: string;
    before: string;
  };
  flowShown: {
    number: string;
    place: string;
    flow: string;
    rows: { what: string; who: string; state: "done" | "skipped" | "open" | "waits"; when: string }[];
    over: boolean;
  };
  flowStarted: { number: string; flow: string; total: number; first: string };
  flowDone: FlowMove & { mine: boolean; judge: boolean };
  flowMoved: FlowMove;
  flowTold: FlowMove;
  flowLate: {
    number: string;
    place: string;
    index: number;
    what: string;
    who: string;
    due: string;
    late: boolean;
    judge: boolean;
  };
  flowOff: { number: string; place: string; what: string };
  mySteps: { steps: { number: string; place: string; what: string; due: string }[] };
  referralUnreached: { number: string; who: string; phone: string };
  stepUnreached: { number: string; who: string; what: string; due: string; phone: string };
  undelivered: { number: string; skipped: string; now: string };
  refused: { why: "role" | "status" | "notFound" | "place"; what: string };
  // the reporter
  accepted: { number: string; handler: Handler; feedbackBy: string };
  sentBack: { number: string; reason: string; next: string };
  referred: { number: string; to: string };
  feedback: { number: string; text: string };
  closed: {
    number: string;
    outcome: Outcome;
    text: string;
    filedAs: Filing | null;
    promisedYuan: number | null;
    payBy: string;
    confirmUntil: string;
  };
  promiseDue: { number: string; yuan: number | null; payBy: string };
  howMuchPaid: { number: string };
  notPaid: { number: string; confirmed: boolean };
  confirmDue: { number: string; until: string; last: boolean };
  /** The same for who brought the agreement about. */
  confirmHandler: { number: string; until: string };
  askSatisfied: { number: string };
  satisfied: { score: (typeof scores)[number]; again: boolean };
  askComplaint: { number: string };
  complaintTaken: { to: string };
  onTheWay: { number: string; move: "contact" | "mediate" | "goThere" | "goRemote"; text: string };
  waiting: { number: string; why: string; on: boolean };
  extended: { number: string; until: string };
  merged: { number: string; into: string };
  reopened: { number: string; handler: Handler | null };
  /** `left` null: nobody knows what else is to come. */
  paid: { number: string; yuan: number; left: number | null };
  reassigned: { number: string; handler: Handler; reason: string };
  progress: {
    leads: {
      number: string;
      /** The lead that it was merged into, whose state this is. */
      into?: string;
      cause: string;
      status: string;
      /** How a closed one ended; `left`: yuan still to come, null where nobody knows. */
      ended: { outcome: Outcome; left: number | null; payBy: string } | null;
      handler: string;
      since: string;
      next: string;
    }[];
    /** The steps so far, where only one lead is told of. */
    history: string[];
  };
  withdrawn: { number: string };
  // danger
  hotlines: { lines: string[]; where: "group" | "private"; kinds: string[] };
  safeContact: { number: string; askPlace: boolean; forOther: boolean };
  /** 没事了 after an alarm, by who cried out (`own`) or by a neighbour. */
  calmSaid: { number: string; words: string; own: boolean; group: boolean };
  dangerCard: { card: Card; words: string; level: 0 | 1 | 2; ladder: string };
  acknowledged: { number: string };
  // who is who
  bound: { role: string; name: string };
  bindFailed: { why: "wrong" | "expired" | "used" | "tooMany" | "group" };
  contactCard: {
    cards: {
      place: string;
      judge: Handler;
      mediator: Handler | null;
      tribunal: string;
      phone: string;
      away: string;
      today: string;
      hours: string;
    }[];
  };
  guidance: { text: string };
  visitAsked: { handler: Handler | null; phone: string };
  visitTaken: { judge: string; remote?: boolean };
  visitHeld: { when: string };
  visitProposed: { from: string; place: string; when: string; words: string; slot: string; remote?: boolean };
  /** The judge asks somebody to a remote session. */
  sessionOffer: { judge: string; when: string; slot: string; number: string };
  sessionAsked: { when: string };
  visitFixed: { when: string; who: string; mine: boolean; remote?: "room" | "video" | "phone" | undefined };
  visitOff: { when: string; why: string; byJudge: boolean; remote?: boolean };
  /** Given up by the clock: nobody agreed, or it cannot be held any more. */
  visitLapsed: {
    when: string;
    why: "noAnswer" | "leave" | "dayOff" | "closed";
    phone: string;
    remote: boolean;
    mine: boolean;
  };
  /** To who opens the shared courtroom. */
  roomWanted: { room: string; when: string; judge: string; what: "booked" | "off" | "soon" };
  visitFree: { when: string };
  visitSoon: { when: string; who: string; remote?: "room" | "video" | "phone" | undefined };
  stepwiseTaken: { to: string; by: string; again: boolean; first: boolean };
  stepwiseCard: {
    number: number;
    level: "judge" | "head" | "leader";
    question: string;
    place: string;
    how: "ask" | "unclear" | "unhappy";
    entry: string;
    earlier: { name: string; answer: string }[];
    by: string;
  };
  /** `next`: who may be asked next, empty after the last. */
  stepwiseAnswer: { number: number; who: string; question: string; answer: string; next: string; phone: string };
  stepwiseMoved: { from: string; to: string; by: string };
  stepwiseEnd: { phone: string };
  receptionTomorrow: { days: ReceptionDay[]; first: boolean };
  /** `none`: the place that was meant has none of its own. `booked`: a meeting of the person's own. */
  receptions: { what: "judge" | "spot"; days: ReceptionDay[]; none: string; booked: string; phone: string };
  visitCard: { from: string; place: string; words: string; remote?: boolean };
  myData: { name: string; roles: string[]; leads: string[]; drafts: number; consent: string };
  myDataDeleted: { kept: string[] };
};

/** A day of reception, or the hours of a 说事点; all in the words of the reader. */
export type ReceptionDay = {
  place: string;
  name: string;
  rule: string;
  date: string;
  today: boolean;
  hours: string;
  where: string;
  who: string;
  /** The day that a holiday moved; empty when none did. */
  moved: string;
  /** Somebody else comes than who is named for it. */
  instead: boolean;
  phone: string;
};

export type NoticeName = keyof Notices;
