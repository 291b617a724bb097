// Whether the parts of court.yaml fit together: every id that is pointed to exists, and nobody exists twice.
import type { Directory } from "./directory.ts";

export type BrokenReference = { path: readonly PropertyKey[]; what: string };

const ids = (rows: readonly { id?: string | undefined }[]) =>
  new Set(rows.flatMap((row) => (row.id === undefined ? [] : [row.id])));

/**
 * References to nobody, ids used twice, accounts of two people. `raw` is the file's data: an entry that was itself faulty
 * is missing from `directory` but still known by its id.
 */
export function brokenReferences(directory: Directory, raw: Record<string, unknown>): BrokenReference[] {
  const found: BrokenReference[] = [];
  const written = (section: string) =>
    ids(Array.isArray(raw[section]) ? raw[section].filter((row) => row !== null && typeof row === "object") : []);
  const known = {
    judges: written("judges"),
    tribunals: written("tribunals"),
    places: written("places"),
    mediators: written("mediators"),
  };
  const check = (section: keyof typeof known, id: string | undefined, ...path: PropertyKey[]) => {
    if (id !== undefined && !known[section].has(id))
      found.push({ path, what: `"${id}" is not among ${section}; add it there or correct the id` });
  };
  const unique = (section: string, rows: readonly { id?: string | undefined }[]) => {
    const seen = new Set<string>();
    rows.forEach((row, i) => {
      if (row.id === undefined) return;
      if (seen.has(row.id))
        found.push({ path: [section, i, "id"], what: `"${row.id}" is used twice; give each its own id` });
      seen.add(row.id);
    });
  };
  const people = [
    "judges",
    "mediators",
    "leaders",
    "court_office",
    "assistants",
    "clerks",
    "grid_workers",
    "residents",
    "contacts",
  ] as const;
  for (const section of ["tribunals", "places", "shared_courtrooms", ...people] as const)
    unique(section, directory[section]);

  const everybody = new Set(people.flatMap((section) => [...written(section)]));
  for (const [period, schedule] of Object.entries(directory.schedules))
    schedule?.to.forEach((id, i) => {
      if (!everybody.has(id))
        found.push({
          path: ["schedules", period, "to", i],
          what: `"${id}" is nobody of this file; use the id of a judge, leader or clerk`,
        });
    });
  for (const place of Object.keys(directory.education?.places ?? {}))
    check("places", place, "education", "places", place);
  directory.tribunals.forEach((tribunal, i) => {
    check("judges", tribunal.head, "tribunals", i, "head");
    for (const [cause, judge] of Object.entries(tribunal.specialists))
      check("judges", judge, "tribunals", i, "specialists", cause);
  });
  const helpers = new Set([...written("clerks"), ...written("assistants")]);
  directory.judges.forEach((judge, i) => {
    check("tribunals", judge.tribunal, "judges", i, "tribunal");
    check("judges", judge.deputy, "judges", i, "deputy");
    if (judge.deputy === judge.id)
      found.push({ path: ["judges", i, "deputy"], what: "a judge cannot be the own deputy; name another" });
    // Files that list no assistants and clerks name them here only for the reader.
    if (helpers.size > 0) {
      judge.team.forEach((id, j) => {
        if (!helpers.has(id))
          found.push({
            path: ["judges", i, "team", j],
            what: `"${id}" is not among assistants or clerks; add it there or correct the id`,
          });
      });
    }
  });
  const names = new Map<string, number>();
  directory.places.forEach((place, i) => {
    check("tribunals", place.tribunal, "places", i, "tribunal");
    check("judges", place.judge, "places", i, "judge");
    check("mediators", place.mediator, "places", i, "mediator");
    if (names.has(place.name))
      found.push({
        path: ["places", i, "name"],
        what: `"${place.name}" stands twice; two places need different names`,
      });
    names.set(place.name, i);
  });
  for (const [tribunal, days] of Object.entries(directory.duty)) {
    check("tribunals", tribunal, "duty", tribunal);
    for (const [day, who] of Object.entries(days))
      for (const judge of who) check("judges", judge, "duty", tribunal, day);
  }
  for (const section of ["leaders", "court_office", "assistants", "clerks", "grid_workers", "residents"] as const) {
    directory[section].forEach((row, i) => {
      check("tribunals", row.tribunal, section, i, "tribunal");
      row.tribunals.forEach((id, j) => check("tribunals", id, section, i, "tribunals", j));
      row.places.forEach((id, j) => check("places", id, section, i, "places", j));
    });
  }
  directory.mediators.forEach((mediator, i) =>
    mediator.places.forEach((id, j) => check("places", id, "mediators", i, "places", j)),
  );
  directory.contacts.forEach((contact, i) =>
    contact.places.forEach((id, j) => check("places", id, "contacts", i, "places", j)),
  );
  directory.shared_courtrooms.forEach((room, i) => {
    check("places", room.place, "shared_courtrooms", i, "place");
    if (room.contact !== undefined && !everybody.has(room.contact))
      found.push({
        path: ["shared_courtrooms", i, "contact"],
        what: `"${room.contact}" is nobody of this file; use the id of a mediator, grid worker or clerk`,
      });
  });
  directory.remote_slots.forEach((slot, i) => check("judges", slot.who, "remote_slots", i, "who"));
  directory.visit_slots.forEach((slot, i) => {
    check("judges", slot.who, "visit_slots", i, "who");
    if (slot.at !== undefined && !written("shared_courtrooms").has(slot.at))
      found.push({
        path: ["visit_slots", i, "at"],
        what: `"${slot.at}" is not among shared_courtrooms; add it there or correct the id`,
      });
  });
  for (const section of ["reception_days", "mediation_spots"] as const)
    directory[section].forEach((row, i) => {
      check("places", row.place, section, i, "place");
      if (row.who !== undefined && !everybody.has(row.who))
        found.push({
          path: [section, i, "who"],
          what: `"${row.who}" is nobody of this file; use the id of a judge or mediator`,
        });
    });

  const owners = new Map<string, string>();
  for (const section of people) {
    directory[section].forEach((person, i) => {
      for (const [platform, accounts] of Object.entries(person.accounts)) {
        for (const account of accounts) {
          const owner = owners.get(`${platform}:${account}`);
          if (owner)
            found.push({
              path: [section, i, "accounts", platform],
              what: `account "${account}" already belongs to ${owner}; an account is one person's`,
            });
          owners.set(`${platform}:${account}`, person.name ?? person.id ?? "");
        }
      }
    });
  }
  return found;
}
