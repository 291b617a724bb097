// Taking down what was said: several answers at once, corrections, 不知道 and 不想说, and nothing that was not said.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/leads/lead.ts";
import { nextField } from "../../src/leads/form.ts";
import { type Heard, replyKind, summaryOf, take, worse } from "../../src/leads/take.ts";
import { causeOf, draftOf, fullDraft, heardOf, lending, partyOf, violence } from "./sample.ts";

const names = (draft: Draft, role: string) => draft.parties.filter((p) => p.role === role).map((p) => p.name);
const phoneOf = (draft: Draft, role: string) => draft.parties.find((p) => p.role === role)?.phone;

describe("a short reply", () => {
  it.each([
    ["不知道", "unknown"],
    ["俺也不知道啊", "unknown"],
    ["我不太清楚。", "unknown"],
    ["记不清了", "unknown"],
    ["说不清楚", "unknown"],
    ["忘了", "unknown"],
    ["不想说", "declined"],
    ["不方便", "declined"],
    ["不留了", "declined"],
    ["先不说吧", "declined"],
    ["是的", "yes"],
    ["有", "yes"],
    ["中", "yes"],
    ["没有", "no"],
    ["不是", "no"],
    ["不愿意", "no"],
    ["不知道他叫什么，都叫他老三", "other"],
    ["不给", "other"],
    ["借条在我手里", "other"],
  ])("%s is %s", (text, kind) => {
    expect(replyKind(text)).toBe(kind);
  });
});

describe("one message", () => {
  it("fills everything that it says", () => {
    const heard = heardOf("柳树村赵老三去年十一月借我两万六，说好秋后还，没说利息，微信转的", {
      places: [{ id: "p01", words: "柳树村" }],
      parties: [partyOf("respondent", "赵老三")],
      amount: { yuan: 26000, words: "两万六" },
      occurred: { on: "2025-11", words: "去年十一月", other: null },
    });
    const draft = take(draftOf(), lending, heard, null);
    expect(draft).toMatchObject({ placeId: "p01", amountYuan: 26000, occurredOn: "2025-11" });
    expect(names(draft, "respondent")).toEqual(["赵老三"]);
    expect(draft.elements).toMatchObject({
      due_on: { value: "秋后", words: "说好秋后", how: "said" },
      interest: { value: "没有约定", words: "没说利息", how: "said" },
      paid_by: { value: "微信", words: "微信转", how: "said" },
    });
  });

  it("answers the question and tells more besides", () => {
    const heard = heardOf("赵老三，两万六", {
      parties: [partyOf("respondent", "赵老三")],
      amount: { yuan: 26000, words: "两万六" },
    });
    const draft = take(draftOf({ asked: "respondent" }), lending, heard, "respondent");
    expect(names(draft, "respondent")).toEqual(["赵老三"]);
    expect(draft.amountYuan).toBe(26000);
  });

  it("does not change what is known unless it answers or corrects", () => {
    const heard = heardOf("李四那回是五千", {
      amount: { yuan: 5000, words: "五千" },
      places: [{ id: "p02", words: "榆树村" }],
    });
    expect(take(fullDraft(), lending, heard, null)).toMatchObject({ amountYuan: 26000, placeId: "p01" });
  });

  it("names no place when the words fit two", () => {
    const heard = heardOf("西山屯", {
      places: [
        { id: "p01", words: "西山屯" },
        { id: "p02", words: "西山屯" },
      ],
    });
    expect(take(draftOf(), lending, heard, "place").placeId).toBeNull();
  });
});

describe("a correction", () => {
  it("replaces the sum, the date and the place", () => {
    const heard = heardOf("不对，是榆树村，三万，去年十月", {
      corrects: true,
      places: [{ id: "p02", words: "榆树村" }],
      amount: { yuan: 30000, words: "三万" },
      occurred: { on: "2025-10", words: "去年十月", other: null },
    });
    expect(take(fullDraft(), lending, heard, null)).toMatchObject({
      placeId: "p02",
      amountYuan: 30000,
      amountWords: "三万",
      occurredOn: "2025-10",
    });
  });

  it("replaces a name and keeps the phone", () => {
    const heard = heardOf("写错了，叫赵老四", { corrects: true, parties: [partyOf("respondent", "赵老四")] });
    const draft = take(fullDraft(), lending, heard, null);
    expect(names(draft, "respondent")).toEqual(["赵老四"]);
    expect(phoneOf(draft, "respondent")).toBe("13800000001");
  });

  it("replaces the one of two who was named wrongly", () => {
    const draft = draftOf({ parties: [partyOf("respondent", "赵老三"), partyOf("respondent", "钱二")] });
    const heard = heardOf("不是钱二，是钱三", {
      corrects: true,
      parties: [partyOf("respondent", "钱二"), partyOf("respondent", "钱三")],
    });
    expect(names(take(draft, lending, heard, null), "respondent")).toEqual(["赵老三", "钱三"]);
  });

  it("of the sum does not answer the question that is open", () => {
    const draft = fullDraft({ elements: {}, asked: "interest" });
    const heard = heardOf("不对，是三万", { corrects: true, amount: { yuan: 30000, words: "三万" } });
    const next = take(draft, lending, heard, "interest");
    expect(next.amountYuan).toBe(30000);
    expect(next.elements["interest"]).toBeUndefined();
  });

  it("of the sum is not taken for a deposit that was asked for", () => {
    const lease = causeOf("lease");
    const asking = {
      ...lease,
      form: { ...lease.form, elements: lease.form.elements.filter((e) => e.id === "deposit") },
    };
    const heard = heardOf("不对，房租欠四千", { corrects: true, amount: { yuan: 4000, words: "四千" } });
    const next = take(fullDraft({ cause: "lease", elements: {} }), asking, heard, "deposit");
    expect(next.amountYuan).toBe(4000);
    expect(next.elements["deposit"]).toBeUndefined();
  });
});

describe("an answer to a question", () => {
  it.each([
    ["不知道", "unknown", "不知道"],
    ["不想说", "declined", "不愿说"],
  ] as const)("may be %s", (text, how, value) => {
    const draft = take(draftOf(), lending, heardOf(text), "interest");
    expect(draft.elements["interest"]).toEqual({ value, words: text, how });
    expect(nextField({ ...draft, questions: 1 }, lending)).not.toBe("interest");
  });

  it("that was 不知道 gives way when it is told later", () => {
    const unsure = take(draftOf(), lending, heardOf("不知道"), "interest");
    const later = take(unsure, lending, heardOf("想起来了，说好二分利"), null);
    expect(later.elements["interest"]).toMatchObject({ value: "月息2分", how: "said" });
  });

  it("keeps two names that are said together", () => {
    const heard = heardOf("赵老三和钱二", {
      parties: [partyOf("respondent", "赵老三"), partyOf("respondent", "钱二")],
    });
    expect(names(take(draftOf(), lending, heard, "respondent"), "respondent")).toEqual(["赵老三", "钱二"]);
  });

  it("makes the only name said the other party, and nobody twice", () => {
    const heard = heardOf("老孙家大闺女", { parties: [partyOf("other", "老孙家大闺女")] });
    const draft = take(draftOf(), lending, heard, "respondent");
    expect(draft.parties).toHaveLength(1);
    expect(draft.parties).toMatchObject([{ name: "老孙家大闺女", role: "respondent" }]);
  });

  it("takes a bare name, and no sentence for a name", () => {
    expect(names(take(draftOf(), lending, heardOf("他叫赵老三"), "respondent"), "respondent")).toEqual(["赵老三"]);
    expect(take(draftOf(), lending, heardOf("我也不认识他呀"), "respondent").parties).toEqual([]);
  });

  it("gives a bare number to the one whose number was asked for", () => {
    const heard = heardOf("13800000009", { phones: [{ number: "13800000009", words: "13800000009", of: null }] });
    const draft = draftOf({ parties: [partyOf("respondent", "赵老三"), partyOf("applicant", "孙小梅")] });
    const theirs = take(draft, lending, heard, "respondent_contact");
    expect([phoneOf(theirs, "respondent"), phoneOf(theirs, "applicant")]).toEqual(["13800000009", null]);
    const own = take(draft, lending, heard, "applicant_contact");
    expect([phoneOf(own, "respondent"), phoneOf(own, "applicant")]).toEqual([null, "13800000009"]);
  });

  it("gives a number nobody asked for to the reporter, and keeps one that is there", () => {
    const heard = heardOf("13800000009", { phones: [{ number: "13800000009", words: "13800000009", of: null }] });
    expect(take(draftOf(), lending, heard, null).parties).toMatchObject([{ name: "本人", role: "applicant" }]);
    expect(phoneOf(take(fullDraft(), lending, heard, null), "applicant")).toBe("13800000002");
  });

  it("says no evidence as well as evidence", () => {
    expect(take(draftOf(), lending, heardOf("没有"), "evidence").elements["evidence"]?.value).toBe("没有");
    expect(take(draftOf(), lending, heardOf("有个收条"), "evidence").evidence).toMatchObject([{ label: "有个收条" }]);
  });

  it("settles willingness with the claim, or alone", () => {
    expect(take(draftOf(), lending, heardOf("愿意"), "claim").willing).toBe("yes");
    expect(take(draftOf(), lending, heardOf("不愿意"), "willing_to_mediate").willing).toBe("no");
    expect(take(draftOf(), lending, heardOf("把本钱给我就行"), "claim")).toMatchObject({
      claim: "把本钱给我就行",
      willing: "unknown",
    });
  });

  it("to the name, the place or the time stays open when it is none", () => {
    expect(take(draftOf(), lending, heardOf("这事老复杂了"), "place").placeWords).toBe("");
    expect(take(draftOf(), lending, heardOf("他不讲理"), "occurred_on").occurredWords).toBe("");
    expect(take(draftOf(), lending, heardOf("老林场那边的山沟里"), "place").placeWords).toBe("老林场那边的山沟里");
  });
});

describe("an element", () => {
  const reply = (cause: ReturnType<typeof causeOf>, field: string, text: string) =>
    take(draftOf({ cause: cause.id }), cause, heardOf(text), field).elements[field]?.value;

  it.each([
    ["是", "是"],
    ["嗯", "是"],
    ["没有", "否"],
    ["领了", "是"],
    ["没领", "否"],
    ["从来没领过", "否"],
  ])("of yes or no takes %s as %s", (text, value) => {
    expect(reply(causeOf("divorce"), "registered", text)).toBe(value);
  });

  it.each([
    ["lease", "side", "二房东", "二房东"],
    ["lease", "side", "我是房东", "房东"],
    ["traffic-accident", "insured", "有交强险和商业险", "有交强险和商业险"],
    ["traffic-accident", "insured", "他没有交强险", "没保险"],
    ["land", "title", "没有承包证", "没有"],
    ["private-lending", "paid_by", "微信转账给他的", "微信"],
  ])("of %s with a choice (%s) takes %s as %s", (cause, field, text, value) => {
    expect(reply(causeOf(cause), field, text)).toBe(value);
  });

  it("is not read from words that a 没 takes back", () => {
    const heard = (text: string) => take(draftOf(), violence, heardOf(text), null).elements["police"]?.value;
    expect(heard("没报过警，怕丢人")).toBe("否");
    expect(heard("我可没有去报过警")).not.toBe("是");
    expect(heard("去年没有报过警，今年报警了")).toBe("是");
    expect(heard("前天报过警")).toBe("是");
  });

  it("is not read from the tail of a longer number", () => {
    const age = (text: string) =>
      take(draftOf(), causeOf("child-protection"), heardOf(text), null).elements["child_age"]?.value;
    expect(age("丫头才十三岁，老板让端盘子")).toBe("十三岁");
    expect(age("四十三岁的后爸打孩子")).toBeUndefined();
  });

  it("that is a choice or a yes takes no person, place, sum, proof or wish for an option", () => {
    const animal = causeOf("animal-damage");
    const answered = (over: Partial<Heard>) =>
      take(draftOf({ cause: animal.id }), animal, { ...heardOf(over.text ?? ""), ...over }, "harm").elements["harm"];
    expect(answered({ text: "刘大牛 就住俺家后院", parties: [partyOf("respondent", "刘大牛")] })).toBeUndefined();
    expect(answered({ text: "一千五", amount: { yuan: 1500, words: "一千五" } })).toBeUndefined();
    expect(answered({ text: "没啥证据 就拍了几张", noEvidence: true, evidence: ["拍了"] })).toBeUndefined();
    expect(answered({ text: "让他道个歉" })).toBeUndefined();
    expect(answered({ text: "把秧子全嚼了" })?.value).toBe("把秧子全嚼了");
    expect(reply(causeOf("child-protection"), "safe_now", "没啥证据 就拍了几张照片")).not.toBe("是");
  });

  it.each(["赔俺一千五就行", "还钱就算了", "让他道个歉", "把地还我就行", "退一半也行", "房子平分", "退钱"])(
    "%s is what is wanted, whatever was asked",
    (text) => {
      const taken = take(draftOf(), lending, heardOf(text), "due_on");
      expect(taken.claim).toBe(text);
      expect(taken.elements["due_on"]).toBeUndefined();
    },
  );

  it.each(["把我打了", "他把钱给了", "给了我五百", "不给我就算了?", "去年还了我两千"])("%s is not", (text) => {
    expect(take(draftOf(), lending, heardOf(text), "due_on").claim).toBe("");
  });

  it("that is a date takes a season, and no sentence without a time", () => {
    expect(reply(lending, "due_on", "卖完粮，秋后")).toBe("卖完粮，秋后");
    expect(reply(lending, "due_on", "没说好")).toBeDefined();
    expect(reply(lending, "due_on", "他不讲信用")).toBeUndefined();
  });

  it("that is a sum takes the sum for itself, not for the dispute", () => {
    const lease = causeOf("lease");
    const heard = heardOf("五百", { amount: { yuan: 500, words: "五百" } });
    const next = take(draftOf({ cause: "lease" }), lease, heard, "deposit");
    expect(next.elements["deposit"]?.value).toBe("500");
    expect(next.amountYuan).toBeNull();
  });
});

describe("what was said", () => {
  it("is kept word for word, with who said it and when", () => {
    const draft = take(draftOf(), lending, heardOf("赵老三借钱不还"), null);
    expect(draft.story).toEqual([{ at: 10, person: "web:1", text: "赵老三借钱不还" }]);
  });

  it("makes the summary, without the mere yes and no", () => {
    const told = ["赵老三借我两万六", "是的", "不知道", "说好秋后给"];
    const draft = told.reduce((d, text) => take(d, lending, heardOf(text), null), draftOf());
    expect(draft.summary).toBe("赵老三借我两万六；说好秋后给");
  });

  it("keeps the beginning and the end of a very long story", () => {
    const draft = draftOf({ story: [{ at: 1, person: "web:1", text: `开头${"说".repeat(3000)}结尾` }] });
    const summary = summaryOf(draft);
    expect(summary.length).toBeLessThan(800);
    expect(summary).toMatch(/^开头.*结尾$/u);
  });

  it("only ever raises the danger", () => {
    const scared = take(draftOf(), violence, heardOf("他拿刀", { danger: "high", dangerReasons: ["拿刀"] }), null);
    const calm = take(scared, violence, heardOf("现在没事了", { danger: "none" }), null);
    expect(calm).toMatchObject({ danger: "high", dangerReasons: ["拿刀"] });
    expect(worse("watch", "none")).toBe("watch");
  });
});

describe("nothing is invented", () => {
  const causes = ["private-lending", "wages", "land", "domestic-violence", "traffic-accident"].map(causeOf);
  const fields = [null, "facts", "respondent", "place", "amount_yuan", "occurred_on", "claim", "evidence"];

  it("every filled element stands on words of the message, whatever is said and asked", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.constantFrom(...causes),
        fc.nat(),
        (text, cause, n) => {
          const own = cause.form.elements.map((e) => e.id);
          const asked = [...fields, ...own][n % (fields.length + own.length)] ?? null;
          const draft = take(draftOf({ cause: cause.id }), cause, heardOf(text), asked);
          for (const filled of Object.values(draft.elements)) expect(text).toContain(filled.words.trim());
          expect(draft.amountYuan).toBeNull();
          expect(draft.placeId).toBeNull();
          expect(draft.occurredOn).toBeNull();
          for (const party of draft.parties)
            expect(text.replace(/[\d\s\-+，,。.：:;；、]/gu, "")).toContain(party.name);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("the same words on a finished form change nothing but the story", () => {
    const before = fullDraft();
    const after = take(before, lending, heardOf("麻烦快点"), null);
    expect({ ...after, story: [], summary: "", updatedAt: 0 }).toEqual({
      ...before,
      story: [],
      summary: "",
      updatedAt: 0,
    });
  });
});
