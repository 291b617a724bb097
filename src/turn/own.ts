// What a person may see and do about their own: progress, withdrawal, the judge of their place.
import { openStep } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { fromCivil, toCivil } from "../court/calendar.ts";
import { judgeById, mediatorById, placeById, tribunalOf } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import { dutyJudge } from "../court/routing.ts";
import { clock, day, handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import { causeOf } from "./intake.ts";
import { outwardHistory } from "./history.ts";
import { tellPartners } from "./following.ts";
import { keepLead, stopLadder } from "./lead-life.ts";
import { answerBy, leftToPay } from "./lead-time.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, say } from "./turn.ts";

export const statusText: Record<Lead["status"], string> = {
  draft: "还没登记完",
  submitted: "已登记，正在分派",
  assigned: "已交给法官，等法官签收",
  accepted: "法官已签收，正在办",
  referred: "已转给调解员或其他单位",
  sentBack: "正在换人办理",
  closed: "已办结",
  withdrawn: "已撤回",
  merged: "已并到同一件事里",
};

const payDay = ({ settlement }: Lead): string => (settlement?.payBy ? day(fromCivil(settlement.payBy, "12:00")) : "");

/** Progress of what this person reported; a number that is not theirs looks like one that is not there. */
export function progress(pen: Pen, context: Context, number: string | null): void {
  const fits = (l: Doc<Lead>): boolean => number === null || l.value.id === number || l.value.id.endsWith(`-${number}`);
  const past = (context.past ?? []).filter((l) => l.value.reporter === context.speaker.id && fits(l));
  // What was taken back is told of only when it is all there is, or asked for by its number.
  const open = [...context.reported.filter(fits), ...past.filter((l) => l.value.status === "merged")];
  const mine = open.length > 0 ? open : past;
  const to = { person: context.speaker.id };
  if (mine.length === 0 && number === null && context.drafts.length > 0) {
    const text = "您有一件还没填完，没有交给法官。在和我的私聊里回“继续”，接着填。";
    say(pen, context.group ? { group: context.group.value.id } : to, "plain", { text });
    return;
  }
  if (mine.length === 0) {
    const text =
      number === null
        ? "您还没有登记过纠纷。要登记，直接跟我说是什么事就行。"
        : "没有查到您名下的这个编号。请核对编号，或者回“进度”看您登记过的全部。";
    say(pen, context.group ? { group: context.group.value.id } : to, "plain", { text });
    return;
  }
  const leads = mine.slice(0, 5).map(({ value }) => {
    const into = context.past?.find((l) => l.value.id === value.mergedInto)?.value;
    return { ...lineOf(context, into ?? value), number: value.id, ...(into ? { into: into.id } : {}) };
  });
  // In a group only that it was answered in private: a number there would tell others who reported.
  const only = mine.length === 1 ? mine[0]?.value : undefined;
  say(pen, to, "progress", { leads, history: only ? outwardHistory(only) : [] });
  if (context.group) say(pen, { group: context.group.value.id }, "plain", { text: "进度私聊发给您了。" });
}

/** One line of progress: where the lead stands, and what comes next. */
function lineOf(context: Context, l: Lead) {
  return {
    cause: causeOf(context, l.cause).name,
    status: l.paused ? `先停一停，${l.paused.why}` : statusText[l.status],
    ended: l.status === "closed" && l.outcome ? { outcome: l.outcome, left: leftToPay(l), payBy: payDay(l) } : null,
    handler: handlerOf(context, l.judge)?.name ?? "诉讼服务中心",
    since: clock(l.timeline.at(-1)?.at ?? l.updatedAt),
    next:
      l.stepWith === `person:${l.reporter}`
        ? `要您做：${openStep(l.flow)?.what ?? ""}，最晚${day(l.flow?.dueAt ?? context.now)}`
        : l.status === "assigned" && l.acceptBy
          ? `最晚${clock(l.acceptBy)}前签收`
          : (l.status === "accepted" || l.status === "referred") && !l.paused && answerBy(l)
            ? `最晚${day(answerBy(l) ?? 0)}给您回话`
            : "",
  };
}

export function withdraw(pen: Pen, context: Context, number: string | null): void {
  const open = context.reported.filter(
    (l) =>
      !["closed", "withdrawn", "merged"].includes(l.value.status) &&
      (number === null || l.value.id === number || l.value.id.endsWith(`-${number}`)),
  );
  const me = { person: context.speaker.id };
  const doc = open[0];
  if (!doc && number === null)
    return say(pen, me, "plain", { text: "您没有正在办的事，不用撤回。办完了的，有话回“投诉”加一句话。" });
  if (!doc) return say(pen, me, "refused", { why: "notFound", what: "撤回" });
  if (open.length > 1)
    return say(pen, me, "plain", {
      text: `您有${open.length}件在办：${open.map((l) => l.value.id).join("、")}。要撤回哪件，请回“撤回 编号”。`,
    });
  const moved = applyMove(doc.value, "withdraw", context.speaker.id, context.speaker.roles, context.now, "报告人撤回");
  if (!moved.ok) return say(pen, me, "refused", { why: moved.why, what: "撤回" });
  keepLead(pen, context, doc, { ...moved.lead, outcome: "withdrawn" });
  note(pen, {
    by: context.speaker.id,
    role: moved.lead.timeline.at(-1)?.role ?? "",
    action: "withdraw",
    about: doc.value.id,
    outcome: "done",
  });
  stopLadder(pen, context, doc.value.id);
  say(pen, me, "withdrawn", { number: doc.value.id });
  const { judge, id } = doc.value;
  const text = `${id} 报告人撤回了，不用再办。`;
  if (judge) say(pen, { staff: judge }, "plain", { text }, { lead: id });
  tellPartners(pen, context, doc.value, text);
}

/** The card of the judge of a place (法官联心卡); the place from the words, the group, or all that fit. */
export function contact(pen: Pen, context: Context, text: string, replyTo?: string): void {
  const { directory } = context.content;
  const named = [...new Set(findPlaces(directory, text).flatMap((mention) => mention.places))];
  const own = context.group?.value.places ?? context.speaker.places;
  const ids = named.length > 0 ? named : own.length > 0 ? own : (context.homes ?? []);
  const to = context.group ? { group: context.group.value.id } : { person: context.speaker.id };
  if (ids.length === 0) {
    const phone = directory.court.service_center?.phone ?? "12368";
    say(
      pen,
      to,
      "plain",
      { text: `您是哪个村、哪个社区的？告诉我村名，我给您找管片的法官。也可以打诉讼服务中心 ${phone}，或者12368。` },
      { replyTo },
    );
    return;
  }
  const cards = ids.slice(0, 3).flatMap((id) => {
    const place = placeById(directory, id);
    if (!place) return [];
    const judge = handlerOf(context, place.judge);
    const tribunal = tribunalOf(directory, id);
    const mediator = place.mediator ? mediatorById(directory, place.mediator) : undefined;
    const today = toCivil(context.now).date;
    const onDuty = handlerOf(context, dutyJudge(directory, id, today));
    const leave = judgeById(directory, place.judge)?.leave.find((span) => span.from <= today && today <= span.to);
    return [
      {
        place: place.name,
        judge: judge ?? { name: "", title: "法官", phone: "" },
        mediator: mediator
          ? { name: mediator.name, title: mediator.org ?? "调解员", phone: mediator.phone ?? "" }
          : null,
        tribunal: tribunal?.name ?? "",
        phone: tribunal?.phone ?? "",
        away: leave ? `休假到${leave.to}，期间由代班法官接。` : "",
        today:
          onDuty && onDuty.name !== judge?.name
            ? `今天找${onDuty.name}${onDuty.title}${onDuty.phone ? ` ${onDuty.phone}` : ""}。`
            : "",
        hours: tribunal?.hours ?? "",
      },
    ];
  });
  say(pen, to, "contactCard", { cards }, { replyTo });
}

/** Whether this lead may be added to by this person: their own, or one that lies with them. */
export const mayAdd = (context: Context, lead: Doc<Lead>): boolean =>
  lead.value.reporter === context.speaker.id || context.assigned.some((l) => l.key === lead.key);
