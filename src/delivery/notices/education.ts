// The words of public education (普法): a story, an announcement, its preview, and what was switched on or off.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine = "caseStory" | "announcement" | "announcePreview" | "announced" | "educationSet";

const reasons = { off: "关了普法", silent: "设了不出声", full: "这周已经发满", noGroup: "还没有绑定的群" } as const;
const without = (left: Notices["announcePreview"]["left"]): string =>
  left.length > 0 ? `没发：${left.map((l) => `${l.name}（${reasons[l.why]}）`).join("、")}。` : "";

/** 周三 10:00 → 每周三上午10点. */
function clock(when: string): string {
  const [day = "", hour = "", minute = ""] = when.split(/[\s:]+/u);
  const part = Number(hour) < 12 ? "上午" : "下午";
  const shown = Number(hour) > 12 ? Number(hour) - 12 : Number(hour);
  return `每${day}${part}${shown}点${minute === "00" ? "" : minute}`;
}

const announced = (office: { name: string; phone: string }, text: string): string =>
  [`【通知】${office.name}`, text, office.phone ? `有事打法庭电话 ${office.phone}` : ""].filter(Boolean).join("\n");

export const educationWords: { [N in Mine]: Words<Notices[N]> } = {
  caseStory: (p, where) => ({
    text: [
      p.tale ? `【以案释法】${p.title}（编的例子，都是化名）` : `【普法】${p.title}`,
      p.text,
      [
        p.ask ? (where.group ? `想细问，@${where.botName} 说“${p.ask}”` : `想细问，回“${p.ask}”`) : "",
        p.first ? "不想收，网格员或调解员发“普法关”" : "",
      ]
        .filter(Boolean)
        .join("；"),
      `依据：${p.law}`,
    ]
      .filter(Boolean)
      .join("\n"),
    buttons: p.more ? [[{ label: "再讲一个", data: p.more }]] : [],
    quietButtons: true,
  }),
  announcement: (p) => ({ text: announced(p.office, p.text) }),
  announcePreview: (p) => ({
    text: [
      p.to.length > 0 ? "群里会看到这样一条：" : "现在发不出去。写的是：",
      "————",
      announced(p.office, p.text),
      "————",
      p.to.length > 0 ? `发给：${p.to.join("、")}。` : "",
      without(p.left),
      p.names.length > 0 ? `里面像有人名：${p.names.join("、")}。群里别写当事人的名字，没问题再确认。` : "",
      p.to.length > 0 ? "回“确认”就发；要改，重新发一遍；不发回“取消”。" : "",
    ]
      .filter(Boolean)
      .join("\n"),
    buttons:
      p.to.length > 0
        ? [
            [
              { label: "确认发出", data: "announce:yes" },
              { label: "不发", data: "announce:no" },
            ],
          ]
        : [],
    quietButtons: true,
  }),
  announced: (p) => ({
    text: [
      p.to.length === 0
        ? "没有发出去。"
        : p.later
          ? `好，早上8点发给：${p.to.join("、")}。`
          : `发出去了：${p.to.join("、")}。`,
      without(p.left),
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  educationSet: (p) => ({
    text: p.on
      ? `好，普法开了：${clock(p.when)}发一个小故事，连通知每周最多${p.perWeek}条。${p.silent ? "不过这个群现在设了不出声，发“正常”才会发。" : "不想收发“普法关”。"}`
      : "好，普法关了，通知也不往这个群发了。想要再发“普法开”。",
  }),
};
