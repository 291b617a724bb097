// What becomes of the files people send: fetched and kept under their hash, a picture's words read back before they count.
import type { Draft, Lead } from "../leads/lead.ts";
import type { Context } from "./context.ts";
import type { Person, Timer } from "./documents.ts";
import type { Attachment } from "./message.ts";
import { conversationId, talk, talkOf } from "./people.ts";
import type { Doc } from "./ports.ts";
import { type Pen, put, say, setTimer } from "./turn.ts";

/** WeChat writes its voice messages in SILK, with a byte of its own before the name. */
export const isSilk = (bytes: Uint8Array): boolean =>
  /^\u0002?#!SILK/u.test(String.fromCharCode(...bytes.subarray(0, 10)));

const tries = 3;
const again = 60_000;

/** Sets out to keep the files that were just noted as evidence of a draft, or of the lead with this number. */
export function keepFiles(
  pen: Pen,
  context: Context,
  person: Person,
  files: readonly Attachment[],
  lead: string | null,
): void {
  if (!context.settings.keepsFiles) return;
  files.forEach((file, n) => {
    if (file.fileId === undefined || file.kind === "place") return;
    setTimer(pen, undefined, {
      id: `file:${pen.event}:${n}`,
      kind: "keepFile",
      dueAt: context.now,
      about: conversationId(person.id, null),
      data: { platform: person.platform, fileId: file.fileId, kind: file.kind, lead: lead ?? "", tries: "1" },
    });
  });
}

type Holder = Doc<Draft> | Doc<Lead>;

const holders = (context: Context, fileId: string): Holder[] =>
  [...context.drafts, ...context.reported, ...context.named].filter(
    (doc, at, all) =>
      doc.value.evidence.some((e) => e.fileId === fileId) && all.findIndex((d) => d.key === doc.key) === at,
  );

/** `outcome`: `{hash, mime}` as JSON, `refused` for a kind that is not kept, null when the bytes could not be had. */
export function fileKept(pen: Pen, context: Context, timer: Doc<Timer>, outcome: string | null): void {
  const { fileId = "", kind = "file", tries: done = "1" } = timer.value.data;
  const person = context.speaker.doc?.value;
  if (!person) return;
  if (outcome === null && Number(done) < tries) {
    const data = { ...timer.value.data, tries: String(Number(done) + 1) };
    delete (data as Record<string, string>)["asked"];
    setTimer(pen, timer, { ...timer.value, dueAt: context.now + again * Number(done), data });
    return;
  }
  if (outcome === null || outcome === "refused") {
    for (const doc of holders(context, fileId)) {
      const evidence = doc.value.evidence.filter((e) => e.fileId !== fileId);
      put(pen, doc.key, doc, { ...doc.value, evidence });
    }
    say(pen, { person: person.id }, "fileNotKept", { kind, refused: outcome === "refused" });
    return;
  }
  const { hash, mime } = JSON.parse(outcome) as { hash: string; mime: string };
  for (const doc of holders(context, fileId)) {
    const evidence = doc.value.evidence.map((e) => (e.fileId === fileId ? { ...e, hash } : e));
    put(pen, doc.key, doc, { ...doc.value, evidence });
  }
  if (kind === "picture" && context.settings.readsPhotos) {
    setTimer(pen, undefined, {
      id: `photo:${timer.value.id}`,
      kind: "readPhoto",
      dueAt: context.now,
      about: timer.value.about,
      data: { hash, mime },
    });
  }
}

/** The words on a photo, as a model read them: read back, and taken only when the person says they are right. */
export function photoRead(pen: Pen, context: Context, text: string | null): void {
  const person = context.speaker.doc?.value;
  if (!person || text === null) return;
  const priv = talkOf(context, person.id, null);
  // Another question of the same kind stands open: one at a time.
  if (priv.now.awaiting !== null) return;
  say(pen, { person: person.id }, "photoHeard", { text });
  talk(pen, context, priv, { awaiting: { kind: "voice", lead: null, data: text } });
}
