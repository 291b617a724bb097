// What people of the county write: reports in the words that the causes' own files hold, the answers to the bot's questions, the judges' results.
import { type CivilDate, addDays } from "../../src/court/calendar.ts";
import type { Place } from "../../src/court/directory.ts";
import type { Cause, Element } from "../../src/leads/causes.ts";
import { spoken } from "../../src/leads/stems.ts";
import type { Content } from "../../src/turn/context.ts";
import type { Chance } from "./chance.ts";
import { nameOf, surnameOf, type Villager } from "./county.ts";

/** A dispute as it happened: what its reporter knows and would answer. */
export type Matter = {
  cause: Cause;
  place: Place;
  reporter: Villager;
  respondent: string;
  respondentPhone: string;
  yuan: number;
  happened: CivilDate;
  willing: boolean;
  /** The first message. */
  opening: string;
};

/** How often another way of saying is looked for before one is taken as it is. */
const looks = 12;

/** A way of saying of a cause that the bot reads as an emergency, or as none: most quarrels are only quarrels. */
function sayingOf(chance: Chance, cause: Cause, wanted: boolean, isHigh: (text: string) => boolean): string {
  const whole = cause.says.filter((text) => text.length >= 10);
  for (let n = 0; n < looks; n++) {
    const text = chance.pick(whole.length > 0 ? whole : cause.says);
    if (isHigh(text) === wanted) return text;
  }
  return chance.pick(cause.says);
}

const yuanRanges: Record<string, [median: number, wideness: number]> = {
  "private-lending": [28_000, 0.8],
  "financial-loan": [50_000, 0.6],
  wages: [9_000, 0.8],
  "labor-contract": [12_000, 0.6],
  "work-injury": [32_000, 0.7],
  "bride-price": [80_000, 0.4],
  "property-management": [2_600, 0.5],
  "sales-contract": [16_000, 0.8],
  construction: [42_000, 0.7],
  lease: [6_000, 0.6],
  "loan-guarantee": [50_000, 0.6],
  consumer: [1_500, 0.9],
  tourism: [1_200, 0.8],
  "traffic-accident": [23_000, 0.8],
  "personal-injury": [8_000, 0.8],
  enforcement: [40_000, 0.7],
  inheritance: [90_000, 0.6],
};

/** 27431 → 2.7万, 2743 → 2700. */
export function yuanSaid(yuan: number): string {
  if (yuan >= 10_000) return `${Number((yuan / 10_000).toFixed(1))}万`;
  return String(yuan);
}

const rounded = (yuan: number): number =>
  yuan >= 10_000
    ? Math.round(yuan / 1_000) * 1_000
    : yuan >= 1_000
      ? Math.round(yuan / 100) * 100
      : Math.max(50, Math.round(yuan / 10) * 10);

const nicknames =
  /老[赵钱孙李周吴郑王冯陈杨朱何吕张孔曹严金魏姜谢苏潘范彭马方任袁柳史唐薛于顾孟黄萧尹姚汪毛宋庞董梁杜贾江郭林徐邱高夏蔡田樊胡霍万卢丁邓关]/gu;

export function matterOf(
  chance: Chance,
  cause: Cause,
  reporter: Villager,
  { today, threatened, isHigh }: { today: CivilDate; threatened: boolean; isHigh(text: string): boolean },
): Matter {
  const surname = surnameOf(chance);
  const says = sayingOf(chance, cause, threatened, isHigh).replaceAll(nicknames, `老${surname}`);
  const [median, wideness] = yuanRanges[cause.id] ?? [5_000, 0.7];
  const respondent = /老\p{Script=Han}/u.test(says)
    ? `老${surname}`
    : chance.weighed([nameOf(chance), `老${surname}家`, `${surname}老板`, `${surname}老二`], (n) =>
        n.length === 3 ? 5 : 1,
      );
  const place = reporter.place.name;
  const yuan = rounded(chance.spread(median, wideness));
  const happened = addDays(today, -Math.round(Math.min(1_000, chance.spread(cause.money ? 150 : 40, 0.9))));
  const willing = chance.happens(0.85);
  const told = chance.weighed(
    [`${says}，${place}的`, `我是${place}的，${says}`, `${place}这边 ${says}`, says],
    (text) => (text === says ? 1.2 : 1),
  );
  // Some say at once most of what would be asked.
  const opening = [
    told,
    cause.money && !/[\d一二三四五六七八九十两几][百千万]|\d{3}/u.test(says) && chance.happens(0.4)
      ? `一共${yuanSaid(yuan)}`
      : "",
    chance.happens(0.4) ? dayText(chance, happened).replace(/的事$/u, "") + "的事" : "",
    chance.happens(0.35) ? contact(chance, reporter) : "",
    chance.happens(0.25) ? claimSaid(chance, cause, willing) : "",
  ]
    .filter(Boolean)
    .join("，");
  return {
    cause,
    place: reporter.place,
    reporter,
    respondent,
    respondentPhone: `1380000${String(chance.between(0, 9_999)).padStart(4, "0")}`,
    yuan,
    happened,
    willing,
    opening,
  };
}

const claimSaid = (chance: Chance, cause: Cause, willing: boolean): string =>
  `${chance.pick(cause.claims)}${willing ? "，愿意调解" : "，不想调解"}`;

const dayText = (chance: Chance, date: CivilDate): string => {
  const [year = "", month = "", day = ""] = date.split("-");
  return chance.pick([
    `${Number(year)}年${Number(month)}月`,
    `${Number(year)}年${Number(month)}月${Number(day)}号`,
    `${year.slice(2)}年${Number(month)}月的事`,
  ]);
};

const contact = (chance: Chance, { name, phone }: Villager): string =>
  chance.pick([
    `${name} ${phone}`,
    `我叫${name}，电话${phone}`,
    `${name}，${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
  ]);

function elementSaid(chance: Chance, element: Element, matter: Matter): string {
  if (chance.happens(0.12)) return chance.pick(["不知道", "记不清了", "说不好"]);
  switch (element.kind) {
    case "choice":
      return chance.pick(element.options);
    case "yesno":
      return chance.pick(["有", "没有", "是的", "没"]);
    case "money":
      return yuanSaid(rounded(matter.yuan * chance.pick([0.1, 0.2, 0.5])));
    case "date":
      return chance.pick(["没说好", dayText(chance, matter.happened)]);
    case "number":
      return chance.pick(["就我一个", "三个人", "我们五个"]);
    default:
      return element.reads.length > 0 && chance.happens(0.8)
        ? spoken(chance.pick(chance.pick(element.reads).words))
        : chance.pick(["不清楚", "说不好", "没注意"]);
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Turns the bot's question into what is asked for: a field of the form, or an element of the cause. */
export function listenerOf({ causes, forms }: Pick<Content, "causes" | "forms">) {
  const fields = Object.entries(forms as Record<string, Record<string, string>>).flatMap(([field, form]) =>
    [form["ask"], form["again"], form["askForOther"]].flatMap((text) =>
      text === undefined
        ? []
        : [
            {
              field,
              pattern: new RegExp(
                text
                  .split(/\{\w+\}/u)
                  .map(escaped)
                  .join(".{0,20}"),
                "u",
              ),
            },
          ],
    ),
  );
  const elements = new Map<string, Element[]>();
  for (const cause of causes.values())
    for (const element of cause.form.elements)
      for (const ask of [element.ask, element.again]) elements.set(ask, [...(elements.get(ask) ?? []), element]);
  return (text: string): { field: string } | { element: Element } | null => {
    const lines = text.split("\n").map((line) => line.replace(/（还有\d+项）$/u, "").trim());
    for (const line of lines) {
      const element = elements.get(line)?.[0];
      if (element) return { element };
    }
    const field = fields.find(({ pattern }) => lines.some((line) => pattern.test(line)))?.field;
    return field === undefined ? null : { field };
  };
}

/** What the reporter answers, null when the words were no question of the form. */
export function answerOf(chance: Chance, asked: { field: string } | { element: Element }, matter: Matter): string {
  if ("element" in asked) return elementSaid(chance, asked.element, matter);
  switch (asked.field) {
    case "facts":
      return matter.opening;
    case "respondent":
      return chance.pick([
        matter.respondent,
        `叫${matter.respondent}`,
        `${matter.respondent} ${matter.respondentPhone}`,
      ]);
    case "respondent_contact":
      return chance.pick([matter.respondentPhone, "不知道", `住${matter.place.name}`, "在外地打工呢 不知道"]);
    case "place":
      return matter.place.name;
    case "amount_yuan":
      return chance.pick([
        yuanSaid(matter.yuan),
        `${yuanSaid(matter.yuan)}块钱`.replace("万块钱", "万"),
        `大概${yuanSaid(matter.yuan)}`,
      ]);
    case "occurred_on":
      return dayText(chance, matter.happened);
    case "applicant":
    case "applicant_contact":
      return contact(chance, matter.reporter);
    case "claim":
      return claimSaid(chance, matter.cause, matter.willing);
    case "willing_to_mediate":
      return matter.willing ? "愿意" : "不愿意";
    default:
      return chance.happens(0.5) ? "没有" : chance.pick(matter.cause.evidence);
  }
}
