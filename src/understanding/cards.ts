// How people hand over who they are without 我叫: 「耿长山 柳树村」, 「三道沟 靳广发 138…」, 「我冯翠」: a name alone on its line with a place or a number.
import { double, everyday, given, type NameFound, notGiven, notName, surnames } from "./surnames.ts";

/** A place or a number that was taken already. */
const taken = "\u25A1";
const end = new RegExp(
  `^(?:$|[\\s,，。;；]+(?:$|${taken}|我|俺|电话|手机|号码|联系|家住|家在|住|有|今年|\\d)|[\\s,，]*${taken})`,
  "u",
);
const afterMe = new RegExp(`^(?:$|[\\s,，。;；]|${taken})`, "u");
const placed = new RegExp(`^${taken}{2,}(?:的|这边|这|人|村民|那边|住户)?[\\s,，]*(?:我|俺)?\\s*$`, "u");
const mine = /^(?:\S{0,4}[\s,，]+)?(?:我|俺)\s?$/u;

const doubled = new RegExp(`^${double}`, "u");
const aloneOnFirst = new RegExp(`^[\\s,，的${taken}]*(?:$|我|俺|电话|手机)`, "u");

export type Card = NameFound & { /** 我 stands before it. */ me: boolean };

const nameAt = (text: string, at: number): string | null => {
  const head = doubled.test(text.slice(at, at + 2)) ? 2 : 1;
  if (head === 1 && !surnames.has(text[at] ?? "")) return null;
  for (const length of [2, 1]) {
    const part = text.slice(at + head, at + head + length);
    const chars = Array.from(part);
    if (chars.length < length || !chars.every((c) => /\p{Script=Han}/u.test(c))) continue;
    const usual = chars.filter((c) => given.has(c)).length;
    if (chars.some((c) => notGiven.has(c) && !given.has(c))) continue;
    const name = text.slice(at, at + head + length);
    if (notName.test(name) || (everyday.has(text[at] ?? "") && usual < length)) continue;
    // 水费, 高地: two characters are a name only where parents give the second.
    if (usual === 0 && length === 1 && !/[\u4e00-\u9fa5]/u.test(part)) continue;
    if (length === 1 && usual === 0) continue;
    return name;
  }
  return null;
};

const mostLines = 40;

/** The cards of a text whose places and numbers are blanked. Of the first line only what stands there alone. */
export function cardsIn(text: string): Card[] {
  const found: Card[] = [];
  let from = 0;
  for (const [n, line] of text.split("\n").slice(0, mostLines).entries()) {
    const start = from;
    from += line.length + 1;
    if (line.length > 60) continue;
    for (const spot of line.matchAll(/(?<=^|[\s,，\u25A1的我俺这边])(?=\p{Script=Han})/gu)) {
      const at = spot.index;
      const head = line.slice(0, at);
      const name = nameAt(line, at);
      if (name === null) continue;
      const tail = line.slice(at + name.length);
      const me = mine.test(head) && head.length <= 8;
      const alone =
        (placed.test(head) && end.test(tail)) || (head.trim() === "" && tail.includes(taken) && end.test(tail));
      // The first line may tell of somebody: 柳树村 张三 欠我钱 is no card, 柳树村 张三 138… is.
      const whole = n > 0 || aloneOnFirst.test(tail);
      if (!(me && afterMe.test(tail)) && !(alone && whole)) continue;
      found.push({ start: start + at, end: start + at + name.length, name, form: "name", me });
      break;
    }
  }
  return found;
}
