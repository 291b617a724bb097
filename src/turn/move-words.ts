// The words by which judges and partners move a lead: 收, 退 不归我管, 转刘桂芬, 2026-0031 办结 还了2万.
import { end, leadNumber, type MoveCommand, number, type Rule } from "./command.ts";

const movesWords = [
  ["accept", "(?:(?:好的?|行|嗯|ok)?[，, ]*(?:收到|已收|签收|收下|收)|接单|接|我收)(?:了|啦|下了)?"],
  [
    "accept",
    "(?:好的?|行|嗯)?[，, ]*(?:[这那](?:个|件|条|档子)?(?:事儿?|线索)?)?(?:我|由我|俺)(?:来?(?:接|办|收|跟|跟进|负责|管)|来)(?:下|手)?(?:了|吧|啦)?",
  ],
  ["sendBack", "(?:请|给)?(?:退回|退了|退)(?:去|了|吧)?|不归我管"],
  ["transfer", "(?:移交给?|移交)"],
  ["contact", "(?:已经?)?(?:联系上了?|联系过了?|打过电话了?|通过电话了?|见过面了?|联系当事人)"],
  ["mediate", "(?:安排|组织|准备)?调解(?:安排)?"],
  ["goThere", "(?:安排)?(?:上门|下村|去现场|到现场)(?:调解)?"],
  ["goRemote", "(?:安排)?(?:远程|视频|线上)(?:调解)?"],
  ["pause", "(?:暂停|中止|先停(?:一)?[停下]?|先等(?:一)?等|先放(?:一)?放|先搁(?:一)?搁|等一等|缓一缓)(?:办理|计时)?"],
  ["resume", "(?:恢复|继续)(?:办理|计时|办)|(?:能|可以)?接着办(?:了|吧)?|可以办了|能办了"],
  ["extend", "(?:申请)?延期"],
  ["pay", "(?:付款|还款|到账|履行)(?:了)?"],
  ["reopen", "(?:重开|重新打开|重新办理)"],
  ["refer", "(?:转办给?|转交给?|转给|交给|派给|转)"],
  ["close", "(?:这个|这件|这事|这件事|那件|那事)?(?:办结|结案|办完|办妥|办好|结)(?:了|啦)?"],
  ["feedback", "(?:反馈|进展|回话)"],
  ["acknowledge", "(?:知道了|已知悉|正在处理|我来处理|我去处理|马上去|马上处理)"],
] as const;

/** A judge's words: the move first or the number first, then the reason or the result. */
export const judges: Rule[] = movesWords.flatMap(([move, verbs]): Rule[] => [
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
export const glued: Rule[] = [
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

/** A move that is only talked of. */
export const onlyAsked = ({ move, rest }: MoveCommand): boolean => asking.has(move) && isQuestion(rest);
