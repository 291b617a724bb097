// What a report tells of somebody clause by clause, as signs a model can learn sides from: who does, suffers, asks or pays, and how it is told.
import { claims, harm, labour, lends, refusal, suffering } from "./deedWords.ts";

/** The one in question and the others, each as one character. */
export type Marks = { target: string; another: string };

const clauseEnd = /[\s,，。;；:：!！?？()（）"“”、]+|(?<=[^传听再小劝]说(?!好|定|法|和|是)|表示|认为)/u;
/** A word that puts somebody beside the verb instead of before it. */
const beside =
  /(?<how>被|遭到?|让|叫|由|把|将|跟着?|和|与|同|向|找|从|问|管|对|帮|替|为|给|在|到|去|于|是|要|欠|借|打|骂)(?:了|过|着)?(?:同村|本村|邻居|隔壁|村民|\p{Script=Han}{0,3})?$/u;

const kinds: readonly (readonly [string, RegExp])[] = [
  ["harm", new RegExp(harm.source, "u")],
  ["refuse", new RegExp(refusal.source, "u")],
  ["suffer", new RegExp(suffering.source, "u")],
  ["work", new RegExp(labour.source, "u")],
  ["claim", claims],
  ["lend", lends],
  ["wants", /(?:^|说|就|只|还|非)(?:想)?(?:要|让|叫|求|希望|盼|要求)(?!是|不)/u],
  ["says", /(?:说|称|讲|嫌|反映|认为)/u],
  ["offers", /(?:愿意|同意|答应|只|就|最多|肯)(?:给|赔|出|退|认|还|拿|垫)|(?:垫|给|赔|退|还|交|付)(?:了|过)/u],
  ["denies", /不认|不承认|说是(?!好)|不关|没(?:有)?(?:责任|关系)|自己(?:不|摔|弄|乱|没)|原来就|本来就/u],
  ["lost", /坏了|死了|烂了|丢了|没了|断了|伤|疼|住院|花了|损失|泡了|塌|裂|缝|骨折/u],
  ["buys", /买|订|交(?:了)?(?:钱|定金|押金|学费)|充|办(?:了)?卡/u],
  ["sells", /卖|收购|开(?:的)?(?:店|厂|场)|老板|经理|承包/u],
  ["takes", /借走|拿走|拉走|收(?:了|走)|欠|赊|租/u],
  ["number", /号/u],
  ["finds", /来找|找到|来(?:说|问|反映|哭|报)|找(?:我|村|社区|法庭)/u],
  ["old", /\d|岁|老人|老太|老汉/u],
];

const kindsIn = (text: string): string[] => kinds.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);

/** Longer reports are no longer told by one person. */
const mostClauses = 60;

/** The signs of one text in which the persons are marked. */
export function clauseSigns(text: string, { target, another }: Marks): string[] {
  const signs = new Set<string>();
  const who = (char: string): string => (char === target ? "t" : "o");
  const named = new RegExp(`[${target}${another}]`, "gu");
  let topic: string | null = null;
  for (const clause of text.split(clauseEnd).slice(0, mostClauses)) {
    if (!clause) continue;
    const found = [...clause.matchAll(named)];
    const first = found[0];
    if (!first) {
      if (topic === null) continue;
      const pronoun = /^(?:他|她|人家?)/u.test(clause) ? "he" : "on";
      for (const kind of kindsIn(clause)) signs.add(`${pronoun}:${topic}:${kind}`);
      continue;
    }
    let subject: string | null = null;
    for (const [i, m] of found.entries()) {
      const from = i === 0 ? 0 : (found[i - 1]?.index ?? 0) + 1;
      const before = clause.slice(from, m.index);
      const after = clause.slice(m.index + 1, found[i + 1]?.index);
      const how = beside.exec(before)?.groups?.["how"];
      const one = who(m[0]);
      if (how === undefined && subject === null) {
        subject = one;
        for (const kind of kindsIn(after)) signs.add(`does:${one}:${kind}`);
        for (const kind of kindsIn(before)) signs.add(`led:${one}:${kind}`);
        if (/^家?的/u.test(after)) signs.add(`of:${one}`);
      } else {
        for (const kind of kindsIn(after)) signs.add(`${how ?? "then"}:${one}:${kind}`);
        for (const kind of kindsIn(before)) signs.add(`to:${one}:${kind}`);
        signs.add(`${how ?? "then"}:${one}`);
      }
    }
    topic = subject ?? topic;
  }
  return [...signs];
}
