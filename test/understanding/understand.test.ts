// One message read as a whole: intent by who speaks and whether the bot was spoken to, cause, two disputes, a model's proposals.
import { describe, expect, it } from "vitest";
import { reportedIntent } from "../../src/understanding/intents.ts";
import { mergeModelReading } from "../../src/understanding/merge.ts";
import { understand } from "../../src/understanding/understand.ts";
import { type DevMessage, devMessages, model, now } from "./content.ts";

const read = (text: string, senderRole: DevMessage["role"] = "resident", addressed = true) =>
  understand({ text, senderRole, addressed, at: now, model: model() });

const macroF1 = (messages: readonly DevMessage[]): number => {
  const got = messages.map((m) => ({
    want: m.intent,
    got: reportedIntent(read(m.text, m.role, m.addressed).intent) as string,
  }));
  const classes = [...new Set(messages.map((m) => m.intent))];
  const f1 = classes.map((c) => {
    const both = got.filter((g) => g.want === c && g.got === c).length;
    return (2 * both) / (got.filter((g) => g.want === c).length + got.filter((g) => g.got === c).length);
  });
  return f1.reduce((a, b) => a + b, 0) / f1.length;
};

describe("intents", () => {
  it("are told apart on messages written apart from the examples", () => {
    expect(macroF1(devMessages().filter((_, i) => i % 2 === 0))).toBeGreaterThan(0.92);
    expect(macroF1(devMessages().filter((_, i) => i % 2 === 1))).toBeGreaterThan(0.88);
  });

  it("leave chatter in the group alone, and greet back only when spoken to", () => {
    const chatter = ["other", "greeting-smalltalk"];
    expect(chatter).toContain(read("大家早上好", "resident", false).intent);
    expect(read("你好", "resident", true).intent).toBe("greeting-smalltalk");
    expect(chatter).toContain(read("这雨下得地都进不去了", "resident", false).intent);
  });

  it("see a report without the word 纠纷, also when nobody was spoken to", () => {
    expect(read("隔壁老王借了我两万块钱三年了不还", "resident", false).intent).toBe("report-dispute");
  });

  it("read 办结 from a judge as feedback", () => {
    expect(read("2026-0031办结 双方当场和好", "judge").intent).toBe("judge-feedback");
  });

  it("say how sure they are and what else it could be", () => {
    const u = read("张法官电话多少");
    expect(u.confidence).toBeGreaterThan(0.6);
    expect(u.runnerUp?.confidence ?? 1).toBeLessThan(u.confidence);
  });
});

describe("causes", () => {
  it.each([
    ["表哥前年借我一万五到现在不还", "private-lending"],
    ["工地压着我们俩月工钱", "wages"],
    ["后院盖房子挡我家采光", "neighbour-relations"],
  ])("%s", (text, cause) => expect(read(text).cause).toBe(cause));

  it("are not guessed for a greeting", () => expect(read("你好").cause).toBeNull());
});

describe("several things in one message", () => {
  it("keeps two disputes apart", () => {
    const u = read("老孙借我两万块钱不还 打的欠条。另外还有个事，邻居家排水沟冲我家墙根");
    expect(u.disputes.map((d) => d.cause)).toEqual(["private-lending", "neighbour-relations"]);
  });

  it("does not split one dispute that is told in many lines", () => {
    expect(read("老孙借我两万\n打的欠条\n三年了不还").disputes).toEqual([]);
  });

  it("lists separate questions", () => {
    expect(read("借条没写利息能要吗？另外诉讼费谁出？").questions).toEqual(["借条没写利息能要吗?", "诉讼费谁出?"]);
  });
});

describe("what a language model proposes", () => {
  const text = "老孙家大闺女去年拿了两万六，还欠菜站三百块";
  it("is kept only where the person's words bear it out", () => {
    const before = read(text);
    const merged = mergeModelReading(before, {
      people: [
        { words: "菜站", role: "other" },
        { words: "孙晓梅", role: "respondent" },
      ],
      money: [
        { words: "两万六", yuan: 26_000 },
        { words: "两万六", yuan: 62_000 },
        { words: "五万", yuan: 50_000 },
      ],
      claims: [{ words: "要求返还本金及利息" }],
    });
    const added = merged.facts.filter((f) => !before.facts.includes(f));
    expect(added.map((f) => f.words)).toEqual(["菜站"]);
    for (const fact of merged.facts) expect(text.slice(fact.start, fact.end)).toBe(fact.words);
  });

  it("never takes an emergency back, and rubbish changes nothing", () => {
    const danger = read("他拿刀要砍人了快来人");
    expect(mergeModelReading(danger, { intent: "greeting-smalltalk" })).toMatchObject({
      intent: "emergency",
      danger: { level: "high" },
    });
    const calm = read(text);
    for (const rubbish of [null, "x", 7, { people: "no" }, { money: [{ words: "", yuan: -1 }] }])
      expect(mergeModelReading(calm, rubbish)).toBe(calm);
  });
});
