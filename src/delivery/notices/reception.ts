// The words about reception days and 说事点: the announcement of the day before, and the answer to who asks when.
import type { Notices, ReceptionDay } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine = "receptionTomorrow" | "receptions";

const changed = (day: ReceptionDay): string =>
  [day.moved ? `原定${day.moved}，遇放假改在这天。` : "", day.instead && day.who ? `这次由${day.who}来。` : ""]
    .filter(Boolean)
    .join("");

const judgeDay = (day: ReceptionDay): string =>
  [
    `${day.place}的${day.name}是${day.rule}。${day.today ? "今天就有" : "下回"}：${day.date}${day.hours}，${day.who || "法官"}在${day.where}。`,
    changed(day),
  ]
    .filter(Boolean)
    .join("");

const spot = (day: ReceptionDay): string =>
  `${day.name}：${day.rule}${day.hours}开门，${day.today ? "今天开着" : `今天不开了，下回${day.date}`}，在${day.where}${day.who ? `，找${day.who}` : ""}${day.phone ? ` ${day.phone}` : ""}。`;

export const receptionWords: { [N in Mine]: Words<Notices[N]> } = {
  receptionTomorrow: (p) => ({
    text: [
      ...p.days.map(
        (day) => `【明天${day.name}】${day.date}${day.hours}，${day.who || "法官"}在${day.where}。${changed(day)}`,
      ),
      `有事当面说，不用预约，不收钱。带上身份证和有关的字据。${p.first ? "不想收，网格员或调解员发“普法关”。" : ""}`,
    ].join("\n"),
  }),
  receptions: (p) => ({
    text: [
      p.booked ? `您约的见面：${p.booked}。` : "",
      p.none
        ? `${p.none}没有固定的${p.what === "judge" ? "接待日" : "说事点"}。${p.days.length > 0 ? "就近的是：" : ""}`
        : "",
      ...p.days.map(p.what === "judge" ? judgeDay : spot),
      p.days.length === 0 && !p.none ? `法院还没有定${p.what === "judge" ? "接待日" : "说事点"}。` : "",
      p.what === "judge"
        ? `等不及的，说“请法官上门”约时间，或者打法庭电话 ${p.phone}。`
        : `去不了的，直接跟我说是什么事，或者打法庭电话 ${p.phone}。`,
    ]
      .filter(Boolean)
      .join("\n"),
  }),
};
