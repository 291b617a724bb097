// Recognising questions after a last day: court periods, limitation, and how long a guarantor stands in.
import { addDays } from "./civil-date.ts";
import type { DeadlineEvent } from "./deadline-rules.ts";
import { type Reader, said } from "./read-fees.ts";
import type { DateMention } from "./read-dates.ts";
import { followedBy, lengths, precededBy, type Reading } from "./read-quantities.ts";

const asksDay =
  /哪[天日]|哪一[天日]|几年(?:之|以)?内|几号|几月几|什么时候|啥时候?|何时|几时|多咱|到好久|最[晚迟]|截止|到期|来得及|来不来得及|过期|过了?[没吗]|过没过|超期|期限|还剩|还有几天|多久|多长时间|几天|时效|还能不能|能不能|还能.{0,12}[吗么不]/;

const events: readonly [RegExp, DeadlineEvent][] = [
  [/答辩/, "answer"],
  [/^(?=.*裁定)(?=.*(?:不归|管不着|不予受理|不受理|驳回起诉|移送|管辖)).*(?:不服|上诉)/, "appeal-ruling"],
  [/管辖权?异议/, "jurisdiction-objection"],
  [/司法确认|(?:去|到|让|找|上)(?:你们)?法院[^，。]{0,4}确认/, "judicial-confirmation"],
  [
    /(?:冷静期|离婚申请|离婚登记|申请离婚|登记离婚|协议离婚|民政局).*(?:领证|领离婚证|离婚证|领到|拿证|拿到证|办证)|(?:领证|领离婚证|离婚证).*(?:冷静期|离婚申请|离婚登记|申请离婚|民政局)/,
    "divorce-certificate",
  ],
  [/冷静期|撤回离婚|(?:离婚申请|离婚登记|民政局.{0,8}离婚|离婚.{0,8}民政局)/, "divorce-withdrawal"],
  [/再审/, "retrial"],
  [/支付令/, "payment-order-objection"],
  [/(?:诉前|起诉前).{0,4}保全|保全.{0,14}(?:起诉|立案|告)/, "preservation-suit"],
  [/保全.{0,10}复议/, "preservation-review"],
  [/执行异议之诉|案外人.{0,20}(?:起诉|告)/, "third-party-suit"],
  [/执行.{0,10}复议/, "enforcement-review"],
  [/(?:单位|公司|厂里|老板).{0,14}(?:撤销.{0,6}(?:劳动)?仲裁|仲裁.{0,10}撤销)/, "labour-award-annulment"],
  [
    /劳动仲裁.{0,16}(?:裁决|结果|不服|收到|下来|起诉)|(?:收到|拿到|不服).{0,8}劳动仲裁|劳动.{0,6}裁决|仲裁裁?决?书?.{0,10}(?:劳动|工资)|(?:工资|劳动|工伤|辞退).{0,20}仲裁(?:裁决|书|结果)/,
    "labour-award-suit",
  ],
  [/仲裁.{0,14}撤销|撤销.{0,6}仲裁/, "arbitration-annulment"],
  [/仲裁.{0,20}(?:起诉|不服|法院|告)/, "labour-award-suit"],
  [/复议决定/, "administrative-review-suit"],
  [/行政复议|申请复议/, "administrative-review"],
  [/行政诉讼|告政府|(?:告|起诉)(?:镇|乡|县|派出所|公安|交警|政府|局)/, "administrative-suit"],
  [/(?:单位|公司|厂里|老板)(?:要|该|应该|得)?.{0,8}(?:申请|报|申报)工伤/, "work-injury-claim-employer"],
  [
    /工伤认定|(?:申请|认定|报)工伤|工伤.{0,24}(?:自己|个人|我们?|家里人?|俺)[^，。]{0,4}(?:申请|去?报)/,
    "work-injury-claim",
  ],
  [/(?:再次|重新|复查)鉴定|鉴定.{0,6}(?:不服|不满|再)/, "disability-reappraisal"],
  [/遗赠/, "legatee-acceptance"],
  [/公告/, "public-notice"],
  [
    /上诉|判决[^，。]{0,16}，?不服|不服[^，。]{0,10}判决|判决书?(?=.*(?:15|十五)[天日])(?!.*(?:还|付|执行))/,
    "appeal-judgment",
  ],
  [/(?:申请)?(?:强制)?执行/, "enforcement"],
];

/** That something happened from which time runs, even where no day was said. */
const happened = /收到|拿到|领到|签了|签的|签收|送到|送达|生效|下来了|判了|寄到|接到/;

const exactDay = (reading: Reading): DateMention | undefined =>
  reading.dates.find(
    (d) => d.precision === "day" && !followedBy(reading, d, /^(?:之?前)?(?:还?(?:能|来得及)|上诉|去上诉|交|提)/, 6),
  ) ?? reading.dates.find((d) => d.precision === "day");

/** Where the judgment gives days for paying: 生效 on a day, 10天内还 — the last of them starts the time for enforcement. */
function enforcementStart(reading: Reading): DateMention | { date: string } | undefined {
  const last = reading.dates.findLast(
    (d) =>
      d.precision === "day" &&
      (followedBy(reading, d, /^之?前?(?:还|付|履行|给|到期|履行期)/, 8) ||
        precededBy(reading, d, /(?:履行期|期限|最后一天|还款日|应当|限)[^，。]{0,6}$/, 10)),
  );
  const effective = reading.dates.find((d) => d.precision === "day");
  const within = lengths(reading).find((s) => s.days > 0 && s.months === 0 && followedBy(reading, s, /^[之以]?内/));
  if (last) return last;
  if (effective && within) return { date: addDays(effective.date, within.days) };
  return effective;
}

export const readDeadline: Reader = (reading) => {
  const { text } = reading;
  if (!asksDay.test(text) || /多少钱|多少费|费用/.test(text) || (/时效/.test(text) && !/执行/.test(text))) return null;
  const found = events.find(([words]) => words.test(text));
  if (!found) return null;
  const [, named] = found;
  const event = named === "appeal-judgment" && /裁定/.test(text) && !/判决/.test(text) ? "appeal-ruling" : named;
  const start = event === "enforcement" ? enforcementStart(reading) : exactDay(reading);
  if (!start && !(happened.test(text) && /哪[天日一]|几号|最[晚迟]|截止|来得及|过期/.test(text))) return null;
  return { kind: "deadline", inputs: said({ event, start_on: start?.date }) };
};

const pressed =
  /^[^，。；日号月]{0,8}?(?:催|要过|要了|要账|讨|打电话|发微信|发短信|发信息|起诉|答应|承诺|还了|还过|还我|写了|认账|律师函|要钱|找他要|向他要|重新写|申请仲裁|投诉|说(?:他|过)?(?:再|缓|等|宽限))/;
const borrowedThen = /^[^，。；日号月]{0,8}?(?:借|出借|欠条|打的?条|写的?条|签|买|拿的|入职|上班)/;

export const readLimitation: Reader = (reading) => {
  const { text, dates, askedOn } = reading;
  const timely =
    /时效|过期|过没过期|过了.{0,4}(?:年|时间|期)|来得及|还能(?:不能)?(?:去)?(?:起诉|告|要回|要|打官司|申请(?:劳动)?仲裁|仲裁)|告得了|能不能告|(?:欠条|借条|条子|货款|工钱|到期|说好).{0,40}(?:最[晚迟]|哪[天日]|几号|啥时候)[^，。]{0,6}(?:告|起诉|打官司)|打官司[^，。]{0,4}最[晚迟]|(?:几|多少)年(?:之|以)?内[^，。]{0,6}(?:告|起诉|打官司|要)|(?:申请|提起?|去)劳动仲裁.{0,12}(?:最[晚迟]|哪天|几号|什么时候|啥时候|截止)|(?:最[晚迟]|哪天|几号|什么时候|啥时候).{0,8}(?:申请|提起?)(?:劳动)?仲裁/.test(
      text,
    );
  if (!timely || !asksDay.test(text) || /食品|牛奶|保质期|药/.test(text)) return null;
  if (/时效(?:是)?(?:几|多少)年/.test(text) && dates.length === 0) return null;
  const known = dates.filter((d) => d.precision !== "year");
  const interruptions = known.filter(
    (d) =>
      followedBy(reading, d, pressed, 16) && !followedBy(reading, d, /^[^，。]{0,3}(?:前|之前)?(?:还清|还款|到期)/),
  );
  const rest = known.filter((d) => !interruptions.includes(d));
  const starts = rest.filter((d) => !followedBy(reading, d, borrowedThen, 14));
  const due =
    rest.find(
      (d) =>
        followedBy(
          reading,
          d,
          /^之?前?(?:该|应该|要|必须)?(?:还|到期|付|给)|^[^，。]{0,6}(?:到期|离职|辞|走|知道|发现|受伤|摔|撞|打伤|解除|开除)/,
          12,
        ) || precededBy(reading, d, /(?:说好|约定?好?|到期日?|还款日?期?|答应)[^，。]{0,3}$/),
    ) ?? starts.find((d) => d.date <= askedOn || d.precision === "day");
  if (known.length === 0) return null;
  // Asked for every year, no day named: the time begins anew each time, and nothing can be counted.
  if (
    interruptions.length === 0 &&
    /(?:每年|年年|每回|每次|一直|隔三差五|逢年过节|不断|经常|老是?|前前后后|没断过)[^。没未]{0,14}(?:催|要(?!是|求)|讨|问(?:他|她|人家)|打电话|发微信|发信息)/.test(
      text,
    )
  )
    return null;
  const labour = /劳动|仲裁|辞退|加班费|双倍工资|离职|开除/.test(text) && !/借/.test(text);
  const kind = labour
    ? "labour"
    : /抚养费|赡养费|扶养费/.test(text)
      ? "none"
      : /人寿|寿险/.test(text)
        ? "life-insurance"
        : /保险公司|保险金|理赔/.test(text)
          ? "insurance"
          : "general";
  return {
    kind: "limitation-period",
    inputs: said({
      kind,
      // Asked for on a day, and no other day named: from there it runs anew.
      start_on: due?.date ?? (interruptions.length > 0 ? interruptions[0]?.date : undefined),
      interrupted_on: interruptions.length > 0 ? interruptions.map((d) => d.date) : undefined,
      asked_on: askedOn,
    }),
    notes: due && due.precision === "month" ? ["您只说了月份，按那个月1日算。"] : [],
  };
};

export const readGuarantee: Reader = (reading) => {
  const { text, dates, askedOn } = reading;
  if (
    !/担保|保证人|保人|保证期|[做作当打][个的]?保(?!姆|安|洁|险|健|管)|替[^，。]{0,6}保(?!姆|安|管|存)|保多久|保到/.test(
      text,
    ) ||
    /诉前保全|取保/.test(text)
  )
    return null;
  if (!(asksDay.test(text) || /还(?:用|要|需要|得)不?(?:用|要|需要|得)?.{0,8}(?:负责|还|担责|责任|管)/.test(text)))
    return null;
  const due =
    dates.find(
      (d) =>
        d.precision !== "year" &&
        (followedBy(reading, d, /^之?前?(?:该|要|应该)?(?:还|到期)/, 8) ||
          precededBy(reading, d, /(?:到期|还款|说好|约定?好?)[^，。]{0,4}$/)),
    ) ?? dates.find((d) => d.precision === "day" && !followedBy(reading, d, borrowedThen, 10));
  if (!due) return null;
  const span = lengths(reading).find((s) => precededBy(reading, s, /(?:担保|保证|保)[^，。]{0,8}$/, 12));
  const joint = /连带/.test(text) ? true : /一般(?:保证|担保)/.test(text) ? false : undefined;
  const agreed = span && !/没(?:有)?(?:写|约定|说)|未约定/.test(text) ? span.months : undefined;
  return {
    kind: "guarantee-period",
    inputs: said({
      due_on: due.date,
      agreed_months: agreed,
      until_paid: /还清为止|还完为止|直到还清|至还清/.test(text) ? true : undefined,
      joint,
      asked_on: askedOn,
    }),
  };
};
