// The payload of a pressed button as a command.
import type { Command } from "./command.ts";

/** The payload of a button as a command; buttons carry `verb:argument`. */
export function readButton(data: string): Command | null {
  const [verb = "", argument = "", more = ""] = data.split(":");
  switch (verb) {
    case "accept":
    case "sendBack":
    case "refer":
    case "transfer":
    case "close":
    case "feedback":
    case "pay":
    case "resume":
    case "acknowledge":
      if (verb === "resume" && !argument) return { kind: "resume" };
      return { kind: "move", move: verb, number: argument || null, rest: more };
    case "flowStart":
    case "flowShow":
    case "flowStop":
    case "flowSkip":
    case "stepDone": {
      const act = ({ flowStart: "start", flowShow: "show", flowStop: "stop", flowSkip: "skip" } as const)[
        verb as "flowStart"
      ];
      return { kind: "flow", act: act ?? "done", number: argument || null, rest: more, sure: true };
    }
    case "confirm":
    case "cancel":
    case "later":
      return { kind: verb };
    case "follow":
      return { kind: "followUp", number: argument, score: more === "good" || more === "bad" ? more : "fair" };
    case "visit":
      return { kind: "visit", slot: argument };
    case "session":
      return { kind: "sessionWay", way: argument };
    case "visitYes":
      return { kind: "visitYes", slot: argument };
    case "visitNo":
      return { kind: "visitNo", slot: argument, rest: "" };
    case "paid":
      return { kind: "promise", number: argument, how: more };
    case "announce":
      return { kind: "announceNow", yes: argument === "yes" };
    case "story":
      return { kind: "nextStory", turn: Number(argument) || 0 };
    case "good":
    case "bad":
      return { kind: "rate", good: verb === "good", entry: argument || null };
    case "report":
      return { kind: "report", rest: "" };
    default:
      return null;
  }
}
