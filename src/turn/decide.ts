// The decision of a turn: pure, from an event and what was loaded for it to documents, notices and timers.
import { allClear } from "./calm.ts";
import type { Context, Event } from "./context.ts";
import { curate } from "./curation.ts";
import { danger } from "./danger.ts";
import { meetGroup } from "./groups.ts";
import { hear as hearFacts } from "../leads/hear.ts";
import { helpFor } from "./help.ts";
import { meetPerson, talk, talkOf } from "./people.ts";
import { opened } from "./report.ts";
import { stepwise } from "./stepwise.ts";
import { attach } from "./supplement.ts";
import { ring } from "./timers.ts";
import { newPen, type Pen, say, type Turn } from "./turn.ts";
import { undelivered } from "./undelivered.ts";
import { byIntent } from "./by-intent.ts";
import { carryOut } from "./carry-out.ts";
import { chosen } from "./choices.ts";
import { type MessageEvent, openDraft, type Scene } from "./scene.ts";
import { awaited, withDraft } from "./within-form.ts";

/** Group chatter older than this when it arrives (history after a reconnect) is not answered. */
const stale = 60 * 60_000;

const presence = "我在。想问法律上的事，直接问就行；要反映纠纷，回“登记”，我私聊您填。";

export function decide(event: Event, context: Context): Turn {
  const pen = newPen(event.id, context.now);
  if (event.kind === "undelivered") undelivered(pen, context, event.row, event.reason);
  else if (event.kind === "timer") {
    const heard = event.understanding
      ? hearFacts(event.understanding, context.content, context.now, context.speaker.id)
      : null;
    ring(pen, context, event.timer, heard, event.composed);
  } else onMessage(pen, context, calmed(event, context));
  return pen.turn;
}

/** Few words that answer what a form asks (没打人，就是撵我) are a cry for help only if a known word of danger says so. */
const cry = 20;

function calmed(event: MessageEvent, context: Context): MessageEvent {
  const { danger, runnerUp } = event.understanding;
  const { message } = event;
  if (!danger.ruled || message.chat.kind !== "private" || message.text.length > cry) return event;
  const open = context.privateConversation?.value.draft;
  const draft = context.drafts.find((d) => d.value.id === open)?.value;
  if (!draft || draft.paused || (draft.asked === null && !draft.confirming)) return event;
  const intent = runnerUp?.intent ?? "other";
  const confidence = runnerUp?.confidence ?? 0;
  return { ...event, understanding: { ...event.understanding, danger: danger.ruled, intent, confidence } };
}

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
  if (message.event === "edit" && rewritten(scene)) return;
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
  if (allClear(scene)) return;
  if (context.group && !message.addressed && context.now - message.sentAt > stale) return;
  if (message.attachments.length > 0 && message.text.trim() === "")
    return attach(pen, context, person, here, priv, message, heard);
  if (message.text.trim() === "" && !message.button) {
    // Called by name and nothing more: it says that it is there.
    if (message.addressed && context.group && message.event === "message")
      say(pen, { group: context.group.value.id }, "plain", { text: presence }, { replyTo: scene.replyTo });
    return;
  }
  if (message.attachments.length > 0) attach(pen, context, person, here, priv, message, heard);

  if (stepwise(scene)) return;
  if (!message.button && curate(scene)) return;
  const command = chosen(scene);
  if (command === "done") return;
  if (command && carryOut(scene, command)) return;
  if (awaited(scene)) return;
  const draft = openDraft(scene);
  if (draft && !context.group) return withDraft(scene, draft);
  byIntent(scene);
}

/** An edited message: words still being gathered are replaced; what was answered already is not answered again. */
function rewritten({ pen, context, event, message, here, priv }: Scene): boolean {
  const id = message.replyId ?? message.messageId;
  const known = here.now.buffer.some((b) => b.replyId === id);
  if (known)
    talk(pen, context, here, {
      buffer: here.now.buffer.map((b) => (b.replyId === id ? { ...b, text: message.text.slice(0, 4_000) } : b)),
    });
  // Danger is met whenever it is said; in a form an edit is one more thing said.
  return (
    known || (event.understanding.danger.level !== "high" && (context.group !== undefined || priv.now.draft === null))
  );
}

function recall({ pen, context, message, here }: Scene): void {
  const buffer = here.now.buffer.filter(
    (b) => b.messageId !== message.messageId && b.replyId !== (message.replyId ?? message.messageId),
  );
  if (buffer.length !== here.now.buffer.length) talk(pen, context, here, { buffer });
}
