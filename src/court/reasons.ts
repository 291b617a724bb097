// The one Chinese sentence that says why a report goes where it goes, in words a judge would accept.
import type { Judge } from "./directory.ts";

/** One sentence of its parts; empty ones are left out. */
export const sentence = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("，")}。`;

const urgent = (high: boolean): string => (high ? "情况危急，先报警求助并报告值守人员" : "");

export const ask = (high: boolean): string =>
  sentence(["没有说到是哪个村、社区、林场或景区", "要先问清地点才能确定负责的法官", urgent(high)]);

export const tooManyPlaces = (words: string, names: readonly string[], high: boolean): string =>
  sentence([`“${words}”可能指${names.join("或")}`, "要先问清是哪一个", urgent(high)]);

export const outOfTown = (words: string, high: boolean): string =>
  sentence([`${words}不在本院各人民法庭负责的地点之内`, "由诉讼服务中心核实管辖", urgent(high)]);

export const government = (place: string, told: readonly string[]): string =>
  sentence([
    `${place}的这起争议是土地、林地权属争议`,
    "依法先由人民政府处理，对处理决定不服的再向法院起诉",
    told.length > 0 ? `情况危急，同时报告${told.join("、")}` : "",
  ]);

const monthDay = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

type Duty = {
  date: string;
  day: string;
  why: readonly string[];
  judge: Judge | null;
  base: Judge | null;
  on: string;
  provisional: boolean;
};

/** Why somebody else takes it in on a day off, and who has it from which day on. */
export function dutyReason({ date, day, why, judge, base, on, provisional }: Duty): string[] {
  const when = `${monthDay(on)}${provisional ? "（放假安排待公布）" : ""}`;
  const then =
    base === null ? "" : base.id === judge?.id ? `${when}起继续办理` : `${when}移交${base.name}${base.title}`;
  return [`${monthDay(date)}是${day}，${why.join("，")}`, then];
}
