// A dispute is being reported: the words are gathered until the person falls silent, then taken down in private.
import type { Heard } from "../leads/take.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { offered } from "./groups.ts";
import { causeOf, goOn, hear, newDraft, phoneFor } from "./intake.ts";
import type { Lead } from "../leads/lead.ts";
import type { IncomingMessage } from "./message.ts";
import type { Doc } from "./ports.ts";
import { openLeads, supplement } from "./supplement.ts";
import { type Talk, talk } from "./people.ts";
import { freshId, type Pen, put, remove, say, setTimer } from "./turn.ts";
import { readAside } from "./waiting.ts";

/** A report waits for this much silence, and no longer than `longest` from its first word. */
const silence = 3_000;
const longest = 10_000;
/** Words heard in a group may still become a report this long after. */
export const bufferLife = 30 * 60_000;
const offerAgain = 24 * 3_600_000;
/** The most characters of a story that are kept for a 登记 that may follow. */
const told = 2_000;
const remindToOpen = 30 * 60_000;
const tokenLife = 72 * 3_600_000;

export function gather(pen: Pen, context: Context, it: Talk, message: IncomingMessage, addressed: boolean): void {
  const kept = it.now.buffer.filter((b) => context.now - b.at < bufferLife).slice(-40);
  const fresh = [...(kept.length === 0 ? storyBefore(context, it) : []), ...kept];
  const since =
    fresh.length > 0 && it.now.bufferSince !== null && context.now - it.now.bufferSince < bufferLife
      ? it.now.bufferSince
      : context.now;
  const waiting = context.timers.get(`buffer:${it.now.id}`);
  // A timer that already fired for older words starts a new silence.
  const from = waiting ? since : context.now;
  talk(pen, context, it, {
    buffer: [
      ...fresh,
      {
        messageId: message.messageId,
        replyId: message.replyId ?? null,
        text: message.text.slice(0, 4_000),
        at: context.now,
        addressed,
      },
    ],
    bufferSince: from,
    told: null,
  });
  setTimer(pen, waiting, {
    id: `buffer:${it.now.id}`,
    kind: "buffer",
    dueAt: Math.min(context.now + silence, from + longest),
    about: it.now.id,
    data: {},
  });
}

/** A piece of a story that alone looked like nothing is part of it when a report follows within minutes. */
const pieceLife = 10 * 60_000;

/** A story that ended in a question was answered as one; what its teller reports minutes later goes on with it. */
export const toldLately = (context: Context, it: Talk): string | null =>
  !context.group && it.now.told && context.now - it.now.updatedAt < pieceLife ? it.now.told : null;

function storyBefore(context: Context, it: Talk): Talk["now"]["buffer"] {
  const text = toldLately(context, it);
  return text ? [{ messageId: `told:${it.now.id}`, replyId: null, text, at: it.now.updatedAt, addressed: true }] : [];
}

/** Keeps a piece of a story said in private (借钱的叫麻三) for the report that may follow; nothing is read from it yet. */
export function keepPiece(pen: Pen, context: Context, it: Talk, message: IncomingMessage): void {
  const fresh = it.now.buffer.filter((b) => context.now - b.at < pieceLife).slice(-5);
  const { messageId, replyId } = message;
  const text = message.text.slice(0, 300);
  talk(pen, context, it, {
    buffer: [...fresh, { messageId, replyId: replyId ?? null, text, at: context.now, addressed: true }],
    bufferSince: null,
  });
}

export const bufferText = (it: Talk): string => it.now.buffer.map((b) => b.text).join("\n");

/** The silence is over: in private the form begins; in a group it begins when the bot was addressed, else it is offered once. */
export function readBuffer(pen: Pen, context: Context, person: Person, it: Talk, priv: Talk, heard: Heard): void {
  if (it.now.buffer.length === 0) return;
  const group = context.group;
  if (group && !it.now.buffer.some((b) => b.addressed)) {
    const again = it.now.offeredAt !== null && context.now - it.now.offeredAt < offerAgain;
    if (group.value.mode !== "normal" || again) return;
    say(
      pen,
      { group: group.value.id },
      "offerReport",
      { data: "report" },
      { replyTo: it.now.buffer.at(-1)?.replyId ?? undefined },
    );
    offered(pen, context, it);
    // Who answers 登记 in private instead means the same words.
    if (priv.now.draft === null) talk(pen, context, priv, { lastQuestion: bufferText(it).slice(0, told) });
    return;
  }
  const draft = context.drafts.find((d) => d.value.id === priv.now.draft && !d.value.paused);
  if (!group && draft) {
    talk(pen, context, it, { buffer: [], bufferSince: null });
    return hear(pen, context, person, priv, draft, heard);
  }
  const alarm = group ? undefined : justCried(context, heard);
  if (alarm) {
    talk(pen, context, it, { buffer: [], bufferSince: null });
    return supplement(pen, context, person, alarm, heard, []);
  }
  begin(pen, context, person, it, priv, heard);
}

/** What is typed right before and behind a cry for help belongs to it, though the cry was read at once and alone. */
const ofTheCry = 10 * 60_000;
const anotherOne = /^(?:另外|还有(?:一|个|件)|再(?:报|说)(?:一|个|件)|第二(?:个|件))/u;
function justCried(context: Context, heard: Heard): Doc<Lead> | undefined {
  if (anotherOne.test(heard.text.trim()) || (heard.disputes?.length ?? 0) > 1) return undefined;
  const [latest] = openLeads(context).toSorted((a, b) => b.value.submittedAt - a.value.submittedAt);
  return latest?.value.danger === "high" && context.now - latest.value.submittedAt < ofTheCry ? latest : undefined;
}

/**
 * Puts words as if just said and read at once: the next of several disputes, or what waited for 登记. The timer that
 * reads every report reads them, alone.
 */
export function startFrom(pen: Pen, context: Context, it: Talk, texts: readonly string[]): void {
  const buffer = texts
    .filter((text) => text.trim() !== "")
    .map((text) => ({
      messageId: freshId(pen),
      replyId: null,
      text: text.slice(0, 4_000),
      at: context.now,
      addressed: true,
    }));
  talk(pen, context, it, { buffer, bufferSince: context.now });
  setTimer(pen, context.timers.get(`buffer:${it.now.id}`), {
    id: `buffer:${it.now.id}`,
    kind: "buffer",
    dueAt: context.now,
    about: it.now.id,
    data: {},
  });
}

/** Two disputes in one message: the first is taken down now, the others are drafts that wait, and the person is told. */
function apart(pen: Pen, context: Context, person: Person, it: Talk, disputes: readonly string[]): void {
  const [first = "", ...rest] = disputes;
  startFrom(pen, context, it, [first]);
  readAside(pen, context, it, rest);
  const private_ = !context.group || person.open || (context.settings.platforms[person.platform]?.writesFirst ?? false);
  if (private_)
    say(pen, { person: person.id }, "plain", {
      text: `您说的是${disputes.length}件事，一件一件来，先记第一件，记完再记下一件。`,
    });
}

/** Half an hour on, one reminder in the group, if the private chat is still closed then. */
export function remindToOpenLater(
  pen: Pen,
  context: Context,
  draft: string,
  data: { token: string; group: string; name: string },
): void {
  const id = `draft-open:${draft}`;
  setTimer(pen, context.timers.get(id), {
    id,
    kind: "openAgain",
    dueAt: context.now + remindToOpen,
    about: draft,
    data,
  });
}

/** Opens a draft from what was gathered and goes to the private chat. */
export function begin(pen: Pen, context: Context, person: Person, it: Talk, priv: Talk, heard: Heard): void {
  const waiting = context.timers.get(`buffer:${it.now.id}`);
  if (waiting) remove(pen, waiting);
  if (!context.settings.intakeAllowed(person.platform)) {
    const to = context.group ? { group: context.group.value.id } : { person: person.id };
    say(pen, to, "intakeOff", phoneFor(context, heard.places[0]?.id ?? null));
    talk(pen, context, it, { buffer: [], bufferSince: null, choices: [] });
    return;
  }
  const replyTo = it.now.buffer.at(-1)?.replyId ?? undefined;
  if ((heard.disputes?.length ?? 0) > 1) return apart(pen, context, person, it, heard.disputes ?? []);
  talk(pen, context, it, { buffer: [], bufferSince: null, choices: [] });
  const draft = newDraft(pen, context, heard, `d-${freshId(pen)}`);
  const straight = causeOf(context, draft.cause).straightToPerson;
  const intro = straight ? "有危险马上打110；妇女热线12338，孩子的事打12355。\n您愿意说多少就说多少，随时可以停。" : "";
  const writes = person.open || (context.settings.platforms[person.platform]?.writesFirst ?? false);
  if (context.group && !writes) {
    const token = context.secrets[0] ?? draft.id;
    put(pen, `token/${token}`, undefined, {
      person: person.id,
      draft: draft.id,
      group: context.group.value.id,
      expiresAt: context.now + tokenLife,
      used: false,
    });
    put(pen, `draft/${draft.id}`, undefined, draft);
    talk(pen, context, priv, { draft: draft.id });
    say(pen, { group: context.group.value.id }, "openPrivate", { token, name: person.name }, { replyTo });
    pen.turn.contacts.push({ person: person.id, group: context.group.value.id });
    remindToOpenLater(pen, context, draft.id, { token, group: context.group.value.id, name: person.name });
    setTimer(pen, undefined, {
      id: `draft-end:${draft.id}`,
      kind: "draftEnd",
      dueAt: context.now + tokenLife,
      about: draft.id,
      data: {},
    });
    return;
  }
  if (context.group) say(pen, { group: context.group.value.id }, "movedToPrivate", { name: person.name }, { replyTo });
  goOn(pen, context, person, priv, undefined, draft, intro);
}

/** The private chat was opened through a one-time link: the draft that waited goes on. */
export function opened(pen: Pen, context: Context, person: Person, priv: Talk): boolean {
  const token = context.token;
  const id =
    token && !token.value.used && token.value.expiresAt > context.now && token.value.person === person.id
      ? token.value.draft
      : priv.now.draft;
  const draft = context.drafts.find((d) => d.value.id === id);
  if (token && token.value.person === person.id && !token.value.used)
    put(pen, token.key, token, { ...token.value, used: true });
  if (!draft) return false;
  const waiting = context.timers.get(`draft-open:${draft.value.id}`);
  if (waiting) remove(pen, waiting);
  goOn(pen, context, person, priv, draft, { ...draft.value, asked: null });
  return true;
}
