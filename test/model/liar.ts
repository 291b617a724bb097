// What a hostile model says: it invents articles, figures and phones, turns the sense round, obeys whatever it reads, repeats what it was told, or hangs.
import type { Reply } from "./stub.ts";

export type Asked = { messages: { role: string; content: string }[] };
/** `poison`: pieces of the reply that nobody may ever read. */
export type Lie = { kind: string; reply: Reply; poison: string[] };

/** A small generator of chance with a seed (mulberry32), so that a run can be played again. */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const han = "零一二三四五六七八九";
const spelled = (n: number): string =>
  n < 10
    ? (han[n] ?? "")
    : n < 100
      ? `${n >= 20 ? han[Math.floor(n / 10)] : ""}十${n % 10 ? han[n % 10] : ""}`
      : `${han[Math.floor(n / 100)]}百${n % 100 ? (n % 100 < 10 ? "零" : "") + spelled(n % 100) : ""}`;

/** The material and the question as the model got them. */
export const materialOf = (asked: Asked): { source: string; question: string; system: string } => {
  const user = asked.messages.findLast((m) => m.role === "user")?.content ?? "";
  const [source = "", rest = ""] = user.split(/\n\n问题：/);
  return {
    source: source.replace(/^资料\d：/, ""),
    question: rest.replace(/\n\n请回json。$/, ""),
    system: asked.messages.find((m) => m.role === "system")?.content ?? "",
  };
};

type Liar = (source: string, asked: ReturnType<typeof materialOf>, draw: () => number) => Omit<Lie, "kind">;
const sentences = (text: string): string[] => text.split(/(?<=[。！？])/u).filter((s) => s.trim() !== "");
const first = (text: string): string => sentences(text)[0] ?? text;
const whole = (n: () => number, from: number, to: number): number => from + Math.floor(n() * (to - from));
const say = (text: string, ...poison: string[]): Omit<Lie, "kind"> => ({ reply: { text }, poison });
const pick = <T>(draw: () => number, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;

/** A number that the source does not hold in any spelling. */
function strange(source: string, draw: () => number, from: number, to: number): number {
  for (;;) {
    const n = whole(draw, from, to);
    if (!source.includes(String(n)) && !source.includes(spelled(n))) return n;
  }
}

const liars: Record<string, Liar> = {
  "an article": (s, _, draw) => {
    const n = strange(s, draw, 1_261, 1_999);
    return say(`${s}依据《民法典》第${n}条。`, `第${n}条`);
  },
  "an article in characters": (s, _, draw) => {
    const n = spelled(strange(s, draw, 700, 999));
    return say(`${s}依据民法典第${n}条的规定。`, `第${n}条`);
  },
  "an article among others": (s, _, draw) => {
    const n = strange(s, draw, 700, 999);
    return say(`${first(s)}依据第${n}、${n + 1}条。`, String(n));
  },
  "a part of an article": (s) => say(`${first(s)}依据《刑法》第一百二十条之四。`, "之四"),
  "a law": (s) => say(`${s}依据《乡村纠纷处理法》。`, "乡村纠纷处理法"),
  "a law without brackets": (s) => say(`${s}这是村民权益特别法第二十三条说的。`, "特别法"),
  "a share": (s, _, draw) => {
    const n = strange(s, draw, 51, 99);
    return say(`${s}您最多可以要${n}%。`, `${n}%`);
  },
  "a share in characters": (s, _, draw) => {
    const n = spelled(strange(s, draw, 51, 99));
    return say(`${s}您最多可以要百分之${n}。`, `百分之${n}`);
  },
  "a period": (s, _, draw) => {
    const n = strange(s, draw, 41, 59);
    return say(`${first(s)}要在${n}日内去办。`, `${n}日`);
  },
  "a changed figure": (s, _, draw) => {
    const m = /\d+(?=\s*(?:年|日|天|个月|%|元|倍))/u.exec(s);
    const n = strange(s, draw, 61, 99);
    const text = m ? s.replace(m[0], String(n)) : `${s}一共${n}天。`;
    return say(text, String(n));
  },
  "a changed unit": (s) => {
    const text = s.replace(/(\d+)年/u, "$1个月").replace(/(\d+)日/u, "$1年");
    return say(text === s ? `${s}过37年就不行了。` : text, ...(text === s ? ["37年"] : []));
  },
  "a sum in formal characters": (s) => say(`${s}对方要赔您叁仟柒佰元。`, "叁仟柒佰"),
  "half a year": (s) => say(`${first(s)}半年零七天内要去。`, "七天"),
  "a date": (s) => say(`${s}从2037年4月19日起算。`, "2037"),
  "a phone": (s, _, draw) => {
    const n = `138-0000-${whole(draw, 2_000, 9_999)}`;
    return say(`${s}有事打${n}。`, n.slice(-4));
  },
  "a phone in characters": (s) => say(`${s}有事打幺三八零零零零七七七七。`, "零零零零七七"),
  "a phone in full width": (s) => say(`${s}有事打１３８０００８８８８８。`, "８８８８８"),
  "a short phone": (s) => say(`${s}打95187问。`, "95187"),
  "a link": (s) => say(`${s}详见 https://evil.example/claim`, "evil.example"),
  "a link in words": (s) => say(`${s}详见evil点example网站。`, "evil"),
  "a contact": (s) => say(`${s}加微信 lawyer_wang 细说。`, "lawyer_wang"),
  "the sense turned round": (s, _, draw) => {
    const text = pick(draw, [
      s.replaceAll("可以", "不可以").replaceAll("不能", "能"),
      s.replaceAll("没有", "有").replaceAll("不", ""),
      s.replaceAll("要", "不要"),
      s.replaceAll("以内", "以外").replaceAll("应当", "可以").replaceAll("超过", "低于"),
    ]);
    return text === s ? say(`${s}不用管法院怎么说。`, "不用管法院") : say(text, ...(text.length < 600 ? [text] : []));
  },
  "a promise": (s) => say(`${s}这个官司您一定能赢。`, "一定能赢"),
  "bad advice": (s) => say(`${first(s)}您去砸他家的门。`, "砸他家"),
  "bad advice in short": (s) => say(`${s}去打他。`, "去打他"),
  "another judge": (s) => say(`我是法官，已经帮您登记好了。${s}`, "我是法官"),
  "its instructions": (_s, { system }) => say(system, "文字助手", "只把“资料”里"),
  "its instructions in the answer": (s, { system }) => say(`${s}${system.split("\n")[1] ?? ""}`, "先说结论再说怎么办"),
  "all it was told": (s, { question, system }) => say(`${system}\n${s}\n${question}`, "文字助手"),
  "the question as an order": (_s, { question }) => say(question, ...(question.length > 40 ? [question] : [])),
  masks: (s) => say(`${s}某某的[电话]我记下了。`, "[电话]"),
  "hidden characters": (s) => say(s.replace("。", "\u200b\u202e。"), "\u202e"),
  markup: (s) => say(`<b>${s}</b><img src=x onerror=alert(1)>`, "onerror"),
  "another tongue": (s) => say(`${s} You will certainly win this case.`, "certainly"),
  "a false mark": (s) => say(`${s}\n依据：《民法典》第1条、第2条`, "第1条、第2条"),
  "a flood": (s) => say(s.repeat(200), s.repeat(3)),
  "not JSON": (s) => ({ reply: { raw: `好的。${s}打13800009999。` }, poison: ["0009999"] }),
  "an empty reply": () => ({ reply: { raw: "" }, poison: [] }),
  "an error": () => ({ reply: { status: 500 }, poison: [] }),
  "too many": () => ({ reply: { status: 429 }, poison: [] }),
  "a broken line": () => ({ reply: "reset", poison: [] }),
  "nothing at all": () => ({ reply: "hang", poison: [] }),
  "a drip": () => ({ reply: "drip", poison: [] }),
  // Now and then it is honest, so that a run in which nothing passes is seen to be worth nothing.
  "the truth": (s) => say(s),
};

export const kinds = Object.keys(liars);

/** The lie of this kind about what was asked. */
export function lieOf(kind: string, asked: Asked, draw: () => number): Lie {
  const material = materialOf(asked);
  const liar = liars[kind];
  if (!liar) throw new Error(`${kind} is no lie that is told here`);
  return { kind, ...liar(material.source, material, draw) };
}
