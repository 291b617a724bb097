// How much each part of a long story counts for what is asked: the clauses that ask, and the last ones, carry the matter.

/** A clause that asks, by its words or by the way it ends. */
const asks =
  /[吗么嘛不没吧呢]$|[?？]|咋|怎么|怎样|如何|啥|什么|哪|谁|多少|几多|好多|几[个天年]|能不能|可不可以|该|要不要|是不是|有没有|算不算|管不管|行不行|凭|是否/u;
/** From so many characters on a message is a story with a question in it; below, all of it is the question. */
const story = 60;
/** A longer clause that asks tells as well. */
const short = 24;
/** Chosen on the stories among the development questions, with all ways of asking and with five of each entry alone. */
const weights = { last: 1.8, lastButOne: 1.4, asking: 1.4 };

export type Clause = { text: string; weight: number };

/** The clauses of a message and how much each counts; a message that is no story is one clause. */
export function clausesOf(text: string): Clause[] {
  if (text.length < story) return [{ text, weight: 1 }];
  const clauses = text.split(/[\s，。,；;！!？?、]+/u).filter((clause) => clause !== "");
  return clauses.map((clause, n) => {
    const place = n === clauses.length - 1 ? weights.last : n === clauses.length - 2 ? weights.lastButOne : 1;
    return {
      text: clause,
      weight: asks.test(clause) && clause.length <= short ? Math.max(place, weights.asking) : place,
    };
  });
}

/** What a long story asks, without the tale; null where nothing stands out. */
export function askedOf(text: string): string | null {
  const clauses = clausesOf(text);
  const asking = clauses.filter(({ weight }) => weight > 1);
  return clauses.length > 1 && asking.length > 0 ? asking.map((clause) => clause.text).join("，") : null;
}

/** Of a tale much stands in no entry, and that speaks less against them all than a strange word in a short question. */
export const unknownShare = (text: string): number => (text.length < 40 ? 1 : 0.6);
