// What a short reply to a question can be: yes, no, not known, not told, a name, a place, a time, the value of an element.
import type { Element } from "./causes.ts";
import { saidIn, says, spoken } from "./stems.ts";
import type { Heard } from "./take.ts";

const who = "(?:这个?|那个?)?(?:我|俺|咱|我们|他)?(?:也|真|还|实在|一时)*";
const unknownWords = new RegExp(
  `^${who}(?:(?:不|没)(?:太|大|怎么)?(?:知道|清楚|晓得|记得|记住|印象|清|道|注意)|(?:记|说|弄|搞|想|闹)不(?:太)?(?:清楚|清|得|住|起来|好|上来|准|明白)|忘记?|不好说|哪记得)[了啊呢哈呀的。.！!]*$`,
  "u",
);
const declineWords =
  /^(?:我|俺)?(?:不想(?:说|留|讲|提)|不方便(?:说|留|讲)?|不便说|不留|不说|不告诉你?|保密|先不[说留]|暂时不[说留]|不愿意?[说留讲]|跳过|过|下一个|略过)[了啊呢哈吧这个。.！!]*$/u;
const yesWords =
  /^(?:是|是的|有|有的|对|对的|嗯|恩|会|能|愿意|可以|行|同意|中|要得|得行|当然|肯定)(?:啊|呀|了|的|吧)?[。.！!]*$/u;
const noWords =
  /^(?:不|否|不是|没有?|没得|不是的|没了|不愿意|不行|不同意|不可以|不想|拒绝)(?:啊|呀|了|的|吧)?[。.！!]*$/u;

/** How a short reply answers whatever was asked. */
export const replyKind = (text: string): "unknown" | "declined" | "yes" | "no" | "other" => {
  const said = text.normalize("NFKC").trim();
  if (said.length > 40) return "other";
  if (unknownWords.test(said)) return "unknown";
  if (declineWords.test(said)) return "declined";
  if (yesWords.test(said)) return "yes";
  if (noWords.test(said)) return "no";
  return "other";
};

/** What free speech already says of an element, with the words that say it. */
export const elementFromSpeech = (element: Element, text: string): { value: string; words: string } | null => {
  for (const read of element.reads) {
    const words = saidIn(text, read.words);
    if (words) return { value: read.value ?? words, words };
  }
  return null;
};

/** 领了, 没领, 报过了: the verb of the question given back is a yes or a no. */
function verbReply(element: Element, text: string): "是" | "否" | null {
  const said = text.replace(/[\s。.！!，,]+$/u, "");
  if (said.length <= 12 && /^(?:都|从来|根本|一直|还|就)?(?:没|未|不曾)/u.test(said)) return "否";
  const stem = /^(?:都|早就?|已经)?([^没不未\s]{1,4})(?:过了|了|过)$/u.exec(said)?.[1];
  return stem && Array.from(stem).every((c) => element.ask.includes(c) || element.again.includes(c)) ? "是" : null;
}

/** The option a reply names; the longest where one stands inside another, none where 没 or 不 stands before it. */
function optionIn(element: Element, text: string): string | null {
  const exact = element.options.find((o) => o === text.trim());
  if (exact) return exact;
  const read = elementFromSpeech(element, text);
  if (read) return read.value;
  const named = element.options.filter((o) => says(text, o));
  return named.sort((a, b) => b.length - a.length)[0] ?? null;
}

const measures =
  /多久|多长时间|几个月|哪[几]?年|哪[几]?个?月|到哪[天年月]|什么时候|多少|几分|几岁|多大|怎么算|几级|利息|车牌/u;
const measured =
  /[\d零一二两俩三四五六七八九十几半百千万]|没|不|无|全|都|年|月|天|岁|大|小|刚|说好|白|平|利|分|厘|随|看|按/u;
/** Words that go on with the story: 微信也不回, 后来他就躲了. */
export const goesOn =
  /^(?:也|又|还(?!没|不|差|欠|了|钱|款|清|我|本|给|账|债|得)|而且|再说|后来|然后|结果|反正|再[有就]|可是|但是|对了)|^(?:他|她|人|人家|对方|电话|微信|短信|信息|打电话|发微信|去找他?|上门)[\p{Script=Han}]{0,3}(?:也|都|还|又|就|不|没|说)/u;

/** Whether two of the characters of a text, side by side, stand in what was asked or in what may be answered. */
function ofTheQuestion(element: Element, text: string): boolean {
  const asked = [
    element.ask,
    element.again,
    element.name,
    ...element.options,
    ...element.reads.flatMap((r) => r.words.map(spoken)),
  ];
  for (let i = 0; i + 1 < text.length; i++)
    if (/^\p{Script=Han}{2}$/u.test(text.slice(i, i + 2)) && asked.some((a) => a.includes(text.slice(i, i + 2))))
      return true;
  return false;
}

/** Whether free words can be an answer to this element at all; else they are story, and the question is asked once more. */
function fits(element: Element, text: string): boolean {
  if (replyKind(text) !== "other" || ofTheQuestion(element, text)) return true;
  if (goesOn.test(text)) return false;
  return measures.test(element.ask) && !/[^多]什么|谁|哪[儿里家]|怎么样|咋样/u.test(element.ask)
    ? measured.test(text)
    : true;
}

/** The answer to an asked element, when the text can be one for its kind; null leaves the question open. */
export function elementAnswer(element: Element, heard: Heard): string | null {
  const text = heard.text.trim();
  const reply = replyKind(text);
  const own = text.length <= 60 && fits(element, text) ? text || null : null;
  // A phone said instead of an answer is a phone; the question is asked once more.
  const beside = text.replace(/[\d\s-]{7,20}|电话|手机号?|号码|联系方式|大?名?叫|是/gu, "");
  if (heard.phones.length > 0 && !heard.occurred && !heard.amount && (element.kind !== "text" || beside.length <= 12))
    return null;
  switch (element.kind) {
    case "yesno":
      if (reply === "yes") return "是";
      if (reply === "no") return "否";
      return elementFromSpeech(element, text)?.value ?? verbReply(element, text) ?? own;
    case "choice":
      return optionIn(element, text) ?? own;
    case "money":
      return heard.amount ? String(heard.amount.yuan) : reply === "no" ? "没有" : null;
    case "date":
      return heard.occurred?.on ?? (reply === "no" ? "没有" : timeLike(text) ? text : null);
    default:
      return elementFromSpeech(element, text)?.value ?? (fits(element, text) ? text || null : null);
  }
}

const wants =
  "赔|还|给|退|补|付|修|拆|搬|出|报|结|改|分|撤|删|认|换|砍|挪|腾|交|清|停|管|养|接|让|道歉|缓|免|办|算|填|堵|掏|拿";
const enough = new RegExp(
  `(?:${wants}).{0,10}(?:就|也)(?:行|中|成|可以|算了?|得了?|拉倒|妥|好|够|完事)[了啦吧啊呗]*[。.！!]*$`,
  "u",
);
const demands = new RegExp(
  `^(?:就|只|得|想|我想|我就想|俺就想)?(?:(?:让|叫)(?:他|她|对方|人家|物业|老板|公司|单位|房东|他家|那家).{0,10}(?:${wants}|道.{0,2}歉|认错|离|走)|把(?:(?!我|俺).).{0,9}(?:${wants})|(?:${wants})(?:我|俺|我们|点|个|上|齐|清|钱|款|货|工钱|工资|医药费|药费|押金|定金|本金|损失|礼|一半|全款|回来|掉)|道(?:个)?歉|房子平分|平分|均分)`,
  "u",
);
/** 还过, 把钱给了他, 给我打了: what was done, not what is wanted. */
const told =
  /^把.*(?:走|丢|打|占|骂|坏)了|[过]|(?:给|还|赔|退|付)了(?:我|俺|他|她)?(?:[\d一二两三四五六七八九十几百千万半]|一部分)|[没不未]|[?？]|吗|咋|怎么/u;

/** What is wanted, said in a few words whatever was asked: 赔俺一千五就行, 还钱就算了, 让他道个歉. */
export function claimIn(text: string): string | null {
  const said = text.trim();
  if (said.length < 2 || said.length > 25 || replyKind(said) !== "other") return null;
  return enough.test(said) || (demands.test(said) && !told.test(said)) ? said : null;
}

/** A reply that can be somebody's name: short, and no sentence about what somebody does or does not do. */
export const nameLike = (text: string): boolean =>
  /^[\p{Script=Han}A-Za-z·•]{1,14}$/u.test(text) &&
  !/[不没了吗呢吧啊在要给还就都也很把被我你他她]|^(?:昨|今|前[天年]|去年|现在|有|好|对|行|嗯|是的?|可以|愿意|连带|[一二两三四五六七八九十几百]+[棵个头只条万千百亩])|[的有]$/u.test(
    text,
  );

/** A reply that can be where something is. */
export const placeLike = (text: string): boolean =>
  text.length <= 30 && /[村屯镇乡县市区街路巷弄号组队沟场店堡庄寨湾岭坡山河湖栋楼]/u.test(text);

/** A reply that can be when something was or will be. */
export const timeLike = (text: string): boolean =>
  text.length <= 40 &&
  /\d|[一二三四五六七八九十两几半][年个月天]|年|月|天|号|日|昨|今|前|去|春|夏|秋|冬|节|小时候|早|晚|没说|没定|没写|没约/u.test(
    text,
  );
