// Mediators and co-handling offices (联动单位) beside the judge: whom a lead can go to, and what the judge's words mean from them.
import { officeOf } from "./flow-life.ts";
import type { Lead } from "../leads/lead.ts";
import { mayMove } from "../leads/moves.ts";
import { mediatorById } from "../court/finding.ts";
import type { MoveCommand } from "./command.ts";
import type { Context } from "./context.ts";
import { moved } from "./lead-life.ts";
import { rankedMediators } from "./mediators.ts";
import { say } from "./turn.ts";
import { about, me, reporter, type Work } from "./work.ts";

/** The best mediators with the reason for each, and the offices that handle such matters. */
export function partnersFor(context: Context, lead: Lead): { label: string; data: string; why: string }[] {
  const mediators = rankedMediators(context, lead)
    .slice(0, 4)
    .map(({ mediator, why }) => ({ label: mediator.name, data: `refer:${lead.id}:${mediator.name}`, why }));
  const offices = context.content.directory.co_handling[lead.cause] ?? [];
  return [...mediators, ...offices.map((office) => ({ label: office, data: `refer:${lead.id}:${office}`, why: "" }))];
}

/** The judge's words from a partner: 办结 reports the result, which the judge closes; 退 gives back what was referred. */
export function asPartner(context: Context, command: MoveCommand): MoveCommand {
  const { roles } = context.speaker;
  if (mayMove(command.move, roles) || !mayMove("decline", roles)) return command;
  if (command.move === "close") return { ...command, move: "feedback", rest: `办完了。${command.rest}`.trim() };
  return command.move === "sendBack" ? { ...command, move: "decline" } : command;
}

/** Who speaks for a lead that was referred to them: 「柳树村调委会刘桂芬」, 「派出所」. */
export function partnerName({ content, speaker }: Context): string {
  const mediator = mediatorById(content.directory, speaker.ref);
  return mediator ? `${mediator.org ?? ""}${mediator.name}` : (officeOf(content.directory, speaker.ref) ?? "");
}

const hasIt = ({ content, speaker }: Context, lead: Lead): boolean => {
  const office = officeOf(content.directory, speaker.ref);
  const to = lead.referredTo;
  return to !== null && (to === speaker.ref || to === office || officeOf(content.directory, to) === (office ?? ""));
};

/** Back to the judge, with the reason and whom else it could go to. */
export function decline(work: Work): Lead | null {
  const { pen, context, lead, rest } = work;
  const who = partnerName(context);
  if (!hasIt(context, lead)) {
    say(pen, me(work), "plain", { text: `${lead.id} 没有转给您。不能配合的，回“反馈”说一声原因。` }, about(work));
    return null;
  }
  const next: Lead = { ...moved(pen, context, lead, "decline", rest), referredTo: null };
  const others = rankedMediators(context, next).filter(({ mediator }) => mediator.id !== context.speaker.ref);
  say(
    pen,
    { staff: lead.judge ?? "court_office" },
    "declined",
    {
      number: lead.id,
      who,
      why: rest,
      others: others.slice(0, 3).map(({ mediator, why }) => ({ name: mediator.name, why })),
      reporter: false,
    },
    about(work),
  );
  say(pen, reporter(work), "declined", { number: lead.id, who, why: "", others: [], reporter: true }, about(work));
  return next;
}
