// The invented county of the simulated year: the sample court with leave over the whole year, thirty groups, and people who live there.
import { addDays, type CivilDate, isDayOff } from "../../src/court/calendar.ts";
import type { Directory, Place } from "../../src/court/directory.ts";
import type { Group } from "../../src/turn/documents.ts";
import type { Chance } from "./chance.ts";

export type Villager = { id: string; name: string; phone: string; place: Place; group: string };
export type County = { directory: Directory; groups: Group[]; villagers: Villager[] };

const surnames = Array.from("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕");
const given =
  "桂英 秀兰 玉梅 淑芬 建国 建军 志强 海涛 永福 德胜 春生 冬梅 小红 丽华 立新 国庆 长有 满仓 金凤 艳玲 文斌 大勇 铁柱 守义 雪莲".split(
    " ",
  );

/** Days between one judge's leave and the next one's: long enough that a tribunal is never empty. */
const apart = 20;

/** Leave of some days up to two weeks for each judge in turn, over and over, so that deputies have their turn. */
function withLeave(directory: Directory, from: CivilDate, days: number, chance: Chance): Directory {
  const { judges } = directory;
  const spans = new Map<string, { from: CivilDate; to: CivilDate }[]>();
  for (let day = 6, n = 0; day < days - 12; day += apart, n++) {
    // By a step that shares no factor with their number, neighbours in the list (one tribunal) are far apart.
    const judge = judges[(n * 4) % judges.length];
    const first = addDays(from, day);
    if (judge)
      spans.set(judge.id, [
        ...(spans.get(judge.id) ?? []),
        { from: first, to: addDays(first, chance.pick([2, 4, 4, 11])) },
      ]);
  }
  return {
    ...directory,
    judges: judges.map((judge) => ({ ...judge, leave: [...judge.leave, ...(spans.get(judge.id) ?? [])] })),
  };
}

/** Who takes what comes on days off: the judges of a tribunal in turn. */
function withDuty(directory: Directory, from: CivilDate, days: number): Directory {
  const duty: Directory["duty"] = {};
  for (const { id } of directory.tribunals) {
    const judges = directory.judges.filter((j) => j.tribunal === id);
    const roster = { ...directory.duty[id] };
    let turn = 0;
    for (let n = 0; n < days; n++) {
      const date = addDays(from, n);
      if (!isDayOff(directory.calendar, date)) continue;
      roster[date] ??= [judges[turn++ % judges.length]?.id ?? ""];
    }
    duty[id] = roster;
  }
  return { ...directory, duty };
}

function groupsOf(directory: Directory, count: number): Group[] {
  return Array.from({ length: count }, (_, n) => {
    const place = directory.places[n % directory.places.length];
    const round = Math.floor(n / directory.places.length);
    const chatId = n === 0 ? "group" : `g${String(n + 1).padStart(2, "0")}`;
    return {
      id: `room:${chatId}`,
      platform: "room" as const,
      chatId,
      title: `${place?.name ?? ""}${["联络群", "网格群", "调解群"][round] ?? "群"}`,
      places: place ? [place.id] : [],
      mode: "normal" as const,
      member: true,
      boundBy: null,
    };
  });
}

export function countyOf(
  sample: Directory,
  chance: Chance,
  { from, days, groups: count, people }: { from: CivilDate; days: number; groups: number; people: number },
): County {
  const directory = withDuty(withLeave(sample, from, days, chance), from, days);
  const groups = groupsOf(directory, count);
  const villagers = Array.from({ length: people }, (_, n) => {
    const group = groups[n % groups.length];
    const place = directory.places.find((p) => p.id === group?.places[0]);
    if (!group || !place) throw new Error("a county needs places and groups");
    return {
      id: `v${String(n + 1).padStart(4, "0")}`,
      name: chance.pick(surnames) + chance.pick(given),
      // No number of this kind belongs to anybody.
      phone: `1380000${String(n % 10_000).padStart(4, "0")}`,
      place,
      group: group.chatId,
    };
  });
  return { directory, groups, villagers };
}

export const surnameOf = (chance: Chance): string => chance.pick(surnames);
export const nameOf = (chance: Chance): string => chance.pick(surnames) + chance.pick(given);
