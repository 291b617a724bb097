// What a WeChat text is, read from its words alone: a notice of WeChat itself, a quote with a reply, a mention of the bot.

/**
 * `befriended`: the private chat is open now; `bounced`: what the bot wrote did not arrive; `tooFast`: the account writes
 * too much; `notice`: anything else that WeChat says and no person said.
 */
export type Notice = "notice" | "befriended" | "bounced" | "tooFast";

// Whole lines in the shape WeChat gives them: a report that tells of 红包 or 拍了拍 must not be taken for one.
const notices: readonly [Notice, RegExp][] = [
  ["tooFast", /^(?:发送消息|操作|发送)(?:太|过于)?频繁[，,。]?(?:请|可)?(?:稍后|晚点)?(?:再试|重试)?。?$/u],
  ["befriended", /^你已添加了.{1,60}，现在可以开始聊天了。?$/u],
  ["befriended", /^.{1,60}刚刚把你添加到通讯录，现在可以开始聊天了。?$/u],
  ["befriended", /^我通过了你的(?:朋友|好友)?验证请求，现在我们可以开始聊天了。?$/u],
  ["befriended", /^(?:You have added .{1,60} as your WeChat contact|I've accepted your friend request)/u],
  ["bounced", /^.{1,60}开启了(?:朋友|好友)验证，你还不是他/u],
  ["bounced", /^消息已发出，但被对方拒收了。?$/u],
  ["bounced", /^.{1,60}has enabled Friend Confirmation/u],
  ["notice", /^以上是打招呼的(?:内容|消息)。?$/u],
  ["notice", /^(?:你|["“].{1,60}["”]) ?撤回了一条(?:成员)?消息。?$/u],
  ["notice", /^(?:["“][^"”]{1,60}["”]|我|你) ?拍了拍 ?(?:["“].{1,80}|我.{0,30}|自己.{0,30}|你.{0,30})$/u],
  ["notice", /^(?:收到|\[).{0,12}(?:红包|转账|消息|表情).{0,12}请在(?:手机|最新版).{0,12}查看。?\]?$/u],
  ["notice", /^\[(?:微信)?红包\]/u],
  ["notice", /^["“]?.{1,40}["”]?领取了你(?:发)?的红包$/u],
  [
    "notice",
    /^["“].{1,60}["”] ?(?:邀请|通过扫描|与群里其他人|修改群名为|将).*(?:加入了?群聊|隐私安全|修改群名为|移出了?群聊)/u,
  ],
  ["notice", /^你(?:邀请["“].*加入了?群聊|被["“].{1,60}移出了?群聊|将["“].*移出了?群聊|修改群名为)/u],
  ["notice", /^["“].{1,60}["”]修改群名为[“"]/u],
  ["notice", /^群主已(?:启用|恢复)/u],
];

// 「我拍了拍他的肩膀」 is a sentence of a report; WeChat puts names in quotes.
const pat = /拍了拍/u;

/** Which notice of WeChat a text is; null for what a person wrote. */
export function noticeIn(text: string): Notice | null {
  const line = text.trim();
  if (line.length > 200 || line.includes("\n")) return null;
  if (pat.test(line) && !/["“]/u.test(line)) return null;
  return notices.find(([, shape]) => shape.test(line))?.[0] ?? null;
}

export type Quote = { who: string; text: string; rest: string };

const quoteShape =
  /^\s*[「『“"](?:([^：:\n」]{1,64})[：:][ \t]*)?([\s\S]*?)[」』”"][ \t]*\r?\n[ \t]*(?:[-—–－_ー─][ \t]*){3,}\r?\n?([\s\S]*)$/u;

/** 「小明：…」 with its line of dashes, and what was said to it; null when nothing is quoted. */
export function splitQuote(text: string): Quote | null {
  const match = quoteShape.exec(text);
  return match ? { who: (match[1] ?? "").trim(), text: (match[2] ?? "").trim(), rest: (match[3] ?? "").trim() } : null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** WeChat puts U+2005 behind a mention; people who type one put a space, a comma, or nothing. */
const separator = "[\\u2005\\u2004\\u2006\\u00A0\\u3000 \\t]";
const everyone = new RegExp(`[@＠](?:所有人|all)(?=${separator}|$)`, "iu");

export type Mentions = {
  /** What the puppet says: the bot is in the list of those mentioned; others are. */
  self: boolean;
  others: boolean;
};

/**
 * Whether a group text speaks to the bot, by the puppet's list or by one of its names, and the text without that.
 * 「@所有人」 speaks to nobody in particular. Mentions of other people stay: they may name a party.
 */
export function readMention(
  text: string,
  names: readonly string[],
  list: Mentions,
): { addressed: boolean; text: string } {
  const known = [...new Set(names.map((n) => n.trim()).filter(Boolean))].toSorted((a, b) => b.length - a.length);
  let rest = text;
  let named = false;
  for (const name of known) {
    // Glued to the next word it may be the beginning of a longer name, when the puppet knows that others were meant.
    const end = list.others && !list.self ? `(?=${separator}|[,，:：、。!！?？\\n]|$)` : "";
    rest = rest.replace(new RegExp(`[@＠]${escaped(name)}${end}(?:${separator}|[,，:：、])*`, "gu"), () => {
      named = true;
      return " ";
    });
  }
  if (!named) {
    const called = known.find(
      (name) =>
        name.length >= 2 &&
        new RegExp(`^\\s*${escaped(name)}(?:${separator}*[,，:：、!！]|${separator})`, "u").test(rest),
    );
    if (called) {
      named = true;
      rest = rest
        .trimStart()
        .slice(called.length)
        .replace(new RegExp(`^(?:${separator}|[,，:：、!！])+`, "u"), "");
    }
  }
  const self = list.self && (named || !everyone.test(text));
  if (self && !named) {
    // Called by a name this channel does not know: the only mention in the text must be it.
    const marks = [...rest.matchAll(/[@＠][^\s@＠\u2005]{1,40}(?:\u2005|\s|$)/gu)];
    if (marks.length === 1 && marks[0]) rest = rest.replace(marks[0][0], " ");
  }
  const addressed = named || self;
  return { addressed, text: addressed ? rest.replace(/[ \u2005]{2,}/gu, " ").trim() : text.trim() };
}
