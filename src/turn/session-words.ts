// The words by which somebody asks for a remote session (远程), and how they would like it: by a shared courtroom, video or telephone.
export type SessionWay = "room" | "video" | "phone" | "away" | null;
export type SessionCommand = {
  kind: "session";
  way: SessionWay;
  /** The judge's 「约远程 2026-0031」. */
  number: string | null;
  /** The words can mean nothing else: not an answer within a form. */
  sure: boolean;
};

const distance = "(?:远程|视频|线上|网上|连线)";
const booking = new RegExp(
  `^(?:我|俺)?(?:想|要|申请|帮我)?(?:预约|约|申请)(?:一?个|一下|下)?(${distance}(?:开庭|调解|见面|连线|谈话)?|共享法庭|电话(?:调解|谈话|见面)?)[:：\\s]*(20\\d{2}\\s*[-—–_]\\s*\\d{1,6})?$`,
  "u",
);
const asks = new RegExp(
  `(?:能不能|可不可以|可以|能|想|要|申请|请求|预约|行不行|行不|行吗|中不|可以不|能不).{0,10}(?:${distance}(?:里|上)?(?:开庭|调解|调|庭审|见面|见(?:见|一?面|法官)|谈|说))|${distance}(?:开庭|调解|庭审|见面)(?:行|中|可以|能|成)(?:吗|不|么|不行|不中|不成)|(?:去|到|用|在).{0,8}共享法庭.{0,12}(?:行|中|可以|能|成)(?:吗|不|么|不行|不中)|(?:想|要|能|能不能|可以)(?:去|到|用|在).{0,8}共享法庭.{0,14}|^用.{0,6}共享法庭(?:连线|视频|开庭|调解)|(?:想|要|能|能不能)(?:跟|和|同).{0,4}法官.{0,3}(?:视频|连线|通个?电话谈)`,
  "u",
);
const away =
  /^(?:可是|但是|但|开庭|调解)?(?:那天)?[，,]?(?:我|俺|咱)?(?:现在|如今)?(?:人)?(?:还)?在(?:外地|外头|外面|外省|国外|[\p{Script=Han}]{2,4})(?:打工|上班|干活|做工|带孩子|住院)?(?:呢|着)?[，,。\s]*(?:一时|现在|暂时|近期|开庭|实在)?(?:半会儿?|都)?(?:也)?(?:回不去|回不来|去不了|来不了|赶不回去?来?|过不去|到不了)(?:了|呀|啊|呢)?[，,。\s]*(?:怎么办|咋办|咋整|行不行|可以不|能不能视频|能视频不)?$/u;
const cannotCome = /(?:一时)?(?:回不去|回不来|去不了|来不了|赶不回去?来?|过不去|到不了)/gu;
/** Asked about it as such: what it is, whether it counts, what when the other side does not come. */
const aboutIt =
  /怎么(?!办$)|咋(?![办整]$)|啥|什么|哪|多少|几|要钱|收费|算数|有效|不去|不来|对方|注意|掉线|卡了|不会|没网|拒绝|不同意|不想|违法|录音|录像|材料|判/u;

/** The request for a remote session that a text is, or null. */
export function sessionAsked(said: string): SessionCommand | null {
  const text = said.replace(/[。.!！~～?？\s]+$/u, "").trim();
  if (text.length > 40) return null;
  const booked = booking.exec(text);
  if (booked)
    return {
      kind: "session",
      way: wayIn(booked[1] ?? ""),
      number: booked[2]?.replace(/\s/gu, "").replace(/[—–_]/u, "-") ?? null,
      sure: true,
    };
  if (away.test(text)) return { kind: "session", way: "away", number: null, sure: false };
  if (!asks.test(text) || aboutIt.test(text.replace(cannotCome, ""))) return null;
  const far = /外地|外省|国外|打工|回不去|回不来|去不了|来不了/u.test(text);
  return { kind: "session", way: wayIn(text) ?? (far ? "away" : null), number: null, sure: false };
}

/** 远程 alone leaves it open; 视频开庭 is asked by who has not thought of the room in the village yet. */
export const wayIn = (text: string): SessionWay =>
  /共享法庭/u.test(text) ? "room" : /电话/u.test(text) ? "phone" : /手机|用微信/u.test(text) ? "video" : null;
