// One person told of as kin or by a part and then by name (我闺女…我闺女叫…, 老板叫…): every mention takes the name.
import type { Mention } from "./outright.ts";

const owner = /(我们家|我们|我家|我|俺们家|俺们|俺家|俺|咱家|咱|他们|他家|他|她家|她|其)(?:的|那个|这个|那)?$/u;
const says =
  /^姓\p{Script=Han}[\s,，]{0,2}(?:名?叫|大名)?\s?$|^(?:的?(?:大名|真名|名字|姓名|本名|全名))?(?:就)?(?:叫做?|名叫|是叫|大名|真名|全名|姓名)(?:是|叫)?[\s:]?$/u;
const he =
  /(?:^|[\s,。;!?]|)(?:他|她|那人|人|这人|那小子)(?:的)?(?:大名|真名|名字|姓名)?(?:就)?(?:叫做?|名叫|是叫)[\s:]?$/u;
const mine = /^(?:我|俺|咱)/u;

/** 我闺女 and 他闺女 are two: whose kin a word is goes before it. */
const keyOf = (text: string, m: Mention): string => {
  const whose = owner.exec(text.slice(Math.max(0, m.start - 6), m.start))?.[1] ?? "";
  return mine.test(whose) ? `我${m.name}` : /^[他她其]/u.test(whose) ? `他${m.name}` : m.name;
};
/** 老板 says no more of whose than 我老板 does; 我爸 and 他爸 differ. */
const alike = (a: string, b: string): boolean =>
  a === b || (a.slice(1) === b && /^[我他]/u.test(a)) || (b.slice(1) === a && /^[我他]/u.test(b));

/** Gives kin and parts the name that the text says for them; two names for one word leave it as it was. */
export function nameKin(text: string, mentions: readonly Mention[]): void {
  const names = new Map<string, Set<Mention>>();
  const told = (key: string, name: Mention): void => {
    const had = names.get(key);
    if (had) had.add(name);
    else names.set(key, new Set([name]));
  };
  for (const [i, m] of mentions.entries()) {
    if (m.form !== "name" && m.form !== "nickname" && m.form !== "unit") continue;
    const before = mentions[i - 1];
    const head = text.slice(Math.max(0, m.start - 12), m.start);
    if (before?.form === "kin" && says.test(text.slice(before.end, m.start))) told(keyOf(text, before), m);
    else if (m.as !== "" && text.slice(0, m.start).endsWith(m.as))
      told(keyOf(text, { ...m, name: m.as, start: m.start - m.as.length }), m);
    else if (he.test(head) && m.form !== "unit") {
      // 我弟弟让铁架子砸了 他叫强小龙: he is the only one of whom it was told.
      const kin = mentions.filter((o) => o.form === "kin" && o.start < m.start);
      const others = mentions.some((o) => o.start < m.start && (o.form === "name" || o.form === "nickname"));
      if (!others && kin.length > 0 && new Set(kin.map((k) => keyOf(text, k))).size === 1)
        told(keyOf(text, kin[0]!), m);
    }
  }
  if (names.size === 0) return;
  for (const m of mentions) {
    if (m.form !== "kin") continue;
    const key = keyOf(text, m);
    const found = [...names].filter(([told]) => told === key);
    const near = found.length > 0 ? found : [...names].filter(([told]) => alike(told, key));
    const all = new Set(near.flatMap(([, set]) => [...set].map((o) => o.name)));
    const name = near[0] && [...near[0][1]][0];
    if (all.size !== 1 || !name) continue;
    name.as ||= m.name;
    m.as ||= key.startsWith("我") ? key : m.name;
    m.name = name.name;
    m.form = name.form;
    m.kin = key;
  }
}

/** 老冯, 冯老四, 储女士: how somebody is called who has that surname. */
const ofSurname = (name: string, surname: string): boolean =>
  name.startsWith(surname) || name.startsWith(`老${surname}`);
const byTitle = (name: string): boolean =>
  /^老\p{Script=Han}(?:头子?|太太?|汉)?$|^\p{Script=Han}(?:老[大二三四五六七八九幺]|女士|先生|小姐|老师|师傅|大?[哥姐嫂婶叔伯姨爷娘妈]|老板娘?|总|经理|[大小]?胖子|瘸子|大个子|老太太?|老汉|奶奶|某)$/u.test(
    name,
  );

/** 柳家, 老柳家: the family of the only one who is named. */
const family = /^老?(?<surname>\p{Script=Han})家$/u;
function ofFamily(mentions: readonly Mention[]): void {
  const full = new Set(mentions.filter((m) => m.form === "name" && m.name.length > 1).map((m) => m.name));
  for (const m of mentions) {
    const surname = m.form === "nickname" ? family.exec(m.name)?.groups?.["surname"] : undefined;
    const own = surname === undefined ? [] : [...full].filter((name) => name.startsWith(surname));
    if (own.length !== 1 || !own[0]) continue;
    m.name = own[0];
    m.form = "name";
  }
}

const toldInFull = /(?:大号|官名|大名|真名|本名|全名|学名|名字|叫做?|名叫|姓名)(?:叫|是)?[\s:]?$/u;
/** 储女士电话…叫储月红, 贝老四…大名贝有金: the only full name of that surname, told as what somebody is called. */
export function inFull(text: string, mentions: readonly Mention[]): void {
  ofFamily(mentions);
  for (const m of mentions) {
    // 周师傅 周大勺: the title and then the name.
    const last = mentions.findLast((o) => o.end <= m.start);
    const beside =
      last?.form === "nickname" && byTitle(last.name) && /^[\s,，(（]{1,2}$/u.test(text.slice(last.end, m.start));
    if (
      m.form !== "name" ||
      m.name.length < 2 ||
      (!beside && !toldInFull.test(text.slice(Math.max(0, m.start - 5), m.start)))
    )
      continue;
    if (
      /(?:我|俺)(?:的)?(?:就)?(?:大名|名字)?(?:叫|是)?[\s:]?(?:叫)?$/u.test(
        text.slice(Math.max(0, m.start - 4), m.start),
      )
    )
      continue;
    const kindred = mentions.filter(
      (o) =>
        o !== m && (o.form === "nickname" || o.form === "name") && o.name !== m.name && ofSurname(o.name, m.name[0]!),
    );
    const earlier = new Set(kindred.filter((o) => o.end <= m.start).map((o) => o.name));
    const [name] = earlier;
    // 权老栓叫权守成: said of that very name.
    const outright =
      last !== undefined &&
      last.name === name &&
      /^\s?(?:就)?(?:大名|大号|名|真名)?叫\s?$/u.test(text.slice(last.end, m.start));
    if (earlier.size !== 1 || !name || new Set(kindred.map((o) => o.name)).size !== 1 || !(byTitle(name) || outright))
      continue;
    for (const o of mentions)
      if (o.name === name) {
        o.name = m.name;
        o.form = "name";
      }
  }
}

const owns = /(?<thing>\p{Script=Han}{2,4})(?:就)?是$/u;
const itsOwner = /^(?:家)?(?:的|开的|办的|包的|承包的|养的|种的|租的)(?:$|[\s,，。;；])/u;
/** 小卖部是党凤琴开的, 鱼塘是楚大全的: what is done by it or to it, is done by or to the one whose it is. */
export function nameOwner(text: string, mentions: readonly Mention[]): void {
  for (const m of mentions) {
    if (m.form !== "name" && m.form !== "nickname") continue;
    const thing = owns.exec(text.slice(Math.max(0, m.start - 6), m.start))?.groups?.["thing"];
    if (thing === undefined || !itsOwner.test(text.slice(m.end, m.end + 4))) continue;
    for (const o of mentions)
      if ((o.form === "unit" || o.form === "kin") && (o.name.endsWith(thing) || thing.endsWith(o.name))) {
        o.name = m.name;
        o.form = m.form;
      }
  }
}
