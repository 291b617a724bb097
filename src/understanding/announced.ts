// Names that a word announces: 侄子关浩, 兽医晏大夫, 小叔子叫郎喜, 店名叫山水假期; any surname counts there, however rare.
import {
  boundaryAfter,
  calling,
  canBeGiven,
  everyday,
  given,
  givenPair,
  type NameFound,
  notName,
  surnames,
} from "./surnames.ts";
import type { Mention } from "./outright.ts";

/** Kin, parts and trades that are followed by a name, the longer before the shorter. */
const announcers =
  "姑爷|老丈人|丈人|老丈母娘|丈母娘|亲家|月嫂|徒弟|学徒|伙计|老乡|小包头|包头|总包|狗主|大徒弟|老太太|老大爷|老大娘|老奶奶|老爷子|老汉|老头|发小|欠款方|借款方|出借方|债权人|债务人|组长|家长|妇女|群众|市民|农民工|民工|退役军人|园主|商人|出借人|借款人|买主|卖主|车夫|房客|承租人|出租人|承包户|承包人|养殖户|收购商|粮?贩子|游客|顾客|客人|患者|病人|支书|村主任|所长|院长|园长|馆长|行长|镇长|乡长|场主|摊主|店员|服务员|营业员|收银员|保姆|护工|中介|东家|雇主|雇工|货主|机主|船主|债主|表叔|表姑|表哥|堂叔|堂兄|姑父|姑夫|姨父|姨夫|舅妈|舅舅|婶子|三婶|二婶|大婶|伯父|伯母|继子|继女|养子|养女|前男友|前女友|负责人|法定代表人|法人|领队|工友|会长|股东|合伙人|残疾人|贫困户|老户|上访户|老师|大姑姐|侄女婿|侄媳妇|外甥女婿|外甥女|孙女婿|孙媳妇|连襟|妯娌|小姑子|大姑姐|小姨子|大伯哥|小叔子|大伯子|亲家公|亲家母|其[妻夫子女父母兄弟姐妹]|老公|丈夫|男人|爱人|对象|老婆|媳妇|妻子|前夫|前妻|男朋友|女朋友|未婚夫|未婚妻|婆婆|公公|岳父|岳母|儿子|儿媳妇?|女婿|闺女|女儿|姑娘|孙子|弟弟|弟媳妇?|哥哥|嫂子|姐姐|妹妹|姐夫|妹夫|小舅子|大舅哥|侄子|侄女|侄儿|外甥|[表堂][弟哥姐妹兄]|后妈|后爸|继父|继母|母亲|父亲|妹子|大伯|二伯|大舅|二舅|老舅|大姑|二姑|大姨|二姨|大叔|二叔|三叔|小叔|[我他她你][爸妈爹娘哥姐弟妹叔伯舅姑姨嫂爷]|老大|老二|老三|老四|老五|邻居|房东|房主|老板娘?|包?工头|司机|车主|狗主人?|店主|业主|住户|租客|租户|同学|同事|同村|工友|战友|朋友|老乡|兽医|木匠|瓦匠|会计|队长|村长|站长|厂长|场长|店长|校长|经理|班长|组长|主任|书记|老师|业务员|信贷员|保安|教练|师傅|男方|女方|男的|女的|管事的|带班的|小年轻|小伙子?|后生|小青年|甲方|乙方|被告人?|原告|下岗工人|工人|职工|员工|学生|代表|申请人|户主|村民|居民|社员|农户|养殖户|种植户|五保户|低保户";
const beforeName = new RegExp(`(?:${announcers})(?:同志)?`, "gu");
const verb = /(?:名叫|叫做|叫作|名字(?:叫|是)|姓名(?:是|叫|:)?|大名(?:叫|是)?|本名(?:叫|是)?|(?<!不)叫)[\s:]?/gu;

const han = /\p{Script=Han}/u;
const counting = /^(?:个|年|月|天|块|万|千|百|亩|斤|次|回|口|岁|号|条|只|头|间|点|元|多|来)/u;
const numeral = /[一二三四五六七八九十两几]/u;
const compound = /^(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|长孙|宇文|端木|独孤|南宫)/u;
const titled = new RegExp(`^(?:${calling})`, "u");

/** How many characters from `at` on are a name; 0 for none. `sure`: a verb of naming stands before it. */
function lengthAt(text: string, at: number, sure: boolean): number {
  const head = compound.test(text.slice(at, at + 2)) ? 2 : 1;
  // 成成, 苗苗: what children are called.
  if (
    text[at] === text[at + 1] &&
    han.test(text[at] ?? "") &&
    canBeGiven(text[at] ?? "") &&
    /(?:学生|孩子叫?|闺女|儿子|孙子|孙女|叫|导游)$/u.test(text.slice(Math.max(0, at - 3), at))
  )
    return 2;
  if (head === 1 && !surnames.has(text[at] ?? "")) return 0;
  const title = titled.exec(text.slice(at + head, at + head + 4))?.[0];
  if (title) return head + title.length;
  const [first = "", second = ""] = text.slice(at + head, at + head + 2);
  const after = (n: number): string => text.slice(at + head + n, at + head + n + 4);
  const fits = (n: number): boolean =>
    !notName.test(text.slice(at, at + head + n)) &&
    !(numeral.test(n === 1 ? first : second) && counting.test(after(n)));
  // 侄子关浩六万块: a sum ends a name.
  const sum = /^[一二三四五六七八九十两几半百千\d]{1,4}[万千百块元个年月亩斤吨头只]/u;
  const ends = (n: number): boolean =>
    (n === 1 && sum.test(after(n))) || boundaryAfter.test(after(n)) || /^[\s\p{P}]/u.test(after(n)) || after(n) === "";
  const one = han.test(first) && canBeGiven(first);
  const two = one && han.test(second) && canBeGiven(second);
  // 叫来两边家长: an everyday character is a surname only before two that parents give.
  if (fits(2) && givenPair.test(first + second)) return head + 2;
  const weak = everyday.has(text[at] ?? "");
  if (two && fits(2) && ends(2) && !weak && (sure || given.has(first) || given.has(second))) return head + 2;
  if (two && fits(2) && given.has(first) && given.has(second)) return head + 2;
  if (one && fits(1) && ((sure && !weak) || given.has(first)) && (ends(1) || !two || !given.has(second)))
    return head + 1;
  return 0;
}

/** 女孩叫小丽, 外号叫大金牙, 工头 大金牙: no surname is told. */
const pet =
  /(?:叫|名叫|小名|外号|人称)[\s:]?(?<name>小(?!区|学|时|组|心|偷|吃|工|车|孩|儿|伙|姐|妹|弟)\p{Script=Han}|阿\p{Script=Han}|[喜柱栓锁铁虎石顺福根墩]子|大(?:金牙|胡子|个子|脑袋|嗓门|眼睛|壮)|二(?:愣|虎|柱|驴|宝|胖)子?)(?=$|[\s,，。;；、]|今年|大名|[\d一二三四五六七八九十]+岁)/gu;

const lastWord = new RegExp(`(?:${announcers})(?:同志)?$`, "u");
/** The text before a name without the word that announces it: 给老乡常来喜干活 is read as 给常来喜干活. */
export const withoutAnnouncer = (before: string): string =>
  before.slice(0, -8) + before.slice(-8).replace(lastWord, "");

const kindOfFirm =
  "(?:公司|旅行社|店|超市|厂|民宿|饭店|饭馆|平台|物业|场|社|酒店|宾馆|客栈|中介|机构|健身房|美[容发]院|[饭面馆茶书网酒]馆|[酒网]吧|[花果菜庄公]园|学校|幼儿园|培训班|医院|诊所|[工程施运装]{1,2}队|[^军部]队|[^一这那]家政|商行|铺子?|网站|会所|驾校|农庄|山庄|中心|影楼|楼盘|工作室)";
const called = "(?:的)?(?:店|公司|商|字|大)?(?:名字?|号|招牌)?(?:就)?(?:叫|名叫|是叫|名是)";
/** 店叫阿伟造型, 平台叫快修到家: up to where the speaker pauses. */
const firmCalled = new RegExp(
  `${kindOfFirm}[\\s,，]?${called}(?<name>(?![他她我俺咱你人谁啥停来去回这那])[\\p{Script=Han}A-Za-z0-9]{2,8})(?=$|[\\s,，。;；、])`,
  "gu",
);
/** 公司叫人给骗了, 店叫停了: 叫 that names nobody. */
const noFirm = /什么|[了着过吧吗的走]$|^不|^把/u;
const shop = new RegExp(
  `${kindOfFirm}(?:的)?[^,，。;；\\s]{0,4}[\\s,，]?${called}(?<name>[\\p{Script=Han}A-Za-z0-9]{2,8}?)(?=$|[\\s,，。;；、]|的|到|说|给|把|不|没)`,
  "gu",
);

/** 牧云河电话138…: who has a number has a name, however rare. */
const beforeNumber =
  /(?<=^|[\s,，。;；、(（\u25A1])(?<name>\p{Script=Han}{2,3})(?:的|本人|他|她)?(?:联系)?(?:电话|手机|号码?)?(?:号码?|是)?[\s:：]*(?=\u25A1{7,})/gu;
const noOwner = /[的他她我俺们家方人电话号码机妈爸爹娘哥姐弟妹叔姑舅姨婶嫂]|老板|房东|联系|对方|村|社区|店|厂|公司/u;

/** The names that words announce, wherever no other rule finds them. */
export function announcedIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  const add = (start: number, length: number): void => {
    if (length > 0)
      found.push({
        start,
        end: start + length,
        name: text.slice(start, start + length),
        form: length > 1 && titled.test(text.slice(start + 1, start + length)) ? "nickname" : "name",
      });
  };
  for (const m of text.matchAll(beforeName)) add(m.index + m[0].length, lengthAt(text, m.index + m[0].length, false));
  for (const m of text.matchAll(pet)) {
    const name = m.groups!["name"]!;
    const start = m.index + m[0].length - name.length;
    if (!notName.test(name)) found.push({ start, end: start + name.length, name, form: "nickname" });
  }
  for (const m of text.matchAll(verb)) add(m.index + m[0].length, lengthAt(text, m.index + m[0].length, true));
  for (const m of text.matchAll(beforeNumber)) {
    const name = m.groups!["name"]!;
    // 桂枝手机: only the given name of somebody told of in full.
    const given2 = text.search(new RegExp(`[${[...surnames].join("")}]${name}`, "u"));
    if (given2 >= 0 && given2 + 1 !== m.index) continue;
    if (noOwner.test(name) || notName.test(name) || !surnames.has(name[0]!)) continue;
    const usual = Array.from(name.slice(1)).filter((c) => given.has(c)).length;
    if (Array.from(name.slice(1)).some((c) => !canBeGiven(c)) || usual === 0) continue;
    if (everyday.has(name[0]!) && usual < name.length - 1) continue;
    if (!found.some((f) => f.start === m.index))
      found.push({ start: m.index, end: m.index + name.length, name, form: "name" });
  }
  for (const m of [
    ...text.matchAll(firmCalled),
    ...[...text.matchAll(shop)].filter((f) => f.groups!["name"]!.length > 2),
  ]) {
    const name = m.groups!["name"]!;
    const start = m.index + m[0].length - name.length;
    if (noFirm.test(name) || lengthAt(text, start, true) === name.length) continue;
    if (found.some((f) => f.start === start && f.form === "unit")) continue;
    const shorter = found.findIndex((f) => f.start === start && f.name.length < name.length);
    if (shorter >= 0) found.splice(shorter, 1);
    if (!found.some((f) => f.start === start)) found.push({ start, end: start + name.length, name, form: "unit" });
  }
  return found;
}

const naming =
  /^(?:[^,，。;；\n]{0,2}姓\p{Script=Han}{1,2})?[\s,，]{0,2}(?:那个?人?|这个?人?)?(?:的)?(?:大名|名字|姓名|真名|本名)?(?:就)?(?:叫做?|名叫|是叫|叫作|是)\s?$/u;

/** 小叔子叫郎喜: the kin or part and the name are one person from here on, in all that is said of either. */
export function nameTheCalled(text: string, mentions: readonly Mention[]): void {
  mentions.forEach((m, i) => {
    const before = mentions[i - 1];
    // 快艇公司叫浪花水上乐园: what kind of firm it is, and then its name.
    if (
      before?.form === "unit" &&
      m.form === "unit" &&
      before.name.length <= 5 &&
      naming.test(text.slice(before.end, m.start))
    ) {
      const kind = before.name;
      for (const o of mentions) if (o.name === kind) o.name = m.name;
      return;
    }
    if (!before || before.form !== "kin" || m.form === "kin" || m.form === "he" || m.form === "speaker") return;
    if (m.start - before.end > 14 || !naming.test(text.slice(before.end, m.start))) return;
    const called = before.name;
    for (const o of mentions)
      if (o.form === "kin" && o.name === called) {
        o.as ||= called;
        o.name = m.name;
        o.form = m.form;
      }
    m.as ||= called;
  });
}
