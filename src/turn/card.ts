// What a judge reads of a lead: the card, with the names of people, places and hours as they are said.
import { manyPeople } from "../leads/duplicates.ts";
import { fieldName } from "../leads/form.ts";
import { openStep } from "../leads/flows.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { replyKind } from "../leads/take.ts";
import { toCivil } from "../court/calendar.ts";
import { judgeById, placeById } from "../court/finding.ts";
import type { Context } from "./context.ts";
import { causeOf } from "./intake.ts";
import { civil, linesOf, yuan } from "./lead-lines.ts";
import type { Card, Handler } from "./notices.ts";

export function handlerOf(context: Context, ref: string | null): Handler | null {
  const judge = ref === null ? undefined : judgeById(context.content.directory, ref);
  if (!judge) return null;
  const tribunal = context.content.directory.tribunals.find((t) => t.id === judge.tribunal);
  return { name: judge.name, title: judge.title ?? "法官", phone: judge.phone ?? tribunal?.phone ?? "" };
}

/** 「1月5日18点」 of an instant. */
export function clock(at: number): string {
  const { date, time } = toCivil(at);
  const [, month, day] = date.split("-").map(Number);
  const [hours, minutes] = time.split(":").map(Number);
  return `${month}月${day}日${hours}点${minutes ? `${minutes}分` : ""}`;
}

export const day = (at: number): string => clock(at).replace(/\d+点.*$/, "");

export const placeName = (context: Context, lead: Pick<Lead, "placeId" | "placeWords">): string =>
  (lead.placeId ? placeById(context.content.directory, lead.placeId)?.name : undefined) ?? lead.placeWords;

const roleNames: Record<string, string> = {
  gridWorker: "网格员",
  mediator: "调解员",
  resident: "居民",
  stranger: "群外人员",
  clerk: "书记员",
  judge: "法官",
  head: "庭长",
  assistant: "法官助理",
  coHandler: "联动单位",
  leader: "分管领导",
  courtOffice: "立案庭",
};

/** The card a judge reads; nothing masked, for private chats only. */
export function cardOf(context: Context, lead: Lead): Card {
  const cause = causeOf(context, lead.cause);
  const shown = new Set([
    "类型",
    "地点",
    "凭证",
    "时间",
    "想怎么解决",
    "愿意调解吗",
    cause.moneyName,
    cause.parties.applicant || "反映人",
    cause.parties.respondent || "对方",
  ]);
  const draftLike = lead as unknown as Draft;
  return {
    number: lead.id,
    cause: cause.name,
    place: [placeName(context, lead), lead.spot].filter(Boolean).join(" "),
    danger: lead.danger,
    dangerReasons: lead.dangerReasons,
    parties: lead.parties
      .filter((p) => p.name !== "")
      .map((p) => ({
        as: p.as || (p.role === "applicant" ? "反映人" : p.role === "respondent" ? "对方" : "相关人"),
        name: p.name === "本人" ? "报告人本人" : p.name,
        phone: p.phone,
      })),
    amount: lead.amountYuan === null ? null : yuan(lead.amountYuan),
    occurredOn: lead.occurredOn ? civil(lead.occurredOn) : lead.occurredWords || null,
    claim: lead.claim,
    willing: { yes: "愿意调解", no: "不愿调解", unknown: "" }[lead.willing],
    details: linesOf(context, draftLike, cause).filter((line) => !shown.has(line.name)),
    evidence: lead.evidence.map((e) => e.label),
    missing: lead.missing.map((field) => fieldName(field, cause, context.content.forms)),
    words: lead.story
      .map((s) => s.text)
      .filter((text) => replyKind(text) === "other")
      .slice(0, 12),
    reporter: context.speaker.id === lead.reporter ? (context.speaker.doc?.value.name ?? "") : "",
    reporterRole: roleNames[lead.reporterRole] ?? "",
    onBehalfOf: lead.onBehalfOf,
    routeReason: lead.routeReason,
    acceptBy: lead.status === "assigned" && lead.acceptBy ? clock(lead.acceptBy) : "",
    withOffice: lead.judge === null,
    waitsFor: lead.paused?.why ?? "",
    ...(openStep(lead.flow) ? {} : offered(context, lead)),
    warnings: [...manyOf(lead), ...warningsOf(context, lead)],
  };
}

/** The checklist that the card offers to start; in danger nobody is to wait for a checklist. */
function offered(context: Context, lead: Lead): { flow?: string } {
  const flow = [...context.content.flows.values()].find((f) => f.causes.includes(lead.cause));
  return flow && lead.danger !== "high" ? { flow: flow.name } : {};
}

/** 群体性: others against the same party, or a report that itself is about many. */
function manyOf(lead: Lead): string[] {
  const linked = lead.linked ?? [];
  const many = manyPeople(lead.story);
  if (linked.length > 0) return [`可能是群体性纠纷，同一个对方还有${linked.length}件：${linked.slice(-8).join("、")}`];
  return many ? [`可能是群体性纠纷，说到“${many}”`] : [];
}

/** Time limits that may run out soon; computed from the day of the event, to be checked by the judge. */
function warningsOf(context: Context, lead: Lead): string[] {
  if (!lead.occurredOn || lead.occurredOn.length < 7) return [];
  const cause = causeOf(context, lead.cause);
  const since = Date.parse(`${lead.occurredOn.slice(0, 10).padEnd(10, "-01")}T00:00:00+08:00`);
  return cause.limits.flatMap((limit) => {
    const end = since + (limit.days ?? (limit.months ?? 0) * 30.4) * 86_400_000;
    const left = Math.round((end - context.now) / 86_400_000);
    if (left > 60) return [];
    return [left >= 0 ? `${limit.name}大约还剩${left}天，请核实` : `${limit.name}可能已过，请核实有无中断`];
  });
}
