// The words about meeting the judge, in person or from afar: held, agreed, called off, and the reminder of the day before.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine =
  | "visitTaken"
  | "visitHeld"
  | "visitProposed"
  | "sessionOffer"
  | "sessionAsked"
  | "visitFixed"
  | "visitOff"
  | "visitLapsed"
  | "roomWanted"
  | "visitFree"
  | "visitSoon";

const again = (remote: boolean | undefined): string => (remote ? "约远程" : "请法官上门");
const answers = (slot: string) => [
  [
    { label: "同意见面", data: `visitYes:${slot}` },
    { label: "不行", data: `visitNo:${slot}` },
  ],
];
const papers = "把借条、合同、聊天记录这些带上，身份证也带上。";
const ready = {
  room: `提前10分钟到，有人帮您连线。${papers}`,
  video: "到点法官给您打视频。手机充好电、连上网，找个安静地方，身份证和材料放手边。",
  phone: "到点法官给您打电话，找个安静地方，材料放手边。",
};
const lapses = {
  noAnswer: "一直没有得到答复",
  leave: "法官那天请假",
  dayOff: "那天放假",
  closed: "共享法庭那天不开",
};

export const visitWords: { [N in Mine]: Words<Notices[N]> } = {
  visitTaken: (p) => ({
    text: `${p.judge}这个时间刚被别人约走了。再说一次“${again(p.remote)}”，我给您看还有哪些时间。`,
  }),
  visitHeld: (p) => ({ text: `给您留着了：${p.when}。法官点了头我马上告诉您。不去了回“取消见面”。` }),
  visitProposed: (p) => ({
    text: [
      `【${p.remote ? "约远程" : "约见"}】${p.place} ${p.from}想${p.remote ? "远程" : ""}见您：${p.when}`,
      p.words ? `他说：${p.words}` : "",
      "行就回“同意见面”，不行回“取消见面 原因”。",
    ]
      .filter(Boolean)
      .join("\n"),
    buttons: answers(p.slot),
    quietButtons: true,
  }),
  sessionOffer: (p) => ({
    text: `${p.judge}想和您远程谈谈您登记的${p.number}：${p.when}。不用跑法庭。行就回“同意见面”，不行回“取消见面”，说哪天方便。`,
    buttons: answers(p.slot),
    quietButtons: true,
  }),
  sessionAsked: (p) => ({ text: `留着了：${p.when}。已经问对方，答应了我告诉您。不约了回“取消见面”。` }),
  visitFixed: (p) => ({
    text: p.mine
      ? `定了：${p.when}，${p.who}等您。${p.remote ? ready[p.remote] : papers}前一天我再提醒。不去了回“取消见面”。`
      : `定了：${p.when}，${p.who}。前一天提醒。`,
  }),
  visitOff: (p) => ({
    text: p.byJudge
      ? `${p.when}的见面取消了${p.why ? `，原因：${p.why}` : ""}。要另约，再说一次“${again(p.remote)}”。`
      : `【约见取消】${p.when}，对方不来了${p.why ? `：${p.why}` : ""}。`,
  }),
  visitLapsed: (p) => ({
    text: p.mine
      ? `${p.when}的见面没有约成，${lapses[p.why]}，请别白跑。要另约，再说一次“${again(p.remote)}”；急的打法庭电话 ${p.phone}。`
      : `【约见取消】${p.when}，${lapses[p.why]}，时间空出来了，已经告诉对方。`,
  }),
  roomWanted: (p) => ({
    text: {
      booked: `【共享法庭】${p.room}，${p.when}有人要和${p.judge}连线。请提前开门、试好屏幕和声音。前一天我再提醒。`,
      off: `【共享法庭】${p.room}，${p.when}的连线取消了，不用准备。`,
      soon: `【共享法庭】别忘了：${p.room}，${p.when}有连线。请提前开门、试好屏幕和声音。`,
    }[p.what],
  }),
  visitFree: (p) => ({ text: `取消了：${p.when}。已经告诉对方。` }),
  visitSoon: (p) => ({
    text: `别忘了：${p.when}，和${p.who || "法官"}见面。${p.remote ? ready[p.remote] : ""}`,
  }),
};
