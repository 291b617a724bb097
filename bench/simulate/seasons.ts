// When and where people of the county fall out: how the causes lie over the year and over the kinds of places, and how full a day is.
import { type Calendar, type CivilDate, isDayOff, weekdayOf } from "../../src/court/calendar.ts";
import type { Place } from "../../src/court/directory.ts";

type Season = {
  /** How often against the others, over the whole year. */
  share: number;
  /** Month (1–12) → so many times as often as in other months. */
  months?: Partial<Record<number, number>>;
  /** Kind of place → so many times as often as elsewhere. */
  kinds?: Partial<Record<Place["kind"], number>>;
};

/** Wages before Spring Festival, land and sales in spring, visitors in summer, heating and property fees in winter. */
const seasons: Record<string, Season> = {
  "private-lending": { share: 15, months: { 1: 1.4, 2: 1.3, 12: 1.3 } },
  "financial-loan": { share: 4, months: { 11: 1.5, 12: 1.6 } },
  wages: { share: 11, months: { 1: 3, 2: 1.8, 12: 2.2, 6: 0.7, 7: 0.7 } },
  "labor-contract": { share: 4, months: { 3: 1.5, 12: 1.3 } },
  "work-injury": { share: 3, months: { 5: 1.3, 6: 1.4, 7: 1.4, 8: 1.4 } },
  divorce: { share: 7, months: { 2: 1.5, 3: 2 } },
  "custody-support": { share: 3, months: { 8: 1.6, 9: 1.4 } },
  inheritance: { share: 3, months: { 2: 1.4, 4: 1.5 } },
  "bride-price": { share: 2.5, months: { 1: 1.7, 2: 2, 3: 1.8 }, kinds: { village: 1.6 } },
  "domestic-violence": { share: 2, months: { 2: 1.6 } },
  "child-protection": { share: 1, months: { 7: 1.5, 8: 1.5 } },
  "elder-support": { share: 3, months: { 1: 1.5, 2: 1.6, 9: 1.2 }, kinds: { village: 1.5 } },
  "property-management": {
    share: 6,
    months: { 11: 2, 12: 2.2, 1: 1.8, 2: 1.3 },
    kinds: { community: 4, village: 0.05, "forest-farm": 0.05, "scenic-area": 0.1 },
  },
  "neighbour-relations": { share: 8, months: { 4: 1.4, 5: 1.5, 6: 1.5, 7: 1.7, 8: 1.5 } },
  land: { share: 7, months: { 3: 2.2, 4: 2.5, 5: 1.8, 10: 1.4 }, kinds: { village: 2, community: 0.1 } },
  "forest-right": {
    share: 3,
    months: { 3: 1.4, 4: 1.8, 5: 1.5, 10: 1.5 },
    kinds: { "forest-farm": 10, village: 0.8, community: 0.02, "scenic-area": 0.3 },
  },
  "sales-contract": { share: 7, months: { 3: 1.7, 4: 2, 10: 2, 11: 1.8 } },
  construction: { share: 4, months: { 5: 1.4, 9: 1.4, 10: 1.6, 11: 1.6, 1: 1.4 } },
  lease: { share: 4, kinds: { community: 2, "scenic-area": 2 } },
  "loan-guarantee": { share: 2 },
  consumer: { share: 4, months: { 2: 1.4, 3: 1.5, 11: 1.3 }, kinds: { community: 1.8, "scenic-area": 2 } },
  tourism: {
    share: 2.5,
    months: { 6: 2, 7: 5, 8: 5, 10: 3, 5: 2 },
    kinds: { "scenic-area": 60, village: 0.2, community: 0.2, "forest-farm": 0.6 },
  },
  "traffic-accident": { share: 5, months: { 12: 1.3, 1: 1.4, 2: 1.4, 7: 1.2 } },
  "personal-injury": { share: 4, months: { 2: 1.4, 7: 1.4, 8: 1.4 } },
  "animal-damage": { share: 2.5, months: { 5: 1.5, 6: 1.7, 7: 1.7, 8: 1.5 }, kinds: { village: 1.6 } },
  "personality-rights": { share: 2 },
  enforcement: { share: 3.5, months: { 12: 1.4, 1: 1.5 } },
  other: { share: 1 },
};

const monthOf = (date: CivilDate): number => Number(date.slice(5, 7));

/** How likely a cause is on a day, at a place: a bare weight, to be held against the others'. */
export function weightOf(cause: string, date: CivilDate, place: Place): number {
  const season = seasons[cause];
  return season ? season.share * (season.months?.[monthOf(date)] ?? 1) * (season.kinds?.[place.kind] ?? 1) : 0;
}

/** How many leads come from a place: more people, more quarrels, but a small place's are heard more often; visitors count. */
export const burdenOf = (place: Place): number =>
  place.kind === "scenic-area" ? 14 : Math.sqrt(place.population ?? 400);

/** How full a day is against an ordinary working day: Spring Festival is quiet, the weeks before it are not. */
export function fullnessOf(date: CivilDate, calendar: Calendar): number {
  const month = monthOf(date);
  const working = !isDayOff(calendar, date);
  if (!working && month === 2 && weekdayOf(date) % 6 !== 0) return 0.15;
  const season = month === 1 ? 1.35 : month === 12 ? 1.15 : month === 7 || month === 8 ? 1.05 : 1;
  return working ? season : 0.4 * season;
}
