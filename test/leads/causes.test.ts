// The causes of dispute as operators write them: complete, distinct, answerable in few questions, and strict about mistakes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCause } from "../../src/leads/causes.ts";
import { causeOf } from "./sample.ts";

const root = new URL("../../", import.meta.url);
const slugs = `private-lending financial-loan wages labor-contract work-injury divorce custody-support inheritance
  bride-price domestic-violence child-protection elder-support property-management neighbour-relations land forest-right
  sales-contract construction lease loan-guarantee consumer tourism traffic-accident personal-injury animal-damage
  personality-rights enforcement other`.split(/\s+/u);
const ids = readdirSync(new URL("intents/causes/", root)).map((file) => file.replace(/\.yaml$/u, ""));
const causes = ids.map(causeOf);
const plain = (say: string): string => say.replace(/[\s，。,.、！!？?]/gu, "");

it("knows every cause of the plan", () => {
  expect(ids).toEqual(expect.arrayContaining(slugs));
});

describe.each(causes)("$id", (cause) => {
  it("has a guide for mediators, short enough for a chat", () => {
    const file = new URL(`knowledge/guidance/${cause.id}.md`, root);
    expect(existsSync(file)).toBe(true);
    const han = readFileSync(file, "utf8").match(/\p{Script=Han}/gu)?.length ?? 0;
    expect(han).toBeGreaterThanOrEqual(250);
    expect(han).toBeLessThanOrEqual(450);
  });

  it("is told in at least thirty ways", () => {
    expect(cause.says.length).toBeGreaterThanOrEqual(30);
  });

  it("spends at most three questions of its own, each asked once more in other words", () => {
    expect(cause.form.elements.filter((e) => e.must).length).toBeLessThanOrEqual(3);
    for (const element of cause.form.elements) expect(element.again).not.toBe(element.ask);
  });

  it("reads from free speech only what can be answered", () => {
    for (const element of cause.form.elements) {
      const allowed = element.kind === "yesno" ? ["是", "否"] : element.kind === "choice" ? element.options : null;
      for (const read of element.reads) if (allowed) expect(allowed, element.id).toContain(read.value);
    }
  });

  it("gives every element a way to be filled: asked for, or read", () => {
    for (const element of cause.form.elements)
      expect(element.must || element.reads.length > 0 || element.kind === "money", element.id).toBe(true);
  });

  it("gives each limit a length and its article", () => {
    for (const limit of cause.limits) {
      expect(limit.months ?? limit.days).toBeGreaterThan(0);
      expect(limit.article).toMatch(/^\d+$/u);
    }
  });
});

describe("all causes together", () => {
  it("share no way of telling", () => {
    const told = new Map<string, string>();
    for (const cause of causes)
      for (const say of cause.says) {
        expect(told.get(plain(say)), `${cause.id}: ${say}`).toBeUndefined();
        told.set(plain(say), cause.id);
      }
  });

  it("send a victim of violence and a child straight to a person", () => {
    expect(causes.filter((c) => c.straightToPerson).map((c) => c.id)).toEqual([
      "child-protection",
      "domestic-violence",
    ]);
  });

  it("give wages, injuries at work, the old and children the green channel", () => {
    for (const id of ["wages", "work-injury", "elder-support", "child-protection", "domestic-violence"])
      expect(causeOf(id).greenChannel, id).toBeTruthy();
  });
});

describe("an operator's mistake", () => {
  const good = readFileSync(new URL("intents/causes/private-lending.yaml", root), "utf8");
  const faultsOf = (text: string) => {
    const parsed = parseCause("private-lending", text, "private-lending.yaml");
    return parsed.ok ? [] : parsed.faults;
  };
  const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

  it("in a key is told by file and line", () => {
    const text = good.replace("moneyName:", "moneyNames:");
    const [fault] = faultsOf(text);
    expect(fault).toMatchObject({ file: "private-lending.yaml", line: lineOf(text, "moneyNames:") });
    expect(fault?.what).toContain('"moneyNames"');
  });

  it("in an element's key is told by file and line", () => {
    const text = good.replace("      must: true", "      needed: true");
    expect(faultsOf(text)[0]).toMatchObject({ line: lineOf(text, "needed: true") });
  });

  it("of a key written twice is told by file and line", () => {
    const text = `${good}name: 又一个名字\n`;
    const [fault] = faultsOf(text);
    expect(fault?.line).toBe(text.split("\n").length - 1);
    expect(fault?.what).toMatch(/unique/u);
  });

  it("of an element's id used twice, or of a condition on what comes later, is told", () => {
    expect(faultsOf(good.replace("- id: interest", "- id: due_on"))[0]?.what).toContain("used twice");
    const later = good.replace(
      "      name: 约定哪天还",
      "      name: 约定哪天还\n      when: { element: repaid, is: [是] }",
    );
    expect(faultsOf(later)[0]?.what).toContain("not an element above");
  });
});
