// What a channel hands in and takes out: the one shape of a message, whatever platform it came from.
import { z } from "zod";

export const platforms = ["room", "terminal", "telegram", "wechat"] as const;
export type Platform = (typeof platforms)[number];

export const attachmentSchema = z.strictObject({
  kind: z.enum(["picture", "voice", "video", "file", "place", "sticker", "other"]),
  /** The platform's handle by which the channel can fetch the bytes again. */
  fileId: z.string().optional(),
  name: z.string().optional(),
  mime: z.string().optional(),
  /** Bytes. */
  size: z.number().int().nonnegative().optional(),
  /** A place's label, a sticker's emoji. */
  label: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/**
 * One thing that happened in a chat. `event` says what: somebody spoke (`message`), changed what was said (`edit`),
 * took it back (`recall`), the bot was put into a group or thrown out, a group got a new id (`migrated`, `newChatId`),
 * a person opened the private chat (`opened`, perhaps with the one-time `token` of a link).
 */
export const incomingMessageSchema = z.strictObject({
  platform: z.enum(platforms),
  /** The platform's own id of this event; unique on that platform, the key by which a repeat is dropped. */
  messageId: z.string().min(1),
  event: z.enum(["message", "edit", "recall", "botAdded", "botRemoved", "migrated", "opened"]).default("message"),
  chat: z.strictObject({ kind: z.enum(["group", "private"]), id: z.string().min(1), title: z.string().default("") }),
  person: z.strictObject({ id: z.string().min(1), name: z.string().default(""), bot: z.boolean().default(false) }),
  text: z.string().default(""),
  /** The bot was spoken to: a mention, one of its names, a reply to it, a command; always true in a private chat. */
  addressed: z.boolean(),
  /** The message this one replies to, as the platform numbers messages in a chat. */
  quoted: z
    .strictObject({ messageId: z.string().optional(), fromBot: z.boolean(), text: z.string().default("") })
    .optional(),
  /** The number by which this message can be quoted, where it differs from `messageId`. */
  replyId: z.string().optional(),
  /** The payload of a pressed button. */
  button: z.string().optional(),
  attachments: z.array(attachmentSchema).default([]),
  token: z.string().optional(),
  newChatId: z.string().optional(),
  /** Epoch ms. */
  sentAt: z.number(),
});
export type IncomingMessage = z.infer<typeof incomingMessageSchema>;

export const buttonSchema = z.strictObject({ label: z.string().min(1), data: z.string().min(1).max(64) });
export type Button = z.infer<typeof buttonSchema>;

/** A message ready for one chat of one platform: words already rendered. */
export type OutgoingMessage = {
  chat: { kind: "group" | "private"; id: string };
  text: string;
  /** Rows of buttons; a channel without buttons gets them as a numbered list in the text instead. */
  buttons: Button[][];
  /** Platform number of the message to quote; a channel that cannot quote leaves it out. */
  replyTo?: string;
  files: { name: string; mime: string; bytes: Uint8Array }[];
};

/**
 * What became of a `send`. `unreachable`: the person blocked the bot, never opened the chat, or the chat is gone.
 * `refused`: the platform will never take this message. `later`: not now; wait at least `retryAfterMs`.
 * `unknown`: it may or may not have arrived (the connection broke after the request left).
 */
export type SendOutcome =
  | { kind: "sent"; messageId: string }
  | { kind: "unreachable"; reason: string }
  | { kind: "refused"; reason: string }
  | { kind: "later"; retryAfterMs: number; reason: string }
  | { kind: "unknown"; reason: string };

export type Capabilities = {
  buttons: boolean;
  files: boolean;
  quoting: boolean;
  /** May the bot write to a person who never wrote to it? */
  writesFirst: boolean;
  /** Characters in one message; longer texts are split. */
  maxText: number;
  /** Messages a minute that one group may get, null when unlimited. */
  perGroupPerMinute: number | null;
  /** Messages a minute over all chats, null when unlimited. */
  perMinute: number | null;
};

export type Receive = (message: IncomingMessage) => Promise<void>;

/** Something an operator must know: a fixed event name and a plain sentence; never what a person wrote. */
export type Alarm = (event: string, sentence: string, detail?: Record<string, string | number | boolean>) => void;

/**
 * A platform. `start` begins to listen: each message goes to `receive`, whose promise settles only after the commit;
 * the channel confirms to its platform only then, and offers the message again when it rejects.
 */
export type Channel = {
  platform: Platform;
  capabilities: Capabilities;
  start(receive: Receive): Promise<void>;
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** The bytes of an attachment, null when they cannot be had; throws when larger than `limit` bytes. */
  fetchFile?(fileId: string, limit: number): Promise<Uint8Array | null>;
  /** A link that opens the private chat with a one-time token in hand; absent where a platform has none. */
  privateLink?(token: string): string;
  /** Asks to become a contact (WeChat); true when the request went out. */
  requestContact?(personId: string, groupId: string): Promise<boolean>;
  /** Stops listening and waits for what is under way. */
  stop(): Promise<void>;
};
