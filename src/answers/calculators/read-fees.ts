// Recognising questions after court fees, and whether small claims are open, and reading their figures.
import type { CalculatorData, PlainValues } from "./calculator.ts";
import { followedBy, lengths, type Money, precededBy, type Reading } from "./read-quantities.ts";
import { currentWage } from "./rates.ts";

/** What a reader found: the kind of sum, what was said for it, and what had to be taken for granted. */
export type Found = { kind: string; inputs: PlainValues; notes?: string[] };
export type Reader = (reading: Reading, data: CalculatorData) => Found | null;

/** Drops what was not said. */
export const said = (values: Record<string, PlainValues[string] | undefined>): PlainValues =>
  Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, PlainValues[string]] => pair[1] !== undefined),
  );

export const asksHowMuch =
  /多少|几多|(?:拿|得|赔|给|要|补|收|交|算|差|领|退|花)(?:我|俺|他)?好多|多钱|多大钱|多些钱|好多钱|啥价|几个(?:钱|数)|几个(?=[?？]?$|，)|几块|几(?:千|万)(?![\d块元])|好多(?=[利费啊哦嘛钱块]|[?？]?$|[，。])|百分之几|怎么算|咋算|咋个算|如何计算|咋收|怎么收|收费标准|算一?下|算算|帮.{0,4}算/;

const notTheClaim = /(?:律师费|诉讼费|受理费|交了|已交|预交|月薪|工资|月收入)[是了为]?$/;
const wholeSum =
  /(?:标的额?|诉讼请求|一共|总共|共计|合计|总额|剩下?|余下|还[差欠]|下欠|尾款|余款)[是要了为有的金额这那]{0,4}$/;
/** What was paid already, where only the rest is claimed. */
const paidBefore = /(?:还了|还过|给了|给过|付了|付过|已经?[还给付]|[还给付结]了?我)(?:他|她|我|俺|人家|过)?$/;
const restClaimed = /剩|余下|没还清|没给完|没付清|下欠/;

/** The sum claimed: the one called the whole, principal and interest together, or the largest. */
function claimed(reading: Reading): number | undefined {
  const { products } = reading;
  const single = (m: Money): boolean => !products.some((p) => p.start <= m.start && m.end <= p.end);
  // 一亩六百, 十七亩, 两年没给: the rent of each year.
  const unpaid = lengths(reading).find((s) => s.months >= 24 && followedBy(reading, s, /^[^，。]{0,4}(?:没|未|不|欠)/));
  const owed = products.map((p) =>
    unpaid && /[亩平]/u.test(p.unit) ? { ...p, yuan: (p.yuan * Math.floor(unpaid.months)) / 12 } : p,
  );
  const sums = [...reading.money.filter((m) => single(m) && !precededBy(reading, m, notTheClaim)), ...owed];
  const whole = sums.find((m) => precededBy(reading, m, wholeSum));
  if (whole) return whole.yuan;
  const paid = restClaimed.test(reading.text) ? sums.filter((m) => precededBy(reading, m, paidBefore)) : [];
  if (paid.length > 0 && paid.length < sums.length) {
    const owed = Math.max(...sums.filter((m) => !paid.includes(m)).map((m) => m.yuan));
    const rest = owed - paid.reduce((sum, m) => sum + m.yuan, 0);
    if (rest > 0) return Math.round(rest * 100) / 100;
  }
  const principal = sums.find((m) => precededBy(reading, m, /本金$/) || followedBy(reading, m, /^的?本金/));
  const interest = sums.find(
    (m) => m !== principal && (precededBy(reading, m, /利息[是]?$/) || followedBy(reading, m, /^的?利息/)),
  );
  if (principal && interest) return principal.yuan + interest.yuan;
  return sums.reduce<Money | undefined>((most, m) => (most && most.yuan >= m.yuan ? most : m), undefined)?.yuan;
}

const caseKinds: readonly [RegExp, string][] = [
  [/管辖权?异议/, "jurisdiction-objection"],
  [/司法确认|宣告失踪|宣告死亡|特别程序/, "special-procedure"],
  [/离婚/, "divorce"],
  [/名誉|肖像|隐私|诽谤|人格权|姓名权|荣誉权/, "personality"],
  [/劳动(?:争议|纠纷|仲裁|合同|官司|关系)/, "labour"],
  // A suit for wages; work by the job (劳务) and what is owed by an IOU pay by the sum.
  [
    /^(?!.*(?:欠条|白条|劳务|包工|工头|工程|私人|个人家)).*(?:(?:欠|拖|压)[^，。]{0,8}工资|工资[^，。]{0,12}(?:没给|没发|没结|不给|不发|拖|欠))/,
    "labour",
  ],
  [/商标.*行政|专利.*行政/, "administrative-trademark"],
  [/行政诉讼|行政案件|告(?:镇|乡|县|市)?政府|民告官|告派出所|告公安/, "administrative"],
  [/知识产权|著作权|商标|专利|侵权.*版权|版权/, "intellectual-property"],
];

const feeWords =
  /诉讼费|受理费|立案费|起诉费|上诉费|反诉费|官司费|法院.{0,4}费|法院(?:要|得|会)?收(?:我|俺|他)?(?:多少|几多|多钱|几个钱)|(?:案子|官司)减半|(?:买卖|官司|案子|标的|走简易|小额|起诉|告)[^。]{0,20}那?个?费(?:用)?[^，。]{0,4}(?:收|交|要|掏)?(?:几多|好多|多少)/;
const feeQuestion =
  /(?:起诉|告|打官司|立案|上诉|反诉|离婚|再审|[上到去]法院).{0,22}(?:(?:交|要|花|得|收|出|掏|拿).{0,4}(?:(?:多少|几多|好多)(?:钱|费|块)|多大?钱|几个钱)|交.{0,6}(?:多少|几多|几个(?![月人材证])))/;

/** Fees of a suit, of preservation, enforcement and the payment order. */
export const readFees: Reader = (reading) => {
  const { text } = reading;
  // 「8万块官司诉讼费」 is a question too.
  if (
    !asksHowMuch.test(text) &&
    !(feeWords.test(text) && text.length <= 14 && !/谁|退|缓|减|免|不/.test(text)) &&
    !/保全[^，。]{0,6}费[^，。]{0,8}好?几[百千万]/.test(text)
  )
    return null;
  // Who asks for free help asks who gets it, not what a suit costs.
  if (/法律援助|免费(?:的)?律师/.test(text) && !feeWords.test(text)) return null;
  const amount = claimed(reading);
  const paysFee = /费|交|花|出多少/.test(text);
  if (/支付令/.test(text) && paysFee && !/诉讼费/.test(text))
    return amount === undefined ? null : { kind: "payment-order-fee", inputs: { amount } };
  if (
    /保全|冻|查封|封(?:他|她|了|住|个|上)/.test(text) &&
    /费|[交收].{0,4}多少|多少钱|多大?钱|几个钱|花/.test(text) &&
    !/诉讼费|受理费|立案费|起诉费|上诉费/.test(text)
  )
    return amount === undefined ? null : { kind: "preservation-fee", inputs: { amount } };
  const enforcing = /执行费/.test(text) || (/申请费|(?:交|花|要)多少(?:钱|费)|费用/.test(text) && !feeWords.test(text));
  if (/执行/.test(text) && enforcing)
    return amount === undefined ? null : { kind: "enforcement-fee", inputs: { amount } };
  if (!feeWords.test(text) && !feeQuestion.test(text)) return null;
  if (/律师费|鉴定费|公证费/.test(text) && !feeWords.test(text)) return null;
  const kind = caseKinds.find(([words]) => words.test(text))?.[1] ?? (amount === undefined ? undefined : "property");
  if (kind === undefined) return null;
  const half = /小额/.test(text)
    ? "small-claims"
    : /简易|减半/.test(text)
      ? "summary"
      : /反诉/.test(text)
        ? "counterclaim"
        : /撤诉|撤回起诉/.test(text)
          ? "withdrawn"
          : /调解(?:结案|成|好|了|书|解决|完)|庭上调解/.test(text)
            ? "mediated"
            : undefined;
  const stage = /上诉|二审/.test(text) ? "appeal" : /再审/.test(text) ? "retrial" : undefined;
  const takesAmount = ["property", "divorce", "personality", "intellectual-property"].includes(kind);
  return { kind: "litigation-fee", inputs: said({ kind, amount: takesAmount ? amount : undefined, half, stage }) };
};

/** 小额诉讼: whether a sum is small enough, by the province's wage in the question or in the court's table. */
export const readSmallClaims: Reader = (reading, data) => {
  const { text, askedOn } = reading;
  if (
    !/小额(?:诉讼|程序|速裁|案件|官司)|走小额/.test(text) ||
    !/能|可以|行不|算不算|够不|适用|是不是|限额|上限|多少/.test(text)
  )
    return null;
  const wage = reading.money.find((m) =>
    precededBy(reading, m, /(?:平均工资|社平工资|年平均|均工资)[^，。]{0,6}$/, 14),
  );
  const amount = reading.money.find((m) => m !== wage);
  if (!amount) return null;
  return {
    kind: "small-claims",
    inputs: said({
      amount: amount.yuan,
      average_wage: wage?.yuan ?? currentWage(data.wages, "year", askedOn) ?? undefined,
    }),
  };
};
