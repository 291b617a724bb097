// What every loading of a context begins with: who somebody is, what they reported, what lies with them, which timers wait.
import type { Role } from "../content/roles.ts";
import type { Lead, LeadStatus } from "../leads/lead.ts";
import { toCivil } from "../court/calendar.ts";
import { rolesOf } from "../court/people.ts";
import type { Content, Context, Settings, Speaker } from "./context.ts";
import type { Person, Timer, Visit } from "./documents.ts";
import type { Platform } from "./message.ts";
import { holderKeys, officeOf } from "./flow-life.ts";
import type { Doc, Store } from "./ports.ts";

export type GatherOptions = {
  store: Store;
  content: Content;
  settings: Settings;
  now: number;
  secrets: readonly string[];
};

const order: readonly Role[] = [
  "head",
  "judge",
  "courtOffice",
  "leader",
  "clerk",
  "assistant",
  "mediator",
  "coHandler",
  "gridWorker",
  "resident",
  "stranger",
];

/** The roles of an account: from court.yaml, from claim codes, and resident for who is in a bound group. */
export function speakerOf(
  content: Content,
  id: string,
  platform: Platform,
  account: string,
  doc: Doc<Person> | undefined,
  inGroup: boolean,
): Speaker {
  // The terminal lends its people from the room.
  const listed = rolesOf(content.directory, platform === "terminal" ? "room" : platform, account);
  const bound = doc?.value.bound ?? [];
  const parts = [...listed, ...bound].toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const roles = [...new Set(parts.map((p) => p.role))];
  const base: Role = inGroup || (doc?.value.groups.length ?? 0) > 0 ? "resident" : "stranger";
  return {
    doc,
    id,
    roles: roles.length > 0 ? roles : [base],
    ref: parts.find((p) => p.role !== "resident")?.ref ?? null,
    places: [...new Set(parts.flatMap((p) => p.places))],
  };
}

export const openStatuses: readonly LeadStatus[] = ["submitted", "assigned", "accepted", "referred", "sentBack"];
export const latestFirst = <T extends { createdAt: number }>(docs: Doc<T>[]): Doc<T>[] =>
  docs.toSorted((a, b) => b.value.createdAt - a.value.createdAt);

export async function reportedBy(store: Store, person: string): Promise<Doc<Lead>[]> {
  const lists = await Promise.all(
    [...openStatuses, "closed" as const].map((status) =>
      store.query<Lead>("lead", { where: { reporter: person, status }, limit: 60 }),
    ),
  );
  return latestFirst(lists.flat());
}

/** What a person took back, and what was merged into another lead, with the lead that it went into. */
export async function pastOf(store: Store, person: string): Promise<Doc<Lead>[]> {
  const lists = await Promise.all(
    (["withdrawn", "merged"] as const).map((status) =>
      store.query<Lead>("lead", { where: { reporter: person, status }, limit: 10 }),
    ),
  );
  const own = lists.flat();
  const into = await Promise.all(
    [...new Set(own.flatMap((l) => l.value.mergedInto ?? []))].map((id) => store.load<Lead>(`lead/${id}`)),
  );
  return [...latestFirst(own), ...into.flatMap((doc) => doc ?? [])];
}

export async function lyingWith({ store, content }: GatherOptions, speaker: Speaker): Promise<Doc<Lead>[]> {
  const { ref, roles } = speaker;
  if (ref === null) return [];
  const statuses: readonly LeadStatus[] = ["assigned", "accepted", "referred"];
  const fields = [
    ...(roles.includes("judge") || roles.includes("head") ? ["judge"] : []),
    ...(roles.includes("mediator") ? ["mediator"] : []),
  ];
  const lists = await Promise.all(
    fields.flatMap((field) =>
      statuses.map((status) => store.query<Lead>("lead", { where: { [field]: ref, status }, limit: 60 })),
    ),
  );
  // What has no judge lies with the court office.
  if (roles.includes("courtOffice"))
    lists.push(await store.query<Lead>("lead", { where: { judge: null, status: "assigned" }, limit: 60 }));
  const office = roles.includes("coHandler") ? officeOf(content.directory, ref) : null;
  const told = office === null ? [] : await toldTo(store, office, statuses);
  const given = (l: Lead): boolean => l.judge === ref || l.referredTo === ref || l.stepWith === `staff:${ref}`;
  const mine = roles.includes("mediator") ? lists.flat().filter((doc) => given(doc.value)) : lists.flat();
  return latestFirst([...new Map([...mine, ...told].map((doc) => [doc.key, doc])).values()]);
}

/** What an office was told of and is still open. */
async function toldTo(store: Store, office: string, statuses: readonly LeadStatus[]): Promise<Doc<Lead>[]> {
  const lists = await Promise.all(
    statuses.map((status) => store.query<Lead>("lead", { where: { coHandle: office, status }, limit: 500 })),
  );
  return lists.flat();
}

/** Leads with a flow whose open step lies with somebody: as a person, as one of the court, for an office. */
export const stepsWith = ({ store, content }: GatherOptions, speaker: Speaker): Promise<Doc<Lead>[]> =>
  stepsOf(store, holderKeys(content.directory, speaker));

export async function stepsOf(store: Store, holders: readonly string[]): Promise<Doc<Lead>[]> {
  const lists = await Promise.all(
    holders.map((stepWith) => store.query<Lead>("lead", { where: { stepWith }, limit: 60 })),
  );
  return lists.flat();
}

/** How many leads lie with each mediator now, whoever gave them: those referred, and the steps of flows. */
export async function mediatorLoads({ store, content }: GatherOptions): Promise<Map<string, number>> {
  const loads = content.directory.mediators.map(async ({ id }) => {
    const counts = await Promise.all([
      store.count("lead", { referredTo: id, status: "referred" }),
      store.count("lead", { stepWith: `staff:${id}`, status: "accepted" }),
      store.count("lead", { stepWith: `staff:${id}`, status: "assigned" }),
    ]);
    return [id, counts.reduce((sum, n) => sum + n, 0)] as const;
  });
  return new Map(await Promise.all(loads));
}

export async function timersOf(store: Store, ids: readonly string[]): Promise<Map<string, Doc<Timer>>> {
  const docs = await Promise.all(ids.map((id) => store.load<Timer>(`timer/${id}`)));
  return new Map(docs.flatMap((doc) => (doc ? [[doc.value.id, doc] as const] : [])));
}

export const draftTimers = (id: string): string[] => [`draft-end:${id}`, `draft-nudge:${id}`, `draft-open:${id}`];

export const empty = (options: GatherOptions, speaker: Speaker): Context => ({
  now: options.now,
  secrets: options.secrets,
  content: options.content,
  settings: options.settings,
  speaker,
  near: null,
  group: undefined,
  conversation: undefined,
  privateConversation: undefined,
  drafts: [],
  reported: [],
  assigned: [],
  steps: [],
  loads: new Map(),
  nearby: [],
  named: [],
  visits: [],
  leadCounter: undefined,
  code: undefined,
  token: undefined,
  newAlias: undefined,
  binding: undefined,
  timers: new Map(),
});

export const system: Speaker = { doc: undefined, id: "system", roles: [], ref: null, places: [] };

export const counter = (options: GatherOptions) =>
  options.store.load<{ next: number; hash: string }>(`counter/lead-${toCivil(options.now).date.slice(0, 4)}`);

export const comingVisits = ({ store, now }: GatherOptions): Promise<Doc<Visit>[]> =>
  store.query<Visit>("visit", { range: { field: "at", from: now }, limit: 2_000 });
