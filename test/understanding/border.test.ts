// The border of danger: what goes on or is threatened is heard, what is over, brewing or only a way of speaking is not taken for it.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadReading } from "../../src/content.ts";

type Line = { text: string; expect: { danger: string } };
const read = loadReading();
const lines = ["dev-d.jsonl", "dev-e.jsonl", "dev-f.jsonl", "dev-g.jsonl"].flatMap((file) =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line),
);

const taken = (danger: string): string[] =>
  lines
    .filter((line) => line.expect.danger === danger)
    .map(({ text }) => text)
    .filter((text) => {
      const said = {
        text,
        senderRole: "resident",
        addressed: true,
        at: Date.UTC(2026, 10, 23),
        lastTopic: null,
      } as const;
      return read(said).danger.level === "high";
    });

it("hears every cry of a hundred and fifty", () => {
  const heard = taken("high");
  expect(lines.filter(({ text, expect: e }) => e.danger === "high" && !heard.includes(text))).toEqual([]);
});

it("raises no alarm for a way that is blocked, a door that is locked or a thing that is kept", () => {
  const plain = readFileSync(new URL("dev-h.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const alarming = plain.filter((line) => {
    const { text } = JSON.parse(line) as Line;
    const said = {
      text,
      senderRole: "resident",
      addressed: true,
      at: Date.UTC(2026, 10, 23),
      lastTopic: null,
    } as const;
    return read(said).danger.level === "high";
  });
  expect(alarming.length).toBeLessThan(5);
});

it("takes hardly any quarrel that is over or only brews for one, and no way of speaking", () => {
  expect(taken("none")).toEqual([]);
  expect(taken("watch").length).toBeLessThan(15);
});
