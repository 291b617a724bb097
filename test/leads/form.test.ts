// What is still asked for: the order, the number of questions, and when a question is closed for good.
import { describe, expect, it } from "vitest";
import { fieldName, leftToAsk, missingOf, mostQuestions, nextField, questionFor } from "../../src/leads/form.ts";
import type { Draft } from "../../src/leads/lead.ts";
import { causeOf, draftOf, formTexts, fullDraft, lending, partyOf, violence } from "./sample.ts";

const texts = formTexts();

/** Asks as long as the form wants to, every answer being the same, and returns what was asked for. */
function interview(start: Draft, reply: (draft: Draft, field: string) => Draft, cause = lending): string[] {
  const asked: string[] = [];
  let draft = start;
  for (let field = nextField(draft, cause); field && asked.length < 30; field = nextField(draft, cause)) {
    asked.push(field);
    draft = {
      ...draft,
      questions: draft.questions + 1,
      askedTimes: { ...draft.askedTimes, [field]: (draft.askedTimes[field] ?? 0) + 1 },
    };
    draft = reply(draft, field);
  }
  return asked;
}

const refuse =
  (how: "unknown" | "declined") =>
  (draft: Draft, field: string): Draft => ({
    ...draft,
    elements: { ...draft.elements, [field]: { value: "", words: "", how } },
  });
const silent = (draft: Draft): Draft => draft;

describe("the next question", () => {
  it("is for the facts, the other party, the place and the sum first, then for the cause's own elements", () => {
    expect(interview(draftOf(), refuse("unknown"))).toEqual([
      "facts",
      "respondent",
      "place",
      "amount_yuan",
      "due_on",
      "interest",
    ]);
  });

  it("is none when everything is known", () => {
    expect(missingOf(fullDraft(), lending)).toEqual([]);
    expect(nextField(fullDraft(), lending)).toBeNull();
  });

  it.each([
    [
      "respondent",
      { parties: [partyOf("respondent", "", "13800000001"), partyOf("applicant", "孙小梅", "13800000002")] },
    ],
    ["place", { placeId: null }],
    ["amount_yuan", { amountYuan: null }],
    ["occurred_on", { occurredOn: null }],
    [
      "applicant",
      { parties: [partyOf("respondent", "赵老三", "13800000001"), partyOf("applicant", "本人", "13800000002")] },
    ],
    ["claim", { claim: "" }],
    ["willing_to_mediate", { willing: "unknown" as const }],
    [
      "applicant_contact",
      { parties: [partyOf("respondent", "赵老三", "13800000001"), partyOf("applicant", "孙小梅")] },
    ],
    [
      "respondent_contact",
      { parties: [partyOf("respondent", "赵老三"), partyOf("applicant", "孙小梅", "13800000002")] },
    ],
  ])("is for %s when only that is missing", (field, without) => {
    expect(missingOf(fullDraft(without), lending)).toEqual([field]);
    expect(nextField(fullDraft(without), lending)).toBe(field);
  });

  it("is not for a sum where the dispute is not about one", () => {
    const draft = fullDraft({ cause: "neighbour-relations", amountYuan: null });
    expect(missingOf(draft, causeOf("neighbour-relations"))).not.toContain("amount_yuan");
  });

  it("takes where the other party lives for a way to reach them", () => {
    const draft = fullDraft({
      parties: [partyOf("respondent", "赵老三"), partyOf("applicant", "孙小梅", "13800000002")],
      elements: {
        ...fullDraft().elements,
        respondent_address: { value: "后街第三家", words: "后街第三家", how: "said" },
      },
    });
    expect(missingOf(draft, lending)).toEqual([]);
  });
});

describe("patience", () => {
  it("ends after six questions, whatever is still open", () => {
    expect(mostQuestions).toBe(6);
    expect(interview(draftOf(), silent).length).toBe(6);
    expect(nextField(draftOf({ questions: mostQuestions }), lending)).toBeNull();
  });

  it("asks a question that was passed over once more, and never a third time", () => {
    const asked = interview(draftOf(), silent);
    for (const field of asked) expect(asked.filter((f) => f === field).length).toBeLessThanOrEqual(2);
    expect(nextField(draftOf({ askedTimes: { facts: 2 } }), lending)).toBe("respondent");
  });

  it.each(["unknown", "declined"] as const)("takes %s for an answer and does not ask again", (how) => {
    const asked = interview(draftOf(), refuse(how));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("keeps what is not known among the missing, for the judge", () => {
    const draft = fullDraft({ elements: { due_on: { value: "不知道", words: "不知道", how: "unknown" } } });
    expect(missingOf(draft, lending)).toEqual(expect.arrayContaining(["due_on", "interest"]));
    expect(nextField(draft, lending)).not.toBe("due_on");
  });

  it("does not ask for a phone apart when the name was asked together with it", () => {
    const draft = fullDraft({
      parties: [partyOf("respondent", "赵老三", "13800000001"), partyOf("applicant", "孙小梅")],
      askedTimes: { applicant: 1 },
    });
    expect(nextField(draft, lending)).toBeNull();
  });

  it("says truly how many questions are left", () => {
    for (const draft of [draftOf(), fullDraft({ claim: "", placeId: null }), fullDraft()])
      expect(leftToAsk(draft, lending)).toBe(interview(draft, refuse("unknown")).length);
  });
});

describe("an element of the cause", () => {
  const withCondition = {
    ...lending,
    form: {
      ...lending.form,
      elements: lending.form.elements.map((e) =>
        e.id === "interest" ? { ...e, when: { element: "due_on", is: ["2026-10"] } } : e,
      ),
    },
  };

  it("is asked for only under its condition", () => {
    const { interest: _, ...rest } = fullDraft().elements;
    expect(missingOf(fullDraft({ elements: rest }), withCondition)).toEqual(["interest"]);
    const { due_on: __, ...evidence } = rest;
    expect(missingOf(fullDraft({ elements: evidence }), withCondition)).toEqual(["due_on"]);
  });

  it("asks a victim first whether she is safe or what was done, before who should be called", () => {
    const draft = draftOf({
      cause: "domestic-violence",
      story: [{ at: 1, person: "web:1", text: "我男人又打我，脸都青了" }],
      parties: [partyOf("respondent", "我男人")],
      placeId: "p01",
    });
    expect(violence.form.elements.filter((e) => e.must).map((e) => e.id)).toContain(nextField(draft, violence));
  });
});

describe("the words of a question", () => {
  it("differ the second time", () => {
    const first = questionFor(draftOf(), lending, texts, "respondent").ask;
    const second = questionFor(draftOf({ askedTimes: { respondent: 1 } }), lending, texts, "respondent").ask;
    expect(second).not.toBe(first);
  });

  it("name the sum and the other party as people do, and leave no placeholder", () => {
    expect(questionFor(draftOf(), lending, texts, "amount_yuan").ask).toContain("欠款");
    expect(questionFor(fullDraft(), lending, texts, "respondent_contact").ask).toContain("赵老三");
    for (const field of Object.keys(texts))
      for (const times of [0, 1])
        expect(questionFor(draftOf({ askedTimes: { [field]: times } }), lending, texts, field).ask).not.toMatch(
          /[{}]/u,
        );
  });

  it("offer 不知道 with the answers to choose from", () => {
    expect(questionFor(draftOf(), lending, texts, "paid_by").options).toEqual([
      "现金",
      "微信",
      "支付宝",
      "银行转账",
      "不知道",
    ]);
    expect(questionFor(draftOf(), violence, texts, "safe_now").options).toEqual(["是", "否", "不知道"]);
    expect(questionFor(draftOf(), lending, texts, "due_on").options).toEqual([]);
  });

  it("offer what people want of this cause, and the way out of mediation", () => {
    const { options } = questionFor(draftOf(), lending, texts, "claim");
    expect(options[0]).toBe("要回本金，愿意调解");
    expect(options.at(-1)).toBe("不愿意调解");
  });

  it("give every field a name that people can read", () => {
    for (const field of missingOf(draftOf(), lending))
      expect(fieldName(field, lending, texts)).toMatch(/^\p{Script=Han}+/u);
    expect(fieldName("amount_yuan", lending, texts)).toBe("欠款");
  });
});
