// The open step of a lead's flow: until when it is to be done, who has it, and how they hear of it.
import type { Flow } from "../leads/flows.ts";
import { openStep, type RunningStep, type StepRole } from "../leads/flows.ts";
import type { Lead } from "../leads/lead.ts";
import { addWorkingDays, dueAt, toCivil } from "../court/calendar.ts";
import { type Directory } from "../court/directory.ts";
import { contactById, contactsOf, headOf, isOnLeave, judgeById, mediatorById } from "../court/finding.ts";
import { clock, day, placeName } from "./card.ts";
import type { Context, Speaker } from "./context.ts";
import type { Address } from "./documents.ts";
import { causeOf, phoneFor } from "./intake.ts";
import type { Doc } from "./ports.ts";
import { type Pen, say } from "./turn.ts";

/** The flows that are made for this cause of dispute. */
export const flowsFor = (context: Context, cause: string): Flow[] =>
  [...context.content.flows.values()].filter((flow) => flow.causes.includes(cause));

const roleNames: Record<Exclude<StepRole, "coHandler">, string> = {
  judge: "法官",
  head: "庭长",
  clerk: "书记员",
  assistant: "法官助理",
  mediator: "调解员",
  reporter: "反映人",
};
export const partName = (step: RunningStep): string =>
  step.by === "coHandler" ? (step.office ?? "") : roleNames[step.by];

/** Somebody of the judge's team, else of the tribunal. */
function helper(directory: Directory, lead: Lead, section: "clerks" | "assistants"): string | undefined {
  const team = judgeById(directory, lead.judge)?.team ?? [];
  const rows = directory[section];
  return (rows.find((r) => team.includes(r.id)) ?? rows.find((r) => lead.tribunal && r.tribunal === lead.tribunal))?.id;
}

/** Who has the open step. What nobody can take as planned lies with the judge, who then passes it on. */
export function holderOf(directory: Directory, lead: Lead, date: string): string | null {
  const step = openStep(lead.flow);
  if (!step) return null;
  const staff = (ref: string | null | undefined): string => `staff:${ref ?? lead.judge ?? "court_office"}`;
  switch (step.by) {
    case "judge":
      return staff(lead.judge);
    case "head":
      return staff(headOf(directory, lead.tribunal)?.id);
    case "clerk":
      return staff(helper(directory, lead, "clerks"));
    case "assistant":
      return staff(helper(directory, lead, "assistants"));
    case "mediator":
      return staff(
        [lead.referredTo, lead.mediator]
          .map((id) => mediatorById(directory, id))
          .find((m) => m !== undefined && !isOnLeave(m, date))?.id,
      );
    case "reporter":
      return `person:${lead.reporter}`;
    case "coHandler": {
      const office = step.office ?? "";
      return contactsOf(directory, office, lead.placeId).length > 0 ? `office:${office}` : staff(lead.judge);
    }
  }
}

/** The office for which somebody answers; null for everyone else. */
export function officeOf(directory: Directory, ref: string | null): string | null {
  if (ref === null) return null;
  return (
    contactById(directory, ref)?.office ?? directory.contacts.find((c) => !c.id && c.office === ref)?.office ?? null
  );
}

/** The keys under which a speaker's open steps are found. */
export function holderKeys(directory: Directory, { id, ref, roles }: Pick<Speaker, "id" | "ref" | "roles">): string[] {
  const office = officeOf(directory, ref);
  return [
    `person:${id}`,
    ...(ref === null ? [] : [`staff:${ref}`]),
    ...(office === null ? [] : [`office:${office}`]),
    ...(roles.includes("courtOffice") ? ["staff:court_office"] : []),
  ];
}

/** An office's step is that of its person for the place, not of every colleague in the county. */
export function holds(directory: Directory, speaker: Pick<Speaker, "id" | "ref" | "roles">, lead: Lead): boolean {
  const key = lead.stepWith ?? null;
  if (key === null || !holderKeys(directory, speaker).includes(key)) return false;
  if (!key.startsWith("office:")) return true;
  const own = directory.contacts.find((c) => (c.id ?? c.office) === speaker.ref);
  return own === undefined || own.places.length === 0 || own.places.includes(lead.placeId ?? "");
}

export function addressOf(directory: Directory, lead: Lead): Address {
  const key = lead.stepWith ?? `staff:${lead.judge ?? "court_office"}`;
  const name = key.slice(key.indexOf(":") + 1);
  if (key.startsWith("person:")) return { person: name };
  if (key.startsWith("staff:")) return { staff: name };
  return { staff: contactsOf(directory, name, lead.placeId)[0]?.id ?? name };
}

/**
 * The lead as its flow stands: the open step has its day, never before tomorrow, and its holder; with the lead the flow ends.
 */
export function withStep(context: Context, lead: Lead): Lead {
  if (!lead.flow) return lead;
  const { directory } = context.content;
  if (["closed", "withdrawn", "merged"].includes(lead.status) && lead.flow.endedAt === null)
    return { ...lead, flow: { ...lead.flow, endedAt: context.now, dueAt: null }, stepWith: null };
  const step = openStep(lead.flow);
  if (!step) return lead.stepWith ? { ...lead, stepWith: null } : lead;
  const stepWith = holderOf(directory, lead, toCivil(context.now).date);
  if (lead.flow.dueAt !== null) return { ...lead, stepWith };
  const from = step.from === "start" ? lead.flow.startedAt : context.now;
  const until = addWorkingDays(directory.calendar, toCivil(from).date, step.within).date;
  const soonest = addWorkingDays(directory.calendar, toCivil(context.now).date, 1).date;
  return {
    ...lead,
    stepWith,
    flow: { ...lead.flow, dueAt: dueAt(until < soonest ? soonest : until) },
  };
}

/** Facts of the open step as its holder reads them: no names and no story for an office, whoever asks. */
export function stepFacts(context: Context, lead: Lead) {
  const step = openStep(lead.flow);
  const done = lead.flow?.done.length ?? 0;
  const last = lead.flow?.done.at(-1);
  const before = lead.flow?.steps[done - 1];
  const key = lead.stepWith ?? "";
  const kind = key.startsWith("office:")
    ? ("office" as const)
    : key.startsWith("person:")
      ? ("reporter" as const)
      : ("staff" as const);
  const forOther =
    kind === "staff" && (step?.by === "coHandler" || (step?.by !== "judge" && key === `staff:${lead.judge}`));
  return {
    number: lead.id,
    cause: causeOf(context, lead.cause).name,
    place: placeName(context, lead),
    flow: lead.flow?.name ?? "",
    index: done + 1,
    total: lead.flow?.steps.length ?? 0,
    what: step?.what ?? "",
    due: lead.flow?.dueAt ? day(lead.flow.dueAt) : "",
    kind,
    office: step?.office ?? "",
    phone: phoneFor(context, lead.placeId).phone,
    /** Whose step it would be, where the judge has it because there is nobody else. */
    insteadOf: forOther && step ? partName(step) : "",
    before:
      kind === "staff" && last && before && !last.skipped
        ? `${partName(before)}${day(last.at)}办好了${last.words ? `：${last.words.slice(0, 200)}` : ""}`
        : "",
  };
}

/** Tells who has the open step, when it is a new step or has come to somebody else. */
export function tellStep(pen: Pen, context: Context, was: Doc<Lead> | undefined, lead: Lead): void {
  const old = was?.value;
  if (!openStep(lead.flow)) {
    // With the lead its flow is over: who was about to do something need not.
    const ended = ["closed", "withdrawn", "merged"].includes(lead.status);
    if (old && ended && openStep(old.flow) && old.stepWith !== `staff:${context.speaker.ref}`)
      if (old.stepWith !== `person:${old.reporter}`) tellOff(pen, context, old);
    return;
  }
  const same =
    old?.flow?.startedAt === lead.flow?.startedAt &&
    old?.flow?.done.length === lead.flow?.done.length &&
    old?.stepWith === lead.stepWith;
  if (same) return;
  const to = addressOf(context.content.directory, lead);
  say(pen, to, "flowStep", stepFacts(context, lead), { lead: lead.id });
}

/** Who had the open step need not do it any more. */
export function tellOff(pen: Pen, context: Context, lead: Lead): void {
  const { number, place, what } = stepFacts(context, lead);
  say(pen, addressOf(context.content.directory, lead), "flowOff", { number, place, what }, { lead: lead.id });
}

/** The whole checklist, for the judge: what is behind, who has what until when, what comes. */
export function flowRows(
  lead: Lead,
): { what: string; who: string; state: "done" | "skipped" | "open" | "waits"; when: string }[] {
  const { flow } = lead;
  if (!flow) return [];
  return flow.steps.map((step, i) => {
    const done = flow.done[i];
    const open = flow.endedAt === null && i === flow.done.length;
    return {
      what: step.what,
      who: partName(step),
      state: done ? (done.skipped ? "skipped" : "done") : open ? "open" : "waits",
      when: done ? clock(done.at).replace(/\d+点.*$/u, "") : open && flow.dueAt ? day(flow.dueAt) : "",
    };
  });
}
