// Which of the named places leads: where the harm happened or the respondent lives; the reporter's own only assists.
import type { Mention } from "./places.ts";

/** What speaks for each part a place can play in the matter; higher is surer, 0 is nothing. */
export type PlaceRole = { mention: Mention; harm: number; respondent: number; reporter: number };

const clauseEnd = /[，。；！？,;!?\n]/u;

// Right before the place.
const happenedAt =
  /(事发|案发|出事|发生|事情|事故|现场|打架|冲突|纠纷|漏水|着火)的?(地点?|地方|经过)?(就)?(是|在|于|：|:)+$/u;
const stoodAt =
  /(地|林地|耕地|口粮田|房子?|老房|楼|宅基地|鱼塘|大棚|工地|果园|坟|林子|山场|项目|活儿?|店|门市|厂子?|养殖场|墙|道|路|井|水渠)(都|就|是|全)?(在|位于|坐落在?)$/u;
const respondentIs =
  /(被告|被申请人|被投诉人|对方|对家|对面那?家|那人|那家|那户|老板|房东|包工头|工头|雇主|债务人|借款人|欠款人|欠债的|买家|卖家|肇事(者|司机|方)?|责任人|施工方|承包方|发包方|养殖户|打人的|骂人的|撞人的|欠.{0,8}(钱|款|账|工资|货款|租金)的(人|那个?人|那家|一方)?|借.{0,6}钱的(人|那个?人)?|打.{0,3}的(人|那个?人)|占.{0,8}的(人|那家)|他|她|他们|人家|女婿|亲家)[^我俺咱，。；]{0,8}$/u;
const directedAt =
  /(跟|和|与|同|找|告|起诉|控告|投诉|举报|状告|被|让|叫|遭|借给了?|卖给了?|租给了?|包给了?|赊给了?|交给了?|转给了?|付给了?|嫁到|嫁给了?|催|要求|向)$/u;
const spouseIs =
  /(丈夫|老公|男人|对象|媳妇|妻子|老婆|前夫|前妻|婆家|公婆|男方|女方|未婚夫|未婚妻|儿子|女儿|闺女|儿媳妇?|弟弟?|哥哥?|姐姐?|妹妹?|兄弟)[^我俺咱，。；]{0,6}$/u;
const reporterIs =
  /(我|俺|咱|本人|我们|俺们|咱们|我家|俺家|咱家|自己|报告人|报案人|来电人|来访人|反映人|申请人|原告|投诉人|受害人|被害人|伤者|出借人|网格员|调解员)(们|家|人|妈|爸|娘|爹|奶奶|爷爷|父母|老两口)?(一直|现在|现|就|也|都|户口|户籍|平时)?(家)?(是|住|在|住在|来自|是从|从)?(咱|我们)?$/u;
const formerHome = /(户口|户籍|老家|娘家|原籍|籍贯|原来住|以前住|搬到)(是|在)?$/u;

// Right after the place, up to the clause's end or the next place.
const doneThere =
  /^(的|那边|那儿|这边|里|内|境内|附近|门口|村口|村里|村头|屯里|街上|路上|山上|河边|地里|家里|广场|饭店|超市|工地|市场|码头|停车场|游船上?|滑雪场|院里|楼道里?)*.{0,10}?(被|遭|挨|打起来|打架|打仗|吵|闹事|发生|出了?事|出车祸|摔|撞|咬|受伤|伤了|砸|淹|着火|起火|落水|溺水|玩|游玩|滑雪|坐船|吃饭|住宿|消费|买的?|打(了|伤)|砍了|偷|持刀|堵)/u;
const workedThere = /^(的|那边|里|附近)*.{0,8}?(打工|干活|做工|上班|施工|盖房|扛活|务工|干了)/u;
const wrongdoer =
  /^(村)?(的|那个|那家|那边的?)?[^，。；我俺]{0,12}?((拖?欠|赖)(了|着|款|钱|账|薪|$|我|俺|人家|\p{Script=Han}{0,4})|借了?(我|俺)|不还|不给|不付|不认|不承认|不养|不管|不赔|没还|没给|打了|打伤|把.{1,8}(打|骂|撞|砍|占|拆|砸|咬|推)|骂(我|俺|人)|侵占|强占|霸占|占了|骗|拖着|跑了|失踪|撞了|撞伤|扒了|拆了|堵|砍了|偷了|咬(伤|了)|违约|毁约|悔婚|退婚|反悔|家暴|殴打|威胁|恐吓|倒垃圾|放水|排水|乱|越界|多占|不让|阻拦|拦着|吃了|毁了|踩|糟蹋|祸害|淹了|污染)/u;
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

/** Reads the part of each mention; `cause` decides what a place of work or a spouse's village means. */
export function readRoles(text: string, mentions: readonly Mention[], cause: string | null): PlaceRole[] {
  return mentions.map((mention, i) => {
    const previous = mentions[i - 1];
    const next = mentions[i + 1];
    const window = text.slice(previous?.end ?? 0, mention.start);
    const before = window.split(clauseEnd).at(-1) ?? "";
    const rest = text.slice(mention.end, next?.start ?? text.length);
    const after = rest.split(clauseEnd)[0] ?? "";
    const cut = rest.length === after.length && next !== undefined;
    const role: PlaceRole = { mention, harm: 0, respondent: 0, reporter: 0 };
    const raise = (part: "harm" | "respondent" | "reporter", to: number) => {
      role[part] = Math.max(role[part], to);
    };

    if (happenedAt.test(before)) raise("harm", 10);
    else if (stoodAt.test(before)) raise("harm", 8);
    const inPlace = /(在|到|去|于|上|来)$/u.test(before);
    if (inPlace && doneThere.test(after) && !livesThere.test(after)) raise("harm", 9);
    if (
      workedThere.test(after) &&
      !/(对方|被告|他|她)[^我俺咱]{0,6}$/u.test(before) &&
      (cause === null || workCauses.has(cause)) &&
      (inPlace || !/^的/u.test(after))
    )
      raise("harm", 8);
    if (!inPlace && /^(这|那|里|村口|门口|附近|境内)*.{0,4}(发生|出事|打起来|打架)/u.test(after)) raise("harm", 8);

    const subject =
      before.length > 0 && /^(就|也|都|现在|家|人|住|是|在|来自)+$/u.test(before)
        ? (window.split(clauseEnd).at(-2) ?? "") + before
        : before;
    const formerly = formerHome.test(before);
    const own = reporterIs.test(before);
    if (own) raise("reporter", formerly ? 4 : 7);
    else if (formerly && !/(对方|被告|他|她)/u.test(subject)) raise("reporter", 4);
    if (!own && respondentIs.test(subject)) raise("respondent", 9);
    if (!own && !inPlace && cause !== null && familyCauses.has(cause) && spouseIs.test(subject)) raise("respondent", 6);
    if (/(现|现在|目前|如今)(住|在|搬到)+$/u.test(before) && !own) raise("respondent", 5);
    if (reporterAfter.test(after)) raise("reporter", 8);

    // 甲村张三借给乙村李四, 甲村张三欠乙村李四: the verb between two places says which side is which.
    const lends = cut && lender.test(rest) && !/^[^，。；]{0,8}?(向|跟|管)$/u.test(rest);
    const owes = cut && borrower.test(rest) && !(/(找|从)$/u.test(rest) && !asked.test(text.slice(next.end)));
    const passive = cut && /(被|遭|让)$/u.test(rest);
    if (lends && !(/找$/u.test(rest) && asked.test(text.slice(next?.end ?? 0)))) raise("reporter", 6);
    if (owes && !lends && !/(跟|和|与|同)$/u.test(rest)) raise("respondent", 7);
    if (
      cut &&
      /(向|跟|管|找)$/u.test(rest) &&
      asked.test(text.slice(next?.end ?? 0).replace(/^[^，。；]{0,6}?(?=借|买|租|赊|订|承包)/u, ""))
    )
      raise("respondent", 7);
    const passedOver = previous !== undefined && /(向|管)$/u.test(before);
    const victim =
      previous !== undefined && borrower.test(text.slice(previous.end, mention.start)) && !/(找|从|跟)$/u.test(before);
    if (
      !own &&
      !passedOver &&
      directedAt.test(before) &&
      !(previous !== undefined && /(和|与|同|跟)$/u.test(before) && before.length <= 2)
    )
      raise("respondent", 8);
    const bracketed = /把[^，。；]{1,6}[（(]$/u.test(before);
    if (victim || passedOver || bracketed) raise("reporter", 6);
    else if (previous === undefined && cut && /^[）)]把/u.test(rest)) raise("respondent", 7);
    else if (!passive && !own && !lends && wrongdoer.test(after)) raise("respondent", 6);
    return role;
  });
}

const strength = (role: PlaceRole): number => {
  const claim = Math.max(role.harm, role.respondent);
  // Explicit harm outranks the respondent's home; a home that is plainly the reporter's needs more than a guess.
  return role.reporter > claim ? -role.reporter : claim;
};

/** The leading place first, then the others, each place once. */
export function rankPlaces(roles: readonly PlaceRole[]): PlaceRole[] {
  const best = new Map<string, PlaceRole>();
  for (const role of roles) {
    const key = role.mention.places.join("+") || role.mention.words;
    const known = best.get(key);
    best.set(
      key,
      known
        ? {
            mention: known.mention,
            harm: Math.max(known.harm, role.harm),
            respondent: Math.max(known.respondent, role.respondent),
            reporter: Math.max(known.reporter, role.reporter),
          }
        : role,
    );
  }
  const rows = [...best.values()];
  const weak = (role: PlaceRole): number => {
    if (role.mention.kind === "institution") return -20;
    // A place outside leads only where the words make it the respondent's or the harm's.
    const listed = role.mention.kind !== "outside";
    if (listed || !rows.some((other) => other.mention.kind !== "outside")) return 0;
    return Math.max(role.harm, role.respondent) < 6 ? -15 : -0.5;
  };
  return rows.sort((a, b) => strength(b) + weak(b) - strength(a) - weak(a));
}
