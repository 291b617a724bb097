// What happens when time has passed: a report fell silent, a form was left, a judge is late, danger was not acknowledged.
import type { Heard } from "../leads/take.ts";
import { isQuiet, afterQuiet, toCivil } from "../court/calendar.ts";
import { headOf, leaderOf } from "../court/finding.ts";
import { register } from "./assign.ts";
import { askSatisfied } from "./after-closing.ts";
import { sayAnswer } from "./ask.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person, Timer } from "./documents.ts";
import { postStories } from "./education.ts";
import { fileKept, photoRead } from "./files.ts";
import { forwardQuestion } from "./forward-question.ts";
import { causeOf, dropDraft } from "./intake.ts";
import { deputyOf } from "./judge.ts";
import { made, scheduledReport } from "./making.ts";
import { talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { lateSteps } from "./flow-clock.ts";
import { lateSummary } from "./late.ts";
import { leadDue } from "./reminders.ts";
import { announceReceptions } from "./reception.ts";
import { readBuffer } from "./report.ts";
import { handBack, round } from "./roster.ts";
import { stepwiseDue } from "./stepwise.ts";
import { note, type Pen, remove, say, setTimer } from "./turn.ts";
import { visitReminder } from "./visit-life.ts";
import { nextDispute, setAside, waitsOn } from "./waiting.ts";

/** Handles one due timer; the timer itself is removed, or moved when it must ring again. */
export function ring(pen: Pen, context: Context, timer: Doc<Timer>, heard: Heard | null, text: string | null): void {
  const { kind } = timer.value;
  remove(pen, timer);
  switch (kind) {
    case "buffer":
      return buffer(pen, context, heard);
    case "aside": {
      const who = person(context);
      return who && heard ? setAside(pen, context, who, timer, heard) : undefined;
    }
    case "forwardQuestion":
      return forwardQuestion(pen, context, timer);
    case "compose":
      return composed(pen, context, timer, text);
    case "transcribe":
      return heardVoice(pen, context, text);
    case "make":
      return made(pen, timer, text);
    case "scheduledReport":
      return scheduledReport(pen, context, timer);
    case "education":
      return postStories(pen, context, timer);
    case "reception":
      return announceReceptions(pen, context, timer);
    case "stepwise":
      return stepwiseDue(pen, context, timer);
    case "keepFile":
      return fileKept(pen, context, timer, text);
    case "readPhoto":
      return photoRead(pen, context, text);
    case "draftNudge":
      return nudge(pen, context, timer);
    case "draftEnd":
      return draftEnd(pen, context, timer);
    case "openAgain":
      return openAgain(pen, context, timer);
    // `acceptDue` is what earlier versions set.
    case "acceptDue":
    case "leadDue":
      return leadDue(pen, context, timer);
    case "lateSummary":
      return lateSummary(pen, context, timer);
    case "lateSteps":
      return lateSteps(pen, context, timer);
    case "followUp":
      return askSatisfied(pen, context, timer);
    case "ladder":
      return ladder(pen, context, timer);
    case "handOver":
      return handBack(pen, context);
    case "visitReminder":
      return visitReminder(pen, context, timer);
    case "roster":
      return round(pen, context, timer);
    default:
      pen.turn.alarms.push(["timer-unknown", `定时任务“${kind}”没有处理办法，已去掉。`, { kind }]);
  }
}

const person = (context: Context): Person | undefined => context.speaker.doc?.value;

function buffer(pen: Pen, context: Context, heard: Heard | null): void {
  const who = person(context);
  if (!who || !heard) return;
  const priv = talkOf(context, who.id, null);
  const here = context.group ? talkOf(context, who.id, context.group.value.id) : priv;
  readBuffer(pen, context, who, here, priv, heard);
}

/** The answer that waited for a model: its words when they passed the gates, else the curated ones. */
function composed(pen: Pen, context: Context, timer: Doc<Timer>, text: string | null): void {
  const { entry = "", replyTo = "", offer = "" } = timer.value.data;
  const answered = context.content.entryAnswer(entry, toCivil(context.now).date);
  if (answered)
    sayAnswer(pen, context, answered, { replyTo: replyTo || undefined, offer: offer !== "", composed: text });
}

/** A voice became text, or did not: what was heard is read back, and counts only when the person says it is right. */
function heardVoice(pen: Pen, context: Context, text: string | null): void {
  const who = person(context);
  if (!who) return;
  if (text === null) return say(pen, { person: who.id }, "attachmentAlone", { kind: "voice" });
  say(pen, { person: who.id }, "voiceHeard", { text });
  talk(pen, context, talkOf(context, who.id, null), { awaiting: { kind: "voice", lead: null, data: text } });
}

/** Nothing but danger disturbs people between 21:00 and 08:00. */
function quiet(pen: Pen, context: Context, timer: Doc<Timer>): boolean {
  if (!isQuiet(context.now)) return false;
  setTimer(pen, timer, { ...timer.value, dueAt: afterQuiet(context.now) });
  return true;
}

function nudge(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const draft = context.drafts.find((d) => d.value.id === timer.value.about);
  const who = person(context);
  if (draft && who && causeOf(context, draft.value.cause).straightToPerson) {
    say(pen, { person: who.id }, "plain", {
      text: "我先把您说过的交给法官了，免得耽误。想补充，随时跟我说；不想办了，回“撤回”。",
    });
    const priv = talkOf(context, who.id, null);
    dropDraft(pen, context, priv, draft);
    register(pen, context, draft.value);
    nextDispute(pen, context, who, priv, draft.value);
    return;
  }
  if (quiet(pen, context, timer)) return;
  const more = context.drafts.filter((d) => d.value.waits).length;
  if (draft)
    say(pen, { person: draft.value.reporter }, "stillThere", { cause: causeOf(context, draft.value.cause).name, more });
}

function draftEnd(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const draft = context.drafts.find((d) => d.value.id === timer.value.about);
  const who = person(context);
  if (!draft || !who) return;
  // Nobody is waked to hear that something was deleted.
  if (quiet(pen, context, timer)) return;
  if (draft.value.waits) return waitsOn(pen, context, who, timer);
  const priv = talkOf(context, who.id, null);
  dropDraft(pen, context, priv, draft);
  say(pen, { person: who.id }, "expired", { cause: causeOf(context, draft.value.cause).name });
  nextDispute(pen, context, who, priv, draft.value);
}

/** Half an hour on, the private chat is still closed: one reminder in the group, no more. */
function openAgain(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const draft = context.drafts.find((d) => d.value.id === timer.value.about);
  if (!draft || person(context)?.open) return;
  const { token = "", group = "", name = "" } = timer.value.data;
  say(pen, { group }, "openPrivateAgain", { token, name });
}

/** Danger that nobody took up: deputy and head after 5 minutes, the leader after 15. */
function ladder(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const lead = context.named[0]?.value;
  if (!lead || lead.acknowledgedAt !== null || lead.status === "closed" || lead.status === "withdrawn") return;
  const { directory } = context.content;
  const first = timer.value.data["step"] === "1";
  const head = lead.tribunal ? headOf(directory, lead.tribunal)?.id : undefined;
  const to = first
    ? [deputyOf(context, lead), head ?? null]
    : [leaderOf(directory, lead.tribunal, toCivil(context.now).date)?.id ?? null];
  const told = [...new Set(to)].filter((ref): ref is string => ref !== null && ref !== lead.judge);
  const recipients = told.length > 0 ? told : ["court_office"];
  for (const ref of recipients) {
    say(
      pen,
      { staff: ref },
      "dangerCard",
      {
        card: cardOf(context, lead),
        words: lead.story.at(-1)?.text ?? "",
        level: first ? 1 : 2,
        ladder: `${first ? 5 : 15}分钟没有人确认`,
      },
      { urgent: true, lead: lead.id },
    );
  }
  note(pen, {
    by: "system",
    role: "system",
    action: first ? "escalateHead" : "escalateLeader",
    about: lead.id,
    outcome: "done",
  });
}
