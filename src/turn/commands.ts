// The few fixed words that are commands: what a message asks for when it is one, forgiving in spacing and punctuation.

import { paperNamed } from "../leads/papers.ts";
import { type EducationCommand, educationCommand } from "./education-words.ts";
import { type FlowCommand, flowAsked } from "./flow-words.ts";
import type { MakeCommand } from "./making.ts";
import { receptionAsked, type ReceptionCommand } from "./reception-words.ts";
import { sessionAsked, type SessionCommand } from "./session-words.ts";
import { articleAsked, type ArticleRequest } from "../answers/statutes.ts";

export type Command =
  | MakeCommand
  | EducationCommand
  | SessionCommand
  | ReceptionCommand
  | { kind: "sessionWay"; way: string }
  /** The next story of the month, in private. */
  | { kind: "nextStory"; turn: number }
  | FlowCommand
  | { kind: "bindCode"; code: string }
  | { kind: "bindGroup"; places: string }
  | { kind: "groupMode"; mode: "normal" | "answerOnly" | "quiet" }
  | { kind: "help" }
  | { kind: "cancel" }
  | { kind: "later" }
  | { kind: "resume" }
  | { kind: "report"; rest: string }
  | { kind: "confirm" }
  | { kind: "myData" }
  | { kind: "correctMyData"; what: "phone" | "name"; value: string }
  | { kind: "deleteMyData" }
  | { kind: "exportMyData" }
  | { kind: "privacy" }
  | { kind: "progress"; number: string | null }
  | { kind: "withdraw"; number: string | null }
  | { kind: "rate"; good: boolean; entry: string | null }
  | { kind: "myLeads" }
  /** 「法条 民法典 680」: the law's own words. */
  | { kind: "article"; request: ArticleRequest }
  /** A number alone, or 详情 with one: what stands in that lead. */
  | { kind: "show"; number: string }
  | { kind: "followUp"; number: string; score: "good" | "fair" | "bad" }
  | { kind: "promise"; number: string; how: string }
  | { kind: "visit"; slot: string }
  | { kind: "visitYes"; slot: string | null }
  | { kind: "visitNo"; slot: string | null; rest: string }
  | { kind: "correct"; number: string; rest: string }
  | { kind: "complain"; number: string | null; rest: string }
  | MoveCommand;

export type MoveCommand = {
  kind: "move";
  move:
    | "accept"
    | "sendBack"
    | "decline"
    | "refer"
    | "transfer"
    | "close"
    | "feedback"
    | "contact"
    | "mediate"
    | "goThere"
    | "goRemote"
    | "pause"
    | "resume"
    | "extend"
    | "merge"
    | "pay"
    | "reopen"
    | "acknowledge";
  number: string | null;
  rest: string;
  /** The whole message, for words that mean one thing or another by what lies open. */
  said?: string;
};

const number = "(20\\d{2}\\s*[-—–_]\\s*\\d{1,6}|\\d{1,4})";
const end = "[。.!！~～\\s]*$";

const clean = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "")
    .trim();

/** `2026-1`, `2026—0001`, `31` → the number as it is stored, or its tail. */
export const leadNumber = (said: string | undefined): string | null => {
  if (!said) return null;
  const [year, running] = said.replace(/\s/g, "").split(/[-—–_]/);
  return running === undefined ? (year ?? "").padStart(4, "0") : `${year}-${running.padStart(4, "0")}`;
};

/** Numbers of leads named anywhere in a text. */
export const leadNumbersIn = (text: string): string[] =>
  [...clean(text).matchAll(/20\d{2}[-—–_]\d{1,6}(?!\d|[-/年月.])/g)].map((m) => leadNumber(m[0]) ?? "");

type Rule = [pattern: RegExp, make: (match: RegExpMatchArray) => Command];
const rule = (pattern: string, make: Rule[1]): Rule => [new RegExp(`^${pattern}${end}`, "su"), make];

const movesWords = [
  ["accept", "(?:(?:好的?|行|嗯|ok)?[，, ]*(?:收到|已收|签收|收下|收)|接单|接|我收)(?:了|啦|下了)?"],
  [
    "accept",
    "(?:好的?|行|嗯)?[，, ]*(?:这个|这件|这事|这件事|那个|那件)?(?:我|由我)(?:来?(?:接|办|收|跟|跟进|负责)|来)(?:下|手)?(?:了|吧|啦)?",
  ],
  ["sendBack", "(?:请|给)?(?:退回|退了|退)(?:去|了|吧)?|不归我管"],
  ["transfer", "(?:移交给?|移交)"],
  ["contact", "(?:已经?)?(?:联系上了?|联系过了?|打过电话了?|通过电话了?|见过面了?|联系当事人)"],
  ["mediate", "(?:安排|组织|准备)?调解(?:安排)?"],
  ["goThere", "(?:安排)?(?:上门|下村|去现场|到现场)(?:调解)?"],
  ["goRemote", "(?:安排)?(?:远程|视频|线上)(?:调解)?"],
  ["pause", "(?:暂停|中止|先停|等一等)(?:办理|计时)?"],
  ["resume", "(?:恢复|继续)(?:办理|计时)"],
  ["extend", "(?:申请)?延期"],
  ["pay", "(?:付款|还款|到账|履行)(?:了)?"],
  ["reopen", "(?:重开|重新打开|重新办理)"],
  ["refer", "(?:转办给?|转交给?|转给|交给|派给|转)"],
  ["close", "(?:这个|这件|这事|这件事|那件|那事)?(?:办结|结案|办完|办妥|办好|结)(?:了|啦)?"],
  ["feedback", "(?:反馈|进展|回话)"],
  ["acknowledge", "(?:知道了|已知悉|正在处理|我来处理|我去处理|马上去|马上处理)"],
] as const;

const reports = {
  week: "周通报|周报",
  month: "月分析|月报|月通报",
  quarter: "季调度|季报|季度通报",
} as const;
const spans = {
  week: "本周|这周|上周",
  month: "本月|这个月|上个?月",
  quarter: "本季度?|这个?季度?|上个?季度?",
} as const;

/** 「文书 2026-0031 告知书」「2026-0031 出转办函」「定稿 2026-0031 转办函」「文书 2026-0031 起诉状 pdf」. */
function paperCommand(text: string): MakeCommand | null {
  const m = new RegExp(
    `^(?:(定稿)|文书|出文书|出|打印)?[:：\\s]*(20\\d{2}[-—–_]\\d{1,6})[:：\\s]*(?:出|打印)?(?:一份|份)?\\s*([\\p{Script=Han}《》]{3,12})\\s*(pdf|PDF)?(?:版|格式)?${end}`,
    "u",
  ).exec(text);
  const paper = m ? paperNamed(m[3] ?? "") : null;
  if (!m || paper === null) return null;
  const number = leadNumber(m[2]) ?? "";
  return { kind: "make", what: "paper", number, paper, final: m[1] !== undefined, pdf: m[4] !== undefined };
}

const common: Rule[] = [
  rule("绑定[:：\\s]*([0-9A-Za-z]{2,6}[-—–\\s]?[0-9A-Za-z]{0,4})", (m) => ({
    kind: "bindCode",
    code: (m[1] ?? "").toUpperCase().replace(/[^0-9A-Z]/g, ""),
  })),
  rule("(?:本群绑定|绑定本群|绑定)(?:到|为|成)?[:：\\s]*(\\p{Script=Han}.*)", (m) => ({
    kind: "bindGroup",
    places: m[1] ?? "",
  })),
  rule("(?:本群)?\\s*只应答", () => ({ kind: "groupMode", mode: "answerOnly" })),
  rule("(?:本群)?\\s*(?:安静|静音|别说话|免打扰)", () => ({ kind: "groupMode", mode: "quiet" })),
  rule("(?:本群)?\\s*(?:恢复正常|正常模式|正常|恢复)", () => ({ kind: "groupMode", mode: "normal" })),
  rule("/?(?:帮助|帮忙|怎么用|help|start|功能|菜单|你会什么|你能干啥|你能干什么)[?？吗呢]?", () => ({ kind: "help" })),
  rule(
    "(?:取消(?:登记)?|(?:(?:我|俺)?(?:算了|拉倒|得了)[，,\\s]*)?(?:我|俺)?(?:不想?|别)(?:再)?(?:登记|报|弄|整|填|办|搞)了|算了|拉倒|/cancel)(?:吧|啊|呀)?",
    () => ({ kind: "cancel" }),
  ),
  rule("(?:稍后|等会儿?|等一下|一会儿?再说|先放着|回头再填|晚点再填|晚点再说|待会儿?再填?)", () => ({ kind: "later" })),
  rule("(?:继续|接着填|接着来|继续登记|接着说|继续填)", () => ({ kind: "resume" })),
  rule("(?:我要|帮我|给我)?(?:登记|报个?纠纷|报线索|登记纠纷|登记一下|报告纠纷|我要反映)[:：，,\\s]*(.*)", (m) => ({
    kind: "report",
    rest: m[1] ?? "",
  })),
  rule(
    "(?:对|对的|对了|没错|是的|是|确认|确认登记|没问题|行|可以|好|好的|嗯|嗯嗯|恩|提交|就这样|ok|中|得行|要得|都对)(?:吧|了|呢|啊|哈)?",
    () => ({ kind: "confirm" }),
  ),
  rule("我的信息|查我的信息|我的资料|看看我的信息", () => ({ kind: "myData" })),
  rule(
    "(?:我|俺)(?:的)?(?:登记的?)?(?:换|改)?(?:了|个)*(?:新)?(?:手机号?码?|电话号?码?|号码?|联系方式)(?:登记)?(?:写|记|报)?(?:错|不对|变|换|改)?(?:了|啦)?[，,:：\\s]*(?:新号码?|新电话)?(?:要|请|帮我)?(?:改成|改为|换成|更正为|应该是|是|为)?[，,:：\\s]*([+\\d一二三四五六七八九零〇幺][-\\d\\s一二三四五六七八九零〇幺]{6,24})(?:了|的)?",
    (m) => ({ kind: "correctMyData", what: "phone", value: m[1] ?? "" }),
  ),
  rule(
    "(?:我|俺)(?:的)?(?:名字|姓名)(?:登记)?(?:写|记|报)?(?:错|不对)?(?:了)?[，,:：\\s]*(?:改成|改为|更正为|应该是|应该叫|是|叫)[，,:：\\s]*(\\p{Script=Han}{2,4})",
    (m) => ({ kind: "correctMyData", what: "name", value: m[1] ?? "" }),
  ),
  rule("(?:删除|清除|删掉)(?:我的)?(?:信息|资料|数据)", () => ({ kind: "deleteMyData" })),
  rule("(?:导出|下载|复制)(?:我的)?(?:信息|资料|数据)", () => ({ kind: "exportMyData" })),
  rule("(?:隐私(?:说明|告知)?|个人信息告知)", () => ({ kind: "privacy" })),
  rule(`(?:进度|查进度|查一下进度|办到哪了|办得怎么样了|办得咋样了)[:：\\s]*${number}?[?？]?`, (m) => ({
    kind: "progress",
    number: leadNumber(m[1]),
  })),
  rule(`${number}\\s*(?:的)?(?:进度|办到哪了|办得怎么样了|咋样了)[?？]?`, (m) => ({
    kind: "progress",
    number: leadNumber(m[1]),
  })),
  rule(`(?:撤回|撤销|不告了)(?:线索)?[:：\\s]*${number}?`, (m) => ({ kind: "withdraw", number: leadNumber(m[1]) })),
  rule(
    `(?:那个?)?(?:我|俺)?(?:不想|不)告(?:他)?了[，,\\s]*(?:给我)?(?:撤了?|撤回|撤销)?(?:吧|了)?|(?:给我|帮我|我要|我想)?(?:把)?(?:这个|那个|这件|那件)?(?:事)?(?:撤回|撤销|撤了)(?:来)?(?:吧)?`,
    () => ({ kind: "withdraw", number: null }),
  ),
  rule(`(?:更正|改正|修改)[:：\\s]*(20\\d{2}[-—–_]\\d{1,6})[:：，,\\s]*(.*)`, (m) => ({
    kind: "correct",
    number: leadNumber(m[1]) ?? "",
    rest: (m[2] ?? "").trim(),
  })),
  rule("(?:同意|确认)(?:预约|约见|见面|远程|视频|这个时间)", () => ({ kind: "visitYes", slot: null })),
  rule("(?:取消|推掉|不能)(?:预约|约见|见面|远程|视频|连线)[:：，,\\s]*(.*)", (m) => ({
    kind: "visitNo",
    slot: null,
    rest: (m[1] ?? "").trim(),
  })),
  // 投诉超市 is a dispute; a complaint here is about those who handle one.
  rule(
    `(?:我要|我想)?投诉[:：\\s]*(20\\d{2}[-—–_]\\d{1,6})?[:：，,\\s]*((?:法官|法庭|书记员|调解员|网格员|经办|承办|办案|这个?法官|你们|机器人).*)?`,
    (m) => ({
      kind: "complain",
      number: leadNumber(m[1]),
      rest: (m[2] ?? "").trim(),
    }),
  ),
  rule("(?:有用|有帮助|👍)", () => ({ kind: "rate", good: true, entry: null })),
  rule("(?:没用|没有用|没帮助|答非所问|👎)", () => ({ kind: "rate", good: false, entry: null })),
  rule(`(?:详情|查看|看看|看)?[:：\\s]*(20\\d{2}\\s*[-—–_]\\s*\\d{1,6})(?:号)?(?:的)?(?:详情)?`, (m) => ({
    kind: "show",
    number: leadNumber(m[1]) ?? "",
  })),
  rule("(?:我的线索|我的任务|待办|有哪些线索|我手上的线索)", () => ({ kind: "myLeads" })),
  ...(["week", "month", "quarter"] as const).map((period) =>
    rule(
      `(?:看|发|要|出)?(?:一下)?(${spans[period]})?[的]?(?:${reports[period]})[:：\\s]*(20\\d{2}-\\d{1,2}(?:-\\d{1,2})?)?`,
      (m) => ({ kind: "make", what: "report", period, when: m[2] ?? m[1] ?? "" }),
    ),
  ),
  rule(
    `(?:看|发|要|出|导出)?(?:一下)?(${Object.values(spans).join("|")}|今年|去年|20\\d{2}-\\d{1,2})?[的]?(\\p{Script=Han}{2,12}?)?[的]?台账[:：\\s]*(${Object.values(spans).join("|")}|今年|去年|20\\d{2}-\\d{1,2})?`,
    (m) => ({ kind: "make", what: "ledger", when: m[1] ?? m[3] ?? "", place: m[2] ?? "" }),
  ),
];

/** A judge's words: the move first or the number first, then the reason or the result. */
const judges: Rule[] = movesWords.flatMap(([move, verbs]): Rule[] => [
  [
    new RegExp(`^(?:${verbs})[\\s:：，,]*${number}?(?:号)?(?:$|[\\s:：，,。；;]+(.*)$)`, "su"),
    (m) => ({ kind: "move", move, number: leadNumber(m[1]), rest: (m[2] ?? "").trim() }),
  ],
  [
    new RegExp(`^${number}(?:号)?[\\s:：，,]*(?:${verbs})(?:$|[\\s:：，,。；;]+(.*)$)`, "su"),
    (m) => ({ kind: "move", move, number: leadNumber(m[1]), rest: (m[2] ?? "").trim() }),
  ],
]);

const said = (move: MoveCommand["move"], pattern: RegExp): Rule => [
  pattern,
  (m) => ({ kind: "move", move, number: null, rest: (m[1] ?? "").trim() }),
];

/** 「转刘桂芬」「退 不是我的村」「不是我们村的，退回」「我得回避，他是我表弟」: the verb glued to its object, or behind it. */
const glued: Rule[] = [
  [
    new RegExp(
      `^(?:合并|并案)[:：\\s]*${number}[\\s，,]*(?:并?(?:到|入|进|和|与|并到|并入))?[\\s，,]*(20\\d{2}[-—–_]\\d{1,6})${end}`,
      "su",
    ),
    (m) => ({ kind: "move", move: "merge", number: leadNumber(m[1]), rest: leadNumber(m[2]) ?? "" }),
  ],
  [/^(?:合并|并案)$/u, () => ({ kind: "move", move: "merge", number: null, rest: "" })],
  said("transfer", /^移交给?([\p{Script=Han}].{0,60})$/su),
  said("reopen", /^(?:重开|重新打开)([\p{Script=Han}].{0,200})$/su),
  said("pause", /^(?:先)?暂停(?:一下)?[，,\s]*((?:等|对方|当事人)[\p{Script=Han}].{0,200})$/su),
  said("extend", /^延期[，,\s]*([\p{Script=Han}].{0,200})$/su),
  said("refer", /^(?:转办给?|转交给?|转给|转派给?|交给|派给|转(?![账发到眼天过念]))([\p{Script=Han}].{0,40})$/su),
  said(
    "refer",
    /^(?:先)?(?:请|让|叫|找)([\p{Script=Han}]{2,12}?)(?:先)?(?:去|来|帮着?|给)?(?:调解|调一?调|说和|处理|跟进)(?:一下|下|吧)?[。.]?$/su,
  ),
  said("sendBack", /^(?:退回|退)(?!休|款|钱|了钱|货|押|彩)([\p{Script=Han}].{1,200})$/su),
  said(
    "sendBack",
    /^((?:这个?)?(?:不是|不归|不属于|不在)(?:我|我们|咱).{0,60}?)[，,。\s]*(?:给)?(?:退回|退了|退)(?:去|吧)?[。.]?$/su,
  ),
  said("sendBack", /^((?:这个?|这件)?(?:我)?(?:要|得|应当|应该|申请|需要)回避.{0,200})$/su),
  said(
    "close",
    /^(?:这个|这件|这事|这件事|那件|那事)?(?:办结|结案|办完|办妥)(?:了|啦)?[，,。\s]*([\p{Script=Han}].{1,400})$/su,
  ),
  said("feedback", /^反馈([\p{Script=Han}].{1,400})$/su),
  said(
    "feedback",
    /^((?:今天|昨天|刚才|刚|上午|下午|已经)?(?:给)?(?:他们|两家|双方)?(?:没|未|给)?(?:调解?(?:成|好|不成)|谈(?:成|妥|好|崩)|说和|和解|签了协议|达成).{0,400})$/su,
  ),
];

/** 调解 不成怎么办: words that name a step and ask about it are a question. */
const asking: ReadonlySet<string> = new Set(["mediate", "goThere", "goRemote", "pause", "extend", "pay"]);
const isQuestion = (rest: string): boolean => /[?？]|怎么|咋|多少|多久|吗$|呢$|能不能|可不可以|要不要|什么/u.test(rest);

/**
 * The command a text is, or null. `works`: the speaker may move leads, so 收 and 退 are read as moves; for everyone
 * else they are ordinary words. Without `flows`, what could be said of a step (办好了) is read as what else it means.
 */
export function readCommand(text: string, works: boolean, flows = true): Command | null {
  const said = clean(text);
  const education = educationCommand(text);
  if (education) return education;
  if (said.length > 600) return null;
  const request = articleAsked(said);
  if (request) return { kind: "article", request };
  const paper = paperCommand(said);
  if (paper) return paper;
  const flow = flows ? flowAsked(said) : null;
  if (flow) return { ...flow, rest: chineseCommas(flow.rest) };
  const remote = sessionAsked(said);
  if (remote) return remote;
  const hours = receptionAsked(said);
  if (hours) return hours;
  for (const [pattern, make] of works ? [...judges, ...glued, ...common] : common) {
    const match = pattern.exec(said);
    if (match) {
      const command = make(match);
      if (command.kind === "move" && asking.has(command.move) && isQuestion(command.rest)) continue;
      // What is told on is given back as it is written, with Chinese commas.
      if (command.kind === "move") return { ...command, said, rest: chineseCommas(command.rest) };
      return command.kind === "report" ? { ...command, rest: asWritten(text, command.rest) } : command;
    }
  }
  return null;
}

const chineseCommas = (text: string): string => text.replace(/(?<=\p{Script=Han}),(?=\p{Script=Han})/gu, "，");

/** The end of a text that reads as `rest`, as the person wrote it: their words are evidence, not ours to tidy. */
function asWritten(text: string, rest: string): string {
  if (rest === "") return rest;
  for (let at = 1; at < Math.min(40, text.length); at++)
    if (clean(text.slice(at)) === rest) return text.slice(at).trim();
  return rest;
}

/** The payload of a button as a command; buttons carry `verb:argument`. */
export function readButton(data: string): Command | null {
  const [verb = "", argument = "", more = ""] = data.split(":");
  switch (verb) {
    case "accept":
    case "sendBack":
    case "refer":
    case "close":
    case "feedback":
    case "pay":
    case "resume":
    case "acknowledge":
      if (verb === "resume" && !argument) return { kind: "resume" };
      return { kind: "move", move: verb, number: argument || null, rest: more };
    case "flowStart":
    case "flowShow":
    case "flowStop":
    case "flowSkip":
    case "stepDone": {
      const act = ({ flowStart: "start", flowShow: "show", flowStop: "stop", flowSkip: "skip" } as const)[
        verb as "flowStart"
      ];
      return { kind: "flow", act: act ?? "done", number: argument || null, rest: more, sure: true };
    }
    case "confirm":
    case "cancel":
    case "later":
      return { kind: verb };
    case "follow":
      return { kind: "followUp", number: argument, score: more === "good" || more === "bad" ? more : "fair" };
    case "visit":
      return { kind: "visit", slot: argument };
    case "session":
      return { kind: "sessionWay", way: argument };
    case "visitYes":
      return { kind: "visitYes", slot: argument };
    case "visitNo":
      return { kind: "visitNo", slot: argument, rest: "" };
    case "paid":
      return { kind: "promise", number: argument, how: more };
    case "announce":
      return { kind: "announceNow", yes: argument === "yes" };
    case "story":
      return { kind: "nextStory", turn: Number(argument) || 0 };
    case "good":
    case "bad":
      return { kind: "rate", good: verb === "good", entry: argument || null };
    case "report":
      return { kind: "report", rest: "" };
    default:
      return null;
  }
}
