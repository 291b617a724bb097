// A dispute has two sides: who is named in it is set against the other, by the deeds told of each and by what is learnt, together.
import type { PartyRole } from "./facts.ts";
import type { SenderRole } from "./intents.ts";
import type { LinearModel } from "./linear.ts";
import { isNamed, type Mention } from "./outright.ts";
import { ownYoung } from "./settle.ts";
import { sidesOf } from "./sides.ts";

/** What is known of the sides before they are set against each other: sums of deeds by name, and those a frame placed. */
export type Evidence = { sums: ReadonlyMap<string, number>; framed: ReadonlySet<string> };

/** How much one deed and one frame tell beside the learnt odds; on marked reports these did best. */
const perDeed = 1.5;
const perFrame = 1.5;
/** One who was placed outright is as sure as this. */
const outright = 4;
/** Below this the words tell too little to move somebody. */
const slight = 0.4;

const opposite = (role: PartyRole): PartyRole => (role === "applicant" ? "respondent" : "applicant");

/** Sets those of whom the words do not say it outright against each other. */
export function twoSides(
  mentions: readonly Mention[],
  text: string,
  senderRole: SenderRole,
  sides: LinearModel | null,
  { sums, framed }: Evidence,
): void {
  if (!sides) return;
  const staff = senderRole !== "resident";
  const named = mentions.filter(isNamed);
  const persons = [
    ...new Map(named.filter((m) => m.role === "applicant" || m.role === "respondent").map((m) => [m.name, m])).values(),
  ];
  const move = (name: string, role: PartyRole): void => {
    for (const m of mentions) if (m.name === name) m.role = role;
  };
  /** Above zero wants something, below zero it is wanted from. */
  const weigh = (m: Mention): number => {
    const ranked = sidesOf(sides, text, named, m.name, staff);
    const of = (role: PartyRole): number => ranked.find((r) => r.label === role)?.probability ?? 0.001;
    const learnt = Math.log(of("applicant") / of("respondent"));
    const frame = framed.has(m.name) ? (m.role === "applicant" ? perFrame : -perFrame) : 0;
    return learnt + perDeed * Math.max(-6, Math.min(6, sums.get(m.name) ?? 0)) + frame;
  };
  if (staff) {
    if (persons.length < 2) return;
    const weighed = persons.map((m) => ({
      m,
      by: m.outright ? (m.role === "applicant" ? outright : -outright) : weigh(m),
    }));
    const most = Math.max(...weighed.map((w) => w.by));
    const least = Math.min(...weighed.map((w) => w.by));
    const middle = (most + least) / 2;
    for (const { m, by } of weighed)
      if (!m.outright && Math.abs(by - middle) > slight) move(m.name, by > middle ? "applicant" : "respondent");
    return;
  }
  // Of the reporter's own matter only this: where nobody stands opposite, the one whose words fit it best does.
  const role = persons[0]?.role;
  if (role !== "applicant" || mentions.some((m) => m.form !== "he" && m.role === "respondent")) return;
  const free = persons.filter((m) => !m.self && !m.outright && !ownYoung(m, mentions, text));
  if (free.length === 0 || (free.length === persons.length && free.length < 2)) return;
  const first = free.map((m) => ({ m, by: weigh(m) })).toSorted((a, b) => a.by - b.by)[0];
  if (first && first.by < 1) move(first.m.name, opposite(role));
}
