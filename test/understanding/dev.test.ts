// The held-out half of our own development messages: intents, causes and danger stay as good as they were measured.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadIntents } from "../../src/load.ts";
import { trainModel } from "../../src/understanding/classify.ts";
import { reportedIntent, type SenderRole } from "../../src/understanding/intents.ts";
import { type Understanding, understand } from "../../src/understanding/understand.ts";
import { now } from "./content.ts";

type Line = {
  id: number;
  text: string;
  sender_role: string;
  addressed: boolean;
  expect: { intent: string; cause: string | null; danger: string };
};
const lines = readFileSync(new URL("dev.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line)
  .filter((line) => line.id % 2 === 0);

describe("messages held out of tuning", () => {
  let read: [Line, Understanding][] = [];
  beforeAll(() => {
    const { intents, causes } = loadIntents(new URL("../../intents", import.meta.url).pathname);
    const model = trainModel({ intents, causes: [...causes.values()] });
    read = lines.map((line) => [
      line,
      understand({
        text: line.text,
        senderRole: (line.sender_role === "grid_worker" ? "gridWorker" : line.sender_role) as SenderRole,
        addressed: line.addressed,
        at: now,
        model,
      }),
    ]);
  });
  const share = (of: [Line, Understanding][], right: (line: Line, u: Understanding) => boolean): number =>
    of.filter(([line, u]) => right(line, u)).length / of.length;

  it("get their intent in more than 8 of 10, their cause in more than 8 of 10", () => {
    expect(share(read, (line, u) => reportedIntent(u.intent) === line.expect.intent)).toBeGreaterThan(0.83);
    const named = read.filter(([line]) => line.expect.cause !== null);
    expect(share(named, (line, u) => u.cause === line.expect.cause)).toBeGreaterThan(0.83);
  });

  it("raise the alarm where somebody is in danger, and hardly ever elsewhere", () => {
    const high = read.filter(([line]) => line.expect.danger === "high");
    expect(share(high, (_, u) => u.danger.level === "high")).toBeGreaterThan(0.85);
    const calm = read.filter(([line]) => line.expect.danger === "none");
    expect(share(calm, (_, u) => u.danger.level === "high")).toBeLessThan(0.05);
  });
});
