// Who was heard takes a place among those who stand in the form: beside them, in the place of one told of vaguely, or corrected.
import type { Cause } from "./causes.ts";
import type { Draft, Party } from "./lead.ts";
import { isPart, nameTold } from "./same-person.ts";
import type { Heard } from "./take.ts";

/** Who was heard; the only name in the answer to 对方叫什么 is the other party, whatever the sentence made of it. */
function partiesFor(heard: Heard, cause: Cause, asked: string | null): Party[] {
  // 我是业主: which side the speaker is on, nobody's name.
  const side = /^(?:我|俺|咱)(?:们|家)?(?:就|也)?是(\p{Script=Han}{2,6})/u.exec(heard.text.trim())?.[1] ?? "";
  const options = cause.form.elements.find((e) => e.id === asked)?.options ?? [];
  // 公司或厂子: the words of the question given back name nobody.
  const given = cause.form.elements.some((e) => e.options.includes(heard.text.trim()));
  if (given) return [];
  const sides = cause.form.elements.flatMap((e) => e.options);
  if (options.length > 0)
    return heard.parties.filter(
      (p) =>
        !options.some((o) => o === p.name || (o.includes(p.name) && isPart(p.name))) &&
        !(side !== "" && side.startsWith(p.name)),
    );
  if (sides.includes(side)) return heard.parties.filter((p) => p.name !== side);
  if (asked !== "applicant" && asked !== "respondent") return heard.parties;
  if (heard.parties.some((p) => p.role === asked) || heard.parties.length !== 1) return heard.parties;
  return heard.parties.map((p) => (p.role === "other" ? { ...p, role: asked, as: p.as || cause.parties[asked] } : p));
}

/**
 * The parties with those that were heard. `corrects` or an answer to the question for a role replaces who stood there
 * before; two names said together stand side by side.
 */
export function mergeParties(draft: Draft, cause: Cause, heard: Heard, asked: string | null): Party[] {
  const replaces = (role: Party["role"]): boolean => heard.corrects || asked === role;
  const parties = [...draft.parties];
  const fresh = new Set<number>();
  /** 不是老张，是老章: the one who was named wrongly makes room. */
  const denied = (name: string): boolean =>
    name !== "" && (heard.text.includes(`不是${name}`) || heard.text.includes(`不叫${name}`));
  for (const heardParty of partiesFor(heard, cause, asked)) {
    if (denied(heardParty.name)) continue;
    // 我把借条还给他, once the reporter gave a name: nobody new.
    if (heardParty.name === "本人" && parties.some((p) => p.role === heardParty.role && p.name !== "")) continue;
    // 二爷叫常德旺: the name of one who stands there already; the part stays.
    const told = nameTold(parties, heardParty.name, heard.text);
    if (told >= 0 && parties[told]) {
      const { name: was, ...rest } = parties[told];
      parties[told] = {
        ...rest,
        name: heardParty.name,
        as: rest.as || heardParty.as || was,
        phone: heardParty.phone ?? rest.phone,
      };
      fresh.add(told);
      continue;
    }
    // Who stands in the form keeps the part they have there, unless the words mend it: 王包工头 138… names no applicant.
    const keeps = !heard.corrects && asked !== heardParty.role && heardParty.name !== "本人" && heardParty.name !== "";
    const exact = parties.findIndex((p) => p.name === heardParty.name && p.role === heardParty.role);
    const same =
      exact >= 0
        ? exact
        : parties.findIndex((p) => p.name === heardParty.name && (heardParty.role === "other" || keeps));
    const known = parties[same];
    if (known) {
      parties[same] = { ...known, phone: heardParty.phone ?? known.phone, as: known.as || heardParty.as };
      fresh.add(same);
      continue;
    }
    const sameRole = (p: Party, i: number): boolean =>
      p.role === heardParty.role && heardParty.role !== "other" && !fresh.has(i);
    const wrong = parties.findIndex((p, i) => sameRole(p, i) && denied(p.name));
    const of = wrong >= 0 ? wrong : parties.findIndex(sameRole);
    const there = parties[of];
    const named = there !== undefined && isPart(there.name) && !isPart(heardParty.name) && heard.text.length <= 20;
    if (there && (replaces(heardParty.role) || named || there.name === "本人" || there.name === "")) {
      parties[of] = { ...heardParty, phone: heardParty.phone ?? there.phone };
      fresh.add(of);
    } else fresh.add(parties.push(heardParty) - 1);
  }
  // A bare number answers for whom it was asked; else it is the reporter's own.
  const answering = asked === "respondent" || asked === "respondent_contact" ? "respondent" : "applicant";
  for (const phone of heard.phones) {
    const role = phone.of ?? answering;
    const told = phone.owner ? parties.findIndex((p) => p.name === phone.owner) : -1;
    const i = told >= 0 ? told : parties.findIndex((p) => p.role === role);
    const owner = parties[i];
    if (owner) {
      if (!owner.phone || told >= 0 || replaces(role) || asked === `${role}_contact`)
        parties[i] = { ...owner, phone: phone.number };
    } else
      parties.push({ name: role === "applicant" ? "本人" : "", role, as: "", phone: phone.number, words: phone.words });
  }
  return parties.slice(0, 60);
}
