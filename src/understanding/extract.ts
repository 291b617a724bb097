// All facts of one message, each with the words it was read from; later readers do not see what earlier ones took.
import type { Fact, Found, PlaceMatcher } from "./facts.ts";
import type { SenderRole } from "./intents.ts";
import { normalize, place } from "./normalize.ts";
import { phonesIn } from "./phones.ts";

/** Facts in order of appearance. `at`: epoch ms of the message; `senderRole` decides who 我 is. */
export function extractFacts(text: string, at: number, places?: PlaceMatcher, senderRole: SenderRole = "resident"): Fact[] {
  const normal = normalize(text, 4_000);
  const found: Found[] = [...phonesIn(normal.text)];
  void at;
  void places;
  void senderRole;
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((fact) => {
      const told = place(normal, fact.start, fact.end);
      const secret = fact.kind === "idNumber" || fact.kind === "account";
      return { ...fact, ...told, words: secret ? masked(told.words) : told.words } as Fact;
    });
}

/** Two characters at each end stay, so that the person can tell which number is meant. */
const masked = (words: string): string => `${words.slice(0, 2)}${"*".repeat(Math.max(4, words.length - 4))}${words.slice(-2)}`;
