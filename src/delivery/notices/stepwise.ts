// The words of stepwise answering (层进式答疑): taken on, the card for who is asked, the answer, and what else there is at the end.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine = "stepwiseTaken" | "stepwiseCard" | "stepwiseAnswer" | "stepwiseMoved" | "stepwiseEnd";

/** 民事诉讼法第171条: fifteen days from service for a judgment, ten for a ruling. */
const elsewhere = (phone: string): string =>
  [
    "我这里法官、庭长、院领导都问到了，不能再往上转。您还可以：",
    "打12368，请诉讼服务热线的人再解释；请不起律师的打12348，免费。",
    "已经判了、不服的，拿到判决书15天内上诉（裁定书10天），过了时间就不好办了。",
    `对办事的人有意见，到法院信访窗口说，或者打法庭电话 ${phone}。`,
    "依据：《民事诉讼法》第171条",
  ].join("\n");

const why = { ask: "想听法官说", unclear: "没听懂我的回答", unhappy: "不认可现在的说法" } as const;
const above = { judge: "", head: "法官答过了，他还有疑问。", leader: "法官、庭长都答过了，他还有疑问。" } as const;

export const stepwiseWords: { [N in Mine]: Words<Notices[N]> } = {
  stepwiseTaken: (p) => ({
    text: p.again
      ? `已经转给${p.to}了，最迟${p.by}给回话，请等一等。`
      : `好，您问的转给${p.to}，最迟${p.by}给您回话。${p.first ? "还不明白，可以再问庭长、再问院领导，各一次。" : ""}`,
  }),
  stepwiseCard: (p) => ({
    text: [
      `【请教${p.number}】${p.place ? `${p.place}一位群众` : "一位群众"}${why[p.how]}，请您答一答：`,
      `“${p.question}”`,
      above[p.level],
      p.entry ? `我答的是条目：${p.entry}` : "",
      ...p.earlier.map((e) => (e.answer ? `${e.name}答：${e.answer}` : `${e.name}没有来得及答`)),
      `引用这条直接写，或者回“回复 ${p.number} 内容”，最迟${p.by}。话说白一点，我原样转给他本人。正在审的案子别说结果。`,
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  stepwiseAnswer: (p, { group, botName }) => ({
    text: [
      `${group ? "前面有人问" : "您问的"}“${p.question}”，${p.who}答：`,
      p.answer,
      p.next
        ? group
          ? `问的人还不明白，@${botName} 说“没听懂”，再请${p.next}答一次。`
          : `还不明白、不同意，回“还有疑问”，我请${p.next}再答一次。`
        : elsewhere(p.phone),
    ].join("\n"),
    buttons: group
      ? []
      : [
          [
            { label: "听懂了", data: `stepwise:ok:${p.number}` },
            ...(p.next ? [{ label: "还有疑问", data: `stepwise:more:${p.number}` }] : []),
          ],
        ],
    quietButtons: true,
  }),
  stepwiseMoved: (p) => ({
    text: `${p.from}这两天没来得及回话，对不住。您问的转给${p.to}了，最迟${p.by}给您回话。`,
  }),
  stepwiseEnd: (p) => ({ text: elsewhere(p.phone) }),
};
