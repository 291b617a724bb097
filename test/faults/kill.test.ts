// A bot killed with an update in flight, twenty times: nothing acknowledged is lost, nothing is done twice.
import { expect, it } from "vitest";
import { killMany } from "./killRun.ts";

const kills = 20;
const seed = 20_261_123;

it(`keeps every acknowledged lead once and tells every judge, through ${kills} kills (seed ${seed})`, {
  timeout: 180_000,
}, async () => {
  const found = await killMany(kills, seed);
  expect(found.faults, `seed ${seed}`).toEqual([]);
  expect(found.kills).toBe(kills);
  // The run must have been one: kills fell on updates, and leads came of it.
  expect(found.inFlight).toBeGreaterThanOrEqual(kills);
  expect(found.leads).toBeGreaterThan(kills);
  expect(found.accepted).toBeGreaterThan(kills / 2);
});
