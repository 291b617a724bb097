// What a decision may look at: who speaks, where, what lies open with them, and the court's content; all loaded beforehand.
import type { Cause } from "../leads/causes.ts";
import type { Flow } from "../leads/flows.ts";
import type { FormTexts } from "../leads/form.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import type { Role } from "../content/roles.ts";
import type { Directory } from "../court/directory.ts";
import type { Understanding } from "../understanding/understand.ts";
import type { Answered } from "../answers/answered.ts";
import type { CaseStory } from "../answers/story.ts";
import type { Nearness } from "../answers/entry-search.ts";
import type { Statutes } from "../answers/statutes.ts";
import type { IncomingMessage, Platform } from "./message.ts";
import type {
  ClaimCode,
  Conversation,
  Group,
  GroupPosts,
  OutboxRow,
  Person,
  Timer,
  Token,
  Visit,
} from "./documents.ts";
import type { CurationDocs } from "./curation.ts";
import type { StepwiseDocs } from "./stepwise.ts";
import type { Doc } from "./ports.ts";

/** What operators provide, read and checked at the start. */
export type Content = {
  directory: Directory;
  causes: ReadonlyMap<string, Cause>;
  forms: FormTexts;
  /** The checklists of several parties that this court can work through: its contacts have their offices. */
  flows: ReadonlyMap<string, Flow>;
  /** How to mediate, by cause; Markdown without its front matter. */
  guidance: ReadonlyMap<string, string>;
  /** Words that are refused whoever says them: forging, prying, pleading for a party, attacks on the bot. */
  refuses(text: string): boolean;
  /** The curated answer of an entry, null when it is not there any more. */
  entryAnswer(id: string, askedOn: string): Answered | null;
  /** Stories for the groups (普法). */
  stories: readonly CaseStory[];
  /** The question behind an entry, as people are told to ask it. */
  questionOf(id: string): string | undefined;
  /** Short names of laws and their official titles. */
  laws?: ReadonlyMap<string, string>;
  /** What keeps a text from being an entry beside those that are there, by file and line. */
  entryFaults?(id: string, text: string): string[];
  /** The imported statutes; absent where none can be (batch commands). */
  statutes?: Statutes;
  /** Answers one message; pure. */
  answer(question: {
    text: string;
    askedOn: string;
    addressed: boolean;
    lastTopic: string | null;
    lastEntry: string | null;
    lastAsked?: string | null | undefined;
    near?: Nearness | null | undefined;
  }): Answered;
};

export type Settings = {
  platforms: Readonly<Partial<Record<Platform, { writesFirst: boolean; privateLink: boolean }>>>;
  /** Personal data may be taken in there (PIPL art. 36, 38–40: outside China only after a security assessment). */
  intakeAllowed(platform: Platform): boolean;
  /** A language model may word the answers. */
  composes: boolean;
  /** Voice messages can become text. */
  transcribes: boolean;
  /** The bytes of files are fetched and kept. */
  keepsFiles: boolean;
  /** The words on a photo can be read. */
  readsPhotos: boolean;
};

/** Who sent the event, with the roles that court.yaml or a claim code gives; never by nickname. */
export type Speaker = {
  doc: Doc<Person> | undefined;
  id: string;
  roles: Role[];
  /** Id in court.yaml, null for residents. */
  ref: string | null;
  /** Places the person is known to belong to: by court.yaml, a claim code, or the bound groups they were seen in. */
  places: string[];
};

export type Event =
  | { kind: "message"; message: IncomingMessage; id: string; understanding: Understanding; near?: Nearness | null }
  /** `composed`: what a language model made of the answer, null when it did not or may not. */
  | { kind: "timer"; timer: Doc<Timer>; id: string; understanding: Understanding | null; composed: string | null }
  | { kind: "undelivered"; row: Doc<OutboxRow>; reason: string; id: string };

export type Context = {
  now: number;
  /** Random strings drawn before the decision, for one-time tokens and ids. */
  secrets: readonly string[];
  content: Content;
  settings: Settings;
  speaker: Speaker;
  group: Doc<Group> | undefined;
  /** Places of the bound groups that the person was seen in, for who asks in private after the judge of their village. */
  homes?: readonly string[] | undefined;
  /** How near in meaning the entries are to the message; null without a model of embeddings. */
  near: Nearness | null;
  /** This person in this chat. */
  conversation: Doc<Conversation> | undefined;
  /** This person in private; the same as `conversation` in a private chat. */
  privateConversation: Doc<Conversation> | undefined;
  /** The person's unfinished drafts, the latest first. */
  drafts: Doc<Draft>[];
  /** What the person reported, the latest first. */
  reported: Doc<Lead>[];
  /** What the person took back or what was merged, and the leads that it went into: only for who asks after it. */
  past?: Doc<Lead>[] | undefined;
  /** What lies with this judge, head or mediator, the latest first. */
  assigned: Doc<Lead>[];
  /** Leads with a flow whose open step lies with this person or their office. */
  steps: Doc<Lead>[];
  /** Mediator → how many leads are with them now, over all judges; loaded for who may hand a lead to one. */
  loads: ReadonlyMap<string, number>;
  /** Open leads of the draft's place, loaded only when a draft is being submitted: the same dispute may be among them. */
  nearby: Doc<Lead>[];
  /** Alarms in this group that are not over, loaded only for words that say they are. */
  alarms?: Doc<Lead>[] | undefined;
  /** The lead that the message quotes, names by number, or that a timer or undelivered row is about. */
  named: Doc<Lead>[];
  /** Meetings with judges that are still to come. */
  visits: Doc<Visit>[];
  leadCounter: Doc<{ next: number; hash: string }> | undefined;
  code: Doc<ClaimCode> | undefined;
  token: Doc<Token> | undefined;
  /** What a migrated group's new id is known as already. */
  newAlias: Doc<{ to: string }> | undefined;
  binding: Doc<{ persons: string[] }> | undefined;
  /** The queue and drafts, loaded only for the commands of curation. */
  curation?: CurationDocs | undefined;
  /** Groups and what they were told, loaded only where something is posted. */
  education?: { groups: Doc<Group>[]; records: Doc<GroupPosts>[] } | undefined;
  /** Questions on their way up, loaded only for the words of stepwise answering. */
  stepwise?: StepwiseDocs | undefined;
  questionCounter?: Doc<{ next: number; hash: string }> | undefined;
  /** Timers about this conversation, its draft or the lead. */
  timers: ReadonlyMap<string, Doc<Timer>>;
};
