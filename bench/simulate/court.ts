// The people of the court at their work: each lead is taken, spoken about, mediated and closed, sooner or later, by whoever has it then.
import { type CivilDate, toCivil } from "../../src/court/calendar.ts";
import type { Directory } from "../../src/court/directory.ts";
import { people } from "../../src/court/people.ts";
import type { Lead } from "../../src/leads/lead.ts";
import type { Key, Store } from "../../src/turn/ports.ts";
import { type Agenda, atWork, workLater } from "./agenda.ts";
import type { Heard, Spoken } from "./bot.ts";
import type { Chance } from "./chance.ts";
import { feedbackWords, mediatorWords, pauseWords, resultWords, sendBackWords } from "./court-words.ts";

type World = { store: Store; agenda: Agenda; chance: Chance; directory: Directory };

const minute = 60_000;
const ended = new Set(["closed", "withdrawn", "merged"]);
const numberIn = (text: string): string | null => /20\d{2}-\d{4,}/u.exec(text)?.[0] ?? null;

export function courtOf({ store, agenda, chance, directory }: World) {
  const { calendar } = directory;
  const accounts = new Map(people(directory).map((p) => [p.ref, p.accounts["room"]?.[0]]));
  const byAccount = new Map(people(directory).map((p) => [p.accounts["room"]?.[0] ?? "", p]));
  const known = new Set<string>();

  const onLeave = (ref: string, date: CivilDate): boolean =>
    directory.judges.find((j) => j.id === ref)?.leave.some((s) => date >= s.from && date <= s.to) ?? false;
  /** How much longer than their colleagues some take, the same the whole year. */
  const slowness = new Map(directory.judges.map((j) => [j.id, chance.pick([0.7, 0.9, 1, 1.1, 1.5])]));

  const speak = (ref: string, text: string, at: number): Spoken | null => {
    const who = accounts.get(ref);
    return who === undefined ? null : { who, name: byAccount.get(who)?.name ?? "", text, at };
  };

  type Stage =
    | "accept"
    | "contact"
    | "way"
    | "refer"
    | "mediator"
    | "feedback"
    | "pause"
    | "resume"
    | "extend"
    | "close"
    | "reopen";

  function plan(number: string, stage: Stage, at: number): void {
    agenda.add(at, (when) => act(number, stage, when));
  }
  const later = (at: number, days: number): number => workLater(at, days, calendar, chance);

  /** Who has the lead does what is next; who is away does it when back, unless somebody else has it by then. */
  async function act(number: string, stage: Stage, at: number): Promise<Spoken | null> {
    const lead = (await store.load<Lead>(`lead/${number}` as Key))?.value;
    if (!lead || (ended.has(lead.status) && stage !== "reopen")) return null;
    const { date } = toCivil(at);
    if (lead.judge === null) return unowned(lead, at);
    const judge = lead.judge;
    if (onLeave(judge, date)) {
      plan(number, stage, later(at, 1));
      return null;
    }
    if (lead.status === "assigned" && stage !== "accept") {
      plan(number, stage, later(at, 0.3));
      return accept(lead, judge, at);
    }
    if (lead.paused && stage !== "resume") {
      plan(number, stage, later(at, 3));
      return null;
    }
    switch (stage) {
      case "accept":
        return lead.status === "assigned" ? accept(lead, judge, at) : null;
      case "contact":
        return lead.contactedAt ? null : speak(judge, `联系上了 ${number}`, at);
      case "way":
        return speak(
          judge,
          chance.pick([
            `上门 ${number} 明天上午到村里`,
            `远程 ${number} 周五下午视频`,
            `调解 ${number} 后天上午在法庭`,
          ]),
          at,
        );
      case "refer":
        return lead.status === "accepted" ? refer(lead, judge, at) : null;
      case "mediator":
        return lead.status === "referred" && lead.referredTo !== null
          ? speak(lead.referredTo, `反馈 ${number} ${chance.pick(mediatorWords)}`, at)
          : null;
      case "feedback":
        // What was said two days ago is not said again.
        if (lead.timeline.some((row) => row.move === "feedback" && at - row.at < 3 * 24 * 60 * minute)) return null;
        return speak(judge, `反馈 ${number} ${chance.pick(feedbackWords)}`, at);
      case "pause":
        plan(number, "resume", later(at, chance.between(8, 25)));
        return speak(judge, `暂停 ${number} ${chance.pick(pauseWords)}`, at);
      case "resume":
        return lead.paused ? speak(judge, `恢复办理 ${number}`, at) : null;
      case "extend":
        return lead.extended ? null : speak(judge, `延期 ${number} 双方同意再谈谈`, at);
      case "reopen":
        if (lead.status !== "closed") return null;
        plan(number, "close", later(at, chance.between(5, 15)));
        return speak(judge, `重开 ${number} 没有履行`, at);
      default:
        return speak(judge, `办结 ${number} ${resultWords(chance, lead, date)}`, at);
    }
  }

  function accept(lead: Lead, judge: string, at: number): Spoken | null {
    if (known.has(lead.id)) return speak(judge, `收 ${lead.id}`, at);
    known.add(lead.id);
    if (chance.happens(0.015) && lead.skipped.length === 0) {
      known.delete(lead.id);
      plan(lead.id, "accept", later(at, 0.5));
      return speak(judge, `退 ${lead.id} ${chance.pick(sendBackWords)}`, at);
    }
    const pace = slowness.get(judge) ?? 1;
    const whole = Math.min(55, Math.max(2, chance.spread(12 * pace, 0.55)));
    plan(lead.id, "contact", later(at, Math.min(whole * 0.5, chance.spread(1 * pace, 0.6))));
    if (chance.happens(0.35)) {
      plan(lead.id, "refer", later(at, Math.min(whole * 0.4, chance.spread(1.5, 0.5))));
      plan(lead.id, "mediator", later(at, whole * 0.7));
    } else if (chance.happens(0.5)) plan(lead.id, "way", later(at, whole * 0.5));
    const step = chance.spread(6 * pace, 0.2);
    for (let day = step; day < whole; day += step) plan(lead.id, "feedback", later(at, day));
    if (chance.happens(0.04)) plan(lead.id, "pause", later(at, whole * 0.6));
    plan(lead.id, "close", later(at, whole));
    return speak(judge, chance.pick([`收 ${lead.id}`, `收到 ${lead.id}`, `${lead.id} 收`]), at);
  }

  function refer(lead: Lead, judge: string, at: number): Spoken | null {
    const near = directory.places.find((p) => p.id === lead.placeId)?.mediator;
    const able = directory.mediators.filter((m) => m.specialities.includes(lead.cause));
    const to = chance.happens(0.6) && near ? directory.mediators.find((m) => m.id === near) : able[0];
    return to ? speak(judge, `转 ${lead.id} ${to.name}`, at) : null;
  }

  /** What nobody has lies with the court office, which gives it to the judge of the place or the head. */
  function unowned(lead: Lead, at: number): Spoken | null {
    const office = directory.court_office[0]?.id ?? "";
    const place = directory.places.find((p) => p.id === lead.placeId);
    const judge = directory.judges.find((j) => j.id === (place?.judge ?? directory.tribunals[0]?.head));
    plan(lead.id, "accept", later(at, 0.3));
    return judge ? speak(office, `移交 ${lead.id} ${judge.name}`, at) : null;
  }

  /** What somebody of the court was told, and does about it. */
  function hear({ chat, text, buttons }: Heard, at: number): void {
    const person = byAccount.get(chat);
    const number = numberIn(text);
    if (!person || number === null) return;
    const acknowledge = buttons.find((b) => b.data.startsWith("acknowledge:"));
    if (acknowledge) {
      const minutes = person.role === "leader" || chance.happens(0.85) ? chance.between(1, 4) : chance.between(6, 13);
      agenda.add(at + minutes * minute, (when) => ({
        who: chat,
        name: person.name,
        text: acknowledge.label,
        button: acknowledge.data,
        at: when,
      }));
      return plan(number, "accept", atWork(at + 20 * minute, calendar, chance));
    }
    if (buttons.some((b) => b.data.startsWith("accept:")) && /^【(?:新线索|值班线索|改派给您)】/u.test(text)) {
      const pace = slowness.get(person.ref) ?? 1;
      const late = chance.happens(0.05 * pace) ? chance.between(1, 2) : 0;
      const hours = chance.spread(1.3 * pace, 0.9);
      return plan(number, "accept", atWork(later(at, late) + Math.min(6, hours) * 60 * minute, calendar, chance));
    }
    if (/^【(?:快到期|黄牌|红牌|请反馈)】/u.test(text)) return nudged(number, text, at);
    if (text.startsWith("【没有履行】") && chance.happens(0.45))
      plan(number, "reopen", later(at, chance.between(0, 2) + 0.5));
    else if (/还在等吗/u.test(text)) plan(number, "resume", later(at, chance.between(0, 3) + 0.2));
    else if (text.startsWith("【退还】")) plan(number, "feedback", later(at, 1));
  }

  /** A reminder helps, though not always; a red card nearly always. */
  function nudged(number: string, text: string, at: number): void {
    if (!chance.happens(text.startsWith("【红牌") ? 0.95 : 0.75)) return;
    const soon = later(at, chance.next() * 0.5 + 0.1);
    if (text.includes("签收")) plan(number, "accept", soon);
    else if (text.includes("联系当事人")) plan(number, "contact", soon);
    else if (text.includes("办结")) plan(number, chance.happens(0.5) ? "extend" : "close", soon);
    else plan(number, text.startsWith("【请反馈】") ? "mediator" : "feedback", soon);
  }

  return { hear, isStaff: (account: string): boolean => byAccount.has(account) };
}
