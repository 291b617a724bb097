// Finding people, places and numbers in the court directory: by id, by place, by who is present, by what a matter needs.
import type { Contact, Directory, Hotline, Judge, Mediator, Member, Place, Tribunal } from "./directory.ts";
import type { Span } from "./fields.ts";

const byId = <T extends { id?: string | undefined }>(
  rows: readonly T[],
  wanted: string | null | undefined,
): T | undefined => (wanted === null || wanted === undefined ? undefined : rows.find((row) => row.id === wanted));

export const judgeById = (directory: Directory, judge: string | null | undefined): Judge | undefined =>
  byId(directory.judges, judge);
export const placeById = (directory: Directory, place: string | null | undefined): Place | undefined =>
  byId(directory.places, place);
export const tribunalById = (directory: Directory, tribunal: string | null | undefined): Tribunal | undefined =>
  byId(directory.tribunals, tribunal);
export const mediatorById = (directory: Directory, mediator: string | null | undefined): Mediator | undefined =>
  byId(directory.mediators, mediator);
/** The tribunal of a place. */
export const tribunalOf = (directory: Directory, place: string | null | undefined): Tribunal | undefined =>
  tribunalById(directory, placeById(directory, place)?.tribunal);
export const headOf = (directory: Directory, tribunal: string | null | undefined): Judge | undefined =>
  judgeById(directory, tribunalById(directory, tribunal)?.head);

export const isOnLeave = (person: { leave: readonly Span[] }, date: string): boolean =>
  person.leave.some((span) => span.from <= date && date <= span.to);

/** The leader in charge of a tribunal who is not away; undefined where the directory names none. */
export function leaderOf(directory: Directory, tribunal: string | null, date: string): Member | undefined {
  const present = directory.leaders.filter((leader) => !isOnLeave(leader, date));
  return (
    present.find((leader) => tribunal !== null && leader.tribunals.includes(tribunal)) ??
    present.find((leader) => leader.tribunals.length === 0) ??
    present[0]
  );
}

/** Mediators for a matter, best first: the place's own, then those of the same tribunal's places who know the cause. */
export function mediatorsFor(
  directory: Directory,
  place: string | null,
  cause: string | null,
  date: string,
): Mediator[] {
  const own = mediatorById(directory, placeById(directory, place)?.mediator);
  const tribunal = tribunalOf(directory, place)?.id;
  const near = new Set(directory.places.filter((other) => other.tribunal === tribunal).map((other) => other.mediator));
  const able = directory.mediators
    .filter((mediator) => mediator !== own && cause !== null && mediator.specialities.includes(cause))
    .filter((mediator) => mediator.places.length === 0 || (place !== null && mediator.places.includes(place)))
    .sort((a, b) => Number(near.has(b.id)) - Number(near.has(a.id)));
  return [...(own ? [own] : []), ...able].filter((mediator) => !isOnLeave(mediator, date));
}

/** Mediators whom these words name: by name, by their committee, or by a place that is theirs; the clearest first. */
export function findMediators(directory: Directory, words: string): Mediator[] {
  const named = directory.mediators.filter((mediator) => words.includes(mediator.name));
  const committee = directory.mediators.filter(
    (mediator) => mediator.org !== undefined && words.includes(mediator.org),
  );
  const local = directory.places
    .filter((place) => [place.name, ...place.aliases].some((name) => words.includes(name)))
    .flatMap((place) => mediatorById(directory, place.mediator) ?? []);
  return [...new Set([...named, ...committee, ...local])];
}

/** What to say at once to somebody in danger: one line for each number, those of every danger first. */
export function hotlinesFor(directory: Directory, kinds: readonly string[]): string[] {
  const lines = directory.hotlines.length > 0 ? directory.hotlines : nationalHotlines;
  return lines
    .filter((line) => line.for.length === 0 || line.for.some((kind) => kinds.includes(kind)))
    .sort((a, b) => a.for.length - b.for.length)
    .map((line) => `${line.when}：打${line.number}（${line.name}）`);
}

/** For a directory that lists none: a missing section must not silence the numbers that save lives. */
const nationalHotlines: readonly Hotline[] = [
  { number: "110", name: "公安报警", when: "有人正在动手、持刀或威胁", for: [] },
  { number: "120", name: "急救", when: "有人受伤、喝药、昏迷", for: [] },
  { number: "12338", name: "妇女维权热线", when: "家里人打骂、不让出门", for: ["domestic-violence"] },
  { number: "12356", name: "心理援助热线", when: "想不开、不想活", for: ["suicide"] },
];

export const contactById = (directory: Directory, contact: string | null | undefined): Contact | undefined =>
  byId(directory.contacts, contact);

/** The contacts of a co-handling office, those of the place first. */
export const contactsOf = (directory: Directory, office: string, place: string | null): Contact[] =>
  directory.contacts
    .filter(
      (contact) =>
        contact.office === office &&
        (contact.places.length === 0 || (place !== null && contact.places.includes(place))),
    )
    .sort((a, b) => b.places.length - a.places.length);
