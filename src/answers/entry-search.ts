// Finding the entry that answers: its question, its ways of asking and its answer, the likely topic, and what others cite.
import { clausesOf, unknownShare } from "./asking.ts";
import type { Entry, Topic } from "./entry.ts";
import { indexSayings, nearestOf, type Sayings } from "./sayings.ts";
import { learnSounds, mend, type Sounds } from "./sounds.ts";
import {
  type Asked,
  type Field,
  fieldScores,
  indexField,
  newVocabulary,
  numbered,
  type Part,
  unseenWeight,
  type Vocabulary,
} from "./term-index.ts";
import { learnTopics, type Sample, type TopicModel, topicsOf } from "./topic-model.ts";
import { type Lexicon, spell, termsOf } from "./words.ts";

export type Hit = {
  entry: Entry;
  /** For ranking: the weighed figures together. */
  score: number;
  /** Share of the question's weight that the entry bears out; comparable between questions. */
  likeness: number;
  /** The probability of the entry's topic. */
  topicShare: number;
};

/**
 * How near in meaning each entry is to a question, by a model of embeddings: standard deviations above the mean of all
 * entries. Null where there is no such model.
 */
export type Nearness = ReadonlyMap<string, number>;

export type EntryIndex = {
  entries: readonly Entry[];
  lexicon: Lexicon;
  sounds: Sounds;
  vocabulary: Vocabulary;
  topics: TopicModel;
  /** The whole entry, its question alone, its answer alone. */
  whole: Field;
  questions: Field;
  answers: Field;
  /** Every question and way of asking by itself, and the entry that each is of. */
  sayings: Sayings;
  saidOf: Uint16Array;
  /** The topic of each entry, by its place among the topics learnt. */
  topicOf: Uint16Array;
  /** What each entry cites, as numbers. */
  cites: readonly (readonly number[])[];
};

/** How often a term counts by where it stands; chosen on ways of asking left out in turn. */
const share = { question: 4, ask: 1, answer: 2, topic: 1, say: 1.3, report: 0.2 };

/** What the figures weigh; fitted on ways of asking left out in turn and on the even half of test/answers/dev.jsonl. */
const weights = {
  likeness: 3.1,
  relative: 3.3,
  topic: 0.35,
  question: 2.0,
  answer: 1.7,
  cited: 0.6,
  said: 2.5,
  favoured: 1,
  near: 0.25,
};
/** Beyond this a meaning is no nearer. */
const nearest = 6;

/** How far a term counts that stands only in the mended spelling. */
const mendedShare = 0.7;
/** How sharply the best entries are preferred where they bear each other out by what they cite. */
const focus = 10;

/**
 * Builds the index; a few thousand ways of asking take well under a second. `further` are sayings beside the entries, of
 * their topics or of topics that no entry is of: what is not answered here. What is `reported` is told, not asked: there is
 * much of it, and it teaches the topics of questions little.
 */
export function indexEntries(
  entries: readonly Entry[],
  topics: ReadonlyMap<string, Topic>,
  lexicon: Lexicon,
  further: readonly { topic: string; says: readonly string[]; reported?: boolean }[] = [],
): EntryIndex {
  const vocabulary = newVocabulary();
  const termsIn = (text: string): Int32Array => numbered(termsOf(spell(text, lexicon), lexicon), vocabulary);
  const numbers = new Map<string, number>();
  const whole: Part[][] = [];
  const questions: Part[][] = [];
  const answers: Part[][] = [];
  const samples: Sample[] = [];
  const sayings: Int32Array[] = [];
  const saidOf: number[] = [];
  for (const [e, entry] of entries.entries()) {
    const question = termsIn(entry.question);
    const asks = entry.asks.map(termsIn);
    const answer = termsIn(entry.answer);
    const title = termsIn(topics.get(entry.topic)?.title ?? "");
    whole.push([
      { terms: question, weight: share.question },
      ...asks.map((terms) => ({ terms, weight: share.ask })),
      { terms: answer, weight: share.answer },
      { terms: title, weight: share.topic },
    ]);
    questions.push([{ terms: question, weight: 1 }]);
    answers.push([{ terms: answer, weight: 1 }]);
    for (const terms of [question, ...asks]) {
      samples.push({ terms, topic: entry.topic, weight: 1 });
      sayings.push(terms);
      saidOf.push(e);
    }
    samples.push({ terms: answer, topic: entry.topic, weight: 0.5 });
  }
  for (const { topic, says, reported } of further)
    for (const say of says) samples.push({ terms: termsIn(say), topic, weight: reported ? share.report : share.say });
  const model = learnTopics(samples, vocabulary);
  return {
    entries,
    lexicon,
    sounds: learnSounds(entries.flatMap((e) => [e.question, ...e.asks, e.answer])),
    vocabulary,
    topics: model,
    topicOf: Uint16Array.from(entries, (entry) => model.topics.indexOf(entry.topic)),
    whole: indexField(whole, vocabulary, 2, 0.8),
    questions: indexField(questions, vocabulary, 0.5, 0.5),
    answers: indexField(answers, vocabulary, 1.5, 0.75),
    sayings: indexSayings(sayings, vocabulary),
    saidOf: Uint16Array.from(saidOf),
    cites: entries.map((entry) =>
      entry.laws.map(({ law, article }) => {
        const key = `${law}#${article}`;
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        return number;
      }),
    ),
  };
}

/** The terms of a question and how much each counts: those of a mended spelling stand beside those as written. */
function asked(index: EntryIndex, question: string): Asked {
  const written = spell(question, index.lexicon);
  const out: Asked = { numbers: [], shares: [], unknown: 0 };
  // Where a term stands among those of the question; −1 for one that no entry knows.
  const seen = new Map<string, number>();
  const strangeShare = unknownShare(written);
  const take = (text: string, share: number): void => {
    for (const term of termsOf(text, index.lexicon)) {
      const before = seen.get(term);
      if (before !== undefined) {
        if (before >= 0) out.shares[before] = Math.max(out.shares[before]!, share);
        continue;
      }
      const number = index.vocabulary.numbers.get(term);
      seen.set(term, number === undefined ? -1 : out.numbers.length);
      if (number === undefined) out.unknown += share * strangeShare * unseenWeight(term);
      else {
        out.numbers.push(number);
        out.shares.push(share);
      }
    }
  };
  for (const clause of clausesOf(written)) take(clause.text, clause.weight);
  const mended = mend(written, index.sounds);
  if (mended !== null) take(mended, mendedShare);
  return out;
}

/** The terms and topics of the questions asked last: a message is looked at several times on its way to an answer. */
const lately = new WeakMap<EntryIndex, Map<string, Known>>();
type Known = { terms: Asked; topics: ReadonlyMap<string, number> };
const kept = 8;

function known(index: EntryIndex, question: string): Known {
  const known = lately.get(index) ?? new Map<string, Known>();
  lately.set(index, known);
  const before = known.get(question);
  if (before) return before;
  const terms = asked(index, question);
  const made = { terms, topics: topicsOf(index.topics, index.vocabulary, terms) };
  if (known.size >= kept) known.delete(known.keys().next().value ?? "");
  known.set(question, made);
  return made;
}

/** The probability of every topic for a question. */
export const topicsAsked = (index: EntryIndex, question: string): ReadonlyMap<string, number> =>
  known(index, question).topics;

/** The places of the `k` highest scores, best first; among equals the earlier first. */
function bestOf(scores: Float64Array, k: number): number[] {
  const best: number[] = [];
  for (let e = 0; e < scores.length; e++) {
    const score = scores[e]!;
    if (score === -Infinity || (best.length === k && score <= scores[best[k - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, e);
    if (best.length > k) best.pop();
  }
  return best;
}

/** How many entries are looked at for what they cite. */
const looked = 40;

/** The best `k` entries for a question. `favoured` is the topic last spoken of; half sentences lean on it. */
export function searchEntries(
  index: EntryIndex,
  question: string,
  k: number,
  favoured: string | null = null,
  near: Nearness | null = null,
): Hit[] {
  const { entries, cites } = index;
  const { terms, topics } = known(index, question);
  const whole = fieldScores(index.whole, terms);
  let best = 0;
  for (const score of whole.scores) if (score > best) best = score;
  if (best <= 0) return [];
  const questions = fieldScores(index.questions, terms);
  const answers = fieldScores(index.answers, terms);
  const said = nearestOf(index.sayings, terms, index.saidOf, entries.length);
  const byTopic = Float64Array.from(
    index.topics.topics,
    (topic) => weights.topic * Math.log((topics.get(topic) ?? 0) + 1e-4) + (topic === favoured ? weights.favoured : 0),
  );
  const scores = new Float64Array(entries.length).fill(-Infinity);
  for (let e = 0; e < scores.length; e++) {
    const raw = whole.scores[e]!;
    if (raw <= 0) continue;
    scores[e] =
      (weights.likeness * raw) / whole.mass +
      (weights.relative * raw) / best +
      byTopic[index.topicOf[e]!]! +
      (weights.question * questions.scores[e]!) / questions.mass +
      (weights.answer * answers.scores[e]!) / answers.mass +
      weights.said * said[e]!;
    if (near) scores[e] = scores[e]! + weights.near * Math.min(nearest, Math.max(0, near.get(entries[e]!.id) ?? 0));
  }
  // Several likely entries that cite one article speak for it, and so for each other.
  const few = bestOf(scores, looked);
  const top = scores[few[0] ?? 0] ?? 0;
  const shares = few.map((e) => Math.exp((focus / 4) * (scores[e]! - top)));
  const all = shares.reduce((sum, s) => sum + s, 0);
  const support = new Map<number, number>();
  few.forEach((e, n) => {
    for (const article of cites[e] ?? []) support.set(article, (support.get(article) ?? 0) + shares[n]! / all);
  });
  return few
    .map((e, n) => {
      const borne = Math.max(0, ...(cites[e] ?? []).map((a) => (support.get(a) ?? 0) - shares[n]! / all));
      const entry = entries[e]!;
      return {
        entry,
        likeness: whole.scores[e]! / whole.mass,
        topicShare: topics.get(entry.topic) ?? 0,
        score: scores[e]! + weights.cited * borne,
      };
    })
    .toSorted((x, y) => y.score - x.score)
    .slice(0, k);
}
