// A model's second reading of a report: of masked words, of doubtful ones only, within its limit, and never worse than none.
import { afterEach, describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { Draft } from "../../src/leads/lead.ts";
import { createAsk } from "../../src/model/chat.ts";
import { createReader } from "../../src/model/reading.ts";
import { openDesk } from "../turn/desk.ts";
import { type Reply, startModel } from "./stub.ts";

const loaded = loadContent({});
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Words that the rules cannot place with certainty. */
const doubtful = "登记 后街赵老三，13800001234，说好的事他不认了，东西也没给我";

async function reported(reply: Reply, text = doubtful) {
  const model = await startModel(() => reply);
  ends.push(() => model.close());
  const alarm = (): void => undefined;
  const ask = createAsk({ baseUrl: model.url, apiKey: "k", name: "m", kind: "openai", limitMs: 400, alarm });
  const reader = createReader(ask, loaded.intents, [...loaded.content.causes.values()]);
  const writes = { platforms: { wechat: { writesFirst: true, privateLink: false } } };
  const desk = await openDesk(loaded, "wechat", writes, reader);
  await desk.say("li", text);
  await desk.pass(40_000);
  const draft = (await desk.store.query<Draft>("draft", { limit: 1 }))[0]?.value;
  return { draft, asked: model.asked.join("\n") };
}

describe("a model's second reading", () => {
  it("settles the kind of a dispute that the rules were unsure of", async () => {
    const plain = await reported({ raw: "{}" });
    const settled = await reported({ raw: '{"intent":"report-dispute","cause":"sales-contract"}' });
    expect(plain.draft?.cause).not.toBe("sales-contract");
    expect(settled.draft?.cause).toBe("sales-contract");
  });

  it("reads no name and no phone", async () => {
    const { asked } = await reported({ raw: "{}" });
    expect(asked).toContain("intent");
    expect(asked).not.toMatch(/赵老三|13800001234/u);
  });

  it.each<[string, Reply]>([
    ["hangs", "hang"],
    ["fails", { status: 500 }],
    ["talks", { raw: "好的，我来帮您！" }],
    ["invents a kind", { raw: '{"intent":"transfer-money","cause":"treason"}' }],
    [
      "invents facts",
      { raw: '{"people":[{"words":"王五","role":"respondent"}],"money":[{"words":"九万","yuan":90000}]}' },
    ],
  ])("changes nothing when the model %s", async (_, reply) => {
    const { draft } = await reported(reply);
    expect(draft?.story[0]?.text).toContain("赵老三");
    expect(draft?.amountYuan).toBeNull();
    expect(draft?.parties.some((p) => p.name.includes("王五"))).toBe(false);
  });

  it("is not asked where the rules are sure", async () => {
    const { asked, draft } = await reported({ raw: "{}" }, "登记 柳树村赵老三去年5月借我两万六，有借条，一直不还");
    expect(draft?.cause).toBe("private-lending");
    expect(asked).toBe("");
  });
});
