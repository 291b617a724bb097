// The questions after fixed days and hours: when a judge comes to the village (接待日、驻村日), when a 说事点 is open.
export type ReceptionCommand = { kind: "reception"; what: "judge" | "spot" };

const time =
  "(?:啥时候?|什么时候|何时|几时|多会儿|多咱|哪(?:一|几)?[天日]|哪个日子|周几|星期几|礼拜几|几号|几点|下回|下次|下一[次回])";
const spot = "(?:说事点|说事室|讲理堂|讲理点|评理堂|评理点|拉话点)";
const comes = "(?:来|到|下来|下村|进村|在|过来|接待|坐班|坐诊|驻村|值班)";

const spots = new RegExp(
  `${spot}.{0,8}(?:${time}|开门|开不开|开着|关门|有人|在哪|哪儿|哪里|上班)|(?:${time}|今天|明天|周末).{0,6}${spot}`,
  "u",
);
const days = [
  new RegExp(
    `(?:接待日|驻村日|坐班日|法官日).{0,6}(?:${time}|有没有|有吗|改|变)|${time}.{0,6}(?:接待日|驻村日|坐班日)`,
    "u",
  ),
  new RegExp(`法官.{0,6}${time}.{0,4}(?:再|还)?${comes}.{0,8}$`, "u"),
  new RegExp(`${time}.{0,4}(?:还|再|能|会)?有?(?:个)?法官(?:能|会|还|再)?${comes}.{0,8}$`, "u"),
  /(?:下回|下次|下一次).{0,2}(?:驻村|接待|坐班|下村)(?:是)?(?:几号|哪天|周几|星期几|啥时候?|什么时候)/u,
  new RegExp(
    `(?:今天|明天|后天|这周|本周|下周|周末|赶集那?天|初一|十五).{0,6}法官.{0,3}${comes}(?:不${comes}|吗|不|么|没)|${time}.{0,3}来(?:个)?法官$`,
    "u",
  ),
  /驻村法官.{0,4}(?:哪天|几号|周几|星期几)/u,
];
/** About one's own matter or the courthouse, not about who comes to the village when. */
const otherwise =
  /开庭|判|回话|回信|联系我|打电话|找我|给我|处理|解决|立案|我家|来我(?!们)|我那|那个?事|法庭(?:几点|什么时候|啥时候)|上班|电话/u;

/** The question after days and hours that a text is, or null. */
export function receptionAsked(said: string): ReceptionCommand | null {
  const text = said.replace(/[。.!！~～?？\s]+$/u, "").trim();
  if (text.length > 30) return null;
  if (spots.test(text)) return { kind: "reception", what: "spot" };
  if (otherwise.test(text)) return null;
  return days.some((pattern) => pattern.test(text)) ? { kind: "reception", what: "judge" } : null;
}
