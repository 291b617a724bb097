// Becoming contacts: requests are accepted, asked for when a private chat is needed, and told as `opened` when they came true.
import { setTimeout as sleep } from "node:timers/promises";
import type { Wechaty } from "wechaty";
import type { Alarm, IncomingMessage } from "../../turn/message.ts";
import type { Identity } from "./identity.ts";
import type { Kit, Puppet } from "./load.ts";
import { reasonOf } from "./reason.ts";
import type { Sending } from "./sending.ts";
import type { Session } from "./session.ts";
import type { StateFile } from "./state.ts";

export type FriendsOptions = {
  kit: Kit;
  session: Session;
  identity: Identity;
  sending: Sending;
  state: StateFile;
  take(message: IncomingMessage): void;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  /** Between two requests accepted, ms; WeChat notices accounts that accept in bursts. */
  acceptGapMs: number;
};

export type Friends = {
  onFriendship(puppet: Puppet, friendshipId: string): Promise<void>;
  /** WeChat said that a private chat is open now. */
  befriended(puppet: Puppet, contactId: string, source: string): Promise<void>;
  requestContact(personId: string, groupId: string): Promise<boolean>;
};

const hello = "您好，我是法庭联络群的机器人。登记纠纷要一对一填写，请您通过一下，谢谢。";
const day = 24 * 3_600_000;
/** Contact requests a day; accounts that send more are locked. */
const requestsADay = 15;
const tries = 3;

export function createFriends(options: FriendsOptions): Friends {
  const { kit, session, identity, sending, state, log, alarm } = options;
  const openedAt = new Map<string, number>();
  let accepting: Promise<void> = Promise.resolve();

  async function befriended(puppet: Puppet, contactId: string, source: string): Promise<void> {
    sending.opened(contactId);
    // One friendship is told up to three times: accepted by the bot, confirmed by an event, and by a notice in the chat.
    if (Date.now() - (openedAt.get(contactId) ?? 0) < 60_000) return;
    openedAt.set(contactId, Date.now());
    await puppet.contactPayloadDirty(contactId);
    const contact = await puppet.contactPayload(contactId).catch(() => undefined);
    if (contact?.type === kit.types.Contact.Official) return;
    const id = await identity.known(contactId);
    options.take({
      platform: "wechat",
      messageId: `opened:${source}`,
      event: "opened",
      chat: { kind: "private", id, title: "" },
      person: { id, name: contact?.name ?? "", bot: false },
      text: "",
      addressed: true,
      attachments: [],
      sentAt: Date.now(),
    });
  }

  async function accept(puppet: Puppet, friendshipId: string, contactId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await puppet.friendshipAccept(friendshipId);
        break;
      } catch (error) {
        if (attempt === tries) {
          alarm("wechat-accept-failed", "有一个加好友的请求没能通过，请在手机上看看机器人的微信号。", {
            reason: reasonOf(error),
          });
          return;
        }
        await sleep(options.acceptGapMs * attempt);
      }
    }
    await befriended(puppet, contactId, friendshipId);
    await sleep(options.acceptGapMs);
  }

  return {
    befriended,
    async onFriendship(puppet, friendshipId) {
      const friendship = await puppet.friendshipPayload(friendshipId);
      const { contactId, type } = friendship;
      const kinds = kit.types.Friendship;
      if (type === kinds.Confirm) return befriended(puppet, contactId, friendshipId);
      if (type === kinds.Verify) return sending.bounced(contactId);
      if (type !== kinds.Receive) return;
      const known = await identity.known(contactId);
      // Anyone may become a contact: a resident must be able to reach the court. It gives no right of any kind.
      log("wechat-friend-request", { asked: Object.hasOwn(state.value.requested, known) });
      accepting = accepting.then(() => accept(puppet, friendshipId, contactId));
      return accepting;
    },
    async requestContact(personId, groupId) {
      const bot: Wechaty | null = session.bot();
      if (!bot || !session.loggedIn()) return false;
      const { requested } = state.value;
      const now = Date.now();
      for (const [id, at] of Object.entries(requested)) if (now - at > 7 * day) delete requested[id];
      const lately = Object.values(requested).filter((at) => now - at < day);
      if (now - (requested[personId] ?? 0) < day) return false;
      if (lately.length >= requestsADay) {
        alarm(
          "wechat-requests-used-up",
          `今天已经发了${requestsADay}个加好友请求，再发微信会限制账号。请让群众自己加机器人为好友。`,
          {},
        );
        return false;
      }
      try {
        const contactId = await identity.current(personId);
        if (contactId === null) return false;
        const [contact, room] = await Promise.all([
          bot.Contact.find({ id: contactId }),
          bot.Room.find({ id: groupId }),
        ]);
        if (!contact || contact.friend() === true) return false;
        requested[personId] = now;
        state.saveSoon();
        await bot.Friendship.add(contact, { contact, hello, ...(room ? { room } : {}) });
        return true;
      } catch (error) {
        // The web protocol cannot ask at all; the group is then told to add the bot.
        log("wechat-request-failed", { reason: reasonOf(error) });
        return false;
      }
    },
  };
}
