// A remote session (远程): from a shared courtroom, by video or by telephone; asked by who is far off, or by the judge of a lead.
import type { Lead } from "../leads/lead.ts";
import { type Directory } from "../court/directory.ts";
import { placeById } from "../court/finding.ts";
import { findPlaces } from "../court/places.ts";
import { remoteSlots } from "../court/slots.ts";
import type { Context } from "./context.ts";
import { handToJudge, takenIn, type Wanted } from "./meeting.ts";
import { talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { say } from "./turn.ts";
import { offerSlots } from "./visit.ts";
import { type SessionCommand, type SessionWay, wayIn } from "./session-words.ts";

const open: readonly Lead["status"][] = ["assigned", "accepted", "referred"];

/** The lead a session is about: the one named, else the latest open one of who asks. */
function leadMeant(context: Context, number: string | null): Doc<Lead> | undefined {
  const { ref } = context.speaker;
  const own = [...context.reported, ...context.assigned].filter((l) => open.includes(l.value.status));
  const theirs = own.filter((l) => l.value.reporter === context.speaker.id || ref !== null);
  return number === null ? theirs[0] : theirs.find((l) => l.value.id === number);
}

/** Somebody asks for a remote session; false where the words mean something else there. */
export function session(scene: Scene, command: SessionCommand): boolean {
  const { pen, context, person, priv, message } = scene;
  const me = { person: person.id };
  if (context.group) {
    if (!message.addressed) return false;
    say(
      pen,
      { group: context.group.value.id },
      "plain",
      { text: "人来不了也能办：去村里的共享法庭，或者用手机视频、打电话都行。私聊我说“约远程”，我给您看时间。" },
      { replyTo: scene.replyTo },
    );
    return true;
  }
  if (priv.now.draft !== null && !command.sure) return false;
  const judge = context.speaker.roles.includes("judge") || context.speaker.roles.includes("head");
  if (judge) {
    const mine = context.assigned.filter((l) => l.value.judge === context.speaker.ref && open.includes(l.value.status));
    const doc =
      command.number === null ? (mine.length === 1 ? mine[0] : undefined) : leadMeant(context, command.number);
    if (!command.sure) return false;
    if (!doc || doc.value.judge !== context.speaker.ref) {
      const text = "约哪一件？写上编号，比如“约远程 2026-0031”。我列出您和共享法庭都空着的时间。";
      say(pen, me, "plain", { text });
      return true;
    }
    const name = doc.value.parties.find((p) => p.role === "applicant" && p.name !== "本人")?.name ?? "反映人";
    const whom = { person: doc.value.reporter, name };
    const place = doc.value.placeId ?? context.speaker.places[0] ?? "";
    offerWays(scene, doc.value.judge ?? "", { place, words: "", lead: doc.value.id, whom }, command.way);
    return true;
  }
  const doc = leadMeant(context, command.number);
  const place =
    findPlaces(context.content.directory, message.text)[0]?.places[0] ??
    doc?.value.placeId ??
    context.reported.find((l) => l.value.placeId)?.value.placeId ??
    context.speaker.places[0];
  const wanted = { words: message.text.trim().slice(0, 300), lead: doc?.value.id ?? null };
  if (place === undefined) {
    say(pen, me, "plain", {
      text: "人来不了也能办：视频、打电话都行。您是哪个村、哪个社区的？我看管片法官什么时候有空。",
    });
    const data = JSON.stringify({ ...wanted, asked: command.way });
    talk(pen, context, priv, { choices: [], awaiting: { kind: "sessionPlace", lead: null, data } });
    return true;
  }
  const to = doc?.value.judge ?? placeById(context.content.directory, place)?.judge ?? "";
  offerWays(scene, to, { place, ...wanted }, command.way);
  return true;
}

/** The place was said that was asked for, or how: false when the words are something else. */
export function sessionSaid(scene: Scene): boolean {
  const { context, message, priv } = scene;
  const wait = priv.now.awaiting;
  if (wait?.kind === "sessionPlace") {
    const place = findPlaces(context.content.directory, message.text)[0]?.places[0];
    const judge = placeById(context.content.directory, place)?.judge;
    if (place === undefined || judge === undefined) return false;
    const { asked, ...wanted } = JSON.parse(wait.data) as Omit<Wanted, "place"> & { asked: SessionWay };
    offerWays(scene, judge, { ...wanted, place }, asked);
    return true;
  }
  if (wait?.kind !== "session" || message.text.length > 20) return false;
  const { directory } = context.content;
  const said = wayIn(message.text) ?? (/视频/u.test(message.text) ? "video" : null);
  const way = said === "room" ? directory.shared_courtrooms.find((r) => message.text.includes(r.name))?.id : said;
  if (way === undefined || way === null) return false;
  chooseWay(scene, way);
  return true;
}

/** Shared courtrooms that could be meant: the place's own, those of the tribunal, then all. */
function roomsNear(directory: Directory, place: string): Directory["shared_courtrooms"] {
  const tribunal = placeById(directory, place)?.tribunal;
  const far = (id: string): number => (id === place ? 0 : placeById(directory, id)?.tribunal === tribunal ? 1 : 2);
  return directory.shared_courtrooms.toSorted((a, b) => far(a.place) - far(b.place));
}

/** Only ways that have a free hour are offered; a single one goes straight to its hours. */
function offerWays(scene: Scene, judge: string, wanted: Wanted, way: SessionWay): void {
  const { pen, context, person, priv } = scene;
  const { directory } = context.content;
  const has = (room: string | null): boolean =>
    remoteSlots(directory, { judge, room }, context.now, takenIn(context)).length > 0;
  const rooms = way === "away" ? [] : roomsNear(directory, wanted.place).filter((r) => has(r.id));
  const far = has(null);
  const ways = [
    ...(way === "video" || way === "phone" ? [] : rooms.slice(0, 3)).map(({ id, name }) => ({ id, name: `去${name}` })),
    ...(far && way !== "room" && way !== "phone" ? [{ id: "video", name: "用手机视频" }] : []),
    ...(far && way !== "room" && way !== "video" ? [{ id: "phone", name: "打电话" }] : []),
  ];
  const first = ways[0];
  if (!first) {
    talk(pen, context, priv, { choices: [], awaiting: null });
    if (wanted.whom)
      return say(pen, { person: person.id }, "plain", {
        text: "这三周您的远程时间都满了，或者还没有排。请管名录的人在 court.yaml 的 remote_slots 里加上。",
      });
    return handToJudge(pen, context, judge, { ...wanted, way: "video" }, person.name);
  }
  const data = JSON.stringify({ ...wanted, judge });
  if (ways.length === 1) {
    talk(pen, context, priv, { choices: [], awaiting: { kind: "session", lead: null, data } });
    return chooseWay(scene, first.id);
  }
  const options = ways.map(({ id, name }) => ({ label: name, data: `session:${id}` }));
  const ask = wanted.whom ? "怎么连线？" : "可以，不用跑法庭，一样算数。您想怎么跟法官连线？";
  say(pen, { person: person.id }, "which", { ask, options });
  talk(pen, context, priv, { choices: options, awaiting: { kind: "session", lead: null, data } });
}

/** How was chosen: now when. */
export function chooseWay({ pen, context, person, priv }: Scene, way: string): void {
  const me = { person: person.id };
  const wait = priv.now.awaiting;
  if (wait?.kind !== "session") return say(pen, me, "plain", { text: "这个按钮是之前的。要约，再说一次“约远程”。" });
  const { judge, ...wanted } = JSON.parse(wait.data) as Wanted & { judge: string };
  talk(pen, context, priv, { choices: [], awaiting: null });
  if (!offerSlots(pen, context, judge, { ...wanted, way }))
    handToJudge(pen, context, judge, { ...wanted, way }, person.name);
}
