// The words by which people speak of a flow: start it, look at it, end it, and 完成 for the step that lies with them.
export type FlowCommand = {
  kind: "flow";
  act: "start" | "show" | "stop" | "done" | "skip";
  /** As said: a whole number or its tail. */
  number: string | null;
  rest: string;
  /** 完成 means a step and nothing else; 办好了 may end a whole lead. */
  sure: boolean;
};

const number = "(20\\d{2}\\s*[-—–_]\\s*\\d{1,6}|\\d{1,4})";
const verbs: readonly [FlowCommand["act"], string, boolean][] = [
  [
    "start",
    "(?:这件|这个|那件|这事)?(?:就)?(?:启动|开始|走|发起|按|用)(?:一下)?(?:多方|办理)?流程(?:走|办)?(?:吧|了)?",
    true,
  ],
  ["stop", "(?:停止|停掉|终止|取消|结束)(?:多方|办理)?流程", true],
  ["skip", "跳过(?:这一?步)?", true],
  ["show", "(?:看看?|查一?下?)?(?:多方|办理)?流程(?:进度|走到哪(?:一?步)?了?|到哪一?步?了?|到第几步了?)?[?？]?", true],
  ["done", "(?:我们?|咱们?)?(?:这一?步|这步)?(?:已经?|都)?完成(?:了|啦)?", true],
  [
    "done",
    "(?:我们?|咱们?)?(?:这一?步|这步)(?:已经?|都)?(?:办好|办完|做完|做好|弄好|弄完|搞定|处理好|处理完)(?:了|啦)?",
    true,
  ],
  ["done", "(?:我们?|咱们?)?(?:已经?|都)?(?:办好|办完|办妥|做完|做好|弄好|弄完|搞定|处理好|处理完)(?:了|啦)", false],
];
const rules = verbs.flatMap(([act, verb, sure]): [FlowCommand["act"], boolean, RegExp, number, number][] => [
  [act, sure, new RegExp(`^${verb}[\\s:：，,]*${number}?(?:号)?(?:$|[\\s:：，,。.；;！!~～]+(.*)$)`, "su"), 1, 2],
  [act, sure, new RegExp(`^${number}(?:号)?[\\s:：，,]*${verb}(?:$|[\\s:：，,。.；;！!~～]+(.*)$)`, "su"), 1, 2],
]);

/** `text` is normalized and trimmed; null when it is none of these. */
export function flowAsked(text: string): FlowCommand | null {
  for (const [act, sure, pattern, at, words] of rules) {
    const match = pattern.exec(text);
    if (match) return { kind: "flow", act, number: match[at] ?? null, rest: (match[words] ?? "").trim(), sure };
  }
  return null;
}
