// What every store must do, whatever it keeps its documents in: run against each adapter.
import { afterEach, describe, expect, it } from "vitest";
import type { Timer } from "../../src/turn/documents.ts";
import { Conflict, Duplicate, type Key, type Store } from "../../src/turn/ports.ts";
import { sampleLead, sampleRow, sampleTimer } from "./samples.ts";

/** `reopen` closes the store and opens what it left; null for a store that leaves nothing. */
export type Opened = { store: Store; reopen: (() => Promise<Store>) | null; dispose: () => Promise<void> };

export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`the store contract: ${name}`, () => {
    let opened: Opened | undefined;
    const start = async () => (opened = await open());
    afterEach(async () => {
      await opened?.dispose();
      opened = undefined;
    });

    it("gives back what was committed, with a version that counts the changes", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "b" } }] });
      await store.commit({ at: 2, changes: [{ key: "alias/a", expect: 1, value: { to: "c" } }] });
      expect(await store.load("alias/a")).toEqual({ key: "alias/a", version: 2, value: { to: "c" } });
      expect(await store.load("alias/none")).toBeUndefined();
    });

    it("keeps every word as it was written, lone surrogates and line ends included", async () => {
      const { store, reopen } = await start();
      const to = '一行\n两行\t\u0000\u202e\ud83d 👨‍👩‍👧 \u2028 \\ "';
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to } }] });
      expect((await store.load("alias/a"))?.value).toEqual({ to });
      if (reopen !== null) expect((await (await reopen()).load("alias/a"))?.value).toEqual({ to });
    });

    it("refuses a change that was decided on an old version, and changes nothing of that turn", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "b" } }] });
      const stale = store.commit({
        messageId: "room:1",
        at: 2,
        changes: [
          { key: "alias/new", expect: 0, value: { to: "x" } },
          { key: "alias/a", expect: 0, value: { to: "y" } },
        ],
      });
      await expect(stale).rejects.toBeInstanceOf(Conflict);
      expect(await store.load("alias/new")).toBeUndefined();
      expect(await store.seen("room:1")).toBe(false);
    });

    it("takes an event once, and says that the second is a repeat", async () => {
      const { store, reopen } = await start();
      await store.commit({ messageId: "room:1", at: Date.now(), changes: [] });
      expect(await store.seen("room:1")).toBe(true);
      const again = {
        messageId: "room:1",
        at: Date.now(),
        changes: [{ key: "alias/a" as Key, expect: 0, value: { to: "b" } }],
      };
      await expect(store.commit(again)).rejects.toBeInstanceOf(Duplicate);
      expect(await store.load("alias/a")).toBeUndefined();
      if (reopen === null) return;
      const later = await reopen();
      await expect(later.commit(again)).rejects.toBeInstanceOf(Duplicate);
    });

    it("takes one of two that carry the same event at the same moment", async () => {
      const { store } = await start();
      const results = await Promise.allSettled(
        [1, 2].map((n) =>
          store.commit({ messageId: "room:1", at: 1, changes: [{ key: `alias/${n}`, expect: 0, value: { to: "b" } }] }),
        ),
      );
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });

    it("lets one of many win who change the same document at once", async () => {
      const { store } = await start();
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) =>
          store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: String(n) } }] }),
        ),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(Conflict);
    });

    it("deletes, and a deleted document can come again", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "b" } }] });
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 1, value: null }] });
      expect(await store.load("alias/a")).toBeUndefined();
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "c" } }] });
      expect((await store.load("alias/a"))?.version).toBe(1);
    });

    it("keeps what it was given: neither changing that nor what was loaded changes it", async () => {
      const { store } = await start();
      const value = { to: "b" };
      await store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value }] });
      value.to = "changed";
      const loaded = await store.load<{ to: string }>("alias/a");
      // Refused, or done to a copy: either will do.
      Reflect.set(loaded!.value, "to", "changed");
      expect((await store.load("alias/a"))?.value).toEqual({ to: "b" });
    });

    it("refuses a value that does not fit its schema, by key and field, without repeating the value", async () => {
      const { store } = await start();
      const wrong = store.commit({
        at: 1,
        changes: [{ key: "timer/t", expect: 0, value: { ...sampleTimer("t", 1), dueAt: "明天" } }],
      });
      await expect(wrong).rejects.toThrow(/timer\/t .*dueAt/);
      await expect(wrong).rejects.not.toThrow(/明天/);
    });

    it("refuses to change one document twice in one turn", async () => {
      const { store } = await start();
      const change = { key: "alias/a" as Key, expect: 0, value: { to: "b" } };
      await expect(store.commit({ at: 1, changes: [change, change] })).rejects.toThrow(/twice/);
    });

    it("finds by several fields and a range, in key order, page after page", async () => {
      const { store, reopen } = await start();
      const leads = Array.from({ length: 60 }, (_, n) =>
        sampleLead(`2026-${String(n).padStart(4, "0")}`, {
          judge: n % 2 ? "J01" : "J02",
          status: n % 3 ? "assigned" : "closed",
          submittedAt: n,
        }),
      );
      for (const lead of leads.toReversed())
        await store.commit({ at: 1, changes: [{ key: `lead/${lead.id}`, expect: 0, value: lead }] });
      const expected = leads
        .filter(
          (lead) =>
            lead.judge === "J01" && lead.status === "assigned" && lead.submittedAt >= 10 && lead.submittedAt < 50,
        )
        .map(({ id }) => `lead/${id}`);
      for (const at of [store, reopen === null ? store : await reopen()]) {
        const found: string[] = [];
        let after: string | undefined;
        for (;;) {
          const page = await at.query("lead", {
            where: { judge: "J01", status: "assigned" },
            range: { field: "submittedAt", from: 10, to: 50 },
            limit: 4,
            ...(after === undefined ? {} : { after }),
          });
          found.push(...page.map(({ key }) => key));
          after = page.at(-1)?.key;
          if (after === undefined) break;
        }
        expect(found).toEqual(expected);
        expect(await at.query("lead", { where: { mediator: null }, limit: 100 })).toHaveLength(60);
        expect(await at.query("lead", { where: { judge: "J09" }, limit: 100 })).toEqual([]);
        const assigned = leads.filter((lead) => lead.judge === "J01" && lead.status === "assigned");
        expect(await at.count("lead", { judge: "J01", status: "assigned" })).toBe(assigned.length);
        expect(await at.count("lead", { mediator: null })).toBe(60);
        expect(await at.count("lead", { judge: "J09", status: "assigned" })).toBe(0);
      }
    });

    it("follows a change of the field that is looked up", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "lead/1", expect: 0, value: sampleLead("1", { judge: "J01" }) }] });
      await store.commit({ at: 1, changes: [{ key: "lead/1", expect: 1, value: sampleLead("1", { judge: "J02" }) }] });
      expect(await store.query("lead", { where: { judge: "J01" }, limit: 9 })).toEqual([]);
      expect(await store.query("lead", { where: { judge: "J02" }, limit: 9 })).toHaveLength(1);
    });

    it("finds by any of several values, and follows when one goes", async () => {
      const { store, reopen } = await start();
      const told = (version: number, coHandle: string[]) =>
        store.commit({
          at: 1,
          changes: [{ key: "lead/1", expect: version, value: sampleLead("1", { coHandle, judge: "J01" }) }],
        });
      await told(0, ["派出所", "妇联"]);
      for (const office of ["派出所", "妇联"])
        expect(await store.query("lead", { where: { coHandle: office, judge: "J01" }, limit: 9 })).toHaveLength(1);
      await told(1, ["妇联"]);
      for (const at of [store, reopen === null ? store : await reopen()]) {
        expect(await at.query("lead", { where: { coHandle: "派出所" }, limit: 9 })).toEqual([]);
        expect(await at.query("lead", { where: { coHandle: "妇联" }, limit: 9 })).toHaveLength(1);
        expect(await at.count("lead", { coHandle: "妇联" })).toBe(1);
      }
    });

    it("says which field cannot be looked up", async () => {
      const { store } = await start();
      await expect(store.query("lead", { where: { summary: "x" }, limit: 1 })).rejects.toThrow(/lead.*summary/);
      await expect(store.count("lead", { summary: "x" })).rejects.toThrow(/lead.*summary/);
    });

    it("hands out what is due, urgent first, then by time, and not what is failed or still to come", async () => {
      const { store, reopen } = await start();
      const rows = [
        sampleRow("late", { dueAt: 5 }),
        sampleRow("early", { dueAt: 1 }),
        sampleRow("urgent", { dueAt: 9, urgent: true }),
        sampleRow("future", { dueAt: 11 }),
        sampleRow("failed", { state: "failed" }),
        sampleRow("sending", { state: "sending" }),
      ];
      await store.commit({ at: 1, changes: rows.map((row) => ({ key: `outbox/${row.id}`, expect: 0, value: row })) });
      for (const at of [store, reopen === null ? store : await reopen()]) {
        expect((await at.claimDue("outbox", 10, 9)).map(({ key }) => key)).toEqual([
          "outbox/urgent",
          "outbox/early",
          "outbox/late",
        ]);
        expect(await at.claimDue("outbox", 10, 2)).toHaveLength(2);
        expect(await at.nextDue("outbox")).toBe(1);
        expect(await at.nextDue("timer")).toBeNull();
      }
    });

    it("moves a timer", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "timer/t", expect: 0, value: sampleTimer("t", 100) }] });
      await store.commit({ at: 1, changes: [{ key: "timer/t", expect: 1, value: sampleTimer("t", 300) }] });
      expect(await store.nextDue("timer")).toBe(300);
      expect(await store.claimDue<Timer>("timer", 299, 9)).toEqual([]);
      expect(await store.claimDue<Timer>("timer", 300, 9)).toHaveLength(1);
    });

    it("counts what it holds", async () => {
      const { store } = await start();
      await store.commit({ at: 1, changes: [{ key: "timer/t", expect: 0, value: sampleTimer("t", 100) }] });
      expect((await store.stats()).documents).toMatchObject({ timer: 1, lead: 0 });
    });

    it("takes nothing more once it is closed", async () => {
      const { store } = await start();
      await store.close();
      await store.close();
      await expect(
        store.commit({ at: 1, changes: [{ key: "alias/a", expect: 0, value: { to: "b" } }] }),
      ).rejects.toThrow(/closed/);
    });
  });
}
