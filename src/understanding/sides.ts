// On which side somebody stands of whom no verb tells: a small model that learns it from reports whose parties are marked.
import { z } from "zod";
import { type Fault, type Parsed, parseYaml } from "../content/faults.ts";
import type { PartyRole } from "./facts.ts";
import { clauseSigns } from "./sideSigns.ts";
import { type LinearModel, rank, type Ranked, type Sample, type Settings, type Told, train } from "./linear.ts";

/** In `intents/parties.yaml`: 甲 wants something, 乙 answers for it, 丙 is neither. */
const marks: Readonly<Record<string, PartyRole>> = { 甲: "applicant", 乙: "respondent", 丙: "other" };
const markedText = z.string().regex(/[甲乙]/u, "mark who wants something as 甲 and who answers for it as 乙");
export const partiesSchema = z.strictObject({
  staff: z.array(markedText).min(20),
  resident: z.array(markedText).min(20),
});
export type PartyExamples = z.infer<typeof partiesSchema>;

/** Reads `intents/parties.yaml`. */
export function parseParties(text: string, file: string): Parsed<PartyExamples> {
  const parsed = parseYaml(text, file, partiesSchema);
  if (!parsed.ok) return parsed;
  const faults: Fault[] = [];
  const lines = text.split("\n");
  for (const said of [...parsed.value.staff, ...parsed.value.resident]) {
    const at = lines.findIndex((line) => line.includes(said)) + 1;
    if (/\d{7,}/u.test(said))
      faults.push({ file, line: at, what: "holds a long number; write 号码 for it, no real number belongs here" });
  }
  return faults.length > 0 ? { ok: false, faults } : parsed;
}

const roles: readonly PartyRole[] = ["applicant", "respondent", "other"];
const buckets = 1 << 14;
const settings: Settings = {
  longest: 3,
  letters: 3,
  sign: 0.6,
  rounds: 12,
  rate: 0.15,
  decay: 1e-4,
  alone: 0,
  temperature: 1,
};

/** The person in question and the others, each as one character nothing else uses. */
const target = "\uE100";
const another = "\uE101";

/** How many places of one name are looked at, and how far around them. */
const mostPlaces = 6;
const [before, behind, between] = [5, 9, 14];

/** What tells the side of `target`: the words around it, between it and the others, where in the report it stands. */
function toldOf(text: string, staff: boolean): Told {
  const who = staff ? "s" : "r";
  const plain = text
    .replace(
      new RegExp(`(?<=[${target}${another}]) (欠|借给?|告|租给?|雇|打|骂|卖给?) (?=[${target}${another}])`, "gu"),
      "$1",
    )
    .replace(/\u25A1{7,}|号码/gu, "号")
    .replace(/\u25A1{2,}|村里/gu, "地")
    .replace(/[\d一二两三四五六七八九十百千万]+(?=[万千百块元])/gu, "0");
  const places = [...plain.matchAll(new RegExp(target, "gu"))].slice(0, mostPlaces).map((m) => m.index);
  const first = plain.search(new RegExp(`[${target}${another}]`, "u"));
  const last = Math.max(plain.lastIndexOf(target), plain.lastIndexOf(another));
  const signs = [`from:${who}`, `times:${Math.min(3, places.length)}`];
  if (places[0] === first) signs.push(`first:${who}`);
  if (places.at(-1) === last) signs.push(`last:${who}`);
  if (!plain.includes(another)) signs.push(`only:${who}`);
  for (const at of places) {
    const rest = plain.slice(at + 1);
    signs.push(
      `b1:${plain.slice(Math.max(0, at - 1), at)}:${who}`,
      `b2:${plain.slice(Math.max(0, at - 2), at)}`,
      `a1:${rest.slice(0, 1)}:${who}`,
      `a2:${rest.slice(0, 2)}`,
      `a3:${rest.slice(0, 3)}`,
    );
    const next = rest.indexOf(another);
    if (next >= 0 && next < between) for (const char of rest.slice(0, next)) signs.push(`to:${char}`);
    const previous = plain.lastIndexOf(another, at);
    if (previous >= 0 && at - previous - 1 < between)
      for (const char of plain.slice(previous + 1, at)) signs.push(`from:${char}`);
    if (plain.slice(0, at).includes("\n")) signs.push(`later:${who}`);
    if (rest.slice(0, 10).includes("号")) signs.push(`number:${who}`);
    if (/[我俺]/u.test(plain.slice(Math.max(0, at - 16), at))) signs.push("me-before");
    if (/[我俺]/u.test(rest.slice(0, 8))) signs.push("me-behind");
  }
  for (const sign of clauseSigns(plain, { target, another })) signs.push(sign);
  return {
    text: places.map((at) => plain.slice(Math.max(0, at - before), at + behind)).join(" "),
    signs: [...new Set(signs)],
  };
}

/** Learns from the marked reports; some hundreds of them take some tens of ms. */
export function learnSides(examples: PartyExamples): LinearModel {
  const samples: Sample[] = [];
  for (const [from, says] of Object.entries(examples))
    for (const say of says) {
      const text = say.replaceAll(" / ", "\n");
      for (const [mark, role] of Object.entries(marks)) {
        if (!text.includes(mark)) continue;
        const others = Object.keys(marks).filter((other) => other !== mark);
        const said = others.reduce((t, other) => t.replaceAll(other, another), text.replaceAll(mark, target));
        samples.push({ ...toldOf(said, from === "staff"), label: role });
      }
    }
  return train(samples, roles, buckets, settings);
}

export type Span = { start: number; end: number; name: string };

/** The likelier sides of the one called `name`, the likeliest first. `spans`: every place of every name, in order. */
export function sidesOf(
  model: LinearModel,
  text: string,
  spans: readonly Span[],
  name: string,
  staff: boolean,
): Ranked {
  let out = "";
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    out += text.slice(at, span.start) + (span.name === name ? target : another);
    at = span.end;
  }
  return rank(model, toldOf(out + text.slice(at), staff));
}
