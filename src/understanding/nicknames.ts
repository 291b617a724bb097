// How people are called without their full name: 后街赵老三, 老孙家大闺女, 李婶, 二狗子.
import { calling, common, double, everyday, type NameFound, notGiven, notName, single } from "./surnames.ts";

const kinWord =
  "(?:大|二|三|四|五|小|老|长|次|幺|独)?(?:闺女|姑娘|丫头|女儿|儿子|小子|儿媳妇?|媳妇|老婆|婆娘|男人|老公|女婿|姑爷|孩子|娃|老头子?|老太太|老爷子|兄弟|哥哥|弟弟|姐姐|妹妹|孙子|孙女|侄子|侄女|外甥|爹|妈|娘|爸|嫂子|两口子|老大|老二|老三|老四|老五|老幺|大儿|二儿|家里的|那口子)";
const spot =
  "(?:(?:后街|前街|东街|西街|南街|北街|东头|西头|南头|北头|村东头?|村西头?|村南头?|村北头?|屯东头|屯西头|东院|西院|前院|后院|隔壁|对门|对过|楼上|楼下|上屯|下屯|上庄|下庄|前屯|后屯|东屯|西屯|河东|河西|沟里|岭上|街里|镇上|[东西南北前后上下]村)(?:的)?)";
// Rare surnames are everyday characters (邻居钱大娘 is no 居钱大娘): for forms of address the usual ones are enough.
const S = `[${[...common, ...everyday].join("")}]`;

const nick: [RegExp, "nickname" | "kin"][] = [
  // 后街赵老三, 赵老三, 王老二
  [
    new RegExp(
      `${spot}?[${single.replace(/[和都于由但时那相成单位管连到来计修要家]/gu, "")}](?:家)?老(?:大|二|三|四|五|六|七|八|九|幺|疙瘩|末|蔫|歪|憨|倔|抠|黑|扁)(?![师板公婆])(?:家${kinWord}?|媳妇|儿子|他媳妇)?`,
      "gu",
    ),
    "nickname",
  ],
  // 船工时老大: behind a trade any surname counts. 牛二给我一拳, 沈三丫说: a number for a given name, before what they do.
  [new RegExp(`(?<=[工匠夫员主户])[${single}]老(?:大|二|三|四|五|六|七|八|九|幺)`, "gu"), "nickname"],
  [
    new RegExp(
      `(?<=^|[\\s,。;:、])[${single.replace(/[和都于由但时那相成单位管连到来计修要家万方周钱年]/gu, "")}](?:[大二三四五六七八小](?:丫|妮|妞|娃|狗|柱|蛋|姐|哥|虎|宝)|[二三四五六七八](?=给我|把|打|骂|欠|说|他|不[还给认]|拿|借|赖|抡|踹|推|占))`,
      "gu",
    ),
    "nickname",
  ],
  // 竹老八 放水: at the head of a stretch the rarest surname counts; 狗主是于老四.
  [
    /(?<=^|[\s,。;:、])(?![我俺咱他她你家那这是有说给和跟])\p{Script=Han}老[二三四五六七八九](?=[\s把将说家给欠打放拿占])|(?<=[是叫主找])[于和成]老[大二三四五六七八九]/gu,
    "nickname",
  ],
  // 老孙家大闺女, 王家二小子, 老李家的
  [new RegExp(`${spot}?(?:老|小)?${S}(?:老[大二三四五六])?家(?:的)?${kinWord}`, "gu"), "nickname"],
  [
    new RegExp(
      `(?:${S}|[${single}])(?:大嘴|大牙|大头|大脑袋|大炮|大拿|大眼|大肚子|大金牙|大胡子|大个子|三炮|二炮|罗锅子?|豁牙子?|歪嘴|快嘴|铁嘴|半仙|疯子|傻子|大胆|懒汉|酒鬼|赌鬼|大脚|大白话|小辫|二虎子?)`,
      "gu",
    ),
    "nickname",
  ],
  [new RegExp(`${spot}?老${S}(?:头子?|太太|太|婆子|汉|倌|歪|蔫)(?!发|疼|痛|脑|盔)`, "gu"), "nickname"],
  // 老孙, 小王: not 老李家 alone, not 老板
  // 老羿家和老翦家: between two of them any character is a surname.
  [
    /老\p{Script=Han}家(?=[和跟与同]老\p{Script=Han}家)|(?<=老\p{Script=Han}家[和跟与同])老\p{Script=Han}家/gu,
    "nickname",
  ],
  [
    new RegExp(
      `${spot}?(?:(?<!养)老|(?<!发)小|大)${S}(?![板师爸公婆人乡妈伯实区学时麦型产卖户路孩子车村卡贩超修]|里(?:面|外))(?:头|他们家|家)?`,
      "gu",
    ),
    "nickname",
  ],
  // 李婶, 王大爷, 张师傅, 刘总
  [
    new RegExp(
      `${spot}?(?:${S}|${double})(?:[^${[...notGiven].join("")}\\P{Script=Han}]{0,2}?)${calling}(?![一-龥]?[证单]|(?<=[哥姐弟兄])[妹弟夫俩])`,
      "gu",
    ),
    "nickname",
  ],
  // 时老太太, 喻大妈, 老巴家: with a place or a pause before them any surname counts.
  [
    new RegExp(
      `(?<=^|[\\s,。;:、村屯组街社时见访问])[${single}](?:老太太|老太|老汉|老头子?|老爷子|老两口|大妈|大爷|大娘|大婶|寡妇|老师傅)`,
      "gu",
    ),
    "nickname",
  ],
  [
    new RegExp(
      `(?<=^|[\\s,。;:、村屯组街社院和跟与同欠把被到给])${spot}?老[${single}]家(?=[和跟与同欠把被说不要因的院在盖修干送打拉有养种租借拿去来就也都又那,\\s]|$)`,
      "gu",
    ),
    "nickname",
  ],
  [new RegExp(`(?:姓)(?:${S})的(?:男人|女人|老板|人|那个人|男的|女的)?`, "gu"), "nickname"],
  [new RegExp(`(?<![国人大老公自全回在])${S}家(?=[和跟与同])|(?<=家[和跟与同])${S}家`, "gu"), "nickname"], // 王家和李家
  [
    /(?:二|大|三|小|黑|胖|傻|铁|狗|牛|虎|柱|栓|锁|石|憨|毛|臭|拴)(?:狗子|柱子?|蛋子?|娃子|妞子?|丫子|牛子|虎子|胖子|愣子?|嘎子|驴子|猫子|娃儿|妮子?|丫蛋|黑子|秃子|楞子?|赖子|混子)|狗剩子?|铁蛋|栓柱|铁柱|柱子|栓子|锁子|石头哥|虎子|黑子|嘎子|二愣子?|二赖子|二流子|大个子|大胡子|胖墩/gu,
    "nickname",
  ],
];

/** Words in which a form of address hides, or that only look like a name. */
export const falseNick =
  /^(?:[单][位元]|老(?:家|化|是|于|和|同|边|师|本|连|明|关|管|计|常|时|成|都|那|易|应|利|来|位|干|由|公|居|房|强|平|国|安|花|高|牛|马|包|全|方|白|项|车|相|满|党|阳|古|皮|但|路|海|云|井|羊|米|谷|豆|池|桥|原|元|展|信|智|富|区|东|商|官|封|农|文|和|章|单|万|钱)|小(?:区|于|时|和|同|边|本|明|都|那|麦|米|来|单|车|路|池|包|全|方|白|项|相|满|阳|古|皮|但|海|云|井|羊|谷|豆|桥|原|元|展|信|花|平|安|牛|马|利|位|官|商|农|文|章|万|钱|学|计|票|居|易|高|强|国|管|成|房|区)|大(?:家|于|和|同|边|本|明|都|那|麦|米|来|单|车|路|池|包|全|方|白|项|相|满|阳|古|皮|但|海|云|井|羊|谷|豆|桥|原|元|展|信|花|平|安|牛|马|利|位|官|商|农|文|章|万|钱|学|计|票|居|易|高|强|国|管|成|房|区|队|楼|门|武|米|应|连|卫|庆|理|龙|全|江|雷|石|林|金|黄|温|夏|叶|雪)|(?:这|那|对|原|都|时|和|同|于|应|连|管|来|但|由|位|边|全|干|利|居|相|成|单|公|国|计|信|修|问|平|强|明|项|车|路|方|古|门|初|关|常|易|文|时)(?:.{0,2})(?:总|哥|姐|弟|妹|叔|姑|爷|娘|姨|舅|嫂|伯|婶|老板|师傅))/u;

/** Words whose second half is a surname: 由于 + 老板 is not 于老板. */
export const insideWord =
  /^(?:必须|无须|须知|师傅|由于|对于|关于|等于|至于|终于|担任|责任|对方|地方|双方|一方|海上|信任|原来|后来|本来|从来|过来|回来|起来|出来|花钱|没钱|的钱|老大|老小)$/u;

export function nicknamesIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  const taken = new Uint8Array(text.length);
  for (const [pattern, form] of nick) {
    for (const m of text.matchAll(pattern)) {
      // 从车老三家院里: the house is no part of the name.
      // 村西头老孙家大闺女: where she lives is no part of what she is called; 后街赵老三 is called so.
      const lead = /^(?:[村屯]?[东西南北]头|[东西南北前后上下]村|楼[上下]|镇上|街里)的?/u.exec(m[0])?.[0].length ?? 0;
      const whole = m[0].slice(lead);
      const name = /^\p{Script=Han}老\p{Script=Han}家$/u.test(whole) ? whole.slice(0, -1) : whole;
      if (name.length < 2 || name.length > 12 || falseNick.test(name) || notName.test(name)) continue;
      const start = m.index + lead;
      const end = start + name.length;
      if (everyday.has(name[0]!) && name.length > 3) continue;
      if (taken[start] === 1 || taken[end - 1] === 1 || insideWord.test(text.slice(Math.max(0, start - 1), start + 1)))
        continue;
      taken.fill(1, start, end);
      found.push({ start, end, name, form });
    }
  }
  return found;
}
