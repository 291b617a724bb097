// The statutory periods by event: how long, from which day, by which article, and the question after that day.
import type { Citation } from "./calculator.ts";

export type Rule = {
  /** What has to be done by then. */
  what: string;
  days?: number;
  months?: number;
  years?: number;
  /** What the day is from which it runs, as a question. */
  question: string;
  /** What that day is called in the steps. */
  start: string;
  laws: Citation[];
  warning?: string;
};

const civil = (article: string): Citation => ({ law: "民事诉讼法", article });

/** The periods, by event. Each names the day that it runs from. */
export const deadlineRules = {
  "appeal-judgment": {
    what: "上诉",
    days: 15,
    question: "判决书是哪天收到的？",
    start: "收到判决书",
    laws: [civil("171"), civil("85")],
    warning: "小额诉讼的判决不能上诉。",
  },
  "appeal-ruling": {
    what: "对裁定上诉",
    days: 10,
    question: "裁定书是哪天收到的？",
    start: "收到裁定书",
    laws: [civil("171"), civil("85")],
    warning: "只有不予受理、驳回起诉、管辖异议的裁定能上诉。",
  },
  answer: {
    what: "交答辩状",
    days: 15,
    question: "起诉状副本是哪天收到的？",
    start: "收到起诉状副本",
    laws: [civil("128"), civil("85")],
    warning: "不交答辩状，案子照样审。",
  },
  "jurisdiction-objection": {
    what: "提管辖异议",
    days: 15,
    question: "起诉状副本是哪天收到的？",
    start: "收到起诉状副本",
    laws: [civil("130"), civil("128"), civil("85")],
  },
  enforcement: {
    what: "申请强制执行",
    years: 2,
    question: "判决书或调解书定的还款最后一天是哪天？没写的，告诉我它哪天生效。",
    start: "履行期限最后一天",
    laws: [civil("250"), civil("85")],
    warning: "中间要过账、对方答应过还，时间重新算。",
  },
  "judicial-confirmation": {
    what: "申请司法确认",
    days: 30,
    question: "调解协议是哪天生效的？一般就是签字那天。",
    start: "调解协议生效",
    laws: [civil("205"), civil("85")],
    warning: "要双方一起申请。",
  },
  "divorce-withdrawal": {
    what: "撤回离婚登记申请",
    days: 30,
    question: "民政局是哪天收下离婚申请的？",
    start: "民政局收到离婚申请",
    laws: [
      { law: "民法典", article: "1077" },
      { law: "民法典", article: "203" },
    ],
  },
  "divorce-certificate": {
    what: "领离婚证",
    days: 30,
    question: "民政局是哪天收下离婚申请的？",
    start: "民政局收到离婚申请",
    laws: [
      { law: "民法典", article: "1077" },
      { law: "民法典", article: "203" },
    ],
    warning: "要双方亲自去。到期不去，就当撤回了。",
  },
  retrial: {
    what: "申请再审",
    months: 6,
    question: "判决是哪天生效的？",
    start: "判决生效",
    laws: [civil("216"), civil("85")],
    warning: "有新证据、证据是假的、法官有贪污受贿等情形的，从知道那天起6个月。",
  },
  "labour-award-suit": {
    what: "向法院起诉",
    days: 15,
    question: "仲裁裁决书是哪天收到的？",
    start: "收到仲裁裁决书",
    laws: [{ law: "劳动争议调解仲裁法", article: "50" }, civil("85")],
  },
  "labour-award-annulment": {
    what: "申请撤销劳动仲裁裁决",
    days: 30,
    question: "仲裁裁决书是哪天收到的？",
    start: "收到仲裁裁决书",
    laws: [{ law: "劳动争议调解仲裁法", article: "49" }, civil("85")],
    warning: "这是单位对终局裁决的办法。",
  },
  "arbitration-annulment": {
    what: "申请撤销仲裁裁决",
    months: 3,
    question: "仲裁裁决书是哪天收到的？",
    start: "收到仲裁裁决书",
    laws: [{ law: "仲裁法", article: "72" }, civil("85")],
  },
  "payment-order-objection": {
    what: "对支付令提异议",
    days: 15,
    question: "支付令是哪天收到的？",
    start: "收到支付令",
    laws: [civil("227"), civil("85")],
  },
  "preservation-suit": {
    what: "起诉或者申请仲裁",
    days: 30,
    question: "法院是哪天采取保全措施的？",
    start: "采取诉前保全",
    laws: [civil("104"), civil("85")],
    warning: "到期不起诉，法院会解除保全。",
  },
  "preservation-review": {
    what: "对保全裁定申请复议",
    days: 5,
    question: "保全裁定书是哪天收到的？",
    start: "收到保全裁定书",
    laws: [{ law: "民诉法解释", article: "171" }, civil("85")],
  },
  "enforcement-review": {
    what: "对执行异议裁定申请复议",
    days: 10,
    question: "执行异议的裁定书是哪天收到的？",
    start: "收到裁定书",
    laws: [civil("236"), civil("85")],
  },
  "third-party-suit": {
    what: "提执行异议之诉",
    days: 15,
    question: "驳回异议的裁定书是哪天收到的？",
    start: "收到裁定书",
    laws: [civil("238"), civil("85")],
  },
  "public-notice": {
    what: "公告送达",
    days: 30,
    question: "公告是哪天登的？",
    start: "公告发出",
    laws: [civil("95")],
    warning: "满30天就算送到了。",
  },
  "administrative-suit": {
    what: "提起行政诉讼",
    months: 6,
    question: "是哪天知道这个处理决定的？",
    start: "知道行政行为",
    laws: [{ law: "行政诉讼法", article: "46" }],
  },
  "administrative-review": {
    what: "申请行政复议",
    days: 60,
    question: "是哪天知道这个处理决定的？",
    start: "知道行政行为",
    laws: [{ law: "行政复议法", article: "20" }],
  },
  "administrative-review-suit": {
    what: "对复议决定起诉",
    days: 15,
    question: "复议决定书是哪天收到的？",
    start: "收到复议决定书",
    laws: [{ law: "行政诉讼法", article: "45" }],
  },
  "work-injury-claim": {
    what: "自己申请工伤认定",
    years: 1,
    question: "是哪天受的伤？",
    start: "受伤",
    laws: [{ law: "工伤保险条例", article: "17" }],
    warning: "单位应该在30天内申请。单位不申请，本人或家属一年内可以申请。",
  },
  "work-injury-claim-employer": {
    what: "单位申请工伤认定",
    days: 30,
    question: "是哪天受的伤？",
    start: "受伤",
    laws: [{ law: "工伤保险条例", article: "17" }],
  },
  "disability-reappraisal": {
    what: "申请再次鉴定伤残等级",
    days: 15,
    question: "鉴定结论是哪天收到的？",
    start: "收到鉴定结论",
    laws: [{ law: "工伤保险条例", article: "26" }],
  },
  "legatee-acceptance": {
    what: "表示接受遗赠",
    days: 60,
    question: "是哪天知道有遗赠的？",
    start: "知道受遗赠",
    laws: [
      { law: "民法典", article: "1124" },
      { law: "民法典", article: "203" },
    ],
  },
} as const satisfies Record<string, Rule>;

export type DeadlineEvent = keyof typeof deadlineRules;
export const deadlineEvents = Object.keys(deadlineRules) as DeadlineEvent[];
