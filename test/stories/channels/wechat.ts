// A story over WeChat: wechaty on its mock puppet, a court whose people are the bot's contacts, choices typed as numbers.
import { types } from "wechaty-puppet";
import { rm } from "node:fs/promises";
import type { LoadedContent } from "../../../src/content.ts";
import { people } from "../../../src/court/people.ts";
import type { Channel } from "../../../src/turn/message.ts";
import { deliver, openWechat } from "../../channels/wechat/wechat.ts";
import { type Driver, everyDoc, groupDoc, instant, logSink } from "../driver.ts";
import { setClock } from "./clock.ts";
import { contentFor, courtFor, openStage } from "./stage.ts";

const room = "liaison@chatroom";
const idOf = (person: string): string => `wx-${person}`;
const nameOf = (id: string): string => id.replace(/^wx-/, "");

export const wechatContent = async (): Promise<LoadedContent> => contentFor(await courtFor("wechat", idOf));

export async function wechatDriver(loaded: LoadedContent, start: string, places: string[]): Promise<Driver> {
  const clock = setClock(instant(start));
  const log = logSink();
  const taken = new Set<string>();
  const said: string[] = [];
  const gone = new Set<string>();
  const court = new Set(people(loaded.content.directory).flatMap((p) => p.accounts["wechat"] ?? []));
  let it = await openWechat();
  let read = 0;
  const earlier: [string, string][] = [];

  /** The channel, with a note of what the app has taken. */
  const noted = (channel: Channel): Channel => ({
    ...channel,
    start: (receive) =>
      channel.start(async (message) => {
        await receive(message);
        taken.add(message.messageId);
      }),
    send: (message) => channel.send(message),
  });

  function logIn(): void {
    const mocker = it.mocker();
    const me = mocker.createContact({ id: "bot-id", name: "小枫", friend: true });
    for (const id of court)
      mocker.createContact({ id, name: nameOf(id), alias: "", friend: !gone.has(id), type: types.Contact.Individual });
    mocker.createRoom({ id: room, topic: "柳树村联络群", memberIdList: [me.id, ...court] });
    mocker.login(me);
  }

  const tell = (message: Parameters<typeof deliver>[1]): string => {
    const id = deliver(it, message);
    said.push(id);
    return id;
  };

  const stage = await openStage({
    loaded,
    clock,
    group: groupDoc("wechat", room, places),
    channel: () => noted(it.channel),
    started: () => Promise.resolve(logIn()),
    taken: () => said.every((id) => taken.has(id)),
  });
  // The bot greets a group that it hears for the first time; that is before the story.
  tell({ talkerId: idOf("clerk-tian"), roomId: room, text: "大家早上好" });
  await stage.settle();
  read = it.sent.length;

  return {
    typesChoices: true,
    say: (spoken) => {
      const talkerId = idOf(spoken.who);
      if (!court.has(talkerId) || spoken.file) throw new Error("not in the stories that run over WeChat");
      const quote = spoken.quote ? `「小枫：${spoken.quote.text}」\n- - - - - - - - - - - - - - -\n` : "";
      const text = `${quote}${spoken.mention ? "@小枫\u2005" : ""}${spoken.text}`;
      return Promise.resolve(tell({ talkerId, text, ...(spoken.in === "group" ? { roomId: room } : {}) }));
    },
    async heard() {
      await stage.settle();
      const all = [...earlier, ...it.sent];
      const fresh = all.slice(read);
      read = all.length;
      return fresh.map(([chat, text], n) => ({
        chat: chat === room ? "group" : nameOf(chat),
        text,
        buttons: [],
        id: String(read - fresh.length + n),
      }));
    },
    logged: () => [...log.lines, ...stage.log.lines],
    pass: (ms) => stage.pass(ms),
    now: () => clock.now(),
    async restart() {
      await stage.settle();
      earlier.push(...it.sent);
      const data = it.data;
      it = await openWechat({ data });
      await stage.restart();
    },
    unreachable(who) {
      for (const person of who) {
        gone.add(idOf(person));
        it.mocker().contactPayload(idOf(person), { ...it.mocker().contactPayload(idOf(person)), friend: false });
        it.puppet().dirtyPayload(types.Payload.Contact, idOf(person));
      }
    },
    all: (collection) => everyDoc(stage.store(), collection),
    store: stage.store,
    async close() {
      await stage.close();
      await rm(it.data, { recursive: true, force: true });
      clock.restore();
    },
  };
}
