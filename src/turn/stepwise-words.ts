// The words of stepwise answering (层进式答疑): an answer was not understood or not accepted, was understood, and an official's reply.
import type { IncomingMessage } from "./message.ts";

export type StepwiseCommand =
  /** `ask`: a person is asked for in so many words; else the answer was unclear, or is not accepted. */
  | { kind: "doubt"; how: "ask" | "unclear" | "unhappy"; number: number | null }
  | { kind: "understood"; number: number | null }
  | { kind: "reply"; number: number; text: string };

/** Longer texts are neither a word of doubt nor an answer that anybody reads. */
const longest = 2_000;
const cardMark = /【请教\s*(\d{1,6})】/u;
const lead = "(?:我|俺|咱)?(?:还是|实在|都|也)?";
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}(?:了|呢|啊|呀|吧|哦|哎|唉|的)*$`, "u");

const ask = [
  whole(
    `${lead}(?:要|想|得|能不能|可以)?(?:再)?(?:去)?(?:问|请教)(?:一?下|问|一问)?(?:管片的?|包片的?)?(?:法官|庭长|领导|院领导)(?:怎么说|行吗|行不)?`,
  ),
  whole(
    `${lead}(?:要|想|能不能|能)?(?:请|让|叫|找)(?:法官|庭长|领导|院领导)(?:来)?(?:说|答|回答|答复|解释|给个说法)(?:一?下|说|一说|我|给我听)?`,
  ),
  whole("(?:帮我)?(?:转给|转)(?:给)?(?:法官|庭长|领导)(?:看看|问问|答)?"),
];
const unclear = [
  whole("(?:法官|庭长|领导|你)(?:说|讲|答|写)的(?:话)?(?:我|俺)?(?:还是|也)?(?:没|没有)?(?:听|看)?不?(?:懂|明白)"),
  whole("(?:说|讲|答|写)[得的](?:不清楚|太绕|不明白|太深)"),
  whole("(?:这|你说的?)?(?:是)?(?:啥|什么)意思"),
  whole(`${lead}(?:没|没有|还没|没太|没大)(?:听|看|弄|整|搞)?(?:懂|明白|清楚)(?:你说的?啥|啥意思|什么意思|这话)?`),
  whole(`${lead}(?:听|看|弄|整|搞)不(?:太|大)?(?:懂|明白|清楚)(?:你说的?啥|啥意思|什么意思)?`),
  whole(`${lead}不(?:太|大)?(?:懂|明白)(?:你说的?啥|啥意思|什么意思)?`),
  whole("(?:说的|讲的)(?:是)?(?:啥|什么)(?:呀|意思)?|(?:再|还)?有疑问"),
];
const unhappy = [
  whole(
    `${lead}(?:不满意|不服气?|不认可?|信不过)(?:这个?|你的?|你这|法官的?|庭长的?|这样的?|他的?|这种)*(?:说法|答复|回答|答案|解释|回复)?`,
  ),
  whole(`${lead}(?:不同意|不接受)(?:这个?|你的?|法官的?|庭长的?|他的?|这种)*(?:说法|答复|回答|答案|解释|回复)`),
  whole(`${lead}对(?:这个?|你的?|法官的?|庭长的?|他的?)*(?:说法|答复|回答|答案|解释|回复)不(?:满意|服|认可)`),
  whole("(?:这|你|你这|你的|这个)?(?:说法|答复|回答|答案|解释)(?:不对|不行|有问题|我不服|我不认)"),
];
/** 你答的不对. */
const wrong = whole("你?(?:答|说|讲)[得的]不对");
const understood = whole("(?:这下|这回|现在|哦|噢|好|行)?[,，]?(?:听|看|弄)?(?:懂|明白)");

/** What a message is in stepwise answering, null when it is nothing of it. A quoted card says which question is meant. */
export function stepwiseAsked(message: Pick<IncomingMessage, "text" | "quoted" | "button">): StepwiseCommand | null {
  const pressed = /^stepwise:(more|ok):(\d{1,6})$/u.exec(message.button ?? "");
  if (pressed)
    return pressed[1] === "ok"
      ? { kind: "understood", number: Number(pressed[2]) }
      : { kind: "doubt", how: "unhappy", number: Number(pressed[2]) };
  if (message.button !== undefined || message.text.length > longest) return null;
  const text = message.text
    .normalize("NFKC")
    .replace(/[。.!~?\s]+$/u, "")
    .trim();
  const card = message.quoted?.fromBot ? cardMark.exec(message.quoted.text) : null;
  if (card && !/^(?:收到|好的?|知道了|嗯+|ok|谢谢)?$/iu.test(text))
    return { kind: "reply", number: Number(card[1]), text: message.text.trim() };
  const replied = /^回(?:复)?\s*(\d{1,6})(?:号)?[\s:：，,]+([\s\S]{2,})$/u.exec(message.text.trim());
  if (replied) return { kind: "reply", number: Number(replied[1]), text: (replied[2] ?? "").trim() };
  if (text.length > 24) return null;
  // 「你说的不对，我要问法官」: the last clause says what is wanted.
  const clauses = text.split(/[,，。;；\s]+/u).filter(Boolean);
  const some = (patterns: readonly RegExp[]): boolean => clauses.some((clause) => patterns.some((p) => p.test(clause)));
  if (some(ask)) return { kind: "doubt", how: "ask", number: null };
  if (some(unclear)) return { kind: "doubt", how: "unclear", number: null };
  if (some([...unhappy, wrong])) return { kind: "doubt", how: "unhappy", number: null };
  return understood.test(text) && /懂|明白/u.test(text) ? { kind: "understood", number: null } : null;
}
