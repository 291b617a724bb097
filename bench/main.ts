// `npm run bench [-- store|telegram|answers|understanding|reports]`: what it costs, beside peers, measured in one run.
import { benchAnswers } from "./answers.ts";
import { benchReports } from "./reports.ts";
import { benchStore } from "./store.ts";
import { benchTelegram } from "./telegram.ts";
import { benchUnderstanding } from "./understanding.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const [, , wanted = "all", ...rest] = process.argv;
const data = rest[rest.indexOf("--data") + 1] ?? null;
const benches: Record<string, () => Promise<void> | void> = {
  understanding: () => benchUnderstanding(say),
  answers: () => benchAnswers(say, rest.includes("--data") ? data : null),
  reports: () => benchReports(say),
  telegram: () => benchTelegram(say),
  store: () => benchStore(say),
};
if (wanted !== "all" && !(wanted in benches)) {
  say(`there is no bench "${wanted}"; one of ${Object.keys(benches).join(", ")}`);
  process.exitCode = 1;
} else {
  for (const [name, run] of Object.entries(benches)) {
    if (wanted !== "all" && wanted !== name) continue;
    say(`\n== ${name}`);
    await run();
  }
}
