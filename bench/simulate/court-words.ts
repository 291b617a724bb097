// What judges and mediators write about a lead: why it goes back, how it goes on, how it ended.
import { addDays, type CivilDate } from "../../src/court/calendar.ts";
import type { Lead, Outcome } from "../../src/leads/lead.ts";
import type { Chance } from "./chance.ts";
import { yuanSaid } from "./words.ts";

export const sendBackWords = ["对方是我表弟，要回避", "不归我们这片管", "我办过他家的案子，应当回避"];
export const feedbackWords = [
  "约了两家周三上午见面",
  "对方认账，说钱一时凑不齐，再谈谈",
  "找过对方了，态度还行，约下周再谈",
  "去现场看过了，量了尺寸，两家都在场",
  "对方在外地，电话里谈的，说月底回来",
  "材料收齐了，正在算账",
];
export const mediatorWords = [
  "两家都见了，差得不多了",
  "谈了一回，对方答应回去商量",
  "对方电话打通了，约好周五来村部",
  "说通了，等着签协议",
];
export const pauseWords = ["等对方打工回来", "等伤情鉴定结果", "等对方从外地回来"];

/** How such a dispute usually ends: more is settled where people live side by side and little is at stake. */
function outcomeOf(chance: Chance, lead: Lead): Outcome | "small" {
  const soft = ["neighbour-relations", "elder-support", "animal-damage", "property-management", "consumer", "tourism"];
  const hard = ["enforcement", "financial-loan", "loan-guarantee", "work-injury", "construction", "inheritance"];
  const ease =
    (soft.includes(lead.cause) ? 0.12 : hard.includes(lead.cause) ? -0.15 : 0) - (lead.willing === "no" ? 0.3 : 0);
  const luck = chance.next() - ease;
  if (luck < 0.62) return "settled";
  if (luck < 0.68) return "confirmed";
  if (luck < 0.8) return "small";
  if (luck < 0.88) return "filed";
  if (luck < 0.9) return lead.amountYuan === null ? "unsettled" : "paymentOrder";
  return luck < 0.94 ? "referredOut" : "unsettled";
}

const dayName = (date: CivilDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** The result in a judge's words. */
export function resultWords(chance: Chance, lead: Lead, today: CivilDate): string {
  const yuan = lead.amountYuan;
  // What is agreed on is seldom all of it.
  const agreed =
    yuan === null ? null : Math.max(100, Math.round((yuan * chance.pick([1, 1, 0.9, 0.8, 0.7])) / 100) * 100);
  switch (outcomeOf(chance, lead)) {
    case "settled":
      if (agreed === null) return chance.pick(["调好了，两家握手言和", "调解成功，签了协议", "谈妥了，各让一步"]);
      return chance.weighed(
        [
          `调解成功，${yuanSaid(agreed)}元当场付清`.replace("万元", "万"),
          `调好了 还${yuanSaid(agreed)} ${dayName(addDays(today, chance.between(10, 75)))}前付清`,
          `谈妥了，先付了${yuanSaid(Math.max(100, Math.round(agreed / 300) * 100))}，剩下的${dayName(addDays(today, chance.between(20, 90)))}前付${yuanSaid(Math.round((agreed * 2) / 300) * 100)}`,
        ],
        (text) => (text.includes("当场") ? 2 : text.startsWith("调好") ? 3 : 1),
      );
    case "confirmed":
      return agreed === null
        ? "调解成功，已做司法确认"
        : `调解成功，已做司法确认，${yuanSaid(agreed)}${dayName(addDays(today, chance.between(20, 60)))}前付清`;
    case "small":
      return yuan !== null && yuan <= 30_000 ? "没谈成，转立案走小额" : "没谈成，转立案走简易程序";
    case "filed":
      return "谈不拢，转立案，走简易程序";
    case "paymentOrder":
      return "对方认账不给钱，发了支付令";
    case "referredOut":
      return "这事归政府处理，转到镇里了";
    default:
      return chance.pick(["谈崩了，对方不露面", "没谈成，当事人再想想"]);
  }
}
