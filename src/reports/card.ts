// A report as one clean picture that is read on a phone: six figures, what there was most of, and where it was.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fontsFor } from "./fonts.ts";
import type { Report, Table } from "./report.ts";

/** Pixels: two for each of the 540 points that the card is laid out in, sharp on a phone. */
const width = 540;
const scale = 2;

const ink = "#1f2933";
const quiet = "#66727f";
const line = "#e3e7eb";
const accent = "#9f2f2a";
const bar = "#c9605a";

type Node = { type: string; props: { style: Record<string, string | number>; children?: Node[] | string } };
const box = (style: Record<string, string | number>, children: Node[] | string = []): Node => ({
  type: "div",
  props: { style: { display: "flex", ...style }, children },
});
const words = (text: string, style: Record<string, string | number>): Node => box(style, text);

const longestName = 11;
const short = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** The first rows of a table as bars; a number that is held back (少于3) gets none. */
function bars(table: Table | undefined, title: string): Node[] {
  const rows = (table?.rows ?? []).filter((row) => row[1] !== 0).slice(0, 5);
  if (rows.length === 0) return [];
  const most = Math.max(1, ...rows.map((row) => (typeof row[1] === "number" ? row[1] : 0)));
  return [
    words(title, { fontSize: 17, fontWeight: 700, marginTop: 22, marginBottom: 6 }),
    ...rows.map(([name, count]) =>
      box({ alignItems: "center", marginTop: 7, fontSize: 16 }, [
        words(short(String(name)), { width: 186, color: ink }),
        box({ width: 232, height: 14 }, [
          box({
            width: Math.round((232 * (typeof count === "number" ? count : 0)) / most),
            height: 14,
            backgroundColor: bar,
            borderRadius: 3,
          }),
        ]),
        words(String(count), { width: 66, justifyContent: "flex-end", fontWeight: 700 }),
      ]),
    ),
  ];
}

const tile = (name: string, value: string, change: string): Node =>
  box({ flexDirection: "column", width: 160, paddingTop: 14, paddingBottom: 12 }, [
    words(name, { fontSize: 15, color: quiet }),
    words(value, { fontSize: 32, fontWeight: 700, color: ink, marginTop: 1 }),
    words(change, { fontSize: 13, color: quiet, marginTop: 1 }),
  ]);

function layout(report: Report): Node {
  const table = (title: string): Table | undefined => report.tables.find((t) => t.title === title);
  return box(
    {
      flexDirection: "column",
      width,
      backgroundColor: "#ffffff",
      padding: 28,
      color: ink,
      lineHeight: 1.4,
      boxSizing: "border-box",
    },
    [
      words(report.title, { fontSize: 25, fontWeight: 700, color: accent }),
      words(report.period.name, { fontSize: 16, color: quiet, marginTop: 2 }),
      box({ height: 2, backgroundColor: accent, marginTop: 12 }),
      box(
        { flexWrap: "wrap" },
        report.tiles.map((t) => tile(t.name, t.value, t.change)),
      ),
      box({ height: 1, backgroundColor: line }),
      ...bars(table("按纠纷类型"), "什么事最多"),
      ...bars(table("按地方"), "哪里最多"),
      ...report.warnings
        .slice(0, 2)
        .map((warning, n) => words(`注意：${warning}`, { fontSize: 15, marginTop: n === 0 ? 20 : 6, color: accent })),
      words("由枫桥机器人按登记的线索统计，少于3件的地方不写具体数，能倒推出来的也略去。", {
        fontSize: 13,
        color: quiet,
        marginTop: 22,
      }),
    ],
  );
}

const textOf = (node: Node): string =>
  typeof node.props.children === "string" ? node.props.children : (node.props.children ?? []).map(textOf).join("");

let ready: Promise<typeof import("@resvg/resvg-wasm")> | undefined;
/** The drawing library, made ready once. */
const drawing = (): Promise<typeof import("@resvg/resvg-wasm")> =>
  (ready ??= (async () => {
    const library = await import("@resvg/resvg-wasm");
    await library.initWasm(readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
    return library;
  })());

/** The report's card as PNG. The first takes a moment longer: the libraries are loaded for it. */
export async function cardOf(report: Report): Promise<Uint8Array> {
  const [{ default: satori }, { Resvg }] = await Promise.all([import("satori"), drawing()]);
  const node = layout(report);
  const fonts = fontsFor(textOf(node));
  const family = [...new Set(fonts.map((f) => f.name))].join(", ");
  const root: Node = { ...node, props: { ...node.props, style: { ...node.props.style, fontFamily: family } } };
  const svg = await satori(root, { width, fonts });
  return new Resvg(svg, { fitTo: { mode: "width", value: width * scale } }).render().asPng();
}
