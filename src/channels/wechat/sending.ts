// Sends one message through the present session and says what became of it, in the words the courier acts on.
import type { Alarm, OutgoingMessage, SendOutcome } from "../../turn/message.ts";
import type { Identity } from "./identity.ts";
import type { Kit } from "./load.ts";
import { reasonOf } from "./reason.ts";
import type { Session } from "./session.ts";

export type SendingOptions = {
  kit: Kit;
  session: Session;
  identity: Identity;
  alarm: Alarm;
  /** How long WeChat gets to say that a private message did not arrive, ms. */
  bounceMs: number;
  /** After a login contacts are still being loaded: nobody is unreachable yet, ms. */
  settleMs: number;
};

export type Sending = {
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** WeChat said that a message to this contact (id of this session) did not arrive. */
  bounced(contactId: string): void;
  /** The contact can be written to (again). */
  opened(contactId: string): void;
  /** WeChat said that the account writes too much; null: in any chat. */
  tooFast(chatId: string | null): void;
  saidLately: (chatId: string, text: string) => boolean;
  lastSaidAt: (chatId: string) => number;
};

const later = (retryAfterMs: number, reason: string): SendOutcome => ({ kind: "later", retryAfterMs, reason });

/** Errors that say plainly that nothing left. */
const notLoggedIn = /not logged in|no this\.__currentUserId|logout|NOPUPPET/i;
const gone = /not exist|no payload|not found|empty raw payload|no .*contact/i;
const beforeLeaving = /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH/;
const tooMany = /频繁|too (?:fast|many|frequent)|\b1205\b/i;

/** As much of a text as finds it again in a quote, which some clients shorten. */
const squeezed = (text: string): string => text.replace(/\s+/gu, "").slice(0, 60);

const slowMs = 60_000;
const kept = 40;

export function createSending({ kit, session, identity, alarm, bounceMs, settleMs }: SendingOptions): Sending {
  const lately = new Map<string, { text: string; at: number }[]>();
  const unreachable = new Set<string>();
  const slow = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  let number = 0;

  function remember(chatId: string, text: string): void {
    const said = lately.get(chatId) ?? [];
    said.push({ text: squeezed(text), at: Date.now() });
    if (said.length > kept) said.shift();
    lately.delete(chatId);
    lately.set(chatId, said);
    if (lately.size > 2_000) lately.delete(lately.keys().next().value ?? "");
  }

  function held(chatId: string): number {
    return Math.max(slow.get(chatId) ?? 0, slow.get("") ?? 0) - Date.now();
  }

  /** Whether WeChat says within a moment that a private message was refused. */
  function bouncesSoon(contactId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (bounced: boolean): void => {
        clearTimeout(timer);
        waiting.delete(contactId);
        resolve(bounced);
      };
      const timer = setTimeout(() => done(false), bounceMs);
      waiting.set(contactId, () => done(true));
    });
  }

  async function deliver(id: string, message: OutgoingMessage): Promise<SendOutcome> {
    const bot = session.bot();
    if (!bot || !session.loggedIn()) return later(30_000, "not logged in");
    const to = message.chat.kind === "group" ? await bot.Room.find({ id }) : await bot.Contact.find({ id });
    if (!to) return later(10_000, "the chat could not be loaded");
    const bounce = message.chat.kind === "private" ? bouncesSoon(id) : Promise.resolve(false);
    let sent: string | undefined;
    let left = false;
    // The words first: a file that fails must not hold them back.
    const parts = [
      ...(message.text === "" ? [] : [message.text]),
      ...message.files.map((f) => kit.FileBox.fromBase64(Buffer.from(f.bytes).toString("base64"), f.name)),
    ];
    try {
      for (const part of parts) {
        // Remembered before it leaves: its echo, or a quote of it, may come back before `say` returns.
        if (typeof part === "string") remember(message.chat.id, part);
        const said = await (typeof part === "string" ? to.say(part) : to.say(part));
        sent ??= typeof said === "object" ? said.id : undefined;
        left = true;
      }
    } catch (error) {
      waiting.get(id)?.();
      return failure(error, left);
    }
    if (await bounce) return { kind: "unreachable", reason: "WeChat refused the message: no contact, or blocked" };
    return { kind: "sent", messageId: sent ?? `out:${Date.now().toString(36)}-${number++}` };
  }

  function failure(error: unknown, left: boolean): SendOutcome {
    const reason = reasonOf(error);
    if (left) return { kind: "unknown", reason: `a part was sent, then: ${reason}` };
    if (notLoggedIn.test(reason)) return later(30_000, reason);
    if (tooMany.test(reason)) {
      tooFast(null);
      return later(slowMs, reason);
    }
    if (beforeLeaving.test(reason)) return later(15_000, reason);
    if (gone.test(reason)) return { kind: "unreachable", reason };
    return { kind: "unknown", reason };
  }

  function tooFast(chatId: string | null): void {
    slow.set(chatId ?? "", Date.now() + slowMs);
    alarm("wechat-too-fast", "微信提示发送消息过于频繁，机器人先停一分钟再发。", {});
  }

  return {
    async send(message) {
      const puppet = session.puppet();
      if (!puppet || !session.loggedIn()) return later(30_000, "not logged in");
      const wait = held(message.chat.id);
      if (wait > 0) return later(wait, "WeChat asked for a slower pace");
      const loading = Date.now() - session.loginAt() < settleMs;
      try {
        if (message.chat.kind === "group") {
          const known = await puppet.roomPayload(message.chat.id).catch(() => undefined);
          if (!known)
            return loading
              ? later(10_000, "groups are still being loaded")
              : { kind: "unreachable", reason: "there is no such group in this session" };
          return await deliver(message.chat.id, message);
        }
        const id = await identity.current(message.chat.id);
        const contact = id === null ? undefined : await puppet.contactPayload(id).catch(() => undefined);
        if (id === null || !contact)
          return loading
            ? later(10_000, "contacts are still being loaded")
            : { kind: "unreachable", reason: "not a contact in this session" };
        if (contact.friend === false)
          return loading
            ? later(10_000, "contacts are still being loaded")
            : { kind: "unreachable", reason: "not a contact" };
        if (unreachable.has(id))
          return { kind: "unreachable", reason: "WeChat refused the last message: no contact, or blocked" };
        return await deliver(id, message);
      } catch (error) {
        return failure(error, false);
      }
    },
    bounced(contactId) {
      unreachable.add(contactId);
      const told = waiting.get(contactId);
      if (told) told();
      else
        alarm("wechat-bounced", "有一条私聊消息被微信退回（不是好友或被拉黑）。之后发给这位的消息会转给下一位。", {});
    },
    opened(contactId) {
      unreachable.delete(contactId);
    },
    tooFast,
    saidLately(chatId, text) {
      const said = squeezed(text);
      return (
        said.length >= 4 &&
        (lately.get(chatId) ?? []).some(
          (m) => m.text.length >= 4 && (m.text.startsWith(said) || said.startsWith(m.text)),
        )
      );
    },
    lastSaidAt: (chatId) => lately.get(chatId)?.at(-1)?.at ?? 0,
  };
}
