// Holding entries against the law: the lock of every cited article (in force from, hash, figures) and what an entry claims of it.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Fault } from "../content/faults.ts";
import { type Figure, figuresIn, unsupported } from "./figures.ts";
import type { Cited } from "./story.ts";

/** One line of the statutes: `{law, effective, status, article, text}`; status 有效, 尚未生效, 已修改 or 已废止. */
export const statuteLine = z.object({
  law: z.string(),
  effective: z.string(),
  status: z.string(),
  article: z.string(),
  text: z.string(),
});
export type StatuteLine = z.infer<typeof statuteLine>;

export const lockSchema = z.strictObject({
  /** The day on which the lock was written from the statutes. */
  written: z.string(),
  articles: z.record(
    z.string(),
    z.strictObject({
      law: z.string(),
      article: z.string(),
      inForceFrom: z.string(),
      sha256: z.string().length(64),
      figures: z.array(z.string()),
    }),
  ),
  /** What each text claimed when the lock was written (`claimOf`): whoever changes that must write the lock again. */
  entries: z.record(z.string(), z.string()).optional(),
});
export type Lock = z.infer<typeof lockSchema>;

export const lockKey = (lawFull: string, article: string): string => `${lawFull}#${article}`;

const written = (f: Figure): string => `${f.value}${f.unit}`;

/** A digest of what a text claims: the articles it cites, every number of its answer, and when it holds. */
export function claimOf({ laws, answer, computed, local, valid }: Cited): string {
  const numbers = [...figuresIn(answer).map((f) => f.words), ...(answer.match(/\d+(?:\.\d+)?/g) ?? [])];
  const claim = [laws.map(({ law, article }) => `${law}#${article}`), numbers, computed, local, valid ?? null];
  return createHash("sha256").update(JSON.stringify(claim)).digest("hex").slice(0, 16);
}

/** The lock of the articles that the entries cite, from the versions in force on `today`; what cannot be found is told. */
export function makeLock(
  entries: readonly Cited[],
  laws: ReadonlyMap<string, string>,
  statutes: Iterable<StatuteLine>,
  today: string,
): { lock: Lock; missing: string[] } {
  const wanted = new Map<string, string>();
  for (const entry of entries) {
    for (const { law, article } of entry.laws)
      wanted.set(lockKey(laws.get(law) ?? law, article), `${law}第${article}条`);
  }
  const articles: Lock["articles"] = {};
  for (const line of statutes) {
    const key = lockKey(line.law, line.article);
    // What was still to come into force when the data was made may be in force today: the date decides.
    if (!wanted.has(key) || line.status === "已修改" || line.status === "已废止" || line.effective > today) continue;
    const before = articles[key];
    if (before && before.inForceFrom > line.effective) continue;
    articles[key] = {
      law: line.law,
      article: line.article,
      inForceFrom: line.effective,
      sha256: createHash("sha256").update(line.text).digest("hex"),
      figures: [...new Set(figuresIn(line.text).map(written))].toSorted(),
    };
  }
  const sorted = Object.fromEntries(Object.entries(articles).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    lock: {
      written: today,
      articles: sorted,
      entries: Object.fromEntries(
        entries.map((e) => [e.id, claimOf(e)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
    missing: [...wanted].filter(([key]) => !(key in articles)).map(([, said]) => said),
  };
}

const figureOf = (text: string): Figure => {
  const m = /^([\d.]+)(.*)$/u.exec(text);
  return { words: text, value: Number(m?.[1] ?? 0), unit: m?.[2] ?? "" };
};

/** Everything an entry claims that the lock does not bear out, by file. `today` finds answers whose time has passed. */
export function citationFaults(
  entries: readonly Cited[],
  laws: ReadonlyMap<string, string>,
  lock: Lock,
  today: string,
  fileOf: (id: string) => string,
): Fault[] {
  const faults: Fault[] = [];
  for (const entry of entries) {
    const add = (what: string): void => void faults.push({ file: fileOf(entry.id), line: 1, what });
    const figures: Figure[] = [];
    for (const { law, article } of entry.laws) {
      const locked = lock.articles[lockKey(laws.get(law) ?? law, article)];
      if (!locked)
        add(
          `cites ${law}第${article}条, which is not an article in force in citations.lock.json; correct it, or write the lock again from the statutes`,
        );
      else figures.push(...locked.figures.map(figureOf));
    }
    for (const figure of unsupported(entry.answer, figures, [...entry.computed, ...entry.local])) {
      add(
        `the answer says ${figure.words}, which no cited article says; correct it, or state it under ${entry.topic === "stories" ? '"told"' : '"computed" or "local"'}`,
      );
    }
    const text = [entry.answer, entry.uncertain, entry.question, entry.older].join("\n");
    for (const said of [...entry.computed, ...entry.local])
      if (!text.includes(said)) add(`states ${said}, which its text does not say; correct one of them`);
    if (entry.valid?.until !== undefined && entry.valid.until < today)
      add(`was right until ${entry.valid.until}; check it against the law of today`);
    if (entry.valid && entry.valid.from > today)
      add(`is right only from ${entry.valid.from}; people are told it today already`);
    if (lock.entries && lock.entries[entry.id] !== claimOf(entry))
      add(
        lock.entries[entry.id] === undefined
          ? "is not in citations.lock.json; read it against its articles and write the lock again from the statutes"
          : "its articles, numbers or dates are not those that were held against the statutes; correct them, or read them against the articles and write the lock again",
      );
    if (entry.laws.length === 0 && entry.local.length === 0 && entry.uncertain === undefined && !free.has(entry.topic))
      add("cites no law and does not say what is uncertain; cite an article or say it");
  }
  return faults;
}

/** Topics about the court and the bot themselves, which no statute answers. */
const free = new Set(["about-bot", "contact-duty", "fraud-warning", "petition", "online-filing"]);
