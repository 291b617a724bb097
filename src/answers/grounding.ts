// The gates for text a model wrote: nothing passes that the sources, the question or a calculator do not bear out.
import { longNumbersIn, plainDigits, quantitiesIn } from "./quantities.ts";
import { numberOf } from "./figures.ts";

export type Source = { text: string; laws: readonly { law: string; article: string }[] };

export type Verdict =
  | { ok: true }
  | {
      ok: false;
      why:
        | "citation"
        | "figure"
        | "phone"
        | "link"
        | "script"
        | "leak"
        | "claim"
        | "negation"
        | "unsupported"
        | "length";
    };

const shortest = 10;
const longest = 600;
/** Shares of character pairs that must stand in the sources: in the whole text, in a sentence, in a clause. */
const borneOut = { text: 0.55, sentence: 0.5, clause: 0.34, short: 0.67 };
/** A clause of so few pairs must stand in the sources nearly as it is: 「去打他」 is two of 「去打官司」 and bad advice. */
const fewPairs = 4;
/** Characters in a row that may not be shared with the instructions. */
const leakLength = 7;

const pairsOf = (text: string): string[] => {
  const pairs: string[] = [];
  for (const [run] of text.matchAll(/\p{Script=Han}+/gu))
    for (let i = 0; i + 1 < run.length; i++) pairs.push(run.slice(i, i + 2));
  return pairs;
};
const share = (pairs: readonly string[], known: ReadonlySet<string>): number =>
  pairs.length === 0 ? 1 : pairs.filter((p) => known.has(p)).length / pairs.length;

/** Words that only lead from one thought to the next or comfort. */
const leading =
  /^(?:您好|你好|别急|别着急|不用急|放心|简单说|简单来说|也就是说|总的来说|另外|首先|其次|最后|然后|接着|同时|所以|因此|不过|但是|如果|的话|这样|那么|第[一二三]|一是|二是|三是|先说结论|结论是|您可以这样做|具体来说|希望能帮到您|供您参考)+$/u;
const clausesOf = (text: string): string[] =>
  text.split(/[，,。.!！?？；;：:、\n（）()…—]+/u).filter((c) => /\p{Script=Han}/u.test(c));

/** What only a court may say, and words that would make the bot somebody else: never without the source saying it. */
const bold =
  /胜诉|败诉|必胜|必赢|稳赢|肯定(?:能|会)|一定(?:能|会)赢|保证(?:能|您)|法院(?:会|将|一定)判|我是(?:法官|律师|真人)|我(?:已经|现在)?(?:为|帮|替)您(?:登记|立案|转账|删除|绑定)|已(?:经)?(?:为|帮)您|加(?:我)?(?:微信|好友|群)|转账(?:给|到)|汇款|系统提示|提示词|指令|人工智能|语言模型|作为AI|依据[:：]|原文摘录|【/u;

const numeral = "[\\d零一二三四五六七八九十百千]+";
const cited = new RegExp(
  `(?:《([^》]+)》|(\\p{Script=Han}{0,16}(?:法|法典|条例|规定|办法|解释)(?:\\([一二三四]\\))?))?\\s*第?\\s*(${numeral})\\s*(?:条之(${numeral})|条)`,
  "gu",
);

/** Every article named with its law must be one of the sources' articles of that law. */
function citationsHold(said: string, sources: readonly Source[], known: string): boolean {
  const laws = sources.flatMap((s) => s.laws);
  const sameLaw = (name: string): boolean =>
    laws.some(({ law }) => name === law || name === `中华人民共和国${law}`) || known.includes(`《${name}》`);
  for (const m of said.matchAll(/《([^》]+)》/gu)) if (!sameLaw(m[1] ?? "")) return false;
  const counted = new Set(quantitiesIn(known).map((q) => q.key));
  for (const m of said.matchAll(cited)) {
    const [whole, quoted, spoken, number = "", part] = m;
    const article = `${numberOf(number) ?? number}${part === undefined ? "" : `-${numberOf(part) ?? part}`}`;
    const name = quoted ?? spoken;
    const fits = laws.some((l) => l.article === article && (name === undefined || name.endsWith(l.law)));
    // 「两条路」「第一条，去投诉」: a count that stands in the source, not an article.
    if (
      !fits &&
      !(name === undefined && known.includes(whole.trim())) &&
      (whole.includes("第") || !counted.has(`${article}|条`))
    )
      return false;
  }
  // 「第680、681条」: the numbers in front of the last one.
  for (const m of said.matchAll(new RegExp(`第?(${numeral}(?:[、,和至到及-]第?${numeral})+)条`, "gu")))
    for (const [n] of (m[1] ?? "").matchAll(new RegExp(numeral, "gu")))
      if (!laws.some((l) => l.article === String(numberOf(n)))) return false;
  return true;
}

/** Words that hold a negator and deny nothing. */
const seeming =
  /不过|不仅|不但|不管|不论|无论|不如|不久|不同|非常|除非|是不是|能不能|要不要|有没有|没关系|不用急|别急|别着急|区别|特别|级别|性别|分别|告别/gu;
const denying = "¬";
/** One sign for every word that denies, so that 没约定 and 未约定 read the same. */
const marked = (text: string): string =>
  text.replace(seeming, "·").replace(/没有|没能|并非|并不|[不没无未别勿非莫]/gu, denying);

/** Whether `run` stands in `text` at least once behind a denial, or at least once without one. */
function stands(text: string, run: string, denied: boolean): boolean {
  for (let i = text.indexOf(run); i >= 0; i = text.indexOf(run, i + 1))
    if ((text[i - 1] === denying) === denied) return true;
  return false;
}

/** What a source says the one of, its rewriting may not say the other of. */
const opposites = (
  "以上/以下 之前/之后 以前/以后 以内/以外 早于/晚于 高于/低于 超过/低于 多于/少于 原告/被告 男方/女方 出借人/借款人 债权人/债务人 " +
  "合法/违法 合法/非法 应当/可以 必须/可以 应该/可以 支持/驳回 房东/租户 买方/卖方 增加/减少 同意/拒绝 有效/失效 免费/收费"
)
  .split(" ")
  .map((pair) => pair.split("/") as [string, string])
  .flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]) as [string, string][];

/** Words that turn the sense of what stands behind them; 要 only where it stands for 应当. */
const modal: readonly [string, string][] = [
  ...opposites.filter(([word]) => !/^[以之]/u.test(word)),
  ["可以", "要"],
  ["要", "可以"],
];

/** 「应当公布」 said as 「可以公布」, though 可以 stands elsewhere in the source; 「3日以内」 as 「3日以外」. */
function turned(said: string, known: string): boolean {
  const changed = (word: string, other: string, at: number, behind: boolean): boolean => {
    const beside = behind ? said.slice(at + word.length, at + word.length + 2) : said.slice(Math.max(0, at - 2), at);
    if (!/^\p{Script=Han}{2}$/u.test(beside) && behind) return false;
    const as = (w: string): string => (behind ? w + beside : beside + w);
    return beside.length === 2 && known.includes(as(other)) && !known.includes(as(word));
  };
  const any = (pairs: readonly (readonly [string, string])[], behind: boolean): boolean =>
    pairs.some(([word, other]) => {
      for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1))
        if (changed(word, other, at, behind)) return true;
      return false;
    });
  return (
    any(modal, true) ||
    any(
      opposites.filter(([word]) => /^[以之]/u.test(word)),
      false,
    )
  );
}

/** A text that says the words of the source with a 不 put in or left out, or a word turned round, says the opposite. */
function keepsMeaning(said: string, known: string): boolean {
  const own = marked(known);
  // 是不是 without its 不 is 是是: a doubled character that the source does not have.
  for (const [twice] of said.matchAll(/(\p{Script=Han})\1/gu)) if (!known.includes(twice)) return false;
  const whole = new Set(clausesOf(known));
  for (const clause of clausesOf(said)) {
    // 「不赔」 without its 不 is one character, and the whole sense.
    if (clause.trim().length <= 2 && !whole.has(clause) && !leading.test(clause)) return false;
    const text = marked(clause);
    for (let i = 0; i < text.length; i++) {
      if (text[i] === denying) {
        const denied = text.slice(i + 1, i + 5);
        if (
          own.includes(denied) && denied.length === 4 ? !stands(own, denied, true) : !own.includes(text.slice(i, i + 2))
        )
          return false;
      } else if (text[i - 1] !== denying) {
        for (const length of [2, 3]) {
          const run = text.slice(i, i + length);
          if (run.length === length && !run.includes(denying) && own.includes(run) && !stands(own, run, false))
            return false;
        }
      }
    }
  }
  if (turned(said, known)) return false;
  return opposites.every(([word, other]) => !said.includes(word) || known.includes(word) || !known.includes(other));
}

/**
 * Holds a generated text against its sources. Citations must be among the sources' articles, figures, dates and periods in a
 * source or the question, phones, links and foreign words in a source; every clause must be borne out by the sources' own
 * words and deny what they deny. `instructions` must not shine through. What does not pass is not shown at all.
 */
export function grounded(text: string, sources: readonly Source[], question: string, instructions = ""): Verdict {
  const no = (why: Exclude<Verdict, { ok: true }>["why"]): Verdict => ({ ok: false, why });
  const said = plainDigits(text).trim();
  if (said.length < shortest || said.length > longest) return no("length");
  const known = plainDigits(sources.map((s) => s.text).join("\n"));
  // Hidden characters, other scripts, marks and boxes: plain Chinese has none of them.
  if (/[^\p{Script=Han}\p{N}\p{P}A-Za-z \n+=%×÷~<>|°]/u.test(text.trim().normalize("NFKC"))) return no("script");
  if (/[<>|`{}[\]\\#*_]/u.test(said) && ![...said.matchAll(/[<>|`{}[\]\\#*_]/gu)].every(([c]) => known.includes(c)))
    return no("script");
  for (const [word] of said.matchAll(/[A-Za-z]+/g)) if (!known.includes(word)) return no("link");
  const hidden = plainDigits(instructions);
  for (let i = 0; i + leakLength <= said.length; i++) {
    const run = said.slice(i, i + leakLength);
    if (hidden.includes(run) && !known.includes(run)) return no("leak");
  }
  if (/某某|\[(?:电话|证件号|账号|住址|车牌)\]/u.test(said) && !known.includes("某某")) return no("leak");
  const claim = bold.exec(said)?.[0];
  if (claim !== undefined && !known.includes(claim)) return no("claim");
  if (!citationsHold(said, sources, known)) return no("citation");
  const phones = longNumbersIn(known);
  const amounts = new Set([known, plainDigits(question)].flatMap((t) => quantitiesIn(t).map((q) => q.value)));
  for (const number of longNumbersIn(said)) if (!phones.includes(number)) return no("phone");
  const articles = new Set(sources.flatMap((s) => s.laws.flatMap((l) => [`${l.article}|条`, `${l.article}|`])));
  const figures = new Set([known, plainDigits(question)].flatMap((t) => quantitiesIn(t).map((q) => q.key)));
  for (const q of quantitiesIn(said)) {
    if (figures.has(q.key) || articles.has(q.key)) continue;
    // Without a unit a number must at least be one that was said; a lone 一 counts nothing.
    if ((q.unit === "" || q.unit === "个") && (amounts.has(q.value) || q.value === "1")) continue;
    return no("figure");
  }
  const pairs = new Set(pairsOf(known));
  // Citations were held against the sources above; they need not stand in the words of the answer too.
  const prose = said
    .replace(cited, "")
    .replace(/《[^》]*》/gu, "")
    .replace(/(?:根据|依据|依照|按照)(?=[的规定，,。]|$)/gu, "");
  if (share(pairsOf(prose), pairs) < borneOut.text) return no("unsupported");
  for (const sentence of prose.split(/[。!?！？;；\n]/u)) {
    const clauses = clausesOf(sentence).filter((c) => !leading.test(c));
    if (share(clauses.flatMap(pairsOf), pairs) < borneOut.sentence) return no("unsupported");
    for (const clause of clauses) {
      // 「去砸他家」 is as bad alone as in a long sentence; one character says nothing.
      const own = pairsOf(clause);
      const least = own.length <= fewPairs ? borneOut.short : borneOut.clause;
      if (own.length > 0 && share(own, pairs) < least) return no("unsupported");
    }
  }
  return keepsMeaning(said, known) ? { ok: true } : no("negation");
}
