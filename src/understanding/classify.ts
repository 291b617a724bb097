// Which intent and which cause of dispute a message is: a linear model that learns at start from what operators wrote.
import { type CauseCue, type Intent, type IntentId, type SenderRole } from "./intents.ts";
import { featuresOf, type LinearModel, rank, type Ranked, type Sample, train } from "./linear.ts";
import { normalize } from "./normalize.ts";
import { forModel, signsOf } from "./signs.ts";
import { topicsOf } from "./topics.ts";

export type TrainedModel = {
  intents: LinearModel;
  causes: LinearModel | null;
  intentById: ReadonlyMap<IntentId, Intent>;
  causeById: ReadonlyMap<string, CauseCue>;
};

const intentBuckets = 1 << 15;
const causeBuckets = 1 << 15;
/** How much topics and synonyms weigh beside the letters. */
const causeSigns = 2.5;

const intentFeatures = (text: string) => featuresOf(forModel(text), signsOf(text), intentBuckets, 2.5);
const causeFeatures = (text: string, cues: readonly CauseCue[]) => {
  const signs = topicsOf(text);
  for (const cue of cues) {
    let n = 0;
    for (const word of cue.synonyms) if (word.length > 1 && text.includes(word)) n++;
    if (n > 0) signs.push(`cause:${cue.id}`);
    if (n > 1) signs.push(`cause:${cue.id}:2`);
  }
  return featuresOf(forModel(text), signs, causeBuckets, causeSigns);
};

/** Learns from the intents' and causes' own words. Deterministic; well under a second for a few thousand sentences. */
export function trainModel(content: { intents: readonly Intent[]; causes: readonly CauseCue[] }): TrainedModel {
  const samples: Sample[] = [];
  for (const intent of content.intents) {
    for (const say of intent.says) samples.push({ features: intentFeatures(normalize(say).text), label: intent.id });
  }
  // What people say of a cause is, nearly always, a report; lighter, so that 28 causes do not outweigh the intents.
  for (const cause of content.causes) {
    for (const say of cause.says.slice(0, 16)) {
      const text = normalize(say).text;
      samples.push({
        features: intentFeatures(text),
        label: /[吗么?]$|怎么|咋|多少|能不能|可以/u.test(text) ? "ask-legal-question" : "report-dispute",
        weight: 0.4,
      });
    }
  }
  const intents = train(
    samples,
    content.intents.map((i) => i.id),
    intentBuckets,
  );
  const causes =
    content.causes.length > 1
      ? train(
          content.causes.flatMap((cause) =>
            [cause.name, ...cause.synonyms, ...cause.says].map((say) => ({
              features: causeFeatures(normalize(say).text, content.causes),
              label: cause.id,
            })),
          ),
          content.causes.map((c) => c.id),
          causeBuckets,
          10,
        )
      : null;
  return {
    intents,
    causes,
    intentById: new Map(content.intents.map((i) => [i.id, i])),
    causeById: new Map(content.causes.map((c) => [c.id, c])),
  };
}

/** Score added or taken by who speaks: a judge does not report quarrels, a resident does not close leads. */
const byRole: Record<SenderRole, Partial<Record<IntentId, number>>> = {
  resident: { "judge-feedback": -2.5, "request-mediation-guidance": -1.5, "group-settings": -0.5 },
  gridWorker: { "judge-feedback": -1.2, "request-mediation-guidance": 0.2 },
  mediator: { "request-mediation-guidance": 0.8, "judge-feedback": -0.4 },
  judge: {
    "judge-feedback": 1.8,
    "report-dispute": -2,
    "check-progress": -1.2,
    "ask-judge-contact": -1,
    "supplement-lead": -1,
  },
};

/** Score added or taken in a group where nobody spoke to the bot. */
const unaddressed: Partial<Record<IntentId, number>> = {
  other: 1.2,
  "greeting-smalltalk": -4,
  rate: -1.5,
  subscribe: -1,
  help: -1,
  "my-data": -0.8,
  "group-settings": -0.8,
};

export function rankIntents(model: TrainedModel, text: string, senderRole: SenderRole, addressed: boolean): Ranked {
  const nudge: Partial<Record<IntentId, number>> = { ...byRole[senderRole] };
  if (!addressed)
    for (const [id, by] of Object.entries(unaddressed)) nudge[id as IntentId] = (nudge[id as IntentId] ?? 0) + by;
  return rank(model.intents, intentFeatures(text), nudge);
}

export function rankCauses(model: TrainedModel, text: string): Ranked {
  if (!model.causes) return [...model.causeById.keys()].map((label) => ({ label, probability: 1 }));
  return rank(model.causes, causeFeatures(text, [...model.causeById.values()]));
}
