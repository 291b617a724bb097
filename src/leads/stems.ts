// What an operator writes for words that may be said: a plain stem, or one with a gap, a number, a length of time or a choice in it.
//
//   牛          these very characters
//   牛…踩       牛 and 踩 close by, up to ten characters apart, with no 没, 不 or 未 and no end of sentence between them
//   买了台…     what is said next, up to eight characters
//   #岁         any number, in digits or words
//   干了~       any length of time: 干了七年, 干了三个多月
//   咬(我|孩子)   one of these; (我|) may be left out
//
// No other signs, so that every stem is found in time that grows with the text alone.

const gap = "[^。；;！？!?\\n没未不]{0,10}?";
const rest = "[^\\s，。,.；;！？!?、]{1,8}";
const number = "[\\d零〇一二两俩仨三四五六七八九十几半百千多]{1,8}";
const time = `(?:${number}(?:来|多)?(?:年|天|宿|周|(?:个(?:多|来)?)?(?:星期|礼拜|季度)|个(?:多|来)?月)|[俩仨几]月|半个?月|半年)(?:多|半|来)?`;
const numeral = /[\d零〇一二两俩仨三四五六七八九十几半百千万]/u;
const signs = /[…#~()|]/u;

/** What is wrong with a stem, null when nothing is. */
export function stemFault(stem: string): string | null {
  const plain = stem.replace(/\([^()]*\)/gu, (choice) => choice.slice(1, -1).replaceAll("|", ""));
  if (/[()|]/u.test(plain))
    return `"${stem}" has brackets that do not match, stand inside each other, or a | outside them; write (甲|乙)`;
  if (/[*+?^$[\]{}\\（）]/u.test(plain))
    return `"${stem}" holds a sign that stems do not know; there are only …, #, ~ and (甲|乙)`;
  if (/^…|……/u.test(stem)) return `"${stem}" begins with a gap or holds two in a row; write words before each …`;
  if ((stem.match(/…/gu) ?? []).length > 2) return `"${stem}" has more than two gaps; write it as two stems`;
  if (!/[\p{Script=Han}\dA-Za-z]/u.test(plain)) return `"${stem}" holds no word that could be said`;
  return null;
}

const sourceOf = (stem: string): string =>
  stem.replace(/…$/u, rest).replaceAll("…", gap).replaceAll("#", number).replaceAll("~", time);

const made = new WeakMap<readonly string[], RegExp>();

function patternOf(stems: readonly string[]): RegExp {
  const had = made.get(stems);
  if (had) return had;
  const pattern = new RegExp(stems.map((stem) => `(?:${sourceOf(stem)})`).join("|"), "gu");
  made.set(stems, pattern);
  return pattern;
}

const takenBack = /(?:没有?|[不未无])(?:[^\s，。,.；;！？拴牵绑锁管关]|[写留立签打说有](?:过|啥|什么|任何))?$/u;

/** 没报过警 does not say 报过警, and 十三岁 is not 三岁. */
function taken(text: string, at: number, first: string | undefined): boolean {
  const longer = numeral.test(first ?? "") && numeral.test(text[at - 1] ?? "");
  return longer || takenBack.test(text.slice(Math.max(0, at - 5), at));
}

/** The words of a text that say one of these. */
export function saidIn(text: string, stems: readonly string[]): string | null {
  const pattern = patternOf(stems);
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [words] = found;
    if (words !== "" && !taken(text, found.index, words[0])) return words;
    pattern.lastIndex = found.index + 1;
  }
  return null;
}

/** Whether a text says these very words. */
export function says(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (!taken(text, at, words[0])) return true;
  return false;
}

/** The stem as somebody could say it, for trials: the first of each choice, no gap, one number. */
export const spoken = (stem: string): string =>
  signs.test(stem)
    ? stem
        .replace(/\(([^|()]*)[^()]*\)/gu, "$1")
        .replaceAll("…", "")
        .replaceAll("#", "三")
        .replaceAll("~", "三年")
    : stem;
