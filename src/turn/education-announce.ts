// An event or training told to groups (发通知): read, checked for personal data, shown to its author, sent when they say 确认.
import { afterQuiet } from "../court/calendar.ts";
import { officeOf, placesAddressed, placesInReach } from "../court/education.ts";
import { people } from "../court/people.ts";
import { may } from "../leads/actions.ts";
import { redact, type RedactedSpan } from "../understanding/redact.ts";
import type { Context } from "./context.ts";
import type { Group } from "./documents.ts";
import { closedTo, recordPost } from "./education.ts";
import { talk } from "./people.ts";
import type { Scene } from "./scene.ts";
import { note, say } from "./turn.ts";

/** A confirmation later than this belongs to something else. */
const waitsFor = 30 * 60_000;
const longest = 300;

type Planned = { places: string[]; text: string; at: number };

/** Numbers that belong to an office and are everybody's to call. */
function officeNumbers({ content }: Context): Set<string> {
  const { court, tribunals, hotlines, shared_courtrooms: rooms } = content.directory;
  const all = [
    court.phone,
    court.service_center?.phone,
    ...tribunals.map((t) => t.phone),
    ...rooms.map((r) => r.phone),
  ];
  return new Set([...all, ...hotlines.map((h) => h.number)].flatMap((said) => (said ? [said.replace(/\D/g, "")] : [])));
}

/** What must not stand in a group: private phones, ID numbers, accounts, plates. Landlines and the court's own numbers may. */
function personalIn(context: Context, text: string): { banned: string[]; names: string[] } {
  const numbers = officeNumbers(context);
  const words = (span: RedactedSpan): string => text.slice(span.start, span.end);
  const { spans } = redact(text);
  const office = (said: string): boolean => {
    const digits = said.normalize("NFKC").replace(/\D/g, "");
    return numbers.has(digits) || /^(?:0\d{2,3})?\d{7,8}$|^\d{5}$/.test(digits);
  };
  const banned = spans.filter(
    (s) =>
      s.kind === "idNumber" || s.kind === "account" || s.kind === "plate" || (s.kind === "phone" && !office(words(s))),
  );
  const known = new Set(people(context.content.directory).map((p) => p.name));
  const names = spans.filter((s) => s.kind === "name" && ![...known].some((name) => words(s).includes(name)));
  return { banned: banned.map(words), names: [...new Set(names.map(words))] };
}

const groupsOf = (context: Context, places: readonly string[]): Group[] =>
  (context.education?.groups ?? [])
    .map((doc) => doc.value)
    .filter((group) => group.member && group.places.some((id) => places.includes(id)));

const nameOf = (context: Context, group: Group): string =>
  context.content.directory.places
    .filter((p) => group.places.includes(p.id))
    .map((p) => p.name)
    .join("、") + (group.title ? `（${group.title}）` : "");

/** 「发通知 柳树村 周五下午普法课」: shown to its author as it will read; false when a resident's words mean something else. */
export function announce(scene: Scene, rest: string, sure: boolean): boolean {
  const { pen, context, person, priv } = scene;
  const me = { person: person.id };
  const plain = (text: string): true => {
    say(pen, me, "plain", { text });
    return true;
  };
  const roles = context.speaker.roles;
  if (!may("announce", roles)) {
    if (!sure) return false;
    note(pen, { by: person.id, role: roles[0] ?? "stranger", action: "announce", about: "", outcome: "refused" });
    say(pen, context.group ? { group: context.group.value.id } : me, "refused", { why: "role", what: "往群里发通知" });
    return true;
  }
  if (context.group)
    return sure ? plain("发通知请私聊发给我：发通知 村名 内容。我先给您看一遍，您确认了再发到群里。") : false;
  const { directory } = context.content;
  const reach = placesInReach(directory, context.speaker.ref);
  const { places: named, text, unknown } = placesAddressed(directory, reach, rest);
  if (unknown) return plain(`没有发。名录里对不上，或者有重名：${unknown}。请写全名，比如“发通知 柳树村 内容”。`);
  if (text === "") return plain("写上要通知什么，比如：发通知 柳树村 周五下午2点在村委会讲土地承包，都来听听。");
  if (text.length > longest) return plain(`太长了，群里没人看完。请压到${longest}字以内再发。`);
  const own = reach.filter((p) => context.speaker.places.includes(p.id));
  const office = directory.court_office.some((member) => member.id === context.speaker.ref);
  if (!named && own.length === 0 && office)
    return plain("发给哪个村的群？请写上村名，比如“发通知 柳树村 内容”；要全发，写“发通知 全部 内容”。");
  const places = named ?? (own.length > 0 ? own : reach);
  const beyond = places.filter((p) => !reach.some((r) => r.id === p.id)).map((p) => p.name);
  if (beyond.length > 0) return plain(`没有发。${beyond.join("、")}不归您的法庭，请那边的法庭来发。`);
  const { banned, names } = personalIn(context, text);
  if (banned.length > 0)
    return plain(
      `没有发。里面有个人的电话、证件号或账号：${banned.join("、")}。群里不能写这些，改成法庭的电话再发一遍。`,
    );
  const groups = groupsOf(
    context,
    places.map((p) => p.id),
  );
  if (groups.length === 0) return plain(`没有发。${places.map((p) => p.name).join("、")}还没有绑定的群。`);
  const ungrouped = (named ?? [])
    .filter((place) => !groups.some((group) => group.places.includes(place.id)))
    .map((place) => ({ name: place.name, why: "noGroup" as const }));
  const due = afterQuiet(context.now);
  const open = groups.filter((group) => closedTo(context, group, due) === null);
  say(pen, me, "announcePreview", {
    office: officeOf(directory, context.speaker.ref),
    text,
    to: open.map((group) => nameOf(context, group)),
    left: [...leftOut(context, groups, due), ...ungrouped],
    names,
  });
  const planned: Planned = { places: places.map((p) => p.id), text, at: context.now };
  talk(pen, context, priv, {
    awaiting: open.length === 0 ? null : { kind: "announce", lead: null, data: JSON.stringify(planned) },
  });
  return true;
}

const leftOut = (context: Context, groups: readonly Group[], at: number) =>
  groups.flatMap((group) => {
    const why = closedTo(context, group, at);
    return why === null ? [] : [{ name: nameOf(context, group), why }];
  });

/** 确认 after the preview: sent to the groups that may still have it, by day; false when nothing waits for it. */
export function announceNow(scene: Scene, yes: boolean): boolean {
  const { pen, context, person, priv } = scene;
  const wait = priv.now.awaiting;
  if (context.group || wait?.kind !== "announce") return false;
  const me = { person: person.id };
  const { places, text, at } = JSON.parse(wait.data) as Planned;
  talk(pen, context, priv, { awaiting: null });
  if (!yes) {
    say(pen, me, "plain", { text: "好，没有发。" });
    return true;
  }
  if (context.now - at > waitsFor || !may("announce", context.speaker.roles)) {
    say(pen, me, "plain", { text: "隔得久了，没有发。请把通知再发给我一遍，我给您看过再发。" });
    return true;
  }
  const { directory } = context.content;
  const groups = groupsOf(context, places);
  const due = afterQuiet(context.now);
  const left = leftOut(context, groups, due);
  const open = groups.filter((group) => closedTo(context, group, due) === null);
  for (const group of open) {
    say(
      pen,
      { group: group.id },
      "announcement",
      { office: officeOf(directory, context.speaker.ref), text },
      { at: due },
    );
    recordPost(pen, context, group.id, { at: due, what: "announcement", story: null });
    note(pen, {
      by: person.id,
      role: context.speaker.roles[0] ?? "",
      action: "announce",
      about: group.id,
      outcome: "done",
    });
  }
  say(pen, me, "announced", {
    to: open.map((group) => nameOf(context, group)),
    left,
    later: due > context.now,
  });
  return true;
}
