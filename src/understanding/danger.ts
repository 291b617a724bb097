// Is somebody in danger: present or threatened (high), past, brewing or over (watch), or only a way of speaking (none).
import { isHeld } from "./dangerCalm.ts";
import { type DangerKind, dangerRules, harmless, trigger } from "./dangerWords.ts";

export type DangerLevel = "none" | "watch" | "high";
export type DangerReason = { kind: DangerKind; words: string };
export type Danger = { level: DangerLevel; reasons: DangerReason[] };

const had = "[\\d一二两三四五六七八九十几半多]+个?(?:多)?(?:天|月|年|周|星期|礼拜|小时|多月|多年)(?:多)?(?:以|之)?前";
const past = new RegExp(
  `以前|过去|从前|早年|当年|那年|那时|曾经|曾|去年|前年|上个?(?:月|周|星期|礼拜)|前几天|前些|前阵|前段|前[天儿]|前两天|昨天|昨儿|昨晚|昨夜|昨日|前晚|${had}|\\d{1,2}月(?:\\d{1,2}[日号]?|份)|\\d{4}年|年前|小时候|有一次|有一回|有次|那次|那回|上次|上回|当时|年轻时|今年(?:[一二三四五六七八九十\\d]{1,3}月|[春夏秋冬])|正月|腊月`,
  "u",
);
const ended =
  /劝(?:开|住|回|下|走|散)|(?<!没|不)拉开|分开了|没事了|没(?:啥|什么|大)事|虚惊|和好|平息|平静|控制住|(?:情绪|病情)(?:已|比较|基本)?(?:经)?(?:平复|稳定)|(?<!不让|不许|不准|不肯|拦着不|不给|没人|没法|来不及)送(?:了)?(?:医|到?(?:了)?(?:县|镇|市)?医院)|住(?:了)?院|出院|抢救(?:过来|回来|及时)|救(?:过来|回来|下来|活)|脱离|缓过来|处理(?:完|好|过|了)|解决了|带走了|拘(?:留|了)|抓(?:走|起来|进去)|调解(?:好|完|了|过|成)|派出所(?:也)?(?:已|处理|调解|来过|做了|都来)|出过?警|报(?:过|了)警|散(?:了|去|开)|劝返|夺下|到场后|撤了|消停|赔(?:了|偿|付|医|多少|钱|不赔)|不赔|医药费|医疗费|误工费|鉴定|诊断|轻伤|轻微伤|判(?:了|决|刑)|起诉|立案|保证书|道歉|已(?:经)?(?:被)?(?:离开|返回|回去|疏导|稳控|疏散|撤离|平复|安抚|带离|制止|收缴|化解|回家|送走)|(?:民警|派出所|村干部|网格员|我们)(?:已|及时|已经)?(?:到场|赶到|制止|处置|劝)|事后|缝(?:了|过)?.{0,2}针|(?:说|只|就|才)(?:肯|给)?赔|药费|回(?:去|家)(?:睡|了)|睡(?:着|下|觉)了|派出所(?:也)?(?:记|登记|立)|旧(?:伤|疤)|不再|没再|好多了|伤好|和解|谅解/u;
const present =
  /正在|现在(?!(?:他|她|我|人|两家|双方|男的|女的|两边)?(?:家里|家长|家属)?(?:都|也|又|还)?(?:就(?:是|要|想|剩)|想|不(?!敢|让|停|动|行|省|放)|没(?!动静|气|呼吸|吃|人[管拦]|脉)|回|跟|好了|分居|判|散|各|后遗症|住|来要|要(?:求|赔|离|钱)|在(?:外|娘家|家)|上班|欠|伤(?:好|都)|打工|外地))|眼下|此刻|马上|立刻|立马|赶紧|赶快|快来|快点|快去|快报警|快救|救命|救救|刚(?:刚|才|跑|逃|挣|躲)|今天|今晚|今早|今儿|今夜|还在|又在|又来|又开始|又要|又打(?!了?(?:一|两|三|几|好几)?(?:次|回|顿|过))|一直在|不停|拉不住|拦不住|劝不住|来不及|这会儿|这阵子?正|当场|门口呢|外面呢|里面呢|不敢(?:回家|出门|睡)|躲(?:在|到|起来)|准备好了|往这(?:边)?来|往.{1,6}(?:去了|来了)|[打砍闹砸骂追堵围]着(?:呢)?$|呢$|快(?:要)?不行|人快|谁(?:来|能)(?:救|管管)|求求/u;
const notDone =
  /(?:没|没有|没有人|未|并未|从没|从不|从来不|从来没|不会|不是|并没有?|也没|还没|没敢|不至于|不可能|禁止|严禁|不得|不要|不能|别|不准|不想|没人|谁也不敢|绝不|不曾|没真|没想|没有?过)$/u;
const lest =
  /(?:免得|以免|防止|避免|预防|省得|防范|别再?|怕|担心|生怕|害怕|(?:怕是|恐怕|说不定|指不定|保不齐|保不准|没准|不定哪天)(?:哪天|啥时候)?(?:就|得|要|会)?)$/u;
const question =
  /判(?:几|多少|多久|刑|什么)|怎么判|犯(?:不犯)?法|犯罪|违法|违不违法|算不算|算(?:是)?.{0,10}(?:吗|么|不|嘛)|构成|坐牢(?:吗|不|么|多久)|罚多少|拘留(?:几|多|吗)|什么罪|负.{0,8}责|责任|法律(?:规定|责任|怎么|上|后果)|哪条法|怎么定|量刑|标准|怎么赔|咋赔|赔多少|赔不赔|给不给赔|能(?:不能)?(?:申请|起诉|报警|告|离婚|要|赔)|可以(?:申请|起诉|报警|告|离)|怎么(?:申请|取证|认定|证明|起诉|离|处罚)|如何|是不是犯|属于|有什么(?:后果|规定|区别)|什么(?:叫|是|情况)|咨询|请问|问一下|问下|想问|假如|如果有人|万一|要是有人|一般|有没有(?:用|规定|效)|(?:吗|么|呢|不|嘛)\?*$|怎么(?:调|劝|办理|写|处理)|咋处理|受(?:到)?(?:什么|啥|哪些).{0,4}(?:处罚|处理)|什么样|调解要点|步骤|的区别/u;
const concrete =
  /(?:他|她|老公|丈夫|男人|对象|媳妇|老婆|爸|妈|儿子|儿媳|婆婆|公公|邻居|老板|前夫|男朋友|那人|哥|弟|叔)(?:们)?[^吗么?]{0,6}(?:把|打|砍|拿|要|说|威胁|又|在|天天|经常|总|老|对)|(?:打|砍|杀|掐|骂|威胁|害|逼|骚扰|跟踪|堵|围|锁|关)(?:了|着|过|死)?(?:我|俺|我家|我妈|我爸|我女儿|我儿子|我闺女)|我(?:被|让|挨|不想|想死|要死|真|活|撑|家|妈|爸|闺女|女儿|儿子|老公|丈夫|媳妇|婆婆)|快来|救/u;
const media =
  /电视|电影|新闻|视频(?:里|上)|小说|游戏|剧(?:里|情|中)|球赛|演习|演练|案例|宣传|讲座|普法|故事|段子|歌里|网上(?:看|说)|抖音(?:里|上看|刷)|刷到|看到一(?:个|条|则)|倡议|通知|提醒(?:大家|各位|群众)|请(?:大家|各位|广大)|广大(?:群众|村民|居民)|各位(?:居民|村民|邻居)|温馨提示|防火期|严禁|综治|反诈|学习|培训|排查|台账|比如说?|打个比方|开玩笑|闹着玩|说着玩|逗你|网络用语|俗话|谜语|成语|手游|吃鸡|王者/u;
const habit =
  /总(?:是)?|经常|老是|老(?=打|动)|常(?:常|年)?|动不动|三天两头|每次|隔三差五|时不时|多次|好几次|多年|长期|一(?:喝酒|不顺心)就/u;
const legalAim =
  /离婚|起诉|保护令|抚养|财产|怎么(?:办|离|申请)|咋(?:办|离)|能(?:离|告|申请)|可以(?:离|告|申请)|法院|过错|赔偿|证据|取证/u;
const many =
  /几十|上百|一百多?|[二三四五六七八九]十|十(?:来|几|多)|百十|一(?:大)?(?:帮|群)|两(?:帮|伙)|全村|大伙|村民|工人|工友|业主|家属|[2-9]\d|\d{3,}/u;
const numbered = /几十|上百|百|[一二三四五六七八九]?十|一(?:大)?(?:帮|群|伙)|两(?:帮|伙)|全村|大伙|\d{2}/u;
/** What a crowd talks of doing, or will do unless. */
const planned =
  /(?:准备|打算|商量|计划|琢磨|议论|合计|嚷嚷|鼓动|串联|酝酿|寻思|撺掇)(?:着|说|好)?(?:要|去|到|再|上|明天|后天|下周|周末|周[一二三四五六日]|月底|初|怎么)|(?:再不|要是不|如果不|不给|不发|不解决|不处理).{0,8}(?:就|明天|大家)(?:要|都|一起|再)?(?:去|到|上(?!吊)|来|拉|堵)/u;
const roadOnly = /公路|国道|省道|马路|大路|路口|车队|桥|施工|推土机|挖掘机|门|窗/u;
const things = /石头|土(?!枪)|砖(?!头砸)|砌|墙|停(?:的)?车|车停|柴|秸秆|玉米秆|垃圾|杂物|粪|篱笆|栅栏|水泥|堆|树|铁丝/u;

const owes =
  /传票|送达|送不到|欠|还[钱款]|[钱款账债货]|工资|工程|电话.{0,3}(?:不接|打不通|停机|空号|关机)|法院|起诉|告[他她]|老板|房东|执行|判|签字|离婚/u;
const lost = /[山林河江湖井]|水库|孩|娃|老[人汉头太伴妈爸爹娘]|一夜|[一两三]天|天黑|遗书|想不开|走丢|不想活|痴呆/u;

/** Seen on a screen, talked of by a crowd, long past or over: no ground to hear more in it than its words say. */
export const isCalm = (text: string): boolean =>
  media.test(text) || planned.test(text) || ended.test(text) || isHeld(text);

/** Reading more sentences than this closely is not worth the time of a text that no person typed. */
const mostSentences = 40;
/** Characters of sentences with such words: a desperate story told in short ones is read to its end. */
const mostOfLongText = 1_200;
const longestSentence = 240;

const rank = { none: 0, watch: 1, high: 2 } as const;

/** First characters of everything `trigger` looks for: most sentences of a long text have none of them. */
const hot = new Uint8Array(65_536);
for (const char of "撵赶轰走找收不一卤托抱带裤头扑绳尸指念按摁塞铲社混抬死杀砍刀打揍血命活药敌百反越火剑矛怕担吊跳割遗炸烧汽枪斧锹镐棍锤棒家堵围横条标聚闹锁关绑捆扣掐勒踹踢扇抽捅剁废卸虐暴奸亵侵拐救威恐扬放报轻自短投毒想一尽解撑熬意没奔盼伤昏晕砸塔楼桥险急激躲逃不动干斗冲推抬停上信跪抑骚跟算走酗酒发拼豁大好颜花棺摸非糟失丢饿欺遍别绝寻转晃附蹲脖挨烟索缆劝拦粪串联族捂铁")
  hot[char.charCodeAt(0)] = 1;
const maybe = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (hot[text.charCodeAt(i)] === 1) return true;
  return false;
};

/** One after another: whoever has read enough splits no further. */
function* sentencesOf(text: string): Generator<string, void> {
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const char = text[i];
    const stop =
      i === text.length ||
      char === "。" ||
      char === "!" ||
      char === "?" ||
      char === ";" ||
      char === "\n" ||
      i - start >= longestSentence;
    if (!stop) continue;
    const to = char === "?" ? i + 1 : i;
    if (to > start) yield text.slice(start, to);
    start = char === "?" || char === "。" || char === "!" || char === ";" || char === "\n" ? i + 1 : i;
  }
}

type Hit = { kind: DangerKind; how: "act" | "past" | "threat" | "brewing"; words: string; at: number; end: number };

function hitsIn(sentence: string, quick: boolean): Hit[] {
  const blanked = sentence.replace(harmless, (m) => "□".repeat(m.length));
  if (quick && !trigger.test(blanked)) return [];
  const hits: Hit[] = [];
  for (const rule of dangerRules) {
    rule.pattern.lastIndex = 0;
    for (let m = rule.pattern.exec(blanked), n = 0; m && n < 3; m = rule.pattern.exec(blanked), n++) {
      if (m[0] === "") break;
      hits.push({ kind: rule.kind, how: rule.how, words: m[0], at: m.index, end: m.index + m[0].length });
    }
  }
  return hits;
}

/** 拿到刀, 按倒打, 追起砍 of the south-west are 拿着, 按着, 追着; what the microphone hears for words of danger. Same length. */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/(?<=[追按堵围锁关绑捆掐拿提举守骑撵逮扯抓抱])[到倒起](?=[打砍揍捅我他她人门不屋家刀菜斧锄棒棍汽农])/gu, "着"],
  [/[弄浓农][药要](?<!农药)/gu, "农药"],
  [/跳[搂喽娄]/gu, "跳楼"],
  [/自[沙刹鲨]/gu, "自杀"],
  [/割[婉碗晚](?!上)/gu, "割腕"],
  [/不想[火和或](?=了|啦|$)/gu, "不想活"],
  [/[救就][名明鸣]啊/gu, "救命啊"],
  [/(?<=[打砍弄整杀])[四似](?=我|他|她|你|俺|人)/gu, "死"],
  [/[汽气][由尤]/gu, "汽油"],
];
const asSaid = (sentence: string): string =>
  spoken.reduce((text, [pattern, plain]) => text.replace(pattern, plain), sentence);

/** The part between commas and blanks in which a hit stands. */
function clauseAround(sentence: string, hit: Hit): string {
  const before =
    sentence
      .slice(0, hit.at)
      .split(/[, 、]/u)
      .at(-1) ?? "";
  const after = sentence.slice(hit.end).split(/[, 、]/u)[0] ?? "";
  return before + hit.words + after;
}

function levelOf(hit: Hit, sentence: string, whole: string): DangerLevel {
  const before = sentence.slice(Math.max(0, hit.at - 6), hit.at);
  const near = sentence.slice(Math.max(0, hit.at - 40), hit.end + 40);
  const now = present.test(near) || present.test(whole.slice(-30)) || /救命|快来人|快报警|赶紧来|快来/u.test(whole);
  const begged = /别(?:再)?$/u.test(before) && hit.kind === "violence";
  if (notDone.test(before) && !begged && hit.kind !== "suicide") return "none";
  if (notDone.test(before) && /没|未|不会|不是/u.test(before.slice(-3)) && hit.kind === "suicide") return "none";
  if (lest.test(before) && hit.how !== "brewing" && !now)
    return hit.kind === "suicide" || /怕|担心|定|保不/u.test(before) ? "watch" : "none";
  const mine = concrete.test(near);
  if (media.test(near) && !(mine && now)) return mine && hit.how !== "brewing" ? "watch" : "none";
  const asked = question.test(near);
  if (asked && !mine && !now) return "none";
  if (hit.how === "brewing" || (hit.kind !== "other" && hit.kind !== "child" && isHeld(near))) return "watch";
  const over =
    hit.kind === "suicide"
      ? /劝(?:开|住|回|下)|没事了|救(?:过来|回来|下来|活)|抢救过来|(?:夺|抢)(?:下|走|过来)|看过没事|没(?:啥|什么)?大?事(?=$|[,。 ])|脱离|缓过来|出院|好多了|稳定|(?:在|有人)(?:陪|守|看)着|陪着|看护|情绪低落/u.test(
          near,
        )
      : ended.test(near);
  const clause = clauseAround(sentence, hit);
  const urgent =
    /救命|快来|拿钱(?:领|赎)人|到(?:现在|这会儿?)(?:还|也|都)?不(?:让|放)|正在|还在|又(?:在|要|来|打|动)(?!了?(?:手|架)?(?:一|两|三|几|好几)?(?:次|回|顿|过))|不敢(?:回|出)|躲|今晚|刚才|刚刚|马上|赶紧|现在[^,。 ]{0,6}(?:砸|打|砍|追|堵|拿|骂(?:着|得|我)|围)/u.test(
      near,
    );
  const long = past.test(near) && !(present.test(clause) && !past.test(clause));
  // A driver who ran somebody over threatens nobody by it.
  if (/撞死/u.test(hit.words) && !now && !/[要想说敢会]|扬言|故意|威胁|放话|信不信/u.test(before + hit.words))
    return "watch";
  // Who is out of reach owes money or a court paper, and is not lost.
  if (hit.kind === "other" && /找不着|联系不上|不见|失[联踪]/u.test(hit.words) && owes.test(near) && !lost.test(near))
    return "none";
  // 打过孩子, 威胁过我: it has been, whatever the words are.
  const been = /[打骂砸闹吓胁踢扇掐]过/u.test(hit.words) && (!now || (/过(?:一|两|几)/u.test(hit.words) && !urgent));
  // 因……发生厮打: how a report tells of what was.
  const reported = /发生(?:了|过)?$/u.test(before) && !now;
  if (been || reported) return "watch";
  // Beaten this morning, told in the afternoon: over, unless the words say that it goes on.
  const earlier = /今(?:天|儿)?(?:早|上午|清早|一早)/u.test(near) && !urgent;
  if (hit.how === "past") return now && !over && !long && !asked && !earlier ? "high" : "watch";
  // 跟他没完 is said of a suit as well.
  if (hit.words.endsWith("没完") && !/命|死|杀|砍|刀|烧|拼/u.test(near)) return "watch";
  if (hit.how === "threat") {
    // 再要赔偿就…: what is wanted of them ends no threat.
    const takenBack =
      ended.test(near.replace(/(?:不)?赔(?:偿|钱|付|不赔)|医药费|医疗费|误工费|起诉|立案|鉴定|诊断|判决/gu, "")) &&
      !now;
    return (long && !now && /去年|前年|年前|以前|当年|曾/u.test(near)) || takenBack ? "watch" : "high";
  }
  // An act from here on.
  // 快打起来了: not yet.
  if (
    /(?:快|差点没?|差一点没?|险些|眼看|眼瞅|几乎|就要|要|没准|可能|别|(?:早晚|迟早|保不准|说不定)(?:得|要|会|还得)?)$/u.test(
      before,
    ) &&
    /^(?:打起来|干起来|动起手|干架|打群架|打架|动手|开打)/u.test(hit.words) &&
    !/家伙|刀|锹|棍|斧|马上|几十|多口/u.test(near)
  )
    return "watch";
  const strongNow = now && (!long || urgent) && !/劝开|拉开|没事了|救过来|抢救过来|脱离/u.test(near);
  if (over && !strongNow) return "watch";
  if (long && !strongNow) return "watch";
  if (asked && !strongNow && hit.kind !== "suicide")
    return /(?:要|说|敢|扬言).{0,6}(?:杀|弄死|打死|砍|捅)/u.test(near) ? "high" : "watch";
  if (hit.kind === "crowd") {
    // Talked of, not begun.
    if (/(?:准备|打算|商量|计划|琢磨|可能|有可能|想|鼓动|串联|酝酿|扬言说?)(?:着|要|去|到|再)*$/u.test(before) && !now)
      return "watch";
    if (planned.test(clause) && !/已经|正(?:在)?|都到|到了|现在/u.test(near)) return "watch";
    if (/横幅|条幅|标语/u.test(hit.words)) return "high";
    if (hit.words.startsWith("把") && !many.test(near)) return now ? "watch" : "none";
    // 村民阻拦施工, of how many and when nobody says.
    if (/施工|路口/u.test(hit.words) && !now && !numbered.test(near)) return "watch";
    if (roadOnly.test(hit.words) && !many.test(near)) {
      if (things.test(near) && !now) return "watch";
      if (/了/u.test(hit.words) && !now) return "watch";
      if (/公路|国道|省道|马路|大路|路口/u.test(hit.words) && !now) return "watch";
    }
    return "high";
  }
  if (hit.kind === "child" && /打|揍|欺负|踢|踹/u.test(hit.words) && !strongNow) {
    const after = sentence.slice(hit.end, hit.end + 8);
    // Who only suspects it, and is not sure, is to be looked after.
    if (/怀疑|不敢确定|不确定|好像|听(?:见|着)哭/u.test(near) && !/亲眼|看见/u.test(near)) return "watch";
    // 老师打了我孩子一巴掌: it was one blow, and it is over.
    if (/了/u.test(hit.words) && /^(?:一|两|几)(?:个)?(?:巴掌|耳光|嘴巴|拳|脚|下)/u.test(after)) return "watch";
    // One child hit another's eye with a catapult: what is left is who pays.
    if (/^(?:伤|坏|断|破|肿|掉|瞎)了/u.test(after) && !/往死|天天|经常|总|还在|亲爹|继父|后爹|后妈|继母/u.test(near))
      return "watch";
    if (/^了(?!.{0,6}(?:血|伤|青|紫))/u.test(after) && !/血|青|紫|伤|往死|天天|经常|总/u.test(near)) return "watch";
  }
  if (hit.kind === "violence" && habit.test(near) && legalAim.test(whole) && !strongNow) return "watch";
  if (hit.kind === "other" && /不敢|躲|逃/u.test(hit.words) && !/打|杀|砍|命|家暴|追|威胁|找到/u.test(whole))
    return "watch";
  return "high";
}

/**
 * The danger in a text of plain spelling. Each reason names the words it was read from; the level is the highest of them.
 * All of the text is looked at; of a long one at most 1,200 characters of different sentences with such words are read closely.
 */
export function readDanger(text: string): Danger {
  // A long text is mostly not about danger: one look first. A message of ordinary length is read in full.
  const quick = text.length > 600;
  let level: DangerLevel = "none";
  const found: (DangerReason & { level: DangerLevel })[] = [];
  let read = 0;
  // The same words over and over say nothing new.
  const before = new Set<string>();
  for (const told of sentencesOf(text)) {
    if (quick && before.has(told)) continue;
    before.add(told);
    const sentence = quick ? told : asSaid(told);
    if (read >= (quick ? mostOfLongText : mostSentences)) break;
    if (quick && !(maybe(sentence) && trigger.test(sentence))) continue;
    read += quick ? sentence.length : 1;
    for (const hit of hitsIn(sentence, quick)) {
      const its = levelOf(hit, sentence, quick ? sentence : text);
      if (its === "none") continue;
      if (rank[its] > rank[level]) level = its;
      const words = told.slice(hit.at, hit.end);
      if (!found.some((f) => f.words === words)) found.push({ kind: hit.kind, words, level: its });
    }
  }
  const reasons = found.filter((f) => f.level === level).slice(0, 8);
  return { level, reasons: reasons.map(({ kind, words }) => ({ kind, words })) };
}
