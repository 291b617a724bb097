// Damage done to real entries, one kind at a time: loading or the check against the lock says each time which file, and what.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citationFaults, lockSchema } from "../../src/answers/citations.ts";
import { crossFaults, type Entry, parseEntry } from "../../src/answers/entry.ts";
import type { Fault } from "../../src/content/faults.ts";
import { loadKnowledge } from "../../src/loadAnswers.ts";

const folder = "knowledge";
const today = "2026-11-23";
const { entries, laws } = loadKnowledge(folder);
const lock = lockSchema.parse(JSON.parse(readFileSync(`${folder}/citations.lock.json`, "utf8")));
const fileOf = (id: string): string => `${folder}/${id}.md`;
const written = (entry: Entry): string => readFileSync(fileOf(entry.id), "utf8");

/** What is said of an entry whose file reads so, among all others. */
function faultsOf(id: string, text: string, others: readonly Entry[] = entries.filter((e) => e.id !== id)): Fault[] {
  const parsed = parseEntry(id, text, fileOf(id));
  if (!parsed.ok) return parsed.faults;
  const held = citationFaults([parsed.value], laws, lock, today, fileOf);
  const faults = held.length > 0 ? held : crossFaults([...others, parsed.value], laws, fileOf);
  return faults.filter((fault) => fault.file === fileOf(id));
}

/** The text with the `n`th match changed; null where nothing matches. */
function nth(text: string, pattern: RegExp, n: number, change: (match: string) => string): string | null {
  const found = [...text.matchAll(pattern)];
  const one = found[n % Math.max(1, found.length)];
  if (!one) return null;
  return text.slice(0, one.index) + change(one[0]) + text.slice(one.index + one[0].length);
}

const front = (text: string): number => text.indexOf("\n---\n", 4);
/** A change below the front matter. */
const inAnswer = (text: string, change: (answer: string) => string | null): string | null => {
  const answer = change(text.slice(front(text)));
  return answer === null ? null : text.slice(0, front(text)) + answer;
};
const longer = (number: string): string => `${number}7`;
const without = (text: string, key: string): string => text.replace(new RegExp(`^${key}:.*\\n(?:  .*\\n)*`, "m"), "");
const known = [...new Set(entries.flatMap((e) => e.laws.map(({ article }) => article)))];

type Mutation = (text: string, n: number, entry: Entry) => string | null;
const mutations: Record<string, Mutation> = {
  "an article that is not there": (text, n) => nth(text, /article: "\d+/g, n, (m) => `${m}999`),
  "an article that other entries cite": (text, n) =>
    nth(text, /article: "[^"]+"/g, n, (m) => {
      const other = known.find((a, i) => i >= n % known.length && !m.includes(`"${a}"`)) ?? "1";
      return `article: "${other}"`;
    }),
  "the next article": (text, n) => nth(text, /article: "\d+/g, n, (m) => `article: "${Number(m.slice(10)) + 1}`),
  "no article number": (text, n) => nth(text, /article: "[^"]+"/g, n, () => 'article: "第十条"'),
  "another law": (text, n) =>
    nth(text, /\{ law: [^,]+/g, n, (m) => (m.endsWith("民法典") ? "{ law: 民事诉讼法" : "{ law: 民法典")),
  "a law that nobody knows": (text, n) => nth(text, /\{ law: [^,]+/g, n, () => "{ law: 民法大典"),
  "one citation less": (text, n) => nth(text, / {2}- \{ law: .*\n/g, n, () => ""),
  "a number in the answer": (text, n) => inAnswer(text, (answer) => nth(answer, /\d+(?:\.\d+)?/g, n, longer)),
  "a period in the answer": (text, n) =>
    inAnswer(text, (answer) => nth(answer, /\d+(?=年|个月|日|天|%|元|万|倍)/g, n, (m) => String(Number(m) + 1))),
  "a unit in the answer": (text, n) =>
    inAnswer(text, (answer) => nth(answer, /\d+年/g, n, (m) => m.replace("年", "个月"))),
  "a stated figure": (text, n) => nth(text, /(?<=^(?:computed|local): \[.*")\d+/gm, n, longer),
  "a time that has passed": (text) =>
    text.replace(/^valid: \{ from: ([\d-]+).*\}$/m, "valid: { from: $1, until: 2026-01-31 }"),
  "an end before the beginning": (text) =>
    text.replace(/^valid: \{ from: ([\d-]+).*\}$/m, "valid: { from: $1, until: 1999-12-31 }"),
  "a beginning that is still to come": (text) => text.replace(/^valid: \{ from: [\d-]+/m, "valid: { from: 2027-03-01"),
  "a day that is no date": (text) => text.replace(/^valid: \{ from: [\d-]+/m, "valid: { from: 明年"),
  "an unknown key": (text) => text.replace("\nasks:", "\nsource: 书上看的\nasks:"),
  "an unknown key within": (text) => text.replace(/^valid: \{ /m, "valid: { since: 2021-01-01, "),
  "a key twice": (text, _n, entry) => text.replace("\nasks:", `\nquestion: ${entry.question}\nasks:`),
  "no question": (text) => without(text, "question"),
  "no ways of asking": (text) => without(text, "asks"),
  "no laws": (text) => without(text, "laws"),
  "no validity": (text) => without(text, "valid"),
  "no checks": (text) => without(text, "checked"),
  "no review": (text) => without(text, "judge_review"),
  "no answer": (text) => text.slice(0, front(text) + 5),
  "no end of the front matter": (text) => text.replace("\n---\n", "\n"),
  "four ways of asking": (text, _n, entry) => {
    let kept = 0;
    return text.replace(/^asks:\n(?: {2}- .*\n)+/m, (asks) =>
      entry.asks.length < 5 ? asks : asks.replace(/^ {2}- .*\n/gm, (ask) => (++kept <= 4 ? ask : "")),
    );
  },
  "four citations": (text) =>
    text
      .replace(/^laws:\n/m, `laws:\n${'  - { law: 民法典, article: "1" }\n'.repeat(4)}`)
      .replace("laws: []", "laws: {}"),
  "an entry beside that is not there": (text) =>
    without(text, "beside").replace("\nchecked:", "\nbeside: [nowhere/at-all]\nchecked:"),
  "a calculator that is not there": (text) =>
    without(text, "calculators").replace("\nchecked:", "\ncalculators: [abacus]\nchecked:"),
  "a colon in a way of asking": (text) => nth(text, /^ {2}- (?!\{).*$/gm, 0, () => "  - 他说: 不给"),
  "a broken bracket": (text) => text.replace(/^valid: \{/m, "valid: "),
};

describe("damage done to an entry", () => {
  it.each(Object.keys(mutations))("is told by file and in words: %s", (kind) => {
    const mutate = mutations[kind]!;
    let tried = 0;
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.nat(1_000), (entry, n) => {
        const text = written(entry);
        const damaged = mutate(text, n, entry);
        if (damaged === null || damaged === text) return;
        tried++;
        const faults = faultsOf(entry.id, damaged);
        expect(faults, `${entry.id}: ${kind}`).not.toEqual([]);
        expect(faults[0]).toMatchObject({ file: fileOf(entry.id), line: expect.any(Number) });
        expect(faults[0]?.what.length).toBeGreaterThan(10);
      }),
      { numRuns: 75, seed: 20_261_123 },
    );
    expect(tried).toBeGreaterThan(0);
  });

  it("is not found where there is none", () => {
    expect([...crossFaults(entries, laws, fileOf), ...citationFaults(entries, laws, lock, today, fileOf)]).toEqual([]);
  });

  it("is an entry put down once more, under its own name or another", () => {
    for (const entry of fc.sample(fc.constantFrom(...entries), { numRuns: 20, seed: 11 })) {
      const told = (copy: Entry): string => JSON.stringify(crossFaults([...entries, copy], laws, fileOf));
      expect(told(entry)).toContain(`${entry.id} is there twice`);
      expect(told({ ...entry, id: `${entry.topic}/zz-copy` })).toContain(`asks the same as ${entry.id}`);
    }
  });
});
