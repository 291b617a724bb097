// The timeline of a lead as people read it: whole for who is responsible, the outward steps for who reported it.
import type { Lead } from "../leads/lead.ts";
import { type MoveName, moves } from "../leads/moves.ts";
import { contactById, judgeById, mediatorById } from "../court/finding.ts";
import { clock, day } from "./card.ts";
import type { Context } from "./context.ts";

const nameOf = (move: string): string => (move in moves ? moves[move as MoveName].name : move);

/** Steps that say nothing to a reporter, or that are none of their business. */
const inward: ReadonlySet<string> = new Set([
  "correct",
  "acknowledge",
  "yellowCard",
  "redCard",
  "complain",
  "handOver",
  "sendBack",
  "startFlow",
  "stopFlow",
]);

/** For the judge: when, what, who, why. */
export function wholeHistory(context: Context, lead: Lead): string[] {
  const { directory } = context.content;
  const who = (by: string): string =>
    by === "system"
      ? ""
      : (judgeById(directory, by)?.name ??
        mediatorById(directory, by)?.name ??
        contactById(directory, by)?.office ??
        (by === lead.reporter ? "报告人" : ""));
  return lead.timeline
    .filter((row) => row.move !== "complain")
    .slice(-12)
    .map((row) =>
      [`${clock(row.at)} ${nameOf(row.move)}`, who(row.by), row.why.slice(0, 60)].filter(Boolean).join(" "),
    );
}

/** For the reporter: the days and the steps, each once in a row, without the court's own words. */
export function outwardHistory(lead: Lead): string[] {
  const steps = lead.timeline.filter((row) => !inward.has(row.move)).map((row) => `${day(row.at)}${nameOf(row.move)}`);
  return steps.filter((step, i) => step !== steps[i - 1]).slice(-8);
}
