// Taking down what was said: facts that were heard go into the draft, each with its words; corrections replace, nothing is invented.
import type { Cause, Element } from "./causes.ts";
import type { Draft, Party } from "./lead.ts";

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
  phones: { number: string; words: string; of: "applicant" | "respondent" | null }[];
  amount: { yuan: number; words: string } | null;
  occurred: { on: string; words: string; other: string | null } | null;
  claim: string | null;
  willing: "yes" | "no" | null;
  evidence: string[];
  noEvidence: boolean;
  address: { value: string; words: string } | null;
  onBehalfOf: string | null;
  danger: "none" | "watch" | "high";
  dangerReasons: string[];
  /** 不对，应该是…: what it says replaces what was there. */
  corrects: boolean;
};

const unknownWords =
  /^(?:我?(?:也)?(?:不|没)(?:太)?(?:知道|清楚|晓得|记得|记得了|清|道)|记不(?:清|得|住|起来)了?|忘了|说不(?:好|上来|准|清)|没注意|不清楚|不好说|搞不清)[了啊呢哈的。.！!]*$/u;
const declineWords =
  /^(?:不想说|不方便说?|不便说|不留了?|不给|不说了?|保密|先不说|不愿意?说|跳过|过|下一个|略过)[了啊呢哈吧。.！!]*$/u;
const yesWords =
  /^(?:是|是的|有|有的|对|对的|嗯|恩|会|能|愿意|可以|行|同意|中|要得|得行|当然|肯定)(?:啊|呀|了|的|吧)?[。.！!]*$/u;
const noWords =
  /^(?:不|否|不是|没有?|没得|不是的|没了|不愿意|不行|不同意|不可以|不想|拒绝)(?:啊|呀|了|的|吧)?[。.！!]*$/u;

/** How a short reply answers whatever was asked. */
export const replyKind = (text: string): "unknown" | "declined" | "yes" | "no" | "other" => {
  const said = text.normalize("NFKC").trim();
  if (unknownWords.test(said)) return "unknown";
  if (declineWords.test(said)) return "declined";
  if (yesWords.test(said)) return "yes";
  if (noWords.test(said)) return "no";
  return "other";
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

function mergeParties(draft: Draft, heard: Heard, replaces: (role: Party["role"]) => boolean): Party[] {
  const parties = [...draft.parties];
  for (const heardParty of heard.parties) {
    const same = parties.findIndex(
      (p) => p.name === heardParty.name && (p.role === heardParty.role || heardParty.role === "other"),
    );
    if (same >= 0) {
      const known = parties[same];
      if (known) parties[same] = { ...known, phone: heardParty.phone ?? known.phone, as: known.as || heardParty.as };
      continue;
    }
    const of = parties.findIndex((p) => p.role === heardParty.role && heardParty.role !== "other");
    const there = parties[of];
    if (there && (replaces(heardParty.role) || there.name === "本人"))
      parties[of] = { ...heardParty, phone: heardParty.phone ?? there.phone };
    else parties.push(heardParty);
  }
  for (const phone of heard.phones) {
    const role = phone.of ?? "applicant";
    const i = parties.findIndex((p) => p.role === role);
    const owner = parties[i];
    if (owner) {
      if (!owner.phone || replaces(role)) parties[i] = { ...owner, phone: phone.number };
    } else
      parties.push({ name: role === "applicant" ? "本人" : "", role, as: "", phone: phone.number, words: phone.words });
  }
  return parties.slice(0, 60);
}

const elementFromSpeech = (element: Element, text: string): { value: string; words: string } | null => {
  for (const read of element.reads) {
    const words = read.words.find((w) => text.includes(w));
    if (words) return { value: read.value, words };
  }
  return null;
};

/** The answer to an asked element, when the text can be one for its kind. */
function elementAnswer(element: Element, heard: Heard): string | null {
  const reply = replyKind(heard.text);
  if (element.kind === "yesno") {
    if (reply === "yes") return "是";
    if (reply === "no") return "否";
    return elementFromSpeech(element, heard.text)?.value ?? (heard.text.length <= 60 ? heard.text : null);
  }
  if (element.kind === "choice") {
    const chosen = element.options.find((o) => heard.text.includes(o));
    return chosen ?? elementFromSpeech(element, heard.text)?.value ?? (heard.text.length <= 60 ? heard.text : null);
  }
  if (element.kind === "money") return heard.amount ? String(heard.amount.yuan) : reply === "no" ? "没有" : null;
  if (element.kind === "date")
    return (
      heard.occurred?.on ??
      (reply === "no" ? "没有" : /\d|[一二三四五六七八九十]/u.test(heard.text) ? heard.text : null)
    );
  return heard.text.trim() || null;
}

/** A reply that can be somebody's name: short, and no sentence about what somebody does or does not do. */
const nameLike = (text: string): boolean =>
  /^[\p{Script=Han}A-Za-z·•]{1,14}$/u.test(text) &&
  !/[不没了吗呢吧啊在要给还就都也很把被]|^(?:有|好|对|行|嗯|是的?|可以|愿意)/u.test(text);
/** A reply that can be where something is. */
const placeLike = (text: string): boolean =>
  text.length <= 30 && /[村屯镇乡县市区街路巷弄号组队沟场店堡庄寨湾岭坡山河湖栋楼]/u.test(text);
/** A reply that can be when something was. */
const timeLike = (text: string): boolean =>
  text.length <= 40 &&
  /\d|[一二三四五六七八九十两几半][年个月天]|年|月|天|号|日|昨|今|前|去|春|夏|秋|冬|节|小时候|早|晚/u.test(text);

/** What a reply to the asked field fills that plain hearing would not. */
function takeReply(draft: Draft, cause: Cause, heard: Heard, asked: string): Draft {
  const text = heard.text.trim();
  const reply = replyKind(text);
  if (reply === "unknown" || reply === "declined")
    return answer(draft, asked, reply === "unknown" ? "不知道" : "不愿说", text, reply);
  const element = cause.form.elements.find((e) => e.id === asked);
  if (element) {
    const value = elementAnswer(element, heard);
    return value === null ? draft : answer(draft, asked, value, text, "asked");
  }
  switch (asked) {
    case "respondent":
    case "applicant": {
      if (draft.parties.some((p) => p.role === asked && p.name && p.name !== "本人")) return draft;
      const name = text
        .replace(/(?:我叫|他叫|她叫|叫|是|名字|姓名|电话|手机号?|号码)|[\d\s\-+，,。.：:;；、]/gu, "")
        .slice(0, 20);
      if (!name || !nameLike(name)) return draft;
      const as = cause.parties[asked];
      const others = draft.parties.filter((p) => p.role !== asked);
      const had = draft.parties.find((p) => p.role === asked);
      return {
        ...draft,
        parties: [...others, { name, role: asked, as, phone: had?.phone ?? null, words: text.slice(0, 60) }],
      };
    }
    case "respondent_contact":
      return heard.phones.length > 0 || heard.address
        ? draft
        : answer(draft, "respondent_address", text.slice(0, 80), text, "asked");
    case "applicant_contact":
      return heard.phones.length > 0 ? draft : answer(draft, asked, text.slice(0, 40), text, "asked");
    case "claim": {
      const willing =
        draft.willing !== "unknown" ? draft.willing : reply === "yes" ? "yes" : reply === "no" ? "no" : "unknown";
      const claim = draft.claim || (reply === "other" ? text.slice(0, 120) : "");
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
      if (draft.evidence.length > 0) return draft;
      if (reply === "no" || heard.noEvidence) return answer(draft, "evidence", "没有", text, "asked");
      return {
        ...draft,
        evidence: [{ kind: "said", label: text.slice(0, 80), platform: null, fileId: null, hash: null }],
      };
    case "place":
      return draft.placeId === null && heard.places.length === 0 && placeLike(text)
        ? { ...draft, placeWords: text.slice(0, 40) }
        : draft;
    case "occurred_on":
      return draft.occurredOn === null && !heard.occurred && timeLike(text)
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
export function take(draft: Draft, cause: Cause, heard: Heard, asked: string | null): Draft {
  const about = (field: string): boolean => heard.corrects || asked === field;
  const place = heard.places.length === 1 ? heard.places[0] : undefined;
  const element = asked ? cause.form.elements.find((e) => e.id === asked) : undefined;
  // A sum or a date said in answer to an element's question is that element's, not the dispute's.
  const amount = element?.kind === "money" ? null : heard.amount;
  const occurred = element?.kind === "date" ? null : heard.occurred;
  let next: Draft = {
    ...draft,
    story: [...draft.story, { at: heard.at, person: heard.person, text: heard.text }].slice(-100),
    placeId: place && (draft.placeId === null || about("place")) ? place.id : draft.placeId,
    placeWords:
      place && (draft.placeId === null || about("place")) ? place.words : draft.placeWords || (heard.otherPlace ?? ""),
    spot: draft.spot || heard.spot,
    parties: mergeParties(draft, heard, (role) => heard.corrects || asked === role),
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
      ...heard.evidence
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
    if (read && e.id !== asked && (!next.elements[e.id] || heard.corrects))
      next = answer(next, e.id, read.value, read.words, "said");
  }
  if (asked !== null && asked !== "confirm") next = takeReply(next, cause, heard, asked);
  return { ...next, summary: summaryOf(next) };
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
