// Carrying out the fixed commands, whoever says them where; what they mean nowhere else is left to the intents.
import type { Draft } from "../leads/lead.ts";
import { may } from "../leads/actions.ts";
import { addTo } from "./adding.ts";
import { complain, followUp, promiseAnswer } from "./after-closing.ts";
import { mayMove } from "../leads/moves.ts";
import { register } from "./assign.ts";
import { keepQuestion, storyTold } from "./ask.ts";
import { correct } from "./correct.ts";
import { setEducation, tellStory } from "./education.ts";
import { announce, announceNow } from "./education-announce.ts";
import type { Command } from "./command.ts";
import { readCommand } from "./commands.ts";
import { flowCommand } from "./flows.ts";
import { bindCode, bindGroup, setMode } from "./groups.ts";
import { helpFor } from "./help.ts";
import { causeOf, dropDraft, goOn, phoneFor, putAside } from "./intake.ts";
import { addToKnown, knownAlready, linkMany } from "./known.ts";
import { aboutWork, mayMean } from "./judge-words.ts";
import { judgeMove, listLeads, showLead } from "./judge.ts";
import { make } from "./making.ts";
import { correctMyData, deleteMyData, myData } from "./my-data.ts";
import { progress, withdraw } from "./own.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { startFrom } from "./report.ts";
import { showArticle } from "./statute.ts";
import { note, say } from "./turn.ts";
import { reception } from "./reception.ts";
import { chooseWay, session } from "./session.ts";
import { chooseSlot } from "./visit.ts";
import { nextDispute } from "./waiting.ts";
import { acceptVisit, cancelVisit } from "./visit-life.ts";
import { type Scene, works } from "./scene.ts";

/** Carries out a command; false when it is none here and its words mean something else (对, 好 in a group). */
export function carryOut(scene: Scene, command: Command): boolean {
  const { pen, context, person, here, priv, message } = scene;
  const me = { person: person.id };
  const draft =
    context.drafts.find((d) => d.value.id === priv.now.draft) ??
    context.drafts.find((d) => !d.value.waits) ??
    context.drafts[0];
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
    case "tellStory":
    case "nextStory":
      if (!spoken) return false;
      tellStory(scene, command.kind === "nextStory" ? command.turn : 0);
      return true;
    case "education":
      return setEducation(scene, { off: !command.on });
    case "educationLimit":
      return setEducation(scene, { perWeek: command.perWeek });
    case "announce":
      if (!spoken) return false;
      return announce(scene, command.rest, command.sure);
    case "announceNow":
      return announceNow(scene, command.yes);
    case "help":
      if (!spoken) return false;
      say(pen, context.group ? { group: context.group.value.id } : me, "help", helpFor(context.speaker.roles), {
        replyTo: scene.replyTo,
      });
      return true;
    case "report": {
      if (context.group && !spoken && here.now.offeredAt === null) return false;
      if (
        !context.group &&
        draft &&
        !draft.value.paused &&
        command.rest.trim() === "" &&
        here.now.buffer.length === 0
      ) {
        goOn(pen, context, person, priv, draft, { ...draft.value, asked: null }, "正登记着呢，咱们接着填。");
        return true;
      }
      const told = storyTold(context, here);
      if (here.now.buffer.length > 0 || command.rest.trim() !== "") return startNow(scene, command.rest, told);
      const before = told ?? here.now.lastQuestion;
      if (before) return startNow(scene, before);
      if (!context.settings.intakeAllowed(person.platform)) {
        say(pen, context.group ? { group: context.group.value.id } : me, "intakeOff", phoneFor(context, null));
        return true;
      }
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
    case "confirm":
      if (message.text.trim().startsWith("确认") && announceNow(scene, true)) return true;
      if (!context.group && priv.now.awaiting?.kind === "voice") {
        const said = priv.now.awaiting.data;
        talk(pen, context, priv, { awaiting: null });
        return startNow(scene, said);
      }
      // 行 to 【约见】: the one meeting that waits for this person's word.
      if (
        !context.group &&
        (!draft || draft.value.paused) &&
        /^(?:行|可以|中|成|没问题|ok)/iu.test(message.text.trim())
      )
        return acceptVisit(pen, context, null);
      if (context.group || !draft || draft.value.paused || !draft.value.confirming) return false;
      submit(scene, draft);
      return true;
    case "cancel":
      if (context.group && !spoken) return false;
      if (announceNow(scene, false)) return true;
      if (draft) {
        dropDraft(pen, context, priv, draft);
        say(pen, me, "cancelled", { what: "draft" });
        nextDispute(pen, context, person, priv, draft.value);
        return true;
      }
      if (here.now.buffer.length > 0 || here.now.awaiting)
        talk(pen, context, here, { buffer: [], bufferSince: null, awaiting: null, choices: [] });
      else if (context.group) return false;
      say(pen, me, "cancelled", { what: "nothing" });
      return true;
    case "later":
      if (context.group || !draft) return false;
      putAside(pen, context, draft);
      say(pen, me, "kept", { hours: 72 });
      return true;
    case "resume":
      if (context.group) return false;
      if (!draft) {
        say(pen, me, "plain", { text: "现在没有填到一半的。要登记纠纷，直接跟我说是什么事。" });
        return true;
      }
      say(pen, me, "resumed", { cause: causeOf(context, draft.value.cause).name });
      goOn(pen, context, person, priv, draft, { ...draft.value, paused: false, waits: false, asked: null });
      return true;
    case "myData":
    case "exportMyData":
      myData(pen, context, person, command.kind === "exportMyData");
      return true;
    case "correctMyData":
      // Within a form it is the form that is put right; in a group nobody's number is read.
      // Right behind a story that is still being said it belongs to the story.
      if (context.group || draft || here.now.buffer.length > 0) return false;
      correctMyData(pen, context, person, command.what, command.value);
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
      // 撤回 while a form is being filled means the form.
      if (command.number === null && draft && !draft.value.paused && !context.group)
        return carryOut(scene, { kind: "cancel" });
      withdraw(pen, context, command.number);
      return true;
    case "addTo":
      return addTo(scene);
    case "followUp":
      followUp(pen, context, priv, command.number, command.score, "");
      return true;
    case "promise":
      promiseAnswer(pen, context, priv, command.number, command.how);
      return true;
    case "visit":
      chooseSlot(pen, context, person, command.slot);
      return true;
    case "session":
      return session(scene, command);
    case "reception":
      return reception(scene, command);
    case "sessionWay":
      chooseWay(scene, command.way);
      return true;
    case "visitYes":
      return acceptVisit(pen, context, command.slot);
    case "visitNo":
      if (cancelVisit(pen, context, command.slot, command.rest)) return true;
      if (context.group || !/^(?:取消|推掉)/u.test(message.text.trim())) return false;
      say(pen, me, "plain", { text: "您现在没有约法官见面，不用取消。要约，说“请法官上门”或者“约远程”。" });
      return true;
    case "correct":
      // Who reported it says it in their own words: that is a supplement.
      if (context.group || !mayMove("correct", context.speaker.roles)) return false;
      correct(pen, context, command.number, command.rest);
      return true;
    case "complain":
      if (context.group) return false;
      return complain(pen, context, priv, command.number, command.rest);
    case "rate": {
      const entry = command.entry ?? here.now.lastEntry;
      if (!entry || (!spoken && !message.button)) return false;
      keepQuestion(pen, context, here.now.lastQuestion ?? "", command.good ? "goodAnswer" : "badAnswer", entry);
      say(pen, context.group ? { group: context.group.value.id } : me, "rated", { good: command.good });
      return true;
    }
    case "article":
      if (context.group && !spoken) return false;
      showArticle(scene, command.request);
      return true;
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
    case "flow": {
      if (context.group && !spoken && context.named.length === 0) return false;
      if (flowCommand(scene, command)) return true;
      const other = readCommand(message.text, works(scene), false);
      return other !== null && carryOut(scene, other);
    }
    case "make":
      if (context.group && !spoken) return false;
      make(scene, command);
      return true;
    case "show":
      if (context.group && !spoken) return false;
      if (!showLead(pen, context, command.number)) progress(pen, context, command.number);
      return true;
    case "move":
      if (context.group && !spoken && context.named.length === 0) return false;
      // 谈崩了，让他去立案吧: a judge's own words are not told on before they say so.
      if (meansMore(scene, command)) return false;
      judgeMove(pen, context, priv, command);
      return true;
  }
}

/** The result in a judge's plain words, without 反馈 in front: what it may mean is offered first. */
const meansMore = ({ context, message }: Scene, command: Command): boolean =>
  command.kind === "move" &&
  command.move === "feedback" &&
  message.button === undefined &&
  command.rest.replaceAll("，", ",") === command.said &&
  context.named.length === 0 &&
  mayMean(context) &&
  aboutWork(command.rest);

/** The words so far are read as one report at once. */
/** Takes down what was told before, what is still being gathered and what was said now, in this order and each once. */
function startNow({ pen, context, here }: Scene, now: string, told: string | null = null): boolean {
  const said = here.now.buffer.map((b) => b.text);
  const before = told !== null && !said.some((text) => told.includes(text)) ? [told] : [];
  talk(pen, context, here, { told: null });
  startFrom(pen, context, here, [...before, ...said, now]);
  return true;
}

function submit({ pen, context, person, priv }: Scene, draft: Doc<Draft>): void {
  dropDraft(pen, context, priv, draft);
  const known = knownAlready(context, draft.value);
  if (known) addToKnown(pen, context, known, draft.value);
  else linkMany(pen, context, draft.value, (linked) => register(pen, context, draft.value, linked));
  nextDispute(pen, context, person, priv, draft.value);
}
