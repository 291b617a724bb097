// What a report says beside its place that decides the way: is ownership itself in dispute, and which judge must not act.
import type { Directory, Judge } from "./directory.ts";

const soil = /(地|林|山|宅基|坟|滩|草场|果园|鱼塘|树|界|田|坡|沟)/u;
const plainOwnership =
  /(权属|所有权|使用权).{0,4}纠纷|(权属|确权|所有权|使用权|(?<!经营)林权|地权|山权|产权).{0,6}(争议|争执|不清|不明|有争|没定|未定|归谁|归属|到底|打官司|说不清|扯不清|归我还是|是谁)|(争|要求|申请|请求|没有?|未|重新|需要)(政府)?.{0,4}确权|(权属|地界|界线|四至).{0,2}(争议|纠纷)|经营权.{0,4}(归谁|归属|确权|到底)|争[^，。；]{0,8}(权属|所有权|使用权)|确权(到底)?(归|给)谁/u;
const whose = /(到底|究竟|应该|应当|算|该)?(归|属于?|是)(谁|哪家|哪村|哪个村|哪一方|哪边)(家|村|方)?(的|所有|管)?/u;
const bothClaim =
  /(两家|两村|双方|两户|几家|三家|大家|都|各)[^，。；]{0,10}(都|各自?)?(说|认为|主张|称|坚持|咬定|非说)[^，。；]{0,10}(自己|自家|自个儿?|他家|各家|各自|俺们?|我们?|本村|归自己)(家|村)?(的|所有)?/u;
const papersClash =
  /(林权证|土地证|承包证|经营权证|宅基地证|权证|不动产证|证件?|山照|地照)[^，。；]{0,12}(重叠|打架|重复|冲突|重合|不一致|都有|两本|两个证|各有|对不上|归谁|写的?谁|该给谁|争议)|(两家|双方|两村|两户|都|各)[^，。；]{0,4}(有|拿着?|持有?)[^，。；]{0,6}(林权证|土地证|承包证|经营权证|权证|山照|地照|证)|(他|对方|那家|人家|老\p{Script=Han})(家|手里)?也(有|拿着?)[^，。；]{0,6}证/u;
const border =
  /(界线|地界|林界|山界|边界|界址|四至|界桩|分界|村界|场界)[^，。；]{0,10}(归谁|不清|不明|争议|有争|没划|划不清|说不清|扯不清|定不下|怎么划|在哪|模糊|闹不清|各说各|对不上|谁也不服|划到哪)/u;
const noPaper = /(没|无|都没有?|谁也没有?)(办|有)?(林权证|土地证|证|确权)[^。；]{0,12}(争|归谁|谁的|抢)/u;
const contested =
  /(他|她|对方|那家|村里|林场|人家|邻居)[^，。；]{0,6}(非)?(说|称|主张|认为|咬定)[^，。；]{0,8}(地|林|山|树|坡|滩|宅基)[^，。；]{0,4}是(他|她|他们|自己|自家|林场|村集体|集体)(家|的|们)?|说[^，。；]{0,10}是(他|她)[^，。；]{0,3}，?[^，。；]{0,3}(我|俺)[^，。；]{0,3}(说|认为)[^，。；]{0,6}是(我|俺)/u;
/** The title is clear, or the government has already spoken: then it is for the court. */
const settled =
  /(权属|所有权|使用权|归属|地界|界线|界址|四至)[^，。；不没未]{0,6}(清楚|明确|没有?争议|无争议|没问题|没异议|早就定了)|(权属|归属|所有权|地界|界线)[^，。；]{0,4}(没有?|无|不存在|不是)(争议|异议|纠纷)|(没有?|无|不存在)(什么)?(权属|所有权|地界)(上?的?)?(争议|纠纷|问题)|(不是|并非|不争)(什么)?(权属|所有权|地界)|(已经?|早就|早已|都|也)(做过?|经)?(确权|确过权)|确权(证|过|了|时|后|登记在我|给我|到我|在我)|(政府|乡里|镇里|县里|林业局|国土)[^，。；]{0,8}(处理决定|裁决|确认给|确权给|确定给|定给|划给)|法院[^，。；]{0,6}(判给|判归|确认)|(我|俺|我们|俺们|我家|俺家)(家|们)?(手里|手上)?有[^，。；]{0,6}(林权证|土地证|承包证|经营权证|权证|确权证|证)(?![^，。；]{0,12}(他|对方|那家)也?有)/u;
/** Fences, rents and payments: a quarrel about use, not about whose it is. */
const ordinary =
  /(承包费|租金|流转|转包|转租|出租|租给|包给|合同|补偿款|补偿费|征地款|分红|赔偿|过户|买卖|卖给|退耕还林款)/u;
const landCauses = new Set(["land", "forest-right", "neighbour-relations", "other"]);

/**
 * Whether the dispute is over ownership or use rights of land or forest themselves (土地管理法第14条、森林法第22条: the
 * government decides first), and not over encroachment, a contract or payment under a clear title.
 */
export function disputesOwnership(text: string, cause: string | null): boolean {
  if (cause !== null && !landCauses.has(cause)) return false;
  const twoPapers = papersClash.test(text);
  if (settled.test(text) && !twoPapers && !/不服|又争|还在争|仍有争议/u.test(text)) return false;
  if (!soil.test(text)) return false;
  if (plainOwnership.test(text) || twoPapers || noPaper.test(text)) return true;
  if (ordinary.test(text)) return false;
  return (
    whose.test(text) ||
    bothClaim.test(text) ||
    border.test(text) ||
    (cause !== "neighbour-relations" && contested.test(text))
  );
}

const unitTail = /(股份|有限|责任|合伙|集团|公司|合作社|专业|商店|厂)+$/u;
/** Characters that go on with a given name: 张明 is not named by 张明华. */
const nameGoesOn =
  /^[华芳军伟丽霞杰涛勇强梅兰英玲娟艳娜静敏磊洋峰辉鹏飞波斌宇浩凯健俊帆慧琴凤珍莲富贵财德国庆祥春荣学文玉刚平志远亮龙新成忠义山](?!家|里|的|上)/u;

/** Whether a text or a list of parties names this person or unit; a unit also by its name without 有限公司 and the like. */
export function isNamed(who: string, text: string, parties: readonly string[]): boolean {
  const stem = who.replace(unitTail, "");
  const unit = stem !== who && stem.length >= 3;
  if (
    parties.some((party) => party === who || (who.length >= 4 && party.includes(who)) || (unit && party.includes(stem)))
  )
    return true;
  if (unit) return text.includes(stem);
  for (let at = text.indexOf(who); at >= 0; at = text.indexOf(who, at + 1)) {
    if (who.length !== 2 || !nameGoesOn.test(text.slice(at + who.length))) return true;
  }
  return false;
}

const relative =
  "(亲戚|亲属|近亲|家属|家人|爱人|爸|爹|父|妈|娘|母|儿|女|闺女|媳妇|妻|老婆|丈夫|老公|哥|弟|姐|妹|舅|姑|姨|叔|伯|婶|侄|甥|表|堂|岳|丈人|丈母|亲家|连襟|妯娌|公公|婆婆|爷|奶|外公|外婆|孙|姐夫|妹夫|女婿)";

/** Why a judge must not act in this matter: a named recusal, being a party, or a party's relative. Null when nothing stands against it. */
export function recusalOf(directory: Directory, judge: Judge, text: string, parties: readonly string[]): string | null {
  const listed = judge.recusals.find((who) => isNamed(who, text, parties));
  if (listed) return `当事人涉及${listed}`;
  if (parties.includes(judge.name)) return "本人是当事人";
  const alone =
    directory.judges.filter(
      (other) => other.name.startsWith(judge.name.slice(0, 1)) && other.tribunal === judge.tribunal,
    ).length === 1;
  const titles = "(法官|庭长|副庭长|审判员|院长)";
  const called = [
    judge.name + `${titles}?`,
    ...(alone ? [judge.name.slice(0, 1) + titles] : []),
    `(咱们?|我们|你们)?(村的?)?包片(的)?法官(${judge.name})`,
  ].join("|");
  const patterns = [
    // 张明法官的表弟, 张法官他小舅子, 法官张明家亲戚
    `(${called})(的|他|她|家的?|本人的)?[^，。；的我俺说找问帮给判]{0,3}${relative}`,
    // 张法官是我舅舅, 我和张法官是亲戚, 张明法官跟对方是堂兄弟
    `(${called})[^，。；]{0,10}(是|为|算是?)[^，。；]{0,6}${relative}`,
    `(跟|和|与|同)(${called})(是|有|沾)[^，。；]{0,4}${relative}`,
    // 被告就是张明法官, 欠我钱的是法官张明
    `(被告|对方|被申请人|欠.{0,8}的人?|借.{0,8}的人?|打.{0,6}的人?|当事人)(就)?(是|为|叫|：|:)(法官|庭长)?(${called})`,
    `(${called})(本人)?(欠|借了?我|打了?我|骂了?我|撞了?我)`,
  ];
  return patterns.some((pattern) => new RegExp(pattern, "u").test(text)) ? "与当事人有亲属等关系" : null;
}
