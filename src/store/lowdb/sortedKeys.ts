// Keys in order, in blocks, so that adding one among a hundred thousand moves a few hundred and a page of a query starts at once.

const blockSize = 512;

export type SortedKeys = {
  add: (key: string) => void;
  remove: (key: string) => void;
  first: () => string | undefined;
  /** Keys behind `after` in ascending order; not to be held across changes. */
  behind: (after: string) => Generator<string, void, undefined>;
  readonly size: number;
};

/** The place in `block` of the first key not less than `key`. */
function placeIn(block: readonly string[], key: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (block[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createSortedKeys(): SortedKeys {
  const blocks: string[][] = [];
  let size = 0;

  /** The first block whose last key is not less than `key`; blocks.length when `key` is behind all. */
  function blockFor(key: string): number {
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = blocks[middle]!;
      if (block[block.length - 1]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(key) {
      // Mostly keys come in order, above all at start-up.
      const last = blocks.at(-1);
      if (last !== undefined && last.length < blockSize && last[last.length - 1]! < key) {
        last.push(key);
        size += 1;
        return;
      }
      let at = blockFor(key);
      if (at === blocks.length) {
        if (at === 0 || blocks[at - 1]!.length >= blockSize) blocks.push([]);
        at = blocks.length - 1;
      }
      const block = blocks[at]!;
      const place = placeIn(block, key);
      if (block[place] === key) return;
      block.splice(place, 0, key);
      size += 1;
      if (block.length > blockSize) blocks.splice(at + 1, 0, block.splice(block.length >>> 1));
    },
    remove(key) {
      const at = blockFor(key);
      const block = blocks[at];
      if (block === undefined) return;
      const place = placeIn(block, key);
      if (block[place] !== key) return;
      block.splice(place, 1);
      size -= 1;
      if (block.length === 0) blocks.splice(at, 1);
    },
    first: () => blocks[0]?.[0],
    *behind(after) {
      for (let at = blockFor(after); at < blocks.length; at += 1) {
        const block = blocks[at]!;
        let place = placeIn(block, after);
        if (block[place] === after) place += 1;
        for (; place < block.length; place += 1) yield block[place]!;
      }
    },
    get size() {
      return size;
    },
  };
}
