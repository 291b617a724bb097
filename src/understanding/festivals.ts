// Festivals and holidays that people date things by, of the civil and of the lunar calendar.
import { fromLunar, lunarMonthDays, solarTerm } from "./lunar.ts";
import { parseNumber } from "./numbers.ts";

const solarFestivals: Record<string, string> = {
  元旦: "01-01",
  妇女节: "03-08",
  三八妇女节: "03-08",
  三八节: "03-08",
  清明: "04-05",
  清明节: "04-05",
  五四: "05-04",
  儿童节: "06-01",
  七一: "07-01",
  教师节: "09-10",
  冬至: "12-22",
  双十一: "11-11",
  双11: "11-11",
  劳动节: "05-01",
  国庆: "10-01",
  国庆节: "10-01",
};
/** The solar terms that people date by, with the month in which each falls. */
const terms: Record<string, [number, string]> = {
  立春: [2, "the_beginning_of_spring"],
  打春: [2, "the_beginning_of_spring"],
  惊蛰: [3, "the_waking_of_insects"],
  春分: [3, "the_spring_equinox"],
  谷雨: [4, "grain_rain"],
  立夏: [5, "the_beginning_of_summer"],
  芒种: [6, "grain_in_beard"],
  夏至: [6, "the_summer_solstice"],
  立秋: [8, "the_beginning_of_autumn"],
  处暑: [8, "the_end_of_heat"],
  白露: [9, "white_dew"],
  秋分: [9, "the_autumn_equinox"],
  寒露: [10, "code_dew"],
  霜降: [10, "frost_descent"],
  小暑: [7, "lesser_heat"],
  大暑: [7, "greater_heat"],
  小寒: [1, "lesser_cold"],
  大寒: [1, "greater_cold"],
  立冬: [11, "the_beginning_of_winter"],
};
const lunarFestivals: Record<string, [number, number]> = {
  春节: [1, 1],
  元宵: [1, 15],
  二月二: [2, 2],
  端午: [5, 5],
  端阳: [5, 5],
  五月: [5, 5],
  八月: [8, 15],
  七夕: [7, 7],
  中元: [7, 15],
  鬼节: [7, 15],
  中秋: [8, 15],
  重阳: [9, 9],
  腊八: [12, 8],
  小年: [12, 23],
  除夕: [12, 30],
  年三十: [12, 30],
  大年三十: [12, 30],
};

/** The date of a festival in a civil year (a lunar one may begin in the year before). */
export function festivalIn(name: string, year: number): string | null {
  const solar =
    solarFestivals[name] ??
    (name.startsWith("五一")
      ? "05-01"
      : name.startsWith("十一")
        ? "10-01"
        : name.startsWith("六一")
          ? "06-01"
          : name.startsWith("八一")
            ? "08-01"
            : undefined);
  if (solar) return `${year}-${solar}`;
  const term = terms[name];
  if (term) return solarTerm(year, term[0], term[1]);
  const first = /^(?:大年|正月|年)初(.{1,2})$/u.exec(name);
  if (first) return fromLunar(year, 1, parseNumber(first[1]!) ?? 1);
  const lunar = lunarFestivals[name.replace(/节$/u, "")] ?? lunarFestivals[name];
  if (!lunar) return null;
  // What falls in the twelfth month is said by the year that is ending, which in the civil calendar is already the next.
  if (lunar[0] === 12) return fromLunar(year - 1, 12, Math.min(lunar[1], lunarMonthDays(year - 1, 12)));
  return fromLunar(year, lunar[0], lunar[1]);
}
