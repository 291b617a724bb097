// Names at a hard stop behind 叫 or 申请人:, the names in a row with them, 外号叫…, and rare surnames before a form of address.
import { double, everyday, given, type NameFound, notGiven, notName, surnames } from "./surnames.ts";

const stop = /^(?:$|[\s,。;:!?、()\d\u25A1]|的?电话|的?手机|联系|男|女|今年|住|等|家住)/u;
const announced =
  /(?:叫做?|名叫|大号|官名|大名|真名|本名|全名|学名|姓名[:是为]?|(?:被?申请人|被?告人?|原告|当事人[甲乙]?|报案人|反映人|来访人|投诉人|联系人|债务人|债权人|借款人|出借人|担保人)(?:[:是为叫]|是叫)?|(?:我|俺|咱)(?:就)?是(?:[^\s,，。是]{1,5}的)?|(?:我|俺)(?:车主|房主|店主|户主|业主|代表)|村民|居民|职工|业主|户主|租户|租客|(?:他|她|其|我|俺)(?:妈|爸|爹|娘|哥|姐|弟|妹|叔|姑|舅|姨)|老板娘?|房东|司机|经理|队长|厂长|负责人|[判令])[\s:]?/gu;
const byname = /(?:外号|绰号|诨号|小名|人称|都叫他|都叫她)(?:就?叫|是)?[\s:"“「]?(?<name>\p{Script=Han}{2,4})/gu;
/** What an announcing word is followed by when no name is. */
const noName =
  /^(?:.?(?:什么|啥|哪|谁|怎么|多少)|[这那]|[一二三两几十\d]个|人家|大家|停|苦|好|法|车|老板|老人|公司|单位|和尚|我|他|她|你|咱|俺|不|没|都|也|还|在|从|向|对|因|与|和|跟|于|由|应|经|常(?!有|胜|贵|福|青|河|海|林|山|顺|发|江|志|德|玉|秀|春|桂|金|文|国|建|永|喜)|全|单|通|来|时|成|平|明|管|关|计|连|党|公|官|安全|农|门|水|简|解|原|方面)/u;

/** Whether `text` holds a name of `length` characters at `at` with an end right behind it. */
function holdsName(text: string, at: number, length: number, strict: boolean): boolean {
  const name = text.slice(at, at + length);
  if (name.length < length || !/^\p{Script=Han}+$/u.test(name)) return false;
  // 叫越小红: behind a word of naming the rarest surname counts, when parents give what follows.
  const known = surnames.has(name[0]!);
  if (
    !known &&
    (strict || name.length < 3 || notGiven.has(name[0]!) || !Array.from(name.slice(1)).every((c) => given.has(c)))
  )
    return false;
  if (!stop.test(text.slice(at + length, at + length + 3))) return false;
  const rest = Array.from(name.slice(1));
  const usual = rest.filter((c) => given.has(c)).length;
  if (rest.some((c) => notGiven.has(c) && !(given.has(c) || (usual > 0 && /[占把有家立]/u.test(c))))) return false;
  if (rest.length === 1 && (everyday.has(name[0]!) || strict) && usual === 0) return false;
  return !strict || usual > 0;
}

/** 叫尚有粮: what otherwise begins a word is a name behind a word of naming, when parents give both characters. */
const likeAName = (text: string, at: number, length: number, strict: boolean): boolean =>
  !strict && length === 3 && Array.from(text.slice(at + 1, at + length)).every((c) => given.has(c));

export function calledNamesIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  const add = (at: number, strict: boolean): number => {
    const whole = !strict && holdsName(text, at, 3, false) && likeAName(text, at, 3, false);
    if (noName.test(text.slice(at, at + 4)) && !whole) return 0;
    for (const length of [3, 2])
      if (
        holdsName(text, at, length, strict) &&
        (!notName.test(text.slice(at, at + length)) || likeAName(text, at, length, strict))
      ) {
        found.push({ start: at, end: at + length, name: text.slice(at, at + length), form: "name" });
        return length;
      }
    return 0;
  };
  for (const m of text.matchAll(announced)) {
    let at = m.index + m[0].length;
    let length = add(at, !/[叫名:]\s?$/u.test(m[0]));
    // 安大顺、安二顺、安三顺: what stands in a row with a name is one.
    for (let more = 0; length > 0 && more < 20 && /^[、和]/u.test(text.slice(at + length)); more++) {
      at += length + 1;
      length = add(at, true);
    }
  }
  for (const m of text.matchAll(byname)) {
    const name = m.groups!["name"]!.replace(/(?:的|真|大名|他|她|我|欠|拿|借|在|是).*$/u, "");
    const start = m.index + m[0].length - m.groups!["name"]!.length;
    if (name.length >= 2) found.push({ start, end: start + name.length, name, form: "nickname" });
  }
  return found;
}

/** 山大壮 in 干家俊、山大壮: a surname and two characters that parents give, in a row with a name already found. */
export function rowOf(text: string, found: readonly NameFound[]): NameFound[] {
  const out: NameFound[] = [];
  for (const f of found) {
    if (f.form !== "name") continue;
    let at = f.end;
    for (let more = 0; more < 20 && text[at] === "、"; more++) {
      const length = [3, 2].find((n) => {
        const name = text.slice(at + 1, at + 1 + n);
        const rest = Array.from(name.slice(1));
        return (
          name.length === n &&
          (surnames.has(name[0]!) || (n === 3 && !notGiven.has(name[0]!) && rest.every((c) => given.has(c)))) &&
          (name[0] === f.name[0] || rest.every((c) => given.has(c))) &&
          rest.some((c) => given.has(c)) &&
          rest.every((c) => given.has(c) || !notGiven.has(c)) &&
          /^(?:$|[\s,。;、和及等跟与两三四五六七八九十\d())把欠借不打拿都均也的]|[兄姐父母夫]|一共|共计)/u.test(
            text.slice(at + 1 + n),
          ) &&
          !notName.test(name)
        );
      });
      if (!length) break;
      out.push({ start: at + 1, end: at + 1 + length, name: text.slice(at + 1, at + 1 + length), form: "name" });
      at += 1 + length;
    }
  }
  return out;
}

const surnameTold = /姓(\p{Script=Han})(?=的|$|[\s,。;、])/gu;
/** 姓费的中介 费明: a surname that was told makes a name of two or three characters that stand alone. */
export const byToldSurname = (text: string): NameFound[] =>
  [...new Set([...text.matchAll(surnameTold)].map((m) => m[1] ?? ""))]
    .filter((surname) => surnames.has(surname))
    .flatMap((surname) =>
      [
        ...text.matchAll(
          new RegExp(`(?<=^|[\\s,。;、:叫是])${surname}\\p{Script=Han}{1,2}(?=$|[\\s,。;、:\u25A1])`, "gu"),
        ),
      ]
        .filter((m) => Array.from(m[0].slice(1)).every((c) => given.has(c) || !notGiven.has(c)) && !notName.test(m[0]))
        .map((m) => ({ start: m.index, end: m.index + m[0].length, name: m[0], form: "name" as const })),
    );

const address =
  "阿姨|大娘|大爷|大妈|大叔|大婶|大嫂|大姐|大哥|大伯|奶奶|爷爷|婶子|嫂子|老师|师傅|医生|大夫|主任|书记|会计|老板娘?|木匠|瓦匠|屠户|瘸子|麻子|胖子|瘦子|秃子|婶|姨|叔|总|大脚|大头|大个子|大胡子|老太太?|老汉|老头";
const rare = [...surnames]
  .filter((c) => !/[那这对和同由应原都全从时来于后管连成单相商公法师店业楼家]/u.test(c))
  .join("");
const polite = new RegExp(
  `(?<=^|[\\s,。;:、和跟与同给找被把将叫是对欠从向替帮\u25A1的组午天晚早])(?:[${rare}]|${double})(?:${address})`,
  "gu",
);
/** 郏阿姨, 匡老师: any surname will do before a form of address, where the word begins. */
export const politeIn = (text: string): NameFound[] =>
  [...text.matchAll(polite)].flatMap((m) =>
    notName.test(m[0]) ? [] : [{ start: m.index, end: m.index + m[0].length, name: m[0], form: "nickname" as const }],
  );
