// What the handlers of one message share: who said what where, what was heard in it, and the conversations it touches.
import type { Draft } from "../leads/lead.ts";
import type { Heard } from "../leads/take.ts";
import type { Context, Event } from "./context.ts";
import type { Person } from "./documents.ts";
import type { IncomingMessage } from "./message.ts";
import { type Talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { type Pen } from "./turn.ts";

export type MessageEvent = Extract<Event, { kind: "message" }>;

/** Everything the handlers of one message share. */
export type Scene = {
  pen: Pen;
  context: Context;
  event: MessageEvent;
  message: IncomingMessage;
  person: Person;
  here: Talk;
  priv: Talk;
  heard: Heard;
  replyTo: string | undefined;
};

/** The form being filled in this person's private chat. */
export const openDraft = ({ context, priv }: Scene): Doc<Draft> | undefined =>
  context.drafts.find((d) => d.value.id === priv.now.draft && !d.value.paused);

/** Somebody who may move leads: 收 and 退 are commands from them. */
export const works = ({ context }: Scene): boolean =>
  context.speaker.roles.some((r) => ["judge", "head", "mediator", "coHandler", "leader", "courtOffice"].includes(r));
