// What is loaded when the clock rings: a person, a lead, all that lies with somebody, or every open lead for the morning round.
import type { Draft, Lead, LeadStatus } from "../leads/lead.ts";
import type { Context } from "./context.ts";
import type { Conversation, Group, GroupPosts, Person } from "./documents.ts";
import type { Platform } from "./message.ts";
import { conversationId } from "./people.ts";
import { leadTimers } from "./lead-life.ts";
import type { Doc } from "./ports.ts";
import {
  counter,
  draftTimers,
  empty,
  type GatherOptions,
  latestFirst,
  mediatorLoads,
  openStatuses,
  reportedBy,
  speakerOf,
  system,
  timersOf,
} from "./gather-parts.ts";

export async function forPerson(options: GatherOptions, id: string, groupId: string | null): Promise<Context> {
  const { store } = options;
  const [doc, group, here, priv, drafts, reported, leadCounter] = await Promise.all([
    store.load<Person>(`person/${id}`),
    groupId === null ? undefined : store.load<Group>(`group/${groupId}`),
    store.load<Conversation>(`conversation/${conversationId(id, groupId)}`),
    store.load<Conversation>(`conversation/${conversationId(id, null)}`),
    store.query<Draft>("draft", { where: { reporter: id }, limit: 20 }),
    reportedBy(store, id),
    counter(options),
  ]);
  const speaker = doc
    ? speakerOf(options.content, id, doc.value.platform, doc.value.account, doc, (group?.value.places.length ?? 0) > 0)
    : { ...system, id };
  const timers = await timersOf(store, [
    "roster",
    `buffer:${conversationId(id, groupId)}`,
    ...drafts.flatMap((d) => draftTimers(d.value.id)),
    ...reported.flatMap((l) => leadTimers(l.value.id)),
  ]);
  const known = group ?? (groupId !== null && doc ? unseenFor(groupId, doc.value.platform) : undefined);
  return {
    ...empty(options, speaker),
    group: known,
    conversation: here,
    privateConversation: priv,
    drafts: latestFirst(drafts),
    reported,
    leadCounter,
    timers,
  };
}

const unseenFor = (id: string, platform: Platform): Doc<Group> => ({
  key: `group/${id}`,
  version: 0,
  value: {
    id,
    platform,
    chatId: id.slice(platform.length + 1),
    title: "",
    places: [],
    mode: "normal",
    member: true,
    boundBy: null,
  },
});

export async function forLead(options: GatherOptions, id: string): Promise<Context> {
  const [lead, leadCounter] = await Promise.all([options.store.load<Lead>(`lead/${id}`), counter(options)]);
  const { judges, leaders } = options.content.directory;
  const told = lead ? [...judges, ...leaders, { id: "court_office" }].map(({ id: ref }) => `late:${ref}`) : [];
  const holder = lead?.value.stepWith ? [`late:${lead.value.stepWith}`] : [];
  const timers = await timersOf(options.store, ["roster", ...leadTimers(id), ...told, ...holder]);
  return { ...empty(options, system), named: lead ? [lead] : [], leadCounter, timers };
}

/** A lead that has ended, with the conversation of who reported it: they are asked how it went. */
export async function forClosed(options: GatherOptions, id: string): Promise<Context> {
  const base = await forLead(options, id);
  const lead = base.named[0]?.value;
  if (lead?.status !== "closed") return base;
  const person = await forPerson(options, lead.reporter, null);
  return { ...person, named: base.named, timers: new Map([...person.timers, ...base.timers]) };
}

/** What is open with somebody of the court: a judge's own, a head's tribunal, what a leader is in charge of. */
export async function forStaff(options: GatherOptions, ref: string): Promise<Context> {
  const { store, content } = options;
  const { tribunals, leaders } = content.directory;
  const leader = leaders.find((l) => l.id === ref);
  const led = tribunals.filter(
    (t) => t.head === ref || leader?.tribunals.length === 0 || leader?.tribunals.includes(t.id),
  );
  const where = [{ judge: ref === "court_office" ? null : ref }, ...led.map((t) => ({ tribunal: t.id }))];
  const statuses: readonly LeadStatus[] = ["assigned", "accepted", "referred"];
  const lists = await Promise.all(
    where.flatMap((w) => statuses.map((status) => store.query<Lead>("lead", { where: { ...w, status }, limit: 500 }))),
  );
  const assigned = [...new Map(lists.flat().map((doc) => [doc.key, doc])).values()];
  return { ...empty(options, system), assigned };
}

/** Every group and what it was told, for what is posted by the clock or by somebody of the court. */
export async function groupsAndPosts({ store }: GatherOptions): Promise<NonNullable<Context["education"]>> {
  const all = async <T>(collection: "group" | "education"): Promise<Doc<T>[]> => {
    const found: Doc<T>[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store.query<T>(collection, { limit: 500, ...(after === undefined ? {} : { after }) });
      found.push(...page);
      after = page.at(-1)?.key;
      if (page.length < 500 || after === undefined) return found;
    }
  };
  const [groups, records] = await Promise.all([all<Group>("group"), all<GroupPosts>("education")]);
  return { groups, records };
}

/** Every open lead with its timers, for the morning round. */
export async function forRound(options: GatherOptions): Promise<Context> {
  const assigned: Doc<Lead>[] = [];
  for (const status of openStatuses)
    for (let after: string | undefined; ; ) {
      const query = { where: { status }, limit: 500, ...(after === undefined ? {} : { after }) };
      const page = await options.store.query<Lead>("lead", query);
      assigned.push(...page);
      after = page.at(-1)?.key;
      if (page.length < 500 || after === undefined) break;
    }
  const timers = await timersOf(options.store, ["roster", ...assigned.flatMap((l) => leadTimers(l.value.id))]);
  return { ...empty(options, system), assigned, timers, loads: await mediatorLoads(options) };
}
