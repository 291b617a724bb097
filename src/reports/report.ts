// A report as words and tables: what a head reads in the chat, what a meeting has on the table, what a card shows.
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { type Directory, judgeById, placeById } from "../court/directory.ts";
import type { Counts, Figures, Rate } from "./figures.ts";
import { type HotSpot, hotSpots } from "./hotspots.ts";
import { sourceNames } from "./names.ts";
import { type Period, reportName } from "./period.ts";

export type Table = { title: string; head: string[]; rows: (string | number)[][] };
/** One figure of the card: how much it is, and how it stood before. */
export type Tile = { name: string; value: string; change: string };
export type Report = {
  title: string;
  court: string;
  period: Period;
  tiles: Tile[];
  sentences: string[];
  /** Hot spots in words: where a judicial recommendation (司法建议) is worth a thought. */
  warnings: string[];
  tables: Table[];
};

export type ReportInput = {
  now: Figures;
  before: Figures;
  yearBefore: Figures;
  /** Earlier periods of the same length, for what is usual. */
  earlier: readonly Figures[];
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

const sorted = (group: ReadonlyMap<string, Counts>): [string, Counts][] =>
  [...group].filter(([, c]) => c.registered + c.closed + c.open > 0).sort((x, y) => y[1].registered - x[1].registered);

const head = (first: string): string[] => [first, "登记", "办结", "调成", "转立案", "在办", "按时签收", "按时反馈"];
const row = (name: string, c: Counts): (string | number)[] => [
  name,
  c.registered,
  c.closed,
  c.settled,
  c.filed,
  c.open,
  percent(c.acceptedInTime),
  percent(c.feedbackInTime),
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
    value: percent(now.all.acceptedInTime),
    change: `上期${percent(before.all.acceptedInTime)}`,
  },
  {
    name: "按时反馈",
    value: percent(now.all.feedbackInTime),
    change: `上期${percent(before.all.feedbackInTime)}`,
  },
  {
    name: "追回、约定给付",
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
  const late = now.all.acceptedInTime.due - now.all.acceptedInTime.done;
  return [
    `本期登记线索${now.all.registered}件，上期${before.all.registered}件，去年同期${yearBefore.all.registered}件；办结${now.all.closed}件，在办${now.all.open}件。`,
    top.length > 0 ? `最多的是${top.join("、")}。` : "本期没有新登记的线索。",
    `办结的里头，诉前调成${now.all.settled}件，转立案${now.all.filed}件；追回和约定给付${yuanText(now.all.recovered)}。`,
    now.all.danger > 0 ? `涉及人身危险${now.all.danger}件。` : "",
    late > 0 ? `没有按时签收的${late}件（到期还没签收的也算）。` : "到期的都按时签收了。",
    `${now.withoutSuit.due}个村和社区里，本期没有转立案的${now.withoutSuit.done}个${now.filedPer10000 === null ? "" : `；万人成诉${now.filedPer10000}件`}。`,
    now.questions.unanswered + now.questions.rated.due > 0
      ? `没答上来的问题${now.questions.unanswered}个；群众评价过的回答${now.questions.rated.due}次，说有用的${percent(now.questions.rated)}。`
      : "",
  ].filter(Boolean);
}

const warningOf = (spot: HotSpot, names: Names): string =>
  `${names.place(spot.place)}的${names.cause(spot.cause)}有${spot.count}件，按往常大约${spot.expected.toFixed(1)}件，碰巧这么多的可能不到${spot.chance < 0.001 ? "千分之一" : "百分之五"}（泊松检验），建议研究要不要发司法建议。`;

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
  const places = table("按地方", "地方", now.byPlace, names.place);
  return {
    title: `${directory.court.name}诉前解纷${reportName[now.period.kind]}`,
    court: directory.court.name,
    period: now.period,
    tiles: tilesOf(input),
    sentences: sentencesOf(input, names),
    warnings: hotSpots(now, input.earlier).map((spot) => warningOf(spot, names)),
    tables: [
      table("按纠纷类型", "类型", now.byCause, names.cause),
      {
        ...places,
        rows: places.rows.map(([name, ...counts]) => [
          name ?? "",
          ...counts.map((c) => (typeof c === "number" ? guarded(c) : c)),
        ]),
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
