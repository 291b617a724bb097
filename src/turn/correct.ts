// 更正: a clerk mends a registered lead field by field; what stood there before stays in the timeline.
import type { Lead, Party } from "../leads/lead.ts";
import { mayMove } from "../leads/moves.ts";
import { missingOf } from "../leads/form.ts";
import type { Draft } from "../leads/lead.ts";
import { datesIn } from "../understanding/dates.ts";
import { moneyIn } from "../understanding/money.ts";
import { phonesIn } from "../understanding/phones.ts";
import { toCivil } from "../court/calendar.ts";
import { placeById } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import { rehome } from "./assign.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import { causeOf } from "./intake.ts";
import { yuan } from "./lead-lines.ts";
import { owns } from "./judge.ts";
import { keepLead, moved } from "./lead-life.ts";
import { note, type Pen, say } from "./turn.ts";

/** What changes, and how it reads in the timeline: before → after. */
type Mended = { lead: Lead; was: string; is: string };
type Mend = (context: Context, lead: Lead, value: string) => Mended | null;

function party(lead: Lead, role: Party["role"], change: Partial<Party>): Lead {
  const had = lead.parties.find((p) => p.role === role);
  const empty: Party = { name: "", role, as: "", phone: null, words: "" };
  const next = { ...(had ?? empty), ...change };
  return { ...lead, parties: [...lead.parties.filter((p) => p !== had), next] };
}
const nameOf = (lead: Lead, role: Party["role"]): string => lead.parties.find((p) => p.role === role)?.name ?? "";

const named =
  (role: Party["role"]): Mend =>
  (_context, lead, value) =>
    value.length < 2 || value.length > 30
      ? null
      : { lead: party(lead, role, { name: value, words: value }), was: nameOf(lead, role), is: value };

const called =
  (role: Party["role"]): Mend =>
  (_context, lead, value) => {
    const found = phonesIn(value)[0];
    if (found?.kind !== "phone") return null;
    const was = lead.parties.find((p) => p.role === role)?.phone ?? "";
    return { lead: party(lead, role, { phone: found.value }), was, is: found.value };
  };

const fields: readonly [RegExp, string, Mend][] = [
  [
    /^(?:金额|数额|钱数|标的)/u,
    "金额",
    (_context, lead, value) => {
      const sum = moneyIn(/\d$/u.test(value) ? `${value}元` : value, [])[0];
      if (sum?.kind !== "money") return null;
      const was = lead.amountYuan === null ? "" : yuan(lead.amountYuan);
      return { lead: { ...lead, amountYuan: sum.value, amountWords: value }, was, is: yuan(sum.value) };
    },
  ],
  [
    /^(?:发生)?(?:时间|日期)/u,
    "时间",
    (context, lead, value) => {
      const found = datesIn(value, toCivil(context.now).date)[0];
      if (found?.kind !== "date") return null;
      return {
        lead: { ...lead, occurredOn: found.value, occurredWords: value },
        was: lead.occurredOn ?? "",
        is: found.value,
      };
    },
  ],
  [/^(?:对方|被告|被申请人)(?:的)?(?:电话|手机)/u, "对方电话", called("respondent")],
  [/^(?:反映人|申请人|原告|当事人)?(?:的)?(?:电话|手机)/u, "反映人电话", called("applicant")],
  [/^(?:对方|被告|被申请人)(?:的)?(?:姓名|名字)?/u, "对方", named("respondent")],
  [/^(?:反映人|申请人|原告)(?:的)?(?:姓名|名字)?/u, "反映人", named("applicant")],
  [
    /^(?:诉求|请求|要求)/u,
    "诉求",
    (_context, lead, value) => (value === "" ? null : { lead: { ...lead, claim: value }, was: lead.claim, is: value }),
  ],
  [
    /^(?:类型|案由|纠纷类型)/u,
    "类型",
    (context, lead, value) => {
      const plain = value.replace(/纠纷|责任/gu, "");
      const cause = [...context.content.causes.values()].find(
        (c) => plain.length > 1 && (c.name.includes(plain) || c.synonyms.includes(plain)),
      );
      return cause
        ? { lead: { ...lead, cause: cause.id }, was: causeOf(context, lead.cause).name, is: cause.name }
        : null;
    },
  ],
  [
    /^(?:地点|地方|村|社区)/u,
    "地点",
    (context, lead, value) => {
      const ids = findPlaces(context.content.directory, value)[0]?.places ?? [];
      const place = ids.length === 1 ? placeById(context.content.directory, ids[0]) : undefined;
      const was = placeById(context.content.directory, lead.placeId)?.name ?? lead.placeWords;
      return place ? { lead: { ...lead, placeId: place.id, placeWords: value }, was, is: place.name } : null;
    },
  ],
];

/** 「更正 2026-0031 金额 3万」; the judge sees the card anew, and a new place goes to the judge of that place. */
export function correct(pen: Pen, context: Context, number: string, words: string): void {
  const { speaker } = context;
  const me = { person: speaker.id };
  const doc = context.named.find((l) => l.value.id === number);
  if (!mayMove("correct", speaker.roles) || !doc || !owns(context, doc.value)) {
    const why = mayMove("correct", speaker.roles) ? "notFound" : "role";
    note(pen, {
      by: speaker.id,
      role: speaker.roles[0] ?? "stranger",
      action: "correct",
      about: number,
      outcome: "refused",
    });
    return say(pen, me, "refused", { why, what: "更正" });
  }
  if (["merged", "withdrawn"].includes(doc.value.status))
    return say(pen, me, "refused", { why: "status", what: "更正" });
  const field = fields.find(([pattern]) => pattern.test(words));
  const value = field
    ? words
        .replace(field[0], "")
        .replace(/^[\s:：，,]*(?:应(?:该|当)?(?:是|为)|改(?:成|为)|是|为)?[\s:：]*/u, "")
        .trim()
    : "";
  const made = field?.[2](context, doc.value, value) ?? null;
  if (!field || !made) return say(pen, me, "correctHow", { number }, { lead: number });
  const why = `${field[1]}：${made.was || "（空）"}→${made.is}`;
  const next = moved(pen, context, made.lead, "correct", why);
  const lead: Lead = { ...next, missing: missingOf(next as unknown as Draft, causeOf(context, next.cause)) };
  say(pen, me, "corrected", { number, change: why }, { lead: number });
  if (field[1] === "地点" && lead.status === "assigned") return rehome(pen, context, lead, doc, why);
  keepLead(pen, context, doc, lead);
  if (lead.judge && lead.judge !== speaker.ref)
    say(
      pen,
      { staff: lead.judge },
      "card",
      { card: cardOf(context, lead), kind: "supplement", note: `更正了${why}` },
      { lead: number },
    );
}
