// Finding places in what people write: names and aliases of the directory, longest first, and names of places outside it.
import type { Directory, Place } from "./directory.ts";

/** One mention of a place. `places` has several ids when the alias belongs to several, none when it is not in the directory. */
export type Mention = {
  words: string;
  start: number;
  end: number;
  places: string[];
  /**
   * `institution`: 镇上派出所, where somebody went and nothing happened; it counts only when nothing else is named.
   * `landmark`: 湖边, 后山上, a word that every place has.
   */
  kind: "name" | "alias" | "outside" | "institution" | "landmark";
};

const han = /\p{Script=Han}/u;
/** Words after which a new word begins, so that what follows may be a name. */
const boundary =
  /(^|[^\p{Script=Han}]|[在到去住从是的和与跟同及或向给往于把被让叫找告说对离靠近来至过回我咱俺您你他她它们这那家人县])$/u;
const surname =
  /[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚文高]$/u;
/** 柳树, 红松, 青石 as things, not as places. */
const asThing = /[棵颗株根片](大|老|小|的)?$/u;
const felled = /[种栽砍伐锯刨偷挖采][了过]?[^，。；在到去从的]{0,4}$/u;
const thingAfter =
  /^(树(?!林)|木(?!匠)|苗|籽|松|塔|果|枝|根|板|条|桩|皮|叶|茸|菇|料|垛|砖|原木|倒(了|下|在)|被(砍|伐|锯|偷伐)|砸)/u;
/** 红松木业公司 is a company wherever it sits. */
const company = /^\p{Script=Han}{0,6}?(公司|集团|木业|建材|矿业|酒业|药业|实业|农牧|食品厂|加工厂|采石场|建筑队|物业)/u;
const institution =
  /^(的|那边的?|这边的?)?(派出所|司法所|法庭|法院|政府|医院|卫生院|卫生所|信用社|银行|学校|中学|小学|劳动站|人社所|法律服务所|律师)/u;
/** What makes an alias another place: 柳树镇, 河东区, 青石岭村. */
const grown =
  /^(镇(?!上|里)|乡(?!亲|下|里|邻)|县|市(?!场)|区(?!别)|省|州|旗|街道(办|社区|党)|[沟河岭桥坡洼湾泉林庄店坝塘台岗屯堡梁坪沿东西南北上下前后]{1,2}(村|屯|社区|林场))/u;
const kindAfter: Record<Place["kind"], RegExp> = {
  village: /^(社区|林场|景区|小区|农场)/u,
  community: /^(村(?!民)|屯|林场|景区)/u,
  "forest-farm": /^(村(?!民)|屯|社区|小区|景区|街)/u,
  "scenic-area": /^(村(?!民)|屯|社区|林场|小区)/u,
};
/** 镇上, 湖边, 场部: words that every place has; inside 双河镇上 they mean another one. */
const generic =
  /^([镇乡村街场湖河山林屯店沟路桥矿].?[上里边下口部内头旁]|[镇乡村街场湖河山林屯店沟路桥矿][上里边下口部内头旁子])$/u;
/** 大柳树村, 前河东村: another village that is called after ours. */
const prefixed =
  /((^|[^\p{Script=Han}]|[在是到去住和跟与给向于叫的县镇乡市])[大小东西南北前后新中]|从[大小东西南北新])$/u;

/** Characters; nobody says a place later than that, and a hostile text must not cost seconds. */
export const readAtMost = 4000;

/** Mentions of the directory's places and of places outside it, in the order of the text; overlaps go to the longer. */
export function findPlaces(directory: Directory, whole: string): Mention[] {
  const text = whole.slice(0, readAtMost);
  const listed = listedMentions(directory, text);
  const outside = outsideMentions(directory, text).filter(
    // A spot within a listed place (柳树村南沟屯) is no other place; 双河镇上 is, though 镇上 is somebody's alias.
    (mention) =>
      !listed.some(
        (own) =>
          (own.start < mention.end &&
            mention.start < own.end &&
            !(mention.start < own.start && isGeneric(own.words))) ||
          own.end === mention.start,
      ),
  );
  const kept = listed.filter((own) => !outside.some((mention) => mention.start < own.end && own.start < mention.end));
  const swallowed = outside.flatMap((mention) =>
    kept.filter((own) => isElsewhere(mention.words) && mention.end === own.start),
  );
  const all = [...kept.filter((own) => !swallowed.includes(own)), ...outside].sort((a, b) => a.start - b.start);
  return settleNeighbours(all, text);
}

const isGeneric = (words: string): boolean => generic.test(words);
const topographic = /^[前后东西南北][山沟河坡岭湾]$/u;
const isLandmark = (words: string, after: string): boolean =>
  isGeneric(words) || (topographic.test(words) && /^(上|里|下|坡|顶|脚)/u.test(after));
/** Another county or city before a name makes it a namesake: 邻县柳树村. */
const isElsewhere = (words: string): boolean => /(县|市|省|州|旗)$/u.test(words);

type Gazetteer = {
  /** Counties and towns that the directory itself names: 松河县, 松河镇. */
  areas: ReadonlySet<string>;
  /** Names and aliases, the longer first, with the ids of the places that have them. */
  words: readonly (readonly [word: string, places: readonly string[]])[];
  /** Whole names of places. */
  names: ReadonlySet<string>;
};

/** What is looked for in every message is written down once for each directory. */
const gazetteers = new WeakMap<Directory, Gazetteer>();

function gazetteerOf(directory: Directory): Gazetteer {
  const known = gazetteers.get(directory);
  if (known) return known;
  const owners = new Map<string, Set<string>>();
  for (const place of directory.places) {
    for (const word of [place.name, ...place.aliases]) owners.set(word, (owners.get(word) ?? new Set()).add(place.id));
    // 三道沟 for 三道沟村 is how people speak, whether or not the directory says so.
    const bare = place.name.replace(/(村|屯)$/u, "");
    if (bare.length >= 2 && bare !== place.name && !owners.has(bare)) owners.set(bare, new Set([place.id]));
  }
  const made: Gazetteer = {
    areas: new Set(
      [...directory.tribunals, directory.court, ...directory.places].flatMap(({ name }) =>
        [...name.matchAll(/\p{Script=Han}{2,3}?[县镇乡市区旗]/gu)].map((match) => match[0]),
      ),
    ),
    words: [...owners]
      .map(([word, places]) => [word, [...places]] as const)
      .toSorted(([x], [y]) => y.length - x.length),
    names: new Set(directory.places.map((place) => place.name)),
  };
  gazetteers.set(directory, made);
  return made;
}

function listedMentions(directory: Directory, text: string): Mention[] {
  const { areas, words, names } = gazetteerOf(directory);
  const taken = new Uint8Array(text.length);
  const found: Mention[] = [];
  for (const [word, places] of words) {
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
      const end = start + word.length;
      if (taken.subarray(start, end).some((used) => used === 1)) continue;
      const before = text.slice(0, start);
      const after = text.slice(end);
      if (word.endsWith("街") && /^道(办|社区|党)/u.test(after)) continue;
      if (prefixed.test(before) && /村$|^(村|屯)/u.test(word.endsWith("村") ? word : after)) continue;
      if (names.has(word)) {
        if (/^(镇|乡|街道办)/u.test(after) && !/^(镇上|镇里|乡亲|乡下)/u.test(after)) continue;
      } else {
        // 松河镇上: the town is the court's own, so the word means what it always means here.
        const home = isGeneric(word) && [...areas].some((area) => text.slice(0, start + 1).endsWith(area));
        if (
          !home &&
          !readsAsPlace(
            word,
            before,
            after,
            places.map((id) => directory.places.find((place) => place.id === id)),
          )
        )
          continue;
      }
      taken.fill(1, start, end);
      found.push({
        words: word,
        start,
        end,
        places: [...places],
        kind: institution.test(after)
          ? "institution"
          : isLandmark(word, after)
            ? "landmark"
            : names.has(word)
              ? "name"
              : "alias",
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether an alias stands for a place here, or is part of another word. */
function readsAsPlace(word: string, before: string, after: string, places: (Place | undefined)[]): boolean {
  if (before === "" && after === "") return true;
  if (/(村|屯|林场|社区|小区|景区)$/u.test(word)) return true;
  if (isGeneric(word))
    return boundary.test(before) || /(村|屯|场|区|镇|边|上|再|就|都|也|还|住|搁|上)$/u.test(before)
      ? !/^(街坊|边界)/u.test(after)
      : !han.test(before.slice(-1));
  // 我家后山上: the hill behind the house.
  if (topographic.test(word) && /[家房屋院]$/u.test(before) && /^(上|里|有|那片|树|林|下|坡)/u.test(after))
    return false;
  if (
    asThing.test(before) ||
    (felled.test(before) && /^($|[^\p{Script=Han}]|了|被|去|卖)/u.test(after)) ||
    thingAfter.test(after) ||
    company.test(after) ||
    grown.test(after)
  )
    return false;
  if (places.every((place) => place && kindAfter[place.kind].test(after))) return false;
  const named = surname.exec(before.slice(-1));
  return !(
    named &&
    word.length === 2 &&
    /(^|[^\p{Script=Han}]|[跟与找叫是给被把欠告借和])$/u.test(before.slice(0, -1)) &&
    !/^(村|屯|那|这|沟)/u.test(after)
  );
}

const cities =
  "北京|上海|天津|重庆|哈尔滨|长春|沈阳|大连|石家庄|太原|呼和浩特|济南|青岛|郑州|西安|兰州|银川|西宁|乌鲁木齐|成都|贵阳|昆明|拉萨|武汉|长沙|南昌|合肥|南京|苏州|杭州|宁波|福州|厦门|广州|深圳|东莞|佛山|海口|三亚|南宁|香港|澳门|黑龙江|吉林|辽宁|内蒙古|河北|山西|山东|河南|陕西|甘肃|宁夏|青海|新疆|四川|贵州|云南|西藏|湖北|湖南|江西|安徽|江苏|浙江|福建|广东|海南|广西|台湾";
const elsewhere = new RegExp(
  `(邻|外|隔壁|别的?|其他|另一个|旁边的?)(县|市|省)|外地(?=人|的|户|游客|老板)|(${cities})(省|市)?(?!人)`,
  "gu",
);
const settlement =
  /(?<stem>\p{Script=Han}{1,5}?)(?<kind>村(?!民|委|里|头|上|口|子|长|支书|干部|会计|医|集体|规)|屯(?!里|子|粮)|社区|林场|农场|牧场|镇(?!长|痛)|乡(?!亲|下|里|政府|长|邻|村)|县(?!里|城|医院|政府|法院|长)|市(?!场|里|民|区|价|政)|景区|小区|嘎查|苏木|(?<![小社景林山地城郊牧矿])区(?!别|域|里|委|政府))/gu;
/** 李家沟, 王家堡子: a village without the word. */
const hamlet =
  /(^|[，。；、\s：,;:]|住在?|在|是|到|来自|发生在|事发)(?<stem>(?!我|他|她|你|俺|咱|自|大|亲|别|人|公|这|那|谁|老|娘|婆|国|谁)\p{Script=Han}{1,2})(?<kind>家?(沟|屯|店|庄|岭|湾|坡|堡子?|窝棚|营子|甸子|岗子?|洼子?|寨|坪|坝|坎子|河子|窑|桥))(?=$|[，。；、\s,;]|的|那|这|人|里|有|发生|出|被|村|附近|一带)/gu;
const notNames =
  /^(我们|我|咱们|咱|俺们|俺|你们|你|他们|她们|他|她|这个?|那个?|哪个?|哪|什么|某|各个?|全|本|同一?个?|一个?|两个?|几个?|隔壁|邻|外|别的?|其他|附近|农|山|乡|老|新|小|大|自家|同|旁边|度假|城中|下|进|出|回|到|在|是|从|去|来|住|整个?|所在|当地|该|个|省|州|都|无|不知道|超|集|城|门|菜|夜|股|房|都|黑|上|多|半|全)$/u;

function outsideMentions(directory: Directory, text: string): Mention[] {
  const own = gazetteerOf(directory).areas;
  const found: Mention[] = [];
  const add = (start: number, end: number) => {
    const words = text.slice(start, end);
    if (words.length > 1 && !own.has(words) && !found.some((other) => other.start < end && start < other.end))
      found.push({ words, start, end, places: [], kind: "outside" });
  };
  for (const match of text.matchAll(settlement)) {
    // The stem begins after the last word that cannot be part of a name.
    const stem = (match.groups?.["stem"] ?? "").replace(
      /^.*(我们|你们|他们|住在|家在|人在|来自|发生在|事发在?|对方是|被告是|就是|是|在|到|去|住|从|和|跟|与|被|给|向|找|告|的|个|把|让|于|叫|县|镇|乡|市|省|欠|借给|说)/u,
      "",
    );
    if (stem === "" || notNames.test(stem) || /[一二两三四五六七八九十几]个$|^[这那哪每某]/u.test(stem)) continue;
    const end = match.index + match[0].length;
    add(end - (match.groups?.["kind"] ?? "").length - stem.length, end);
  }
  for (const match of text.matchAll(elsewhere)) {
    // 河南 in 河南岸, 海南 in a name are rarer than the province; a street or dish named after a city is not a place.
    if (!/^(路|街|大街|烤鸭|银行|话|菜)/u.test(text.slice(match.index + match[0].length)))
      add(match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(hamlet)) {
    const end = match.index + match[0].length;
    add(end - (match.groups?.["stem"] ?? "").length - (match.groups?.["kind"] ?? "").length, end);
  }
  return found;
}

/**
 * Neighbouring mentions explain each other: 三道沟村北沟 is in 三道沟村 though 北沟 has two owners, 白桦林场场部 is not the
 * other farm's 场部, 松河镇 before a village is its address.
 */
function settleNeighbours(mentions: Mention[], text: string): Mention[] {
  const sure = new Set(
    mentions.filter((mention) => mention.places.length === 1).map((mention) => mention.places[0] ?? ""),
  );
  return mentions.flatMap((mention, i) => {
    const previous = mentions[i - 1];
    const touching =
      previous !== undefined &&
      previous.places.length > 0 &&
      /^(的|那边的?|里的?)?$/u.test(text.slice(previous.end, mention.start));
    if (touching && isGeneric(mention.words)) return [];
    if (touching && mention.kind === "outside") return [];
    const next = mentions[i + 1];
    if (mention.kind === "outside" && next && next.places.length > 0 && next.start === mention.end) return [];
    if (mention.places.length > 1) {
      const within = touching
        ? mention.places.filter((id) => previous.places.length === 1 && previous.places[0] === id)
        : [];
      const settled = within.length > 0 ? within : mention.places.filter((id) => sure.has(id));
      if (settled.length === 1) return [{ ...mention, places: settled }];
    }
    return [mention];
  });
}
