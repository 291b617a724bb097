// court.yaml as operators write it: what is accepted, and how every fault is told.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../src/content/faults.ts";
import { findMediators, headOf, hotlinesFor, leaderOf, mediatorsFor } from "../../src/court/finding.ts";
import { rolesOf } from "../../src/court/people.ts";
import { directoryWarnings, parseDirectory } from "../../src/court/parse.ts";

const sampleText = readFileSync(new URL("../../knowledge/court.sample.yaml", import.meta.url), "utf8");
const sample = parseDirectory(sampleText, "court.sample.yaml");

const minimal = `
court: { name: 松河县人民法院, service_center: { phone: "0400-1" } }
tribunals:
  - { id: T1, name: 松河镇人民法庭, head: J01, phone: 01234 }
judges:
  - { id: J01, name: 李正, tribunal: T1 }
  - { id: 2, name: 张明, tribunal: T1, deputy: J01, team: [nobody], leave: [[2026-3-9, 2026-03-13], 2026-04-01], accounts: { telegram: 010001 } }
places:
  - { id: p01, name: 柳树村, aliases: [柳树], tribunal: T1, judge: 2, population: 1200, mediator: }
duty: { T1: { 2026-5-2: J01 } }
co_handling: { wages: 人社所 }
`;

const faultsOf = (text: string): string[] => {
  try {
    parseDirectory(text, "court.yaml");
  } catch (error) {
    if (error instanceof ContentError) return error.message.split("\n");
    throw error;
  }
  return [];
};

describe("a small directory", () => {
  it("is enough with the keys of the plan, and fills in the rest", () => {
    const directory = parseDirectory(minimal, "court.yaml");
    expect(directory.tribunals[0]?.phone).toBe("01234");
    expect(directory.judges[1]).toMatchObject({ id: "2", title: "法官", accounts: { telegram: ["010001"] } });
    expect(directory.judges[1]?.leave).toEqual([
      { from: "2026-03-09", to: "2026-03-13" },
      { from: "2026-04-01", to: "2026-04-01" },
    ]);
    expect(directory.places[0]).toMatchObject({ kind: "village", judge: "2", population: 1200 });
    expect(directory.duty).toEqual({ T1: { "2026-05-02": ["J01"] } });
    expect(directory.co_handling).toEqual({ wages: ["人社所"] });
    expect(directory.deadlines.close).toBe(30);
  });

  it("may be written as JSON", () => {
    const json = JSON.stringify({
      court: { name: "甲" },
      tribunals: [{ id: "T", name: "庭", head: "J" }],
      judges: [{ id: "J", name: "法", tribunal: "T", deputy: null }],
      places: [{ id: 1, name: "村", tribunal: "T", judge: "J" }],
    });
    expect(parseDirectory(json, "court.json").places[0]?.id).toBe("1");
  });

  it("with sections of another program is read when unknown keys are to be ignored, and refused otherwise", () => {
    const other = `${minimal}\nweather: sunny\n`.replace("head: J01,", "head: J01, colour: red,");
    expect(faultsOf(other)).toEqual([
      'court.yaml:4: unknown key "colour" in tribunals[0]; correct its spelling or remove it',
      'court.yaml:13: unknown key "weather"; correct its spelling or remove it',
    ]);
    expect(parseDirectory(other, "court.yaml", { unknownKeys: "ignore" }).tribunals).toHaveLength(1);
  });
});

describe("faults", () => {
  it("are told all at once, each with its line and remedy", () => {
    const broken = minimal
      .replace("head: J01", "head: J99")
      .replace("2026-03-13]", "2026-02-30]")
      .replace("judge: 2,", "judge: J07,")
      .replace("2026-5-2: J01", "2026-5-2: J08");
    expect(faultsOf(broken)).toEqual([
      'court.yaml:4: tribunals[0].head: "J99" is not among judges; add it there or correct the id',
      'court.yaml:7: judges[1].leave[0][1]: "2026-02-30" is not a date; write it as 2026-10-01',
      'court.yaml:9: places[0].judge: "J07" is not among judges; add it there or correct the id',
      'court.yaml:10: duty.T1.2026-5-2: "J08" is not among judges; add it there or correct the id',
    ]);
  });

  it("tell of broken references also when the entry before is faulty itself", () => {
    const broken = minimal
      .replace("tribunal: T1, deputy: J01", "deputy: J01")
      .replace("judge: 2,", "judge: 2, mediator: M9,")
      .replace("mediator: }", "}");
    expect(faultsOf(broken)).toEqual([
      "court.yaml:7: judges[1].tribunal: is missing; add it",
      'court.yaml:9: places[0].mediator: "M9" is not among mediators; add it there or correct the id',
    ]);
  });

  it.each([
    [
      "a repeated key",
      minimal.replace("deputy: J01,", "deputy: J01, deputy: J02,"),
      "court.yaml:7: the key stands twice in the same block; keep one",
    ],
    ["a missing section", minimal.replace(/places:\n.*\n/, ""), "court.yaml:1: places: is missing; add it"],
    [
      "an id used twice",
      minimal.replace("id: 2,", "id: J01,").replace("judge: 2", "judge: J01").replace("deputy: J01, ", ""),
      'court.yaml:7: judges[1].id: "J01" is used twice; give each its own id',
    ],
    [
      "the own deputy",
      minimal.replace("deputy: J01", "deputy: 2"),
      "court.yaml:7: judges[1].deputy: a judge cannot be the own deputy; name another",
    ],
    [
      "leave that ends before it begins",
      minimal.replace("2026-03-13", "2026-03-01"),
      "court.yaml:7: judges[1].leave[0]: leave ends before it begins; write [first day, last day]",
    ],
    [
      "an unknown kind",
      minimal.replace("name: 柳树村,", "name: 柳树村, kind: city,"),
      'court.yaml:9: places[0].kind: Invalid option: expected one of "village"|"community"|"forest-farm"|"scenic-area"; correct the value',
    ],
    ["an empty file", "", "court.yaml:1: is empty; begin with court, tribunals, judges and places"],
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n`,
      "court.yaml:1: Excessive alias count indicates a resource exhaustion attack; write the values out instead of aliases",
    ],
    ["bytes that are no UTF-8", "court: \uFFFD", "court.yaml:1: is not UTF-8; save the file as UTF-8"],
  ])("name %s", (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it("name an account that two people claim", () => {
    const two = minimal.replace("tribunal: T1 }\n", "tribunal: T1, accounts: { telegram: '010001' } }\n");
    expect(faultsOf(two)[0]).toMatch(
      /court.yaml:7: judges\[1\].accounts.telegram: account "010001" already belongs to 李正/,
    );
  });
});

describe("the sample court", () => {
  it("knows who is behind an account", () => {
    expect(rolesOf(sample, "room", "judge-zhao").map((part) => part.role)).toEqual(["judge", "head"]);
    expect(rolesOf(sample, "telegram", "10201")).toEqual([
      { role: "gridWorker", ref: "G01", name: "王小燕", places: ["p01"] },
    ]);
    expect(rolesOf(sample, "room", "police-qin")[0]?.role).toBe("coHandler");
    expect(rolesOf(sample, "wechat", "judge-zhao")).toEqual([]);
  });

  it("finds the head, the leader in charge and the mediators for a matter", () => {
    expect(headOf(sample, "T2")?.name).toBe("赵刚");
    expect(leaderOf(sample, "T3", "2026-11-23")?.name).toBe("钱立新");
    expect(mediatorsFor(sample, "p02", "wages", "2026-11-23").map((mediator) => mediator.name)).toEqual([
      "韩福来",
      "冯志国",
      "林森",
    ]);
    expect(findMediators(sample, "转刘桂芬调解")[0]?.id).toBe("M01");
    expect(findMediators(sample, "转青石村调委会")[0]?.id).toBe("M04");
  });

  it("says the numbers for every danger, and those for this one", () => {
    expect(hotlinesFor(sample, []).map((line) => /打(\d+)/.exec(line)?.[1])).toEqual(["110", "120"]);
    expect(hotlinesFor(sample, ["domestic-violence"])[2]).toContain("12338");
    expect(hotlinesFor({ ...sample, hotlines: [] }, ["suicide"]).join()).toContain("12356");
  });

  it("gives no warning before the year turns, and then names the year that is not published", () => {
    expect(directoryWarnings(sample, "2026-11-23")).toEqual([]);
    expect(directoryWarnings(sample, "2026-12-01")[0]).toMatch(/^2027: no statutory calendar/);
  });
});
