// Masks what points to a person: names, phones, ID numbers, accounts, addresses, plates, in every spelling.
import { digitRuns } from "./digits.ts";
import { namesIn } from "./names.ts";
import { normalize, place } from "./normalize.ts";
import { addressesIn } from "./places.ts";

export type RedactedSpan = {
  start: number;
  end: number;
  kind: "name" | "phone" | "idNumber" | "account" | "address" | "plate";
};

const masks: Record<RedactedSpan["kind"], string> = {
  name: "某某",
  phone: "[电话]",
  idNumber: "[证件号]",
  account: "[账号]",
  address: "[住址]",
  plate: "[车牌]",
};

const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Za-z]\s?[·•.\-—]?\s?(?:[A-Za-z0-9]\s?){4,5}[A-Za-z0-9学警港澳挂领]/gu;
const email = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z]{2,10}){1,3}/gu;
const messenger =
  /(?:微信|weixin|wechat|vx|wx|v信|QQ|扣扣)(?:号|号码|号是|是|:|账号)?[\s:是为]{0,3}([A-Za-z0-9][A-Za-z0-9_-]{4,19})/giu;
/** Numbers whose label says what they are, whatever their length or checksum. */
const labelled =
  /(?:身份证|证件|证)(?:号|号码)?(?:是|为|:|\s)*([\dXx][\dXx\s-]{13,24}[\dXx])|(?:卡号|账号|帐号|账户|帐户|银行卡|存折)(?:号|号码)?(?:是|为|:|\s)*(\d[\d\s-]{8,28}\d)|(?:电话|手机|座机|联系方式|tel)(?:号|号码)?(?:是|为|:|\s)*(\d[\d\s-]{5,16}\d)/giu;

function numberSpans(text: string): RedactedSpan[] {
  const spans: RedactedSpan[] = digitRuns(text).map((run) => ({
    start: run.start,
    end: run.end,
    kind: run.kind === "landline" ? "phone" : run.kind,
  }));
  for (const m of text.matchAll(labelled)) {
    const value = m[1] ?? m[2] ?? m[3]!;
    const start = m.index + m[0].length - value.length;
    spans.push({ start, end: m.index + m[0].length, kind: m[1] ? "idNumber" : m[2] ? "account" : "phone" });
  }
  for (const m of text.matchAll(plate)) spans.push({ start: m.index, end: m.index + m[0].length, kind: "plate" });
  for (const m of text.matchAll(email)) spans.push({ start: m.index, end: m.index + m[0].length, kind: "account" });
  for (const m of text.matchAll(messenger)) {
    if (/^(?:\d{1,5}|[a-z]{1,4})$/iu.test(m[1]!)) continue;
    spans.push({ start: m.index + m[0].length - m[1]!.length, end: m.index + m[0].length, kind: "account" });
  }
  return spans;
}

/** Where the characters of `plain` stand when blanks, dots and dashes between Chinese characters are left out (王 铁 柱). */
function squeezed(text: string): { text: string; at: number[] } {
  let out = "";
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (/[\s·.\-_*]/u.test(text[i]!)) continue;
    out += text[i]!;
    at.push(i);
  }
  return { text: out, at };
}

/** `text` with everything personal replaced; `known` are names to be masked wherever they stand. Offsets are of `text`. */
export function redact(text: string, known: readonly string[] = []): { text: string; spans: RedactedSpan[] } {
  const normal = normalize(text);
  const plain = normal.text;
  const spans = numberSpans(plain);
  for (const span of addressesIn(plain)) spans.push({ ...span, kind: "address" });
  for (const n of namesIn(plain)) if (n.form !== "unit") spans.push({ start: n.start, end: n.end, kind: "name" });
  if (known.length > 0) {
    const tight = squeezed(plain);
    for (const name of known) {
      const wanted = squeezed(normalize(name).text).text;
      if (wanted.length < 2) continue;
      for (let i = tight.text.indexOf(wanted); i >= 0; i = tight.text.indexOf(wanted, i + wanted.length)) {
        spans.push({ start: tight.at[i]!, end: tight.at[i + wanted.length - 1]! + 1, kind: "name" });
      }
    }
  }
  const told = merge(spans).map((span) => ({ ...place(normal, span.start, span.end), kind: span.kind }));
  let out = "";
  let at = 0;
  for (const span of told) {
    if (span.start < at) continue;
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
