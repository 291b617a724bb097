// The terms of any text as whole numbers: characters, words in letters and digits, and pairs of them, kept in a table of our own.

/** What a character is to the ranking: 0 nothing, 1 a Chinese character, 2 a letter, 3 a digit. */
const classes = new Uint8Array(0x10000);
classes.fill(1, 0x3400, 0x9fff + 1);
classes.fill(2, 0x61, 0x7a + 1);
classes.fill(3, 0x30, 0x39 + 1);

/** Open addressing over 32-bit keys; values count up from 0. A million pairs take a quarter of what a Map takes. */
export type Vocabulary = {
  units: Map<string, number>;
  characters: Uint16Array;
  keys: Uint32Array;
  values: Int32Array;
  size: number;
};

export const emptyVocabulary = (): Vocabulary => ({
  units: new Map(),
  characters: new Uint16Array(0x10000),
  keys: new Uint32Array(1 << 16),
  values: new Int32Array(1 << 16).fill(-1),
  size: 0,
});

const slotOf = (keys: Uint32Array, key: number): number =>
  (Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 7) & (keys.length - 1);

function grow(vocabulary: Vocabulary): void {
  const { keys, values } = vocabulary;
  const moreKeys = new Uint32Array(keys.length * 2);
  const moreValues = new Int32Array(keys.length * 2).fill(-1);
  for (let i = 0; i < keys.length; i++) {
    if (values[i]! < 0) continue;
    let slot = slotOf(moreKeys, keys[i]!);
    while (moreValues[slot]! >= 0) slot = (slot + 1) & (moreKeys.length - 1);
    moreKeys[slot] = keys[i]!;
    moreValues[slot] = values[i]!;
  }
  vocabulary.keys = moreKeys;
  vocabulary.values = moreValues;
}

/** The number of a term; −1 where it is unknown and `add` is false. */
function termOf(vocabulary: Vocabulary, key: number, add: boolean): number {
  let slot = slotOf(vocabulary.keys, key);
  for (;;) {
    const value = vocabulary.values[slot]!;
    if (value < 0) break;
    if (vocabulary.keys[slot] === key) return value;
    slot = (slot + 1) & (vocabulary.keys.length - 1);
  }
  if (!add) return -1;
  vocabulary.keys[slot] = key;
  const value = vocabulary.size++;
  vocabulary.values[slot] = value;
  if (vocabulary.size * 2 > vocabulary.keys.length) grow(vocabulary);
  return value;
}

function unitOf(vocabulary: Vocabulary, unit: string, code: number, add: boolean): number {
  if (code > 0 && vocabulary.characters[code]! > 0) return vocabulary.characters[code]!;
  let number = vocabulary.units.get(unit);
  if (number !== undefined) return number;
  // 65,535 different characters and words are more than any honest corpus of law holds; what comes after shares one number.
  if (!add) return 0;
  number = Math.min(vocabulary.units.size + 1, 0xffff);
  vocabulary.units.set(unit, number);
  if (code > 0) vocabulary.characters[code] = number;
  return number;
}

/**
 * Calls `each` with the terms of a text in their order: every unit, and before it the pair it makes with the unit that stands
 * next to it. With `add` new terms are numbered, without it unknown ones are −1.
 */
export function eachTerm(
  vocabulary: Vocabulary,
  text: string,
  add: boolean,
  each: (term: number, isPair: boolean) => void,
): void {
  const plain = text.normalize("NFKC").toLowerCase();
  let before = 0;
  for (let i = 0; i < plain.length; i++) {
    const code = plain.charCodeAt(i);
    const kind = classes[code]!;
    if (kind === 0) {
      before = 0;
      continue;
    }
    let unit: number;
    if (kind === 1) unit = unitOf(vocabulary, plain.charAt(i), code, add);
    else {
      let end = i + 1;
      while (end < plain.length && classes[plain.charCodeAt(end)] === kind) end++;
      unit = unitOf(vocabulary, plain.slice(i, end), 0, add);
      i = end - 1;
    }
    if (before > 0) each(unit > 0 ? termOf(vocabulary, ((before << 16) | unit) >>> 0, add) : -1, true);
    each(unit > 0 ? termOf(vocabulary, unit, add) : -1, false);
    before = unit;
  }
}
