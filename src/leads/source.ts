// Where a lead comes from (线索来源), from who registers it, where, and the few words that say so.
import type { Role } from "../content/roles.ts";
import type { Lead } from "./lead.ts";

const registrars: readonly Role[] = [
  "clerk",
  "assistant",
  "judge",
  "head",
  "courtOffice",
  "leader",
  "coHandler",
  "gridWorker",
  "mediator",
];

const said: readonly [Lead["source"], RegExp][] = [
  ["telephone", /来电|(?:接到|接了|接)(?:群众|一个|个)?电话|电话(?:里|中)?(?:反映|登记|来访)|打电话(?:来|到)/u],
  ["walkIn", /来访|到窗口|来窗口|(?:来|到)(?:我们)?法庭(?:来)?(?:反映|说|登记)|当面(?:反映|登记)/u],
  ["township", /综治中心|(?:镇|乡|街道|镇政府|乡政府)(?:里)?(?:交办|派单|转来|转办|交来)|政府(?:交办|派单)/u],
  ["tribunal", /(?:立案庭|法庭|法院)(?:转来|转交|交办|导入)|诉前(?:转来|导入)/u],
];

/** A card that the judge left (联心卡) brings residents too; the rest is what staff say when they register for others. */
export function sourceOf(text: string, roles: readonly Role[], inGroup: boolean): Lead["source"] {
  const head = text.slice(0, 80);
  if (/联心卡|法官(?:的)?(?:名片|卡片)/u.test(head)) return "judgeCard";
  const staff = roles.some((role) => registrars.includes(role));
  const own = staff ? said.find(([, pattern]) => pattern.test(head))?.[0] : undefined;
  return own ?? (inGroup ? "group" : "private");
}
