// From what was understood to what a form can take: each fact in the place where the court looks for it, with its words.
import type { Understanding } from "../understanding/understand.ts";
import { factsOf, type PersonFact } from "../understanding/facts.ts";
import { dateOfDispute, sumInDispute } from "../understanding/sums.ts";
import type { Cause } from "./causes.ts";
import { closeCauses } from "./which-cause.ts";
import type { Party } from "./lead.ts";
import type { Heard } from "./take.ts";

/** The part in the dispute is what a verb says (出借人, 房东); else the form's own word for it, when it is taken down. */
function partyOf(fact: PersonFact): Party {
  const name = fact.form === "speaker" ? "本人" : fact.value;
  return { name, role: fact.role, as: fact.as, phone: null, words: fact.words };
}

const corrects =
  /不对|不是[^。]{0,12}(?:是|叫)|说错|搞错|弄错|写错|记错|更正|改成|应该是|改一下|改为|打错|是[^，。]{1,12}不是/u;

/** Causes by their names, for 「不是赡养，是继承」. */
type Causes = { causes: ReadonlyMap<string, Cause> };

/** The cause that the words behind the last 是 or 改成 name outright. */
function namedCause(text: string, { causes }: Causes): string | null {
  if (text.length > 40) return null;
  const said = /(?:是|改成|改为|算|属于)((?:(?!是|改成|改为|算|属于).)*)$/su.exec(text)?.[1] ?? "";
  for (const cause of causes.values())
    if ([cause.name.replace(/合同|责任|纠纷/gu, ""), ...cause.synonyms].some((w) => w.length > 1 && said.includes(w)))
      return cause.id;
  return null;
}

const introduces =
  /(?:我|俺)(?:的名字)?(?:叫|姓名是?)(\p{Script=Han}{2,4}?)(?=$|[\s,，。.;；、\d是住家的(（]|电话|手机)/u;

/** 「我叫李秀英」 names the speaker, who is then no nameless 我; and nobody owes themselves. */
function withSpeaker(parties: Party[], text: string): Party[] {
  const name = introduces.exec(text)?.[1];
  const speaker = parties.find((p) => p.name === "本人");
  const others = parties.filter((p) => p.name !== "本人" && p.name !== name);
  const opposed = others.some((p) => p.role === "respondent");
  const given = parties.find((p) => p.name === name)?.role ?? speaker?.role ?? "applicant";
  const role = given !== "applicant" && opposed ? "applicant" : given;
  if (name) return [{ name, role, as: "", phone: null, words: name }, ...others];
  return parties.map((p) => (p === speaker ? { ...p, role } : p));
}

const debt = /(?:欠|借)(?:了)?(?:我|俺)|(?:我|俺)借给/u;
const ofWhat = /工|货|粮|干活|彩礼|抚养|赡养|养老|租|押金|贷款|物业|医药|车|判|担保/u;

const work = /干(?:的|过)?活|打工|工地|包工|老板/u;

/** 「赵老三欠我两万六」 and no word of what for: a loan between people, or wages for work, where nothing else stands out. */
function plainDebt({ cause, causeConfidence, facts, text }: Understanding): string | null {
  if (cause === null || causeConfidence >= 0.45 || text.length > 80) return cause;
  if (work.test(text) && /欠/u.test(text) && !/货|租|材料|砖/u.test(text)) return "wages";
  return factsOf(facts, "money").length > 0 && debt.test(text) && !ofWhat.test(text) ? "private-lending" : cause;
}

const openly = /[，,。;；\s](?=(?:还有|另外还有|另外|再有)(?:一)?(?:个|件)(?:事|纠纷))/u;

const whoIAm =
  /(?:我|俺)(?:叫|姓名)\p{Script=Han}{2,4}(?=[\s,，。;；\d]|$)(?:[\s,，]*(?:电话|手机号?)?[\d\s-]{7,20})?/u;
const beforeFirst =
  /^([^。;；\n]{2,20}?)(?:这趟|这边|今天)*(?:走访|汇|有|报|记|说|了)*(?:两|俩|三|几|2|3)(?:个|件|条|起|桩|宗)?(?:事|情况|纠纷|线索|(?<=[个件条起桩宗]))/u;

/** Read again on its own, a part would be cut once more by the number it bears. */
const ordinal =
  /^(?:(?:另外?|再|还有)一(?:个|件|条|起|桩|宗)(?:事)?|第[二三四](?:个|件|条|起|桩|宗)?(?:事)?|一(?:个|件|条|起|桩|宗)(?=是)|[2-5二三四](?=[、.)：:\s]))[是,，、.)：:\s]*/u;
const namedPhone =
  /(?:^|[\s,，;；])(?<name>\p{Script=Han}{2,4}?)(?:的)?(?:电话|手机)?(?:号码?)?(?:是|[:：])?\s?(?<phone>1[\d -]{9,13}\d|[幺一][幺零一二三四五六七八九\d\s-]{10,14})/gu;

/** Names and numbers behind the last of several disputes: each belongs where that name is told of, the speaker's own to all. */
function cardsBehind(last: string): { name: string; words: string; own: boolean }[] {
  const found = [...last.matchAll(namedPhone)];
  const own = (behind: string): boolean => found.length === 1 && /我|俺/u.test(last) && behind.trim() === "";
  return found.map((m) => {
    const from = /[^\s,，]{2,8}的\s*$/u.exec(last.slice(0, m.index))?.[0] ?? "";
    const speaks = own(last.slice(m.index + m[0].length));
    const words = speaks ? from + m[0] : m[0];
    return { name: m.groups?.["name"] ?? "", words: words.replace(/^[\s,，;；]+/u, "").trim(), own: speaks };
  });
}

/** The words of each dispute: where the causes differ, or where somebody says outright 还有个事 and goes on telling. */
function disputesOf({ disputes, text }: Understanding): string[] {
  const told = disputes.map((d) => text.slice(d.start, d.end).trim()).filter(Boolean);
  // 后山两个事 一个是… 一个是…: what stands before the first is said of all.
  const common = told.length > 1 ? (beforeFirst.exec(told[0] ?? "")?.[1] ?? "") : "";
  // Who tells both of them said so once.
  const me = told.length > 1 ? (whoIAm.exec(text)?.[0] ?? "") : "";
  const cards = told.length > 1 ? cardsBehind(told.at(-1) ?? "") : [];
  if (told.length > 1)
    return told.map((words, i) => {
      const theirs = cards.filter((card) => !words.includes(card.words) && (card.own || words.includes(card.name)));
      return [
        i > 0 ? common : "",
        i > 0 ? words.replace(ordinal, "") : words,
        words.includes(me) ? "" : me,
        ...theirs.map((card) => card.words),
      ]
        .filter((part) => part !== "")
        .join(" ");
    });
  const at = openly.exec(text)?.index ?? -1;
  const [first, second] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const asks = /[?？吗]\s*$|想问|问一下|问问|请问/u.test(second);
  return at > 0 && first.length >= 10 && second.length >= 14 && !asks ? [first, second] : [];
}

export function hear(understanding: Understanding, content: Causes, at: number, person: string): Heard {
  const { facts } = understanding;
  const cause = plainDebt(understanding);
  const amount = sumInDispute(facts, understanding.text);
  const occurred = dateOfDispute(facts, understanding.text, at);
  const mends = corrects.test(understanding.text) || facts.some((f) => "correction" in f && f.correction);
  const places = factsOf(facts, "place");
  const lead =
    places.find((p) => p.correction) ??
    places.find((p) => p.role === "matter") ??
    places.find((p) => p.role === "respondent") ??
    places[0];
  const address = factsOf(facts, "address").find((a) => a.of === "respondent");
  const evidence = factsOf(facts, "evidence");
  return {
    text: understanding.text,
    at,
    person,
    cause,
    places: lead ? lead.value.ids.map((id) => ({ id, words: lead.words })) : [],
    otherPlace: factsOf(facts, "otherPlace")[0]?.value ?? null,
    spot: factsOf(facts, "spot")
      .map((s) => s.value)
      .join(" "),
    parties: withSpeaker(factsOf(facts, "person").map(partyOf), understanding.text),
    phones: factsOf(facts, "phone").map((p) => ({
      number: p.value,
      words: p.words,
      of: p.of,
      ...(p.owner ? { owner: p.owner } : {}),
    })),
    amount: amount && { yuan: amount.yuan, words: amount.words },
    occurred: occurred && { on: occurred.value, words: occurred.words, other: occurred.other ?? null },
    claim:
      factsOf(facts, "claim")
        .map((c) =>
          c.words.replace(/[，,、\s]*(?:也|都)?(?:(?:不)?愿意|能|可以|同意|肯)(?:先)?(?:接受)?调(?:解)?$/u, ""),
        )
        .filter(Boolean)
        .join("，") || null,
    willing: willingOf(factsOf(facts, "willing").at(-1)?.value),
    evidence: evidence.filter((e) => e.has).map((e) => e.words),
    noEvidence: evidence.some((e) => !e.has),
    nothingToShow: evidence.some((e) => e.has) ? null : (evidence.find(nothing)?.words ?? null),
    address: address
      ? { value: address.confirmed ? address.value : `${address.value}（未确认）`, words: address.words }
      : null,
    onBehalfOf: factsOf(facts, "behalf")[0]?.value ?? null,
    danger: understanding.danger.level,
    dangerReasons: understanding.danger.reasons.map((r) => r.words),
    corrects: mends,
    disputes: disputesOf(understanding),
    causesClose: mends || cause !== understanding.cause ? [] : closeCauses(understanding, content.causes),
    causeNamed: mends ? namedCause(understanding.text, content) : null,
  };
}

/** No paper between the two, or nothing whatever; a labour contract that was never signed is what the dispute is about. */
const nothing = (e: { has: boolean; value: string; words: string }): boolean =>
  !e.has && /^(?:any|iou)$/u.test(e.value);

const willingOf = (value: boolean | undefined): Heard["willing"] => (value === undefined ? null : value ? "yes" : "no");
