// A legal question gets its answer where it was asked; what the knowledge lacks is kept for curation and a person is offered.
import type { Answered } from "../answers/answered.ts";
import { afterQuiet, isQuiet, toCivil } from "../court/calendar.ts";
import { dutyJudge } from "../court/routing.ts";
import { redact } from "../understanding/redact.ts";
import { handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Asked, Question } from "./documents.ts";
import { phoneFor } from "./intake.ts";
import { type Talk, talk } from "./people.ts";
import { freshId, type Pen, put, say, setTimer } from "./turn.ts";

export type AskOptions = {
  text: string;
  at: number;
  addressed: boolean;
  replyTo?: string | undefined;
  /** The message also reports a dispute: registering is offered under the answer. */
  offerReport: boolean;
};

/** ms: a sum is not gone on with longer after it was asked. */
const sumLife = 10 * 60_000;
const lastAsked = (context: Context, { now }: Talk): string | null =>
  now.draft === null && context.now - now.updatedAt <= sumLife ? now.lastQuestion : null;

/** 24年3月5号借的, after a sum was asked that lacked the day: it belongs to that, and is no piece of a story. */
export function goesOnWithSum(context: Context, it: Talk, text: string, at: number): boolean {
  const before = lastAsked(context, it);
  if (before === null || text.length > 20 || !/[\d一二三四五六七八九十]/u.test(text)) return false;
  const asked = { askedOn: toCivil(at).date, addressed: true, lastTopic: null, lastEntry: null };
  const sum = context.content.answer({ ...asked, text, lastAsked: before });
  return sum.calculation !== null && context.content.answer({ ...asked, text }).calculation === null;
}

/** Answers one message. Returns false when nothing was said, because the words were not meant for the bot. */
export function ask(pen: Pen, context: Context, it: Talk, options: AskOptions): boolean {
  if (bareHow.test(options.text.trim()) && it.now.draft === null && !context.group && storyTold(context, it) !== null) {
    offerIt(pen, context, it, "这事登记下来，法官会找两边谈，也会告诉您下一步怎么走。现在登记吗？", options.replyTo);
    return true;
  }
  const answered = context.content.answer({
    text: options.text,
    askedOn: toCivil(options.at).date,
    addressed: options.addressed,
    lastTopic: it.now.lastTopic,
    lastEntry: it.now.lastEntry,
    lastAsked: lastAsked(context, it),
    near: context.near,
  });
  if (!tell(pen, context, it, options, answered)) return false;
  if (options.offerReport && it.now.draft === null)
    talk(pen, context, it, { told: toldWith(context, it, options.text) });
  const outcome = counted[answered.outcome];
  if (outcome) {
    const asked: Asked = {
      at: context.now,
      place: context.group?.value.places[0] ?? null,
      topic: answered.topic,
      outcome,
    };
    put(pen, `asked/${freshId(pen)}`, undefined, asked);
  }
  return true;
}

/** ms: a story told longer ago is not what 登记 means. */
const storyLife = 2 * 3_600_000;
/** 那我该咋办: a half sentence after a story adds nothing to it. */
const bare = 12;

/** The story told up to now, which 登记 would take down; null when it was told too long ago. */
export const storyTold = (context: Context, { now }: Talk): string | null =>
  now.told && context.now - now.updatedAt <= storyLife ? now.told : null;

function toldWith(context: Context, it: Talk, text: string): string {
  const before = storyTold(context, it);
  if (before === null) return text.slice(0, 2_000);
  return text.trim().length < bare || before.includes(text) ? before : `${before}\n${text}`.slice(0, 2_000);
}

/** 那我该咋办: asked of a story just told, of which nothing is known. */
const bareHow =
  /^(?:那|那么|这)?(?:我|俺|咱)?(?:现在|该|可|应该)*(?:咋|怎么|咋个)(?:办|整|弄|搞)(?:呢|啊|呀|嘛|才好)?[?？]?$/u;

/** Lays it before the person whether to register what they told; in private. */
function offerIt(pen: Pen, context: Context, it: Talk, ask: string, replyTo: string | undefined): void {
  const choices = [
    { label: "登记这件事", data: "report" },
    { label: "不用", data: "cancel" },
  ];
  say(pen, { person: context.speaker.id }, "which", { ask, options: choices }, { replyTo });
  talk(pen, context, it, { choices });
}

/** What counts as a question in the reports. */
const counted: Partial<Record<Answered["outcome"], Asked["outcome"]>> = {
  answered: "answered",
  suggested: "suggested",
  "no-answer": "unanswered",
};

function tell(pen: Pen, context: Context, it: Talk, options: AskOptions, answered: Answered): boolean {
  const to = context.group ? { group: context.group.value.id } : { person: context.speaker.id };
  const send = { replyTo: options.replyTo };
  switch (answered.outcome) {
    case "ignore":
      return false;
    case "answered": {
      const offer = options.offerReport ? { label: "登记这件事", data: "report" } : null;
      talk(pen, context, it, {
        lastTopic: answered.topic,
        lastEntry: answered.entry,
        lastQuestion: options.text.slice(0, 2_000),
        choices: offer ? [offer] : [],
      });
      // Inside a form the answer is sent as it stands, so that the form's next question follows it.
      if (context.settings.composes && answered.entry && !answered.calculation && it.now.draft === null) {
        setTimer(pen, undefined, {
          id: `compose:${pen.event}`,
          kind: "compose",
          dueAt: context.now,
          about: it.now.id,
          data: {
            entry: answered.entry,
            question: options.text.slice(0, 1_000),
            replyTo: options.replyTo ?? "",
            offer: offer ? "yes" : "",
          },
        });
        return true;
      }
      sayAnswer(pen, context, answered, { replyTo: options.replyTo, offer: options.offerReport, composed: null });
      return true;
    }
    case "suggested": {
      const choices = answered.suggestions
        .map((s) => ({ label: s.question, data: `entry:${s.entry}` }))
        .concat(options.offerReport ? [{ label: "登记这件事", data: "report" }] : [])
        .concat({ label: "都不是", data: "entry:" });
      say(pen, to, "suggest", { options: choices.map((c) => ({ ...c, data: c.data.slice(0, 64) })) }, send);
      talk(pen, context, it, {
        choices,
        lastQuestion: options.text.slice(0, 2_000),
        lastTopic: answered.topic ?? it.now.lastTopic,
      });
      return true;
    }
    case "no-answer":
      // A story of one's own that ends in 咋整: what the law says is not known, what to do with it is.
      if (options.offerReport && !context.group && it.now.draft === null) {
        const offer = "法律上怎么算，我没有把握，不乱说。听着是件纠纷，登记下来交给管片的法官吗？";
        offerIt(pen, context, it, offer, options.replyTo);
        talk(pen, context, it, { lastQuestion: options.text.slice(0, 2_000) });
        return true;
      }
      noAnswer(pen, context, it, options.text, options.replyTo);
      return true;
    default:
      say(pen, to, "plain", { text: answered.text }, send);
      if (answered.interference) {
        const id = freshId(pen);
        put(pen, `interference/${id}`, undefined, {
          id,
          at: context.now,
          person: context.speaker.id,
          group: context.group?.value.id ?? null,
          text: redact(options.text.slice(0, 500)).text,
        });
      }
      return true;
  }
}

type AnswerOptions = { replyTo: string | undefined; offer: boolean; composed: string | null };

/** Sends an answer: the curated words, or a model's that passed the gates, marked as generated. */
export function sayAnswer(pen: Pen, context: Context, answered: Answered, options: AnswerOptions): void {
  const to = context.group ? { group: context.group.value.id } : { person: context.speaker.id };
  const offer = options.offer ? { label: "登记这件事", data: "report" } : null;
  const { law, uncertain, entry } = answered;
  say(
    pen,
    to,
    "answer",
    {
      text: options.composed ?? answered.text,
      law,
      uncertain,
      rate: entry,
      offer,
      generated: options.composed !== null,
    },
    { replyTo: options.replyTo },
  );
}

/** Says that it does not know, keeps the question, offers people. */
export function noAnswer(pen: Pen, context: Context, it: Talk, text: string, replyTo?: string): void {
  const to = context.group ? { group: context.group.value.id } : { person: context.speaker.id };
  const place = context.group?.value.places[0] ?? null;
  const duty = dutyJudge(context.content.directory, place, toCivil(context.now).date);
  keepQuestion(pen, context, text, "unanswered", null);
  say(
    pen,
    to,
    "noAnswer",
    {
      phone: phoneFor(context, place).phone,
      duty: handlerOf(context, duty),
      studio: context.content.directory.studio ?? "",
      excerpts: context.content.statutes?.related(text) ?? [],
    },
    { replyTo },
  );
  talk(pen, context, it, { choices: [], lastQuestion: text.slice(0, 300) });
}

/** Keeps a question, redacted, for those who write the knowledge. */
export function keepQuestion(
  pen: Pen,
  context: Context,
  text: string,
  why: Question["why"],
  entry: string | null,
): void {
  const id = freshId(pen);
  const question: Question = {
    id,
    text: redact(text.slice(0, 500)).text,
    at: context.now,
    why,
    entry,
    place: context.group?.value.places[0] ?? null,
    person: context.speaker.id,
    ...(context.group ? { group: context.group.value.id } : {}),
    state: "open",
  };
  if (why === "goodAnswer" || question.text.trim() === "") return put(pen, `question/${id}`, undefined, question);
  // Numbered, so that people can speak of it; a judge gets a card by day.
  const key = "counter/question" as const;
  const next = context.questionCounter?.value.next ?? 1;
  if (pen.turn.changes.has(key)) return put(pen, `question/${id}`, undefined, question);
  put(pen, key, context.questionCounter, { next: next + 1, hash: "" });
  put(pen, `question/${id}`, undefined, { ...question, number: next });
  setTimer(pen, undefined, {
    id: `forward:${id}`,
    kind: "forwardQuestion",
    dueAt: isQuiet(context.now) ? afterQuiet(context.now) : context.now,
    about: id,
    data: {},
  });
}
