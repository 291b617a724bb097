// Every number of a text with what it counts, however it is written, for holding generated text against its sources.
import { numberOf } from "./figures.ts";

const formal: Record<string, string> = {
  壹: "一",
  贰: "二",
  貳: "二",
  叁: "三",
  參: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  萬: "万",
  億: "亿",
  廿: "二十",
  卅: "三十",
  幺: "一",
  〇: "零",
};

/** One spelling for digits: NFKC, no commas inside numbers, everyday numerals for formal ones. */
export const plainDigits = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/(?<=\d),(?=\d{3})/g, "")
    .replace(/[壹贰貳叁參肆伍陆柒捌玖拾佰仟萬億廿卅幺〇]/gu, (c) => formal[c] ?? c);

const units =
  "个?工作日|周岁|岁|年|个月|月|个?星期|周|日|天|号|小时|分钟|点|元|块|角|倍|成|折|平方米|平方|公里|千米|米|里|级|份|户|次|条|款|项|亩|斤|公斤|吨|人|棵|头|只|步|审|届|代|分贝|分|万|%|‰|个";
const sameUnit: Record<string, string> = {
  天: "日",
  号: "日",
  个工作日: "工作日",
  周岁: "岁",
  个星期: "周",
  星期: "周",
  块: "元",
  平方: "平方米",
  千米: "公里",
};

const quantity = new RegExp(
  `(百分之|千分之|[零一二三四五六七八九十百千\\d]+分之)?(\\d+(?:\\.\\d+)?|[零一二三四五六七八九十百千万亿两]+)([万亿]?)(?:\\s*(${units}))?`,
  "gu",
);

/** 万一, 千万, 十分 and the like: numerals that count nothing. */
const idioms =
  /万一|千万(?=[不别要记]|注意)|十分|百姓|一[定般起样些下直旦概律切共会边面同并次方手点致种再半]|统一|唯一|之一|第一|任一|进一步|三番|五保|万元户|三方|双[一二]|七大|百货|十字|千方百计|四邻|三包|两(?:头|边|家|口|下|样)|二手|八成/gu;

/** `24|日`, `3|` … of a text: value and unit; what counts nothing is left out. */
export function quantitiesIn(text: string): { key: string; value: string; unit: string }[] {
  const plain = plainDigits(text).replace(idioms, "·");
  const found: { key: string; value: string; unit: string }[] = [];
  for (const m of plain.matchAll(quantity)) {
    const [, over, said = "", scale = "", unit = ""] = m;
    const base = numberOf(said.replace(/[万亿]$/u, "")) ?? numberOf(said);
    if (base === null) continue;
    const tail = /[万亿]$/u.exec(said)?.[0] ?? scale;
    const value = base * (tail === "万" ? 1e4 : tail === "亿" ? 1e8 : 1);
    const kind =
      over === undefined ? (sameUnit[unit] ?? unit) : over === "百分之" ? "%" : over === "千分之" ? "‰" : `/${over}`;
    found.push({ key: `${value}|${kind}`, value: String(value), unit: kind });
  }
  for (const m of plain.matchAll(/半(?:年|个?月|天|价|数)/gu)) found.push({ key: m[0], value: "半", unit: m[0] });
  return found;
}

/** Runs of digits, in figures or characters, long enough to be a phone or an account. */
export const longNumbersIn = (text: string): string[] => {
  const plain = plainDigits(text).replace(/(?<=\d)[\s\-—–.·]+(?=\d)/gu, "");
  return [
    ...[...plain.matchAll(/\d{5,}(?!\d*\s*(?:元|块|万))/g)].map((m) => m[0]),
    ...[...plain.matchAll(/[零一二三四五六七八九](?:[\s\-—·]*[零一二三四五六七八九]){4,}/gu)].map((m) =>
      m[0].replace(/[\s\-—·]/gu, "").replace(/./gu, (c) => String("零一二三四五六七八九".indexOf(c))),
    ),
  ];
};
