// The words of curation: what was not known, a draft to be looked at, and the answer that came in the end.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine = "questionCard" | "questionQueue" | "draftCard" | "answerAtLast";

export const curationWords: { [N in Mine]: Words<Notices[N]> } = {
  questionCard: (p) => ({
    text: [
      `【问题${p.number}】${p.place ? `${p.place}有人问` : "有人问"}，${p.entry ? "对我的回答不满意" : "我没答上来"}：`,
      `“${p.text}”`,
      p.entry ? `原来的条目：${p.entry}` : "",
      "您方便的话，引用这条直接写答案（写清依据第几条），或者回“答 编号 内容”。另一位看过后，以后就这样答群众。不用答回“不用答”。",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  questionQueue: (p) => ({
    text:
      p.groups.length === 0
        ? "没有待答的问题。"
        : [
            `待答的问题（共${p.all}条，问得多的在前）：`,
            ...p.groups.map(
              (g) =>
                `${g.number}．${g.text}${g.times > 1 ? `（${g.times}人问过）` : ""}${g.bad ? "（原来答得不好）" : ""}`,
            ),
            "回“答 编号 内容”写答案，“不答 编号”去掉。",
          ].join("\n"),
  }),
  draftCard: (p) => ({
    text: [
      `【草稿${p.number}】${p.by}写的答案，请您看一看：`,
      `问：${p.question}`,
      p.asks.length > 1 ? `还有人这样问：${p.asks.slice(1, 4).join("；")}` : "",
      `答：${p.answer}`,
      p.laws.length > 0 ? `依据：${p.laws.join("、")}` : "没有引法条。",
      p.state === "draft" ? `没问题回“审 ${p.number} 通过”，要改回“审 ${p.number} 不通过 原因”。` : "",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  answerAtLast: (p, { group }) => ({
    text: [
      `${group ? "前面有人问" : "您之前问的"}“${p.question}”，法官答了：`,
      p.answer,
      p.laws.length > 0 ? `依据：${p.laws.join("、")}` : "",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
};
