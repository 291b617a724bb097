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

/** Who hands a task down, or passes a matter on, outside the court. */
const offices =
  "综治(?:中心|办)|平安(?:法治)?办|(?:镇|乡|街道|县)(?:上|里|政府|党委)?|政府|12345|司法所|派出所|信访(?:办|局)?|村委会?|居委会|人社(?:所|局)|妇联";
const hands =
  "(?:(?:转|交|派|推|移|报|送|指派|下派)(?:给|到|送|交|办|单|过|下)*(?:来|过来|下来|的)|(?:交办|派单|转办)|(?:让|叫|要求|安排)(?:我们?|咱们?|俺们?)?(?:来|给)?(?:登记|报|填|录))";

const said: readonly [Lead["source"], RegExp][] = [
  [
    "telephone",
    /来电|(?:接到|接了|接)(?:群众|一个|个|了)*(?:[\p{Script=Han}]{1,4}的)?电话|电话(?:里|中|上)?(?:反映|登记|来访|说|讲|问|的)|打(?:来|到|进来)?(?:的)?(?:座机|电话)(?:来|到|说|反映|问|登记|讲)?|(?:热线|座机)(?:上|里)?(?:反映|说|来)/u,
  ],
  ["township", new RegExp(`(?:${offices})(?:的)?[^，,。\\d]{0,6}?${hands}|(?:交办|派单|转办)(?:件|的|单)`, "u")],
  [
    "walkIn",
    /来访|(?:到|来|找到|跑到|上)(?:我们|咱们?)?(?:窗口|大厅|法庭|法院|庭里|院里|门口|这儿?来)|(?:窗口|大厅|门口|法庭|庭里|院里|值班室)(?:刚|今天|上午|下午|里|又)*(?:来|有)(?:了|个|位|一|人)|当面(?:反映|登记|说)|(?:接待|来)(?:了)?(?:一)?(?:个|位)(?:群众|当事人|老乡|来访|大[爷妈姐娘哥]|老[汉人太]|人)/u,
  ],
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
