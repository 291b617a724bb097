// A scheduled report goes to several people at once: it is made once, and all of them see the same figures.

type Asked = Record<string, string>;

/** ms: within so long the same scheduled report is the same. */
const sameFor = 60_000;

/**
 * `make` for whom a scheduled report is addressed to (`staff`) or not: the former share one making, what people ask for
 * themselves is made anew each time. A failure is not kept.
 */
export function madeOnce<T>(make: (asked: Asked) => Promise<T>, now: () => number): (asked: Asked) => Promise<T> {
  let latest: { key: string; at: number; made: Promise<T> } | null = null;
  return (asked) => {
    const { what, staff, period = "", when = "", today = "" } = asked;
    if (what !== "report" || staff === undefined) return make(asked);
    const key = [period, when, today].join(" ");
    if (latest?.key === key && now() - latest.at < sameFor) return latest.made;
    const made = make(asked);
    const mine = { key, at: now(), made };
    latest = mine;
    made.catch(() => {
      if (latest === mine) latest = null;
    });
    return made;
  };
}
