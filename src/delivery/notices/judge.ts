// The words for judges, heads, mediators and offices: who, where, what, how much, how urgent, what is missing, one word to answer.
import type { Card, Notices } from "../../turn/notices.ts";
import type { Filing, Outcome } from "../../leads/lead.ts";
import { yuanWords } from "./life.ts";
import type { Words } from "./render.ts";

type Mine =
  | "card"
  | "coHandlerCard"
  | "judgeDone"
  | "judgeAsk"
  | "whichLead"
  | "myLeads"
  | "undelivered"
  | "dangerCard"
  | "calmSaid"
  | "acknowledged";

const line = (name: string, value: string | null | undefined): string => (value ? `${name}：${value}` : "");

/** Longer than this a phone shows a wall of text; the whole story is one 「详情」 away in the judge's own list. */
const wordsShown = 400;

function body(card: Card): string[] {
  return [
    ...card.parties.map((p) => `${p.as}：${p.name}${p.phone ? ` ${p.phone}` : ""}`),
    line("金额", card.amount),
    line("时间", card.occurredOn),
    line("想要", [card.claim, card.willing].filter(Boolean).join("，")),
    ...card.details.map((d) => line(d.name, d.value)),
    line("凭证", card.evidence.join("、")),
    line("替谁反映", card.onBehalfOf),
    line("原话", card.words.join(" / ").slice(0, wordsShown)),
    line("还缺", card.missing.join("、")),
    line("报告人", [card.reporterRole, card.reporter].filter(Boolean).join(" ")),
    ...card.warnings.map((w) => `注意：${w}`),
  ].filter(Boolean);
}

/** 退回原因：… under 「王芳退回：…」 says nothing new. */
const repeats = (note: string, reason: string): boolean => reason.includes(note.replace(/^(?:退回|重开)原因：/u, ""));

const danger = (card: Card): string =>
  card.danger === "high"
    ? `★危险：${card.dangerReasons.join("、") || "请马上联系"}★`
    : card.danger === "watch"
      ? `留意：${card.dangerReasons.join("、")}`
      : "";

const kinds: Record<Notices["card"]["kind"], string> = {
  assigned: "新线索",
  duty: "值班线索",
  head: "报庭长知悉",
  assist: "请协助",
  reassigned: "改派给您",
  supplement: "有补充",
  referred: "法官请您调解",
  shown: "在办",
};

/** What whoever gets the card may do next, as it stands: one line, and the buttons for it. */
function nextStep({ number, acceptBy, withOffice, waitsFor }: Card) {
  const move = (label: string, name: string) => ({ label, data: `${name}:${number}` });
  const onward = [move("转", "refer"), move("办结", "close")];
  if (withOffice)
    return {
      line: `还没有法官接。请${acceptBy ? `在${acceptBy}前` : ""}回“移交 法官姓名”，交给一位法官。`,
      buttons: [[move("移交", "transfer")]],
    };
  if (waitsFor !== "")
    return { line: `这件停着，原因：${waitsFor}。能办了回“恢复办理”。`, buttons: [[move("恢复办理", "resume")]] };
  if (acceptBy === "")
    return { line: "已经签收过，接着办就行。有进展回“反馈”加一句话，办完写“办结 结果”。", buttons: [onward] };
  return {
    line: `请在${acceptBy}前回“收”。退回写“退 原因”，转办写“转 姓名”，办完写“办结 结果”。`,
    buttons: [[move("收", "accept"), move("退", "sendBack")], onward],
  };
}

const asked: Record<string, string> = {
  sendBack: "为什么退回？写一句，会告诉报告人。",
  decline: "为什么办不了？写一句，法官能看到。",
  refer: "转给谁？写姓名或单位。",
  transfer: "移交给哪位法官？写姓名。",
  close: "办得怎么样？写一句结果，比如“调解成功，还2万，月底前付清”。会告诉报告人。",
  feedback: "有什么进展？写一句，会告诉报告人。",
  pause: "在等谁、等什么？写一句，会告诉报告人。",
  extend: "为什么延期？双方都同意吗？写一句。",
  pay: "付了多少？写数目，付清了就写“付清了”。",
  reopen: "为什么重开？写一句。",
};

const outcomeNames: Record<Outcome, string> = {
  settled: "调解成功",
  confirmed: "已司法确认",
  paymentOrder: "支付令",
  filed: "转立案",
  withdrawn: "撤回",
  referredOut: "转其他单位",
  unsettled: "没有调成",
};
const filingNames: Record<Filing, string> = { smallClaims: "小额诉讼", simplified: "简易程序", ordinary: "普通程序" };

export const judgeWords: { [N in Mine]: Words<Notices[N]> } = {
  card: (p) => {
    const { card } = p;
    const acts = p.kind === "assigned" || p.kind === "duty" || p.kind === "reassigned" ? nextStep(card) : null;
    return {
      text: [
        `【${kinds[p.kind]}】${card.number} ${card.cause}`,
        danger(card),
        line("地点", card.place),
        ...(p.kind === "supplement" ? [line("补充", p.note)] : body(card)),
        ["supplement", "referred", "shown"].includes(p.kind) ? "" : line("为什么是您", card.routeReason),
        p.kind !== "supplement" && p.note && !repeats(p.note, card.routeReason) ? p.note : "",
        acts?.line ?? "",
        acts && card.flow ? `几家一起办的流程“${card.flow}”写好了，要走回“启动流程”。` : "",
        p.kind === "referred" ? "办得怎么样，请回“反馈”加一句话，法官和当事人都能知道。" : "",
      ]
        .filter(Boolean)
        .join("\n"),
      ...(acts ? { buttons: acts.buttons } : {}),
      quietButtons: true,
    };
  },
  coHandlerCard: (p) => ({
    text: `【联动】${p.number} ${p.place} ${p.cause}${p.danger ? "（有危险）" : ""}\n请${p.office}配合，具体情况请打法庭电话 ${p.phone}。有进展请回“反馈”加一句话。`,
  }),
  judgeDone: (p) => {
    const { more } = p;
    const read = more
      ? [
          more.outcome ? outcomeNames[more.outcome] : "",
          more.filedAs ? filingNames[more.filedAs] : "",
          more.paidYuan > 0 ? `已付${yuanWords(more.paidYuan)}` : "",
          more.promisedYuan ? `还要付${yuanWords(more.promisedYuan)}` : "",
          more.payBy ? `${more.payBy}前付清` : "",
        ].filter(Boolean)
      : [];
    return {
      text: [
        `${p.number} 已${p.did}，报告人已收到通知。`,
        read.length > 0 ? `记的是：${read.join("，")}。不对请回“重开 ${p.number} 原因”再办结。` : "",
      ]
        .filter(Boolean)
        .join("\n"),
    };
  },
  judgeAsk: (p) => {
    const options = p.options ?? [];
    const ask = `${p.number} ${asked[p.move] ?? "请写一句原因。"}`;
    if (options.length === 0) return { text: ask };
    const rows = options.map((o, i) => `${i + 1}. ${o.label}${o.why ? `（${o.why}）` : ""}`);
    return {
      text: `${p.number} 转给谁？回数字，或写姓名、单位。\n${rows.join("\n")}`,
      buttons: options.map(({ label, data }) => [{ label, data }]),
      listed: true,
    };
  },
  whichLead: (p) => ({
    text: `您手上有${p.leads.length}件，要“${p.move}”哪一件？\n${p.leads.map((l, i) => `${i + 1}. ${l.number} ${l.place} ${l.cause}`).join("\n")}\n回数字，或者写“${p.move === "签收" ? "收" : p.move} 编号”。`,
    buttons: p.leads.map((l) => [{ label: `${l.number} ${l.cause}`, data: `${p.data}:${l.number}` }]),
    listed: true,
  }),
  myLeads: (p) => ({
    text:
      p.leads.length === 0
        ? "您手上没有在办的线索。"
        : `您手上有${p.leads.length}件：\n${p.leads.map((l) => `${l.number} ${l.place} ${l.cause} ${l.status}${l.due ? `，${l.overdue ? "已超期：" : "到"}${l.due}` : ""}`).join("\n")}`,
  }),
  undelivered: (p) => ({
    text: `【未送达】${p.number} ${p.skipped}收不到消息，已改派${p.now}。请通知${p.skipped}重新绑定账号。`,
  }),
  dangerCard: (p) => ({
    text: [
      `★紧急★ ${p.card.number} ${p.card.cause} ${p.card.place}`,
      p.ladder,
      danger(p.card),
      p.words ? `刚说的：${p.words.slice(0, wordsShown)}` : "",
      ...body(p.card),
      "请马上联系，联系上后回“知道了”。",
    ]
      .filter(Boolean)
      .join("\n"),
    buttons: [[{ label: "知道了，我来处理", data: `acknowledge:${p.card.number}` }], ...nextStep(p.card).buttons],
    quietButtons: true,
  }),
  calmSaid: (p) => ({
    text: `【警情后续】${p.number} ${p.own ? "报告人" : "同村的人"}${p.group ? "在群里" : ""}说：“${p.words}”\n请打电话核实，人平安了再放心。没人回“知道了”，到点照样往上报。`,
    buttons: [[{ label: "知道了，我来处理", data: `acknowledge:${p.number}` }]],
    quietButtons: true,
  }),
  acknowledged: (p) => ({ text: `${p.number} 记下了，由您处理。不再往上报。` }),
};
