// The people of the county with their quarrels: they report, answer what they are asked, ask how it goes, tell more, and say at the end how it was.
import { toCivil } from "../../src/court/calendar.ts";
import type { Content } from "../../src/turn/context.ts";
import type { Agenda } from "./agenda.ts";
import type { Heard, Spoken } from "./bot.ts";
import type { Chance } from "./chance.ts";
import type { Villager } from "./county.ts";
import { answerOf, listenerOf, type Matter, yuanSaid } from "./words.ts";

type World = { agenda: Agenda; chance: Chance; content: Pick<Content, "causes" | "forms"> };
type Report = {
  matter: Matter;
  state: "telling" | "registered" | "silent";
  number: string | null;
  corrected: boolean;
  asked: number;
};

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

const more = [
  "补充 {n} 又想起来，他还写过一个收条",
  "补充 {n} 昨天他托人带话，说过几天给答复",
  "补充 {n} 村里李主任也知道这事，可以作证",
  "补充 {n} 找到微信聊天记录了",
];

export function residentsOf({ agenda, chance, content }: World) {
  const listen = listenerOf(content);
  const reports = new Map<string, Report>();
  const counts = { reports: 0, registered: 0, abandoned: 0, known: 0 };

  const privately = (villager: Villager, text: string, at: number, button?: string): Spoken => ({
    who: villager.id,
    name: villager.name,
    text,
    at,
    ...(button === undefined ? {} : { button }),
  });
  const reply = (villager: Villager, at: number, text: string, button?: string): void =>
    agenda.add(at + chance.between(15, 150) * second, (when) => privately(villager, text, when, button));

  function report(matter: Matter, at: number, inGroup: boolean): void {
    const { reporter } = matter;
    counts.reports++;
    reports.set(reporter.id, { matter, state: "telling", number: null, corrected: false, asked: 0 });
    agenda.add(at, (when) => ({
      ...privately(reporter, matter.opening, when),
      ...(inGroup ? { group: reporter.group, mention: chance.happens(0.75) } : {}),
    }));
  }

  /** After it was registered: some ask how it goes, some remember more, a few think better of it or complain. */
  function afterwards(villager: Villager, number: string, at: number): void {
    const later = (days: number, text: string): void =>
      agenda.add(daytime(at + days * day), (when) => privately(villager, text.replace("{n}", number), when));
    if (chance.happens(0.16))
      later(chance.spread(5, 0.6), chance.pick(["进度", "我那个事办得咋样了", `${number} 进度`]));
    if (chance.happens(0.1)) later(chance.spread(1.5, 0.8), chance.pick(more));
    if (chance.happens(0.025)) later(chance.spread(4, 0.6), `撤回 ${number}`);
    if (chance.happens(0.008)) later(chance.spread(9, 0.5), `投诉 ${number} 法官一直没给回话`);
    if (chance.happens(0.01)) later(chance.spread(3, 0.6), "联系法官");
  }

  /** Between eight in the morning and nine at night. */
  function daytime(at: number): number {
    const { time } = toCivil(at);
    return time < "08:00" ? at + 8 * hour : time > "20:30" ? at + 11.5 * hour : at;
  }

  function hear({ chat, text, buttons }: Heard, villager: Villager, at: number): void {
    const report = reports.get(chat);
    if (buttons.some((b) => b.data.startsWith("follow:"))) {
      if (!chance.happens(0.7)) return;
      const pressed = chance.weighed(buttons, (b) => (b.data.endsWith("good") ? 78 : b.data.endsWith("fair") ? 15 : 7));
      return agenda.add(daytime(at + chance.spread(2, 1) * hour), (when) =>
        privately(villager, pressed.label, when, pressed.data),
      );
    }
    if (buttons.some((b) => b.data.startsWith("paid:"))) {
      if (!chance.happens(0.85)) return;
      const pressed = chance.weighed(buttons, (b) => (b.data.endsWith("all") ? 74 : b.data.endsWith("part") ? 12 : 14));
      return agenda.add(daytime(at + chance.spread(3, 1) * hour), (when) =>
        privately(villager, pressed.label, when, pressed.data),
      );
    }
    if (!report) return;
    if (/给了多少？/u.test(text))
      return reply(villager, at, yuanSaid(Math.max(100, Math.round(report.matter.yuan / 300) * 100)));
    if (report.state !== "telling") return;
    const number = /编号(20\d{2}-\d{4,})/u.exec(text)?.[1] ?? null;
    if (number !== null && /^(?:登记好了|这事我已经加急|这件事已经有人)/u.test(text)) {
      report.state = "registered";
      report.number = number;
      if (text.startsWith("这件事已经有人")) counts.known++;
      else counts.registered++;
      if (text.startsWith("这事我已经加急")) {
        reply(
          villager,
          at,
          chance.pick([`${villager.phone} 白天能接`, `我在${villager.place.name}，电话${villager.phone}`]),
        );
      }
      return afterwards(villager, number, at);
    }
    if (text.startsWith("我念一遍")) {
      if (!report.corrected && report.matter.cause.money && chance.happens(0.05)) {
        report.corrected = true;
        report.matter.yuan *= 2;
        return reply(villager, at, `钱数不对，应该是${yuanSaid(report.matter.yuan)}元`.replace("万元", "万"));
      }
      return reply(villager, at, chance.pick(["对", "对的", "没错", "是的"]));
    }
    if (text.startsWith("您昨天说的")) {
      if (chance.happens(0.5)) reply(villager, at, "继续");
      return;
    }
    if (text.startsWith("这句我记在经过里了")) return reply(villager, at, "对");
    if (report.asked > 12) {
      report.state = "silent";
      return;
    }
    const asked = listen(text);
    if (asked) {
      report.asked++;
      // A few put the phone down and come back another day, or never.
      if (chance.happens(0.008)) {
        counts.abandoned++;
        return;
      }
      return reply(villager, at, answerOf(chance, asked, report.matter));
    }
    const offer = buttons.find((b) => b.data === "report" || b.label.includes("登记"));
    if (offer) return reply(villager, at, offer.label, offer.data);
    const [first] = buttons;
    if (first) return reply(villager, at, first.label, first.data);
  }

  /** Nobody tells two quarrels at once, nor one soon after the other. */
  const free = (villager: Villager): boolean => {
    const report = reports.get(villager.id);
    return report === undefined || (report.state !== "telling" && report.number !== null);
  };

  return { report, hear, free, counts };
}
