// A lead that goes to somebody else: to a mediator or office, to another judge, into another lead, or back.
import type { Lead } from "../leads/lead.ts";
import { type Directory, type Mediator } from "../court/directory.ts";
import { contactsOf, findMediators, headOf, placeById } from "../court/finding.ts";
import { assignTo, nextAfter, tellOffice } from "./assign.ts";
import { fromCivil, toCivil } from "../court/calendar.ts";
import { cardOf, day, handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import { tellFollowers } from "./following.ts";
import { keepLead, moved, stopLadder } from "./lead-life.ts";
import { bestMediator, kindAsked } from "./mediators.ts";
import { partnersFor } from "./partners.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say } from "./turn.ts";
import { about, ask, me, reporter, type Work } from "./work.ts";

/** To a mediator by name, committee or place, to 调解员 without a name, or to an office (联动单位). */
export function refer(work: Work): Lead | null {
  const { pen, context, rest, doc } = work;
  const { directory } = context.content;
  const judge = directory.judges.find((j) => rest.includes(j.name) && j.id !== context.speaker.ref);
  const named = findMediators(directory, rest)[0] ?? familiar(directory, rest, doc.value.placeId);
  if (judge && !named) return transfer(work);
  const office = named ? undefined : officeIn(directory, rest, doc.value.placeId);
  const today = toCivil(context.now).date;
  const best = bestMediator(context, doc.value, kindAsked(rest)) ?? bestMediator(context, doc.value);
  const to = named ?? (!office && /调解员|调委会|老法官|工作室|合适的人/u.test(rest) ? best?.mediator : undefined);
  const away = to?.leave.find((span) => span.from <= today && today <= span.to);
  if (to && away) {
    const other = best ? `可以转给${best.mediator.name}（${best.why}），或者写别人的姓名。` : "请写别人的姓名。";
    return ask(work, `${to.name}休假到${day(fromCivil(away.to))}。${other}`);
  }
  if (!to && !office && !outside.test(rest)) {
    const options = partnersFor(context, doc.value).map(({ label, why }) => (why ? `${label}（${why}）` : label));
    return ask(work, `没找到“${rest.slice(0, 20)}”。请写全名或单位，比如：${options.slice(0, 4).join("、")}。`);
  }
  const lead: Lead = {
    ...moved(pen, context, work.lead, "refer", rest),
    referredTo: to?.id ?? office?.id ?? null,
    mediator: to?.id ?? work.lead.mediator,
    coHandle:
      office && !work.lead.coHandle.includes(office.name) ? [...work.lead.coHandle, office.name] : work.lead.coHandle,
  };
  if (to) say(pen, { staff: to.id }, "card", { card: cardOf(context, lead), kind: "referred", note: "" }, about(work));
  if (office) tellOffice(pen, context, lead, office.name);
  if (to && to === best?.mediator && !named)
    say(pen, me(work), "plain", { text: `给您选了${to.org ?? ""}${to.name}：${best.why}。` }, about(work));
  const name = to ? `${to.org ?? ""}${to.name}` : (office?.name ?? rest);
  say(pen, reporter(work), "referred", { number: lead.id, to: name }, about(work));
  return lead;
}

/** An office that court.yaml does not list: the judge calls there, the reporter hears of it. */
const outside = /[所局办委站队镇乡县会院部司行社]|政府|中心|工会|公司/u;

/** 老刘, 刘婶, 刘调解员: the place's own mediator of that surname, else the only one there is. */
function familiar(directory: Directory, words: string, place: string | null): Mediator | undefined {
  const surname =
    /(?:老|小|大)(\p{Script=Han})/u.exec(words)?.[1] ??
    /(\p{Script=Han})(?:婶|姐|哥|叔|姨|大姐|大哥|师傅|调解员|主任|书记|老师)/u.exec(words)?.[1];
  const same = surname ? directory.mediators.filter((m) => m.name.startsWith(surname)) : [];
  const own = placeById(directory, place)?.mediator;
  return same.find((m) => m.id === own) ?? (same.length === 1 ? same[0] : undefined);
}

function officeIn(directory: Directory, words: string, place: string | null): { id: string; name: string } | undefined {
  const names = new Set([...Object.values(directory.co_handling).flat(), ...directory.contacts.map((c) => c.office)]);
  const name = [...names].find((office) => words.includes(office));
  return name === undefined ? undefined : { id: contactsOf(directory, name, place)[0]?.id ?? name, name };
}

/** To another judge, who has to accept it: the lead with its whole history. */
export function transfer(work: Work): Lead | null {
  const { pen, context, doc, rest, lead } = work;
  const to = context.content.directory.judges.find((j) => rest.includes(j.name) && j.id !== lead.judge);
  if (!to) return ask(work, "移交给哪位法官？请写姓名，比如“移交 王芳”。");
  const from = handlerOf(context, lead.judge)?.name ?? "";
  const reason = rest.replace(to.name, "").replace(/^[\s，,。：:给]*(?:法官|庭长)?[\s，,。：:]*/u, "");
  const by = handlerOf(context, context.speaker.ref)?.name ?? "诉讼服务中心";
  const why = `${by}移交${from && from !== by ? `（原来${from}办）` : ""}${reason ? `：${reason}` : ""}`;
  const gone: Lead = {
    ...moved(pen, context, lead, "transfer", rest),
    handOverTo: null,
    handOverOn: null,
    tribunal: to.tribunal,
  };
  const next = assignTo(pen, context, gone, doc, to.id, why, {
    kind: "reassigned",
    note: why,
  });
  // Whoever had it, when somebody else moves it, must not go on with it.
  if (lead.judge && lead.judge !== context.speaker.ref)
    say(
      pen,
      { staff: lead.judge },
      "plain",
      { text: `${lead.id} 移交给${to.name}${to.title}了，您不用再办。` },
      about(work),
    );
  const handler = handlerOf(context, to.id);
  if (handler)
    say(pen, reporter(work), "reassigned", { number: lead.id, handler, reason: "法官之间交接" }, about(work));
  return next;
}

/** 合并 A 到 B: A ends, what was said in it goes on in B; A's reporter follows B's number. */
export function merge(work: Work): Lead | null {
  const { pen, context, doc, lead } = work;
  const into = context.named.find((l) => l.value.id !== doc.value.id);
  if (!into || ["closed", "withdrawn", "merged"].includes(into.value.status))
    return ask(work, `并到哪一件？请回“合并 ${lead.id} 到 编号”，那一件要还在办。`);
  const story = [...into.value.story, ...lead.story].toSorted((a, b) => a.at - b.at);
  const row = {
    at: context.now,
    by: context.speaker.ref ?? context.speaker.id,
    role: context.speaker.roles[0] ?? "",
    move: "supplement",
    why: `${lead.id}并入`,
  };
  const evidence = [
    ...into.value.evidence,
    ...lead.evidence.filter((e) => !into.value.evidence.some((o) => o.label === e.label)),
  ];
  const followers = [
    ...(into.value.followers ?? []),
    ...(lead.followers ?? []),
    { person: lead.reporter, number: lead.id },
  ];
  keepLead(pen, context, into, {
    ...into.value,
    story,
    evidence,
    followers: followers.filter((f) => f.person !== into.value.reporter),
    updatedAt: context.now,
    timeline: [...into.value.timeline, row],
  });
  stopLadder(pen, context, lead.id);
  say(pen, reporter(work), "merged", { number: lead.id, into: into.value.id }, about(work));
  if (into.value.judge && into.value.judge !== context.speaker.ref)
    say(
      pen,
      { staff: into.value.judge },
      "card",
      { card: cardOf(context, into.value), kind: "supplement", note: `${lead.id}并入这件` },
      { lead: into.value.id },
    );
  return { ...moved(pen, context, lead, "merge", `并入${into.value.id}`), mergedInto: into.value.id };
}

/** Sent back: to the deputy or the head, once each; the reporter hears that somebody else takes it. */
export function sendBack(pen: Pen, context: Context, doc: Doc<Lead>, reason: string): void {
  const lead = moved(pen, context, doc.value, "sendBack", reason);
  const skipped = lead.judge ? [...lead.skipped, lead.judge] : lead.skipped;
  const to = nextAfter(context, { ...lead, skipped });
  const from = handlerOf(context, lead.judge)?.name ?? "原法官";
  const next = assignTo(pen, context, { ...lead, skipped, handOverTo: null }, doc, to, `${from}退回：${reason}`, {
    kind: "reassigned",
    note: `退回原因：${reason}`,
  });
  const handler = handlerOf(context, next.judge);
  const name = handler ? `${handler.name}${handler.title}` : "诉讼服务中心";
  say(pen, { person: lead.reporter }, "sentBack", { number: lead.id, reason, next: name }, { lead: lead.id });
  tellFollowers(pen, next);
  const self = { person: context.speaker.id };
  say(pen, self, "judgeDone", { number: lead.id, did: "退回", more: null }, { lead: lead.id });
  // A head whose own lead comes back has nobody above but the court office; the head still knows of it.
  const head = lead.tribunal ? headOf(context.content.directory, lead.tribunal)?.id : undefined;
  if (to === null && head && head !== context.speaker.ref)
    say(pen, { staff: head }, "card", { card: cardOf(context, next), kind: "head", note: "" }, { lead: lead.id });
}
