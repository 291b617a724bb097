// Taking down what was said: facts that were heard go into the draft, each with its words; corrections replace, nothing is invented.
import { mergeParties } from "./merge-parties.ts";
import { joinSame } from "./same-person.ts";
import type { Cause, Element } from "./causes.ts";
import type { Draft, Party } from "./lead.ts";
import { asReply, callingCard, ofTheOther, whose, withoutTitle } from "./whose.ts";
import {
  claimIn,
  elementAnswer,
  elementFromSpeech,
  goesOn,
  nameLike,
  placeLike,
  replyKind,
  timeLike,
} from "./reply.ts";

export { replyKind };

/** What one message says for a form, every value with the words it was read from. */
export type Heard = {
  text: string;
  at: number;
  person: string;
  cause: string | null;
  /** Candidates of the directory; more than one means the words fit several places. */
  places: { id: string; words: string }[];
  /** A place was named that the directory does not have. */
  otherPlace: string | null;
  spot: string;
  parties: Party[];
  phones: { number: string; words: string; of: "applicant" | "respondent" | null; owner?: string }[];
  amount: { yuan: number; words: string } | null;
  occurred: { on: string; words: string; other: string | null } | null;
  claim: string | null;
  willing: "yes" | "no" | null;
  evidence: string[];
  noEvidence: boolean;
  /** The words that say there is nothing at all to show. */
  nothingToShow?: string | null;
  address: { value: string; words: string } | null;
  onBehalfOf: string | null;
  danger: "none" | "watch" | "high";
  dangerReasons: string[];
  /** 不对，应该是…: what it says replaces what was there. */
  corrects: boolean;
  /** A correction names another kind of dispute: 不是赡养，是继承. */
  causeNamed?: string | null;
  /** Two kinds of dispute that the words fit nearly alike, the better one first. */
  causesClose?: string[];
  /** The words of each dispute when the message tells of several. */
  disputes?: string[];
};

const answer = (
  draft: Draft,
  field: string,
  value: string,
  words: string,
  how: "said" | "asked" | "unknown" | "declined",
): Draft => ({
  ...draft,
  elements: { ...draft.elements, [field]: { value, words, how } },
});

/** 没有电话, 都没有: there is nothing to reach them by. */
const nothingKnown =
  /^(?:都|也|啥|什么|我)*(?:没有?|不知道|不清楚)(?:他|她|对方)?(?:的)?(?:电话|手机|号码?|联系方式|住处|地址)?(?:都|也)?(?:没有?|不知道)?[了啊呢的。.！!]*$/u;

const willingly =
  /[，,。；;\s]*(?:我|俺|我们)?(?:也|都)?(?:不?愿意|不?同意|不?想|可以|能)(?:先|坐下来)?(?:调解|商量|谈谈?|调一?调|调)(?:[啊呀了的吧]|一下)?[。.！!]*$/u;
/** What is wanted, without 愿意调解 behind it, which is kept beside it. */
const wanted = (text: string): string => text.replace(willingly, "") || text;

/** A reply that says no more than which papers there are. */
const shows = (heard: Heard, text: string): boolean =>
  heard.evidence.length > 0 &&
  heard.evidence
    .reduce((left, words) => left.replace(words, ""), text)
    .replace(/[有都还我手里在和跟、,，。\s]|的|着呢?/gu, "").length <= 2;

/** Whether the words of a reply fill something else, so that the question for this element stays open. */
function saysElse(cause: Cause, element: Element, heard: Heard, value: string): boolean {
  const text = heard.text.trim();
  // 没啥证据 is no 否, and 把钱给了就行 no kind of work.
  const evidence = heard.noEvidence || heard.evidence.length > 0;
  const closed = element.kind === "yesno" || element.kind === "choice";
  if (closed && replyKind(text) === "other" && elementFromSpeech(element, text) === null)
    if (heard.claim !== null || evidence || heard.willing !== null) return true;
  if (value !== text) return false;
  // 没打条, 不愿意调解: said of the evidence and of mediation, not of what was asked.
  if (text.length <= 25 && (heard.claim !== null || heard.noEvidence || heard.willing !== null)) return true;
  const others = cause.form.elements.filter((e) => e !== element).map((e) => elementFromSpeech(e, text)?.words.length);
  if (others.some((length) => length && (closed || length * 2 >= text.length))) return true;
  // 我叫王敏, 刘大牛 就住俺家后院, 一千五: a person, a place, a sum or a date names no option.
  const person = heard.parties.some((p) => p.name !== "本人") || /^(?:我|他|她)?(?:的名字)?叫/u.test(text);
  const fact = heard.phones.length > 0 || heard.places.length > 0 || heard.address || heard.amount || heard.occurred;
  return closed && (person || Boolean(fact));
}

/** What a reply to the asked field fills that plain hearing would not. */
function takeReply(draft: Draft, cause: Cause, heard: Heard, asked: string): Draft {
  const text = heard.text.trim();
  const reply = replyKind(text);
  if (reply === "unknown" || reply === "declined")
    return answer(draft, asked, reply === "unknown" ? "不知道" : "不愿说", text, reply);
  const element = cause.form.elements.find((e) => e.id === asked);
  if (element) {
    // 不对，是三万 while something else is asked: it mends what was there, the question stays open.
    const mends = heard.amount || heard.occurred || heard.places.length > 0 || heard.parties.length > 0;
    if (heard.corrects && mends && !draft.elements[asked]) return draft;
    const value = elementAnswer(element, heard);
    if (callingCard({ ...draft, parties: [] }, heard)) return draft;
    // 有送货单: what there is to show, not what was bought.
    if (element.kind === "text" && shows(heard, text)) return draft;
    if (value === null || saysElse(cause, element, heard, value)) return draft;
    return answer(draft, asked, value, text, "asked");
  }
  // 电话说错了，是… while something else is asked: it mends that, the question stays open.
  const other =
    whose[asked] === undefined && (heard.phones.length > 0 || heard.parties.length > 0 || heard.amount !== null);
  if (heard.corrects && other && asked !== "amount_yuan" && !(asked === "claim" && heard.claim)) return draft;
  switch (asked) {
    case "respondent":
    case "applicant": {
      if (asked === "applicant" && ofTheOther(draft, text)) return draft;
      // 连带, 有结算单, 退钱: an answer to something else is nobody's name.
      const elsewhere = heard.claim !== null || heard.evidence.length > 0 || heard.occurred || heard.amount;
      if (elsewhere || cause.form.elements.some((e) => elementFromSpeech(e, text))) return draft;
      if (draft.parties.some((p) => p.role === asked && p.name && p.name !== "本人")) return draft;
      const name = text
        .replace(/(?:我叫|他叫|她叫|叫|是|名字|姓名|电话|手机号?|号码)|[\d\s\-+，,。.：:;；、]/gu, "")
        .slice(0, 20);
      if (!name || !nameLike(name) || draft.parties.some((p) => p.name === name)) return draft;
      const as = cause.parties[asked];
      const others = draft.parties.filter((p) => p.role !== asked);
      const had = draft.parties.find((p) => p.role === asked);
      return {
        ...draft,
        parties: [...others, { name, role: asked, as, phone: had?.phone ?? null, words: text.slice(0, 60) }],
      };
    }
    case "respondent_contact":
      return heard.phones.length > 0 ||
        heard.address ||
        heard.evidence.length > 0 ||
        heard.claim !== null ||
        heard.willing !== null ||
        goesOn.test(text) ||
        reply === "yes"
        ? draft
        : reply === "no" || nothingKnown.test(text)
          ? answer(draft, asked, "没有", text, "unknown")
          : answer(draft, "respondent_address", text.slice(0, 80), text, "asked");
    case "applicant_contact":
      return heard.phones.length > 0 ? draft : answer(draft, asked, text.slice(0, 40), text, "asked");
    case "claim": {
      // A name, a number or the next piece of the story: the question stays open.
      const besides = heard.claim === null && heard.willing === null;
      if (
        besides &&
        (heard.phones.length > 0 ||
          heard.evidence.length > 0 ||
          goesOn.test(text) ||
          /叫\p{Script=Han}{2,4}(?:$|[\s，,])/u.test(text))
      )
        return draft;
      const willing =
        draft.willing !== "unknown" ? draft.willing : reply === "yes" ? "yes" : reply === "no" ? "no" : "unknown";
      const claim = draft.claim || (reply === "other" ? wanted(text).slice(0, 120) : "");
      return { ...draft, claim, willing };
    }
    case "willing_to_mediate":
      return {
        ...draft,
        willing: reply === "yes" ? "yes" : reply === "no" ? "no" : draft.willing,
        elements:
          reply === "other" && draft.willing === "unknown"
            ? { ...draft.elements, [asked]: { value: text.slice(0, 60), words: text, how: "asked" } }
            : draft.elements,
      };
    case "evidence":
      if (heard.evidence.length === 0 && !heard.noEvidence && (heard.phones.length > 0 || goesOn.test(text)))
        return draft;
      // 愿意调解 shows nothing.
      if (heard.evidence.length === 0 && heard.willing !== null && text.replace(willingly, "") === "") return draft;
      // 有住院票据 没签合同: one thing is lacking, another is there.
      if (
        reply === "no" ||
        (heard.noEvidence && heard.evidence.length === 0 && !/(?<![没未])有(?!没)\p{Script=Han}/u.test(text))
      )
        return answer(draft, "evidence", "没有", text, "asked");
      return {
        ...answer(draft, "evidence", text.slice(0, 80), text, "asked"),
        evidence: [
          ...draft.evidence,
          { kind: "said", label: text.slice(0, 80), platform: null, fileId: null, hash: null },
        ],
      };
    case "place":
      return draft.placeId === null && heard.places.length === 0 && placeLike(text)
        ? { ...draft, placeWords: text.slice(0, 40) }
        : draft;
    case "occurred_on":
      return draft.occurredOn === null && !heard.occurred && heard.phones.length === 0 && timeLike(text)
        ? { ...draft, occurredWords: text.slice(0, 40) }
        : draft;
    default:
      return draft;
  }
}

/**
 * The draft with what `heard` says. Empty fields are filled from any message; filled ones change when the message
 * corrects, or answers the field that was asked. `asked` null: nobody asked, only facts that stand in the words count.
 */
export function take(before: Draft, cause: Cause, said: Heard, asked: string | null): Draft {
  const reply = asReply(before, said, asked);
  const heard = asked && asked !== "claim" && !reply.claim ? { ...reply, claim: claimIn(reply.text) } : reply;
  const draft = withoutTitle(before, said, asked);
  const about = (field: string): boolean => heard.corrects || asked === field;
  const place = heard.places.length === 1 ? heard.places[0] : undefined;
  const element = asked ? cause.form.elements.find((e) => e.id === asked) : undefined;
  // A sum or a date said in answer to an element's question is that element's, not the dispute's.
  const mending = heard.corrects && element !== undefined && !draft.elements[element.id];
  const amount = element?.kind === "money" && !mending ? null : heard.amount;
  const occurred = element?.kind === "date" && !mending ? null : heard.occurred;
  let next: Draft = {
    ...draft,
    story: [...draft.story, { at: heard.at, person: heard.person, text: heard.text }].slice(-100),
    placeId: place && (draft.placeId === null || about("place")) ? place.id : draft.placeId,
    placeWords:
      place && (draft.placeId === null || about("place")) ? place.words : draft.placeWords || (heard.otherPlace ?? ""),
    spot: draft.spot || heard.spot,
    parties: joinSame(mergeParties(draft, cause, heard, asked)),
    amountYuan: amount && (draft.amountYuan === null || about("amount_yuan")) ? amount.yuan : draft.amountYuan,
    amountWords: amount && (draft.amountYuan === null || about("amount_yuan")) ? amount.words : draft.amountWords,
    occurredOn: occurred && (draft.occurredOn === null || about("occurred_on")) ? occurred.on : draft.occurredOn,
    occurredWords:
      occurred && (draft.occurredOn === null || about("occurred_on")) ? occurred.words : draft.occurredWords,
    claim: heard.claim && (draft.claim === "" || about("claim")) ? heard.claim : draft.claim,
    willing:
      heard.willing && (draft.willing === "unknown" || about("claim") || about("willing_to_mediate"))
        ? heard.willing
        : draft.willing,
    evidence: [
      ...draft.evidence,
      ...(asked === "evidence" ? [] : heard.evidence)
        .filter((label) => !draft.evidence.some((e) => e.label === label))
        .map((label) => ({ kind: "said", label, platform: null, fileId: null, hash: null })),
    ],
    onBehalfOf: draft.onBehalfOf || (heard.onBehalfOf ?? ""),
    danger: worse(draft.danger, heard.danger),
    dangerReasons: [...new Set([...draft.dangerReasons, ...heard.dangerReasons])],
    updatedAt: heard.at,
  };
  if (heard.address && !next.elements["respondent_address"])
    next = answer(next, "respondent_address", heard.address.value, heard.address.words, "said");
  for (const e of cause.form.elements) {
    const read = elementFromSpeech(e, heard.text);
    const had = next.elements[e.id]?.how;
    const open = had === undefined || had === "unknown" || had === "declined";
    if (read && e.id !== asked && (open || heard.corrects)) next = answer(next, e.id, read.value, read.words, "said");
  }
  // 啥也没写, 没打条: said of itself, it is not asked again; what turns up later takes its place.
  if (heard.nothingToShow && next.evidence.length === 0 && !next.elements["evidence"])
    next = answer(next, "evidence", "没有", heard.nothingToShow, "said");
  if (asked !== null && asked !== "confirm") next = takeReply(next, cause, heard, asked);
  const old = (p: Party): boolean => draft.parties.some((o) => o.name === p.name && o.role === p.role);
  const parties = next.parties.map((p) =>
    p.as === "" && p.role !== "other" && p.name !== "" && !old(p) ? { ...p, as: cause.parties[p.role] } : p,
  );
  return { ...next, parties, summary: summaryOf(next) };
}

const ranks = { none: 0, watch: 1, high: 2 } as const;
export const worse = <T extends keyof typeof ranks>(a: T, b: T): T => (ranks[b] > ranks[a] ? b : a);

/** What happened, in the person's own words; shortened in the middle only when very long. */
export function summaryOf(draft: Draft): string {
  const said = draft.story
    .map((s) => s.text.replace(/\s+/g, " ").trim())
    .filter((s) => s.length > 1 && replyKind(s) === "other")
    .join("；");
  return said.length <= 800 ? said : `${said.slice(0, 500)}……${said.slice(-250)}`;
}
