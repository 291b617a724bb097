// `fengqiao eval answers|understanding|intake FILE`: scores a labelled file with the batch commands' own code and prints the figures.
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Answered } from "../answers/answered.ts";
import { loadAnswering, type LoadedContent, loadContent, loadReading } from "../content.ts";
import { toCivil } from "../court/calendar.ts";
import { commonFields } from "../leads/form.ts";
import { reportedIntent } from "../understanding/intents.ts";
import { instantOf, intakeLine, runIntake, senderRole } from "./intake.ts";

const anyId = z.union([z.string(), z.number()]);

function read<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, i) => {
      if (text.trim() === "") return [];
      const parsed = schema.safeParse(JSON.parse(text));
      if (!parsed.success)
        throw new Error(
          `${file}:${i + 1}: ${parsed.error.issues.map((e) => `${e.path.join(".")}: ${e.message}`).join("; ")}`,
        );
      return [parsed.data];
    });
}

const share = (n: number, of: number): string => (of === 0 ? "–" : `${n}/${of} = ${(n / of).toFixed(3)}`);
const print = (name: string, value: string): void => void process.stdout.write(`${name.padEnd(44)} ${value}\n`);

const answerLine = z.looseObject({
  id: anyId,
  text: z.string(),
  asked_on: z.string().optional(),
  addressed: z.boolean().default(true),
  expect: z.looseObject({
    outcome: z.string(),
    outcome_also: z.array(z.string()).default([]),
    topic: z.array(z.string()).default([]),
    articles: z.array(z.object({ law: z.string(), article: z.string() })).default([]),
    calculation: z
      .looseObject({
        result: z.record(z.string(), z.unknown()),
        tolerance: z.number().default(0.011),
        tolerance_days: z.number().default(0),
      })
      .optional(),
  }),
});

/** Short names differ between tables: one whose characters stand in the official title, in their order, is that law. */
function sameLaw(said: string, title: string): boolean {
  let at = 0;
  for (const c of said.replace(/[（）()]/g, "")) {
    at = title.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

const days = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Every value worked out by hand stands among the computed ones, whatever they are called. */
function sameResult(
  want: { result: Record<string, unknown>; tolerance: number; tolerance_days: number },
  got: Record<string, unknown>,
): boolean {
  const values = Object.values(got);
  return Object.values(want.result).every((w) =>
    values.some((v) => {
      if (typeof w === "number" && typeof v === "number") return Math.abs(w - v) <= Math.max(0.011, want.tolerance);
      if (typeof w === "string" && typeof v === "string" && /^\d{4}-\d\d-\d\d$/.test(w) && /^\d{4}-\d\d-\d\d$/.test(v))
        return Math.abs(days(w) - days(v)) <= want.tolerance_days;
      return w === v;
    }),
  );
}

export function evalAnswers(file: string): void {
  const { answer } = loadAnswering();
  const tally = {
    asked: 0,
    cited: 0,
    topic3: 0,
    answered: 0,
    suggested: 0,
    wrongSure: 0,
    sums: 0,
    sumsRight: 0,
    refused: 0,
    refusedRight: 0,
  };
  for (const line of read(file, answerLine)) {
    const askedOn = line.asked_on ? toCivil(instantOf(line.asked_on)).date : toCivil(Date.now()).date;
    const a: Answered = answer({
      text: line.text,
      askedOn,
      addressed: line.addressed,
      lastTopic: null,
      lastEntry: null,
    });
    const { expect } = line;
    if (expect.calculation) {
      tally.sums++;
      if (a.calculation && sameResult(expect.calculation, a.calculation.result)) tally.sumsRight++;
    } else if (expect.outcome === "answered") {
      tally.asked++;
      if (a.outcome === "answered") tally.answered++;
      if (a.outcome === "suggested") tally.suggested++;
      const topics = [a.topic, ...a.suggestions.map((s) => s.entry.split("/")[0] ?? "")];
      const topic = expect.topic.length === 0 || topics.some((t) => t !== null && expect.topic.includes(t));
      const cited =
        expect.articles.length === 0
          ? topic && (a.outcome === "answered" || a.outcome === "suggested")
          : a.citations.some((c) =>
              expect.articles.some((x) => x.article === c.article && (x.law === c.law || sameLaw(x.law, c.law_full))),
            );
      if (topic) tally.topic3++;
      if (cited) tally.cited++;
      if (a.outcome === "answered" && !cited && !topic) tally.wrongSure++;
    } else {
      tally.refused++;
      if (a.outcome === expect.outcome || expect.outcome_also.includes(a.outcome)) tally.refusedRight++;
      else if (a.outcome === "answered") tally.wrongSure++;
    }
  }
  print("first answer cites an accepted article", share(tally.cited, tally.asked));
  print("right topic among those given", share(tally.topic3, tally.asked));
  print(
    "answered outright / offered to choose from",
    `${share(tally.answered, tally.asked)} / ${share(tally.suggested, tally.asked)}`,
  );
  print("computed figures exact", share(tally.sumsRight, tally.sums));
  print("out of scope, hostile, chatter handled", share(tally.refusedRight, tally.refused));
  print("wrong and sure of it (another topic)", share(tally.wrongSure, tally.asked + tally.refused));
}

const understandingLine = z.looseObject({
  id: anyId,
  text: z.string(),
  sender_role: senderRole,
  addressed: z.boolean(),
  expect: z.looseObject({
    intent: z.string(),
    intent_also: z.array(z.string()).default([]),
    cause: z.string().nullish(),
    cause_also: z.array(z.string().nullable()).default([]),
    danger: z.string(),
    danger_also: z.union([z.string(), z.array(z.string())]).optional(),
  }),
});

export function evalUnderstanding(file: string): void {
  const understand = loadReading();
  const intents = new Map<string, { tp: number; fp: number; fn: number }>();
  const at = (intent: string) =>
    intents.get(intent) ?? intents.set(intent, { tp: 0, fp: 0, fn: 0 }).get(intent) ?? { tp: 0, fp: 0, fn: 0 };
  const tally = { cause: 0, causes: 0, high: 0, highs: 0, calm: 0, calms: 0 };
  for (const line of read(file, understandingLine)) {
    const u = understand({
      text: line.text,
      senderRole: line.sender_role === "grid_worker" ? "gridWorker" : line.sender_role,
      addressed: line.addressed,
      at: Date.now(),
      lastTopic: null,
    });
    const read = reportedIntent(u.intent);
    const intent = line.expect.intent_also.includes(read) ? line.expect.intent : read;
    if (intent === line.expect.intent) at(intent).tp++;
    else {
      at(intent).fp++;
      at(line.expect.intent).fn++;
    }
    if (line.expect.cause) {
      tally.causes++;
      if (u.cause === line.expect.cause || (u.cause !== null && line.expect.cause_also.includes(u.cause)))
        tally.cause++;
    }
    if (line.expect.danger === "high") {
      tally.highs++;
      if (u.danger.level === "high") tally.high++;
    } else if (line.expect.danger === "none") {
      tally.calms++;
      if (u.danger.level === "high") tally.calm++;
    }
  }
  const f1 = [...intents.values()].filter((c) => c.tp + c.fn > 0).map((c) => (2 * c.tp) / (2 * c.tp + c.fp + c.fn));
  print("intent, macro F1", (f1.reduce((a, b) => a + b, 0) / f1.length).toFixed(3));
  print("cause", share(tally.cause, tally.causes));
  print("danger: high found", share(tally.high, tally.highs));
  print("danger: none taken for high", share(tally.calm, tally.calms));
  for (const [intent, c] of [...intents].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    print(`  ${intent}`, `F1 ${((2 * c.tp) / (2 * c.tp + c.fp + c.fn)).toFixed(3)}`);
}

const expectedLead = z.looseObject({
  cause: z.string().optional(),
  cause_also: z.array(z.string()).default([]),
  place: z.string().nullish(),
  parties: z.array(z.looseObject({ name: z.string(), role: z.string(), phone: z.string().optional() })).default([]),
  amount_yuan: z.number().nullish(),
  occurred_on: z.string().nullish(),
  not_missing: z.array(z.string()).default([]),
  missing: z.array(z.string()).default([]),
});
const intakeEvalLine = intakeLine.extend({ expect: z.looseObject({ leads: z.array(expectedLead) }) });

type Got = Awaited<ReturnType<typeof runIntake>>["leads"][number];

export async function evalIntake(file: string, court: string): Promise<void> {
  const tools: LoadedContent = loadContent({ court, foreignCourt: true });
  const counts = new Map<string, [right: number, of: number]>();
  const score = (name: string, right: boolean): void => {
    const c = counts.get(name) ?? [0, 0];
    counts.set(name, [c[0] + (right ? 1 : 0), c[1] + 1]);
  };
  const questions: number[] = [];
  for (const line of read(file, intakeEvalLine)) {
    const out = await runIntake(tools, line);
    questions.push(out.replies.filter((r) => /[？?]/.test(r)).length);
    score("number of leads", out.leads.length === line.expect.leads.length);
    line.expect.leads.forEach((want, i) => {
      const got: Got | undefined = out.leads.find((l) => l.cause === want.cause) ?? out.leads[i];
      if (want.cause)
        score("cause", got !== undefined && (got.cause === want.cause || want.cause_also.includes(got.cause)));
      if (want.place !== undefined) score("place", (got?.place ?? null) === want.place);
      if (want.amount_yuan !== undefined) score("amount", (got?.amount_yuan ?? null) === want.amount_yuan);
      if (want.occurred_on !== undefined) score("date", (got?.occurred_on ?? null) === want.occurred_on);
      for (const party of want.parties) {
        const found = got?.parties.find(
          (p) => p.name.includes(party.name) || (p.name.length > 1 && party.name.includes(p.name)),
        );
        score("party (name)", found !== undefined);
        score("party (name and role)", found?.role === party.role);
        if (party.phone) score("phone", got?.parties.some((p) => p.phone === party.phone) ?? false);
      }
      const common = (field: string): string =>
        (commonFields as readonly string[]).includes(field) ? field : "elements";
      for (const field of want.not_missing) {
        const right = got !== undefined && !got.missing.includes(field);
        score("said, so not missing", right);
        score(`  said: ${common(field)}`, right);
      }
      for (const field of want.missing) {
        const right = got?.missing.includes(field) ?? false;
        score("missing named", right);
        score(`  missing: ${common(field)}`, right);
      }
    });
  }
  const fields = [...counts].filter(([name]) => name.startsWith("  ")).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, [right, of]] of [...counts].filter(([n]) => !n.startsWith("  ")).concat(fields))
    print(name, share(right, of));
  questions.sort((a, b) => a - b);
  print(
    "questions asked in these conversations",
    `median ${questions[questions.length >> 1] ?? 0}, most ${questions.at(-1) ?? 0}`,
  );
}
