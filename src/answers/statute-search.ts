// A small index over articles that lies on disk and is read a few kilobytes at a time: character pairs in hashed drawers, BM25.

/** Drawers for pairs; two pairs now and then share one, which costs a little order and no correctness. */
export const drawers = 1 << 18;

const idle = new Set(
  "的了吗呢吧啊呀嘛么我你他她它们这那就是不有在和跟给被把要能可会得着过也都很还又再个什怎咋啥俺您请问想说".split(""),
);
const hash = (pair: string): number => {
  const h = Math.imul(pair.charCodeAt(0), 0x9e3779b1) ^ Math.imul(pair.charCodeAt(1), 0x85ebca6b);
  return ((h ^ (h >>> 15)) >>> 0) % drawers;
};

/** Drawers of a text's pairs with how often each occurs. */
export function pairsIn(text: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const [run] of text.normalize("NFKC").matchAll(/[\p{Script=Han}]+/gu))
    for (let i = 0; i + 1 < run.length; i++) {
      if (idle.has(run[i] ?? "") || idle.has(run[i + 1] ?? "")) continue;
      const drawer = hash(run.slice(i, i + 2));
      found.set(drawer, (found.get(drawer) ?? 0) + 1);
    }
  return found;
}

/** Postings as bytes: for each drawer the gaps between documents and the counts, seven bits a byte. */
export function buildSearch(texts: readonly string[]): {
  offsets: Uint32Array;
  postings: Uint8Array;
  lengths: Uint16Array;
} {
  const lists: number[][] = [];
  const lengths = new Uint16Array(texts.length);
  for (const [doc, text] of texts.entries()) {
    let length = 0;
    for (const [drawer, count] of pairsIn(text)) {
      (lists[drawer] ??= []).push(doc * 16 + Math.min(15, count));
      length += count;
    }
    lengths[doc] = Math.min(65_535, length);
  }
  const offsets = new Uint32Array(drawers + 1);
  const bytes: number[] = [];
  const chunks: Uint8Array[] = [];
  let at = 0;
  const write = (n: number): void => {
    let rest = n;
    while (rest > 127) {
      bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.push(rest);
  };
  for (let drawer = 0; drawer < drawers; drawer++) {
    offsets[drawer] = at + bytes.length;
    let last = 0;
    for (const posting of lists[drawer] ?? []) {
      write(((posting >>> 4) - last) * 16 + (posting & 15));
      last = posting >>> 4;
    }
    if (bytes.length > 1_000_000) {
      chunks.push(Uint8Array.from(bytes));
      at += bytes.length;
      bytes.length = 0;
    }
  }
  chunks.push(Uint8Array.from(bytes));
  offsets[drawers] = at + bytes.length;
  const postings = new Uint8Array(at + bytes.length);
  let to = 0;
  for (const chunk of chunks) {
    postings.set(chunk, to);
    to += chunk.length;
  }
  return { offsets, postings, lengths };
}

export type SearchParts = {
  offsets: Uint32Array;
  lengths: Uint16Array;
  /** The bytes of the postings in [from, to). */
  read(from: number, to: number): Uint8Array;
};

export type SearchHit = { doc: number; score: number; covered: number; shared: number };

/**
 * The best documents for a question. `covered`: the share of the question's weight that stands in the document, by how
 * telling each pair is; `shared`: how many telling pairs.
 */
export function searchStatutes(parts: SearchParts, text: string, k: number): SearchHit[] {
  const { offsets, lengths, read } = parts;
  const count = lengths.length;
  let sum = 0;
  for (const length of lengths) sum += length;
  const average = Math.max(1, sum / Math.max(1, count));
  const scores = new Map<number, SearchHit>();
  let whole = 0;
  for (const drawer of pairsIn(text).keys()) {
    const [from = 0, to = 0] = [offsets[drawer], offsets[drawer + 1]];
    const bytes = read(from, to);
    const list: [doc: number, count: number][] = [];
    let doc = 0;
    for (let i = 0; i < bytes.length; ) {
      let n = 0;
      for (let shift = 0; ; shift += 7) {
        const b = bytes[i++] ?? 0;
        n |= (b & 127) << shift;
        if (b < 128) break;
      }
      doc += n >>> 4;
      list.push([doc, n & 15]);
    }
    const idf = Math.log(1 + (count - list.length + 0.5) / (list.length + 0.5));
    whole += idf;
    for (const [at, times] of list) {
      const hit = scores.get(at) ?? { doc: at, score: 0, covered: 0, shared: 0 };
      hit.score += (idf * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * (lengths[at] ?? 0)) / average));
      hit.covered += idf;
      hit.shared++;
      scores.set(at, hit);
    }
  }
  const best = [...scores.values()].toSorted((a, b) => b.score - a.score).slice(0, k);
  return best.map((hit) => ({ ...hit, covered: whole === 0 ? 0 : hit.covered / whole }));
}
