// Whatever is sent, reading it neither throws nor stands still.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalize, place } from "../../src/understanding/normalize.ts";
import { redact } from "../../src/understanding/redact.ts";
import { understand } from "../../src/understanding/understand.ts";
import { devMessages, model, now } from "./content.ts";

const read = (text: string) => understand({ text, senderRole: "resident", addressed: true, at: now, model: model() });

const crumbs = [
  ...Array.from(
    "我他你借欠打杀死了的从给跟把被在说要不没万千百十一二三零半元块月年号日村屯组路街公司老小李王张家0123456789-. ,。?!\n\u200b\u202e😀",
  ),
  "\ud800",
  "腊月",
  "去年",
  "老孙家",
  "138",
  "不是",
  "两万",
  "拿刀",
];
const soup = fc.array(fc.constantFrom(...crumbs), { maxLength: 200 }).map((parts) => parts.join(""));
const anything = fc.oneof(
  soup,
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.nat(0xffff), { maxLength: 100 }).map((units) => String.fromCharCode(...units)),
);

describe("any text at all", () => {
  it("is understood without a throw, with facts that stand in it word for word", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const u = read(text);
        expect(u.text).toBe(text);
        expect(u.confidence).toBeGreaterThanOrEqual(0);
        expect(u.confidence).toBeLessThanOrEqual(1);
        for (const fact of u.facts) {
          expect(fact.end).toBeGreaterThan(fact.start);
          if (fact.kind !== "idNumber" && fact.kind !== "account")
            expect(text.slice(fact.start, fact.end)).toBe(fact.words);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("is masked without a throw, and the spans lie in it in order", () => {
    fc.assert(
      fc.property(anything, (text) => {
        let till = 0;
        for (const span of redact(text).spans) {
          expect(span.start).toBeGreaterThanOrEqual(till);
          till = span.end;
        }
        expect(till).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1500 },
    );
  });

  it("keeps a map from plain spelling to the original that never runs backwards", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const normal = normalize(text);
        expect(normal.map.length).toBe(normal.text.length + 1);
        for (let i = 1; i < normal.map.length; i++) expect(normal.map[i]!).toBeGreaterThanOrEqual(normal.map[i - 1]!);
        expect(place(normal, 0, normal.text.length).end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("time", () => {
  const units = [
    "杀",
    "一",
    "1 ",
    "我",
    "他",
    "打",
    "我打他 ",
    "要弄死你，",
    "二月",
    "2025-",
    "村",
    "在松河镇新街8号",
    "老李家",
    "借给",
    "公司",
    "他把我打",
    "\u200b",
    "😀",
    "\ud800",
    "ﷺ",
    "不是两万是",
    "半",
    "拿着",
  ];

  it("does not explode on 64 KB of anything repeated", () => {
    const began = process.cpuUsage();
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
      read(text);
      redact(text.slice(0, 8_000));
    }
    const used = process.cpuUsage(began);
    // A regular expression that explodes takes seconds for a single one of these.
    expect((used.user + used.system) / 1000 / units.length).toBeLessThan(150);
  });

  it("is about a millisecond for an ordinary message", () => {
    const messages = devMessages();
    for (const m of messages) read(m.text);
    const times = messages.map((m) => {
      const began = performance.now();
      read(m.text);
      return performance.now() - began;
    });
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(2);
  });
});
