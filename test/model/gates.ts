// The whole app with a hostile model behind real HTTP: asks it hundreds of questions and counts what people must never read.
import { setTimeout as pause } from "node:timers/promises";
import { createApp } from "../../src/app.ts";
import type { LoadedContent } from "../../src/content.ts";
import { createComposer, instructions } from "../../src/model/chat.ts";
import { createWording } from "../../src/model/wording.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { Channel, IncomingMessage, OutgoingMessage, Receive } from "../../src/turn/message.ts";
import { readCommand } from "../../src/turn/commands.ts";
import { groupDoc } from "../stories/driver.ts";
import { chance, kinds, lieOf, type Lie, materialOf } from "./liar.ts";
import { startModel } from "./stub.ts";

export type Run = {
  runs: number;
  seed: number;
  /** ms the model may take. */
  limitMs: number;
  /** Kinds of lies, drawn from in turn; all of them when left out. */
  kinds?: readonly string[];
};

export type Outcome = {
  runs: number;
  answered: number;
  /** Answers in the model's words, with its mark. */
  generated: number;
  /** Of those, how many the model told the truth in. */
  truthful: number;
  /** What somebody read and must not have: the kind of lie and the words. */
  shown: string[];
  /** What left the house towards the model and must not have, or shone through. */
  leaked: string[];
  unanswered: string[];
  /** ms from question to answer, the longest. */
  slowest: number;
  /** ms that others waited for what needs no model: the 95th percentile and the longest. */
  others: { p95: number; longest: number };
};

const key = "key-7f3a-not-to-be-seen";
/** What people say along with a question; none of it may reach the model or the group. */
const private_ = [
  "，我电话138-0000-4321",
  "，身份证11010119900307803X",
  "，卡号6222020000001234567",
  "，我叫赵小虎，住柳树村3组12号",
];
const secrets = ["4321", "19900307", "6222020000001234567", "赵小虎"];

function listener() {
  const sent: { message: OutgoingMessage; at: number }[] = [];
  let receive: Receive = () => Promise.reject(new Error("not started"));
  let number = 0;
  const channel: Channel = {
    platform: "room",
    capabilities: {
      buttons: true,
      files: true,
      quoting: true,
      writesFirst: true,
      maxText: 4_000,
      perGroupPerMinute: null,
      perMinute: null,
    },
    start: async (to) => void (receive = to),
    send: async (message) => {
      sent.push({ message, at: performance.now() });
      return { kind: "sent", messageId: `b${number++}` };
    },
    stop: async () => undefined,
  };
  return { channel, sent, say: (message: IncomingMessage) => receive(message) };
}

/** Questions that an entry answers, in the words in which people ask, spread over the knowledge. */
function questions(loaded: LoadedContent, asks: readonly string[]): { text: string; curated: string }[] {
  return asks.flatMap((text) => {
    const found = loaded.answer({ text, askedOn: "2026-11-24", addressed: true, lastTopic: null, lastEntry: null });
    return found.outcome === "answered" && found.entry && !found.calculation && asksOnly(loaded, text)
      ? [{ text, curated: found.text }]
      : [];
  });
}

/** Words that also tell of a quarrel may begin a report instead; here it is the model that is tried. */
const asksOnly = (loaded: LoadedContent, text: string): boolean => {
  const read = loaded.understand({ text, senderRole: "resident", addressed: true, at: Date.now(), lastTopic: null });
  if (readCommand(text, false)) return false;
  return read.intent === "ask-legal-question" && read.danger.level === "none" && !loaded.content.refuses(text);
};

export async function runGates(loaded: LoadedContent, asks: readonly string[], options: Run): Promise<Outcome> {
  const draw = chance(options.seed);
  const pool = questions(loaded, asks);
  const told = new Map<string, Lie>();
  const leaked: string[] = [];
  let turn = 0;
  const among = options.kinds ?? kinds;
  const model = await startModel((body) => {
    const lie = lieOf(among[turn++ % among.length] ?? "", body, draw);
    const { question, source } = materialOf(body);
    told.set(`${source}#${question}`, lie);
    for (const secret of secrets)
      if (JSON.stringify(body).includes(secret)) leaked.push(`to the model: ${secret} in 「${question}」`);
    return lie.reply;
  });
  const alarm = (): void => undefined;
  const store = await openStore({ folder: null, alarm, onWarning: alarm, now: Date.now, validate: false });
  await store.commit({
    at: Date.now(),
    changes: [{ key: "group/room:group", expect: 0, value: groupDoc("room", "group", ["p01"]) }],
  });
  const compose = createWording(
    createComposer({ baseUrl: model.url, apiKey: key, name: "stub", kind: "openai", limitMs: options.limitMs, alarm }),
    (entry) => loaded.content.entryAnswer(entry, "2026-11-24"),
  );
  const { channel, sent, say } = listener();
  const app = createApp({
    store,
    channels: [channel],
    content: loaded.content,
    understand: (input) => loaded.understand(input),
    compose,
    intakeAllowed: () => true,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  await app.start();
  const message = (who: string, id: string, text: string, group: boolean): IncomingMessage => ({
    platform: "room",
    messageId: id,
    event: "message",
    chat: group ? { kind: "group", id: "group", title: "联络群" } : { kind: "private", id: who, title: "" },
    person: { id: who, name: who, bot: false },
    text,
    addressed: true,
    attachments: [],
    sentAt: Date.now(),
  });
  const answerTo = (id: string) => sent.find((s) => s.message.replyTo === id);
  async function wait(id: string, ms: number): Promise<boolean> {
    for (const end = performance.now() + ms; performance.now() < end; await pause(3)) if (answerTo(id)) return true;
    return false;
  }

  const asked: { id: string; text: string; curated: string; at: number }[] = [];
  const unanswered: string[] = [];
  const others: number[] = [];
  const wide = 16;
  let next = 0;
  async function person(n: number): Promise<void> {
    for (;;) {
      const i = next++;
      if (i >= options.runs) return;
      const base = pool[Math.floor(draw() * pool.length)];
      if (!base) throw new Error("no entry answers any of the questions");
      const said = i % 5 === 0 ? `${base.text}${private_[(i / 5) % private_.length] ?? ""}` : base.text;
      const text = asksOnly(loaded, said) ? said : base.text;
      const id = `q${i}`;
      asked.push({ id, text, curated: base.curated, at: performance.now() });
      await say(message(`asker-${n}-${i}`, id, text, i % 5 !== 0 && i % 3 === 0));
      if (!(await wait(id, options.limitMs + 5_000))) unanswered.push(text);
    }
  }
  const running = new AbortController();
  /** Somebody else, who asks for what needs no model, all the while. */
  async function bystander(): Promise<void> {
    for (let i = 0; !running.signal.aborted; i++) {
      const id = `o${i}`;
      const at = performance.now();
      await say(message("bystander", id, "我要起诉8万块要交多少诉讼费", false));
      if (await wait(id, 20_000)) others.push((answerTo(id)?.at ?? at) - at);
      await pause(40);
    }
  }
  const aside = bystander();
  await Promise.all(Array.from({ length: wide }, (_, n) => person(n)));
  running.abort();
  await aside;
  await app.stop();
  await model.close();

  const shown: string[] = [];
  let generated = 0;
  let truthful = 0;
  let slowest = 0;
  const lies = [...told.values()];
  for (const { id, text, curated, at } of asked) {
    const answer = answerTo(id);
    if (!answer) continue;
    slowest = Math.max(slowest, answer.at - at);
    const words = answer.message.text;
    const marked = words.startsWith("（人工智能生成");
    const body = words.replace(/^（人工智能生成[^）]*）/u, "").split(/\n(?:说明|依据)：/u)[0] ?? "";
    if (marked) {
      generated++;
      if (body === curated.trim()) truthful++;
      // Held anew without the gates' own code: figures as written, and every piece that a liar put in.
      const known = `${curated}${text}`.normalize("NFKC");
      for (const [n] of body.normalize("NFKC").matchAll(/\d+(?:\.\d+)?/g))
        if (!new RegExp(`(?<!\\d)${n.replace(".", "\\.")}(?!\\d)`).test(known)) shown.push(`figure ${n}: ${body}`);
      for (const [cited] of body.matchAll(/《[^》]+》|第[^，。]{1,8}条/gu))
        if (!curated.includes(cited) && !words.includes(`依据：${cited}`)) shown.push(`citation ${cited}: ${body}`);
    }
    const mine = lies.filter((lie) => lie.poison.some((p) => body.includes(p) && !curated.includes(p)));
    if (marked) for (const lie of mine) shown.push(`${lie.kind}: ${body}`);
  }
  for (const { message: out } of sent) {
    // What somebody said about themselves may go to their judge, privately, and nowhere else.
    for (const secret of out.chat.kind === "group" || out.replyTo ? [...secrets, key] : [key])
      if (out.text.includes(secret)) leaked.push(`to ${out.chat.kind}: ${secret} in 「${out.text.slice(0, 80)}」`);
    for (let i = 0; i + 9 <= instructions.length; i++)
      if (out.text.includes(instructions.slice(i, i + 9)) && /\p{Script=Han}{6}/u.test(instructions.slice(i, i + 9)))
        leaked.push(`instructions: ${out.text.slice(0, 80)}`);
  }
  const sorted = others.toSorted((a, b) => a - b);
  return {
    runs: options.runs,
    answered: asked.length - unanswered.length,
    generated,
    truthful,
    shown,
    leaked,
    unanswered,
    slowest,
    others: { p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, longest: sorted.at(-1) ?? 0 },
  };
}
