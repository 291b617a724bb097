// Quarrels within a family: one's own kin who beat, keep out or keep back, and which of a couple wants to part.
import type { SenderRole } from "./intents.ts";
import type { Mention } from "./outright.ts";

const withheld =
  /(?:不|没|从不|拒绝)(?:再|肯|愿|想)?(?:给|养|赡养|管|让|还|认|出钱|出力|伺候|照顾|搬|分)|独(?:占|吞)|霸占|占(?:着|了)|藏(?:着|了|起来)|一(?:个)?人(?:占|拿|吞|卖)/u;
const done =
  /(?:打(?!工|电话|听|官司|车|扫|针|算)|骂|扇|踹|撵|赶|轰|逼|掐|推|锁|砍|偷|抢|欺负|吓唬)(?:了|着|过)?(?:[我俺咱]|[妈爸爹娘姐妹哥弟])|借(?:了|走|过|去)?(?:[我俺咱])(?:家|妈|爸)?(?:的)?(?:[\d一二两三四五六七八九十几]|钱)|把(?:[我俺咱]|[妈爸爹娘]|房|地|存折|老人|钱)[^把]{0,8}(?:打|骂|撵|占|藏|卖|拿|吞|锁|赶|推|偷|抢|取)/u;

/** Whether a clause that begins behind the kin tells what they did to the reporter or to others of the family. */
function wrongs(clause: string): boolean {
  if (
    /^\s?(?:就)?(?:叫|是|名叫)|^[^不没]{0,6}(?:被|让人|遭|挨|叫人|给人)|[他她]|对方|人家|[去来]?[要讨找问](?:了|过|着|他|回)/u.test(
      clause,
    )
  )
    return false;
  return withheld.test(clause) || done.test(clause);
}

/** What is told of one of the reporter's kin from `end` on, to the end of the clause. */
const toldFrom = (text: string, end: number): string =>
  /^[^,，。;；!?\s]{0,20}/u.exec(text.slice(end, end + 20))?.[0] ?? "";

const asKin =
  /(?:^|[\s,，。;；])(?:我|俺|咱)?(?:家)?(?:的)?(?<kin>[大二三四小老表堂亲]?(?:[爸爹妈娘哥姐弟妹叔伯舅姑姨嫂]|儿子|闺女|女儿|侄子|外甥|姐夫|妹夫|儿媳妇?|女婿|公公|婆婆))(?:就)?(?:叫|是|名叫|大名)?[\s:]?$/u;
/** 替我哥问, 拿了我闺女两万不还: what follows is not told of them. */
const notOfThem =
  /(?:[替帮代][^,，。;；\s]{0,4}|[了过着给把打骂欠借让被叫向找跟对和与从拿]\s?(?:[我俺咱](?:们)?家?的?)?)$/u;

/** 我爸不给我抚养费 … 我爸叫…: kin of the reporter who do wrong to them, and are named as kin there or later. */
export function wrongsOwn(text: string, m: Mention, mentions: readonly Mention[]): boolean {
  const told = mentions.some(
    (o) =>
      o.name === m.name &&
      o.kin !== undefined &&
      /^(?:我|俺|咱)/u.test(o.kin) &&
      !notOfThem.test(text.slice(0, o.start)) &&
      wrongs(toldFrom(text, o.end)),
  );
  if (told) return true;
  const kin = asKin.exec(text.slice(Math.max(0, m.start - 10), m.start))?.groups?.["kin"];
  if (kin === undefined) return false;
  return ["我", "俺", "咱"].some((me) => {
    const at = text.indexOf(`${me}${kin}`);
    if (at < 0 || notOfThem.test(text.slice(0, at))) return false;
    return wrongs(toldFrom(text, at + 1 + kin.length));
  });
}

const partsBy =
  /(?<who>男|女)(?:方|的)(?:先|坚决|一直|非|就是|现在)?(?:要求?|想|提|起诉|闹着)(?:要|着)?(?:出)?(?:的|离|来|分开)/u;

/** 男的叫… 女的叫… 女方提的: told by staff, the one who asks for the divorce. */
export function asksToPart(text: string, head: string, senderRole: SenderRole): boolean {
  const who = partsBy.exec(text)?.groups?.["who"];
  return (
    senderRole !== "resident" &&
    who !== undefined &&
    new RegExp(`${who}(?:方|的)(?:就)?(?:是|叫|名叫|姓名是?)?[\\s:]?$`, "u").test(head)
  );
}
