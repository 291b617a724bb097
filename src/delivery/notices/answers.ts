// The words of answers, of small talk and of help.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";
import { articleWords, excerptWords } from "./statutes.ts";

type Mine =
  | "answer"
  | "suggest"
  | "noAnswer"
  | "plain"
  | "article"
  | "followUpAsk"
  | "rated"
  | "smalltalk"
  | "help"
  | "contactCard"
  | "guidance"
  | "visitAsked"
  | "visitCard";

const numbered = (options: readonly { label: string }[]): string =>
  options.map((o, i) => `${i + 1}. ${o.label}`).join("\n");

const roleTitles: Record<string, string> = {
  judge: "法官",
  head: "庭长",
  mediator: "调解员",
  gridWorker: "网格员",
  coHandler: "联动单位",
  clerk: "书记员",
  assistant: "法官助理",
  courtOffice: "立案庭",
  leader: "分管领导",
};

const person = (h: { name: string; title: string; phone: string }): string =>
  [`${h.name}${h.title}`, h.phone].filter(Boolean).join(" ");

export const answerWords: { [N in Mine]: Words<Notices[N]> } = {
  answer: (p, { group }) => {
    // Marked as the labelling rules demand (人工智能生成合成内容标识办法): generated words only, never curated ones.
    const lines = [p.generated ? `（人工智能生成，依据法院资料）${p.text.trim()}` : p.text.trim()];
    if (p.uncertain) lines.push(`说明：${p.uncertain}`);
    if (p.law) lines.push(`依据：${p.law}`);
    const buttons = [
      ...(p.offer ? [[p.offer]] : []),
      ...(p.rate && !group
        ? [
            [
              { label: "有用", data: `good:${p.rate}` },
              { label: "没用", data: `bad:${p.rate}` },
            ],
          ]
        : []),
    ];
    return { text: lines.join("\n"), buttons, quietButtons: !p.offer };
  },
  suggest: (p) => ({
    text: `您是想问哪个？回数字就行。\n${numbered(p.options)}`,
    buttons: p.options.map((o) => [o]),
    listed: true,
  }),
  noAnswer: (p) => {
    const who = p.duty ? `今天可以找${person(p.duty)}。` : "";
    const studio = p.studio ? `也可以去${p.studio}。` : "";
    return {
      text: `这个问题我没有把握，不乱说。已经记下来，转给法庭的人看。\n${who}法庭电话：${p.phone}。${studio}法律援助打12348，免费。${excerptWords(p.excerpts ?? [])}`,
    };
  },
  plain: (p) => ({ text: p.text }),
  article: (p) => ({ text: articleWords(p.found) }),
  followUpAsk: (p) => ({ text: p.text }),
  rated: (p) => ({
    text: p.good ? "谢谢，记下了。" : "记下了，会有人来改。想听法官说，回“我要问法官”；着急打12348，免费。",
  }),
  smalltalk: (p) => ({
    text: {
      hello: "您好，我是法院的机器人。法律上的事可以问我，有纠纷也可以跟我说，我转给管片的法官。",
      thanks: "不客气。还有事随时说。",
      who: "我是法院的机器人，不是真人。我按写好的资料回答，只供参考，拿主意的是法官。要找人，回“联系法官”。",
    }[p.kind],
  }),
  help: (p, { group }) => ({
    text: group
      ? "我是法院的机器人。@我 就能问法律问题；有纠纷@我说“登记”，我私聊您填。要找管片法官，@我说“联系法官”。"
      : [
          `我是法院的机器人，能帮您这些：${roleTitles[p.role] ? `（${roleTitles[p.role]}）` : ""}`,
          ...p.commands.map((c) => `· ${c.words}：${c.does}`),
          "有人正动手、有人受伤，别等我，先打110、120。",
          "我说的只供参考，拿主意的是法官。",
        ].join("\n"),
  }),
  contactCard: (p) => ({
    text: p.cards
      .map((c) =>
        [
          `${c.place}归${c.tribunal}管，法官是${person(c.judge)}。`,
          c.away,
          c.today,
          c.mediator
            ? `调解员：${c.mediator.name}（${c.mediator.title}）${c.mediator.phone ? ` ${c.mediator.phone}` : ""}`
            : "",
          c.phone ? `法庭电话：${c.phone}${c.hours ? `（${c.hours}）` : ""}` : "",
        ]
          .filter(Boolean)
          .join("\n"),
      )
      .join("\n"),
  }),
  guidance: (p) => ({ text: p.text }),
  visitAsked: (p) => ({
    text: `记下了，已经转给${p.handler ? `${p.handler.name}${p.handler.title}` : "法庭"}。哪天能来，由法官给您回话。急的话打法庭电话 ${p.phone}。`,
  }),
  visitCard: (p) => ({
    text: `【${p.remote ? "想远程见法官" : "请法官上门"}】${p.place}\n来自：${p.from || "一位群众"}\n原话：${p.words}`,
  }),
};
