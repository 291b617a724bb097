// The hours at which a judge can be met: never on a day off or leave, never at short notice, never twice.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromCivil } from "../../src/court/calendar.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import { freeSlots, slotKeys } from "../../src/court/slots.ts";

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
    expect(slotKeys({ id: "J02@2026-11-26T0900", room: "S01" })).toEqual([
      "J02@2026-11-26T0900",
      "S01@2026-11-26T0900",
    ]);
  });
});
