// The text as the sentence frames read it: every mention as one character, what only tells whose it is left out.
import { withoutAnnouncer } from "./announced.ts";
import { firstMention } from "./frames.ts";
import type { Mention } from "./outright.ts";

const possessor = /(?:我们家?|我家?|俺们?家?|他家?|她家?|其|咱们?家?)(?:的|那个?|这个?)?$/u;

const kinship =
  /[爸妈爹娘哥姐弟妹叔伯舅姑姨嫂婶爷奶夫妻婿媳侄甥孙儿女襟家公婆]|妯娌|对象|男人|老婆|孩子|闺女|爱人|两口子/u;

/** The text with each mention as one character; possessive 我 before kin is dropped. */
export function marked(text: string, mentions: readonly Mention[]): string {
  let out = "";
  let at = 0;
  mentions.forEach((m, i) => {
    let before = text.slice(at, m.start);
    // 丈夫马东: the name stands for both.
    if (m.form !== "kin" && m.as !== "" && before.endsWith(m.as)) before = before.slice(0, -m.as.length);
    else if (m.form === "name" || m.form === "nickname") before = withoutAnnouncer(before);
    // 曾桂枝她大伯哥宗喜财, 桑永福他儿子: of whose kin one tells, tells nothing of the one whose kin it is.
    const previous = mentions[i - 1];
    const whose = m.form === "kin" ? "" : m.as;
    if (
      previous &&
      previous.form !== "he" &&
      previous.form !== "kin" &&
      previous.form !== "speaker" &&
      (m.form === "kin" || m.as !== "") &&
      previous.end === at &&
      new RegExp(`^(?:他|她|他们|他家|她家|家)(?:的)?${whose}$`, "u").test(text.slice(at, m.start)) &&
      kinship.test(m.form === "kin" ? m.name : m.as)
    ) {
      out = out.slice(0, -1);
      before = "";
    }
    if (m.form === "kin") before = before.replace(possessor, "");
    // 她学生饶小雨被她爹饶大柱关着: whose father he is does not come between.
    if (m.kin !== undefined || (m.form !== "kin" && m.as !== "")) before = before.replace(possessor, "");
    out += before + String.fromCharCode(firstMention + i);
    at = m.end;
  });
  // 郭喜来 欠 栗长贵: a verb alone between two.
  return (out + text.slice(at)).replace(
    /(?<=[\uE000-\uE0FF])[ ](欠|借给?|告|租给?|雇|打|骂|卖给?)[ ](?=[\uE000-\uE0FF])/gu,
    "$1",
  );
}
