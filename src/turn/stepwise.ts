// Stepwise answering (层进式答疑): who is not content with an answer asks the judge, then the head, then the leader, each once.
import { alike } from "../answers/likeness.ts";
import { may } from "../leads/actions.ts";
import { redact } from "../understanding/redact.ts";
import { day } from "./card.ts";
import type { Context } from "./context.ts";
import type { Question, Timer } from "./documents.ts";
import type { Stepwise } from "./stepwise-document.ts";
import { phoneFor } from "./intake.ts";
import { talk } from "./people.ts";
import type { Doc, Key } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { goUp, levels, timerId, whoAt } from "./stepwise-levels.ts";
import { stepwiseAsked, type StepwiseCommand } from "./stepwise-words.ts";
import { freshId, note, type Pen, put, remove, say } from "./turn.ts";

/** What stepwise answering works on, loaded only for its words. */
export type StepwiseDocs = {
  /** What this person ever asked on, the latest first, and what lies with this official. */
  mine: Doc<Stepwise>[];
  withMe: Doc<Stepwise>[];
  /** Open questions of this person in the queue of curation. */
  asked: Doc<Question>[];
};

/** A word of doubt belongs to what was said in these days, not to last month's. */
const freshFor = 3 * 86_400_000;

const keyOf = (number: number): Key => `stepwise/${String(number).padStart(6, "0")}`;
const askerOf = (it: Stepwise) => (it.group === null ? { person: it.person } : { group: it.group });
const phoneOf = (context: Context, it: Stepwise): string => phoneFor(context, it.place).phone;

function end(pen: Pen, context: Context, doc: Doc<Stepwise>, it: Stepwise): void {
  put(pen, doc.key, doc, { ...it, with: "", state: "done" });
  say(pen, askerOf(it), "stepwiseEnd", { phone: phoneOf(context, it) }, { replyTo: it.replyTo ?? undefined });
}

/** Carries out what the words are in stepwise answering; false when they are nothing of it here. */
export function stepwise(scene: Scene): boolean {
  const { context, message, priv, here } = scene;
  const command = stepwiseAsked(message);
  const docs = context.stepwise;
  if (!command || !docs || (context.group && !message.addressed)) return false;
  if (command.kind === "reply") return reply(scene, docs, command);
  // Within a form, a follow-up or another question of the bot's, 没听懂 and 不满意 answer that.
  if (priv.now.draft !== null && !context.group) return false;
  if (message.button === undefined && here.now.awaiting !== null && here.now.awaiting.kind !== "visit") return false;
  const mine = docs.mine.filter((d) => (command.number === null ? true : d.value.number === command.number));
  const where = mine.filter((d) => d.value.group === (context.group?.value.id ?? null));
  const open = [...where, ...mine].find((d) => d.value.state === "open");
  if (command.kind === "understood") return understood(scene, open);
  const { lastQuestion, updatedAt } = here.now;
  const fresh = lastQuestion !== null && context.now - updatedAt <= freshFor;
  // What was asked last is what was not understood, also when it went up before: each level is asked once.
  const same = fresh ? mine.find((d) => alike(redact(lastQuestion).text, d.value.question)) : undefined;
  const doc = command.number !== null ? mine[0] : fresh ? same : open;
  if (doc) return further(scene, doc, command);
  const rated = context.reported.some((l) => l.value.status === "closed" && !l.value.satisfaction);
  if (!fresh || (rated && command.how === "unhappy")) return false;
  return begin(scene, docs, command, lastQuestion);
}

function begin(
  { pen, context, person, here, replyTo }: Scene,
  docs: StepwiseDocs,
  { how }: Extract<StepwiseCommand, { kind: "doubt" }>,
  asked: string,
): boolean {
  const { text, spans } = redact(asked.slice(0, 500));
  const place =
    context.group?.value.places[0] ??
    context.reported.find((l) => l.value.placeId)?.value.placeId ??
    context.speaker.places[0] ??
    null;
  // The same number as in the queue of curation: what the judge says here may become an entry there.
  const known = docs.asked.find(
    ({ value: q }) =>
      q.number !== undefined && alike(q.text, text) && !docs.mine.some((d) => d.value.number === q.number),
  );
  const number = known?.value.number ?? context.questionCounter?.value.next ?? 1;
  const group = context.group && spans.length === 0 ? context.group.value.id : null;
  const it: Stepwise = {
    number,
    question: text,
    person: person.id,
    group,
    replyTo: group === null ? null : (replyTo ?? null),
    place,
    how,
    entry: here.now.lastEntry,
    at: context.now,
    steps: [],
    with: "",
    state: "open",
  };
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  const next = goUp(pen, context, it);
  const step = next?.steps[0];
  if (!next || !step) return false;
  put(pen, keyOf(number), undefined, next);
  if (known) put(pen, known.key, known, { ...known.value, forwardedAt: context.now });
  else {
    const id = freshId(pen);
    put(pen, "counter/question", context.questionCounter, { next: number + 1, hash: "" });
    const question: Question = {
      id,
      text,
      at: context.now,
      why: "badAnswer",
      entry: here.now.lastEntry,
      place: context.group?.value.places[0] ?? null,
      person: person.id,
      ...(context.group ? { group: context.group.value.id } : {}),
      state: "open",
      number,
      // The judge has it by this card; no second one.
      forwardedAt: context.now,
    };
    put(pen, `question/${id}`, undefined, question);
  }
  record(pen, context, number, "done");
  talk(pen, context, here, { choices: [] });
  say(pen, to, "stepwiseTaken", { to: step.name, by: day(step.by), again: false, first: true }, { replyTo });
  return true;
}

const record = (pen: Pen, context: Context, number: number, outcome: "done" | "refused", action = "askOn"): void =>
  note(pen, {
    by: context.speaker.id,
    role: context.speaker.roles[0] ?? "stranger",
    action,
    about: String(number),
    outcome,
  });

/** Still not content: the next level, once the one before has answered; after the last, what else there is. */
function further(
  { pen, context, replyTo }: Scene,
  doc: Doc<Stepwise>,
  { how }: Extract<StepwiseCommand, { kind: "doubt" }>,
): boolean {
  const to = context.group ? { group: context.group.value.id } : { person: context.speaker.id };
  const step = doc.value.steps.at(-1);
  if (step && step.answer === null) {
    say(pen, to, "stepwiseTaken", { to: step.name, by: day(step.by), again: true, first: false }, { replyTo });
    return true;
  }
  const next = goUp(pen, context, { ...doc.value, how });
  record(pen, context, doc.value.number, "done");
  const up = next?.steps.at(-1);
  if (!next || !up) {
    end(pen, context, doc, doc.value);
    return true;
  }
  put(pen, doc.key, doc, next);
  say(pen, to, "stepwiseTaken", { to: up.name, by: day(up.by), again: false, first: false }, { replyTo });
  return true;
}

function understood({ pen, context, person }: Scene, doc: Doc<Stepwise> | undefined): boolean {
  if (!doc || doc.value.steps.at(-1)?.answer === null) return false;
  put(pen, doc.key, doc, { ...doc.value, with: "", state: "done" });
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  say(pen, to, "plain", { text: "好，明白了就好。还有事随时问。" });
  return true;
}

/** The official's own words go to who asked: privately, or in the group where it was asked and nothing in it is personal. */
function reply(
  { pen, context, person }: Scene,
  docs: StepwiseDocs,
  { number, text }: Extract<StepwiseCommand, { kind: "reply" }>,
): boolean {
  const me = { person: person.id };
  const doc = docs.withMe.find((d) => d.value.number === number);
  if (context.group || !doc || !may("answerDoubt", context.speaker.roles)) return false;
  const it = doc.value;
  const step = it.steps.at(-1);
  if (!step || step.answer !== null) return false;
  if (text.length < 6) {
    say(pen, me, "plain", { text: "这几个字群众看不明白。把结论、理由和怎么办说全一点，再回一次。" });
    return true;
  }
  const answer = text.slice(0, 1_000);
  const steps = [...it.steps.slice(0, -1), { ...step, answer }];
  const answered: Stepwise = { ...it, steps, with: "" };
  const next = levels
    .slice(levels.indexOf(step.level) + 1)
    .map((level) => ({ level, who: whoAt(context, level, answered) }))
    .find(({ who }) => who !== null);
  put(pen, doc.key, doc, next ? answered : { ...answered, state: "done" });
  const timer = context.timers.get(timerId(number));
  if (timer) remove(pen, timer);
  record(pen, context, number, "done", "answerDoubt");
  const inGroup = it.group !== null && redact(answer).spans.length === 0;
  say(
    pen,
    inGroup ? askerOf(it) : { person: it.person },
    "stepwiseAnswer",
    {
      number,
      who: step.name,
      question: it.question,
      answer,
      next: next ? ({ judge: "法官", head: "庭长", leader: "分管院领导" } as const)[next.level] : "",
      phone: phoneOf(context, it),
    },
    { replyTo: inGroup ? (it.replyTo ?? undefined) : undefined },
  );
  say(pen, me, "plain", { text: `回给他了。要让机器人以后也这样答，再发“答 ${number} 内容”，另一位看过就生效。` });
  return true;
}

/** The days are over and nobody answered: the next level has it, and the person hears of it; after the last, what else there is. */
export function stepwiseDue(pen: Pen, context: Context, timer: Doc<Timer>): void {
  const doc = context.stepwise?.mine.find((d) => String(d.value.number) === timer.value.about);
  const step = doc?.value.steps.at(-1);
  if (!doc || doc.value.state !== "open" || !step || step.answer !== null) return;
  const next = goUp(pen, context, doc.value);
  const up = next?.steps.at(-1);
  if (!next || !up) return end(pen, context, doc, doc.value);
  put(pen, doc.key, doc, next);
  const it = doc.value;
  say(
    pen,
    askerOf(it),
    "stepwiseMoved",
    { from: step.name, to: up.name, by: day(up.by) },
    { replyTo: it.replyTo ?? undefined },
  );
}
