// Whom 他 stands for: the last person named before, unless the words between tell that it cannot be them.
import type { Mention } from "./outright.ts";

/** 他 stands for the last named person before it who is not the speaker. */
export function resolve(mentions: readonly Mention[], index: number, text: string): Mention | null {
  const m = mentions[index];
  if (!m) return null;
  if (m.form !== "he") return m;
  for (let i = index - 1; i >= 0; i--) {
    const other = mentions[i]!;
    // 谭小兵欠他钱: nobody owes himself.
    const between = text.slice(other.end, m.start);
    // 挖断了她家的山墙: she is not the one who dug.
    if (
      between.length <= 14 &&
      !/说|称|讲|反映|认为/u.test(between) &&
      /^[^,。;!?\s]*(?:了|着|过|断|坏|伤|倒|走|死|掉)$/u.test(between)
    )
      continue;
    // 邢艳把她撵出来: she who did it is not the one it was done to.
    const speaks = mentions.slice(i + 1, index).some((o) => o.form === "speaker");
    if (!speaks && between.length <= 14 && /(?:把|将|被|对|给|向)$/u.test(between)) continue;
    // 曾桂枝要他把沟挖开: whom she asks is not herself.
    if (!speaks && between.length <= 6 && /(?:要|让|叫|找|跟|同|催|求)$/u.test(between)) continue;
    // 封万里说她自己没站稳: of the other one.
    if (between === "说" && /^(?:自己|没|不|先|乱|瞎)/u.test(text.slice(m.end, m.end + 3))) continue;
    if (between.length <= 8 && /^[^,。;!?\s]*[欠打骂占借拖撞咬砍骗告]/u.test(between)) continue;
    if (other.form !== "he" && other.form !== "speaker" && other.form !== "group") return other;
  }
  return null;
}
