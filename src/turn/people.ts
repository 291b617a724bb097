// Who speaks and where: the person's and the group's documents kept up to date, and the conversation they are in.
import type { Context } from "./context.ts";
import type { Conversation, Group, Person } from "./documents.ts";
import type { IncomingMessage } from "./message.ts";
import type { Doc, Key } from "./ports.ts";
import { type Pen, put } from "./turn.ts";

export const conversationId = (person: string, group: string | null): string => `${person}|${group ?? "private"}`;

const freshPerson = (id: string, message: IncomingMessage): Person => ({
  id,
  platform: message.platform,
  account: message.person.id,
  name: message.person.name,
  open: false,
  bound: [],
  groups: [],
  noticeAt: null,
  consentAt: null,
  wrongCodes: [],
  lastSeenAt: 0,
});

/** How stale `lastSeenAt` may get before it is worth a write: chatter must not rewrite a person each time. */
const seenGrain = 12 * 3_600_000;

/** The person as they are after this message; written only when something changed that matters. */
export function meetPerson(pen: Pen, context: Context, message: IncomingMessage): Person {
  const was = context.speaker.doc;
  const now = was?.value ?? freshPerson(context.speaker.id, message);
  const group = context.group?.value.id;
  const opened = message.chat.kind === "private" || message.event === "opened";
  const next: Person = {
    ...now,
    account: message.person.id,
    name: message.person.name || now.name,
    open: now.open || opened,
    groups:
      group === undefined || now.groups[0] === group
        ? now.groups
        : [group, ...now.groups.filter((g) => g !== group)].slice(0, 20),
    lastSeenAt: context.now - now.lastSeenAt > seenGrain ? context.now : now.lastSeenAt,
  };
  const same =
    was &&
    next.account === now.account &&
    next.name === now.name &&
    next.open === now.open &&
    next.groups === now.groups &&
    next.lastSeenAt === now.lastSeenAt;
  if (!same) put(pen, `person/${next.id}`, was, next);
  return next;
}

export const freshGroup = (id: string, message: IncomingMessage): Group => ({
  id,
  platform: message.platform,
  chatId: message.chat.id,
  title: message.chat.title,
  places: [],
  mode: "normal",
  member: true,
  boundBy: null,
});

/** A conversation open for change; `save` puts it into the turn. */
export type Talk = { key: Key; was: Doc<Conversation> | undefined; now: Conversation };

export function talkOf(context: Context, person: string, group: string | null): Talk {
  const id = conversationId(person, group);
  const was = group === null ? (context.privateConversation ?? undefined) : context.conversation;
  return {
    key: `conversation/${id}`,
    was,
    now: was?.value ?? {
      id,
      person,
      group,
      buffer: [],
      bufferSince: null,
      choices: [],
      draft: null,
      lastTopic: null,
      lastEntry: null,
      lastQuestion: null,
      awaiting: null,
      offeredAt: null,
      updatedAt: 0,
    },
  };
}

/** Changes the conversation and puts it into the turn at once; later changes build on it. */
export function talk(pen: Pen, context: Context, it: Talk, change: Partial<Conversation>): void {
  it.now = { ...it.now, ...change, updatedAt: context.now };
  put(pen, it.key, it.was, it.now);
}
