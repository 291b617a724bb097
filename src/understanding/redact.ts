// Masks what points to a person: names, phones, ID numbers, accounts, addresses, plates, in every spelling.
import { digitRuns } from "./digits.ts";
import { normalize, place } from "./normalize.ts";

export type RedactedSpan = { start: number; end: number; kind: "name" | "phone" | "idNumber" | "account" | "address" | "plate" };

const masks: Record<RedactedSpan["kind"], string> = { name: "某某", phone: "[电话]", idNumber: "[证件号]", account: "[账号]", address: "[住址]", plate: "[车牌]" };

/** `text` with everything personal replaced; `known` are names to be masked wherever they stand. Offsets are of `text`. */
export function redact(text: string, known: readonly string[] = []): { text: string; spans: RedactedSpan[] } {
  const normal = normalize(text);
  const spans: RedactedSpan[] = digitRuns(normal.text).map((run) => ({ start: run.start, end: run.end, kind: run.kind === "landline" ? "phone" : run.kind }));
  for (const name of known) {
    const plain = normalize(name).text;
    if (plain.length < 2) continue;
    for (let i = normal.text.indexOf(plain); i >= 0; i = normal.text.indexOf(plain, i + plain.length)) spans.push({ start: i, end: i + plain.length, kind: "name" });
  }
  const told = merge(spans).map((span) => ({ ...place(normal, span.start, span.end), kind: span.kind }));
  let out = "";
  let at = 0;
  for (const span of told) {
    out += text.slice(at, span.start) + masks[span.kind];
    at = span.end;
  }
  return { text: out + text.slice(at), spans: told.map(({ start, end, kind }) => ({ start, end, kind })) };
}

function merge(spans: RedactedSpan[]): RedactedSpan[] {
  const out: RedactedSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}
