// After a lead was closed: how it went is asked once (回访), whether the money came, and a complaint goes over the handler's head.
import type { Lead, scores } from "../leads/lead.ts";
import { mayMove } from "../leads/moves.ts";
import { paymentIn } from "../leads/outcome.ts";
import { addDays, fromCivil, toCivil } from "../court/calendar.ts";
import { headOf, leaderOf } from "../court/finding.ts";
import { phoneFor } from "./intake.ts";
import { handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Timer } from "./documents.ts";
import { keepLead, moved } from "./lead-life.ts";
import { leftToPay, stillOwed } from "./lead-time.ts";
import { type Talk, talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say, setTimer } from "./turn.ts";

type Score = (typeof scores)[number];

/** The follow-up is asked once; a form in the middle is not broken into, it waits a day, at most three times. */
export function askSatisfied(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const lead = context.named[0]?.value;
  if (!lead || lead.status !== "closed" || lead.satisfaction) return;
  const priv = talkOf(context, lead.reporter, null);
  const times = Number(timer.value.data["times"] ?? "0");
  if (priv.now.draft !== null && times < 3) {
    const dueAt = fromCivil(addDays(toCivil(context.now).date, 1), "10:00");
    return setTimer(pen, timer, { ...timer.value, dueAt, data: { times: String(times + 1) } });
  }
  say(pen, { person: lead.reporter }, "askSatisfied", { number: lead.id }, { lead: lead.id });
  const choices = (
    [
      ["满意", "good"],
      ["一般", "fair"],
      ["不满意", "bad"],
    ] as const
  ).map(([label, score]) => ({ label, data: `follow:${lead.id}:${score}` }));
  talk(pen, context, priv, { choices, awaiting: { kind: "followUp", lead: lead.id, data: "" } });
}

/** 不满意 before 满意: the longer word says the opposite of the one in it. */
export function scoreIn(text: string): Score | null {
  if (text.length > 300) return null;
  // 不好不坏, 没啥不满意: the words inside say the opposite of the whole.
  if (/不好不坏|一般|还行|还可以|凑合|马马虎虎|就那样|将就/u.test(text)) return "fair";
  const plain = text.replace(/没(?:有)?(?:啥|什么)?不满意|没(?:有)?(?:啥|什么)(?:意见|说的)|挑不出毛病/gu, "满意");
  const bad =
    /不(?:太|怎么|大|很)?满意|没(?:人)?管|太慢|拖|态度(?:不好|差)|糊弄|应付|敷衍|推来推去|差评|差劲|不行|不咋|不怎么样|不好|不中|太久|白(?:跑|搭|费)|没(?:解决|办成|用)|失望|寒心|气人/u;
  if (bad.test(plain)) return "bad";
  const good =
    /满意|挺好|很好|好得很|不错|谢谢?|感谢|可以|办得好|得劲|解决了|(?:很|挺|真|都|太|怪)(?:好|中|快|公道|公平)|辛苦|^(?:好|中|行|成|妥)(?:了|的|啊|呀|得很|着呢)*[。!！]*$/u;
  return good.test(plain) ? "good" : null;
}

const mine = (context: Context, id: string): Doc<Lead> | undefined =>
  [...context.reported, ...context.named].find((l) => l.value.id === id && l.value.reporter === context.speaker.id);

/** The answer is taken once; who is not satisfied goes to the head, not to who handled it. */
export function followUp(pen: Pen, context: Context, it: Talk, id: string, score: Score, words: string): void {
  const me = { person: context.speaker.id };
  const doc = mine(context, id);
  if (!doc || doc.value.status !== "closed" || !mayMove("followUp", context.speaker.roles))
    return say(pen, me, "refused", { why: "notFound", what: "评价" });
  talk(pen, context, it, { awaiting: null, choices: [] });
  if (doc.value.satisfaction) return say(pen, me, "satisfied", { score: doc.value.satisfaction.score, again: true });
  const lead = moved(
    pen,
    context,
    doc.value,
    "followUp",
    words || { good: "满意", fair: "一般", bad: "不满意" }[score],
  );
  keepLead(pen, context, doc, { ...lead, satisfaction: { at: context.now, score, words } });
  say(pen, me, "satisfied", { score, again: false }, { lead: id });
  if (score === "bad") tellAbove(pen, context, lead, words || "办完后回访：不满意");
}

/** 给了, 给了一部分, 没给: what the one who waits for the money says when the day is over. */
export function promiseAnswer(pen: Pen, context: Context, it: Talk, id: string, how: string): void {
  const me = { person: context.speaker.id };
  const doc = mine(context, id);
  if (!doc || doc.value.status !== "closed") return say(pen, me, "refused", { why: "notFound", what: "回话" });
  const lead = doc.value;
  const judge = { staff: lead.judge ?? "court_office" };
  if (how === "part") {
    say(pen, me, "howMuchPaid", { number: id }, { lead: id });
    return talk(pen, context, it, { choices: [], awaiting: { kind: "pay", lead: id, data: "" } });
  }
  talk(pen, context, it, { choices: [], awaiting: null });
  if (how === "all") {
    const left = stillOwed(lead);
    // What came before is not counted twice.
    const yuan = left > 0 ? left : Math.max(0, (lead.amountYuan ?? 0) - (lead.recoveredYuan ?? 0));
    const next: Lead = {
      ...moved(pen, context, lead, "pay", "报告人说付清了"),
      recoveredYuan: (lead.recoveredYuan ?? 0) + yuan,
    };
    // Nothing more is reminded of: a promise without a sum is kept by these words.
    const settlement = lead.settlement ? { ...lead.settlement, payBy: null } : null;
    keepLead(pen, context, doc, { ...next, settlement });
    say(pen, me, "paid", { number: id, yuan, left: 0 }, { lead: id });
    return say(pen, judge, "paid", { number: id, yuan, left: 0 }, { lead: id });
  }
  const told = moved(pen, context, lead, "followUp", "到期没有付钱");
  keepLead(pen, context, doc, told);
  say(pen, me, "notPaid", { number: id, confirmed: lead.outcome === "confirmed" }, { lead: id });
  say(pen, judge, "promiseBroken", { number: id, confirmed: lead.outcome === "confirmed" }, { lead: id });
}

/** 给了5000: what came of the promise, by the word of the one who waits for it. */
export function paidPart(pen: Pen, context: Context, it: Talk, id: string, text: string): void {
  const me = { person: context.speaker.id };
  const doc = mine(context, id);
  const yuan = doc ? paymentIn(text, toCivil(context.now).date, stillOwed(doc.value)) : null;
  if (!doc || yuan === null) return say(pen, me, "howMuchPaid", { number: id }, { lead: id });
  talk(pen, context, it, { awaiting: null, choices: [] });
  const paid: Lead = {
    ...moved(pen, context, doc.value, "pay", text),
    recoveredYuan: (doc.value.recoveredYuan ?? 0) + yuan,
  };
  keepLead(pen, context, doc, paid);
  for (const to of [me, { staff: paid.judge ?? "court_office" }])
    say(pen, to, "paid", { number: id, yuan, left: leftToPay(paid) }, { lead: id });
}

/** Above the handler: the head of the tribunal, or the leader in charge where the head handles it; else the court office. */
function above(context: Context, lead: Lead): { ref: string; name: string } {
  const { directory } = context.content;
  const head = headOf(directory, lead.tribunal);
  if (head && head.id !== lead.judge) return { ref: head.id, name: "庭长" };
  const leader = leaderOf(directory, lead.tribunal, toCivil(context.now).date);
  return leader ? { ref: leader.id, name: "分管院领导" } : { ref: "court_office", name: "诉讼服务中心" };
}

function tellAbove(pen: Pen, context: Context, lead: Lead, words: string): string {
  const to = above(context, lead);
  const params = {
    number: lead.id,
    from: context.speaker.doc?.value.name ?? "",
    handler: handlerOf(context, lead.judge)?.name ?? "诉讼服务中心",
    words: words.slice(0, 400),
  };
  say(pen, { staff: to.ref }, "complaint", params, { lead: lead.id, urgent: true });
  return to.name;
}

/** A complaint about how a lead is handled; the handler does not hear of it from the bot. False when nothing is there to complain of. */
export function complain(pen: Pen, context: Context, it: Talk, number: string | null, words: string): boolean {
  const me = { person: context.speaker.id };
  const own = context.reported.filter(
    (l) => number === null || l.value.id === number || l.value.id.endsWith(`-${number}`),
  );
  const doc = own.find((l) => l.value.status !== "closed") ?? own[0];
  if (!doc && words.trim() !== "") {
    // Somebody of the court is named, but nothing of this person's is here: where such a complaint is heard.
    const { phone, tribunal } = phoneFor(context, null);
    const text = `您在我这里没有登记过事情，我查不到说的是哪一件。对法官、工作人员不满意，打12368，或者打${tribunal}电话 ${phone}，请庭长听。`;
    say(pen, me, "plain", { text });
    return true;
  }
  if (!doc || !mayMove("complain", context.speaker.roles)) return false;
  if (words.trim() === "") {
    say(pen, me, "askComplaint", { number: doc.value.id }, { lead: doc.value.id });
    talk(pen, context, it, { awaiting: { kind: "complain", lead: doc.value.id, data: "" }, choices: [] });
    return true;
  }
  // What was said stays between the person and who is told: the row says only that there was a complaint.
  keepLead(pen, context, doc, moved(pen, context, doc.value, "complain", ""));
  talk(pen, context, it, { awaiting: null });
  say(pen, me, "complaintTaken", { to: tellAbove(pen, context, doc.value, words) }, { lead: doc.value.id });
  return true;
}
