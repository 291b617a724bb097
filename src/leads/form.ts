// The element-style form (要素式) as a dialogue sees it: what is still missing, what to ask next, and in which words.
import { z } from "zod";
import { type Parsed, parseYaml } from "../content/faults.ts";
import type { Cause, Element } from "./causes.ts";
import type { Draft } from "./lead.ts";

/** The common fields, the most useful first: without the other party and the place no judge can begin. */
export const commonFields = [
  "facts",
  "respondent",
  "place",
  "amount_yuan",
  "occurred_on",
  "applicant",
  "claim",
  "evidence",
  "applicant_contact",
  "respondent_contact",
  "willing_to_mediate",
] as const;
export type CommonField = (typeof commonFields)[number];

const fieldSchema = z.strictObject({
  name: z.string().min(1),
  ask: z.string().min(4),
  again: z.string().min(4),
  /** How it is asked when the reporter speaks for somebody else. */
  askForOther: z.string().min(4).optional(),
  againForOther: z.string().min(4).optional(),
});
export const formTextsSchema = z.strictObject(
  Object.fromEntries(commonFields.map((field) => [field, fieldSchema])) as Record<CommonField, typeof fieldSchema>,
);
export type FormTexts = z.infer<typeof formTextsSchema>;

/** Reads `intents/form.yaml`. */
export const parseFormTexts = (text: string, file: string): Parsed<FormTexts> => parseYaml(text, file, formTextsSchema);

/** Asked questions in an ordinary form; what is then still open is shown to the judge as missing. */
export const mostQuestions = 6;
/** After so many questions what to bring is told at the end instead of asked. */
const evidenceBefore = 3;
/** Asked of a victim or a child: where, how to reach them, whether they are safe; a person asks the rest. */
const mostOfVictim = 3;
const askedOfVictim: readonly string[] = ["place", "applicant_contact", "safe_now"];

/** Grid workers and mediators report for others, and so does who says so. */
export const forOther = (draft: Draft): boolean =>
  draft.onBehalfOf !== "" ||
  (["gridWorker", "mediator", "clerk", "assistant", "coHandler", "judge", "head", "leader", "courtOffice"].includes(
    draft.reporterRole,
  ) &&
    !draft.parties.some((p) => p.name === "本人"));

const filled = (draft: Draft, element: Element): boolean => {
  const how = draft.elements[element.id]?.how;
  return how === "said" || how === "asked";
};

const applies = (draft: Draft, element: Element): boolean => {
  if (!element.when) return true;
  const value = draft.elements[element.when.element]?.value;
  return value !== undefined && element.when.is.includes(value);
};

const party = (draft: Draft, role: "applicant" | "respondent") => draft.parties.find((p) => p.role === role);

/** A party the court can look for: a name of any kind, not just 我 or 他. */
const named = (name: string | undefined): boolean => !!name && name !== "本人";

function commonMissing(draft: Draft, cause: Cause, field: CommonField): boolean {
  switch (field) {
    case "facts":
      return draft.story.reduce((sum, said) => sum + said.text.length, 0) < 6;
    case "respondent":
      return !named(party(draft, "respondent")?.name);
    case "place":
      return draft.placeId === null;
    case "amount_yuan":
      return cause.money && draft.amountYuan === null;
    case "occurred_on":
      return draft.occurredOn === null;
    case "applicant":
      return !named(party(draft, "applicant")?.name);
    case "applicant_contact":
      return !draft.parties.some((p) => p.role === "applicant" && p.phone);
    case "respondent_contact":
      return !draft.parties.some((p) => p.role === "respondent" && p.phone) && !draft.elements["respondent_address"];
    case "claim":
      return draft.claim === "";
    case "willing_to_mediate":
      return draft.willing === "unknown";
    case "evidence":
      return draft.evidence.length === 0 && !answered(draft, "evidence");
  }
}

/** The person was asked and said something, be it 不知道. */
const answered = (draft: Draft, field: string): boolean => draft.elements[field] !== undefined;

/** What a judge would still have to ask: common fields and the cause's own elements, in the order of asking. */
export function missingOf(draft: Draft, cause: Cause): string[] {
  const common = commonFields.filter((field) => commonMissing(draft, cause, field));
  const own = cause.form.elements.filter((e) => e.must && applies(draft, e) && !filled(draft, e)).map((e) => e.id);
  return [...common, ...own];
}

/** Fields that a question for another one covers as well: asked apart only when nothing else is left. */
const rides: Partial<Record<string, CommonField>> = {
  applicant_contact: "applicant",
  respondent_contact: "respondent",
  willing_to_mediate: "claim",
};

/** The field to ask for next; null when enough is known, asked or refused. */
export function nextField(draft: Draft, cause: Cause): string | null {
  if (draft.questions >= (cause.straightToPerson ? mostOfVictim : mostQuestions)) return null;
  const missing = missingOf(draft, cause).filter((field) => !cause.straightToPerson || askedOfVictim.includes(field));
  const open = missing.filter((field) => {
    if ((draft.askedTimes[field] ?? 0) >= 2 || answered(draft, field)) return false;
    const carrier = rides[field];
    // Asked together with its carrier: once is enough.
    if (carrier && (draft.askedTimes[carrier] ?? 0) > 0) return false;
    return field !== "evidence" || draft.questions < evidenceBefore;
  });
  const own = open.filter((field) => !(commonFields as readonly string[]).includes(field));
  const first = open.find((field) =>
    ["facts", "respondent", "place", ...(cause.moneyLater ? [] : ["amount_yuan"])].includes(field),
  );
  if (first) return first;
  // The cause's own must-have elements come before who to call: they decide the way through.
  return own[0] ?? open[0] ?? null;
}

/** How many fields would still be asked for, for 还有 n 项. */
export function leftToAsk(draft: Draft, cause: Cause): number {
  let n = 0;
  let now = draft;
  for (let field = nextField(now, cause); field && n < 9; field = nextField(now, cause)) {
    n++;
    now = {
      ...now,
      questions: now.questions + 1,
      askedTimes: { ...now.askedTimes, [field]: 2 },
      elements: { ...now.elements, [field]: { value: "", words: "", how: "unknown" } },
    };
  }
  return n;
}

const fillIn = (text: string, draft: Draft, cause: Cause): string =>
  text
    .replaceAll("{cause}", cause.name)
    .replaceAll("{money}", cause.moneyName)
    .replaceAll("{respondent}", party(draft, "respondent")?.name || "对方")
    .replaceAll("{applicant}", party(draft, "applicant")?.name || "您")
    .replaceAll("{part}", draft.onBehalfOf || cause.parties.applicant || "反映问题的人")
    .replaceAll("{evidence}", cause.evidence.slice(0, 3).join("、"));

/** The question for a field, in other words the second time, with answers to choose from where there are some. */
export function questionFor(
  draft: Draft,
  cause: Cause,
  texts: FormTexts,
  field: string,
): { ask: string; options: string[] } {
  const again = (draft.askedTimes[field] ?? 0) > 0;
  const element = cause.form.elements.find((e) => e.id === field);
  if (element) {
    const options = element.kind === "yesno" ? ["是", "否"] : element.options;
    return {
      ask: fillIn(again ? element.again : element.ask, draft, cause),
      options: options.length > 0 ? [...options, "不知道"] : [],
    };
  }
  const text = texts[field as CommonField];
  const first = forOther(draft) ? (text.askForOther ?? text.ask) : text.ask;
  const second = forOther(draft) ? (text.againForOther ?? text.again) : text.again;
  const ask = fillIn(again ? second : first, draft, cause);
  if (field === "claim")
    return {
      ask,
      options: cause.claims
        .slice(0, 3)
        .flatMap((c) => [`${c}，愿意调解`])
        .concat("不愿意调解"),
    };
  if (field === "willing_to_mediate") return { ask, options: ["愿意", "不愿意", "再想想"] };
  return { ask, options: [] };
}

/** The name of a field as people read it. */
export const fieldName = (field: string, cause: Cause, texts: FormTexts): string =>
  (cause.form.elements.find((e) => e.id === field)?.name ?? texts[field as CommonField]?.name ?? field).replaceAll(
    "{money}",
    cause.moneyName,
  );
