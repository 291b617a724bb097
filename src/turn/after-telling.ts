// What goes on with a story or a cry for help that was just told: a name, a number, a place; or that it was only a question.
import { toldLately } from "./report.ts";
import type { Scene } from "./scene.ts";
import { openLeads } from "./supplement.ts";

/** A message that asks, by its end. */
export const asks =
  /[?？]\s*$|(?:吗|嘛|么|呢|不|没)[?？。\s]*$|会不会|能不能|可不可以|是不是|要不要|算不算|怎么办|咋办|咋整|(?<!多少(?:就|是|算|退|给|要|还|赔|得)?)多少(?!(?:就|是|算|退|给|要|还|赔|得)?多少)|多久|哪个|谁管|找谁/u;

/** A message with a question anywhere in it. */
export const asksSomething = /[?？吗]|咋|怎么|如何|能不能|可不可以|多少|多久|啥时候|行不行|合法|请问|问一下|问问/u;

/** ms: within this time of a cry for help, a name, a number or a place belongs to it. */
const justAfter = 2 * 3_600_000;
/** 「红松 我叫何丽 他叫邵伟」 minutes after the alarm: who they are and where. */
export function namesJustAfter({ context, heard }: Scene): boolean {
  const text = heard.text.trim();
  if (text.length > 60 || asks.test(text) || asksSomething.test(text)) return false;
  const [only, ...more] = openLeads(context);
  if (!only || more.length > 0 || only.value.danger !== "high") return false;
  if (context.now - only.value.submittedAt > justAfter) return false;
  return (
    heard.phones.length > 0 || heard.places.length > 0 || heard.parties.some((p) => p.name !== "" && p.name !== "本人")
  );
}

const opens =
  /(?:有|说|报|记|调|接|张罗|来|出)(?:了|着|给|到){0,2}(?:说和)?(?:一)?(?:个|件|户|家|桩|起|条|位|老\p{Script=Han})|(?:来|到|找)(?:村(?:部|委|里)|社区|我)|闹(?:呢|起来|意见|矛盾)|(?:的|那|这)(?:个|件|点)?事(?:儿)?[。!！]?$/u;

/** 「青石 有个事」, 「马家店 老汉须德山来村部」: how grid workers and mediators open what they go on to tell. */
export function staffOpens({ context, event, heard }: Scene): boolean {
  const text = heard.text.trim();
  if (!context.speaker.roles.some((role) => role === "gridWorker" || role === "mediator")) return false;
  if (text.length > 30 || asks.test(text) || asksSomething.test(text) || heard.places.length === 0) return false;
  if (/^(?:request-visit|ask-judge-contact|judge-feedback)$/u.test(event.understanding.intent)) return false;
  return opens.test(text) && !/办|进度|结果|信儿|\d{4}/u.test(text);
}

/** 我不登记 就是想问问 */
export const onlyAsked =
  /^(?:我|俺|咱)?(?:先|暂时|现在)?(?:不|不用|不想|别|不要)(?:给我|帮我)?登记(?:了|吧)?(?:[，,。\s]*(?:我|俺)?(?:就是|只是|光)?(?:想)?(?:随便)?问(?:问|一下|下)?(?:的)?)?[。!！]*$|^(?:我|俺)?(?:就是|只是|光是?)(?:想)?(?:随便)?问问[，,。\s]*(?:不登记)?[。!！]*$/u;

/** Who told a story, was answered, and now gives name, number or place, is registering it. */
export function handsOver({ context, here, heard }: Scene): boolean {
  const text = heard.text.trim();
  if (toldLately(context, here) === null || text.length > 60 || asks.test(text) || asksSomething.test(text))
    return false;
  return heard.phones.length > 0 || heard.places.length > 0 || /^(?:我|俺)(?:叫|姓|是)\p{Script=Han}{2,4}/u.test(text);
}
