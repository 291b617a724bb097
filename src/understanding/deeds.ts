// Who stands on which side, clause by clause: what each one does, suffers or demands is weighed, and the weights decide.
import { harm, hires, labour, lentTo, refusal, soldTo, suffering } from "./deedWords.ts";
import { firstMention } from "./frames.ts";
import type { SenderRole } from "./intents.ts";
import type { Mention } from "./outright.ts";

/** Where a clause ends; 因… and what is told behind 称 begin one of their own. */
const clauseEnd =
  /[,。;:!?\s()"“”]+|(?=因(?!此)|由于|导致|致使?(?!富|电))|(?<=(?:称|反映|说|表示|认为|诉称|举报|投诉)(?!.{0,1}[\uE000-\uE0FF]))/u;
/** A word that puts a mention beside the verb instead of before it; what may stand between them is a part or a place. */
const beside =
  /(?<how>被|遭到?|让|叫|由|把|将|跟着?|和|与|同|向|找|从|问|管|对|帮|替|为|给|在|到|去|于)(?<between>[^\uE000-\uE0FF,。]{0,7})$/u;

type Item = { m: Mention; before: string; after: string; how: string | null };
type Weights = Map<Mention, number>;

const hits = (pattern: RegExp, text: string): boolean => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};
const passive = /^(?:被|遭到?|让|叫|由)$/u;
const atPlace = /^(?:在|到|去|于)$/u;
const towards = /^(?:向|找|从|问|管|跟着?|和|与)$/u;
const forSomebody = /^(?:给|帮|替|为|跟着?|在|到|去)$/u;

/** The mentions of one clause with the words around each. */
function itemsOf(clause: string, at: (char: string) => Mention | null): Item[] {
  const parts = clause.split(/([\uE000-\uE0FF])/u);
  const items: Item[] = [];
  for (let i = 1; i < parts.length; i += 2) {
    const m = at(parts[i] ?? "");
    const before = parts[i - 1] ?? "";
    const found = beside.exec(before);
    const between = found?.groups?.["between"] ?? "";
    const how = found && !hits(harm, between) ? (found.groups?.["how"] ?? null) : null;
    if (m) items.push({ m, before, after: parts[i + 1] ?? "", how });
  }
  return items;
}

/**
 * Weights for each named one: above zero wants something, below zero it is wanted from. `who` resolves 他 and finds the
 * mention behind a character of `line`; what the reporter did is left to other rules.
 */
function weigh(line: string, who: (index: number) => Mention | null, senderRole: SenderRole): Weights {
  const weights: Weights = new Map();
  const staff = senderRole !== "resident";
  const vote = (m: Mention | null, by: number): void => {
    if (m && m.form !== "speaker") weights.set(m, (weights.get(m) ?? 0) + by);
  };
  /** One side's deed tells of both; the reporter's own deed against somebody tells of neither. */
  const against = (doer: Mention | null, victim: Mention | null, by: number): void => {
    if (doer !== null && doer === victim) return;
    if (doer?.form === "speaker" && !staff) return;
    vote(doer, -by);
    vote(victim, by);
  };
  const weightOf = (m: Mention): number => weights.get(m) ?? 0;
  let topic: Mention | null = null;
  let teller: Mention | null = null;
  for (const clause of line.split(clauseEnd)) {
    if (!clause) continue;
    const items = itemsOf(clause, (char) => who(char.charCodeAt(0) - firstMention));
    // 甲与乙因…: told of both; 甲、乙 stand together.
    const joint =
      items.length > 1 ? /^(?:家)?(?:和|与|跟|同)\p{Script=Han}{0,4}$/u.test(items[1]?.before ?? "") : false;
    const paired = joint && !/^[^,。]{0,8}(?:借|拿|贷|要|讨)/u.test(items[1]?.after ?? "");
    let subject: Mention | null = topic;
    let own: Mention | null = null;
    if (items.length === 0 && topic !== null) {
      if (hits(suffering, clause) && weightOf(topic) >= 0) vote(topic, 1);
      else if (hits(refusal, clause) && weightOf(topic) <= 0) vote(topic, -1);
    }
    for (const [i, item] of items.entries()) {
      const { m, before, after, how } = item;
      const done = doneTo(before);
      if (passive.test(how ?? "") && (hits(harm, after) || hits(refusal, after))) against(m, subject, 3);
      else if ((how === "把" || how === "将") && (hits(harm, after) || /打|弄|整/u.test(after))) against(subject, m, 3);
      else if (lentTo.test(before)) against(m, subject, 2);
      else if (soldTo.test(before)) against(m, subject, 1);
      else if (hires.test(before)) against(subject, m, 1);
      else if (towards.test(how ?? "") && /^[^,。]{0,8}(?:借|拿|贷|挪|赊|支)(?!给)/u.test(after))
        against(subject, m, 3);
      else if (/^[找向跟问管]$/u.test(how ?? "") && /^[^,。]{0,6}(?:要|讨|索|理论|算账|催|评理)/u.test(after))
        against(m, subject, 3);
      else if (forSomebody.test(how ?? "") && /^[^,。]{0,8}担保/u.test(after)) against(m, subject, 2);
      else if (forSomebody.test(how ?? "") && hits(labour, after)) against(m, subject, 2);
      else if (atPlace.test(how ?? "") && m.form === "unit" && hits(suffering, after)) vote(m, -2);
      else if (!how && demanded.test(before)) {
        if (m.form === "speaker" && !staff) vote(subject, -5);
        else against(m, subject, staff || subject?.form === "speaker" ? 4 : 1);
      } else if (!how && done !== null && !(i === 1 && paired)) against(subject, m, done);
      else if (!how && own !== null && /[^、的家]$/u.test(before)) {
        // 他拿了我闺女两万不还: of whom the clause is told is he who took.
        if (hits(refusal, after)) against(own, m, 2);
      } else if (!how) {
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
    if (staff && claims.test(after)) vote(m, 4);
    else if (staff && says.test(after)) {
      const denies = /现在|却|又|则|非|反|不认|也/u.test(after) || (teller !== null && teller.name !== m.name);
      vote(m, denies ? -2 : 2);
      teller ??= m;
    } else if (!staff && m.form !== "speaker" && wants.test(after)) vote(m, -2);
    if (next !== null && passive.test(next.how ?? "")) return;
    if (hits(refusal, after)) vote(m, -2);
    else if (m.form !== "unit" && hits(suffering, after)) vote(m, 2);
    else if (next === null && hits(harm, after) && !/被/u.test(after)) vote(m, -1);
  }
}

const claims =
  /^[^,。]{0,8}(?:反映|投诉|举报|求助|诉称|控告|起诉|上访|哭诉|来访|来电|讨要|索要|索赔|要求|主张|请求|不服|要回|托我|想(?:要回|离)|(?:想|要)(?=[^,。]{0,6}(?:赔|退|返还|还钱|修|拆|收回|回来)))/u;
const says = /^[^,。]{0,6}(?:称|说|讲|嫌|认为|表示|诉说)$/u;
/** What the other side wants, told by the reporter. */
const wants =
  /^[^,。]{0,6}(?:要|想|非要|非得|闹着)(?:我|俺|分|卖|收|拆|撵|占|砍|把|去告|起诉|[^,。]{0,4}(?:赔|退|回去))/u;
const demanded = new RegExp(
  "(?:反映|投诉|举报|控告|起诉|状告|告|哭诉|要求|催|逼|非?要|让|叫|找)(?:同村|本村|邻居|其|村民|社员|隔壁)?(?:的)?\\p{Script=Han}{0,2}$",
  "u",
);
/** A verb of harm right before its object: how much it tells; null when there is none. */
function doneTo(before: string): number | null {
  harm.lastIndex = 0;
  const last = [...before.matchAll(harm)].at(-1);
  if (!last || before.length - last.index - last[0].length > 5) return null;
  return /欠/u.test(last[0]) ? 3 : 2;
}

/** Sets the sides of those of whom enough is told; what stays open is left to the frames. */
export function sideByDeeds(
  line: string,
  mentions: readonly Mention[],
  resolve: (index: number) => Mention | null,
  senderRole: SenderRole,
): void {
  const weights = weigh(line, resolve, senderRole);
  const sums = new Map<string, number>();
  for (const [m, by] of weights) if (m.name !== "") sums.set(m.name, (sums.get(m.name) ?? 0) + by);
  for (const [name, sum] of sums) {
    if (Math.abs(sum) < 2) continue;
    for (const m of mentions)
      if (m.name === name && m.form !== "he" && m.form !== "speaker") m.role ??= sum > 0 ? "applicant" : "respondent";
  }
}
