// The calendar file of a meeting: the hour in UTC, commas and line ends escaped, no line longer than 75 bytes.
import { expect, it } from "vitest";
import { icsOf } from "../../src/reports/ics.ts";

it("holds one event that phones can read", () => {
  const at = Date.parse("2026-11-26T01:00:00Z");
  const where = "11月26日（周四）9点 柳树村村委会二楼（示例），进门左手边第二间；";
  const text = icsOf({ id: "J02@2026-11-26T0900", at, madeAt: 0, title: "和法官见面", where });
  const lines = text.split("\r\n");
  expect(lines.slice(0, 2)).toEqual(["BEGIN:VCALENDAR", "VERSION:2.0"]);
  expect(lines).toContain("DTSTART:20261126T010000Z");
  expect(lines).toContain("DTEND:20261126T020000Z");
  expect(lines.at(-2)).toBe("END:VCALENDAR");
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll("\r\n ", "")).toContain(`LOCATION:${where}`);
  expect(icsOf({ id: "x", at, madeAt: 0, title: "a,b;c\nd", where: "" })).toContain("SUMMARY:a\\,b\\;c\\nd");
});
