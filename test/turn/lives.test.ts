// Random lives of a lead — moves, festivals, leave, silence, people who meddle — keep what must hold in every one of them.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import { judgeById } from "../../src/court/finding.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { type MoveName, moves } from "../../src/leads/moves.ts";
import type { Timer } from "../../src/turn/documents.ts";
import { type Driver, engineDriver, type Seen } from "../stories/driver.ts";

/** `LIVES=10000 npx vitest run test/turn/lives.test.ts` for the whole number; a sample of it in every run. */
const runs = Number(process.env["LIVES"] ?? "40");
const seed = 20_261_123;
const loaded = loadContent();

const hour = 3_600_000;
const report = "我叫李秀英13800005678，借给赵老三两万六他不还，柳树村的，去年5月的事，有借条，要回钱愿意调解";
const number = "2026-0001";
const judges = ["judge-zhang", "judge-wang", "judge-li", "judge-sun", "judge-qian"];
/** They have no part in the lead, whatever happens to it. */
const strangers = ["resident-sun", "grid-li", "judge-zhou", "mediator-bai", "women-he", "clerk-xia"];

const words = [
  `收 ${number}`,
  `退 ${number} 我要回避`,
  "退 办不了",
  `转 ${number} 刘桂芬`,
  `转 ${number} 派出所`,
  `转 ${number} 合适的调解员`,
  `移交 ${number} 王芳`,
  `移交 ${number} 张明`,
  `联系上了 ${number}`,
  `上门 ${number} 明天上午`,
  `远程 ${number} 周五下午`,
  `调解 ${number} 周一`,
  `反馈 ${number} 谈了一次`,
  `暂停 ${number} 等对方回来`,
  `恢复办理 ${number}`,
  `延期 ${number} 双方同意`,
  `办结 ${number} 调好了 还2万 月底前付清`,
  `办结 ${number} 谈崩了`,
  `付款 ${number} 5000元`,
  `重开 ${number} 反悔了`,
  `更正 ${number} 金额 3万`,
  `更正 ${number} 地点 河东村`,
  `撤回 ${number}`,
  `进度 ${number}`,
  `详情 ${number}`,
  `启动流程 ${number} wages`,
  `流程 ${number}`,
  `完成 ${number} 办了`,
  "完成",
  "办好了",
  `跳过 ${number}`,
  `停止流程 ${number}`,
  "投诉法官 没人管",
  "不满意",
  "1",
  "3",
];
const actors = [
  ...judges,
  "mediator-liu",
  "police-qin",
  "labour-duan",
  "clerk-tian",
  "resident-li",
  "office-du",
  ...strangers,
];

const file = "knowledge/court.sample.yaml";
const written = readFileSync(file, "utf8");
const place = "aliases: [柳树, 柳树屯, 老柳树], tribunal: ";
/** court.yaml as it is; with another judge for the place; of another tribunal; without the judge, who left. */
const courts = [
  written,
  written.replace(`${place}T1, judge: J02`, `${place}T1, judge: J03`),
  written.replace(`${place}T1, judge: J02`, `${place}T2, judge: J06`),
  written.replaceAll("J02", "J12").replace("name: 张明", "name: 钱进").replaceAll("judge-zhang", "judge-qian"),
].map((text) => ({ ...loaded, content: { ...loaded.content, directory: parseDirectory(text, file) } }));

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      who: fc.oneof(fc.constantFrom(...judges), fc.constantFrom(...actors)),
      text: fc.constantFrom(...words),
    }),
  },
  { weight: 1, arbitrary: fc.record({ court: fc.constantFrom(0, 1, 2, 3) }) },
  { weight: 2, arbitrary: fc.record({ hours: fc.constantFrom(1, 5, 20, 30, 72, 200, 700) }) },
);
/** Ordinary days, the eve of leave, of National Day, of New Year; a Saturday on duty. */
const starts = ["2026-11-24T10:00", "2026-11-27T17:30", "2026-09-30T16:00", "2026-12-31T09:00", "2026-12-12T10:00"];

async function begin(start: string): Promise<{ driver: Driver; heard: Seen[] }> {
  const driver = await engineDriver(loaded, start, ["p01"]);
  const heard: Seen[] = [];
  for (let n = 0; n < 12 && (await driver.all("lead")).length === 0; n++) {
    const readBack = heard.at(-1)?.text.includes("我念一遍") ?? false;
    const text = n === 0 ? report : readBack ? "对" : "不知道";
    await driver.say({ who: "resident-li", in: "private", text, mention: false });
    await driver.pass(4_000);
    heard.push(...(await driver.heard()));
  }
  return { driver, heard };
}

const leadIn = async (driver: Driver): Promise<Lead> => {
  const [doc] = await driver.all<Lead>("lead");
  if (!doc) throw new Error("the report was not registered");
  return doc.value;
};

/** What one step may have made of the lead. */
function follows(before: Lead, after: Lead, now: number, what: string): void {
  expect(after.timeline.slice(0, before.timeline.length), `${what}: rows stay`).toEqual(before.timeline);
  const fresh = after.timeline.slice(before.timeline.length);
  for (const row of fresh)
    expect(moves[row.move as MoveName].by as readonly string[], `${what}: ${row.move} by ${row.role}`).toContain(
      row.role,
    );
  if (after.status !== before.status || after.judge !== before.judge || after.recoveredYuan !== before.recoveredYuan)
    expect(
      fresh.length,
      `${what}: ${before.status} of ${before.judge} → ${after.status} of ${after.judge} has a row`,
    ).toBeGreaterThan(0);
  // A flow's open step lies with one, has its day, and ends with the lead; steps behind it stay.
  const open = after.flow && after.flow.endedAt === null;
  if (open) {
    expect(["closed", "withdrawn", "merged"], what).not.toContain(after.status);
    expect(after.flow?.dueAt, `${what}: the step has a day`).toBeGreaterThan(0);
  }
  expect(Boolean(after.stepWith), `${what}: a step with ${after.stepWith}`).toBe(Boolean(open));
  if (after.flow && before.flow?.startedAt === after.flow.startedAt)
    expect(after.flow.done.slice(0, before.flow.done.length), `${what}: steps stay`).toEqual(before.flow.done);
  const fired = after.fired ?? [];
  expect(new Set(fired).size, `${what}: every mark once`).toBe(fired.length);
  for (const mark of fired.filter((id) => !(before.fired ?? []).includes(id))) {
    const [, markStep = "", due = "0"] = /:(\w+)@(\d+)$/.exec(mark) ?? [];
    if (markStep !== "before" && !mark.startsWith("confirm"))
      expect(now, `${what}: ${mark} is not early`).toBeGreaterThanOrEqual(Number(due));
  }
}

it(`keeps what must hold in ${runs} random lives`, { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.array(step, { minLength: 3, maxLength: 14 }),
      async (start, steps) => {
        const { driver, heard } = await begin(start);
        try {
          let lead = await leadIn(driver);
          let now = loaded;
          for (const one of steps) {
            const what = `${start} ${JSON.stringify(one)}`;
            if ("court" in one) {
              now = courts[one.court] ?? loaded;
              await driver.restart(now);
            } else if ("text" in one) await driver.say({ who: one.who, in: "private", text: one.text, mention: false });
            else await driver.pass(one.hours * hour);
            heard.push(...(await driver.heard()));
            const next = await leadIn(driver);
            follows(lead, next, driver.now(), what);
            // A morning after court.yaml was changed, an open lead lies with somebody whom it names.
            const open = ["assigned", "accepted", "referred"].includes(next.status);
            if ("hours" in one && one.hours >= 30 && open && next.judge !== null)
              expect(judgeById(now.content.directory, next.judge), `${what}: ${next.judge}`).toBeDefined();
            // Nothing lies open that no clock will ever speak of again, unless everybody was told that it is overdue.
            if (open && !("court" in one) && !next.fired?.some((id) => id.startsWith("close:leader")))
              expect(
                (await driver.all<Timer>("timer")).some((t) => t.value.about === number),
                `${what}: a clock runs`,
              ).toBe(true);
            lead = next;
          }
          // Nobody reads the same reminder twice.
          const cards = heard
            .filter((s) => /^【(?:快到期|黄牌|红牌|超期|流程超期)】/u.test(s.text))
            .map((s) => `${s.chat} ${s.text}`);
          expect(cards.filter((c, i) => cards.indexOf(c) !== i)).toEqual([]);
          // Who has no part hears neither names nor numbers; an office that is told hears no names.
          for (const { chat, text } of heard)
            if (strangers.includes(chat) || chat === "police-qin" || chat === "labour-duan" || chat === "group")
              for (const secret of ["赵老三", "李秀英", "13800005678", "13800001234"])
                expect(text, `${chat} reads ${secret}`).not.toContain(secret);
        } finally {
          await driver.close();
        }
      },
    ),
    { seed, numRuns: runs },
  );
});
