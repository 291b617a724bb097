// What is wanted, said in a stretch of speech of its own: 要补偿, 让他拆, 退一半就完事, 男方要回六万六, 我想离.

/** What one can want of the other side. */
const goal =
  "退|赔|给|还|拆|挪|搬|修|撤|担|清|停|道歉|认错|赔不是|澄清|删|离|那份|我的份|补偿|赔偿|工资|工钱|双倍|本金|剩下|尾款|押金|定金|彩礼|抚养|看孩子|看娃|接孩子|接娃|孩子|养|管|分|说法|公道|腾|恢复|换|补|免|减|缓|拿|返|结|兑现|履行|签|填|堵上|砍|移|还原|过户|\\d|[一二两三四五六七八九十几]+(?:万|千|百|块|个月|家)";
const enough =
  /(?:赔|还|给|退|补|付|修|拆|搬|出|报|结|改|分|撤|删|认|换|砍|挪|腾|交|清|停|管|养|接|让|道歉|缓|免|办|算|填|堵|掏|拿|打个?折|减)[^?？]{0,12}(?:就|也)(?:行|中|成|可以|算了?|得了?|拉倒|妥|好|够|完事|不说啥)[了啦吧啊呗]*$/u;
const mine = new RegExp(
  `^(?:现在)?(?:我们?|俺们?|咱们?|额|我们?(?:家|屋头)|家里|本人)?(?:现在|就|只|光|非|还|先|肯定)*(?:想要?|要(?:求)?|盼着?|打算|坚决要?)(?!问|知道|了解|打听|报|登记|反映|不到|不要|是|死|命|咨询|找|去|来|说|么|过)(?=[^?？]{0,16}(?:${goal}))[^?？]{1,30}$`,
  "u",
);
/** 男方要回六万六, 邓宽媳妇要贺老六担着: told of others, by staff. */
const theirs = new RegExp(
  `^[\\p{Script=Han}]{0,4}?(?:说|说是|讲)?(?:[\\p{Script=Han}]{2,5})?(?:现在|就|只|非|还)*(?:想|要(?!不|是|么)|要求)(?!问|知道|了解|打|杀|砍|闹|跑|命|死)(?=[^?？]{0,14}(?:${goal}))[^?？]{1,30}$`,
  "u",
);
const others = /^(?:他|她|对方|老板|人家|那边|他家|公司|厂里|厂家|物业|房东)/u;
const letThem =
  /^(?:就|只|先|得|想)?(?:让|叫|要|喊)(?:他|她|他们|她们|对方|人家|物业|老板|公司|单位|房东|他家|那家|厂里|厂家|店家|商家|村里)[^?？]{0,16}(?:赔|还|给|退|补|付|修|拆|搬|出|结|改|分|撤|删|认|换|砍|挪|腾|交|清|停|管|养|接|道歉|道个歉|拿来|担|兑现|恢复|填|堵)[^?？]{0,14}$/u;
const bare =
  /^(?:就|只|要么|要不|要|给我|给俺)?(?:退(?:钱|款|货|车|押金|定金|彩礼|一半)|还(?:钱|账|我钱)|赔(?:钱|偿|我钱|礼|损失)|道(?:个)?歉|离婚?|补偿|换(?:新|货|一个)|拆(?:了|掉)|恢复原样|要个说法|讨个说法|给个说法|平分|均分|双倍工资)[^?？]{0,10}$/u;
const eitherOr = /^要么[^?？]{2,30}$/u;
const spare = /^(?:想|能)?(?:给)?(?:缓|宽限|展期|延)[^?？吗]{1,8}(?:年|月|天|期)|^别(?:起诉|告)我/u;
const onCondition = /^(?:修|弄|整|换|搬|拆)(?:好|走|了)[^?？]{0,4}我?就(?:交|撤|给|不说|拉倒)/u;
const past =
  /(?:要|退|赔|给|还|拆)过|没[要退赔给还]|不(?:给|退|赔|还|让|想|要|肯|管|养)(?!.{0,8}(?:就|行))|要(?:账|债|饭|好|紧|了)|[?？吗]$|咋|怎么|能不能|行不行|中不中|多少/u;

/** How much of a text is looked at. */
const mostStretches = 80;

export type Want = { start: number; end: number };

/** The stretches that say what is wanted. `staff`: who reports for others tells of them by name. */
export function wantsIn(text: string): Want[] {
  const found: Want[] = [];
  let n = 0;
  for (const m of text.matchAll(/[^\s,，。;；!！\n]+[?？]?/gu)) {
    if (n++ >= mostStretches || found.length >= 3) break;
    const said = m[0].replace(/[吧啊呗呢嘛]+$/u, "");
    if (said.length < 2 || said.length > 40) continue;
    const its =
      enough.test(said) ||
      letThem.test(said) ||
      eitherOr.test(said) ||
      onCondition.test(said) ||
      spare.test(said) ||
      (!past.test(said) && (mine.test(said) || bare.test(said) || (!others.test(said) && theirs.test(said))));
    if (its && !/[?？]$/u.test(m[0])) found.push({ start: m.index, end: m.index + m[0].length });
  }
  return found;
}
