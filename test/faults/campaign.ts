// `npm run faults [-- --kills 180 --seed 7]`: more kills than a test run has time for, with the figures in the end.
import { killMany } from "./killRun.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const given = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? usual : Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} wants a whole number from 1, for example ${usual}`);
  return value;
};

const kills = given("kills", 180);
const seed = given("seed", (Date.now() % 1_000_000) + 1);
/** Kills of one store and one server, one after the other. */
const perRun = 20;

say(`${kills} kills with an update in flight, seed ${seed}`);
const total = { kills: 0, leads: 0, inFlight: 0, unknown: 0, copies: 0, accepted: 0, slowestStartMs: 0 };
const faults: string[] = [];
const began = performance.now();
for (let run = 0; total.kills < kills; run++) {
  const found = await killMany(Math.min(perRun, kills - total.kills), seed + run, say);
  faults.push(...found.faults.map((fault) => `seed ${seed + run}: ${fault}`));
  for (const key of ["kills", "leads", "inFlight", "unknown", "copies", "accepted"] as const) total[key] += found[key];
  total.slowestStartMs = Math.max(total.slowestStartMs, found.slowestStartMs);
  say(`  ${total.kills} kills, ${total.leads} leads, ${faults.length} faults`);
}
say(
  [
    `${total.kills} kills in ${((performance.now() - began) / 1_000).toFixed(0)} s: ${total.leads} leads, ${total.accepted} accepted by judges`,
    `${total.inFlight} updates in flight at the kills; ${total.unknown} notices with an unknown outcome, ${total.copies} copies, all marked`,
    `slowest start of store and channel ${total.slowestStartMs.toFixed(0)} ms`,
    ...faults,
    `${faults.length} faults`,
  ].join("\n"),
);
process.exitCode = faults.length > 0 ? 1 : 0;
