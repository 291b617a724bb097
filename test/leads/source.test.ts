// Where a lead comes from, by the words of who registers it for somebody else: every source has its own figures.
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../src/leads/source.ts";

const passed: [string, ReturnType<typeof sourceOf>][] = [
  ["刚才有个老汉来法庭说，他是河东村的", "walkIn"],
  ["窗口来了个大姐，说她家房子漏水", "walkIn"],
  ["今天接待了一位当事人，要离婚", "walkIn"],
  ["大厅有人来问欠工钱的事", "walkIn"],
  ["接到电话，马家店村老马家说邻居扒了院墙", "telephone"],
  ["有人打座机说家里漏水", "telephone"],
  ["老乡打来电话说地被占了", "telephone"],
  ["昨天接了个群众的电话，两家吵架", "telephone"],
  ["综治中心转来一件：老王家的地", "township"],
  ["镇政府派的单子，柳树村老王家的地", "township"],
  ["平安办转过来的，两家吵架", "township"],
  ["12345转来的单子，物业不管", "township"],
  ["乡里让登记的，老孙家", "township"],
  ["街道综治办交办，楼上漏水", "township"],
  ["老李家和老张家因为地边子闹起来了", "private"],
  ["派出所来过了，没管", "private"],
  ["派出所让他们两家私了，没谈成", "private"],
  ["村里老赵送来彩礼又要回去", "private"],
  ["镇上老王家的地被占了", "private"],
  ["法院判了他不给", "private"],
];

describe("the source of a lead", () => {
  it.each(passed)("%s: %s", (text, source) => expect(sourceOf(text, ["clerk"], false)).toBe(source));
  it("believes only who registers for others", () => {
    expect(sourceOf("我打来电话说一声，楼上漏水", ["resident"], false)).toBe("private");
    expect(sourceOf("我打来电话说一声，楼上漏水", ["resident"], true)).toBe("group");
  });
});
