// From a notice and its facts to the words people read, with buttons or a numbered list, shaped for the chat it goes to.
import type { Button } from "../../turn/message.ts";
import type { OutboxRow } from "../../turn/documents.ts";
import type { NoticeName, Notices } from "../../turn/notices.ts";
import { answerWords } from "./answers.ts";
import { curationWords } from "./curation.ts";
import { educationWords } from "./education.ts";
import { flowWords } from "./flows.ts";
import { groupWords } from "./group.ts";
import { intakeWords } from "./intake.ts";
import { lifeWords } from "./life.ts";
import { judgeWords } from "./judge.ts";
import { receptionWords } from "./reception.ts";
import { reporterWords } from "./reporter.ts";
import { stepwiseWords } from "./stepwise.ts";
import { visitWords } from "./visit.ts";

/** Where the words go, which changes what may be in them. */
export type Where = {
  group: boolean;
  buttons: boolean;
  /** The link that opens the private chat with a token, null where the platform has none. */
  link(token: string): string | null;
  /** What the bot is called there, for 「@我」. */
  botName: string;
};

/** `listed`: the text itself lists the options. `quietButtons`: without buttons they are left out rather than listed. */
export type Rendered = { text: string; buttons?: Button[][]; listed?: boolean; quietButtons?: boolean };
export type Words<P> = (params: P, where: Where) => Rendered;

const words: { [N in NoticeName]: Words<Notices[N]> } = {
  ...answerWords,
  ...curationWords,
  ...educationWords,
  ...flowWords,
  ...groupWords,
  ...intakeWords,
  ...judgeWords,
  ...lifeWords,
  ...receptionWords,
  ...reporterWords,
  ...stepwiseWords,
  ...visitWords,
};

const copyMark = "【重发】这条可能已经发过，以这条为准。\n";

/** The text and buttons of an outbox row for one chat. */
export function renderNotice(
  row: Pick<OutboxRow, "notice" | "params" | "copy">,
  where: Where,
): { text: string; buttons: Button[][] } {
  const make = words[row.notice as NoticeName] as Words<unknown> | undefined;
  if (!make) throw new Error(`there are no words for the notice "${row.notice}"; add them in delivery/notices`);
  const made = make(row.params, where);
  const text = (row.copy ? copyMark : "") + made.text;
  const buttons = (made.buttons ?? [])
    .map((line) => line.filter((b) => Buffer.byteLength(b.data) <= 64))
    .filter((line) => line.length > 0);
  if (where.buttons || made.listed) return { text, buttons: where.buttons ? buttons : [] };
  if (buttons.length === 0 || made.quietButtons) return { text, buttons: [] };
  const list = buttons.flat().map((b, i) => `${i + 1}. ${b.label}`);
  return { text: `${text}\n回数字：${list.join("　")}`, buttons: [] };
}
