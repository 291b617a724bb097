// Danger: every cry for help is found; ways of speaking, old stories and questions in the abstract raise no alarm.
import { describe, expect, it } from "vitest";
import { readDanger } from "../../src/understanding/danger.ts";
import { normalize } from "../../src/understanding/normalize.ts";
import { understand } from "../../src/understanding/understand.ts";
import { devMessages, model, now } from "./content.ts";

const level = (text: string) => readDanger(normalize(text).text).level;

const high = `他说了要我儿子横着回来
五岁的娃自己在大马路上走 没个大人
听着隔壁摔盆子 孩子哭着喊妈别打
他半夜翻墙进来了 我跟闺女顶着门
谁敢拆我家房 我就躺铲车底下
好几车人进村了 手里都有钢管
他把汽油泼在门口了说要点火
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
他說要殺了我全家
她把孩子抱上楼顶了 说要一起跳
我媳妇喝药了 嘴里吐白沫
老王提着一把刀进了村委会
有个女的要跳井 拽不住
他放话要灭我满门
俺爹被他们打得躺地上起不来 快派人
他说要放火烧了我家房子
讨薪的爬到吊车上去了
邻居家天天传来孩子惨叫 怕出人命
儿子拿板凳砸他妈 头都砸破了
他把我反锁在屋里三天了 手机刚偷出来
我真想一把火烧了他家
有人往我家井里下药
他开车要撞死我
我前夫天天在我单位门口蹲着 说要泼我硫酸
一群人把法院门口围了 要冲进去
老爷子想不开 把绳子都挂梁上了
我不活了 你们谁都别管我
孩儿他爸又喝大了 正打娃呢
两拨人在地里抢收 拿着棒子要干
他威胁我说敢报警就弄死我儿子
我被他关在家里不让出门 身份证也抢走了
小姑娘说她继父半夜摸她
娃才六岁 被邻居老头脱裤子了
村里疯子拿砖头见人就砸
我妈留了张纸条走了 说不拖累我们了
他拿烟头烫孩子
婆婆要拿剪刀捅自己
老板带着打手把我们工人堵宿舍里了
他要把我推下楼
我男人用绳子捆我 打我一宿了
快 来人啊 打死人啦
我快被打死了
他一直掐我 我喘不上气
安眠药我攒了一百片了 今晚就吃
活腻了 想去陪我妈
我跟孩子都不想活了
他磨刀呢 说今晚上解决
债主把我儿子扣住了 说不拿钱剁手指头
有人持枪
有人在镇政府门口浇汽油
村民要抬着棺材去厂里闹
她男人揪着头发往死里踹
别人都说没事 我觉得我活不过今晚了
我弟弟在河边站了半天了 劝不回来
我要跟他拼了 拿刀了
欠钱的不还 我就死在他家门口
他说要让我全家陪葬
隔壁两口子打得厉害 女的喊救命
对方纠集二十多人拿钢管过来了
孩子好几天没去学校 身上青一块紫一块 说是爸爸打的
疯了疯了 他点着了柴火垛
俺闺女叫人糟蹋了
他带了几个混混在我店里砸
想不通 喝百草枯一了百了
家里男人打我 我抱着孩子跑出来了 在路边
爷爷吃了老鼠药
他掏出刀子来了
老太太绝食三天了 快不行了
这日子没法过了 我去死
工友要点煤气罐`.split("\n");

const none = `梯子滑了砸我脚面上 雇主不管
种子打药打死了一片苗
房东把我东西锁屋里了
老人留的遗书上把房给了大儿子 有效不
他打死不认账
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
打架斗殴怎么处理
我想跳槽去别的厂
孩子跳级要交钱吗
他气得跳脚
河边那块地是谁的
我妈喝中药花了三千
砍树纠纷咋处理
快递被偷了 急死人
村里放电影 打仗的可好看了
打狂犬疫苗的钱谁出
牛把我顶伤了 住院花八千
老板把我开了 不给补偿
他家烧炕把我家墙熏黑了
我要告他 告到底
为啥打欠条还要写身份证
下楼摔了一跤 物业要赔吗
车祸死了人怎么赔
死亡赔偿金怎么算
上吊扇的时候摔了 算工伤吗
药死我家两头猪
我家狗被人毒死了
活干完了 人跑了
这事没完 我要讨个说法
刀具厂欠我货款
他偷着把林子砍了卖钱
去河里抓鱼 被罚了
快过年了 给工人把血汗钱结了吧
我爸病死了 房子归谁
他占我地盖猪圈 臭死了
打印合同要多少钱
楼顶漏水没人修
楼上往下扔垃圾 砸坏我车
路堵死了 车进不来
房子烧了 保险不赔
租房时墙上钉子扎破手
快刀斩乱麻 麻烦尽快处理`.split("\n");

const watch = `村民议论着要去堵工地
早晚得干起来 你们快管管吧
我跟他没完 官司打到底
以前他老打我 现在离了
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

  it("misses no high of our messages, and cries wolf in fewer than one of twenty", () => {
    const messages = devMessages();
    const got = messages.map((m) => ({ ...m, level: level(m.text) }));
    const real = got.filter((m) => m.danger === "high");
    expect(real.filter((m) => m.level === "high").length / real.length).toBe(1);
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
