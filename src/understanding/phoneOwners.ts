// Whose number a phone is, when the message tells of persons: by the name before or behind it, else by who told of themselves.
import type { Found } from "./facts.ts";
import type { SenderRole } from "./intents.ts";

type Person = Extract<Found, { kind: "person" }>;

/** What may stand between a name and the number that is theirs. */
const between =
  /^[)）\s,，;；、:]*(?:[男女][\s,，、]*)?(?:就是|本人|自己)?[的他她]{0,2}(?:联系|微信)?(?:电话|手机|号码|方式|号|微信)?(?:号|号码)?(?:也)?[\s:是为,，(（]*$/u;
/** 男，柳树村二组，电话: an address between them, as forms have it. */
const formLike = /^[\s,，(（](?!.*(?:我|俺|他|她))[^。;；]{0,24}(?:电话|手机|联系方式)(?:号码?)?[:：\s是为]*$/u;
const ofName = /^[\s,，(（]*(?:这个?|就)?是$|^[(（]$/u;
const calledThen = /^[\s,，(（]*(?:人|名字|他|她)?(?:叫|是)?[\s]?$/u;
const pronoun = /(?:他|她|其)(?:的|本人)?(?:联系)?(?:电话|手机|号码?|方式|微信)?(?:号码?)?[:：是为\s]*$/u;
const mine = /(?:我|俺|本人)(?:的|这边|自己)?(?:联系)?(?:电话|手机|号码|方式|微信)?(?:号|号码)?(?:就)?[:：是为\s]*$/u;

const theirLine = /^(?:他|她|对方|人家)(?!.*[我俺])[^。;；]{0,24}(?:电话|手机|号码?|打)[^。;；]{0,6}$/u;
const bareLine = /^(?:电话|手机|号码?|联系方式)?(?:号码?|是)?[:：\s]*$/u;

const numberWord = "(?:家|那边|本人)?的?(?:联系)?(?:电话|手机|号码|方式|号|微信)?(?:号码?)?[\\s:：是为]*$";
/** 甘138…, 屈的电话: a surname alone, as grid workers note it. */
const bySurname = new RegExp(
  `(?:^|[\\s,，。;；、\\d和])老?(?<surname>\\p{Script=Han})(?:老师|女士|先生|师傅|老板|[大小]?[哥姐嫂婶叔姨娘爷妈]|老[大二三四五六])?${numberWord}`,
  "u",
);
/** 三楼的电话, 女方电话: by the floor or the part that stands before a name. */
const byKin = new RegExp(`(?<part>\\p{Script=Han}{2,3})${numberWord}`, "u");
const byPart = new RegExp(`(?<part>[一二三四五六七八九十\\d]{1,2}楼|男|女)(?:方|的|户主)?${numberWord}`, "u");

/** 她儿子电话…儿子叫盖志刚: the part before a number and the part before a name. */
const kinPart =
  /(?:儿子|闺女|女儿|姑娘|老伴|媳妇|老婆|丈夫|男人|女婿|儿媳|孙[子女]|外甥|侄[子女儿]|弟弟?|哥哥?|姐姐?|妹妹?|[爸妈爹娘]|老板|房东|工头|经理|司机|负责人|理事长|会计)$/u;

/** The only one with that surname, or named behind that part (三楼雍…, 女的叫…). */
function byLabel(before: string, text: string, named: readonly Person[]): Person | undefined {
  const surname = bySurname.exec(before)?.groups?.["surname"];
  const part = byPart.exec(before)?.groups?.["part"] ?? kinPart.exec(byKin.exec(before)?.groups?.["part"] ?? "")?.[0];
  const meant = (p: Person): boolean =>
    (surname !== undefined && p.value.length > 1 && p.value.startsWith(surname)) ||
    (part !== undefined &&
      new RegExp(`${part}(?:方|的|户主|那?家)?(?:就)?(?:叫|是|姓名|名叫)?[\\s:：]?$`, "u").test(
        text.slice(Math.max(0, p.start - 8), p.start),
      ));
  const found = named.filter(meant);
  return new Set(found.map((p) => p.value)).size === 1 ? found[0] : undefined;
}

/** Each number with its owner; a name nearer than any other word decides, also against 他 and 对方. */
export function ownersOf(
  numbers: readonly Found[],
  people: readonly Found[],
  text: string,
  senderRole: SenderRole,
): Found[] {
  const persons = people.filter((p): p is Person => p.kind === "person");
  const named = persons.filter((p) => p.form !== "speaker" && p.form !== "group");
  const self = named.find((p) => p.self) ?? null;
  const owns = (n: Found, person: Person): Found =>
    n.kind === "phone" ? { ...n, of: person.role === "other" ? n.of : person.role, owner: person.value } : n;
  return numbers.map((n) => {
    if (n.kind !== "phone") return n;
    const before = text.slice(Math.max(0, n.start - 40), n.start);
    const after = text.slice(n.end, n.end + 14);
    if (
      mine.test(before) ||
      /^[\s,，(（]{0,2}(?:这个?|就)?是?(?:我|俺)(?:自己|本人)?的(?=$|[\s,，。;；)）])/u.test(after)
    )
      return self ? owns({ ...n, of: "applicant" }, self) : n;
    // 是许长顺的, 是我的: what comes behind says it outright.
    const behind = named.find((p) => {
      const at = after.indexOf(p.value);
      return (
        at >= 0 &&
        ofName.test(after.slice(0, at)) &&
        /^的(?!钱|地|房|是)(?:电话|手机|号|$|[\s,，。;；)）])/u.test(after.slice(at + p.value.length))
      );
    });
    if (behind) return owns(n, behind);
    // 他在外头打工 号码是138…: the line is about the other side, though no name stands in it.
    const line = before.split("\n").at(-1) ?? "";
    const opposed = named.filter((p) => p.role === "respondent");
    if (senderRole === "resident" && theirLine.test(line) && opposed.length === 1 && opposed[0])
      return owns(n, opposed[0]);
    // A number on a line of its own, by one who gave a name before: the speaker's.
    if (senderRole === "resident" && self && bareLine.test(line) && text.slice(0, n.start).includes("\n"))
      return owns(n, self);
    const near = named.reduce<{ person: Person; at: number; length: number } | null>((best, person) => {
      const told = [person.value, ...(person.called ?? [])]
        .map((word) => ({ at: before.lastIndexOf(word), length: word.length }))
        .reduce((a, b) => (b.at > a.at ? b : a));
      return told.at >= 0 && told.at >= (best?.at ?? 0) ? { person, ...told } : best;
    }, null);
    const gap = near ? before.slice(near.at + near.length) : "";
    if (near && (between.test(gap) || formLike.test(gap))) return owns(n, near.person);
    const labelled = byLabel(before, text, named);
    if (labelled) return owns(n, labelled);
    // 她电话…, told by a grid worker: of whom was just told, else of whose matter it is.
    if (senderRole !== "resident" && n.of === "respondent" && pronoun.test(before)) {
      const own = gap.replace(pronoun, "").length <= 4 ? near?.person : named.find((p) => p.role === "applicant");
      return own ? owns({ ...n, of: null }, own) : { ...n, of: null };
    }
    // 他电话我给你 138… 人叫国文: the name follows, and nobody was named before.
    if (n.of === "respondent") {
      const next = named.find((p) => p.start >= n.end && p.start - n.end <= 8);
      if (next && calledThen.test(text.slice(n.end, next.start))) return owns(n, next);
    }
    return n.of === "applicant" && self ? owns(n, self) : n;
  });
}
