// 我的信息: what is kept about a person, shown, exported, put right and deleted by that person alone.
import type { Lead, Party } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { toCivil } from "../court/calendar.ts";
import { phonesIn } from "../understanding/phones.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { causeOf } from "./intake.ts";
import { keepLead } from "./lead-life.ts";
import { statusText } from "./own.ts";
import { type Talk, talk } from "./people.ts";
import { note, type Pen, put, remove, say } from "./turn.ts";

/** 我的信息: what is kept about the person; exported with the leads' content, in private only. */
export function myData(pen: Pen, context: Context, person: Person, whole: boolean): void {
  const leads = context.reported.map(({ value: l }) => {
    const line = `${l.id} ${causeOf(context, l.cause).name} ${statusText[l.status]}`;
    return whole ? `${line}：${l.story.map((s) => s.text).join("；")}` : line;
  });
  say(pen, { person: person.id }, "myData", {
    name: person.name,
    roles: context.speaker.roles,
    leads,
    drafts: context.drafts.length,
    consent: person.consentAt ? toCivil(person.consentAt).date : "",
  });
  if (context.group) say(pen, { group: context.group.value.id }, "plain", { text: "私聊发给您了。" });
}

/** Deletes drafts and what is not needed for a lead in hand; leads follow the court's rule and are named. */
export function deleteMyData(pen: Pen, context: Context, person: Person, priv: Talk): void {
  for (const draft of context.drafts) remove(pen, draft);
  for (const [, timer] of context.timers) if (timer.value.kind.startsWith("draft")) remove(pen, timer);
  talk(pen, context, priv, {
    draft: null,
    buffer: [],
    bufferSince: null,
    later: [],
    choices: [],
    awaiting: null,
    lastQuestion: null,
    lastEntry: null,
    lastTopic: null,
  });
  put(pen, `person/${person.id}`, context.speaker.doc, {
    ...person,
    name: "",
    noticeAt: null,
    consentAt: null,
    groups: [],
  });
  note(pen, {
    by: person.id,
    role: context.speaker.roles[0] ?? "stranger",
    action: "deleteMyData",
    about: person.id,
    outcome: "done",
  });
  say(pen, { person: person.id }, "myDataDeleted", { kept: context.reported.map((l) => l.value.id) });
}

/** The reporter's own entry among the parties; none where the report was for somebody else. */
const ownPart = ({ parties, onBehalfOf, reporterRole }: Lead): Party | undefined => {
  const mine = parties.filter((p) => p.role === "applicant");
  return onBehalfOf === "" && ["resident", "stranger"].includes(reporterRole) && mine.length === 1
    ? mine[0]
    : undefined;
};

/** 「我换号了，改成138…」「我的名字应该是…」: every open lead of theirs is put right, and who handles it is told. */
export function correctMyData(pen: Pen, context: Context, person: Person, what: "phone" | "name", value: string): void {
  const me = { person: person.id };
  const found = what === "phone" ? phonesIn(value).find((f) => f.kind === "phone")?.value : value;
  if (found === undefined) return say(pen, me, "plain", { text: "新号码我没看清，请再发一遍，只发11位数字就行。" });
  const name = what === "phone" ? "电话" : "姓名";
  const mended: string[] = [];
  for (const doc of context.reported) {
    const part = ownPart(doc.value);
    const moved = part
      ? applyMove(doc.value, "supplement", person.id, context.speaker.roles, context.now, `本人更正${name}`)
      : null;
    if (!part || !moved?.ok) continue;
    const change = what === "phone" ? { phone: found } : { name: found, words: found };
    const lead: Lead = {
      ...moved.lead,
      parties: moved.lead.parties.map((p) => (p === part ? { ...p, ...change } : p)),
      missing: moved.lead.missing.filter((m) => m !== (what === "phone" ? "applicant_contact" : "applicant")),
    };
    keepLead(pen, context, doc, lead);
    mended.push(lead.id);
    if (lead.judge)
      say(
        pen,
        { staff: lead.judge },
        "card",
        { card: cardOf(context, lead), kind: "supplement", note: `本人更正了${name}：${found}` },
        { lead: lead.id },
      );
  }
  if (what === "name") put(pen, `person/${person.id}`, context.speaker.doc, { ...person, name: found });
  note(pen, {
    by: person.id,
    role: context.speaker.roles[0] ?? "stranger",
    action: "correctMyData",
    about: person.id,
    outcome: "done",
  });
  say(pen, me, "plain", {
    text:
      mended.length > 0
        ? `改好了，${name}现在是${found}。${mended.join("、")}里也改了，办这件事的人知道了。`
        : what === "name"
          ? `改好了，以后称呼您${found}。`
          : "您名下没有正在办的事，不用改电话。以后登记的时候给我新号码就行。",
  });
}
