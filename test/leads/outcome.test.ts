// What a judge's few words say of the end: how it ended, what was promised, what is paid, until when.
import { describe, expect, it } from "vitest";
import type { Filing, Outcome } from "../../src/leads/lead.ts";
import { paymentIn, readResult } from "../../src/leads/outcome.ts";

const today = "2026-11-24";
const ends: [string, Outcome, Filing | null][] = [
  ["双方谈好了", "settled", null],
  ["没谈拢，不愿意再谈", "unsettled", null],
  ["没谈成，转立案走小额", "filed", "smallClaims"],
  ["已立案，适用简易程序", "filed", "simplified"],
  ["立案了，走普通程序", "filed", "ordinary"],
  ["支付令发了", "paymentOrder", null],
  ["办了司法确认", "confirmed", null],
  ["她不告了，撤回", "withdrawn", null],
  ["转到人社所处理", "referredOut", null],
  ["好了", "settled", null],
  ["没成，男方死活不同意", "unsettled", null],
  ["说不下来，引导起诉", "unsettled", null],
];
const sums: [string, number | null, number, string | null][] = [
  ["调好了 还2万 月底前付清", 20_000, 0, "2026-11-30"],
  ["调解成功，当场给了五千，剩下一万五，腊月二十前还清", 15_000, 5_000, "2027-01-27"],
  ["分两次还，12月15号前还1万，12月31号前再还一万六", 26_000, 0, "2026-12-31"],
  ["和解了，2026年12月31日前付清3.5万", 35_000, 0, "2026-12-31"],
  ["赔了800块，当场付清", null, 800, null],
  ["调解成功，2.6万元当场付清", null, 26_000, null],
  ["付清了", null, 26_000, null],
  ["调解成了，当场给2000，剩下4000在12月31日前付清", 4_000, 2_000, "2026-12-31"],
  ["先拿了两千，其余的年底给齐", 24_000, 2_000, "2026-12-31"],
  ["今天先付1500，剩下3000元旦前给", 3_000, 1_500, "2026-12-31"],
  ["剩5000下月底给", 5_000, 0, "2026-12-31"],
  ["还两万，过年前给", 20_000, 0, "2027-02-04"],
  ["还两万，2月底前给清", 20_000, 0, "2027-02-28"],
  ["每月还500，共12个月", 6_000, 0, null],
  ["6000块分三回，每月月底2000", 6_000, 0, null],
  ["赔300块误工费，已给", null, 300, null],
  ["老板把工资1.2万结了", null, 12_000, null],
  ["给了五百，剩的不要了", null, 500, null],
  ["司法确认了，共3万，已付1万，余款2027年1月15日前付清", 20_000, 10_000, "2027-01-15"],
];

describe("a result", () => {
  it.each(ends)("「%s」 is %s", (words, outcome, filedAs) => {
    expect(readResult(words, today, null)).toMatchObject({ outcome, filedAs });
  });

  it.each(sums)("「%s」: promised %s, paid %s, until %s", (words, promisedYuan, paidYuan, payBy) => {
    expect(readResult(words, today, 26_000).settlement).toEqual({ promisedYuan, paidYuan, payBy, words });
  });

  it("tells of no sums where none were said, nor where nothing was agreed", () => {
    expect(readResult("双方谈好了，分两次还清", today, 26_000).settlement).toBeNull();
    expect(readResult("没谈成，他只肯给5000", today, 26_000).settlement).toBeNull();
  });
});

describe("a payment told of later", () => {
  it("counts the sum that was said, or all that was left", () => {
    expect(paymentIn("又还了5000", today, 20_000)).toBe(5_000);
    expect(paymentIn("都还清了", today, 20_000)).toBe(20_000);
    expect(paymentIn("没动静", today, 20_000)).toBeNull();
    expect(paymentIn("没给清", today, 20_000)).toBeNull();
    expect(paymentIn("今天到账500", today, 20_000)).toBe(500);
    expect(paymentIn("给了2500，还剩1500", today, 4_000)).toBe(2_500);
    expect(paymentIn("还剩三千没给", today, 4_000)).toBe(1_000);
  });
});
