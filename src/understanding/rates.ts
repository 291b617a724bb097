// Rates of interest as people say them: 一分五的利, 月息2分, 年利率12%, 日息千分之五.
import type { Found } from "./facts.ts";
import { hanNumber, parseNumber } from "./numbers.ts";

const han = `[${hanNumber}]{1,12}`;
const clauseBefore = (text: string, at: number, n: number): string =>
  text
    .slice(Math.max(0, at - n), at)
    .split(/[,。!?;\n ]/u)
    .at(-1) ?? "";
const clauseAfter = (text: string, at: number, n: number): string =>
  text.slice(at, at + n).split(/[,。!?;\n]/u)[0] ?? "";

const periodOf = (words: string, custom: "month" | "year"): { per: "month" | "year" | "day"; guess: boolean } => {
  if (/月/u.test(words)) return { per: "month", guess: false };
  if (/年/u.test(words)) return { per: "year", guess: false };
  if (/日|天/u.test(words)) return { per: "day", guess: false };
  return { per: custom, guess: true };
};

export function ratesIn(text: string): Found[] {
  const found: Found[] = [];
  const push = (start: number, length: number, share: number, per: "month" | "year" | "day", guess: boolean): void => {
    if (share > 0 && share < 10)
      found.push({
        kind: "rate",
        value: { share: Math.round(share * 1e6) / 1e6, per },
        start,
        end: start + length,
        ...(guess ? { guess } : {}),
      });
  };
  for (const m of text.matchAll(
    /(?:月|年|日|天)?(?:利率|利息|息|化|利)?(?:是|为|按|约定|:|算|百分之)?\s?(\d{1,3}(?:\.\d{1,4})?)\s?(%|‰)/gu,
  )) {
    const near = clauseBefore(text, m.index, 8) + m[0] + clauseAfter(text, m.index + m[0].length, 4);
    if (!/利|息|年化/u.test(near)) continue;
    const { per, guess } = periodOf(near, "year");
    push(m.index, m[0].length, Number(m[1]) / (m[2] === "‰" ? 1000 : 100), per, guess);
  }
  for (const m of text.matchAll(new RegExp(`(百|千|万)分之(\\d{1,3}(?:\\.\\d{1,3})?|${han}(?:点${han})?)`, "gu"))) {
    const near = clauseBefore(text, m.index, 8) + m[0] + clauseAfter(text, m.index + m[0].length, 6);
    if (!/利|息|违约/u.test(near)) continue;
    const { per, guess } = periodOf(near, "year");
    const n = parseNumber(m[2]!);
    if (n !== null) push(m.index, m[0].length, n / { 百: 100, 千: 1000, 万: 10_000 }[m[1] as "百"], per, guess);
  }
  // 一分五的利, 月息2分, 二分利, 利息一分, 一毛的利
  for (const m of text.matchAll(
    new RegExp(
      `(\\d(?:\\.\\d{1,2})?|[一二两三四五六七八九])(分|厘|毛|角)([\\d一二三四五六七八九半])?(?=的?(?:利|息)|[,。;\\s]|$)`,
      "gu",
    ),
  )) {
    const near = clauseBefore(text, m.index, 6) + m[0] + clauseAfter(text, m.index + m[0].length, 4);
    if (!/利|息/u.test(near)) continue;
    const whole = parseNumber(m[1]!) ?? 0;
    const tail = m[3] === undefined ? 0 : m[3] === "半" ? 0.5 : (parseNumber(m[3]) ?? 0) / 10;
    const base = m[2] === "分" ? 0.01 : m[2] === "厘" ? 0.001 : 0.1;
    const { per, guess } = periodOf(near, "month");
    push(m.index, m[0].length, (whole + tail) * base, per, guess);
  }
  return found;
}
