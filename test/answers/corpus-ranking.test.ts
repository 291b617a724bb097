// Ranking a corpus that is not ours: ids as they came, words that count, laws that are named, and what labels teach.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highest } from "../../src/answers/corpus-index.ts";
import { indexCorpus, learnFrom, rankCorpus } from "../../src/answers/corpus-ranking.ts";

const corpus = [
  { id: "a", title: "民法典第六百七十九条", text: "自然人之间的借款合同，自贷款人提供借款时成立。" },
  {
    id: "b",
    title: "民法典第六百八十条",
    text: "禁止高利放贷，借款的利率不得违反国家有关规定。没有约定利息的，视为没有利息。",
  },
  { id: "c", title: "民法典第一千二百四十五条", text: "饲养的动物造成他人损害的，饲养人应当承担侵权责任。" },
  { id: "d", title: "劳动合同法第八十二条", text: "不与劳动者订立书面劳动合同的，应当每月支付二倍的工资。" },
  { id: 7, text: "道路交通事故的赔偿" },
];
const index = indexCorpus(corpus);
const first = (query: string, learned = null as ReturnType<typeof learnFrom> | null) =>
  rankCorpus(index, query, 3, learned)[0]?.id;

describe("ranking a corpus", () => {
  it("brings the article whose words are asked for to the front", () => {
    expect(first("没约定利息要不要给")).toBe("b");
    expect(first("狗把人咬了，动物的饲养人赔吗")).toBe("c");
  });

  it("keeps every id as it came, a number as a number", () => {
    expect(first("交通事故赔偿")).toBe(7);
  });

  it("answers with nothing where no word is known, and never with more than was asked for", () => {
    expect(rankCorpus(index, "zzz ☂ 🙂", 5)).toEqual([]);
    expect(rankCorpus(index, "", 5)).toEqual([]);
    expect(rankCorpus(index, "借款利率损害工资赔偿", 2)).toHaveLength(2);
  });

  it("learns from labelled questions what their words do not say", () => {
    const labels = ["老赖跑路", "他跑路了咋办", "人跑路找不着"].map((query, n) => ({ id: n, query, relevant: ["d"] }));
    const learned = learnFrom(index, labels);
    expect(first("老板跑路", learned)).toBe("d");
    expect(first("没约定利息要不要给", learned)).toBe("b");
  });

  it("is the same each time", () => {
    const once = rankCorpus(index, "借款利息", 5);
    rankCorpus(index, "工资", 5);
    expect(rankCorpus(index, "借款利息", 5)).toEqual(once);
  });

  it("takes labels of documents that are not there", () => {
    expect(() => learnFrom(index, [{ id: 1, query: "利息", relevant: ["zz"] }])).not.toThrow();
  });
});

describe("the highest of many scores", () => {
  it("are those a full sort would give, ties by number", () => {
    const some = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 40 }), (values, k) => {
        const scores = Float32Array.from(values);
        const naive = [...scores.keys()].filter((d) => (scores[d] ?? 0) > 0);
        naive.sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y);
        expect(highest(scores, k)).toEqual(naive.slice(0, k));
      }),
    );
  });
});
