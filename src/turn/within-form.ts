// A message that answers what the bot last asked: inside an open form, or a reason, a safe hour, the first words of a report.
import type { Draft } from "../leads/lead.ts";
import { ask } from "./ask.ts";
import { safeContact } from "./danger.ts";
import { goOn, hear } from "./intake.ts";
import { judgeMove } from "./judge.ts";
import { progress } from "./own.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { gather } from "./report.ts";
import type { Scene } from "./scene.ts";

/** A judge's reason, a victim's safe hour, the first words of a report: what the bot last asked for outside a form. */
export function awaited(scene: Scene): boolean {
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
export function withDraft(scene: Scene, draft: Doc<Draft>): void {
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
