// The words about public education (普法): a story on demand, on and off, how many a week, and the announcements of court staff.

export type EducationCommand =
  | { kind: "tellStory" }
  | { kind: "education"; on: boolean }
  | { kind: "educationLimit"; perWeek: number }
  /** `sure`: the words can mean nothing else; 「通知 …」 from a resident may be the beginning of a story. */
  | { kind: "announce"; rest: string; sure: boolean }
  | { kind: "announceNow"; yes: boolean };

const it = "(?:普法|案例|普法案例|以案释法|普法故事|小故事|普法推送|普法消息|普法短文)";
/** What is turned on and off may be called by less. */
const sent = `(?:${it}|推送|消息推送)`;
const there = "(?:在|往|给)?(?:本|这个?|我们|我|咱|大家)?(?:群里?|群)?(?:的|再|里)?";
const tail = "(?:了|吧|啦|一下|掉|呗)*[。.!！~～\\s]*$";
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}${tail}`, "u");

const off = [
  whole(`(?:谁能|请|麻烦|帮忙|能不能)?(?:把)?${there}(?:这些|那些)?${sent}(?:关|关闭|关掉|停|停掉|停止|取消|退订)`),
  whole(`(?:请|麻烦|帮忙)?(?:关|关闭|关掉|停|停掉|停止|取消|退订|暂停)${there}(?:发送?)?${sent}`),
  whole(`(?:以后)?(?:不要|不用|不想要|别|甭|莫)(?:再)?${there}(?:再)?(?:发|推|推送|来)?(?:这些|那些)?${sent}`),
  whole(`不想(?:再)?(?:收|看)(?:到)?(?:这些|那些)?${sent}`),
  whole("(?:退订|取消订阅)"),
];
const on = [
  whole(`${sent}(?:开|打开|开启|恢复|继续)`),
  whole(`(?:我要)?(?:开|打开|开启|恢复|订阅|要|继续发?)${there}${sent}`),
  whole("订阅"),
];
const tell = whole(
  `(?:再)?(?:给(?:我|我们|大家|大伙儿?))?(?:发|来|讲|说|听|看|要)?(?:一个|个|一条|条|一段|段|点|讲)?(?:${it}|故事|法律故事|身边的?案例)(?:听听|看看|听|看)?`,
);
const perWeek =
  /^普法\s*(?:改成|改为|最多)?\s*(?:每|一)(?:个)?(?:周|星期|礼拜)\s*(?:最多|只|发)*\s*([0-7一二两三四五六七])\s*(?:条|次|个|篇)(?:吧|就行|就够了?)?[。.!！\s]*$/u;
const numerals = "零一二三四五六七";

const announcement = /^(发(?:个|一个|一条|条|布)?通知(?![书单])|群发通知?|通知(?=[\s:：，,]))[\s:：，,]*(.*)$/su;

/** The command about education that a text is, or null. `text` as it was written: an announcement keeps its commas. */
export function educationCommand(text: string): EducationCommand | null {
  const written = text.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "").trim();
  const said = written.normalize("NFKC");
  const posted = announcement.exec(written);
  if (posted) return { kind: "announce", rest: (posted[2] ?? "").trim(), sure: (posted[1] ?? "") !== "通知" };
  if (said.length > 30) return null;
  const limit = perWeek.exec(said)?.[1];
  if (limit !== undefined)
    return {
      kind: "educationLimit",
      perWeek: /\d/.test(limit) ? Number(limit) : limit === "两" ? 2 : numerals.indexOf(limit),
    };
  if (off.some((pattern) => pattern.test(said))) return { kind: "education", on: false };
  if (on.some((pattern) => pattern.test(said))) return { kind: "education", on: true };
  return tell.test(said) ? { kind: "tellStory" } : null;
}
