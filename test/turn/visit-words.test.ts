import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { visitTalk } from "../../src/turn/visit-words.ts";

describe("words about judges who come", () => {
  it.each([
    ["昨天法官来我们村了，讲得挺好", "was"],
    ["法官来过两回都没解决", "was"],
    ["听说法官要来咱村", "was"],
    ["法院的人来过了，没见着他", "was"],
    ["那天在集上看见法官了", "was"],
    ["法官下来一趟要花钱不", "cost"],
    ["法官来了得管饭吗", "cost"],
    ["视频调解要钱吗", "cost"],
    ["共享法庭是干啥的", "what"],
    ["啥叫巡回审判", "what"],
    ["上回法官来没看成，能不能再来一趟", null],
    ["法官昨天来了，地还没量完，麻烦再来看看", null],
    ["请法官下来看看他欠我多少钱的账", null],
    ["法官上门要带啥东西吗", null],
  ])("%s: %s", (text, about) => expect(visitTalk(text)).toBe(about));

  it("takes no wish for mere talk", () => {
    const { says } = parse(readFileSync("intents/request-visit.yaml", "utf8")) as { says: string[] };
    expect(says.filter((text) => visitTalk(text) !== null)).toEqual([]);
  });
});
