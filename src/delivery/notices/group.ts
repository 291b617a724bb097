// The words for a group: short, never a name of a party, a phone of a resident, or a sum.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine =
  | "groupWelcome"
  | "groupBound"
  | "groupMode"
  | "offerReport"
  | "movedToPrivate"
  | "openPrivate"
  | "openPrivateAgain"
  | "groupSubmitted"
  | "privateDataHere";

/** A nickname is not a place to speak from: sentences, phones and links are not repeated in the bot's name. */
const to = (name: string): string =>
  /^[\p{L}\p{N}\p{Extended_Pictographic}·_ -]{1,12}$/u.test(name) && !/\d{5}/.test(name) ? `@${name} ` : "";

export const groupWords: { [N in Mine]: Words<Notices[N]> } = {
  groupWelcome: () => ({
    text: "大家好，我是法院的机器人。@我可以问法律问题；谁家有纠纷，@我说“登记”，我私聊记下来，转给管片的法官。\n请法官或书记员发“本群绑定 村名”，我就知道这个群归哪。",
  }),
  groupBound: (p) => ({
    text: `绑定好了：${p.places.join("、")}。管片法官：${p.judges.map((j) => (p.judges.length > 1 ? `${j.place}—${j.judge}` : j.judge)).join("，")}。`,
  }),
  groupMode: (p) => ({
    text: {
      normal: "好，恢复正常：有人@我我就答，听到有纠纷会问一句要不要登记。",
      answerOnly: "好，以后在这个群里只有@我才说话。有危险的事我还是会提醒。",
      quiet: "好，这个群里我不出声了。有危险的事我还是会提醒。",
    }[p.mode],
  }),
  offerReport: (p) => ({
    text: "听着像是有纠纷。要登记交给管片法官吗？回“登记”，我私聊您填，群里不说个人的事。",
    buttons: [[{ label: "登记", data: p.data }]],
    quietButtons: true,
  }),
  movedToPrivate: (p) => ({ text: `${to(p.name)}听到了。这事涉及个人情况，我私聊您填，请看和我的私聊。` }),
  openPrivate: (p, where) => {
    const link = where.link(p.token);
    return {
      text: link
        ? `${to(p.name)}听到了，已先记下。这事涉及个人情况，请点这个链接到私聊里接着说（点开后按“开始”）：\n${link}`
        : `${to(p.name)}听到了，已先记下。这事涉及个人情况，请加我好友，在私聊里接着说；已经发了好友申请的，我会马上通过。`,
    };
  },
  openPrivateAgain: (p, where) => {
    const link = where.link(p.token);
    return {
      text: `${to(p.name)}刚才那件事还等着您。${link ? `请点链接到私聊里接着说：\n${link}` : "请加我好友，在私聊里接着说。"}`,
    };
  },
  groupSubmitted: (p) => ({ text: `登记好了，编号${p.number}。后面的事在私聊里说。` }),
  privateDataHere: (p) => ({ text: `${to(p.name)}电话、身份证这些请不要发在群里，私聊发给我就行。` }),
};
