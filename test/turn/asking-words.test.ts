// The words that ask for a remote session, for reception days and for a question to go up; and those that only look like it.
import { describe, expect, it } from "vitest";
import { readCommand } from "../../src/turn/commands.ts";
import { stepwiseAsked } from "../../src/turn/stepwise-words.ts";

const kind = (text: string): string | undefined => readCommand(text, false)?.kind;
const way = (text: string): unknown => (readCommand(text, false) as { way?: unknown } | null)?.way;
const doubt = (text: string): string | undefined => {
  const asked = stepwiseAsked({ text });
  return asked?.kind === "doubt" ? asked.how : asked?.kind;
};

describe("asking for a remote session", () => {
  it.each([
    ["能不能视频开庭", null],
    ["远程调解行不行？", null],
    ["人在外地回不去", "away"],
    ["我人在外地回不去咋办", "away"],
    ["开庭我人在深圳回不去", "away"],
    ["我在广州打工回不去，能视频调解不", "away"],
    ["去共享法庭行不", "room"],
    ["我们申请远程调解 在村里的共享法庭", "room"],
    ["用共享法庭连线", "room"],
    ["约电话调解", "phone"],
    ["约远程", null],
  ])("hears it in %s", (text, how) => {
    expect(kind(text)).toBe("session");
    expect(way(text)).toBe(how);
  });

  it.each([
    "视频开庭对方不来怎么办",
    "视频开庭算数不",
    "共享法庭是干啥的",
    "老板在外地回不来",
    "对方在外地回不来怎么办",
    "我在外地回不去，工资没给我",
    "他发视频骂我",
  ])("does not hear it in %s", (text) => expect(kind(text)).not.toBe("session"));

  it("takes the number of the lead from the judge", () =>
    expect(readCommand("约远程 2026-0031", true)).toMatchObject({ kind: "session", number: "2026-0031", sure: true }));
});

describe("asking when a judge comes", () => {
  it.each([
    "法官啥时候来俺村",
    "接待日是哪天",
    "下回啥时候有法官来",
    "驻村法官哪天在",
    "法官几号来村里？",
    "这周法官来不来村里",
    "赶集那天法官来吗",
    "下次驻村是几号",
    "说事点几点开门",
    "讲理堂在哪",
  ])("hears it in %s", (text) => expect(kind(text)).toBe("reception"));

  it.each(["法官什么时候开庭", "法官什么时候来处理我的事", "法官啥时候给我回话", "法官来我家看看", "法庭几点上班"])(
    "does not hear it in %s",
    (text) => expect(kind(text)).not.toBe("reception"),
  );
});

describe("asking on", () => {
  it.each([
    ["没听懂", "unclear"],
    ["还是不明白", "unclear"],
    ["法官说的我没听懂", "unclear"],
    ["啥意思", "unclear"],
    ["还有疑问", "unclear"],
    ["不满意", "unhappy"],
    ["不服这个说法", "unhappy"],
    ["对这个回答不满意", "unhappy"],
    ["你答的不对", "unhappy"],
    ["我要问法官", "ask"],
    ["你说的不对，我要问法官", "ask"],
    ["能不能让法官说说", "ask"],
    ["这下明白了", "understood"],
  ])("hears it in %s", (text, how) => expect(doubt(text)).toBe(how));

  it.each([
    "我不服判决怎么办",
    "不满意法官的判决",
    "我不同意",
    "双方都不满意",
    "我不懂法能自己打官司吗",
    "合同没弄明白就签了",
  ])("does not hear it in %s", (text) => expect(doubt(text)).toBeUndefined());

  it("reads the official's reply by number or by the quoted card, not a mere 收到", () => {
    const quoted = { fromBot: true, text: "【请教12】柳树村一位群众……" };
    expect(stepwiseAsked({ text: "回复 12 没约定就没有利息" })).toEqual({
      kind: "reply",
      number: 12,
      text: "没约定就没有利息",
    });
    expect(stepwiseAsked({ text: "没约定就没有利息", quoted })).toMatchObject({ kind: "reply", number: 12 });
    expect(stepwiseAsked({ text: "收到", quoted })?.kind).not.toBe("reply");
  });
});
