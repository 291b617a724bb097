// Cuts a text that is too long for one message, at line ends where there are any.

/** Parts of at most `max` UTF-16 units that together hold every character of `text` but the line ends at the cuts. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const line = rest.lastIndexOf("\n", max);
    let cut = line > 0 ? line : max;
    // Never between the two halves of one character.
    if (line <= 0 && cut > 1 && isHighSurrogate(rest.charCodeAt(cut - 1))) cut -= 1;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(line > 0 ? cut + 1 : cut);
  }
  parts.push(rest);
  return parts.filter((part, at) => part !== "" || (at === 0 && parts.length === 1));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
