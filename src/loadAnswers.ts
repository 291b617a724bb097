// Reads the knowledge base and makes the answerer of it: entries, laws, words, rates and what is out of scope.
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { answer, type AnswerTools, type AskInput, onlyFelt } from "./answers/answer.ts";
import type { Answered } from "./answers/answered.ts";
import { calculate } from "./answers/calculators/understand.ts";
import { parseLpr, parseWages } from "./answers/calculators/rates.ts";
import { crossFaults, type Entry, parseEntry, parseLaws, parseTopic, type Topic } from "./answers/entry.ts";
import { indexEntries } from "./answers/entry-search.ts";
import { type CaseStory, parseStory, storyFaults } from "./answers/story.ts";
import { kindTopic, parseScope } from "./answers/scope.ts";
import { parseWords, withWords } from "./answers/words.ts";
import { ContentError } from "./content/faults.ts";
import { isDayOff, isProvisional, type Calendar } from "./court/calendar.ts";
import { collector, loadIntents, readText } from "./load.ts";
import { prepared } from "./prepared.ts";
import { readDanger } from "./understanding/danger.ts";
import { normalize } from "./understanding/normalize.ts";
import { questionsIn } from "./understanding/split.ts";
import type { Understanding } from "./understanding/understand.ts";

export type Knowledge = {
  entries: Entry[];
  topics: Map<string, Topic>;
  laws: Map<string, string>;
  stories: CaseStory[];
};

/** Folders of the knowledge base that hold no entries. */
const notTopics = new Set(["rates", "guidance", "stories", "templates", "ledgers", "complaints"]);

/**
 * All entries; throws one `ContentError` with every fault of every file. `more`: a folder of entries of the same topics that
 * were published in chat.
 */
export function loadKnowledge(folder: string, more: string | null = null): Knowledge {
  const { faults, take, missing } = collector();
  const entries: Entry[] = [];
  const topics = new Map<string, Topic>();
  const stories: CaseStory[] = [];
  const published = new Set<string>();
  const fileOf = (id: string): string => join(published.has(id) && more !== null ? more : folder, `${id}.md`);
  let laws = new Map<string, string>();
  try {
    laws = take(() => parseLaws(readText(join(folder, "laws.yaml")), join(folder, "laws.yaml"))) ?? laws;
    for (const name of readdirSync(folder).toSorted()) {
      const path = join(folder, name);
      if (notTopics.has(name) || !lstatSync(path).isDirectory()) continue;
      const topicFile = join(path, "topic.yaml");
      const topic = take(() => parseTopic(name, readText(topicFile), topicFile));
      if (topic) topics.set(name, topic);
      for (const file of readdirSync(path).toSorted()) {
        if (!file.endsWith(".md")) continue;
        const id = `${name}/${file.slice(0, -3)}`;
        const entry = take(() => parseEntry(id, readText(fileOf(id)), fileOf(id)));
        if (entry) entries.push(entry);
      }
    }
    const told = join(folder, "stories");
    for (const file of existsSync(told) ? readdirSync(told).toSorted() : []) {
      if (!file.endsWith(".md")) continue;
      const path = join(told, file);
      const story = take(() => parseStory(file.slice(0, -3), readText(path), path));
      if (story) stories.push(story);
    }
    for (const topic of more === null || !existsSync(more) ? [] : topics.keys()) {
      const path = join(more ?? "", topic);
      for (const file of existsSync(path) ? readdirSync(path).toSorted() : []) {
        if (!file.endsWith(".md")) continue;
        const id = `${topic}/${file.slice(0, -3)}`;
        published.add(id);
        const entry = take(() => parseEntry(id, readText(fileOf(id)), fileOf(id)));
        if (entry) entries.push(entry);
      }
    }
  } catch (error) {
    if (error instanceof ContentError) faults.push(...error.faults);
    else missing(folder, error);
  }
  faults.push(...crossFaults(entries, laws, fileOf));
  const ids = new Set(entries.map((e) => e.id));
  faults.push(...storyFaults(stories, ids, laws, (id) => join(folder, "stories", `${id}.md`)));
  if (faults.length > 0) throw new ContentError(faults);
  return { entries, topics, laws, stories };
}

/** Short names of laws and their official titles. */
export function loadLaws(folder: string): Map<string, string> {
  const file = join(folder, "laws.yaml");
  const parsed = parseLaws(readText(file), file);
  if (!parsed.ok) throw new ContentError(parsed.faults);
  return parsed.value;
}

export type Answers = {
  answer(question: AskInput): Answered;
  entries: number;
  tools: AnswerTools;
  stories: readonly CaseStory[];
};

const questionLike =
  /[?？吗嘛么呢]|怎|咋|啥|什么|多少|几|能不能|可不可|可以|该不该|要不要|会不会|是不是|算不算|行不|有没有|谁|哪|如何|需要|应该|为什么|为啥|[不没]\s*$/u;

/** Of what people say of a cause: more would outweigh what they ask, and make neighbouring topics of strange questions. */
const mostSays = 120;

/** Everything of the answers that follows from the files alone: read, checked and indexed. */
function readAll(folder: string, intents: string, more: string | null) {
  const { entries, topics, laws, stories } = loadKnowledge(folder, more);
  const { faults, take } = collector();
  const file = (name: string): string => join(folder, name);
  const lexicon = take(() => parseWords(readText(file("words.yaml")), file("words.yaml")));
  const scope = take(() => parseScope(readText(join(intents, "scope.yaml")), join(intents, "scope.yaml")));
  const lpr = take(() => parseLpr(readText(file("rates/lpr.yaml")), file("rates/lpr.yaml")));
  const wages = take(() => parseWages(readText(file("rates/wages.yaml")), file("rates/wages.yaml")));
  if (!lexicon || !scope || !lpr || !wages) throw new ContentError(faults);
  const unanswered = scope.map(({ id, says }) => ({ topic: kindTopic(id), says }));
  // What people say of a cause of dispute teaches its topic, beside the asks; a cause of several topics teaches its namesake.
  const causes = [...loadIntents(intents).causes.values()].flatMap(({ id, says }) => {
    const its = [...topics.values()].filter((topic) => topic.cause === id);
    const [topic] = its.length > 1 ? its.filter((t) => t.id === id) : its;
    return topic ? [{ topic: topic.id, says: says.slice(0, mostSays), reported: true }] : [];
  });
  const words = scope.reduce((lexicon, kind) => withWords(lexicon, `#${kind.id}`, kind.words), lexicon);
  return {
    index: indexEntries(entries, topics, words, [...unanswered, ...causes]),
    topics,
    laws,
    scope,
    lpr,
    wages,
    stories,
  };
}

/** What is heard as danger where nobody has learnt to hear more than the rules. */
const ruled = (text: string): Understanding["danger"] => readDanger(normalize(text).text);

export function loadAnswers(
  folder: string,
  intents: string,
  calendar: Calendar,
  more: string | null = null,
  hear: (text: string) => Understanding["danger"] = ruled,
): Answers {
  const published = more !== null && existsSync(more) ? [more] : [];
  const paths = [folder, join(intents, "scope.yaml"), join(intents, "causes"), ...published];
  const { index, topics, laws, scope, lpr, wages, stories } = prepared("answers", paths, () =>
    readAll(folder, intents, more),
  );
  const data = {
    lpr,
    wages,
    isDayOff: (date: string) => isDayOff(calendar, date),
    isPublished: (year: number) => !isProvisional(calendar, `${year}-01-01`),
  };
  const tools: AnswerTools = {
    index,
    topics,
    laws,
    scope,
    calculate: (text, askedOn) => calculate(text, askedOn, data),
    danger: (text) => {
      const { level, reasons, ruled } = hear(text);
      if (level !== "high") return [];
      return ruled ? [onlyFelt] : reasons.map((reason) => reason.kind);
    },
    questions: (text) => questionsIn(normalize(text).text),
    chatter: (text, addressed) => !addressed && !questionLike.test(text),
  };
  return { answer: (question) => answer(question, tools), entries: index.entries.length, tools, stories };
}
