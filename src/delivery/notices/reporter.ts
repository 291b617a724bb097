// The words for the person who reported: what happens now, who does it, until when; and for somebody in danger.
import type { Notices } from "../../turn/notices.ts";
import type { Filing } from "../../leads/lead.ts";
import { yuanWords } from "./life.ts";
import type { Words } from "./render.ts";

type Mine =
  | "submitted"
  | "accepted"
  | "sentBack"
  | "referred"
  | "feedback"
  | "closed"
  | "reassigned"
  | "progress"
  | "withdrawn"
  | "hotlines"
  | "safeContact";

const notSuit = "在这里登记不等于起诉，不影响您打官司，也不会停掉打官司的期限。";

const outcomes: Record<Notices["closed"]["outcome"], string> = {
  settled: "双方谈妥了",
  confirmed: "谈妥了，法院已经确认",
  paymentOrder: "法院发了支付令",
  filed: "转为立案，走诉讼程序",
  withdrawn: "撤回了",
  referredOut: "转给了别的单位办",
  unsettled: "没有谈成",
};

const filings: Record<Filing, string> = {
  smallClaims: "小额诉讼，一审就定，快",
  simplified: "简易程序",
  ordinary: "普通程序",
};

/** 还剩4000元，12月31日前给: what is still to come of what was agreed on. */
const owed = ({ left, payBy }: { left: number | null; payBy: string }): string =>
  left !== null && left > 0
    ? `，还有${yuanWords(left)}没给${payBy ? `，说好${payBy}前给` : ""}`
    : left === 0
      ? ""
      : payBy
        ? `，说好${payBy}前给清`
        : "";

export const reporterWords: { [N in Mine]: Words<Notices[N]> } = {
  submitted: (p) => ({
    text: [
      `登记好了，编号${p.number}。`,
      p.guide
        ? p.guide
        : p.handler
          ? p.reason.includes(p.handler.name)
            ? p.reason
            : `${p.place ? `${p.place}的事，` : ""}由${p.handler.name}${p.handler.title}来办。${p.reason}`
          : `已交给法院诉讼服务中心。${p.reason}`,
      p.danger
        ? "已经加急，法官和庭长都会马上看到。有人动手先打110，受伤打120。"
        : p.answerBy
          ? `最晚${p.answerBy}前有人看到，最晚${p.feedbackBy}给您回话。${p.provisional ? "（明年放假安排还没公布，到时以公布的为准）" : ""}`
          : "",
      p.bring.length > 0 && !p.danger ? `手里有${p.bring.join("、")}的话，拍照发给我就行，原件收好。` : "",
      notSuit,
      p.phone ? `急事打法庭电话 ${p.phone}。想看进度，回“进度”。` : "想看进度，回“进度”。",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  accepted: (p) => ({
    text: `${p.number} ${p.handler.name}${p.handler.title}已经接了您的事，${p.feedbackBy ? `最晚${p.feedbackBy}跟您联系` : "会跟您联系"}。${p.handler.phone ? `电话 ${p.handler.phone}。` : ""}`,
  }),
  sentBack: (p) => ({ text: `${p.number} 换人办了，现在由${p.next}来接，事情没有耽搁。原因：${p.reason}。` }),
  referred: (p) => ({ text: `${p.number} 法官请${p.to}先来帮您办，会有人跟您联系。谈不成还可以打官司。` }),
  feedback: (p) => ({ text: `${p.number} 有进展：${p.text}` }),
  closed: (p) => ({
    text: [
      `${p.number} 办完了：${outcomes[p.outcome]}${p.filedAs ? `（${filings[p.filedAs]}）` : ""}。${p.text}`,
      p.promisedYuan ? `说好的${yuanWords(p.promisedYuan)}${p.payBy ? `，${p.payBy}前付` : ""}。到时候我提醒。` : "",
      p.confirmUntil
        ? `怕对方说话不算数，双方可以在${p.confirmUntil}前一起到法院办司法确认，不收费。办了以后，对方不给可以直接申请强制执行。`
        : "",
      "还有不清楚的，直接问我，或者打法庭电话。",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  reassigned: (p) => ({ text: `${p.number} 改由${p.handler.name}${p.handler.title}来办。${p.reason}，没有耽搁。` }),
  progress: (p) => ({
    text: p.leads
      .map(
        (l) =>
          `${l.number} ${l.cause}：${l.into ? `已并到${l.into}一起办，` : ""}${l.status}${l.ended ? `，${outcomes[l.ended.outcome]}${owed(l.ended)}` : ""}。经办：${l.handler}。${l.next ? `${l.next}。` : ""}（${l.since}更新）`,
      )
      .concat(p.history.length > 1 ? [`经过：${p.history.join("，")}。`] : [])
      .join("\n"),
  }),
  withdrawn: (p) => ({ text: `${p.number} 撤回了。以后还想处理，再跟我说。` }),
  hotlines: (p) => ({
    text: [
      p.where === "group" ? "如果有人正有危险，请马上：" : "您先顾安全，请马上：",
      ...p.lines,
      p.where === "group"
        ? "先离开现场，护住老人孩子。"
        : "先离开危险的地方，护住老人孩子。我已经把这事报给法官，但救人请先打电话，我代替不了。",
    ].join("\n"),
  }),
  safeContact: (p) => ({
    text: p.forOther
      ? `这事我已经加急报给法官，编号${p.number}。\n人现在在哪、怎么能联系上？${p.askPlace ? "是哪个村、哪个社区？" : ""}知道多少说多少，我马上转给法官。`
      : `这事我已经加急报给法官，编号${p.number}。\n怎么联系您安全？什么时候、打哪个电话方便？${p.askPlace ? "您在哪个村、哪个社区？" : ""}不方便说就不用回，先顾安全。`,
  }),
};
