// Somebody told of by a part and by a name is one party, and nobody is given a name that is not theirs.
import { describe, expect, it } from "vitest";
import type { Party } from "../../src/leads/lead.ts";
import { joinSame } from "../../src/leads/same-person.ts";

const party = (name: string, role: Party["role"], phone: string | null = null): Party => ({
  name,
  role,
  as: "",
  phone,
  words: name,
});

describe("parties told of twice", () => {
  it("gives 老板 his name when one is said", () => {
    expect(joinSame([party("老板", "respondent", "13800000001"), party("崔四喜", "other")])).toEqual([
      { ...party("崔四喜", "respondent", "13800000001"), as: "老板" },
    ]);
  });
  it("knows 老潘 in 潘大志, and not in 王大志", () => {
    expect(joinSame([party("老潘", "respondent"), party("潘大志", "other")]).map((p) => p.name)).toEqual(["潘大志"]);
    expect(joinSame([party("老潘", "respondent"), party("王大志", "other")]).map((p) => p.name)).toEqual([
      "老潘",
      "王大志",
    ]);
  });
  it("guesses nothing when two names could be meant", () => {
    const both = [party("老板", "respondent"), party("崔四喜", "other"), party("洪四", "other")];
    expect(joinSame(both)).toEqual(both);
  });
});
