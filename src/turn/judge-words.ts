// A judge's own words about a lead, said without a command: what they may mean is offered, and nothing is told on unasked.
import type { Lead } from "../leads/lead.ts";
import { mayMove, moves } from "../leads/moves.ts";
import type { Command, MoveCommand } from "./command.ts";
import type { Context } from "./context.ts";
import { holds } from "./flow-life.ts";
import { causeOf } from "./intake.ts";
import { keepLead, moved } from "./lead-life.ts";
import { type Talk, talk } from "./people.ts";
import type { Doc } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { type Pen, say } from "./turn.ts";

/** What words like these usually mean, the likelier before the others. */
const meanings: readonly [MoveCommand["move"] | "paper", string, RegExp][] = [
  [
    "sendBack",
    "退回，我要回避",
    /回避|(?:我|咱|俺)(?:家)?(?:跟|和|与|同).{1,10}(?:是|有)?(?:亲戚?|表|堂|一家子|本家|同学|战友|邻居|对门|朋友|兄弟|姐妹)|(?:是|跟)(?:我|咱)(?:的|家)?.{0,3}(?:表|堂|亲|侄|外甥|叔|舅|姑|姨|岳父|岳母|同学|战友|邻居|弟|哥|姐|妹)/u,
  ],
  [
    "sendBack",
    "退回，写上这个原因",
    /不归|不属于|不该(?:我|咱|法庭)|管不了|管不着|该归|是(?:治安|刑事|行政)(?:案|问题|的事)|不是(?:我|我们|咱).{0,8}(?:村|管|片)/u,
  ],
  [
    "close",
    "办结，写上这个结果",
    /和好|谈(?:妥|成|拢|好|崩)|谈不拢|成了|答应|起诉吧|去立案|撤了|不用管|给清|结清|两清|还清|解决了|没事了/u,
  ],
  [
    "pause",
    "暂停，等一等",
    /先放|放一放|等.{1,16}(?:回来|再说|再谈|再办|过完?年|出来|结果|鉴定)|缓一缓|先不(?:急|办)/u,
  ],
  [
    "mediate",
    "安排调解，告诉报告人",
    /(?:约|定|安排).{0,14}(?:调解|谈|说和|碰头|见面)|(?:周|明天|后天|上午|下午).{0,12}(?:调解|说和)/u,
  ],
  [
    "goThere",
    "安排上门，告诉报告人",
    /(?:周|明天|后天|上午|下午|这就|一会).{0,10}(?:去现场|到现场|去村|上门|去看|下去|去他家|去她家)/u,
  ],
  // 他说先给一万: promised, not paid.
  [
    "pay",
    "记下付了钱",
    /(?<!(?:说|答应|承诺|同意|愿意|肯|打算|准备|让他|要).{0,6})(?:给|还|付|转|打|交)了?.{0,4}[\d一二两三四五六七八九十百千万.]*(?:元|块|万|千|百|\d{3})/u,
  ],
  [
    "refer",
    "转办给这位",
    /^(?:这个|这件|先)?(?:给|让|叫|请|交给?)(?!他|她|我|对方|双方|当事)\p{Script=Han}{1,6}?(?:去|来)?(?:办|调|处理|跟进|说和|弄)/u,
  ],
  ["paper", "出调解协议书草稿", /(?:写|出|弄|打|做)(?:一?[个份张])?.{0,4}(?:协议|调解书)/u],
];

/** Words that plainly are about a lead in hand, whatever else they resemble. */
export const aboutWork = (text: string): boolean =>
  text.length <= 80 && !/[?？]|吗|怎么|咋|多少|能不能|可不可以/u.test(text) && meanings.some(([, , p]) => p.test(text));

const inHand: readonly Lead["status"][] = ["assigned", "accepted", "referred"];

/** Whether somebody may say such words of a lead at all: who accepts and closes. */
export const mayMean = (context: Context): boolean => mayMove("accept", context.speaker.roles);

/** Offers what a judge's words may mean: for the quoted or named lead, else for the only one in hand, else asks for which. */
export function offerMeaning(pen: Pen, context: Context, it: Talk, words: string, about?: Doc<Lead>): void {
  const all = [...new Map([...context.assigned, ...context.steps].map((l) => [l.key, l])).values()];
  const open = about ? [about] : all.filter((l) => inHand.includes(l.value.status));
  const me = { person: context.speaker.id };
  const text = words.trim().slice(0, 1_000);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const [doc] = open;
  if (!doc) return say(pen, me, "refused", { why: "notFound", what: "反馈" });
  if (open.length > 1) {
    const options = open
      .slice(0, 9)
      .map((l) => ({ label: `${l.value.id} ${causeOf(context, l.value.cause).name}`, data: `words:${l.value.id}` }));
    say(pen, me, "which", { ask: `“${short}”说的是哪一件？`, options });
    return talk(pen, context, it, { choices: options, awaiting: { kind: "words", lead: null, data: text } });
  }
  const { id, status } = doc.value;
  const may = (move: MoveCommand["move"] | "paper"): boolean =>
    move === "paper" ||
    ((moves[move].from as readonly string[]).includes(status === "assigned" ? "accepted" : status) &&
      mayMove(move, context.speaker.roles));
  const meant = meanings.filter(([move, , pattern]) => may(move) && pattern.test(text));
  const options = [
    ...(holds(context.content.directory, context.speaker, doc.value)
      ? [{ label: "这一步办好了，记下这句话", data: "meant:step" }]
      : []),
    ...meant
      .filter(([move], i) => meant.findIndex(([other]) => other === move) === i)
      .slice(0, 2)
      .map(([move, label]) => ({ label, data: `meant:${move}` })),
    { label: "把这句话告诉报告人", data: "meant:feedback" },
    { label: "只记下来，不告诉", data: "meant:note" },
  ];
  say(pen, me, "which", { ask: `${id}：您说“${short}”。要怎么办？`, options }, { lead: id });
  talk(pen, context, it, { choices: options, awaiting: { kind: "words", lead: id, data: text } });
}

/** What was chosen for the words kept: the command they were meant as, or done already. */
export function meantAs({ pen, context, here, person }: Scene, choice: string): Command | "done" {
  const { lead, data } = here.now.awaiting?.kind === "words" ? here.now.awaiting : { lead: null, data: "" };
  const doc = [...context.named, ...context.assigned, ...context.steps].find((l) => l.value.id === lead);
  talk(pen, context, here, { choices: [], awaiting: null });
  if (lead === null || data === "" || !doc) {
    say(pen, { person: person.id }, "plain", { text: "那句话我没留住，请再说一遍。" });
    return "done";
  }
  if (choice === "paper")
    return { kind: "make", what: "paper", number: lead, paper: "人民调解协议书", final: false, pdf: false };
  if (choice === "step") return { kind: "flow", act: "done", number: lead, rest: data, sure: true };
  if (choice !== "note")
    return { kind: "move", move: choice as MoveCommand["move"], number: lead, rest: data, said: data };
  keepLead(pen, context, doc, moved(pen, context, doc.value, "feedback", data));
  say(pen, { person: person.id }, "plain", { text: `记在${lead}的经过里了，没有告诉报告人。` }, { lead });
  return "done";
}

/** Which lead the words kept are about. */
export function wordsAbout({ pen, context, here }: Scene, id: string): "done" {
  const words = here.now.awaiting?.kind === "words" ? here.now.awaiting.data : "";
  const doc = [...context.assigned, ...context.steps].find((l) => l.value.id === id);
  if (doc && words) offerMeaning(pen, context, here, words, doc);
  return "done";
}
