// Routing by the eight rules, each case worked out by hand on the sample court.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Directory } from "../../src/court/directory.ts";
import { isOnLeave } from "../../src/court/finding.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import { routeLine, type RouteAnswer } from "../../src/court/route-batch.ts";
import { dutyJudge, route } from "../../src/court/routing.ts";

const sample = parseDirectory(
  readFileSync(new URL("../../knowledge/court.sample.yaml", import.meta.url), "utf8"),
  "court.sample.yaml",
);
const workday = "2026-11-23";

type Line = {
  text: string;
  cause?: string;
  date?: string;
  danger?: "none" | "watch" | "high";
  parties?: string[];
  ownership?: boolean;
  places?: { place: string; role: string }[];
};
const ask = (line: Line, directory: Directory = sample) => {
  const { text, ...rest } = line;
  return routeLine(directory, { id: "x", date: workday, ...rest, place_text: text }, workday);
};
const changed = (change: (directory: Directory) => void): Directory => {
  const copy = structuredClone(sample);
  change(copy);
  return copy;
};

type Expected = Partial<Omit<RouteAnswer, "reason">>;
const cases: [string, Line, Expected][] = [
  // Rule 1: place.
  [
    "a village by its alias",
    { text: "柳树屯老王欠钱" },
    {
      action: "assign",
      place: "柳树村",
      tribunal: "T1",
      judge: "张明",
      mediator: "M01",
      hand_over_to: null,
      escalate: [],
      co_handle: [],
    },
  ],
  [
    "an alias of two places",
    { text: "北沟老李占地", cause: "land" },
    { action: "ask-place", place: null, judge: null, tribunal: null, mediator: null },
  ],
  ["an alias of two places beside the name of one", { text: "三道沟村北沟" }, { place: "三道沟村", judge: "孙林" }],
  ["a place outside the list", { text: "双河镇王家村" }, { action: "service-center", place: null, judge: null }],
  ["a hamlet nobody listed", { text: "住李家沟" }, { action: "service-center" }],
  ["no place at all", { text: "老王欠我钱不还" }, { action: "ask-place" }],
  ["a tree, not a place", { text: "邻居砍了我家三棵柳树" }, { action: "ask-place" }],
  ["the town alone", { text: "松河镇" }, { action: "ask-place" }],
  ["an empty text", { text: "" }, { action: "ask-place" }],
  // Rule 2: leave. 陈静 is away 23–27 November, her deputy is 孙林.
  ["leave goes to the deputy", { text: "青石村" }, { judge: "孙林", tribunal: "T2" }],
  ["the last day of leave is leave", { text: "青石村", date: "2026-11-27" }, { judge: "孙林" }],
  ["back the day after leave", { text: "青石村", date: "2026-11-30" }, { judge: "陈静" }],
  ["one day of leave", { text: "月亮湖", date: "2026-12-07" }, { judge: "吴敏" }],
  // Rule 3: days off.
  [
    "National Day: on duty, handed over",
    { text: "河东村", date: "2026-10-02" },
    { judge: "张明", hand_over_to: "王芳", action: "assign" },
  ],
  ["the judge on duty is the place's", { text: "柳树村", date: "2026-10-02" }, { judge: "张明", hand_over_to: "张明" }],
  ["no roster: the head", { text: "柳树村", date: "2026-12-19" }, { judge: "李正", hand_over_to: "张明" }],
  ["make-up Saturday is a working day", { text: "柳树村", date: "2026-10-10" }, { judge: "张明", hand_over_to: null }],
  [
    "hand-over looks at the next working day",
    { text: "柳树村", date: "2026-11-28" },
    { judge: "王芳", hand_over_to: "王芳" },
  ],
  ["a judge back on Monday gets it", { text: "青石村", date: "2026-11-28" }, { judge: "孙林", hand_over_to: "陈静" }],
  ["a weekday of an unpublished year", { text: "柳树村", date: "2027-01-01" }, { judge: "张明", hand_over_to: null }],
  // Rule 4: specialists.
  [
    "a specialist of the tribunal",
    { text: "河东村", cause: "domestic-violence" },
    { judge: "张明", co_handle: ["派出所", "妇联"] },
  ],
  ["the specialist is away", { text: "河东村", cause: "domestic-violence", date: "2026-12-01" }, { judge: "王芳" }],
  ["no specialist at that tribunal", { text: "白桦林场", cause: "domestic-violence" }, { judge: "吴敏" }],
  // Rule 5: danger.
  ["danger adds the head", { text: "河东村", danger: "high" }, { judge: "王芳", escalate: ["李正"] }],
  ["the head is the recipient", { text: "和平街", danger: "high" }, { judge: "李正", escalate: ["高远"] }],
  ["the head is away", { text: "河东村", danger: "high", date: "2026-12-21" }, { judge: "王芳", escalate: ["高远"] }],
  ["watch tells nobody more", { text: "河东村", danger: "watch" }, { escalate: [] }],
  [
    "danger where two tribunals or one may be meant",
    { text: "北沟有人持刀", danger: "high" },
    { action: "ask-place", escalate: ["赵刚"] },
  ],
  [
    "danger in a quarrel over ownership",
    { text: "后山村两家争林地归谁，动刀了", cause: "forest-right", danger: "high" },
    { action: "guide-to-government", judge: null, escalate: ["孙林", "赵刚"] },
  ],
  // Rule 6: recusal.
  [
    "a unit named in recusals",
    { text: "柳树村，松河木业公司拖欠工资", cause: "wages" },
    { judge: "王芳", co_handle: ["人社所"] },
  ],
  ["a short name of that unit", { text: "柳树村，给松河木业干活没给钱" }, { judge: "王芳" }],
  ["a party given apart", { text: "河东村", parties: ["王大山"] }, { judge: "张明" }],
  ["judge and deputy both out: the head", { text: "柳树村松河木业公司和王大山合伙欠我钱" }, { judge: "李正" }],
  ["a relative by own word", { text: "柳树村的，对方是张明法官的表弟" }, { judge: "王芳" }],
  ["a judge who is only mentioned", { text: "柳树村的，上次张明法官给调解过" }, { judge: "张明" }],
  [
    "on duty but must recuse: the head",
    { text: "柳树村，松河木业公司欠钱", date: "2026-10-02" },
    { judge: "李正", hand_over_to: "王芳" },
  ],
  // Rule 7: ownership.
  [
    "ownership itself",
    { text: "后山村和三道沟村争一片林子归谁", cause: "forest-right" },
    { action: "guide-to-government", judge: null, tribunal: "T2" },
  ],
  [
    "encroachment under a clear title",
    { text: "后山村，我有林权证，他砍我的树", cause: "forest-right" },
    { action: "assign", judge: "孙林", co_handle: ["林业站"] },
  ],
  ["a rent quarrel", { text: "青石村，林地承包费没给", cause: "forest-right" }, { action: "assign" }],
  ["ownership as given", { text: "青石村", cause: "land", ownership: true }, { action: "guide-to-government" }],
  [
    "ownership denied as given",
    { text: "青石村地界归谁说不清", cause: "land", ownership: false },
    { action: "assign" },
  ],
  ["whose the child is, is no ownership", { text: "青石村，孩子归谁", cause: "divorce" }, { action: "assign" }],
  // Rule 8: two places.
  [
    "the respondent's place leads",
    { text: "我是柳树村的，欠我钱的是河东村老孙" },
    { place: "河东村", judge: "王芳", assist: "张明" },
  ],
  [
    "the place of harm leads",
    { text: "我住柳树村，在月亮湖景区滑雪摔伤", cause: "tourism" },
    { place: "月亮湖景区", judge: "郑洁", assist: "张明", co_handle: ["市场监管所", "文旅办"] },
  ],
  [
    "one judge for both places assists nobody",
    { text: "我是后山村的，对方是青石村的" },
    { place: "青石村", assist: null },
  ],
  [
    "roles as given",
    {
      text: "两个村的人",
      places: [
        { place: "柳树屯", role: "reporter" },
        { place: "河东村", role: "respondent" },
      ],
    },
    { place: "河东村", assist: "张明" },
  ],
  ["the respondent lives outside", { text: "我是柳树村的，被告是双河镇王家村的" }, { action: "service-center" }],
  [
    "the reporter lives outside",
    { text: "我是双河镇王家村的，被告是柳树村的" },
    { action: "assign", place: "柳树村", assist: null },
  ],
];

describe("routing", () => {
  it.each(cases)("%s", (_, line, expected) => {
    const answer = ask(line);
    expect(answer).toMatchObject(expected);
    expect(answer.reason).toMatch(/^[^。]+。$/u);
  });

  it("goes to the service centre, with place and tribunal, when judge, deputy and head are all away", () => {
    const away = changed((directory) => {
      for (const judge of directory.judges) if (judge.tribunal === "T2") judge.leave = [{ from: workday, to: workday }];
    });
    expect(ask({ text: "青石村", danger: "high" }, away)).toMatchObject({
      action: "service-center",
      place: "青石村",
      tribunal: "T2",
      judge: null,
      escalate: ["高远"],
    });
    expect(ask({ text: "青石村", date: "2026-11-24" }, away).judge).toBe("陈静");
  });

  it("does not go round when two judges are each other's deputies and the head is the judge", () => {
    const two = changed((directory) => {
      directory.judges[0]!.leave = [{ from: workday, to: workday }];
      directory.judges[2]!.leave = [{ from: workday, to: workday }];
    });
    expect(ask({ text: "和平街" }, two)).toMatchObject({ action: "service-center", judge: null });
  });

  it("skips whom a judge's own word or a dead line takes out", () => {
    expect(route(sample, { placeText: "柳树村", date: workday, recused: ["J02", "J03"] }).judge).toBe("J01");
  });

  it("says that the hand-over day is to be confirmed when the calendar is not published", () => {
    const decision = route(sample, { placeText: "柳树村", date: "2027-02-06" });
    expect(decision).toMatchObject({ judge: "J02", handOverTo: null, handOverOn: "2027-02-08", provisional: true });
    expect(decision.reason).toContain("待公布");
  });

  it("writes a reason that a judge would accept", () => {
    expect(ask({ text: "青石村", date: workday }).reason).toBe(
      "青石村由陈静法官负责，陈静法官休假，由代理的孙林法官接办。",
    );
    expect(ask({ text: "河东村", date: "2026-10-02", cause: "wages", danger: "high" }).reason).toBe(
      "河东村由王芳法官负责，10月2日是国庆节，由值班的张明法官先接下，10月8日移交王芳法官，同时告知人社所，情况危急，同时报告李正庭长。",
    );
  });

  it("says whom to speak to about a place on a day", () => {
    expect(dutyJudge(sample, "p04", workday)).toBe("J06");
    expect(dutyJudge(sample, "p01", "2026-12-12")).toBe("J01");
    expect(dutyJudge(sample, null, workday)).toBeNull();
  });

  it("refuses a date that is none", () => {
    expect(() => ask({ text: "柳树村", date: "2026-02-29" })).toThrow(/2026-02-29/);
  });

  it("always gives a reason and never a judge who is on leave or must recuse", () => {
    const words = [
      ...sample.places.flatMap((place) => [place.name, ...place.aliases]),
      "我是",
      "被告是",
      "的，",
      "事发在",
      "松河木业公司",
      "王大山",
      "孙大林",
      "欠钱",
      "归谁",
      "林地",
      "王家村",
      "张明法官的弟弟",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 6 }),
        fc.constantFrom("wages", "domestic-violence", "forest-right", "tourism", "other"),
        fc.integer({ min: 0, max: 150 }),
        fc.constantFrom("none", "watch", "high"),
        fc.subarray(sample.judges.map((judge) => judge.id)),
        (parts, cause, days, danger, recused) => {
          const date = new Date(Date.UTC(2026, 9, 1) + days * 86_400_000).toISOString().slice(0, 10);
          const decision = route(sample, { placeText: parts.join(""), cause, date, danger, recused });
          expect(decision.reason).toMatch(/^[^。]+。$/u);
          expect(recused).not.toContain(decision.judge);
          expect(recused).not.toContain(decision.baseJudge);
          const judge = sample.judges.find((row) => row.id === decision.judge);
          if (judge) {
            expect(isOnLeave(judge, date)).toBe(false);
            for (const who of judge.recusals) expect(parts.join("")).not.toContain(who);
          }
          if (decision.action === "assign") expect(judge).toBeDefined();
          if (danger !== "high") expect(decision.escalate).toEqual([]);
          else expect(decision.escalate.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
  });
});
