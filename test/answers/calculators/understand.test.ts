// Questions as villagers write them: the right sum with the right figures, a question back, or no sum at all.
import { describe, expect, it } from "vitest";
import { calculate, readCalculation } from "../../../src/answers/calculators/understand.ts";
import { data } from "./data.ts";

const askedOn = "2026-11-23";
const answer = (text: string) => calculate(text, askedOn, data);

describe("calculate", () => {
  it.each([
    ["我要起诉8万块要交多少诉讼费", "litigation-fee", { fee: 1800 }],
    ["俺要告他还三万八，得交多少钱的诉讼费啊", "litigation-fee", { fee: 750 }],
    ["起诉要回3万本金加5千利息 诉讼费多少", "litigation-fee", { fee: 675 }],
    ["欠条10万 走简易程序诉讼费多少", "litigation-fee", { fee: 1150 }],
    ["离婚分财产50万诉讼费多少", "litigation-fee", { fee_min: 1550, fee_max: 1800 }],
    ["离婚打官司要交多少钱", "litigation-fee", { fee_min: 50, fee_max: 300 }],
    ["名誉权官司要赔8万 要交多少诉讼费", "litigation-fee", { fee_min: 400, fee_max: 800 }],
    ["申请冻结他20万要交多少钱", "preservation-fee", { fee: 1520 }],
    ["申请执行30万执行费多少", "enforcement-fee", { fee: 4400 }],
    ["支付令要回6万要交多少钱", "payment-order-fee", { fee: 433.33 }],
    [
      "借了5万一分五的利三年多少利息",
      "loan-interest",
      { interest: 20_700, agreed_interest: 27_000, capped_rate: 0.138 },
    ],
    ["2021年3月1日借10万元，年利率24%，借2年，能要多少利息", "loan-interest", { interest: 30_800 }],
    ["2018年5月借给他5万月息两分到2020年5月一共多少利息", "loan-interest", { interest: 24_000 }],
    ["邻居借我三万二 说好一年给三千利息 2021年4月借的 两年了 利息多少", "loan-interest", { interest: 6000 }],
    ["借了4万 一万块一个月200利息 2022年3月借的 用了10个月 要给多少利息", "loan-interest", { interest: 4933.33 }],
    ["借钱3万，约定2024年5月1日还，月息1分，2023年5月1日借的，利息多少", "loan-interest", { interest: 3600 }],
    ["借了八万块，年利息百分之十二，两年下来利息多少", "loan-interest", { interest: 19_200 }],
    ["跟他打官司想要回七万 得交法院多少", "litigation-fee", { fee: 1550 }],
    ["告他九万 法院收我多少", "litigation-fee", { fee: 2050 }],
    ["先冻他五万 保全费多钱", "preservation-fee", { fee: 520 }],
    ["欠条打的二十万 实际就给了我十八万六", "principal-deducted", { principal: 186_000 }],
    ["干了两年三个月 一月三千六 老板让走 补偿几个钱", "severance", { amount: 9000 }],
    ["说借六万 当场抽走四千利钱 我还多少", "principal-deducted", { principal: 56_000 }],
    ["违法把俺裁了 干三年 平均四千", "unlawful-dismissal", { amount: 24_000 }],
    ["过期饮料四块 能赔几个钱", "punitive-damages", { amount: 1000 }],
    ["国庆三天上班 日工资二百二 该给多少", "overtime", { holiday_amount: 1980 }],
    ["九级伤残 工资四千 补助金多少", "work-injury", { amount: 36_000 }],
    ["假农药花了一千二 三倍是多少", "punitive-damages", { amount: 3600 }],
    ["8万块官司诉讼费", "litigation-fee", { fee: 1800 }],
    ["超市买了过期饼干9块9，能赔多少钱", "punitive-damages", { amount: 1000, refund: 9.9 }],
    ["签了合同付定金1万元，对方违约双倍返还是多少", "deposit", { amount: 20_000 }],
    ["保洁阿姨干了1年1个月工资2600被辞退补偿多少", "severance", { amount: 3900 }],
    ["去年借的5万没约定利息能要多少利息", "loan-interest", { interest: 0 }],
    ["2024年11月借的月息3分合法吗", "loan-interest", { capped_rate: 0.124 }],
    ["2022年6月1日到期的10万没还 没约定利息 逾期利息到2024年6月1日多少", "overdue-interest", { interest: 7400 }],
    [
      "判决说2024年3月1日前还10万 他一直没还 迟延履行的加倍利息到2025年3月1日多少",
      "overdue-interest",
      { interest: 6387.5 },
    ],
    ["借5万先扣了3个月利息月息2分 本金按多少算", "principal-deducted", { principal: 47_000 }],
    ["写的借条5万，实际转账只给了4万5，本金按哪个算", "principal-deducted", { principal: 45_000 }],
    ["2021年8月15日到期的欠条一直没要过 诉讼时效过期没", "limitation-period", { expires_on: "2024-08-15", expired: 1 }],
    ["2023年4月5日借条到期，2025年2月1日微信催过，诉讼时效到哪天", "limitation-period", { expires_on: "2028-02-01" }],
    ["2025年10月15日被公司辞退，申请劳动仲裁最晚到哪天", "limitation-period", { expires_on: "2026-10-15" }],
    ["借给表弟3万 月息一分 讲好用八个月 利息多少", "loan-interest", { interest: 2400, agreed_rate: 0.12 }],
    ["月薪5220 这个月三个礼拜天都加班没补休 加班费多少", "overtime", { amount: 1440 }],
    ["底薪4350 晚上加班加了12个钟 加班费多少", "overtime", { amount: 450 }],
    ["2026年3月2日进厂 月薪3000 9月2日走的 没签合同 双倍工资多少", "double-wages", { amount: 15_000 }],
    ["法院裁定不归他们管 16号收到的 不服最晚几号", "deadline", { deadline: "2026-11-26" }],
    ["判决书11号收到的上诉到哪天", "deadline", { deadline: "2026-11-26" }],
    ["裁定书9月28号收到的最晚几号上诉", "deadline", { deadline: "2026-10-08" }],
    ["昨天收到起诉状副本 答辩最晚哪天交", "deadline", { deadline: "2026-12-07" }],
    ["支付令上周五收到的 提异议到几号", "deadline", { deadline: "2026-12-07" }],
    ["判决2024年5月6日生效，10天内履行 申请执行到哪天", "deadline", { deadline: "2026-05-18" }],
    [
      "民政局10月12号收的离婚申请 哪天能领离婚证",
      "deadline",
      { certificate_from: "2026-11-12", certificate_until: "2026-12-11" },
    ],
    ["干了六年零四个月一个月四千五被辞了赔多少", "severance", { amount: 29_250, months: 6.5 }],
    ["N+1怎么算 我干了2年2个月工资7000", "severance", { total: 24_500 }],
    ["从2019年3月1日干到2025年8月31日 工资5200 经济补偿多少", "severance", { amount: 36_400 }],
    ["工资四千五一个月 干了两年半 公司违法解除赔偿金多少", "unlawful-dismissal", { amount: 27_000 }],
    ["没签劳动合同干了一年半，月工资4000，能要多少", "double-wages", { amount: 44_000 }],
    ["每天加班2小时一个月22天 工资4350 加班费怎么算", "overtime", { amount: 1650 }],
    ["月工资5000 周末加班4天国庆加班3天 加班费多少", "overtime", { amount: 3908.05 }],
    ["工伤九级月工资5000一次性伤残补助金多少", "work-injury", { amount: 45_000 }],
    ["年收入9万，一个孩子抚养费每月多少", "child-support", { amount_min: 1500, amount_max: 2250 }],
    ["交了2万定金 总价8万 卖家反悔退多少", "deposit", { amount: 36_000 }],
    ["给人担保 借款2025年12月31日到期 没写担保多久 担保到哪天", "guarantee-period", { expires_on: "2026-06-30" }],
    ["买到过期牛奶花了60块能赔多少", "punitive-damages", { amount: 1000 }],
    ["标的4万 我们省年平均工资9万 能走小额诉讼吗", "small-claims", { outcome: "mandatory", limit: 45_000 }],
  ])("%s", (text, kind, result) => {
    expect(answer(text)).toMatchObject({ kind, result });
  });

  it.each([
    ["我要打官司要回6万块，能不能走小额诉讼", "average_wage"],
    ["判决书下来了上诉最晚哪天", "start_on"],
    ["2026年3月借的8万 月息两分 半年利息多少", "lpr"],
    ["我在单位做了一个月，单位要辞退我，应该要多少赔偿", "monthly_wage"],
    ["2023年5月1日借了8万 到现在该给多少利息", "rate"],
    ["2025年借的2万 利息2% 一年利息多少", "rate"],
  ])("asks back: %s", (text, missing) => {
    expect(answer(text)).toMatchObject({ missing, ask: expect.stringMatching(/？/) });
  });

  it.each([
    "前年打工那个老板跑了钱没给咋整",
    "借条没写利息能要利息吗",
    "诉讼费谁出",
    "上诉期是多久",
    "他欠我5万不还怎么办",
    "双倍工资最多几个月",
    "加班费怎么算",
    "离婚冷静期多久",
    "起诉要什么材料",
    "您好请问法院几点上班",
    "彩礼8万能退多少",
    "老板欠我3万工资怎么要",
    "交通事故十级伤残赔多少钱",
    "我被骗了5万能判几年",
    "打人赔多少钱",
    "月息3分合法吗",
    "银行贷款10万年利率5%三年利息多少",
    "他一个月挣8000离婚孩子判给谁",
    "离婚房子80万怎么分",
    "千万别借钱给他",
    "今天天气多少度",
    "订金交了2000能退多少",
    "健身房倒闭了，卡里还有3000，能退多少钱，办了2年卡",
    "",
  ])("leaves alone what is no sum: %s", (text) => {
    expect(answer(text)).toBeNull();
  });

  it("puts the figure first and the steps after it, and cites at most three articles", () => {
    const done = answer("我要起诉8万块要交多少诉讼费");
    if (!done || "ask" in done) throw new Error("no sum");
    expect(done.text.split("\n")[0]).toBe("诉讼费（案件受理费）1800元。");
    expect(done.text).toContain("加起来是1800元");
    expect(done.citations).toEqual([{ law: "诉讼费用交纳办法", article: "13" }]);
  });

  it("says what it took for granted", () => {
    const done = answer("借了5万一分五的利三年多少利息");
    expect(done && "text" in done && done.text).toContain("您没说哪天借的");
  });

  it("goes on from a question with the reply added", () => {
    expect(answer("我要打官司要回6万块，能不能走小额诉讼，年平均工资9万")).toMatchObject({
      result: { outcome: "by-agreement" },
    });
  });

  it("tells what it read", () => {
    expect(readCalculation("没签合同干了8个月双倍工资多少", askedOn, data)).toMatchObject({
      kind: "double-wages",
      inputs: { months_worked: 8 },
      missing: [{ name: "monthly_wage" }],
    });
  });
});
