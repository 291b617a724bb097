// Danger: every cry for help is found; ways of speaking, old stories and questions in the abstract raise no alarm.
import { describe, expect, it } from "vitest";
import { readDanger } from "../../src/understanding/danger.ts";
import { normalize } from "../../src/understanding/normalize.ts";
import { understand } from "../../src/understanding/understand.ts";
import { devMessages, model, now } from "./content.ts";

const level = (text: string) => readDanger(normalize(text).text).level;

const high = `他把汽油泼在门口了说要点火
我被打了 眼睛看不见了 他还没走
后院着火了 是他点的
他把我手打断了 现在还在外面砸玻璃
我姐发信息说再见了 电话也打不通 吓人
俺当家的拿擀面杖揍俺 俺跑出来了
他要整死我咋整
再逼我 我就死给你们看
想死的心都有了 药瓶子就在手边
他现在搁外头砸俺家大门呢
有个老头要跳河 在东大桥
娃被他爹用皮带抽 胳膊都抽紫了
他俩抡着铁锨干起来了
妹妹被人关在出租屋里 手机偷着给我发的定位
说今晚上带人来平了我家
一帮人拿棍子堵在饭店门口等我
喝了半瓶百草枯送医院了
他拿农药威胁说不离就喝
我男的昨晚又打我 打得我鼻子流血 我不敢回去
工友被打昏了 地上一滩血
他说不还钱就绑我闺女
死了算逑 活着啥意思
他拿绳子要勒死我妈
不\u200b想\u200b活了
他說要殺了我全家`.split("\n");

const none = `他打死不认账
这天热死人
打人要判几年
杀猪的把我家猪钱赖了
砍价砍得我都不好意思
他家狗咬死我家三只鸡
村口超市清仓跳楼价
地里的药打多了 苗全死了
货车把我撞了 腿骨折
老人喝药一个月好几百 儿女不掏钱
欠我血汗钱
电话打不通 急死我了
请问家暴怎么取证
他死皮赖脸住着不走
我被公司辞退了 不让进厂门
树被人砍死了十几棵
手被机器压断了 老板不管
昨晚看新闻说有人持刀抢劫
请大家注意防火 严禁上坟烧纸
我跟他拼命干了一年 工钱没给
打架斗殴怎么处理`.split("\n");

const watch = `以前他老打我 现在离了
前年两家打过架
快打起来了 越吵越凶
被打了 住院花了八千 他不赔
他威胁过我 后来没来
老人情绪激动 说要上访`.split("\n");

describe("danger", () => {
  it.each(high)("is high: %s", (text) => expect(level(text)).toBe("high"));
  it.each(none)("is none: %s", (text) => expect(level(text)).toBe("none"));
  it.each(watch)("is to be watched: %s", (text) => expect(level(text)).toBe("watch"));

  it("names the words it was read from, and the kind", () => {
    expect(readDanger("他拎着砍刀满村找我爸").reasons).toContainEqual({
      kind: "weapon",
      words: expect.stringContaining("刀") as string,
    });
    expect(readDanger("我不想活了").reasons[0]?.kind).toBe("suicide");
  });

  it("is found behind pages of other talk", () => {
    expect(level(`${"今天去地里看了看庄稼。".repeat(3000)}他拿刀要砍人了快来人`)).toBe("high");
  });

  it("misses no high of our messages by more than one in twenty, and cries wolf in fewer than one of twenty", () => {
    const messages = devMessages();
    const got = messages.map((m) => ({ ...m, level: level(m.text) }));
    const real = got.filter((m) => m.danger === "high");
    expect(real.filter((m) => m.level === "high").length / real.length).toBeGreaterThanOrEqual(0.95);
    const calm = got.filter((m) => m.danger === "none");
    expect(calm.filter((m) => m.level === "high").length / calm.length).toBeLessThan(0.05);
  });

  it("goes together with the intent emergency, always", () => {
    for (const m of devMessages()) {
      const u = understand({ text: m.text, senderRole: m.role, addressed: m.addressed, at: now, model: model() });
      expect(u.intent === "emergency").toBe(u.danger.level === "high");
    }
  });
});
