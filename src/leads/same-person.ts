// One person told of twice: 老板 and then his name, 老潘 and then 潘大志. The fuller name takes the part; nothing is added.
import type { Party } from "./lead.ts";

/** A part in the matter, not yet a name. */
const part =
  /^(?:那个?|我们?|俺|咱|他|她|这个?)?(?:老板娘?|包工头|工头|物业(?:公司)?|小区物业|女方|男方|女的|男的|邻居|隔壁|后院|厂里|厂家|厂子|厂长|狗主人?|主人|司机|车主|单位|公司|对方|房东|租客|租户|旅行社|商家|店家|店主|卖家|买家|学校|同学|同桌|媳妇|老婆|老公|丈夫|男人|婆家|娘家|甲方|乙方|老人|儿子|儿媳|儿媳妇|女儿|大爷|大妈|大哥|大姐|亲戚|朋友|同事|借款人|姓.的)$/u;
const familiar =
  /^(?:老|小|大)(.)(?:家|头|板|师傅|总)?$|^(?<titled>\p{Script=Han})(?:师傅|老板娘?|老[大二三四五六七八九幺]|疯子|傻子|大嘴|大头|大牙|大个子|瘸子|麻子|胖子|瘦子|秃子|经理|总|叔|婶|姨|[大二三][爷娘哥姐嫂]|主任|会计|队长|厂长|工头|医生|大夫|老师)$/u;
const kin =
  /^(?:[大二三四五小老]?(?:爷爷?|奶奶?|姥姥|姥爷|[叔伯舅姑姨婶][叔伯舅姑姨婶妈父母]?|哥哥?|姐姐?|弟弟?|妹妹?|嫂子?)|[我他她](?:爸|妈|爹|娘|弟|哥|姐|妹)|爸|妈|爹|娘|父亲|母亲|闺女|孩子|儿子|女儿|[表堂][哥弟姐妹叔]|[侄外甥孙][子女儿甥])$/u;

/** Which of the parties, told of by part or kin so far, the words say is called `name`; -1 for none. */
export function nameTold(parties: readonly Party[], name: string, text: string): number {
  if (name === "" || parties.some((p) => p.name === name)) return -1;
  const at = text.indexOf(name);
  const head = text.slice(0, Math.max(0, at));
  return parties.findIndex(
    (p) =>
      (isPart(p.name) || kin.test(p.name)) &&
      new RegExp(`${p.name}(?:的)?(?:大名|真名|名字|姓名|全名)?(?:就)?(?:叫做?|名叫|是叫|姓名是|大名)\\s?$`, "u").test(
        head,
      ),
  );
}

export const isPart = (name: string): boolean => part.test(name);

/** The named one that `vague` must be: the only named bystander, or the one with the surname that 老潘 carries. */
function nameFor(vague: Party, bystanders: readonly Party[]): Party | undefined {
  const surname = isPart(vague.name) ? undefined : familiar.exec(vague.name)?.slice(1).find(Boolean);
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
