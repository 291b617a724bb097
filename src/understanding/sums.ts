// The one sum and the one date of a dispute, chosen from all that were said; computed sums keep the words they come from.
import type { DurationFact, Fact, MoneyFact } from "./facts.ts";
import { factsOf } from "./facts.ts";

export type SumInDispute = { yuan: number; words: string; approx: boolean };

const cents = (n: number): number => Math.round(n * 100) / 100;
const joined = (facts: readonly { words: string }[]): string => [...new Set(facts.map((f) => f.words))].join("，");

const one = (m: MoneyFact): SumInDispute => ({ yuan: m.value, words: m.words, approx: m.approx ?? false });

/**
 * What the applicant claims: a corrected sum before all others, then what is asked for, what is still owed, the total,
 * several sums added up when the words say so (又借了), less what was paid back; a month's pay times the months. Null
 * when no sum was said.
 */
export function sumInDispute(facts: readonly Fact[], text: string): SumInDispute | null {
  const money = factsOf(facts, "money").filter(
    (m) => m.role !== "counter" && m.role !== "offer" && m.role !== "interest",
  );
  const corrected = money.findLast((m) => m.correction);
  if (corrected) return one(corrected);
  const claimed = money.filter((m) => m.role === "claim").sort((a, b) => b.value - a.value)[0];
  const isMonthly = claimed !== undefined && claimed.per !== undefined;
  if (claimed && !isMonthly) return one(claimed);
  const left = money.find((m) => m.role === "left");
  if (left) return one(left);
  const paid = money.filter((m) => m.role === "paid");
  const less = (sum: SumInDispute): SumInDispute => {
    const back = cents(paid.reduce((total, p) => total + p.value, 0));
    return back > 0 && back < sum.yuan
      ? {
          yuan: cents(sum.yuan - back),
          words: joined([{ words: sum.words }, ...paid]),
          approx: sum.approx || paid.some((p) => p.approx),
        }
      : sum;
  };
  const total = money.filter((m) => m.role === "total").sort((a, b) => b.value - a.value)[0];
  if (total) return less(one(total));
  const principals = money.filter((m) => m.role === "principal");
  if (principals.length > 0) {
    const distinct = principals.filter((m, i) => principals.findIndex((o) => o.value === m.value) === i);
    const first = principals[0]!;
    const added = distinct.filter(
      (m) =>
        m === first ||
        /又|再|另外|还有|加上|后来|第二次|外加|和|、/u.test(text.slice(Math.max(0, m.start - 10), m.start)),
    );
    if (added.length > 1 && added.length === distinct.length) {
      return less({
        yuan: cents(added.reduce((sum, m) => sum + m.value, 0)),
        words: joined(added),
        approx: added.some((m) => m.approx),
      });
    }
    return less(one(distinct.reduce((best, m) => (m.value > best.value ? m : best), first)));
  }
  const yearly = money.find((m) => m.role === "unitPrice" && m.per === "年");
  const pay =
    money.find((m) => m.role === "monthly" || m.role === "daily") ?? (isMonthly ? claimed : undefined) ?? yearly;
  const length: DurationFact | undefined = factsOf(facts, "duration").find((d) =>
    pay?.role === "daily" ? d.value.days !== undefined : d.value.months !== undefined,
  );
  if (pay && length && /欠|拖|没[发给结]|不[发给]/u.test(text)) {
    const months = (length.value.months ?? 0) / (pay === yearly ? 12 : 1);
    const times = pay.role === "daily" ? (length.value.days ?? 0) : months;
    if (times > 0)
      return less({
        yuan: cents(pay.value * times),
        words: joined([pay, length]),
        approx: (pay.approx ?? false) || (length.approx ?? false),
      });
  }
  const unit = money.find((m) => m.role === "unitPrice" || m.role === "monthly" || m.role === "daily");
  return unit && money.length === 1 && !length && unit.role !== "unitPrice" ? one(unit) : null;
}

const deed =
  /借|欠|拿|打|撞|咬|买|卖|签|干活|上班|辞|离|结婚|摔|砍|占|盖|漏|受伤|走|去世|租|包|订婚|出事|发生|吵|闹|定亲|过礼|进厂/u;

/** 欠了两年, 三年没给: how long it has gone on; not how long somebody worked or was married. */
const since =
  /(?:欠|拖|压|赖|躲|占|堵|漏|停|闹|不还|没[还给发结]|不[还给发结]|都|已经?|过去)(?:了|着|下)?(?:我|他|她)?(?:整整|有|快|足足)?$/u;
const sinceBehind =
  /^(?:多|来)?了(?=$|[\s,，。;；])|^(?:了|多了|过去了?)?(?:都|也|就|还)?(?:没|不|未|一分|分文|躲|见不着|联系不上|拖)/u;
const ofElse = /(?:干|做|婚|合同|租期|约定|说好|讲好|定|上班|打工|种|养|判|工龄|前)(?:了|过|的|满)?[^,。;!?\s]{0,3}$/u;

/** The date that a length of time leads back to, as exact as it is: whole years to a year, months to a month. */
function sinceWhen(facts: readonly Fact[], text: string, at: number): { value: string; words: string } | null {
  const found = factsOf(facts, "duration").find((d) => {
    const head = text.slice(Math.max(0, d.start - 8), d.start);
    return (
      d.value.months !== undefined &&
      !ofElse.test(head.split(/[,，。;；\s]/u).at(-1) ?? "") &&
      !/^(?:的)?(?:工资|工钱|房租|租金|租|钱|货款|薪|利息|抚养费|生活费|物业费)/u.test(text.slice(d.end, d.end + 6)) &&
      (since.test(head) || sinceBehind.test(text.slice(d.end, d.end + 8)))
    );
  });
  const months = found?.value.months;
  if (!found || months === undefined || months < 1 || months > 600) return null;
  const now = new Date(at + 8 * 3_600_000);
  const index = now.getUTCFullYear() * 12 + now.getUTCMonth() - Math.round(months);
  const year = String(Math.floor(index / 12));
  const value = months >= 12 ? year : `${year}-${String((index % 12) + 1).padStart(2, "0")}`;
  return { value, words: found.words };
}

export type DateOfDispute = { value: string; words: string; other?: string };

/** When it happened: the date beside what was done, before other dates; deadlines never; else how long it has gone on. */
export function dateOfDispute(facts: readonly Fact[], text: string, at: number): DateOfDispute | null {
  const dates = factsOf(facts, "date").filter((d) => d.role !== "deadline");
  const corrected = dates.findLast((d) => d.correction);
  if (corrected) return corrected;
  const beside = dates.find((d) => deed.test(text.slice(d.end, d.end + 16).split(/[。;!?\n]/u)[0] ?? "") && !d.now);
  return (
    dates.find((d) => d.role === "from") ??
    beside ??
    dates.find((d) => !d.now) ??
    sinceWhen(facts, text, at) ??
    dates[0] ??
    null
  );
}
