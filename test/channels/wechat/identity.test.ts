import { afterEach, describe, expect, it } from "vitest";
import { firstIds, type Ids, openWechat, type People, until, type Wechat } from "./wechat.ts";

let wechat: Wechat;
afterEach(() => wechat.stop());

/** The remarks of the bot's account, which stay when ids change: by nickname here, one account's list on WeChat's servers. */
type Remarks = Map<string, string>;

async function session(remarks: Remarks, ids: Ids, data?: string): Promise<People> {
  wechat = await openWechat({ idsChange: true, ...(data === undefined ? {} : { data }) });
  await wechat.start();
  const mocker = wechat.mocker();
  wechat.puppet().contactAlias = (async (id: string, alias?: string) => {
    const payload = mocker.contactPayload(id);
    if (alias === undefined) return payload.alias;
    remarks.set(payload.name, alias);
    mocker.contactPayload(id, { ...payload, alias });
  }) as never;
  const people = wechat.login(ids);
  for (const contact of [people.mike, people.mary]) {
    const payload = mocker.contactPayload(contact.id);
    mocker.contactPayload(contact.id, { ...payload, alias: remarks.get(payload.name) ?? "" });
  }
  return people;
}

const secondIds: Ids = { me: "bot-2", mike: "mike-2", mary: "mary-2", room: "room-2@chatroom" };

describe("a login that gives everybody new ids", () => {
  it("knows a contact again by the mark in its own remark, and writes to them under the new id", async () => {
    const remarks: Remarks = new Map();
    let people = await session(remarks, firstIds);
    people.mike.say("我要登记").to(people.me);
    await until("heard and marked", () => wechat.said().length === 1 && remarks.has("小明"));
    expect(remarks.get("小明")).toMatch(/^#fq[a-z2-9]{10}$/);
    await wechat.stop();

    people = await session(remarks, secondIds, wechat.data);
    // Before they say a word: the judge's answer goes to who reported.
    expect(
      await wechat.channel.send({
        chat: { kind: "private", id: "mike-id" },
        text: "法官回话了",
        buttons: [],
        files: [],
      }),
    ).toMatchObject({ kind: "sent" });
    expect(wechat.sent).toEqual([["mike-2", "法官回话了"]]);
    people.mike.say("收到").to(people.me);
    await until("heard", () => wechat.said().length === 1);
    expect(wechat.said()[0]).toMatchObject({ person: { id: "mike-id" }, chat: { id: "mike-id" } });
    people.mike.say("群里也是我").to(people.room);
    await until("heard in the group", () => wechat.said().length === 2);
    expect(wechat.said()[1]).toMatchObject({ person: { id: "mike-id" }, chat: { id: "room-2@chatroom" } });
  });

  it("never takes somebody for another by a name: not by nickname, not by a mark as nickname, not by a copied mark", async () => {
    const remarks: Remarks = new Map();
    let people = await session(remarks, firstIds);
    people.mike.say("我是法官").to(people.me);
    await until("marked", () => remarks.has("小明"));
    const mark = remarks.get("小明") ?? "";
    await wechat.stop();

    people = await session(new Map(), secondIds, wechat.data);
    const mocker = wechat.mocker();
    const namesake = mocker.createContact({ id: "evil-1", name: "小明", alias: "", friend: true });
    const marked = mocker.createContact({ id: "evil-2", name: mark, alias: "", friend: true });
    namesake.say("收").to(people.me);
    marked.say("收").to(people.me);
    people.mike.say("收").to(people.me);
    await until("all three", () => wechat.said().length === 3);
    expect(wechat.said().map((m) => m.person.id)).toEqual(["evil-1", "evil-2", "mike-2"]);
    expect(
      await wechat.channel.send({ chat: { kind: "private", id: "mike-id" }, text: "机密", buttons: [], files: [] }),
    ).toMatchObject({ kind: "unreachable" });
    await wechat.stop();

    people = await session(new Map([["小明", mark]]), secondIds, wechat.data);
    const copy = wechat.mocker().createContact({ id: "copy-1", name: "另一个", alias: mark, friend: true });
    expect(
      await wechat.channel.send({ chat: { kind: "private", id: "mike-id" }, text: "机密", buttons: [], files: [] }),
    ).toMatchObject({ kind: "unreachable" });
    copy.say("收").to(people.me);
    people.mike.say("收").to(people.me);
    await until("both", () => wechat.said().length === 2);
    expect(wechat.said().map((m) => m.person.id)).toEqual(["copy-1", "mike-2"]);
    expect(wechat.sent).toEqual([]);
  });

  it("does not mark who is no contact, and keeps what the operator wrote in a remark", async () => {
    const remarks: Remarks = new Map([["小明", "柳树村小明哥"]]);
    const people = await session(remarks, firstIds);
    people.mary.say("我不是好友").to(people.room);
    people.mike.say("我是").to(people.me);
    people.mike.say("我还是").to(people.room);
    await until("all", () => wechat.said().length === 3);
    await until("marked", () => remarks.get("小明")?.includes("#fq") ?? false);
    expect(remarks.get("小明")).toMatch(/^柳树村#fq/);
    expect(remarks.has("小红")).toBe(false);
  });

  it("tells that the old groups are gone, meets the new ones unbound, and alarms the operator", async () => {
    let people = await session(new Map(), firstIds);
    people.mike.say("你好").to(people.room);
    await until("heard", () => wechat.said().length === 1);
    await wechat.stop();
    people = await session(new Map(), secondIds, wechat.data);
    people.mike.say("你好").to(people.room);
    await until("heard", () => wechat.said().length === 1);
    const events = wechat.received.filter((m) => m.chat.kind === "group").map((m) => [m.event, m.chat.id]);
    expect(events).toContainEqual(["botRemoved", "room-1@chatroom"]);
    expect(events.filter(([, id]) => id === "room-2@chatroom")).toEqual([
      ["botAdded", "room-2@chatroom"],
      ["message", "room-2@chatroom"],
    ]);
    expect(wechat.alarms).toContain("wechat-groups-to-bind");
  });
});
