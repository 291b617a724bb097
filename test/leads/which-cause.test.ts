// Two kinds of dispute that what was said fits nearly alike: when to ask which, and what the answer changes.
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import { asCause, causeSaid, closeCauses } from "../../src/leads/which-cause.ts";
import type { Understanding } from "../../src/understanding/understand.ts";
import { causeOf, draftOf } from "./sample.ts";

const { content, understand } = loadContent();
const { causes } = content;
const read = understand({
  text: "孟大河欠我三万块钱",
  senderRole: "resident",
  addressed: true,
  at: 0,
  lastTopic: null,
});
const torn = (first: string, a: number, second: string, b: number): Understanding => ({
  ...read,
  cause: first,
  causeConfidence: a,
  causeRunnerUp: { cause: second, confidence: b },
});
const cause = causeOf;

describe("two causes close to each other", () => {
  it("are both named when little lies between them and nothing else fits", () => {
    expect(closeCauses(torn("wages", 0.5, "construction", 0.42), causes)).toEqual(["wages", "construction"]);
  });

  it("are not asked about when one is clear, or when neither fits well", () => {
    expect(closeCauses(torn("wages", 0.7, "construction", 0.25), causes)).toEqual([]);
    expect(closeCauses(torn("wages", 0.3, "construction", 0.25), causes)).toEqual([]);
  });

  it("are not asked about where a victim would wait for it, in danger, or where the other one is 其他", () => {
    expect(closeCauses(torn("divorce", 0.5, "domestic-violence", 0.45), causes)).toEqual([]);
    expect(closeCauses(torn("consumer", 0.5, "other", 0.45), causes)).toEqual([]);
    const danger: Understanding["danger"] = { ...read.danger, level: "high" };
    expect(closeCauses({ ...torn("wages", 0.5, "construction", 0.42), danger }, causes)).toEqual([]);
  });
});

describe("the answer", () => {
  const two = [cause("wages"), cause("construction")];

  it("is one that names what only one of them is called", () => {
    expect(causeSaid("算工程款吧", two)?.id).toBe("construction");
    expect(causeSaid("就是工钱", two)?.id).toBe("wages");
    expect(causeSaid("工程款里有我的工钱", two)).toBeNull();
    expect(causeSaid("我叫孙有福", two)).toBeNull();
  });

  it("renames the sides, reads the other form's questions from what was told, and keeps the rest", () => {
    const before = {
      ...draftOf({ cause: "wages", amountYuan: 30_000 }),
      parties: [
        {
          name: "孙有福",
          role: "applicant" as const,
          as: cause("wages").parties.applicant,
          phone: null,
          words: "孙有福",
        },
      ],
      elements: { work_kind: { value: "修广场", words: "修广场", how: "said" as const } },
      story: [{ at: 0, person: "room:a", text: "给村里修路 没签合同 路面起皮他不给钱" }],
    };
    const after = asCause(before, cause("wages"), cause("construction"));
    expect(after).toMatchObject({
      cause: "construction",
      amountYuan: 30_000,
      parties: [{ name: "孙有福", as: "施工方或房主" }],
    });
    expect(after.elements["job"]?.value).toBe("道路水渠");
    expect(after.elements["contract"]?.value).toBe("口头讲的");
  });
});
