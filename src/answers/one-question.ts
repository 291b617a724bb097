// One question answered from the entries: sure, near, or honestly not known; and what leans on the question before.
import type { AnswerTools, AskInput } from "./answer.ts";
import type { Answered, Citation } from "./answered.ts";
import type { Entry } from "./entry.ts";
import { type Hit, searchEntries } from "./entry-search.ts";

/** Above `sure` the entry is the answer; above `near` it is offered among others. Probabilities. */
export const tiers = { sure: 0.45, near: 0.21 };

export const nothing: Answered = {
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
 * the even half of test/answers/dev.jsonl, on questions that nothing here answers, and on long stories written apart.
 */
const calibration = { bias: -1.41, likeness: 0.72, topic: 1.27, lead: 0.71, story: 1.2 };

/** Characters of a half sentence, and of a whole story with its question. */
const half = 14;
const whole = 50;

const articlesOf = (hit: Hit): string[] => hit.entry.laws.map(({ law, article }) => `${law}#${article}`);

export function probabilityOf(hits: readonly Hit[], length: number): number {
  const [first, second] = hits;
  if (!first) return 0;
  // An entry that cites the same law is no rival: whichever of them is given, the answer holds.
  const own = new Set(articlesOf(first));
  const rival = hits.slice(1).find((hit) => !articlesOf(hit).some((article) => own.has(article))) ?? second;
  const x =
    calibration.bias +
    calibration.likeness * Math.log(first.likeness) +
    calibration.topic * first.topicShare +
    calibration.lead * (first.score - (rival?.score ?? 0)) +
    // Of a long story much stands in no entry, and the first is right all the same.
    calibration.story * Math.min(1, Math.max(0, (length - half) / (whole - half)));
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

export const citationsOf = (
  laws: readonly { law: string; article: string }[],
  names: ReadonlyMap<string, string>,
): Citation[] => laws.slice(0, 3).map(({ law, article }) => ({ law, law_full: names.get(law) ?? law, article }));

function answered(entry: Entry, score: number, tools: AnswerTools, askedOn: string): Answered {
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
  return entry ? answered(entry, 1, tools, askedOn) : null;
}

const followUp =
  /^(?:那|要是|如果|假如|万一|可是|但是|还有|那么|哪|这个|他要|她要|我要|没有?.{0,8}(?:呢|咋办|怎么办)|利息|时效|费用|证据|多久|多少钱|去哪|找谁|几天|几年|要钱|咋办|怎么办)|呢[?？]?$/u;

/** A half sentence that says so itself: 那…呢, 要是…呢. */
const surelyBack = /^(?:那|要是|如果|假如|万一|没).{0,12}呢[?？]?$/u;
/** So sure is another half sentence that it needs nothing before it. */
const clear = 0.75;
/** A word or two, or 某某的事咋办, is a subject and no question: whatever fits is only offered. */
const tooLittle =
  /^[^\p{Script=Han}]*(?:\p{Script=Han}[^\p{Script=Han}]*){0,3}$|^.{1,8}(?:的)?(?:事儿?|问题|情况|方面)(?:.{0,3}(?:咋|怎么|如何).{0,3})?[?？]?$/u;

/** A half sentence that only makes sense after what was asked before. */
const leansBack = (text: string): boolean => text.length <= 16 && followUp.test(text.trim());

/**
 * The hits for a half sentence: its own words among the entries of the topic last spoken of. The entry that was just given
 * is not given again, unless nothing else is like the words.
 */
function hitsBack(text: string, lastTopic: string, lastEntry: string | null, tools: AnswerTools): Hit[] {
  const hits = searchEntries(tools.index, text, 40, lastTopic).filter((hit) => hit.entry.topic === lastTopic);
  const others = hits.filter((hit) => hit.entry.id !== lastEntry);
  const kept = others.length > 0 ? others : hits;
  // What the topic is has been said.
  return kept.slice(0, 6).map((hit) => ({ ...hit, topicShare: 1 }));
}

/** What is offered: the first two, and the first of another matter beside them, in case it was that. */
function offered(hits: readonly Hit[]): { entry: string; question: string }[] {
  const two = hits.slice(0, 2);
  const other = hits.slice(2).find((hit) => two.every(({ entry }) => entry.topic !== hit.entry.topic)) ?? hits[2];
  return [...two, ...(other ? [other] : [])].map(({ entry }) => ({ entry: entry.id, question: entry.question }));
}

/** So many standard deviations above all others stands hardly an entry that is not meant. */
const plainlyMeant = 4.5;

/** Answers one question. */
export function answerOne(text: string, input: AskInput, tools: AnswerTools): Answered {
  const near = text === input.text ? (input.near ?? null) : null;
  const alone = searchEntries(tools.index, text, 8, null, near);
  const back =
    input.lastTopic !== null && leansBack(text) ? hitsBack(text, input.lastTopic, input.lastEntry, tools) : [];
  const hits =
    back.length > 0 && (surelyBack.test(text.trim()) || probabilityOf(alone, text.length) < clear) ? back : alone;
  const [first] = hits;
  if (!first) return nothing;
  // What is near in meaning though not in words is offered; only words make it the answer.
  const meant = (near?.get(first.entry.id) ?? 0) >= plainlyMeant;
  const likely = Math.max(probabilityOf(hits, text.length), meant ? tiers.near : 0);
  const score = tooLittle.test(text.trim()) && hits !== back ? Math.min(likely, tiers.sure - 0.01) : likely;
  // Beside a sure answer stand the two next questions, for whoever meant one of them.
  if (score >= tiers.sure)
    return { ...answered(first.entry, score, tools, input.askedOn), suggestions: offered(hits).slice(1) };
  if (score < tiers.near && hits !== back) return { ...nothing, topic: first.entry.topic, score };
  const suggestions = offered(hits);
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
