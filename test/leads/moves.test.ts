// Every cell of the table of moves: who may make a move, from where, and what it leaves behind.
import { describe, expect, it } from "vitest";
import { roles } from "../../src/content/roles.ts";
import { leadStatuses } from "../../src/leads/lead.ts";
import { applyMove, mayMove, type Move, moveNames, moves } from "../../src/leads/moves.ts";
import { leadOf } from "./sample.ts";

const actors = [...roles, "system"] as const;
const cells = moveNames.flatMap((move) =>
  leadStatuses.flatMap((status) => actors.map((role) => ({ move, status, role }))),
);

describe("a move", () => {
  it.each(moveNames)("%s is made by exactly the roles and from exactly the statuses of its row", (name) => {
    const row: Move = moves[name];
    for (const { move, status, role } of cells.filter((c) => c.move === name)) {
      const lead = leadOf({ status });
      const result = applyMove(lead, move, "web:7", [role], 99, "因为");
      if (!row.by.includes(role)) expect(result).toEqual({ ok: false, why: "role" });
      else if (!row.from.includes(status)) expect(result).toEqual({ ok: false, why: "status" });
      else {
        if (!result.ok) throw new Error(`${name} from ${status} by ${role} was refused`);
        expect(result.lead.status).toBe(row.to ?? status);
        expect(result.lead.timeline).toEqual([{ at: 99, by: "web:7", role, move, why: "因为" }]);
        expect(result.lead.updatedAt).toBe(99);
      }
      expect(lead).toEqual(leadOf({ status }));
    }
  });

  it("changes nothing of the lead but its status, its time and its timeline", () => {
    const before = leadOf({ status: "assigned", judge: "J02", claim: "要回本金" });
    const result = applyMove(before, "accept", "web:2", ["judge"], 5);
    expect(result).toEqual({
      ok: true,
      lead: {
        ...before,
        status: "accepted",
        updatedAt: 5,
        timeline: [{ at: 5, by: "web:2", role: "judge", move: "accept", why: "" }],
      },
    });
  });

  it("is written down under the role that allowed it", () => {
    const result = applyMove(leadOf({ status: "accepted" }), "close", "web:2", ["resident", "head"], 5);
    expect(result.ok && result.lead.timeline.at(-1)?.role).toBe("head");
  });

  it("is refused to nobody's role", () => {
    for (const move of moveNames) expect(mayMove(move, [])).toBe(false);
  });
});

describe("the table", () => {
  it.each(moveNames)("lets %s start somewhere, by someone, under a name of its own", (name) => {
    const row: Move = moves[name];
    expect(row.from.length).toBeGreaterThan(0);
    expect(row.by.length).toBeGreaterThan(0);
    expect(moveNames.filter((other) => moves[other].name === row.name)).toEqual([name]);
  });

  it("lets only judges accept, send back, refer, pause, extend and close", () => {
    for (const move of ["accept", "sendBack", "refer", "pause", "extend", "close"] as const)
      for (const role of actors) expect(mayMove(move, [role])).toBe(role === "judge" || role === "head");
  });

  it("leads from a draft to closed, and lets nothing but a reopening leave the end", () => {
    const after = (from: string) =>
      moveNames.filter((m) => moves[m].to !== null && (moves[m].from as readonly string[]).includes(from));
    expect(after("draft")).toEqual(["submit"]);
    expect(after("closed")).toEqual(["reopen"]);
    expect(after("withdrawn")).toEqual(["reopen"]);
    expect(after("merged")).toEqual([]);
  });

  it("leaves hand-overs and cards to the clock", () => {
    for (const move of ["handOver", "yellowCard", "redCard"] as const)
      for (const role of actors) expect(mayMove(move, [role]), role).toBe(role === "system");
  });

  it("lets nobody who handles a lead answer the follow-up in the reporter's place", () => {
    for (const role of ["judge", "head", "leader"] as const) expect(mayMove("followUp", [role])).toBe(false);
  });

  it("leaves no status before the end without a way on", () => {
    const ends = ["closed", "withdrawn", "merged"];
    for (const status of leadStatuses.filter((s) => !ends.includes(s)))
      expect(
        moveNames.some((m) => (moves[m].from as readonly string[]).includes(status) && moves[m].to),
        status,
      ).toBe(true);
  });
});
