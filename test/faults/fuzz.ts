// `npm run fuzz [-- --texts 100000 --seed 7 --file strings.json]`: any text at all through the reading and the whole turn.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { loadContent } from "../../src/content.ts";
import type { Draft, Lead } from "../../src/leads/lead.ts";
import { openDesk } from "../turn/desk.ts";
import { everyDoc } from "../stories/driver.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const given = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
};

const texts = Number(given("texts") ?? 100_000);
const seed = Number(given("seed") ?? Date.now() % 1_000_000);
const file = given("file");
const known = file === undefined ? [] : (JSON.parse(readFileSync(file, "utf8")) as string[]);

const crumbs = fc.constantFrom(
  ...Array.from(
    "我他你借欠打杀死了的从给跟把被在说要不没万千百十一二三零半元块月年号日村屯组路老小李王张家0123456789-. ,。?!\n\u200b\u202e😀",
  ),
  "\ud800",
  "去年腊月",
  "老孙家",
  "13800001234",
  "不对，是",
  "两万六",
  "登记",
  "取消",
  "对",
  "<script>",
  "%s%n",
  "' OR 1=1--",
);
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.array(crumbs, { maxLength: 60 }).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 120 }) },
  { weight: 1, arbitrary: fc.array(fc.nat(0xffff), { maxLength: 80 }).map((units) => String.fromCharCode(...units)) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 120 }) },
);

say(`${texts} texts, seed ${seed}, ${known.length} of them known to be hard`);
const loaded = loadContent({});
/** People of one desk; a store of its own keeps each quick to look through. */
const perDesk = 250;
const made = fc.sample(anything, { numRuns: Math.max(0, texts - known.length), seed });
const all = [...known, ...made];
let kept = 0;
const faults: string[] = [];
const began = performance.now();
for (let from = 0; from < all.length; from += perDesk) {
  const desk = await openDesk(loaded, "wechat", { platforms: { wechat: { writesFirst: true, privateLink: false } } });
  const some = all.slice(from, from + perDesk);
  for (const [n, text] of some.entries()) {
    try {
      await desk.say(`p${n}`, "登记");
      await desk.say(`p${n}`, text);
    } catch (error) {
      faults.push(`${JSON.stringify(text).slice(0, 200)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await desk.pass(12_000);
  const docs = [...(await everyDoc<Draft>(desk.store, "draft")), ...(await everyDoc<Lead>(desk.store, "lead"))];
  for (const { value } of docs) {
    const text = some[Number(/p(\d+)$/.exec(value.reporter)?.[1])] ?? "";
    kept++;
    if (!value.story.some((said) => text.includes(said.text)))
      faults.push(`${JSON.stringify(text).slice(0, 200)} was stored as ${JSON.stringify(value.story).slice(0, 200)}`);
  }
  await desk.store.close();
  if (from % 10_000 === 0) say(`  ${from + some.length} texts, ${kept} taken down, ${faults.length} faults`);
}
say(
  [
    `${all.length} texts in ${((performance.now() - began) / 1_000).toFixed(0)} s, ${kept} taken down as they were said`,
    ...faults.slice(0, 40),
    `${faults.length} faults`,
  ].join("\n"),
);
process.exitCode = faults.length > 0 ? 1 : 0;
