// The one sum and the one date of a dispute, chosen from all that were said; computed sums keep the words they come from.
import type { Fact, MoneyFact } from "./facts.ts";
import { factsOf } from "./facts.ts";
import { joined, paidBack, reckoned, type SumInDispute } from "./reckon.ts";

const cents = (n: number): number => Math.round(n * 100) / 100;
const one = (m: MoneyFact): SumInDispute => ({ yuan: m.value, words: m.words, approx: m.approx ?? false });

const half = /(?<!不|最多|顶多|能|先|肯|愿意)(?:就|才|只)?(?:给|付|还|结|退|赔)(?:了)?(?:我)?一半/u;

const gaveInAll = /(?:一共|总共|前后|拢共|统共)(?:才|就|只|光|也)?(?:给|付|结|还|发|拿|开)(?:了|过)$/u;

/**
 * What the applicant claims: a corrected sum before all others, then what is asked for, what is still owed, the total,
 * several sums added up when the words say so (又借了), a price times how many, a pay times how long; less what was paid
 * back. Null when no sum was said.
 */
export function sumInDispute(facts: readonly Fact[], text: string): SumInDispute | null {
  const all = factsOf(facts, "money");
  const counted = reckoned(facts, text);
  const money = all
    .filter((m) => m.role !== "counter" && m.role !== "offer" && m.role !== "interest")
    // 一共给了三万 of what comes to more: what was paid in all.
    .map(
      (m): MoneyFact =>
        m.role === "total" && counted && counted.yuan > m.value && gaveInAll.test(text.slice(0, m.start))
          ? { ...m, role: "paid" }
          : m,
    );
  const corrected = money.findLast((m) => m.correction && m.per === undefined);
  if (corrected) return one(corrected);
  const claimed = money.filter((m) => m.role === "claim" && m.per === undefined).sort((a, b) => b.value - a.value)[0];
  if (claimed) return one(claimed);
  const left = money.find((m) => m.role === "left");
  if (left) return one(left);
  const less = (sum: SumInDispute, at: number): SumInDispute => {
    const paid = paidBack(money, text, { yuan: sum.yuan, at });
    const back = cents(paid.reduce((total, p) => total + p.value, 0));
    if (back > 0 && back < sum.yuan)
      return {
        yuan: cents(sum.yuan - back),
        words: joined([{ words: sum.words }, ...paid]),
        approx: sum.approx || paid.some((p) => p.approx),
      };
    const part = half.exec(text);
    return part
      ? { ...sum, yuan: cents(sum.yuan / 2), words: joined([{ words: sum.words }, { words: part[0] }]) }
      : sum;
  };
  const total = money.filter((m) => m.role === "total").sort((a, b) => b.value - a.value)[0];
  if (total) return less(one(total), total.start);
  const principals = money.filter((m) => m.role === "principal");
  const largest = principals.reduce<MoneyFact | null>((best, m) => (best && best.value >= m.value ? best : m), null);
  // 一天三百 干了十二天 他给了一千: the sum that stands beside a reckoned one is what was paid of it.
  const first = money[0];
  const isPaid =
    counted && first && principals.every((m) => paidBack([m], text, { yuan: counted.yuan, at: -1 }).length > 0);
  if (counted && (principals.length === 0 || isPaid)) return less(counted, -1);
  if (largest) {
    const from = principals[0] && principals[0].value >= largest.value / 2 ? principals[0] : largest;
    const paid = new Set(paidBack(principals, text, { yuan: largest.value, at: from.start + 1 }));
    const lent = principals.filter((m) => !paid.has(m));
    const distinct = lent.filter((m, i) => lent.findIndex((o) => o.value === m.value) === i);
    const added = distinct.filter(
      (m) =>
        m === distinct[0] ||
        /又|再|另外|还有|加上|后来|第二次|外加|和|、/u.test(text.slice(Math.max(0, m.start - 10), m.start)),
    );
    if (added.length > 1 && added.length === distinct.length)
      return less(
        {
          yuan: cents(added.reduce((sum, m) => sum + m.value, 0)),
          words: joined(added),
          approx: added.some((m) => m.approx),
        },
        added.at(-1)?.start ?? 0,
      );
    return less(one(largest), largest.start);
  }
  if (counted) return counted;
  // 一年两万 今年的没给: one year of it.
  const yearly = money.find((m) => m.role === "unitPrice" && m.per === "年");
  if (yearly && money.length === 1 && /没[给交付]|不[给交付]|欠|拖/u.test(text)) return one(yearly);
  const unit = money.find((m) => m.role === "monthly" || m.role === "daily" || m.role === "claim");
  return unit && money.length === 1 && factsOf(facts, "duration").length === 0 ? one(unit) : null;
}

const deed =
  /借|欠|拿|打|撞|咬|买|卖|签|干活|上班|辞|离|结婚|摔|砍|占|盖|漏|受伤|走|去世|租|包|订婚|出事|发生|吵|闹|定亲|过礼|进厂|垫/u;

/** Since when something is somebody's, and what was done to it. */
const heldSince = /^[^,，\s]{0,3}(?:承包|分的|发的|结婚|结的婚|领证|盖的|建的|过户|分家|买的房)/u;
const hurt = /^[^,，\s]{0,6}(?:砍|打|撞|占|挖|拆|挪|推|堵|毁|犁|伐|偷|抢|咬|砸|欠|撵|锁)/u;

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
  const today = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const all = factsOf(facts, "date");
  const dates = all.filter((d) => d.role !== "deadline");
  const corrected = dates.findLast((d) => d.correction);
  if (corrected) return corrected;
  const beside = dates.find((d) => deed.test(text.slice(d.end, d.end + 16).split(/[。;!?\n]/u)[0] ?? "") && !d.now);
  // 1998年承包的 去年砍了树: what was done to somebody, not since when it is theirs.
  const behind = (d: (typeof dates)[number]): string => text.slice(d.end, d.end + 12).split(/[\s,，。;；]/u)[0] ?? "";
  const longAgo = beside !== undefined && heldSince.test(behind(beside));
  const harmed = longAgo ? dates.find((d) => d !== beside && !d.now && hurt.test(behind(d))) : undefined;
  const chosen =
    dates.find((d) => d.role === "from") ??
    harmed ??
    beside ??
    dates.find((d) => !d.now) ??
    sinceWhen(facts, text, at) ??
    dates[0] ??
    null;
  // 今年的没交 今年五一该交: the day tells more than its year, unless something else was done on it.
  const exact =
    chosen !== null && chosen.value.length === 4 && !("approx" in chosen && chosen.approx)
      ? dates.find(
          (d) =>
            d.value.length > 4 &&
            d.value.startsWith(chosen.value) &&
            !d.now &&
            !/^[^,，。;；]{0,3}(?:还|给|催|找|要|来|报|调|说|打)/u.test(text.slice(d.end, d.end + 8)),
        )
      : undefined;
  if (exact) return exact;
  // 今年的没交 五一到期: what fell due on a day.
  const due = all.find((d) => d.role === "deadline" && d.value.length > 4 && d.value <= today);
  if (due && (chosen === null || (chosen.value.length === 4 && due.value.startsWith(chosen.value)))) return due;
  // 冬天供热…10月20号垫的: a day that was named tells more than a season.
  const vague = chosen !== null && "approx" in chosen && chosen.approx === true;
  return vague ? (dates.find((d) => d.value.length === 10 && !d.now && !d.approx) ?? chosen) : chosen;
}
