// Help shows what this role may do, made from the table of actions: nobody is offered what would be refused.
import { type Action, may } from "../leads/actions.ts";
import { mayMove, type MoveName } from "../leads/moves.ts";
import type { Role } from "../content/roles.ts";

type Line = { words: string; does: string; action?: Action; move?: MoveName };

/** What everybody may do, in the order in which people need it. */
const everyday: Line[] = [
  { words: "直接问", does: "借钱、工资、邻里、离婚等法律问题，随时问", action: "ask" },
  { words: "登记", does: "把纠纷说给我听，我交给管片法官；替别人说也行", action: "report" },
  { words: "进度", does: "看您登记的事办到哪了", action: "seeProgress" },
  { words: "补充 加要说的话", does: "登记过的事有新情况，发字、发照片都行", move: "supplement" },
  { words: "撤回", does: "登记过的事不想办了", move: "withdraw" },
  { words: "联系法官", does: "查您村的法官和电话", action: "judgeContact" },
  { words: "法官啥时候来", does: "看接待日、说事点的日子和时间", action: "judgeContact" },
  { words: "请法官上门", does: "约法官到村里、家里来，不收钱", action: "requestVisit" },
  { words: "约远程", does: "人来不了，去共享法庭、用手机视频或打电话见法官", action: "requestVisit" },
  { words: "没听懂 / 我要问法官", does: "我答的不明白、不认可，先请法官答，再请庭长、院领导答", action: "ask" },
  { words: "投诉 加一句话", does: "对办事的人不满意，直接到上一级", move: "complain" },
  { words: "普法", does: "听一个身边的小案例", action: "ask" },
  { words: "我的信息", does: "看、改、导出、删除您的信息", action: "manageOwnData" },
];

const work: Line[] = [
  { words: "我的线索", does: "看手上的事；看哪件，回它的编号", action: "listLeads" },
  { words: "收 / 退 原因 / 转 给谁 / 办结 结果", does: "处理线索；有几件时加编号", move: "accept" },
  { words: "知道了", does: "有危险的事您来管，回了就不再往上报", move: "acknowledge" },
  { words: "反馈 加一句话", does: "告诉报告人进展", move: "feedback" },
  { words: "退 原因", does: "法官转来的办不了，退给法官", move: "decline" },
  { words: "联系上了 / 调解 / 上门 / 远程 加时间地点", does: "告诉报告人怎么办、什么时候", move: "mediate" },
  { words: "约远程 编号 / 同意见面 / 取消见面", does: "跟当事人约时间，到日子前一天提醒", move: "accept" },
  { words: "暂停 原因 / 恢复办理 / 延期 双方同意", does: "等当事人时停表，能办了接着办", move: "pause" },
  { words: "启动流程 / 流程 编号 / 跳过 / 停止流程", does: "几家一起办的，按写好的步骤传", move: "startFlow" },
  { words: "完成 加一句结果", does: "轮到您的一步办好了，告诉下一家", move: "contact" },
  { words: "移交 法官姓名 / 重开 编号 原因", does: "换人、重新办", move: "transfer" },
  { words: "合并 编号 到 编号", does: "同一件事登了两回，并成一件", move: "merge" },
  { words: "付款 编号 数目", does: "记下当事人付了多少", move: "contact" },
  { words: "更正 编号 哪一项 改成什么", does: "改登记错的地方，原来的留底", move: "correct" },
  { words: "怎么调 加哪类事", does: "一步一步怎么调解，比如“欠工钱的怎么调”", action: "guidance" },
  { words: "文书 编号 名称", does: "出登记表、告知书、转办函、起诉状等的草稿", action: "makePapers" },
  { words: "定稿 编号 名称", does: "草稿您看过了，出正式的", action: "approvePapers" },
  { words: "周通报 / 月分析 / 季调度", does: "看统计，带图、Word和Excel", action: "seeReports" },
  { words: "台账 本月", does: "导出台账，可以加村名", action: "seeLedger" },
  { words: "待答", does: "看没答上来的问题", action: "seeQueue" },
  { words: "答 编号 内容", does: "给没答上来的问题写答案", action: "answerQuestion" },
  { words: "回复 编号 内容", does: "答群众没听懂、不认可的问题，原样转给他本人", action: "answerDoubt" },
  { words: "审 编号 通过", does: "看别人写的答案，通过了就生效", action: "reviewAnswer" },
  { words: "签", does: "给刚才看到的条目签名", action: "signEntry" },
  { words: "本群绑定 村名", does: "把群和村绑定（在群里发）", action: "bindGroup" },
  { words: "普法关 / 普法开 / 普法每周1条", does: "群里发不发普法和通知（在群里发）", action: "setEducation" },
  { words: "发通知 村名 内容", does: "活动、培训发到群里，先给您看一遍", action: "announce" },
  { words: "只应答 / 安静 / 正常", does: "设置群里的机器人（在群里@我发）", action: "setGroupMode" },
  { words: "法条 民法典 680", does: "看法律原文", action: "workHelp" },
];

/** More lines of work than this, and what everybody may do stands in one line, so that the list can be read on a phone. */
const muchWork = 5;

export function helpFor(roles: readonly Role[]): { commands: { words: string; does: string }[]; role: string } {
  const allowed = (lines: Line[]) =>
    lines
      .filter((l) => (l.action ? may(l.action, roles) : l.move ? mayMove(l.move, roles) : true))
      .map(({ words, does }) => ({ words, does }));
  const [mine, all] = [allowed(work), allowed(everyday)];
  const too = { words: "大家能用的您也能用", does: all.map((l) => l.words.replace(/ 加.*$/u, "")).join("、") };
  const commands = mine.length > muchWork ? [...mine, too] : [...all, ...mine];
  return { commands, role: roles[0] ?? "stranger" };
}
