// Listens to a puppet: each event read, judged and handed on, in its chat's order, and no fault let out.
import { setTimeout as sleep } from "node:timers/promises";
import type { Wechaty } from "wechaty";
import type { Alarm, IncomingMessage } from "../../turn/message.ts";
import type { Friends } from "./friends.ts";
import type { Identity } from "./identity.ts";
import type { Kit, Puppet } from "./load.ts";
import type { LoopGuard } from "./loops.ts";
import { type Reading, readMessage } from "./reading.ts";
import { reasonOf } from "./reason.ts";
import type { Sending } from "./sending.ts";
import type { StateFile } from "./state.ts";

export type HearingOptions = {
  kit: Kit;
  state: StateFile;
  identity: Identity;
  sending: Sending;
  friends: Friends;
  loops: LoopGuard;
  names: readonly string[];
  take: (message: IncomingMessage) => void;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  /** Waits before a message that cannot be read is tried again, ms. */
  retryMs: readonly number[];
};

export type Hearing = {
  listen(puppet: Puppet, bot: Wechaty): void;
  onLogin(selfId: string): void;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
};

/** Messages older than this when the bot first logs in are none of its business; also the slack of later logins. */
const historyMs = 120_000;
const recentKept = 2_000;
const roomsKept = 500;

export function createHearing(options: HearingOptions): Hearing {
  const { kit, state, identity, sending, friends, alarm, log } = options;
  const titles = new Map<string, string>();
  const recent = new Map<string, Pick<IncomingMessage, "chat" | "person">>();
  const reading = new Map<string, Promise<void>>();
  let cutoff = Number.POSITIVE_INFINITY;

  /** wechaty lets a fault in a handler end the process. */
  function guarded(what: string, work: () => Promise<void>): Promise<void> {
    return Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        alarm("wechat-handler-failed", "处理一条微信事件时出错，已跳过，机器人继续运行。", {
          what,
          reason: reasonOf(error),
        });
      });
  }

  /** In the order of arrival within a chat, chats beside each other. */
  function inOrder(chat: string, work: () => Promise<void>): void {
    const next = (reading.get(chat) ?? Promise.resolve())
      .then(() => guarded("message", work))
      .finally(() => {
        if (reading.get(chat) === next) reading.delete(chat);
      });
    reading.set(chat, next);
  }

  type GroupEvent = {
    event: "botAdded" | "botRemoved";
    room: string;
    id: string;
    by: string;
    title: string;
    at: number;
  };

  function groupEvent({ event, room, id, by, title, at }: GroupEvent): void {
    const others = state.value.rooms.filter((r) => r !== room);
    state.value.rooms = event === "botAdded" ? [...others, room].slice(-roomsKept) : others;
    state.saveSoon();
    options.take({
      platform: "wechat",
      messageId: id,
      event,
      chat: { kind: "group", id: room, title },
      person: { id: by, name: "", bot: false },
      text: "",
      addressed: false,
      attachments: [],
      sentAt: at,
    });
  }

  async function onMessage(puppet: Puppet, bot: Wechaty, id: string): Promise<void> {
    let message = await bot.Message.find({ id });
    for (const wait of options.retryMs) {
      if (message) break;
      await sleep(wait);
      message = await bot.Message.find({ id });
    }
    if (!message) return alarm("wechat-unreadable", "有一条微信消息读不出来，请在手机上看机器人的微信号。", {});
    const read = await readMessage(
      {
        types: kit.types,
        puppet,
        identity,
        names: options.names,
        cutoff,
        saidLately: sending.saidLately,
        titleOf: (room) => titles.get(room),
        recent,
      },
      message,
    );
    if (read.kind === "take") return hear(read.message);
    if (read.kind === "notice") return onNotice(puppet, read);
    if (read.why !== "own") log("wechat-passed-over", { why: read.why });
  }

  async function onNotice(puppet: Puppet, read: Extract<Reading, { kind: "notice" }>): Promise<void> {
    const { notice, chat, group, typed, at } = read;
    log("wechat-notice", { notice });
    // A person may have typed it: then it slows down only the chat it was typed in.
    if (notice === "tooFast") sending.tooFast(!typed ? null : group ? chat : await identity.known(chat));
    else if (notice === "bounced" && !group) sending.bounced(chat);
    else if (notice === "befriended" && !group) await friends.befriended(puppet, chat, `${chat}:${at}`);
  }

  async function hear(message: IncomingMessage): Promise<void> {
    recent.set(message.messageId, { chat: message.chat, person: message.person });
    if (recent.size > recentKept) recent.delete(recent.keys().next().value ?? "");
    const { kind, id, title } = message.chat;
    if (kind === "private") {
      const contact = await identity.current(id);
      if (contact !== null) sending.opened(contact);
    } else if (!state.value.rooms.includes(id)) {
      // Added while it was offline, or under an id it never saw: the group hears what the bot needs from it.
      groupEvent({ event: "botAdded", room: id, id: `met:${id}`, by: message.person.id, title, at: message.sentAt });
    }
    const machine = options.loops.isMachine(message);
    options.take(machine ? { ...message, person: { ...message.person, bot: true } } : message);
  }

  function listen(puppet: Puppet, bot: Wechaty): void {
    const self = (id: string): boolean => puppet.isLoggedIn && id === puppet.currentUserId;
    const titleNow = async (room: string): Promise<string> =>
      titles.get(room) ?? (await puppet.roomPayload(room).catch(() => undefined))?.topic ?? "";

    puppet.on("message", ({ messageId }) => {
      void guarded("message", async () => {
        // A payload that cannot be had yet is tried again by `onMessage`.
        const payload = await puppet.messagePayload(messageId).catch(() => undefined);
        inOrder(payload?.roomId ?? payload?.talkerId ?? "", () => onMessage(puppet, bot, messageId));
      });
    });
    puppet.on("friendship", ({ friendshipId }) => {
      void guarded("friendship", () => friends.onFriendship(puppet, friendshipId));
    });
    puppet.on("room-invite", ({ roomInvitationId }) => {
      void guarded("room-invite", () => puppet.roomInvitationAccept(roomInvitationId));
    });
    puppet.on("room-topic", ({ roomId, newTopic }) => void titles.set(roomId, newTopic));
    puppet.on("room-join", ({ roomId: room, inviteeIdList, inviterId, timestamp }) => {
      if (!inviteeIdList.some(self)) return;
      const by = inviterId || puppet.currentUserId;
      void guarded("room-join", async () =>
        groupEvent({
          event: "botAdded",
          room,
          id: `join:${room}:${timestamp}`,
          by,
          title: await titleNow(room),
          at: Date.now(),
        }),
      );
    });
    puppet.on("room-leave", ({ roomId: room, removeeIdList, removerId, timestamp }) => {
      if (!removeeIdList.some(self)) return;
      const by = removerId || puppet.currentUserId;
      void guarded("room-leave", async () =>
        groupEvent({
          event: "botRemoved",
          room,
          id: `leave:${room}:${timestamp}`,
          by,
          title: await titleNow(room),
          at: Date.now(),
        }),
      );
    });
  }

  return {
    listen,
    onLogin(selfId) {
      titles.clear();
      // Offline messages that the puppet still delivers are all later than the last one heard; the rest is history.
      cutoff = (state.value.heardUntil ?? Date.now()) - historyMs;
      for (const room of identity.login(selfId)) {
        groupEvent({ event: "botRemoved", room, id: `gone:${room}:${selfId}`, by: selfId, title: "", at: Date.now() });
      }
    },
    async idle() {
      while (reading.size > 0) await Promise.allSettled(reading.values());
    },
  };
}
