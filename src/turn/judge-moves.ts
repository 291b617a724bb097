// What each move of a judge brings about: the lead changed, the reporter told in plain words, the clocks set anew.
import { type Lead, ways } from "../leads/lead.ts";
import { mayMove, type MoveName } from "../leads/moves.ts";
import { paymentIn } from "../leads/outcome.ts";
import { addWorkingDays, dueAt, toCivil } from "../court/calendar.ts";
import { assignTo } from "./assign.ts";
import { day, handlerOf } from "./card.ts";
import type { MoveCommand } from "./command.ts";
import type { Context } from "./context.ts";
import { close } from "./ending.ts";
import { merge, refer, sendBack, transfer } from "./handing-on.ts";
import { tellFollowers, tellPartners } from "./following.ts";
import { holds } from "./flow-life.ts";
import { keepLead, moved, stopLadder, stopTimer } from "./lead-life.ts";
import { afterPause, answerBy, leftToPay, stillOwed } from "./lead-time.ts";
import { decline, partnerName } from "./partners.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say } from "./turn.ts";
import { about, after, ask, days, reporter, type Work } from "./work.ts";

/** Names of moves as their maker reads them back. */
export const moveNames: Record<MoveCommand["move"], string> = {
  accept: "签收",
  sendBack: "退回",
  decline: "退还",
  refer: "转办",
  transfer: "移交",
  feedback: "反馈",
  contact: "记下联系",
  mediate: "安排调解",
  goThere: "安排上门",
  goRemote: "安排远程",
  pause: "暂停",
  resume: "恢复办理",
  extend: "延期",
  merge: "合并",
  close: "办结",
  pay: "记下付款",
  reopen: "重开",
  acknowledge: "确认",
};

/** Makes the move; the lead with what it changed, or null when its words lacked something that was then asked for. */
const hands: Record<MoveCommand["move"], (work: Work) => Lead | null> = {
  accept: (work) => {
    const lead = accepted(work);
    // 收了，明天上午去村里: what else was said is what the reporter waits to hear.
    if (work.rest.trim().length > 1)
      say(work.pen, reporter(work), "feedback", { number: lead.id, text: work.rest }, about(work));
    return lead;
  },
  acknowledge: ({ pen, context, lead }) => ({
    ...moved(pen, context, lead, "acknowledge", ""),
    acknowledgedAt: context.now,
  }),
  sendBack: ({ pen, context, lead, rest }) => moved(pen, context, lead, "sendBack", rest),
  decline,
  refer,
  transfer,
  feedback: (work) => {
    const lead = { ...moved(work.pen, work.context, contacted(work), "feedback", work.rest) };
    say(work.pen, reporter(work), "feedback", { number: lead.id, text: work.rest }, about(work));
    if (lead.judge && lead.judge !== work.context.speaker.ref)
      say(work.pen, { staff: lead.judge }, "feedback", { number: lead.id, text: work.rest }, about(work));
    // A partner reports the result, the judge closes.
    if (lead.judge && ended.test(work.rest) && !mayMove("close", work.context.speaker.roles))
      say(work.pen, { staff: lead.judge }, "plain", { text: readyToClose(work) }, about(work));
    return { ...lead, feedbackBy: after(work, days(work).feedback) };
  },
  contact: (work) => step(work, "contact"),
  mediate: (work) => step(work, "mediate"),
  goThere: (work) => step(work, "goThere"),
  goRemote: (work) => step(work, "goRemote"),
  pause: (work) => {
    const { pen, context, lead, rest } = work;
    if (lead.paused) return ask(work, "这件已经暂停了。等到了，回“恢复办理”。");
    say(pen, reporter(work), "waiting", { number: lead.id, why: rest, on: true }, about(work));
    return { ...moved(pen, context, lead, "pause", rest), paused: { since: context.now, why: rest } };
  },
  resume: (work) => {
    const { pen, context, lead, rest } = work;
    if (!lead.paused) return ask(work, "这件没有暂停，正在办。");
    say(pen, reporter(work), "waiting", { number: lead.id, why: "", on: false }, about(work));
    return afterPause(context.content.directory, moved(pen, context, lead, "resume", rest), context.now);
  },
  extend: (work) => {
    const { pen, context, lead, rest } = work;
    const { calendar, deadlines } = context.content.directory;
    if (lead.extended) return ask(work, `${lead.id} 已经延过一次，不能再延。`);
    // 先行调解的期限，双方当事人同意延长的除外.
    if (!/双方(?:都|均)?同意|两家都同意|都同意/u.test(rest))
      return ask(work, `延期要双方都同意。都同意了，请回“延期 ${lead.id} 双方同意，原因”。`);
    const from = lead.closeBy ?? context.now;
    const closeBy = dueAt(addWorkingDays(calendar, toCivil(from).date, deadlines.extension).date);
    say(pen, reporter(work), "extended", { number: lead.id, until: day(closeBy) }, about(work));
    return { ...moved(pen, context, lead, "extend", rest), closeBy, extended: true };
  },
  merge,
  close,
  pay: (work) => {
    const { pen, context, lead, rest } = work;
    const left = stillOwed(lead);
    const yuan = paymentIn(
      rest,
      toCivil(context.now).date,
      left > 0 ? left : Math.max(0, (lead.amountYuan ?? 0) - (lead.recoveredYuan ?? 0)),
    );
    if (yuan === null || yuan <= 0)
      return ask(work, `付了多少？请回“付款 ${lead.id} 5000元”，付清了回“付款 ${lead.id} 付清了”。`);
    const next = { ...moved(pen, context, lead, "pay", rest), recoveredYuan: (lead.recoveredYuan ?? 0) + yuan };
    say(pen, reporter(work), "paid", { number: lead.id, yuan, left: leftToPay(next) }, about(work));
    if (lead.judge && lead.judge !== context.speaker.ref)
      say(pen, { staff: lead.judge }, "paid", { number: lead.id, yuan, left: leftToPay(next) }, about(work));
    return next;
  },
  reopen: (work) => {
    const { pen, context, doc, rest } = work;
    const again: Lead = {
      ...moved(pen, context, work.lead, "reopen", rest),
      outcome: null,
      closeBy: null,
      contactedAt: null,
      paused: null,
      skipped: [],
    };
    const judge = work.lead.judge ?? context.speaker.ref;
    const lead = assignTo(pen, context, again, doc, judge, `重开：${rest}`, {
      kind: "reassigned",
      note: `重开原因：${rest}`,
    });
    stopTimer(pen, context, `followUp:${lead.id}`);
    say(pen, reporter(work), "reopened", { number: lead.id, handler: handlerOf(context, lead.judge) }, about(work));
    return lead;
  },
};

const ended = /^办完了|成了|成功|谈妥|和解|协议|结清|还清|付清/u;
const readyToClose = ({ lead, context }: Work): string =>
  `${partnerName(context)}说 ${lead.id} 办得差不多了。核对没问题，回“办结 ${lead.id} 结果”。`;

/** From `assigned` too: who closes with one call (一步化解) or reports progress has thereby accepted. */
export function accepted(work: Work): Lead {
  const { pen, context, lead } = work;
  stopLadder(pen, context, lead.id);
  const next: Lead = {
    ...moved(pen, context, lead, "accept", ""),
    judge: context.speaker.ref ?? lead.judge,
    acknowledgedAt: lead.acknowledgedAt ?? context.now,
    contactBy: after(work, days(work).first_contact),
    feedbackBy: after(work, days(work).feedback),
  };
  const handler = handlerOf(context, next.judge) ?? { name: "", title: "法官", phone: "" };
  const by = answerBy(next);
  say(pen, reporter(work), "accepted", { number: next.id, handler, feedbackBy: by ? day(by) : "" }, about(work));
  return next;
}

const contacted = ({ lead, context }: Work): Lead => ({ ...lead, contactedAt: lead.contactedAt ?? context.now });

/** 联系, 调解, 上门, 远程: the first of them is the first contact; the reporter hears what will happen. */
function step(work: Work, move: "contact" | "mediate" | "goThere" | "goRemote"): Lead {
  const { pen, context, rest } = work;
  const way = { contact: undefined, mediate: ways[0], goThere: ways[1], goRemote: ways[2] }[move];
  const lead = moved(pen, context, contacted(work), move, rest);
  say(pen, reporter(work), "onTheWay", { number: lead.id, move, text: rest }, about(work));
  if (lead.judge && lead.judge !== context.speaker.ref)
    say(pen, { staff: lead.judge }, "onTheWay", { number: lead.id, move, text: rest }, about(work));
  return { ...lead, ...(way ? { way } : {}), feedbackBy: after(work, days(work).feedback) };
}

/** Moves that a lead still waiting for acceptance takes as well: it is thereby accepted. */
export const accepting: readonly MoveName[] = [
  "refer",
  "feedback",
  "contact",
  "mediate",
  "goThere",
  "goRemote",
  "pause",
  "close",
];
/** Their own hands put the lead, because it goes to somebody else. */
const putThemselves: readonly MoveName[] = ["transfer", "reopen"];

/** Carries out a command that was found to be allowed and to fit. */
export function act(pen: Pen, context: Context, doc: Doc<Lead>, command: MoveCommand): void {
  const { move, rest } = command;
  const self = { person: context.speaker.id };
  if (move === "sendBack") return sendBack(pen, context, doc, rest);
  let lead = doc.value;
  if (lead.status === "assigned" && accepting.includes(move) && mayMove("accept", context.speaker.roles))
    lead = accepted({ pen, context, doc, lead, rest });
  const next = hands[move]({ pen, context, doc, lead, rest });
  if (next === null) {
    if (lead !== doc.value) keepLead(pen, context, doc, lead);
    return;
  }
  if (!putThemselves.includes(move) && !(move === "refer" && next.status === "assigned"))
    keepLead(pen, context, doc, next);
  tellFollowers(pen, next);
  if (move === "close" && doc.value.status === "referred")
    tellPartners(pen, context, doc.value, `${next.id} 法官办结了，您那边不用再办，谢谢。`);
  if (move === "acknowledge") {
    stopLadder(pen, context, next.id);
    return say(pen, self, "acknowledged", { number: next.id }, { lead: next.id });
  }
  say(pen, self, "judgeDone", { number: next.id, did: moveNames[move], more: readBack(next, move) }, { lead: next.id });
  // Told how it goes, but not that the step is behind.
  if (move === "feedback" && holds(context.content.directory, context.speaker, next))
    say(pen, self, "plain", { text: `这一步要是办好了，回“完成 ${next.id}”。` }, { lead: next.id });
  else if (move === "feedback" && mayMove("close", context.speaker.roles) && ended.test(rest))
    say(pen, self, "plain", { text: `这件要是办完了，回“办结 ${next.id} 结果”。` }, { lead: next.id });
}

/** How a result was read, so that a wrong reading is seen at once. */
function readBack(
  lead: Lead,
  move: MoveName,
): {
  outcome: Lead["outcome"];
  filedAs: Lead["filedAs"];
  promisedYuan: number | null;
  paidYuan: number;
  payBy: string;
} | null {
  if (move !== "close") return null;
  const s = lead.settlement;
  return {
    outcome: lead.outcome,
    filedAs: lead.filedAs ?? null,
    promisedYuan: s?.promisedYuan ?? null,
    paidYuan: s?.paidYuan ?? 0,
    payBy: s?.payBy ?? "",
  };
}
