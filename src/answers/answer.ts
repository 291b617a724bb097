// One message answered: gates first, then calculators, then the entries, each question of the message by itself.
import type { Answered } from "./answered.ts";
import type { Topic } from "./entry.ts";
import { type EntryIndex, type Nearness, searchEntries, topicsAsked } from "./entry-search.ts";
import { answerOne, citationsOf, lawLine, nothing, tiers } from "./one-question.ts";
import { isExcused, kindsHeard, likeliestKind, outOfScope, saidOutright, type Scope, type ScopeKind } from "./scope.ts";

export type Calculate = (
  text: string,
  askedOn: string,
) =>
  | {
      kind: string;
      inputs: Record<string, unknown>;
      result: Record<string, unknown>;
      text: string;
      citations: readonly { law: string; article: string }[];
    }
  | { kind: string; ask: string }
  | null;

export type AnswerTools = {
  index: EntryIndex;
  topics: ReadonlyMap<string, Topic>;
  laws: ReadonlyMap<string, string>;
  scope: Scope;
  calculate: Calculate;
  /** The kinds of danger present or threatened, as understood; none where there is none, `onlyFelt` where no rule knows it. */
  danger(text: string): readonly string[];
  /** Separate questions in one message. */
  questions(text: string): string[];
  /** Words that are no question and not meant for the bot. */
  chatter(text: string, addressed: boolean): boolean;
};

export type AskInput = {
  text: string;
  askedOn: string;
  addressed: boolean;
  lastTopic: string | null;
  lastEntry: string | null;
  /** What was asked just before, in its words: a sum that lacked a day or a figure goes on with 24年3月借的. */
  lastAsked?: string | null | undefined;
  /** How near in meaning the entries are to the whole text, where a model of embeddings said so in time. */
  near?: Nearness | null | undefined;
};

/** What a message is that is not answered; null for an ordinary question. */
export const turnedAway = (text: string, tools: Pick<AnswerTools, "scope" | "index">): ScopeKind | null =>
  outOfScope(text, tools.scope, (said) => topicsAsked(tools.index, said));

const emergency: Answered = {
  ...nothing,
  outcome: "refer-emergency",
  text: "有人正有危险，请马上打110报警；有人受伤或者喝了药，打120。先离开危险的地方。",
  score: 1,
};

/** Danger that is told as the matter of a legal question, and nothing in it that cannot wait. */
const legalAim =
  /赔|药费|医疗费|责任|算谁|谁掏|谁出|起诉|官司|能告|判|离婚|要离|不离|合法|犯法|违法|有效|算数|算不算|证据|鉴定|评残|咋评|工伤|精神损失|保护令|下了?令|(?:开|申请|办|要|出)[^，。,]{0,4}令(?!人)|监护|抚养权|能要|要回|管不管|犯罪|处罚|告诫|辞退|退款|退钱|报不报|能不能|可不可以|要不要|用不用|该不该|几天|多久|怎么要|咋要|凭啥|负责|正经(?:路子|门路|办法)|合法的?(?:路子|办法)|找谁要|能找谁|上哪告|去哪告|上哪找|该还|多少利|本金|会(?:咋|怎么)样|有啥后果/u;
const cannotWait =
  /(?:现在|眼下)(?:还|又|正|就|都)?(?:在)?(?:打|骂|砸|堵|追|闹|拿|要打|外面|门口|屋里|躲|不敢)|正在|正[打骂砸堵追闹]|刚(?:才|刚|把|被|又|打|动)|今[天晚早].{0,6}(?:打|又|要|动手|砸|堵)|(?:马上|赶紧)(?!到期|过期|开庭|要开庭|还|结|毕业)|救命|快来|又打|又来|不敢|躲(?!债|账|执行|避|雨|着不)|追(?!究|尾|回|诉|加|债|讨|要|偿|认|缴)|拿.{0,4}[刀棍斧锹]|杀(?!猪|牛|羊|鸡|鹅|价|虫|青)|弄死|砍(?!树|伐|柴|价|单)|捅|威胁|要挟|扬言|不想活|想死|自杀|跳(?:楼|河|桥|井|江|塔|下去)|上吊|自焚|同归于尽|拼命(?!干|挣|赚)|喝.{0,4}药|喘不上|昏|晕(?!车)|流血|堵着|围着/u;
/** Nobody can be helped any more, or it was treated, assessed or judged since: what is asked is who answers for it. */
const over =
  /死了|没了|死后|去世|断气|抢救(?:花|费|过来|回来|的)|药费|住(?:了|过)?院|出院|评残|鉴定|打断|打折|以前|去年|前年|那年|当年|小时候|年前|判(?:了|决)/u;
/** Nobody is left to be saved: not known is said rather than 120. */
const dead = /(?:喝药|上吊|跳[楼河井]|抢救)[^，。,]{0,4}(?:死了|没了|断气|去世)|死后|过世/u;
const stillGoingOn = /现在|正在|正[打骂砸堵追闹]|刚|今晚|今天|马上|救命|快来|赶紧|不敢|躲|不想活|想死|扬言|威胁/u;
/** 臭得没法活: of a smell or a noise, nobody dies. */
const stink = /(?:臭|熏|吵|噪|味儿?)[^，。,]{0,8}(?:没法活|活不了|死了?|要命)/u;
/** A way that is blocked by a wall is blocked by nobody. */
const walled = /(?:路|道|门)[^，。,]{0,10}(?:砌|垒|墙)|(?:砌|垒|墙)[^，。,]{0,8}堵/u;
/** What each kind of danger must be beside a legal aim, so that it is the matter of a question only. */
const calmWhere: Readonly<Record<string, (text: string) => boolean>> = {
  violence: (text) => !cannotWait.test(text),
  other: (text) => !cannotWait.test(text),
  // 扯横幅犯法吗, 堵政府会咋样: about doing it; 法院下了令他还来: about an order that is broken.
  crowd: (text) =>
    !cannotWait.test(text) &&
    (walled.test(text) ||
      /犯法|违法|合法|会(?:咋|怎么)样|后果|处罚|下了?令|保护令|不想闹|正经(?:路子|门路|办法)|合法的?(?:路子|办法)/u.test(
        text,
      )),
  // How a child is always treated, asked because of custody.
  child: (text) =>
    !cannotWait.test(text) &&
    ((/老是?|总是?|经常|常年/u.test(text) && /监护|抚养|离婚/u.test(text)) ||
      /学校|老师|幼儿园|犯法|违法|赔/u.test(text)),
  suicide: (text) => (over.test(text) || stink.test(text)) && !stillGoingOn.test(text),
  weapon: (text) => over.test(text) && !stillGoingOn.test(text),
};
/** Heard by the model alone: an entry that is plainly the answer outweighs it. */
export const onlyFelt = "felt";
const calm = (text: string, kinds: readonly string[]): boolean =>
  (legalAim.test(text) || stink.test(text) || walled.test(text)) &&
  kinds.every((kind) => calmWhere[kind]?.(text) ?? false);

/** Words that only somebody writes whose danger is over: the one who did it is in custody. */
const inCustody =
  /看守所|刑拘|刑事拘留|批捕|逮捕|取保|被(?:公安|警察)?(?:抓|逮)|逮(?:了|着|住|起来)|抓(?:了|起来|进去)|减刑|关(?:起来了|进去了|在里头|在里面)|人在里[头面]|带走了/u;

/** How to do harm without being found out: refused, as long as nobody is at it yet. */
const planned = /不犯(?:事|法)|不被发现|查不[到出着]|查得[到出着]|没人知道|看不出/u;

const turnAway = (kind: ScopeKind): Answered => ({
  ...nothing,
  outcome: kind.outcome,
  text: kind.reply,
  interference: kind.interference,
  score: 1,
});

const figure = /[\d一二两三四五六七八九十](?:块|元|万|千|百|[号日月年]|个)/u;

/** The topic a sum is of: that of the nearest entry which names its calculator, else of the nearest. */
function topicOfSum(kind: string, text: string, { index }: AnswerTools): string | null {
  const hits = searchEntries(index, text, 12);
  const own = hits.find(({ entry }) => entry.calculators.some((slug) => slug === kind));
  return (own ?? hits[0])?.entry.topic ?? null;
}

function computed(input: AskInput, tools: AnswerTools): Answered | { ask: string } | null {
  let sum = tools.calculate(input.text, input.askedOn);
  if (input.lastAsked && input.text.length <= 20 && figure.test(input.text)) {
    const both = tools.calculate(`${input.lastAsked}，${input.text}`, input.askedOn);
    if (both && "result" in both) sum = both;
  }
  // 标的八万, 11月20号收到的: a figure alone belongs to what was just answered.
  if (!sum && input.lastEntry !== null && input.text.length <= 16 && figure.test(input.text)) {
    const before = tools.index.entries.find((entry) => entry.id === input.lastEntry);
    const both = before && tools.calculate(`${before.question}，${input.text}`, input.askedOn);
    if (both && "result" in both) sum = both;
  }
  if (!sum || !("result" in sum)) return sum;
  return {
    ...nothing,
    outcome: "answered",
    topic: topicOfSum(sum.kind, input.text, tools),
    text: sum.text,
    law: lawLine(sum.citations.slice(0, 3)),
    citations: citationsOf(sum.citations, tools.laws),
    calculation: { kind: sum.kind, inputs: sum.inputs, result: sum.result },
    score: 0.95,
  };
}

/** A rule without the sum that was asked for: what the sum still lacks is asked beneath it, where the entry knows of such sums. */
function alsoAsked(held: Answered, ask: string, { index }: AnswerTools): Answered {
  const entry = index.entries.find(({ id }) => id === held.entry);
  return entry && entry.calculators.length > 0 ? { ...held, text: `${held.text}\n要算具体数，再告诉我：${ask}` } : held;
}

/** The answers of an ordinary message: its sum, or each of its questions. */
function ordinary(input: AskInput, tools: AnswerTools): Answered {
  const { text } = input;
  const sum = computed(input, tools);
  if (sum && "outcome" in sum) return sum;
  const asked = tools.questions(text);
  const whole = answerOne(text, input, tools);
  const parts = asked.length > 1 ? asked.slice(0, 3).map((q) => answerOne(q, input, tools)) : [];
  const sure = new Map(parts.filter((a) => a.outcome === "answered").map((a) => [a.entry, a]));
  // What the whole message is about comes first.
  const ordered = [...sure.values()].toSorted(
    (x, y) => Number(y.entry === whole.entry) - Number(x.entry === whole.entry),
  );
  const [main] = ordered;
  if (main && ordered.length > 1) {
    // The first law of each, then the second: three lines of sources must bear out every part.
    const laws = [0, 1, 2].flatMap((n) => ordered.flatMap((a) => a.citations.slice(n, n + 1)));
    return {
      ...main,
      text: ordered.map((a, i) => `${i + 1}. ${a.text}`).join("\n"),
      law: lawLine(laws.slice(0, 5)),
      citations: laws.slice(0, 3),
    };
  }
  if (whole.outcome === "answered") return sum ? alsoAsked(whole, sum.ask, tools) : whole;
  if (main) return main;
  // A sum lacks a figure: it is asked for, and what is near stands beside it.
  if (sum)
    return { ...whole, outcome: "answered", entry: null, text: sum.ask, score: Math.max(whole.score, tiers.sure) };
  return whole;
}

/** Politeness, fillers and bare replies: what is left without them is the question. */
const filler =
  /[您你]好|请问|麻烦|打扰|咨询|法官|机器人|谢谢|多谢|在吗|在不|(?:我|俺)?(?:想|要)?问(?:一下|下|问|个事儿?|点事儿?|您|你)?|有(?:个|点)?事儿?|有(?:个)?问题|不(?:知道|清楚|晓得|懂|是)|没有?(?:了|啥|事)?|是的?|对的?|好的?|行|嗯+|哦+|啊|呢|吧|吗|嘛|呀|哈+|的|了|[\p{P}\p{S}\s]/gu;
const saidBare = (text: string): string => text.normalize("NFKC").replace(filler, "");
/** 就是上回说的, 你懂得, 那个事到底咋整: a hint at what was never said. */
const hint =
  /(?:就是|还是)?(?:上|前)(?:回|次|天)(?:说|问|讲|提)?的?|你(?:懂|晓得|知道|明白)得?|(?:那|这)(?:个|件|档子)?(?:事儿?|啥|谁|东西)?|老(?:样子|问题|毛病)|(?:还是|就)(?:那样|这样)|[他她人]家?|不给|到底|究竟|怎么(?:办|弄)|咋(?:整|办|弄|个办)|我|俺|跟|就是|还是|反正|就|都|也/gu;
const opening: Answered = {
  ...nothing,
  outcome: "decline",
  text: "您说，想问什么事？借钱、工资、邻里、离婚、打官司这些都行，一句话说清就可以。要反映纠纷，回“登记”。",
  score: 1,
};

/** And so sure that it is given though the model hears a kind that is not answered. */
const certain = 0.94;
/** So sure an entry is plainly the answer, whatever else the question sounds like. */
const plainly = 0.75;
/** So much must the model hear of a kind to outweigh an entry that is plainly the answer. */
const surelyHeard = 0.8;
/** A pattern that refuses is doubted where the model hears hardly any kind, and an entry is as sure as this. */
const hardlyHeard = { all: 0.05, entry: 0.9 };
/** How much of a question must sound like what is not answered before that is said of it, where no entry is like it. */
const sounds = 0.3;
/** And how much where an entry is somewhat like it. */
const soundsPlainly = 0.45;

/** Whether an entry answers after all though the text fits a kind, or the model hears one. */
function heldAfterAll(kind: ScopeKind, held: Answered, text: string, { index, scope }: AnswerTools): boolean {
  if (held.outcome !== "answered") return false;
  // 算违法的话他赔多少, with years and wage: that is reckoned by a rule, and predicts nothing.
  if (held.calculation && kind.id === "predict") return true;
  const heard = kindsHeard(topicsAsked(index, text), scope);
  if (saidOutright(kind, text))
    return kind.outcome === "refuse" && heard < hardlyHeard.all && held.score >= hardlyHeard.entry;
  return held.score >= certain || (held.score >= plainly && heard < surelyHeard);
}
/** Words of a case that others tell of: whatever was done in it, nobody near is in danger. */
const heardOf = /(?:那|这)(?:个|起|件)?[^，,。]{0,10}案|案子|新闻|网上|电视|热搜|头条/u;
/** What is heard in words of a war or of a suit (打起来, 胜算) though nobody is harmed. */
const farOff: ReadonlySet<string> = new Set(["violence", "weapon", "other"]);
/** Below this an entry is hardly like the question: it is not offered to whoever did not ask the bot. */
const faint = 0.35;

/**
 * Answers a message. Pure. Every figure comes from an entry or a calculator; what is neither sure nor near is not
 * answered, and says so.
 */
export function answer(input: AskInput, tools: AnswerTools): Answered {
  const { text, addressed } = input;
  const kind = turnedAway(text, tools);
  if (kind?.interference) return turnAway(kind);
  const danger = tools.danger(text);
  const asked =
    kind &&
    (inCustody.test(text) ||
      (kind.outcome === "refuse" && planned.test(text) && !stillGoingOn.test(text)) ||
      (kind.outcome === "decline" &&
        (heardOf.test(text) || danger.every((d) => farOff.has(d))) &&
        !cannotWait.test(text.replace(/杀人|杀妻|杀夫|砍人|捅人|灭门|正打着?的?.{0,4}官司/gu, ""))));
  if (danger.length > 0 && !asked) {
    const felt = danger[0] === onlyFelt;
    const matter = !kind && (felt || calm(text, danger)) ? ordinary(input, tools) : null;
    if (felt) return matter?.outcome === "answered" && matter.score >= plainly ? matter : emergency;
    return matter && (matter.outcome !== "no-answer" || dead.test(text)) ? matter : emergency;
  }
  // What no entry held when the court's words were written may be held by now: a judge's own answer comes first.
  // Nor does the model that hears the kinds outweigh an entry that plainly answers.
  if (
    kind &&
    addressed &&
    (kind.outcome === "decline" || kind.outcome === "refuse" || kind.outcome === "refer-lawyer")
  ) {
    const held = ordinary(input, tools);
    if (heldAfterAll(kind, held, text, tools)) return held;
  }
  if (kind?.outcome === "no-answer") {
    const held = ordinary(input, tools);
    if (held.outcome === "answered" && held.score >= plainly) return held;
    return addressed ? { ...nothing, score: Math.min(held.score, tiers.near) } : { ...nothing, outcome: "ignore" };
  }
  if (kind && addressed && kind.outcome !== "ignore") return turnAway(kind);
  if ((kind && !addressed) || tools.chatter(text, addressed)) return { ...nothing, outcome: "ignore" };
  if (saidBare(text).length < 2) return addressed ? opening : { ...nothing, outcome: "ignore" };
  if (input.lastTopic === null && saidBare(text).replace(hint, "").length < 1)
    return addressed ? nothing : { ...nothing, outcome: "ignore" };
  const told = ordinary(input, tools);
  if (told.outcome === "answered") return told;
  // Hardly known: what nobody asked of the bot is let pass; what is hardly about law is said to be so.
  if (!addressed) return told.score >= faint ? told : { ...nothing, outcome: "ignore" };
  const heard = topicsAsked(tools.index, text);
  const like = likeliestKind(heard, tools.scope, told.score >= faint ? soundsPlainly : sounds);
  // To be refused is an affront to whoever asks in earnest: it takes more than to be told that this is no matter of law.
  if (like?.outcome === "refuse" && kindsHeard(heard, tools.scope) < soundsPlainly) return told;
  return like && like.outcome !== "ignore" && !isExcused(like, text) ? turnAway(like) : told;
}
