// Finding the entry that answers: its question, its ways of asking and its answer, the likely topic, and what others cite.
import type { Entry, Topic } from "./entry.ts";
import { learnSounds, mend, type Sounds } from "./sounds.ts";
import { learnTopics, type TopicModel, topicsOf } from "./topic-model.ts";
import { type Field, fieldScores, indexField } from "./term-index.ts";
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

export type EntryIndex = {
  entries: readonly Entry[];
  lexicon: Lexicon;
  sounds: Sounds;
  topics: TopicModel;
  /** The whole entry, its question alone, its answer alone. */
  whole: Field;
  questions: Field;
  answers: Field;
  /** What each entry cites, as numbers. */
  cites: readonly (readonly number[])[];
};

/** How often a term counts by where it stands; chosen on ways of asking left out in turn. */
const share = { question: 4, ask: 1, answer: 2, topic: 1 };

/** What the figures weigh; fitted on ways of asking left out in turn and on the even half of test/answers/dev.jsonl. */
const weights = { likeness: 3.1, relative: 3.3, topic: 0.35, question: 2.0, answer: 1.7, cited: 0.6, favoured: 1 };

/** How far a term counts that stands only in the mended spelling. */
const mendedShare = 0.7;
/** How sharply the best entries are preferred where they bear each other out by what they cite. */
const focus = 10;

/**
 * Builds the index; a few thousand ways of asking take well under a second. `elsewhere` are topics that no entry is of: what
 * is not answered here.
 */
export function indexEntries(
  entries: readonly Entry[],
  topics: ReadonlyMap<string, Topic>,
  lexicon: Lexicon,
  elsewhere: readonly { topic: string; says: readonly string[] }[] = [],
): EntryIndex {
  const termsIn = (text: string): string[] => termsOf(spell(text, lexicon), lexicon);
  const numbers = new Map<string, number>();
  const whole: Map<string, number>[] = [];
  const questions: Map<string, number>[] = [];
  const answers: Map<string, number>[] = [];
  const samples: { terms: string[]; topic: string; weight: number }[] = [];
  for (const entry of entries) {
    const count = (into: Map<string, number>, terms: readonly string[], weight: number): Map<string, number> => {
      for (const term of terms) into.set(term, (into.get(term) ?? 0) + weight);
      return into;
    };
    const question = termsIn(entry.question);
    const asks = entry.asks.map(termsIn);
    const answer = termsIn(entry.answer);
    const all = new Map<string, number>();
    count(all, question, share.question);
    for (const ask of asks) count(all, ask, share.ask);
    count(all, answer, share.answer);
    count(all, termsIn(topics.get(entry.topic)?.title ?? ""), share.topic);
    whole.push(all);
    questions.push(count(new Map(), question, 1));
    answers.push(count(new Map(), answer, 1));
    for (const terms of [question, ...asks]) samples.push({ terms, topic: entry.topic, weight: 1 });
    samples.push({ terms: answer, topic: entry.topic, weight: 0.5 });
  }
  for (const { topic, says } of elsewhere)
    for (const say of says) samples.push({ terms: termsIn(say), topic, weight: 1 });
  return {
    entries,
    lexicon,
    sounds: learnSounds(entries.flatMap((e) => [e.question, ...e.asks, e.answer])),
    topics: learnTopics(samples),
    whole: indexField(whole, 2, 0.8),
    questions: indexField(questions, 0.5, 0.5),
    answers: indexField(answers, 1.5, 0.75),
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
function asked(index: EntryIndex, question: string): Map<string, number> {
  const written = spell(question, index.lexicon);
  const terms = new Map(termsOf(written, index.lexicon).map((term) => [term, 1]));
  const mended = mend(written, index.sounds);
  if (mended !== null)
    for (const term of termsOf(mended, index.lexicon)) if (!terms.has(term)) terms.set(term, mendedShare);
  return terms;
}

/** The probability of every topic for a question. */
export function topicsAsked(index: EntryIndex, question: string): Map<string, number> {
  return topicsOf(index.topics, asked(index, question).keys());
}

/** The best `k` entries for a question. `favoured` is the topic last spoken of; half sentences lean on it. */
export function searchEntries(index: EntryIndex, question: string, k: number, favoured: string | null = null): Hit[] {
  const { entries, cites } = index;
  const terms = asked(index, question);
  const whole = fieldScores(index.whole, terms);
  const best = whole.scores.reduce((max, s) => Math.max(max, s), 0);
  if (best <= 0) return [];
  const questions = fieldScores(index.questions, terms);
  const answers = fieldScores(index.answers, terms);
  const topics = topicsOf(index.topics, terms.keys());
  const hits: (Hit & { at: number })[] = [];
  entries.forEach((entry, e) => {
    const raw = whole.scores[e]!;
    if (raw <= 0) return;
    const likeness = raw / whole.mass;
    const topicShare = topics.get(entry.topic) ?? 0;
    hits.push({
      at: e,
      entry,
      likeness,
      topicShare,
      score:
        weights.likeness * likeness +
        (weights.relative * raw) / best +
        weights.topic * Math.log(topicShare + 1e-4) +
        (weights.question * questions.scores[e]!) / questions.mass +
        (weights.answer * answers.scores[e]!) / answers.mass +
        (entry.topic === favoured ? weights.favoured : 0),
    });
  });
  hits.sort((x, y) => y.score - x.score || x.at - y.at);
  // Several likely entries that cite one article speak for it, and so for each other.
  const few = hits.slice(0, 40);
  const top = few[0]?.score ?? 0;
  const shares = few.map((hit) => Math.exp((focus / 4) * (hit.score - top)));
  const all = shares.reduce((sum, s) => sum + s, 0);
  const support = new Map<number, number>();
  few.forEach((hit, n) => {
    for (const article of cites[hit.at] ?? []) support.set(article, (support.get(article) ?? 0) + shares[n]! / all);
  });
  return few
    .map(({ at, entry, likeness, topicShare, score }, n) => {
      const borne = Math.max(0, ...(cites[at] ?? []).map((a) => (support.get(a) ?? 0) - shares[n]! / all));
      return { entry, likeness, topicShare, score: score + weights.cited * borne };
    })
    .toSorted((x, y) => y.score - x.score)
    .slice(0, k);
}
