// Brings a message into one plain spelling (NFKC, no invisible characters) and remembers where every character came from.

export type Normal = {
  /** What was written, untouched. */
  original: string;
  /** The plain spelling that every reader in this room works on. */
  text: string;
  /** Offset in `original` of each character of `text`; one more at the end. */
  map: Uint32Array;
};

// Traditional characters that villagers' input methods and forwarded texts bring; one character for one.
const traditional =
  "錢幾萬離還給這個們說來時後對嗎麼沒個為過開門關於從車長東書問間認識電話號碼債務貸協議調處庭審訴訟證據錄傷殺葯藥動勞產權農業婦兒歲撫養贍遺囑繼財結訂禮聘應該實現報警壓樓層鄰鬧爭執強應點條約單據賠償買賣質貨款訂違爾難當會嚇罵塊種樹鄉鎮縣區務衛個麵與裏誰幫請謝媽爺孫陳張劉黃趙吳鄭馮蔣韓楊許呂魯韋馬湯鄧鐘盧萬錢羅賈";
const simplified =
  "钱几万离还给这个们说来时后对吗么没个为过开门关于从车长东书问间认识电话号码债务贷协议调处庭审诉讼证据录伤杀药药动劳产权农业妇儿岁抚养赡遗嘱继财结订礼聘应该实现报警压楼层邻闹争执强应点条约单据赔偿买卖质货款订违尔难当会吓骂块种树乡镇县区务卫个面与里谁帮请谢妈爷孙陈张刘黄赵吴郑冯蒋韩杨许吕鲁韦马汤邓钟卢万钱罗贾";
const plain = new Map<string, string>();
for (let i = 0; i < traditional.length; i++) plain.set(traditional[i]!, simplified[i]!);

const seen = new Map<number, string>();

/** 1 for what most messages consist of and what stays as it is: Chinese characters, printable ASCII, the full stop. */
const asIs = new Uint8Array(65_536);
asIs.fill(1, 0x20, 0x7f);
asIs.fill(1, 0x4e00, 0xa000);
asIs[0x3002] = 1;
for (const char of plain.keys()) asIs[char.charCodeAt(0)] = 0;

/** Formatting, controls, joiners, direction marks, variation selectors, tags, keycap frames: nothing anybody reads. */
const invisible = /^[\p{Cf}\p{Mn}\p{Me}\p{Co}\p{Cn}\u115F\u1160\u3164\uFFA0]$/u;
const picture = /^\p{Extended_Pictographic}$|^\p{Emoji_Modifier}$|^\p{Regional_Indicator}$/u;

function plainOf(code: number): string {
  if (code === 9 || code === 10) return code === 9 ? " " : "\n";
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return "";
  if (code >= 0xd800 && code <= 0xdfff) return "";
  const known = seen.get(code);
  if (known !== undefined) return known;
  const char = String.fromCodePoint(code);
  let out = plain.get(char) ?? char;
  if (invisible.test(char)) out = "";
  else if (picture.test(char) && code > 0xff) out = " ";
  else if (out === char) {
    out = char.normalize("NFKC");
    // U+FDFA alone would become eighteen characters.
    if (out.length > 8) out = " ";
  }
  if (seen.size < 20_000) seen.set(code, out);
  return out;
}

/** `text` in one spelling: at most `limit` characters of it are read. Linear in the length. */
export function normalize(text: string, limit = 200_000): Normal {
  const upTo = Math.min(text.length, limit);
  let map = new Uint32Array(upTo + 16);
  const parts: string[] = [];
  let run = 0;
  let size = 0;
  const room = (n: number): void => {
    if (size + n + 1 < map.length) return;
    const wider = new Uint32Array(map.length * 2 + n);
    wider.set(map);
    map = wider;
  };
  for (let i = 0; i < upTo; ) {
    const unit = text.charCodeAt(i);
    if (asIs[unit] === 1) {
      if (size + 2 >= map.length) room(1);
      map[size++] = i++;
      continue;
    }
    if (run < i) parts.push(text.slice(run, i));
    const code = text.codePointAt(i)!;
    const out = plainOf(code);
    room(out.length);
    for (let k = 0; k < out.length; k++) map[size++] = i;
    parts.push(out);
    i += code > 0xffff ? 2 : 1;
    run = i;
  }
  if (run < upTo) parts.push(text.slice(run, upTo));
  room(1);
  map[size] = upTo;
  return { original: text, text: parts.join(""), map: map.subarray(0, size + 1) };
}

/** Where `text[start, end)` of the plain spelling stands in the original. */
export function place(normal: Normal, start: number, end: number): { start: number; end: number; words: string } {
  const from = normal.map[start] ?? normal.original.length;
  if (end <= start) return { start: from, end: from, words: "" };
  const last = normal.map[end - 1] ?? from;
  // A character of the original that became several ends where the next one begins.
  const code = normal.original.codePointAt(last) ?? 0;
  const to = Math.min(normal.original.length, last + (code > 0xffff ? 2 : 1));
  return { start: from, end: to, words: normal.original.slice(from, to) };
}
