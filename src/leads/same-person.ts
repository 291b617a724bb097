// One person told of twice: 老板 and then his name, 老潘 and then 潘大志. The fuller name takes the part; nothing is added.
import type { Party } from "./lead.ts";

/** A part in the matter, not yet a name. */
const part =
  /^(?:那个?|我们?|俺|咱|他|她|这个?)?(?:老板娘?|包工头|工头|物业(?:公司)?|小区物业|女方|男方|女的|男的|邻居|隔壁|后院|厂里|厂家|厂子|厂长|狗主人?|主人|司机|车主|单位|公司|对方|房东|租客|租户|旅行社|商家|店家|店主|卖家|买家|学校|同学|同桌|媳妇|老婆|老公|丈夫|男人|婆家|娘家|甲方|乙方|老人|儿子|儿媳|儿媳妇|女儿|大爷|大妈|大哥|大姐|亲戚|朋友|同事|借款人|姓.的)$/u;
const familiar = /^(?:老|小|大)(.)(?:家|头|板|师傅|总)?$/u;

const isPart = (name: string): boolean => part.test(name);

/** The named one that `vague` must be: the only named bystander, or the one with the surname that 老潘 carries. */
function nameFor(vague: Party, bystanders: readonly Party[]): Party | undefined {
  const surname = isPart(vague.name) ? undefined : familiar.exec(vague.name)?.[1];
  if (surname) {
    const same = bystanders.filter((p) => p.name.startsWith(surname) && p.name.length >= 2);
    return same.length === 1 ? same[0] : undefined;
  }
  return isPart(vague.name) && bystanders.length === 1 ? bystanders[0] : undefined;
}

/** Parties with those told of twice made one: name and words of the fuller, part and phone of either. */
export function joinSame(parties: readonly Party[]): Party[] {
  let joined = [...parties];
  for (const vague of parties) {
    if (vague.role === "other") continue;
    const bystanders = joined.filter(
      (p) => p.role === "other" && !isPart(p.name) && !familiar.test(p.name) && p.name !== "" && p.name !== "本人",
    );
    // Two vague ones of one role: nobody can say which of them the name is.
    if (isPart(vague.name) && joined.filter((p) => p.role === vague.role).length > 1) continue;
    const named = nameFor(vague, bystanders);
    if (!named) continue;
    const one: Party = {
      ...named,
      role: vague.role,
      as: named.as || vague.as || (isPart(vague.name) ? vague.name : ""),
      phone: named.phone ?? vague.phone,
    };
    joined = joined.filter((p) => p !== named).map((p) => (p === vague ? one : p));
  }
  return joined;
}
