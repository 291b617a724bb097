// A message that answers what the bot last asked: inside an open form, or a reason, a safe hour, the first words of a report.
import { isPart } from "../leads/same-person.ts";
import type { Draft } from "../leads/lead.ts";
import { added } from "./adding.ts";
import { complain, followUp, paidPart, scoreIn } from "./after-closing.ts";
import { ask } from "./ask.ts";
import { safeContact } from "./danger.ts";
import { goOn, hear, phoneFor } from "./intake.ts";
import { asksWords, judgeMove } from "./judge.ts";
import { contact, progress } from "./own.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { gather } from "./report.ts";
import type { Scene } from "./scene.ts";
import { sessionSaid } from "./session.ts";
import { visitPlaceSaid } from "./visit.ts";
import { say } from "./turn.ts";
import { tellAside } from "./waiting.ts";

/** What was asked longer ago is not what a message answers: days later 工钱要不回来 is another matter, not a safe hour. */
const patience = 2 * 24 * 3_600_000;
/** These take only words that fit them: a score, a sum. */
const outlasts: ReadonlySet<string> = new Set(["followUp", "pay"]);

/** A judge's reason, a victim's safe hour, the first words of a report: what the bot last asked for outside a form. */
export function awaited(scene: Scene): boolean {
  const { pen, context, priv, message, person, heard } = scene;
  const wait = priv.now.awaiting;
  if (!wait || context.group) return false;
  if (!outlasts.has(wait.kind) && context.now - priv.now.updatedAt > patience) {
    talk(pen, context, priv, { awaiting: null });
    return false;
  }
  if (wait.kind === "safeContact") {
    const lead = context.reported.find((l) => l.value.id === wait.lead);
    if (lead) safeContact(pen, context, person, priv, lead, heard);
    return lead !== undefined;
  }
  if (sessionSaid(scene) || visitPlaceSaid(scene) || added(scene)) return true;
  if (wait.kind === "report") {
    if (scene.event.understanding.intent === "ask-legal-question" && heard.parties.length === 0) return false;
    talk(pen, context, priv, { awaiting: null });
    gather(pen, context, priv, message, true);
    return true;
  }
  if (wait.kind === "complain") return complain(pen, context, priv, wait.lead, message.text.trim().slice(0, 1_000));
  if (wait.kind === "followUp" && wait.lead) {
    const score = scoreIn(message.text);
    if (score) followUp(pen, context, priv, wait.lead, score, message.text.trim().slice(0, 300));
    return score !== null;
  }
  if (wait.kind === "pay" && wait.lead && context.reported.some((l) => l.value.id === wait.lead)) {
    paidPart(pen, context, priv, wait.lead, message.text.trim().slice(0, 100));
    return true;
  }
  if (asksWords(wait.kind) && wait.lead) {
    judgeMove(pen, context, priv, {
      kind: "move",
      move: wait.kind,
      number: wait.lead,
      rest: message.text.trim().slice(0, 1_000),
    });
    return true;
  }
  return false;
}

/** The question that stands open is asked once more, and not counted twice. */
function unasked(draft: Draft): Draft["askedTimes"] {
  const asked = draft.asked ?? "";
  return { ...draft.askedTimes, [asked]: Math.max(0, (draft.askedTimes[asked] ?? 0) - 1) };
}

/** 我想问问, 请问: said in so many words, whatever stands open. */
const asksAside =
  /^(?:那|要是|如果|万一).{1,12}呢[?？]?$|(?:想|要|再)(?:问|打听)(?:一?[下问]|您|你|个|句)|^(?:那啥|对了)?[，,\s]*(?:请问|问(?:一?下|您|你|个事))/u;

const turnsAway =
  /^(?:对了|哦|啊)?[，,\s]*(?:还有|另外|再有|再说)(?:一|个|件)*(?:事|纠纷|别的事)|^(?:另外|再报)(?:一|个|件)+/u;

/** 没啥证据, 啥也没签: 啥 and 什么 that ask nothing. */
const notAsked = /[没不](?:有|写|签|说|留|打|给)?(?:过)?(?:啥|什么|咋|怎么)|(?:啥|什么|咋|怎么)(?:也|都)[没不]?/gu;

/** Words about somebody else and something else: 「还有个事，我家隔壁……」 while the form is about a loan. */
function another({ event, heard }: Scene, draft: Draft): boolean {
  const { intent, cause, causeConfidence } = event.understanding;
  if (cause === null || cause === "other" || cause === draft.cause || heard.corrects) return false;
  if (turnsAway.test(heard.text) && heard.text.length > 10) return true;
  // 他妈, 老板: no other person than the one the form is about; and while nobody stands there, a name is who was meant.
  const known = draft.parties.some((p) => p.role === "respondent" && p.name !== "") && draft.asked !== "respondent";
  const fresh = heard.parties.some(
    (p) =>
      p.role === "respondent" &&
      p.name.length > 1 &&
      !isPart(p.name) &&
      !/^[我他她]|[爸妈爹娘]$/u.test(p.name) &&
      !draft.parties.some((d) => d.name.includes(p.name) || p.name.includes(d.name)),
  );
  const long = heard.text.length > 15 && !/^(?:他|她|对方|让|要|打从|后来|现在|说)/u.test(heard.text.trim());
  return intent === "report-dispute" && causeConfidence > 0.75 && known && fresh && long && draft.cause !== "other";
}

/** A message while a form is open: a question is answered and the form goes on, everything else belongs to the form. */
export function withDraft(scene: Scene, draft: Doc<Draft>): void {
  const { pen, context, person, priv, event, message, heard } = scene;
  const { intent, confidence } = event.understanding;
  const short = message.text.trim().length <= 4;
  const answers =
    draft.value.asked !== null &&
    (heard.parties.length > 0 ||
      heard.amount !== null ||
      heard.phones.length > 0 ||
      heard.places.length > 0 ||
      heard.occurred !== null);
  const question =
    ((intent === "ask-legal-question" && confidence > 0.6) || asksAside.test(message.text)) &&
    !short &&
    (!answers || asksAside.test(message.text)) &&
    /[?？]|吗|嘛|咋|怎么|多少|能不能|可不可以|行不|不行|算不算|什么|啥|哪|[不没]$|^(?:那|要是|如果).{1,12}呢$/u.test(
      message.text.trim().replace(notAsked, ""),
    );
  if (question) {
    ask(pen, context, priv, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: undefined,
      offerReport: false,
    });
    const again: Draft = {
      ...draft.value,
      questions: Math.max(0, draft.value.questions - 1),
      askedTimes: unasked(draft.value),
    };
    goOn(pen, context, person, priv, draft, again, "咱们接着登记。");
    return;
  }
  if (intent === "greeting-smalltalk" && /^(?:你好|您好|在吗|在不|有人|谢|辛苦|早上好)/u.test(message.text.trim())) {
    const asked = { questions: Math.max(0, draft.value.questions - 1), askedTimes: unasked(draft.value) };
    goOn(pen, context, person, priv, draft, { ...draft.value, ...asked }, "在呢，咱们接着登记。");
    return;
  }
  if (
    intent === "ask-judge-contact" &&
    confidence > 0.6 &&
    /法官|法庭|法院/u.test(message.text) &&
    /电话|号码|哪|谁|联系|找|多少/u.test(message.text)
  ) {
    contact(pen, context, message.text, undefined);
    const asked = { questions: Math.max(0, draft.value.questions - 1), askedTimes: unasked(draft.value) };
    return goOn(pen, context, person, priv, draft, { ...draft.value, ...asked }, "咱们接着登记。");
  }
  if (another(scene, draft.value)) {
    if (tellAside(pen, context, person, priv, draft, heard)) return;
    const same: Draft = {
      ...draft.value,
      questions: Math.max(0, draft.value.questions - 1),
      askedTimes: unasked(draft.value),
    };
    goOn(pen, context, person, priv, draft, same, "这是另一件事，我先记着，这件填完了就登记那件。");
    return;
  }
  if (/真人|人工(?!费)|找个人(?:跟|和)我说|不跟机器/u.test(message.text) && message.text.length <= 30) {
    const { phone, tribunal } = phoneFor(context, draft.value.placeId);
    say(pen, { person: person.id }, "plain", {
      text: `可以。${tribunal}电话 ${phone}，上班时间有人接。您说的我都记着，要交给法官，看看下面对不对。`,
    });
    return goOn(pen, context, person, priv, draft, { ...draft.value, confirming: true });
  }
  if (
    /问(?:这|那)么多|别(?:再)?问了|有完没完|烦不烦|不想填|太麻烦|问起来没完/u.test(message.text) &&
    message.text.length <= 24
  )
    return goOn(pen, context, person, priv, draft, { ...draft.value, confirming: true }, "");
  const asksProgress = /(?:我|俺)(?:那|这)个?事.{0,8}(?:登记上|登上|咋样|怎么样了|办到|信儿|进度)/u.test(message.text);
  if ((intent === "check-progress" && confidence > 0.8) || asksProgress) return progress(pen, context, null);
  hear(pen, context, person, priv, draft, heard);
}
