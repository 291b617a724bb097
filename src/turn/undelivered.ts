// A notice that no message can carry: a judge out of reach is skipped at once, a resident is called from the group.
import { openStep } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { contactById, mediatorById } from "../court/finding.ts";
import { people } from "../court/people.ts";
import { assignTo, nextAfter } from "./assign.ts";
import { cardOf, handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { OutboxRow } from "./documents.ts";
import { stepFacts } from "./flow-life.ts";
import type { Doc } from "./ports.ts";
import { remindToOpenLater } from "./report.ts";
import { note, type Pen, put, remove, say } from "./turn.ts";

const cards = new Set(["card", "dangerCard", "reminder", "flowStep"]);

const referrals = new Set(["card", "coHandlerCard"]);

export function undelivered(pen: Pen, context: Context, row: Doc<OutboxRow>, reason: string): void {
  remove(pen, row);
  const { to, notice, lead: id } = row.value;
  const doc = context.named.find((l) => l.value.id === id);
  if ("staff" in to) {
    note(pen, {
      by: "system",
      role: "system",
      action: "undelivered",
      about: `${id ?? ""}→${to.staff}`,
      outcome: "done",
    });
    if (doc && notice === "flowStep" && to.staff !== doc.value.judge)
      return stepUnreached(pen, context, doc.value, to.staff);
    if (doc && referrals.has(notice) && to.staff === doc.value.referredTo && to.staff !== doc.value.judge)
      return referralUnreached(pen, context, doc.value, to.staff);
    if (doc && cards.has(notice)) return skip(pen, context, doc, to.staff, row.value);
    if (to.staff === "court_office")
      pen.turn.alarms.push([
        "court-office-unreachable",
        "立案庭（诉讼服务中心）没有能收到消息的账号，请用 fengqiao code 发绑定码。",
        { notice },
      ]);
    return;
  }
  if ("person" in to) {
    if (doc && notice === "flowStep") stepUnreached(pen, context, doc.value, null);
    const who = context.speaker.doc;
    if (who && who.value.open) put(pen, who.key, who, { ...who.value, open: false });
    const group = doc?.value.groupId ?? who?.value.groups[0];
    const token = context.secrets[0];
    if (group && token && who && (notice === "question" || notice === "confirm" || notice === "privacyNotice")) {
      const draft = context.drafts.find((d) => !d.value.waits)?.value.id ?? null;
      put(pen, `token/${token}`, undefined, {
        person: who.value.id,
        draft,
        group,
        expiresAt: context.now + 72 * 3_600_000,
        used: false,
      });
      if (notice !== "privacyNotice") {
        say(pen, { group }, "openPrivate", { token, name: who.value.name });
        pen.turn.contacts.push({ person: who.value.id, group });
        if (draft) remindToOpenLater(pen, context, draft, { token, group, name: who.value.name });
      }
      return;
    }
    pen.turn.alarms.push([
      "person-unreachable",
      "有一条给群众的消息送不到（对方没有打开私聊或拉黑了），已记录。",
      { notice, reason },
    ]);
    return;
  }
  pen.turn.alarms.push(["group-unreachable", "有一个群发不进去消息，请检查机器人是否还在群里。", { notice, reason }]);
}

/** A step that its holder cannot read: the judge passes it on by telephone and says 完成 for them. */
function stepUnreached(pen: Pen, context: Context, lead: Lead, ref: string | null): void {
  if (!openStep(lead.flow)) return;
  const { number, what, due, office } = stepFacts(context, lead);
  const someone = people(context.content.directory).find((p) => p.ref === ref);
  const who =
    [office, someone && someone.name !== office ? someone.name : ""].filter(Boolean).join("") || (ref ?? "反映人");
  const params = { number, who, what, due, phone: someone?.phone ?? "" };
  say(pen, { staff: lead.judge ?? "court_office" }, "stepUnreached", params, { lead: lead.id });
}

/** A mediator or office to whom the lead was referred reads nothing of it: the judge calls. */
function referralUnreached(pen: Pen, context: Context, lead: Lead, ref: string): void {
  const someone = people(context.content.directory).find((p) => p.ref === ref);
  const { directory } = context.content;
  const of = contactById(directory, ref)?.office ?? mediatorById(directory, ref)?.org ?? "";
  const name = someone?.name ?? ref;
  const who = name === of ? of : `${of}${name}`;
  const params = { number: lead.id, who, phone: someone?.phone ?? "" };
  say(pen, { staff: lead.judge ?? "court_office" }, "referralUnreached", params, { lead: lead.id });
}

/** Never parked: the next in the chain gets it in the same breath, and the lead is marked 未送达. */
function skip(pen: Pen, context: Context, doc: Doc<Lead>, ref: string, row: OutboxRow): void {
  const lead = doc.value;
  const office = ref === "court_office";
  if (lead.judge === ref || (office && lead.judge === null)) {
    if (office) {
      put(pen, doc.key, doc, { ...lead, undelivered: true });
      pen.turn.alarms.push([
        "lead-undelivered",
        `${lead.id} 送不到任何人：法官、代班、庭长、立案庭都没有能收到消息的账号。请马上处理。`,
        { lead: lead.id },
      ]);
      return;
    }
    const skipped = [...lead.skipped, ref];
    const to = nextAfter(context, { ...lead, skipped });
    const name = handlerOf(context, ref)?.name ?? "";
    const next = assignTo(
      pen,
      context,
      { ...lead, skipped, undelivered: true },
      doc,
      to,
      `${name}收不到消息（未送达），转下一位`,
      { kind: "reassigned", note: `${name}收不到消息，未送达。` },
    );
    const handler = handlerOf(context, next.judge);
    if (handler)
      say(
        pen,
        { person: lead.reporter },
        "reassigned",
        { number: lead.id, handler, reason: `${name}法官暂时收不到消息` },
        { lead: lead.id },
      );
    say(
      pen,
      { staff: "court_office" },
      "undelivered",
      { number: lead.id, skipped: name, now: handler?.name ?? "诉讼服务中心" },
      { lead: lead.id },
    );
    return;
  }
  // A head, leader or assistant who was only to be told as well: the court office hears instead.
  if (!office)
    say(
      pen,
      { staff: "court_office" },
      "dangerCard",
      { card: cardOf(context, lead), words: "", level: 1, ladder: `${ref}收不到消息` },
      { lead: lead.id, urgent: row.urgent },
    );
  else
    pen.turn.alarms.push([
      "court-office-unreachable",
      "立案庭（诉讼服务中心）没有能收到消息的账号，请用 fengqiao code 发绑定码。",
      { lead: lead.id },
    ]);
}
