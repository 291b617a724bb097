// One meeting as an .ics file (RFC 5545), so that a phone's own calendar reminds as well.
const stamp = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");
const escaped = (text: string): string => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r?\n/g, "\\n");

/** Lines are at most 75 bytes; longer ones go on after a line break and a space (RFC 5545, 3.1). */
function folded(line: string): string {
  const lines: string[] = [];
  let now = "";
  for (const letter of line) {
    if (Buffer.byteLength(now + letter) > 73) {
      lines.push(now);
      now = "";
    }
    now += letter;
  }
  return [...lines, now].join("\r\n ");
}

/** `at` and `madeAt` are epoch ms; the meeting is taken to last an hour. */
export function icsOf(meeting: { id: string; at: number; madeAt: number; title: string; where: string }): string {
  const { id, at, madeAt, title, where } = meeting;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//fengqiao//visit//ZH",
    "BEGIN:VEVENT",
    `UID:${escaped(id)}@fengqiao`,
    `DTSTAMP:${stamp(madeAt)}`,
    `DTSTART:${stamp(at)}`,
    `DTEND:${stamp(at + 3_600_000)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(where)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:-PT2H",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
}
