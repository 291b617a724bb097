// Of a long story the clauses that ask and the last ones count more; of a short question all counts alike.
import { describe, expect, it } from "vitest";
import { clausesOf, unknownShare } from "../../src/answers/asking.ts";

describe("clausesOf", () => {
  it("leaves a short question whole", () => {
    expect(clausesOf("借条没写利息，能要利息吗")).toEqual([{ text: "借条没写利息，能要利息吗", weight: 1 }]);
  });

  it("lets the clause that asks outweigh the tale, wherever it stands", () => {
    const tale =
      "我家老屋后头那排树是我爷爷栽的 去年邻居说挡了他的光 能不能不经我同意就砍了 他砍了三棵拉去卖了 村里人都看见了 我去说他 他还笑我 我气得几天没吃饭";
    const weights = new Map(clausesOf(tale).map(({ text, weight }) => [text, weight]));
    expect(weights.get("能不能不经我同意就砍了")).toBeGreaterThan(weights.get("他砍了三棵拉去卖了") ?? 9);
    expect(weights.get("我气得几天没吃饭")).toBeGreaterThan(weights.get("去年邻居说挡了他的光") ?? 9);
    expect(unknownShare(tale)).toBeLessThan(unknownShare("砍树赔不赔"));
  });
});
