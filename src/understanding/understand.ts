// What does this message mean: intent, cause, danger and facts in one pure reading, with or without a language model after it.
import { rankCauses, rankIntents, type TrainedModel } from "./classify.ts";
import { type Danger, isCalm, readDanger } from "./danger.ts";
import { harmless, trigger } from "./dangerWords.ts";
import { isHeld } from "./dangerCalm.ts";
import { extractFacts } from "./extract.ts";
import type { Fact, PlaceMatcher } from "./facts.ts";
import { type IntentId, type SenderRole } from "./intents.ts";
import { normalize } from "./normalize.ts";
import { disputesIn, questionsIn } from "./split.ts";

export type Dispute = { start: number; end: number; cause: string | null };

export type Understanding = {
  intent: IntentId;
  /** How sure, 0–1: of 10 readings with 0.8, about 8 are right. */
  confidence: number;
  runnerUp: { intent: IntentId; confidence: number } | null;
  /** Slug of `intents/causes/`; null when the message is about no dispute. */
  cause: string | null;
  causeConfidence: number;
  /** The cause that fits next best. */
  causeRunnerUp: { cause: string; confidence: number } | null;
  /** `ruled`: what the rules alone heard, where the model raised it. */
  danger: Danger & { ruled?: Danger };
  facts: Fact[];
  /** Separate questions asked in the message, in its words. */
  questions: string[];
  /** More than one when the message tells of two disputes; offsets in `text`. */
  disputes: Dispute[];
  /** What was written, untouched. */
  text: string;
};

export type Heard = {
  text: string;
  senderRole: SenderRole;
  /** The bot was spoken to; true in private. */
  addressed: boolean;
  /** Epoch ms of the message. */
  at: number;
  model: TrainedModel;
  places?: PlaceMatcher | undefined;
  /** What the person last asked about, for 「那利息呢」. */
  lastTopic?: string | null | undefined;
};

/** Characters beyond which only danger is looked for: longer texts are forwarded, not told; what no person types is read still less. */
const told = 2_000;
const typed = 8_000;
const deepIn = (text: string): number => (text.length > typed ? told / 4 : told);

const aboutDispute: ReadonlySet<IntentId> = new Set([
  "report-dispute",
  "ask-legal-question",
  "supplement-lead",
  "emergency",
  "request-mediation-guidance",
  "request-visit",
  "check-progress",
  "judge-feedback",
]);

/** From here on the whole of a short message sounds like a cry for help, though none of the known words stands in it. */
const sounds = 0.28;
/** And so surely that it is one though no word of danger stands in it: 叫我自己掂量. */
const plainly = 0.7;
const short = 60;
// Fewer than six characters are an answer to a question (人受伤) rather than a cry.

/** A way, a ditch, a paper or a car that is blocked, locked, kept or broken: hot words of a matter between neighbours. */
const things =
  /(?:堵|锁|扣|拦|占|砸|断|停|扔|倒|拆|挖)(?:着|住|了|死|上|下|断|坏|穿)?[^,。 ]{0,4}(?:路|道|水|渠|沟|车|墙|地|井|电|窗|厕所|证|照|本|工具|货|粮|园|棚|锁|垃圾|土)|(?:路|道|水|渠|沟|车|墙|地|井|电|窗|过道|通道|厕所|房本|书包|证)[^,。 ]{0,8}(?:堵|锁|扣|拦|占|砸|断|停|拆|挖)(?:了|死|上|着|住|断|坏|穿)?/gu;
/** 老师打了我孩子一巴掌: one blow, told as over; what the rules made of it stands. */
const oneBlow =
  /[打扇踢推]了[^,。]{0,6}(?:一|两)(?:个)?(?:巴掌|耳光|嘴巴|嘴巴子|下|脚)(?![^。]{0,16}(?:还在|又|现在|流血|昏|晕))/u;
const suit = /开庭|缺席判|传票|判决书?|一审|二审|上诉/u;

/** The rules' danger, raised where the model hears an emergency; never lowered. */
function felt(danger: Danger, text: string, emergency: number): Understanding["danger"] {
  if (
    danger.level === "high" ||
    emergency < sounds ||
    text.length > short ||
    text.length < 6 ||
    (emergency < plainly && !trigger.test(text.replace(harmless, "").replace(things, "")))
  )
    return danger;
  // A suit that is over is nobody's cry, whatever it sounds like.
  if ((danger.level === "none" && suit.test(text)) || oneBlow.test(text)) return danger;
  const reasons = [...danger.reasons, { kind: "other" as const, words: text.slice(0, 20) }];
  // Held by somebody, only planned, over: to be looked after, no alarm.
  if (isHeld(text) && danger.level === "none") return { level: "watch", reasons };
  if (isCalm(text)) return danger;
  return { level: "high", reasons, ruled: danger };
}

/** The danger in a text by rules and model, for who asks nothing else of it. */
export function dangerIn(said: string, model: TrainedModel): Understanding["danger"] {
  const { text } = normalize(said.slice(0, typed));
  const ruled = readDanger(text);
  if (ruled.level === "high" || text.length > short || !trigger.test(text)) return ruled;
  const ranked = rankIntents(model, text, "resident", true);
  return felt(ruled, text, ranked.find((r) => r.label === "emergency")?.probability ?? 0);
}

/** Reads one message. Pure and total: any string gives an answer. */
export function understand(heard: Heard): Understanding {
  const whole = normalize(heard.text);
  const deep = deepIn(heard.text);
  const text = whole.text.slice(0, deep);
  const facts = extractFacts(heard.text.slice(0, deep), heard.at, heard.places, heard.senderRole, heard.model.sides);
  const ranked = rankIntents(heard.model, text, heard.senderRole, heard.addressed);
  const danger = felt(readDanger(whole.text), text, ranked.find((r) => r.label === "emergency")?.probability ?? 0);
  const rest = ranked.filter((r) => r.label !== "emergency");
  const best =
    danger.level === "high"
      ? {
          label: "emergency",
          probability: Math.max(0.9, ranked.find((r) => r.label === "emergency")?.probability ?? 0),
        }
      : rest[0];
  const second = danger.level === "high" ? rest[0] : rest[1];
  const share = danger.level === "high" ? 1 : rest.reduce((sum, r) => sum + r.probability, 0) || 1;
  const intent = (best?.label ?? "other") as IntentId;
  const causes = rankCauses(heard.model, text);
  const cause = causes[0];
  // Who asks for the judge of a quarrel names it by the way.
  const byTheWay = intent === "ask-judge-contact" && (cause?.probability ?? 0) >= 0.6;
  const knowsCause = (aboutDispute.has(intent) || byTheWay) && cause !== undefined;
  return {
    intent,
    confidence: (best?.probability ?? 0) / share,
    runnerUp: second ? { intent: second.label as IntentId, confidence: second.probability / share } : null,
    cause: knowsCause ? cause.label : null,
    causeConfidence: knowsCause ? cause.probability : 0,
    causeRunnerUp: knowsCause && causes[1] ? { cause: causes[1].label, confidence: causes[1].probability } : null,
    danger,
    facts,
    questions: questionsIn(text),
    disputes: disputesIn(text, heard.model),
    text: heard.text,
  };
}
