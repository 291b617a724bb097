// Where it is: places of the directory, places it does not have, house, group and landmark, and where papers can reach somebody.
import type { Found, PlaceMatcher } from "./facts.ts";

const digit = "[\\d一二三四五六七八九十百零]";
const spots = new RegExp(
  [
    `(?:第)?${digit}{1,3}(?:村民)?(?:小组|组|队|社)(?![长成织合员建])`,
    `[村屯庄][东西南北](?:头|边|面|口|侧)?(?![红瓜边城方北南东西]{2})|[东西南北][头街沟山坡洼岗甸院岸](?!口供)|[前后上下][街屯庄院沟]|(?:村|屯|街|路|桥|庙|学校|卫生室|村部|大队部|供销社|老供销社|小卖部|水库|河|井|大槐树|老槐树|大柳树|广场|加油站|邮局|粮库|信用社|火车站|车站|超市|磨坊|戏台|祠堂|土地庙|鱼塘|砖厂)(?:东头|西头|南头|北头|东边|西边|南边|北边|旁边|边上|对面|后面|前面|门口|附近|跟前|旁|后身|拐角)`,
    `${digit}{1,4}(?:号楼|栋|幢|座)(?:${digit}{1,2}单元)?(?:${digit}{1,4}(?:号|室))?|${digit}{1,2}单元(?:${digit}{1,4}(?:号|室))?|(?<=[路街巷弄道])${digit}{1,5}号(?:院)?(?:${digit}{1,4}(?:号楼|栋|幢))?(?:${digit}{1,2}单元)?(?:${digit}{1,4}室)?|${digit}{2,4}室|${digit}{1,3}号院|门牌(?:号)?${digit}{1,5}号?`,
  ].join("|"),
  "gu",
);
const other =
  /(?<name>[\u4e00-\u9fa5]{2,4}?(?:村(?!民|里|委|部|干|长|支|上|子|东|西|南|北|口|头|规|镇|路)|屯(?!里|子|长|东|西|粮|货)|社区(?!居|里|工|主|活|服|书|干|调|网|卫|团)|林场(?!里|的|职|工|方|边)|景区(?!里|的|内|门|管)|嘎查|(?:庄(?!稼|园|子|严|家)|寨(?!子)|湾(?!里))(?:村|屯)?))/gu;
const otherLead =
  /^(?:.*(?:我们|我|你们|他们|他|她|住在|家在|家住|住|家|在|着|满|是|到|去|来|从|于|给|跟|和|与|有|的|了|说|叫|请|问|管|为|那|这|哪|个|把|被|几|多|每|全|各|个|老|邻|同|外|本|该|某))/u;

const house =
  "(?:[\\dA-Za-z一二三四五六七八九十]{1,6}(?:号楼|号院|号|栋|幢|单元|室|楼|组|队|层)(?![\\d一二三四五六七八九十]*[月日元万块]))";
const houses = new RegExp(`${house}{1,5}`, "gu");
/** A street or place right before the house number; looked for in a few characters only. */
const street = /(?:省|自治区|市|县|区|旗|镇|乡|街道|路|街|大道|巷|弄|胡同|村|屯|社区|小区|花园|公寓|家园|新村|苑)$/u;
const streetLead =
  /^.*(?:住在|家在|住|在|是|为|到|去|来|找|从|地址|户口|[,。;:!?、\s()"']|我们|我|他|她|的|了|和(?!平|谐|睦|兴|顺)|跟|给)/u;

/** Addresses with a street or village and a number, in a text of plain spelling. */
export function addressesIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const m of text.matchAll(houses)) {
    const before = text.slice(Math.max(0, m.index - 24), m.index);
    const where = before.slice(streetLead.exec(before)?.[0].length ?? 0);
    if (where.length < 2 || !street.test(where) || !/^[\u4e00-\u9fa5\d]+$/u.test(where)) continue;
    found.push({ start: m.index - where.length, end: m.index + m[0].length });
  }
  return found;
}

const lives =
  /(?<who>他|她|对方|被告|老板|人|房东|男方|女方|人家|那家|我|俺|本人|[\u4e00-\u9fa5]{2,4})?(?:现在|目前|平时|如今|老家|户口|一直|应该|好像|可能|听说|据说)*(?:就)?(?:家)?(?:住在?|在|地址(?:是|:|在)?|住址(?:是|:|在)?|户口(?:在|是)?|家在|搬到(?:了)?|送达地址(?:是|:)?)(?:了)?(?<where>[^,。;!?\n\s]{3,40})/gu;
const hedged = /好像|可能|听说|据说|大概|应该是?|估计|不确定|不知道|也许|似乎|反正|以前住|原来住|老家/u;

/** Places of a text in plain spelling; `places` finds the directory's names in it. */
export function placesIn(text: string, places: PlaceMatcher | undefined): Found[] {
  const found: Found[] = [];
  const hits = places ? places(text) : [];
  for (const hit of hits) {
    const before =
      text
        .slice(Math.max(0, hit.start - 10), hit.start)
        .split(/[,。;!?\n ]/u)
        .at(-1) ?? "";
    const role = /(?:他|她|对方|被告|老板|人|男方|女方)[^,。]{0,6}(?:住|在|是|家)[^,。]{0,3}$/u.test(before)
      ? "respondent"
      : /(?:我|俺|本人)(?:们)?[^,。]{0,4}(?:住|在|是|家)[^,。]{0,3}$/u.test(before)
        ? "speaker"
        : "matter";
    const correction = /(?:不对|错了|更正|应该是|改成|不是[^,。]{1,8}[,，]?是)[^。]{0,4}$/u.test(
      text.slice(Math.max(0, hit.start - 12), hit.start),
    );
    found.push({
      kind: "place",
      value: { ids: [...hit.ids], name: hit.name },
      role,
      start: hit.start,
      end: hit.end,
      ...(correction ? { correction } : {}),
    });
  }
  const taken = (start: number, end: number): boolean => found.some((f) => start < f.end && end > f.start);
  let looked = 0;
  for (const m of text.matchAll(other)) {
    if (++looked > 60) break;
    const lead = otherLead.exec(m[0].slice(0, -2))?.[0].length ?? 0;
    const name = m[0].slice(lead);
    const start = m.index + lead;
    if (
      name.length < 3 ||
      /[欠借拿打占被把给]|举报|反映|同村/u.test(name) ||
      taken(start, start + name.length) ||
      /^(?:农村|乡村|山村|全村|本村|我们|邻村|外村|进村|驻村|城中|什么|哪个|小庄|一个|这个|那个|咱们|新农)/u.test(name)
    )
      continue;
    found.push({ kind: "otherPlace", value: name, start, end: start + name.length });
  }
  looked = 0;
  for (const m of text.matchAll(spots)) {
    if (++looked > 60) break;
    if (taken(m.index, m.index + m[0].length)) continue;
    found.push({ kind: "spot", value: m[0], start: m.index, end: m.index + m[0].length });
  }
  looked = 0;
  for (const m of text.matchAll(lives)) {
    if (++looked > 60) break;
    const where = m.groups!["where"]!;
    const full = addressesIn(where).length > 0;
    const ok =
      full ||
      hits.some((h) => h.start >= m.index && h.end <= m.index + m[0].length) ||
      /[村屯组队路街号栋楼室镇县市区]/u.test(where);
    if (
      !ok ||
      /^(?:一起|那|这|哪|家里?|外地|村里|镇上(?:打工|上班)|医院)/u.test(where) ||
      /(?:吵|打|闹|借|欠|干活|上班|打工|签|买|卖|发生|摔|受伤|开庭|谈|商量)/u.test(where)
    )
      continue;
    const start = m.index + m[0].length - where.length;
    const mine = /我|俺|本人/u.test(m.groups!["who"] ?? "");
    if (
      !/住|址|户口|搬|家在/u.test(m[0].slice(0, m[0].length - where.length)) &&
      !(full && /[路街巷].{0,4}号|单元|室$/u.test(where))
    )
      continue;
    const value = where.replace(/(?:的|住|呢|啊|那边|那儿|那里|附近|了)+$/u, "");
    found.push({
      kind: "address",
      value,
      of: mine ? "applicant" : "respondent",
      confirmed: !hedged.test(m[0].slice(0, m[0].length - where.length)),
      start,
      end: start + value.length,
    });
  }
  return found;
}
