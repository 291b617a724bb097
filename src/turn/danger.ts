// Danger does not wait: the hotlines at once, the judge who is there and the head at once, a private word to the victim.
import type { Draft, Lead } from "../leads/lead.ts";
import { type Heard, take } from "../leads/take.ts";
import { forOther, missingOf } from "../leads/form.ts";
import { applyMove } from "../leads/moves.ts";
import { hotlinesFor } from "../court/finding.ts";
import { register, rehome, setLadder } from "./assign.ts";
import { cardOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { causeOf, dropDraft, newDraft, putAside } from "./intake.ts";
import { type Talk, talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import { content } from "./supplement.ts";
import { freshId, note, type Pen, put, say } from "./turn.ts";
import { restLater } from "./waiting.ts";

/** A child who writes: 我是个初二的学生, 我今年十二岁. */
const aChild =
  /我(?:是|在|今年|才|刚|上|念|读)[^，。,.]{0,6}(?:学生|初[一二三]|[一二三四五六]年级|(?:[5-9]|1[0-7]|[五六七八九]|十[一二三四五六七]?)岁)/u;

/** Words about the same danger within this time belong to the lead that is there. */
const sameDanger = 2 * 3_600_000;

const recent = (context: Context): Doc<Lead> | undefined =>
  context.reported.find(
    (l) =>
      l.value.danger === "high" &&
      context.now - l.value.submittedAt < sameDanger &&
      l.value.status !== "closed" &&
      l.value.status !== "withdrawn",
  );

/**
 * A message in which somebody is in danger now. In a group only the general hotlines are said, never that somebody was
 * told; the person is asked in private how and when it is safe to reach them.
 */
export function danger(
  pen: Pen,
  context: Context,
  person: Person,
  here: Talk,
  priv: Talk,
  said: Heard,
  kinds: string[],
  replyTo?: string,
): void {
  const where = context.group ? "group" : "private";
  const child = aChild.test(said.text);
  const heard: Heard =
    child && context.content.causes.has("child-protection") ? { ...said, cause: "child-protection" } : said;
  const lines = hotlinesFor(context.content.directory, child ? [...kinds, "child"] : kinds);
  say(
    pen,
    context.group ? { group: context.group.value.id } : { person: person.id },
    "hotlines",
    { lines, where, kinds },
    { urgent: true, replyTo },
  );

  const known = recent(context);
  if (known) {
    const moved = applyMove(known.value, "supplement", person.id, ["resident"], context.now);
    const lead: Lead = {
      ...(moved.ok ? moved.lead : known.value),
      story: [...known.value.story, { at: heard.at, person: person.id, text: heard.text }],
      acknowledgedAt: null,
    };
    put(pen, known.key, known, lead);
    note(pen, { by: person.id, role: lead.reporterRole, action: "supplement", about: lead.id, outcome: "done" });
    say(
      pen,
      { staff: lead.judge ?? "court_office" },
      "dangerCard",
      { card: cardOf(context, lead), words: heard.text, level: 0, ladder: "" },
      { urgent: true, lead: lead.id },
    );
    setLadder(pen, context, lead.id);
    return;
  }
  const form = context.drafts.find((d) => d.value.id === priv.now.draft);
  const id = `d-${freshId(pen)}`;
  const read = newDraft(pen, context, heard, id);
  // 「还有，我男人老打我」 in the form about a loan is another matter: the form is kept for later.
  const open = form && !apart(form.value, read) ? form : undefined;
  const fresh: Draft = { ...read, id: open?.value.id ?? id };
  const draft: Draft = open ? { ...merge(open.value, fresh), danger: "high" } : { ...fresh, danger: "high" };
  const lead = register(pen, context, {
    ...draft,
    dangerReasons: [...new Set([...draft.dangerReasons, ...heard.dangerReasons])],
  });
  if (open) dropDraft(pen, context, priv, open);
  else if (form) putAside(pen, context, form);
  restLater(pen, context);
  say(
    pen,
    { person: person.id },
    "safeContact",
    { number: lead.id, askPlace: lead.placeId === null, forOther: forOther(lead as unknown as Draft) },
    { urgent: true, lead: lead.id },
  );
  talk(pen, context, priv, { awaiting: { kind: "safeContact", lead: lead.id, data: "" }, choices: [], draft: null });
  if (here !== priv) talk(pen, context, here, { buffer: [], bufferSince: null });
}

/** Another kind of dispute with somebody else. */
const apart = (open: Draft, fresh: Draft): boolean => {
  const against = (d: Draft) => d.parties.filter((p) => p.role === "respondent" && p.name !== "").map((p) => p.name);
  const [before, now] = [against(open), against(fresh)];
  const other =
    now.length > 0 && before.length > 0 && !now.some((n) => before.some((b) => b.includes(n) || n.includes(b)));
  return other && fresh.cause !== "other" && fresh.cause !== open.cause;
};

/** What the open form already held, with what was cried out now. */
function merge(open: Draft, fresh: Draft): Draft {
  return {
    ...open,
    cause: fresh.cause !== "other" ? fresh.cause : open.cause,
    placeId: open.placeId ?? fresh.placeId,
    placeWords: open.placeWords || fresh.placeWords,
    parties: open.parties.length > 0 ? open.parties : fresh.parties,
    story: [...open.story, ...fresh.story],
    dangerReasons: [...open.dangerReasons, ...fresh.dangerReasons],
  };
}

/** The answer to 怎么联系您安全: goes to the judge as it was said. */
export function safeContact(pen: Pen, context: Context, person: Person, it: Talk, doc: Doc<Lead>, heard: Heard): void {
  const { text } = heard;
  const elements = {
    ...doc.value.elements,
    safe_contact: { value: text.slice(0, 120), words: text, how: "asked" as const },
  };
  const moved = applyMove(doc.value, "supplement", person.id, context.speaker.roles, context.now, "安全联系方式");
  const base = moved.ok ? moved.lead : doc.value;
  const cause = causeOf(context, base.cause);
  // 缝了四针 花了一千九: whatever else the answer tells is taken as well.
  const { placeId, placeWords, ...told } = content(take(base as unknown as Draft, cause, heard, null));
  const filled: Lead = { ...base, ...told, danger: base.danger, elements: { ...told.elements, ...elements } };
  const lead: Lead = { ...filled, missing: missingOf({ ...filled, placeId } as unknown as Draft, cause) };
  talk(pen, context, it, { awaiting: null });
  const only = heard.places.length === 1 ? heard.places[0] : undefined;
  if (only && lead.placeId === null) {
    // Where they are decides who is responsible: the judge of that place takes over from whoever was told first.
    rehome(pen, context, { ...lead, placeId, placeWords }, doc, text);
    say(pen, { person: person.id }, "supplemented", { number: lead.id }, { lead: lead.id });
    return;
  }
  put(pen, doc.key, doc, lead);
  say(
    pen,
    { staff: lead.judge ?? "court_office" },
    "card",
    { card: cardOf(context, lead), kind: "supplement", note: `对方说怎么联系安全：${text}` },
    { urgent: true, lead: lead.id },
  );
  say(pen, { person: person.id }, "supplemented", { number: lead.id }, { lead: lead.id });
}
