// Words of those who work on a lead, and of those whose lead was worked on: heard as what they are, not looked up in the law.
import { toCivil } from "../court/calendar.ts";
import type { Draft, Lead } from "../leads/lead.ts";
import { may } from "../leads/actions.ts";
import { fieldName, missingOf } from "../leads/form.ts";
import { followUp, scoreIn } from "./after-closing.ts";
import { ask } from "./ask.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import { holds } from "./flow-life.ts";
import { causeOf } from "./intake.ts";
import { judgeMove } from "./judge.ts";
import { aboutWork, mayMean, offerMeaning } from "./judge-words.ts";
import type { Doc } from "./ports.ts";
import { type Scene, works } from "./scene.ts";
import { say } from "./turn.ts";

const nod =
  /^(?:好的?|行|嗯+|中|知道了|收到|明白|可以|没问题|ok|OK)(?:[，,\s]*(?:我|俺)?(?:知道了|明白了?|收到了?|马上|去办|来办|这就.{1,4}))?[。!！\s]*$/u;
const plan =
  /^(?:好的?|行|嗯)?[，,\s]*(?:我|俺|我们)?(?:这就|马上|一会儿?|待会儿?|回头|今[天晚]|明[天早儿]|后天|上午|下午|晚上|周[一二三四五六日末]|下周|过两天|\d{1,2}[点号]).{0,16}(?:去|来|到|过去|联系|打电话|上门|找|约|跟|问|看看|说说)/u;

/** A mediator or office with something to do says 好 or 我明天去: heard, and told on; never looked up in the law. */
export function atWork(scene: Scene): boolean {
  const { pen, context, message, person, priv } = scene;
  const mine = context.assigned.filter((l) => l.value.reporter !== person.id && l.value.status !== "closed");
  if (saysOfStep(scene)) return true;
  if (!works(scene) || mine.length === 0) return false;
  const text = message.text.trim();
  if (
    /^(?:这几件|这些)?(?:我)?(?:都|全)(?:我)?(?:收|接|签收)(?:了|下|下了)?[。!！]*$/u.test(text) &&
    mayMean(context)
  ) {
    for (const { value } of mine.filter((l) => l.value.status === "assigned"))
      judgeMove(pen, context, priv, { kind: "move", move: "accept", number: value.id, rest: "" });
    return true;
  }
  if (mayMean(context) && aboutWork(text)) {
    told(scene, context.named[0]);
    return true;
  }
  if (nod.test(text)) {
    say(pen, { person: person.id }, "plain", { text: "好。有进展了，回“反馈”加一句话，法官和当事人都能知道。" });
    return true;
  }
  if (!plan.test(text) || /[?？]|吗|怎么|咋|多少|能不能|可不可以/u.test(text) || text.length > 60) return false;
  told(scene);
  return true;
}

const asks = /[?？]|吗|怎么|咋|多少|能不能|可不可以|什么|谁|哪/u;
const elsewhere: ReadonlySet<string> = new Set(["emergency", "ask-judge-contact", "request-visit", "help"]);
/** A quarrel of its own: somebody and a sum in it, or more than a sentence. */
const ofItsOwn = ({ event, heard, message }: Scene): boolean =>
  event.understanding.intent === "report-dispute" &&
  (heard.amount !== null || heard.parties.some((p) => p.role === "respondent") || message.text.length > 50);

/** 「开过会了，都同意」 from a partner who has a step to do: most likely of that step, so they are asked, before a law is looked up. */
function saysOfStep(scene: Scene): boolean {
  const { pen, context, event, message, priv, person } = scene;
  const steps = context.steps.filter((l) => holds(context.content.directory, context.speaker, l.value));
  const text = message.text.trim();
  const [first] = steps;
  if (!first || mayMean(context) || first.value.reporter === person.id || context.drafts.length > 0) return false;
  if (text.length < 4 || text.length > 80 || asks.test(text) || elsewhere.has(event.understanding.intent)) return false;
  if (ofItsOwn(scene)) return false;
  offerMeaning(pen, context, priv, text, steps.length === 1 ? first : undefined);
  return true;
}

/** 满意, said before it was asked: the matter just closed is meant. */
export function rates({ pen, context, message, priv }: Scene): boolean {
  const text = message.text.trim();
  const closed = context.reported.find((l) => l.value.status === "closed" && !l.value.satisfaction);
  const score = /^(?:很|挺|非常|都|我)?(?:不(?:太|怎么)?)?(?:满意|一般|还行)[了的呢啊！!。]*$/u.test(text)
    ? scoreIn(text)
    : null;
  if (!closed || score === null) return false;
  followUp(pen, context, priv, closed.value.id, score, text);
  return true;
}

/** Words about a lead from who works on it: a judge is asked what is meant by them, a partner's go to judge and reporter. */
export function told({ pen, context, priv, message }: Scene, about?: Doc<Lead>): void {
  if (mayMean(context)) return offerMeaning(pen, context, priv, message.text, about);
  judgeMove(pen, context, priv, {
    kind: "move",
    move: "feedback",
    number: about?.value.id ?? null,
    rest: message.text.trim(),
  });
}

/** The lead that 这案子, 他们两家 means: the quoted or named one, else the only one in hand. */
function leadMeant({ context, message }: Scene): Lead | undefined {
  const open = context.assigned.filter((l) => !["closed", "withdrawn", "merged"].includes(l.value.status));
  const named = context.named.find((n) => open.some((l) => l.key === n.key));
  const points = /这(?:个|件|案|事|家|俩|两)|那(?:个|件|案|事|家)|他(?:俩|们)|(?:两|俩)家|双方|手上/u.test(
    message.text,
  );
  return named?.value ?? (open.length === 1 && points ? open[0]?.value : undefined);
}

/** What a guide is fitted to: which lead, what is still to be asked of the parties, and what must not be missed. */
function fitted(context: Context, lead: Lead): string {
  const cause = causeOf(context, lead.cause);
  const { amount, occurredOn, warnings } = cardOf(context, lead);
  const missing = missingOf(lead as unknown as Draft, cause).map((field) =>
    fieldName(field, cause, context.content.forms),
  );
  return [
    `${lead.id} ${[cause.name, amount, occurredOn].filter(Boolean).join("，")}`,
    missing.length > 0 ? `这件还没问清的：${missing.join("、")}。` : "",
    lead.danger === "none" ? "" : "有动手的苗头：两边分开谈，叫上派出所。",
    ...warnings.map((warning) => `注意：${warning}`),
  ]
    .filter(Boolean)
    .join("\n");
}

/** 咋调, 怎么劝, 从哪下手: it is about mediating; 去司法确认带啥 is a question with an answer of its own. */
const asksHow =
  /(?:咋|怎么|怎样|如何|咋个|该).{0,4}(?:调|劝|说和|做工作|下手|入手|谈|说服)|(?:调解|说和|劝和).{0,8}(?:步骤|要点|方法|办法|技巧|思路|话术|指导|注意)|从哪.{0,2}(?:下手|入手)|要点|步骤/u;

function answeredOutright({ context, message }: Scene): boolean {
  const found = context.content.answer({
    text: message.text,
    askedOn: toCivil(message.sentAt).date,
    addressed: true,
    lastTopic: null,
    lastEntry: null,
  });
  return found.outcome === "answered";
}

/** How to mediate, by the cause that was asked about, or fitted to the lead that is meant; the lead's facts in private only. */
export function guidance(scene: Scene): void {
  const { pen, context, event, message, person, here } = scene;
  const lead = leadMeant(scene);
  const cause = lead?.cause ?? event.understanding.cause;
  const text = cause === null ? undefined : context.content.guidance.get(cause);
  const answers = (): boolean => !asksHow.test(message.text) && answeredOutright(scene);
  if (!text || !may("guidance", context.speaker.roles) || answers()) {
    ask(pen, context, here, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: scene.replyTo,
      offerReport: false,
    });
    return;
  }
  if (context.group) return say(pen, { group: context.group.value.id }, "guidance", { text });
  say(pen, { person: person.id }, "guidance", { text: lead ? `${fitted(context, lead)}\n\n${text}` : text });
}
