// From what was understood to what a form can take: each fact in the place where the court looks for it, with its words.
import type { Understanding } from "../understanding/understand.ts";
import { factsOf, type DateFact, type MoneyFact, type PersonFact } from "../understanding/facts.ts";
import type { Cause } from "./causes.ts";
import type { Party } from "./lead.ts";
import type { Heard } from "./take.ts";

/** Roles of sums that are the sum in dispute, the surest first. */
const disputed: readonly MoneyFact["role"][] = ["claim", "left", "principal", "total", "other"];

function amountOf(facts: readonly MoneyFact[]): Heard["amount"] {
  const corrected = facts.filter((f) => f.correction).at(-1);
  if (corrected) return { yuan: corrected.value, words: corrected.words };
  for (const role of disputed) {
    const fact = facts.find((f) => f.role === role && f.per === undefined);
    if (fact) return { yuan: fact.value, words: fact.words };
  }
  return null;
}

function occurredOf(facts: readonly DateFact[]): Heard["occurred"] {
  const fact =
    facts.filter((f) => f.correction).at(-1) ??
    facts.find((f) => f.role === "occurred") ??
    facts.find((f) => f.role === "from");
  return fact ? { on: fact.value, words: fact.words, other: fact.other ?? null } : null;
}

function partyOf(fact: PersonFact, cause: Cause | undefined): Party {
  const as = fact.as || (cause && fact.role !== "other" ? cause.parties[fact.role] : "");
  const name = fact.form === "speaker" ? "本人" : fact.value;
  return { name, role: fact.role, as, phone: null, words: fact.words };
}

const corrects =
  /不对|不是[^。]{0,12}(?:是|叫)|说错|搞错|弄错|写错|记错|更正|改成|应该是|改一下|改为|打错|是[^，。]{1,12}不是/u;

/** Which cause an understanding names, by the content at hand. */
type Causes = { causes: ReadonlyMap<string, Cause> };

export function hear(understanding: Understanding, content: Causes, at: number, person: string): Heard {
  const { facts } = understanding;
  const cause = understanding.cause ? content.causes.get(understanding.cause) : undefined;
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
    cause: understanding.cause,
    places: lead ? lead.value.ids.map((id) => ({ id, words: lead.words })) : [],
    otherPlace: factsOf(facts, "otherPlace")[0]?.value ?? null,
    spot: factsOf(facts, "spot")
      .map((s) => s.value)
      .join(" "),
    parties: factsOf(facts, "person").map((f) => partyOf(f, cause)),
    phones: factsOf(facts, "phone").map((p) => ({ number: p.value, words: p.words, of: p.of })),
    amount: amountOf(factsOf(facts, "money")),
    occurred: occurredOf(factsOf(facts, "date")),
    claim:
      factsOf(facts, "claim")
        .map((c) => c.value.replace(/[，,、\s]*(?:也|都)?(?:不)?愿意(?:先)?(?:接受)?调解/u, ""))
        .filter(Boolean)
        .join("，") || null,
    willing: willingOf(factsOf(facts, "willing").at(-1)?.value),
    evidence: evidence.filter((e) => e.has).map((e) => e.words),
    noEvidence: evidence.some((e) => !e.has),
    address: address
      ? { value: address.confirmed ? address.value : `${address.value}（未确认）`, words: address.words }
      : null,
    onBehalfOf: factsOf(facts, "behalf")[0]?.value ?? null,
    danger: understanding.danger.level,
    dangerReasons: understanding.danger.reasons.map((r) => r.words),
    corrects: corrects.test(understanding.text) || facts.some((f) => "correction" in f && f.correction),
  };
}

const willingOf = (value: boolean | undefined): Heard["willing"] => (value === undefined ? null : value ? "yes" : "no");
