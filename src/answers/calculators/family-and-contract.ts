// Small sums of everyday contracts and family: child support, deposit, punitive damages, small claims.
import { z } from "zod";
import { type Computation, defineCalculator, positiveYuan, yuan } from "./calculator.ts";
import { cents, yuanWords } from "./yuan.ts";

/** 抚养费: 20% to 30% of the income for one child, up to half for several (婚姻家庭编解释（一） art. 49). */
export const childSupport = defineCalculator({
  slug: "child-support",
  inputs: z.strictObject({
    /** The monthly income of the parent who pays. */
    monthly_income: positiveYuan,
    children: z.number().int().min(1).max(20),
  }),
  questions: { monthly_income: "给抚养费的一方，一个月收入多少？", children: "要养几个孩子？" },
  needs: () => ["monthly_income"],
  compute: ({ monthly_income: income, children }): Computation => {
    const most = children > 1 ? 0.5 : 0.3;
    const [low, high] = [cents(income * 0.2), cents(income * most)];
    return {
      result: { amount_min: low, amount_max: high, share_min: 0.2, share_max: most },
      headline:
        children > 1
          ? `${children}个孩子的抚养费，一般每月最多${yuanWords(high)}，不少于${yuanWords(low)}。`
          : `抚养费一般每月${yuanWords(low)}到${yuanWords(high)}。`,
      steps: [
        `一个孩子，按月收入${yuanWords(income)}的20%到30%给：${yuanWords(low)}到${yuanWords(cents(income * 0.3))}。`,
        ...(children > 1 ? [`两个以上孩子可以多些，一般不超过月收入的50%：${yuanWords(high)}。`] : []),
      ],
      citations: [
        { law: "婚姻家庭编解释（一）", article: "49" },
        { law: "民法典", article: "1085" },
      ],
      warnings: ["具体数额看孩子的需要、双方的能力和当地生活水平，双方可以商量。一般给到孩子18周岁。"],
    };
  },
});

/** 定金: at most 20% of the price counts; double back from who took it, lost for who paid it (民法典 art. 586, 587). */
export const deposit = defineCalculator({
  slug: "deposit",
  inputs: z.strictObject({
    deposit: positiveYuan,
    /** The price of the whole contract. */
    contract_amount: positiveYuan.optional(),
    /** Who broke the contract. */
    breach: z.enum(["receiver", "giver"]).optional(),
  }),
  questions: { deposit: "交了多少定金？" },
  compute: ({ deposit: paid, contract_amount: price, breach = "receiver" }): Computation => {
    const limit = price === undefined ? undefined : cents(price * 0.2);
    const valid = limit === undefined ? paid : Math.min(paid, limit);
    const excess = cents(paid - valid);
    const amount = cents(breach === "receiver" ? valid * 2 + excess : excess);
    const steps =
      limit === undefined ? [] : [`定金不能超过合同价款的20%：${yuanWords(price ?? 0)} × 20% = ${yuanWords(limit)}。`];
    if (excess > 0) steps.push(`超出的${yuanWords(excess)}不算定金，照数退。`);
    steps.push(
      breach === "receiver"
        ? `收定金的一方违约，双倍退：${yuanWords(valid)} × 2 = ${yuanWords(valid * 2)}。`
        : `交定金的一方违约，定金${yuanWords(valid)}要不回来。`,
    );
    return {
      result: {
        amount,
        valid_deposit: valid,
        excess,
        ...(limit === undefined ? {} : { deposit_limit: limit }),
        ...(breach === "receiver" ? { refund: amount } : { forfeited: valid }),
      },
      headline:
        breach === "receiver"
          ? `收定金的一方一共要退${yuanWords(amount)}。`
          : excess > 0
            ? `定金${yuanWords(valid)}要不回，超出的${yuanWords(excess)}可以要回。`
            : `交定金的一方违约，${yuanWords(valid)}定金要不回来。`,
      steps,
      citations: [
        { law: "民法典", article: "587" },
        { law: "民法典", article: "586" },
      ],
      warnings: [
        ...(limit === undefined ? ["合同总价不知道。定金超过总价20%的部分，只原数退，不双倍。"] : []),
        "写的是“订金”“押金”，不按双倍算。违约要到合同目的落空的程度。",
      ],
    };
  },
});

/** 惩罚性赔偿: three times the price for fraud, ten times for unsafe food, with a floor. */
export const punitiveDamages = defineCalculator({
  slug: "punitive-damages",
  inputs: z.strictObject({
    kind: z.enum(["fraud", "food"]),
    price: yuan,
    /** The loss suffered; for food three times it may be asked instead of ten times the price. */
    loss: yuan.optional(),
  }),
  questions: { kind: "买的是吃的，还是别的东西？", price: "花了多少钱买的？" },
  compute: ({ kind, price, loss = 0 }): Computation => {
    const times = kind === "food" ? 10 : 3;
    const floor = kind === "food" ? 1000 : 500;
    const byLoss = kind === "food" ? loss * 3 : 0;
    const amount = cents(Math.max(price * times, byLoss, floor));
    const steps = [`按价款${times}倍：${yuanWords(price)} × ${times} = ${yuanWords(price * times)}。`];
    if (byLoss > price * times) steps.push(`按损失3倍更多：${yuanWords(loss)} × 3 = ${yuanWords(byLoss)}。`);
    if (amount === floor && price * times < floor) steps.push(`不到${floor}元的，按${floor}元赔。`);
    steps.push(`货款${yuanWords(price)}另外退。`);
    return {
      result: { amount, refund: price, total: cents(amount + price + (kind === "food" ? loss : 0)) },
      headline: `可以要求赔${yuanWords(amount)}，货款${yuanWords(price)}另外退。`,
      steps,
      citations: [kind === "food" ? { law: "食品安全法", article: "148" } : { law: "消费者权益保护法", article: "55" }],
      warnings: [
        kind === "food"
          ? "要证明食品不符合安全标准；卖家要赔，还要他明知。标签的小毛病、不影响安全的不算。"
          : "要证明商家是欺诈，就是故意骗人。质量一般不好，不等于欺诈。",
      ],
    };
  },
});

/** 小额诉讼: mandatory up to half the province's average yearly wage, by agreement up to twice it (民事诉讼法 art. 165). */
export const smallClaims = defineCalculator({
  slug: "small-claims",
  inputs: z.strictObject({
    amount: yuan,
    /** 上年度就业人员年平均工资 of the province. */
    average_wage: positiveYuan,
  }),
  questions: { amount: "要对方给多少钱？", average_wage: "本省上年度就业人员年平均工资是多少？法院立案窗口能问到。" },
  compute: ({ amount, average_wage: wage }): Computation => {
    const [limit, most] = [cents(wage * 0.5), cents(wage * 2)];
    const applies = amount <= limit;
    const byAgreement = !applies && amount <= most;
    return {
      result: {
        limit,
        limit_by_agreement: most,
        outcome: applies ? "mandatory" : byAgreement ? "by-agreement" : "not-available",
        eligible: applies || byAgreement ? 1 : 0,
      },
      headline: applies
        ? `${yuanWords(amount)}可以走小额诉讼，一审就是终审，不能上诉。`
        : byAgreement
          ? `${yuanWords(amount)}要双方都同意，才能走小额诉讼。`
          : `${yuanWords(amount)}超过限额，走不了小额诉讼。`,
      steps: [
        `年平均工资${yuanWords(wage)}的一半是${yuanWords(limit)}，不超过就适用。`,
        `超过一半、不超过2倍（${yuanWords(most)}）的，双方约定才适用。`,
      ],
      citations: [
        { law: "民事诉讼法", article: "165" },
        { law: "民事诉讼法", article: "166" },
      ],
      warnings: ["只限事情清楚、只要钱的简单案子。离婚、确权、要鉴定、对方找不到人的，不行。"],
    };
  },
});
