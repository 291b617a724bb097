// All facts of one message, each with the words it was read from; later readers do not see what earlier ones took.
import { datesIn } from "./dates.ts";
import type { Fact, Found, PlaceMatcher } from "./facts.ts";
import type { SenderRole } from "./intents.ts";
import type { LinearModel } from "./linear.ts";
import { mattersIn } from "./matters.ts";
import { moneyIn } from "./money.ts";
import { normalize, place } from "./normalize.ts";
import { peopleIn } from "./people.ts";
import { ownersOf } from "./phoneOwners.ts";
import { phonesIn } from "./phones.ts";
import { placesIn } from "./places.ts";

/** Shanghai date of an instant: no summer time since 1991. */
export const civilDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** Facts in order of appearance. `at`: epoch ms of the message; `senderRole` decides whether 我 is a party, `sides` where the words do not. */
export function extractFacts(
  text: string,
  at: number,
  places?: PlaceMatcher,
  senderRole: SenderRole = "resident",
  sides: LinearModel | null = null,
): Fact[] {
  const normal = normalize(text, deepest);
  const plain = normal.text.replace(spokenI, "我");
  const numbers = phonesIn(plain);
  // 找他打他闺女的138…: a call, and no blow.
  const without = blank(plain, numbers).replace(/打(?=[^,，。;；\n打]{0,7}\u25A1{7})/gu, "拨");
  const dates = datesIn(without, civilDay(at));
  const where = placesIn(without, places);
  const people = peopleIn(
    blank(
      without,
      where.filter((f) => f.kind === "place" || f.kind === "otherPlace"),
    ),
    senderRole,
    sides,
  );
  // 赵老三两万六: the 三 is the name's. Only a number right behind a name can be misread so.
  const names = people.filter(
    (f) =>
      f.kind === "person" &&
      f.form !== "speaker" &&
      f.form !== "group" &&
      /[一二三四五六七八九十百千万两]$/u.test(without.slice(f.start, f.end)),
  );
  // 两万六一直没还: this 一 counts nothing.
  const adverbs = [...without.matchAll(/一(?=直|共|起|次|下子?|块儿|分[钱]?[没不])/gu)].map((m) => ({
    start: m.index,
    end: m.index + 1,
  }));
  const money = moneyIn(blank(without, [...names, ...adverbs]), [
    ...dates,
    ...where.filter((f) => f.kind === "spot"),
    ...people.filter((f) => f.kind === "person" && f.form === "group"),
  ]);
  const found: Found[] = [
    ...ownersOf(numbers, people, plain, senderRole),
    ...dates,
    ...where,
    ...people,
    ...money,
    ...mattersIn(plain),
  ];
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .slice(0, mostFacts)
    .map((fact) => {
      const told = place(normal, fact.start, fact.end);
      const secret = fact.kind === "idNumber" || fact.kind === "account";
      return { ...fact, ...told, words: secret ? masked(told.words) : told.words };
    });
}

/** 额 is how the north-west says 我; 金额, 额度 and 额头 stay. */
const spokenI =
  /(?<![金数名定差全总超余限巨大小足额])额(?=[叫不家跟是爹娃妈这那就也的们想要去给借在今说屋和拿有没把被到都老自]|兄弟|姐|哥|男人|媳妇)/gu;

/** More than an honest message holds. */
const mostFacts = 120;
const deepest = 2_000;

/** What one reader took is not read again by the next; offsets stay. */
const blank = (text: string, taken: readonly { start: number; end: number }[]): string => {
  let out = text;
  for (const { start, end } of taken) out = out.slice(0, start) + "\u25A1".repeat(end - start) + out.slice(end);
  return out;
};

/** Two characters at each end stay, so that the person can tell which number is meant. */
const masked = (words: string): string =>
  `${words.slice(0, 2)}${"*".repeat(Math.max(4, words.length - 4))}${words.slice(-2)}`;
