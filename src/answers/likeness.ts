// Which questions are asked alike: by shared character pairs, so that ten people who ask the same make one task, not ten.

const idle = /[的了吗呢吧啊呀嘛么我你他她它们这那就是在和跟给被把能可会得着过也都很还又再俺您请问想要怎咋啥什]/gu;
const pairsOf = (text: string): Set<string> => {
  const plain = text
    .normalize("NFKC")
    .replace(/[^\p{Script=Han}a-z0-9]/giu, "")
    .replace(idle, "");
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < plain.length; i++) pairs.add(plain.slice(i, i + 2));
  return pairs;
};

/** Twice the shared pairs over all pairs (Dice): above this two questions count as one. */
const alikeFrom = 0.45;

export function likeness(a: string, b: string): number {
  const [x, y] = [pairsOf(a), pairsOf(b)];
  if (x.size === 0 || y.size === 0) return a === b ? 1 : 0;
  return (2 * [...x].filter((p) => y.has(p)).length) / (x.size + y.size);
}

export const alike = (a: string, b: string): boolean => likeness(a, b) >= alikeFrom;

/** Groups in the order in which their first question came; each question joins the group whose first one it is most like. */
export function grouped<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const best = groups
      .map((group) => ({ group, like: likeness(textOf(group[0] as T), textOf(item)) }))
      .toSorted((a, b) => b.like - a.like)[0];
    if (best && best.like >= alikeFrom) best.group.push(item);
    else groups.push([item]);
  }
  return groups;
}
