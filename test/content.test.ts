// What a court's own file says of flows, held against the flows there are: told by file and line, or left out with a word.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentError } from "../src/content/faults.ts";
import { loadContent } from "../src/content.ts";

const sample = readFileSync("knowledge/court.sample.yaml", "utf8");
const folder = mkdtempSync(join(tmpdir(), "fengqiao-content-"));
const line = (text: string, words: RegExp): number => text.split("\n").findIndex((row) => words.test(row)) + 1;
function load(text: string) {
  const court = join(folder, "court.yaml");
  writeFileSync(court, text);
  return loadContent({ court });
}
function faults(text: string): string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.faults.map((f) => `${f.file.split("/").at(-1)}:${f.line}: ${f.what}`);
  }
}
const withoutBank = sample.replace(/^ {2}- \{ id: H11,.*\n/mu, "");

describe("the flows of a court", () => {
  it("are those that court.yaml names", () => {
    const { content, warnings } = load(sample.replace(/^flows:.*$/mu, "flows: [wages, land]"));
    expect([...content.flows.keys()]).toEqual(["land", "wages"]);
    expect(warnings).toEqual([]);
  });

  it("are told of by line when there is no such flow, or an office of one is missing", () => {
    const text = withoutBank.replace(/^flows:.*$/mu, "flows: [bank-court, bank-curt]");
    const step = line(readFileSync("intents/flows/bank-court.yaml", "utf8"), /id: account/u);
    expect(faults(text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^court.yaml:${line(text, /^flows:/u)}: .*"bank-curt" is no file`, "u")),
        expect.stringMatching(new RegExp(`^bank-court.yaml:${step}: .*"银行" is not among contacts`, "u")),
      ]),
    );
  });

  it("are all whose offices it knows when it names none, and the others are told of", () => {
    const { content, warnings } = load(withoutBank.replace(/^flows:.*$/mu, ""));
    expect([...content.flows.keys()]).toEqual(["domestic-violence", "forest", "land", "property", "wages"]);
    expect(warnings).toEqual([expect.stringMatching(/bank-court.*银行/u)]);
  });
});

it("refuses a mediator of a kind or for a place that there is not", () => {
  const text = sample.replace(
    "kind: retired-judge, phone: 138-0000-0110",
    "kind: friend, places: [p99], phone: 138-0000-0110",
  );
  const at = line(text, /kind: friend/u);
  expect(faults(text)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(new RegExp(`^court.yaml:${at}: .*kind`, "u")),
      expect.stringMatching(new RegExp(`^court.yaml:${at}: .*"p99" is not among places`, "u")),
    ]),
  );
});
