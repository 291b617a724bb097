// What a message can ask for in so many words, and the small pieces by which such words are read.
import type { ArticleRequest } from "../answers/statutes.ts";
import type { EducationCommand } from "./education-words.ts";
import type { FlowCommand } from "./flow-words.ts";
import type { MakeCommand } from "./making.ts";
import type { ReceptionCommand } from "./reception-words.ts";
import type { SessionCommand } from "./session-words.ts";

export type Command =
  | MakeCommand
  | EducationCommand
  | SessionCommand
  | ReceptionCommand
  | { kind: "sessionWay"; way: string }
  /** The next story of the month, in private. */
  | { kind: "nextStory"; turn: number }
  | FlowCommand
  | { kind: "bindCode"; code: string }
  | { kind: "bindGroup"; places: string }
  | { kind: "groupMode"; mode: "normal" | "answerOnly" | "quiet" }
  | { kind: "help" }
  | { kind: "cancel" }
  | { kind: "later" }
  | { kind: "resume" }
  | { kind: "report"; rest: string }
  | { kind: "confirm" }
  | { kind: "myData" }
  | { kind: "correctMyData"; what: "phone" | "name"; value: string }
  | { kind: "deleteMyData" }
  | { kind: "exportMyData" }
  | { kind: "privacy" }
  | { kind: "progress"; number: string | null }
  | { kind: "withdraw"; number: string | null }
  /** 补充 alone: what is to be added comes next. */
  | { kind: "addTo" }
  | { kind: "rate"; good: boolean; entry: string | null }
  | { kind: "myLeads" }
  /** 「法条 民法典 680」: the law's own words. */
  | { kind: "article"; request: ArticleRequest }
  /** A number alone, or 详情 with one: what stands in that lead. */
  | { kind: "show"; number: string }
  | { kind: "followUp"; number: string; score: "good" | "fair" | "bad" }
  | { kind: "promise"; number: string; how: string }
  | { kind: "visit"; slot: string }
  | { kind: "visitYes"; slot: string | null }
  | { kind: "visitNo"; slot: string | null; rest: string }
  | { kind: "correct"; number: string; rest: string }
  | { kind: "complain"; number: string | null; rest: string }
  | MoveCommand;

export type MoveCommand = {
  kind: "move";
  move:
    | "accept"
    | "sendBack"
    | "decline"
    | "refer"
    | "transfer"
    | "close"
    | "feedback"
    | "contact"
    | "mediate"
    | "goThere"
    | "goRemote"
    | "pause"
    | "resume"
    | "extend"
    | "merge"
    | "pay"
    | "reopen"
    | "acknowledge";
  number: string | null;
  rest: string;
  /** The whole message, for words that mean one thing or another by what lies open. */
  said?: string;
};

export const number = "(20\\d{2}\\s*[-—–_]\\s*\\d{1,6}|\\d{1,4})";
export const end = "[。.!！~～\\s]*$";

export const clean = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "")
    .trim();

/** `2026-1`, `2026—0001`, `31` → the number as it is stored, or its tail. */
export const leadNumber = (said: string | undefined): string | null => {
  if (!said) return null;
  const [year, running] = said.replace(/\s/g, "").split(/[-—–_]/);
  return running === undefined ? (year ?? "").padStart(4, "0") : `${year}-${running.padStart(4, "0")}`;
};

/** Numbers of leads named anywhere in a text. */
export const leadNumbersIn = (text: string): string[] =>
  [...clean(text).matchAll(/20\d{2}[-—–_]\d{1,6}(?!\d|[-/年月.])/g)].map((m) => leadNumber(m[0]) ?? "");

/** How words are read as a command. */
export type Rule = [pattern: RegExp, make: (match: RegExpMatchArray) => Command];
export const rule = (pattern: string, make: Rule[1]): Rule => [new RegExp(`^(?:${pattern})${end}`, "su"), make];
