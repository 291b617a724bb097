// Our own development messages: intents, causes and danger stay as good as they were measured.
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
const linesOf = (file: string): Line[] =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

let read: (lines: Line[]) => [Line, Understanding][];
beforeAll(() => {
  const { intents, causes } = loadIntents(new URL("../../intents", import.meta.url).pathname);
  const model = trainModel({ intents, causes: [...causes.values()] });
  read = (lines) =>
    lines.map((line) => [
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

describe("messages held out of tuning", () => {
  let held: [Line, Understanding][] = [];
  beforeAll(() => {
    held = read(linesOf("dev.jsonl").filter((line) => line.id % 2 === 0));
  });

  it("get their intent in more than 8 of 10, their cause in more than 8 of 10", () => {
    expect(share(held, (line, u) => reportedIntent(u.intent) === line.expect.intent)).toBeGreaterThan(0.83);
    const named = held.filter(([line]) => line.expect.cause !== null);
    expect(share(named, (line, u) => u.cause === line.expect.cause)).toBeGreaterThan(0.83);
  });

  it("raise the alarm where somebody is in danger, and hardly ever elsewhere", () => {
    const high = held.filter(([line]) => line.expect.danger === "high");
    expect(share(high, (_, u) => u.danger.level === "high")).toBeGreaterThan(0.85);
    const calm = held.filter(([line]) => line.expect.danger === "none");
    expect(share(calm, (_, u) => u.danger.level === "high")).toBeLessThan(0.05);
  });
});

describe("messages in other voices: short and rough, on the telephone, in letters, copied from a chat", () => {
  it.each(["dev-b.jsonl", "dev-c.jsonl"])("get their cause in nearly 9 of 10: %s", (file) => {
    const named = read(linesOf(file).filter((line) => line.expect.cause !== null));
    expect(share(named, (line, u) => u.cause === line.expect.cause)).toBeGreaterThan(0.89);
  });
});
