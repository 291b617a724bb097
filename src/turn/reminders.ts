// The clock of a lead rings: a reminder before, 黄牌 at, 红牌 after; from judge to head to leader, each once.
import type { Lead } from "../leads/lead.ts";
import { afterQuiet, isQuiet, toCivil } from "../court/calendar.ts";
import { headOf, judgeById, leaderOf } from "../court/finding.ts";
import { clock, day, placeName } from "./card.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { stepReminder } from "./flow-clock.ts";
import { causeOf } from "./intake.ts";
import { keepLead, movedBySystem } from "./lead-life.ts";
import { noteLate } from "./late.ts";
import { comeDue, type Mark, stillOwed } from "./lead-time.ts";
import { talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

/** What rings later than this was kept from ringing: the machine was off. */
const lateAfter = 3_600_000;

const names: Record<Mark["name"], string> = {
  accept: "签收",
  contact: "联系当事人",
  feedback: "反馈",
  close: "办结",
  paused: "暂停",
  confirm: "司法确认",
  promise: "付款",
  step: "流程",
};

export function leadDue(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const doc = context.named[0];
  if (!doc) return;
  const { calendar } = context.content.directory;
  const late = context.now - timer.value.dueAt > lateAfter || timer.value.data["late"] === "yes";
  if (doc.value.danger !== "high" && isQuiet(context.now)) {
    const data: Record<string, string> = late ? { late: "yes" } : {};
    return setTimer(pen, timer, { ...timer.value, dueAt: afterQuiet(context.now), data });
  }
  const { tell, fired } = comeDue(calendar, doc.value, context.now);
  let lead: Lead = { ...doc.value, fired };
  for (const mark of tell) {
    const card = { before: null, due: "yellowCard", head: "redCard", leader: "redCard" } as const;
    const move = ["promise", "confirm", "paused"].includes(mark.name) ? null : card[mark.step];
    if (move) lead = movedBySystem(pen, context, lead, move, `${names[mark.name]}超期，应于${clock(mark.due)}前`);
  }
  lead = keepLead(pen, context, doc, lead);
  for (const mark of tell) {
    if (mark.name === "promise") promise(pen, context, lead, mark);
    else if (mark.name === "confirm") confirmation(pen, context, lead, mark);
    else if (mark.name === "step") stepReminder(pen, context, lead, mark, late);
    else {
      remind(pen, context, lead, mark, late);
      if (mark.step === "before" || mark.step === "due") askPartner(pen, context, lead, mark);
    }
  }
}

/** Whoever a lead was referred to is asked for the word that the reporter waits for, with the judge and at the same hours. */
function askPartner(pen: Pen, context: Context, lead: Lead, mark: Mark): void {
  if (lead.status !== "referred" || lead.referredTo === null) return;
  if (mark.name !== "feedback" && mark.name !== "contact") return;
  const params = {
    number: lead.id,
    cause: causeOf(context, lead.cause).name,
    place: placeName(context, lead),
    due: day(mark.due),
    late: mark.step === "due",
  };
  say(pen, { staff: lead.referredTo }, "askFeedback", params, { lead: lead.id });
}

/** Who hears of a mark: who handles it; then the head with them; then the leader. Where the head handles it, the leader. */
export function toldOf(context: Context, lead: Lead, mark: Mark): string[] {
  const { directory } = context.content;
  const judge = lead.judge ?? "court_office";
  const head = lead.tribunal ? headOf(directory, lead.tribunal)?.id : undefined;
  const leader = leaderOf(directory, lead.tribunal, toCivil(context.now).date)?.id;
  const above = head !== undefined && head !== judge ? head : leader;
  if (mark.step === "before" || mark.step === "due") return [judge];
  if (mark.step === "head") return [judge, ...(above === undefined ? [] : [above])];
  // Told once already in the head's place.
  return above === leader || leader === undefined ? [] : [leader];
}

function remind(pen: Pen, context: Context, lead: Lead, mark: Mark, late: boolean): void {
  const to = toldOf(context, lead, mark);
  if (late && lead.danger !== "high") {
    for (const ref of to) noteLate(pen, context, "lateSummary", ref);
    return;
  }
  const params = {
    number: lead.id,
    cause: causeOf(context, lead.cause).name,
    place: placeName(context, lead),
    what: mark.name,
    step: mark.step,
    due: mark.name === "paused" ? day(lead.paused?.since ?? mark.due) : clock(mark.due),
    why: lead.paused?.why ?? "",
  };
  for (const [n, ref] of to.entries()) {
    const judge = n > 0 || mark.step === "leader" ? (judgeById(context.content.directory, lead.judge)?.name ?? "") : "";
    say(
      pen,
      { staff: ref },
      "reminder",
      { ...params, judge },
      { lead: lead.id, urgent: mark.step !== "before" && mark.name !== "paused" },
    );
  }
}

/** Money that was promised: who brought it about asks beforehand; the one who waits for it is asked when the day is over. */
function promise(pen: Pen, context: Context, lead: Lead, mark: Mark): void {
  const yuan = lead.settlement?.promisedYuan === null ? null : stillOwed(lead);
  const params = { number: lead.id, yuan, payBy: day(mark.due), step: mark.step };
  const handler = lead.mediator && lead.referredTo === lead.mediator ? lead.mediator : lead.judge;
  say(pen, { staff: handler ?? "court_office" }, "promiseHandler", params, { lead: lead.id });
  if (mark.step !== "due") return;
  say(pen, { person: lead.reporter }, "promiseDue", params, { lead: lead.id });
  askOnce(pen, context, lead, [
    { label: "给了", data: `paid:${lead.id}:all` },
    { label: "给了一部分", data: `paid:${lead.id}:part` },
    { label: "没给", data: `paid:${lead.id}:none` },
  ]);
}

/** The parties decide whether they go to court for it; who settled it is told once, and only where money is still to come. */
function confirmation(pen: Pen, context: Context, lead: Lead, mark: Mark): void {
  const params = { number: lead.id, until: lead.confirmBy ? day(lead.confirmBy) : "" };
  say(pen, { person: lead.reporter }, "confirmDue", { ...params, last: mark.step === "due" }, { lead: lead.id });
  if (mark.step === "before" && lead.settlement && stillOwed(lead) > 0)
    say(pen, { staff: lead.judge ?? "court_office" }, "confirmHandler", params, { lead: lead.id });
}

/** Lays numbered choices before the reporter, unless they are in the middle of a form, whose own choices stay. */
export function askOnce(pen: Pen, context: Context, lead: Lead, choices: { label: string; data: string }[]): void {
  const priv = talkOf(context, lead.reporter, null);
  if (priv.now.draft === null) talk(pen, context, priv, { choices });
}
