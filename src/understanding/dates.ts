// Dates and lengths of time against the day of the message: 前天晚上, 上个月十六, 去年秋收, 22年, 半个月前, 腊月二十三.
import { dayReadings, type DayWords } from "./dateWords.ts";
import type { DateFact, DateRole, Found } from "./facts.ts";
import { parseNumber } from "./numbers.ts";
import { common } from "./surnames.ts";

const n = "[0-9零〇一二两三四五六七八九十廿卅]";
const yearWords = "今年|当年|去年|前年|大前年|上年|头年|旧年|明年|后年|来年|本年";
const year = `(?<year>(?:19|20)\\d{2}\\s?年?|[二一][〇零九][〇零一二三四五六七八九]{2}年?|(?<![\\d.])\\d{2}年(?!前|多|来|级|的?(?:时间|工龄))|(?<![一二三四五六七八九十百几])[零〇一二三四五六七八九][零〇一二三四五六七八九]年(?!前)|${yearWords})(?:底|初)?(?:的)?\\s?`;
const monthRel = "上上个?月|大上个?月|上个?月|这个?月|本月|当月|下个?月|前个?月";
const month = `(?<era>农历|阴历|旧历|老历|阳历|公历|新历|国历)?(?<month>${monthRel}|(?<leap>闰)?(?:正|冬|腊)月|(?:闰)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?)`;
const day =
  "(?<day>(?:3[01]|[12]?\\d)(?=[日号](?!楼|院|线|店)|(?!\\d|[.%万千百元块年月个多点]))|(?:三十一?|[二廿]十?[一二三四五六七八九]|二十|廿|十[一二三四五六七八九]?|初[一二三四五六七八九十]|[一二三四五六七八九])(?=[日号](?!楼|院)|(?![万千百元块年月个多来几斤亩天十])))\\s?(?<mark>[日号])?";
const part = "(?<part>上旬|中旬|下旬|初(?![一二三四五六七八九十])|底|末|中(?![秋午]))?";
const full = new RegExp(`(?:${year})?${month}\\s?(?:${day})?${part}`, "gu");
const yearOnly = new RegExp(
  `${year}(?<season>年底|年初|年中|年尾|年末|年根|底|初|中|末|上半年|下半年|春天|春上|开春|春节|春耕|春|夏天|夏收|麦收|夏|秋收|秋后|秋天|秋上|秋里|秋|冬天|入冬|冬里|冬|过年|过完年|年前|年后|双抢|打场|种地|插秧|收苞米|收稻子|收水稻|伏天|三伏)?(?:的?(?:时候|那会儿|那阵|那时候|期间))?`,
  "gu",
);
const iso =
  /(?<!\d)(?<y>(?:19|20)\d{2})\s?[-/.]\s?(?<m>1[0-2]|0?[1-9])(?:\s?[-/.]\s?(?<d>3[01]|[12]\d|0?[1-9]))?(?![\d-])/gu;
const bareDay =
  /(?<![路街巷弄道村楼院\d月.、第初零〇一二三四五六七八九十\-/])(?<day>3[01]|[12]\d|[1-9]|(?:二十|廿)[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?)[号日](?!楼|院|线|店|房|子|机|码|家|床|地|门|坑|里|常|期|后|前的|元)/gu;
const relDay =
  /大前天|大前儿个?|前天|前儿个?|前个儿|前晚|前(?:儿|天)?(?:黑|后晌|下黑)(?:儿|家|里)?|昨(?:天|日|儿个?|个儿?|晚上?|夜|早|(?:儿|天)?(?:黑|后晌|下黑|晌午|前晌)(?:儿|家|里)?)|夜儿(?:个|黑)?|夜来(?=[,，。\s黑早后晌个])|今(?:儿)?(?:黑|后晌|前晌|晌午|清早)(?:儿|家)?|今天|今日|今儿个?|今个儿?|今早|今晚|今夜|今晨|刚才|刚刚|方才|明天|明日|明儿个?|明早|明晚|后天|大后天/gu;
const weekDay = /(?<week>上上|上|这|本|下|)个?(?:周|星期|礼拜)(?<day>[一二三四五六日天末1-6])?/gu;
const ago = new RegExp(
  `(?:大概|大约|约|差不多|快)?(?<n>半|\\d{1,3}(?:\\.5)?|${n}{1,3}|几|好几|俩|前几)(?<over>多|来)?(?:个)?(?<half>半)?(?<unit>分钟|小时|钟头|天|日|周|星期|礼拜|月|年)(?<more>多|半)?(?:以|之)?(?<dir>前|后|内|以内|之内)(?!门|面|街|头)`,
  "gu",
);
const vague =
  /前几天|前两天|前些天|前些日子|前阵子|前一阵子?|前段时间|前段日子|这几天|这两天|近期|最近|近来|上回|上半年|下半年|年初|年底|年前|年后|年根(?:底下|儿)?|年关|年中|月初|月底|月中|过完?年(?:的时候|那会儿|前|后)?|开春|春上|春天|秋后|秋收(?:后|前|的时候)?|秋天|入冬|冬天|夏天|麦收|收秋|打完场|(?:割|收)麦子?(?:的时候|那会儿|那阵|前|后)?|插秧(?:的时候|那会儿|那阵)|[掰割](?:苞米|玉米|稻子)(?:的时候|那会儿|那阵|前|后)?|(?:种|铲)地(?:的时候|那会儿|那阵)|上冻(?:前|后)?|化冻(?:前|后)?|开化(?:前|后)?|[三头二末入]伏(?:天|前|后)?|伏天|数九天?|三九天|[放]?[暑寒]假|卖了?(?:粮|苞米|玉米|稻子)(?:后|之后|就)?/gu;
const festival =
  /(?<when>今年|去年|前年|大前年|上年|头年|明年|来年|20\d\d年|\d{2}年)?(?:的)?(?<![块元毛角十百千万\d零〇一二三四五六七八九])(?<name>立春|打春|惊蛰|春分|谷雨|立夏|芒种|夏至|立秋|处暑|白露|秋分|寒露|霜降|立冬|小暑|大暑|小寒|大寒|五月节|八月节|年初[一二三四五六七八九十]|元旦|大年三十|年三十|除夕|大年初[一二三四五六七]|正月初[一二三四五六七八九十]|春节|元宵节?|二月二|三八妇女节|三八节|妇女节|清明节?|五一(?:劳动节|节|假期)?|劳动节|五四|端午节?|端阳|六一(?:儿童节)?|儿童节|七夕|七一|八一(?:建军节)?|中元节?|鬼节|教师节|中秋节?|国庆节?|十一(?:假期|长假|国庆|(?=放假|那天|的时候|期间))|重阳节?|冬至|腊八节?|小年(?![轻青纪级])|双十一|双11)(?![吨斤亩个天月年号人块万千百元点米头只车])(?<near>前后|左右|那阵子?|那会儿|那时候?|那几天|那两天|期间|(?:的)?(?:前|头)一?[天日]|前夕|(?:的)?(?:第二|后一|次)[天日]|前|后|那天|当天)?/gu;
const lengthOf = new RegExp(
  `(?<![第年月\\d.零〇一二三四五六七八九十])(?:整整|大概|差不多|将近|快)?(?<n>半|\\d{1,3}|${n}{1,3}|几|俩|仨|十几|几十)(?<over>多|来)?(?:个)?(?<half>半)?(?<unit>天|日(?!元)|周|星期|礼拜|月|年|季度)(?<more>多|半)?(?!前|以前|之前|内|后|级|份|生|代|薪|租|供|息|利|号|[0-9一二三四五六七八九十])`,
  "gu",
);

const eraBehind = /^(?:\p{Script=Han}{0,3}的)?[\s,(（]{0,2}(?:是|算|按)?(农历|阴历|旧历|老历|阳历|公历|新历|国历)/u;
const deadlineBefore =
  /(?:说好|答应|约(?:定|好)|讲好|保证|承诺|说是|许诺|到期|最(?:晚|迟)|期限|限|等到?|定(?!金|了|下)(?:的|在)?|写(?:的|着|明)|约的|打算|准备)[^。;]{0,6}$/u;
const deadlineAfter = /^[^,。;\s]{0,4}(?:还|给|付|结|清|交(?!易)|到期|退|补|前|之前)/u;

/** More than any honest message names. */
const mostCandidates = 100;

/** Reads the dates and lengths of time in a text of plain spelling. `today` is the Shanghai date of the message. */
export function datesIn(text: string, today: string): Found[] {
  type Candidate = { start: number; end: number; words: DayWords };
  const candidates: Candidate[] = [];
  const add = (m: RegExpMatchArray, words: DayWords): void => {
    if (candidates.length >= mostCandidates) return;
    const lead = m[0].length - m[0].trimStart().length;
    candidates.push({ start: (m.index ?? 0) + lead, end: (m.index ?? 0) + m[0].trimEnd().length, words });
  };
  for (const m of text.matchAll(iso))
    add(m, { year: m.groups!["y"]!, month: m.groups!["m"]!, day: m.groups!["d"], mark: "日", era: "阳历" });
  for (const m of text.matchAll(festival)) {
    // 姜国庆, 李中秋: people.
    if (/^(?:国庆|中秋|重阳|清明|端阳|元宵|春节|立春)$/u.test(m[0]) && common.has(text[m.index - 1] ?? "")) continue;
    add(m, { year: m.groups!["when"], festival: m.groups!["name"]!, near: m.groups!["near"] });
  }
  for (const m of text.matchAll(full)) {
    const g = m.groups!;
    // 三个月, 几月: lengths; 1月 after a number is none.
    if (/(?:个|[\d.])$/u.test(text.slice(0, m.index).slice(-1)) && !g["year"]) continue;
    // 9月初六 阳历: said behind the date.
    const era = g["era"] ?? eraBehind.exec(text.slice(m.index + m[0].length, m.index + m[0].length + 8))?.[1];
    add(m, { year: g["year"], month: g["month"]!, day: g["day"], mark: g["mark"], era, part: g["part"] });
  }
  for (const m of text.matchAll(yearOnly)) {
    const g = m.groups!;
    // 我今年七十八: an age.
    if (
      /今年\s?$/u.test(m[0]) &&
      /^(?:都|已经|也|才|快)?[\d一二三四五六七八九十]{1,4}(?:岁|多岁|了|[,。\s]|$)/u.test(
        text.slice(m.index + m[0].length),
      )
    )
      continue;
    if (
      /^(?:19|20)\d{2}\s?$/u.test(g["year"]!) &&
      (/[\d\-年块元万.,]/u.test(text[m.index + m[0].length] ?? "") ||
        !/^(?:在|从|自|于|到|,|。| |;|)$/u.test(text[m.index - 1] ?? ""))
    )
      continue;
    if (/^\d{2}年$/u.test(g["year"]!.trim()) && !twoDigitYear(text, m.index, g["year"]!, today)) continue;
    add(m, { year: g["year"], season: g["season"] });
  }
  for (const m of text.matchAll(relDay)) add(m, { relative: m[0] });
  for (const m of text.matchAll(weekDay)) {
    if (m.groups!["week"] === "" && !m.groups!["day"]) continue;
    if (/[\d一二两三四五六七八九十几半每个]$/u.test(text.slice(0, m.index))) continue;
    add(m, { week: m.groups!["week"]!, weekday: m.groups!["day"] });
  }
  for (const m of text.matchAll(ago)) {
    const g = m.groups!;
    add(m, {
      ago: {
        n: g["n"]!,
        half: g["half"] !== undefined || g["more"] === "半",
        unit: g["unit"]!,
        ahead: g["dir"] !== "前",
        over: g["over"] !== undefined || g["more"] === "多",
      },
    });
  }
  for (const m of text.matchAll(vague)) add(m, { vague: m[0] });
  for (const m of text.matchAll(bareDay)) add(m, { day: m.groups!["day"], mark: "号" });

  // The longest reading at each spot wins.
  candidates.sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Found[] = [];
  let till = -1;
  let known: string | null = null;
  for (const c of candidates) {
    if (c.start < till) continue;
    const before =
      text
        .slice(Math.max(0, c.start - 12), c.start)
        .split(/[。;!?\n]/u)
        .at(-1) ?? "";
    const clause = before.split(/[, ]/u).at(-1) ?? "";
    const after = text.slice(c.end, c.end + 8);
    const ahead = /^(?:明|后天|大后|下|来年)/u.test(text.slice(c.start, c.end)) || c.words.ago?.ahead === true;
    const due =
      deadlineBefore.test(before) ||
      /(?:签|租|包|管|用)(?:到|至)$/u.test(clause) ||
      (deadlineAfter.test(after) &&
        !/(?:从|自|打)$/u.test(clause) &&
        !/^.{0,4}[还给付交退补]了/u.test(after) &&
        (ahead ||
          /前|之前/u.test(after.slice(0, 5)) ||
          (c.words.vague !== undefined && /[前底后春秋]$/u.test(c.words.vague)))) ||
      ahead;
    const reading = dayReadings(c.words, today, { due, known });
    if (!reading) continue;
    till = c.end;
    // 去年四月到十月的工钱.
    const span = /^(?:到|至)(?!期|底)\s?(?:[\d一二三四五六七八九十]{1,3}月|今年|去年|现在|年底|上个?月|这个?月)/u;
    const from =
      /(?:从|自|打|自从)$/u.test(clause) ||
      span.test(after) ||
      /^(?:起|开始|以来|到现在|至今|到今天|就开始|以后)/u.test(after);
    const until = /(?:到|至|干到|做到|直到)$/u.test(clause) && found.some((f) => f.kind === "date");
    const role: DateRole = due ? "deadline" : from ? "from" : until ? "until" : "occurred";
    const correction = /(?:不对|错了|更正|应该是|改成|记错|说错|其实是|不是[^,。]{1,8}[,，]?是)[^。]{0,4}$/u.test(
      before,
    );
    if (clause.endsWith("不是") && /^[,\s]?(?:是|而是)/u.test(after)) continue;
    const fact: Omit<DateFact, "words"> = { kind: "date", value: reading.value, role, start: c.start, end: c.end };
    if (reading.other) fact.other = reading.other;
    if (reading.calendar) fact.calendar = reading.calendar;
    if (reading.approx) fact.approx = true;
    if (reading.now) fact.now = true;
    if (correction) fact.correction = true;
    found.push(fact);
    if (/^\d{4}/.test(reading.value) && c.words.year !== undefined) known = reading.value;
  }
  for (const m of text.matchAll(lengthOf)) {
    const end = m.index + m[0].length;
    if (found.some((f) => m.index < f.end && end > f.start)) continue;
    const g = m.groups!;
    const count =
      g["n"] === "半" ? 0.5 : /几/u.test(g["n"]!) ? null : parseNumber(g["n"]!.replace("俩", "两").replace("仨", "三"));
    if (count === null || count === 0) continue;
    const whole = count + (g["half"] !== undefined || g["more"] === "半" ? 0.5 : 0);
    const per: Record<string, { months?: number; days?: number }> = {
      天: { days: whole },
      日: { days: whole },
      周: { days: 7 * whole },
      星期: { days: 7 * whole },
      礼拜: { days: 7 * whole },
      月: { months: whole },
      年: { months: 12 * whole },
      季度: { months: 3 * whole },
    };
    const inexact = g["over"] !== undefined || g["more"] === "多";
    found.push({
      kind: "duration",
      value: per[g["unit"]!]!,
      start: m.index,
      end,
      ...(inexact ? { approx: true } : {}),
    });
  }
  return found;
}

/** 22年 is a year of the calendar, not a length, when it lies in the past and no number of years is meant. */
function twoDigitYear(text: string, at: number, said: string, today: string): boolean {
  const value = 2000 + Number(said.slice(0, 2));
  const before = text.slice(Math.max(0, at - 4), at);
  const after = text.slice(at + said.length, at + said.length + 4);
  if (
    /(?:了|满|干|过|共|约|判|住|用|第|工龄|婚)$/u.test(before) ||
    /^(?:了|多|来|前|以上|之|期|合同|租|的(?:合同|租期|时间|工龄|婚姻|感情))/u.test(after)
  )
    return false;
  // 签到28年底: until a year to come.
  if (/(?:到|至)$/u.test(before) && value <= Number(today.slice(0, 4)) + 70 && /^(?:底|初|末|[,。;\s]|$)/u.test(after))
    return true;
  return value <= Number(today.slice(0, 4)) + 1 || Number(said.slice(0, 2)) >= 70;
}
