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
});
