// What hangs on a Telegram message besides words: pictures, voice, files, places. Pure.
import type { Message } from "grammy/types";
import type { Attachment } from "../../turn/message.ts";

type File = {
  file_id: string;
  file_size?: number | undefined;
  mime_type?: string | undefined;
  file_name?: string | undefined;
};

function file(kind: Attachment["kind"], from: File): Attachment {
  return {
    kind,
    fileId: from.file_id,
    ...(from.file_name === undefined ? {} : { name: from.file_name }),
    ...(from.mime_type === undefined ? {} : { mime: from.mime_type }),
    ...(from.file_size === undefined ? {} : { size: from.file_size }),
  };
}

/** A photo comes in several sizes; the largest is the one on which an IOU can be read. */
function largest(sizes: NonNullable<Message["photo"]>): Attachment[] {
  const best = sizes.toSorted((a, b) => a.width * a.height - b.width * b.height).at(-1);
  return best ? [{ ...file("picture", best), mime: "image/jpeg" }] : [];
}

/** Kinds that are neither words nor a file anybody could open; the turn passes over them politely. */
const others = ["poll", "dice", "game", "invoice", "story", "giveaway", "paid_media", "checklist"] as const;

export function attachmentsOf(message: Message): Attachment[] {
  if (message.photo) return largest(message.photo);
  if (message.voice) return [file("voice", message.voice)];
  // A recording sent from the phone's recorder comes as music.
  if (message.audio) return [file("voice", message.audio)];
  if (message.video) return [file("video", message.video)];
  if (message.video_note) return [file("video", message.video_note)];
  // An animation holds a document too; it is one thing.
  if (message.animation) return [file("video", message.animation)];
  if (message.document)
    return [file(message.document.mime_type?.startsWith("image/") ? "picture" : "file", message.document)];
  if (message.venue) return [{ kind: "place", label: `${message.venue.title} ${message.venue.address}`.trim() }];
  if (message.location) return [{ kind: "place", label: `${message.location.latitude},${message.location.longitude}` }];
  if (message.sticker)
    return [{ kind: "sticker", fileId: message.sticker.file_id, label: message.sticker.emoji ?? "" }];
  return others.some((kind) => kind in message) ? [{ kind: "other" }] : [];
}
