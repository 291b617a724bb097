// Recognising questions after what a worker is owed at the end, for overtime, without a contract, or after an injury.
import { addDays, daysBetween, monthsAndDays } from "./civil-date.ts";
import { numberOf } from "./numbers.ts";
import { asksHowMuch, type Reader, said } from "./read-fees.ts";
import { followedBy, lengths, type Money, precededBy, type Reading } from "./read-quantities.ts";
import { currentWage } from "./rates.ts";

const localWage =
  /(?:当地|本地|社平|全市|全省|[省市县]里?|社会|职工|就业人员|统筹地区)[^，。]{0,10}平均工资[是为约]?$|社平工资?[是为约]?$/;
const wageBefore = /(?:工资|月薪|薪水|底薪|一个?月|每个?月|每月|月收入|月入|收入|平均|挣|开|拿)[^，。]{0,6}$/;
const wageAfter = /^(?:块|元)?(?:钱)?(?:的?(?:月)?工资|一个?月|每个?月|每月|\/月|的?月薪)/;

/** How many months' wages a sum is together: 俩月工资五千六 is no wage of 5600 a month. One where it is not said to be of several. */
function monthsTogether({ text }: Reading, sum: Money): number {
  const before = /([\d二两三四五六七八九十]+)个?月的?(?:工资|薪水|工钱)(?:一共|总共|共|是|有|还有|加起来)?$/.exec(
    text.slice(0, sum.start),
  );
  // 干了八个月工资四千: the months are those worked.
  if (!before || /(?:[年零又]|[干做上待]了?满?|上班|工作|打工)$/.test(text.slice(0, before.index))) return 1;
  return Math.max(1, numberOf(before[1] ?? "") ?? 1);
}

/** The person's own monthly wage, and the local average where it is named. */
function wages(reading: Reading): { own: number | undefined; local: number | undefined } {
  const { text } = reading;
  const local = reading.money.find((m) => precededBy(reading, m, localWage, 16));
  const others = reading.money.filter((m) => m !== local);
  const monthly = (m: Money): boolean => precededBy(reading, m, wageBefore, 14) || followedBy(reading, m, wageAfter);
  const own = others.find(monthly) ?? (others.length === 1 ? others[0] : undefined);
  // 一天二百八, 一个月干二十六天.
  const byDay = reading.products.find((p) => p.unit === "天");
  if (byDay && /月/.test(text)) return { own: byDay.yuan, local: local?.yuan };
  const yearly = own && precededBy(reading, own, /(?:年薪|一年|每年|年收入)[^，。月]{0,4}$/, 8);
  return { own: own && own.yuan / (yearly ? 12 : monthsTogether(reading, own)), local: local?.yuan };
}

/** How long the person worked: by dates where two are named (or one and "now"), else by the length that was said. */
function service(reading: Reading): {
  months_worked?: number;
  days_worked?: number;
  started_on?: string;
  ended_on?: string;
} {
  const { dates, askedOn, text } = reading;
  const worked = dates.filter((d) => d.precision !== "year");
  const [from, to] = worked;
  if (from && to && from.date < to.date) {
    if (from.precision === "day" && to.precision === "day") return { started_on: from.date, ended_on: to.date };
    return { months_worked: monthsAndDays(from.date, to.date).months };
  }
  const span = lengths(reading).find(
    (s) =>
      !followedBy(reading, s, /^(?:的?平均|前|[以之]?内|没发|没给|的工资|工资(?:没|不|拖|欠))/) &&
      !(
        precededBy(reading, s, /(?:欠|拖|压)(?:了|着)?(?:我|俺)?$/) && followedBy(reading, s, /^的?(?:工资|薪水|工钱)/)
      ),
  );
  if (span)
    return {
      ...(span.months > 0 ? { months_worked: span.months } : {}),
      ...(span.days > 0 ? { days_worked: span.days } : {}),
      ...(span.months === 0 && span.days === 0 ? { months_worked: 0 } : {}),
    };
  if (
    from &&
    followedBy(reading, from, /入职|进|上班|上的班|去的|开始|来|到.{0,6}(?:干|上班|工作)|干/, 10) &&
    daysBetween(from.date, askedOn) > 0
  ) {
    if (from.precision === "day") return { started_on: from.date, ended_on: askedOn };
    return { months_worked: monthsAndDays(from.date, askedOn).months };
  }
  const years = dates.filter((d) => d.precision === "year");
  if (years[0] && years[1] && /到|至/.test(text.slice(years[0].end, years[1].start)))
    return { months_worked: monthsAndDays(years[0].date, years[1].date).months };
  return {};
}

const asksPay =
  /多少|几多|好多|多钱|多大钱|多些钱|几个(?:钱|数)|怎么算|咋算|咋个算|算一?下|算算|几个月(?:的)?(?:工资|钱|补偿)|(?:赔|给|补)(?:我|俺)?几个月/;

export const readDoubleWages: Reader = (reading) => {
  const { text } = reading;
  if (
    !/(?:没有?|未|不|从没)(?:跟我|给我|和我)?(?:签订?|订立?).{0,6}合同|没合同|合同[^，。]{0,4}(?:没有?|未|不)(?:跟我|给我|和我)?签/.test(
      text,
    ) ||
    !/双倍|二倍|两倍|2倍|赔|多要|补|给多少|工资/.test(text) ||
    !asksPay.test(text)
  )
    return null;
  if (/辞退|被辞|开除|裁/.test(text) && !/双倍工资|二倍工资|两倍工资|2倍工资/.test(text)) return null;
  const { own } = wages(reading);
  const time = service(reading);
  if (own === undefined && Object.keys(time).length === 0) return null;
  const { days_worked: days, ...rest } = time;
  // 1月5日进厂, 8月5日走: whole months, the day of going is not one of work.
  if (rest.started_on && rest.ended_on && rest.started_on.slice(8) === rest.ended_on.slice(8))
    rest.ended_on = addDays(rest.ended_on, -1);
  const months = rest.months_worked ?? (days === undefined ? undefined : days / 30);
  return { kind: "double-wages", inputs: said({ ...rest, months_worked: months, monthly_wage: own }) };
};

const dismissal =
  /经济补偿|补偿金|遣散|辞退|被辞|辞了我|把我辞|裁员|被裁|裁(?:了|我|俺|掉|人)|解雇|开除|炒了|炒鱿鱼|不续签|不给续|合同到期不|协商解除|商量着?(?:解除|让我走|走人)|解除(?:劳动)?(?:合同|关系)|[nN]\+1|2[nN]|赔偿金|不让(?:我|俺)?干了?|不要(?:我|俺)|不用(?:我|俺)了|(?:让|叫|撵|赶|逼)(?:我们?|俺们?|大[家伙])?(?:走(?:人)?|滚|回家|散|卷铺盖)|关停|打发(?:我|俺)|解散|散伙|停产|停业|歇业|搬(?:走|迁|厂)|倒闭|关门|黄了/;
const atWork =
  /工资|平均|月薪|薪水|底薪|干(?:了|满|[\d一二两三四五六七八九十半])|干活|上班|工作|入职|进厂|工龄|打工|做了|单位|公司|厂|老板|[nN]\+1|2[nN]/;
const unlawful =
  /违法(?:辞退|解除|开除|解雇|终止|裁|[把让](?:我|俺))|2[nN](?!\+)|双倍赔偿|二倍赔偿|赔偿金|无故|无缘无故|没(?:有)?(?:任何)?(?:理由|原因)|(?:理由|原因)(?:都|也)?没有?|没来由|不讲理由|怀孕|孕期|哺乳期/;

export const readDismissal: Reader = (reading, data) => {
  const { text, askedOn } = reading;
  if (!(dismissal.test(text) || unlawful.test(text)) || !atWork.test(text) || /工伤|伤残|级/.test(text)) return null;
  if (/倒闭|关门|黄了/.test(text) && !/工资|月薪|每个?月|月平均|工龄|上班|打工|干了/.test(text)) return null;
  const { own, local } = wages(reading);
  const time = service(reading);
  if (own === undefined && Object.keys(time).length === 0) return null;
  // Years and a wage, said in a breath with the dismissal, ask by themselves what is owed.
  const plain =
    text.length <= 48 &&
    own !== undefined &&
    Object.keys(time).length > 0 &&
    !/[哪谁]|怎么|如何|咋(?!算)|为啥|凭啥|能不能|要不要|告|证据|材料/.test(text);
  if (!asksPay.test(text) && !plain) return null;
  const kind = unlawful.test(text) ? "unlawful-dismissal" : "severance";
  const notice = kind === "severance" && /[nN]\+1|代通知金|没有?提前(?:通知|30|三十)/.test(text) ? true : undefined;
  const local3 = local ?? currentWage(data.wages, "month", askedOn) ?? undefined;
  return { kind, inputs: said({ monthly_wage: own, ...time, local_average_wage: local3, without_notice: notice }) };
};

const dayKinds: readonly [RegExp, "holiday" | "restday" | "workday"][] = [
  [/法定|节假日|节日|国庆|春节|过年|初[一二三]|除夕|五一|劳动节|元旦|中秋|端午|清明/, "holiday"],
  [/周末|周六|周日|星期[六日天]|礼拜[六日天]|休息日|双休/, "restday"],
  [/平时|工作日|平日|晚上|延长|每天/, "workday"],
];

/** Which kind of day a figure belongs to: the kind named last before it, else named right after it. */
function dayKind(
  reading: Reading,
  place: { start: number; end: number },
): "holiday" | "restday" | "workday" | undefined {
  const before = reading.text.slice(Math.max(0, place.start - 14), place.start);
  const last = (words: RegExp): number => [...before.matchAll(new RegExp(words.source, "g"))].at(-1)?.index ?? -1;
  const best = dayKinds.map(([words, kind]) => ({ kind, at: last(words) })).sort((a, b) => b.at - a.at)[0];
  if (best && best.at >= 0) return best.kind;
  return dayKinds.find(([words]) => followedBy(reading, place, words, 6))?.[1];
}

/** 两个礼拜天, 礼拜六一共四次: rest days counted by their name. A 周末 may be one day or two and is not counted. */
const restDaysNamed = (text: string): number | undefined => {
  const counted = /([一二两三四五六七八九十\d]+)(?:个|次|回)(?:礼拜|星期|周)[六日天](?!天)/.exec(text)?.[1];
  const times = /(?:礼拜|星期|周)[六日天](?!天)[^。]{0,14}?([一二两三四五六七八九十\d]+)(?:次|回|个班)/.exec(text)?.[1];
  return numberOf(counted ?? times ?? "") ?? undefined;
};

/** The statutory days of the holidays that a text names, as they are since 2025. */
const feasts: readonly [RegExp, number][] = [
  [/国庆/u, 3],
  [/春节|过年|大年|除夕/u, 4],
  [/五一|劳动节/u, 2],
  [/元旦/u, 1],
  [/清明/u, 1],
  [/端午/u, 1],
  [/中秋/u, 1],
];
const statutoryDays = (text: string): number =>
  /(?:19|20)(?:1\d|2[0-4])年|2[0-4]年|三薪|三倍|3倍/u.test(text)
    ? 0
    : feasts.reduce((sum, [name, days]) => sum + (name.test(text) ? days : 0), 0);

/** 国庆三天上班: who works on a holiday works overtime, though the word is not said. */
const workedHoliday =
  /(?:国庆|春节|过年|五一|劳动节|元旦|中秋|端午|清明|除夕|初[一二三]|节假日).{0,8}(?:上(?:了)?班|干活|没(?:让)?(?:休|歇|放假))/;

export const readOvertime: Reader = (reading) => {
  const { text, spans, hours } = reading;
  if (!(/加班|值班费|三倍工资|3倍工资/.test(text) || workedHoliday.test(text))) return null;
  // 日薪220 加班费: who names the pay and ends with what it is for asks how much.
  if (!asksHowMuch.test(text) && !/加班(?:费|工资|的钱)[?？]?$/u.test(text)) return null;
  const inputs: Record<string, number> = {};
  const add = (name: string, value: number): void => void (inputs[name] = (inputs[name] ?? 0) + value);
  const dayCounts = spans.filter((s) => !s.per && s.months === 0 && s.days > 0);
  const named = restDaysNamed(text);
  const daily = hours.filter((h) => precededBy(reading, h, /(?:每天|每日|天天|一天|[每一][回次])[^，。]{0,6}$/, 10));
  const used = new Set<object>();
  for (const h of hours) {
    if (followedBy(reading, h, /^[^，。]{0,3}\d+(?:\.\d+)?(?:元|块)/) || precededBy(reading, h, /(?:元|块)$/)) continue;
    const times = daily.includes(h) ? dayCounts.find((d) => !used.has(d) && d.days > 1) : undefined;
    // 礼拜天加了四个班, 每回八个钟头.
    const rest = times === undefined && daily.includes(h) ? named : undefined;
    if (daily.includes(h) && !times && rest === undefined) continue;
    if (times) used.add(times);
    const kind = rest === undefined ? (dayKind(reading, h) ?? "workday") : "restday";
    add(kind === "workday" ? "workday_hours" : `${kind}_hours`, h.hours * (times?.days ?? rest ?? 1));
  }
  for (const d of dayCounts) {
    if (used.has(d)) continue;
    const kind = dayKind(reading, d);
    // 星期天加班4个礼拜: as many Sundays as weeks.
    const weeks = /[周拜期]$/u.test(text.slice(d.start, d.end)) && kind === "restday";
    if (kind === "holiday" || kind === "restday") add(`${kind}_days`, weeks ? d.days / 7 : d.days);
  }
  // 初一初二初三上班: each day by its name.
  const feast = new Set(text.match(/初[一二三]|除夕|大年三十/gu)).size;
  if (feast > 0 && inputs.holiday_days === undefined && inputs.holiday_hours === undefined) add("holiday_days", feast);
  if (named !== undefined && inputs.restday_days === undefined && inputs.restday_hours === undefined)
    add("restday_days", named);
  // Of a long holiday only the first days are statutory; on the others work counts as on a rest day.
  const statutory = statutoryDays(text);
  if (statutory > 0 && (inputs.holiday_days ?? 0) > statutory) {
    add("restday_days", (inputs.holiday_days ?? 0) - statutory);
    inputs.holiday_days = statutory;
  }
  const perDay = reading.money.find(
    (m) =>
      precededBy(reading, m, /(?:一天|每天|日工资|日薪)[^，。]{0,4}$/) ||
      followedBy(reading, m, /^(?:块|元)?钱?(?:一天|每天|\/天)/),
  );
  const perHour = reading.money.find(
    (m) =>
      precededBy(reading, m, /(?:小时|钟头|时薪)[^，。]{0,4}$/) ||
      followedBy(reading, m, /^(?:块|元)?钱?(?:一个?(?:小时|钟头|钟)|\/小时)/),
  );
  const { own } = wages(reading);
  const pay = perHour
    ? { hourly_wage: perHour.yuan }
    : perDay
      ? { daily_wage: perDay.yuan }
      : own === undefined
        ? {}
        : { monthly_wage: own };
  if (Object.keys(inputs).length === 0 && Object.keys(pay).length === 0) return null;
  return { kind: "overtime", inputs: { ...inputs, ...pay } };
};

/** A grade of what was hurt at work: 工地上摔的, 定了九级伤残. */
const gradedAtWork =
  /(?=.*(?:[一二三四五六七八九十]|10|[1-9])级)(?=.*(?:伤残|残疾|鉴定|评|定))(?=.*(?:工地|厂|公司|单位|老板|车间|干活|上班|矿)).*补助/u;

export const readWorkInjury: Reader = (reading, data) => {
  const { text, askedOn } = reading;
  if (
    !/工伤|工亡|因工|职业病|劳动能力鉴定|伤残(?:补助|就业)|级.{0,12}补助|补助.{0,12}级|工伤保险/.test(text) &&
    !(gradedAtWork.test(text) && !/车|交警|狗|打架|打伤|医院(?:给|把)/.test(text))
  )
    return null;
  if (!(asksHowMuch.test(text) || /补助(?:金)?[?？]?$/u.test(text))) return null;
  const { own, local } = wages(reading);
  const localWage = local ?? currentWage(data.wages, "month", askedOn) ?? undefined;
  if (/工亡|因工死|工伤死|死亡|去世|人没了|人走了|丧葬/.test(text)) {
    const year = reading.dates[0]?.date.slice(0, 4);
    if (!/工亡|多少/.test(text)) return null;
    return {
      kind: "work-injury",
      inputs: said({
        death: true,
        death_year: year === undefined ? undefined : Number(year),
        local_average_wage: localWage,
      }),
    };
  }
  const grade = numberOf(/([一二三四五六七八九十]|10|[1-9])级/.exec(text)?.[1] ?? "");
  if (grade === null) return null;
  const nursing = /完全不能自理/.test(text)
    ? "full"
    : /大部分不能自理/.test(text)
      ? "most"
      : /部分不能自理/.test(text)
        ? "part"
        : undefined;
  return { kind: "work-injury", inputs: said({ grade, monthly_wage: own, local_average_wage: localWage, nursing }) };
};
