// Runs of digits in any spelling (spaced, dashed, full-width, 一三八, 幺三八, 壹叁捌) cut into phones, ID numbers and accounts.
import { asDigits } from "./numbers.ts";

export type DigitRun = {
  start: number;
  end: number;
  digits: string;
  kind: "phone" | "landline" | "idNumber" | "account";
};

const one = "[0-9零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺０-９oO]";
const run = new RegExp(`(?:\\+|00)?${one}(?:[\\s\\-—–_.·,、/()*]{0,3}${one}){6,40}[xX]?`, "gu");

/** Checksum of an 18-digit identity number (GB 11643-1999). */
export function idChecksum(digits: string): boolean {
  if (!/^\d{17}[\dX]$/.test(digits)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, w, i) => total + w * Number(digits[i]), 0);
  return "10X98765432"[sum % 11] === digits[17];
}

export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let d = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 === 0;
}

const birthday = (yyyymmdd: string): boolean =>
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(yyyymmdd);
const looksLikeId = (d: string): boolean =>
  d.length === 18 && /^[1-9]\d{16}[\dX]$/.test(d) && (birthday(d.slice(6, 14)) || idChecksum(d));
const oldId = (d: string): boolean =>
  d.length === 15 && /^[1-9]\d{14}$/.test(d) && /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(d.slice(6, 12));

function kindOf(
  d: string,
  gaps: boolean,
  stopsAt: (length: number) => boolean,
): { kind: DigitRun["kind"]; length: number } | null {
  const tries: [number, (s: string) => DigitRun["kind"] | null][] = [
    [18, (s) => (looksLikeId(s) ? "idNumber" : null)],
    [19, (s) => (/^(?:62|4|5|9|3)/.test(s) ? "account" : null)],
    [17, (s) => (s.startsWith("62") ? "account" : null)],
    [16, (s) => (/^(?:62|4|5|3|9)/.test(s) && (luhn(s) || s.startsWith("62")) ? "account" : null)],
    [18, (s) => (/^\d{18}$/.test(s) && /^(?:62|9|4)/.test(s) ? "account" : null)],
    [13, (s) => (/^86(?:1[3-9]\d{9})$/.test(s) ? "phone" : null)],
    [15, (s) => (/^0086(?:1[3-9]\d{9})$/.test(s) ? "phone" : oldId(s) ? "idNumber" : null)],
    [11, (s) => (/^1[3-9]\d{9}$/.test(s) ? "phone" : null)],
    [12, (s) => (/^0[3-9]\d{10}$/.test(s) && gaps ? "landline" : null)],
    [11, (s) => (/^0(?:10|2\d)\d{8}$/.test(s) || /^0[3-9]\d{9}$/.test(s) ? "landline" : null)],
    [10, (s) => (/^0[3-9]\d{8}$/.test(s) || /^[48]00\d{7}$/.test(s) ? "landline" : null)],
  ];
  for (const [length, test] of tries) {
    if (d.length < length || !stopsAt(length)) continue;
    const kind = test(d.slice(0, length));
    if (kind) return { kind, length };
  }
  return null;
}

/** All numbers that can be told to be a phone, an ID number or an account; offsets in the plain text. */
export function digitRuns(text: string): DigitRun[] {
  const found: DigitRun[] = [];
  for (const match of text.matchAll(run)) {
    const at: number[] = [];
    let digits = "";
    const said = match[0];
    for (let i = 0; i < said.length; i++) {
      const char = said[i]!;
      const digit = char === "o" || char === "O" ? "0" : char === "x" || char === "X" ? "X" : asDigits(char);
      if (digit === "") continue;
      digits += digit;
      at.push(match.index + i);
    }
    const plus = said.startsWith("+");
    // 耿老五13800002036: a number in figures begins where the words for numbers end.
    const figure = (i: number): boolean => /[0-9０-９]/u.test(text[at[i]!] ?? "");
    const starts = (i: number): boolean => i === 0 || at[i]! - at[i - 1]! > 1 || figure(i) !== figure(i - 1);
    for (let i = 0; i < digits.length; ) {
      if (!starts(i)) {
        i++;
        continue;
      }
      const rest = digits.slice(i);
      const best = kindOf(rest, /[\s-]/.test(said), (length) => i + length === digits.length || starts(i + length));
      if (!best) {
        i++;
        continue;
      }
      const from = at[i]! - (plus && i === 0 ? 1 : 0);
      found.push({
        start: from,
        end: at[i + best.length - 1]! + 1,
        digits: rest.slice(0, best.length).replace(/^(?:00)?86(?=1\d{10}$)/, ""),
        kind: best.kind,
      });
      i += best.length;
    }
  }
  return found;
}
