// Figures and periods in Chinese legal texts and answers: 三十日 and 30日 are the same, 百分之三十 and 30% too.

export type Figure = { words: string; value: number; unit: string };

const digit: Record<string, number> = {
  零: 0,
  〇: 0,
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

/** A number in figures or Chinese characters; null when it is none. */
export function numberOf(text: string): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  let total = 0;
  let section = 0;
  let n = 0;
  for (const c of text) {
    const d = digit[c];
    if (d !== undefined) n = d;
    else if (c === "十") [section, n] = [section + (n || 1) * 10, 0];
    else if (c === "百") [section, n] = [section + (n || 1) * 100, 0];
    else if (c === "千") [section, n] = [section + (n || 1) * 1000, 0];
    else if (c === "万") [total, section, n] = [(total + section + n) * 10_000, 0, 0];
    else return null;
  }
  return total + section + n;
}

const number = "(?:[0-9]+(?:\\.[0-9]+)?万?|[零〇一二三四五六七八九十百千万两]+)";
const unit =
  "(?:个?工作日|周岁|岁|年|个月|个?星期|周|日|天|小时|分钟|元|倍|平方米|米|公里|人|次|千米|分贝|月|代|份|级|成|%|％)";
const units: Record<string, string> = {
  天: "日",
  个工作日: "日",
  工作日: "日",
  周岁: "岁",
  "％": "%",
  月: "个月",
  个星期: "周",
  星期: "周",
};
const share = new RegExp(`(百分之|千分之)(${number})`, "gu");
const counted = new RegExp(`(${number})\\s*(${unit})`, "gu");

export function figuresIn(text: string): Figure[] {
  const plain = text.replaceAll(",", "");
  const found: Figure[] = [];
  for (const m of plain.matchAll(share)) {
    const value = numberOf(m[2] ?? "");
    if (value !== null) found.push({ words: m[0], value: value / (m[1] === "百分之" ? 1 : 10), unit: "%" });
  }
  for (const m of plain.matchAll(counted)) {
    const said = m[1] ?? "";
    const tens = /\d万$/.test(said);
    const value = numberOf(tens ? said.slice(0, -1) : said);
    if (value !== null)
      found.push({ words: m[0], value: tens ? value * 10_000 : value, unit: units[m[2] ?? ""] ?? m[2] ?? "" });
  }
  return found;
}

/** Figures every sentence may hold without a source: one of a thing, a couple of people or times. */
const idle = (f: Figure): boolean =>
  (["人", "份", "次", "周"].includes(f.unit) && f.value <= 2) || /^[一两]\D/u.test(f.words);

/** Figures of an answer that stand neither in the cited articles nor among those stated as computed or local. */
export function unsupported(answer: string, articles: readonly Figure[], stated: readonly string[]): Figure[] {
  const known = new Set(articles.map((f) => `${f.value}${f.unit}`));
  const said = stated.join(" ");
  return figuresIn(answer).filter((f) => !known.has(`${f.value}${f.unit}`) && !said.includes(f.words) && !idle(f));
}
