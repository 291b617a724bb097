// What the deeds of a whole report add up to for each name, and the sides of those of whom enough is told.
import { weigh } from "./deeds.ts";
import { firstMention } from "./frames.ts";
import type { SenderRole } from "./intents.ts";
import { isNamed, type Mention } from "./outright.ts";

/** 甲、乙和丙 of one list weigh together. */
const listed = (line: string, mentions: readonly Mention[]): Mention[][] =>
  [...line.matchAll(/[\uE000-\uE0FF](?:、?[\uE000-\uE0FF])+/gu)].map((m) =>
    Array.from(m[0].replaceAll("、", "")).flatMap((char) => {
      const one = mentions[char.charCodeAt(0) - firstMention];
      return one && isNamed(one) ? [one] : [];
    }),
  );

/** How much the deeds that are told speak for each name: above zero wants something, below zero it is wanted from. */
export function deedSums(
  line: string,
  mentions: readonly Mention[],
  resolve: (index: number) => Mention | null,
  senderRole: SenderRole,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [m, by] of weigh(line, mentions, resolve, senderRole))
    if (m.name !== "") sums.set(m.name, (sums.get(m.name) ?? 0) + by);
  for (const list of listed(line, mentions)) {
    const together = [...new Set(list.map((m) => m.name))].reduce((sum, name) => sum + (sums.get(name) ?? 0), 0);
    if (list.some((m) => m.name[0] !== list[0]?.name[0]) && !line.includes("、")) continue;
    for (const m of list) sums.set(m.name, together);
  }
  return sums;
}

/** Sets the sides of those of whom enough is told; what stays open is left to the frames. */
export function sideByDeeds(sums: ReadonlyMap<string, number>, mentions: readonly Mention[]): void {
  for (const [name, sum] of sums) {
    if (Math.abs(sum) < 2) continue;
    for (const m of mentions)
      if (m.name === name && m.form !== "he" && m.form !== "speaker") m.role ??= sum > 0 ? "applicant" : "respondent";
  }
}
