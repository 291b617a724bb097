// Chinese names, nicknames and forms of address as they stand in a text: 王铁柱, 老孙家大闺女, 后街赵老三, 李婶, 二狗子.

const single =
  "萧王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘赖池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";
const common = new Set(
  "萧王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲翁冉骆蓝辛靳管柴鲍华喻祁蒲房滕屈饶牟艾尤穆卓吉缪项褚娄窦戚岑景佟臧苟邬卞栾隋刁桑郎甄丛仲虞巩佘",
);
const surnames = new Set(single);
for (const char of "萧赖") common.add(char);
/** Surnames that are everyday words as well: a name only after a word that announces one. */
const everyday = new Set(
  "钱万方任海花那来包和由于时单成常高安明平项路车关管计全石金白马牛温农公官房党宫连初简门向解水",
);
const double = "(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|长孙|宇文|端木|独孤|南宫|闻人)";

/** Characters that parents give; a name whose given part has one of them needs less around it. */
const given = new Set(
  "有田土根生堂存才来顺意会环桃枝叶妹妮女娃儿仔毛引弟换改招巧俏焕粉变转润库囤斗梁柜船桥伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂芝玲燕红建国华文辉力峰鹏飞云凤兰珍香梅莲春花荣志海波斌龙林琴雪梦婷雅慧倩欣怡佳琪瑶颖晶晨旭阳光宇航浩轩泽铭俊凯博瑞嘉豪子涵诗雨思彤洁琳萍菊翠莉淑贵福禄寿财发旺兴隆庆祥瑞喜乐安康宁顺利和义仁礼智信忠孝诚贤良德才学武斗胜全永长久恒远大山川河江水木森树根柱栓锁铁钢石宝玉珠金银满仓粮富生成功立新东西南北中正世家胜昌盛茂繁松柏竹岩岭峻崇巍天地日月星辰宏亮朗清源深广博雄威猛虎豹彪豪壮健康美丹青彩云霄雷霆震坤乾元亨运达通进步先前奎魁元首冠军帅将兵民友朋善爱琼瑛瑾璇璐玥珊珂琦琛勤俭朴素纯真实厚道敬尊守卫保护传承绍继祖宗耀光显扬名誉声望淼鑫焱垚晟昊晗晔曦煜炜烨熙薇蕾蓉蓓芸芬芹茹莹萌菲萱蔓娥娇媛婉婧姗妍姣妮嫣孟仲季伯叔彦士卿君臣相丞连魏少小老三四五六七八九十二一凡非可心如若亦之以云水冰霖霏露霜岚岳峦嵩景晓春夏秋冬年丰稳定安邦治齐修身章法典律政策党革命解放胜利援朝跃进卫东向阳红旗卫国爱民拥军兆开启迪创业勤奋斐然骏骥驰骋腾跃翔翱鹤鸿雁鹰凌霄翰墨书画琴棋诗词歌赋锦绣绮罗裕培柏权钧钊锋锐镇铎铃锡银铜宾客良善佑助祐禧祺祯禄祝福寿延龄彭鹏程万里志秀贞泽铭俊健士仕超越群雄英豪勤彩彦昭昌旭昆晋智曼杏果枫柔栋梓森槐毅汉治泉洪津浦润淼渊湘溪滨灿炎焕煌爽牧玫珉球理瑜畅盈睿砚硕科笑笛筠箐纪纲绍经绢维绪缘群翎联聪育胤舒艺若苗茗荷莎莺菁葵蕊薪蝶衡言诗谊谦豫贝赋轶辰迎逸郁钦键闯阔隽雯韬韵韶颂颜风馨骄鸣麒麟黛默鼎侠",
);
/** Characters that hold a sentence together and end a name, or show that there was none. */
const notGiven = new Set(
  "的了是在不我你他她它们这那有没跟与就都也还很吗呢吧啊呀着过要会能说钱块元日号借欠骂把被给让叫从向到去来又再才只但因为所以如果怎么什谁哪里个些位次回件条只张把家里上下前后左右内外间对比等同打拿卖买付赔退收交找问看听讲讨告诉吵闹砍撞咬占挖堵赖骗偷抢租承雇请帮住做干搞弄用签写登报办调解处法官院庭村组户社区屯队镇乡县市省路街巷栋楼室及或者和将已经曾每各某另该此其之于至则却并且而且虽然既且若即便凡使今昨早晚现正想知道应当可必须需得着您咱俺电话手机款税费资拖催逼砸扔扯推拉扣押罚停断漏排种养喂放杀死伤病残疼痛骑开走跑搬拆盖砌建修装",
);
for (const char of "婶叔哥姐嫂爷奶姨舅姑娘爹妈爸婆媳某") notGiven.add(char);
for (const char of "国建开正应和之成发金生道和家中长书法子信") notGiven.delete(char);

export type NameFound = { start: number; end: number; name: string; form: "name" | "nickname" | "kin" | "unit" };

const boundaryBefore =
  /(?:^|[\s,。;:!?、()"'“”《》【】@\-/\u25A1]|职工|员工|学生|前夫|前妻|女婿|儿媳妇?|[表堂]?(?:弟|哥|姐|妹)|小舅子|姐夫|妹夫|嫂子?|弟媳|侄子|外甥|亲家母?|对象|爱人|爹|爸|妈|娘|叔|舅|姨|姑|老乡|战友|师傅|班长|组长|主任|书记|老师|教练|导游|主播|店主|狗主|车主|货主|机主|租客|租户|买家|卖家|承租人|承包人|楼[上下]|[前后东西]院|对门|隔壁|同村|本村|我村|俺村|报案人|反映人|来访人|大名|真名|本名|全名|接|据|经|由|代|俺|咱|称|要求|名|位|方|岁|与其|起诉|状告|叫|名叫|姓名|是|跟|和|与|同|向|找|被|把|将|给|借给|对|让|由|替|帮|问|管|从|到|因|因为|告|打|骂|欠|说|村民|居民|业主|邻居|对方|被告|原告|申请人|被申请人|丈夫|妻子|老公|老婆|媳妇|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|房东|老板|工头|包工头|司机|户主|负责人|经理|同学|同事|朋友|亲戚|债务人|借款人|出借人|担保人|证人|男方|女方|的|家|组|队|屯|村|街|号|在|了|人|者|主|即|系|属|找到|联系|等|反映|举报|得知|及|或|还有|[他她我]|\d)$/u;
/** Kin, trades and places that a name follows: 表弟郑小毛, 职工曹雪, 楼上周海涛. */
const beside =
  /(?:\u25A1|职工|员工|学生|老公|丈夫|媳妇|老婆|妻子|前夫|前妻|女婿|儿媳妇?|儿子|闺女|女儿|弟|哥|姐|妹|小舅子|姐夫|妹夫|嫂子?|弟媳|侄子|外甥|亲家母?|对象|爹|爸|妈|娘|叔|舅|姨|姑|老乡|战友|同学|朋友|同事|师傅|班长|组长|主任|书记|老师|教练|导游|店主|狗主|车主|租客|租户|楼[上下]|[前后东西]院|对门|隔壁|邻居|同村|本村|我村|俺村|报案人|反映人|大名|真名|本名|全名|接|据|代|[户岁名位]|起诉|欠|告)$/u;
const boundaryAfter =
  /^(?:反映|一家|老人|夫|跑|之|此|她|他|我|咱|俺|你|个|扣|放|挪|填|犁|砌|挡|赢|输|状|泼|恐|漏|垒|剪|锯|伐|啃|踢|顶|刮|蹭|以|母女|父女|婆媳|哥俩|哥|表|硬|非|偷|背|闹|搬|送|带|领|拽|踹|掐|扇|揍|推|摔|摸|踩|压|剐|挂|追|赶|骗|吓|逼|催|讨|索|$|[\s,。;:!?、()"'“”《》【】@\-/\d]|和|跟|与|同|及|等|或|借|欠|拿|打|骂|说|不|没|把|给|家|的|在|还|向|去|来|是|也|就|电话|手机|联系|住|今年|男|女|拖|用|开|撞|咬|砍|占|挖|盖|种|堵|威胁|辞|承|收|买|卖|签|答应|找|到|于|要|这|那|从|已|一|现|经|总|老|又|因|租|赔|修|养|偷|殴|推|因为|对|将|被|让|叫|请|想|看|雇|介绍|担保|作|做|当|出|退|交|付|拒|反|提|起|诉|两|二|三|夫妇|夫妻|父子|母子|兄弟|姐妹|先生|女士|同志|师傅|老板|法官|医生|主任|本人|名下|手里|那里|那儿|那边|处|邻|骑|驾|喝|吃|砸|拆|搬|抢|骗|强|私|多|先|后|再|故|仍|均|都|却|愿|同意|所|为|未|无|称|表示|认为|觉得|需|可|应|该|当天|昨|今|前|去年|曾|发|写|转|汇|存|申|投|反|报|称|说|讲|答|承认|否认|躲|跑|失|死|去世|病|住院|受伤|干|工|上|下|进|离|结|生|抚|赡|继|分|争|吵|闹|骚|跟踪|拉|扯|扣|押|关|锁|烧|毁|破|损|丢|弃|虐|遗|过|几|很|非常|特别|真|太|挺|比|最|更|有|姓|名|叫|户|方|某)/u;

const kinWord =
  "(?:大|二|三|四|五|小|老|长|次|幺|独)?(?:闺女|姑娘|丫头|女儿|儿子|小子|儿媳妇?|媳妇|老婆|婆娘|男人|老公|女婿|姑爷|孩子|娃|老头子?|老太太|老爷子|兄弟|哥哥|弟弟|姐姐|妹妹|孙子|孙女|侄子|侄女|外甥|爹|妈|娘|爸|嫂子|两口子|老大|老二|老三|老四|老五|老幺|大儿|二儿|家里的|那口子)";
const calling =
  "(?:大娘|大爷|大妈|大叔|大婶|大嫂|大姐|大哥|大伯|奶奶|爷爷|婶子|嫂子|婶|叔|伯|姨|姑|舅|哥|姐|嫂|弟|妹|爷|娘|师傅|老板|老板娘|医生|大夫|主任|书记|支书|村长|会计|队长|组长|经理|工头|老师|总|木匠|瓦匠|屠户|瘸子|瞎子|麻子|胖子|瘦子|秃子|聋子|哑巴|结巴|师娘|掌柜|某某|某)";
const spot =
  "(?:(?:后街|前街|东街|西街|南街|北街|东头|西头|南头|北头|村东头?|村西头?|村南头?|村北头?|屯东头|屯西头|东院|西院|前院|后院|隔壁|对门|对过|楼上|楼下|上屯|下屯|上庄|下庄|前屯|后屯|东屯|西屯|河东|河西|沟里|岭上|街里|镇上|[东西南北前后上下]村)(?:的)?)";
// Rare surnames are everyday characters (邻居钱大娘 is no 居钱大娘): for forms of address the usual ones are enough.
const S = `[${[...common, ...everyday].join("")}]`;

const nick: [RegExp, "nickname" | "kin"][] = [
  // 后街赵老三, 赵老三, 王老二
  [
    new RegExp(
      `${spot}?${S}(?:家)?老(?:大|二|三|四|五|六|七|八|九|幺|疙瘩|末|蔫|歪|憨|倔|抠|黑|扁)(?![师板家公婆])(?:家${kinWord}?|媳妇|儿子|他媳妇)?`,
      "gu",
    ),
    "nickname",
  ],
  // 老孙家大闺女, 王家二小子, 老李家的
  [new RegExp(`${spot}?(?:老|小)?${S}(?:老[大二三四五六])?家(?:的)?${kinWord}`, "gu"), "nickname"],
  [new RegExp(`${spot}?老${S}(?:头子?|太太|太|婆子|汉|倌|歪|蔫)(?!发|疼|痛|脑|盔)`, "gu"), "nickname"],
  // 老孙, 小王: not 老李家 alone, not 老板
  [
    new RegExp(
      `${spot}?(?:老|小|大)${S}(?![板师爸公婆人乡妈伯实区学时麦型产卖户路孩子车村卡贩超修]|里(?:面|外))(?:头|他们家|家)?`,
      "gu",
    ),
    "nickname",
  ],
  // 李婶, 王大爷, 张师傅, 刘总
  [new RegExp(`${spot}?(?:${S}|${double})(?:[一-龥]{0,2}?)${calling}(?![一-龥]?[证单])`, "gu"), "nickname"],
  [new RegExp(`(?:姓)(?:${S})的(?:男人|女人|老板|人|那个人|男的|女的)?`, "gu"), "nickname"],
  [new RegExp(`(?<![国人大老公自全回在])${S}家(?=[和跟与同])|(?<=家[和跟与同])${S}家`, "gu"), "nickname"], // 王家和李家
  [
    /(?:二|大|三|小|黑|胖|傻|铁|狗|牛|虎|柱|栓|锁|石|憨|毛|臭|拴)(?:狗子|柱子?|蛋子?|娃子|妞子?|丫子|牛子|虎子|胖子|愣子?|嘎子|驴子|猫子|娃儿|妮子?|丫蛋|黑子|秃子|楞子?|赖子|混子)|狗剩子?|铁蛋|栓柱|铁柱|柱子|栓子|锁子|石头哥|虎子|黑子|嘎子|二愣子?|二赖子|二流子|大个子|大胡子|胖墩/gu,
    "nickname",
  ],
];

/** Words in which a form of address hides, or that only look like a name. */
const falseNick =
  /^(?:[单][位元]|老(?:家|化|是|于|和|同|边|师|本|连|明|关|管|计|常|时|成|都|那|易|应|利|来|位|干|由|公|居|房|强|平|国|安|花|高|牛|马|包|全|方|白|项|车|相|满|党|阳|古|皮|但|路|海|云|井|羊|米|谷|豆|池|桥|原|元|展|信|智|富|区|东|商|官|封|农|文|和|章|单|万|钱)|小(?:区|于|时|和|同|边|本|明|都|那|麦|米|来|单|车|路|池|包|全|方|白|项|相|满|阳|古|皮|但|海|云|井|羊|谷|豆|桥|原|元|展|信|花|平|安|牛|马|利|位|官|商|农|文|章|万|钱|学|计|票|居|易|高|强|国|管|成|房|区)|大(?:家|于|和|同|边|本|明|都|那|麦|米|来|单|车|路|池|包|全|方|白|项|相|满|阳|古|皮|但|海|云|井|羊|谷|豆|桥|原|元|展|信|花|平|安|牛|马|利|位|官|商|农|文|章|万|钱|学|计|票|居|易|高|强|国|管|成|房|区|队|楼|门|武|米|应|连|卫|庆|理|龙|全|江|雷|石|林|金|黄|温|夏|叶|雪)|(?:这|那|对|原|都|时|和|同|于|应|连|管|来|但|由|位|边|全|干|利|居|相|成|单|公|国|计|信|修|问|平|强|明|项|车|路|方|古|门|初|关|常|易|文|时)(?:.{0,2})(?:总|哥|姐|弟|妹|叔|姑|爷|娘|姨|舅|嫂|伯|婶|老板|师傅))/u;

const unitWord =
  /(?:[\u4e00-\u9fa5A-Za-z0-9]{2,14}?)(?:食品厂|塑料厂|纸箱厂|机械厂|化工厂|水泥厂|家具厂|预制厂|(?:木业|建材|置业|地产|快运|物流|劳务|装饰|食品|矿业)(?:股份|有限|责任)*(?:公司)?|门窗厂|铸造厂|纺织厂|鞋厂|玩具厂|药厂|酒厂|米厂|油坊|合作联社|专业合作社|种植社|渔馆|鱼馆|菜馆|面馆|烤肉店|火锅店|旅馆|客栈|农庄|山庄|牧场|苗圃|果园|鸡场|猪场|牛场|羊场|渔场|鱼塘|沙场|石场|煤矿|理发店|药店|药房|影楼|照相馆|婚庆|家政|幼教|股份有限公司|有限责任公司|有限公司|分公司|公司|合作社|加工厂|木材厂|砖厂|板厂|服装厂|养殖场|工厂|酒店|宾馆|饭店|饭庄|饭馆|酒楼|超市|商店|商场|商行|农资店|门市部?|经销处|旅行社|银行|信用社|医院|卫生院|卫生所|诊所|学校|小学|中学|幼儿园|培训班|物业(?!费|纠纷|服务|管理费|的|公司|不|说|那)|林场|农场|采石场|砂场|项目部|工程队|施工队|建筑队|装修队|村委会|居委会|村民小组|开发商|中介|养老院|敬老院|度假村|农家乐|民宿|景区|健身房|美容院|婚介所|4S店|驾校|车行|修理厂|粮站|收购站|屠宰场|电站|饲料厂|木器厂|石材厂|家具城|建材店|快递站|运输队|保险公司)/gu;
const unitLead =
  /^(?:.*(?:给|在|跟|和|与|向|找|被|把|将|去|到|从|是|于|叫|由|让|告|进|买|因|对|了|的|我们|我|他|她|们|有|为|要|想|说|等|欠|过|去年|今年|前年|个|家|那|这|管|一|里|上|下|来|不|后|前|说|着|天|月|年|号|日))/u;

export function unitsIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  for (const m of text.matchAll(unitWord)) {
    const lead = unitLead.exec(m[0].slice(0, -2))?.[0] ?? "";
    const name = m[0].slice(lead.length);
    if (name.length < 3) continue;
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
      /(?:叫|姓名|我是|村民|居民|被告|原告|申请人|丈夫|妻子|老公|老婆|媳妇|儿子|女儿|父亲|母亲|房东|老板|工头|司机|户主|联系人|债务人|借款人|出借人|担保人|证人|业主|邻居|名字|找到?|跟|和|与|向|借给|给了?|借了|把|被|告)(?:是|为|叫|:)?$/u.test(
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
                common.has(char) &&
                given.has(part[0]!) &&
                given.has(part[1]!))),
        ) &&
          !/^[德有广贵英学秀成金宝玉长茂]才$/u.test(part)) ||
        (part.endsWith("家") && length === 2 && part[0] !== "国")
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
      if (everyday.has(char) && /[\d一二三四五六七八九十两百千半]$/u.test(before)) continue;
      if (
        everyday.has(char) &&
        !/(?:叫|姓名[:是为]?)$/u.test(before) &&
        !(length === 2 && (usual === 2 || (announced && usual === 1)) && !/[一二三四五六七八九十老小]/u.test(part)) &&
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

/** Everyday words that begin with a surname. */
const notName =
  /^(?:周[一二三四五六日末转岁边围期]|戴口罩|张权利|王家和|和物业|苗[全木子]|施工|居[一住]|盖[房楼了]|景[德点观]|顾客|公天|孙[子女](?!明|华|英|兰|良|健|文)|冷[暴库战]|方儿女|利滚|成理财|林改|干[儿爹妈娘]|楼老|费[一二三四五六七八九十]|牛贩|游乐|修[水桥堤坝]|黄白|包清|尚有|杨树(?!林|根[^把拱]|生|青|平|华)|柳树|柏树|梅花|高[速铁压]|金[银条镯]|江[边河]|温[室饱]|管道|常[识规]|卫生|牛[肉奶棚羊]|武[术器]|田[野地]|石[沟河桥头]|池[子塘]|车[轮道]|马[戏场群]|毛[衣巾]|宁[可愿]|左[边面]|安[保检]|康[复健]|双[方休倍]|段[时子]|项[目链]|于[今此]|强[拆奸]|乔[迁装]|郭[家里]|庄[稼家]|宗[族教]|谢谢|凌晨|老班|包(?:工(?!头老)|括|地|庇)|高利|高速|高中|高考|高价|高兴|高龄|黄金|黄牛|黄豆|黄河|金额|金钱|白天|白酒|白菜|石头|石子|石材|水泥|方便|方法|方面|方式|方案|方向|马上|马路|马车|林地|林木|林权|林场|林业|林子|江水|田地|田里|田间|田埂|牛羊|牛棚|钱财|温泉|温度|时间|时候|文书|文件|文明|文化|安全|安装|安心|安置|安排|康复|常年|常常|常住|成立|成年|成本|成功|程序|单位|单方|单子|单据|关系|关于|关门|管理|连带|连本|连续|连忙|全部|全家|全村|全额|全都|明天|明年|明明|明显|明确|平时|平等|平安|和解|和好|和平|于是|元旦|方向|程度|任何|任务|任性|严重|严格|武装|万一|万元|万事|万块|项目|车辆|车间|车子|车祸|车主|路上|路边|路口|路人|房子|房屋|房东|房产|房租|房款|房门|管不|牛肉|毛病|夏天|冬天|秋天|春天|向阳|国家|国庆|国道|国土|公司|公安|公开|公平|公公|公路|公证|公共|利息|利率|利益|居民|居住|居委|居间|农村|农民|农药|农资|农田|农家|农历|商店|商场|商家|商量|商铺|计划|计算|信用|信息|信访|修理|修路|修建|修房|平台|平米|都是|都有|都没|原因|原来|原告|原件|初中|初一|初二|初三|门口|门前|门市|门诊|云南|来源|应当|应该|相关|相邻|相信|海鲜|由于|古树|阳台|阳光|井水|母亲|母子|母牛|银行|干活|干部|干净|但是|解决|解除|解释|解放|查明|查询|查清|查到|游客|游戏|游泳|麻烦|麻将|和我|和他|和她|老人|权利|权属|权益|花钱|花了|海边|费用|党员|计生|宫外|简单|简易|封路|封闭|谈好|谈判|谈话|卫生|米面|满意|满月|荣誉|劳动|劳务|强制|强行|强调|富裕|支付|支持|支书|支出|师傅|师生|司机|司法|司法所|卓越|易燃|时效|尚未|尚欠|左右|左手|左腿|景区|官司|温室|康复|文盲|安葬|焦急|成员|成交|成活|项圈|厉害|位于|位置|索要|索赔|索性|相处|相识|边上|边界|边角|况且|那边|那时|但凡|修车|印章|印子|危险|危房|玉米|展开|智力|智障|阴历|国有|平整|平均|平分|平房|初步|初次|晋升|宣传|宣判|云游|容易|敬老|强迫|强占|战友|公婆|公里|公斤|公摊|公示|公章|公用|普通|普法|伏天|鲜花|羊圈|羊群|米饭|池塘|连夜|邻居)/u;

export function nicknamesIn(text: string): NameFound[] {
  const found: NameFound[] = [];
  const taken = new Uint8Array(text.length);
  for (const [pattern, form] of nick) {
    for (const m of text.matchAll(pattern)) {
      // 村西头老孙家大闺女: where she lives is no part of what she is called; 后街赵老三 is called so.
      const lead = /^(?:[村屯]?[东西南北]头|[东西南北前后上下]村|楼[上下]|镇上|街里)的?/u.exec(m[0])?.[0].length ?? 0;
      const name = m[0].slice(lead);
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

/** Words whose second half is a surname: 由于 + 老板 is not 于老板. */
const insideWord =
  /^(?:由于|对于|关于|等于|至于|终于|担任|责任|对方|地方|双方|一方|海上|信任|原来|后来|本来|从来|过来|回来|起来|出来|花钱|没钱|的钱)$/u;

/** Names, nicknames and units, the longest at each spot. */
export function namesIn(text: string): NameFound[] {
  const all = [...unitsIn(text), ...nicknamesIn(text), ...fullNamesIn(text)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const out: NameFound[] = [];
  for (const name of all) {
    const last = out.at(-1);
    if (last && name.start < last.end) {
      if (name.end - name.start > last.end - last.start + 1) out[out.length - 1] = name;
      continue;
    }
    out.push(name);
  }
  return out;
}
