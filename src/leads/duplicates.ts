// The same dispute told twice, and many against one: likeness by parties, place, cause, time and sums; pure.
import type { Draft, Lead, Party } from "./lead.ts";

type Told = Pick<Draft | Lead, "cause" | "placeId" | "parties" | "amountYuan" | "occurredOn" | "createdAt">;

/** 赵老三, 老赵三儿, 赵老三家: what is left when the trimmings of a name are off. */
const core = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/^(?:隔壁|东院|西院|后屯|前屯|后街|前街|村里|邻居)+/u, "")
    .replace(/(?:先生|女士|大哥|大姐|师傅|老板|他家|她家|家|两口子|有限责任公司|有限公司)+$/u, "")
    .replace(/\s/gu, "");

/** Words that stand for nobody in particular: they match no one. */
const nameless =
  /^(?:本人|我|俺|对方|老板|包工头|工头|房东|租客|邻居|隔壁|物业|公司|厂子|工地|老公|男人|媳妇|丈夫|妻子|男方|女方|前夫|前妻|爸|妈|父亲|母亲|儿子|女儿|闺女|大伯|哥|弟|信用社|银行|超市|商家|店家|甲方)?$/u;

const names = (told: Told, role: Party["role"]): string[] =>
  told.parties
    .filter((p) => p.role === role)
    .map((p) => core(p.name))
    .filter((n) => n.length >= 2 && !nameless.test(n));

const phones = (told: Told, role: Party["role"]): string[] =>
  told.parties.flatMap((p) => (p.role === role && p.phone ? [p.phone] : []));

const alike = (a: string, b: string): boolean =>
  a === b || (a.length >= 3 && b.includes(a)) || (b.length >= 3 && a.includes(b));

const share = (a: readonly string[], b: readonly string[]): boolean => a.some((x) => b.some((y) => alike(x, y)));

const samePerson = (a: Told, b: Told, role: Party["role"]): boolean =>
  share(names(a, role), names(b, role)) || phones(a, role).some((p) => phones(b, role).includes(p));

const differ = (a: Told, b: Told, role: Party["role"]): boolean =>
  names(a, role).length > 0 && names(b, role).length > 0 && !samePerson(a, b, role);

const halfYear = 183 * 86_400_000;

/** Dates that cannot both be right: compared as far as both are told. */
const datesClash = (a: string | null, b: string | null): boolean => {
  if (!a || !b) return false;
  const n = Math.min(a.length, b.length);
  return a.slice(0, n) !== b.slice(0, n);
};

/**
 * One and the same dispute: the same two parties, place and cause, and no other sum; where the applicant is not named on
 * both sides, the sum or the time must agree. What was said on other days (昨天又吵了) does not part them.
 */
export function sameDispute(a: Told, b: Told): boolean {
  if (a.cause !== b.cause || a.placeId === null || a.placeId !== b.placeId) return false;
  if (Math.abs(a.createdAt - b.createdAt) > halfYear || !samePerson(a, b, "respondent")) return false;
  if (differ(a, b, "applicant")) return false;
  const sums = a.amountYuan !== null && b.amountYuan !== null;
  if (sums && a.amountYuan !== b.amountYuan) return false;
  if (samePerson(a, b, "applicant")) return true;
  return sums || (a.occurredOn !== null && b.occurredOn !== null && !datesClash(a.occurredOn, b.occurredOn));
}

/** Causes in which many may have the same dispute with one boss, company or borrower. */
const ofMany: readonly string[] = [
  "wages",
  "labor-contract",
  "work-injury",
  "property-management",
  "consumer",
  "tourism",
  "sales-contract",
  "private-lending",
  "construction",
  "land",
  "lease",
];

/** The boss who was named beside the company is an opponent too. */
const opponents = (told: Told): string[] => [...names(told, "respondent"), ...names(told, "other")];

/** Another person's dispute of the same kind with the same other party: to be seen together (群体性). */
export const sameOpponent = (a: Told, b: Told): boolean =>
  a.cause === b.cause &&
  ofMany.includes(a.cause) &&
  Math.abs(a.createdAt - b.createdAt) <= halfYear &&
  (samePerson(a, b, "respondent") || share(opponents(a), opponents(b))) &&
  !samePerson(a, b, "applicant");

const many =
  /(?:[三四五六七八九]|十[来几多一二三四五六七八九]?|[二三四五六七八九]十.?|好几|几十|\d{1,3})多?(?:来)?(?:个|名|户|号)?(?:人|户|工人|业主|农户|工友|老乡|妇女|瓦工|木工)/u;

/** The words by which a report says that it is about many; empty when it is not. */
export const manyPeople = (story: readonly { text: string }[]): string =>
  story.map((s) => many.exec(s.text)?.[0] ?? "").find((words) => words !== "") ?? "";
