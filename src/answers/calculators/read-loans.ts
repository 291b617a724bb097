// Recognising questions after interest on private loans and after the real principal, and reading their figures.
import type { CalculatorData, PlainValues } from "./calculator.ts";
import { addDays, addMonths } from "./civil-date.ts";
import { newRuleFrom } from "./interest-cap.ts";
import { asksHowMuch, type Found, type Reader, said } from "./read-fees.ts";
import type { DateMention } from "./read-dates.ts";
import { followedBy, lengths, type Money, precededBy, type Reading } from "./read-quantities.ts";
import { lprOn } from "./rates.ts";

const bank = /银行|信用社|农商行|信用卡|花呗|借呗|白条|微粒贷|房贷|车贷|网贷|助学贷/;
const noInterest =
  /(?:没有?|未|不)(?:约定|写|说|提|讲|定)(?:过|清|明)?(?:要)?(?:啥|什么)?利|利息(?:也)?(?:没|未)(?:约定|写|说|提|讲|定)|没说要?利息|无息/;
const untilNow =
  /到现在|至今|到今天|到目前|到今日|到如今|截至目前|截止目前|截至今天|现在(?:一共|总共|连本)?(?:该|应该|要|得)?(?:还|是)?多少/;

/** Sums that are interest for a month or a year, as a rate of the base that they are paid on. */
function rateFromSums(reading: Reading, principal: Money | undefined): { rate: number | undefined; sums: Money[] } {
  for (const m of reading.money) {
    const ofInterest =
      precededBy(reading, m, /利(?:息|钱)?[^，。]{0,6}$/, 10) ||
      followedBy(reading, m, /^的?利/) ||
      followedBy(reading, m, /^的?利/, 3);
    if (!ofInterest) continue;
    const period = precededBy(reading, m, /(?:每个?月|一个?月|按月|月利?息?)[^，。]{0,6}$/, 10)
      ? 12
      : precededBy(reading, m, /(?:每年|一年|年利?息?)[^，。]{0,6}$/, 10)
        ? 1
        : 0;
    if (period === 0) continue;
    const base =
      reading.money.find(
        (b) => b !== m && b.end <= m.start && m.start - b.end <= 10 && b.yuan === 10_000 && b !== principal,
      ) ?? principal;
    if (base && base.yuan > m.yuan)
      return {
        rate: Number(((m.yuan * period) / base.yuan).toFixed(8)),
        sums: [m, ...(base === principal ? [] : [base])],
      };
  }
  return { rate: undefined, sums: [] };
}

const lent = /(?:借|贷|本金|欠|拿|出借|放给|放了)[^，。]{0,8}$/;

function principalOf(reading: Reading): Money | undefined {
  const sums = reading.money.filter(
    (m) => !precededBy(reading, m, /利(?:息|钱)?[^，。]{0,4}$/, 8) && !followedBy(reading, m, /^的?利/),
  );
  return (
    sums.find((m) => precededBy(reading, m, /本金[是为]?$/)) ??
    sums.find((m) => precededBy(reading, m, lent, 12) || followedBy(reading, m, /^的?(?:本金|借)/)) ??
    sums[0]
  );
}

const isDue = (reading: Reading, d: DateMention): boolean =>
  followedBy(reading, d, /^(?:之?前)?(?:就|应该|该|要|得|必须|前)?(?:还(?!没)|到期|归还|偿还|还清)/, 10) ||
  precededBy(reading, d, /(?:说好|约定?好?|讲好|答应|到期日?|还款日?期?|应该)(?:是|在|的是)?$/, 8) ||
  precededBy(reading, d, /(?:到期|还款)[^，。]{0,4}$/, 8);
const isEnd = (reading: Reading, d: DateMention): boolean => precededBy(reading, d, /(?:到|至|截至|截止|算到)$/, 3);

/** The day of the loan, or null with what has to be asked. A year alone will do where every month of it has the same cap. */
function loanDay(
  mention: DateMention | undefined,
  rate: number | undefined,
  hasLength: boolean,
  data: CalculatorData,
): string | undefined {
  if (!mention) return undefined;
  if (mention.precision === "day" || rate === 0) return mention.date;
  const end =
    mention.precision === "month" ? addDays(addMonths(mention.date, 1), -1) : `${mention.date.slice(0, 4)}-12-31`;
  const [first, last] = [lprOn(data.lpr, mention.date), lprOn(data.lpr, end)];
  if (mention.precision === "month" && (mention.date < newRuleFrom || first === null || last === null))
    return mention.date;
  if (!hasLength && mention.precision === "year") return undefined;
  if (mention.date < newRuleFrom || first === null || last === null) return undefined;
  return first === last || (rate ?? 1) <= 4 * Math.min(first, last) ? mention.date : undefined;
}

/** Where only "for three years" was said: the loan was made that long ago, if in the months around the cap was the same or did not matter. */
function assumedDay(
  reading: Reading,
  months: number,
  rate: number | undefined,
  data: CalculatorData,
): string | undefined {
  const day = addMonths(reading.askedOn, -Math.round(months));
  const around = [addMonths(day, -2), day, addMonths(day, 2)].map((d) => lprOn(data.lpr, d));
  const known = around.filter((lpr) => lpr !== null);
  if (known.length < around.length || day < newRuleFrom) return undefined;
  return known.every((lpr) => lpr === known[0]) || (rate ?? 1) <= 4 * Math.min(...known) ? day : undefined;
}

/** Whether a rate was within the cap of every day that the table knows, or over all of them: the day makes no difference. */
const alwaysAlike = (rate: number | undefined, data: CalculatorData): boolean => {
  if (rate === undefined || rate <= 0) return false;
  const over = data.lpr.rates.filter((row) => rate > (4 * row.percent) / 100 + 1e-9).length;
  return over === 0 || over === data.lpr.rates.length;
};

export const readDeducted: Reader = (reading) => {
  const { text, rates, money } = reading;
  if (
    !/[砍斩]?头息|[先预][扣抠掐抽]|提前[扣抠掐抽]|当场[扣抠掐抽]|[扣抠掐抽]了?.{0,8}利|[扣抠掐抽](?:掉|走|下)|实际(?:上)?(?:只|就|才|光)?(?:到手|拿到|拿着|给|转|收到|借到|得)|[只光就](?:给|拿|到手|转|收|打)了?|到手(?:只|才)?/.test(
      text,
    ) ||
    !/借|贷|利息|(?:打|写)(?:的|了|个)?(?:欠?条|字据)|(?:欠|白|借)条|条子/.test(text)
  )
    return null;
  // Two sums that differ, said in a breath, ask by themselves which of them counts.
  const asks = /多少|本金|怎么算|咋算|按(?:哪个|啥|什么)|算/.test(text) || (text.length <= 24 && money.length === 2);
  if (!asks || /工资|定金|货|活/.test(text)) return null;
  const received = money.find((m) => precededBy(reading, m, /(?:实际|只|光|就|到手|拿到|才)[^，。扣]{0,6}$/, 10));
  const aMonth = (m: Money): boolean =>
    precededBy(reading, m, /(?:一个?月|每个?月|月)[^，。]{0,4}$/, 8) ||
    followedBy(reading, m, /^(?:块|元)?(?:一个?月|每个?月)/);
  const deducted =
    money.find((m) => m !== received && precededBy(reading, m, /[扣抠掐抽](?:了|掉|除|下|走)?[^，。]{0,8}$/, 12)) ??
    money.find((m) => m !== received && precededBy(reading, m, /利息[^，。]{0,3}$/) && money.length > 1) ??
    money.find((m) => m !== received && money.length > 1 && aMonth(m));
  const amount = money.find((m) => m !== received && m !== deducted);
  if (!amount) return null;
  const span = lengths(reading)[0];
  // 抽走三个月的利, 一个月六百.
  const monthly = deducted !== undefined && aMonth(deducted) && span !== undefined && span.months > 1 ? span.months : 1;
  let kept = deducted && deducted.yuan * monthly;
  if (kept === undefined && !received && rates[0] && span && span.months > 0)
    kept = Math.round((amount.yuan * rates[0].rate * span.months * 100) / 12) / 100;
  if (kept === undefined && !received) return null;
  // 扣了五千 年利一分 用了一年 该给多少利: the interest is asked, on what was really lent.
  if (rates[0] && span && /(?:多少|好多|几多)(?:的)?利|利(?:息|钱)?[^，。本]{0,6}(?:多少|好多|几多)/.test(text))
    return {
      kind: "loan-interest",
      inputs: said({
        principal: received?.yuan ?? amount.yuan - (kept ?? 0),
        rate: rates[0].rate,
        undated: true,
        months: span.months,
        days: span.days || undefined,
      }),
      notes: [`先扣的不算本金，按实际到手的算。`],
    };
  return {
    kind: "principal-deducted",
    inputs: said({ amount: amount.yuan, deducted: kept, received: received?.yuan }),
  };
};

function readOverdue(
  reading: Reading,
  principal: Money | undefined,
  rate: number | undefined,
  now: boolean,
): Found | null {
  const { text, dates, askedOn } = reading;
  const judgment =
    /迟延履行|加倍(?:支付)?.{0,6}利息|双倍利息/.test(text) &&
    /判决|判(?:他|她|我|了|下|令)|调解书|执行|生效|裁决/.test(text);
  const due =
    dates.find((d) => isDue(reading, d) && d.precision !== "year") ??
    (judgment ? dates.find((d) => d.precision === "day") : undefined) ??
    dates.find((d) => precededBy(reading, d, /从$/) && d.precision === "day" && /逾期/.test(text));
  const late = lengths(reading).find((s) => precededBy(reading, s, /(?:逾期|超期|晚|拖)[^，。]{0,4}$/));
  if (!due && !late) return null;
  const dueOn = due?.date ?? (late ? addDays(addMonths(askedOn, -Math.floor(late.months)), -late.days) : undefined);
  const until =
    dates.find((d) => d !== due && isEnd(reading, d) && d.date >= (dueOn ?? ""))?.date ??
    dates.findLast((d) => d !== due && d.precision === "day" && d.date > (dueOn ?? "") && !isDue(reading, d))?.date ??
    askedOn;
  const borrowed = dates.find((d) => d !== due && d.precision !== "year" && d.date < (dueOn ?? ""))?.date;
  const overdueRate = reading.rates.find((r) => precededBy(reading, r, /逾期[^，。]{0,6}$/))?.rate;
  const inputs: PlainValues = said({
    principal: principal?.yuan,
    due_on: dueOn,
    until,
    ...(judgment ? { judgment: true } : {}),
    ...(judgment
      ? {}
      : {
          loan_rate: overdueRate === rate ? undefined : rate || undefined,
          overdue_rate: overdueRate,
          borrowed_on: borrowed,
        }),
  });
  return {
    kind: "overdue-interest",
    inputs,
    ...(now || !due ? {} : until === askedOn ? { notes: ["利息先算到今天。"] } : {}),
  };
}

export const readLoans: Reader = (reading, data) => {
  const { text, rates, dates, askedOn } = reading;
  if (!/利|息/.test(text) || bank.test(text) || /定金|房租|存款|存钱/.test(text)) return null;
  const capQuestion =
    /上限|最高|封顶|合法|受保护|超没超|超过法|是不是高利贷|算高利贷|保护多少|支持多少|(?:顶多|最多|只)?(?:认|支持|保护)(?:到|的)?[^，。]{0,8}(?:多少|百分之几|几分)|百分之几/.test(
      text,
    );
  if (!asksHowMuch.test(text) && !capQuestion && !/连本带利|本息/.test(text)) return null;
  const principal = principalOf(reading);
  const bySums = rateFromSums(reading, principal);
  const clear = rates.find((r) => !r.unclear);
  const rate = clear?.rate ?? bySums.rate ?? (noInterest.test(text) ? 0 : undefined);
  const now = untilNow.test(text);
  const overdueWords = /逾期|过期|超期|到期(?:了)?(?:还)?(?:没|不)还|说好.{0,14}还|约(?:好|定).{0,14}还|迟延|加倍/.test(
    text,
  );
  if (overdueWords && principal && (/逾期|迟延|加倍/.test(text) || !rate)) {
    const overdue = readOverdue(reading, principal, rate, now);
    if (overdue) return overdue;
  }
  if (
    !/借|贷|欠|本金|高利|放(?:给|了|出|贷)/.test(text) &&
    !(rates.length > 0 && /用了|拿了|给(?:了)?我|使了/.test(text))
  )
    return null;
  const named = dates.filter((d) => isEnd(reading, d));
  const ends =
    named.length > 0 || now
      ? named
      : dates.filter((d) => isDue(reading, d) && d.precision !== "year" && dates.some((b) => b.date < d.date));
  const begun = dates.find((d) => !ends.includes(d) && !isDue(reading, d));
  const span = lengths(reading)[0];
  const borrowedOn = loanDay(begun, rate, span !== undefined, data);
  if (!principal) {
    if (!capQuestion || !borrowedOn) return null;
    return {
      kind: "loan-interest",
      inputs: said({
        rate: rate || undefined,
        borrowed_on: borrowedOn,
        filed_on: borrowedOn < newRuleFrom ? askedOn : undefined,
      }),
    };
  }
  if (rate === undefined && rates.length === 0 && !begun && !span) return null;
  const until = ends.find((d) => d.precision !== "year")?.date ?? (now || (!span && begun) ? askedOn : undefined);
  const planned = /想借|打算借|准备借|要借给|借给他行|要是借/.test(text);
  const assumed =
    borrowedOn === undefined && !begun && span
      ? planned
        ? askedOn
        : // 到现在整两年: that names the day as well as a date does.
          now
          ? addDays(addMonths(askedOn, -Math.floor(span.months)), -span.days)
          : assumedDay(reading, span.months + span.days / 30, rate, data)
      : undefined;
  const notes =
    assumed && rate !== 0 && !planned
      ? ["您没说哪天借的，这里按到今天为止刚好借了这么久算。日期不同，上限可能不同。"]
      : [];
  const start = borrowedOn ?? assumed;
  return {
    kind: "loan-interest",
    inputs: said({
      principal: principal.yuan,
      rate,
      undated: start === undefined && !begun && span && alwaysAlike(rate, data) ? true : undefined,
      borrowed_on: start,
      until: until && start && until >= start && !(span && !ends.length && !now) ? until : undefined,
      ...(span && !(until && (ends.length > 0 || (now && begun)))
        ? { months: span.months, days: span.days || undefined }
        : {}),
      filed_on: start && start < newRuleFrom ? askedOn : undefined,
    }),
    notes,
  };
};
