// Phones, ID numbers and bank accounts in a message, and whose phone it is.
import { digitRuns, idChecksum, luhn } from "./digits.ts";
import type { Found } from "./facts.ts";

const theirs =
  /(?:他|她|对方|被告|老板|房东|债务人|欠款人|肇事|人家|那(?:人|边|家)|男方|女方|其)(?:的|们的|本人)?.{0,8}(?:电话|手机|号码|联系|号|打)?[^,。;]{0,4}$/u;
/** 老板姓啥我也不知道 就知道电话…: all that the reporter knows of the other side. */
const onlyKnown =
  /(?:就|只|光)(?:知道|有|剩|留了?)(?:个|一个|这个?|他)?(?:的)?(?:联系)?(?:电话|手机|号码?|微信)(?:号码?)?[:是为\s]*$/u;
const mine =
  /(?:我|俺|本人|报案人|申请人|原告|咱|我家|我这(?:边)?)(?:的|本人|自己)?(?:联系)?(?:电话|手机|号码|方式|号)?(?:号|号码)?(?:就)?[:是为\s]*$|(?:联系|打给|打|找|拨)我?(?:电话|手机)?[:\s]*$/u;

/** 138…是我的, 138…我的电话: whose it is comes behind. */
const behind =
  /^[\s,，(（]*(?:这个?|就)?(?:是)?(我|俺|本人)(?:自己|本人)?(?:的(?!钱|地|工|房|车|货)|电话|手机|微信)(?!(?:电话|手机|号码?)?[\s:是]*[1一幺])/u;
const behindTheirs =
  /^[\s,，(（]*(?:这个?|就)?是?(?:他|她|对方|老板|房东)(?:自己|本人)?(?:的(?!钱|地|房|车)|电话|手机)(?!(?:电话|手机|号码?)?[\s:是]*[1一幺])/u;

const word = /^(?:的)?(?:联系)?(?:电话|手机|号码?|方式|微信)(?:号码?)?[:是为]*$/u;
/** The words of the same breath before a number; 欠他两万 电话 is told of nobody. */
function rightBefore(text: string, start: number): string {
  const parts = text
    .slice(Math.max(0, start - 16), start)
    .trimEnd()
    .split(/[,。;!?\s]/u);
  const [last = "", prior = ""] = [parts.at(-1), parts.at(-2)];
  return word.test(last) && prior.length <= 4 ? prior + last : last;
}

export function phonesIn(text: string): Found[] {
  return digitRuns(text).map((found): Found => {
    const { start, end, digits } = found;
    if (found.kind === "idNumber")
      return { kind: "idNumber", value: { valid: digits.length === 15 || idChecksum(digits) }, start, end };
    if (found.kind === "account") return { kind: "account", value: { valid: luhn(digits) }, start, end };
    const before = rightBefore(text, start);
    const after = text.slice(end, end + 12);
    const introduced =
      /^[\s,，。]*(?:我|俺)(?:叫|是|姓)/u.test(after) &&
      !/(?:他|她|对方)(?:的)?(?:联系)?(?:电话|手机|号)/u.test(before);
    const of =
      introduced || behind.exec(after)?.[1] !== undefined
        ? "applicant"
        : behindTheirs.test(after)
          ? "respondent"
          : onlyKnown.test(text.slice(Math.max(0, start - 16), start))
            ? "respondent"
            : mine.test(before)
              ? "applicant"
              : theirs.test(before)
                ? "respondent"
                : null;
    const correction = /(?:更正|改成|应该是|不对|写错|换(?:号|成))/u.test(text.slice(Math.max(0, start - 14), start));
    return { kind: "phone", value: digits, start, end, of, ...(correction ? { correction } : {}) };
  });
}
