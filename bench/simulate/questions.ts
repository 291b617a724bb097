// What the groups ask and chat about: the questions of the knowledge in people's own ways, some that nobody can answer, and talk that is none of the bot's business.
import type { CivilDate } from "../../src/court/calendar.ts";
import type { Place } from "../../src/court/directory.ts";
import type { Entry } from "../../src/answers/entry.ts";
import type { Chance } from "./chance.ts";
import { weightOf } from "./seasons.ts";

/** Nothing of this stands in the knowledge of a court. */
const beyond = [
  "拖拉机年检上哪办",
  "新农合报销找谁",
  "村里啥时候通自来水",
  "独生子女费今年还有吗",
  "宅基地上能种果树卖给外村不",
  "大棚补贴一亩给多少",
  "低保评上了为啥又给取消了",
  "养老认证手机上咋弄",
  "二手收割机过户要啥手续",
  "孩子户口落姥姥家行不",
  "退伍军人优待证在哪领",
  "危房改造名额咋定的",
];
const chatter = [
  "今天降温 大家多穿点",
  "谁家有多余的苞米种",
  "下午三点村部开会",
  "快递放小卖部了",
  "明天停水一上午",
  "收到",
  "好的",
  "路上结冰了 骑车慢点",
  "谁看见我家那只大黄狗了",
  "老年体检周四在卫生室",
  "收山货的来了 在村口",
  "哈哈哈",
  "谢谢通知",
  "车坏半道了 谁能拉一把",
];
const begins = ["", "", "", "", "请问", "想问一下，", "问个事，", "咨询下 "];
const ends = ["", "", "", "？", "呢", "啊"];

/** Topic of the knowledge → cause whose season it follows, where the two have different names. */
const causeOf: Record<string, string> = {
  guarantee: "loan-guarantee",
  "casual-labour": "wages",
  contract: "sales-contract",
};

/** Of each entry so many ways of asking: thousands of different questions, each looked at for danger once. */
const waysOfAsking = 3;
/** Of what the bot would take for an emergency so much is asked; the rest would be a county at war. */
const alarming = 0.1;

export function questionsOf(entries: readonly Entry[], isHigh: (text: string) => boolean) {
  const topics = Map.groupBy(entries, (entry) => entry.id.split("/")[0] ?? "");
  const names = [...topics.keys()];
  return {
    question(chance: Chance, date: CivilDate, place: Place): string {
      if (chance.happens(0.03)) return chance.pick(beyond);
      const topic = chance.weighed(names, (name) => 4 + weightOf(causeOf[name] ?? name, date, place));
      const entry = chance.pick(topics.get(topic) ?? entries);
      const words = chance.pick([entry.question, ...entry.asks].slice(0, waysOfAsking)).replace(/[？?。]$/u, "");
      if (!chance.happens(alarming) && isHigh(words)) return this.question(chance, date, place);
      return chance.pick(begins) + words + chance.pick(ends);
    },
    chatter: (chance: Chance): string => chance.pick(chatter),
  };
}
