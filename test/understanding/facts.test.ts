// What is read from speech, on sentences as people write them; 2026-11-23 is today.
import { describe, expect, it } from "vitest";
import { extractFacts } from "../../src/understanding/extract.ts";
import { factsOf, type FactKind, type PlaceMatcher } from "../../src/understanding/facts.ts";
import { fromLunar, toLunar } from "../../src/understanding/lunar.ts";
import { parseNumber } from "../../src/understanding/numbers.ts";
import { dateOfDispute, sumInDispute } from "../../src/understanding/sums.ts";
import { now } from "./content.ts";

const names: [string, string][] = [
  ["柳树村", "p01"],
  ["柳树屯", "p01"],
  ["杨树社区", "p02"],
  ["松河林场", "p03"],
];
const places: PlaceMatcher = (text) =>
  names.flatMap(([name, id]) =>
    [...text.matchAll(new RegExp(name, "gu"))].map((m) => ({
      start: m.index,
      end: m.index + name.length,
      ids: [id],
      name,
    })),
  );
const read = (text: string, role: "resident" | "gridWorker" = "resident") => extractFacts(text, now, places, role);
const of = <K extends FactKind>(text: string, kind: K, role: "resident" | "gridWorker" = "resident") =>
  factsOf(read(text, role), kind);

describe("numbers", () => {
  it.each([
    ["两万六", 26_000],
    ["三百八", 380],
    ["一千零五", 1005],
    ["一万零五百", 10_500],
    ["一百二十万五千", 1_205_000],
    ["十二万八", 128_000],
    ["2万8", 28_000],
    ["2.6万", 26_000],
    ["廿三", 23],
    ["二〇二五", 2025],
    ["26,000", 26_000],
    ["半", 0.5],
    ["借", null],
    ["", null],
  ])("%s is %s", (text, value) => expect(parseNumber(text)).toBe(value));
});

describe("sums", () => {
  it.each([
    ["去年从后街赵老三那拿了两万六", 26_000, "principal"],
    ["2.6万没还", 26_000, "principal"],
    ["欠我26000块", 26_000, "principal"],
    ["每月750", 750, "monthly"],
    ["玉米一吨三百八", 380, "unitPrice"],
    ["给他干活一天200", 200, "daily"],
    ["他说只欠两万", 20_000, "counter"],
    ["他只肯出五百", 500, "offer"],
    ["我要求他还三万", 30_000, "claim"],
    ["已经还了1万2", 12_000, "paid"],
    ["还有3万尾款没给", 30_000, "left"],
    ["一共6900", 6900, "total"],
    ["２６０００元货款不给", 26_000, "principal"],
    ["水费三块五一吨", 3.5, "unitPrice"],
  ])("%s", (text, yuan, role) => expect(of(text, "money")).toMatchObject([{ value: yuan, role }]));

  it.each([
    ["三千来块钱", 3000, undefined],
    ["欠了五十余万", 500_000, "over"],
    ["花了一万多", 10_000, "over"],
    ["大概两千块", 2000, undefined],
  ])("%s is about so much", (text, yuan, bound) => {
    const [sum] = of(text, "money");
    expect(sum).toMatchObject({ value: yuan, approx: true });
    expect(sum?.bound).toBe(bound);
  });

  it("reads 一分五的利 as a rate by the month, marked as a guess, and never as a sum", () => {
    expect(of("一分五的利", "rate")).toMatchObject([{ value: { share: 0.015, per: "month" }, guess: true }]);
    expect(of("年利率12%", "rate")).toMatchObject([{ value: { share: 0.12, per: "year" } }]);
    expect(of("一分五的利，年利率12%", "money")).toEqual([]);
  });

  it.each([
    "三个人打我一个",
    "种了十来亩地",
    "住3号楼2单元",
    "结婚12年",
    "一块地争了三年",
    "2026-0031那个事",
    "电话13800001234",
  ])("no sum in %s", (text) => expect(of(text, "money")).toEqual([]));

  it("takes the corrected sum: 不对，应该是三万", () => {
    const text = "借了2万，不对，应该是三万";
    expect(sumInDispute(read(text), text)?.yuan).toBe(30_000);
    expect(of("不是两万是三万", "money")).toMatchObject([{ value: 30_000, correction: true }]);
  });

  it.each([
    ["借了一万，后来又借了五千", 15_000],
    ["借我三万，还了5000", 25_000],
    ["工资每月4500，拖了三个月没发", 13_500],
    ["他说只欠两万，其实是三万五", 35_000],
    ["医药费花了8600，要求赔1万", 10_000],
    ["一头2300，三头一共6900", 6900],
    ["打了十八个柜子，每个七百五，付了一半人就没影了", 6750],
    ["六个瓦工干了五十二天，每人每天二百四，一共给了三万", 44_880],
    ["民宿订了三晚，一晚四百六，我要退一半", 690],
    ["每月给一千二抚养费，从2025年7月就没给过，到2026年10月", 19_200],
    ["去年一年欠了一万八千六，年底给了五千", 13_600],
    ["彩礼六万六，要退最多退一半", 66_000],
    ["人在外地呢", undefined],
  ])("the sum in dispute of %s is %s", (text, yuan) => expect(sumInDispute(read(text), text)?.yuan).toBe(yuan));
});

describe("dates", () => {
  it.each([
    ["前天晚上打起来了", "2026-11-21"],
    ["昨天的事", "2026-11-22"],
    ["去年借的", "2025"],
    ["前年春天", "2024"],
    ["22年借的钱", "2022"],
    ["99年领的证", "1999"],
    ["半个月前", "2026-11"],
    ["三天前", "2026-11-20"],
    ["两个月前", "2026-09"],
    ["今年5月12日签的", "2026-05-12"],
    ["5月12号被打", "2026-05-12"],
    ["2025.3.8转账", "2025-03-08"],
    ["2025年3月8日", "2025-03-08"],
    ["二零二四年八月份进厂", "2024-08"],
    ["去年秋收", "2025"],
    ["上周三", "2026-11-18"],
    ["正月十五借的", "2026-03-03"],
    ["去年腊月二十三", "2026-02-10"],
    ["农历五月初五", "2026-06-19"],
    ["去年端午", "2025-05-31"],
    ["中秋那天", "2026-09-25"],
    ["大前年腊月二十三", "2024-02-02"],
    ["12月5日打的架", "2025-12-05"],
  ])("%s is %s", (text, value) => expect(of(text, "date")[0]?.value).toBe(value));

  it.each([
    ["端午前一天打的", "2026-06-18"],
    ["重阳节第二天借的", "2026-10-19"],
    ["立秋那阵开始砸墙", "2026-08"],
    ["霜降后买的", "2026-10"],
    ["昨黑儿打的", "2026-11-22"],
    ["上个月二十二交的 阳历", "2026-10-22"],
    ["去年四月到十月的工钱 年前给了一万", "2025-04"],
    ["1998年承包的 去年砍了十一棵树", "2025"],
  ])("dates by season, festival and span: %s", (text, date) =>
    expect(dateOfDispute(read(text), text, now)?.value).toBe(date),
  );

  it.each([
    ["打了二十二天 一天一百五 一分没给\n错了错了 一天一百八", 3960],
    ["拉了七趟没给钱 一趟六百五\n错了 是八趟", 5200],
    ["拉了十八车 一车三百八 给结了八车的 剩十车不给", 3800],
    ["干了四个半月 一个月两千四 老板只给结了两个月 剩下的不给", 6000],
    ["我替他还了一万二 他欠我的一万二得给我", 12_000],
    ["损失八千 他只认三千", 8000],
  ])("sums put right, counted and part paid: %s", (text, yuan) =>
    expect(sumInDispute(read(text), text)?.yuan).toBe(yuan),
  );

  it("keeps both readings of 上个月十六: lunar as in the villages, solar to be asked about", () => {
    expect(of("上个月十六借的", "date")).toMatchObject([
      { value: "2026-10-25", other: "2026-10-16", calendar: "lunar" },
    ]);
    expect(of("上个月16号借的", "date")).toMatchObject([{ value: "2026-10-16" }]);
  });

  it("tells what is due from what happened", () => {
    expect(of("去年借的，说好年底还", "date").map((d) => d.role)).toEqual(["occurred", "deadline"]);
    expect(of("12月1日前还清", "date")).toMatchObject([{ value: "2026-12-01", role: "deadline" }]);
    expect(of("明年正月十五之前给钱", "date")).toMatchObject([{ value: "2027-02-20", role: "deadline" }]);
    expect(dateOfDispute(read("去年五月借的，说好年底还"), "去年五月借的，说好年底还", now)?.value).toBe("2025-05");
  });

  it("reads from – until and lengths of time", () => {
    expect(of("从2023年5月到2024年3月给他干活", "date").map((d) => [d.role, d.value])).toEqual([
      ["from", "2023-05"],
      ["until", "2024-03"],
    ]);
    expect(of("干了两个半月", "duration")).toMatchObject([{ value: { months: 2.5 } }]);
    expect(of("地种了22年了", "date")).toEqual([]);
  });

  it("counts lunar days alike whatever the host's time zone", () => {
    expect([fromLunar(2026, 1, 15), fromLunar(2025, 6, 16), fromLunar(2026, 1, 31)]).toEqual([
      "2026-03-03",
      "2025-07-10",
      null,
    ]);
    expect(toLunar("2026-11-23")).toEqual({ year: 2026, month: 10, day: 15 });
  });
});

const parties = (text: string, role: "resident" | "gridWorker" = "resident") =>
  Object.fromEntries(of(text, "person", role).map((p) => [p.value, p.role]));

describe("people", () => {
  it.each([
    ["柳树村西头老孙家大闺女 去年从后街赵老三那拿了两万六", { 老孙家大闺女: "respondent", 后街赵老三: "applicant" }],
    ["王铁柱借了我三万块", { 王铁柱: "respondent", 本人: "applicant" }],
    ["我借给欧阳建国两万", { 本人: "applicant", 欧阳建国: "respondent" }],
    ["李四从王五那借了五千 不还了", { 李四: "respondent", 王五: "applicant" }],
    ["二狗子把张三打了", { 二狗子: "respondent", 张三: "applicant" }],
    ["我欠王老板两万", { 本人: "respondent", 王老板: "applicant" }],
    ["我在松河木业公司上班 老板不给工资", { 本人: "applicant", 松河木业公司: "respondent" }],
    ["房东张伟不退我押金", { 张伟: "respondent", 本人: "applicant" }],
    ["对方叫陈建军", { 陈建军: "respondent" }],
  ])("%s", (text, expected) => expect(parties(text)).toEqual(expected));

  it("does not make a party of a grid worker who reports for others", () => {
    expect(parties("村民刘桂芬反映 邻居孙大海占了她家地 我去劝了没用", "gridWorker")).toEqual({
      刘桂芬: "applicant",
      孙大海: "respondent",
    });
  });

  it("reads a group with its number, and who is spoken for", () => {
    expect(of("包工头老周欠我们十来个人工资", "person")).toMatchObject([
      { value: "老周", role: "respondent", as: "包工头" },
      { form: "group", role: "applicant", count: 10 },
    ]);
    expect(of("我替我妈来问的 她同意", "behalf")).toMatchObject([{ value: "我妈", consent: true }]);
  });

  it.each([
    "方便的话请尽快",
    "高利贷合法吗",
    "由于老板没有培训",
    "今年周三下午要去法庭",
    "钱一分没结",
    "时间不够 马上过年了",
  ])("nobody is named in %s", (text) => {
    expect(of(text, "person").filter((p) => p.form === "name" || p.form === "nickname")).toEqual([]);
  });
});

describe("phones and numbers that are never repeated", () => {
  it.each([
    "138-0000-1234",
    "138 0000 1234",
    "１３８００００１２３４",
    "一三八零零零零一二三四",
    "幺三八零零零零幺二三四",
    "壹叁捌零零零零壹贰叁肆",
    "138\u200b0000\u200b1234",
    "+86 13800001234",
  ])("%s is a phone, kept as it was written", (phone) => {
    const [fact] = of(`他电话${phone}，打不通`, "phone");
    expect(fact).toMatchObject({ value: "13800001234", of: "respondent", words: phone });
  });

  it("tells whose phone it is", () => {
    expect(of("王铁柱借了我三万 电话138-0000-1234", "phone")[0]?.of).toBeNull();
    expect(of("我的电话13800001234", "phone")[0]?.of).toBe("applicant");
    expect(of("对方叫陈建军13800001234", "phone")[0]?.of).toBe("respondent");
  });

  it("checks an identity number by its checksum and masks it", () => {
    const [valid] = of("身份证110101199003077758", "idNumber");
    expect(valid).toMatchObject({ value: { valid: true } });
    expect(valid?.words).not.toContain("1990");
    expect(of("身份证110101199003077757", "idNumber")[0]?.value.valid).toBe(false);
  });
});

describe("places, and what else a form asks for", () => {
  it("finds the directory's place, the house and the group", () => {
    const facts = read("杨树社区3号楼2单元漏水");
    expect(factsOf(facts, "place")).toMatchObject([{ value: { ids: ["p02"] }, words: "杨树社区" }]);
    expect(factsOf(facts, "spot")[0]?.value).toBe("3号楼2单元");
    expect(of("大李庄村的事", "otherPlace")[0]?.value).toBe("大李庄村");
  });

  it("marks an address for service as unconfirmed when it is hedged", () => {
    expect(of("他住在松河镇新街8号", "address")).toMatchObject([
      { value: "松河镇新街8号", of: "respondent", confirmed: true },
    ]);
    expect(of("他好像住在松河镇新街8号", "address")[0]?.confirmed).toBe(false);
  });

  it("reads what was done, what is wanted, willingness and evidence, also that there is none", () => {
    expect(of("报过警 派出所调解没成", "done")[0]?.value).toBe("police");
    expect(of("我要求他把墙拆了", "claim")[0]?.value).toContain("要求他把墙拆了");
    expect(of("我愿意调解", "willing")[0]?.value).toBe(true);
    expect(of("不想调解 直接起诉", "willing")[0]?.value).toBe(false);
    expect(of("有借条和转账记录", "evidence").map((e) => [e.value, e.has])).toEqual([
      ["iou", true],
      ["transfer", true],
    ]);
    expect(of("没打借条", "evidence")).toMatchObject([{ value: "iou", has: false }]);
  });
});

describe("words", () => {
  it("are always the original's own, at their place, whatever the spelling", () => {
    const text = "王铁柱\u200b借了我２万６，去年　五月的事，电话１３８ ００００ １２３４😀";
    for (const fact of read(text)) expect(text.slice(fact.start, fact.end)).toBe(fact.words);
    expect(factsOf(read(text), "money")[0]).toMatchObject({ value: 26_000, words: "２万６" });
  });
});
