// Who is on which side, and under which name, in reports as villagers, grid workers and mediators send them.
import { describe, expect, it } from "vitest";
import { extractFacts } from "../../src/understanding/extract.ts";
import type { SenderRole } from "../../src/understanding/intents.ts";
import { factsOf } from "../../src/understanding/facts.ts";
import { now } from "./content.ts";

const sides = (text: string, role: SenderRole): Record<string, string> =>
  Object.fromEntries(factsOf(extractFacts(text, now, undefined, role), "person").map((p) => [p.value, p.role]));

describe("parties of a report", () => {
  it.each<[SenderRole, string, Record<string, string>]>([
    ["gridWorker", "李铁军向王大柱借款三万元 逾期不还", { 王大柱: "applicant", 李铁军: "respondent" }],
    ["gridWorker", "孙德福家的牛吃了周长林家的苞米", { 周长林: "applicant", 孙德福: "respondent" }],
    ["gridWorker", "任志强打老婆钟秀芹", { 钟秀芹: "applicant", 任志强: "respondent" }],
    [
      "gridWorker",
      "申请人：王大柱，男；被申请人：李铁军。因界墙争议申请调解",
      { 王大柱: "applicant", 李铁军: "respondent" },
    ],
    ["mediator", "今天接待了侯玉芬 她反映邻居夏国平往她家门口倒垃圾", { 侯玉芬: "applicant", 夏国平: "respondent" }],
    ["resident", "俺给王老板干活 王老板不给钱 俺叫李二柱", { 王老板: "respondent", 李二柱: "applicant" }],
    ["resident", "我老公路大明天天打我 我叫任小红", { 路大明: "respondent", 任小红: "applicant" }],
    ["resident", "替我二姨高桂枝问问 她的地让高老五占了", { 高桂枝: "applicant", 高老五: "respondent" }],
    ["resident", "我儿子张大军不养我 我七十八了", { 张大军: "respondent", 本人: "applicant" }],
  ])("%s: %s", (role, text, expected) => expect(sides(text, role)).toMatchObject(expected));

  it("keeps a list on one side, and one person under the full name", () => {
    expect(sides("汪淑华老人反映三个儿子汪大江、汪二江、汪小江均不履行赡养义务", "gridWorker")).toMatchObject({
      汪大江: "respondent",
      汪二江: "respondent",
      汪小江: "respondent",
    });
    const told = sides("蒋老五把我家地犁了 蒋老五大名蒋文学", "resident");
    expect(told).toHaveProperty("蒋文学", "respondent");
    expect(told).not.toHaveProperty("蒋老五");
  });

  it("does not take a count for the end of a name, nor everyday words for a person", () => {
    expect(sides("宋伟一个月该给八百抚养费", "resident")).toHaveProperty("宋伟");
    expect(Object.keys(sides("杨树根把我院子拱裂了 周六有人吗 修水渠的工钱没给", "resident"))).not.toContain("修水渠");
  });

  it("hears what one's own kin did before their name is told, and who of a couple asks to part", () => {
    expect(sides("我爸不给我生活费 我爸叫岳长林 我叫岳小满", "resident")).toMatchObject({
      岳长林: "respondent",
      岳小满: "applicant",
    });
    expect(sides("我爹叫栗长山 栾福占我家地 我爹去要了三回都不给", "resident")).not.toHaveProperty(
      "栗长山",
      "respondent",
    );
    expect(sides("男的叫封二虎 女的叫茅小翠 女方提的 要离婚", "mediator")).toMatchObject({
      茅小翠: "applicant",
      封二虎: "respondent",
    });
  });

  it("knows a number by the surname or the part alone that stands before it", () => {
    const owned = (text: string): unknown[] =>
      factsOf(extractFacts(text, now, undefined, "gridWorker"), "phone").map((p) => [p.value, p.owner]);
    expect(owned("屈长明欠甘有福九千二 屈的电话13800000107 甘13800000106")).toEqual([
      ["13800000107", "屈长明"],
      ["13800000106", "甘有福"],
    ]);
    // Two of one surname: nobody is guessed.
    expect(owned("屈长明跟屈长亮争地边 来了个电话 屈13800000107")).toEqual([["13800000107", undefined]]);
  });

  it("gives the number behind a name to that person, however often the name was said", () => {
    const phone = factsOf(extractFacts("李铁军把我家墙撞倒了 李铁军电话 138 0000 9999", now), "phone")[0];
    expect(phone).toMatchObject({ value: "13800009999", of: "respondent" });
  });

  it("takes kin and the name said for them later for one person", () => {
    expect(sides("我闺女跟姜大明分手了 他拿了我闺女两万不还 我闺女叫越小红", "resident")).toMatchObject({
      越小红: "applicant",
      姜大明: "respondent",
    });
    expect(sides("大哥占着老房子不分 大哥叫鲍国富 我是老二鲍国贵", "resident")).toMatchObject({
      鲍国富: "respondent",
      鲍国贵: "applicant",
    });
  });

  it("reads a row of names to its end", () => {
    expect(Object.keys(sides("村民干家俊、山大壮等八人跟着包工头卓老七干活 卓老七拖欠工资", "gridWorker"))).toEqual(
      expect.arrayContaining(["干家俊", "山大壮", "卓老七"]),
    );
  });

  it("tells two numbers apart by what stands before or behind them", () => {
    const owners = (text: string): unknown[] => factsOf(extractFacts(text, now), "phone").map((p) => [p.value, p.of]);
    expect(
      owners("欠钱的叫屈大年 电话幺三八 零零零零 幺幺三二 我的电话是幺三八零零零零幺幺三三 我姓项 项秋云"),
    ).toEqual([
      ["13800001132", "respondent"],
      ["13800001133", "applicant"],
    ]);
    expect(owners("超市老板不认账 电话13800001114是我的 我叫成小雪")).toEqual([["13800001114", "applicant"]]);
  });

  it("tells kin from the one whose kin they are, in either voice", () => {
    expect(sides("谷秀芝她小叔子庞大勇 把两家的界沟填了 谷秀芝要他挖开", "gridWorker")).toMatchObject({
      谷秀芝: "applicant",
      庞大勇: "respondent",
    });
    expect(sides("俺嫂子叫俺哥打了 俺哥叫岳石柱 俺嫂子叫纪巧云 俺叫岳小花", "resident")).toMatchObject({
      纪巧云: "applicant",
      岳石柱: "respondent",
    });
  });

  it("sees the owner behind a thing, one family behind a name, and one person behind title and full name", () => {
    expect(sides("庄大力喝多了把小卖部玻璃砸了 小卖部是娄凤琴开的", "gridWorker")).toMatchObject({
      娄凤琴: "applicant",
      庄大力: "respondent",
    });
    const told = sides("荣师傅剪坏了客人的衣料 荣师傅叫荣有福 客人戚小梅要他赔", "gridWorker");
    expect(told).toMatchObject({ 荣有福: "respondent", 戚小梅: "applicant" });
    expect(told).not.toHaveProperty("荣师傅");
    expect(Object.keys(sides("老尹家跟隔壁吵架 尹长顺说水沟让樊立冬堵了", "gridWorker"))).not.toContain("老尹家");
  });

  it("knows a firm by what it is called, and the rarest name by its number", () => {
    expect(sides("装修队叫巧手匠心 收了我一万二不来干活 我叫邵红", "resident")).toHaveProperty(
      "巧手匠心",
      "respondent",
    );
    expect(sides("公司叫人给骗了 我叫邵红", "resident")).not.toHaveProperty("人给骗了");
    expect(Object.keys(sides("苗大田欠粮款不给 牧云山电话13800000107 他来要过几回", "gridWorker"))).toContain("牧云山");
  });
});
