// Ledgers as workbooks: which layouts, of which time and place, and how much of people's data.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentError, UsageError } from "../content/faults.ts";
import { fromCivil } from "../court/calendar.ts";
import type { Lead } from "../leads/lead.ts";
import { file, type MadeFile, type MakerOptions, pages, type Product } from "./files.ts";
import { type Filter, fits, ledgerRows, type Layout, parseLayout } from "./ledger.ts";
import { periodMeant } from "./make-report.ts";
import type { PeriodKind } from "./period.ts";
import { workbook } from "./sheets.ts";

/** All ledger layouts by the name of their file; throws every fault of every file. */
export function layouts(knowledge: string): Map<string, Layout> {
  const folder = join(knowledge, "ledgers");
  const found = new Map<string, Layout>();
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".yaml"))) {
    const path = join(folder, name);
    const parsed = parseLayout(readFileSync(path, "utf8"), path);
    if (!parsed.ok) throw new ContentError(parsed.faults);
    found.set(name.slice(0, -5), parsed.value);
  }
  return found;
}

/** `本月`, `上月`, `本季`, `今年`, `2026-10`, or everything. */
function span(when: string, today: string): { from: number; to: number; name: string } {
  const kind: PeriodKind | null = /周/u.test(when)
    ? "week"
    : /月|^\d{4}-\d{2}$/u.test(when)
      ? "month"
      : /季/u.test(when)
        ? "quarter"
        : null;
  if (kind !== null) {
    const period = periodMeant(kind, when, today);
    return { from: period.start, to: period.end, name: period.name };
  }
  const year = when.endsWith("年") ? Number(today.slice(0, 4)) - (/去/u.test(when) ? 1 : 0) : null;
  if (year === null) return { from: 0, to: Number.MAX_SAFE_INTEGER, name: "全部" };
  return { from: fromCivil(`${year}-01-01`), to: fromCivil(`${year + 1}-01-01`), name: `${year}年` };
}

/** From the command line: by the name of its file, all without one. */
function byId(known: Map<string, Layout>, id: string | undefined): Layout[] {
  if (!id) return [...known.values()];
  const layout = known.get(id);
  if (!layout) throw new UsageError(`there is no ledger layout "${id}"; one of ${[...known.keys()].join(", ")}`);
  return [layout];
}

/** In a chat: by what people call it, the usual ones when they name none; null when none is called so. */
function byWords(known: Map<string, Layout>, words: string): Layout[] | null {
  const all = [...known.values()];
  const meant =
    words === "" ? all.filter((layout) => layout.usual) : all.filter((layout) => layout.called.includes(words));
  return meant.length > 0 ? meant : words === "" ? all : null;
}

const titles = (known: Map<string, Layout>): string =>
  [...known.values()].flatMap(({ called }) => (called[0] ? [`${called[0]}台账`] : [])).join("、");

export async function ledgerFiles(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
  const { directory, causes } = options;
  const { from, to, name } = span(asked["when"] ?? "", asked["today"] ?? "");
  const { place, cause, judge, state } = asked;
  const filter: Filter = {
    from,
    to,
    ...(place ? { place } : {}),
    ...(cause ? { cause } : {}),
    ...(judge ? { judge } : {}),
    ...(state === "open" || state === "closed" ? { state } : {}),
  };
  const leads: Lead[] = [];
  for await (const page of pages<Lead>(options.store, "lead")) leads.push(...page.filter((lead) => fits(lead, filter)));
  const known = layouts(options.knowledge);
  const wanted = asked["called"] === undefined ? byId(known, asked["layout"]) : byWords(known, asked["called"]);
  if (wanted === null)
    return {
      text: `没有“${asked["called"]}”这样的台账。可以写地方全名、纠纷类型、在办或办结，或者：${titles(known)}。`,
      files: [],
    };
  const made: MadeFile[] = [];
  let count = 0;
  for (const layout of wanted) {
    const rows = ledgerRows(leads, layout, { directory, causes }, filter, asked["personal"] === "yes");
    count = Math.max(count, rows.length - 1);
    made.push(
      file(
        `${layout.title} ${name}`,
        "xlsx",
        await workbook([{ name: layout.title, rows, widths: layout.columns.map((c) => c.width) }]),
      ),
    );
  }
  return { text: `台账（${name}），共${count}件。`, files: made };
}
