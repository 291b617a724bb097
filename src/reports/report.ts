// A report as words and tables: what a head reads in the chat, what a meeting has on the table, what a card shows.
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { type Directory } from "../court/directory.ts";
import { judgeById, placeById } from "../court/finding.ts";
import type { Counts, Figures, Past, Rate } from "./figures.ts";
import { type HotSpot, hotSpots } from "./hotspots.ts";
import { sourceNames } from "./names.ts";
import { type Period, reportName } from "./period.ts";

export type Table = { title: string; head: string[]; rows: (string | number)[][] };
/** One figure of the card: how much it is, and how it stood before. */
export type Tile = { name: string; value: string; change: string };
/** A hot spot with what a recommendation about it would say; names, not ids. */
export type Spot = { cause: string; place: string; finding: string; features: string; to: string[] };
export type Report = {
  title: string;
  court: string;
  period: Period;
  tiles: Tile[];
  sentences: string[];
  /** Hot spots in words: where a judicial recommendation (司法建议) is worth a thought. */
  warnings: string[];
  spots: Spot[];
  tables: Table[];
};

export type ReportInput = {
  now: Figures;
  before: Figures;
  yearBefore: Figures;
  /** Earlier periods of the same length, for what is usual. */
  earlier: readonly Past[];
  directory: Directory;
  causes: ReadonlyMap<string, Cause>;
};

export const percent = ({ done, due }: Rate): string => (due === 0 ? "—" : `${Math.round((done / due) * 100)}%`);

export const yuanText = (yuan: number): string =>
  yuan >= 10_000 ? `${Math.round(yuan / 1_000) / 10}万元` : `${Math.round(yuan)}元`;

function change(now: number, was: number): string {
  if (was === 0) return now === 0 ? "与上期持平" : "上期没有";
  const share = Math.round(((now - was) / was) * 100);
  return share === 0 ? "与上期持平" : `比上期${share > 0 ? "多" : "少"}${Math.abs(share)}%`;
}

/** In a village with so few leads a number would point to a person. */
const smallest = 3;
const guarded = (count: number): string | number => (count > 0 && count < smallest ? `少于${smallest}` : count);

/** The counts of a column as they are shown: a single one that is held back could be had from the sum, so the next smallest is too. */
export function guardedColumn(counts: readonly number[]): (string | number)[] {
  const held = counts.filter((count) => count > 0 && count < smallest).length;
  const next = held === 1 ? Math.min(...counts.filter((count) => count >= smallest)) : null;
  const at = next === null ? -1 : counts.indexOf(next);
  return counts.map((count, n) => (n === at ? "略" : guarded(count)));
}

function guardedRows(rows: readonly { name: string | number; counts: number[]; rates: (string | number)[] }[]) {
  const columns = (rows[0]?.counts ?? []).map((_, at) => guardedColumn(rows.map(({ counts }) => counts[at] ?? 0)));
  return rows.map(({ name, rates }, n) => [name, ...columns.map((column) => column[n] ?? 0), ...rates]);
}

const sorted = (group: ReadonlyMap<string, Counts>): [string, Counts][] =>
  [...group].filter(([, c]) => c.registered + c.closed + c.open > 0).sort((x, y) => y[1].registered - x[1].registered);

const head = (first: string): string[] => [
  first,
  "登记",
  "办结",
  "调成",
  "转立案",
  "在办",
  "按时签收",
  "按时联系",
  "按时反馈",
  "按时办结",
];
const row = (name: string, c: Counts): (string | number)[] => [
  name,
  c.registered,
  c.closed,
  c.settled,
  c.filed,
  c.open,
  percent(c.inTime.accept),
  percent(c.inTime.contact),
  percent(c.inTime.feedback),
  percent(c.inTime.close),
];

const tilesOf = ({ now, before }: ReportInput): Tile[] => [
  { name: "登记线索", value: `${now.all.registered}件`, change: change(now.all.registered, before.all.registered) },
  { name: "办结", value: `${now.all.closed}件`, change: change(now.all.closed, before.all.closed) },
  {
    name: "诉前调成",
    value: percent({ done: now.all.settled, due: now.all.closed }),
    change: `上期${percent({ done: before.all.settled, due: before.all.closed })}`,
  },
  {
    name: "按时签收",
    value: percent(now.all.inTime.accept),
    change: `上期${percent(before.all.inTime.accept)}`,
  },
  {
    name: "按时反馈",
    value: percent(now.all.inTime.feedback),
    change: `上期${percent(before.all.inTime.feedback)}`,
  },
  {
    name: "已经付了",
    value: yuanText(now.all.recovered),
    change: change(now.all.recovered, before.all.recovered),
  },
];

function sentencesOf(input: ReportInput, names: Names): string[] {
  const { now, before, yearBefore } = input;
  const top = sorted(now.byCause)
    .filter(([, c]) => c.registered > 0)
    .slice(0, 3)
    .map(([cause, c]) => `${names.cause(cause)}${c.registered}件`);
  const { all, questions, withoutSuit } = now;
  const late = (["accept", "contact", "feedback", "close"] as const).flatMap((name) => {
    const { due, done } = all.inTime[name];
    return due > done ? [`${deadlineNames[name]}${due - done}件`] : [];
  });
  const themes = [...questions.themes].sort((x, y) => y[1] - x[1]).slice(0, 3);
  const quiet = withoutSuit.places.map(names.place);
  return [
    `本期登记线索${all.registered}件，上期${before.all.registered}件，去年同期${yearBefore.all.registered}件；办结${all.closed}件，在办${all.open}件。`,
    top.length > 0 ? `最多的是${top.join("、")}。` : "本期没有新登记的线索。",
    `办结的里头，诉前调成${all.settled}件（${percent({ done: all.settled, due: all.closed })}），转立案${all.filed}件；已经付了${yuanText(all.recovered)}，约定还要付${yuanText(all.promised)}。`,
    all.danger > 0 ? `涉及人身危险${all.danger}件。` : "",
    late.length > 0 ? `没有按时的：${late.join("、")}（到期还没办的也算）。` : "到期的都按时办了。",
    `${withoutSuit.due}个村和社区里，本期没有转立案的${withoutSuit.done}个${quiet.length > 0 && quiet.length < withoutSuit.due ? `（${quiet.slice(0, 20).join("、")}）` : ""}${now.filedPer10000 === null ? "" : `；万人成诉${now.filedPer10000}件`}。`,
    all.satisfied.due > 0 ? `回访${all.satisfied.due}件，满意的${percent(all.satisfied)}。` : "",
    questions.asked + questions.unanswered + questions.rated.due > 0
      ? `群众问法律问题${questions.asked}个，没答上来${questions.unanswered}个${themes.length > 0 ? `（多是${themes.map(([name]) => name).join("、")}）` : ""}；评价过的回答${questions.rated.due}次，说有用的${percent(questions.rated)}。`
      : "",
  ].filter(Boolean);
}

const deadlineNames = { accept: "签收", contact: "首次联系", feedback: "反馈", close: "办结" } as const;

const usualOf = ({ basis, expected }: HotSpot): string =>
  basis === "past"
    ? `按往常大约${expected.toFixed(1)}件`
    : `还没有往常的数可比，按全院和当地的件数推算大约${expected.toFixed(1)}件`;

const warningOf = (spot: HotSpot, names: Names): string =>
  `${names.place(spot.place)}的${names.cause(spot.cause)}有${spot.count}件，${usualOf(spot)}，碰巧这么多的可能不到${spot.chance < 0.001 ? "千分之一" : "百分之五"}（泊松检验），建议研究要不要发司法建议。`;

/** The same for a recommendation: what was found, how surely, and how such disputes ended. */
function spotOf(spot: HotSpot, { now, directory }: ReportInput, names: Names): Spot {
  const [cause, place] = [names.cause(spot.cause), names.place(spot.place)];
  const all = now.byCause.get(spot.cause);
  return {
    cause,
    place,
    finding: `${now.period.name}，${place}登记的${cause}有${spot.count}件，${usualOf(spot)}。按泊松检验（已按比较的格数校正），碰巧这么多的可能不到${spot.chance < 0.001 ? "千分之一" : "百分之五"}。`,
    features: `同期全院这类纠纷登记${all?.registered ?? 0}件，办结${all?.closed ?? 0}件，其中诉前调成${all?.settled ?? 0}件，转立案${all?.filed ?? 0}件。`,
    to: directory.co_handling[spot.cause] ?? [],
  };
}

type Names = { cause(id: string): string; place(id: string): string; judge(id: string): string };

/** Puts a report together; nothing in it names a party. */
export function reportOf(input: ReportInput): Report {
  const { now, directory, causes } = input;
  const names: Names = {
    cause: (id) => causes.get(id)?.name ?? id,
    place: (id) => placeById(directory, id)?.name ?? id,
    judge: (id) => judgeById(directory, id)?.name ?? "诉讼服务中心",
  };
  const mediator = (id: string): string => directory.mediators.find((m) => m.id === id)?.name ?? id;
  const tribunal = (id: string): string => directory.tribunals.find((t) => t.id === id)?.name ?? id;
  const table = (
    title: string,
    first: string,
    group: ReadonlyMap<string, Counts>,
    name: (id: string) => string,
  ): Table => ({
    title,
    head: head(first),
    rows: sorted(group).map(([id, counts]) => row(name(id), counts)),
  });
  const spots = hotSpots(now, input.earlier);
  const places = table("按地方", "地方", now.byPlace, names.place);
  return {
    title: `${directory.court.name}诉前解纷${reportName[now.period.kind]}`,
    court: directory.court.name,
    period: now.period,
    tiles: tilesOf(input),
    sentences: sentencesOf(input, names),
    warnings: spots.map((spot) => warningOf(spot, names)),
    spots: spots.map((spot) => spotOf(spot, input, names)),
    tables: [
      table("按纠纷类型", "类型", now.byCause, names.cause),
      {
        ...places,
        // A share of one or two would say what the count does not.
        rows: guardedRows(
          sorted(now.byPlace).map(([id, counts]) => {
            const rates = Object.values(counts.inTime).map((rate) => (rate.due < smallest ? "—" : percent(rate)));
            const [name, ...cells] = row(names.place(id), counts);
            return { name: name ?? "", counts: cells.slice(0, -rates.length).map(Number), rates };
          }),
        ),
      },
      table("按法庭", "法庭", now.byTribunal, tribunal),
      table("按法官", "法官", now.byJudge, names.judge),
      table("按调解员", "调解员", now.byMediator, mediator),
      table("按来源", "来源", now.bySource, (id) => sourceNames[id as Lead["source"]] ?? id),
    ].filter((t) => t.rows.length > 0),
  };
}

/** The report as a message in the chat. */
export const reportText = (report: Report): string =>
  [`${report.title}（${report.period.name}）`, ...report.sentences, ...report.warnings].join("\n");
