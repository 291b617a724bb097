// A judge's words about a lead — 收, 退, 转, 反馈, 办结 — turned into moves, with the reporter told in plain words.
import type { Lead, Outcome } from "../leads/lead.ts";
import { applyMove, mayMove, type MoveName } from "../leads/moves.ts";
import { addWorkingDays, dueAt, toCivil } from "../court/calendar.ts";
import { findMediators, headOf, judgeById } from "../court/directory.ts";
import { assignTo, nextAfter } from "./assign.ts";
import { cardOf, day, handlerOf, placeName } from "./card.ts";
import type { Command } from "./commands.ts";
import type { Context } from "./context.ts";
import { causeOf } from "./intake.ts";
import { type Talk, talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, remove, say } from "./turn.ts";

type MoveCommand = Extract<Command, { kind: "move" }>;

const fits: Record<MoveCommand["move"], readonly Lead["status"][]> = {
  accept: ["assigned"],
  sendBack: ["assigned", "accepted"],
  // From `assigned` too: who closes with one call (一步化解) or reports progress has thereby accepted.
  refer: ["accepted", "referred", "assigned"],
  feedback: ["accepted", "referred", "assigned"],
  close: ["accepted", "referred", "assigned"],
  acknowledge: ["assigned", "accepted", "referred"],
};

const moveNames: Record<MoveCommand["move"], string> = {
  accept: "签收",
  sendBack: "退回",
  refer: "转办",
  feedback: "反馈",
  close: "办结",
  acknowledge: "确认",
};

/** The leads a command can mean: by its number, by the quoted card, else those with this person that the move fits. */
function candidates(context: Context, command: MoveCommand): Doc<Lead>[] {
  if (command.number)
    return [...context.named, ...context.assigned]
      .filter((l) => l.value.id === command.number || l.value.id.endsWith(`-${command.number}`))
      .slice(0, 1);
  const quoted = context.named.filter((l) => fits[command.move].includes(l.value.status));
  if (quoted.length > 0) return quoted.slice(0, 1);
  if (context.named.length === 1) return context.named;
  return context.assigned.filter(
    (l) =>
      fits[command.move].includes(l.value.status) &&
      (command.move !== "acknowledge" || (l.value.danger === "high" && l.value.acknowledgedAt === null)),
  );
}

/** Is this lead this person's to move: the judge of it, the one it is handed to, the head of its tribunal, its mediator. */
export function owns(context: Context, lead: Lead): boolean {
  const { ref, roles } = context.speaker;
  if (ref === null) return false;
  if ([lead.judge, lead.handOverTo, lead.mediator, lead.referredTo, lead.assist].includes(ref)) return true;
  if (roles.includes("head") && lead.tribunal !== null)
    return headOf(context.content.directory, lead.tribunal)?.id === ref;
  return roles.includes("leader") && lead.danger === "high";
}

/** Carries out a judge's command, or says in one sentence why not; a refusal is recorded and changes nothing. */
export function judgeMove(pen: Pen, context: Context, it: Talk, command: MoveCommand): void {
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
  if (!fits[command.move].includes(doc.value.status)) return refuse("status", doc.value.id);
  if (needsWords(command)) {
    const what = (
      { sendBack: "sendBackReason", refer: "referTo", close: "closeResult", feedback: "feedback" } as const
    )[command.move as "sendBack"];
    say(pen, me, "judgeAsk", { number: doc.value.id, what }, { lead: doc.value.id });
    talk(pen, context, it, { awaiting: { kind: command.move, lead: doc.value.id, data: "" }, choices: [] });
    return;
  }
  act(pen, context, it, doc, command);
}

const needsWords = (command: MoveCommand): boolean =>
  !["accept", "acknowledge"].includes(command.move) && command.rest.trim() === "";

function act(pen: Pen, context: Context, it: Talk, doc: Doc<Lead>, command: MoveCommand): void {
  const { speaker, now } = context;
  const me = { person: speaker.id };
  const apply = (lead: Lead, move: MoveName, why: string): Lead => {
    const moved = applyMove(lead, move, speaker.ref ?? speaker.id, speaker.roles, now, why);
    if (!moved.ok) throw new Error(`${move} was checked before and must fit ${lead.id}`);
    note(pen, {
      by: speaker.id,
      role: moved.lead.timeline.at(-1)?.role ?? "",
      action: move,
      about: lead.id,
      outcome: "done",
    });
    return moved.lead;
  };
  const stop = (id: string): void => {
    const timer = context.timers.get(`${id}:${doc.value.id}`);
    if (timer) remove(pen, timer);
  };
  const stopLadder = (): void => ["ladder1", "ladder2"].forEach(stop);
  const { calendar, deadlines } = context.content.directory;
  const due = (days: number): number => dueAt(addWorkingDays(calendar, toCivil(now).date, days).date);
  const tell = { person: doc.value.reporter };
  const options = { lead: doc.value.id };
  talk(pen, context, it, { awaiting: null, choices: [] });

  if (command.move === "acknowledge") {
    stopLadder();
    put(pen, doc.key, doc, { ...apply(doc.value, "acknowledge", ""), acknowledgedAt: now });
    say(pen, me, "acknowledged", { number: doc.value.id }, options);
    return;
  }
  if (command.move === "sendBack")
    return sendBack(pen, context, apply(doc.value, "sendBack", command.rest), doc, command.rest, stop);
  let lead = doc.value;
  if (command.move === "accept" || lead.status === "assigned") {
    lead = {
      ...apply(lead, "accept", ""),
      judge: speaker.ref ?? lead.judge,
      acknowledgedAt: lead.acknowledgedAt ?? now,
    };
    stop("accept");
    stopLadder();
    const handler = handlerOf(context, lead.judge) ?? { name: "", title: "法官", phone: "" };
    lead = { ...lead, feedbackBy: due(deadlines.first_contact) };
    say(
      pen,
      tell,
      "accepted",
      { number: lead.id, handler, feedbackBy: lead.feedbackBy ? day(lead.feedbackBy) : "" },
      options,
    );
  }
  // 收了，明天上午去村里: what else was said is what the reporter waits to hear.
  if (command.move === "accept" && command.rest.trim().length > 1)
    say(pen, tell, "feedback", { number: lead.id, text: command.rest }, options);
  if (command.move === "refer") {
    const to = findMediators(context.content.directory, command.rest)[0];
    lead = { ...apply(lead, "refer", command.rest), referredTo: to?.id ?? null, mediator: to?.id ?? lead.mediator };
    if (to) say(pen, { staff: to.id }, "card", { card: cardOf(context, lead), kind: "referred", note: "" }, options);
    say(pen, tell, "referred", { number: lead.id, to: to ? `${to.org ?? ""}${to.name}` : command.rest }, options);
  }
  if (command.move === "feedback") {
    lead = { ...apply(lead, "feedback", command.rest), feedbackBy: due(deadlines.feedback) };
    say(pen, tell, "feedback", { number: lead.id, text: command.rest }, options);
    if (lead.judge && lead.judge !== speaker.ref)
      say(pen, { staff: lead.judge }, "feedback", { number: lead.id, text: command.rest }, options);
  }
  if (command.move === "close") {
    const outcome = readOutcome(command.rest);
    lead = { ...apply(lead, "close", command.rest), outcome, outcomeNote: command.rest };
    stop("accept");
    stopLadder();
    say(pen, tell, "closed", { number: lead.id, outcome, text: command.rest }, options);
  }
  put(pen, doc.key, doc, lead);
  say(pen, me, "judgeDone", { number: lead.id, did: moveNames[command.move] }, options);
  if (
    command.move === "feedback" &&
    mayMove("close", speaker.roles) &&
    /成了|成功|谈妥|和解|协议|结清|还清|付清/u.test(command.rest)
  )
    say(pen, me, "plain", { text: `这件要是办完了，回“办结 ${lead.id} 结果”。` }, options);
}

/** A lead's card once more, for who is responsible for it; others learn only of their own progress. */
export function showLead(pen: Pen, context: Context, number: string): boolean {
  const doc = context.named.find((l) => l.value.id === number);
  if (!doc || !owns(context, doc.value)) return false;
  say(
    pen,
    { person: context.speaker.id },
    "card",
    { card: cardOf(context, doc.value), kind: doc.value.status === "assigned" ? "assigned" : "shown", note: "" },
    { lead: doc.value.id },
  );
  return true;
}

/** Sent back: to the deputy or the head, once each; the reporter hears that somebody else takes it. */
function sendBack(
  pen: Pen,
  context: Context,
  lead: Lead,
  doc: Doc<Lead>,
  reason: string,
  stop: (id: string) => void,
): void {
  stop("accept");
  const skipped = lead.judge ? [...lead.skipped, lead.judge] : lead.skipped;
  const to = nextAfter(context, { ...lead, skipped });
  const next = assignTo(
    pen,
    context,
    { ...lead, skipped, handOverTo: null },
    doc,
    to,
    `${handlerOf(context, lead.judge)?.name ?? "原法官"}退回：${reason}`,
    { kind: "reassigned", note: `退回原因：${reason}` },
  );
  const handler = handlerOf(context, next.judge);
  say(
    pen,
    { person: lead.reporter },
    "sentBack",
    { number: lead.id, reason, next: handler ? `${handler.name}${handler.title}` : "诉讼服务中心" },
    { lead: lead.id },
  );
  say(pen, { person: context.speaker.id }, "judgeDone", { number: lead.id, did: "退回" }, { lead: lead.id });
}

const outcomeWords: readonly [Outcome, RegExp][] = [
  ["unsettled", /没(?:能)?(?:调|谈|达)成|调解?不成|未(?:能)?达成|调解失败|谈崩|谈不拢/u],
  ["withdrawn", /撤(?:回|诉|了)|不告了|不追究/u],
  ["confirmed", /司法确认|确认(?:裁定|书)/u],
  ["paymentOrder", /支付令/u],
  ["filed", /立案|起诉|诉讼|小额|简易程序|开庭/u],
  ["referredOut", /转(?:到|给|交|往|至)|不(?:归|属)(?:我们|法院)|政府处理|仲裁/u],
  ["settled", /调解?(?:成|好|妥)|和解|达成|谈(?:妥|成|好)|同意|还(?:了|清|上)|付(?:了|清)|结清|解决|说和|握手|赔了/u],
];

/** How a lead ended, from the judge's words; 办结 without a telling word counts as settled only when nothing speaks against it. */
export const readOutcome = (text: string): Outcome =>
  outcomeWords.find(([, pattern]) => pattern.test(text))?.[0] ?? "settled";

/** The leads that wait at a judge's, the most urgent first. */
export function listLeads(pen: Pen, context: Context): void {
  const names = { assigned: "待签收", accepted: "办理中", referred: "已转办" } as Record<string, string>;
  const leads = context.assigned
    .map((l) => l.value)
    .filter((l) => names[l.status] !== undefined)
    .toSorted(
      (a, b) => Number(b.danger === "high") - Number(a.danger === "high") || (a.acceptBy ?? 0) - (b.acceptBy ?? 0),
    )
    .slice(0, 12)
    .map((l) => {
      const due = l.status === "assigned" ? l.acceptBy : l.feedbackBy;
      return {
        number: l.id,
        cause: causeOf(context, l.cause).name,
        place: placeName(context, l),
        status: names[l.status] ?? "",
        due: due ? day(due) : "",
        overdue: due !== null && due < context.now,
      };
    });
  say(pen, { person: context.speaker.id }, "myLeads", { leads });
}

/** A late or unreached judge's deputy, for the ladder. */
export const deputyOf = (context: Context, lead: Lead): string | null =>
  lead.judge ? (judgeById(context.content.directory, lead.judge)?.deputy ?? null) : null;
