// A group's own affairs: the bot comes and goes, the group is bound to its places, told when to be quiet.
import { may } from "../leads/actions.ts";
import { judgeById, placeById } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import type { IncomingMessage } from "./message.ts";
import { freshGroup, type Talk, talk } from "./people.ts";
import { note, type Pen, put, say } from "./turn.ts";

/** The private chat was shut (the bot is blocked) or opened again. */
function reachable(pen: Pen, context: Context, message: IncomingMessage): void {
  const was = context.speaker.doc;
  if (was && (message.event === "botRemoved" || message.event === "botAdded"))
    put(pen, was.key, was, { ...was.value, open: message.event === "botAdded" });
}

/** A group seen for the first time, or again after the bot was away, with its present title. */
export function meetGroup(pen: Pen, context: Context, message: IncomingMessage): void {
  if (message.chat.kind !== "group") return reachable(pen, context, message);
  const id = context.group?.value.id ?? `${message.platform}:${message.chat.id}`;
  const was = context.group;
  if (message.event === "botAdded") {
    put(pen, `group/${id}`, was, {
      ...(was?.value ?? freshGroup(id, message)),
      chatId: message.chat.id,
      title: message.chat.title,
      member: true,
    });
    say(pen, { group: id }, "groupWelcome", { privacy: false });
  } else if (message.event === "botRemoved") {
    if (was) put(pen, `group/${id}`, was, { ...was.value, member: false });
  } else if (message.event === "migrated" && message.newChatId && was) {
    put(pen, `group/${id}`, was, { ...was.value, chatId: message.newChatId });
    if (message.newChatId !== message.chat.id)
      put(pen, `alias/${message.platform}:${message.newChatId}`, context.newAlias, { to: id });
  }
}

/** 本群绑定 柳树村: only who may; names that the directory lacks or that fit several places are told, nothing changes. */
export function bindGroup(pen: Pen, context: Context, person: Person, places: string): void {
  const group = context.group;
  const role = context.speaker.roles[0] ?? "stranger";
  const record = (outcome: "done" | "refused"): void =>
    note(pen, { by: person.id, role, action: "bindGroup", about: group?.value.id ?? "private", outcome });
  if (!group) {
    say(pen, { person: person.id }, "plain", { text: "这句话请在要绑定的群里发。" });
    return;
  }
  const to = { group: group.value.id };
  if (!may("bindGroup", context.speaker.roles)) {
    say(pen, to, "refused", { why: "role", what: "绑定群" });
    return record("refused");
  }
  const { directory } = context.content;
  const said = places.split(/[、,，\s和]+/u).filter(Boolean);
  const found = said.map((name) => findPlaces(directory, name).flatMap((mention) => mention.places));
  const bad = said.filter((_, i) => found[i]?.length !== 1);
  if (bad.length > 0 || found.length === 0) {
    say(pen, to, "plain", {
      text: `没有绑定。名录里对不上，或者有重名：${bad.join("、") || places}。请写全名，比如“本群绑定 柳树村”。`,
    });
    return record("refused");
  }
  const ids = [...new Set(found.flat())];
  put(pen, `group/${group.value.id}`, group, { ...group.value, places: ids, boundBy: person.id });
  record("done");
  const known = ids.map((id) => placeById(directory, id)).filter((p) => p !== undefined);
  say(pen, to, "groupBound", {
    places: known.map((p) => p.name),
    judges: known.map((p) => ({ place: p.name, judge: judgeById(directory, p.judge)?.name ?? "" })),
  });
}

export function setMode(pen: Pen, context: Context, person: Person, mode: "normal" | "answerOnly" | "quiet"): void {
  const group = context.group;
  if (!group) {
    say(pen, { person: person.id }, "plain", { text: "这句话请在群里发，只对那个群起作用。" });
    return;
  }
  const allowed = may("setGroupMode", context.speaker.roles);
  note(pen, {
    by: person.id,
    role: context.speaker.roles[0] ?? "stranger",
    action: `groupMode:${mode}`,
    about: group.value.id,
    outcome: allowed ? "done" : "refused",
  });
  if (!allowed) {
    say(pen, { group: group.value.id }, "refused", { why: "role", what: "设置群" });
    return;
  }
  put(pen, `group/${group.value.id}`, group, { ...group.value, mode });
  say(pen, { group: group.value.id }, "groupMode", { mode });
}

const codeTries = 5;
const tryWindow = 24 * 3_600_000;

/** 绑定 7F3K-29: the code the court office gave, once, within 24 hours, five tries; only in private. */
export function bindCode(pen: Pen, context: Context, person: Person): void {
  const me = { person: person.id };
  const refuse = (why: "wrong" | "expired" | "used" | "tooMany" | "group"): void => {
    const to = why === "group" && context.group ? { group: context.group.value.id } : me;
    say(pen, to, "bindFailed", { why });
    note(pen, {
      by: person.id,
      role: context.speaker.roles[0] ?? "stranger",
      action: "bindSelf",
      about: person.id,
      outcome: "refused",
    });
  };
  if (context.group) return refuse("group");
  const tries = person.wrongCodes.filter((at) => context.now - at < tryWindow);
  if (tries.length >= codeTries) return refuse("tooMany");
  const code = context.code;
  if (!code || code.value.usedBy !== null || code.value.expiresAt < context.now) {
    put(pen, `person/${person.id}`, context.speaker.doc, { ...person, wrongCodes: [...tries, context.now] });
    return refuse(!code ? "wrong" : code.value.usedBy !== null ? "used" : "expired");
  }
  const { role, ref, places } = code.value;
  put(pen, code.key, code, { ...code.value, usedBy: person.id });
  put(pen, `person/${person.id}`, context.speaker.doc, {
    ...person,
    open: true,
    wrongCodes: [],
    bound: [...person.bound.filter((b) => b.ref !== ref), { role, ref, places }],
  });
  const persons = context.binding?.value.persons ?? [];
  put(pen, `binding/${ref}`, context.binding, { persons: [person.id, ...persons.filter((p) => p !== person.id)] });
  note(pen, { by: person.id, role, action: "bindSelf", about: ref, outcome: "done" });
  say(pen, me, "bound", { role, name: judgeById(context.content.directory, ref)?.name ?? person.name });
}

/** Remembers that registering was offered here, so that it is offered once. */
export const offered = (pen: Pen, context: Context, it: Talk): void =>
  talk(pen, context, it, { offeredAt: context.now, choices: [{ label: "登记", data: "report" }] });
