// Who is responsible: from a report's words, cause, day and danger to judge, helpers and the reason, by the court's eight rules.
import { civilDateOf, dayName, isDayOff, nextWorkingDay } from "./calendar.ts";
import { type Directory, type Judge } from "./directory.ts";
import { isOnLeave, judgeById, leaderOf, tribunalById, tribunalOf } from "./finding.ts";
import { disputesOwnership, recusalOf } from "./matter.ts";
import { leadingPlaces, type NamedPlace } from "./leading-place.ts";
import { ask, dutyReason, government, outOfTown, sentence, tooManyPlaces } from "./reasons.ts";

export type RouteRequest = {
  /** The reporter's words about place and matter. */
  placeText: string;
  cause?: string | null | undefined;
  /** Civil date or instant of the report. */
  date: string;
  danger?: "none" | "watch" | "high" | undefined;
  /** Known beforehand, so not read from the words: place by id, name or alias, and its part in the matter. */
  places?: readonly NamedPlace[] | undefined;
  parties?: readonly string[] | undefined;
  ownership?: boolean | undefined;
  /** Judges who step back by their own word, or whom no message reaches. */
  recused?: readonly string[] | undefined;
};

export type RouteAction = "assign" | "ask-place" | "service-center" | "guide-to-government";

/** Ids throughout; null where there is none. */
export type Routed = {
  action: RouteAction;
  place: string | null;
  /** Whom to choose between when an alias has several places. */
  candidates: string[];
  tribunal: string | null;
  judge: string | null;
  /** The judge whose matter it is: by place or specialism, leave and recusal. On a day off another may take it in. */
  baseJudge: string | null;
  /** On a day off the base judge, null when that is the one who takes it in. */
  handOverTo: string | null;
  handOverOn: string | null;
  assist: string | null;
  mediator: string | null;
  /** Names of offices. */
  coHandle: string[];
  /** Head or leader to be told of danger at once; without an owner of the lead also the judge who is there. */
  escalate: string[];
  /** A computed date lies in a year whose calendar is not published yet. */
  provisional: boolean;
  reason: string;
};

type Chosen = { judge: Judge | null; why: string[] };

/** Decides where a report goes. Pure; throws a RangeError when `date` is no date. */
export function route(directory: Directory, request: RouteRequest): Routed {
  const date = civilDateOf(request.date);
  if (date === null) throw new RangeError(`"${request.date}" is not a date; write it as 2026-10-01`);
  const cause = request.cause ?? null;
  const high = request.danger === "high";
  const found = leadingPlaces(directory, request.placeText, request.places, cause);
  const nowhere: Routed = {
    action: "ask-place",
    place: null,
    candidates: [],
    tribunal: null,
    judge: null,
    baseJudge: null,
    handOverTo: null,
    handOverOn: null,
    assist: null,
    mediator: null,
    coHandle: [],
    escalate: [],
    provisional: false,
    reason: "",
  };

  if (found.kind === "unknown")
    return { ...nowhere, escalate: high ? above(directory, [], date) : [], reason: ask(high) };
  if (found.kind === "outside") {
    return {
      ...nowhere,
      action: "service-center",
      escalate: high ? above(directory, [], date) : [],
      reason: outOfTown(found.words, high),
    };
  }
  if (found.kind === "ambiguous") {
    const tribunals = found.places.map((place) => place.tribunal);
    const names = found.places.map((place) => place.name);
    return {
      ...nowhere,
      candidates: found.places.map((place) => place.id),
      escalate: high ? above(directory, tribunals, date) : [],
      reason: tooManyPlaces(found.words, names, high),
    };
  }

  const { place, other } = found;
  const tribunal = tribunalById(directory, place.tribunal);
  const coHandle = cause === null ? [] : [...new Set(directory.co_handling[cause] ?? [])];
  const here = { ...nowhere, place: place.id, tribunal: place.tribunal, mediator: place.mediator ?? null, coHandle };
  const objection = objections(directory, request);
  const dayOff = isDayOff(directory.calendar, date);
  const later = dayOff ? nextWorkingDay(directory.calendar, date) : { date, provisional: false };

  // The matter's own judge, as of the day on which that judge would begin.
  const specialist = judgeById(directory, cause === null ? undefined : tribunal?.specialists[cause]);
  const first = specialist ?? judgeById(directory, place.judge);
  const opening = specialist
    ? `${place.name}的这类纠纷由${tribunal?.name ?? "本庭"}专办的${called(specialist)}办理`
    : `${place.name}由${first ? called(first) : "法官"}负责`;
  const base = standIn(directory, first, place.tribunal, later.date, objection);
  const taken = dayOff ? onDuty(directory, place.tribunal, date, objection) : base;
  const judge = taken.judge;

  const head = judgeById(directory, tribunal?.head);
  const escalate = high ? superior(directory, place.tribunal, head, judge, date, objection) : [];
  const alarm =
    escalate.length > 0
      ? `情况危急，同时报告${escalate.map((id) => titleOf(directory, id)).join("、")}`
      : high
        ? "情况危急，请立即电话报告庭长"
        : "";
  if (request.ownership ?? disputesOwnership(request.placeText, cause)) {
    // Danger waits for nobody: those who are there are told, though the lead itself is pointed to the government.
    const told = high ? [...new Set([...(judge ? [judge.id] : []), ...escalate])] : [];
    return {
      ...here,
      action: "guide-to-government",
      coHandle: [],
      mediator: null,
      escalate: told,
      reason: government(place.name, high ? told.map((id) => titleOf(directory, id)) : []),
    };
  }

  const assistant = other
    ? standIn(directory, judgeById(directory, other.judge), other.tribunal, later.date, objection).judge
    : null;
  const assist =
    assistant && assistant.id !== base.judge?.id && (dayOff || assistant.id !== judge?.id) ? assistant : null;
  const handOver = dayOff && base.judge && base.judge.id !== judge?.id ? base.judge : null;
  const reason = sentence([
    opening,
    ...base.why,
    ...(dayOff
      ? dutyReason({
          date,
          day: dayName(directory.calendar, date),
          why: taken.why,
          judge,
          base: base.judge,
          on: later.date,
          provisional: later.provisional,
        })
      : []),
    assist && other ? `${called(assist)}（${other.name}）协助` : "",
    coHandle.length > 0 ? `同时告知${coHandle.join("、")}` : "",
    alarm,
  ]);
  return {
    ...here,
    action: judge ? "assign" : "service-center",
    judge: judge?.id ?? null,
    baseJudge: base.judge?.id ?? null,
    handOverTo: handOver?.id ?? null,
    handOverOn: dayOff && base.judge ? later.date : null,
    assist: assist?.id ?? null,
    escalate,
    provisional: later.provisional,
    reason,
  };
}

const called = (judge: Judge): string => `${judge.name}${judge.title}`;

/** 「李正庭长」 of whoever has that id. */
function titleOf(directory: Directory, id: string): string {
  const judge = judgeById(directory, id);
  const heads = directory.tribunals.some((tribunal) => tribunal.head === id);
  if (judge) return `${judge.name}${heads ? "庭长" : judge.title}`;
  const leader = directory.leaders.find((row) => row.id === id);
  return `${leader?.name ?? id}${leader?.title ?? ""}`;
}

type Objection = (judge: Judge) => string | null;
const noObjection: Objection = () => null;

/** Why a judge must not act in this matter, by the directory, the words, or the judge's own. */
function objections(directory: Directory, request: RouteRequest): Objection {
  const known = new Map<string, string | null>();
  return (judge) => {
    if (!known.has(judge.id)) {
      known.set(
        judge.id,
        request.recused?.includes(judge.id)
          ? "已说明不能承办"
          : recusalOf(directory, judge, request.placeText, request.parties ?? []),
      );
    }
    return known.get(judge.id) ?? null;
  };
}

/** Rule 2 and 6: the judge, else the deputy, else the head of the tribunal, else nobody (the service centre). One step each. */
function standIn(
  directory: Directory,
  first: Judge | undefined,
  tribunal: string,
  date: string,
  objection: Objection,
): Chosen {
  const steps = [
    { judge: first, part: "" },
    { judge: judgeById(directory, first?.deputy), part: "代理的" },
    { judge: judgeById(directory, tribunalById(directory, tribunal)?.head), part: "庭长" },
  ];
  const why: string[] = [];
  const passed = new Set<string>();
  for (const { judge, part } of steps) {
    if (!judge || passed.has(judge.id)) continue;
    passed.add(judge.id);
    const against = objection(judge);
    if (against === null && !isOnLeave(judge, date)) {
      return {
        judge,
        why: why.length > 0 ? [...why, `由${part}${part === "庭长" ? judge.name : called(judge)}接办`] : [],
      };
    }
    why.push(`${called(judge)}${against === null ? "休假" : `${against}，应当回避`}`);
  }
  return { judge: null, why: [...why, "庭内无人可以承办，转诉讼服务中心安排"] };
}

/** Rule 3: who is on duty on a day off, the first that can act; no one → the head. */
function onDuty(directory: Directory, tribunal: string, date: string, objection: Objection): Chosen {
  const roster = (directory.duty[tribunal]?.[date] ?? []).map((id) => ({
    judge: judgeById(directory, id),
    part: "值班的",
  }));
  const why: string[] = roster.length === 0 ? ["没有排值班"] : [];
  for (const { judge, part } of [
    ...roster,
    { judge: judgeById(directory, tribunalById(directory, tribunal)?.head), part: "庭长" },
  ]) {
    if (!judge) continue;
    const against = objection(judge);
    if (against === null && !isOnLeave(judge, date))
      return { judge, why: [...why, `由${part}${part === "庭长" ? judge.name : called(judge)}先接下`] };
    const line = `${called(judge)}${against === null ? "休假" : `${against}，应当回避`}`;
    if (!why.includes(line)) why.push(line);
  }
  return { judge: null, why: [...why, "庭内无人可以先接，转诉讼服务中心"] };
}

/**
 * Who can be spoken to on that day about a place: on a working day its judge or who stands in, on a day off who is on duty.
 * Without a place, null.
 */
export function dutyJudge(directory: Directory, place: string | null, date: string): string | null {
  const tribunal = tribunalOf(directory, place)?.id;
  if (tribunal === undefined) return null;
  const first = judgeById(directory, directory.places.find((row) => row.id === place)?.judge);
  const chosen = isDayOff(directory.calendar, date)
    ? onDuty(directory, tribunal, date, noObjection)
    : standIn(directory, first, tribunal, date, noObjection);
  return chosen.judge?.id ?? null;
}

/** Rule 5: the head; the leader where the head is the recipient, away, or must not act. */
function superior(
  directory: Directory,
  tribunal: string,
  head: Judge | undefined,
  recipient: Judge | null,
  date: string,
  objection: Objection,
): string[] {
  if (head && head.id !== recipient?.id && !isOnLeave(head, date) && objection(head) === null) return [head.id];
  const leader = leaderOf(directory, tribunal, date);
  return leader ? [leader.id] : [];
}

/** Whom danger reaches while the place is not certain: the heads of the tribunals in question, else the leader. */
function above(directory: Directory, tribunals: readonly string[], date: string): string[] {
  const heads = [...new Set(tribunals)].flatMap((id) => {
    const head = judgeById(directory, tribunalById(directory, id)?.head);
    return head && !isOnLeave(head, date) ? [head.id] : (leaderOf(directory, id, date)?.id ?? []);
  });
  return heads.length > 0 ? [...new Set(heads)] : [leaderOf(directory, null, date)?.id ?? []].flat();
}
