// Loads what a decision may look at, through the store's port: who speaks and as what, what lies open with them, what is named.
import { createHash } from "node:crypto";
import type { Role } from "../content/roles.ts";
import type { Draft, Lead, LeadStatus } from "../leads/lead.ts";
import { leadNumbersIn } from "./command.ts";
import { alarmsOf, saysCalm } from "./calm.ts";
import { readCommand } from "./commands.ts";
import { curationAsked } from "./curation.ts";
import type { Context, Event, Speaker } from "./context.ts";
import type { ClaimCode, Conversation, Group, GroupPosts, Person, Question, Sent, Token } from "./documents.ts";
import type { IncomingMessage, Platform } from "./message.ts";
import { conversationId } from "./people.ts";
import { leadTimers } from "./lead-life.ts";
import type { Stepwise } from "./stepwise-document.ts";
import { stepwiseAsked } from "./stepwise-words.ts";
import { nearbyLeads } from "./nearby.ts";
import type { Doc, Key, Store } from "./ports.ts";
import { forClosed, forLead, forPerson, forRound, forStaff, groupsAndPosts } from "./gather-clock.ts";
import {
  comingVisits,
  counter,
  draftTimers,
  empty,
  type GatherOptions,
  latestFirst,
  lyingWith,
  mediatorLoads,
  pastOf,
  reportedBy,
  speakerOf,
  stepsOf,
  stepsWith,
  system,
  timersOf,
} from "./gather-parts.ts";
import { curationDocs, stepwiseDocs, stepwiseTimers } from "./gather-questions.ts";

export const codeKey = (code: string): Key =>
  `code/${createHash("sha256")
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ""))
    .digest("hex")}`;

/** The id under which a platform's account or chat is known, following a re-binding. */
export async function knownAs(store: Store, platform: Platform, id: string): Promise<string> {
  const own = `${platform}:${id}`;
  return (await store.load<{ to: string }>(`alias/${own}`))?.value.to ?? own;
}

/** Group chatter needs no leads and drafts: nothing that the bot would do with it looks at them. */
const mattersBeyondChat = (event: Extract<Event, { kind: "message" }>): boolean => {
  const { message, understanding } = event;
  return (
    message.chat.kind === "private" ||
    message.addressed ||
    message.button !== undefined ||
    message.quoted !== undefined ||
    understanding.danger.level !== "none" ||
    message.attachments.length > 0 ||
    message.text.length <= 30
  );
};

/** Words by which a lead may go to a mediator: only then is it counted how many each has. */
function handsOn(message: IncomingMessage, talk: Conversation | undefined): boolean {
  const goes = (data: string): boolean => /^(?:refer|flow|stepDone)/u.test(data);
  if (goes(message.button ?? "") || goes(talk?.awaiting?.kind ?? "")) return true;
  if (talk?.choices.some((choice) => goes(choice.data))) return true;
  const command = readCommand(message.text, true);
  return command?.kind === "flow" || (command?.kind === "move" && /^(?:refer|sendBack)$/u.test(command.move));
}

/** 「收 2026-0031」 from a judge: which lead is meant is said, and nothing else that lies with them matters. */
function namesItsLead(message: IncomingMessage, roles: readonly Role[]): boolean {
  if (!roles.some((role) => role === "judge" || role === "head")) return false;
  const command = readCommand(message.text, true, false);
  return command?.kind === "move" && /^20\d{2}-/u.test(command.number ?? "") && command.move !== "merge";
}

const open: readonly LeadStatus[] = ["assigned", "accepted", "referred"];
const holds = (lead: Lead, { ref, roles }: Speaker): boolean =>
  ref !== null &&
  open.includes(lead.status) &&
  (lead.judge === ref || (roles.includes("mediator") && lead.referredTo === ref));

async function namedIn(store: Store, message: IncomingMessage): Promise<Doc<Lead>[]> {
  const keys: Key[] = leadNumbersIn(message.text)
    .slice(0, 5)
    .map((id): Key => `lead/${id}`);
  if (message.quoted?.messageId) {
    const sent = await store.load<Sent>(`sent/${message.platform}:${message.chat.id}:${message.quoted.messageId}`);
    if (sent?.value.lead) keys.unshift(`lead/${sent.value.lead}`);
  }
  const inQuote = message.quoted?.fromBot ? leadNumbersIn(message.quoted.text).slice(0, 1) : [];
  keys.push(...inQuote.map((id): Key => `lead/${id}`));
  const button = /:(20\d{2}-\d{4,6})/.exec(message.button ?? "")?.[1];
  if (button) keys.unshift(`lead/${button}`);
  const docs = await Promise.all([...new Set(keys)].map((key) => store.load<Lead>(key)));
  return docs.filter((doc) => doc !== undefined);
}

async function forMessage(options: GatherOptions, event: Extract<Event, { kind: "message" }>): Promise<Context> {
  const { store, content } = options;
  const { message } = event;
  const id = await knownAs(store, message.platform, message.person.id);
  const groupId = message.chat.kind === "group" ? await knownAs(store, message.platform, message.chat.id) : null;
  const [doc, group, here, priv] = await Promise.all([
    store.load<Person>(`person/${id}`),
    groupId === null ? undefined : store.load<Group>(`group/${groupId}`),
    store.load<Conversation>(`conversation/${conversationId(id, groupId)}`),
    store.load<Conversation>(`conversation/${conversationId(id, null)}`),
  ]);
  const speaker = speakerOf(
    content,
    id,
    message.platform,
    message.person.id,
    doc,
    (group?.value.places.length ?? 0) > 0,
  );
  const wide = mattersBeyondChat(event);
  const whole = namesItsLead(message, speaker.roles);
  const [drafts, reported, past, assigned, steps, named] = await Promise.all([
    wide ? store.query<Draft>("draft", { where: { reporter: id }, limit: 20 }) : [],
    wide ? reportedBy(store, id) : [],
    wide ? pastOf(store, id) : [],
    wide && !whole ? lyingWith(options, speaker) : [],
    wide ? stepsWith(options, speaker) : [],
    namedIn(store, message),
  ]);
  const command = readCommand(message.text, false);
  const code = command?.kind === "bindCode" ? await store.load<ClaimCode>(codeKey(command.code)) : undefined;
  const visits = wide ? await comingVisits(options) : [];
  const [newAlias, token, binding, leadCounter, timers] = await Promise.all([
    message.newChatId ? store.load<{ to: string }>(`alias/${message.platform}:${message.newChatId}`) : undefined,
    message.token ? store.load<Token>(`token/${message.token}`) : undefined,
    code ? store.load<{ persons: string[] }>(`binding/${code.value.ref}`) : undefined,
    counter(options),
    timersOf(store, [
      "roster",
      ...visits.map((v) => `visit:${v.value.id}`),
      `buffer:${conversationId(id, groupId)}`,
      ...drafts.flatMap((d) => draftTimers(d.value.id)),
      ...[...named, ...assigned, ...steps, ...reported].flatMap((l) => leadTimers(l.value.id)),
    ]),
  ]);
  const asked = curationAsked(message);
  const curation =
    asked && speaker.ref !== null ? await curationDocs(store, asked, here?.value.lastEntry ?? null) : undefined;
  const education =
    command?.kind === "announce" || priv?.value.awaiting?.kind === "announce"
      ? await groupsAndPosts(options)
      : command?.kind === "tellStory" && groupId !== null
        ? await postsOf(store, groupId)
        : undefined;
  const stepwise = stepwiseAsked(message) ? await stepwiseDocs(store, id, speaker.ref) : undefined;
  const questionCounter = await store.load<{ next: number; hash: string }>("counter/question");
  const nearby = wide ? await nearbyLeads(options, message, drafts, leadCounter?.value.next ?? 1) : [];
  const alarms =
    group && saysCalm(message.text)
      ? await alarmsOf(store, group.value.id, group.value.places, options.now, leadCounter?.value.next ?? 1)
      : [];
  const seenIn = groupId === null ? (doc?.value.groups ?? []).slice(0, 3) : [];
  const groups = await Promise.all(seenIn.map((seen) => store.load<Group>(`group/${seen}`)));
  const homes = [...new Set(groups.flatMap((seen) => seen?.value.places ?? []))];
  // A group that was never announced (the bot was there before its first start) is known from its first message on.
  const known = group ?? (groupId === null || message.event === "botAdded" ? undefined : unseenGroup(groupId, message));
  return {
    ...empty(options, speaker),
    near: event.near ?? null,
    group: known,
    conversation: here,
    privateConversation: priv,
    drafts: latestFirst(drafts),
    reported,
    past,
    // Of what lies with a judge only the lead that is named: a judge may have a hundred.
    assigned: whole ? named.filter((doc) => holds(doc.value, speaker)) : assigned,
    steps,
    loads: handsOn(message, priv?.value) ? await mediatorLoads(options) : new Map(),
    nearby,
    homes,
    alarms,
    named,
    visits,
    leadCounter,
    code,
    token,
    newAlias,
    binding,
    curation,
    education,
    stepwise,
    questionCounter,
    timers: new Map([
      ...timers,
      ...(await stepwiseTimers(store, stepwise)),
      ...(await timersOf(
        store,
        alarms.flatMap((l) => leadTimers(l.value.id)),
      )),
    ]),
  };
}

const postsOf = async (store: Store, group: string): Promise<Context["education"]> => {
  const record = await store.load<GroupPosts>(`education/${group}`);
  return { groups: [], records: record ? [record] : [] };
};

async function forQuestion(options: GatherOptions, id: string): Promise<Context> {
  const [curation, question] = await Promise.all([
    curationDocs(options.store, null, null),
    options.store.load<Question>(`question/${id}`),
  ]);
  const asker = question && (await options.store.load<Person>(`person/${question.value.person}`));
  const seenIn = asker?.value.groups[0];
  const group = seenIn === undefined ? undefined : await options.store.load<Group>(`group/${seenIn}`);
  return { ...empty(options, system), curation, group };
}

/** Version 0: nothing is stored of it yet; whoever changes it creates it. */
const unseenGroup = (id: string, message: IncomingMessage): Doc<Group> => ({
  key: `group/${id}`,
  version: 0,
  value: {
    id,
    platform: message.platform,
    chatId: message.chat.id,
    title: message.chat.title,
    places: [],
    mode: "normal",
    member: true,
    boundBy: null,
  },
});

/** Everything `decide` may look at for this event. */
export async function gatherContext(options: GatherOptions, event: Event): Promise<Context> {
  if (event.kind === "message") return forMessage(options, event);
  if (event.kind === "timer") {
    const { kind, about } = event.timer.value;
    if (kind === "buffer" || kind === "aside" || kind === "compose" || kind === "transcribe" || kind === "make") {
      const [person = "", chat = ""] = about.split("|");
      return forPerson(options, person, chat === "private" ? null : chat);
    }
    if (kind === "scheduledReport") return empty(options, system);
    if (kind === "education" || kind === "reception")
      return { ...empty(options, system), education: await groupsAndPosts(options) };
    if (kind === "keepFile" || kind === "readPhoto") {
      const [person = ""] = about.split("|");
      const lead = event.timer.value.data["lead"];
      const [context, named] = await Promise.all([
        forPerson(options, person, null),
        lead ? options.store.load<Lead>(`lead/${lead}`) : undefined,
      ]);
      return { ...context, named: named ? [named] : [] };
    }
    if (kind.startsWith("draft") || kind === "openAgain") {
      const draft = await options.store.load<Draft>(`draft/${about}`);
      return draft ? forPerson(options, draft.value.reporter, null) : empty(options, system);
    }
    if (kind === "stepwise") {
      const doc = await options.store.load<Stepwise>(`stepwise/${about.padStart(6, "0")}`);
      return { ...empty(options, system), stepwise: { mine: doc ? [doc] : [], withMe: [], asked: [] } };
    }
    if (kind === "visitReminder") return { ...empty(options, system), visits: await comingVisits(options) };
    if (kind === "roster") return forRound(options);
    if (kind === "lateSteps") return { ...empty(options, system), steps: await stepsOf(options.store, [about]) };
    if (kind === "lateSummary") return forStaff(options, about);
    if (kind === "forwardQuestion") return forQuestion(options, about);
    return kind === "leadDue" || kind === "followUp" ? forClosed(options, about) : forLead(options, about);
  }
  const { to, lead } = event.row.value;
  const base = lead ? await forLead(options, lead) : empty(options, system);
  if (!("person" in to)) return base;
  const person = await forPerson(options, to.person, null);
  return { ...person, named: base.named, timers: new Map([...person.timers, ...base.timers]) };
}
