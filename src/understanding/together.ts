// Who belongs together: names in a row stand on one side, a nickname and the full name told behind it are one person.
import { isNamed, type Mention } from "./outright.ts";

/** 姜守义 卢成 鞠洪伟: three names or more with nothing but blanks between them are one party. */
function rowsOf(text: string, all: readonly Mention[]): Mention[][] {
  const rows: Mention[][] = [];
  for (const m of all) {
    const last = rows.at(-1)?.at(-1);
    const fits = m.form === "name" && last?.form === "name" && /^[ 、]{1,2}$/u.test(text.slice(last.end, m.start));
    if (fits) rows.at(-1)?.push(m);
    else rows.push([m]);
  }
  return rows.filter((row) => new Set(row.map((m) => m.name)).size > 2);
}

/** 甲、乙和丙 stand on one side when one of them does and nothing but a mark stands between them. */
export function alongside(text: string, mentions: readonly Mention[]): void {
  const all = mentions.filter(isNamed);
  const joined = (a: Mention, b: Mention): boolean =>
    (a.end === b.start && a.name[0] === b.name[0]) ||
    /^\s?[、]\s?$|^(?:还有|以及|及)$/u.test(text.slice(a.end, b.start)) ||
    (a.name[0] === b.name[0] && a.name !== b.name && /^ {1,2}$/u.test(text.slice(a.end, b.start))) ||
    (/^[和跟与]\p{Script=Han}{0,3}$/u.test(text.slice(a.end, b.start)) &&
      /^(?:都|俩|两人|一起|找|要求|来|到村|反映|想要?|认为|不同意|不服)/u.test(text.slice(b.end)));
  for (const row of rowsOf(text, all)) {
    const role = row.find((m) => m.outright)?.role ?? row[0]?.role ?? null;
    for (const m of row) if (!m.outright && role !== null) m.role = role;
  }
  for (let i = 0; i + 1 < all.length; i++) {
    const [a, b] = [all[i]!, all[i + 1]!];
    if (joined(a, b) && a.role !== null && b.role !== a.role)
      b.role = b.role === null || b.role === "other" ? a.role : b.role;
  }
  for (let i = all.length - 2; i >= 0; i--) {
    const [a, b] = [all[i]!, all[i + 1]!];
    if (joined(a, b) && b.role !== null && (a.role === null || a.role === "other")) a.role = b.role;
  }
}

const alias = /^[\s,，]?(?:的)?(?:大名|真名|本名|全名|学名|名字)?(?:就)?(?:叫|是|大名|真名|本名|全名)[\s:]?$/u;

const fullName = /^[\s,，]?(?:的|他|她)?(?:大号|官名|大名|真名|本名|全名|学名)(?:就)?(?:叫|是)?[\s:]?$/u;

/** 蒋老五大名蒋文学: one person; the full name stays and takes the part. */
export function sameByName(text: string, mentions: readonly Mention[]): Mention[] {
  const dropped = new Set<Mention>();
  for (const m of mentions) {
    if (m.form !== "nickname" && m.form !== "name") continue;
    const next = mentions.find((o) => o.form === "name" && o.start > m.end && o.start - m.end <= 8);
    if (!next || next.name === m.name || !(m.form === "name" ? fullName : alias).test(text.slice(m.end, next.start)))
      continue;
    next.role ??= m.role;
    next.as ||= m.as;
    for (const o of mentions) if (o.name === m.name) dropped.add(o);
  }
  return mentions.filter((m) => !dropped.has(m));
}
