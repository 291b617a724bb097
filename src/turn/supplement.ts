// More words, a picture, a voice for a lead that is there already: to the right one, or asked about; never lost.
import { missingOf } from "../leads/form.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { applyMove } from "../leads/moves.ts";
import { type Heard, take } from "../leads/take.ts";
import { rehome } from "./assign.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { keepFiles } from "./files.ts";
import { causeOf } from "./intake.ts";
import type { Attachment, IncomingMessage } from "./message.ts";
import { mayAdd } from "./own.ts";
import { type Talk, talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { note, type Pen, put, say, setTimer } from "./turn.ts";

const openStatuses: readonly Lead["status"][] = ["submitted", "assigned", "accepted", "referred", "sentBack"];

/** Nobody has taken these up yet. */
const unmoved: readonly Lead["status"][] = ["submitted", "assigned", "sentBack"];

/** The leads of this person that can still be added to. */
export const openLeads = (context: Context): Doc<Lead>[] =>
  context.reported.filter((l) => openStatuses.includes(l.value.status));

/** The lead that a message names or quotes, when this person may add to it. */
export const namedLead = (context: Context): Doc<Lead> | undefined =>
  context.named.find((l) => mayAdd(context, l) && openStatuses.includes(l.value.status));

export function supplement(
  pen: Pen,
  context: Context,
  person: Person,
  doc: Doc<Lead>,
  heard: Heard,
  attachments: readonly Attachment[],
): void {
  const cause = causeOf(context, doc.value.cause);
  const moved = applyMove(
    doc.value,
    "supplement",
    person.id,
    context.speaker.roles.length > 0 ? context.speaker.roles : ["stranger"],
    context.now,
  );
  if (!moved.ok) return say(pen, { person: person.id }, "refused", { why: moved.why, what: "补充" });
  const taken =
    heard.text.trim() === ""
      ? (moved.lead as unknown as Draft)
      : take(moved.lead as unknown as Draft, cause, heard, null);
  const lead: Lead = {
    ...moved.lead,
    ...content(taken),
    evidence: [...taken.evidence, ...attachments.map((a) => evidenceOf(a, person))],
  };
  const next = { ...lead, missing: missingOf(lead as unknown as Draft, cause) };
  // Where it is decides who is responsible: a place that comes later brings the lead to its judge.
  const homed = doc.value.placeId === null && next.placeId !== null && unmoved.includes(doc.value.status);
  if (homed) rehome(pen, context, next, doc, heard.text);
  else put(pen, doc.key, doc, next);
  keepFiles(pen, context, person, attachments, doc.value.id);
  note(pen, {
    by: person.id,
    role: moved.lead.timeline.at(-1)?.role ?? "",
    action: "supplement",
    about: doc.value.id,
    outcome: "done",
  });
  const what = [heard.text.trim(), ...attachments.map((a) => `【${attachmentName(a)}】`)].filter(Boolean).join(" ");
  if (lead.judge && !homed)
    say(
      pen,
      { staff: lead.judge },
      "card",
      { card: cardOf(context, next), kind: "supplement", note: what.slice(0, 300) },
      { lead: doc.value.id },
    );
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  say(pen, to, "supplemented", { number: doc.value.id }, { lead: doc.value.id });
}

/** What the words of a draft fill of a lead. */
export const content = (d: Draft) => ({
  placeId: d.placeId,
  placeWords: d.placeWords,
  spot: d.spot,
  parties: d.parties,
  amountYuan: d.amountYuan,
  amountWords: d.amountWords,
  occurredOn: d.occurredOn,
  occurredWords: d.occurredWords,
  summary: d.summary,
  claim: d.claim,
  willing: d.willing,
  elements: d.elements,
  danger: d.danger,
  dangerReasons: d.dangerReasons,
  story: d.story,
});

const names: Record<Attachment["kind"], string> = {
  picture: "照片",
  voice: "语音",
  video: "视频",
  file: "文件",
  place: "位置",
  sticker: "表情",
  other: "附件",
};
export const attachmentName = (a: Attachment): string => (a.label ? `${names[a.kind]}：${a.label}` : names[a.kind]);

export const evidenceOf = (a: Attachment, person: Person): Draft["evidence"][number] => ({
  kind: a.kind,
  label: a.name ? `${names[a.kind]} ${a.name.slice(0, 60)}` : attachmentName(a),
  platform: person.platform,
  fileId: a.fileId ?? null,
  hash: null,
});

/** Bytes above which a file is not kept. */
const largest = 20_000_000;

/** Files without words: to the open form, the lead they quote, the only open lead; else the person is asked. */
export function attach(
  pen: Pen,
  context: Context,
  person: Person,
  here: Talk,
  priv: Talk,
  message: IncomingMessage,
  heard: Heard,
): void {
  const files = message.attachments.filter((a) => a.kind !== "sticker");
  if (files.length === 0) return;
  const me = { person: person.id };
  const big = files.find((a) => (a.size ?? 0) > largest);
  if (big) {
    say(pen, me, "plain", {
      text: "这个文件太大，我存不下（最大20MB）。请拍成照片发，或者带到法庭来。您前面说的都还在。",
    });
    return;
  }
  const draft = context.drafts.find(
    (d) => d.value.id === priv.now.draft && (!context.group || context.now - d.value.updatedAt < 600_000),
  );
  const voice = files.every((a) => a.kind === "voice");
  const spoken = files.find((a) => a.kind === "voice" && a.fileId !== undefined);
  const listens = voice && spoken !== undefined && !context.group && context.settings.transcribes;
  if (listens) {
    setTimer(pen, undefined, {
      id: `voice:${pen.event}`,
      kind: "transcribe",
      dueAt: context.now,
      about: here.now.id,
      data: { platform: person.platform, fileId: spoken.fileId ?? "", name: spoken.name ?? "voice.ogg" },
    });
  }
  if (draft) {
    put(pen, draft.key, draft, {
      ...draft.value,
      evidence: [...draft.value.evidence, ...files.map((a) => evidenceOf(a, person))],
      updatedAt: context.now,
    });
    keepFiles(pen, context, person, files, null);
    if (!context.group && !listens)
      say(pen, me, "attachmentKept", { kind: voice ? "voice" : (files[0]?.kind ?? "file"), number: null });
    return;
  }
  const named = namedLead(context);
  const open = openLeads(context);
  const only = named ?? (!context.group && open.length === 1 ? open[0] : undefined);
  if (only) return supplement(pen, context, person, only, { ...heard, text: "" }, files);
  if (listens || (context.group && !message.addressed)) return;
  if (!context.group && open.length > 1) {
    const options = open
      .slice(0, 5)
      .map((l) => ({ label: `${l.value.id} ${causeOf(context, l.value.cause).name}`, data: `supp:${l.value.id}` }));
    say(pen, me, "which", { ask: "这是给哪一件补充的？", options });
    talk(pen, context, here, {
      choices: options,
      awaiting: { kind: "files", lead: null, data: JSON.stringify(files).slice(0, 4_000) },
    });
    return;
  }
  say(pen, context.group ? { group: context.group.value.id } : me, "attachmentAlone", {
    kind: voice ? "voice" : (files[0]?.kind ?? "file"),
  });
}
