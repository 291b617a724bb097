// The sides of those of whom no deed is told: by who speaks, by the part they are named with, and by the order of naming.
import type { PartyRole } from "./facts.ts";
import type { SenderRole } from "./intents.ts";
import type { LinearModel } from "./linear.ts";
import { isNamed, type Mention } from "./outright.ts";
import { sidesOf } from "./sides.ts";

/** The speaker's own side when named beside the speaker: 我妈, 我儿子. */
export const ownSide =
  /^(?:妈|爸|爹|娘|父亲|母亲|爷爷|奶奶|姥姥|姥爷|孩子|老人|老娘|老爹|老母亲|老父亲|父母|[大二三小]?(?:闺女|女儿)|孙子)$/u;
/** Offices and helpers are nobody's opponents. */
export const helper =
  /法官|派出所|司法所|人社|劳动监察|妇联|调解|村委会|居委会|银行|医院|民警|警察|书记|网格|村里|朋友|媒人|工友|亲戚|卫生|交警/u;

/** Same person said twice: the same name, or a full name and the nickname that ends it. */
export const same = (a: Mention, b: Mention): boolean => a.name !== "" && a.name === b.name;

/** Gives a part to everyone who is the same person. */
export function assign(mentions: Mention[], who: Mention | null, role: PartyRole, as: string): boolean {
  if (!who) return false;
  for (const m of mentions) {
    if (m !== who && !same(m, who)) continue;
    if (m.role === null) {
      m.role = role;
      if (as && !m.as) m.as = as;
    }
  }
  return true;
}

/** Who speaks for a firm is its side. */
const heads = /(?:老板娘?|经理|[厂场站店园校]长|负责人|法人|掌柜|工头|主管)$/u;
const theirsOf = /(?:他|她|对方|人家|他们)(?:家)?(?:的)?$/u;
const onlySays = /^(?:也|都|又|还|就|接)?(?:说|讲|称|接的?|知道|不知道|不清楚|来说|在家|出来)/u;

/** Those no frame spoke of: by who speaks and in which order they were named. */
export function settle(
  mentions: Mention[],
  text: string,
  senderRole: SenderRole,
  sides: LinearModel | null = null,
): void {
  const has = (role: PartyRole): boolean => mentions.some((m) => m.role === role && m.form !== "he");
  const speaker = mentions.find((m) => m.form === "speaker");
  const group = mentions.find((m) => m.form === "group");
  if (
    group &&
    group.role === null &&
    (senderRole === "resident" || /^(?:我们|俺|咱)/u.test(group.name)) &&
    !has("applicant")
  )
    group.role = "applicant";
  const open = mentions.filter(
    (m) => m.role === null && m.form !== "he" && m.form !== "speaker" && m.form !== "group" && !helper.test(m.name),
  );
  const involved =
    speaker !== undefined && (senderRole === "resident" || /我家|我的|[欠打骂借骗占]我|我[被借给买租]/u.test(text));
  if (involved && speaker.role === null && !has("applicant") && !/替|帮.{0,4}(?:问|报|反映)/u.test(text))
    for (const m of mentions) if (m.form === "speaker" && m.role === null) m.role = "applicant";
  // 老大叫时金 of an old woman whom nobody keeps: her children are who is meant.
  const forsaken =
    /老人|老太|老汉|老头|老爷子|老娘|老爹|爹妈|父母/u.test(text) && /不养|不管|不给|不出|不肯|谁[也都]不/u.test(text);
  for (const m of open)
    if (
      m.role === null &&
      /^[^,。;\s]{0,3}(?:去世|过世|病故|没了|不在了|走了?[,\s]|死了)/u.test(text.slice(m.end)) &&
      /遗|留下|继承|房|存折|存款/u.test(text)
    )
      m.role = "other";
  // 他媳妇说不知道: who only says something about it for them is no party.
  for (const m of open)
    if (
      m.form === "kin" &&
      theirsOf.test(text.slice(Math.max(0, m.start - 3), m.start)) &&
      onlySays.test(text.slice(m.end, m.end + 8))
    )
      assign(mentions, m, "other", "");
  // Who is named by the part that one deals with, and not one's own, is the other side.
  const dealtWith =
    /(?:老板娘?|房东|房主|包?工头|经理|队长|[厂场站店园校所]长|负责人|法人|掌柜|东家|家长|物业|旅行社|公司|超市|饭店|民宿|酒店|厂|店主|商家|楼[上下]|[前后东西]院|对门|隔壁|邻居|对方|司机|车主|管事的|主事的|带班的|狗主人?|前夫|前妻|丈夫|老公|媳妇|老婆|男人|对象|男方|女方|男的|女的)(?:姓\p{Script=Han}|叫|是|名叫|大名)?[\s,:]?$/u;
  // 松河农资店, and then 老板谷长青: a person beside a firm or a family, a firm beside a person.
  const only = (pattern: (m: Mention) => boolean): boolean =>
    mentions.every((m) => m.role !== "respondent" || !isNamed(m) || pattern(m));
  if (has("applicant") || senderRole === "resident")
    for (const m of open) {
      if (m.role !== null || !isNamed(m)) continue;
      const dealt =
        (dealtWith.test(m.as) || dealtWith.test(text.slice(Math.max(0, m.start - 8), m.start))) &&
        (!has("respondent") || only((o) => o.form === "unit" || o.name.endsWith("家")));
      const firm =
        m.form === "unit" &&
        (senderRole === "resident" ||
          mentions.some(
            (o) => o.role === "respondent" && isNamed(o) && heads.test(text.slice(Math.max(0, o.start - 4), o.start)),
          )) &&
        has("respondent") &&
        only((o) => o.form !== "unit") &&
        !/医院|卫生|诊所|学校|[小中]学|幼儿园/u.test(m.name);
      if (dealt || firm) assign(mentions, m, "respondent", "");
    }
  // 我家孩子叫…: the one of mine to whom it was done.
  if (senderRole === "resident" && !forsaken && has("respondent"))
    for (const m of open)
      if (m.role === null && isNamed(m) && ownYoung(m, mentions, text)) assign(mentions, m, "applicant", "");
  // 柏老大 of 柏家 that built it: one family stands on one side.
  for (const m of open)
    if (m.role === null && m.form !== "unit" && isNamed(m)) {
      const family = mentions.find(
        (o) =>
          o.role !== null &&
          o.role !== "other" &&
          isNamed(o) &&
          /^老?\p{Script=Han}家/u.test(o.name) &&
          o.name.replace(/^老/u, "")[0] === m.name[0],
      );
      if (family?.role) assign(mentions, m, family.role, "");
    }
  const child = /^(?:老[大二三四五]|[大二三四小老]?(?:儿子|闺女|女儿|姑娘)|儿媳妇?)$/u;
  if (forsaken)
    for (const m of open) if (m.role === null && isNamed(m) && child.test(m.as)) assign(mentions, m, "respondent", "");
  // Of two in a quarrel, the one whose number staff give is whose matter they bring.
  const withNumber = open.filter(
    (m) =>
      m.role === null &&
      isNamed(m) &&
      /^[\s,:(]*(?:的)?(?:联系)?(?:电话|手机|号码?|方式)?(?:号码?)?[\s:是为]*□{7,}/u.test(
        text.slice(m.end, m.end + 24),
      ),
  );
  if (
    senderRole !== "resident" &&
    !has("applicant") &&
    new Set(withNumber.map((m) => m.name)).size === 1 &&
    withNumber[0]
  )
    assign(mentions, withNumber[0], "applicant", "");
  // One's own children come last: whose side they are on is known when the other side is.
  const children = (m: Mention): number =>
    senderRole === "resident" && isNamed(m) && ownYoung(m, mentions, text) ? 1 : 0;
  for (const m of open.toSorted((a, b) => children(a) - children(b))) {
    if (m.role !== null) continue;
    if (children(m) === 1 && has("respondent") && !forsaken) {
      assign(mentions, m, "applicant", "");
      continue;
    }
    const learnt = sides && isNamed(m) ? likelySide(sides, m, mentions, text, senderRole) : null;
    if (learnt) {
      assign(mentions, m, learnt, "");
      continue;
    }
    const mine = m.form === "kin" && ownSide.test(m.name);
    const opposed = mentions.some((o) => isNamed(o) && o.role === "respondent");
    // A firm that a resident only names is not the one who asks.
    const role: PartyRole =
      m.form === "unit" &&
      senderRole === "resident" &&
      !/^(?:我们|俺们)/u.test(text.slice(Math.max(0, m.start - 2), m.start))
        ? "respondent"
        : mine
          ? has("applicant")
            ? "other"
            : "applicant"
          : isNamed(m) && !opposed && text.length > 20 && (has("applicant") || senderRole === "resident")
            ? "respondent"
            : !has("respondent") &&
                (has("applicant") ||
                  senderRole === "resident" ||
                  (open.length === 1 && !/^(?:家|一家)?[,，]?(?:与|和|跟|同|因|被|遭)/u.test(text.slice(m.end))))
              ? "respondent"
              : !has("applicant")
                ? "applicant"
                : !has("respondent")
                  ? "respondent"
                  : "other";
    assign(mentions, m, role, "");
  }
}

/** So sure the model must be; below this the order of naming decides. */
const sure = 0.45;

const plain = 0.6;

function likelySide(
  sides: LinearModel,
  m: Mention,
  mentions: readonly Mention[],
  text: string,
  senderRole: SenderRole,
): PartyRole | null {
  const [best, second] = sidesOf(sides, text, mentions.filter(isNamed), m.name, senderRole !== "resident");
  if (!best || best.probability < sure) return null;
  // Who reports their own matter is the applicant; somebody named beside them is so only when it is plain, a firm never.
  const own =
    senderRole === "resident" && mentions.some((o) => o.role === "applicant" && (o.self || o.form === "speaker"));
  if (own && best.label === "applicant" && (m.form === "unit" || best.probability < plain))
    return (second?.label as PartyRole | undefined) ?? null;
  return best.label as PartyRole;
}

const youngOf =
  /(?:我|俺|咱)(?:们)?(?:家)?(?:的|那)?(?:大|二|三|小|老)?(?:儿子?|闺女|女儿|姑娘|孩子|娃|孙子|孙女|外孙女?|妹妹?|弟弟?|妹子|姐姐?|哥哥?|外甥女?|侄[子女]|妈|爸|爹|娘|母亲|父亲|老伴|爷爷?|奶奶?|姥姥|姥爷|大?[姑姨]姑?姨?|[大二三小]?[叔伯舅婶][叔伯舅婶]?|舅妈|公公|婆婆|同事|工友|邻居家?)(?:叫|是|名叫|大名)?\s?$/u;
export const ownYoung = (m: Mention, mentions: readonly Mention[], text: string): boolean =>
  youngOf.test(text.slice(Math.max(0, m.start - 12), m.start)) ||
  mentions.some((o) => o.name === m.name && o.kin !== undefined && youngOf.test(o.kin));
