// Several things in one message: separate questions, and two disputes told in one breath.
import { namesIn } from "./names.ts";
import { rankCauses, type TrainedModel } from "./classify.ts";

const asks =
  /[吗么嘛]$|[?]$|怎么|咋|多少|多久|几[天年月个分]|能不能|可不可以|是不是|有没有|算不算|要不要|用不用|该不该|合不合|归谁|找谁|哪[里儿个些]|啥|什么|如何/u;

/** The separate questions in a text, at most five. */
export function questionsIn(text: string): string[] {
  const parts = text
    .slice(0, 2_000)
    .split(/(?<=[?])|[。!;\n]|(?:还有|另外|再问(?:一下|个)?|顺便问(?:一下)?|第[二三四]|其次)[,:个]?/u)
    .map((part) => part.replace(/^(?:[\s,、:]|还有|另外|再问(?:一下|个)?|顺便问(?:一下)?|其次)+|[\s,、]+$/gu, ""))
    .filter((part) => part.length >= 4);
  const found = parts.filter((part) => asks.test(part));
  return [...new Set(found)].slice(0, 5);
}

const turns =
  /(?:还有(?:一|个|件)?(?:个|件)?(?:事|纠纷)|另外(?:还)?(?:有)?(?:一|个|件)?(?:个|件)?(?:事|纠纷)?|再(?:有|说|报)(?:一|个)?(?:个|件)?(?:事|纠纷)|第二(?:个|件)(?:事|是|:)?|[二2][、.:)](?!\d)|两(?:个|件)(?:事|纠纷)|还有就是|对了(?:,| )?(?:还有|另外))/gu;

/** What names people, hands over numbers or says when; what is left over could be the beginning of a dispute. */
const particulars =
  /[\dA-Za-z\-:.]|[幺零壹贰叁肆伍陆柒捌玖一二两三四五六七八九十百千万]+(?:块|元|万|千|年|个?月|天|号)?|(?:我|他|她|俺|对方|老板|房东|厂长)?(?:的)?(?:大名|名字|联系)?(?:电话|手机|号码?|微信|方式|叫|是|姓)(?:号|是)?\p{Script=Han}{0,3}|去年|前年|今年|\s|[,，。;；、]/gu;
const deedWords =
  /欠|借|打|占|撞|咬|砸|拆|漏|堵|挡|买|卖|租|骂|离|干活|不[给还退赔管养让]|没[给还退赔发]|工资|合同|担保/u;

/** Words that go on with what was told in the line before. */
const goesOn =
  /^\s*(?:说(?!好|定)|现在|后来|结果|到现在|至今|到了?|当时|然后|他|她|人|对方|又|还(?!有)|也|就|都|但|可|所以|因为|说好|讲好|打电话|找他|我要|我想|要求|希望|我叫|我是|求|麻烦)/u;

/** 俺嫂子, 我舅: kin who were told of in the lines before are no others. */
const kinSaid =
  /[我俺咱他她](?:家)?(?:的)?[大二三四老小表堂]?(?:[爸妈爹娘哥姐弟妹嫂叔伯舅姑姨婶]|儿子|闺女|女儿|公公|婆婆|男人|媳妇|老公|老婆|爷爷|奶奶)/gu;

/** A line of its own opens another dispute only when it tells one: names, numbers and an end of the story do not. */
const tellsOne = (line: string): boolean => {
  const left = line.replace(particulars, "");
  return left.length >= 8 && deedWords.test(left) && !goesOn.test(line);
};

const countsOut =
  /(?:两|俩|三|几|2|3)(?:个|件|条|起|桩|宗)(?:事|情况|纠纷|线索)|(?:俩|两|仨)(?:事儿?|纠纷)|(?:报|记|说|登记|反映)(?:两|俩|三|几|2|3)(?:个|件|条|起|桩)/u;
const each =
  /(?:(?<!第)一个(?:是|,)|(?:头|第)一(?:个|件|条|起|桩|宗|家|户)|(?<!第)一(?:件|条|起|桩|宗)(?:是|,|说)|(?<=[\s,，。;；:])[一1](?:、|是|\.|\s|\)))/u;
const next =
  /(?:(?:另|再|还有)(?:外)?一(?:个|件|条|起|桩|宗)(?:是|说)?|(?<=[\s,，。;；])一(?:件|条|起|桩|宗)(?=是|,|说)|(?<=[\s,，。;；])[2-5二三四](?=[、.)：:]|\s(?!\d))|(?<=[\s,，。;；])一个(?=是|,)|第[二三四](?:个|件|条|起|桩)?|其二|另外(?=我|俺|他|还|[^,。]{0,8}(?:家|村|欠)))/gu;

/** Where the second and further ones begin of disputes that are counted out: 两个事 一个是… 一个是…, 记两条 第一个… 第二个…. */
function countedIn(text: string): number[] {
  const said = countsOut.exec(text);
  if (!said) return [];
  const from = each.exec(text.slice(said.index));
  const after = said.index + (from ? from.index + from[0].length : said[0].length);
  return [...text.matchAll(next)].map((m) => m.index).filter((at) => at > after + 5 && text.length - at > 8);
}

/** Where one dispute ends and another begins: a turn of speech between parts that are of different causes. */
export function disputesIn(text: string, model: TrainedModel): { start: number; end: number; cause: string | null }[] {
  const whole = text.slice(0, 2_000);
  const cuts: number[] = [];
  for (const m of whole.matchAll(turns)) if (m.index > 5 && whole.length - m.index > 8) cuts.push(m.index);
  for (const m of [...whole.matchAll(/\n/g)].slice(0, 40)) {
    const [line = ""] = whole.slice(m.index + 1).split("\n", 1);
    const before = new Set(namesIn(whole.slice(0, m.index)).map((n) => n.name));
    const now = namesIn(line).map((n) => n.name);
    // Another dispute is of other people than the one before it.
    const others = before.size > 0 && now.length > 0 && !now.some((n) => before.has(n));
    const shares = [...line.matchAll(kinSaid)].some((k) => whole.slice(0, m.index).includes(k[0]));
    if (m.index > 5 && whole.length - m.index > 8 && others && !shares && tellsOne(line)) cuts.push(m.index + 1);
  }
  const counted = countedIn(whole);
  cuts.push(...counted);
  if (cuts.length === 0) return [];
  const edges = [0, ...cuts.sort((a, b) => a - b), whole.length];
  const parts: { start: number; end: number; cause: string | null; sure: number }[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i]!, edges[i + 1]!];
    if (end - start < 6) continue;
    const best = rankCauses(model, whole.slice(start, end))[0];
    parts.push({ start, end, cause: best?.label ?? null, sure: best?.probability ?? 0 });
  }
  const sure = parts.filter((p) => p.sure >= 0.5 && p.cause !== "other");
  // Who counts them out tells of several, whatever the causes sound like.
  if (counted.length > 0) return parts.map(({ start, end, cause }) => ({ start, end, cause }));
  if (new Set(sure.map((p) => p.cause)).size < 2) return [];
  // Neighbouring parts of one cause, and parts of none, belong to the dispute before them.
  const out: { start: number; end: number; cause: string | null }[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last && (part.sure < 0.5 || part.cause === "other" || part.cause === last.cause)) last.end = part.end;
    else out.push({ start: part.start, end: part.end, cause: part.cause });
  }
  return out;
}
