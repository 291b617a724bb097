// The real principal where interest was taken out of the loan in advance (砍头息): what was handed over, 民法典 art. 670.
import { z } from "zod";
import { type Computation, defineCalculator, positiveYuan, yuan } from "./calculator.ts";
import { cents, yuanWords } from "./yuan.ts";

export const principalDeducted = defineCalculator({
  slug: "principal-deducted",
  inputs: z
    .strictObject({
      /** What the note says. */
      amount: positiveYuan,
      /** What was kept back in advance. */
      deducted: yuan.optional(),
      /** What was really handed over. */
      received: yuan.optional(),
    })
    .refine(
      (i) => (i.deducted ?? 0) <= i.amount && (i.received ?? 0) <= i.amount,
      "more was deducted or handed over than the note says",
    ),
  questions: { amount: "借条上写的是多少钱？", deducted: "先扣了多少利息？或者实际到手多少钱？" },
  needs: (given) => (given.received === undefined ? ["amount", "deducted"] : ["amount"]),
  compute: ({ amount, deducted, received }): Computation => {
    const principal = cents(received ?? amount - (deducted ?? 0));
    const kept = cents(amount - principal);
    return {
      result: { principal, deducted: kept },
      headline: `本金按${yuanWords(principal)}算，不按借条上的${yuanWords(amount)}算。`,
      steps: [
        `借条写${yuanWords(amount)}，先扣了${yuanWords(kept)}，实际到手${yuanWords(principal)}。`,
        "利息不能先从本金里扣。先扣了的，按实际到手的钱还，也按这个数算利息。",
      ],
      citations: [
        { law: "民法典", article: "670" },
        { law: "民间借贷规定", article: "26" },
      ],
      warnings: ["要有转账记录证明实际到手多少。"],
    };
  },
});
