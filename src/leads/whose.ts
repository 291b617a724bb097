// Whose name and number a reply gives: the one who was asked about, the reporter who hands over a calling card, or somebody known.
import type { Draft, Party } from "./lead.ts";
import type { Heard } from "./take.ts";

/** 房东, 老板: who somebody is, not what they are called; a name said beside it is the better answer. */
const titles = /^(?:房东|租客|老板|包工头|邻居|对方|物业|公司|厂子|男方|女方|前夫|前妻|老公|媳妇|男人|我)$/u;

export const whose: Readonly<Record<string, "applicant" | "respondent">> = {
  applicant: "applicant",
  applicant_contact: "applicant",
  respondent: "respondent",
  respondent_contact: "respondent",
};

const nameAndPhone =
  /^(?:我(?:叫|是)?|姓名[:：]?)?\s*(\p{Script=Han}{2,4})[\s,，:：]*(?:的?(?:电话|手机)号?)?[\s:：是]*[\d\s-]{7,20}$/u;

const phoneAndName =
  /^(?:我(?:的)?)?(?:电话|手机)?号?[\s:：是]*[\d\s-]{7,20}[\s,，]*(?:我)?(?:叫|姓名[:：]?|是)?\s*(\p{Script=Han}{2,4})$/u;
const firm = /(?:公司|厂|店|场|社|超市|饭店|酒店|木业|建材|物业|中心|学校|园|队)$/u;

/** 「孙有福 138…」 and nothing else, whatever was asked: people hand over their own name and number unasked. */
export function callingCard(draft: Draft, heard: Heard): Heard | null {
  const said = heard.text.normalize("NFKC").trim();
  const name = nameAndPhone.exec(said)?.[1] ?? phoneAndName.exec(said)?.[1];
  if (!name || /电话|手机|号码/u.test(name) || heard.phones.length !== 1 || heard.corrects) return null;
  if (draft.parties.some((p) => p.name === name || (p.role === "applicant" && p.name !== "本人" && p.name !== "")))
    return null;
  return {
    ...heard,
    parties: [{ name, role: "applicant", as: "", phone: null, words: name }],
    phones: heard.phones.map((p) => ({ ...p, of: "applicant" })),
  };
}

const theirs = /^(?:他|她|对方|人家|那(?:个)?人|那边)(?:的)?(?:大名|真名|名字|姓名|全名)?(?:就)?(?:叫|姓|是)/u;

/** 「他叫郑有才」, or a name with the surname of 后院老郑家, to 您怎么称呼: it is the other party's. */
export function ofTheOther(draft: Draft, text: string): boolean {
  const said = text.trim();
  if (theirs.test(said)) return true;
  const surname = /^叫(\p{Script=Han})\p{Script=Han}{1,2}$/u.exec(said)?.[1];
  const called = (p: Party): boolean => p.name.includes(`老${surname}`) || p.name.includes(`${surname}家`);
  return surname !== undefined && draft.parties.some((p) => p.role === "respondent" && called(p));
}

/**
 * The reply to 您怎么称呼 or 对方叫什么 names the one who was asked about, whatever part the bare name would be read as;
 * who stands in the form already keeps the part they have there.
 */
export function asReply(draft: Draft, heard: Heard, asked: string | null): Heard {
  const card = whose[asked ?? ""] === undefined ? callingCard(draft, heard) : null;
  if (card) return card;
  const asks = whose[asked ?? ""];
  if (!asks || heard.text.length > 40) return heard;
  const role = ofTheOther(draft, heard.text) ? "respondent" : asks;
  const known = (name: string | undefined) =>
    draft.parties.find((p) => p.name !== "" && p.name === name && p.name !== "本人");
  const bare = heard.parties.filter((p) => p.name !== "本人");
  const names = bare.some((p) => !titles.test(p.name)) ? bare.filter((p) => !titles.test(p.name)) : bare;
  if (new Set(names.map((p) => p.role)).size > 1) return heard;
  // 叫鑫达木业, while the firm stands there as 公司: it is the firm's name, not the reporter's.
  const vague = draft.parties.some((p) => p.role === "respondent" && titles.test(p.name));
  if (role === "applicant" && vague && names.length === 1 && firm.test(names[0]?.name ?? ""))
    return { ...heard, parties: names.map((p) => ({ ...p, role: "respondent" as const })) };
  const elsewhere = names.some((p) => known(p.name) && !titles.test(p.name));
  return {
    ...heard,
    parties: names.map((p) => (known(p.name) && !titles.test(p.name) ? p : { ...p, role, as: "" })),
    phones: heard.phones.map((p) => ({ ...p, of: elsewhere && p.of ? p.of : role })),
  };
}

/** 「房东姓朱，叫朱凤霞」 about the other party: the 房东 read as the applicant before was none. */
export function withoutTitle(draft: Draft, heard: Heard, asked: string | null): Draft {
  const role = whose[asked ?? ""];
  if (!role || heard.text.length > 40) return draft;
  const wrong = (p: Party): boolean =>
    p.role !== role && titles.test(p.name) && heard.parties.some((h) => h.name === p.name);
  return draft.parties.some(wrong) ? { ...draft, parties: draft.parties.filter((p) => !wrong(p)) } : draft;
}
