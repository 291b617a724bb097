// The Chinese fonts that come with the project, cut into many small files: only those that a text needs are read.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type FontFile = { name: string; weight: 400 | 700; style: "normal"; data: Buffer };

type Subset = { key: string; ranges: [from: number, to: number][] };

const folder = (): string => dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans-sc/package.json"));

let subsets: Subset[] | undefined;

/** Which characters each file holds, as the package's own table says. */
function subsetsOf(): Subset[] {
  const table = JSON.parse(readFileSync(join(folder(), "unicode.json"), "utf8")) as Record<string, string>;
  return Object.entries(table).map(([key, ranges]) => ({
    key: key.replace(/[[\]]/g, ""),
    ranges: ranges.split(",").map((range): [number, number] => {
      const [from = "", to = from] = range.replace(/^U\+/i, "").split("-");
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    }),
  }));
}

const read = new Map<string, Buffer>();

/** The font files that hold every character of a text, in both weights; a character that no file holds is passed over. */
export function fontsFor(text: string): FontFile[] {
  subsets ??= subsetsOf();
  const needed = new Set(["latin"]);
  for (const character of new Set(text)) {
    const code = character.codePointAt(0) ?? 0;
    const found = subsets.find((s) => s.ranges.some(([from, to]) => code >= from && code <= to));
    if (found) needed.add(found.key);
  }
  return [...needed].flatMap((key) =>
    ([400, 700] as const).map((weight) => {
      const file = `noto-sans-sc-${key}-${weight}-normal.woff`;
      let data = read.get(file);
      if (!data) read.set(file, (data = readFileSync(join(folder(), "files", file))));
      return { name: `sc-${key}`, weight, style: "normal" as const, data };
    }),
  );
}
