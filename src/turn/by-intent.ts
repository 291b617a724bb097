// A message that is neither command nor answer: met by what its sender wants, in the manners of the chat it was said in.
import type { Heard } from "../leads/take.ts";
import { whichLead } from "./adding.ts";
import { asks, asksSomething, handsOver, namesJustAfter, onlyAsked, staffOpens } from "./after-telling.ts";
import { ask, goesOnWithSum } from "./ask.ts";
import { atWork, guidance, rates, told } from "./at-work.ts";
import { leadNumber } from "./command.ts";
import { helpFor } from "./help.ts";
import { contact, progress } from "./own.ts";
import { talk } from "./people.ts";
import { gather, keepPiece } from "./report.ts";
import { namedLead, openLeads, supplement } from "./supplement.ts";
import { say } from "./turn.ts";
import { visit, visitOnlyTalked } from "./visit.ts";
import { visitTalk, wishesVisit } from "./visit-words.ts";
import { type Scene, works } from "./scene.ts";

/** 「我叫李秀英」 and a number sent right behind the story belong to it, whatever they look like alone. */
const carriesOn = (heard: Heard): boolean =>
  (heard.phones.length > 0 ||
    heard.willing !== null ||
    heard.parties.some((p) => p.name !== "" && p.name !== "本人")) &&
  !asksSomething.test(heard.text);

/** What a message that is no command and answers nothing is met with. */
export function byIntent(scene: Scene): void {
  const { pen, context, event, message, person, here, heard } = scene;
  const { intent, confidence, runnerUp } = event.understanding;
  const group = context.group;
  const spoken = message.addressed || !group;
  const named = namedLead(context);
  if (
    named &&
    (message.quoted || /补充|还有|另外|更正|照片|证据/u.test(message.text) || intent === "supplement-lead")
  ) {
    const judge =
      works(scene) && context.assigned.some((l) => l.key === named.key) && named.value.reporter !== person.id;
    if (judge) return told(scene, named);
    return supplement(pen, context, person, named, heard, message.attachments);
  }
  // Words that go on with a report being said, whatever they look like alone.
  if (
    here.now.buffer.length > 0 &&
    context.timers.has(`buffer:${here.now.id}`) &&
    (carriesOn(heard) || (intent !== "ask-legal-question" && intent !== "greeting-smalltalk"))
  ) {
    return gather(pen, context, here, message, message.addressed);
  }
  if (spoken && wantsRegistered.test(message.text.trim()) && tellsOfQuarrel(heard, 1))
    return gather(pen, context, here, message, message.addressed);
  if (!group && (atWork(scene) || rates(scene))) return;
  // Prying, pleading, forging and the like are met as such, whatever else the words resemble.
  // A long story of one's own quarrel is none of these, though some words in it may look so.
  const story = intent === "report-dispute" && message.text.length > 60 && tellsOfQuarrel(heard, confidence);
  const adds = /^(?:我|俺)?(?:要|想|再)?补充/u.test(message.text.trim());
  if (
    !group &&
    openLeads(context).length > 0 &&
    /^(?:好的?|行|嗯|中|知道了|收到|明白)(?:[，, 。]*(?:我|俺)(?:去|来|等着?|知道了|明白了?))?[。!！]*$/u.test(
      message.text.trim(),
    )
  )
    return say(pen, { person: person.id }, "plain", { text: "好。有新的情况随时跟我说。" });
  // 我那个事办到哪了 asks after one's own, however much it sounds like asking after a case.
  if (spoken && context.reported.length > 0 && ownMatter.test(message.text.trim())) return progress(pen, context, null);
  if (!group && namesJustAfter(scene)) return added(scene);
  // 请法官上门, as help writes it.
  if (spoken && message.text.trim().length <= 12 && wishesVisit(message.text))
    return visit(pen, context, person, message.text, heard.places[0]?.id ?? null);
  // 法官上门要钱不: no question after a judge's conduct.
  if (spoken && visitTalk(message.text) === "cost" && visitOnlyTalked(scene)) return;
  if (spoken && !story && !adds && context.content.refuses(message.text)) {
    ask(pen, context, here, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: scene.replyTo,
      offerReport: false,
    });
    return;
  }
  if (!group && here.now.draft === null && onlyAsked.test(message.text.trim())) {
    talk(pen, context, here, { told: null, choices: [] });
    return say(pen, { person: person.id }, "plain", {
      text: "好，不登记。想登记的时候，回“登记”就行；还有什么想问的，接着问。",
    });
  }
  if (!group && goesOnWithSum(context, here, message.text, message.sentAt)) {
    const { text, sentAt: at } = message;
    return void ask(pen, context, here, { text, at, addressed: true, replyTo: scene.replyTo, offerReport: false });
  }
  if (!group && handsOver(scene)) return gather(pen, context, here, message, message.addressed);
  if (!group && staffOpens(scene)) return gather(pen, context, here, message, message.addressed);
  if (!group && piece(scene)) keepPiece(pen, context, here, message);
  if (!group && !asks.test(message.text) && openLeads(context).length > 0 && backTo.test(message.text.trim()))
    return added(scene);
  switch (intent) {
    case "report-dispute":
      // A bare question is answered first, whoever it sounds like; a story with a question in it stays a report, and one that
      // ends in 这钱咋整 gets both: the answer, and the offer to register.
      if (spoken && (asksOnly(message.text, heard) || (!group && endsAsking(scene)))) {
        ask(pen, context, here, {
          text: message.text,
          at: message.sentAt,
          addressed: true,
          replyTo: scene.replyTo,
          offerReport: true,
        });
        return;
      }
      if (!group && goesOn(scene))
        return paidSince(heard) && openLeads(context).length === 1
          ? added(scene)
          : whichLead(scene, openLeads(context), true);
      // Unasked, the bot speaks up only for a quarrel that has somebody in it, not for a sigh about prices.
      if (!spoken && (group?.value.mode !== "normal" || !tellsOfQuarrel(heard, confidence))) return;
      return gather(pen, context, here, message, message.addressed);
    case "ask-legal-question": {
      if (!spoken) return;
      if (wishesVisit(message.text)) return visit(pen, context, person, message.text, heard.places[0]?.id ?? null);
      // A long story with people and a sum that asks nothing at its end is told to be taken down.
      if (!group && runnerUp?.intent === "report-dispute" && toldAtLength(scene) && tellsOfQuarrel(heard, 1))
        return gather(pen, context, here, message, message.addressed);
      const report =
        event.understanding.cause !== null &&
        event.understanding.cause !== "other" &&
        (runnerUp?.intent === "report-dispute" || heard.parties.length > 0);
      ask(pen, context, here, {
        text: message.text,
        at: message.sentAt,
        addressed: spoken,
        replyTo: scene.replyTo,
        offerReport: report,
      });
      return;
    }
    case "check-progress":
      // 人社局那边我去过了，让我等: news of one's own matter, no question about it.
      if (spoken && !group && openLeads(context).length > 0 && tellsNews(heard.text)) return added(scene);
      return spoken ? progress(pen, context, leadNumber(/\d{1,4}(?=\s*号)/u.exec(message.text)?.[0])) : undefined;
    case "supplement-lead":
      return spoken ? added(scene) : undefined;
    case "judge-feedback":
      if (works(scene) && (spoken || context.named.length > 0)) return told(scene);
      return spoken ? fallback(scene) : undefined;
    case "ask-judge-contact":
      return spoken ? contact(pen, context, message.text, scene.replyTo) : undefined;
    case "request-visit":
      if (!spoken) return;
      if (visitTalk(message.text) === "what") return fallback(scene);
      if (visitOnlyTalked(scene)) return;
      return visit(pen, context, person, message.text, heard.places[0]?.id ?? null);
    case "request-mediation-guidance":
      return spoken ? guidance(scene) : undefined;
    case "greeting-smalltalk":
      if (!spoken) return;
      // 那要是一家有证一家没证呢: whatever it sounds like, it asks something.
      // 利息呢, 要是没打条呢: half a question goes on with what was answered last.
      if (
        !group &&
        (message.text.trim().length >= 8 || here.now.lastTopic !== null) &&
        asks.test(message.text) &&
        !greets.test(message.text)
      )
        return fallback(scene);
      // 对 to a list of times or questions chooses none of them.
      if (
        !group &&
        here.now.choices.length > 1 &&
        /^(?:对|是|好|行|可以|嗯|中|成)[的了呀啊吧]?[。!！]?$/u.test(message.text.trim())
      )
        return say(pen, { person: person.id }, "plain", {
          text: "请回前面的数字选一个，比如“1”。都不合适，直接跟我说。",
        });
      say(
        pen,
        group ? { group: group.value.id } : { person: person.id },
        "smalltalk",
        {
          kind: /谢|辛苦|麻烦/u.test(message.text)
            ? "thanks"
            : /谁|什么人|机器人|真人/u.test(message.text)
              ? "who"
              : "hello",
        },
        { replyTo: scene.replyTo },
      );
      return;
    default:
      if (spoken && (confidence > 0 || !group)) fallback(scene);
  }
}

/** What is added goes to the only open lead, is asked about among several, and begins a report where there is none. */
function added(scene: Scene): void {
  const { pen, context, message, person, here, heard } = scene;
  const [first, ...more] = openLeads(context);
  if (!first) return gather(pen, context, here, message, message.addressed);
  if (more.length > 0) return whichLead(scene, [first, ...more]);
  supplement(pen, context, person, first, heard, message.attachments);
}

const afterProgress =
  /进度|进展|咋样|怎样|怎么样|到哪|办(?:得|的|完|好|没|到|了没)|信儿|音信|消息|结果|啥时|什么时|几时|多久|多会|快点|快些|催|抓紧|着落|下文|管不管|有人管|没人管|联系我|回话|答复/u;
const greets =
  /^(?:你好|您好|在[吗不]|有人|谢|辛苦|麻烦|早|晚上好|哈喽|喂)|谢谢|谢了|机器人|真人|你(?:是|叫)(?:谁|啥|什么)/u;
/** Something that happened, said in a sentence of its own, without asking for anything. */
const tellsNews = (text: string): boolean =>
  text.trim().length >= 8 && !asks.test(text) && !asksSomething.test(text) && !afterProgress.test(text);

/** A piece of a quarrel, no question and no report yet: somebody, a sum, a place or a time in a few words. */
function piece({ event, heard, context, person, here }: Scene): boolean {
  const { intent } = event.understanding;
  const alone = intent === "greeting-smalltalk" || intent === "other" || intent === "ask-legal-question";
  const open = context.drafts.some((d) => d.value.id === here.now.draft && d.value.reporter === person.id);
  if (!alone || open || heard.text.length > 60 || asks.test(heard.text) || asksSomething.test(heard.text)) return false;
  const somebody = heard.parties.some((p) => p.name !== "" && p.name !== "本人");
  return somebody || heard.amount !== null || heard.occurred !== null || heard.places.length > 0;
}

/** A story that ends with what is wanted of the bot. */
const wantsRegistered =
  /(?:(?:帮|给|替)(?:我|俺|他|她|人|忙)?(?:家|们)?(?:登记|报|记)(?:一下|下|上|个)?|(?:我要|我想|想|要|请)登记(?:一下)?|登记一下|报给(?:法官|法庭))[吧啊呗。!！\s]*$/u;

const ownMatter =
  /^(?:法官|同志|请问|问一下|你好|您好)?[，,\s]*(?:我|俺|咱)(?:的|家|们)*(?:那|这)?(?:个|件|档子)?(?:事|案子|案|纠纷).{0,6}(?:办|咋样|怎么样|进展|到哪|信儿|结果|处理|进度).{0,8}$/u;

/** 我那件事改一下, 找着那人了: goes back to what was registered, whoever is in it. */
const backTo =
  /^(?:对了|哦|啊|法官)?[，,\s]*(?:(?:我|俺|咱)(?:们|家)?(?:的)?(?:那|这)(?:个|件|档子)?(?:事|纠纷)(?!.{0,8}(?:办|咋样|怎么样|进展|到哪|信儿|结果|处理|进度|快))|(?:我|俺|我们)?(?:又|刚|刚刚|现在|今天|已经|终于)?(?:找着|找到|打听到|打听着|问到|查到)(?:了)?(?:那个?人|他|她|对方|那家))/u;

/** Somebody or some sum is in it: words that only sigh about prices are no quarrel to be offered a form for. */
const tellsOfQuarrel = (heard: Heard, confidence: number): boolean =>
  confidence >= 0.4 && (heard.amount !== null || heard.parties.some((p) => p.name !== "本人"));

function toldAtLength({ heard, context }: Scene): boolean {
  const text = heard.text.trim();
  const staff = context.speaker.roles.some((role) => role === "gridWorker" || role === "mediator");
  const people = new Set(heard.parties.filter((p) => p.name !== "" && p.name !== "本人").map((p) => p.name)).size;
  // Grid workers write two names and a number in a line or two.
  const long = text.length > (staff && (people > 1 || heard.phones.length > 0) ? 30 : 80);
  return long && !asks.test(text) && !asksSomething.test(text.slice(-30));
}

function endsAsking({ event, context, heard }: Scene): boolean {
  const { runnerUp } = event.understanding;
  const staff = context.speaker.roles.some((role) => role === "gridWorker" || role === "mediator");
  const question = runnerUp?.intent === "ask-legal-question" && runnerUp.confidence >= 0.15;
  return (
    !staff &&
    question &&
    heard.text.length <= 150 &&
    /(?:咋|怎么|咋个)(?:整|办|弄|搞|算)[呢啊呀嘛]?[?？。\s]*$/u.test(heard.text)
  );
}

/** A question with nobody and no sum in it: nothing of it could be taken down. */
const asksOnly = (text: string, heard: Heard): boolean =>
  asks.test(text) &&
  text.length <= 60 &&
  heard.amount === null &&
  heard.occurred === null &&
  heard.parties.every((p) => p.name === "本人" || p.role === "other");

/** 他又还了我五千，现在还差两万一: of the one matter that is open, without a name. */
const paidSince = (heard: Heard): boolean =>
  heard.parties.every((p) => p.name === "本人" || p.name === "") &&
  /又(?:还|给|付|退|结)(?:了)?|(?:还|给|付|退)了(?:我|俺)[^，,。]{1,8}(?:现在)?|(?:现在|还)(?:差|欠|剩)/u.test(
    heard.text,
  );

/** 「他又还了我五千」 when something is open already: nobody new in it, and nothing of another kind. */
function goesOn({ event, heard, context }: Scene): boolean {
  const open = openLeads(context);
  const { cause, causeConfidence } = event.understanding;
  if (open.length === 0 || heard.text.length > 80) return false;
  const known = open.flatMap((l) => l.value.parties.map((p) => p.name));
  const named = heard.parties.filter((p) => p.name !== "本人" && p.role !== "other");
  if (named.some((p) => !known.some((k) => k.includes(p.name) || p.name.includes(k)))) return false;
  const otherKind = cause !== null && causeConfidence > 0.75 && !open.some((l) => l.value.cause === cause);
  return !otherKind && (named.length > 0 || /他|她|人家|对方|那个事|那件事|上次|上回/u.test(heard.text));
}

/** Addressed, but no intent fits: the knowledge is tried; what it ignores gets the way on. */
function fallback(scene: Scene): void {
  const { pen, context, here, message, person } = scene;
  if (
    ask(pen, context, here, {
      text: message.text,
      at: message.sentAt,
      addressed: true,
      replyTo: scene.replyTo,
      offerReport: false,
    })
  )
    return;
  if (!context.group) say(pen, { person: person.id }, "help", helpFor(context.speaker.roles));
}
