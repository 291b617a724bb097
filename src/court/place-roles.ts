// Which of the named places leads: where the harm happened or the respondent lives; the reporter's own only assists.
import type { Mention } from "./places.ts";

/** What speaks for each part a place can play in the matter; higher is surer, 0 is nothing. */
export type PlaceRole = { mention: Mention; harm: number; respondent: number; reporter: number };

const clauseEnd = /[，。；！？,;!?\n]/u;

// Right before the place.
const happenedAt =
  /(事发|案发)(地|地点|现场|地址)?(就)?(是|在|于|：|:)*$|(事发|案发|出事|发生|事情|事故|现场|打架|冲突|纠纷|漏水|着火)的?(地点?|地方|经过)?(就)?(是|在|于|：|:)+$/u;
const stoodAt =
  /(地|林地|耕地|口粮田|房子?|老房|楼|宅基地|鱼塘|大棚|工地|果园|坟|林子|山场|项目|活儿?|店|门市|厂子?|养殖场|墙|道|路|井|水渠)(都|就|是|全)?(在|位于|坐落在?)$/u;
const respondentIs =
  /(被告|被申请人|被投诉人|对方|对家|对面那?家|那人|那家|那户|老板|房东|包工头|工头|雇主|债务人|借款人|欠款人|欠债的|买家|卖家|肇事(者|司机|方)?|责任人|施工方|承包方|发包方|养殖户|打人的|骂人的|撞人的|欠.{0,8}(钱|款|账|工资|货款|租金)的(人|那个?人|那家|一方)?|借.{0,6}钱的(人|那个?人)?|打.{0,3}的(人|那个?人)|占.{0,8}的(人|那家)|他|她|他们|人家|女婿|亲家)[^我俺咱，。；]{0,8}$/u;
const directedAt =
  /(跟|和|与|同|找|告|起诉|控告|投诉|举报|状告|被|让|叫|遭|借给了?|卖给了?|租给了?|包给了?|赊给了?|交给了?|转给了?|付给了?|嫁到|嫁给了?|催|要求|向)$/u;
const spouseIs =
  /(丈夫|老公|男人|对象|媳妇|妻子|老婆|前夫|前妻|婆家|公婆|男方|女方|未婚夫|未婚妻|儿子|女儿|闺女|儿媳妇?|弟弟?|哥哥?|姐姐?|妹妹?|兄弟)[^我俺咱，。；]{0,6}$/u;
const reporterIs =
  /(我|俺|咱|本人|我们|俺们|咱们|我家|俺家|咱家|自己|报告人|报案人|来电人|来访人|反映人|申请人|原告|投诉人|受害人|被害人|伤者|出借人|网格员|调解员)(们|家|人|妈|爸|娘|爹|奶奶|爷爷|父母|老两口)?(一直|现在|现|就|也|都|户口|户籍|平时)?(家)?(是|住|在|住在|来自|是从|从)?(咱|我们)?([（(]|村[（(])?$/u;
const formerHome = /(户口|户籍|老家|娘家|原籍|籍贯|原来住|以前住|搬到)(是|在)?$/u;

// Right after the place, up to the clause's end or the next place.
const doneThere =
  /^(的|那边|那儿|这边|里|内|境内|附近|门口|村口|村里|村头|屯里|街上|路上|山上|河边|地里|家里|广场|饭店|超市|工地|市场|码头|停车场|游船上?|滑雪场|院里|楼道里?)*.{0,10}?(被|遭|挨|打起来|打架|打仗|吵|闹事|发生|出了?事|出车祸|摔|撞|咬|受伤|伤了|砸|淹|着火|起火|落水|溺水|玩|游玩|滑雪|坐船|吃饭|住宿|消费|买的?|打(了|伤)|砍了|偷|持刀|堵)/u;
const workedThere = /^(的|那边|里|附近)*.{0,8}?(打工|干活|做工|上班|施工(?!队|单位|方)|盖房|扛活|务工|干了)/u;
const wrongdoer =
  /^(村)?(的|那个|那家|那边的?)?[^，。；我俺被遭]{0,12}?((拖?欠|赖)(了|着|款|钱|账|薪|$|我|俺|人家|\p{Script=Han}{0,4})|借了?(我|俺)|不还|不给|不付|不认|不承认|不养|不管|不赔|没还|没给|打了|打伤|把.{1,8}(打|骂|撞|砍|占|拆|砸|咬|推)|骂(我|俺|人)|侵占|强占|霸占|占了|骗|拖着|跑了|失踪|撞了|撞伤|扒了|拆了|堵|砍了|偷了|咬(伤|了)|违约|毁约|悔婚|退婚|反悔|家暴|殴打|威胁|恐吓|倒垃圾|放水|排水|乱|越界|多占|不让|阻拦|拦着|吃了|毁了|踩|糟蹋|祸害|淹了|污染)/u;
const lender =
  /^[^，。；]{0,8}?(借给|卖给|租给|包给|赊给|转给|找|告|起诉|投诉|状告|要求|催|被|遭|让|跟着?.{0,4}(要|讨)|向(?=.{0,6}$)(?!.*借))$/u;
const borrower =
  /^[^，。；]{0,8}?(向|跟|找|从|管|欠|欠了|打了|打伤了?|撞了|撞伤了?|骂了|拖欠|占了|侵占|骗了|的.{1,6}(咬|吃|踩|毁|砸|淹|撞|压)(了|伤了|坏了|毁了|死了)?)$/u;
const asked = /^[^，。；]{0,8}?(借|买|租|赊|订|承包)/u;
const reporterAfter =
  /^(村|社区)?的?(网格员|调解员|村民小?组长|村干部|村支书|书记)?(我(?!们村)|俺|本人|网格员|调解员|报告人|反映人|申请人|原告)/u;
const livesThere = /^(村)?(住|的人|人$|居住|村民|户口)/u;

const familyCauses = new Set([
  "divorce",
  "bride-price",
  "custody-support",
  "elder-support",
  "domestic-violence",
  "inheritance",
]);
const workCauses = new Set(["wages", "labor-contract", "work-injury", "construction", "personal-injury"]);
const standsIn = /(在|到|去|于|上|来)$/u;

/** What stands around one mention: its clause before it (`window` begins at the place before), and what follows. */
type Around = {
  text: string;
  window: string;
  before: string;
  rest: string;
  after: string;
  previous: Mention | undefined;
  next: Mention | undefined;
  mention: Mention;
};

function around(text: string, mentions: readonly Mention[], i: number, mention: Mention): Around {
  const previous = mentions[i - 1];
  const next = mentions[i + 1];
  const window = text.slice(previous?.end ?? 0, mention.start);
  const rest = text.slice(mention.end, next?.start ?? text.length);
  return {
    text,
    window,
    before: window.split(clauseEnd).at(-1) ?? "",
    rest,
    after: rest.split(clauseEnd)[0] ?? "",
    previous,
    next,
    mention,
  };
}

/** Reads the part of each mention; `cause` decides what a place of work or a spouse's village means. */
export function readRoles(text: string, mentions: readonly Mention[], cause: string | null): PlaceRole[] {
  return mentions.map((mention, i) => {
    const here = around(text, mentions, i, mention);
    const parts = [harmThere(here, cause), ...whoIsFrom(here, cause), ...betweenSides(here), ...byNamedPerson(here)];
    const most = (part: Sign[0]) => Math.max(0, ...parts.flatMap((sign) => (sign?.[0] === part ? [sign[1]] : [])));
    return { mention, harm: most("harm"), respondent: most("respondent"), reporter: most("reporter") };
  });
}

type Sign = ["harm" | "respondent" | "reporter", number];

function harmThere({ text, before, after }: Around, cause: string | null): Sign | null {
  if (happenedAt.test(before)) return ["harm", 10];
  const inPlace = standsIn.test(before);
  if (inPlace && doneThere.test(after) && !livesThere.test(after)) return ["harm", 9];
  if (stoodAt.test(before)) return ["harm", 8];
  if (workedThere.test(after) && (inPlace || !after.startsWith("的"))) {
    const aboutWork = cause === null ? /(工资|工钱|老板|工伤|欠薪|受伤|摔|砸)/u.test(text) : workCauses.has(cause);
    if (!aboutWork) return ["reporter", 3];
    if (!/(对方|被告|他|她)[^我俺咱]{0,6}$/u.test(before)) return ["harm", 8];
  }
  return !inPlace && /^(这|那|里|村口|门口|附近|境内)*.{0,4}(发生|出事|打起来|打架)/u.test(after) ? ["harm", 8] : null;
}

function whoIsFrom({ window, before, after }: Around, cause: string | null): (Sign | null)[] {
  const clauses = window.split(clauseEnd);
  // 「对方叫王强，是河东村的」: a clause without a subject goes on with the one before.
  const subject = /^(就|也|都|现在|家|人|住|是|在|来自)+$/u.test(before) ? (clauses.at(-2) ?? "") + before : before;
  const formerly = formerHome.test(before);
  const own = reporterIs.test(before);
  const now = /(现|现在|目前|如今)(住|在|搬到)*$/u.test(before);
  const ownBefore =
    /(我|俺|本人)[^他她]*$/u.test(clauses.at(-2) ?? "") || /^(村)?(人|的)?$/u.test(clauses.at(-2) ?? "x");
  const renting = /^(村)?(租|打工|上班|陪读|看病|上学)/u.test(after);
  return [
    own ? ["reporter", formerly ? 4 : 7] : null,
    !own && formerly && !/(对方|被告|他|她)/u.test(subject) ? ["reporter", 4] : null,
    !own && respondentIs.test(subject) ? ["respondent", formerly ? 5 : 9] : null,
    !own && !standsIn.test(before) && cause !== null && familyCauses.has(cause) && spouseIs.test(subject)
      ? ["respondent", 6]
      : null,
    now && !own ? (renting && ownBefore ? ["reporter", 8] : ["respondent", 6]) : null,
    reporterAfter.test(after) ? ["reporter", 8] : null,
  ];
}

/** 甲村张三借给乙村李四, 甲村张三欠乙村李四: the verb between two places says which side is which. */
function betweenSides({ text, before, rest, after, previous, next, mention }: Around): (Sign | null)[] {
  const cut = next !== undefined && rest === after;
  const then = next === undefined ? "" : text.slice(next.end);
  const seeks = /(向|跟|管|找)$/u.test(rest) && asked.test(then);
  const lends = cut && lender.test(rest) && !/^[^，。；]{0,8}?(向|跟|管)$/u.test(rest);
  const owes =
    cut && borrower.test(rest) && !/(和|与|同|跟)$/u.test(rest) && !(/(找|从)$/u.test(rest) && !asked.test(then));
  const own = reporterIs.test(before);
  const lentTo = /(向|管)$/u.test(before) && previous !== undefined;
  const suffered =
    lentTo ||
    /把[^，。；]{1,6}[（(]$/u.test(before) ||
    (previous !== undefined && borrower.test(text.slice(previous.end, mention.start)) && !/(找|从|跟)$/u.test(before));
  const joined = previous !== undefined && /^(和|与|同|跟)$/u.test(before);
  const accused = !suffered && !own && !lends && !(cut && /(被|遭|让)$/u.test(rest)) && wrongdoer.test(after);
  return [
    lends && !seeks ? ["reporter", 6] : null,
    (owes && !lends) || (cut && seeks) ? ["respondent", 7] : null,
    !own && !lentTo && !joined && directedAt.test(before) ? ["respondent", 8] : null,
    suffered ? ["reporter", 6] : null,
    previous === undefined && cut && /^[）)]把/u.test(rest) ? ["respondent", 7] : null,
    accused ? ["respondent", 6] : null,
  ];
}

const personAfter =
  /^(村|屯)?的?(?<who>(老|小|大)?[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚文](某{1,2}|\p{Script=Han}{0,2}?)(?=家|的|和|跟|把|被|欠|借|打|在|给|向|来|，|。|$))/u;

/** 「…给柳树村老李家盖房，老李不给钱」: what is said of the person later is said of the place's side. */
function byNamedPerson({ text, mention, after }: Around): (Sign | null)[] {
  const who = personAfter.exec(after)?.groups?.["who"];
  if (who === undefined || who.length < 2) return [];
  const later = text.slice(mention.end + after.length);
  if (
    new RegExp(
      `${who}(家|也|就|却|一直|说|现在)?(不给|不还|不付|没给|没还|欠|拖|赖|不认|不管|不赔|打|骂|占|跑|拒|反悔)`,
      "u",
    ).test(later)
  )
    return [["respondent", 7]];
  return new RegExp(`${who}(家)?(来)?(要求|报告|反映|起诉|投诉|报案|来说|找来|索赔|被)`, "u").test(later)
    ? [["reporter", 6]]
    : [];
}
