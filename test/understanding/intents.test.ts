// The intents that operators write: read strictly, told apart, and learned from quickly and always alike.
import { describe, expect, it } from "vitest";
import { trainModel } from "../../src/understanding/classify.ts";
import { intentIds, parseIntent, parseIntents, reportedIntent } from "../../src/understanding/intents.ts";
import { understand } from "../../src/understanding/understand.ts";
import { causes, loadIntents, now } from "./content.ts";

const says = Array.from({ length: 40 }, (_, i) => `  - 第${i}种说法`).join("\n");
const file = (more = ""): string =>
  `id: other\nname: 其他\nabout: 试\nwho: [resident]\nneeds_mention: false\n${more}says:\n${says}\n`;

describe("an intent file", () => {
  it("is read when everything is there", () => {
    expect(parseIntent(file(), "intents/other.yaml").ok).toBe(true);
  });

  it("is refused with file and line for an unknown key, a repeated key and an unknown role", () => {
    const unknown = parseIntent(file("color: red\n"), "intents/other.yaml");
    expect(unknown).toMatchObject({
      ok: false,
      faults: [{ file: "intents/other.yaml", line: 6, what: expect.stringContaining('"color"') }],
    });
    expect(parseIntent(file("name: 又一个\n"), "f.yaml")).toMatchObject({ ok: false, faults: [{ line: 6 }] });
    expect(parseIntent(file().replace("[resident]", "[king]"), "f.yaml").ok).toBe(false);
  });

  it("is refused when two ways of saying differ only by spaces or marks, naming the second one's line", () => {
    const text = file().replace("第7种说法", "第6 种说法。");
    expect(parseIntent(text, "intents/other.yaml")).toMatchObject({
      ok: false,
      faults: [{ line: 14, what: expect.stringContaining("repeats says[6]") }],
    });
  });

  it("is refused with fewer than forty ways of saying", () => {
    expect(parseIntent(file().replace("  - 第0种说法\n", ""), "f.yaml").ok).toBe(false);
  });
});

describe("all intents together", () => {
  it("tell every fault at once, and which file is missing", () => {
    const parsed = parseIntents([{ text: file(), file: "intents/other.yaml" }]);
    expect(parsed.ok ? [] : parsed.faults).toHaveLength(intentIds.length - 1);
    const both = parseIntents([
      { text: "id: [", file: "a.yaml" },
      { text: "name: 1", file: "b.yaml" },
    ]);
    expect(new Set(both.ok ? [] : both.faults.map((f) => f.file))).toEqual(new Set(["a.yaml", "b.yaml"]));
  });

  it("are there, each with dozens of ways of saying, none in two files", () => {
    const intents = loadIntents();
    expect(intents.map((i) => i.id).sort()).toEqual([...intentIds].sort());
    const all = intents.flatMap((i) => i.says.map((s) => s.replace(/\s/g, "")));
    const twice = all.filter((s, i) => all.indexOf(s) !== i);
    expect(twice.filter((s) => s !== "收到")).toEqual([]);
  });

  it("report the commands beyond the eleven as other", () => {
    expect([reportedIntent("rate"), reportedIntent("my-data"), reportedIntent("emergency")]).toEqual([
      "other",
      "other",
      "emergency",
    ]);
  });

  it("train the same model each time, in well under a second of work", () => {
    const intents = loadIntents();
    const a = trainModel({ intents, causes });
    const b = trainModel({ intents, causes });
    expect(a.intents.weights).toEqual(b.intents.weights);
    const began = process.cpuUsage();
    trainModel({ intents, causes });
    const used = process.cpuUsage(began);
    expect((used.user + used.system) / 1000).toBeLessThan(1500);
    expect(a.intents.weights.byteLength).toBeLessThan(20_000_000);
  });

  it("know their own words again", () => {
    const model = trainModel({ intents: loadIntents(), causes });
    const all = loadIntents().flatMap((i) =>
      i.says.map((say) => ({
        id: i.id,
        say,
        role: i.who.includes("resident") ? ("resident" as const) : ("judge" as const),
      })),
    );
    const right = all.filter(
      ({ id, say, role }) => understand({ text: say, senderRole: role, addressed: true, at: now, model }).intent === id,
    );
    expect(right.length / all.length).toBeGreaterThan(0.97);
  });
});
