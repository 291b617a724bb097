// How a lead ended, read from the judge's plain words: 「办结 调好了 还2万 月底前付清」 into outcome, sums and day.
import { datesIn } from "../understanding/dates.ts";
import { moneyIn } from "../understanding/money.ts";
import type { Filing, Outcome, Settlement } from "./lead.ts";

export type Result = { outcome: Outcome; filedAs: Filing | null; settlement: Settlement | null };

const outcomeWords: readonly [Outcome, RegExp][] = [
  // 没谈成，转立案: mediation that ended in a suit is counted as the suit.
  ["filed", /(?:转|已经?|走|去|办了?|给)立案|立案了|小额|(?:走|转|用)(?:简易|普通|诉讼)/u],
  ["unsettled", /没(?:能)?(?:调|谈|达)成|调解?不成|未(?:能)?达成|调解失败|谈崩|谈不拢|没谈拢/u],
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
const paidAfter = /^[^，,。；;]{0,6}(?:已经?(?:付|还|给|到账|结)|当场(?:付|还|给|结)|到账了?|付清了|还清了|给了)/u;
/** All of it is paid, with no day named for it. */
const allPaid =
  /(?:当场|现场|已经?|都|全)[^，,。；;]{0,4}(?:付清|还清|结清|给清|付完|还完)|(?:付清|还清|结清)了|一次性?(?:付清|还清|结清)/u;
const total = /(?:共|一共|总共|合计)[^，,。；;\d]{0,4}$/u;

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
  const plain = text.normalize("NFKC");
  const days = datesIn(plain, today).flatMap((d) => (d.kind === "date" ? [d] : []));
  const sums = moneyIn(plain, days).flatMap((m) => (m.kind === "money" && m.role !== "interest" ? [m] : []));
  const isPaid = (m: { start: number; end: number }): boolean =>
    paidBefore.test(plain.slice(0, m.start)) || paidAfter.test(plain.slice(m.end));
  const paid = sums.filter(isPaid).reduce((sum, m) => sum + m.value, 0);
  const open = sums.filter((m) => !isPaid(m));
  const whole = open.find((m) => total.test(plain.slice(0, m.start)));
  const promised = whole ? Math.max(0, whole.value - paid) : open.reduce((sum, m) => sum + m.value, 0);
  const last = days
    .map((d) => lastDay(d.value))
    .filter((d) => d >= today)
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

/** Yuan that came back by a payment told of later: 「又还了5000」; null when no sum was said and nothing is left to clear. */
export function paymentIn(text: string, today: string, left: number | null): number | null {
  const plain = text.normalize("NFKC");
  const sums = moneyIn(plain, datesIn(plain, today)).flatMap((m) => (m.kind === "money" ? [m.value] : []));
  if (sums.length > 0) return sums.reduce((sum, yuan) => sum + yuan, 0);
  return /清|全|都/u.test(plain) ? left : null;
}
