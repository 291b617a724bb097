// The few fixed words that are commands: what a message asks for when it is one, forgiving in spacing and punctuation.
import { articleAsked } from "../answers/statutes.ts";
import { clean, type Command, leadNumber, number, type Rule, rule } from "./command.ts";
import { educationCommand } from "./education-words.ts";
import { flowAsked } from "./flow-words.ts";
import { makeRules, paperCommand } from "./make-words.ts";
import { glued, judges, onlyAsked } from "./move-words.ts";
import { receptionAsked } from "./reception-words.ts";
import { sessionAsked } from "./session-words.ts";

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
  rule(
    "(?:我要|帮我|给我)?(?:登记(?!了|上|过|没|成|完)|报个?纠纷|报线索|登记纠纷|登记一下|报告纠纷|我要反映)(?:(?:这|那)个?件?事儿?)?(?:吧|呗|啊|嘛)?[:：，,\\s]*(.*)",
    (m) => ({
      kind: "report",
      rest: m[1] ?? "",
    }),
  ),
  rule(
    "(?:对|对的|对了|没错|是的|是|确认|确认登记|没问题|行|可以|好|好的|嗯|嗯嗯|恩|提交|就这样|ok|中|得行|要得|都对)(?:吧|了|呢|啊|哈)?",
    () => ({ kind: "confirm" }),
  ),
  rule(
    "(?:(?:(?:我|俺)?(?:想|要)?(?:看|查|瞅|瞧)(?:看|查|瞅|瞧)?(?:一?下)?)?(?:你们?(?:那|这)?(?:里|儿)?)?(?:我|俺)的(?:个人)?(?:信息|资料)|你们?(?:都)?(?:记|存|留)了?(?:我|俺)(?:的)?(?:些)?(?:啥|什么|哪些)(?:信息|资料|东西)?(?:了)?)[?？]?",
    () => ({ kind: "myData" }),
  ),
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
  rule("(?:我|俺)?(?:同意|(?:同意|确认)(?:预约|约见|见面|远程|视频|这个时间))", () => ({
    kind: "visitYes",
    slot: null,
  })),
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
  rule("(?:我|俺)?(?:想|要|再)*补充(?:一下|一点|几句|材料|情况|点儿?)?(?:吧|呗)?", () => ({ kind: "addTo" })),
  // 我要告你们法官，不给办事: of who handles it, not a suit.
  rule(
    "(?:我|俺)(?:要|想)?(?:告|举报)(?:一下)?((?:你们?|这个?|那个?|你们?这)?(?:的)?(?:法官|法庭|书记员|调解员|网格员|经办|办事的|机器人).*)",
    (m) => ({ kind: "complain", number: null, rest: (m[1] ?? "").trim() }),
  ),
  rule("(?:有用|有帮助|👍)", () => ({ kind: "rate", good: true, entry: null })),
  rule("(?:没用|没有用|没帮助|答非所问|👎)", () => ({ kind: "rate", good: false, entry: null })),
  rule(`(?:详情|查看|看看|看)?[:：\\s]*(20\\d{2}\\s*[-—–_]\\s*\\d{1,6})(?:号)?(?:的)?(?:详情)?`, (m) => ({
    kind: "show",
    number: leadNumber(m[1]) ?? "",
  })),
  rule(
    "(?:我的线索|我的任务|待办|有哪些线索|我手上的线索)|(?:帮我|给我)?(?:看看?|查查?)?(?:一?下)?(?:我|俺)(?:手上|手里|手头|名下|这儿|这里)(?:现在|目前)?(?:还)?(?:有)?(?:几件|多少件?|哪些|哪几件|什么|啥)(?:事|线索|案子|纠纷|活|任务)?(?:没办|没结|在办|没完)?(?:的)?[?？]?",
    () => ({ kind: "myLeads" }),
  ),
  ...makeRules,
];

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
      if (command.kind === "move" && onlyAsked(command)) continue;
      // What is told on is given back as it is written, with Chinese commas.
      if (command.kind === "move") return { ...command, said, rest: chineseCommas(command.rest) };
      return command.kind === "report" ? { ...command, rest: asWritten(text, command.rest) } : command;
    }
  }
  return null;
}

const chineseCommas = (text: string): string =>
  text.replace(/(?<=\p{Script=Han}),(?=[\p{Script=Han}\d])|(?<=\d),(?=\p{Script=Han})/gu, "，");

/** The end of a text that reads as `rest`, as the person wrote it: their words are evidence, not ours to tidy. */
function asWritten(text: string, rest: string): string {
  if (rest === "") return rest;
  for (let at = 1; at < Math.min(40, text.length); at++)
    if (clean(text.slice(at)) === rest) return text.slice(at).trim();
  return rest;
}
