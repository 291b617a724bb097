// Two kinds of dispute fit what was said nearly alike: the person is asked once which it is, instead of being guessed for.
import type { Draft } from "../leads/lead.ts";
import type { Heard } from "../leads/take.ts";
import { asCause, causeSaid } from "../leads/which-cause.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { type Talk, talk } from "./people.ts";
import { type Pen, say } from "./turn.ts";

const candidates = (context: Context, draft: Draft) =>
  (draft.causes ?? []).flatMap((id) => context.content.causes.get(id) ?? []);

/** Before anything else, for the form's own questions follow from it; once, and not while all is read back. */
export const asksCause = (draft: Draft): boolean =>
  (draft.causes ?? []).length > 1 && !draft.confirming && (draft.askedTimes["cause"] ?? 0) === 0;

export function askCause(pen: Pen, context: Context, person: Person, it: Talk, draft: Draft, intro: string): void {
  const causes = candidates(context, draft);
  const options = [
    ...causes.map((cause) => ({ label: cause.plain, data: `cause:${cause.id}` })),
    { label: "都不是", data: "cause:" },
  ];
  const ask = `${intro}${intro && "\n"}这事主要是${causes.map((cause) => `“${cause.plain}”`).join("，还是")}？`;
  say(pen, { person: person.id }, "which", { ask, options });
  talk(pen, context, it, { draft: draft.id, choices: options });
}

/** The reply in the person's own words: it names one of the two, or the better one stands. What else it says is heard as ever. */
export function replyToCause(context: Context, draft: Draft, heard: Heard): Draft {
  if (draft.asked !== "cause") return draft;
  const causes = candidates(context, draft);
  const from = causes.find((cause) => cause.id === draft.cause);
  const to = causeSaid(heard.text, causes) ?? causes.find((cause) => cause.id === heard.cause && heard.text.length > 8);
  const settled: Draft = { ...draft, causes: [], asked: null };
  return from && to ? asCause(settled, from, to) : settled;
}
