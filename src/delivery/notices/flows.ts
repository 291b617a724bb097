// The words of a flow: a step for who has it, how far the checklist is for the judge, one plain line for the reporter.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine =
  | "flowStep"
  | "flowShown"
  | "flowStarted"
  | "flowDone"
  | "flowMoved"
  | "flowTold"
  | "flowLate"
  | "flowOff"
  | "mySteps"
  | "stepUnreached"
  | "referralUnreached";

const states = { done: "办好了", skipped: "跳过", open: "正在办", waits: "还没到" } as const;

export const flowWords: { [N in Mine]: Words<Notices[N]> } = {
  flowStep: (p) => {
    const until = `最晚${p.due}。`;
    const buttons = { buttons: [[{ label: "办好了", data: `stepDone:${p.number}` }]], quietButtons: true };
    if (p.kind === "reporter")
      return {
        text: `${p.number} 您的事到了这一步，要您做：${p.what}。${until}\n做完了回“完成”，加一句话。`,
        ...buttons,
      };
    if (p.kind === "office")
      return {
        text: [
          `【请${p.office}办】${p.number} ${p.place} ${p.cause}`,
          `要办的：${p.what}。${until}`,
          `具体情况请打法庭电话 ${p.phone}。办好了回“完成”，加一句结果。`,
        ].join("\n"),
        ...buttons,
      };
    return {
      text: [
        `【流程第${p.index}步】${p.number} ${p.place} ${p.cause}`,
        p.before ? `上一步：${p.before}` : "",
        `要办的：${p.what}。${until}`,
        p.insteadOf ? `名录里没有能收消息的${p.insteadOf}，请您转告。` : "",
        `办好了回“完成”，加一句结果。看这件回“${p.number}”。`,
      ]
        .filter(Boolean)
        .join("\n"),
      ...buttons,
    };
  },
  flowShown: (p) => ({
    text: [
      `${p.number} ${p.place} 流程“${p.flow}”${p.over ? "（已经走完或停了）" : ""}`,
      ...p.rows.map((r, i) => {
        const when =
          r.state === "done" && r.when
            ? `${r.when}办好`
            : r.state === "open" && r.when
              ? `正在办，最晚${r.when}`
              : states[r.state];
        return `${i + 1}. ${r.what}（${r.who}，${when}）`;
      }),
      p.over ? "" : `不用办的一步回“跳过 ${p.number}”，整个不走了回“停止流程 ${p.number}”。`,
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  flowStarted: (p) => ({
    text: `${p.number} 流程“${p.flow}”开始走，共${p.total}步。第1步归${p.first}。随时回“流程 ${p.number}”看走到哪了。`,
  }),
  flowDone: (p) => {
    const head = p.skipped ? `${p.number} 第${p.index}步跳过了。` : `${p.number} 第${p.index}步记下了，谢谢。`;
    if (p.next === "")
      return { text: p.judge ? `${head}流程走完了，整件办完了回“办结 ${p.number} 结果”。` : `${head}都走完了。` };
    return { text: p.mine ? `${head}下一步还是您，看下一条。` : `${head}下一步归${p.next}，已经告诉他们。` };
  },
  flowMoved: (p) => ({
    text: [
      `【流程】${p.number} 第${p.index}步${p.by}办好了${p.late ? "（晚了）" : ""}${p.words ? `：${p.words}` : "。"}`,
      p.next === ""
        ? `流程走完了，整件办完了回“办结 ${p.number} 结果”。`
        : `下一步归${p.next}，最晚${p.due}：${p.nextWhat}。`,
    ].join("\n"),
  }),
  flowTold: (p) => ({
    text:
      p.next === ""
        ? `${p.number} 有进展：几家该办的都办了，法官会告诉您结果。`
        : `${p.number} 有进展：${p.by}那一步办好了。接下来${p.next}要办：${p.nextWhat}。最晚${p.due}。`,
  }),
  flowLate: (p) => ({
    text: p.judge
      ? `【流程超期】${p.number} 第${p.index}步还没办好，归${p.who}，应在${p.due}前：${p.what}。请督促；不用办了回“跳过 ${p.number}”。`
      : `【${p.late ? "超期" : "今天到期"}】${p.number} ${p.place}：${p.what}。${p.late ? `应在${p.due}前办好。` : ""}办好了回“完成”，加一句话。`,
    ...(p.judge ? {} : { buttons: [[{ label: "办好了", data: `stepDone:${p.number}` }]], quietButtons: true }),
  }),
  flowOff: (p) => ({ text: `${p.number} ${p.place}：“${p.what}”这一步不用办了，谢谢。` }),
  mySteps: (p) => ({
    text: `要您办的有${p.steps.length}步：\n${p.steps.map((s) => `${s.number} ${s.place}：${s.what}，最晚${s.due}`).join("\n")}\n办好一步，回“完成 编号”加一句话。`,
  }),
  referralUnreached: (p) => ({
    text: `【转办】${p.number} ${p.who}收不到消息，请您打电话转告。${p.phone ? `电话 ${p.phone}。` : ""}有进展了，您替他们回“反馈 ${p.number}”加一句话。`,
  }),
  stepUnreached: (p) => ({
    text: `【流程】${p.number} ${p.who}收不到消息，请您告诉他们：${p.what}，最晚${p.due}。${p.phone ? `电话 ${p.phone}。` : ""}办好了您回“完成 ${p.number}”。`,
  }),
};
