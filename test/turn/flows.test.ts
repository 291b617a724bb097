// Flows on the engine: every role's step finds its holder, days are counted as said, and a started flow keeps its steps.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { toCivil } from "../../src/court/calendar.ts";
import { type Flow, stepRoles } from "../../src/leads/flows.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { type Driver, engineDriver, type Seen } from "../stories/driver.ts";

const loaded = loadContent();
const report = "我叫李秀英13800005678，借给赵老三两万六他不还，柳树村的，去年5月的事，有借条，要回钱愿意调解";
const step = (id: string, by: Flow["steps"][number]["by"], more: Partial<Flow["steps"][number]> = {}) => ({
  id,
  what: `要办的事${id}`,
  by,
  within: 2,
  from: "before" as const,
  ...more,
});
const flowOf = (steps: Flow["steps"]): Flow => ({
  id: "try",
  name: "试着一起办",
  about: "",
  causes: ["private-lending"],
  steps,
});

let driver: Driver;
const heard: Seen[] = [];
const say = async (who: string, text: string): Promise<string[]> => {
  await driver.say({ who, in: "private", text, mention: false });
  await driver.pass(4_000);
  const now = await driver.heard();
  heard.push(...now);
  return now.map((s) => `${s.chat}: ${s.text}`);
};
const lead = async (): Promise<Lead> => (await driver.all<Lead>("lead"))[0]!.value;

async function begin(steps: Flow["steps"], start = "2026-11-17T10:00"): Promise<void> {
  const content = { ...loaded.content, flows: new Map([["try", flowOf(steps)]]) };
  driver = await engineDriver({ ...loaded, content }, start, ["p01"]);
  for (let n = 0; n < 12 && (await driver.all("lead")).length === 0; n++) {
    const readBack = heard.at(-1)?.text.includes("我念一遍") ?? false;
    await say("resident-li", n === 0 ? report : readBack ? "对" : "不知道");
  }
  await say("judge-zhang", "启动流程");
}

beforeEach(() => void heard.splice(0));
afterEach(() => driver.close());

describe("a step", () => {
  const holders: Record<(typeof stepRoles)[number], [string, string]> = {
    judge: ["staff:J02", "judge-zhang"],
    head: ["staff:J01", "judge-li"],
    clerk: ["staff:C01", "clerk-tian"],
    assistant: ["staff:A01", "assistant-xu"],
    mediator: ["staff:M02", "mediator-han"],
    coHandler: ["office:派出所", "police-qin"],
    reporter: ["person:room:resident-li", "resident-li"],
  };

  it.each(stepRoles)("by %s lies with them, and 完成 from them carries it on", async (by) => {
    const [key, account] = holders[by];
    await begin([step("a", by, by === "coHandler" ? { office: "派出所" } : {}), step("b", "judge")]);
    expect((await lead()).stepWith).toBe(key);
    expect(heard.some((s) => s.chat === account && s.text.includes("要办的事a"))).toBe(true);
    await say(account, "完成 都好了");
    expect((await lead()).flow?.done).toHaveLength(1);
    expect((await lead()).timeline.at(-1)).toMatchObject({
      move: "stepDone",
      why: `第1步（${by === "coHandler" ? "派出所" : names[by]}） 都好了`,
    });
    expect((await lead()).stepWith).toBe("staff:J02");
  });
  const names: Record<string, string> = {
    judge: "法官",
    head: "庭长",
    clerk: "书记员",
    assistant: "法官助理",
    mediator: "调解员",
    reporter: "反映人",
  };

  it("of an office that the court does not have lies with the judge, who reads whose it is", async () => {
    await begin([step("a", "coHandler", { office: "水利站" }), step("b", "judge")]);
    expect((await lead()).stepWith).toBe("staff:J02");
    expect(heard.some((s) => s.chat === "judge-zhang" && s.text.includes("没有能收消息的水利站"))).toBe(true);
  });

  it("counts its days from the step before, or from the start where it says so, and never ends before tomorrow", async () => {
    await begin([
      step("a", "judge", { within: 1 }),
      step("b", "judge", { within: 3, from: "start" }),
      step("c", "judge", { within: 1, from: "start" }),
    ]);
    const due = async () => toCivil((await lead()).flow?.dueAt ?? 0);
    expect(await due()).toMatchObject({ date: "2026-11-18", time: "18:00" });
    await say("judge-zhang", "完成");
    expect((await due()).date).toBe("2026-11-20");
    await driver.pass(3 * 86_400_000);
    await say("judge-zhang", "完成");
    expect((await due()).date).toBe("2026-11-23");
  });

  it("is counted over Spring Festival and a make-up Saturday", async () => {
    await begin([step("a", "judge", { within: 3 }), step("b", "judge")], "2026-02-12T10:00");
    // 2026: holidays 15–23 February, make-up workdays 14 and 28 February: 13, 14, 24.
    expect(toCivil((await lead()).flow?.dueAt ?? 0).date).toBe("2026-02-24");
  });
});

describe("after a machine was off", () => {
  const said = async (): Promise<Seen[]> => driver.heard();
  const steps = [step("a", "coHandler", { office: "派出所" }), step("b", "judge")];

  it("tells a holder all that is late in one message, and the judge in the one summary", async () => {
    await begin(steps);
    const [doc] = await driver.all<Lead>("lead");
    const [timer] = (await driver.all<{ about: string }>("timer")).filter((t) => t.key === "timer/due:2026-0001");
    // A second lead with the same step, as it would have come the same morning.
    await driver.store().commit({
      at: driver.now(),
      changes: [
        { key: "lead/2026-0002", expect: 0, value: { ...doc?.value, id: "2026-0002" } },
        { key: "timer/due:2026-0002", expect: 0, value: { ...timer?.value, id: "due:2026-0002", about: "2026-0002" } },
      ],
    });
    driver.off?.(6 * 86_400_000);
    await driver.pass(10 * 60_000);
    const heardNow = await said();
    const police = heardNow.filter((s) => s.chat === "police-qin").map((s) => s.text);
    expect(police).toEqual([expect.stringMatching(/要您办的有2步[\s\S]*2026-0001[\s\S]*2026-0002/u)]);
    const judge = heardNow.filter((s) => s.chat === "judge-zhang").map((s) => s.text);
    expect(judge).toEqual([expect.stringMatching(/^【超期汇总】/u)]);
    await driver.pass(2 * 86_400_000);
    expect((await said()).filter((s) => s.chat === "police-qin")).toEqual([]);
  });
});

describe("a flow", () => {
  it("keeps the steps it was started with when its file is changed meanwhile", async () => {
    await begin([step("a", "judge"), step("b", "judge")]);
    await driver.restart({ ...loaded, content: { ...loaded.content, flows: new Map() } });
    await say("judge-zhang", "完成");
    expect((await lead()).flow?.done).toHaveLength(1);
    expect((await say("judge-zhang", "流程")).join()).toContain("要办的事b");
  });

  it("asks which one where two are made for the cause, and is started by its name", async () => {
    const two = new Map([
      ["one", { ...flowOf([step("a", "judge"), step("b", "judge")]), id: "one", name: "第一种办法" }],
      ["two", { ...flowOf([step("c", "judge"), step("d", "judge")]), id: "two", name: "第二种办法" }],
    ]);
    await begin([step("a", "judge"), step("b", "judge")]);
    await say("judge-zhang", "停止流程");
    await driver.restart({ ...loaded, content: { ...loaded.content, flows: two } });
    expect((await say("judge-zhang", "启动流程")).join()).toContain("2. 第二种办法");
    await say("judge-zhang", "2");
    expect((await lead()).flow).toMatchObject({ id: "two", endedAt: null });
  });

  it("is refused to a mediator and recorded", async () => {
    await begin([step("a", "judge"), step("b", "judge")]);
    expect((await say("mediator-liu", "停止流程 2026-0001")).join()).toMatch(/mediator-liu: /u);
    const audit = (await driver.all<{ action: string; outcome: string }>("audit")).map((d) => d.value);
    expect(audit.at(-1)).toMatchObject({ action: "stopFlow", outcome: "refused" });
    expect((await lead()).flow?.endedAt).toBeNull();
  });

  it("leaves 办好了 of a judge without a step to mean the whole lead", async () => {
    await begin([step("a", "coHandler", { office: "派出所" }), step("b", "judge")]);
    await say("judge-zhang", "办好了 2026-0001 双方和好了");
    expect(await lead()).toMatchObject({ status: "closed", stepWith: null });
  });
});
