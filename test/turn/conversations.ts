// Random conversations for the turn: who says what in which round, played straight or with everything a platform does to it.
import fc from "fast-check";
import type { Lead } from "../../src/leads/lead.ts";
import type { LoadedContent } from "../../src/content.ts";
import { Conflict, type Store } from "../../src/turn/ports.ts";
import { type Driver, engineDriver, type Seen, type Spoken } from "../stories/driver.ts";

/** Each with a quarrel of their own: what is told apart must stay apart. */
export const speakers = [
  { who: "resident-li", me: "李秀英", other: "赵老三", phone: "13800005601", yuan: "26300", place: "柳树村" },
  { who: "resident-sun", me: "孙长贵", other: "钱满仓", phone: "13800005602", yuan: "18400", place: "河东村" },
  { who: "resident-zhou", me: "周晓梅", other: "邓大勇", phone: "13800005603", yuan: "7200", place: "幸福社区" },
  { who: "grid-chen", me: "陈晓石", other: "吕铁柱", phone: "13800005604", yuan: "9100", place: "青石村" },
  { who: "stranger-5", me: "冯玉山", other: "魏老六", phone: "13800005605", yuan: "33500", place: "马家店村" },
] as const;
type Speaker = (typeof speakers)[number];

type Line = {
  in: "group" | "private";
  mention?: boolean;
  text: (p: Speaker) => string;
  press?: number;
  picture?: true;
};
const privately = (text: string | ((p: Speaker) => string)): Line => ({
  in: "private",
  text: typeof text === "string" ? () => text : text,
});
const inGroup = (text: (p: Speaker) => string, mention: boolean): Line => ({ in: "group", mention, text });

export const lines: readonly Line[] = [
  privately((p) => `登记 我叫${p.me}，电话${p.phone}，去年5月借给${p.place}的${p.other}${p.yuan}元他不还，有借条`),
  privately((p) => `${p.place}的${p.other}欠我工钱${p.yuan}元，从今年3月拖到现在不给`),
  privately((p) => `我叫${p.me}，电话${p.phone}`),
  privately((p) => `不对，是${Number(p.yuan) + 100}元`),
  privately((p) => `${p.other}拿着刀堵在${p.place}我家门口要砍我，救命`),
  ...[
    "不知道",
    "不知道",
    "对",
    "对",
    "想要回钱，愿意调解",
    "取消",
    "稍后",
    "继续",
    "1",
    "2",
    "我的信息",
    "删除我的信息",
    "进度",
    "撤回",
    "谢谢",
    "帮助",
    "🙂",
    "借条上没写利息我能要不",
  ].map(privately),
  // What none of these people may do.
  ...["我的线索", "收 2026-9999", "绑定 7F3K-29", "办结 2026-9999 调解成功"].map(privately),
  { in: "private", text: () => "", press: 0 },
  { in: "private", text: () => "", press: 1 },
  { in: "private", text: () => "", picture: true },
  inGroup((p) => `登记 ${p.place}的${p.other}借了我${p.yuan}元不还，我电话${p.phone}`, true),
  inGroup((p) => `${p.place}的${p.other}欠我${p.yuan}元一直不还，还骂我`, false),
  inGroup(() => "登记", true),
  inGroup(() => "借条上没写利息我能要不", true),
  inGroup(() => "收到，明天上午九点开会", false),
  inGroup(() => "本群绑定 河东村", true),
];

export const judgements = [
  "收",
  "收",
  "退 不归我管",
  "转 刘桂芬",
  "办结 谈好了，分两次还清",
  "反馈 已经打过电话",
  "",
] as const;

/** `rounds[n][person]`: the line said in that round, or null. `judged[person]`: what judges say of that person's leads. */
export type Conversation = { rounds: (number | null)[][]; judged: number[] };

export const conversation: fc.Arbitrary<Conversation> = fc.record({
  rounds: fc.array(
    fc.array(fc.option(fc.nat({ max: lines.length - 1 }), { freq: 4 }), {
      minLength: speakers.length,
      maxLength: speakers.length,
    }),
    { minLength: 2, maxLength: 9 },
  ),
  judged: fc.array(fc.nat({ max: judgements.length - 1 }), { minLength: speakers.length, maxLength: speakers.length }),
});

/** What happens on the way: chance decides, from a seed. */
export type Trouble = { order: boolean; repeats: number; conflicts: number; lost: number; random: () => number };
const calm: Trouble = { order: false, repeats: 0, conflicts: 0, lost: 0, random: () => 1 };

/** A store that now and then says that another was faster, that the disk is full, or saves without saying so. */
function unruly(store: Store, trouble: Trouble): Store {
  let running = 0;
  return {
    ...store,
    async commit(commit) {
      if (running < 5 && trouble.random() < trouble.conflicts) {
        running++;
        throw new Conflict(commit.changes[0]?.key ?? "counter/audit");
      }
      running = 0;
      const fails = commit.messageId !== undefined && trouble.random() < trouble.lost;
      if (fails && trouble.random() < 0.5) throw new Error("the disk is full");
      await store.commit(commit);
      if (fails) throw new Error("saved, and the word of it was lost");
    },
  };
}

export type Ended = { driver: Driver; heard: Seen[] };

/** Plays it to its end; the caller closes the driver. */
export async function playOut(said: Conversation, loaded: LoadedContent, trouble: Trouble = calm): Promise<Ended> {
  const driver = await engineDriver(loaded, "2026-11-24T10:00", ["p01"], { wrap: (store) => unruly(store, trouble) });
  const heard: Seen[] = [];
  const earlier: Spoken[] = [];

  /** As a platform does: a message that was not taken is offered until it is. */
  async function offer(spoken: Spoken): Promise<void> {
    for (let attempt = 0; attempt < 30; attempt++) {
      try {
        await driver.say(spoken);
        return;
      } catch (error) {
        if (attempt === 29) throw error;
      }
    }
  }

  async function say(spoken: Spoken): Promise<void> {
    await offer(spoken);
    earlier.push(spoken);
    while (trouble.random() < trouble.repeats) {
      const again = earlier[Math.floor(trouble.random() * earlier.length)];
      if (again) await offer(again);
    }
  }

  for (const [n, round] of said.rounds.entries()) {
    const turns = round.flatMap((line, person) => {
      const [of, it] = [speakers[person], line === null ? undefined : lines[line]];
      return of && it ? [{ of, it }] : [];
    });
    if (trouble.order) turns.sort(() => trouble.random() - 0.5);
    for (const { of, it } of turns) {
      const buttons = heard.findLast((s) => s.chat === of.who && s.buttons.length > 0)?.buttons;
      const button = it.press === undefined ? undefined : buttons?.[it.press]?.data;
      await say({
        who: of.who,
        in: it.in,
        text: it.text(of),
        mention: it.mention ?? false,
        id: `${of.who}-${n}`,
        ...(button === undefined ? {} : { button }),
        ...(it.picture ? { file: { kind: "picture" as const, fileId: `file-${of.who}-${n}`, size: 1_000 } } : {}),
      });
    }
    await driver.pass(4_000);
    heard.push(...(await driver.heard()));
  }

  for (const [person, { who }] of speakers.entries()) {
    const words = judgements[said.judged[person] ?? 0] ?? "";
    const leads = (await driver.all<Lead>("lead")).map((d) => d.value).filter((l) => l.reporter === `room:${who}`);
    for (const [nth, lead] of leads.toSorted((a, b) => a.id.localeCompare(b.id)).entries()) {
      const account = loaded.content.directory.judges.find((j) => j.id === lead.judge)?.accounts["room"]?.[0];
      if (!account || words === "") continue;
      const [verb = "", rest = ""] = words.split(" ");
      const text = `${verb} ${lead.id} ${rest}`.trim();
      await say({ who: account, in: "private", text, mention: false, id: `judge-${who}-${nth}` });
      await driver.pass(4_000);
    }
  }
  heard.push(...(await driver.heard()));
  return { driver, heard };
}
