// Holds the code to the plan of the house: doors that open one way, rooms without I/O or clock, one reader of the environment.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".ts"))
  .map((f) => join(src, f));

const roomOf = (file: string): string => {
  const [first = "", ...rest] = relative(src, file).split(/[\\/]/);
  if (rest.length === 0) return "top";
  return first === "delivery" && rest[0] === "notices" ? "notices" : first;
};

/** Which rooms each room may open a door to; `top` (the files beside the rooms) ties everything together. */
const doors: Record<string, readonly string[]> = {
  content: [],
  understanding: ["content"],
  answers: ["content", "understanding"],
  leads: ["content", "understanding"],
  court: ["content", "understanding"],
  turn: ["content", "understanding", "answers", "leads", "court"],
  notices: ["content", "understanding", "answers", "leads", "court", "turn"],
  delivery: ["content", "understanding", "answers", "leads", "court", "turn", "notices"],
  store: ["content", "understanding", "answers", "leads", "court", "turn"],
  channels: ["content", "understanding", "answers", "leads", "court", "turn"],
  model: ["content", "understanding", "answers", "leads", "court", "turn"],
  reports: ["content", "understanding", "answers", "leads", "court", "turn"],
  batch: [
    "content",
    "understanding",
    "answers",
    "leads",
    "court",
    "turn",
    "delivery",
    "notices",
    "store",
    "model",
    "top",
  ],
};

const pure = ["content", "understanding", "answers", "leads", "court", "turn", "notices"];

/** What a pure room may take from Node: arithmetic on what it is given, nothing that reads or waits. */
const pureModules = new Set(["node:crypto"]);

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");

const imports = (file: string): string[] =>
  [...withoutComments(readFileSync(file, "utf8")).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    (m) => m[1] ?? "",
  );

describe("the house", () => {
  it("opens doors one way only", () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      if (room === "top") return [];
      return imports(file)
        .filter((to) => to.startsWith("."))
        .map((to) => roomOf(resolve(dirname(file), to)))
        .filter((to) => to !== room && !(doors[room] ?? []).includes(to))
        .map((to) => `${relative(src, file)} opens a door to ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it("knows every room", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => room !== "top" && !(room in doors))).toEqual([]);
  });

  it("does no I/O in the pure rooms", () => {
    const wrong = files
      .filter((file) => pure.includes(roomOf(file)))
      .flatMap((file) =>
        imports(file)
          .filter((to) => to.startsWith("node:") && !pureModules.has(to))
          .map((to) => `${relative(src, file)} imports ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it("reads no clock and draws no chance in the pure rooms", () => {
    const banned =
      /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\bfetch\(|\bprocess\.|\brandomBytes\(|\brandomUUID\(|performance\.now\(|\brandomInt\(/;
    const wrong = files
      .filter((file) => pure.includes(roomOf(file)))
      .flatMap((file) =>
        withoutComments(readFileSync(file, "utf8"))
          .split("\n")
          .flatMap((line, i) => (banned.test(line) ? [`${relative(src, file)}:${i + 1} ${line.trim()}`] : [])),
      );
    expect(wrong).toEqual([]);
  });

  it("reads the environment in config.ts alone", () => {
    const wrong = files.filter(
      (file) =>
        relative(src, file) !== "config.ts" && /process\.env\b/.test(withoutComments(readFileSync(file, "utf8"))),
    );
    expect(wrong.map((f) => relative(src, f))).toEqual([]);
  });

  it("opens each file with a sentence that says what it is for, and keeps files small", () => {
    const silent = files.filter((file) => !readFileSync(file, "utf8").startsWith("// "));
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 420);
    expect(silent.map((f) => relative(src, f))).toEqual([]);
    expect(long.map((f) => relative(src, f))).toEqual([]);
  });
});
