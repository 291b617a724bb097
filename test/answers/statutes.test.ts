// The law's own words: taken in from JSON Lines and Word files, each version by its day, shown as they stand and never as advice.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { articleAsked, type Statutes } from "../../src/answers/statutes.ts";
import { type LoadedContent, loadContent } from "../../src/content.ts";
import { articleWords } from "../../src/delivery/notices/statutes.ts";
import { importStatutes, openStatutes, readStatuteLines } from "../../src/statutes.ts";
import { lawOf, readWord } from "../../src/statutes-import.ts";
import { engineDriver } from "../stories/driver.ts";
import { play } from "../stories/play.ts";
import { storySchema } from "../stories/story.ts";

const lines = [
  ["养鸽子法", "2010-01-01", "已修改", "1", "养鸽子的人应当在每年三月到村里登记足环号码。"],
  ["养鸽子法", "2024-05-01", "有效", "1", "放飞比赛的信鸽，应当在信鸽协会注册足环，由主办协会统一编号。"],
  ["养鸽子法", "2024-05-01", "有效", "2", "违反本法规定的，由主办协会取消名次。"],
  ["养鸽子法", "2027-01-01", "尚未生效", "1", "信鸽足环改为电子登记。"],
  ["中华人民共和国养牛法", "2001-01-01", "已废止", "1", "耕牛不得屠宰。"],
].map(([law, effective, status, article, text]) => JSON.stringify({ law, effective, status, article, text }));

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const word = (texts: readonly string[]): Buffer =>
  new PizZip()
    .file("word/document.xml", `<w:document><w:body>${texts.map(paragraph).join("")}</w:body></w:document>`)
    .generate({ type: "nodebuffer" });
const asHandedOut = [
  "中华人民共和国养蜂法",
  "（2003年6月28日第十届全国人民代表大会常务委员会第三次会议通过　根据2019年4月23日第十三届全国人民代表大会常务委员会第十次会议《关于修改〈中华人民共和国养蜂法〉的决定》修正）",
  "目　　录",
  "第一章　总则",
  "第一章　总　　则",
  "第一条　为了保护蜜蜂&amp;养蜂人，制定本法。",
  "第二条　养蜂人转场，应当提前三日告知：",
  "（一）村民委员会；",
  "（二）沿途果园。",
  "第二条之一　蜂箱离道路不得少于十米。",
  "附　　则",
  "第三条　本法自2003年9月1日起施行。",
];

let folder: string;
let statutes: Statutes;
let loaded: LoadedContent;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fengqiao-statutes-"));
  loaded = loadContent();
  await writeFile(join(folder, "articles.jsonl"), lines.join("\n"));
  await importStatutes(folder, await readStatuteLines(join(folder, "articles.jsonl")), "2026-11-23");
  statutes = openStatutes(
    folder,
    () => new Map([["鸽法", "养鸽子法"]]),
    () => "2026-11-23",
  );
});
afterAll(() => rm(folder, { recursive: true }));

const shown = (text: string): string => {
  const request = articleAsked(text);
  return request ? articleWords(statutes.find(request)) : "no request";
};

describe("asking for an article", () => {
  it.each([
    ["法条 民法典 680", { law: "民法典", article: "680", on: null }],
    ["法条 民法典 680 2020-05-01", { law: "民法典", article: "680", on: "2020-05-01" }],
    ["法条：民法典第六百八十条", { law: "民法典", article: "680", on: null }],
    ["《民法典》第680条原文", { law: "民法典", article: "680", on: null }],
    ["民法典680条", { law: "民法典", article: "680", on: null }],
    ["查一下民法典1079条怎么说", { law: "民法典", article: "1079", on: null }],
    ["查一下刑法第一百二十条之一", { law: "刑法", article: "120-1", on: null }],
    ["法条 婚姻家庭编解释（一） 25 2021年3月1日", { law: "婚姻家庭编解释(一)", article: "25", on: "2021-03-01" }],
  ])("is understood: %s", (text, request) => {
    expect(articleAsked(text)).toEqual(request);
  });
  it.each([
    "民法典第680条规定的利息怎么算",
    "借条没写利息",
    "我有第一条线索",
    "这办法3条都不行",
    "第3条路怎么走",
    "法条",
  ])("is not taken for one: %s", (text) => {
    expect(articleAsked(text)).toBeNull();
  });
});

describe("imported statutes", () => {
  it("give the version of today, or of the day asked for, and say what became of it", () => {
    expect(shown("法条 养鸽子法 1")).toContain("放飞比赛的信鸽，应当在信鸽协会注册足环，由主办协会统一编号。");
    expect(shown("法条 鸽法 1")).toContain("2024-05-01起施行。新版本已经公布，2027-01-01起施行。现行有效。");
    const old = shown("法条 养鸽子法 1 2020-05-01");
    expect(old).toContain("登记足环号码");
    expect(old).toContain("已经被2024-05-01起施行的新版本取代");
    expect(shown("法条 养鸽子法 1 2001-05-01")).toContain("还没有施行");
    expect(shown("法条 养牛法 1")).toContain("已经废止");
    expect(shown("法条 养鸽子法 9")).toContain("没有第9条，最后一条是第2条");
    expect(shown("法条 鸽子 1")).toContain("养鸽子法");
    expect(shown("法条 养驴法 1")).toContain("没有找到");
  });

  it("offer what is strongly alike, from the law in force only", () => {
    const found = statutes.related("养鸽子放飞比赛要在哪个协会注册足环");
    expect(found.map((e) => [e.article, e.effective])).toEqual([["1", "2024-05-01"]]);
    expect(statutes.related("今天天气真好我想吃饺子")).toEqual([]);
  });

  it("take in a Word file as the national database hands it out, beside what was there", async () => {
    const file = join(folder, "养蜂法.docx");
    await writeFile(file, word(asHandedOut));
    const read = await readWord(file, undefined);
    if (typeof read === "string") throw new Error(read);
    await importStatutes(folder, [read], "2026-11-23");
    expect(shown("法条 养蜂法 2")).toContain("提前三日告知：\n（一）村民委员会；\n（二）沿途果园。");
    expect(shown("法条 养蜂法 2-1")).toContain("第2条之1");
    expect(shown("法条 养蜂法 1")).toContain("蜜蜂&养蜂人，制定本法。\n——2019-04-23起施行");
    expect(shown("法条 养鸽子法 2")).toContain("取消名次");
  });

  it("refuse what is no law, and tell a bad line by its number; the old import stays", async () => {
    expect(await readWord(join(folder, "articles.jsonl"), undefined)).toContain("is no Word document");
    expect(lawOf(["关于召开会议的通知", "请大家参加。"], undefined)).toContain("holds no article");
    expect(lawOf(["某法", "第一条　一。"], undefined)).toContain("--effective");
    await writeFile(join(folder, "bad.jsonl"), `${lines[0]}\n{"law":1}\n`);
    await expect(readStatuteLines(join(folder, "bad.jsonl"))).rejects.toThrow(/bad\.jsonl:2: /);
    expect(shown("法条 养鸽子法 2")).toContain("取消名次");
  });
});

describe("in the chat", () => {
  const story = storySchema.parse({
    title: "法条原文",
    steps: [
      {
        say: { who: "resident-li", in: "group", mention: true, text: "法条 养鸽子法 1" },
        see: [{ at: "group", has: ["《养鸽子法》第1条（原文）", "注册足环", "2024-05-01起施行"], lacks: ["人工智能"] }],
      },
      {
        say: { who: "resident-li", text: "养鸽子放飞比赛要在哪个协会注册足环" },
        see: [
          { at: "resident-li", has: ["没有把握", "原文摘录（不是建议）", "《养鸽子法》第1条"], lacks: ["人工智能"] },
        ],
      },
    ],
  });
  it("articles are shown in the law's own words, and beside what is not known as an excerpt", async () => {
    const content = { ...loaded.content, statutes };
    const driver = await engineDriver({ ...loaded, content }, story.now, ["p01"]);
    await play(driver, story, loaded);
    await driver.close();
  });
});
