// Sums and rates in a message, and what each sum stands for: lent, owed, paid back, a month's pay, what the other side says.
import type { Found, MoneyRole } from "./facts.ts";
import { hanNumber, parseNumber } from "./numbers.ts";
import { ratesIn } from "./rates.ts";

const arabic = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,12})(?:\\.\\d{1,4})?";
const han = `[${hanNumber}]{1,12}`;
const unit = "(?:[十百千万亿]{1,2}|[wWkK](?![a-zA-Z]))";
const about = "(?:来|多|余|几|好几|大几)";
// 三千来块, 2.6万, 五十余万, 两万六千五, 3万5, 三四万, 百八十块
const amount = `(?:${arabic}|${han}|[百千万](?=[来把八十]))(?:(?:(?<=\\d)\\s?)?${about}?(?:(?<=\\d)\\s?)?${unit}(?:${arabic}|${han})?){0,3}(?:点${han}万?)?`;
const coin = "(?:块|元|圆|塊|圓|rmb|RMB|人民币|大洋|毛|角)";
const sum = new RegExp(
  `(?<lead>[¥￥$]\\s?|大概|大约|约摸|约|差不多|将近|接近|估计|近|快|不到|不足|超过|至少|起码|最少)?(?:是|有|要|得)?(?<amount>${amount})(?<over>\\s?${about})?\\s?(?<coin>${coin})?(?<tail>(?<=[块元圆毛角])(?:半|[一二两三四五六七八九\\d](?![\\d年月日天号个吨斤亩万千百十])))?(?<mao>毛|角)?钱?(?<after>整|左右|上下|出头|多点|不到|以上|的样子|大概)?`,
  "gu",
);

/** What a number counts when it is no money. */
const otherUnit =
  /^(?:个|位|名|人|口|户|家(?!庭)|年|月|日|天|号|点|分钟|分(?!期)|小时|钟|周|星期|礼拜|岁|斤|公斤|千克|克|吨|担|石|袋|包|箱|桶|瓶|车|棒|垛|捆|筐|桌|亩|垄|分地|平|米|公里|里|公分|厘米|方|棵|株|根|头|只|条|匹|口|窝|群|张|份|本|册|页|封|次|回|趟|遍|期|季|届|层|楼|栋|幢|单元|室|组|队|屯|村|社|路|巷|级|成|折|倍|台|辆|部|间|扇|套|件|把|双|种|样|句|字|股|批|%|百分|度|瓦|伏|岔|儿|块(?:地|砖|石|板|木|玻璃|瓦|儿|田|钢|铁)|针|牙|厘|代|场|顿|辈|宗|起|笔|路|审|庭|法|类|级|伤)/u;
const rateWords = /(?:利|息|利率|利息|月息|年息|年化|月利|年利|分红).{0,6}$/u;
const moneyBefore =
  /(?:[弄卷刷套划扣领取转拿]走|借|按|该|把|欠|付|给|还|赔|拿|花|收|交|打|转|退|罚|扣|挣|赚|补|值|卖|要|要了|出|垫|凑|投|少|差|剩|领|发|结|押|抵|贷|骗|讹|诈|贴|亏|损失|工资|工钱|货款|彩礼|押金|压金|定金|定斤|订金|租金|房租|本金|利息|尾款|欠款|借款|赔偿|补偿|费|款|钱|价|一共|总共|合计|共|大概|约|就是|应该是|不是|是|改成|成|抚养费|生活费|金额|数额|钱数|只有|才|以上|每月|每年|每天|每亩|每斤|每吨|一个月|一年|一天|一亩|一斤|一吨|一车|一平|每个|一晚|每晚|每间|一间|每套|每扇|每件|每把|每人|拿来|送来)(?:了|我|他|她|我们|他们|人家|您|出去|回来|着|过|的|是|得|有|我家|人|:|,|家|老.|有个|要|到|个|给)*(?:大概|约|差不多|将近|一共|总共)?\s?$/u;
const moneyAfter =
  /^(?:块)?(?:买|卖|收|订|租|修|换|装|盘|雇)(?:的|来的|过来|回来|下来|给)|^(?:的)?(?:钱|现金|工资|工钱|货款|彩礼|押金|定金|订金|租金|房租|赔偿|本金|利息|借款|欠款|款|费|块|元|左右|没给|不给|没还|没发)/u;

const pay = "(?:还|给|付|退|赔|结|发|打|转|汇|补|拿|交)";
const sentenceBefore = (text: string, at: number, n: number): string =>
  text
    .slice(Math.max(0, at - n), at)
    .split(/[。!?;\n]/u)
    .at(-1) ?? "";
const clauseBefore = (text: string, at: number, n: number): string =>
  text
    .slice(Math.max(0, at - n), at)
    .split(/[,。!?;\n ]/u)
    .at(-1) ?? "";
const clauseAfter = (text: string, at: number, n: number): string =>
  text.slice(at, at + n).split(/[,。!?;\n]/u)[0] ?? "";

const perBefore =
  /(?:每|一|按)\s?(?<per>个?月|年|天|日|亩|斤|公斤|吨|车|平(?:方|米)?|方|头|只|棵|袋|人|户|小时|工|趟|箱|季|学期|周|米|张|件|瓶|根|垛|捆|筐|桶|株|桌|棒|匹|口|台|块|条|晚|间|扇|套|把|个(?!月))(?:的)?(?:地|工|工资|给|付|是|交|租金|卖|收|价|租|要|抚养费|生活费|还|[^,。\d一二两三四五六七八九十]{0,3})$/u;
const perAfter =
  /^(?:\s?\/|\s?每|一)(?<per>个?月|年|天|日|亩|斤|公斤|吨|车|平(?:方|米)?|方|头|只|棵|袋|人|户|小时|趟|箱|季|学期|周|米|张|件|瓶|根|垛|捆|筐|桶|株|桌|棒|匹|口|台|块|条|晚|间|扇|套)/u;
const perNamed: [RegExp, string][] = [
  [/(?:月薪|月租|月供|月息|(?<![个多半来俩仨几两一二三四五六七八九十\d])月工资|底薪|月利)(?:金|是|为|:)?$/u, "月"],
  [/(?:日薪|日工资|工价|日租)(?:是|为|:)?$/u, "天"],
  [/(?:年租金|年薪|年租)(?:是|为|:)?$/u, "年"],
];

/** 贝老四要退一万四, 替他还了一万二: what is to come back. */
const demandedBefore =
  /(?<![不没])要(?:求|回)?(?:再|他|她|对方|人家)?(?:退|赔|还|返还|补)(?!了|过)[^,。]{0,3}$|替(?:他|她|人家|\p{Script=Han}{2,3})(?:还|垫|付)(?:了|上)?[^,。]{0,3}$/u;
/** 季万年要三千: told of somebody by name. */
const namedDemand =
  /^(?!他|她|对方|人家|老板|房东|物业|公司|我|俺|不|没|还|就|快)\p{Script=Han}{2,4}?(?:说|就|只|先)?要(?:求)?$/u;
const othersDemand = /(?:他|她|对方|人家|老板|那边|店家|物业|公司)(?:们)?(?:就|只|又|都|说|还|非)?要(?:退|赔|还|补)/u;
/** 就要她那一半 一万零五百: the sum stands alone behind what is wanted. */
const asksInLast =
  /(?:^|[\s,，。;；])(?:[我俺额他她]|老人)?(?:就|只|光)?(?:想)?要(?:回)?(?:[我俺额他她]|那|这|剩|本|自己|属于)[^,，。;；\s]{0,8}[\s,，]+$|(?:让|叫)(?:他|她|对方|人家)[^,，。;；\s]{0,2}(?:赔|退|还|补|掏)(?:我|俺|额|钱|出来)?[\s,，]+$/u;

function roleOf(text: string, start: number, end: number, per: string | undefined): MoneyRole {
  const near = clauseBefore(text, start, 18);
  const wide = sentenceBefore(text, start, 30);
  const after = clauseAfter(text, end, 12);
  // 她说得两千三: whom staff quote wants it; 只退五万 is what would be given.
  if (/说(?:怎么也|至少|起码|咋也|最少)?得[^,。]{0,3}$/u.test(near)) return "claim";
  if (
    /(?:只|最多|顶多|就)(?:给|退|赔|认|出|还|补)(?!了|过)[^,。了过]{0,2}$/u.test(near) &&
    /退|赔|认|补/u.test(near.slice(-5))
  )
    return "offer";
  if (
    /(?:他|她|对方|人家)(?:家里?|爹|妈|爸|娘|媳妇|男人|儿子|老婆|两口子)(?:说|讲|答应)(?:赔|给|退)?[^,。]{0,6}$/u.test(
      wide,
    )
  )
    return "counter";
  if (
    /(?:他|她|对方|人家|老板|公司|厂里|房东|他家|那边|保险公司|物业)(?:们)?(?:却|就|又|现在|非|硬|只|才)?(?:说|讲|认|承认|咬定|硬说|称|主张|算的是)[^,。]{0,10}$/u.test(
      wide,
    ) &&
    !/(?:应|答应|保证|说好|讲好)/u.test(near)
  )
    return "counter";
  if (
    /(?:只|就|才|最多|顶多|仅)(?:肯|愿意|愿|答应|同意|能|想|给|出|赔|认)[^,。]{0,4}$/u.test(near) &&
    /(?:肯|愿|答应|同意|最多|顶多|想)/u.test(near)
  )
    return "offer";
  if (/利息[^,。]{0,3}$/u.test(near)) return "interest";
  if (namedDemand.test(near)) return "claim";
  if (demandedBefore.test(near) && !othersDemand.test(near)) return "claim";
  if (/^(?:必须|得|该|应该)(?:给|还|退|赔|补|付)/u.test(after)) return "claim";
  if (
    /^\s*(?:$|[,，。;；\n])|^\s+(?:$|[^\d])/u.test(text.slice(end, end + 3)) &&
    asksInLast.test(text.slice(Math.max(0, start - 24), start))
  )
    return "claim";
  if (
    /(?:要求|想要|索赔|主张|让他|叫他|要他|让她|要她|让老板|让公司|希望|诉求|必须|得|该|应该|应当)(?:.{0,6})(?:赔|还|给|付|退|补|支付|返还|偿还)?[^,。]{0,4}$/u.test(
      near,
    ) &&
    !/应该是|(?<!应)该(?:我|他|她|俺|人|了|着)/u.test(near)
  )
    return "claim";
  if (
    /(?:一共|总共|合计|加起来|共计|总计|拢共|共欠|统共|满打满算|算下来|连本带利|本息|全部|共)[^,。]{0,6}$/u.test(
      near,
    ) ||
    /^(?:加起来|合计)/u.test(after)
  )
    return "total";
  if (
    /(?:还欠|还差|还剩|剩|剩下|下剩|尾款|余款|余下|尚欠|仍欠|差我)[^,。]{0,5}$/u.test(near) ||
    /^(?:的)?(?:尾款|余款)/u.test(after)
  )
    return "left";
  if (/还(?:有)?[^,。]{0,4}$/u.test(near) && /^[^,。]{0,5}没(?:给|付|还|结|发|退)/u.test(after)) return "left";
  if (
    new RegExp(
      `(?:已经?|先|只|就|才|陆续|后来|中间|前后|刚|今天|昨天|零零碎碎|分次|分期)(?:.{0,4})${pay}(?:了|过|我|给我)[^,。]{0,4}$`,
      "u",
    ).test(near) ||
    /(?:还|结|退|赔)(?:了|过)(?:我|给我|回来|他|我们)?[^,。]{0,2}$/u.test(near) ||
    /(?:已付|已还|支付了|垫(?:付)?了)[^,。]{0,4}$/u.test(near)
  ) {
    // 前后给她转了三万一: what the one who tells it gave, is what they want back.
    const given = /给(?:他|她|对方|人家|那边|女方|男方|老板)(?:们|家)?/u.test(near);
    // 定金 and 彩礼 that were paid are what the dispute is about.
    if (!given && !/(?:定金|订金|彩礼|押金|房款|货款|学费|会费|首付|中介费)/u.test(near + after)) return "paid";
  }
  if (per) return /月/u.test(per) ? "monthly" : /^(?:天|日|工|小时)$/u.test(per) ? "daily" : "unitPrice";
  return "principal";
}

const mostSums = 60;

/** Sums and rates of a text in plain spelling. `taken`: spans that are phones, dates or other numbers already. */
export function moneyIn(text: string, taken: readonly { start: number; end: number }[]): Found[] {
  const rates = ratesIn(text);
  const blocked = [...taken, ...rates];
  const found: Found[] = [...rates];
  /** The whole message, when it is short enough to be nothing but the answer to 一共多少钱. */
  const bareText = text.length > 30 ? "" : text.replace(/[\s,。.!就是一共大概左右吧了啊]/gu, "");
  // 货款两万两年了: what a date or a length of time took is no part of a sum.
  let free = text;
  for (const { start, end } of taken) free = free.slice(0, start) + "\u25A1".repeat(end - start) + free.slice(end);
  for (const m of free.matchAll(sum)) {
    if (found.length >= mostSums) break;
    const groups = m.groups as Record<string, string | undefined>;
    const offset = m[0].indexOf(groups["amount"]!, groups["lead"]?.length ?? 0);
    const start = m.index + offset;
    let end = m.index + m[0].trimEnd().length;
    if (blocked.some((t) => start < t.end && end > t.start)) continue;
    const said = groups["amount"]!.trim();
    const large = /[万亿wW]|千[^\d]?$|[kK]$/u.test(said);
    const coined = groups["coin"] !== undefined || /[¥￥]/u.test(groups["lead"] ?? "");
    const before = text
      .slice(Math.max(0, start - 14), start)
      .replace(/(?:大概|大约|约|差不多|将近|接近|近|快|不到|超过|至少|起码|是|有)$/u, "");
    const after = text.slice(end, end + 6);
    if (rateWords.test(before) && /^\s?(?:分|厘|%|毛)/u.test(after)) continue;
    if (/百分之$|千分之$|第$|[\d.:/-]$/u.test(text.slice(0, start).slice(-3)) || /^(?:[.:/-]?\d|%|‰)/u.test(after))
      continue;
    if (
      groups["coin"] === "块" &&
      groups["tail"] === undefined &&
      (/^\s?(?:地|砖|石|板|木|玻璃|瓦|儿|田|钢|铁|菜地|林|坟|墓|表|肉|豆腐|布|牌子|宅基|荒)/u.test(text.slice(end)) ||
        (/^[一1]$/u.test(said) && !/钱/u.test(m[0])))
    )
      continue;
    if (
      !coined &&
      groups["tail"] === undefined &&
      otherUnit.test(text.slice(end).replace(/^钱/u, "")) &&
      !(
        large &&
        /^\s?(?:一|每|个|张|条|年|天|头|季|月|亩|分期)/u.test(after) &&
        moneyBefore.test(before) &&
        /^(?:一|每)/u.test(after)
      )
    )
      continue;
    if (!coined && (groups["over"] !== undefined || /[来多余几]/u.test(said)) && otherUnit.test(text.slice(end)))
      continue;
    // 12345转办: a hotline, not a sum.
    if (!coined && /^(?:12345|12315|12348|12368|12338|12355|12333|110|119|120|122)$/u.test(said)) continue;
    const parsed = valueOf(said, groups["over"], groups["coin"], groups["tail"], groups["mao"]);
    if (!parsed || parsed.yuan <= 0 || parsed.yuan > 1e12) continue;
    const bare = !coined && !large;
    if (bare) {
      // A number alone is money only where the words around it say so.
      if (
        /^[一二两三四五六七八九十几]$/u.test(said) ||
        (parsed.yuan < 50 && !/(?:一斤|每斤|价|块)/u.test(before) && perOf(text, start, end) === undefined)
      )
        continue;
      if (
        bareText !== said &&
        !moneyBefore.test(before) &&
        !moneyAfter.test(after) &&
        perOf(text, start, end) === undefined
      )
        continue;
      if (/(?:编号|电话|手机|证号|账号|卡号|房|楼|号)$/u.test(before)) continue;
    } else if (!coined && large) {
      if (/^(?:千万|万一|万万|百万)$/u.test(said)) continue;
      if (
        !moneyBefore.test(before) &&
        !moneyAfter.test(after) &&
        !/^(?:[,。;!?\s吧了啊呢]|$)/u.test(after) &&
        !/钱|款|费|欠|借|赔|礼|租|资|价|利|元|块/u.test(text.slice(Math.max(0, start - 24), end + 16)) &&
        text.length > end - start + 8
      )
        continue;
    }
    const per = perOf(text, start, end);
    const role = roleOf(text, start, end, per);
    const prefix = sentenceBefore(text, start, 14);
    const correction =
      /(?:不对|错了|说错|写错|记错|更正|应该是|改成|纠正|改为|准确(?:说|地说)?|其实是|实际是|而是|不是[^,。]{1,10}[,，]?是)[^。]{0,6}$/u.test(
        prefix,
      );
    const denied = text.slice(0, start).endsWith("不是") && /^[,，\s]?(?:是|而是|应该)/u.test(text.slice(end, end + 4));
    if (denied) continue;
    const approx =
      parsed.approx ||
      /大概|大约|约|差不多|将近|接近|估计|近|快/u.test(groups["lead"] ?? "") ||
      /左右|上下|的样子|大概/u.test(groups["after"] ?? "");
    const bound =
      parsed.over || /超过|至少|起码|最少/u.test(groups["lead"] ?? "") || /出头|多点|以上/u.test(groups["after"] ?? "")
        ? "over"
        : /不到|不足/u.test((groups["lead"] ?? "") + (groups["after"] ?? ""))
          ? "under"
          : undefined;
    found.push({
      kind: "money",
      value: parsed.yuan,
      role,
      start,
      end,
      ...(approx ? { approx } : {}),
      ...(bound ? { bound } : {}),
      ...(per ? { per } : {}),
      ...(correction ? { correction } : {}),
    });
  }
  return found;
}

function perOf(text: string, start: number, end: number): string | undefined {
  const before = text.slice(Math.max(0, start - 12), start);
  const per =
    perAfter.exec(text.slice(end, end + 5))?.groups?.["per"] ??
    perBefore.exec(before.split(/[,。;!?\n]/u).at(-1) ?? "")?.groups?.["per"];
  // 每人每天二百四: by the day, each of them.
  if (/(?:每|一)(?:个)?人(?:每天|一天|每日)$/u.test(before.trimEnd())) return "天";
  // 去年一年欠了一万八: over that year, not for each.
  if (/(?:去年|今年|前年|头年|上年|这|那)一年[^,。]{0,4}$/u.test(before)) return undefined;
  if (per) return per === "个" ? per : per.replace("个", "").replace("日", "天");
  return perNamed.find(([pattern]) => pattern.test(before))?.[1];
}

function valueOf(
  said: string,
  over: string | undefined,
  coin: string | undefined,
  tail: string | undefined,
  mao: string | undefined,
): { yuan: number; approx: boolean; over: boolean } | null {
  const plain = said.replace(/\s/g, "").replace(/[wW]/g, "万").replace(/[kK]/g, "千");
  if (/几/u.test(plain.replace(/十几/u, "")) && !/^[十一二两三四五六七八九\d]/u.test(plain)) return null;
  const inexact = /[来多余几]/u.test(plain) || over !== undefined;
  const more = /[多余几]/u.test(plain) || (over !== undefined && !/来/u.test(over));
  // 三四万, 两三千: the lower of the two is certain.
  const range = /^([一二两三四五六七八九])([一二三四五六七八九])(?=[十百千万]|$)/u.exec(plain);
  const core = (range && range[2] !== range[1] ? plain.replace(range[0], range[1]!) : plain).replace(
    /好几|大几|[来多余几]/gu,
    "",
  );
  if (/^百八十$/u.test(core)) return { yuan: 100, approx: true, over: false };
  let yuan = parseNumber(core);
  if (yuan === null) return null;
  if (coin === "毛" || coin === "角") yuan /= 10;
  if (tail !== undefined && (coin === "毛" || coin === "角"))
    yuan += (tail === "半" ? 5 : (parseNumber(tail) ?? 0)) / 100;
  else if (tail !== undefined && coin !== undefined) yuan += tail === "半" ? 0.5 : (parseNumber(tail) ?? 0) / 10;
  else if (tail !== undefined && coin === undefined)
    yuan = tail === "半" ? (/[万千百]$/u.test(core) ? (parseNumber(`${core}五`) ?? yuan) : yuan) : yuan;
  void mao;
  return { yuan: Math.round(yuan * 100) / 100, approx: inexact || range !== null, over: more };
}
