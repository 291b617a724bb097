// A flow (多方办理流程) as an operator describes it: a plain checklist of steps, who does each and within how many working days.
import { z } from "zod";
import { type Parsed, parseYaml } from "../content/faults.ts";

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, "an id is written in small letters, digits and -");

/** Who may have a step: somebody of the court, the mediator, the reporter, or a co-handling office (联动单位). */
export const stepRoles = ["judge", "head", "clerk", "assistant", "mediator", "coHandler", "reporter"] as const;
export type StepRole = (typeof stepRoles)[number];

const stepFields = {
  id: slug,
  /** What is to be done, in plain words: read by offices and by the reporter, so never with a name in it. */
  what: z.string().min(4).max(80),
  by: z.enum(stepRoles),
  /** Working days, from the end of the step before unless `from` says from the start of the flow. */
  within: z.number().int().min(1).max(90),
};
const stepSchema = z.strictObject({
  ...stepFields,
  office: z.string().min(1).optional(),
  from: z.enum(["before", "start"]).default("before"),
});
export type FlowStep = z.infer<typeof stepSchema>;

const flowFileSchema = z.strictObject({
  name: z.string().min(2).max(24),
  about: z.string().min(4),
  causes: z.array(z.string().min(1)).min(1),
  steps: z.array(stepSchema).min(2).max(12),
});
export type Flow = z.infer<typeof flowFileSchema> & { id: string };

/** What a flow may name; offices only where the court says which it has. */
export type FlowNames = { causes: ReadonlySet<string>; offices?: ReadonlySet<string> };

function checked({ causes, offices }: FlowNames) {
  return flowFileSchema.superRefine((flow, context) => {
    const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
    flow.causes.forEach((cause, i) => {
      if (!causes.has(cause)) fault(["causes", i], `"${cause}" is no cause; use the name of a file in intents/causes`);
    });
    const ids = new Set<string>();
    flow.steps.forEach((step, i) => {
      if (ids.has(step.id)) fault(["steps", i, "id"], `"${step.id}" is used twice; give each step its own id`);
      ids.add(step.id);
      if (step.by === "coHandler" && step.office === undefined)
        fault(["steps", i, "by"], "which office? add office, as court.yaml calls it");
      if (step.by !== "coHandler" && step.office !== undefined)
        fault(["steps", i, "office"], `only a step by coHandler has an office; this one is by ${step.by}`);
      if (step.office !== undefined && offices !== undefined && !offices.has(step.office))
        fault(["steps", i, "office"], `"${step.office}" is not among contacts of court.yaml; add it there`);
    });
  });
}

/** Reads `intents/flows/<id>.yaml`. */
export function parseFlow(id: string, text: string, file: string, names: FlowNames): Parsed<Flow> {
  const parsed = parseYaml(text, file, checked(names));
  return parsed.ok ? { ok: true, value: { id, ...parsed.value } } : parsed;
}

export const officesOf = (flow: Flow): string[] => [...new Set(flow.steps.flatMap((step) => step.office ?? []))];

/** A flow under way on a lead. It keeps the steps it was started with, whatever becomes of the file. */
export const runningFlowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  startedAt: z.number(),
  steps: z.array(z.strictObject({ ...stepFields, office: z.string().nullable(), from: z.enum(["before", "start"]) })),
  /** One for each step behind it, in order; the next one is open. `by` is an id of court.yaml or a person's. */
  done: z.array(z.strictObject({ at: z.number(), by: z.string(), words: z.string(), skipped: z.boolean() })),
  /** Until when the open step is to be done; null when none is open. */
  dueAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type RunningFlow = z.infer<typeof runningFlowSchema>;
export type RunningStep = RunningFlow["steps"][number];

/** The step that somebody has to do now; undefined when the flow is over or there is none. */
export const openStep = (flow: RunningFlow | null | undefined): RunningStep | undefined =>
  flow && flow.endedAt === null ? flow.steps[flow.done.length] : undefined;

export const begun = (flow: Flow, at: number): RunningFlow => ({
  id: flow.id,
  name: flow.name,
  startedAt: at,
  steps: flow.steps.map((step) => ({ ...step, office: step.office ?? null })),
  done: [],
  dueAt: null,
  endedAt: null,
});

/** The open step is behind it; after the last one the flow is over. The next step's day is set by who knows the calendar. */
export function stepped(flow: RunningFlow, by: string, at: number, words: string, skipped: boolean): RunningFlow {
  const done = [...flow.done, { at, by, words, skipped }];
  return { ...flow, done, dueAt: null, endedAt: done.length >= flow.steps.length ? at : null };
}
