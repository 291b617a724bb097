// Sending: one message of the courier as one or more requests, and what became of them as the courier must know it.
import { type Api, InputFile } from "grammy";
import type { InlineKeyboardMarkup, ReplyParameters } from "grammy/types";
import type { OutgoingMessage, SendOutcome } from "../../turn/message.ts";
import { type Failure, failureOf, reasonOf } from "./transport.ts";

const longestCaption = 1_024;
const longestData = 64;
/** Waits between two parts of one message that are worth it; beyond, the courier decides. */
const shortMs = 20_000;

/** Where nothing will arrive however often it is tried: blocked, never opened, thrown out, muted, gone. */
const nobodyThere =
  /chat not found|user not found|peer_id_invalid|initiate conversation|bot was (?:kicked|blocked)|user is deactivated|chat was deactivated|chat_write_forbidden|not enough rights|no rights to send|need administrator rights|input_user_deactivated|chat_restricted|not a member/i;

export function outcomeOf(failure: Failure): SendOutcome {
  const reason = reasonOf(failure);
  if (failure.kind === "network")
    return failure.left ? { kind: "unknown", reason } : { kind: "later", retryAfterMs: 1_000, reason };
  const { code, description } = failure;
  if (code === 429) return { kind: "later", retryAfterMs: failure.retryAfterMs ?? 5_000, reason };
  if (code === 403 || (code === 400 && nobodyThere.test(description))) return { kind: "unreachable", reason };
  // The token can be put right, another process can end, the server can come back: nothing is lost for that.
  if (code === 401 || code === 404) return { kind: "later", retryAfterMs: 60_000, reason };
  if (code === 409 || code >= 500) return { kind: "later", retryAfterMs: failure.retryAfterMs ?? 2_000, reason };
  return { kind: "refused", reason };
}

/** Telegram takes 64 bytes behind a button, which are 21 Chinese characters: longer ones become a numbered list. */
function keyboardOf({ buttons }: OutgoingMessage): { markup?: InlineKeyboardMarkup; list: string } {
  const all = buttons.flat();
  if (all.length === 0) return { list: "" };
  if (all.some(({ data }) => Buffer.byteLength(data) > longestData))
    return { list: `\n${all.map(({ label }, i) => `${i + 1}. ${label}`).join("\n")}` };
  return {
    markup: {
      inline_keyboard: buttons
        .filter((row) => row.length > 0)
        .map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data }))),
    },
    list: "",
  };
}

/** A name in a form field: what would break the field or hide the kind of the file is left out. */
const fileName = (name: string): string => name.replace(/[\s;"\\/\p{Cc}\p{Cf}]+/gu, "_") || "file";

export type Sender = {
  api: Api;
  /** Told when a group turns out to have become a supergroup. */
  moved: (from: string, to: string) => void;
  sleep: (ms: number) => Promise<void>;
};

/** One request, to whatever id the chat has now. */
type Step = (id: number) => Promise<{ message_id: number }>;

export async function sendTo(sender: Sender, chatId: number, message: OutgoingMessage): Promise<SendOutcome> {
  const { markup, list } = keyboardOf(message);
  const text = message.text + list;
  const quotes: { reply_parameters?: ReplyParameters } =
    message.replyTo !== undefined && /^\d+$/.test(message.replyTo)
      ? { reply_parameters: { message_id: Number(message.replyTo), allow_sending_without_reply: true } }
      : {};
  const extra = { ...quotes, ...(markup ? { reply_markup: markup } : {}) };
  const captioned = message.files.length === 1 && text.length <= longestCaption;
  const steps: Step[] = [];
  if (!captioned && (text !== "" || message.files.length === 0)) {
    steps.push((id) => sender.api.sendMessage(id, text, { ...extra, link_preview_options: { is_disabled: true } }));
  }
  for (const { name, bytes } of message.files) {
    const with_ = captioned
      ? { ...extra, ...(text === "" ? {} : { caption: text }) }
      : steps.length === 0
        ? quotes
        : {};
    steps.push((id) => sender.api.sendDocument(id, new InputFile(bytes, fileName(name)), with_));
  }
  return inOrder(sender, chatId, steps);
}

/** What is asked of the chat, also under its new number when the group has moved. */
async function once(sender: Sender, chat: { id: number }, step: Step): Promise<SendOutcome> {
  for (let moves = 0; ; moves++) {
    try {
      return { kind: "sent", messageId: String((await step(chat.id)).message_id) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "api" || failure.migrateTo === null || moves > 0) return outcomeOf(failure);
      sender.moved(String(chat.id), failure.migrateTo);
      chat.id = Number(failure.migrateTo);
    }
  }
}

/** A part has arrived: better to wait here than to send the whole again. */
async function patiently(sender: Sender, chat: { id: number }, step: Step): Promise<SendOutcome> {
  let outcome = await once(sender, chat, step);
  for (let tries = 0; outcome.kind === "later" && outcome.retryAfterMs <= shortMs && tries < 2; tries++) {
    await sender.sleep(outcome.retryAfterMs);
    outcome = await once(sender, chat, step);
  }
  return outcome;
}

async function inOrder(sender: Sender, chatId: number, steps: Step[]): Promise<SendOutcome> {
  const chat = { id: chatId };
  let sent: SendOutcome | null = null;
  for (const step of steps) {
    const outcome: SendOutcome = sent === null ? await once(sender, chat, step) : await patiently(sender, chat, step);
    if (outcome.kind !== "sent")
      return sent !== null && outcome.kind === "later"
        ? { kind: "unknown", reason: `a part has arrived, the rest has not: ${outcome.reason}` }
        : outcome;
    sent ??= outcome;
  }
  return sent ?? { kind: "refused", reason: "there is nothing to send" };
}
