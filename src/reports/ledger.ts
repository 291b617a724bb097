// The ledger (台账) of leads as rows of text: which columns, in which order and under which names, is written in YAML.
import { z } from "zod";
import { type Parsed, parseYaml } from "../content/faults.ts";
import { toCivil } from "../court/calendar.ts";
import { type Directory } from "../court/directory.ts";
import { contactById, judgeById, placeById } from "../court/finding.ts";
import type { Cause } from "../leads/causes.ts";
import { type Lead, outcomes } from "../leads/lead.ts";
import { endedAt } from "./figures.ts";
import { filingNames, outcomeText, sourceNames, statusNames, wayNames } from "./names.ts";

type Look = { directory: Directory; causes: ReadonlyMap<string, Cause> };
type Field = { personal: boolean; of(lead: Lead, look: Look): string | number };

const date = (at: number | null | undefined): string => (at ? toCivil(at).date : "");
const moved = (lead: Lead, move: string): string => date(lead.timeline.find((row) => row.move === move)?.at);
const parties = (lead: Lead, role: string): string =>
  lead.parties
    .filter((p) => p.role === role && p.name !== "")
    .map((p) => p.name)
    .join("、");
const phones = (lead: Lead, role: string): string =>
  lead.parties
    .filter((p) => p.role === role)
    .flatMap((p) => p.phone ?? [])
    .join("、");

/** Everything a column can show. `personal`: only for who may see people's data. */
const fields = {
  number: { personal: false, of: (l) => l.id },
  registered_on: { personal: false, of: (l) => date(l.submittedAt) },
  source: { personal: false, of: (l) => sourceNames[l.source] },
  place: { personal: false, of: (l, { directory }) => placeById(directory, l.placeId)?.name ?? l.placeWords },
  cause: { personal: false, of: (l, { causes }) => causes.get(l.cause)?.name ?? l.cause },
  applicant: { personal: true, of: (l) => parties(l, "applicant") },
  applicant_phone: { personal: true, of: (l) => phones(l, "applicant") },
  respondent: { personal: true, of: (l) => parties(l, "respondent") },
  respondent_phone: { personal: true, of: (l) => phones(l, "respondent") },
  amount_yuan: { personal: false, of: (l) => l.amountYuan ?? "" },
  summary: { personal: true, of: (l) => l.summary },
  claim: { personal: true, of: (l) => l.claim },
  danger: { personal: false, of: (l) => ({ none: "", watch: "需留意", high: "危险" })[l.danger] },
  tribunal: {
    personal: false,
    of: (l, { directory }) => directory.tribunals.find((t) => t.id === l.tribunal)?.name ?? "",
  },
  judge: { personal: false, of: (l, { directory }) => judgeById(directory, l.judge)?.name ?? "诉讼服务中心" },
  mediator: {
    personal: false,
    of: (l, { directory }) => directory.mediators.find((m) => m.id === l.mediator)?.name ?? "",
  },
  co_handling: { personal: false, of: (l) => l.coHandle.join("、") },
  accepted_on: { personal: false, of: (l) => moved(l, "accept") },
  accept_by: { personal: false, of: (l) => date(l.acceptBy) },
  feedback_by: { personal: false, of: (l) => date(l.feedbackBy) },
  closed_on: { personal: false, of: (l) => date(endedAt(l)) },
  status: { personal: false, of: (l) => statusNames[l.status] },
  outcome: { personal: false, of: (l) => outcomeText(l) },
  filed_as: { personal: false, of: (l) => (l.filedAs ? filingNames[l.filedAs] : "") },
  way: { personal: false, of: (l) => (l.way ? wayNames[l.way] : "") },
  willing: { personal: false, of: (l) => ({ yes: "愿意", no: "不愿意", unknown: "" })[l.willing] },
  spot: { personal: true, of: (l) => l.spot },
  occurred_on: { personal: false, of: (l) => l.occurredOn ?? l.occurredWords },
  referred_to: {
    personal: false,
    of: (l, { directory }) =>
      directory.mediators.find((m) => m.id === l.referredTo)?.name ??
      contactById(directory, l.referredTo)?.office ??
      "",
  },
  mediator_org: {
    personal: false,
    of: (l, { directory }) => directory.mediators.find((m) => m.id === l.mediator)?.org ?? "",
  },
  contact_by: { personal: false, of: (l) => date(l.contactBy) },
  contacted_on: { personal: false, of: (l) => date(l.contactedAt) },
  close_by: { personal: false, of: (l) => date(l.closeBy) },
  confirm_by: { personal: false, of: (l) => date(l.confirmBy) },
  agreed: { personal: true, of: (l) => l.settlement?.words ?? "" },
  promised_yuan: { personal: false, of: (l) => l.settlement?.promisedYuan ?? "" },
  pay_by: { personal: false, of: (l) => l.settlement?.payBy ?? "" },
  satisfaction: {
    personal: false,
    of: (l) => (l.satisfaction ? { good: "满意", fair: "一般", bad: "不满意" }[l.satisfaction.score] : ""),
  },
  outcome_note: { personal: true, of: (l) => l.outcomeNote },
  recovered_yuan: { personal: false, of: (l) => l.recoveredYuan ?? "" },
} satisfies Record<string, Field>;

/** `row` is the line's own number, 1 for the first. */
const fieldNames = ["row", ...Object.keys(fields)] as ["row", ...(keyof typeof fields)[]];

export const layoutSchema = z.strictObject({
  title: z.string().min(1),
  /** Words by which people ask for it: 调解台账. */
  called: z.array(z.string().min(2)).default([]),
  /** Given when no kind is named. */
  usual: z.boolean().default(false),
  /** Leads that this ledger keeps to; all without it. */
  only: z
    .strictObject({ outcome: z.array(z.enum(outcomes)).default([]), mediated: z.boolean().default(false) })
    .default({ outcome: [], mediated: false }),
  columns: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        field: z.enum(fieldNames, `is none of the fields a column can show: ${fieldNames.join(", ")}`),
        /** Characters. */
        width: z.number().min(2).max(120).default(12),
      }),
    )
    .min(1),
});
export type Layout = z.infer<typeof layoutSchema>;

/** Reads `knowledge/ledgers/<name>.yaml`. */
export const parseLayout = (text: string, file: string): Parsed<Layout> => parseYaml(text, file, layoutSchema);

export type Filter = {
  from: number;
  to: number;
  place?: string;
  cause?: string;
  judge?: string;
  state?: "open" | "closed";
};

const over: ReadonlySet<Lead["status"]> = new Set(["closed", "withdrawn", "merged"]);

/** Whether a lead belongs into a ledger of this time, place, cause, judge and state. */
export const fits = (l: Lead, filter: Filter): boolean =>
  l.submittedAt >= filter.from &&
  l.submittedAt < filter.to &&
  (filter.place === undefined || l.placeId === filter.place) &&
  (filter.cause === undefined || l.cause === filter.cause) &&
  (filter.judge === undefined || l.judge === filter.judge) &&
  (filter.state === undefined || over.has(l.status) === (filter.state === "closed"));

/** What a layout itself keeps to, as a ledger of mediations does. */
const shown = (l: Lead, { only }: Layout): boolean =>
  (only.outcome.length === 0 || (l.outcome !== null && only.outcome.includes(l.outcome))) &&
  (!only.mediated || l.mediator !== null || l.way === "mediation");

const held = "（无权查看）";

/** The rows of a ledger, oldest first, with its head; `personal` false holds people's data back. */
export function ledgerRows(
  leads: Iterable<Lead>,
  layout: Layout,
  look: Look,
  filter: Filter,
  personal: boolean,
): (string | number)[][] {
  const chosen = [...leads].filter((lead) => fits(lead, filter) && shown(lead, layout));
  chosen.sort((x, y) => x.submittedAt - y.submittedAt || x.id.localeCompare(y.id));
  return [
    layout.columns.map((c) => c.name),
    ...chosen.map((lead, at) =>
      layout.columns.map(({ field }) => {
        if (field === "row") return at + 1;
        const { personal: isPersonal, of }: Field = fields[field];
        return isPersonal && !personal ? held : of(lead, look);
      }),
    ),
  ];
}
