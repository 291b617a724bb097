// 补充 alone, and what comes after it: the next words belong to what was registered, to which of several is asked.
import type { Lead } from "../leads/lead.ts";
import { causeOf } from "./intake.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { openDraft, type Scene } from "./scene.ts";
import { openLeads, supplement } from "./supplement.ts";
import { say } from "./turn.ts";

/** 补充, and nothing more: false in a group that did not call the bot. */
export function addTo(scene: Scene): boolean {
  const { pen, context, person, priv, message } = scene;
  if (context.group) {
    if (!message.addressed) return false;
    say(pen, { group: context.group.value.id }, "plain", { text: "要补充什么，私聊发给我，群里不说个人的事。" });
    return true;
  }
  const me = { person: person.id };
  const open = openLeads(context);
  if (openDraft(scene)) say(pen, me, "plain", { text: "您说，我接着记。" });
  else if (open.length === 0)
    say(pen, me, "plain", { text: "您现在没有正在办的事可补充。要登记，直接跟我说是什么事；已经办完的，打法庭电话。" });
  else {
    say(pen, me, "plain", { text: "您说，要补充什么？发字、发照片都行。" });
    const only = open.length === 1 ? (open[0]?.value.id ?? null) : null;
    talk(pen, context, priv, { choices: [], awaiting: { kind: "addTo", lead: only, data: "" } });
  }
  return true;
}

/** What was to be added is said; a question in between is answered as one. */
export function added(scene: Scene): boolean {
  const { pen, context, person, priv, message, heard, event } = scene;
  const wait = priv.now.awaiting;
  if (wait?.kind !== "addTo") return false;
  if (event.understanding.intent === "ask-legal-question" && heard.parties.length === 0) return false;
  talk(pen, context, priv, { awaiting: null });
  const open = openLeads(context);
  const doc = open.find((l) => l.value.id === wait.lead);
  if (doc) supplement(pen, context, person, doc, heard, message.attachments);
  else if (open.length > 0) whichLead(scene, open);
  return doc !== undefined || open.length > 0;
}

/** Which of several the words are for; `orNew`: or another matter. */
export function whichLead({ pen, context, message, here, person }: Scene, open: Doc<Lead>[], orNew = false): void {
  const options = open
    .slice(0, 5)
    .map((l) => ({ label: `${l.value.id} ${causeOf(context, l.value.cause).name}`, data: `supp:${l.value.id}` }))
    .concat(orNew ? [{ label: "是另外一件事", data: "supp:" }] : []);
  const ask = orNew && open.length === 1 ? "这是给您登记过的事补充的，还是另外一件事？" : "这是给哪一件补充的？";
  say(pen, { person: person.id }, "which", { ask, options });
  talk(pen, context, here, {
    choices: options,
    awaiting: { kind: "supplement", lead: null, data: message.text.slice(0, 2_000) },
  });
}
