// What asking for, agreeing to and calling off a meeting share: when and where it is in words, what is taken, who sees to the room.
import { judgeById, placeById } from "../court/finding.ts";
import { toCivil, weekdayOf } from "../court/calendar.ts";
import type { Slot } from "../court/slots.ts";
import { clock } from "./card.ts";
import type { Context } from "./context.ts";
import type { Visit } from "./documents.ts";
import { phoneFor } from "./intake.ts";
import { type Pen, say } from "./turn.ts";

/** What was asked for, kept in the conversation until an hour is chosen. */
export type Wanted = {
  place: string;
  words: string;
  /** How a remote session is held: a shared courtroom's id, `video`, `phone`; absent when the judge is to come. */
  way?: string;
  lead?: string | null;
  /** Whom the judge asks to a remote session. */
  whom?: { person: string; name: string };
};

export const takenIn = (context: Context): Set<string> =>
  new Set(context.visits.map((v) => v.key.slice("visit/".length)));

const weekday = (at: number): string => `周${"日一二三四五六"[weekdayOf(toCivil(at).date)]}`;
export const whenOf = (at: number): string => clock(at).replace("日", `日（${weekday(at)}）`);

export const remoteOf = (way: string | undefined): Visit["remote"] =>
  way === undefined ? undefined : way === "video" || way === "phone" ? way : "room";

/** 「11月26日（周四）9点 柳树村村委会二楼」. */
export function slotWords(context: Context, slot: Pick<Slot, "at" | "room"> & Pick<Visit, "remote">): string {
  const room = context.content.directory.shared_courtrooms.find((r) => r.id === slot.room);
  const where = room ? (room.address ?? room.name) : "法官到您村里";
  const remote = { room: `${room?.name ?? ""}（${where}）视频`, video: "手机视频", phone: "打电话" };
  return `${whenOf(slot.at)} ${slot.remote ? remote[slot.remote] : where}`;
}

/** 「张明法官」, as people are told whom they meet. */
export function judgeName(context: Context, ref: string | null): string {
  const judge = judgeById(context.content.directory, ref);
  return judge ? `${judge.name}${judge.title}` : "法官";
}

/** Who opens the shared courtroom is told of a session there; never who comes or why. */
export function tellRoom(
  pen: Pen,
  context: Context,
  visited: Pick<Visit, "at" | "room" | "judge" | "remote">,
  what: "booked" | "off" | "soon",
): void {
  const room = context.content.directory.shared_courtrooms.find((r) => r.id === visited.room);
  if (!room?.contact || visited.remote !== "room") return;
  say(pen, { staff: room.contact }, "roomWanted", {
    room: room.name,
    when: whenOf(visited.at),
    judge: judgeName(context, visited.judge),
    what,
  });
}

/** Nothing could be agreed in chat: the judge hears of the wish, the person hears who calls back. */
export function handToJudge(pen: Pen, context: Context, judge: string, wanted: Wanted, from: string): void {
  const { directory } = context.content;
  const place = placeById(directory, wanted.place);
  say(
    pen,
    { staff: judge },
    "visitCard",
    { from, place: place?.name ?? "", words: wanted.words, remote: wanted.way !== undefined },
    { urgent: true },
  );
  const found = judgeById(directory, judge);
  say(pen, context.group ? { group: context.group.value.id } : { person: context.speaker.id }, "visitAsked", {
    handler: found ? { name: found.name, title: found.title, phone: found.phone ?? "" } : null,
    phone: phoneFor(context, place?.id ?? null).phone,
  });
}
