// Flows as operators write them: checked by file and line, plain checklists, and how a running one goes on.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFlow } from "../../src/leads/flows.ts";
import { begun, officesOf, openStep, stepped } from "../../src/leads/flows.ts";
import { leadSchema } from "../../src/leads/lead.ts";
import { leadOf } from "./sample.ts";

const root = new URL("../../intents/", import.meta.url);
const causes = new Set(readdirSync(new URL("causes/", root)).map((file) => file.replace(/\.yaml$/u, "")));
const files = readdirSync(new URL("flows/", root));
const good = `name: 几家一起办
about: 只是试一试
causes: [wages]
steps:
  - { id: look, what: 去看一看现场, by: coHandler, office: 住建办, within: 2 }
  - { id: meet, what: 约双方坐下来谈, by: mediator, within: 3 }
`;
const read = (text: string, offices?: Set<string>) =>
  parseFlow("try", text, "try.yaml", { causes, ...(offices ? { offices } : {}) });
const faults = (text: string, offices?: Set<string>): string[] => {
  const parsed = read(text, offices);
  return parsed.ok ? [] : parsed.faults.map((f) => `${f.line}: ${f.what}`);
};
const flow = () => {
  const parsed = read(good);
  if (!parsed.ok) throw new Error("the sample is faulty");
  return parsed.value;
};

describe("a flow's file", () => {
  it.each(files)("%s is whole", (file) => {
    const parsed = parseFlow(file, readFileSync(new URL(`flows/${file}`, root), "utf8"), file, { causes });
    expect(parsed.ok ? [] : parsed.faults).toEqual([]);
  });

  it("asks nothing of anybody by name, phone or sum", () => {
    for (const file of files) {
      const text = readFileSync(new URL(`flows/${file}`, root), "utf8");
      expect(text).not.toMatch(/\d{5,}|万元|[张王李赵]某/u);
    }
  });

  it.each([
    ["a cause that is none", good.replace("[wages]", "[wage]"), /^3: .*"wage" is no cause/u],
    ["an unknown key", good.replace("within: 2", "within: 2, if: yes"), /^5: .*unknown key "if"/u],
    ["an unknown role", good.replace("by: mediator", "by: police"), /^6: .*by/u],
    ["an office without a name", good.replace(", office: 住建办", ""), /^5: .*which office/u],
    [
      "an office beside another role",
      good.replace("by: mediator", "by: mediator, office: 派出所"),
      /^6: .*only a step/u,
    ],
    ["two steps of one id", good.replace("id: meet", "id: look"), /^6: .*used twice/u],
    ["half a working day", good.replace("within: 3", "within: 0.5"), /^6: .*within/u],
    ["a key that stands twice", good.replace("about:", "name: 又一个\nabout:"), /^2: /u],
  ])("is refused for %s, by its line", (_what, text, fault) => {
    expect(faults(text)).toEqual([expect.stringMatching(fault)]);
  });

  it("is refused for an office that the court does not have, where the court asks for the flow", () => {
    expect(faults(good, new Set(["住建办"]))).toEqual([]);
    expect(faults(good, new Set(["派出所"]))).toEqual([expect.stringMatching(/^5: .*"住建办" is not among contacts/u)]);
  });

  it("names its offices once each", () => expect(officesOf(flow())).toEqual(["住建办"]));
});

describe("a flow under way", () => {
  it("goes from step to step and is over after the last", () => {
    const first = begun(flow(), 10);
    expect(openStep(first)?.id).toBe("look");
    const second = stepped(first, "H08", 20, "看过了", false);
    expect(openStep(second)?.id).toBe("meet");
    const over = stepped(second, "M01", 30, "", true);
    expect(openStep(over)).toBeUndefined();
    expect(over).toMatchObject({ endedAt: 30, dueAt: null });
    expect(over.done.map((d) => d.skipped)).toEqual([false, true]);
  });

  it("fits the lead's schema, as does a lead from before there were flows", () => {
    expect(leadSchema.safeParse(leadOf({ flow: begun(flow(), 10), stepWith: "office:住建办" })).success).toBe(true);
    expect(leadSchema.safeParse(leadOf()).success).toBe(true);
  });
});
