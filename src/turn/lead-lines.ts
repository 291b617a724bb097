// What was taken down, as lines that a person reads: in the read-back, on the judge's card and in the papers.
import type { Cause } from "../leads/causes.ts";
import type { Draft } from "../leads/lead.ts";
import { placeById } from "../court/finding.ts";
import type { Context } from "./context.ts";

const willingText = { yes: "愿意", no: "不愿意", unknown: "" } as const;

/** What was taken down, as lines a person reads. */
export function linesOf(context: Context, draft: Draft, cause: Cause): { name: string; value: string }[] {
  const partiesOf = (role: string) =>
    draft.parties
      .filter((p) => p.role === role && p.name)
      .map((p) => [p.name === "本人" ? "您本人" : p.name, p.phone ?? ""].filter(Boolean).join(" "))
      .join("、");
  const of = (field: string) => draft.elements[field];
  const said = (field: string) => (/said|asked/.test(of(field)?.how ?? "") ? (of(field)?.value ?? "") : "");
  const lines = [
    { name: "类型", value: cause.name },
    {
      name: "地点",
      value: [
        draft.placeId ? (placeById(context.content.directory, draft.placeId)?.name ?? "") : draft.placeWords,
        draft.spot,
      ]
        .filter(Boolean)
        .join(" "),
    },
    { name: cause.parties.applicant || "反映人", value: partiesOf("applicant") },
    { name: cause.parties.respondent || "对方", value: partiesOf("respondent") },
    { name: "对方住处", value: said("respondent_address") },
    { name: "其他人", value: partiesOf("other") },
    { name: cause.moneyName, value: draft.amountYuan === null ? "" : yuan(draft.amountYuan) },
    { name: "时间", value: draft.occurredOn ? civil(draft.occurredOn) : draft.occurredWords },
    { name: "想怎么解决", value: draft.claim },
    { name: "愿意调解吗", value: willingText[draft.willing] },
    { name: "凭证", value: draft.evidence.map((e) => e.label).join("、") || said("evidence") },
    ...cause.form.elements.flatMap((e) => (draft.elements[e.id] ? [{ name: e.name, value: said(e.id) }] : [])),
    { name: "替谁反映", value: draft.onBehalfOf },
  ];
  return lines.filter((line) => line.value !== "");
}

/** 26000 → 2.6万元. */
export const yuan = (n: number): string => (n >= 10_000 && n % 100 === 0 ? `${n / 10_000}万元` : `${n}元`);

/** `2026-05-12` → 2026年5月12日. */
export function civil(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;
}
