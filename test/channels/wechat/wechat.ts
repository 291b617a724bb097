// A WeChat for the tests: real wechaty on its mock puppet, with people, a group and a bot that logs in.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { types } from "wechaty-puppet";
import { mock, PuppetMock } from "wechaty-puppet-mock";
import { createWechatChannel, type WechatOptions, type WechatTimes } from "../../../src/channels/wechat/channel.ts";
import type { Channel, IncomingMessage, Receive } from "../../../src/turn/message.ts";

type Contact = ReturnType<mock.Mocker["createContact"]>;
type Room = ReturnType<mock.Mocker["createRoom"]>;

export type Wechat = {
  channel: Channel;
  data: string;
  received: IncomingMessage[];
  /** What was said, without the group's first meeting. */
  said(): IncomingMessage[];
  alarms: string[];
  logs: string[];
  printed: string[];
  /** Texts that the bot sent, by chat id. */
  sent: [chat: string, text: string][];
  puppets: PuppetMock[];
  puppet(): PuppetMock;
  mocker(): mock.Mocker;
  start(receive?: Receive): Promise<void>;
  login(ids?: Ids): People;
  stop(): Promise<void>;
};

export type Ids = { me: string; mike: string; mary: string; room: string };
export type People = { me: Contact; mike: Contact; mary: Contact; room: Room };

export const firstIds: Ids = { me: "bot-id", mike: "mike-id", mary: "mary-id", room: "room-1@chatroom" };

const quick: Partial<WechatTimes> = {
  bounceMs: 20,
  settleMs: 0,
  acceptGapMs: 1,
  retryMs: [5, 10],
  asideMs: 20,
  backoffMs: [5, 40],
  graceMs: 60,
  alarmEveryMs: 0,
};

export async function openWechat(options: Partial<WechatOptions> = {}): Promise<Wechat> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "fengqiao-wechat-")));
  const puppets: PuppetMock[] = [];
  const mockers: mock.Mocker[] = [];
  const it: Wechat = {
    data,
    received: [],
    said: () => it.received.filter((m) => m.event === "message"),
    alarms: [],
    logs: [],
    printed: [],
    sent: [],
    puppets,
    puppet: () => puppets.at(-1) as PuppetMock,
    mocker: () => mockers.at(-1) as mock.Mocker,
    channel: createWechatChannel({
      puppet: "wechaty-puppet-mock",
      options: {},
      names: ["机器人"],
      data,
      alarm: (event) => it.alarms.push(event),
      log: (event, detail) => it.logs.push(`${event} ${JSON.stringify(detail)}`),
      print: (text) => it.printed.push(text),
      newPuppet: () => {
        const mocker = new mock.Mocker();
        const puppet = new PuppetMock({ mocker });
        puppet.ding = () => void puppet.emit("dong", { data: "" });
        const sendText = puppet.messageSendText.bind(puppet);
        puppet.messageSendText = async (chat: string, text: string) => {
          await sendText(chat, text);
          it.sent.push([chat, text]);
        };
        puppets.push(puppet);
        mockers.push(mocker);
        return puppet;
      },
      ...options,
      times: { ...quick, ...options.times },
    }),
    start: (receive) =>
      it.channel.start(async (message) => {
        await receive?.(message);
        it.received.push(message);
      }),
    login(ids = firstIds) {
      const mocker = it.mocker();
      const me = mocker.createContact({ id: ids.me, name: "小枫", friend: true });
      const mike = mocker.createContact({
        id: ids.mike,
        name: "小明",
        alias: "",
        friend: true,
        type: types.Contact.Individual,
      });
      const mary = mocker.createContact({
        id: ids.mary,
        name: "小红",
        alias: "",
        friend: false,
        type: types.Contact.Individual,
      });
      const room = mocker.createRoom({ id: ids.room, topic: "柳树村联络群", memberIdList: [me.id, mike.id, mary.id] });
      mocker.login(me);
      return { me, mike, mary, room };
    },
    stop: () => it.channel.stop(),
  };
  return it;
}

/** Waits for something to become true; fails with what it was waiting for. */
export async function until(what: string, holds: () => boolean, limitMs = 3_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms for: ${what}`);
    await sleep(5);
  }
}

/** Long enough for a message that would come to have come. */
export const pause = (): Promise<void> => sleep(60);

/** A message as the platform would hand it over, of any type and age. */
export function deliver(
  it: Wechat,
  payload: {
    talkerId: string;
    text?: string;
    type?: number;
    roomId?: string;
    at?: number;
    mentionIdList?: string[];
    filename?: string;
    [more: string]: unknown;
  },
): string {
  const { at, ...rest } = payload;
  const id = `m${++number}`;
  it.mocker().MessageMock.create({
    id,
    timestamp: at ?? Date.now(),
    type: 7,
    ...(payload.roomId === undefined ? { listenerId: "bot-id" } : { mentionIdList: [] }),
    ...rest,
  } as never);
  it.puppet().emit("message", { messageId: id });
  return id;
}
let number = 0;
