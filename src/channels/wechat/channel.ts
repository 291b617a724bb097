// WeChat through wechaty, with whatever puppet is configured: what came in is told once, what goes out is told truly.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Wechaty } from "wechaty";
import type { Alarm, Channel, IncomingMessage } from "../../turn/message.ts";
import { createFriends, type Friends } from "./friends.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { givesNewIds, type Kit, loadKit, loadPuppet, type Puppet } from "./load.ts";
import { createShowCode } from "./login.ts";
import { createLoopGuard, type LoopGuard } from "./loops.ts";
import { readMessage, type Reading } from "./reading.ts";
import { reasonOf } from "./reason.ts";
import { createSending, type Sending } from "./sending.ts";
import { createSession, type Session, type Times } from "./session.ts";
import { folderOf, openState, type StateFile } from "./state.ts";

export type WechatOptions = {
  /** The npm package of the puppet. */
  puppet: string;
  /** Handed to the puppet as it is. */
  options: Record<string, unknown>;
  /** Names that people call the bot by, besides its WeChat name. */
  names: readonly string[];
  /** The data folder; the channel keeps its login and its state in `wechat/` below it. */
  data: string;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  /** Makes a puppet for each connection, instead of the package. */
  newPuppet?: () => unknown;
  /** Whether ids change at each login; known from the package's name where it is left out. */
  idsChange?: boolean;
  /** Where the login code is shown; the terminal by default. */
  print?: (text: string) => void;
  times?: Partial<WechatTimes>;
};

export type WechatTimes = Times & {
  bounceMs: number;
  settleMs: number;
  acceptGapMs: number;
  retryMs: readonly number[];
  asideMs: number;
};

const usualTimes: WechatTimes = {
  muteMs: 90_000,
  graceMs: 30_000,
  backoffMs: [1_000, 60_000],
  alarmEveryMs: 600_000,
  startMs: 60_000,
  bounceMs: 1_000,
  settleMs: 120_000,
  acceptGapMs: 4_000,
  retryMs: [200, 1_000, 3_000],
  asideMs: 5_000,
};

/** Messages older than this when the bot first logs in are none of its business; also the slack of later logins. */
const historyMs = 120_000;
const recentKept = 2_000;

type Parts = {
  kit: Kit;
  state: StateFile;
  identity: Identity;
  session: Session;
  sending: Sending;
  friends: Friends;
  inbox: Inbox;
  loops: LoopGuard;
};

export function createWechatChannel(options: WechatOptions): Channel {
  const { alarm, log } = options;
  const times = { ...usualTimes, ...options.times };
  const titles = new Map<string, string>();
  const recent = new Map<string, Pick<IncomingMessage, "chat" | "person">>();
  const reading = new Map<string, Promise<void>>();
  let cutoff = Number.POSITIVE_INFINITY;
  let parts: Parts | null = null;

  /** Nothing that a handler throws may leave it: wechaty lets it end the process. */
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

  function groupEvent(
    all: Parts,
    event: "botAdded" | "botRemoved",
    roomId: string,
    messageId: string,
    by: string,
    title: string,
    at: number,
  ): void {
    const rooms = all.state.value.rooms.filter((id) => id !== roomId);
    all.state.value.rooms = event === "botAdded" ? [...rooms, roomId].slice(-500) : rooms;
    all.state.saveSoon();
    all.inbox.take({
      platform: "wechat",
      messageId,
      event,
      chat: { kind: "group", id: roomId, title },
      person: { id: by, name: "", bot: false },
      text: "",
      addressed: false,
      attachments: [],
      sentAt: at,
    });
  }

  async function onMessage(all: Parts, puppet: Puppet, bot: Wechaty, messageId: string): Promise<void> {
    let message = await bot.Message.find({ id: messageId });
    for (const wait of times.retryMs) {
      if (message) break;
      await sleep(wait);
      message = await bot.Message.find({ id: messageId });
    }
    if (!message) return alarm("wechat-unreadable", "有一条微信消息读不出来，请在手机上看机器人的微信号。", {});
    const deps = {
      types: all.kit.types,
      puppet,
      identity: all.identity,
      names: options.names,
      cutoff,
      saidLately: all.sending.saidLately,
      titleOf: (id: string) => titles.get(id),
      recent,
    };
    await act(all, puppet, await readMessage(deps, message));
  }

  async function act(all: Parts, puppet: Puppet, read: Reading): Promise<void> {
    if (read.kind === "pass") {
      if (read.why !== "own") log("wechat-passed-over", { why: read.why });
      return;
    }
    if (read.kind === "notice") {
      log("wechat-notice", { notice: read.notice });
      // A person may have typed it: then it slows down only the chat it was typed in.
      if (read.notice === "tooFast")
        all.sending.tooFast(!read.typed ? null : read.group ? read.chat : await all.identity.known(read.chat));
      else if (read.notice === "bounced" && !read.group) all.sending.bounced(read.chat);
      else if (read.notice === "befriended" && !read.group)
        await all.friends.befriended(puppet, read.chat, `${read.chat}:${read.at}`);
      return;
    }
    const { message } = read;
    recent.set(message.messageId, { chat: message.chat, person: message.person });
    if (recent.size > recentKept) recent.delete(recent.keys().next().value ?? "");
    if (message.chat.kind === "private") {
      const contact = await all.identity.current(message.chat.id);
      if (contact !== null) all.sending.opened(contact);
    } else if (!all.state.value.rooms.includes(message.chat.id)) {
      // Added while it was offline, or under an id it never saw: the group hears what the bot needs from it.
      groupEvent(
        all,
        "botAdded",
        message.chat.id,
        `met:${message.chat.id}`,
        message.person.id,
        message.chat.title,
        message.sentAt,
      );
    }
    const machine = all.loops.isMachine(message);
    all.inbox.take(machine ? { ...message, person: { ...message.person, bot: true } } : message);
  }

  function listen(all: Parts, puppet: Puppet, bot: Wechaty): void {
    const self = (id: string): boolean => puppet.isLoggedIn && id === puppet.currentUserId;
    const titleNow = async (roomId: string): Promise<string> =>
      titles.get(roomId) ?? (await puppet.roomPayload(roomId).catch(() => undefined))?.topic ?? "";
    puppet.on("message", ({ messageId }) => {
      void guarded("message", async () => {
        // A payload that cannot be had yet is tried again by `onMessage`.
        const payload = await puppet.messagePayload(messageId).catch(() => undefined);
        inOrder(payload?.roomId ?? payload?.talkerId ?? "", () => onMessage(all, puppet, bot, messageId));
      });
    });
    puppet.on(
      "friendship",
      ({ friendshipId }) => void guarded("friendship", () => all.friends.onFriendship(puppet, friendshipId)),
    );
    puppet.on(
      "room-invite",
      ({ roomInvitationId }) => void guarded("room-invite", () => puppet.roomInvitationAccept(roomInvitationId)),
    );
    puppet.on("room-topic", ({ roomId, newTopic }) => void titles.set(roomId, newTopic));
    puppet.on("room-join", (event) => {
      if (!event.inviteeIdList.some(self)) return;
      void guarded("room-join", async () =>
        groupEvent(
          all,
          "botAdded",
          event.roomId,
          `join:${event.roomId}:${event.timestamp}`,
          event.inviterId || puppet.currentUserId,
          await titleNow(event.roomId),
          Date.now(),
        ),
      );
    });
    puppet.on("room-leave", (event) => {
      if (!event.removeeIdList.some(self)) return;
      void guarded("room-leave", async () =>
        groupEvent(
          all,
          "botRemoved",
          event.roomId,
          `leave:${event.roomId}:${event.timestamp}`,
          event.removerId || puppet.currentUserId,
          await titleNow(event.roomId),
          Date.now(),
        ),
      );
    });
  }

  function onLogin(all: Parts, selfId: string): void {
    titles.clear();
    const { heardUntil } = all.state.value;
    // Offline messages that the puppet still delivers are all later than the last one heard; the rest is history.
    cutoff = (heardUntil ?? Date.now()) - historyMs;
    for (const roomId of all.identity.login(selfId))
      groupEvent(all, "botRemoved", roomId, `gone:${roomId}:${selfId}`, selfId, "", Date.now());
  }

  return {
    platform: "wechat",
    capabilities: {
      buttons: false,
      files: true,
      quoting: false,
      writesFirst: true,
      maxText: 2_000,
      perGroupPerMinute: 20,
      perMinute: 30,
    },
    async start(receive) {
      const kit = await loadKit();
      const newPuppet =
        (options.newPuppet as (() => Puppet) | undefined) ?? (await loadPuppet(options.puppet, options.options));
      const state = await openState(options.data, alarm);
      const folder = folderOf(options.data);
      const showCode = createShowCode({
        print: options.print ?? ((text) => void process.stdout.write(text)),
        alarm,
        log,
        alarmEveryMs: times.alarmEveryMs,
      });
      const session = createSession({
        kit,
        newPuppet,
        memory: join(folder, "session"),
        times,
        alarm,
        log,
        showCode,
        listen: (puppet, bot) => parts && listen(parts, puppet, bot),
        onLogin: (selfId) => parts && onLogin(parts, selfId),
      });
      const identity = createIdentity({
        state,
        puppet: session.puppet,
        idsChange: options.idsChange ?? givesNewIds(options.puppet),
        alarm,
      });
      const sending = createSending({
        kit,
        session,
        identity,
        alarm,
        bounceMs: times.bounceMs,
        settleMs: times.settleMs,
      });
      const taken = (sentAt: number): void => {
        state.value.heardUntil = Math.max(state.value.heardUntil ?? 0, sentAt);
        state.saveSoon();
      };
      const inbox = createInbox({
        receive,
        alarm,
        log,
        file: join(folder, "not-taken.json"),
        taken,
        retryMs: times.retryMs,
        asideMs: times.asideMs,
      });
      const friends = createFriends({
        kit,
        session,
        identity,
        sending,
        state,
        take: inbox.take,
        alarm,
        log,
        acceptGapMs: times.acceptGapMs,
      });
      const loops = createLoopGuard({ lastSaidAt: sending.lastSaidAt, alarm, now: Date.now });
      parts = { kit, state, identity, session, sending, friends, inbox, loops };
      await inbox.open();
      await session.open();
    },
    send: (message) =>
      parts?.sending.send(message) ??
      Promise.resolve({ kind: "later", retryAfterMs: 5_000, reason: "the channel is not started" }),
    requestContact: (personId, groupId) => parts?.friends.requestContact(personId, groupId) ?? Promise.resolve(false),
    async fetchFile(fileId, limit) {
      const bot = parts?.session.bot();
      if (!bot || !parts?.session.loggedIn()) return null;
      const chunks: Uint8Array[] = [];
      let size = 0;
      const tooLarge = (bytes: number): RangeError =>
        new RangeError(`the file has ${bytes} bytes or more; ${limit} are taken at most`);
      try {
        const message = await bot.Message.find({ id: fileId });
        if (!message) return null;
        const box = await message.toFileBox();
        if (box.size > limit) throw tooLarge(box.size);
        for await (const chunk of await box.toStream()) {
          size += (chunk as Uint8Array).byteLength;
          if (size > limit) throw tooLarge(size);
          chunks.push(chunk as Uint8Array);
        }
      } catch (error) {
        if (error instanceof RangeError) throw error;
        log("wechat-file-failed", { reason: reasonOf(error) });
        return null;
      }
      return new Uint8Array(Buffer.concat(chunks));
    },
    async stop() {
      const all = parts;
      if (!all) return;
      await all.session.close();
      while (reading.size > 0) await Promise.allSettled(reading.values());
      await all.inbox.stop();
      await all.state.close();
      parts = null;
    },
  };
}
