// Who is in a message and who is who: names, kin, units and groups as parties, seen from the one who reports.
import { inFull, nameKin, nameOwner } from "./calledSo.ts";
import { nameTheCalled } from "./announced.ts";
import { type Card, cardsIn } from "./cards.ts";
import type { Found, PartyRole } from "./facts.ts";
import { deedSums, sideByDeeds } from "./deedSums.ts";
import { firstMention, frames } from "./frames.ts";
import type { SenderRole } from "./intents.ts";
import type { LinearModel } from "./linear.ts";
import { marked } from "./marked.ts";
import { namesIn } from "./names.ts";
import { parseNumber } from "./numbers.ts";
import { resolve } from "./resolve.ts";
import { assign, helper, ownSide, same, settle } from "./settle.ts";
import { twoSides } from "./twoSides.ts";
import { isNamed, type Mention, sayOutright, signer } from "./outright.ts";
import { alongside, sameByName } from "./together.ts";

const kin =
  "老太太|老爷子|老大爷|老大娘|老奶奶|那口子|孩子他[爸妈爹娘]|孩他[爸妈爹娘]|姑爷|婆家|老丈人|家长|侄女婿|侄媳妇|外甥女婿|外甥女|孙女婿|孙媳妇|连襟|妯娌|小姑子|大姑姐|小姨子|大伯哥|小叔子|大伯子|亲家公|妹子|其[妻夫子女]|老公|丈夫|男人(?!们)|爱人|对象|老婆|媳妇|妻子|前夫|前妻|前男友|前女友|男朋友|女朋友|未婚夫|未婚妻|公婆|婆婆|公公|岳父|岳母|丈母娘|老丈人|[大二三四小老]儿子|儿子们?|儿媳妇?|[大二三小]?女婿|[大二三小]?(?:闺女|女儿)|孙子|弟弟|[大二三]?弟媳妇?|哥哥|[大二三]哥|嫂子|[大二三]嫂|姐姐|[大二三]姐|妹妹|姐夫|妹夫|小舅子|大舅哥|侄子|侄女|外甥|[表堂][弟哥姐妹兄]|[大二三四]?(?:叔|伯|舅|姑|姨)(?:叔|伯|舅|妈|父|姑|姨)?|后妈|后爸|继父|继母|亲家|老人|老娘|老爹|老母亲|老父亲|(?<=[我俺咱他她])(?:家)?(?:妈|爸|爹|娘|哥(?!们)|姐|弟|妹|嫂|婶|儿(?!女)|父亲|母亲|爷爷|奶奶|姥姥|姥爷|孩子)|[大二三四老小]婶子?|婶子|姑父|姑夫|姨父|姨夫|舅妈|舅子|干(?:儿子|闺女|爹|妈)|发小|老丈母娘?|[大二三四老小]小子|父母|老表|表[叔姑舅姨]|[大二三]?爷|叔公|养子|养女|继子";
const parts =
  "包工头|工头|房东|房主|邻居|[前后东西]院(?!墙|子)|厂长|经销商|施工方|老板娘?|物业(?!费|纠纷|服务费|管理费)|村委会|居委会|村里|开发商|中介|保险公司|银行|信用社|公司|单位|厂里|厂子|厂家|商家|店家|店主|卖家|买家|卖方|买方|收粮的|肇事司机|肇事者|司机|车主|男方|女方|合伙人|承包商|承包人|甲方|乙方|媒人|租客|租户|业主|旅行社|导游|学校|幼儿园|医院|平台|主播|教练|同事|朋友|同学|亲戚|工友|债主|牛主|狗主人?|担保人|施工队|装修公司|装修队|超市|饭店|楼上|楼下|隔壁|对门|项目部|劳务公司|工地";
const onlyPart = new RegExp(`^(?:${parts})$`, "u");
const kinOrPart = new RegExp(`(?:${kin}|${parts})`, "gu");
const self = /我们几个人?|我们俩?|俺们?|咱们?家?|本人|我/gu;
const he = /他们家|他们|她们|他家|她家|他|她|对方|人家(?!里)|那家|那人/gu;
const groupOf =
  /(?<who>我们|俺们|咱们|村里|全村|我们村|小区|厂里|工地上?)?(?:一共|总共|这)?(?<n>\d{1,4}|[一二两三四五六七八九十百]{1,4}|几十|十几)(?<over>来|多|几|余)?(?<unit>个|名|户|家|口|位)(?<kind>人|工人|工友|村民|业主|农户|兄弟|姐妹|老乡|同事|农民工|学员|家长|人家|住户|租户|员工)?/gu;

/** More persons than any honest message names. */
const mostMentions = 60;

/** All mentions in order, none inside another; names before kin before 我 and 他. */
function mentionsIn(text: string, cards: readonly Card[]): Mention[] {
  const out: Mention[] = [];
  const taken = new Uint8Array(text.length + 1);
  const starts = new Map<number, Mention>();
  const free = (start: number, end: number): boolean =>
    taken[start] === 0 && taken[end - 1] === 0 && out.length < mostMentions;
  const add = (start: number, end: number, name: string, form: Mention["form"], count?: number): void => {
    if (end <= start || !free(start, end)) return;
    const mention: Mention = { start, end, name, form, role: null, as: "", ...(count !== undefined ? { count } : {}) };
    taken.fill(1, start, end);
    starts.set(start, mention);
    out.push(mention);
  };
  for (const n of namesIn(text, cards)) add(n.start, n.end, n.name, n.form);
  for (const m of text.matchAll(groupOf)) {
    const g = m.groups!;
    if (!g["who"] && !/工|村民|业主|农户|学员|家长|住户|租户|员工/u.test(g["kind"] ?? "")) continue;
    if (!g["kind"] && g["unit"] !== "户" && g["unit"] !== "家") continue;
    const count = parseNumber(g["n"]!);
    if (count !== null && count < 2) continue;
    add(m.index, m.index + m[0].length, m[0], "group", count ?? undefined);
  }
  for (const m of text.matchAll(kinOrPart)) {
    // A name right after its part is the same person: 房东张伟, 老公王强.
    const next = starts.get(m.index + m[0].length);
    if (next && next.form !== "unit") {
      next.as ||= m[0];
      continue;
    }
    const possessive = /[我俺他她咱]$/u.test(text.slice(0, m.index)) || text.slice(0, m.index).endsWith("我们");
    if (
      /^(?:老人|村里|单位|公司|朋友|同事|学校|银行|医院|楼[上下]|隔壁|对门|孩子|工地)$/u.test(m[0]) &&
      /^(?:里有|的话|生活)/u.test(text.slice(m.index + m[0].length))
    )
      continue;
    // 漏到楼下, 在隔壁: where it goes, nobody.
    if (/^(?:楼[上下]|隔壁|对门|[前后东西]院)$/u.test(m[0]) && /[到往在去从]$/u.test(text.slice(0, m.index))) continue;
    if (ownSide.test(m[0]) && !possessive && !/^(?:老人|父母|[大二三小]?(?:闺女|女儿))$/u.test(m[0])) continue;
    add(m.index, m.index + m[0].length, m[0], "kin");
  }
  // 老大葛铁成 …, and then 老大不给: the one who was named so.
  const eldest = new Map<string, string>();
  for (const m of out) {
    const rank =
      m.form === "name" ? /老[大二三四五六]$/u.exec(text.slice(Math.max(0, m.start - 2), m.start))?.[0] : undefined;
    if (rank !== undefined) eldest.set(rank, m.name);
  }
  for (const [rank, name] of eldest)
    for (const m of text.matchAll(new RegExp(`${rank}(?!\\p{Script=Han}?[头娘])`, "gu")))
      if (!starts.has(m.index + rank.length)) add(m.index, m.index + rank.length, name, "name");
  for (const m of text.matchAll(self)) {
    // 我妈, 我老公: 我 only says whose.
    if (starts.get(m.index + m[0].length)?.form === "kin") continue;
    add(m.index, m.index + m[0].length, "本人", "speaker");
  }
  for (const m of text.matchAll(he)) {
    if (starts.get(m.index + m[0].length)?.form === "kin") continue;
    add(m.index, m.index + m[0].length, "", "he");
  }
  return out.sort((a, b) => a.start - b.start);
}

const whereFrom =
  /^(?:[东西南北前后]街|[东西前后南北上下]院|[东西前后南北]屯|[上下][屯庄]|隔壁|对门|对过|邻居|楼[上下]|[村屯]?[东西南北]头|河[东西]|沟里|岭上)?的?/u;
const firm = /^(?:公司|厂|厂家|饭店|超市|学校|合作社|银行|物业|旅行社|幼儿园|医院|店|信用社|平台)$/u;
/** 对门的逄阿姨 and then 逄阿姨, 老魏 and then 老魏家: one person under the name that was said first. */
function oneName(mentions: readonly Mention[]): void {
  const bare = (name: string): string => name.replace(whereFrom, "").replace(/(?<=..)家$/u, "");
  const first = new Map<string, string>();
  const units = [...new Set(mentions.filter((m) => m.form === "unit").map((m) => m.name))];
  for (const [i, m] of mentions.entries()) {
    // 老韩家二小子韩铁军: the name right behind is his.
    const next = mentions[i + 1];
    if (
      m.form === "nickname" &&
      next?.form === "name" &&
      next.start === m.end &&
      m.name.includes(`${next.name[0]}家`)
    ) {
      m.name = next.name;
      m.form = "name";
      continue;
    }
    // 公司, where only one of that kind was named.
    if (m.form === "kin" && firm.test(m.name)) {
      const named = units.filter((u) => u.endsWith(m.name));
      if (named.length === 1 && named[0]) {
        m.name = named[0];
        m.form = "unit";
      }
      continue;
    }
    if (m.form !== "nickname" && m.form !== "name") continue;
    const key = bare(m.name);
    if (key.length < 2) continue;
    const name = first.get(key);
    if (name === undefined) first.set(key, m.name);
    else m.name = name;
  }
}

const indexOf = (char: string | undefined): number => (char === undefined ? -1 : char.charCodeAt(0) - firstMention);

/** The one who reports owes, or is the one who is sued. */
const turnedRound =
  /(?:我|俺)(?:家)?(?:欠|借了|撞了|打了|砍了|占了)(?!.{0,2}(?:条|官司))|(?:起诉|告|投诉)(?:了)?(?:我|俺)/u;

const opposite = (role: PartyRole): PartyRole => (role === "applicant" ? "respondent" : "applicant");

/** 我儿子骑摩托把人撞了 对方要五万: one's own side did it. */
const ownFault =
  /(?:我|俺)(?:们)?(?:家)?(?:的)?(?:儿子|孩子|闺女|女儿|老公|丈夫|媳妇|老婆|爸|妈|弟弟?|哥哥?|孙子)[^,。;]{0,14}(?:把(?:人|别人|人家|对方)[^,。;]{0,6}[撞打伤咬]|[撞打]了人)/u;
const ownPeople = /^(?:儿子|孩子|闺女|女儿|老公|丈夫|媳妇|老婆|弟弟?|哥哥?|孙子|[我俺][爸妈弟哥])$/u;

/** A resident who tells of others only, without a word of themselves, is heard as one who reports for them. */
const asStaff = (text: string, mentions: readonly Mention[]): boolean =>
  !/[我俺咱]|本人/u.test(text) &&
  new Set(mentions.filter((m) => m.form === "name" || m.form === "nickname").map((m) => m.name)).size > 1 &&
  /反映|投诉|说|称|要求|诉/u.test(text);

/** The persons of a text in plain spelling. For a resident 我 is a party; for the others only where a frame makes it one. */
export function peopleIn(text: string, senderRole: SenderRole, sides: LinearModel | null = null): Found[] {
  const cards = cardsIn(text);
  const mentions = mentionsIn(text, cards);
  if (mentions.length === 0) return [];
  oneName(mentions);
  inFull(text, mentions);
  nameKin(text, mentions);
  nameTheCalled(text, mentions);
  nameOwner(text, mentions);
  const role = asStaff(text, mentions) ? "gridWorker" : senderRole;
  const line = marked(text, mentions);
  sayOutright(text, mentions, senderRole, cards);
  for (const m of mentions) if (m.role !== null) m.outright = true;
  // Who reports their own quarrel is the one who wants something, unless the words turn it round.
  if (senderRole === "resident" && !turnedRound.test(text) && !/替|代我?|帮.{0,4}(?:问|报|反映)/u.test(text))
    for (const m of mentions) if (m.form === "speaker" && m.role === null) m.role = "applicant";
  // 我叫邬长友 我欠他…: 我 is the one who gave the name.
  const me = mentions.find((m) => m.self);
  if (me && senderRole === "resident")
    for (const m of mentions) if (m.form === "speaker" && m.role === null) m.role = me.role;
  if (ownFault.test(text)) {
    for (const m of mentions) if (m.form === "speaker") m.role = null;
    for (const m of mentions)
      if (ownPeople.test(m.as) || (m.form === "kin" && ownPeople.test(m.name))) assign(mentions, m, "respondent", "");
      else if (isNamed(m) && m.role === null) m.role = "applicant";
  }
  const sums = deedSums(line, mentions, (index) => resolve(mentions, index, text), role);
  sideByDeeds(sums, mentions);
  const open = new Set(mentions.filter((m) => m.role === null).map((m) => m.name));
  for (const frame of frames) {
    frame.pattern.lastIndex = 0;
    for (const m of line.matchAll(frame.pattern)) {
      const a = resolve(mentions, indexOf(m.groups?.["a"]), text);
      const r = resolve(mentions, indexOf(m.groups?.["r"]), text);
      if (a && r && (a === r || same(a, r))) continue;
      if (a && helper.test(a.name) && a.form !== "name") continue;
      if (r && helper.test(r.name) && !/不赔|拖欠|欠/u.test(m[0]) && a === null) continue;
      // 我躲着, 我扣着: one who tells it of himself is not thereby the other side.
      if (r?.form === "speaker" && !a && m.groups?.["a"] === undefined) continue;
      // What an earlier frame said of one side tells the other side's part as well.
      const turned =
        (a?.role === "respondent" && r?.role !== "applicant") ||
        (r?.role === "applicant" && a?.role !== "respondent" && a !== null);
      if (turned) {
        if (a && a.role === null) assign(mentions, a, opposite(r?.role ?? "applicant"), "");
        if (r && r.role === null) assign(mentions, r, opposite(a?.role ?? "respondent"), "");
        continue;
      }
      assign(mentions, a, "applicant", frame.applicantAs);
      assign(mentions, r, "respondent", frame.respondentAs);
    }
  }
  const framed = new Set(mentions.filter((m) => m.role !== null && open.has(m.name)).map((m) => m.name));
  alongside(text, mentions);
  const persons = sameByName(text, mentions);
  if (senderRole === "resident") signer(text, persons);
  settle(persons, text, senderRole, sides);
  twoSides(persons, text, senderRole, sides, { sums, framed });
  alongside(text, persons);
  return facts(persons, text, senderRole);
}

function facts(mentions: readonly Mention[], text: string, senderRole: SenderRole): Found[] {
  const out: Found[] = [];
  const named = (role: PartyRole): boolean =>
    mentions.some((m) => m.role === role && (m.form === "name" || m.form === "nickname" || m.form === "unit"));
  const done: Mention[] = [];
  for (const m of mentions) {
    if (m.form === "he" || m.role === null || done.some((d) => same(d, m))) continue;
    // 老板 beside 张老板, 老公 beside his name: the part, not another person.
    if (m.form === "kin" && named(m.role) && (m.role === "respondent" || ownSide.test(m.name))) continue;
    if (m.form === "kin" && (m.role === "other" || /^家?[哥姐弟妹嫂婶儿]$/u.test(m.name))) continue;
    // Who reports their own quarrel is no 房东 or 楼下 of somebody: these are the other side, or nobody.
    if (
      m.form === "kin" &&
      m.role === "applicant" &&
      senderRole === "resident" &&
      !ownSide.test(m.name) &&
      onlyPart.test(m.name)
    )
      continue;
    // 工地, 单位, 厂子: a place of work beside somebody named is nobody's side.
    if (
      m.form === "kin" &&
      /^(?:工地|项目部|厂里|厂子|单位|公司|村里|同事|工友|同学|朋友|老乡)$/u.test(m.name) &&
      (m.role === "applicant" || named("respondent"))
    )
      continue;
    // 鲁家两口子, and then each by name.
    if (
      /(?:两口子|[兄哥]弟俩?|姐妹俩?|父子俩?|婆媳俩?|妯娌俩?)$/u.test(m.name) &&
      mentions.filter((o) => o !== m && isNamed(o)).length > 1
    )
      continue;
    if (m.form === "speaker" && m.role === "applicant" && mentions.some((o) => o.self)) continue;
    if (m.form === "speaker" && mentions.some((o) => o.form === "group" && o.role === m.role)) continue;
    done.push(m);
    // Of one person under two names the place is told where the name stands.
    const said = mentions.find((o) => same(o, m) && text.slice(o.start, o.end) === m.name) ?? m;
    const called = [...new Set(mentions.filter((o) => same(o, m)).map((o) => text.slice(o.start, o.end)))].filter(
      (word) => word !== m.name && word.length > 1,
    );
    const correction = /(?:不对|错了|更正|应该是|改成|不是[^,。]{1,8}[,，]?是|大名|真名)[^。]{0,4}$/u.test(
      text.slice(Math.max(0, said.start - 12), said.start),
    );
    if (text.slice(0, m.start).endsWith("不是") && /^[,\s]?(?:是|而是)/u.test(text.slice(m.end))) continue;
    out.push({
      kind: "person",
      value: m.name,
      form: m.form,
      role: m.role,
      as: m.as,
      start: said.start,
      end: said.end,
      ...(m.count !== undefined ? { count: m.count } : {}),
      ...(m.self ? { self: true } : {}),
      ...(called.length > 0 ? { called } : {}),
      ...(correction ? { correction } : {}),
    });
  }
  return out;
}
