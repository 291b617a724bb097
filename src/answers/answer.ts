// One message answered: gates first, then calculators, then the entries in three tiers — sure, near, or honestly not known.
import type { Answered, Citation } from "./answered.ts";
import type { Entry, Topic } from "./entry.ts";
import { type EntryIndex, type Hit, searchEntries, topicsAsked } from "./entry-search.ts";
import { outOfScope, type Scope, type ScopeKind } from "./scope.ts";

export type Calculate = (
  text: string,
  askedOn: string,
) =>
  | {
      kind: string;
      inputs: Record<string, unknown>;
      result: Record<string, unknown>;
      text: string;
      citations: readonly { law: string; article: string }[];
    }
  | { kind: string; ask: string }
  | null;

export type AnswerTools = {
  index: EntryIndex;
  topics: ReadonlyMap<string, Topic>;
  laws: ReadonlyMap<string, string>;
  scope: Scope;
  calculate: Calculate;
  /** The cause of dispute that a text is about by another reading, with its probability; null when none is known. */
  cause(text: string): { id: string; probability: number } | null;
  /** Danger present or threatened, as understood. */
  danger(text: string): boolean;
  /** Separate questions in one message. */
  questions(text: string): string[];
  /** Words that are no question and not meant for the bot. */
  chatter(text: string, addressed: boolean): boolean;
};

export type AskInput = {
  text: string;
  askedOn: string;
  addressed: boolean;
  lastTopic: string | null;
  lastEntry: string | null;
};

/** Above `sure` the entry is the answer; above `near` it is offered among others. Probabilities. */
export const tiers = { sure: 0.5, near: 0.22 };

const nothing: Answered = {
  outcome: "no-answer",
  entry: null,
  topic: null,
  text: "",
  law: "",
  uncertain: "",
  citations: [],
  calculation: null,
  suggestions: [],
  score: 0,
  interference: false,
};

/**
 * Logistic map from the hits to the probability that the first one answers; fitted on ways of asking left out in turn, on
 * the even half of test/answers/dev.jsonl, and on questions that nothing here answers.
 */
const calibration = { bias: -1.69, likeness: 1.03, topic: 1.6, lead: 0.68 };

const citesOf = (hit: Hit): string[] => hit.entry.laws.map(({ law, article }) => `${law}#${article}`);

export function probabilityOf(hits: readonly Hit[]): number {
  const [first, second] = hits;
  if (!first) return 0;
  // An entry that cites the same law is no rival: whichever of them is given, the answer holds.
  const own = new Set(citesOf(first));
  const rival = hits.slice(1).find((hit) => !citesOf(hit).some((article) => own.has(article))) ?? second;
  const x =
    calibration.bias +
    calibration.likeness * Math.log(first.likeness) +
    calibration.topic * first.topicShare +
    calibration.lead * (first.score - (rival?.score ?? 0));
  return 1 / (1 + Math.exp(-x));
}

export const lawLine = (laws: readonly { law: string; article: string }[]): string => {
  const byLaw = new Map<string, string[]>();
  for (const { law, article } of laws)
    byLaw.set(law, [
      ...(byLaw.get(law) ?? []),
      `第${article.replace(/^(\d+)-(\d+)$/, "$1条之$2").replace(/^(\d+)$/, "$1条")}`,
    ]);
  return [...byLaw].map(([law, articles]) => `《${law}》${articles.join("、")}`).join("；");
};

const citationsOf = (
  laws: readonly { law: string; article: string }[],
  names: ReadonlyMap<string, string>,
): Citation[] => laws.slice(0, 3).map(({ law, article }) => ({ law, law_full: names.get(law) ?? law, article }));

function fromEntry(entry: Entry, score: number, tools: AnswerTools, askedOn: string): Answered {
  const older = entry.older && entry.valid.from > "2021-01-01" ? `\n${entry.older}` : "";
  const past = entry.valid.until !== undefined && entry.valid.until < askedOn;
  return {
    ...nothing,
    outcome: "answered",
    entry: entry.id,
    topic: entry.topic,
    text: entry.answer + older,
    law: lawLine(entry.laws),
    uncertain: past
      ? `这条答案的依据到${entry.valid.until}为止，可能有新规定，以新规定为准。`
      : (entry.uncertain ?? ""),
    citations: citationsOf(entry.laws, tools.laws),
    score,
  };
}

/** The curated answer of an entry. */
export function answerOf(id: string, tools: AnswerTools, askedOn: string): Answered | null {
  const entry = tools.index.entries.find((e) => e.id === id);
  return entry ? fromEntry(entry, 1, tools, askedOn) : null;
}

const followUp =
  /^(?:那|要是|如果|假如|万一|可是|但是|还有|那么|哪|这个|他要|没有?.{0,6}(?:呢|咋办)|利息|时效|费用|证据|多久|多少钱|去哪|找谁)/u;

/** A half sentence that only makes sense after what was asked before. */
const leansBack = (text: string): boolean => text.length <= 16 && followUp.test(text.trim());

/** How sure the other reading must be to be heard. */
const otherReading = 0.6;

function disputed(entry: Entry, text: string, tools: AnswerTools): boolean {
  const own = tools.topics.get(entry.topic)?.cause;
  const other = tools.cause(text);
  return own !== undefined && other !== null && other.id !== own && other.probability >= otherReading;
}

function one(text: string, input: AskInput, tools: AnswerTools): Answered {
  const back = input.lastTopic !== null && leansBack(text);
  const topicWords = back && input.lastTopic ? (tools.topics.get(input.lastTopic)?.title ?? "") : "";
  const last = back ? tools.index.entries.find((e) => e.id === input.lastEntry)?.question : undefined;
  const hits = searchEntries(
    tools.index,
    back ? `${topicWords} ${text} ${last ?? ""}` : text,
    6,
    back ? input.lastTopic : null,
  );
  const [first] = hits;
  if (!first) return nothing;
  const told = probabilityOf(hits);
  // Two readings that disagree on what the matter is make neither sure: the answer is offered, not given.
  const score = disputed(first.entry, text, tools) ? Math.min(told, tiers.sure - 0.01) : told;
  const suggestionsOf = (few: readonly Hit[]) => few.map((h) => ({ entry: h.entry.id, question: h.entry.question }));
  // Beside a sure answer stand the two next questions, for whoever meant one of them.
  if (score >= tiers.sure)
    return { ...fromEntry(first.entry, score, tools, input.askedOn), suggestions: suggestionsOf(hits.slice(1, 3)) };
  if (score >= tiers.near) {
    const suggestions = suggestionsOf(hits.slice(0, 3));
    return {
      ...nothing,
      outcome: "suggested",
      entry: first.entry.id,
      topic: first.entry.topic,
      text: suggestions.map((s) => s.question).join("\n"),
      citations: citationsOf(first.entry.laws, tools.laws),
      suggestions,
      score,
    };
  }
  return { ...nothing, topic: first.entry.topic, score };
}

/** What a message is that is not answered; null for an ordinary question. */
export const turnedAway = (text: string, tools: Pick<AnswerTools, "scope" | "index">): ScopeKind | null =>
  outOfScope(text, tools.scope, (said) => topicsAsked(tools.index, said));

/**
 * Answers a message. Pure. Every figure comes from an entry or a calculator; what is neither sure nor near is not
 * answered, and says so.
 */
export function answer(input: AskInput, tools: AnswerTools): Answered {
  const { text } = input;
  if (tools.danger(text))
    return {
      ...nothing,
      outcome: "refer-emergency",
      text: "有人正有危险，请马上打110报警；有人受伤或者喝了药，打120。先离开危险的地方。",
      score: 1,
    };
  const kind = turnedAway(text, tools);
  if (kind && (input.addressed ? kind.outcome !== "ignore" : kind.interference))
    return { ...nothing, outcome: kind.outcome, text: kind.reply, interference: kind.interference, score: 1 };
  if ((kind && !input.addressed) || tools.chatter(text, input.addressed)) return { ...nothing, outcome: "ignore" };
  const sum = tools.calculate(text, input.askedOn);
  if (sum && "result" in sum) {
    const hit = searchEntries(tools.index, text, 1)[0];
    return {
      ...nothing,
      outcome: "answered",
      topic: hit?.entry.topic ?? null,
      entry: null,
      text: sum.text,
      law: lawLine(sum.citations.slice(0, 3)),
      citations: citationsOf(sum.citations, tools.laws),
      calculation: { kind: sum.kind, inputs: sum.inputs, result: sum.result },
      score: 0.95,
    };
  }
  const asked = tools.questions(text);
  const answers = (asked.length > 1 ? asked.slice(0, 3) : [text]).map((q) => one(q, input, tools));
  const whole = asked.length > 1 ? one(text, input, tools) : answers[0];
  const sure = [...new Map(answers.filter((a) => a.outcome === "answered").map((a) => [a.entry, a])).values()];
  if (sum && sure.length === 0)
    return { ...nothing, outcome: "answered", text: sum.ask, score: 0.6, topic: whole?.topic ?? null };
  // Several questions are answered each, the surest part of the whole first; one is answered as the whole message.
  if (sure.length > 1) {
    const [main] = sure;
    const laws = sure.flatMap((a) => a.citations);
    return {
      ...(main ?? nothing),
      text: sure.map((a, i) => `${i + 1}. ${a.text}`).join("\n"),
      law: lawLine(laws.slice(0, 5)),
      citations: laws.slice(0, 3),
    };
  }
  if (whole && whole.outcome === "answered") return whole;
  return sure[0] ?? whole ?? nothing;
}
