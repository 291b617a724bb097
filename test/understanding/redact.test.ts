// Masking: made-up personal data in every spelling is gone, ordinary sentences are left alone.
import { describe, expect, it } from "vitest";
import { redact } from "../../src/understanding/redact.ts";
import { devMessages } from "./content.ts";

let seed = 7;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const digits = (n: number): string => Array.from({ length: n }, () => Math.floor(random() * 10)).join("");
const family = Array.from(
  "王李张刘陈杨赵黄周吴徐孙胡朱林郭梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴钟汪田姜范谭廖邹熊金陆郝孔崔康邱秦江顾侯邵孟龙段雷汤尹黎武贺赖龚",
);
const given = Array.from(
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕云鹏飞凤珍兰翠雅芝梅琳建国志海波俊凯博浩宇轩泽铭德福贵财旺兴隆顺利",
);
const person = (): string => pick(family) + pick(given) + pick(given);
const wide = (s: string): string => s.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
const said = (s: string, han: string, one: string): string =>
  s.replace(/\d/g, (d) => (d === "1" ? one : han[Number(d)]!));
const spellings = [
  (s: string) => s,
  (s: string) => s.replace(/(\d{3})(\d{4})(\d{4})/, "$1 $2 $3"),
  (s: string) => s.replace(/(\d{3})(\d{4})(\d{4})/, "$1-$2-$3"),
  wide,
  (s: string) => said(s, "零一二三四五六七八九", "一"),
  (s: string) => said(s, "〇一二三四五六七八九", "幺"),
  (s: string) => said(s, "零壹贰叁肆伍陆柒捌玖", "壹"),
  (s: string) => Array.from(s).join("\u200b"),
  (s: string) => Array.from(s).join(" "),
];
const identity = (): string => {
  const body = `230199${1950 + Math.floor(random() * 50)}${pick(["01", "05", "11"])}${pick(["03", "17", "28"])}${digits(3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + "10X98765432"[weights.reduce((sum, w, i) => sum + w * Number(body[i]), 0) % 11]!;
};

const makers: (() => { text: string; secret: string })[] = [
  () => {
    const secret = person();
    return {
      secret,
      text: pick([
        `${secret}欠我两万块钱不还`,
        `我叫${secret}，想反映个事`,
        `对方叫${secret}`,
        `我借给${secret}三万`,
        `${secret}把我打了`,
        `跟${secret}签的合同`,
        `邻居${secret}占了我家地`,
        `被告是${secret}`,
        `去找${secret}要钱他不给`,
        `包工头${secret}跑了`,
        `把钱给了${secret}`,
      ]),
    };
  },
  () => {
    const secret = pick(spellings)(`1${pick(["3", "5", "7", "8", "9"])}${digits(9)}`);
    return { secret, text: pick([`他电话${secret}`, `手机号是${secret}，打不通`, `打${secret}找我`]) };
  },
  () => {
    const number = identity();
    const secret = pick([
      number,
      wide(number),
      number.replace(/(.{6})(.{8})/, "$1 $2 "),
      Array.from(number).join("\u200b"),
    ]);
    return { secret, text: pick([`身份证${secret}`, `${secret}是我身份证号`]) };
  },
  () => {
    const number = `62${digits(17)}`;
    const secret = pick([number, number.replace(/(\d{4})(?=\d)/g, "$1 "), number.replace(/(\d{4})(?=\d)/g, "$1-")]);
    return { secret, text: pick([`打到${secret}`, `卡号：${secret}农行`]) };
  },
  () => {
    const secret = `${pick(Array.from("黑吉辽京冀"))}${pick(Array.from("ABCDE"))}${pick(["", "·", " "])}${digits(5)}`;
    return { secret, text: pick([`车牌${secret}撞了我`, `开着${secret}的面包车`]) };
  },
  () => {
    const secret = `${pick(["松河镇新街", "县城东风路", "杨树社区和平街", "柳树村3组"])}${1 + Math.floor(random() * 98)}号`;
    return { secret, text: pick([`他住${secret}`, `地址是${secret}`, `家在${secret}，找不到人`]) };
  },
];

describe("masking", () => {
  it("finds at least 995 of 1000 pieces of personal data in 2,000 made-up sentences", () => {
    const left: string[] = [];
    for (let i = 0; i < 2000; i++) {
      const { text, secret } = pick(makers)();
      const at = text.indexOf(secret);
      if (!redact(text).spans.some((s) => s.start <= at && s.end >= at + secret.length)) left.push(text);
    }
    expect(left.length, left.slice(0, 12).join("\n")).toBeLessThanOrEqual(10);
  });

  it("leaves sentences without personal data as they are", () => {
    // Our messages name some people; those and their phones are meant to go.
    const plain = devMessages().filter(
      (m) => !/老[徐冯田何赵许李张]|[马孙王李刘]家|马桂兰|孙德才|张奶奶|王姐|老刘|0000/u.test(m.text),
    );
    const touched = plain.filter((m) => redact(m.text).spans.length > 0).map((m) => m.text);
    expect(touched.length / plain.length, touched.join("\n")).toBeLessThanOrEqual(0.01);
  });

  it("masks a known name however it is spaced", () => {
    expect(redact("听说王 铁 柱又喝酒了", ["王铁柱"]).text).toBe("听说某某又喝酒了");
    expect(redact("狗剩昨晚没回家", ["狗剩"]).text).not.toContain("狗剩");
  });

  it("tells by kind and offsets what was masked", () => {
    const text = "王铁柱 138-0000-1234";
    expect(redact(text)).toEqual({
      text: "某某 [电话]",
      spans: [
        { start: 0, end: 3, kind: "name" },
        { start: 4, end: 17, kind: "phone" },
      ],
    });
  });

  it("does not touch dates, sums and numbers of leads", () => {
    const text = "2026-0031，2026年11月23日，欠26000元，年利率12%，0.5亩，12345热线，12368";
    expect(redact(text).text).toBe(text);
  });
});
