// How a lead ended, read from the judge's plain words: 「办结 调好了 还2万 月底前付清」 into outcome, sums and day.
import { datesIn } from "../understanding/dates.ts";
import { moneyIn } from "../understanding/money.ts";
import type { Filing, Outcome, Settlement } from "./lead.ts";

export type Result = { outcome: Outcome; filedAs: Filing | null; settlement: Settlement | null };

const outcomeWords: readonly [Outcome, RegExp][] = [
  // 没谈成，转立案: mediation that ended in a suit is counted as the suit.
  ["filed", /(?:转|已经?|走|去|办了?|给)立案|立案了|小额|(?:走|转|用)(?:简易|普通|诉讼)/u],
  [
    "unsettled",
    /没(?:能|有)?(?:调|谈|达|说|弄|办)?成|(?:调解?|说|谈)不(?:成|下来|到一块)|未(?:能)?达成|调解失败|谈崩|说崩|[谈说]不拢|没[谈说]拢|死活不|不(?:同意|愿意?|肯|接受)(?:调|谈|和解)|拒(?:绝|不)(?:调|谈|到场)/u,
  ],
  ["withdrawn", /撤(?:回|诉|了)|不告了|不追究/u],
  ["confirmed", /司法确认|确认(?:裁定|书)/u],
  ["paymentOrder", /支付令/u],
  ["filed", /立案|起诉|诉讼|小额|简易程序|普通程序|开庭/u],
  ["referredOut", /转(?:到|给|交|往|至)|不(?:归|属)(?:我们|法院)|政府处理|仲裁/u],
  ["settled", /调解?(?:成|好|妥)|和解|达成|谈(?:妥|成|好)|同意|还(?:了|清|上)|付(?:了|清)|结清|解决|说和|握手|赔了/u],
];

/** 办结 without a telling word counts as settled: judges write what went wrong, not what went right. */
const outcomeOf = (text: string): Outcome => outcomeWords.find(([, pattern]) => pattern.test(text))?.[0] ?? "settled";

const filingOf = (text: string): Filing =>
  /小额/u.test(text) ? "smallClaims" : /简易/u.test(text) ? "simplified" : "ordinary";

const paidBefore =
  /(?:已经?|刚|先|当场|现场|当天|今天|昨天)[^，,。；;]{0,8}(?:还|付|给|赔|退|交|到账)?(?:了|过)?[^，,。；;\d]{0,4}$|(?:还|付|给|赔|退|拿)了[^，,。；;\d]{0,4}$|(?:到账|追回|挽回|收回|要回)[^，,。；;\d]{0,4}$/u;
const paidAfter =
  /^[^，,。；;]{0,6}(?:已经?(?:付|还|给|到账|结)|当场(?:付|还|给|结)|到账了?|付清了|还清了|(?:给|结|付|还|赔|退|拿)(?:完|清)?了)/u;
/** All of it is paid, with no day named for it. */
const allPaid =
  /(?:当场|现场|已经?|都|全)[^，,。；;]{0,4}(?:付清|还清|结清|给清|付完|还完)|(?:付清|还清|结清)了|一次性?(?:付清|还清|结清)|[，,。；;\s](?:钱|现金|微信|款|都|也|全)*(?:已经?|当场|现场)(?:都|全)?(?:给|付|结|赔|还|到账)(?:了|清|完)*[。.]?$/u;
const total = /(?:共|一共|总共|合计)[^，,。；;\d]{0,4}$/u;
const inParts = /^[^，,。；;\d]{0,3}分(?:成)?[两二三四五六七八九十\d]+(?:次|回|期|笔|个?月|年)/u;
/** 每月500: no sum of its own, unless it is said for how many months. */
const monthly = /(?:每(?:个)?月|按月|月月|每年|一年|一个月)[^，,。；;\d]{0,6}$/u;
const months = /(?:共|一共|总共|还|付|给)?\s*(\d{1,3})\s*个月/u;
/** What is left of the sum in dispute, without a figure: 剩下的年底给. */
const theRest = /(?:剩下?|余下?|其余|下剩|剩余)的?(?!.{0,4}(?:不要|免|算了))|余款|尾款/u;

/** As judges type sums: 剩下4000, 到账500; and 过年前 is the day before the feast, not some day of that month. */
const spelledOut = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/元旦(?:节)?(?:以|之)?前/gu, " 12月31日前")
    .replace(
      /((?:剩下?|余下?|余款|尾款|下剩|还[差欠剩]|[差欠]着?|其余|到账|收到|[给付还打转拿赔退]了?)的?)(\d+(?:\.\d+)?)(?![\d.万千百亿元块年月日号天个%分成:点\-/])/gu,
      "$1$2元 ",
    )
    .replace(/(\d{3,}(?:元|块)?|\d(?:元|块))(?=下个?月|本月|这个?月|月底|年底)/gu, "$1 ")
    .replace(/(?:春节|过年|(?<![\d去今明后半两一二三四五六七八九十几多])年)(?:以|之)?前/gu, "腊月二十八前");

/** A day by which something is to be paid lies ahead: 元旦前, said in November, is the coming one. */
function ahead(value: string, today: string, before: string, after: string): string {
  const day = lastDay(value);
  const due =
    /^(?:底)?(?:之|以)?前|^[^，,。；;]{0,8}(?:付|还|给|交|结|清)(?![^，,。；;]{0,4}[了过])/u.test(after) &&
    !/(?:已经?|20\d\d年?)$/u.test(before);
  return day >= today || !due
    ? day
    : lastDay(`${Number(value.slice(0, 4)) + 1}${value.slice(4, 7)}`).slice(0, 8) + day.slice(8);
}

/** The last day of a month or year that was named no nearer: 月底前, 年底前; a day stays a day. */
function lastDay(value: string): string {
  if (value.length >= 10) return value.slice(0, 10);
  const [year = 0, month = 12] = value.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * Sums and day of an agreement. What stands beside 已, 当场 or 了 is paid, the rest promised; 付清了 alone pays `atStake`.
 * Null when the words tell of no money and no day.
 */
function settlementOf(text: string, today: string, atStake: number | null): Settlement | null {
  const plain = spelledOut(text);
  const days = datesIn(plain, today).flatMap((d) => (d.kind === "date" ? [d] : []));
  const said = moneyIn(plain, days).flatMap((m) => (m.kind === "money" && m.role !== "interest" ? [m] : []));
  const times = Number(months.exec(plain)?.[1] ?? 0);
  const sums = said.flatMap((m) =>
    !monthly.test(plain.slice(0, m.start)) ? [m] : times > 0 ? [{ ...m, value: m.value * times }] : [],
  );
  const isPaid = (m: { start: number; end: number }): boolean =>
    paidBefore.test(plain.slice(0, m.start)) || paidAfter.test(plain.slice(m.end));
  const paid = sums.filter(isPaid).reduce((sum, m) => sum + m.value, 0);
  const open = sums.filter((m) => !isPaid(m));
  const whole = open.find((m) => total.test(plain.slice(0, m.start)) || inParts.test(plain.slice(m.end)));
  const rest = open.length === 0 && paid > 0 && theRest.test(plain) ? Math.max(0, (atStake ?? 0) - paid) : 0;
  const promised = whole ? Math.max(0, whole.value - paid) : open.reduce((sum, m) => sum + m.value, rest);
  const last = days
    // 每月月底: the end of which month is not said.
    .filter((d) => !/每(?:个)?月\s*$/u.test(plain.slice(0, d.start)))
    .map((d) => ahead(d.value, today, plain.slice(0, d.start), plain.slice(d.end)))
    .filter((d) => d > today || (d === today && paid === 0))
    .toSorted()
    .at(-1);
  const cleared = allPaid.test(plain) && last === undefined;
  if (sums.length === 0 && last === undefined && !cleared) return null;
  const clearedYuan = promised > 0 ? promised : sums.length === 0 ? (atStake ?? 0) : 0;
  return {
    promisedYuan: cleared ? null : promised > 0 ? promised : null,
    paidYuan: paid + (cleared ? clearedYuan : 0),
    payBy: last ?? null,
    words: text.slice(0, 400),
  };
}

/** The result in a judge's words; `today` is the civil day on which they were said, `atStake` the sum of the lead. */
export function readResult(text: string, today: string, atStake: number | null): Result {
  const outcome = outcomeOf(text);
  const agreed = outcome === "settled" || outcome === "confirmed";
  return {
    outcome,
    filedAs: outcome === "filed" ? filingOf(text) : null,
    settlement: agreed ? settlementOf(text, today, atStake) : null,
  };
}

const unpaid = (before: string, after: string): boolean =>
  /(?:还|就|只)?(?:剩下?|差|欠|短|缺)(?:着|了)?(?:的|我|俺|有)?\s*$/u.test(before) ||
  /^[^，,。；;\d]{0,4}(?:没|未)(?:给|付|还|到|结)/u.test(after);

/** Yuan that came back by a payment told of later: 「又还了5000」; null when no sum was said and nothing is left to clear. */
export function paymentIn(text: string, today: string, left: number | null): number | null {
  const plain = spelledOut(/^\s*\d+(?:\.\d+)?\s*$/u.test(text) ? `${text.trim()}元` : text);
  const sums = moneyIn(plain, datesIn(plain, today)).flatMap((m) => (m.kind === "money" ? [m] : []));
  // 给了2500，还剩1500: what is left was not paid.
  const still = sums.filter((m) => unpaid(plain.slice(0, m.start), plain.slice(m.end)));
  const came = sums.filter((m) => !still.includes(m)).reduce((sum, m) => sum + m.value, 0);
  if (came > 0) return came;
  const open = still.reduce((sum, m) => sum + m.value, 0);
  if (open > 0) return left !== null && left > open ? left - open : null;
  if (/[没未]/u.test(plain)) return null;
  return /清|全|都/u.test(plain) ? left : null;
}
