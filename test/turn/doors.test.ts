// The doors into a private chat and into a role: links, contacts, claim codes, and the platform where nothing is taken in.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { ClaimCode, Person } from "../../src/turn/documents.ts";
import { instant } from "../stories/driver.ts";
import { openDesk } from "./desk.ts";

const loaded = loadContent({});
const minute = 60_000;
const hour = 60 * minute;
const report = "登记 去年5月老赵借了我两万六一直不还，有借条";

describe("a private chat that is not open yet", () => {
  it("is offered by a link with a token that opens it once, for that person only", async () => {
    const desk = await openDesk(loaded, "telegram", {});
    const first = await desk.inGroup("li", report);
    const later = [...first, ...(await desk.pass(11_000))];
    expect(later).toHaveLength(1);
    const token = /link:(\S+)/u.exec(later[0] ?? "")?.[1] ?? "";
    expect(later[0]).toMatch(/^group: .*已先记下/su);
    expect(later[0]).not.toContain("老赵");
    expect((await desk.say("stranger", "/start", { event: "opened", token })).join()).not.toContain("两万六");
    const opened = await desk.say("li", "/start", { event: "opened", token });
    expect(opened.some((line) => line.startsWith("telegram:li:"))).toBe(true);
    expect(opened.join()).toContain("只用来处理这件纠纷");
    const again = await desk.say("li", "/start", { event: "opened", token });
    expect(again.filter((line) => line.startsWith("group")).length).toBe(0);
  });

  it("reminds once in the group after half an hour, and never again", async () => {
    const desk = await openDesk(loaded, "wechat", {});
    await desk.inGroup("li", report);
    const first = await desk.pass(11_000);
    expect(first.join()).toContain("加我好友");
    expect(await desk.pass(28 * minute)).toEqual([]);
    const reminded = await desk.pass(3 * minute);
    expect(reminded).toHaveLength(1);
    expect(reminded[0]).toMatch(/^group: .*还等着您/su);
    expect((await desk.pass(20 * hour)).filter((line) => line.startsWith("group"))).toEqual([]);
  });

  it("asks the channel to make a contact of them", async () => {
    const desk = await openDesk(loaded, "wechat", {});
    await desk.inGroup("li", report);
    await desk.pass(11_000);
    expect(desk.contacts).toEqual([{ person: "wechat:li", group: "wechat:group" }]);
  });

  it("keeps the draft until the person comes, and goes on with it", async () => {
    const desk = await openDesk(loaded, "wechat", {});
    await desk.inGroup("li", report);
    await desk.pass(26 * hour);
    const said = await desk.say("li", "你好，我来了");
    expect(said.join()).toMatch(/继续|接着|两万六|2\.6万/u);
  });
});

describe("a claim code", () => {
  const code = "7F3K29QX";
  const given = async (more: Partial<ClaimCode> = {}) => {
    const desk = await openDesk(loaded, "telegram", {});
    const value: ClaimCode = {
      role: "judge",
      ref: loaded.content.directory.judges[0]?.id ?? "",
      places: [],
      madeAt: instant("2026-11-23 10:00"),
      expiresAt: instant("2026-11-24 10:00"),
      usedBy: null,
      ...more,
    };
    const key = `code/${createHash("sha256").update(code).digest("hex")}` as const;
    await desk.store.commit({ at: 0, changes: [{ key, expect: 0, value }] });
    return desk;
  };
  const rolesOf = async (desk: Awaited<ReturnType<typeof given>>, who: string) =>
    (await desk.store.load<Person>(`person/telegram:${who}`))?.value.bound.map((b) => b.role) ?? [];

  it("gives its role to who sends it privately, in any spelling, once", async () => {
    const desk = await given();
    await desk.say("wu", "绑定 7f3k-29qx");
    expect(await rolesOf(desk, "wu")).toEqual(["judge"]);
    expect((await desk.say("thief", "绑定 7F3K-29QX")).join()).toMatch(/用过/u);
    expect(await rolesOf(desk, "thief")).toEqual([]);
  });

  it("is not taken in a group", async () => {
    const desk = await given();
    expect((await desk.inGroup("wu", "绑定 7F3K-29QX")).join()).toContain("私聊");
    expect(await rolesOf(desk, "wu")).toEqual([]);
  });

  it("ends after 24 hours", async () => {
    const desk = await given();
    await desk.pass(24 * hour + minute);
    expect((await desk.say("wu", "绑定 7F3K-29QX")).join()).toMatch(/过期|24/u);
    expect(await rolesOf(desk, "wu")).toEqual([]);
  });

  it("is not found by trying: after five wrong ones even the right one is refused that day", async () => {
    const desk = await given({ expiresAt: instant("2026-12-24 10:00") });
    for (let n = 0; n < 5; n++) await desk.say("thief", `绑定 AAAA-AAA${n + 2}`);
    expect((await desk.say("thief", "绑定 7F3K-29QX")).join()).not.toContain("绑定好了");
    expect(await rolesOf(desk, "thief")).toEqual([]);
    await desk.pass(24 * hour + minute);
    await desk.say("thief", "绑定 7F3K-29QX");
    expect(await rolesOf(desk, "thief")).toEqual(["judge"]);
  });
});

describe("a platform on which nothing personal is taken in", () => {
  it("answers questions, gives the tribunal's phone for a dispute, and keeps no draft", async () => {
    const desk = await openDesk(loaded, "telegram", { intakeAllowed: () => false });
    expect((await desk.inGroup("li", "借条没写利息能要利息吗")).join()).toContain("民法典");
    await desk.inGroup("li", report);
    const said = [...(await desk.pass(11_000)), ...(await desk.say("li", report)), ...(await desk.pass(11_000))];
    expect(said.join()).toMatch(/电话|\d{4}-\d{4,}/u);
    const drafts = await desk.store.query("draft", { limit: 10 });
    expect(drafts).toEqual([]);
    expect(JSON.stringify(await desk.store.query("conversation", { limit: 10 }))).not.toContain("老赵");
  });

  it("still meets danger with the hotlines and the duty judge", async () => {
    const desk = await openDesk(loaded, "telegram", { intakeAllowed: () => false });
    const said = await desk.inGroup("li", "快来人啊他拿刀要砍人了");
    expect(said.join()).toContain("110");
    expect(said.some((line) => !line.startsWith("group") && !line.startsWith("telegram:li"))).toBe(true);
  });
});

describe("messages that say nothing", () => {
  it.each([
    ["nothing", ""],
    ["a blank", " "],
    ["zero-width characters", "\u200B\u200D"],
    ["emoji", "😀😀"],
    ["a lone surrogate", "\uD800"],
    ["marks of direction", "\u202E\u202E"],
    ["full stops", "。。。"],
    ["a null", "\0"],
    ["64 KB", "a".repeat(65_536)],
    ["a command and no more", "登记"],
  ])("%s: taken without a fault", async (_, text) => {
    const desk = await openDesk(loaded, "telegram", {});
    await desk.inGroup("li", text);
    await desk.say("li", text);
    await desk.pass(11_000);
    expect((await desk.say("li", "借条没写利息能要利息吗")).join()).toContain("民法典");
  });

  it("answers a mention without words: it is there", async () => {
    const desk = await openDesk(loaded, "telegram", {});
    expect((await desk.inGroup("li", "")).join()).toContain("我在");
    expect(await desk.inGroup("li", "", { addressed: false })).toEqual([]);
  });
});
