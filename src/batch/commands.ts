// The batch commands ask, understand, intake and route: the very same code as the live bot, without store, network or clock.
import { z } from "zod";
import { readConfig } from "../config.ts";
import { loadAnswering, loadContent, loadReading } from "../content.ts";
import { toCivil } from "../court/calendar.ts";
import { routeLine, routeLineSchema } from "../court/route-batch.ts";
import { loadCourtForBatch } from "../load.ts";
import { meaningOf } from "../models.ts";
import { reportedIntent } from "../understanding/intents.ts";
import { runIntake, intakeLine, instantOf, senderRole } from "./intake.ts";
import { runLines } from "./lines.ts";

const id = z.union([z.string(), z.number()]);

/** The batch formats write grid_worker; inside it is gridWorker. */
const roleOf = (role: z.infer<typeof senderRole>) => (role === "grid_worker" ? "gridWorker" : role);

async function over<T>(schema: z.ZodType<T>, answer: (line: T) => unknown): Promise<void> {
  process.exitCode = await runLines(process.stdin, process.stdout, schema, answer);
}

const askLine = z.object({
  id,
  text: z.string(),
  asked_on: z.string().optional(),
  addressed: z.boolean().default(true),
});

export async function ask(): Promise<void> {
  const loaded = loadAnswering();
  const config = readConfig();
  const meaning = config.model?.embeddings
    ? await meaningOf(config, loaded, (_event, sentence) => void process.stderr.write(`${sentence}\n`))
    : undefined;
  await meaning?.learn();
  await over(askLine, async (line) => {
    const askedOn = line.asked_on ? toCivil(instantOf(line.asked_on)).date : toCivil(Date.now()).date;
    const a = loaded.answer({
      text: line.text,
      askedOn,
      addressed: line.addressed,
      lastTopic: null,
      lastEntry: null,
      near: (await meaning?.near(line.text)) ?? null,
    });
    return {
      id: line.id,
      outcome: a.outcome,
      entry: a.entry,
      topic: a.topic,
      text: a.text,
      citations: a.citations,
      ...(a.calculation ? { calculation: a.calculation } : {}),
      ...(a.suggestions.length > 0 ? { suggestions: a.suggestions.map((s) => s.entry) } : {}),
      score: a.score,
    };
  });
}

const understandLine = z.object({
  id,
  text: z.string(),
  sender_role: senderRole.default("resident"),
  addressed: z.boolean().default(false),
});

export async function understand(): Promise<void> {
  const read = loadReading();
  await over(understandLine, (line) => {
    const u = read({
      text: line.text,
      senderRole: roleOf(line.sender_role),
      addressed: line.addressed,
      at: Date.now(),
      lastTopic: null,
    });
    return {
      id: line.id,
      intent: reportedIntent(u.intent),
      cause: u.cause,
      danger: u.danger.level,
      confidence: u.confidence,
      facts: u.facts,
    };
  });
}

export async function intake(court: string): Promise<void> {
  const tools = loadContent({ court, foreignCourt: true });
  await over(intakeLine, (line) => runIntake(tools, line));
}

export async function route(court: string): Promise<void> {
  const directory = loadCourtForBatch(court);
  await over(routeLineSchema, (line) => ({
    id: line.id ?? null,
    ...routeLine(directory, line, toCivil(Date.now()).date),
  }));
}
