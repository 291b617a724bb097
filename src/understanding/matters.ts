// What was done about it, what is wanted, whether they would sit down to mediate, what evidence there is, for whom one speaks.
import type { Found } from "./facts.ts";
import { wantsIn } from "./wants.ts";

type Rule = [value: string, pattern: RegExp];

const done: Rule[] = [
  [
    "police",
    /(?:报(?:过|了)?(?:警|案)|警察|民警|派出所|110)[^,。;!?\n]{0,12}?(?:来过?|出警|处理|调解|立案|登记|做(?:了)?笔录|拘|备案|没(?:管|立案|处理|调)|不管|报(?:过|了)?)|报(?:过|了)警|出过?警|报案了/gu,
  ],
  [
    "village",
    /(?:村(?:里|委会|委|干部|书记|长|支书)|屯长|组长|社区|居委会|网格员|调委会|调解员|村调解)[^,。;!?\n]{0,10}?(?:调解|调(?:过|了)|说(?:过|和|了)|劝(?:过|了)|协调|来(?:过|看)|管(?:过|不了)|没(?:调|管|解决)|处理)(?:过|了|不成|不了|好几次|两次|一次|没成|无果)?/gu,
  ],
  [
    "labourOffice",
    /(?:劳动(?:局|监察|仲裁|保障)|人社(?:局|所)?|仲裁)[^,。;!?\n]{0,10}?(?:投诉|反映|告|找|去|立案|受理|申请|没|不|裁决|处理|仲裁)(?:过|了)?|(?:投诉|反映|告|找|去)(?:过|了|到)?(?:劳动(?:局|监察|仲裁)|人社|仲裁委?)/gu,
  ],
  [
    "court",
    /(?:已经?|去年|前年|之前|上次|以前)?(?:起诉(?:过|了)|立(?:过|了)案|判(?:决)?(?:下来)?(?:过|了)|开过庭|申请(?:过|了)强制执行|法院(?:已经?)?判|调解书(?:下来|生效)|打过官司)/gu,
  ],
  ["lawyer", /(?:找|问|请|咨询)(?:过|了)?律师/gu],
  ["market", /(?:打(?:了|过)?)?12315|(?:工商|市监|市场监管|消协)[^,。;!?\n]{0,8}(?:投诉|反映|调解|没|来|处理)?/gu],
  ["trafficPolice", /交警[^,。;!?\n]{0,10}(?:认定|定|来|出|判|划|处理|全责|主责|同责)|(?:责任)?认定书/gu],
  [
    "hospital",
    /(?:送|去|在|住)(?:到|了|过)?(?:县|镇|市|中)?(?:医院|院)[^,。;!?\n]{0,6}|住(?:了)?院|缝(?:了)?[^,。]{0,3}针/gu,
  ],
  [
    "asked",
    /(?:要|催|找|讨|说|谈|商量|打电话|联系|上门|发微信|理论)(?:过|了)(?:好?几|很多|多|两|三|无数|不下[^,。]{1,3}|\d+)?(?:次|回|遍|趟)[^,。;!?\n]{0,6}|多次(?:催|讨|索|找|联系|上门)[^,。;!?\n]{0,6}|(?:电话|微信|信息)(?:也)?(?:不接|不回|拉黑|关机|停机|打不通)|把我拉黑/gu,
  ],
  ["womenFederation", /妇联[^,。;!?\n]{0,8}|12338/gu],
];

const evidence: Rule[] = [
  ["iou", /(?:条子|借据)(?=(?:还)?在|[^,。]{0,4}手里)|借条|欠条|借据|欠据|白条|收条|字据|打(?:了|的|过)?条子?/gu],
  [
    "transfer",
    /(?:转账|汇款|银行|微信|支付宝)(?:转账)?(?:记录|流水|凭证|截图|回单|底子)|转账(?:的)?(?:记录|截图|凭证)?|流水|回单|(?:转|汇|付)(?:的|账)?(?:都|也)?有(?:记录|底)|还款单子?|底单/gu,
  ],
  [
    "chat",
    /(?:微信|聊天|短信|QQ)(?:聊天)?(?:记录|截图|内容)|微信(?:上)?聊天|聊天记录|短信|(?<=有)微信(?=$|[,。;\s])/gu,
  ],
  [
    "contract",
    /(?:劳动|书面|租房|租赁|买卖|承包|施工|购销|流转|正式)?(?:合同|协议(?!离婚)|契约)(?:书)?|保证书|承诺书/gu,
  ],
  ["photo", /截(?:了|的|下|过)?(?:图|屏)|照片|相片|视频|录像|监控|拍(?:了|的|下)(?:来|照|视频)?|行车记录仪/gu],
  ["recording", /录音|录了音|通话记录/gu],
  [
    "witness",
    /(?:有)?(?:证人|人(?:可以|能|愿意)?(?:作证|证明|看见|看到|在场)|见证人|旁证|大家都(?:看见|知道)|村里(?:人)?都(?:知道|看见))/gu,
  ],
  ["medical", /病历|诊断(?:书|证明)?|医疗?(?:单据|票据|发票)|住院(?:单据|票据|发票)|鉴定(?:书|报告|意见)?|伤残等级/gu],
  [
    "receipt",
    /发票|收据|小票|票据|单据|订单|送货单|(?:过)?[磅榜]单|付款记录|票根|门票|存根|单子(?=有|在|都|我)|(?<=有)单子/gu,
  ],
  ["attendance", /考勤|工资(?:条|单|表|卡)|打卡记录|工牌|工作证|记工(?:本|簿|单)|出勤/gu],
  ["deed", /房产证|房本|土地证|林权证|承包证|宅基地证|经营权证|结婚证|离婚证|户口本|出生证明|遗嘱/gu],
  ["police", /出警记录|报警(?:回执|记录)|笔录|认定书|行政处罚决定书/gu],
  ["judgment", /判决书|调解书|裁定书|仲裁(?:裁决)?书/gu],
];
const none =
  /(?:没有?|无|没留|没写|没打|没签|未签|丢了|找不到|不给|啥都没|什么都没|没啥|没任何)(?:任何|什么|啥|过|书面|劳动|正式|有|个|打|写|签|留|录)?[^,。;!?\n]{0,3}$/u;
const noneAfter = /^[^,。;!?\n]{0,3}(?:没(?:有|了|打|写|签|留)|丢了|找不到了|都没|也没|撕了|不见了)/u;

const claims =
  /(?:要求|想要|就想|只想|希望|请求|诉求(?:是)?|主张|想让|想请|盼着|求(?:法庭|法官|你们))(?:他|她|对方|他们|老板|公司|法官|法庭|你们|帮我|给我)?[^。;!?\n]{2,40}|(?:让|叫|要)(?:他|她|对方|他们|老板|公司|单位|他家|房东|物业|厂里|厂家|邻居|店家|商家)(?:们)?(?:先|尽快|赶紧|赶快|马上|必须|也|都)?(?:把|给|赔|还|退|搬|拆|道歉|支付|付|停|恢复|返还|承担|出(?!来)|清|移|修|认|换|补|养|管|接|处理|解决)[^。;!?\n]{0,24}|(?:把)(?:钱|工资|工钱|血汗钱|本金|借款|尾款|租金|房租|赔偿款?|医药费|定金|订金|押金|货款|彩礼|地|房子|孩子|树|墙|欠款)[^,。;!?\n]{0,6}(?:要回来|还给?我|给我|退给?我|退回来|拆(?:了|掉)|砍(?:了|掉)|结(?:清|了))|(?:还|赔|退)(?:我|给我)?(?:钱|本金|欠款|押金|医药费)就(?:行|中|可以|好)|(?:只要|能)[^,。;!?\n]{2,16}就(?:行|中|可以|好|算了|拉倒|完事|妥)|(?:要|拿|取|收)回(?=欠条|借条|条子|字据|押金|定金|钱|款|地|房)[^,。;!?\n]{1,10}|要回[^,。;!?\n]{1,10}|想离婚|坚决要?离婚?|要(?:离婚|孩子|抚养权)|争抚养权|恢复原状|赔礼道歉|解除合同|继续履行/gu;

const willing: [boolean, RegExp][] = [
  [
    false,
    /(?:不|没)(?:愿意?|想|肯|同意|接受|打算|准备|能|可以)(?:去|再)?(?:调解|和解|协商|谈|私了|调)|(?:拒绝|反对|不要|不用|用不着|不)调解|没(?:得|什么|啥)(?:好)?(?:谈|调)|直接(?:起诉|打官司|立案|告)|(?:就|只|非|坚决)(?:要|想)?(?:起诉|打官司|告他)|谈不拢|不跟他谈|调解没用|不和解/gu,
  ],
  [
    true,
    /(?:愿意|同意|接受|想|可以|能|先|希望|打算|都肯|也肯|肯|请|求|帮|帮忙|最好|申请)(?:法庭|法官|你们|村里|咱们|先|给|帮|一下|我们|他们|双方|来|大家|通过|能)*(?:调解|调一?调|调和|协商|和解|坐下来|谈谈|谈一谈|好好谈|说和|私了|商量)|(?:坐下来|好好)(?:谈|说|商量)|调解(?:也)?(?:可以|行|中)|双方(?:都)?(?:同意|愿意)|说和说和|(?:同意|愿意|肯)(?:[^,。;!?\s不]{0,8})(?:来|去|到)[^,。;!?\s不]{0,6}调(?:解)?|给(?:我们|俺们|两家)?(?:说和|说合|撮合)|(?:能|可以|愿意?|同意|肯|行|想)调(?:解)?(?=$|[\s,。;!]|就|最好|的|吧|了)|愿意(?:谈|调)|给(?:我们|双方)?调(?:解)?(?:一下|调)/gu,
  ],
];

const behalf =
  /(?:我)?(?:替|帮|代(?:替)?|给|受)(?<who>我?(?:妈|爸|爹|娘|父亲|母亲|爷爷|奶奶|姥姥|姥爷|老公|老婆|媳妇|丈夫|儿子|女儿|闺女|弟弟?|哥哥?|姐姐?|妹妹?|邻居|朋友|同事|工友|老乡|亲戚|舅舅|叔叔|姑姑|姨|婶子|老人|村民|村里[^,。\s]{0,6}|[^,。;!?\s我]{2,4}))(?:来)?(?:问|报|反映|登记|说|求助|咨询|委托|讨|打听)|(?:是|这是)(?<whose>我?(?:妈|爸|邻居|朋友|同事|亲戚|工友|弟弟?|哥哥?|姐姐?|妹妹?|女儿|儿子|村民[^,。]{0,4}))的(?:事|纠纷|案子)|(?<asked>我?(?:妈|爸|邻居|朋友|同事|亲戚|工友|老人|村民[^,。]{0,4}))(?:托我|让我|叫我|委托我)(?:来|帮)?(?:问|报|反映|登记|说)/gu;

/** What else a form asks for. Offsets of the plain text; each value is a fixed word, a claim is the words themselves. */
export function mattersIn(text: string): Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  for (const [value, pattern] of done) {
    for (const m of text.matchAll(pattern)) {
      if (seen.has(`done:${value}`)) break;
      if (
        /(?:没|还没|未|准备|想|要|打算|能不能|可以|需要|要不要|应该|怎么)[^,。]{0,4}$/u.test(
          text.slice(Math.max(0, m.index - 5), m.index),
        ) &&
        value !== "asked"
      )
        continue;
      seen.add(`done:${value}`);
      found.push({ kind: "done", value, start: m.index, end: m.index + m[0].length });
    }
  }
  for (const [value, pattern] of evidence) {
    for (const m of text.matchAll(pattern)) {
      if (seen.has(`evidence:${value}`)) break;
      const end = m.index + m[0].length;
      const has =
        !none.test(
          text
            .slice(Math.max(0, m.index - 10), m.index)
            .split(/[,。;!?\n]/u)
            .at(-1) ?? "",
        ) && !noneAfter.test(text.slice(end, end + 8));
      // A question about evidence (没有借条能告吗) tells what is there as well, but 借条怎么写 does not.
      if (
        /^(?:怎么|咋|如何|应该)/u.test(text.slice(end, end + 3)) ||
        /(?:怎么|如何|要不要|需要|应该|重新|再)(?:写|打|签|立)?[^,。]{0,2}$/u.test(
          text.slice(Math.max(0, m.index - 6), m.index),
        )
      )
        continue;
      // 还清后拿回借条: the other side has it; it is wanted, not held.
      if (
        /(?:(?:拿|要|收|退|取|抽)回|退还|归还|返还|还给?我?|交出|销毁|撕|把)[^,。]{0,3}$/u.test(
          text.slice(Math.max(0, m.index - 7), m.index),
        )
      )
        continue;
      seen.add(`evidence:${value}`);
      found.push({ kind: "evidence", value, has, start: m.index, end });
    }
  }
  const nothing =
    /(?:什么|啥|任何)?(?:证据|凭证|凭据|手续)(?:都|也)?(?:没有|没|无)|(?:没有?|无)(?:任何|什么|啥)?(?:证据|凭证|凭据|手续)|空口无凭|口头(?:说的|约定|协议|答应)/u.exec(
      text,
    );
  if (nothing)
    found.push({
      kind: "evidence",
      value: "any",
      has: false,
      start: nothing.index,
      end: nothing.index + nothing[0].length,
    });
  for (const m of text.matchAll(claims)) {
    const words = m[0].replace(/[,\s]+$/u, "");
    if (/[吗么?]$/u.test(words) || /^(?:希望|想要|想请)(?:了解|知道|咨询|问)/u.test(words)) continue;
    const correction = /(?:不对|更正|改成|改为)[^。]{0,4}$/u.test(text.slice(Math.max(0, m.index - 10), m.index));
    found.push({
      kind: "claim",
      value: words,
      start: m.index,
      end: m.index + words.length,
      ...(correction ? { correction } : {}),
    });
    if (found.filter((f) => f.kind === "claim").length >= 3) break;
  }
  for (const want of wantsIn(text)) {
    const told = found.filter((f) => f.kind === "claim");
    if (told.length >= 3 || told.some((f) => f.start < want.end && f.end > want.start)) continue;
    found.push({ kind: "claim", value: text.slice(want.start, want.end), ...want });
  }
  for (const [value, pattern] of willing) {
    pattern.lastIndex = 0;
    const m = pattern.exec(text);
    if (!m || found.some((f) => f.kind === "willing" && f.start <= m.index + m[0].length && f.end >= m.index)) continue;
    if (value && /(?:不|没|拒绝)[^,。]{0,2}$/u.test(text.slice(Math.max(0, m.index - 3), m.index))) continue;
    if (
      /(?:他|对方|她|人家|老板|公司)[^,。\s]{0,4}$/u.test(text.slice(Math.max(0, m.index - 6), m.index)) &&
      !/双方|都/u.test(m[0])
    )
      continue;
    found.push({ kind: "willing", value, start: m.index, end: m.index + m[0].length });
    break;
  }
  for (const m of text.matchAll(behalf)) {
    const who = m.groups?.["who"] ?? m.groups?.["whose"] ?? m.groups?.["asked"];
    if (!who || /^(?:我|你|他|大家|您|法官|法庭|下|一下|忙|助)/u.test(who.replace(/^我(?=.)/u, ""))) continue;
    const consent = /(?:同意|让我|托我|叫我|委托|知情|授权|他要我|她要我|愿意)/u.test(text);
    found.push({ kind: "behalf", value: who, consent, start: m.index, end: m.index + m[0].length });
    break;
  }
  return found;
}
