// Parts that words say outright, before any verb is looked at: 申请人：…, 我叫…, 接…反映, 我老公…, 三个儿子甲、乙、丙, 大名….
import type { Card } from "./cards.ts";
import type { PartyRole, PersonFact } from "./facts.ts";
import type { SenderRole } from "./intents.ts";
import { asksToPart, wrongsOwn } from "./withinFamily.ts";

export type Mention = {
  start: number;
  end: number;
  name: string;
  form: PersonFact["form"] | "he";
  role: PartyRole | null;
  as: string;
  count?: number;
  /** The one who reports, by name. */
  self?: boolean;
  /** The part was said in so many words. */
  outright?: boolean;
  /** What was said where now the name stands: 我闺女. */
  kin?: string;
};

/** Who is meant by a name rather than by a pronoun. */
export const isNamed = (m: Mention): boolean => m.form === "name" || m.form === "nickname" || m.form === "unit";

const gap = "[\\s:,，、(]{0,3}";
const before: readonly (readonly [RegExp, PartyRole])[] = [
  [
    new RegExp(
      `(?:被申请人|被告人?|被投诉(?:人|方)|被反映人|被执行人|欠款[人方的]|借[款钱][人方的]|债务人|肇事(?:者|司机|方)|侵权人|对方当事人|责任人|加害人)(?:是|为|叫|名叫)?${gap}$`,
      "u",
    ),
    "respondent",
  ],
  [
    new RegExp(
      `(?<!被)(?:申请(?:人|执行人)|原告|投诉人|反映人|报案人|来访人|报告人|求助人|举报人|受害人|受害者|伤者|债权人|出借[人方的]|借出的|信访人|上访人|来电人|诉求人)(?:是|为|叫|名叫)?${gap}$`,
      "u",
    ),
    "applicant",
  ],
  [
    /(?:他|她|对方|那人|那家伙|老板|老板娘|房东|包工头|工头|邻居|厂长|经理|司机|车主|狗主人?|店主|欠钱的|借钱的|打人的|骂人的|撞人的|欠我的|占地的|咬人的|户主|管事的|主事的|带班的|带工的|雇主)(?:的名字|的大名|大名|真名|名字)?(?:[^。;我]{0,4}我?问[^。;]{0,4})?(?:就)?(?:是|叫|名叫|是叫|姓名是?|大名)\s?$/u,
    "respondent",
  ],
  [
    /(?:来(?:反映|访|说|报|找(?:我|你)?|要账|讨薪)?的|找我的|打电话(?:来)?的|反映(?:情况|问题)?的|投诉的|举报的|报案的|报事的|讨薪的|要账的|受伤的|被打的|被骗的|挨打的|被欠的|吃亏的)(?:人)?(?:是|叫|名叫|为)\s?$/u,
    "applicant",
  ],
  [
    /(?:牵头(?:的|人|户)?|领头的|带头的|(?:工人|业主|村民|农户|大伙|他们)代表)(?:就)?(?:是|叫|为)?[\s:]?$/u,
    "applicant",
  ],
  // 有个干活的来找我 叫尚有粮.
  [
    /(?:来找(?:我|村里?|社区)|找(?:到|上)我|来(?:反映|村里|社区|说|问|访|要账|讨薪|哭诉|报)|求到我)[^,，。;；\s他她]{0,4}[\s,，]{0,2}(?:名?叫|是)\s?$/u,
    "applicant",
  ],
  [/(?:欠薪的|欠账的|雇人的|放贷的|占地的|肇事的|闹事的|动手的)(?:人|老板)?(?:是|叫|名叫|为)\s?$/u, "respondent"],
  [
    /(?:证人|见证人|介绍人|中间人|媒人|作证的(?:是|人)?|在场的(?:有|是)?|陪同人?|目击者|旁边的?)(?:是|有|叫)?[\s:]?$/u,
    "other",
  ],
];
/** 男的叫…: told by a resident, the other one of the two. */
const otherOne = /(?:男的|女的)(?:就)?(?:是|叫|名叫|是叫|姓名是?|大名)\s?$/u;
const named =
  /(?:(?:我|俺)(?:的)?(?:大名|本名|真名|全名|学名|名字)|(?:我|俺|咱)(?:的?(?:名字|大名|姓名)|自己|本人)?(?:就)?(?:叫|是|姓名|名叫|姓)(?:是)?|(?<!他|她|你)本人|(?:我|俺)(?=□))[\s:,]?(?:□+(?:的|人|村民|这边)?|[^\s,。;□]{0,8}(?:村|组|屯|社区|林场|队)(?:的|人|村民|职工)?)?[\s,]?$/u;
const namedSelf =
  /(?:^|[\s,，。;；])(?:我|俺)(?![^,，。;；\s]{0,4}(?:[爸妈爹娘哥姐弟妹儿女叔舅姑姨婶嫂公婆夫妻]|男人|老婆|媳妇|对象|闺女|老板|房东|孩子|邻居))(?:们)?[^,，。;；\s他她叫被让把给]{1,8}(?<![地房车钱狗牛墙树店厂货粮田林])[\s,，]{1,2}(?:名|大名)?叫\s?$|(?:我|俺)(?:今年)?[\d一二三四五六七八九十]{1,4}(?:岁)?[^,。;他她]{0,10}叫\s?$|(?:(?:我|俺)(?:免贵)?(?:姓\p{Script=Han}{1,2}|是[^,，。;；\s]{1,6}的?)[\s,，]{0,2}(?:名)?叫|(?:我|俺)是(?:[^\s,，。;；、是]{1,8}(?:的|他妈|他爸|她妈|她爸|父亲|母亲|代表|爱人|申请人))?)\s?$/u;
/** 我是他爸马德山, 我是老二鲍国贵, 我是做豆腐的仰大姐: who one is stands between. */
const selfAs =
  /(?:我|俺)(?:就)?是(?!(?:说|想|问|不|没|在|从|给|跟|和|被|让|因|为|找)|[^,。;]{0,6}(?:欠|借|打|告))[^,。;!?叫□]{1,8}(?:[的\s,]{0,2}(?:我|俺)?叫)?\s?$/u;
/** 我401的 訾永亮 138…: where one is from, and then the name alone. */
const selfFrom = /(?:^|[\s,，。;；])(?:我|俺)(?:们|家)?(?:住)?[^,，。;；\s他她的叫让被把借欠给]{1,8}的[\s,，]{1,2}$/u;
/** 我车主闫立军: the part without 是. */
const selfPart = /(?:^|[\s,，。;；])(?:我|俺)(?:车主|房主|店主|户主|业主|房东|代表|老板)\s?$/u;
/** Spouses and children of whom one tells may be the other side, when the quarrel is with them. */
const partner = /(?:老公|丈夫|男人|老婆|媳妇|妻子|对象|爱人|那口子)$/u;
const partSurname =
  /(?:房东|老板娘?|包?工头|邻居|司机|车主|厂长|经理|店主|狗主人?|他|她|对方|人家)(?:是)?姓(\p{Script=Han})[\s,，]{0,2}$/u;
const surnamed = /(?:(?:我|俺)[^,，。;；\s他她]{0,8}[\s,，]|我|俺|免贵)姓(\p{Script=Han})[\s,，]{0,2}$/u;

/** The reporter's own people, whose name may follow: they are on the reporter's side, or the matter is theirs. */
const dear =
  /(?:我|俺|咱)(?:们)?(?:家)?(?:的)?(?:老)?(?:妈|爸|爹|娘|母亲|父亲|爷爷?|奶奶?|姥姥|姥爷)(?:叫|是|名叫)?\s?$/u;
const against = /^(?:老是?|总是?|又|还|就|死活|硬)?(?:不|没|打|骂|把|占|拿|偷|逼|扣|欠|撵|锁|抢|卖)/u;
const young =
  /(?:我|俺|咱)(?:们)?(?:家|村|屯|组)?(?:里)?(?:的)?(?:大|二|三|四|小|老|表|堂)?(?:儿子|闺女|女儿|姑娘|孩子|娃|孙子|孙女|姐姐?|妹妹?|哥哥?|弟弟?|[叔伯舅姑姨][叔伯舅姑姨妈]?|嫂子?|侄[子女]|外甥女?|外孙女?|老公|媳妇|老婆|丈夫|男人|对象|爱人|亲戚|邻居|老人)(?:叫|是|名叫)?\s?$/u;
/** 俺男人叫锯切掉俩指头: one of mine to whom it was done. */
const mineHurt =
  /(?:我|俺|咱)(?:们)?(?:家)?(?:的)?(?<who>老公|媳妇|老婆|丈夫|男人|对象|爱人|儿子|闺女|女儿|孩子|[大二小]?[哥姐弟妹]|[爸妈爹娘])(?:叫|让|被|给|遭|在[^,。;]{1,10})[^,。;]{0,6}(?:锯|砸|撞|摔|打|咬|伤|轧|切|烫|绞|压|电|掉|骗)/u;
const suffers =
  /^(?:[^,。;\s]{0,4}(?:被|遭|受|挨|叫|让)|在[^,。;]{1,12}(?:摔|伤|砸|烫|磕|干活|打工|上学|上班)|借给|嫁|住院|摔|[岁\d]|的)/u;
/** 后院的包玉兰说挡了她家采光. */
const says =
  /^(?:家)?(?:说|讲|称|嫌)[^,。;]{0,8}?(?:挡|占|砸|泡|影响|吵|堵|漏|淹|欠|碍)(?:了|着|到|住)?(?:他|她|自己?家?|其)/u;
const heard = /(?:接|接到|据|根据|应|受|帮|替|代)\s?$/u;
const forWhom =
  /(?:替|帮|代|为)(?:着)?(?:我们?|俺们?|咱们?)?(?:村|组|屯|家)?(?:里)?(?:的)?(?:隔壁|邻居|同村|老乡|亲戚|老人|[大二三小]?[姨叔舅姑哥姐嫂婶伯爷弟妹]|同学|工友|村民|五保户|贫困户|孤寡老人|独居老人)?(?:的)?\s?$/u;
const asksFor = /^[^,。;]{0,3}(?:问|反映|报|说|登记|咨询|打听|求|申请|上报|来)/u;
const signed =
  /^[\s,:(]*(?:本人)?(?:的)?(?:联系)?(?:电话|手机|号码|方式|tel)?(?:号|号码)?[\s:是为)]*□{7,}[\s。,!)]*(?!欠|借|拖|打|骂|不|把|拿|占)$/iu;
const heardAfter = /^[^,。;]{0,4}(?:反映|报告|来电|求助|投诉|举报|诉说|委托|所托|申请|要求|报的?|来访|上报|诉称)/u;
/** What the one does whose matter a grid worker or a mediator brings. */
const tells =
  /^(?:老人|同志|家|等\d*[户人名家]*)?(?:今天|昨天|昨日|今日|来|向|到|再次|多次|又|现|现在)?(?:我|本|社区|村里|村委会|村部|网格员?|法庭|调解室?)?(?:反映|投诉|举报|求助|诉称|声称|称|来访|要求|主张|请求|申请|报告|诉说|哭诉|不服|讨要|索要|多次讨要|上门讨要)/u;
const complains =
  /^(?:又|再次|今天|昨天|上午|下午)?(?:来|上门|打电话|找)(?:到)?(?:我|村|法庭|调解|网格)?[^,。;]{0,6}[\s,]?(?:说|讲|反映|诉|哭)|^(?:家)?(?:说|讲|称)(?:是)?(?:他|她|自己|自家|他家|她家|其|老公|丈夫|儿子|媳妇|男方|女方|婆婆|楼上|对门|隔壁|邻居|对方|[^,。]{0,6}(?:欠|不|占|打|骂|把|砍|拖|没))/u;

const comes = /^(?:又|再次|今天|昨天|上午|下午)?(?:来|上门|打电话|找)/u;
/** Somebody else brought it already: who says something behind that answers. */
const toldBefore = /反映|投诉|举报|起诉|诉称|称|说|求助|来电|来访|要求/u;
const brings = /^[^。;]{0,30}?(?:反映|投诉|求助|来访|来电|诉求|诉称|哭诉|前来|找到(?:我|村|网格|法庭|调解))/u;

/** 队长佟喜山当时在场: who saw it. */
const witness =
  /^(?:当时|那天|那会儿?|也|就|都|他|她|能)*(?:在场|在跟前|在边上|看见了|看到了|看着的?|亲眼看|作证|作个证|能证明)/u;
/** 我是街里网格员小鲍: who reports by office. */
const ownOffice = /(?:我|俺)(?:就)?是[^,。;]{0,10}(?:网格员|调解员|专干|干事|协管员)\s?$/u;
/** Partners and former ones, of whom one tells in one's own quarrel: 我对象高勇, 我前夫金磊. */
const exOrPartner =
  /(?:我|俺)(?:家)?(?:的)?(?:前夫|前妻|前老公|前任|对象|男人|女人|老公|丈夫|媳妇|老婆|爱人)(?:就)?(?:叫|是|名叫)?\s?$/u;
const apart = /离|过不下去|过不了|不着家|抚养|孩子判|判给我|打我|赌|出轨|分居/u;

/** 担保人是他岳父扈长海; 一起干的还有邓小兵. */
const guarantor = /担保人(?:是|为|叫)?(?:他|她)?\p{Script=Han}{0,3}$/u;
const together = /一起(?:干活?|打工|干活儿|买|被骗|去|来)?的(?:还)?(?:有)?$/u;

/** A name that fills its stretch of speech alone, with a place or a number: how people sign. */
const alone = (text: string, m: Mention): boolean =>
  /(?:^|[\s,。;!?□])$/u.test(text.slice(0, m.start)) &&
  /^(?:$|[\s,。;!□(])/u.test(text.slice(m.end)) &&
  !/(?:他|她|对方|叫|是|有|和|跟|老板|人|家|给|找)[\s:,]*$/u.test(text.slice(Math.max(0, m.start - 6), m.start));

/** Who signs a report in which another one is named is the reporter. */
export function signer(text: string, mentions: readonly Mention[]): void {
  if (mentions.some((m) => m.self) || !mentions.some((m) => isNamed(m) && m.role === "respondent")) return;
  const open = mentions.filter((m) => m.form === "name" && m.role === null && m.as === "" && alone(text, m));
  const last = open.at(-1);
  if (!last) return;
  last.role = "applicant";
  last.self = true;
}

/** Sets the parts that are said outright. */
export function sayOutright(
  text: string,
  mentions: readonly Mention[],
  senderRole: SenderRole,
  handedOver: readonly Card[],
): void {
  const first = mentions.find((m) => isNamed(m) && m.form !== "unit");
  const known = mentions.some((m) => isNamed(m) && named.test(text.slice(Math.max(0, m.start - 24), m.start)));
  const card = (m: Mention): boolean =>
    senderRole === "resident" &&
    handedOver.some((c) => c.start === m.start && c.end === m.end) &&
    !known &&
    !mentions.some((o) => o.self || (o.name === m.name && o.start < m.start));
  const hurt = mineHurt.exec(text)?.groups?.["who"];
  const youngSame = (m: Mention, head: string): boolean =>
    hurt !== undefined &&
    m.form === "name" &&
    new RegExp(`(?:我|俺|咱)(?:们)?(?:家)?(?:的)?${hurt}(?:叫|是|名叫)?\\s?$`, "u").test(head);
  for (const m of mentions) {
    if (!isNamed(m) || m.role !== null) continue;
    const next = mentions.find((o) => o.start >= m.end && isNamed(o));
    const head = text.slice(Math.max(0, m.start - 24), m.start);
    const tail = text.slice(m.end, m.end + 16);
    const surname = surnamed.exec(head)?.[1];
    const set = (role: PartyRole): void => {
      for (const o of mentions) if (o === m || (o.name === m.name && o.role === null)) o.role = role;
    };
    // The name stands for the kin that was told of: its part is not told by the words before it.
    if (m.kin !== undefined) {
      if (m.kin.startsWith("我") && !/^\s?(?:名)?叫/u.test(tail) && suffers.test(tail)) set("applicant");
      else if (hurt !== undefined && m.kin.endsWith(hurt)) set("applicant");
      else if (partner.test(m.kin) && /离婚|要离|想离|离了|过不下去/u.test(text)) set("respondent");
      continue;
    }
    // 我们是安居物业公司的: a firm that reports.
    if (
      m.form === "unit" &&
      senderRole === "resident" &&
      /(?:^|[\s,。;])(?:我|我们|俺们?)(?:这|这里|这边)?是$/u.test(head)
    ) {
      if (/^(?:的|[\s,。]|这边)/u.test(tail)) {
        set("applicant");
        m.self = true;
        continue;
      }
    }
    if (
      m.form !== "unit" &&
      (namedSelf.test(head) ||
        (senderRole === "resident" &&
          (selfAs.test(head) ||
            selfPart.test(head) ||
            (selfFrom.test(head) && /^[\s,，]*(?:$|电话|手机|□|\n)/u.test(tail)))) ||
        (named.test(head) && !/(?:我|俺|咱)\s?$/u.test(head)) ||
        surname === m.name[0] ||
        card(m))
    ) {
      set("applicant");
      m.self = true;
      continue;
    }
    // 房东姓朱 朱凤霞: the name of whom the part was told of before; the form makes one of the two.
    if (partSurname.exec(head)?.[1] === m.name[0]) {
      set("respondent");
      continue;
    }
    const told =
      (senderRole === "resident" && otherOne.test(head) ? ([otherOne, "respondent"] as const) : undefined) ??
      before.find(([pattern]) => pattern.test(head));
    if (witness.test(tail)) set("other");
    else if (senderRole !== "resident" && ownOffice.test(head)) set("other");
    else if (told) {
      set(told[1]);
      if (senderRole === "resident" && /(?:报案|反映|报告|求助|投诉|举报)人/u.test(head.slice(-6))) m.self = true;
    } else if (asksToPart(text, head, senderRole)) set("applicant");
    else if (senderRole === "resident" && wrongsOwn(text, m, mentions)) set("respondent");
    else if (
      m.form === "name" &&
      ((dear.test(head) && !against.test(tail)) || (young.test(head) && suffers.test(tail)))
    )
      set("applicant");
    else if (senderRole === "resident" && youngSame(m, head)) set("applicant");
    else if (
      senderRole === "resident" &&
      exOrPartner.test(head) &&
      (/前[夫妻任老]/u.test(head.slice(-6)) || apart.test(text))
    )
      set("respondent");
    else if (together.test(head)) set("applicant");
    else if (guarantor.test(head) && /借给|借出/u.test(text)) set("respondent");
    else if (forWhom.test(head) && asksFor.test(tail)) set("applicant");
    else if (
      senderRole === "resident" &&
      m.form === "name" &&
      !mentions.some((o) => o.name === m.name && o.start < m.start) &&
      (/联系人(?:是|为|叫)?[\s:]?$/u.test(head) ||
        ((signed.test(text.slice(m.end, m.end + 40)) ||
          (head === "" &&
            /^[\s,:]*(?:电话)?[\s:]*□{7,}(?![□\s,]*(?:他|她|这人|人)?(?:就)?(?:欠|借|拖|打|骂|不|没|把|拿|占|拉))/u.test(
              text.slice(m.end, m.end + 20),
            ))) &&
          !/(?:他|她|对方|那人|老板娘?|邻居|法人|负责人|经理|[厂场站店园校队]长|工头|房东|司机|车主)[^,。;]{0,6}$/u.test(
            head,
          )))
    ) {
      set("applicant");
      m.self = true;
    } else if (heard.test(head) && heardAfter.test(tail)) set("applicant");
    else if (
      senderRole !== "resident" &&
      m.form !== "unit" &&
      (tells.test(tail) ||
        (((complains.test(tail) && (m === first || comes.test(tail))) || says.test(tail)) &&
          !toldBefore.test(text.slice(0, m.start))) ||
        (m === first && brings.test(text.slice(m.end, Math.min(next?.start ?? m.end + 40, m.end + 40)))))
    )
      set("applicant");
  }
}
