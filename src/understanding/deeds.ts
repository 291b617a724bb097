// Who stands on which side, clause by clause: what each one does, suffers or demands is weighed, and the weights decide.
import {
  admits,
  asksFor,
  claims,
  demanded,
  harm,
  hires,
  labour,
  lentTo,
  lends,
  refusal,
  says,
  soldTo,
  suffering,
  wants,
} from "./deedWords.ts";
import { firstMention } from "./frames.ts";
import type { SenderRole } from "./intents.ts";
import { isNamed, type Mention } from "./outright.ts";

/** Where a clause ends; 因… and what is told behind 称 begin one of their own. */
const clauseEnd =
  /[,。;:!?\s()"“”]+|(?=因(?!此)|由于|导致|致使?(?!富|电))|(?<=称(?!为|作|赞)|[^传听再小劝]说(?!好|定|法|和|是)|表示|认为|发现|看见|听见|得知|了解到)/u;
/** A word that puts a mention beside the verb instead of before it; what may stand between them is a part or a place. */
const beside =
  /(?<how>被|遭到?|让|叫|由|把|将|跟着?|和|与|同|向|找|从|问|管|对|帮|替|为|给|在|到|去|于)(?<between>[^\uE000-\uE0FF,。]{0,7})$/u;

/** `prefix`: the clause up to the mention, with the mentions before it as they stand in the line. */
type Item = { m: Mention; before: string; after: string; how: string; vague: boolean; prefix: string };
type Weights = Map<Mention, number>;

const hits = (pattern: RegExp, text: string): boolean => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};
const passive = /^(?:被|遭到?|让|叫|由)$/u;
const forSomebody = /^(?:给|帮|替|为|跟着?|在|到|去)$/u;

/** What a clause tells of one who stands beside its verb: who answers for it, the one or the subject, and how surely. */
const relations: readonly { fits(item: Item): boolean; doer: "it" | "subject"; by: number }[] = [
  { fits: (i) => passive.test(i.how) && (hits(harm, i.after) || hits(refusal, i.after)), doer: "it", by: 3 },
  {
    fits: (i) =>
      /^[把将]$/u.test(i.how) &&
      !/[把将][^,。]*[给交卖租借找帮]/u.test(i.before) &&
      !/^[^,。]{0,8}(?:告|叫来|找来|请|介绍|送到|接到)/u.test(i.after),
    doer: "subject",
    by: 3,
  },
  { fits: (i) => lentTo.test(i.before), doer: "it", by: 2 },
  { fits: (i) => soldTo.test(i.before), doer: "it", by: 1 },
  { fits: (i) => hires.test(i.before), doer: "subject", by: 2 },
  {
    fits: (i) =>
      /^(?:[向找从问管和与]|跟着?)$/u.test(i.how) &&
      /^[^,。]{0,8}(?:借|拿|贷|挪|赊|支)(?!给|款纠纷|贷|款合同|钱纠纷)/u.test(i.after),
    doer: "subject",
    by: 3,
  },
  {
    fits: (i) => /^[找向跟问管]$/u.test(i.how) && /^[^,。]{0,6}(?:要|讨|索|理论|算账|催|评理)/u.test(i.after),
    doer: "it",
    by: 3,
  },
  { fits: (i) => forSomebody.test(i.how) && /^[^,。]{0,8}担保/u.test(i.after), doer: "it", by: 2 },
  { fits: (i) => forSomebody.test(i.how) && hits(labour, i.after), doer: "it", by: 2 },
  { fits: (i) => /(?:应聘|入职|就职|任职|受雇|打工|务工|上班)(?:到|于|在)?$/u.test(i.before), doer: "it", by: 2 },
  {
    fits: (i) =>
      i.how === "给" && /^家?(?:的)?[^,。]{0,4}(?:停|断|拆|砸|锁|掐|堵|毁|弄坏|剪|拔|扒|填)(?:了|掉)/u.test(i.after),
    doer: "subject",
    by: 3,
  },
  { fits: (i) => /^[给帮替为]$/u.test(i.how) && hits(suffering, i.after), doer: "it", by: 3 },
];

/** Between 她 and 前院的辛大勇: whose neighbour he is. */
const whose =
  /^(?:家)?(?:前院|后院|东院|西院|[前后东西]邻|隔壁|对门|楼[上下]|邻居|同村|单位|村里|屯里|厂里|店里|家)?的?$/u;

/** The mentions of one clause with the words around each; what only tells whose somebody is goes into their place. */
function itemsOf(clause: string, at: (char: string) => { m: Mention | null; vague: boolean }): Item[] {
  const parts = clause.split(/([\uE000-\uE0FF])/u);
  const items: Item[] = [];
  let waiting: { before: string; how: string } | null = null;
  for (let i = 1; i < parts.length; i += 2) {
    const { m, vague } = at(parts[i] ?? "");
    const before = parts[i - 1] ?? "";
    const after = parts[i + 1] ?? "";
    const prefix = parts.slice(0, i).join("");
    const found = beside.exec(before);
    // 其中一个叫路小翠: with nothing behind it 叫 names somebody.
    const names =
      found?.groups?.["how"] === "叫" && found.groups["between"] === "" && after === "" && i + 2 >= parts.length;
    const how = found && !names && !hits(harm, found.groups?.["between"] ?? "") ? (found.groups?.["how"] ?? "") : "";
    // 被他爹饶大柱: nobody knows who 他 is, the words before him stay.
    if (!m) {
      waiting = { before, how };
      continue;
    }
    const from = waiting !== null && before === "" ? waiting : { before, how };
    waiting = null;
    const last = items.at(-1);
    // 被她爹饶大柱关: the two are one place in the clause; 穆长发穆长贵 are a list.
    if (last?.vague && whose.test(before)) items[items.length - 1] = { ...last, m, after, vague, prefix };
    else if (last && from.before === "") items.push({ ...last, m, after, vague, prefix });
    else items.push({ m, ...from, after, vague, prefix });
  }
  return items;
}

/** A verb of harm right before its object: how much it tells; null when there is none, or when it tells of the doer. */
function doneTo(before: string): number | null {
  const last = [...before.matchAll(harm)].at(-1);
  // 欠摘果的安桂芹: whose work it was; 欠钱的 is who owes.
  if (/欠(?!钱|债|账|款|薪|工资|工钱)[^,。]{1,6}的\p{Script=Han}{0,2}$/u.test(before)) return 3;
  if (!last || before.length - last.index - last[0].length > 5 || /[是的]$/u.test(before)) return null;
  return /欠/u.test(last[0]) ? 3 : 2;
}
/** 赡养父亲…: who is to be kept. */
const keeps = /(?:赡养|供养|照顾|照料|伺候|抚养)(?:其|老|亲生|独居|年迈)*(?:父亲|母亲|父母|老人|老母亲?|老父亲?)?$/u;
const kinOf = /^(?:家)?(?:的)?(?:有)?(?:[一二三两四五六七八九十几\d]+个|俩|仨)?(?:亲)?$/u;
/** 打人的是…, 欠我钱的叫…: who did it is named behind. */
const doerNamed =
  /(?:欠|打|骂|撞|咬|占|偷|骗|砍|借|砸|动手|闹事)[^,。\s]{0,8}的(?:人|那个)?(?:就)?(?:是|叫|名叫)[^,。\uE000-\uE0FF]{0,6}$/u;
/** What the words say of one outright: who did it, to whom it was done, whose beast it was, whose harvest. */
function saidOf({ before, after, how, prefix }: Item): number | null {
  // 借的是邹长山的钱, 咬的是学生郑小雨.
  if (/(?:借|欠|拿|骗|偷|占|打|骂|咬|撞|砸|砍|用|花|抢)的(?:就)?是$/u.test(before)) return 3;
  if (/^家?的/u.test(after)) {
    // 狗是任老五家的; 庄稼是董桂兰家的.
    if (/(?:狗|牛|羊|马|猪|鸡|车|拖拉机|收割机|铲车|树|墙|水管|烟囱)(?:就)?是$/u.test(before)) return -2;
    if (/(?:庄稼|苞米|玉米|麦子|豆子|黄豆|菜|果树|树苗|秧|粮食?|地|钱)(?:都|就)?是$/u.test(before)) return 2;
  }
  return how === "" && doerNamed.test(prefix) ? -3 : null;
}

/**
 * Weights for each named one: above zero wants something, below zero it is wanted from. `who` resolves 他 and finds the
 * mention behind a character of `line`; what the reporter did is left to other rules.
 */
export function weigh(
  line: string,
  mentions: readonly Mention[],
  who: (index: number) => Mention | null,
  senderRole: SenderRole,
): Weights {
  const weights: Weights = new Map();
  const staff = senderRole !== "resident";
  const vote = (m: Mention | null, by: number): void => {
    if (m && m.form !== "speaker") weights.set(m, (weights.get(m) ?? 0) + by);
  };
  /** One side's deed tells of both; the reporter's own deed against somebody tells of neither. */
  const against = (doer: Mention | null, victim: Mention | null, by: number): void => {
    if (doer !== null && (doer === victim || (doer.form === "speaker" && !staff))) return;
    vote(doer, -by);
    vote(victim, by);
  };
  const weightOf = (m: Mention): number => weights.get(m) ?? 0;
  let topic: Mention | null = null;
  let teller: Mention | null = null;
  for (const clause of line.split(clauseEnd)) {
    if (!clause) continue;
    const items = itemsOf(clause, (char) => {
      const index = char.charCodeAt(0) - firstMention;
      const m = mentions[index];
      return { m: who(index), vague: m !== undefined && !isNamed(m) };
    });
    // 甲与乙因…: told of both.
    const joint = /^(?:家)?(?:和|与|跟|同)\p{Script=Han}{0,4}$/u.test(items[1]?.before ?? "");
    const paired = joint && !/^[^,。]{0,8}(?:借|拿|贷|要|讨)/u.test(items[1]?.after ?? "");
    let subject: Mention | null = topic;
    let own: Mention | null = null;
    if (items.length === 0 && topic !== null) {
      // 党小红不同意 要求结清; 应大海认账 愿意每月还一千.
      if (staff && asksFor.test(clause)) vote(topic, 3);
      else if (staff && admits.test(clause)) vote(topic, -2);
      // 宗喜财 把排水沟填了: the one just named did it.
      if (
        staff &&
        /^(?:就|又|还|硬是?|偷着|私自)?[把将](?!我|俺)/u.test(clause) &&
        !/[给交卖租借]给|告上|告到|送(?:到|去)/u.test(clause)
      )
        vote(topic, -2);
      else if (hits(suffering, clause) && weightOf(topic) >= 0)
        vote(topic, /^(?:被|遭|挨|让人|叫人)/u.test(clause) ? 3 : 1);
      else if (hits(refusal, clause) && weightOf(topic) <= 0) vote(topic, -1);
      if (staff && teller === null && /^(?:就|来|又)?(?:说|称|反映)/u.test(clause)) {
        vote(topic, 1);
        teller = topic;
      }
    }
    for (const [i, item] of items.entries()) {
      const { m, before, after, how } = item;
      const relation = relations.find((r) => r.fits(item));
      const outright = saidOf(item);
      if (outright !== null) {
        vote(m, outright);
        continue;
      }
      const done = how === "" && !(i === 1 && paired) ? doneTo(before) : null;
      if (relation) {
        // 骑车把人碰倒了, with nobody before it: the reporter did it.
        if (relation.doer === "subject" && subject === null && !staff && /^[把将]$/u.test(how)) continue;
        if (relation.doer === "it") against(m, subject, relation.by);
        else against(subject, m, relation.by);
      } else if (keeps.test(before)) {
        vote(m, 3);
        if (hits(refusal, after)) vote(subject, -2);
      } else if (/^(?:让|叫|请|找)$/u.test(how) && m.form !== "speaker" && i + 1 < items.length) {
        // 杜会计让我闺女看孩子: the one who was told to is the subject of what follows.
        subject = m;
        own = m;
      } else if (how !== "") {
        if (m.form === "unit" && /^[在到去于]$/u.test(how) && hits(suffering, after)) vote(m, -2);
      } else if (demanded.test(before)) {
        if (m.form === "speaker" && !staff) vote(subject, -5);
        else against(m, subject, staff || subject?.form === "speaker" ? 4 : 1);
      } else if (done !== null) against(subject, m, done);
      else if (own !== null && m.form === "kin" && kinOf.test(before)) {
        // 易老汉三个闺女都不管: his children are told of, he is whom they leave.
        if (hits(refusal, after)) against(m, own, 2);
        subject = m;
      } else if (own !== null && /[^、的家和与跟]$/u.test(before)) {
        // 他拿了我闺女两万不还: of whom the clause is told is he who took.
        if (hits(refusal, after)) against(own, m, 2);
      } else {
        subject = m;
        own = m;
        if (!paired) told(m, after, items[i + 1] ?? null);
      }
    }
    topic = paired ? null : subject;
  }
  return weights;

  /** What the words right behind its subject say of it. */
  function told(m: Mention, after: string, next: Item | null): void {
    if (staff && next?.m.form === "speaker" && /^[^,。]{0,6}(?:找|来找|求|托|问)(?:到|过)?$/u.test(after)) vote(m, 4);
    else if (/^(?:先)?提(?:的|出来?的|起来?的)/u.test(after)) vote(m, 4);
    else if (staff && claims.test(after)) {
      vote(m, 4);
      teller ??= m;
    } else if (staff && says.test(after)) {
      const denies =
        /现在|却|又|则|非|反|不认|也/u.test(after) ||
        (teller !== null && teller.name !== m.name) ||
        [...weights].some(([o, by]) => o.name !== m.name && by >= 2);
      vote(m, denies ? -2 : 1);
      teller ??= m;
    } else if (!staff && m.form !== "speaker" && wants.test(after)) vote(m, -2);
    else if (lends.test(after)) vote(m, 2);
    if (
      staff &&
      next === null &&
      /^(?:家)?(?:还|一直|总共|一共|都)?(?:拖欠|赊欠|欠|克扣|赖)(?!条|账不|费)/u.test(after)
    )
      vote(m, -2);
    if (staff && admits.test(after)) vote(m, -3);
    if (next !== null && passive.test(next.how)) return;
    if (hits(refusal, after)) vote(m, -2);
    else if (m.form !== "unit" && hits(suffering, after)) vote(m, 2);
    else if (next === null && hits(harm, after) && !/被/u.test(after)) vote(m, -1);
  }
}
