// Chinese full names and firms as they stand in a text, and all kinds of names together: 王铁柱, 松河建筑公司, 后街赵老三.
import { cardsIn } from "./cards.ts";
import { falseNick, insideWord, nicknamesIn } from "./nicknames.ts";
import { announcedIn } from "./announced.ts";
import { byToldSurname, calledNamesIn, politeIn, rowOf } from "./calledNames.ts";
import {
  boundaryAfter,
  common,
  double,
  everyday,
  given,
  givenPair,
  type NameFound,
  notGiven,
  notName,
  splitsWord,
  surnames,
} from "./surnames.ts";

const boundaryBefore =
  /(?:^|喊|招呼|雇了?|请了?|认为|怀疑|以为|发现|觉得|欠款方|借款方|出借方|跟着|挨着|靠着|群众|市民|妇女|农民工|民工|退役军人|工人|园主|场主|摊主|家长|商人|农户|举报|上访户|老户|游客|顾客|承包户|收购商|粮?贩子|中介|支书|场长|站长|店长|园长|校长|所长|队长|厂长|摊主|东家|雇主|房客|师父|护工|保姆|判了?|判令|判决|从|[\s,。;:!?、()"'“”《》【】@\-/\u25A1]|职工|员工|学生|前夫|前妻|女婿|儿媳妇?|[表堂]?(?:弟|哥|姐|妹)|小舅子|姐夫|妹夫|嫂子?|弟媳|侄子|外甥|亲家母?|对象|爱人|爹|爸|妈|娘|叔|舅|姨|姑|老乡|战友|师傅|班长|组长|主任|书记|老师|教练|导游|主播|店主|狗主|车主|货主|机主|租客|租户|买家|卖家|承租人|承包人|楼[上下]|[前后东西]院|对门|隔壁|同村|本村|我村|俺村|报案人|反映人|来访人|大名|真名|本名|全名|接|据|经|由|代|俺|咱|称|要求|名|位|方|岁|与其|起诉|状告|叫|名叫|姓名|是|跟|和|与|同|向|找|被|把|将|给|借给|对|让|由|替|帮|问|管|从|到|因|因为|告|打|骂|欠|说|村民|居民|业主|邻居|对方|被告|原告|申请人|被申请人|丈夫|妻子|老公|老婆|媳妇|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|房东|老板|工头|包工头|司机|户主|负责人|经理|同学|同事|朋友|亲戚|债务人|借款人|出借人|担保人|证人|男方|女方|的|家|组|队|屯|村|街|号|在|了|人|者|主|即|系|属|找到|联系|等|反映|举报|得知|及|或|还有|[他她我]|\d)$/u;
/** Kin, trades and places that a name follows: 表弟郑小毛, 职工曹雪, 楼上周海涛. */
const beside =
  /(?:\u25A1|职工|员工|学生|老公|丈夫|媳妇|老婆|妻子|前夫|前妻|女婿|儿媳妇?|儿子|闺女|女儿|弟|哥|姐|妹|小舅子|姐夫|妹夫|嫂子?|弟媳|侄子|外甥|亲家母?|对象|爹|爸|妈|娘|叔|舅|姨|姑|老乡|战友|同学|朋友|同事|师傅|班长|组长|主任|书记|老师|教练|导游|店主|狗主|车主|租客|租户|楼[上下]|[前后东西]院|对门|隔壁|邻居|同村|本村|我村|俺村|报案人|反映人|大名|真名|本名|全名|接|据|代|[户岁名位]|起诉|欠|告)$/u;
const unitWord =
  /(?:[\u4e00-\u9fa5A-Za-z0-9]{2,14}?)(?:食品厂|塑料厂|纸箱厂|机械厂|化工厂|水泥厂|家具厂|预制厂|(?:木业|建材|置业|地产|快运|物流|劳务|装饰|食品|矿业)(?:股份|有限|责任)*(?:公司)?|门窗厂|铸造厂|纺织厂|鞋厂|玩具厂|药厂|酒厂|米厂|油坊|合作联社|专业合作社|种植社|渔馆|鱼馆|菜馆|面馆|烤肉店|火锅店|旅馆|客栈|农庄|山庄|牧场|苗圃|果园|鸡场|猪场|牛场|羊场|渔场|鱼塘|沙场|石场|煤矿|理发店|药店|药房|影楼|照相馆|婚庆|家政|幼教|股份有限公司|有限责任公司|有限公司|分公司|公司|合作社|加工厂|木材厂|砖厂|板厂|服装厂|养殖场|工厂|酒店|宾馆|饭店|饭庄|饭馆|酒楼|超市|商店|商场|商行|农资店|门市部?|经销处|旅行社|银行|信用社|医院|卫生院|卫生所|诊所|学校|小学|中学|幼儿园|培训班|物业(?!费|纠纷|服务|管理费|的|公司|不|说|那)|林场|农场|采石场|砂场|项目部|工程队|施工队|建筑队|装修队|村委会|居委会|村民小组|开发商|中介|养老院|敬老院|度假村|农家乐|农家院|农家饭|渔家乐|采摘园|农商行|邮储银行|农信社|烧烤店|麻辣烫店|火锅城|小卖店|小卖部|民宿|景区|健身房|美容院|婚介所|4S店|驾校|车行|修理厂|粮站|收购站|屠宰场|商贸(?:公司)?|菌业|牧业|粮贸|(?:装饰|装潢|汽修|传媒)(?:公司)?(?=$|[\s,，。;；欠拖说不给老收的])|电站|电器店|汽修厂|修配厂|加油站|洗车行|种子店|农药店|馒头店|厂(?![长里房家子区工主])|水果店|服装店|杂货店|小吃店|早餐店|家电城|美容店|理发馆|水上乐园|游乐园|农机站|砖瓦厂|木器厂|竹器厂|运输公司|饲料厂|木器厂|石材厂|手机店|电脑店|五金店|轮胎店|电动车店|摩托店|家具店|眼镜店|母婴店|粮油店|农机店|熟食店|[\u4e00-\u9fa5]{2,4}乐园|滑雪场|雪场|网吧|歌厅|浴池|种业|家具城|建材店|快递站|运输队|保险公司)/gu;
const unitLead =
  /^(?:.*(?:管理方|施工方|开发方|承包方|发包方|甲方|乙方|反映|投诉|举报|申请人|反映人|报案人|当事人|被告|原告|给|在|跟|和|与|向|找|被|把|将|去|到|从|是|于|叫|由|让|告|进|买|因|对|了|的|雇|帮|替|看(?!守)|包|养(?!殖|老)|担保|贷款|合伙|承包|卖家|我们|我|他|她|们|有|为|要|想|说|等|欠|过|去年|今年|前年|个|(?<=[一两几那这哪我他她])家|那|这|管|一|里|上|下|来|不|后|前|说|着|(?<=[今去前后明昨\d一二三四五六七八九十半几])(?:天|月|年|号|日)))/u;

export function unitsIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  for (const m of text.matchAll(unitWord)) {
    const lead = unitLead.exec(m[0].slice(0, -2))?.[0] ?? "";
    const name = m[0].slice(lead.length);
    if (name.length < 3 || /^(?:开|卖|办|[一二两三四五六七八九十几\d]+[间个家处套栋座])/u.test(name)) continue;
    const start = m.index + lead.length;
    found.push({ start, end: start + name.length, name, form: "unit" });
  }
  return found;
}

function plainlyNamed(text: string, at: number): boolean {
  const [surname = "", first = "", second = ""] = text.slice(at, at + 3);
  return (
    common.has(surname) &&
    !everyday.has(surname) &&
    given.has(first) &&
    given.has(second) &&
    !notGiven.has(first) &&
    !notGiven.has(second) &&
    boundaryAfter.test(text.slice(at + 3, at + 7)) &&
    !insideWord.test(text.slice(Math.max(0, at - 1), at + 1))
  );
}

/** Full names. A rare surname or an unlikely given name needs a telling word before it. */
export function fullNamesIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  let till = 0;
  for (let i = 0; i < text.length; i++) {
    if (i < till) continue;
    const char = text[i]!;
    const compound =
      i + 2 < text.length &&
      /[欧上司诸东皇尉公慕令夏长宇端独南闻]/u.test(char) &&
      new RegExp(`^${double}`, "u").test(text.slice(i, i + 2));
    if (!compound && !surnames.has(char)) continue;
    const before = text.slice(Math.max(0, i - 4), i);
    // A usual surname with two characters that parents give, and an end behind them, is a name wherever it stands.
    const bounded = boundaryBefore.test(before);
    if (!bounded && !plainlyNamed(text, i)) continue;
    const announced =
      /(?:叫|姓名|我是|村民|居民|市民|群众|妇女|工人|职工|游客|学生|农民工|家长|被告|原告|申请人|丈夫|妻子|老公|老婆|媳妇|儿子|女儿|父亲|母亲|房东|老板|工头|司机|户主|联系人|债务人|借款人|出借人|担保人|证人|业主|邻居|名字|找到?|判了?|判令|跟|和|与|向|借给|给了?|借了|把|被|告)(?:是|为|叫|:)?$/u.test(
        before,
      ) || before === "";
    const told =
      announced ||
      /(?:邻居|叫|名叫|姓名[:是为]?|我是|村民|居民|对方(?:叫|是)?|被告|原告|申请人|丈夫|妻子|老公|老婆|媳妇|儿子|女儿|父亲|母亲|房东|老板|工头|司机|户主|联系人|债务人|借款人|出借人|担保人|证人|业主|名字|[:(、])(?:是|为|叫|:)?$/u.test(
        before,
      ) ||
      before === "" ||
      beside.test(before) ||
      /[\s,。;、:]$/u.test(before);
    const head = compound ? 2 : 1;
    let best = 0;
    for (const length of [2, 1]) {
      const part = text.slice(i + head, i + head + length);
      if (
        part.length < length ||
        (!Array.from(part).every(
          (c) =>
            /[\u4e00-\u9fa5]/u.test(c) &&
            (!notGiven.has(c) ||
              (given.has(c) &&
                bounded &&
                length === 2 &&
                (common.has(char) || announced || /[\s,。;、]$/u.test(before)) &&
                given.has(part[0]!) &&
                given.has(part[1]!))),
        ) &&
          !givenPair.test(part)) ||
        (part.endsWith("家") && length === 2 && part[0] !== "国") ||
        (part.endsWith("和") && length === 2 && surnames.has(text[i + head + length] ?? "")) ||
        splitsWord.test(text.slice(i + head + length - 1, i + head + length + 1))
      )
        continue;
      const after = text.slice(i + head + length, i + head + length + 4);
      // 宋伟一个月: the number belongs to what it counts.
      if (
        /[一二三四五六七八九十两]$/u.test(part) &&
        /^(?:个|年|月|天|块|万|千|百|亩|斤|次|回|直|共|起|分)/u.test(after)
      )
        continue;
      const usual = Array.from(part).filter((c) => given.has(c)).length;
      const likely = common.has(char) || compound ? 1 : 0;
      // 刘桂花硬说…: two characters that parents give behind a usual surname need no known word after them.
      if (!boundaryAfter.test(after) && !(length === 2 && usual === 2 && ((likely && told) || beside.test(before))))
        continue;
      if (insideWord.test(text.slice(Math.max(0, i - 1), i + 1))) continue;
      if (everyday.has(char) && /[\d一二三四五六七八九十两百千半]$/u.test(before)) continue;
      if (
        everyday.has(char) &&
        !(beside.test(before) && length === 2 && usual === 2) &&
        !/(?:叫|姓名[:是为]?)$/u.test(before) &&
        !(
          length === 2 &&
          (usual === 2 || (announced && usual === 1)) &&
          !(common.has(char) ? /[一二三四五六七八九十老]/u : /[一二三四五六七八九十老小]/u).test(part)
        ) &&
        !(length === 1 && announced && before !== "" && usual === 1 && !/[一二三四五六七八九十老小]/u.test(part))
      )
        continue;
      if (length === 2 && usual >= 1 && (likely || told || everyday.has(char) || (usual === 2 && bounded))) best = 2;
      else if (
        length === 1 &&
        usual === 1 &&
        likely &&
        (told || /(?:跟|和|与|向|找|被|把|给|的|从|对|借给|告|给了|借了|还了|打了|骂了|告了|是|因)$/u.test(before))
      )
        best = 1;
      else if (
        length === 2 &&
        likely &&
        told &&
        /^(?:$|[\s,。;:、()\d]|借|欠|拿|打|电话|手机|家|的|把|和|跟|与|不)/u.test(after)
      )
        best = 2;
      if (best) break;
    }
    if (!best) continue;
    const name = text.slice(i, i + head + best);
    if (notName.test(name)) continue;
    found.push({ start: i, end: i + name.length, name, form: "name" });
    till = i + name.length;
  }
  return found;
}

/** Names, nicknames and units, the longest at each spot. */
export function namesIn(text: string, cards: readonly NameFound[] = cardsIn(text)): NameFound[] {
  const full = fullNamesIn(text);
  const all = [
    ...unitsIn(text),
    ...nicknamesIn(text),
    ...politeIn(text).filter((n) => !falseNick.test(n.name)),
    ...full,
    ...rowOf(text, full),
    ...announcedIn(text),
    ...calledNamesIn(text),
    ...byToldSurname(text),
    ...cards,
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const out: NameFound[] = [];
  for (const name of all) {
    const last = out.at(-1);
    if (last && name.start < last.end) {
      if (name.end - name.start > last.end - last.start + 1) out[out.length - 1] = name;
      continue;
    }
    out.push(name);
  }
  return again(text, out);
}

/** A name found once is a name wherever it stands, also where only its end was read as one (苍德 林儿子). */
function again(text: string, found: NameFound[]): NameFound[] {
  let all = [...found];
  for (const name of new Set(found.filter((f) => f.form === "name" && f.name.length > 2).map((f) => f.name)))
    for (let at = text.indexOf(name); at >= 0 && all.length < 80; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length;
      const over = all.filter((f) => at < f.end && end > f.start);
      if (over.some((f) => f.start <= at)) continue;
      all = [...all.filter((f) => !over.includes(f)), { start: at, end, name, form: "name" }];
    }
  return [...all, ...byGivenName(text, all)].sort((a, b) => a.start - b.start);
}

/** 晓燕要卡 where 初晓燕 was told of: the given name alone at the head of a stretch, when no other name ends so. */
function byGivenName(text: string, all: readonly NameFound[]): NameFound[] {
  const full = [...new Set(all.filter((f) => f.form === "name" && f.name.length === 3).map((f) => f.name))];
  const out: NameFound[] = [];
  for (const name of full) {
    const called = name.slice(1);
    if (full.some((other) => other !== name && other.endsWith(called))) continue;
    for (const m of text.matchAll(
      new RegExp(`(?<=^|[\\s,，。;；、:])${called}(?!\\p{Script=Han}?[村镇乡市县河山路街年月])`, "gu"),
    )) {
      const end = m.index + called.length;
      if (out.length < 20 && !all.some((f) => m.index < f.end && end > f.start))
        out.push({ start: m.index, end, name, form: "name" });
    }
  }
  return out;
}
