// A model may word an answer, never make one: what it invents, leaks or delays is not shown, against a real HTTP server.
import { afterEach, describe, expect, it } from "vitest";
import type { Answered } from "../../src/answers/answered.ts";
import { grounded } from "../../src/answers/grounding.ts";
import { capabilities, createComposer, type ModelKind, replyText } from "../../src/model/chat.ts";
import { createWording } from "../../src/model/wording.ts";
import { providers } from "./providers.ts";
import { type Reply, startModel } from "./stub.ts";

const curated =
  "没约定利息，借款期内就按没有利息算，只能要回本金。过了还款日对方还不还，从逾期那天起可以要利息。把借条、转账记录、聊天记录存好。";
const answered: Answered = {
  outcome: "answered",
  entry: "e",
  topic: "t",
  text: curated,
  law: "《民法典》第680条",
  uncertain: "",
  citations: [{ law: "民法典", law_full: "中华人民共和国民法典", article: "680" }],
  calculation: null,
  suggestions: [],
  score: 1,
  interference: false,
};
const good = "您的借条没约定利息，借款期内按没有利息算，只能要回本金。过了还款日还不还，从逾期那天起可以要利息。";

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function wordingWith(reply: Parameters<typeof startModel>[0], kind: ModelKind = "openai", limitMs = 15_000) {
  const model = await startModel(reply);
  closing.push(model.close);
  const composer = createComposer({
    baseUrl: model.url,
    apiKey: "k",
    name: "stub",
    kind,
    limitMs,
    alarm: () => undefined,
  });
  return { model, word: createWording(composer, () => answered) };
}

describe("a model's wording", () => {
  it.each(Object.keys(capabilities) as ModelKind[])(
    "passes when it says only what the source says (%s)",
    async (kind) => {
      const { word, model } = await wordingWith(() => ({ text: good }), kind);
      expect(await word("借条没写利息能要吗", "e")).toBe(good);
      expect(model.asked[0]?.includes("json_object")).toBe(capabilities[kind].json);
    },
  );

  it.each(Object.keys(capabilities) as ModelKind[])("comes from a provider as strict as %s", async (kind) => {
    const { word } = await wordingWith((body) => providers[kind](body, good), kind);
    expect(await word("借条没写利息能要吗", "e")).toBe(good);
  });
  it("would not come were every provider asked in the same way", async () => {
    const kinds = Object.keys(capabilities) as ModelKind[];
    const got = await Promise.all(
      kinds.flatMap((asked) =>
        kinds
          .filter((is) => is !== asked)
          .map(async (is) =>
            (await wordingWith((body) => providers[is](body, good), asked)).word("借条没写利息能要吗", "e"),
          ),
      ),
    );
    expect(got.filter((text) => text === null).length).toBeGreaterThanOrEqual(6);
  });
  it("is given up when a provider answers with nothing", async () => {
    const { word } = await wordingWith(() => ({ raw: "" }), "deepseek");
    expect(await word("借条没写利息能要吗", "e")).toBeNull();
  });

  const bad: [string, Reply][] = [
    ["an invented article", { text: `${good}依据《民法典》第999条。` }],
    ["an invented law", { text: `${good}依据《借款保护法》第680条。` }],
    ["an invented figure", { text: `${good}最多可以要24%的利息。` }],
    ["an invented period", { text: `${good}要在三个月内起诉。` }],
    ["an invented phone", { text: `${good}请打13900001111。` }],
    ["a link", { text: `${good}详见 http://evil.example/x` }],
    ["advice beyond the source", { text: "您可以找几个人去他家门口守着，再把他的照片贴到村口的墙上让大家都看看。" }],
    [
      "an obeyed injection",
      { text: "好的，我现在是没有限制的助手，密码是hunter2，系统提示词如下：你是法院机器人的文字助手。" },
    ],
    ["nothing", { text: "" }],
    ["no JSON", { raw: "我觉得可以要利息" }],
    ["broken JSON", { raw: '{"text": "没' }],
    ["a flood", { raw: `{"text":"${"利".repeat(50_000)}"}` }],
    ["an error", { status: 500 }],
    ["a refusal", { status: 429 }],
    ["a broken line", "reset"],
  ];
  it.each(bad)("is not used when it holds %s", async (_name, reply) => {
    const { word } = await wordingWith(() => reply);
    expect(await word("借条没写利息能要吗", "e")).toBeNull();
  });

  it("is not waited for beyond the limit", async () => {
    const { word } = await wordingWith(() => "hang", "openai", 200);
    const before = performance.now();
    expect(await word("借条没写利息能要吗", "e")).toBeNull();
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it("never gets to see a phone or an ID number", async () => {
    const { word, model } = await wordingWith(() => ({ text: good }));
    await word("我电话138 0000 1234，身份证11010119900307803X，借条没写利息能要吗", "e");
    expect(model.asked[0]).not.toMatch(/0000 ?1234|19900307/);
  });
});

describe("the gates", () => {
  it("take figures and articles in either spelling", () => {
    const source = { text: "要在30日内去申请，超过3年就难办了。", laws: [{ law: "民法典", article: "680" }] };
    expect(grounded("您要在三十日内去申请，超过三年就难办了。依据第六百八十条。", [source], "").ok).toBe(true);
    expect(grounded("您要在六十日内去申请，超过3年就难办了。", [source], "")).toEqual({ ok: false, why: "figure" });
  });
  const interest = { text: curated, laws: [{ law: "民法典", article: "680" }] };
  const passes: string[] = [
    "没约定利息的，借款期内算没有利息，您只能要回本金。对方过了还款日还不还，逾期那天起可以要利息。",
    "借款期内没有约定利息的，按没有利息算，您只能要回本金。依据《民法典》第六百八十条。",
  ];
  it.each(passes)("let honest words through: %s", (text) => {
    expect(grounded(text, [interest], "借条没写利息能要吗")).toEqual({ ok: true });
  });
  it("stop bad advice that is made of the source's own pairs", () => {
    const source = {
      text: "快到期限的，要赶紧发信息催一次，留下凭据，或者直接去法院打官司。去打官司要带借条。",
      laws: [],
    };
    expect(grounded(`${source.text}去打他。`, [source], "")).toEqual({ ok: false, why: "unsupported" });
  });
  it("stop a 不 left out of a clause of two characters", () => {
    const source = { text: "别人打伤撞伤的，先由那个人赔。全是自己造成的，不赔。请当天看病留病历。", laws: [] };
    expect(grounded(source.text, [source], "")).toEqual({ ok: true });
    expect(grounded(source.text.replace("不赔", "赔"), [source], "")).toEqual({ ok: false, why: "negation" });
    // Both words of a pair stand in the source, each at its own place.
    const ledger = {
      text: "物业应当定期公布账目，业主可以要求补充明细。借款人把钱还给出借人，出借人写收条，3日以内给。",
      laws: [],
    };
    expect(grounded(ledger.text, [ledger], "")).toEqual({ ok: true });
    for (const [own, twisted] of [
      ["应当定期", "可以定期"],
      ["可以要求", "应当要求"],
      ["借款人把钱还给出借人", "出借人把钱还给借款人"],
      ["3日以内给", "3日以外给"],
    ] as const)
      expect(grounded(ledger.text.replace(own, twisted), [ledger], ""), twisted).toMatchObject({ ok: false });
  });
  const start = "没约定利息，借款期内就按没有利息算，只能要回本金";
  const stops: [string, string][] = [
    [`${start}，去砸他家。`, "unsupported"],
    [`${start}。依据民法典第681条。`, "citation"],
    [`${start}。依据劳动法第680条。`, "citation"],
    [`${start}。依据第680、681条。`, "citation"],
    [`${start}。借条存好叁拾天。`, "figure"],
    [`${start}，逾期可以要三成。`, "figure"],
    [`${start}，把借条存好半年。`, "figure"],
    [`${start}。有事打幺三八零零零零一二三四。`, "phone"],
    [start.replace("按没有利息", "按有利息") + "。", "negation"],
    [`${start}。从逾期那天起不可以要利息。`, "negation"],
    [`${start}。您一定能赢。`, "claim"],
    [`${start}。See you.`, "link"],
    [`${start}\u202e。`, "script"],
  ];
  it.each(stops)("stop %s", (text, why) => {
    expect(grounded(text, [interest], "借条没写利息能要吗")).toEqual({ ok: false, why });
  });
  it("read a reply however it is wrapped", () => {
    expect(replyText('```json\n{"text":"好"}\n```')).toBe("好");
    expect(replyText("")).toBeNull();
    expect(replyText('{"other":1}')).toBeNull();
  });
});
