// Numbers as people write them: 26000, 2.6万, 两万六, 三千来, 五十余万, 廿三, 一万五千零二十.

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  幺: 1,
};
const units: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 廿: 20, 卅: 30 };
const big: Record<string, number> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000 };

export const hanDigit = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖";
/** One character class for all characters of a Chinese number. */
export const hanNumber = `${hanDigit}十拾百佰千仟廿卅`;

/** A single Chinese or ASCII digit string (一三八, 二〇二五, 幺三八) as ASCII digits; other characters are dropped. */
export function asDigits(text: string): string {
  let out = "";
  for (const char of text) {
    if (char >= "0" && char <= "9") out += char;
    else if (digits[char] !== undefined) out += digits[char];
  }
  return out;
}

/**
 * The value of a number in Chinese or mixed writing, null when it is none. The colloquial tail counts in the next lower
 * unit: 两万六 → 26000, 三百八 → 380, 一千二 → 1200, 1万5 → 15000; after 零 it does not (一千零五 → 1005).
 */
export function parseNumber(text: string): number | null {
  const said = text.replace(/[,\s]/g, "");
  if (said === "") return null;
  if (/^\d+(?:\.\d+)?$/.test(said)) return Number(said);
  let total = 0;
  let section = 0;
  let current: number | null = null;
  let lastUnit = 1;
  let afterZero = false;
  let any = false;
  for (let i = 0; i < said.length; ) {
    const char = said[i]!;
    const arabic = /^\d+(?:\.\d+)?/.exec(said.slice(i, i + 20));
    if (arabic) {
      if (current !== null) return null;
      current = Number(arabic[0]);
      i += arabic[0].length;
      any = true;
      continue;
    }
    i++;
    if (char === "半") {
      if (lastUnit === 1 && current === null) return said === "半" ? 0.5 : null;
      current = 5;
      any = true;
      continue;
    }
    if (char === "点") {
      const rest = asDigits(said.slice(i).replace(/[万亿千百].*$/, ""));
      if (rest === "") return null;
      current = (current ?? 0) + Number(`0.${rest}`);
      i += rest.length;
      continue;
    }
    const digit = digits[char];
    if (digit !== undefined) {
      any = true;
      if (digit === 0) {
        afterZero = true;
        continue;
      }
      // Digits in a row without units are a digit string (二〇二五), not a sum of places.
      if (current !== null) return /^[零〇一二三四五六七八九]+$/.test(said) ? Number(asDigits(said)) : null;
      current = digit;
      continue;
    }
    const unit = units[char];
    if (unit !== undefined) {
      any = true;
      if (unit === 20 || unit === 30) section += unit;
      else section += (current ?? 1) * unit;
      lastUnit = unit >= 100 ? unit : 10;
      current = null;
      afterZero = false;
      continue;
    }
    const large = big[char];
    if (large !== undefined) {
      any = true;
      const below = section + (current ?? 0);
      total = large === 100_000_000 ? (total + below) * large : total + (below || (total === 0 ? 1 : 0)) * large;
      section = 0;
      current = null;
      lastUnit = large;
      afterZero = false;
      continue;
    }
    return null;
  }
  if (!any) return null;
  if (current !== null) {
    const tail = lastUnit > 10 && !afterZero && current < 10 && Number.isInteger(current);
    section += tail ? (current * lastUnit) / 10 : current;
  }
  const value = total + section;
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
