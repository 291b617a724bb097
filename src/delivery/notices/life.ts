// The words of a lead's later life: what is being done, what is waited for, what was paid, and who must hear of it.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine =
  | "onTheWay"
  | "waiting"
  | "extended"
  | "merged"
  | "reopened"
  | "paid"
  | "reminder"
  | "handedOver"
  | "handedAway"
  | "declined"
  | "askFeedback"
  | "corrected"
  | "correctHow"
  | "lateSummary"
  | "promiseHandler"
  | "promiseBroken"
  | "complaint"
  | "promiseDue"
  | "howMuchPaid"
  | "notPaid"
  | "confirmDue"
  | "confirmHandler"
  | "askSatisfied"
  | "satisfied"
  | "askComplaint"
  | "complaintTaken";

const duties: Record<Notices["reminder"]["what"], string> = {
  accept: "签收",
  contact: "联系当事人",
  feedback: "反馈",
  close: "办结",
  paused: "恢复",
  confirm: "司法确认",
  promise: "付款",
  step: "办好流程这一步",
};
const replies: Record<string, string> = {
  accept: "请回“收”，或写“退 原因”。",
  contact: "联系过了回“联系上了”，或者“反馈”加一句话。",
  feedback: "请回“反馈”加一句话，报告人在等。",
  close: "办完了回“办结 结果”；要多谈一阵，双方都同意的话回“延期 双方同意”。",
};

const owed = (yuan: number | null): string => (yuan === null ? "说好的钱" : `说好的${yuanWords(yuan)}`);

/** 20000 → 2万元, 1250 → 1250元. */
export const yuanWords = (yuan: number): string =>
  yuan >= 10_000 ? `${Number((yuan / 10_000).toFixed(4))}万元` : `${Number(yuan.toFixed(2))}元`;

const steps: Record<Notices["onTheWay"]["move"], string> = {
  contact: "已经联系过了",
  mediate: "安排调解了",
  goThere: "办案的人要上门来",
  goRemote: "安排远程视频调解，不用跑路",
};

export const lifeWords: { [N in Mine]: Words<Notices[N]> } = {
  onTheWay: (p) => ({ text: `${p.number} ${steps[p.move]}。${p.text}`.trim() }),
  waiting: (p) => ({
    text: p.on
      ? `${p.number} 先停一停，原因：${p.why}。停的时间不算在期限里，能办了马上接着办。`
      : `${p.number} 接着办了。`,
  }),
  extended: (p) => ({ text: `${p.number} 双方同意再多谈一段时间，最晚${p.until}办完。` }),
  merged: (p) => ({
    text: `${p.number} 和${p.into}是同一件事，并到一起办了。您说的都还在，往后看${p.into}的进展就行。`,
  }),
  reopened: (p) => ({
    text: `${p.number} 重新办了${p.handler ? `，由${p.handler.name}${p.handler.title}来办` : ""}。有新情况随时跟我说。`,
  }),
  paid: (p) => {
    const rest = p.left === null ? "" : p.left > 0 ? `，还剩${yuanWords(p.left)}` : "，钱都清了";
    return { text: `${p.number} 记下了：付了${yuanWords(p.yuan)}${rest}。` };
  },
  reminder: (p) => {
    if (p.what === "paused")
      return {
        text: [
          `${p.number} ${p.place} ${p.cause} 从${p.due}停到现在，原因：${p.why}。`,
          p.judge ? `在${p.judge}手上，请问一句还等不等。` : `还在等吗？能办了回“恢复办理 ${p.number}”。`,
        ].join(""),
      };
    const title = { before: "快到期", due: "黄牌", head: "红牌", leader: "红牌" }[p.step];
    const said =
      p.step === "before" ? `最晚${p.due}前${duties[p.what]}。` : `超期未${duties[p.what]}，应在${p.due}前。`;
    return {
      text: [
        `【${title}】${p.number} ${p.place} ${p.cause}`,
        p.judge ? `${p.judge}${said}` : said,
        p.judge ? "请督促。" : (replies[p.what] ?? ""),
      ].join("\n"),
      ...(p.what === "accept" && !p.judge
        ? {
            buttons: [
              [
                { label: "收", data: `accept:${p.number}` },
                { label: "退", data: `sendBack:${p.number}` },
              ],
            ],
            quietButtons: true,
          }
        : {}),
    };
  },
  handedOver: (p) => ({
    text: [
      `【交接】${p.why}，下面${p.all}件由您接着办，前面的经过都在：`,
      ...p.leads.map((l) => `${l.number} ${l.place} ${l.cause}`),
      p.all > p.leads.length ? "其余回“我的线索”看。" : "看哪件，回它的编号。",
    ].join("\n"),
  }),
  handedAway: (p) => ({
    text: [
      `【交接】${p.why}，您手上这${p.all}件转给${p.to}接着办，经过都带过去了，您不用再办：`,
      ...p.leads.map((l) => `${l.number} ${l.place} ${l.cause}`),
      p.all > p.leads.length ? `还有${p.all - p.leads.length}件没有列出来。` : "",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  declined: (p) => ({
    text: p.reporter
      ? `${p.number} ${p.who}这边办不了，法官接着办，事情没有耽搁。`
      : [
          `【退还】${p.number} ${p.who}办不了，原因：${p.why}。`,
          p.others.length > 0 ? `还可以转给：${p.others.map((o) => `${o.name}（${o.why}）`).join("；")}。` : "",
          `您接着办，或者回“转 姓名”。`,
        ]
          .filter(Boolean)
          .join("\n"),
  }),
  askFeedback: (p) => ({
    text: `【请反馈】${p.number} ${p.place} ${p.cause}\n${p.late ? `应在${p.due}前回话，反映人在等。` : `最晚${p.due}前要给反映人回话。`}办得怎么样，回“反馈”加一句话；办不了回“退 原因”。`,
  }),
  corrected: (p) => ({ text: `${p.number} 改好了，${p.change}。原来的记在经过里。` }),
  correctHow: (p) => ({
    text: `改哪一项、改成什么？比如“更正 ${p.number} 金额 3万”。能改：金额、时间、地点、类型、对方、对方电话、反映人、反映人电话、诉求。`,
  }),
  lateSummary: (p) => ({
    text: [
      `【超期汇总】机器人停了一阵，这期间到期的一次告诉您，共${p.all}件：`,
      ...p.leads.map(
        (l) => `${l.number} ${l.place} ${l.cause}${l.judge ? ` ${l.judge}` : ""} 未${duties[l.what]}，应在${l.due}前`,
      ),
      p.all > p.leads.length ? "其余回“我的线索”看。" : "",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  promiseHandler: (p) => ({
    text: {
      before: `【付款提醒】${p.number} ${owed(p.yuan)}，${p.payBy}到期。请提醒付款的一方。付了回“付款 ${p.number} 数目”。`,
      due: `【付款到期】${p.number} ${owed(p.yuan)}，应在${p.payBy}前付，还没有记下付款。请问一下。付了回“付款 ${p.number} 数目”。`,
      head: `【付款逾期】${p.number} ${owed(p.yuan)}逾期一周了。做过司法确认的可以申请强制执行；没做的，可以回“重开 ${p.number} 原因”。`,
      leader: "",
    }[p.step],
  }),
  promiseBroken: (p) => ({
    text: `【没有履行】${p.number} 报告人说到期没给钱。${p.confirmed ? "已经司法确认，可以告诉他申请强制执行。" : `要接着办，回“重开 ${p.number} 没有履行”。`}`,
  }),
  complaint: (p) => ({
    text: `【投诉】${p.number} 经办：${p.handler}\n${p.from ? `${p.from}说：` : ""}${p.words}\n请核实后给他回话。经办人不知道这条投诉。`,
  }),
  promiseDue: (p) => ({
    text: `${p.number} ${owed(p.yuan)}，应该在${p.payBy}前给您。给了吗？\n1. 给了\n2. 给了一部分\n3. 没给\n回数字就行。`,
    listed: true,
    buttons: [
      [
        { label: "给了", data: `paid:${p.number}:all` },
        { label: "给了一部分", data: `paid:${p.number}:part` },
        { label: "没给", data: `paid:${p.number}:none` },
      ],
    ],
  }),
  howMuchPaid: (p) => ({ text: `${p.number} 给了多少？写个数就行，比如“5000”。` }),
  notPaid: (p) => ({
    text: p.confirmed
      ? `${p.number} 记下了，也告诉法官了。这件办过司法确认，您可以直接申请强制执行：带身份证和确认裁定书，到法院执行窗口办，不收费。期限是两年，别拖。依据：《民事诉讼法》第206条、第250条。`
      : `${p.number} 记下了，也告诉法官了，会有人找对方。发条消息催一次，留个证据。还不给，可以拿着协议起诉。`,
  }),
  confirmDue: (p) => ({
    text: `${p.number} ${p.last ? `今天（${p.until}）是办司法确认的最后一天，过了就办不成了。` : `要办司法确认的，最晚${p.until}前办，过了就办不成了。`}双方带身份证和调解协议，一起到法院，不收费。办好了，对方不给钱可以直接申请强制执行。依据：《民事诉讼法》第205条。`,
  }),
  confirmHandler: (p) => ({
    text: `【司法确认】${p.number} 钱还没付完，双方最晚${p.until}前可以来办司法确认，已经提醒了报告人。`,
  }),
  askSatisfied: (p) => ({
    text: `${p.number} 办完几天了，您觉得办得怎么样？\n1. 满意\n2. 一般\n3. 不满意\n回数字就行，也可以多说两句。只问这一次。`,
    listed: true,
    buttons: [
      [
        { label: "满意", data: `follow:${p.number}:good` },
        { label: "一般", data: `follow:${p.number}:fair` },
        { label: "不满意", data: `follow:${p.number}:bad` },
      ],
    ],
  }),
  satisfied: (p) => ({
    text: p.again
      ? "您已经说过了，记着呢。"
      : p.score === "bad"
        ? "记下了，直接告诉了上一级领导，不经过办这件事的人。会有人给您回话。"
        : "记下了，谢谢您。有事随时找我。",
  }),
  askComplaint: (p) => ({ text: `${p.number} 哪里办得不好？您说一句，我直接交给上一级领导，不给办这件事的人看。` }),
  complaintTaken: (p) => ({ text: `记下了，已经交给${p.to}，不经过办这件事的人。会有人给您回话。` }),
};
