// A cause of dispute (案由) as an operator describes it: what people say, who is who, and the element-style form (要素式).
import { z } from "zod";
import { type Parsed, parseYaml } from "../content/faults.ts";
import { stemFault } from "./stems.ts";

const slug = z.string().regex(/^[a-z][a-z0-9_]*$/, "an element id is written in small letters, digits and _");
const words = z.array(z.string().min(1)).min(1);
const stems = words.superRefine((list, context) => {
  for (const [i, stem] of list.entries()) {
    const message = stemFault(stem);
    if (message) context.addIssue({ code: "custom", path: [i], message });
  }
});

/** One element of a form: what a judge needs to know for this cause beyond the common fields. */
export const elementSchema = z.strictObject({
  id: slug,
  name: z.string().min(1),
  kind: z.enum(["text", "money", "date", "number", "choice", "yesno", "person", "place"]),
  /** The question in plain words, and how to ask once more. */
  ask: z.string().min(4),
  again: z.string().min(4),
  options: z.array(z.string()).default([]),
  /** Asked for only when another element has one of these values. */
  when: z.strictObject({ element: slug, is: words }).optional(),
  must: z.boolean().default(false),
  /**
   * What free speech already answers it: any of `words` (stems, see stems.ts) said means `value`, the first that fits;
   * without a value, what was said is the answer.
   */
  reads: z.array(z.strictObject({ value: z.string().min(1).optional(), words: stems })).default([]),
});
export type Element = z.infer<typeof elementSchema>;

const routes = ["spot", "mediator", "visit", "smallClaims", "paymentOrder", "otherOffice", "judge"] as const;

export const causeSchema = z
  .strictObject({
    name: z.string().min(1),
    /** The matter in a few plain words, for 是欠工钱，还是…？ */
    plain: z.string().min(2).max(16),
    about: z.string().min(1),
    synonyms: words,
    /** Messages in which people report such a dispute; the classifier learns from them. */
    says: z.array(z.string().min(2)).min(20, "give at least 20 ways in which people report it"),
    parties: z.strictObject({ applicant: z.string(), respondent: z.string() }),
    /** The dispute is about a sum: it is asked for. */
    money: z.boolean(),
    /** People matter before the sum: it is asked for after the cause's own elements. */
    moneyLater: z.boolean().default(false),
    /** What the sum is called when asked for: 欠款, 工资 … */
    moneyName: z.string().default("钱数"),
    /** What people usually want, offered as answers to 您想怎么解决. */
    claims: words,
    form: z.strictObject({
      /** The Supreme People's Court's model this form follows, null where there is none. */
      model: z.string().nullable(),
      elements: z.array(elementSchema).min(1),
    }),
    /** What to bring. */
    evidence: words,
    /** Signs of danger typical of this cause, for the person who screens. */
    dangerSigns: z.array(z.string()).default([]),
    /** Reported to a person at once, the form can wait: a victim of violence, a child. */
    straightToPerson: z.boolean().default(false),
    /** Green channel (绿色通道): why, when it applies to every lead of this cause. */
    greenChannel: z.string().optional(),
    route: z.strictObject({ first: z.enum(routes), why: z.string().min(1), office: z.string().optional() }),
    /** Time limits a judge must be warned of: name, months or days from the event, and the rule. */
    limits: z
      .array(
        z.strictObject({
          name: z.string(),
          months: z.number().int().positive().optional(),
          days: z.number().int().positive().optional(),
          law: z.string(),
          article: z.string(),
        }),
      )
      .default([]),
    /** Topics or entries of the knowledge that help. */
    knowledge: z.array(z.string()).default([]),
  })
  .superRefine((cause, context) => {
    const ids = new Set<string>();
    cause.form.elements.forEach((element, i) => {
      const at = ["form", "elements", i];
      if (ids.has(element.id))
        context.addIssue({
          code: "custom",
          path: [...at, "id"],
          message: `"${element.id}" is used twice; give each element its own id`,
        });
      ids.add(element.id);
      if (element.kind === "choice" && element.options.length < 2)
        context.addIssue({ code: "custom", path: [...at, "kind"], message: "a choice needs at least two options" });
      const allowed = element.kind === "yesno" ? ["是", "否"] : element.kind === "choice" ? element.options : null;
      element.reads.forEach((read, r) => {
        if (allowed && !allowed.includes(read.value ?? ""))
          context.addIssue({
            code: "custom",
            path: [...at, "reads", r],
            message: `a value read for "${element.id}" must be one of ${allowed.join(", ")}`,
          });
      });
      if (element.when && !ids.has(element.when.element)) {
        context.addIssue({
          code: "custom",
          path: [...at, "when"],
          message: `"${element.when.element}" is not an element above this one`,
        });
      }
    });
  });

export type Cause = z.infer<typeof causeSchema> & { id: string };

/** Reads `intents/causes/<id>.yaml`. */
export function parseCause(id: string, text: string, file: string): Parsed<Cause> {
  const parsed = parseYaml(text, file, causeSchema);
  return parsed.ok ? { ok: true, value: { id, ...parsed.value } } : parsed;
}
