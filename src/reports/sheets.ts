// Tables as a workbook (.xlsx): every cell is text or a number, nothing is ever a formula.
import writeWorkbook, { type Row } from "write-excel-file/node";
import type { Report, Table } from "./report.ts";

type Sheet = { name: string; rows: (string | number)[][] /** Characters. */; widths?: readonly number[] };

const headStyle = { fontWeight: "bold", backgroundColor: "#f2f2f2", wrap: true, alignVertical: "center" } as const;
/** Excel takes no more characters in a cell. */
const longest = 32_000;
// Control characters are not allowed in a workbook's XML; a lone surrogate makes it unreadable.
const readable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .slice(0, longest);

const cells = (row: readonly (string | number)[], head: boolean): Row =>
  row.map((value) =>
    typeof value === "number"
      ? { value, type: Number, ...(head ? headStyle : {}) }
      : { value: readable(value), type: String, wrap: true, alignVertical: "top", ...(head ? headStyle : {}) },
  );

/** The workbook's bytes; each sheet's first row is its head and stays in sight. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const made = writeWorkbook(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31),
      data: rows.map((row, at) => cells(row, at === 0)),
      columns: (rows[0] ?? []).map((_, at) => ({ width: widths?.[at] ?? 14 })),
      stickyRowsCount: 1,
      orientation: "landscape" as const,
    })),
    { fontFamily: "宋体", fontSize: 11 },
  );
  return made.toBuffer();
}

const sheetOf = ({ title, head, rows }: Table): Sheet => ({ name: title, rows: [head, ...rows], widths: [26] });

/** A report's tables, after a first sheet with its sentences. */
export const reportWorkbook = (report: Report): Promise<Uint8Array> =>
  workbook([
    {
      name: "概况",
      rows: [[report.title], [report.period.name], ...[...report.sentences, ...report.warnings].map((s) => [s])],
      widths: [100],
    },
    ...report.tables.map(sheetOf),
  ]);
