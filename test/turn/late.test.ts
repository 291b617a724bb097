// A machine that was off: everything that fell due meanwhile rings at once, and what one timer moves another does not stumble over.
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { everyDoc } from "../stories/driver.ts";
import { openDesk } from "./desk.ts";

const day = 24 * 3_600_000;

const loaded = loadContent();

describe("a machine that was off for a week", () => {
  it("hands a lead of a judge on leave over, although its deadlines ring in the same moment", async () => {
    const desk = await openDesk(loaded, "telegram", {});
    const report = "我叫李秀英13800005678，借给赵老三两万六他不还，柳树村的，去年5月的事，有借条，要回钱愿意调解";
    await desk.inGroup("u1", report);
    await desk.say("u1", "/start");
    await desk.pass(5_000);
    for (let n = 0; n < 8; n++) {
      await desk.say("u1", n === 7 ? "对" : "不知道");
      await desk.pass(5_000);
    }
    await desk.say("u1", "对");
    const before = await everyDoc<Lead>(desk.store, "lead");
    expect(before.map((d) => [d.value.judge, d.value.status])).toEqual([["J02", "assigned"]]);
    await desk.off(9 * day);
    const after = await everyDoc<Lead>(desk.store, "lead");
    expect(after.map((d) => d.value.judge)).toEqual(["J03"]);
  });
});
