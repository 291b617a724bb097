// Curation in chat: the queue of what was not known, a judge's own answer as a draft, a second person's review, a judge's signature.
import { createHash } from "node:crypto";
import { toCivil } from "../court/calendar.ts";
import { headOf } from "../court/finding.ts";
import { grouped, likeness } from "../answers/likeness.ts";
import { entryText, idOf, lawsIn, unfit } from "../answers/proposal.ts";
import { type Action, actions, may } from "../leads/actions.ts";
import { redact } from "../understanding/redact.ts";
import type { Context } from "./context.ts";
import type { Proposal, Question } from "./documents.ts";
import type { IncomingMessage } from "./message.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { note, put, say } from "./turn.ts";

export type CurationCommand =
  | { kind: "queue" }
  | { kind: "answer"; number: number; text: string }
  | { kind: "drop"; number: number }
  | { kind: "review"; number: number; verdict: "show" | "pass" | "reject"; why: string }
  | { kind: "sign"; entry: string | null };

/** What curation works on, loaded only for its commands. */
export type CurationDocs = {
  /** Open questions, the oldest first. */
  open: Doc<Question>[];
  proposal: Doc<Proposal> | undefined;
  signature: Doc | undefined;
};

const cardMark = /【(?:问题|草稿)\s*(\d{1,6})】/u;
const drop = /^(?:不用答|不答|忽略|跳过)[。.!！]*$/u;

/** The command of curation that a message is, null when it is none. A quoted card says which question is meant. */
export function curationAsked(message: Pick<IncomingMessage, "text" | "quoted">): CurationCommand | null {
  const text = message.text.normalize("NFKC").trim();
  const written = message.text.trim();
  if (/^(?:待答|待答问题|问题清单|没答上来的问题|审稿|待审)[。?？]*$/u.test(text)) return { kind: "queue" };
  const review =
    /^审(?:核)?\s*(\d{1,6})(?:号)?[\s:,]*(?:(通过|同意|可以|发布)|(不通过|不行|退回?|驳回)[\s:,。]*(.*))?[。.!]*$/su.exec(
      text,
    );
  if (review)
    return {
      kind: "review",
      number: Number(review[1]),
      verdict: review[2] ? "pass" : review[3] ? "reject" : "show",
      why: (review[4] ?? "").trim(),
    };
  const skipped = /^(?:不答|不用答)\s*(\d{1,6})(?:号)?[。.!]*$/u.exec(text);
  if (skipped) return { kind: "drop", number: Number(skipped[1]) };
  const answered = /^答(?:复)?\s*(\d{1,6})(?:号)?[\s:：,，]+([\s\S]+)$/u.exec(written);
  if (answered) return { kind: "answer", number: Number(answered[1]), text: (answered[2] ?? "").trim() };
  const signed = /^签(?:这条|名|字|署)?(?:\s+([a-z-]+\/[a-z0-9-]+))?[。.!]*$/u.exec(text);
  if (signed) return { kind: "sign", entry: signed[1] ?? null };
  const card = message.quoted?.fromBot ? cardMark.exec(message.quoted.text) : null;
  if (!card || /^(?:收到|好的?|知道了|嗯+|ok|谢谢)?[。.!！]*$/iu.test(text)) return null;
  const number = Number(card[1]);
  if (card[0].includes("草稿")) {
    const verdict = /^(?:通过|同意|可以|发布)[。.!]*$/u.test(text) ? "pass" : "reject";
    return { kind: "review", number, verdict, why: verdict === "pass" ? "" : written };
  }
  return drop.test(text) ? { kind: "drop", number } : { kind: "answer", number, text: written };
}

const actionOf: Record<CurationCommand["kind"], Action> = {
  queue: "seeQueue",
  answer: "answerQuestion",
  drop: "answerQuestion",
  review: "reviewAnswer",
  sign: "signEntry",
};

/** Carries out a command of curation; false when the words mean something else from this person. */
export function curate(scene: Scene): boolean {
  const { pen, context, person, message } = scene;
  const command = curationAsked(message);
  const { docs } = { docs: context.curation };
  if (!command || (context.group && !message.addressed)) return false;
  const action = actionOf[command.kind];
  const me = { person: person.id };
  const record = (outcome: "done" | "refused", about: string): void =>
    note(pen, { by: person.id, role: context.speaker.roles[0] ?? "stranger", action, about, outcome });
  if (!may(action, context.speaker.roles) || !docs) {
    if (command.kind !== "review" || command.verdict === "show") return false;
    record("refused", String(command.number));
    say(pen, me, "refused", { why: "role", what: actions[action].name });
    return true;
  }
  switch (command.kind) {
    case "queue":
      showQueue(scene, docs);
      return true;
    case "answer":
      answerQuestion(scene, docs, command);
      return true;
    case "drop": {
      const group = groupOf(docs, command.number);
      for (const q of group) put(pen, q.key, q, { ...q.value, state: "done" });
      record("done", String(command.number));
      say(pen, me, "plain", {
        text: group.length > 0 ? `好，问题${command.number}不答了。` : `没有编号${command.number}的待答问题。`,
      });
      return true;
    }
    case "review":
      review(scene, docs, command);
      return true;
    case "sign":
      return sign(scene, docs, command.entry);
  }
}

/** The question of this number with all that are asked alike. */
function groupOf(docs: CurationDocs, number: number): Doc<Question>[] {
  const first = docs.open.find((q) => q.value.number === number);
  return first ? docs.open.filter((q) => q === first || likeness(q.value.text, first.value.text) >= 0.45) : [];
}

function showQueue({ pen, context, person }: Scene, docs: CurationDocs): void {
  const groups = grouped(docs.open, (q) => q.value.text)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 9)
    .map((group) => ({
      number: group[0]?.value.number ?? 0,
      text: group[0]?.value.text.slice(0, 60) ?? "",
      times: group.length,
      bad: group.some((q) => q.value.why === "badAnswer") ? (group[0]?.value.entry ?? "") : "",
    }));
  say(pen, { person: person.id }, "questionQueue", { groups, all: docs.open.length });
  note(pen, { by: person.id, role: context.speaker.roles[0] ?? "", action: "seeQueue", about: "", outcome: "done" });
}

function answerQuestion(
  { pen, context, person }: Scene,
  docs: CurationDocs,
  { number, text }: Extract<CurationCommand, { kind: "answer" }>,
): void {
  const me = { person: person.id };
  const refuse = (why: string): void => say(pen, me, "plain", { text: why });
  const group = groupOf(docs, number);
  const question = group[0]?.value.text;
  if (question === undefined) return refuse(`没有编号${number}的待答问题。回“待答”看清单。`);
  if (docs.proposal?.value.state === "published") return refuse(`问题${number}已经有发布的答案了。`);
  const bad = unfit(text);
  if (bad) return refuse(`这段话还不能做成条目：${bad}。改好再发一次。`);
  if (redact(text).spans.some((s) => ["idNumber", "account", "plate", "address"].includes(s.kind)))
    return refuse("这段话里像有证件号、账号或住址，条目里不能有个人信息。改好再发一次。");
  const laws = lawsIn(text, context.content.laws ?? new Map());
  const unknown = laws.find(
    ({ law, article }) =>
      !["found", "notImported"].includes(
        context.content.statutes?.find({ law, article, on: null }).kind ?? "notImported",
      ),
  );
  if (unknown) return refuse(`${unknown.law}第${unknown.article}条在导入的法律里没有查到，请核对后再发一次。`);
  const topic = context.content.answer({
    text: question,
    askedOn: toCivil(context.now).date,
    addressed: true,
    lastTopic: null,
    lastEntry: null,
  }).topic;
  const proposal: Proposal = {
    number,
    question: question.slice(0, 120),
    asks: [...new Set(group.map((q) => q.value.text.slice(0, 120)))].slice(0, 12),
    topic: topic ?? "contact-duty",
    answer: text,
    laws,
    by: { person: person.id, ref: context.speaker.ref ?? person.id, name: nameOf(context, person.name) },
    at: context.now,
    state: "draft",
    review: null,
  };
  put(pen, `proposal/${String(number).padStart(6, "0")}`, docs.proposal, proposal);
  note(pen, {
    by: person.id,
    role: context.speaker.roles[0] ?? "",
    action: "answerQuestion",
    about: String(number),
    outcome: "done",
  });
  say(pen, me, "plain", { text: `写成草稿${number}了，已经请另一位看。通过以后就能答群众。` });
  const tribunal = context.content.directory.judges.find((j) => j.id === context.speaker.ref)?.tribunal;
  const head = tribunal ? headOf(context.content.directory, tribunal)?.id : undefined;
  const reviewer = head && head !== context.speaker.ref ? head : "court_office";
  say(pen, { staff: reviewer }, "draftCard", draftOf(proposal));
}

const nameOf = (context: Context, fallback: string): string =>
  context.content.directory.judges.find((j) => j.id === context.speaker.ref)?.name ?? fallback;

const draftOf = (p: Proposal) => ({
  number: p.number,
  question: p.question,
  asks: p.asks,
  answer: p.answer,
  laws: p.laws.map((l) => `《${l.law}》第${l.article}条`),
  by: p.by.name,
  state: p.state,
});

/** A second person, never the one who wrote it. */
function review(
  { pen, context, person }: Scene,
  docs: CurationDocs,
  { number, verdict, why }: Extract<CurationCommand, { kind: "review" }>,
): void {
  const me = { person: person.id };
  const tell = (text: string): void => say(pen, me, "plain", { text });
  const doc = docs.proposal;
  if (!doc) return tell(`没有编号${number}的草稿。`);
  if (verdict === "show") return say(pen, me, "draftCard", draftOf(doc.value));
  const record = (outcome: "done" | "refused"): void =>
    note(pen, {
      by: person.id,
      role: context.speaker.roles[0] ?? "",
      action: "reviewAnswer",
      about: String(number),
      outcome,
    });
  if (doc.value.state !== "draft") return tell(`草稿${number}已经审过了。`);
  const { by } = doc.value;
  if (by.person === person.id || (context.speaker.ref !== null && by.ref === context.speaker.ref)) {
    record("refused");
    return tell("自己写的要请另一位来审，这次没有发布。");
  }
  const reviewer = {
    person: person.id,
    ref: context.speaker.ref ?? person.id,
    name: nameOf(context, person.name),
    at: context.now,
    why,
  };
  if (verdict === "reject") {
    put(pen, doc.key, doc, { ...doc.value, state: "rejected", review: reviewer });
    record("done");
    say(pen, { person: by.person }, "plain", {
      text: `您答的${number}没有通过：${why || "没写原因"}。改好后可以再答一次：答 ${number} 内容。`,
    });
    return tell(`好，草稿${number}退回去了。`);
  }
  const on = toCivil(context.now).date;
  const faults =
    context.content.entryFaults?.(
      idOf(doc.value),
      entryText(doc.value, { by: by.name, on }, { by: reviewer.name, on }),
    ) ?? [];
  if (faults.length > 0) return tell(notYet(number, faults));
  put(pen, doc.key, doc, { ...doc.value, state: "published", review: reviewer });
  record("done");
  tell(`草稿${number}通过了，马上生效。`);
  if (by.person !== person.id)
    say(pen, { person: by.person }, "plain", { text: `您答的${number}通过了，以后有人这样问，就按您写的答。` });
  const group = groupOf(docs, number);
  for (const q of group) put(pen, q.key, q, { ...q.value, state: "done" });
  // Who asked in vain hears it now.
  // Where it was asked: a group hears it once.
  const told = new Map(group.map((q) => [q.value.group ?? q.value.person, q.value]));
  for (const q of told.values())
    say(pen, q.group ? { group: q.group } : { person: q.person }, "answerAtLast", {
      question: doc.value.question,
      answer: doc.value.answer,
      laws: draftOf(doc.value).laws,
    });
}

/** The same question is answered by one entry: a better answer goes into the file that is there. */
function notYet(number: number, faults: readonly string[]): string {
  const other = faults.map((f) => /asks the same as ([a-z0-9/-]+)/u.exec(f)?.[1]).find((id) => id !== undefined);
  return other
    ? `草稿${number}还不能发布：已经有条目“${other}”答同样的问题。请管资料的人把新写法改进那一条，保存后马上生效。`
    : `草稿${number}还不能发布：\n${faults.slice(0, 3).join("\n")}`;
}

export const answerHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A judge signs an entry: the one named, or the one last shown to them here. */
function sign({ pen, context, person, here }: Scene, docs: CurationDocs, named: string | null): boolean {
  const entry = named ?? here.now.lastEntry;
  if (!entry) return false;
  const me = { person: person.id };
  const found = context.content.entryAnswer(entry, toCivil(context.now).date);
  if (!found) {
    say(pen, me, "plain", { text: `没有叫“${entry}”的条目。` });
    return true;
  }
  put(pen, `signature/${entry}`, docs.signature, {
    entry,
    by: { person: person.id, ref: context.speaker.ref ?? person.id, name: nameOf(context, person.name) },
    at: context.now,
    sha256: answerHash(found.text),
  });
  note(pen, {
    by: person.id,
    role: context.speaker.roles[0] ?? "",
    action: "signEntry",
    about: entry,
    outcome: "done",
  });
  say(pen, me, "plain", { text: `记下了：${nameOf(context, person.name)}看过“${entry}”这条，内容没有问题。` });
  return true;
}
