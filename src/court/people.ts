// Who is behind an account, and by which accounts somebody of the court directory can be written to.
import type { Role } from "../content/roles.ts";
import { type Directory, type Member } from "./directory.ts";
import { judgeById } from "./finding.ts";

/** One part that a person plays: the role, the id in court.yaml, and the places it is tied to. */
export type Part = { role: Role; ref: string; name: string; places: string[] };
type Listed = Part & { accounts: Readonly<Record<string, readonly string[]>>; phone: string | undefined };

/** A directory is read once and never changed: who is in it is worked out once as well. */
const known = new WeakMap<Directory, Listed[]>();

/** Everyone whom court.yaml names, once for each role. */
export function people(directory: Directory): Listed[] {
  const found = known.get(directory) ?? everyone(directory);
  known.set(directory, found);
  return found;
}

function everyone(directory: Directory): Listed[] {
  const part = (
    role: Role,
    person: {
      id?: string | undefined;
      name?: string | undefined;
      phone?: string | undefined;
      accounts: Listed["accounts"];
    },
    places: string[],
  ): Listed => {
    const ref = person.id ?? person.name ?? "";
    return { role, ref, name: person.name ?? ref, places, accounts: person.accounts, phone: person.phone };
  };
  const all = (role: Role, rows: readonly Member[]) => rows.map((row) => part(role, row, row.places));
  const own = (ids: string | undefined, key: "judge" | "mediator") =>
    directory.places.filter((place) => place[key] === ids).map((place) => place.id);
  return [
    ...directory.judges.map((judge) => part("judge", judge, own(judge.id, "judge"))),
    ...directory.tribunals.flatMap((tribunal) => {
      const head = judgeById(directory, tribunal.head);
      return head
        ? [
            part(
              "head",
              head,
              directory.places.filter((place) => place.tribunal === tribunal.id).map((place) => place.id),
            ),
          ]
        : [];
    }),
    ...all("leader", directory.leaders),
    ...all("courtOffice", directory.court_office),
    ...all("assistant", directory.assistants),
    ...all("clerk", directory.clerks),
    ...directory.mediators.map((mediator) => part("mediator", mediator, own(mediator.id, "mediator"))),
    ...directory.contacts.map((contact) =>
      part(
        "coHandler",
        { ...contact, id: contact.id ?? contact.office, name: contact.name ?? contact.office },
        contact.places,
      ),
    ),
    ...all("gridWorker", directory.grid_workers),
    ...all("resident", directory.residents),
  ];
}

/** The parts that an account of a platform plays by court.yaml; a head is a judge too. Empty for the unknown. */
export const rolesOf = (directory: Directory, platform: string, account: string): Part[] =>
  people(directory)
    .filter((person) => person.accounts[platform]?.includes(account))
    .map(({ role, ref, name, places }) => ({ role, ref, name, places }));

/** The accounts by which a person of court.yaml can be written to, by platform. */
export const accountsOf = (directory: Directory, ref: string): Readonly<Record<string, readonly string[]>> =>
  people(directory).find((person) => person.ref === ref)?.accounts ?? {};
