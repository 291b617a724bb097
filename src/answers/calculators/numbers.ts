// Reading numbers as people type and say them: 3万5, 四千五, 两万八千, 1.2w, 二零二四.

const digitOf: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const unitOf: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };
const formal: Record<string, string> = {
  壹: "一",
  贰: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  俩: "两",
  仨: "三",
  廿: "二十",
};

/** Source of a regular expression for one number, for use inside others. */
export const numberSource =
  "(?:\\d+(?:\\.\\d+)?(?:[百千万亿]+(?:零?\\d+(?:\\.\\d+)?(?=[百千万元块钱，。？！]|$|[^\\d年月日号天%.])|[零一二两三四五六七八九十百千]+)?)*|[〇零一二两三四五六七八九十百千万亿]+)";
/** One number below a hundred, as for days, months and rates. */
export const smallSource = "(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])";

/** One way of writing: half-width signs, plain numerals, no thousands commas, 万 for w; the reading below relies on it. */
export function normalise(text: string): string {
  return (
    text
      .normalize("NFKC")
      .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟俩仨廿]/g, (c) => formal[c] ?? c)
      .replace(/(\d)[,，](?=\d{3}(?!\d))/g, "$1")
      .replace(/(\d)块(\d)(?![\d.万千百天年个月])/g, "$1.$2元")
      .replace(
        /([一二两三四五六七八九十]{1,3}|\d+)块([一二两三四五六七八九\d])(?:[毛角]([一二三四五六七八九\d])?分?(?![\d.])|(?![\d.万千百十天年个月亩分间条块袋包斤公吨头只车棵株箱件方平桶瓶盒张根台套米尺筐捆卷把双次回小]))/g,
        (all, yuan: string, tenth: string, cent: string | undefined) => {
          const [whole, part, rest] = [numberOf(yuan), numberOf(tenth), numberOf(cent ?? "0")];
          return whole === null || part === null || rest === null ? all : `${whole + part / 10 + rest / 100}元`;
        },
      )
      .replace(
        /(?<![块\d.])([一二两三四五六七八九\d])[毛角]([一二三四五六七八九])?(?:钱|分)?(?=[一每/，。？！\s]|$)/g,
        (_, a: string, b?: string) => `${((numberOf(a) ?? 0) * 10 + (numberOf(b ?? "0") ?? 0)) / 100}元`,
      )
      .replace(/(\d)\s*[wW](?![a-zA-Z])/g, "$1万")
      .replace(/(\d)\s*[kK](?![a-zA-Z])/g, "$1千")
      // A gap inside a figure or date is closed; two figures beside each other (3000 9月2日) are left two.
      .replace(/(\d)\s+(?=[元块万千百个%])/g, "$1")
      .replace(/(?<!\d)(\d{1,2}|\d{4})\s+(?=[年月日号天](?![底初天]))/g, "$1")
      .replace(/([年月])\s+(?=\d)/g, "$1")
      .replace(/(?<![\d.])(\d{1,3})\s+(?=\d{3}(?!\d))/g, "$1")
      .replace(/[,;!?]/g, (c) => ({ ",": "，", ";": "；", "!": "！", "?": "？" })[c] ?? c)
      .replace(/\s+/g, "，")
  );
}

type Token = { kind: "digit"; value: number } | { kind: "literal"; value: number } | { kind: "unit"; value: number };

function tokens(text: string): Token[] | null {
  const found: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const literal = /^\d+(?:\.\d+)?/.exec(text.slice(i));
    if (literal) {
      found.push({ kind: "literal", value: Number(literal[0]) });
      i += literal[0].length;
      continue;
    }
    const char = text[i] ?? "";
    if (char in digitOf) found.push({ kind: "digit", value: digitOf[char] ?? 0 });
    else if (char in unitOf) found.push({ kind: "unit", value: unitOf[char] ?? 1 });
    else return null;
    i++;
  }
  return found;
}

/**
 * The value of a number in Arabic or Chinese figures or both; null where it is none (千万别, 三四千). A last digit right
 * after 百, 千 or 万 counts one unit lower: 四千五 is 4500, 一千零五 is 1005.
 */
export function numberOf(text: string): number | null {
  const parts = tokens(text);
  if (!parts || parts.length === 0) return null;
  if (parts.every((part) => part.kind !== "unit")) {
    if (parts.length === 1) return parts[0]?.value ?? null;
    return parts.every((part) => part.kind === "digit") ? Number(parts.map((part) => part.value).join("")) : null;
  }
  let total = 0;
  let section = 0;
  let current: number | null = null;
  let lastUnit = 0;
  let afterZero = false;
  let sawDigit = false;
  for (const part of parts) {
    if (part.kind !== "unit") {
      if (part.kind === "digit" && part.value === 0) {
        afterZero = true;
        continue;
      }
      if (current !== null) return null;
      current = part.value;
      sawDigit = true;
    } else if (part.value >= 10_000) {
      if (part.value === 10_000) total += (section + (current ?? 0)) * part.value;
      else total = (total + section + (current ?? 0)) * part.value;
      [section, current, lastUnit, afterZero] = [0, null, part.value, false];
    } else {
      if (current === null && part.value !== 10) return null;
      if (part.value === 10) sawDigit = true;
      section += (current ?? 1) * part.value;
      [current, lastUnit, afterZero] = [null, part.value, false];
    }
  }
  if (!sawDigit) return null;
  if (current !== null)
    section +=
      current < 10 && Number.isInteger(current) && lastUnit >= 100 && !afterZero ? current * (lastUnit / 10) : current;
  return total + section;
}
