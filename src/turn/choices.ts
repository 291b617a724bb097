// A pressed button or a number from the last list: what was chosen, carried out or turned into a command.
import { ask, keepQuestion } from "./ask.ts";
import { readButton } from "./buttons.ts";
import type { Command } from "./command.ts";
import { readCommand } from "./commands.ts";
import { causeOf, chooseCause, choosePlace, hear, phoneFor } from "./intake.ts";
import { meantAs, wordsAbout } from "./judge-words.ts";
import type { IncomingMessage } from "./message.ts";
import { talk } from "./people.ts";
import { questionFor } from "../leads/form.ts";
import { startFrom } from "./report.ts";
import { supplement } from "./supplement.ts";
import { say } from "./turn.ts";
import { openDraft, type Scene, works } from "./scene.ts";

/** 2, 2., 选2, 第二个, 第2条: which of the list. */
function chosenNumber(text: string): number | null {
  const m = /^\s*(?:(?:选|第)\s*([\d一二三四五六七八九]{1,2})\s*[个项条种]?|(\d{1,2}))\s*[.、。)）]?\s*$/u.exec(
    text.normalize("NFKC"),
  );
  const said = m?.[1] ?? m?.[2];
  if (said === undefined) return null;
  const spoken = "一二三四五六七八九".indexOf(said) + 1;
  return spoken > 0 ? spoken : Number(said);
}

/** A pressed button or a number chosen from the last list; `done` when it was carried out already. */
export function chosen(scene: Scene): Command | "done" | null {
  const { message, here, priv, context, pen, person } = scene;
  const button = message.button;
  const listed = chosenNumber(message.text);
  const data =
    button ??
    (listed === null ? undefined : here.now.choices[listed - 1]?.data) ??
    here.now.choices.find((c) => c.label === message.text.trim())?.data ??
    (/^(?:都?不(?:是|知道|清楚|对)|没有|说不清)[。了的啊呀]*$/u.test(message.text.trim())
      ? here.now.choices.find((c) => c.data === "entry:")?.data
      : undefined);
  if (
    data === undefined &&
    listed !== null &&
    here.now.choices.length === 0 &&
    !context.group &&
    !openDraft(scene) &&
    !/^\s*\d/u.test(message.text)
  ) {
    say(pen, { person: person.id }, "plain", { text: "现在没有要选的。想问什么，直接说就行。" });
    return "done";
  }
  if (data === undefined) return message.text.trim() === "" ? "done" : readCommand(message.text, works(scene));
  const [verb = "", argument = "", ...rest] = data.split(":");
  const more = rest.join(":");
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
    case "cause":
      if (draft) chooseCause(pen, context, person, priv, draft, argument);
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
    case "words":
      return wordsAbout(scene, argument);
    case "meant":
      return meantAs(scene, argument);
    case "supp": {
      const lead = context.reported.find((l) => l.value.id === argument);
      const files =
        here.now.awaiting?.kind === "files"
          ? (JSON.parse(here.now.awaiting.data) as IncomingMessage["attachments"])
          : [];
      const text = here.now.awaiting?.kind === "supplement" ? here.now.awaiting.data : "";
      talk(pen, context, here, { awaiting: null, choices: [] });
      if (argument === "" && text) startFrom(pen, context, here, [text]);
      if (lead) supplement(pen, context, person, lead, { ...scene.heard, text }, files);
      return "done";
    }
    default: {
      const command = readButton(data);
      // A number with a reason kept from before: 「退 不归我管」 and then which lead.
      if (command?.kind === "move" && here.now.awaiting?.kind === command.move && here.now.awaiting.lead === null)
        return { ...command, rest: here.now.awaiting.data };
      if (command?.kind === "flow" && here.now.awaiting?.kind === verb && here.now.awaiting.lead === null)
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
