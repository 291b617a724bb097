// A judge's words about a lead — 收, 退, 转, 反馈, 办结 …: which lead is meant, and whether this person may.
import type { Role } from "../content/roles.ts";
import { openStep } from "../leads/flows.ts";
import type { Lead, LeadStatus } from "../leads/lead.ts";
import { mayMove, type MoveName, moves } from "../leads/moves.ts";
import { contactById, headOf, judgeById } from "../court/finding.ts";
import { cardOf, day, placeName } from "./card.ts";
import type { MoveCommand } from "./command.ts";
import type { Context } from "./context.ts";
import { holds, partName, stepFacts } from "./flow-life.ts";
import { causeOf, phoneFor } from "./intake.ts";
import { wholeHistory } from "./history.ts";
import { accepting, act, moveNames } from "./judge-moves.ts";
import { answerBy } from "./lead-time.ts";
import { asPartner, partnersFor } from "./partners.ts";
import { type Talk, talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, say } from "./turn.ts";

/** From where a command starts: the table of moves, and waiting for acceptance where the move accepts by itself. */
const fits = (move: MoveName, status: LeadStatus, roles: readonly Role[]): boolean =>
  (moves[move].from as readonly string[]).includes(status) ||
  (status === "assigned" && accepting.includes(move) && mayMove("accept", roles));

/** The leads a command can mean: by its number, by the quoted card, else those with this person that the move fits. */
function candidates(context: Context, command: MoveCommand): Doc<Lead>[] {
  if (command.number)
    return [...context.named, ...context.assigned]
      .filter((l) => l.value.id === command.number || l.value.id.endsWith(`-${command.number}`))
      .slice(0, 1);
  const quoted = context.named.filter((l) => fits(command.move, l.value.status, context.speaker.roles));
  if (quoted.length > 0) return quoted.slice(0, 1);
  if (context.named.length === 1) return context.named;
  return context.assigned.filter(
    (l) =>
      fits(command.move, l.value.status, context.speaker.roles) &&
      (command.move !== "acknowledge" || (l.value.danger === "high" && l.value.acknowledgedAt === null)),
  );
}

/** Is this lead this person's to move: the judge of it, the one it is handed to, the head of its tribunal, its mediator. */
export function owns(context: Context, lead: Lead): boolean {
  const { ref, roles } = context.speaker;
  if (ref === null) return false;
  if ([lead.judge, lead.handOverTo, lead.referredTo, lead.assist].includes(ref)) return true;
  // The mediator of the place has what was given to them, not every quarrel of the village.
  if (lead.stepWith === `staff:${ref}`) return true;
  if (roles.includes("coHandler")) {
    const office = contactById(context.content.directory, ref)?.office;
    if (office !== undefined && lead.coHandle.includes(office)) return true;
  }
  if (roles.includes("courtOffice")) return lead.judge === null || lead.status === "closed";
  if (roles.includes("clerk") || roles.includes("assistant")) return serves(context, lead, ref);
  if (roles.includes("head") && lead.tribunal !== null)
    return headOf(context.content.directory, lead.tribunal)?.id === ref;
  return roles.includes("leader") && lead.danger === "high";
}

/** A clerk or assistant works for the judges of their tribunal or team (1+1+1). */
function serves(context: Context, lead: Lead, ref: string): boolean {
  const { directory } = context.content;
  const member = [...directory.clerks, ...directory.assistants].find((m) => m.id === ref);
  const team = judgeById(directory, lead.judge)?.team ?? [];
  return team.includes(ref) || (member?.tribunal !== undefined && member.tribunal === lead.tribunal);
}

/** Carries out a judge's command, or says in one sentence why not; a refusal is recorded and changes nothing. */
export function judgeMove(pen: Pen, context: Context, it: Talk, spoken: MoveCommand): void {
  const command = asPartner(context, spoken);
  const me = { person: context.speaker.id };
  const role = context.speaker.roles.find((r) => mayMove(command.move, [r])) ?? context.speaker.roles[0] ?? "stranger";
  const refuse = (why: "role" | "status" | "notFound", about: string): void => {
    say(pen, me, "refused", { why, what: moveNames[command.move] });
    note(pen, { by: context.speaker.id, role, action: command.move, about, outcome: "refused" });
  };
  if (!mayMove(command.move, context.speaker.roles)) {
    // A mediator's 收到 is good manners, no move.
    if (command.move === "accept" && context.assigned.length > 0)
      return say(pen, me, "plain", { text: "好。办得怎么样，回“反馈”加一句话，法官和当事人都能知道。" });
    // 知道了，明天去厂里看看: a partner's good manners too, and what they mean to do is told on.
    if (command.move === "acknowledge" && mayMove("feedback", context.speaker.roles) && context.assigned.length > 0) {
      if (command.rest.trim().length > 1) return judgeMove(pen, context, it, { ...command, move: "feedback" });
      return say(pen, me, "plain", { text: "好。办得怎么样，回“反馈”加一句话，法官和当事人都能知道。" });
    }
    return refuse("role", command.number ?? "");
  }
  const found = candidates(context, command);
  if (command.move === "acknowledge" && found.length === 0 && context.assigned.length > 0) {
    if (/处理|马上/u.test(command.said ?? "")) return judgeMove(pen, context, it, { ...command, move: "accept" });
    return say(pen, me, "plain", { text: "好。要接下来办，请回“收”；不归您办，回“退”加原因。" });
  }
  const doc = found[0];
  if (!doc) return refuse("notFound", command.number ?? "");
  if (found.length > 1) {
    const leads = found.slice(0, 9).map((l) => ({
      number: l.value.id,
      cause: causeOf(context, l.value.cause).name,
      place: placeName(context, l.value),
    }));
    say(pen, me, "whichLead", { move: moveNames[command.move], leads, data: command.move });
    talk(pen, context, it, {
      choices: found
        .slice(0, 9)
        .map((l) => ({ label: l.value.id, data: `${command.move}:${l.value.id}:${command.rest.slice(0, 30)}` })),
      awaiting: command.rest ? { kind: command.move, lead: null, data: command.rest } : null,
    });
    return;
  }
  // Not theirs and not there look alike: nobody learns of other people's leads.
  if (!owns(context, doc.value)) return refuse("notFound", doc.value.id);
  if (!fits(command.move, doc.value.status, context.speaker.roles)) return refuse("status", doc.value.id);
  if (needsWords(command)) {
    const options = command.move === "refer" ? partnersFor(context, doc.value) : [];
    say(pen, me, "judgeAsk", { number: doc.value.id, move: command.move, options }, { lead: doc.value.id });
    talk(pen, context, it, {
      awaiting: { kind: command.move, lead: doc.value.id, data: "" },
      choices: options.map(({ label, data }) => ({ label, data })),
    });
    return;
  }
  talk(pen, context, it, { awaiting: null, choices: [] });
  act(pen, context, doc, command);
}

const wordless: readonly MoveName[] = [
  "accept",
  "acknowledge",
  "contact",
  "resume",
  "merge",
  "mediate",
  "goThere",
  "goRemote",
];
/** A move that may be said in two messages: the verb, and when asked the reason or result. */
export const asksWords = (kind: string): kind is MoveCommand["move"] =>
  kind in moveNames && !wordless.includes(kind as MoveName);
const needsWords = (command: MoveCommand): boolean => !wordless.includes(command.move) && command.rest.trim() === "";

/** A lead's card once more, for who is responsible for it; others learn only of their own progress. */
export function showLead(pen: Pen, context: Context, number: string): boolean {
  const doc = context.named.find((l) => l.value.id === number);
  if (!doc || !owns(context, doc.value)) return false;
  // An office sees again what it was told, and no more.
  const office = contactById(context.content.directory, context.speaker.ref)?.office;
  if (office !== undefined && !context.speaker.roles.some((r) => ["judge", "head", "mediator"].includes(r))) {
    const { phone } = phoneFor(context, doc.value.placeId);
    const what = { cause: causeOf(context, doc.value.cause).name, place: placeName(context, doc.value), phone };
    const told = { number, office, danger: doc.value.danger === "high", ...what };
    if (holds(context.content.directory, context.speaker, doc.value))
      say(pen, { person: context.speaker.id }, "flowStep", stepFacts(context, doc.value), { lead: number });
    else say(pen, { person: context.speaker.id }, "coHandlerCard", told, { lead: number });
    return true;
  }
  say(
    pen,
    { person: context.speaker.id },
    "card",
    {
      card: cardOf(context, doc.value),
      kind: doc.value.status === "assigned" ? "assigned" : "shown",
      note: `经过：\n${wholeHistory(context, doc.value).join("\n")}`,
    },
    { lead: doc.value.id },
  );
  return true;
}

/** 「，流程第2步归银行」 of a lead with a flow under way. */
function stepNow(lead: Lead): string {
  const step = openStep(lead.flow);
  return step ? `，流程第${(lead.flow?.done.length ?? 0) + 1}步归${partName(step)}` : "";
}

/** Whether a lead that was loaded for somebody lies with them: a mediator has what was referred, not all of the village. */
function liesWith({ ref, roles }: Context["speaker"], lead: Lead): boolean {
  if (roles.some((role) => role === "judge" || role === "head" || role === "coHandler")) return true;
  if (roles.includes("mediator")) return lead.referredTo === ref || lead.stepWith === `staff:${ref ?? ""}`;
  return lead.judge === null;
}

/** The leads that wait at somebody's, the most urgent first. */
export function listLeads(pen: Pen, context: Context): void {
  const names = { assigned: "待签收", accepted: "办理中", referred: "已转办" } as Record<string, string>;
  const leads = context.assigned
    .map((l) => l.value)
    .filter((l) => names[l.status] !== undefined && liesWith(context.speaker, l))
    .toSorted(
      (a, b) => Number(b.danger === "high") - Number(a.danger === "high") || (a.acceptBy ?? 0) - (b.acceptBy ?? 0),
    )
    .slice(0, 12)
    .map((l) => {
      const due = l.status === "assigned" ? l.acceptBy : l.paused ? null : answerBy(l);
      return {
        number: l.id,
        cause: causeOf(context, l.cause).name,
        place: placeName(context, l),
        status: l.paused ? `暂停（${l.paused.why}）` : `${names[l.status] ?? ""}${stepNow(l)}`,
        due: due ? day(due) : "",
        overdue: due !== null && due < context.now,
      };
    });
  say(pen, { person: context.speaker.id }, "myLeads", { leads });
}

/** A late or unreached judge's deputy, for the ladder. */
export const deputyOf = (context: Context, lead: Lead): string | null =>
  lead.judge ? (judgeById(context.content.directory, lead.judge)?.deputy ?? null) : null;
