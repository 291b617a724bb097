// The one place a report belongs to, the other place it touches, or why there is none: unknown, outside, or several.
import { type Directory, type Place } from "./directory.ts";
import { placeById } from "./finding.ts";
import { readRoles, type PlaceRole } from "./place-roles.ts";
import { findPlaces, readAtMost, type Mention } from "./places.ts";

/** A place named beforehand: id, name or alias; role respondent, harm, reporter, applicant, other (Chinese words do too). */
export type NamedPlace = { place: string; role?: string | null | undefined };

export type LeadingPlace =
  | { kind: "place"; place: Place; other: Place | null }
  | { kind: "ambiguous"; words: string; places: Place[] }
  | { kind: "outside"; words: string }
  | { kind: "unknown" };

type Candidate = { words: string; places: string[]; outside: boolean };

export function leadingPlaces(
  directory: Directory,
  text: string,
  named: readonly NamedPlace[] | undefined,
  cause: string | null,
): LeadingPlace {
  const ranked = named && named.length > 0 ? byRole(directory, named) : byWords(directory, text, cause);
  const lead = ranked[0];
  if (!lead) return { kind: "unknown" };
  if (lead.outside) return { kind: "outside", words: lead.words };
  const places = lead.places.flatMap((id) => placeById(directory, id) ?? []);
  const place = places[0];
  if (places.length !== 1 || !place) return { kind: "ambiguous", words: lead.words, places };
  const other = ranked.slice(1).find((candidate) => candidate.places.length === 1 && candidate.places[0] !== place.id);
  return { kind: "place", place, other: placeById(directory, other?.places[0]) ?? null };
}

function byWords(directory: Directory, text: string, cause: string | null): Candidate[] {
  const written = text
    .slice(0, readAtMost)
    .normalize("NFKC")
    .replace(/,/g, "，")
    .replace(/;/g, "；")
    .replace(/(?<=\p{Script=Han})[ \t]+(?=\p{Script=Han})/gu, " ");
  const mentions = withoutDenied(findPlaces(directory, written), written);
  const ranked = rankPlaces(readRoles(written, mentions, cause));
  return ranked
    .filter(
      (role) =>
        role.mention.kind !== "institution" ||
        ranked.length === 1 ||
        ranked.every((other) => other.mention.kind === "institution"),
    )
    .map(({ mention }) => ({ words: mention.words, places: mention.places, outside: mention.kind === "outside" }));
}

/** 「不是柳树村的，是河东村的」: the first is not meant. */
function withoutDenied(mentions: readonly Mention[], text: string): Mention[] {
  const meant = mentions.filter((mention) => !/(不是|并非|不在|不归)(在|说的?)?$/u.test(text.slice(0, mention.start)));
  return meant.length > 0 ? meant : [...mentions];
}

const leads = [
  /harm|incident|scene|occurr|event|事发|损害|发生|现场|侵权/i,
  /respond|defend|被|对方|lead|main|primary/i,
];
const follows = /report|appli|claim|plaint|complain|victim|原告|申请|报告|反映|我方/i;

/** Harm before respondent before the unnamed before the reporter. */
function weight(role: string): number {
  const at = leads.findIndex((words) => words.test(role));
  if (at >= 0) return at;
  return follows.test(role) ? 4 : 3;
}

function byRole(directory: Directory, named: readonly NamedPlace[]): Candidate[] {
  return named
    .map((row, i) => ({ row, at: weight(row.role ?? "") * 100 + i }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => {
      const exact = directory.places.filter((place) => place.id === row.place || place.name === row.place);
      const owners = exact.length > 0 ? exact : directory.places.filter((place) => place.aliases.includes(row.place));
      if (owners.length > 0) return { words: row.place, places: owners.map((place) => place.id), outside: false };
      const mention = findPlaces(directory, row.place).find((found) => found.places.length > 0);
      return { words: row.place, places: mention?.places ?? [], outside: mention === undefined };
    });
}

const strength = (role: PlaceRole): number => {
  const claim = Math.max(role.harm, role.respondent);
  // Explicit harm outranks the respondent's home; a home that is plainly the reporter's needs more than a guess.
  return role.reporter > claim ? -role.reporter : claim;
};

/** The leading place first, then the others, each place once. */
function rankPlaces(roles: readonly PlaceRole[]): PlaceRole[] {
  const best = new Map<string, PlaceRole>();
  for (const role of roles) {
    const key = role.mention.places.join("+") || role.mention.words;
    const known = best.get(key);
    best.set(
      key,
      known
        ? {
            mention: known.mention,
            harm: Math.max(known.harm, role.harm),
            respondent: Math.max(known.respondent, role.respondent),
            reporter: Math.max(known.reporter, role.reporter),
          }
        : role,
    );
  }
  const rows = [...best.values()];
  const weak = (role: PlaceRole): number => {
    if (role.mention.kind === "institution") return -20;
    if (role.mention.kind === "landmark") return Math.max(role.harm, role.respondent) < 6 && rows.length > 1 ? -10 : 0;
    // A place outside leads only where the words make it the respondent's or the harm's.
    const listed = role.mention.kind !== "outside";
    if (listed || !rows.some((other) => other.mention.kind !== "outside")) return 0;
    if (
      /^外|^邻|^隔壁/u.test(role.mention.words) &&
      rows.some((other) => other.mention.kind !== "outside" && other.reporter === 0)
    )
      return -15;
    return Math.max(role.harm, role.respondent) < 6 ? -15 : -0.5;
  };
  return rows.sort((a, b) => strength(b) + weak(b) - strength(a) - weak(a));
}
