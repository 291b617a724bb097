// Finding an entry: words of one meaning, wrong characters, strange words, topics, and what entries cite together.
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/answers/entry.ts";
import { indexEntries, searchEntries, topicsAsked } from "../../src/answers/entry-search.ts";
import { indexSayings, nearestOf } from "../../src/answers/sayings.ts";
import { learnSounds, mend } from "../../src/answers/sounds.ts";
import { newVocabulary, numbered } from "../../src/answers/term-index.ts";
import { type Lexicon, parseWords, spell, termsOf, withWords } from "../../src/answers/words.ts";

const parsed = parseWords("groups:\n  - [借条, 白条, 字据]\n  - [撵走, 辞退]\ntypos: { 建定: 鉴定 }\n", "words.yaml");
if (!parsed.ok) throw new Error("the words do not parse");
const lexicon: Lexicon = parsed.value;

const entry = (id: string, question: string, asks: string[], article: string): Entry => ({
  id,
  topic: id.split("/")[0] ?? "",
  question,
  asks,
  answer: "这是说给您听的答案，先说结论，再说怎么办，带什么，去哪里，到什么时候为止。",
  laws: [{ law: "民法典", article }],
  computed: [],
  local: [],
  valid: { from: "2021-01-01" },
  calculators: [],
  beside: [],
  checked: { program: "2026-11-23", reader: "due" },
  judge_review: "due",
});
const entries = [
  entry("loan/iou", "借条丢了怎么办？", ["借条找不着了还能要钱吗", "条子让他撕了咋整"], "675"),
  entry("loan/interest", "没写利息能要利息吗？", ["没提利息的事现在想要点", "利息没约定法院给不给"], "680"),
  entry("work/dismissed", "单位辞退我，赔多少？", ["老板辞退我没给钱", "厂里不要我了有没有补偿"], "47"),
  entry("work/appraisal", "工伤鉴定去哪做？", ["工伤鉴定找哪家", "鉴定要带啥", "鉴定几天出来", "鉴定费谁出"], "21"),
];
const index = indexEntries(entries, new Map(), lexicon, [
  { topic: "!chat", says: ["讲个笑话听听", "讲个笑话吧", "再讲个笑话"] },
]);
const first = (question: string, favoured: string | null = null) =>
  searchEntries(index, question, 3, favoured)[0]?.entry.id;

describe("finding an entry", () => {
  it("hears a word of the same meaning that stands in no entry", () => {
    expect(first("白条没了")).toBe("loan/iou");
    expect(first("叫人撵走了")).toBe("work/dismissed");
  });

  it("hears a pair of wrong characters of the same sound", () => {
    expect(first("上哪监定")).toBe("work/appraisal");
  });

  it("leans a half sentence towards the topic last spoken of, and only towards that", () => {
    const scoreOf = (id: string, favoured: string | null) =>
      searchEntries(index, "利息鉴定给钱", 4, favoured).find((hit) => hit.entry.id === id)?.score ?? 0;
    expect(scoreOf("loan/interest", "loan")).toBeGreaterThan(scoreOf("loan/interest", null) + 0.5);
    expect(scoreOf("work/dismissed", "loan")).toBeCloseTo(scoreOf("work/dismissed", null));
  });

  it("finds nothing where not one sign is known, and never more than was asked for", () => {
    expect(searchEntries(index, "zzz ☂", 3)).toEqual([]);
    expect(searchEntries(index, "借条利息辞退鉴定", 2)).toHaveLength(2);
  });

  it("holds a question of strange words less like an entry than one of its own words", () => {
    const own = searchEntries(index, "借条丢了", 1)[0];
    const strange = searchEntries(index, "借条珊瑚翡翠蜈蚣鹦鹉骆驼", 1)[0];
    expect(own?.likeness).toBeGreaterThan((strange?.likeness ?? 9) * 2);
  });

  it("tells topics apart, what is not answered among them, and is the same each time", () => {
    const topics = topicsAsked(index, "给我讲个笑话");
    expect([...topics].toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe("!chat");
    expect([...topics.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(topicsAsked(index, "给我讲个笑话")).toEqual(topics);
  });

  it("prefers, of two that are equally like, the one whose article others cite as well", () => {
    const same = ["一模一样的问法甲", "一模一样的问法乙"];
    const alone = entry("x/alone", "地里的水怎么排？", same, "1");
    const backed = entry("x/backed", "地里的水怎么排？", same, "2");
    const backer = entry("x/backer", "地里的水往哪排，怎么流？", ["水往哪里流"], "2");
    const hits = searchEntries(indexEntries([alone, backed, backer], new Map(), lexicon), "地里的水怎么排", 3);
    expect(hits[0]?.entry.id).toBe("x/backed");
  });
});

describe("every way of asking by itself", () => {
  it("is like a question by what both hold, however much else the entry says", () => {
    const vocabulary = newVocabulary();
    const said = ["水沟让邻居堵了", "水沟怎么修，路怎么走，墙怎么拆", "借条没写日期"].map((text) =>
      numbered(termsOf(text, lexicon), vocabulary),
    );
    const sayings = indexSayings(said, vocabulary);
    const asked = { numbers: [...said[0]!], shares: [...said[0]!].map(() => 1), unknown: 0 };
    const [same, part, none] = nearestOf(sayings, asked, Uint16Array.of(0, 1, 2), 3);
    expect(same).toBeCloseTo(1);
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(0.5);
    expect(none).toBe(0);
    // Of an entry's ways of asking the nearest counts.
    const [, both] = nearestOf(sayings, asked, Uint16Array.of(1, 1, 0), 2);
    expect(both).toBeCloseTo(1);
  });
});

describe("words", () => {
  it("mends known wrong spellings and writes spoken digits before a unit as figures", () => {
    expect(spell("去建定，三年了", lexicon)).toBe("去鉴定,3年了");
  });

  it("gives one sign to all words of a group, and to a group added later its own", () => {
    const signs = (text: string, of: Lexicon) => termsOf(text, of).filter((t) => t.startsWith("#"));
    expect(signs("打了白条", lexicon)).toEqual(signs("打了字据", lexicon));
    expect(signs("打了白条", lexicon)).toHaveLength(1);
    expect(signs("买股票", withWords(lexicon, "#money", ["股票"]))).toEqual(["#money"]);
  });

  it("refuses a group of one word", () => {
    expect(parseWords("groups:\n  - [借条]\n", "words.yaml").ok).toBe(false);
  });
});

describe("sounds", () => {
  const sounds = learnSounds(["鉴定", "鉴定", "鉴定费", "重新鉴定", "见到他"]);
  it("puts a pair nobody writes there as the usual pair of that sound", () => {
    expect(mend("去做监定", sounds)).toBe("去做鉴定");
  });
  it("leaves pairs alone that the knowledge has, and pairs that sound like nothing usual", () => {
    expect(mend("见到他", sounds)).toBeNull();
    expect(mend("打麻将", sounds)).toBeNull();
  });
});
