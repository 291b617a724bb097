// Which intent and which cause of dispute a message is: a linear model that learns at start from what operators wrote.
import { count, type Counted, opinion } from "./bayes.ts";
import { type CauseCue, type Intent, type IntentId, type SenderRole } from "./intents.ts";
import { classesOf } from "./lexicon.ts";
import { type LinearModel, rank, type Ranked, type Sample, type Settings, type Told, train } from "./linear.ts";
import { normalize } from "./normalize.ts";
import { learnSides, type PartyExamples } from "./sides.ts";
import { forModel, signsOf } from "./signs.ts";
import { topicsOf } from "./topics.ts";

export type TrainedModel = {
  intents: LinearModel;
  causes: LinearModel | null;
  /** Beside the causes' linear model, how often each cause's own words have what is said. */
  counted: Counted | null;
  /** On which side those stand of whom no verb tells. */
  sides: LinearModel | null;
  intentById: ReadonlyMap<IntentId, Intent>;
  causeById: ReadonlyMap<string, CauseCue>;
};

const buckets = 1 << 15;
// Chosen by cross-validation over the says: rare pairs of characters tell more than long n-grams, a few gentle rounds more
// than many.
const intentSettings: Settings = {
  longest: 2,
  letters: 5,
  sign: 0.8,
  rounds: 5,
  rate: 0.15,
  decay: 1e-4,
  alone: 0.2,
  temperature: 1,
};
const causeSettings: Settings = {
  longest: 2,
  letters: 6,
  sign: 1,
  // With more than two hundred ways of saying each cause, two rounds know as much as four, in half the time.
  rounds: 2,
  rate: 0.15,
  decay: 1e-4,
  alone: 0.3,
  temperature: 1,
};

// Chosen on development messages: higher makes the counts louder than the model. For intents, where small words decide, they do no good.
const trust = 0.09;

const intentTold = (text: string): Told => ({ text: forModel(text), signs: signsOf(text) });

type Cues = ReadonlyMap<string, CauseCue>;
const starts = new WeakMap<Cues, Map<string, (readonly [word: string, cause: string])[]>>();

/** The causes' synonyms by the character they begin with: looked up from each place in a text, not sought one by one. */
function byStart(cues: Cues): Map<string, (readonly [word: string, cause: string])[]> {
  const known = starts.get(cues);
  if (known) return known;
  const made = new Map<string, (readonly [word: string, cause: string])[]>();
  for (const { id, synonyms } of cues.values())
    for (const word of new Set(synonyms))
      if (word.length > 1) made.set(word[0]!, [...(made.get(word[0]!) ?? []), [word, id]]);
  starts.set(cues, made);
  return made;
}

function causeTold(text: string, cues: Cues): Told {
  const words = byStart(cues);
  const said = new Map<string, Set<string>>();
  for (let i = 0; i < text.length; i++)
    for (const [word, cause] of words.get(text[i]!) ?? [])
      if (text.startsWith(word, i)) said.set(cause, (said.get(cause) ?? new Set()).add(word));
  const signs = [...topicsOf(text), ...classesOf(text)];
  for (const [cause, { size }] of said)
    signs.push(...(size > 1 ? [`cause:${cause}`, `cause:${cause}:2`] : [`cause:${cause}`]));
  return { text: forModel(text), signs };
}

/** Learns from the intents' and causes' own words. Deterministic; well under a second for a few thousand sentences. */
export function trainModel(content: {
  intents: readonly Intent[];
  causes: readonly CauseCue[];
  parties?: PartyExamples | null;
}): TrainedModel {
  const samples: Sample[] = [];
  for (const intent of content.intents) {
    // A cry for help must not be drowned by how many ways there are of saying all the rest.
    const weight = intent.id === "emergency" ? 1.6 : 1;
    for (const say of intent.says) samples.push({ ...intentTold(normalize(say).text), label: intent.id, weight });
  }
  // What people say of a cause is, nearly always, a report; lighter, so that 28 causes do not outweigh the intents.
  for (const cause of content.causes) {
    for (const say of cause.says.slice(0, 40)) {
      const text = normalize(say).text;
      samples.push({
        ...intentTold(text),
        label: signsOf(text).includes("last-asks") ? "ask-legal-question" : "report-dispute",
        weight: 0.4,
      });
    }
  }
  const intentIds = content.intents.map((i) => i.id);
  const intents = train(samples, intentIds, buckets, intentSettings);
  const causeById = new Map(content.causes.map((c) => [c.id, c]));
  const told = content.causes.flatMap((cause) =>
    [cause.name, ...cause.synonyms, ...cause.says].map((say) => ({
      ...causeTold(normalize(say).text, causeById),
      label: cause.id,
    })),
  );
  const many = content.causes.length > 1;
  const causeIds = content.causes.map((c) => c.id);
  return {
    intents,
    causes: many ? train(told, causeIds, buckets, causeSettings) : null,
    counted: many ? count(told, causeIds, buckets) : null,
    sides: content.parties ? learnSides(content.parties) : null,
    intentById: new Map(content.intents.map((i) => [i.id, i])),
    causeById,
  };
}

/** Score added or taken by who speaks: a judge does not report quarrels, a resident does not close leads. */
const byRole: Record<SenderRole, Partial<Record<IntentId, number>>> = {
  resident: { "judge-feedback": -2.5, "request-mediation-guidance": -1.5, "group-settings": -0.5 },
  gridWorker: { "judge-feedback": -2, "request-mediation-guidance": 0.2 },
  mediator: { "request-mediation-guidance": 1, "judge-feedback": -0.4 },
  judge: {
    "judge-feedback": 1.8,
    "report-dispute": -2,
    "check-progress": -1.2,
    "ask-judge-contact": -1,
    "supplement-lead": -1,
  },
};

/** Score added or taken in a group where nobody spoke to the bot. */
const unaddressed: Partial<Record<IntentId, number>> = {
  other: 0.8,
  "greeting-smalltalk": 0.8,
  rate: -1.5,
  subscribe: -1,
  help: -1,
  "my-data": -0.8,
  "group-settings": -0.8,
};

/** Turns of phrase that tell an intent whatever the matter is; score added when they stand in the text. */
const phrases: readonly { intent: IntentId; by: number; pattern: RegExp; not?: SenderRole }[] = [
  {
    intent: "supplement-lead",
    by: 1.4,
    pattern:
      /补充|补(?:一|张|个|上|交|报)|再(?:加|说|报)(?:一|个|几)|忘了?(?:说|讲|报)|漏(?:了|说|报)|更正|(?:上次|上回|上午|下午|早上|昨天|前天|刚才|刚刚|之前|前面|那天).{0,8}(?:报|说|登记|反映|讲)的?.{0,10}(?:还|又|再|改|错|找|有|是|补)|(?:写|说|报|记|打)错了|20\d{2}[-—]\d+/u,
  },
  {
    intent: "supplement-lead",
    by: 1.2,
    pattern:
      /(?:上次|上回|前回|刚才|刚刚|之前|前面|前头|昨[天儿晚]|前天|上周|那个|那件|那条|我报|登记).{0,24}(?:找(?:到|着|出来)了?|翻(?:到|出来)|问(?:到|来|着)了?|查到了?|拿到手?了|出来了|变了|有变化|新情况|改(?:一下|成|为)|加(?:上|一|进)|补|核实了)|想起(?:个|来|一)|差一句|少说了|没说全|^(?:对了|哦对|喔对|还有)[,，\s]/u,
  },
  {
    intent: "check-progress",
    by: 1.2,
    pattern:
      /进度|进展|办(?:到|得|的)?(?:哪|咋|怎么)|(?:那个?|这个?)?(?:事|案子|纠纷|线索|编号).{0,8}(?:咋样|怎么样|啥(?:情况|动静)|有(?:没有)?(?:消息|信|结果|动静|眉目)|到哪|没(?:下文|动静|信|人管|人联系|结果))|(?:多少|几)天了.{0,6}(?:没|还)|有(?:回音|回信|下文)/u,
  },
  {
    intent: "request-mediation-guidance",
    by: 1.6,
    not: "resident",
    pattern:
      /(?:怎么|咋|如何|咋个)(?:去)?(?:调(?!查|取)|劝|做.{0,3}工作|说和|说服|开导|谈)|调解(?:的)?(?:要点|思路|技巧|方案|协议|笔录|时|的时候|注意|步骤|方法|依据|书)|从哪(?:儿|里)?(?:入手|下手|说起)|(?:注意|掌握)(?:啥|什么|哪些|点)|该(?:怎么|咋)(?:跟|给|和)(?:他|她|双方|两|人家|当事)|协议(?:怎么|咋|上|里)(?:写|约定)|我(?:上门|去|下午|明[天早儿]|等会).{0,14}(?:要|该|怎么|咋|先)(?:问|拍|带|谈|说|看|写|准备)|有(?:没有|啥|什么)好(?:法子|办法)|拿不准|(?:跟|给)(?:他们|双方|两家|两边).{0,4}(?:讲|说|算|列|提)/u,
  },
  {
    intent: "request-visit",
    by: 1.0,
    pattern:
      /(?:法官|法庭|你们|您).{0,8}(?:来|下来|到).{0,8}(?:村|家|一趟|现场|看看|地头|我们这)|上门|巡回|到现场|来一趟|走一趟|来我们(?:村|这|屯)/u,
  },
  {
    intent: "report-dispute",
    by: 1.3,
    pattern:
      /(?:帮|给|替|请|麻烦)(?:我|俺|您|你们?|忙)?(?:给|把)?(?:我|俺)?(?:登记|记一?[下条个]|记下|记上|上报|报上去|反映)(?!.{0,6}(?:了没|咋样|错))|(?:想|要|能不能|可不可以|能)(?:找你们|在这)?登记(?:个|一个|一?下)(?:事|这)?|(?:请|求|麻烦|希望)(?:您|你们|法官|法庭|咱)+(?:给|帮|来)?(?:我们?|忙)?(?:介入|主持|出面|过问|调一?调|调解|调处|评评理|说说|做主|管管)|能不能把(?:他|她|对方|人|老板)[^,。]{0,6}(?:喊|叫|找)来/u,
  },
  {
    intent: "ask-judge-contact",
    by: 1.0,
    pattern:
      /(?:法官|法庭|庭长|书记员|立案庭).{0,8}(?:电话|号码|联系方式|微信|是谁|哪位|叫(?:啥|什么)|在哪|地址|几点|上班)|(?:电话|联系方式).{0,6}(?:法官|法庭)|(?:谁|哪个法官)(?:管|负责).{0,6}(?:我们|这|村|片)|(?:怎么|咋)(?:联系|找).{0,4}(?:法官|法庭)|(?:转|找|要|有没[有得]?)(?:个)?(?:人工|真人)|不(?:想|要)(?:跟|和)机器/u,
  },
  {
    intent: "other",
    by: 1.2,
    pattern: /加我(?:微信)?$|私聊|点(?:开)?链接|转发|@所有人|@全体|扫码|亲们|包邮|秒批|有意者|需要的(?:加|联系)/u,
  },
  {
    intent: "ask-legal-question",
    by: 0.7,
    pattern:
      /(?:吗|么|嘛)\??\s*$|\?\s*$|(?:怎么办|咋办|咋整|咋弄)\??$|能不能|可不可以|算不算|会不会|合不合法|犯不犯法|多少钱|要(?:多久|几天)|有没有(?:用|效)|作不作数|受不受/u,
  },
];

export function rankIntents(model: TrainedModel, text: string, senderRole: SenderRole, addressed: boolean): Ranked {
  const nudge: Partial<Record<IntentId, number>> = { ...byRole[senderRole] };
  if (!addressed)
    for (const [id, by] of Object.entries(unaddressed)) nudge[id as IntentId] = (nudge[id as IntentId] ?? 0) + by;
  const said = text.slice(0, 400);
  // A mediator who asks does so for those between whom they stand.
  if (
    senderRole === "mediator" &&
    /[?]|怎么|咋|如何|多少|什么|啥|哪|几|吗|要不要|能不能|可不可以|该不该|合适/u.test(said)
  )
    nudge["request-mediation-guidance"] = (nudge["request-mediation-guidance"] ?? 0) + 1.2;
  for (const { intent, by, pattern, not } of phrases) {
    if (senderRole !== not && pattern.test(said)) nudge[intent] = (nudge[intent] ?? 0) + by;
  }
  return rank(model.intents, intentTold(text), nudge);
}

export function rankCauses(model: TrainedModel, text: string): Ranked {
  if (!model.causes) return [...model.causeById.keys()].map((label) => ({ label, probability: 1 }));
  const told = causeTold(text, model.causeById);
  const nudge = model.counted ? opinion(model.counted, told, trust) : {};
  if (!kin.test(text) || (outsider.test(text) && !couple.test(text)))
    nudge["domestic-violence"] = (nudge["domestic-violence"] ?? 0) - strangers;
  return rank(model.causes, told, nudge);
}

/** Blows are domestic violence among family only, whoever else cries for help. */
const kin =
  /老公|丈夫|男人|爱人|对象|媳妇|老婆|妻|两口|夫妻|前夫|婆|公公|丈人|岳|爹|爸|妈|娘|儿子|女儿|闺女|孩子|娃|孙|爷|奶|哥|弟|姐|妹|嫂|继父|家暴|家庭|家里|同居|[男女]朋?友|亲戚|小叔|侄|当家的|俺家那|屋里|保护令|告诫/u;
const couple = /老公|丈夫|男人|爱人|对象|媳妇|老婆|妻|两口|前夫|家暴|家庭|同居|[男女]朋?友|继父|后爹|保护令|告诫/u;
const outsider =
  /两家|被人打|邻居|隔壁|同村|村民|村里|老板|工头|工友|同事|同学|债主|要债|要账|陌生|喝酒|酒桌|饭店|街上|路上|集上|工地|组长|支书|保安|城管/u;
const strangers = 4;
