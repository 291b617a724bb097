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
const perDeed = 1;
const perFrame = 1.5;
const perNumber = 0.7;
const perKin = 0.8;
const withNumber = /^[\s,:(]*(?:的|他|她)?(?:联系)?(?:电话|手机|号码?|方式)?(?:号码?)?[\s:是为]*□{7,}/u;
/** Kin of whom one tells as of somebody else's. */
const inLaw =
  /大伯|小叔|大姑|小姑|大舅|小舅|连襟|妯娌|婆婆|公公|岳|丈|女婿|儿媳|嫂|弟媳|姐夫|妹夫|前[夫妻]|侄|外甥|表|堂|继|后[爸妈爹娘]|养[子女]|男人|丈夫|老公|儿子/u;
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
  // The one whose number staff give is rather whose matter they bring; 她小叔子祖大海 rather stands against the one told of first.
  const numbered = new Set(
    named.filter((m) => m.form !== "unit" && withNumber.test(text.slice(m.end, m.end + 24))).map((m) => m.name),
  );
  const owner = staff && numbered.size === 1 ? [...numbered][0] : undefined;
  const first = named.find((m) => m.form !== "unit");
  const kinOfFirst = (m: Mention): boolean =>
    staff &&
    first !== undefined &&
    m.name !== first.name &&
    named.some((o) => o.name === m.name && o.start > first.end && inLaw.test(o.as));
  /** Above zero wants something, below zero it is wanted from. */
  const weigh = (m: Mention): number => {
    const ranked = sidesOf(sides, text, named, m.name, staff);
    const of = (role: PartyRole): number => ranked.find((r) => r.label === role)?.probability ?? 0.001;
    const learnt = Math.log(of("applicant") / of("respondent"));
    const frame = framed.has(m.name) ? (m.role === "applicant" ? perFrame : -perFrame) : 0;
    const number = owner === m.name ? perNumber : 0;
    const kin = kinOfFirst(m) ? -perKin : 0;
    return number + kin + learnt + perDeed * Math.max(-6, Math.min(6, sums.get(m.name) ?? 0)) + frame;
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
  const least = free.map((m) => ({ m, by: weigh(m) })).toSorted((a, b) => a.by - b.by)[0];
  if (least && least.by < 1) move(least.m.name, opposite(role));
}
