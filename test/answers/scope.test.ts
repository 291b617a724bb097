// What is not answered: patterns, excuses, the model that hears the rest, and that neither declines an ordinary question.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kindTopic, likeliestKind, outOfScope, parseScope, type Scope } from "../../src/answers/scope.ts";

const read = (text: string): Scope => {
  const parsed = parseScope(text, "scope.yaml");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
};
const scope = read(`
kinds:
  - { id: plead, outcome: refuse, interference: true, any: [打个招呼], reply: 这个不能办。 }
  - { id: pry, outcome: refuse, interference: true, any: [内部意见], says: [法官啥口风], reply: 记下了。, unrecorded: 不能说。 }
  - { id: forge, outcome: refuse, any: [假借条], but: [他.*假借条], reply: 这个不能帮。 }
  - { id: sick, outcome: decline, any: [发烧], but: [医院], says: [吃啥药], reply: 看病找医生。 }
`);
const heard = (shares: Record<string, number>) => () =>
  new Map(Object.entries(shares).map(([id, p]) => [kindTopic(id), p]));
const kind = (text: string, shares: Record<string, number> = {}) => outOfScope(text, scope, heard(shares))?.id;

describe("what is not answered", () => {
  it("is refused by a pattern whatever the model hears, also with spaces and invisible characters between", () => {
    expect(kind("写张假借条")).toBe("forge");
    expect(kind("写张假 借\u200B条")).toBe("forge");
  });

  it("is not what happened to the person", () => {
    expect(kind("他拿了张假借条告我")).toBeUndefined();
  });

  it("yields, where a soft pattern fits, to a model that hears none of it", () => {
    expect(kind("娃发烧了", { sick: 0.4 })).toBe("sick");
    expect(kind("娃发烧了", { sick: 0.01 })).toBeUndefined();
  });

  it("is heard without a pattern where the model is sure, unless an excuse stands there", () => {
    expect(kind("这是啥毛病", { sick: 0.7 })).toBe("sick");
    expect(kind("医院说是啥毛病", { sick: 0.7 })).toBeUndefined();
    expect(kind("这是啥毛病", { sick: 0.3 })).toBeUndefined();
  });

  it("records nobody as pleading on the word of the model alone", () => {
    expect(kind("那个人咋样了", { plead: 0.9 })).toBeUndefined();
    expect(outOfScope("跟法官打个招呼", scope, heard({}))?.interference).toBe(true);
    expect(outOfScope("法官那边啥意思", scope, heard({ pry: 0.9 }))).toMatchObject({
      interference: false,
      reply: "不能说。",
    });
  });

  it("is one kind only where its outcome is that of most of it", () => {
    expect(likeliestKind(heard({ sick: 0.3, forge: 0.1 })(), scope, 0.3)?.id).toBe("sick");
    expect(likeliestKind(heard({ sick: 0.3, forge: 0.2, pry: 0.2 })(), scope, 0.3)).toBeNull();
    expect(likeliestKind(heard({ sick: 0.2, forge: 0.3, pry: 0.2 })(), scope, 0.3)?.id).toBe("forge");
    expect(likeliestKind(heard({ sick: 0.2 })(), scope, 0.3)).toBeNull();
  });

  it("tells the line of a pattern that is no regular expression", () => {
    const parsed = parseScope("kinds:\n  - { id: a, outcome: decline, any: ['(坏'], reply: 不行。 }\n", "scope.yaml");
    expect(parsed.ok ? [] : parsed.faults[0]).toMatchObject({ file: "scope.yaml", line: 2 });
  });

  it("stays quick on long hostile text", () => {
    const real = read(readFileSync("intents/scope.yaml", "utf8"));
    const long = "他把钱转给了我想编个假的怎么改一改".repeat(400);
    const from = performance.now();
    outOfScope(long, real, heard({}));
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
