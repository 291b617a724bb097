// A year of stories on the clock: none twice, never more than the limit, no burst after the machine was off.
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { isDayOff, isQuiet, toCivil } from "../../src/court/calendar.ts";
import { weekOf } from "../../src/court/education.ts";
import { seedTimers } from "../../src/seeding.ts";
import type { GroupPosts } from "../../src/turn/documents.ts";
import { educationCommand } from "../../src/turn/education-words.ts";
import { type Driver, engineDriver, groupDoc } from "../stories/driver.ts";

const loaded = loadContent({});
const { stories } = loaded.content;
/** Without the reports, which take longer to make than a year of stories, and without reception days, which take a post of the week. */
const directory = { ...loaded.content.directory, schedules: {}, reception_days: [] };
const day = 86_400_000;
let driver: Driver | undefined;
afterEach(() => driver?.close());

const begun = async (start: string, places: string[] = ["p01"]): Promise<Driver> => {
  driver = await engineDriver(loaded, start, places);
  await seedTimers(driver.store(), directory, driver.now());
  return driver;
};
const posts = async (it: Driver, group = "room:group"): Promise<GroupPosts["posts"]> =>
  (await it.all<GroupPosts>("education")).find((doc) => doc.value.group === group)?.value.posts ?? [];

describe("a year of weeks", () => {
  it.each([
    ["p01", 50],
    ["p09", 50],
    ["p07", 50],
    ["p12", 50],
  ])(
    "tells the group of %s another story nearly every week, in its season, by day, on days the court sits",
    async (place, least) => {
      const it = await begun("2026-01-05 09:00", [place]);
      await it.pass(364 * day);
      const told = await posts(it);
      expect(told.length).toBeGreaterThanOrEqual(least);
      expect(new Set(told.map((p) => p.story)).size).toBe(told.length);
      expect(new Set(told.map((p) => weekOf(p.at))).size).toBe(told.length);
      for (const { at, story } of told) {
        expect(isDayOff(directory.calendar, toCivil(at).date) || isQuiet(at)).toBe(false);
        const months = stories.find((s) => s.id === story)?.months ?? [];
        expect(months.length === 0 || months.includes(Number(toCivil(at).date.slice(5, 7))), story ?? "").toBe(true);
      }
    },
    30_000,
  );

  it("may tell a story again after a year, and keeps no older record", async () => {
    const it = await begun("2026-01-05 09:00");
    await it.pass(2 * 364 * day);
    const kept = await posts(it);
    expect(kept.every((p) => p.at > it.now() - 374 * day)).toBe(true);
    expect(new Set(kept.map((p) => p.story)).size).toBe(kept.length);
  }, 30_000);
});

describe("the clock", () => {
  it("sends nothing for the weeks in which the machine was off, and goes on with the next", async () => {
    const it = await begun("2026-11-24 10:00");
    // The timer of Wednesday the 25th rings only three weeks later, on a Tuesday.
    const off = await it.all<{ dueAt: number }>("timer");
    expect(off.map((t) => toCivil(t.value.dueAt).date)).toContain("2026-11-25");
    const late = await engineDriver(loaded, "2026-12-15 10:00", ["p01"]);
    const timer = off.find((t) => t.key === "timer/education");
    await late
      .store()
      .commit({ at: late.now(), changes: [{ key: "timer/education", expect: 0, value: timer?.value }] });
    await seedTimers(late.store(), directory, late.now());
    await late.pass(3_600_000);
    expect(await late.heard()).toEqual([]);
    await late.pass(day);
    expect(await late.heard()).toHaveLength(1);
    await late.close();
  });

  it("sends what is a few hours late the same day, but not at night", async () => {
    for (const [start, count] of [
      ["2026-11-25 15:00", 1],
      ["2026-11-25 21:30", 0],
    ] as const) {
      const late = await engineDriver(loaded, start, ["p01"]);
      const slot = Date.parse("2026-11-25T10:00:00+08:00");
      const value = {
        id: "education",
        kind: "education",
        dueAt: slot,
        state: "pending",
        urgent: false,
        about: "education",
        data: {},
      };
      await late.store().commit({ at: late.now(), changes: [{ key: "timer/education", expect: 0, value }] });
      await late.pass(3_600_000);
      expect(await late.heard(), start).toHaveLength(count);
      await late.close();
    }
  });

  it("does not post twice when the bot starts again in the middle of the day", async () => {
    const it = await begun("2026-11-25 09:00");
    await it.pass(2 * 3_600_000);
    await it.restart();
    await seedTimers(it.store(), directory, it.now());
    await it.pass(5 * 3_600_000);
    expect(await posts(it)).toHaveLength(1);
  });

  it("keeps to each place's own hour, and passes over groups that are bound to no place or were left", async () => {
    const it = await begun("2026-11-24 10:00");
    const other = (id: string, places: string[], member = true) => ({
      key: `group/room:${id}` as const,
      expect: 0,
      value: { ...groupDoc("room", id, places), member },
    });
    await it
      .store()
      .commit({ at: it.now(), changes: [other("lake", ["p12"]), other("loose", []), other("left", ["p02"], false)] });
    await it.pass(5 * day);
    const at = async (group: string) =>
      (await posts(it, group)).map((p) => `${toCivil(p.at).date} ${toCivil(p.at).time}`);
    expect(await at("room:group")).toEqual(["2026-11-25 10:00"]);
    expect(await at("room:lake")).toEqual(["2026-11-26 15:00"]);
    expect(await at("room:loose")).toEqual([]);
    expect(await at("room:left")).toEqual([]);
  });
});

it("never passes the limit, whatever is announced, asked for, switched and waited", async () => {
  const step = fc.oneof(
    fc.constant({ who: "judge-zhang", where: "private" as const, text: "发通知 柳树村 周五普法课，都来听听" }),
    fc.constant({ who: "judge-zhang", where: "private" as const, text: "确认" }),
    fc.constant({ who: "office-du", where: "private" as const, text: "发通知 柳树村 周六巡回开庭" }),
    fc.constant({ who: "office-du", where: "private" as const, text: "确认" }),
    fc
      .constantFrom("普法关", "普法开", "普法每周1条", "普法每周3条")
      .map((text) => ({ who: "grid-wang", where: "group" as const, text })),
    fc.constant({ who: "resident-li", where: "group" as const, text: "普法" }),
    fc.integer({ min: 1, max: 60 }).map((hours) => ({ hours })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const it = await begun("2026-11-24 10:00");
      for (const one of steps)
        if ("hours" in one) await it.pass(one.hours * 3_600_000);
        else await it.say({ who: one.who, in: one.where, text: one.text, mention: one.where === "group" });
      await it.pass(day);
      const counted = (await posts(it)).filter((p) => p.what !== "asked");
      const weeks = counted.map((p) => weekOf(p.at));
      for (const week of new Set(weeks)) expect(weeks.filter((w) => w === week).length).toBeLessThanOrEqual(2);
      expect(counted.filter((p) => isQuiet(p.at))).toEqual([]);
      const told = (await posts(it)).flatMap((p) => p.story ?? []);
      expect(new Set(told).size).toBe(told.length);
      await it.close();
      driver = undefined;
    }),
    { numRuns: 25 },
  );
}, 60_000);

describe("the words", () => {
  it.each([
    "普法关",
    "关普法",
    "关闭普法",
    "普法关了",
    "不要普法",
    "不要普法了",
    "别发普法了。",
    "别在群里发普法了",
    "以后别往群里发案例了",
    "停止普法推送",
    "退订普法",
    "取消普法",
    "关掉本群的普法",
    "不用再发普法",
    "普法停了吧",
    "暂停普法",
    "以后别给我发普法了",
    "不想收这些普法短文了",
    "谁能把普法推送关了",
    "把群里的普法关掉",
    "关闭推送",
    "不要再推送了",
    "退订",
  ])("turn it off: %s", (text) => expect(educationCommand(text)).toEqual({ kind: "education", on: false }));
  it.each(["普法开", "打开普法", "开启普法", "恢复普法吧", "订阅普法", "普法打开", "要普法", "恢复推送", "订阅"])(
    "turn it on: %s",
    (text) => expect(educationCommand(text)).toEqual({ kind: "education", on: true }),
  );
  it.each([
    "普法",
    "讲个案例",
    "讲个故事听听",
    "来一个普法",
    "给我讲个案例",
    "普法一下",
    "再讲个案例",
    "发个普法",
    "给大家讲个法律故事",
    "以案释法",
  ])("ask for one: %s", (text) => expect(educationCommand(text)).toEqual({ kind: "tellStory" }));
  it.each([
    ["普法每周1条", 1],
    ["普法 每周最多两条", 2],
    ["普法改成一周一次", 1],
    ["普法每星期3条吧", 3],
    ["普法每周0条", 0],
  ])("set how many: %s", (text, perWeek) =>
    expect(educationCommand(text)).toEqual({ kind: "educationLimit", perWeek }),
  );
  it.each([
    ["发通知 柳树村 周五下午讲课，都来。", "柳树村 周五下午讲课，都来。", true],
    ["发通知：柳树村，周五讲课", "柳树村，周五讲课", true],
    ["发个通知 周五讲课", "周五讲课", true],
    ["通知 周五讲课", "周五讲课", false],
  ])("announce: %s", (text, rest, sure) => expect(educationCommand(text)).toEqual({ kind: "announce", rest, sure }));
  it.each([
    "通知书寄错了怎么办",
    "普法课几点",
    "他普法的时候打人",
    "案例里那个人后来怎么样了",
    "故事讲完了",
    "要案例判决书",
    "通知我去开庭我没去",
    "不要彩礼了",
    "关门了",
  ])("leave alone: %s", (text) => expect(educationCommand(text)).toBeNull());
});
