// The words about meeting the judge: held, agreed, called off, and the reminder of the day before.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine = "visitTaken" | "visitHeld" | "visitProposed" | "visitFixed" | "visitOff" | "visitFree" | "visitSoon";

export const visitWords: { [N in Mine]: Words<Notices[N]> } = {
  visitTaken: (p) => ({ text: `${p.judge}法官这个时间刚被别人约走了。再说一次“请法官上门”，我给您看还有哪些时间。` }),
  visitHeld: (p) => ({ text: `给您留着了：${p.when}。法官点了头我马上告诉您。不去了回“取消见面”。` }),
  visitProposed: (p) => ({
    text: [
      `【约见】${p.place} ${p.from}想见您：${p.when}`,
      p.words ? `他说：${p.words}` : "",
      "行就回“同意见面”，不行回“取消见面 原因”。",
    ]
      .filter(Boolean)
      .join("\n"),
    buttons: [
      [
        { label: "同意见面", data: `visitYes:${p.slot}` },
        { label: "不行", data: `visitNo:${p.slot}` },
      ],
    ],
    quietButtons: true,
  }),
  visitFixed: (p) => ({
    text: p.mine
      ? `定了：${p.when}，${p.who}等您。把借条、合同、聊天记录这些带上，身份证也带上。前一天我再提醒。不去了回“取消见面”。`
      : `定了：${p.when}，${p.who}。前一天提醒。`,
  }),
  visitOff: (p) => ({
    text: p.byJudge
      ? `${p.when}的见面取消了${p.why ? `，原因：${p.why}` : ""}。要另约，再说一次“请法官上门”。`
      : `【约见取消】${p.when}，对方不来了${p.why ? `：${p.why}` : ""}。`,
  }),
  visitFree: (p) => ({ text: `取消了：${p.when}。已经告诉对方。` }),
  visitSoon: (p) => ({ text: `别忘了：${p.when}，和${p.who || "法官"}见面。` }),
};
