// Everything operators provide, read once and made ready: the directory, the forms, the reading of messages, the answers.
import { join } from "node:path";
import type { Answered } from "./answers/answered.ts";
import { turnedAway } from "./answers/answer.ts";
import { crossFaults, type Entry, parseEntry } from "./answers/entry.ts";
import type { Nearness } from "./answers/entry-search.ts";
import { answerOf } from "./answers/one-question.ts";
import { ContentError, type Fault, faultLine } from "./content/faults.ts";
import { type Calendar, statutory } from "./court/calendar.ts";
import { findPlaces } from "./court/places.ts";
import { type Directory } from "./court/directory.ts";
import { type Flow, officesOf, parseFlow } from "./leads/flows.ts";
import { type IntentContent, loadCourtForBatch, loadDirectory, loadGuidance, loadIntents, readText } from "./load.ts";
import { loadAnswers } from "./loadAnswers.ts";
import { prepared } from "./prepared.ts";
import type { Content } from "./turn/context.ts";
import type { UnderstandInput } from "./turn/engine.ts";
import { type TrainedModel, trainModel } from "./understanding/classify.ts";
import type { PlaceMatcher } from "./understanding/facts.ts";
import type { Intent } from "./understanding/intents.ts";
import { dangerIn, understand, type Understanding } from "./understanding/understand.ts";

export type LoadedContent = {
  content: Content;
  understand(input: UnderstandInput): Understanding;
  answer(question: {
    text: string;
    askedOn: string;
    addressed: boolean;
    lastTopic: string | null;
    lastEntry: string | null;
    lastAsked?: string | null | undefined;
    near?: Nearness | null | undefined;
  }): Answered;
  /** What people may want, for who reads a message without these rules. */
  intents: readonly Pick<Intent, "id" | "about">[];
  /** The entries in use now. */
  knownEntries(): readonly Entry[];
  /** What an operator should be told at the start although all can be used. */
  warnings: readonly string[];
  /** Number of knowledge entries. */
  entries: number;
  /** Reads the knowledge anew into `content`; throws and leaves all as it was when something in it is not right. */
  reload(): void;
};

type Sources = {
  court?: string;
  knowledge?: string;
  intents?: string;
  /** Entries published in chat, read after the knowledge. */
  published?: string;
  /** Another court's file: its own sections are passed over. */
  foreignCourt?: boolean;
};

const matcherOf =
  (directory: Directory): PlaceMatcher =>
  (text) =>
    findPlaces(directory, text)
      .filter((m) => m.places.length > 0 && m.kind !== "institution")
      .map((m) => ({ start: m.start, end: m.end, ids: m.places, name: m.words }));

/** The answers alone, for the batch command: nobody has read the message before, so danger is heard here by rules and model. */
export function loadAnswering(): Pick<LoadedContent, "answer" | "knownEntries"> {
  const { model } = readIntents("intents");
  const { answer, tools } = loadAnswers("knowledge", "intents", statutory, null, (text) => dangerIn(text, model));
  return { answer, knownEntries: () => tools.index.entries };
}

/** Intents, causes and forms, and the classifiers learnt from their ways of saying: read and learnt once for the same files. */
const readIntents = (folder: string): IntentContent & { model: TrainedModel } =>
  prepared("reading", [folder], () => {
    const content = loadIntents(folder);
    const { intents, parties } = content;
    return { ...content, model: trainModel({ intents, causes: [...content.causes.values()], parties }) };
  });

/** The reading of messages alone, for the batch command: no knowledge base is loaded. */
export function loadReading(
  intentsFolder = "intents",
  court = join("knowledge", "court.sample.yaml"),
): (input: UnderstandInput) => Understanding {
  const { model } = readIntents(intentsFolder);
  const places = matcherOf(loadDirectory(court));
  return (input) => understand({ ...input, model, places });
}

/** Reads and checks it all; throws one `ContentError` with every fault of every file. */
export function loadContent(sources: Sources = {}): LoadedContent {
  const folder = sources.knowledge ?? "knowledge";
  const faults: Fault[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const court = sources.court ?? join("knowledge", "court.sample.yaml");
  const directory = attempt(() => (sources.foreignCourt ? loadCourtForBatch(court) : loadDirectory(court)));
  const intents = attempt(() => readIntents(sources.intents ?? "intents"));
  const model = intents?.model;
  const answering = () => answersOf(folder, sources, directory?.calendar ?? statutory);
  const answers = attempt(answering);
  const flows = directory && intents && attempt(() => flowsAt(directory, intents.flows, court, sources));
  if (!flows || !directory || !intents || !answers || !model || faults.length > 0) throw new ContentError(faults);
  let current = answers;
  const places = matcherOf(directory);
  const content: Content = {
    directory,
    causes: intents.causes,
    forms: intents.forms,
    flows,
    guidance: loadGuidance(folder),
    ...answers,
  };
  return {
    content,
    understand: (input) => understand({ ...input, model, places }),
    answer: (question) => content.answer(question),
    intents: intents.intents,
    knownEntries: () => current.known,
    entries: answers.entries,
    warnings: [...intents.flows.values()]
      .filter((flow) => !flows.has(flow.id) && !directory.flows)
      .map((flow) => {
        const known = new Set(directory.contacts.map((contact) => contact.office));
        const missing = officesOf(flow).filter((office) => !known.has(office));
        return `the flow ${flow.id} is not offered: contacts has nobody of ${missing.join(", ")}`;
      }),
    reload: () => {
      const guidance = loadGuidance(folder);
      current = answering();
      Object.assign(content, { guidance, ...current });
    },
  };
}

/**
 * The flows that a court can work through. One that court.yaml asks for by name must have all its offices there; without
 * such a list a flow whose office the court does not know is simply not offered.
 */
function flowsAt(
  directory: Directory,
  all: ReadonlyMap<string, Flow>,
  court: string,
  { intents = "intents", foreignCourt = false }: Sources,
): Map<string, Flow> {
  const offices = new Set(directory.contacts.map((contact) => contact.office));
  const able = (flow: Flow): boolean => officesOf(flow).every((office) => offices.has(office));
  const wanted = foreignCourt ? undefined : directory.flows;
  if (!wanted) return new Map([...all].filter(([, flow]) => able(flow)));
  const faults: Fault[] = wanted.flatMap((id): Fault[] => {
    const flow = all.get(id);
    const line =
      readText(court)
        .split("\n")
        .findIndex((text) => /^flows\s*:/u.test(text)) + 1;
    if (!flow) return [{ file: court, line, what: `flows: "${id}" is no file in ${join(intents, "flows")}` }];
    if (able(flow)) return [];
    const file = join(intents, "flows", `${id}.yaml`);
    const parsed = parseFlow(id, readText(file), file, { causes: new Set(flow.causes), offices });
    return parsed.ok ? [] : parsed.faults;
  });
  if (faults.length > 0) throw new ContentError(faults);
  return new Map([...all].filter(([id]) => wanted.includes(id)));
}

/** What of the content comes from the knowledge, so that it can be read anew while the bot runs. */
function answersOf(folder: string, sources: Sources, calendar: Calendar) {
  const { answer, tools, entries, stories } = loadAnswers(
    folder,
    sources.intents ?? "intents",
    calendar,
    sources.published,
  );
  return {
    answer,
    entries,
    stories,
    /** The question behind an entry, as people are told to ask it. */
    questionOf: (id: string) => tools.index.entries.find((e) => e.id === id)?.question,
    known: tools.index.entries,
    entryAnswer: (id: string, askedOn: string) => answerOf(id, tools, askedOn),
    refuses: (text: string) => turnedAway(text, tools)?.outcome === "refuse",
    laws: tools.laws,
    entryFaults: (id: string, text: string): string[] => {
      const parsed = parseEntry(id, text, `${id}.md`);
      const faults = parsed.ok
        ? crossFaults([...tools.index.entries.filter((e) => e.id !== id), parsed.value], tools.laws, (of) => `${of}.md`)
        : parsed.faults;
      return faults.map(faultLine);
    },
  };
}
