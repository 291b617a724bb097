// The decision of a turn: pure, from an event and what was loaded for it to documents, notices and timers.
import type { Draft, Lead } from "../leads/lead.ts";
import type { Heard } from "../leads/take.ts";
import { may } from "../leads/actions.ts";
import { register } from "./assign.ts";
import { ask, keepQuestion } from "./ask.ts";
import { type Command, leadNumber, readButton, readCommand } from "./commands.ts";
import type { Context, Event } from "./context.ts";
import { danger, safeContact } from "./danger.ts";
import type { Person } from "./documents.ts";
import { bindCode, bindGroup, meetGroup, setMode } from "./groups.ts";
import { hear as hearFacts } from "../leads/hear.ts";
import { helpFor } from "./help.ts";
import { causeOf, choosePlace, dropDraft, goOn, hear, phoneFor, putAside } from "./intake.ts";
import { judgeMove, listLeads } from "./judge.ts";
import type { IncomingMessage } from "./message.ts";
import { contact, deleteMyData, myData, progress, withdraw } from "./own.ts";
import { meetPerson, type Talk, talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { questionFor } from "../leads/form.ts";
import { begin, bufferText, gather, opened } from "./report.ts";
import { attach, namedLead, openLeads, supplement } from "./supplement.ts";
import { ring } from "./timers.ts";
import { newPen, note, type Pen, say, type Turn } from "./turn.ts";
import { undelivered } from "./undelivered.ts";
import { visit } from "./visit.ts";

/** Group chatter older than this when it arrives (history after a reconnect) is not answered. */
const stale = 60 * 60_000;

export function decide(event: Event, context: Context): Turn {
  const pen = newPen(event.id, context.now);
  if (event.kind === "undelivered") undelivered(pen, context, event.row, event.reason);
  else if (event.kind === "timer") {
    const heard = event.understanding
      ? hearFacts(event.understanding, context.content, context.now, context.speaker.id)
      : null;
    ring(pen, context, event.timer, heard);
  } else onMessage(pen, context, event);
  return pen.turn;
}

type MessageEvent = Extract<Event, { kind: "message" }>;

/** Everything the handlers of one message share. */
type Scene = {
  pen: Pen;
  context: Context;
  event: MessageEvent;
  message: IncomingMessage;
  person: Person;
  here: Talk;
  priv: Talk;
  heard: Heard;
  replyTo: string | undefined;
};

function onMessage(pen: Pen, context: Context, event: MessageEvent): void {
  const { message } = event;
  if (message.person.bot) return;
  meetGroup(pen, context, message);
  if (message.event === "botAdded" || message.event === "botRemoved" || message.event === "migrated") return;
  const person = meetPerson(pen, context, message);
  const group = context.group?.value.id ?? null;
  const priv = talkOf(context, person.id, null);
  const here = group === null ? priv : talkOf(context, person.id, group);
  const heard = hearFacts(event.understanding, context.content, message.sentAt, person.id);
  const scene: Scene = {
    pen,
    context,
    event,
    message,
    person,
    here,
    priv,
    heard,
    replyTo: message.replyId ?? message.messageId,
  };

  if (message.event === "recall") return recall(scene);
  if (message.event === "opened") {
    if (!opened(pen, context, person, priv)) say(pen, { person: person.id }, "help", helpFor(context.speaker.roles));
    return;
  }
  if (event.understanding.danger.level === "high") {
    return danger(
      pen,
      context,
      person,
      here,
      priv,
      heard,
      event.understanding.danger.reasons.map((r) => r.kind),
      context.group ? scene.replyTo : undefined,
    );
  }
  if (context.group && !message.addressed && context.now - message.sentAt > stale) return;
  if (message.attachments.length > 0 && message.text.trim() === "")
    return attach(pen, context, person, here, priv, message, heard);
  if (message.text.trim() === "" && !message.button) return;
  if (message.attachments.length > 0) attach(pen, context, person, here, priv, message, heard);

  const command = chosen(scene);
  if (command === "done") return;
  if (command && carryOut(scene, command)) return;
  if (awaited(scene)) return;
  const draft = openDraft(scene);
  if (draft && !context.group) return withDraft(scene, draft);
  byIntent(scene);
}

const openDraft = ({ context, priv }: Scene): Doc<Draft> | undefined =>
  context.drafts.find((d) => d.value.id === priv.now.draft && !d.value.paused);

function recall({ pen, context, message, here }: Scene): void {
  const buffer = here.now.buffer.filter(
    (b) => b.messageId !== message.messageId && b.replyId !== (message.replyId ?? message.messageId),
  );
  if (buffer.length !== here.now.buffer.length) talk(pen, context, here, { buffer });
}

const works = ({ context }: Scene): boolean =>
  context.speaker.roles.some((r) => ["judge", "head", "mediator", "coHandler", "leader"].includes(r));

/** A pressed button or a number chosen from the last list; `done` when it was carried out already. */
function chosen(scene: Scene): Command | "done" | null {
  const { message, here, priv, context, pen, person } = scene;
  const button = message.button;
  const listed = /^\s*(\d{1,2})\s*[.、。)）]?\s*$/u.exec(message.text.normalize("NFKC"));
  const data =
    button ??
    (listed ? here.now.choices[Number(listed[1]) - 1]?.data : undefined) ??
    here.now.choices.find((c) => c.label === message.text.trim())?.data;
  if (data === undefined) return message.text.trim() === "" ? "done" : readCommand(message.text, works(scene));
  const [verb = "", argument = "", more = ""] = [
    data.split(":")[0],
    data.slice(data.indexOf(":") + 1).split(":")[0],
    data.split(":").slice(2).join(":"),
  ];
  const draft = openDraft(scene);
  switch (verb) {
    case "o": {
      if (!draft || draft.value.asked !== argument) return stalePress(scene);
      const cause = causeOf(context, draft.value.cause);
      const option = questionFor(draft.value, cause, context.content.forms, argument).options[Number(more)];
      if (option)
        hear(pen, context, person, priv, draft, {
          ...scene.heard,
          text: option,
          willing: option.includes("不愿意") ? "no" : option.includes("愿意") ? "yes" : null,
          claim: argument === "claim" ? (option.split("，")[0] ?? option) : null,
        });
      return "done";
    }
    case "place":
      if (draft) choosePlace(pen, context, person, priv, draft, argument);
      else stalePress(scene);
      return "done";
    case "change":
      say(pen, { person: person.id }, "plain", {
        text: "要改哪一项，直接说就行，比如“钱是3万”“对方叫某某”“是去年5月的事”。",
      });
      return "done";
    case "entry":
      showEntry(scene, argument);
      return "done";
    case "supp": {
      const lead = context.reported.find((l) => l.value.id === argument);
      const files =
        here.now.awaiting?.kind === "files"
          ? (JSON.parse(here.now.awaiting.data) as IncomingMessage["attachments"])
          : [];
      const text = here.now.awaiting?.kind === "supplement" ? here.now.awaiting.data : "";
      talk(pen, context, here, { awaiting: null, choices: [] });
      if (lead) supplement(pen, context, person, lead, { ...scene.heard, text }, files);
      return "done";
    }
    default: {
      const command = readButton(data);
      // A number with a reason kept from before: 「退 不归我管」 and then which lead.
      if (command?.kind === "move" && here.now.awaiting?.kind === command.move && here.now.awaiting.lead === null)
        return { ...command, rest: here.now.awaiting.data };
      return command;
    }
  }
}

function stalePress({ pen, person }: Scene): "done" {
  say(pen, { person: person.id }, "plain", { text: "这个按钮是之前的，已经用不上了。请看最后一条消息。" });
  return "done";
}

/** The question behind a chosen suggestion is answered as if it had been asked; 都不是 leaves it to a person. */
function showEntry(scene: Scene, entry: string): void {
  const { pen, context, here, message } = scene;
  const question = here.now.choices.find((c) => c.data === `entry:${entry}`)?.label;
  if (entry === "" || !question) {
    keepQuestion(pen, context, here.now.lastQuestion ?? "", "unanswered", null);
    say(pen, context.group ? { group: context.group.value.id } : { person: scene.person.id }, "noAnswer", {
      phone: phoneFor(context, null).phone,
      duty: null,
      studio: "",
    });
    talk(pen, context, here, { choices: [] });
    return;
  }
  if (here.now.lastQuestion) keepQuestion(pen, context, here.now.lastQuestion, "goodAnswer", entry);
  ask(pen, context, here, {
    text: question,
    at: message.sentAt,
    addressed: true,
    replyTo: scene.replyTo,
    offerReport: false,
  });
}

/** Carries out a command; false when it is none here and its words mean something else (对, 好 in a group). */
function carryOut(scene: Scene, command: Command): boolean {
  const { pen, context, person, here, priv, message } = scene;
  const me = { person: person.id };
  const draft = context.drafts.find((d) => d.value.id === priv.now.draft) ?? context.drafts[0];
  const spoken = message.addressed || message.button !== undefined || context.group === undefined;
  switch (command.kind) {
    case "bindCode":
      if (!context.code && !/\d/.test(command.code)) return false;
      bindCode(pen, context, person);
      return true;
    case "bindGroup":
      bindGroup(pen, context, person, command.places);
      return true;
    case "groupMode":
      if (!spoken) return false;
      setMode(pen, context, person, command.mode);
      return true;
    case "help":
      if (!spoken) return false;
      say(pen, context.group ? { group: context.group.value.id } : me, "help", helpFor(context.speaker.roles), {
        replyTo: scene.replyTo,
      });
      return true;
    case "report": {
      if (context.group && !spoken && here.now.offeredAt === null) return false;
      const text = [bufferText(here), command.rest].filter(Boolean).join("\n");
      if (text.trim() === "") {
        if (here.now.lastQuestion) return startFrom(scene, here.now.lastQuestion);
        if (!context.settings.intakeAllowed(person.platform)) return startFrom(scene, "");
        say(pen, me, "plain", { text: "您说，是什么事？谁和谁、因为什么、在哪个村，想到哪说到哪。" });
        if (context.group)
          say(
            pen,
            { group: context.group.value.id },
            "movedToPrivate",
            { name: person.name },
            { replyTo: scene.replyTo },
          );
        talk(pen, context, priv, { awaiting: { kind: "report", lead: null, data: "" } });
        return true;
      }
      return startFrom(scene, text);
    }
    case "confirm":
      if (context.group || !draft || draft.value.paused || !draft.value.confirming) return false;
      submit(scene, draft);
      return true;
    case "cancel":
      if (context.group && !spoken) return false;
      if (draft) dropDraft(pen, context, priv, draft);
      else if (here.now.buffer.length > 0 || here.now.awaiting)
        talk(pen, context, here, { buffer: [], bufferSince: null, awaiting: null, choices: [] });
      else if (context.group) return false;
      say(pen, me, "cancelled", { what: draft ? "draft" : "nothing" });
      return true;
    case "later":
      if (context.group || !draft) return false;
      putAside(pen, context, draft);
      say(pen, me, "kept", { hours: 72 });
      return true;
    case "resume":
      if (context.group || !draft) return false;
      say(pen, me, "resumed", { cause: causeOf(context, draft.value.cause).name });
      goOn(pen, context, person, priv, draft, { ...draft.value, paused: false, asked: null });
      return true;
    case "myData":
    case "exportMyData":
      myData(pen, context, person, command.kind === "exportMyData");
      return true;
    case "deleteMyData":
      deleteMyData(pen, context, person, priv);
      return true;
    case "privacy": {
      const { phone, tribunal } = phoneFor(context, null);
      say(pen, me, "privacyNotice", { court: tribunal, phone, first: false });
      return true;
    }
    case "progress":
      if (context.group && !spoken) return false;
      progress(pen, context, command.number);
      return true;
    case "withdraw":
      if (context.group && !spoken) return false;
      withdraw(pen, context, command.number);
      return true;
    case "rate": {
      const entry = command.entry ?? here.now.lastEntry;
      if (!entry || (!spoken && !message.button)) return false;
      keepQuestion(pen, context, here.now.lastQuestion ?? "", command.good ? "goodAnswer" : "badAnswer", entry);
      say(pen, context.group ? { group: context.group.value.id } : me, "rated", { good: command.good });
      return true;
    }
    case "myLeads":
      if (!may("listLeads", context.speaker.roles)) {
        say(pen, me, "refused", { why: "role", what: "看线索" });
        note(pen, {
          by: person.id,
          role: context.speaker.roles[0] ?? "stranger",
          action: "listLeads",
          about: "",
          outcome: "refused",
        });
        return true;
      }
      listLeads(pen, context);
      return true;
    case "move":
      if (context.group && !spoken && context.named.length === 0) return false;
      judgeMove(pen, context, priv, command);
      return true;
  }
}

function startFrom(scene: Scene, text: string): boolean {
  const { pen, context, person, here, priv } = scene;
  begin(pen, context, person, here, priv, { ...scene.heard, text });
  return true;
}

function submit({ pen, context, priv }: Scene, draft: Doc<Draft>): void {
  dropDraft(pen, context, priv, draft);
  register(pen, context, draft.value);
}

/** A judge's reason, a victim's safe hour, the first words of a report: what the bot last asked for outside a form. */
function awaited(scene: Scene): boolean {
  const { pen, context, priv, message, person, heard } = scene;
  const wait = priv.now.awaiting;
  if (!wait || context.group) return false;
  if (wait.kind === "safeContact") {
    const lead = context.reported.find((l) => l.value.id === wait.lead);
    if (lead) safeContact(pen, context, person, priv, lead, message.text, message.sentAt);
    return lead !== undefined;
  }
  if (wait.kind === "report") {
    if (scene.event.understanding.intent === "ask-legal-question" && heard.parties.length === 0) return false;
    talk(pen, context, priv, { awaiting: null });
    gather(pen, context, priv, message, true);
    return true;
  }
  if (["sendBack", "refer", "close", "feedback"].includes(wait.kind) && wait.lead) {
    judgeMove(pen, context, priv, {
      kind: "move",
      move: wait.kind as "close",
      number: wait.lead,
      rest: message.text.trim().slice(0, 1_000),
    });
    return true;
  }
  return false;
}

/** A message while a form is open: a question is answered and the form goes on, everything else belongs to the form. */
function withDraft(scene: Scene, draft: Doc<Draft>): void {
  const { pen, context, person, priv, event, message, heard } = scene;
  const { intent, confidence } = event.understanding;
  const short = message.text.trim().length <= 4;
  const answers =
    draft.value.asked !== null &&
    (heard.parties.length > 0 ||
      heard.amount !== null ||
      heard.phones.length > 0 ||
      heard.places.length > 0 ||
      heard.occurred !== null);
  const question =
    intent === "ask-legal-question" &&
    confidence > 0.6 &&
    !short &&
    !answers &&
    /[?？]|吗|嘛|咋|怎么|多少|能不能|可不可以|行不|不行|算不算|什么|啥|哪/u.test(message.text);
  if (question) {
    ask(pen, context, priv, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: undefined,
      offerReport: false,
    });
    const back = draft.value.askedTimes[draft.value.asked ?? ""] ?? 0;
    const again: Draft = {
      ...draft.value,
      questions: Math.max(0, draft.value.questions - 1),
      askedTimes: { ...draft.value.askedTimes, [draft.value.asked ?? ""]: Math.max(0, back - 1) },
    };
    goOn(pen, context, person, priv, draft, again, "咱们接着登记。");
    return;
  }
  if (intent === "check-progress" && confidence > 0.8) return progress(pen, context, null);
  hear(pen, context, person, priv, draft, heard);
}

function byIntent(scene: Scene): void {
  const { pen, context, event, message, person, here, priv, heard } = scene;
  const { intent, confidence, runnerUp } = event.understanding;
  const group = context.group;
  const spoken = message.addressed || !group;
  const named = namedLead(context);
  if (
    named &&
    (message.quoted || /补充|还有|另外|更正|照片|证据/u.test(message.text) || intent === "supplement-lead")
  ) {
    const judge =
      works(scene) && context.assigned.some((l) => l.key === named.key) && named.value.reporter !== person.id;
    if (judge)
      return judgeMove(pen, context, priv, {
        kind: "move",
        move: "feedback",
        number: named.value.id,
        rest: message.text.trim(),
      });
    return supplement(pen, context, person, named, heard, message.attachments);
  }
  // Words that go on with a report being said, whatever they look like alone.
  if (
    here.now.buffer.length > 0 &&
    context.timers.has(`buffer:${here.now.id}`) &&
    intent !== "ask-legal-question" &&
    intent !== "greeting-smalltalk"
  ) {
    return gather(pen, context, here, message, message.addressed);
  }
  // Prying, pleading, forging and the like are met as such, whatever else the words resemble.
  if (spoken && context.content.refuses(message.text)) {
    ask(pen, context, here, { text: message.text, at: message.sentAt, addressed: true, replyTo: scene.replyTo, offerReport: false });
    return;
  }
  switch (intent) {
    case "report-dispute":
      // A bare question is answered first, whoever it sounds like; a story with a question in it stays a report.
      if (spoken && asksOnly(message.text, heard)) {
        ask(pen, context, here, {
          text: message.text,
          at: message.sentAt,
          addressed: true,
          replyTo: scene.replyTo,
          offerReport: true,
        });
        return;
      }
      // Unasked, the bot speaks up only for a quarrel that has somebody in it, not for a sigh about prices.
      if (!spoken && (group?.value.mode !== "normal" || !tellsOfQuarrel(heard, confidence))) return;
      return gather(pen, context, here, message, message.addressed);
    case "ask-legal-question": {
      if (!spoken) return;
      const report =
        event.understanding.cause !== null &&
        event.understanding.cause !== "other" &&
        (runnerUp?.intent === "report-dispute" || heard.parties.length > 0);
      ask(pen, context, here, {
        text: message.text,
        at: message.sentAt,
        addressed: spoken,
        replyTo: scene.replyTo,
        offerReport: report,
      });
      return;
    }
    case "check-progress":
      return spoken ? progress(pen, context, leadNumber(/\d{1,4}(?=\s*号)/u.exec(message.text)?.[0])) : undefined;
    case "supplement-lead": {
      if (!spoken) return;
      const open = openLeads(context);
      if (open.length === 1 && open[0]) return supplement(pen, context, person, open[0], heard, message.attachments);
      if (open.length > 1) return whichLead(scene, open);
      return gather(pen, context, here, message, message.addressed);
    }
    case "judge-feedback":
      if (works(scene) && (spoken || context.named.length > 0))
        return judgeMove(pen, context, priv, {
          kind: "move",
          move: "feedback",
          number: null,
          rest: message.text.trim(),
        });
      return spoken ? fallback(scene) : undefined;
    case "ask-judge-contact":
      return spoken ? contact(pen, context, message.text, scene.replyTo) : undefined;
    case "request-visit":
      return spoken ? visit(pen, context, person, message.text, heard.places[0]?.id ?? null) : undefined;
    case "request-mediation-guidance":
      return spoken ? guidance(scene) : undefined;
    case "greeting-smalltalk":
      if (!spoken) return;
      say(
        pen,
        group ? { group: group.value.id } : { person: person.id },
        "smalltalk",
        {
          kind: /谢|辛苦|麻烦/u.test(message.text)
            ? "thanks"
            : /谁|什么人|机器人|真人/u.test(message.text)
              ? "who"
              : "hello",
        },
        { replyTo: scene.replyTo },
      );
      return;
    default:
      if (spoken && (confidence > 0 || !group)) fallback(scene);
  }
}

const asks =
  /[?？]\s*$|(?:吗|嘛|么|呢|不|没)[?？。\s]*$|会不会|能不能|可不可以|是不是|要不要|算不算|怎么办|咋办|咋整|多少|多久|哪个|谁管|找谁/u;

/** A question with nobody and no sum in it: nothing of it could be taken down. */
const asksOnly = (text: string, heard: Heard): boolean =>
  asks.test(text) &&
  text.length <= 60 &&
  heard.amount === null &&
  heard.occurred === null &&
  heard.parties.every((p) => p.name === "本人" || p.role === "other");

function whichLead({ pen, context, message, here, person }: Scene, open: Doc<Lead>[]): void {
  const options = open
    .slice(0, 5)
    .map((l) => ({ label: `${l.value.id} ${causeOf(context, l.value.cause).name}`, data: `supp:${l.value.id}` }));
  say(pen, { person: person.id }, "which", { ask: "这是给哪一件补充的？", options });
  talk(pen, context, here, {
    choices: options,
    awaiting: { kind: "supplement", lead: null, data: message.text.slice(0, 2_000) },
  });
}

/** Addressed, but no intent fits: the knowledge is tried; what it ignores gets the way on. */
function fallback(scene: Scene): void {
  const { pen, context, here, message, person } = scene;
  if (
    ask(pen, context, here, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: scene.replyTo,
      offerReport: false,
    })
  )
    return;
  if (!context.group) say(pen, { person: person.id }, "help", helpFor(context.speaker.roles));
}

function guidance(scene: Scene): void {
  const { pen, context, event, message, person, here } = scene;
  const text = event.understanding.cause ? context.content.guidance.get(event.understanding.cause) : undefined;
  if (!text || !may("guidance", context.speaker.roles)) {
    ask(pen, context, here, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: scene.replyTo,
      offerReport: false,
    });
    return;
  }
  say(pen, context.group ? { group: context.group.value.id } : { person: person.id }, "guidance", { text });
}
