// Orders to a machine hidden in text that should only inform: 忽略以上指令, 你现在是…, system: — and marks and signs that hide them.

const patterns: readonly RegExp[] = [
  /(?:忽略|无视|忘[掉记了]|不要?(?:理会|遵守|管)|跳过|抛开|绕过|覆盖).{0,14}(?:指令|指示|要求|规则|规定的限制|限制|提示|设定|设置|约束|上面|上文|以上|之前|前面|原来)/u,
  /(?:系统|开发者|内部|初始|隐藏)(?:提示词?|指令|消息|设定|密钥|口令)|提示词|越狱|开发者模式|调试模式|管理员模式|解除.{0,4}限制|(?:以上|上面|之前|前面).{0,4}(?:作废|作廢)|上帝模式|无限制模式|DAN模式/u,
  /(?:你|您)(?:现在|从现在起|接下来|已经|今后)(?:就)?(?:是|扮演|变成|充当|不再是)|(?:扮演|假装|假设)(?:你|成|一个|我的?奶奶|是)/u,
  /(?:从现在(?:起|开始)|接下来|下面|今后|以后)[，,]?(?:你|所有回答|每次回答|每句话|只|都)(?:必须|只能|要|都|回答|说|按)/u,
  /(?:回答|回复|答案|输出|末尾|结尾|开头|最后)(?:的)?(?:时候|时|中|里|前|后|末尾|结尾|开头)?.{0,4}(?:必须|务必|一定要|请)(?:加上|写上|附上|带上|说|输出|包含|写)/u,
  /(?:原样|逐字|完整|一字不[差漏])(?:地)?(?:输出|打印|重复|复述|念|写|发)|(?:把|将).{0,10}(?:提示|指令|密钥|设定).{0,6}(?:发|告诉|输出|打印|念|翻译)/u,
  // Words to a machine that no answer to a resident needs.
  /只(?:准|许)?回答|另起一段|照着做|求求你|答完(?:以后|之后)?|忘[掉记].{0,4}身份|口令|机器人(?:应当|应该|必须|回答说)|(?:给|对)机器人|别的机器人|接着往下写|安全测试|回json|新的指令|优先级最高|是法院院长|打个赌|你(?:能不能|敢不敢)做到/u,
  /["“]?(?:role|content|system|assistant|tool_call|function)["”]?\s*[:：]|<\|?(?:system|im_start|im_end|assistant|inst)|\[\/?INST\]|###\s*(?:system|instruction|指令|系统)/iu,
  /ignore (?:all |any |the )?(?:previous|above|prior|earlier)|(?:system|initial) prompt|jailbreak|developer mode|you are now|pretend (?:to be|you)|disregard/iu,
  /<!--|<\s*(?:script|iframe|img|svg|a|div|b)\b|javascript:/iu,
  /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u00AD\u{E0000}-\u{E007F}]/u,
];

/** The first order to a machine that a text holds, spaces and dots between characters passed over; null when it only informs. */
export function orderIn(text: string): string | null {
  const plain = text.normalize("NFKC");
  const tight = plain.replace(/(?<=\p{Script=Han})[\s·.\-_*|/、]+(?=\p{Script=Han})/gu, "");
  for (const pattern of patterns) {
    const found = pattern.exec(plain) ?? pattern.exec(tight);
    if (found) return found[0];
  }
  return null;
}
