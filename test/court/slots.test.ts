// The hours at which a judge can be met: never on a day off or leave, never at short notice, never twice.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromCivil } from "../../src/court/calendar.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import { freeSlots, hindrance, remoteSlots, slotKeys } from "../../src/court/slots.ts";

const file = "knowledge/court.sample.yaml";
const directory = parseDirectory(readFileSync(file, "utf8"), file);
const ids = (now: string, taken: string[] = []): string[] =>
  freeSlots(directory, "J02", fromCivil(now, "10:00"), new Set(taken)).map((slot) => slot.id);

describe("free slots", () => {
  it("lie on the judge's days, half a day ahead at least, and not on leave", () => {
    expect(ids("2026-11-23").slice(0, 3)).toEqual([
      "J02@2026-11-24T0900",
      "J02@2026-11-24T1030",
      "J02@2026-11-26T0900",
    ]);
    expect(ids("2026-11-24")[0]).toBe("J02@2026-11-26T0900");
    // On leave from 30 November to 4 December.
    expect(ids("2026-11-27")[0]).toBe("J02@2026-12-08T0900");
  });

  it("skip festivals: none from 1 to 7 October", () => {
    expect(ids("2026-09-30").filter((id) => id < "J02@2026-10-08")).toEqual([]);
    expect(ids("2026-09-30")[0]).toBe("J02@2026-10-08T0900");
  });

  it("are gone when the judge or the room is taken at that hour", () => {
    expect(ids("2026-11-24", ["J02@2026-11-26T0900"])[0]).toBe("J02@2026-11-26T1030");
    expect(ids("2026-11-24", ["S01@2026-11-26T0900"])[0]).toBe("J02@2026-11-26T1030");
    const at = fromCivil("2026-11-26", "09:00");
    expect(slotKeys({ judge: "J02", room: "S01", at })).toEqual([
      "J02@2026-11-26T0900",
      "J02@2026-11-26T0930",
      "S01@2026-11-26T0900",
      "S01@2026-11-26T0930",
    ]);
    // A quarter past touches three half hours: 10:00 is taken as well.
    expect(slotKeys({ judge: "J02", room: null, at: at + 900_000 })).toHaveLength(3);
    expect(ids("2026-11-24", ["J02@2026-11-26T0930"])[0]).toBe("J02@2026-11-26T1030");
  });
});

describe("remote slots", () => {
  const remote = (room: string | null, taken: string[] = [], now = "2026-11-24"): string[] =>
    remoteSlots(directory, { judge: "J02", room }, fromCivil(now, "10:00"), new Set(taken)).map((slot) => slot.id);

  it("are the judge's hours, and with a room those that both have", () => {
    expect(remote(null).slice(0, 3)).toEqual(["J02@2026-11-27T0900", "J02@2026-11-27T1030", "J02@2026-11-27T1500"]);
    expect(remote("S01").slice(0, 2)).toEqual(["J02@2026-11-27T0900", "J02@2026-11-27T1030"]);
    expect(remote("S02")).toEqual([]);
    // On leave from 30 November to 4 December.
    expect(remote("S01")[2]).toBe("J02@2026-12-07T0900");
  });

  it("are gone when another judge sits in the room, and when it is closed", () => {
    expect(remote("S01", ["S01@2026-11-27T0900"])[0]).toBe("J02@2026-11-27T1030");
    expect(remote("S01", [], "2027-01-29").filter((id) => id < "J02@2027-02-21")).toEqual([]);
    expect(remote(null, [], "2027-01-29")[0]).toBe("J02@2027-02-01T0900");
  });

  it("say why a meeting that stands cannot be held any more", () => {
    const at = (date: string) => ({ judge: "J02", room: "S01", at: fromCivil(date, "09:00") });
    expect(hindrance(directory, at("2026-11-27"))).toBeNull();
    expect(hindrance(directory, at("2026-11-30"))).toBe("leave");
    expect(hindrance(directory, at("2026-10-01"))).toBe("dayOff");
    expect(hindrance(directory, at("2027-02-02"))).toBe("closed");
  });
});
