// Which deadline a change of a lead ends: counted once, against the time in force, after pauses and extensions.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fromCivil } from "../../src/court/calendar.ts";
import { parseDirectory } from "../../src/court/parse.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { endedBy, inForce } from "../../src/turn/lead-kept.ts";
import { leadOf } from "../leads/sample.ts";

const file = "knowledge/court.sample.yaml";
const directory = parseDirectory(readFileSync(file, "utf8"), file);
const at = (civil: string): number => fromCivil(civil.slice(0, 10), civil.slice(11));
/** 23 November 2026 is a Monday. */
const [mon, tue, wed, thu, fri, next] = ["23", "24", "25", "26", "27", "30"].map((d) => at(`2026-11-${d}T18:00`)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];
const assigned = leadOf({
  status: "assigned",
  acceptBy: tue,
  contactBy: thu,
  feedbackBy: next,
  closeBy: at("2027-01-05T18:00"),
  contactedAt: null,
});
const accepted = { ...assigned, status: "accepted" } as Lead;
const contacted = { ...accepted, contactedAt: wed } as Lead;
const ends = (was: Lead, is: Lead, now: number): string[] =>
  endedBy(directory, was, is, now).map(({ name, due, at: t }) => `${name} ${t <= due ? "in time" : "late"}`);

it("ends the acceptance by accepting or giving back, in time or late, and starts no count anew", () => {
  expect(ends(assigned, { ...accepted, contactBy: fri }, mon)).toEqual(["accept in time"]);
  expect(ends(assigned, { ...assigned, status: "sentBack" }, wed)).toEqual(["accept late"]);
  // To another judge before it was late: nobody is blamed; after: whoever let it lie.
  expect(ends(assigned, { ...assigned, acceptBy: wed }, mon)).toEqual([]);
  expect(ends(assigned, { ...assigned, acceptBy: next }, thu)).toEqual(["accept late"]);
});

it("measures the first contact by its own deadline, and feedback only from then on", () => {
  expect(ends(accepted, { ...contacted, contactedAt: wed, feedbackBy: next + 1 }, wed)).toEqual(["contact in time"]);
  expect(ends(accepted, { ...contacted, contactedAt: fri }, fri)).toEqual(["contact late"]);
  expect(ends(contacted, { ...contacted, feedbackBy: next + 1 }, fri)).toEqual(["feedback in time"]);
  expect(ends(contacted, { ...contacted, summary: "更正" }, fri)).toEqual([]);
});

it("ends everything at once by one call that settles it", () => {
  const closed = { ...assigned, status: "closed", contactBy: fri, contactedAt: null } as Lead;
  expect(ends(assigned, closed, mon)).toEqual(["accept in time", "close in time", "contact in time"]);
  expect(ends(contacted, { ...contacted, status: "closed" }, next + 1)).toEqual(["feedback late", "close in time"]);
});

it("does not count the days of waiting for a party, and counts an extension", () => {
  const waits = { ...contacted, paused: { since: fri, why: "等鉴定" } } as Lead;
  expect(inForce(waits)).toEqual([]);
  // A week later it goes on: nothing was met, nothing was late.
  expect(
    ends(waits, { ...contacted, feedbackBy: next + 7 * 86_400_000, paused: null }, at("2026-12-04T18:00")),
  ).toEqual([]);
  // Or ends out of the pause: five working days were spent waiting.
  expect(ends(waits, { ...contacted, status: "closed", paused: null }, at("2026-12-04T18:00"))).toEqual([
    "feedback in time",
    "close in time",
  ]);
  const extended = { ...contacted, closeBy: at("2027-02-20T18:00"), extended: true } as Lead;
  expect(ends(contacted, extended, fri)).toEqual([]);
  expect(
    ends(
      { ...extended, feedbackBy: at("2027-02-01T18:00") },
      { ...extended, status: "closed" },
      at("2027-01-20T18:00"),
    ),
  ).toEqual(["feedback in time", "close in time"]);
});

it("lets what was withdrawn in time fall away, and keeps what was late by then", () => {
  expect(ends(accepted, { ...accepted, status: "withdrawn" }, wed)).toEqual([]);
  expect(ends(accepted, { ...accepted, status: "withdrawn" }, fri)).toEqual(["contact late"]);
});
