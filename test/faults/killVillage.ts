// The people around a bot that is killed: villagers who report until they hear a number, judges who accept; and what must hold.
import type { BotApi } from "../platforms/botApi.ts";
import type { SentMessage } from "../platforms/botApiWorld.ts";

/** A seeded stream of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Villager = {
  id: number;
  /** The update whose commit makes the lead: the yes to what was read back, or the cry for help. */
  decisive: number | null;
  /** Numbers they were told. */
  told: Set<string>;
};

const families = Array.from("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜");
const given = Array.from("大山长海玉兰秀英福来桂芬德才志国红梅建军晓东春花国强");
const places = ["柳树村", "河东村", "马家店村", "红松林场", "和平社区"];
export const copied = "【重发】";
const plain = (text: string): string => text.replace(/^【重发】.*\n/u, "");

export type Village = ReturnType<typeof createVillage>;

export function createVillage(api: BotApi, random: () => number) {
  const villagers = new Map<number, Villager>();
  const seen = new Map<number, Set<string>>();
  /** Presses of 收 by the lead's number: the update. */
  const accepts = new Map<string, number>();
  /** Who said something, and how much the bot had said by then. */
  const spoke = new Map<number, number>();
  let read = 0;
  const say = (id: number, text: string): number => {
    spoke.set(id, api.sent.length);
    return api.say(id, id, text).update;
  };
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;

  /** Somebody new comes with a dispute, or cries for help. */
  function comes(): Villager {
    const id = 1_000 + villagers.size;
    const villager: Villager = { id, decisive: null, told: new Set() };
    villagers.set(id, villager);
    const other = `${one(families)}${one(given)}${one(given)}`;
    const me = `${one(families)}${one(given)}${one(given)}`;
    if (random() < 0.3) {
      villager.decisive = say(id, `快来人啊，${one(places)}的${other}拿着刀要砍我男人`);
    } else {
      const phone = `1380000${String(id).padStart(4, "0")}`;
      const yuan = 1_000 + Math.floor(random() * 90) * 100;
      const what = `登记 我叫${me}，电话${phone}，去年5月借给${one(places)}的${other}${yuan}元他不还，说好去年年底还，没有利息，他电话1390000${id}，有借条，要回钱，愿意调解`;
      say(id, what);
    }
    return villager;
  }

  function answer(villager: Villager, { text }: SentMessage): void {
    const number = /编号(20\d{2}-\d{4})/.exec(text)?.[1];
    if (number) villager.told.add(number);
    const known = seen.get(villager.id) ?? new Set();
    seen.set(villager.id, known);
    // A copy of what was answered before needs no second answer.
    if (text.startsWith(copied) && known.has(plain(text))) return;
    known.add(plain(text));
    if (text.includes("我念一遍")) {
      if (villager.decisive === null) villager.decisive = say(villager.id, "对");
    } else if (villager.decisive === null && /[?？]/u.test(text) && !text.includes("先说明一下"))
      say(villager.id, "不知道");
  }

  function accept(card: SentMessage): void {
    const number = /20\d{2}-\d{4}/.exec(card.text)?.[0] ?? "";
    if (accepts.has(number) || !card.buttons.some((b) => b.label === "收")) return;
    accepts.set(number, api.press(card, card.chat, "收"));
  }

  return {
    villagers,
    accepts,
    comes,
    /** Everyone reads what is new, and answers. */
    react(): void {
      for (; read < api.sent.length; read++) {
        const message = api.sent[read] as SentMessage;
        const villager = villagers.get(message.chat);
        if (villager) answer(villager, message);
        else accept(message);
      }
    },
    /** How many have said something that the bot has not answered yet, wherever on its way it is. */
    unanswered: (): number =>
      [...spoke].filter(([id, before]) => !api.sent.slice(before).some((m) => m.chat === id)).length,
    /** Everyone heard their number. */
    content: (): boolean => [...villagers.values()].every((v) => v.told.size > 0),
  };
}

/** Notices of a kind about a lead that came to a chat: first ones, and copies marked as such. */
export function noticesOf(api: BotApi, chat: number, about: string): { first: number; copies: number } {
  const there = api.sentTo(chat).filter((m) => plain(m.text).startsWith(about));
  const copies = there.filter((m) => m.text.startsWith(copied)).length;
  return { first: there.length - copies, copies };
}
