// What it costs to apply for preservation, enforcement or a payment order, by 诉讼费用交纳办法 art. 14.
import { z } from "zod";
import { defineCalculator, yuan } from "./calculator.ts";
import { propertyBands } from "./litigation-fee.ts";
import { byBands, type Bands, cents, yuanWords } from "./yuan.ts";

const law = "诉讼费用交纳办法";

const preservationBands: Bands = [
  { upTo: 1000, flat: 30 },
  { upTo: 100_000, rate: 0.01 },
  { upTo: Number.POSITIVE_INFINITY, rate: 0.005 },
];
const preservationCap = 5000;

const enforcementBands: Bands = [
  { upTo: 10_000, flat: 50 },
  { upTo: 500_000, rate: 0.015 },
  { upTo: 5_000_000, rate: 0.01 },
  { upTo: 10_000_000, rate: 0.005 },
  { upTo: Number.POSITIVE_INFINITY, rate: 0.001 },
];

/** 财产保全申请费; `amount` is the value actually preserved, 0 where no property is concerned. */
export const preservationFee = defineCalculator({
  slug: "preservation-fee",
  inputs: z.strictObject({ amount: yuan }),
  questions: { amount: "要保全（冻结、查封）多少钱的财产？" },
  compute: ({ amount }) => {
    const { total, steps } = byBands(amount, preservationBands);
    const fee = Math.min(total, preservationCap);
    if (steps.length > 1) steps.push(`加起来是${yuanWords(total)}。`);
    if (total > preservationCap) steps.push("保全费最多收5000元，所以按5000元交。");
    return {
      result: { fee },
      headline: `保全申请费${yuanWords(fee)}。`,
      steps,
      citations: [{ law, article: "14" }],
      warnings: ["这笔钱由申请人先交，起诉时可以写进诉讼请求，让对方承担。保全一般还要提供担保，那是另外的钱。"],
    };
  },
});

/** 执行申请费; without `amount` the order has nothing to do with money. */
export const enforcementFee = defineCalculator({
  slug: "enforcement-fee",
  inputs: z.strictObject({ amount: yuan.optional(), no_amount: z.boolean().optional() }),
  questions: { amount: "申请执行多少钱？" },
  needs: (given) => (given.no_amount ? [] : ["amount"]),
  compute: ({ amount }) => {
    const citations = [
      { law, article: "14" },
      { law, article: "20" },
    ];
    const warnings = ["申请执行不用先交钱。执行完了由被执行人出。"];
    if (amount === undefined) {
      return {
        result: { fee_min: 50, fee_max: 500 },
        headline: "执行费每件50元到500元。",
        steps: ["没有执行金额的，每件交50元到500元，具体看本省标准。"],
        citations,
        warnings,
      };
    }
    const { total, steps } = byBands(amount, enforcementBands);
    if (steps.length > 1) steps.push(`加起来是${yuanWords(total)}。`);
    return { result: { fee: total }, headline: `执行费${yuanWords(total)}。`, steps, citations, warnings };
  },
});

/** 支付令申请费: one third of what a suit over the same sum costs. */
export const paymentOrderFee = defineCalculator({
  slug: "payment-order-fee",
  inputs: z.strictObject({ amount: yuan }),
  questions: { amount: "要对方还多少钱？" },
  compute: ({ amount }) => {
    const full = byBands(amount, propertyBands).total;
    const fee = cents(full / 3);
    return {
      result: { fee, full_fee: full },
      headline: `申请支付令交${yuanWords(fee)}。`,
      steps: [`起诉同样的钱，诉讼费是${yuanWords(full)}。`, `支付令只交三分之一，${yuanWords(fee)}。`],
      citations: [
        { law, article: "14" },
        { law, article: "36" },
      ],
      warnings: ["对方不提异议，这笔钱由对方出；提了异议，先由您出，起诉时可以再向对方要。"],
    };
  },
});
