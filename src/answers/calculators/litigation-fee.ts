// What filing a suit costs (案件受理费), by 诉讼费用交纳办法 art. 13 and 15-19, with relief by art. 44-47.
import { z } from "zod";
import { type Citation, type Computation, defineCalculator, yuan } from "./calculator.ts";
import { byBands, type Bands, cents, yuanWords } from "./yuan.ts";

const law = "诉讼费用交纳办法";

export const caseKinds = [
  "property",
  "divorce",
  "personality",
  "intellectual-property",
  "labour",
  "administrative",
  "administrative-trademark",
  "jurisdiction-objection",
  "special-procedure",
  "other",
] as const;

export const propertyBands: Bands = [
  { upTo: 10_000, flat: 50 },
  { upTo: 100_000, rate: 0.025 },
  { upTo: 200_000, rate: 0.02 },
  { upTo: 500_000, rate: 0.015 },
  { upTo: 1_000_000, rate: 0.01 },
  { upTo: 2_000_000, rate: 0.009 },
  { upTo: 5_000_000, rate: 0.008 },
  { upTo: 10_000_000, rate: 0.007 },
  { upTo: 20_000_000, rate: 0.006 },
  { upTo: Number.POSITIVE_INFINITY, rate: 0.005 },
];
const divorceBands: Bands = [
  { upTo: 200_000, rate: 0 },
  { upTo: Number.POSITIVE_INFINITY, rate: 0.005 },
];
const personalityBands: Bands = [
  { upTo: 50_000, rate: 0 },
  { upTo: 100_000, rate: 0.01 },
  { upTo: Number.POSITIVE_INFINITY, rate: 0.005 },
];

export const litigationFeeInputs = z.strictObject({
  kind: z.enum(caseKinds),
  /** The sum claimed; for an appeal or retrial only the part that is contested (art. 17, 19). */
  amount: yuan.optional(),
  /** What halves the fee; it is halved once only (民诉法解释 art. 206). */
  half: z.enum(["summary", "small-claims", "mediated", "withdrawn", "counterclaim"]).optional(),
  stage: z.enum(["first", "appeal", "retrial"]).optional(),
  relief: z.enum(["exempt", "reduced", "deferred"]).optional(),
});
type Inputs = z.infer<typeof litigationFeeInputs>;

type Tariff = { min: number; max: number; steps: string[]; item: string };

const flat = (min: number, max: number, name: string, item = ""): Tariff => ({
  min,
  max,
  item,
  steps: [min === max ? `${name}每件交${yuanWords(min)}。` : `${name}每件交${min}元到${max}元，具体看本省标准。`],
});

const plus = (base: Tariff, bands: Bands, amount: number | undefined, free: string): Tariff => {
  if (!amount) return base;
  const extra = byBands(amount, bands);
  const steps = extra.total > 0 ? extra.steps : [free];
  return {
    ...base,
    min: cents(base.min + extra.total),
    max: cents(base.max + extra.total),
    steps: [...base.steps, ...steps],
  };
};

function tariffOf({ kind, amount }: Inputs): Tariff {
  const property = (): Tariff => {
    const { total, steps } = byBands(amount ?? 0, propertyBands);
    return { min: total, max: total, steps, item: "财产案件" };
  };
  switch (kind) {
    case "property":
      return property();
    case "divorce":
      return plus(flat(50, 300, "离婚案件"), divorceBands, amount, "分的财产不超过20万元，不另外交。");
    case "personality":
      return plus(
        flat(100, 500, "名誉、肖像这类人格权案件"),
        personalityBands,
        amount,
        "要的赔偿不超过5万元，不另外交。",
      );
    case "intellectual-property":
      return amount ? property() : flat(500, 1000, "没有争议金额的知识产权案件");
    case "labour":
      return flat(10, 10, "劳动争议案件");
    case "administrative":
      return flat(50, 50, "告政府部门的行政案件");
    case "administrative-trademark":
      return flat(100, 100, "商标、专利、海事行政案件");
    case "jurisdiction-objection":
      return flat(50, 100, "管辖异议不成立的，");
    case "special-procedure":
      return { min: 0, max: 0, item: "", steps: ["司法确认这类特别程序的案件，不交案件受理费。"] };
    case "other":
      return flat(50, 100, "不涉及钱财的其他案件");
  }
}

const halfReasons = {
  summary: "适用简易程序，减半交。",
  "small-claims": "小额诉讼属于简易程序，减半交。",
  mediated: "调解结案，减半交。",
  withdrawn: "原告撤诉，减半交。",
  counterclaim: "反诉和本诉合并审理，减半交。",
} as const;
const halfArticles = {
  summary: "16",
  "small-claims": "16",
  mediated: "15",
  withdrawn: "15",
  counterclaim: "18",
} as const;

function compute(inputs: Inputs): Computation {
  const tariff = tariffOf(inputs);
  const steps = [...tariff.steps];
  const citations: Citation[] = [{ law, article: inputs.kind === "special-procedure" ? "8" : "13" }];
  const warnings: string[] = [];
  let [min, max] = [tariff.min, tariff.max];
  if (steps.length > 1 && min === max) steps.push(`加起来是${yuanWords(min)}。`);
  if (inputs.half && max > 0) {
    [min, max] = [cents(min / 2), cents(max / 2)];
    steps.push(halfReasons[inputs.half]);
    citations.push({ law, article: halfArticles[inputs.half] });
  }
  if (inputs.stage === "appeal") {
    steps.push("上诉只按不服的那部分金额算。");
    citations.push({ law, article: "17" });
  } else if (inputs.stage === "retrial") {
    steps.push("申请再审一般不交；用新证据申请，或者没上诉就申请再审的，才按不服的金额交。");
    citations.push({ law, article: "9" }, { law, article: "19" });
  }
  if (inputs.relief === "exempt") {
    [min, max] = [0, 0];
    steps.push("法院准了免交，就不用交。只有个人能申请免交。");
    citations.push({ law, article: "45" });
  } else if (inputs.relief === "reduced") {
    max = cents(max * 0.7);
    min = 0;
    steps.push("法院准了减交，至少减30%，减多少由法院定。");
    citations.push({ law, article: "46" });
  } else if (inputs.relief === "deferred") {
    steps.push("法院准了缓交，可以先立案，晚些再交，金额不变。");
    citations.push({ law, article: "47" });
  }
  if (!inputs.half && !inputs.relief && max > 0 && inputs.stage === undefined)
    warnings.push("走简易程序、调解结案或者撤诉，都只交一半。这笔钱先由起诉的人垫，最后一般由输的一方出。");
  if (inputs.kind === "labour") warnings.push("追讨工资可以不先交。");
  const said =
    min === max
      ? yuanWords(min)
      : inputs.relief === "reduced"
        ? `最多${yuanWords(max)}`
        : `${yuanWords(min)}到${yuanWords(max)}`;
  const half =
    min === max
      ? { half_fee: cents(tariff.max / 2) }
      : { half_fee_min: cents(tariff.min / 2), half_fee_max: cents(tariff.max / 2) };
  return {
    result: {
      ...(min === max ? { fee: min } : { fee_min: min, fee_max: max }),
      ...(min === max ? { full_fee: tariff.max } : { full_fee_min: tariff.min, full_fee_max: tariff.max }),
      ...half,
    },
    headline: max === 0 ? "不用交诉讼费。" : `诉讼费（案件受理费）${said}。`,
    steps,
    citations,
    warnings,
  };
}

export const litigationFee = defineCalculator({
  slug: "litigation-fee",
  inputs: litigationFeeInputs,
  questions: { kind: "是什么官司？比如要钱的、离婚的、名誉的、和单位闹纠纷的。", amount: "一共要对方给多少钱？" },
  needs: (given) => (given.kind === "property" ? ["kind", "amount"] : ["kind"]),
  compute,
});
